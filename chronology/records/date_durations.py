"""Lengths of time as they are written: "3 weeks", "6/52", "two to three months", "a few days"."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from chronology.records.date_reading import Precision, add_days, add_months

NUMBER_WORDS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen", "twenty",
)  # fmt: skip
# Project defaults: what loose words stand for, as a number of days, weeks or whatever follows.
VAGUE_NUMBERS = {"couple": (2, 3), "few": (2, 5), "several": (3, 7)}
# As people count, "three weeks before" is seldom 21 days to the day. Project defaults, in days
# either side: none for days and hours, half the unit for the others.
COUNTING_SLACK = {"hour": 0, "day": 0, "week": 3, "month": 15, "year": 183}

_UNITS = {"h": "hour", "d": "day", "w": "week", "f": "week", "m": "month", "y": "year"}
_FRACTIONS = {"7": "day", "52": "week", "12": "month"}  # 3/7, 6/52, 3/12 as clinicians write
_UNIT = r"(?:hours?|hrs?|days?|d|weeks?|wks?|wk|w|fortnights?|months?|mths?|mth|years?|yrs?|y)"
_ONE = rf"[0-9]{{1,3}}(?: ?(?:-|to|or) ?[0-9]{{1,3}})?(?: ?~)?[ -]?{_UNIT}(?![a-z])'?"
_SLASHED = r"[0-9]{1,2}(?: ?- ?[0-9]{1,2})? ?/ ?(?:7|52|12)(?![0-9/.])"
LENGTH = rf"{_ONE}(?:(?:, | and )?{_ONE})?"
"""A length in words: "3/7" alone may be a day of July, and "6/52" a month of 1952."""
DURATION = rf"(?:{_SLASHED}|{_ONE})(?:(?:, | and | |, and | ?\+ ?)(?:{_SLASHED}|{_ONE}))?"
_AMOUNT = re.compile(
    r"(?P<low>[0-9]{1,3})(?: ?(?:-|to|or) ?(?P<high>[0-9]{1,3}))?(?P<vague> ?~)?"
    rf"(?: ?/ ?(?P<over>7|52|12)(?![0-9])|[ -]?(?P<unit>{_UNIT})(?![a-z]))"
)
_NUMBER_WORD = re.compile(rf"\b({'|'.join(NUMBER_WORDS)})\b")
_VAGUE = re.compile(rf"\b(?:a )?({'|'.join(VAGUE_NUMBERS)})(?: of)? (?={_UNIT}\b)")
_A_UNIT = re.compile(rf"\b(?:an?) (?={_UNIT}\b)")


class Amount(NamedTuple):
    """So many units; `low` and `high` differ in "3-4 weeks"."""

    low: int
    high: int
    unit: str
    vague: bool = False


def with_figures(plain: str) -> str:
    """Numbers in words as figures: "three weeks" as "3 weeks", "a few days" as "2-5~ days"."""
    plain = _VAGUE.sub(lambda match: "{}-{}~ ".format(*VAGUE_NUMBERS[match[1]]), plain)
    plain = _NUMBER_WORD.sub(lambda match: str(NUMBER_WORDS.index(match[1]) + 1), plain)
    return _A_UNIT.sub("1 ", plain)


def read_duration(text: str) -> list[Amount]:
    """The amounts in text that matches `DURATION`: "1 year 3 months" is two."""
    return [_amount(match) for match in _AMOUNT.finditer(text)]


def _amount(match: re.Match[str]) -> Amount:
    low, high = int(match["low"]), int(match["high"] or match["low"])
    if high < low:
        low, high = high, low
    unit = _FRACTIONS[match["over"]] if match["over"] else _UNITS[match["unit"][0]]
    twice = 2 if match["unit"] and match["unit"].startswith("f") else 1
    return Amount(low * twice, high * twice, unit, bool(match["vague"]))


def precision_of(amounts: list[Amount]) -> Precision:
    """How finely a length is written: as its last unit, or as a range."""
    last = amounts[-1]
    if any(amount.low != amount.high for amount in amounts):
        return "range"
    precisions: dict[str, Precision] = {"week": "week", "month": "month", "year": "year"}
    return precisions.get(last.unit, "day")


def first_after(day: date, amounts: list[Amount], sign: int = 1) -> date:
    """The first day that can lie so long after a day, or before it when `sign` is -1."""
    for amount in amounts:
        day = _moved(day, sign * (amount.low if sign > 0 else amount.high), amount.unit, 0)
    return day


def last_after(day: date, amounts: list[Amount], sign: int = 1) -> date:
    """The last day that can lie so long after a day, or before it when `sign` is -1."""
    for amount in amounts:
        day = _moved(day, sign * (amount.high if sign > 0 else amount.low), amount.unit, 23)
    return day


def _moved(day: date, number: int, unit: str, hours_over: int) -> date:
    if unit == "hour":
        return add_days(day, (number + hours_over) // 24)
    if unit in ("day", "week"):
        return add_days(day, number * (7 if unit == "week" else 1))
    return add_months(day, number * (12 if unit == "year" else 1))


def age_interval(born: tuple[date, date], amounts: list[Amount]) -> tuple[date, date]:
    """When somebody was of an age: "3 weeks old" lasts until the day before 4 weeks.

    `born` is the earliest and the latest birth.
    """
    last = amounts[-1]
    one_more = last._replace(high=last.high + (24 if last.unit == "hour" else 1))
    next_age = last_after(born[1], [*amounts[:-1], one_more])
    return first_after(born[0], amounts), add_days(next_age, -1)


def offset_interval(base: tuple[date, date], amounts: list[Amount], sign: int) -> tuple[date, date]:
    """The days so long before (`sign` -1) or after (1) something, with slack for round numbers."""
    slack = COUNTING_SLACK[amounts[-1].unit]
    first, last = first_after(base[0], amounts, sign), last_after(base[1], amounts, sign)
    return add_days(first, -slack), add_days(last, slack)
