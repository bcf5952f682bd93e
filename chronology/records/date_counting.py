"""How each relative date is placed, once its words are known.

Every function takes the words that `date_relative` found and what is known around the cell. Where
the date counted from is missing, the placing is undated and says what is needed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from chronology.records.date_bases import Base, base_of, birth, due_date, row_above
from chronology.records.date_durations import (
    COUNTING_SLACK,
    Amount,
    age_interval,
    first_after,
    last_after,
    offset_interval,
    precision_of,
    read_duration,
)
from chronology.records.date_reading import (
    FIRST_YEAR,
    LAST_YEAR,
    DateContext,
    DateProblem,
    Grain,
    Placed,
    Precision,
    add_days,
    add_months,
    undated,
)
from chronology.records.date_words import VOCABULARY

TERM_DAYS = 280  # 40 weeks, from the last period to the due date
LONGEST_PREGNANCY_WEEKS = 42
TRIMESTERS = {"first": (0, 13), "second": (14, 27), "third": (28, LONGEST_PREGNANCY_WEEKS)}

_Found = re.Match[str]
_UNIT_PRECISIONS: dict[str, Precision] = {"week": "week", "month": "month", "year": "year"}
_GRAINS: dict[str, Grain] = {"week": "week", "month": "month", "year": "year"}


def _counted(
    base: Base | str, span: Callable[[Base], tuple[date, date]], precision: Precision, *notes: str
) -> Placed:
    """A placing counted from a base, or undated with what is needed."""
    if isinstance(base, str):
        return undated(base)
    first, last = span(base)
    if not FIRST_YEAR <= first.year <= last.year <= LAST_YEAR:
        raise DateProblem(f"this would be in {first.year}; write the date itself")
    return Placed(
        first,
        last,
        precision,
        _GRAINS.get(precision, "day"),
        uncertain=base.uncertain,
        notes=(f"counted from {base.told()}", *notes),
    )


# From birth and in pregnancy


def age(found: _Found, context: DateContext) -> Placed:
    """ "aged 3 weeks", "6/52 old", "aged 2" (years)."""
    length = found["length"]
    amounts = read_duration(length) or [Amount(int(length), int(length), "year")]
    note = f"'{length}' read as a length of time" if "/" in length else ""
    note = "counted in years" if length.isdigit() else note
    placed = _counted(
        birth(context),
        lambda base: age_interval((base.earliest, base.latest), amounts),
        precision_of(amounts),
        *filter(None, [note]),
    )
    return _vague(placed, amounts)


def length_alone(found: _Found, context: DateContext) -> Placed:
    """ "6 weeks" and no more: the child's age, in a column that goes on by it.

    Below a row of before the birth it may as well be a week of the pregnancy.
    """
    above, born = context.previous, context.born
    if above and above.latest and born and above.latest < born[0]:
        return undated("an age or a week of pregnancy: write which, or the date")
    placed = age(found, context)
    return replace(placed, notes=(*placed.notes, "taken for the child's age"))


def _vague(placed: Placed, amounts: list[Amount]) -> Placed:
    """Marks "a few days" as uncertain, and says how many were taken."""
    loose = [amount for amount in amounts if amount.vague]
    if not loose or placed.earliest is None:
        return placed
    note = f"read as {loose[0].low} to {loose[0].high} {loose[0].unit}s"
    return replace(placed, uncertain=True, notes=(*placed.notes, note))


def day_of_life(found: _Found, context: DateContext) -> Placed:
    """ "day 5": birth is day 0, as midwives count."""
    first = int(found["day"])
    last = int(found["last"] or first)
    return _counted(
        birth(context),
        lambda base: (add_days(base.earliest, first), add_days(base.latest, last)),
        "day" if first == last else "range",
        "the day of birth counted as day 0",
    )


def gestation(found: _Found, context: DateContext) -> Placed:
    """ "28/40", "28+3 weeks": a week of pregnancy, or a day where one is written."""
    groups = found.groupdict()
    weeks, days = int(groups["weeks"]), groups.get("days")
    last = int(groups.get("last") or weeks)
    if not 1 <= weeks <= last <= LONGEST_PREGNANCY_WEEKS + 2:
        raise DateProblem(f"{weeks} weeks of pregnancy can't be right; write the date")
    first_day = 7 * weeks + int(days or 0) - TERM_DAYS
    last_day = first_day if days else 7 * last + 6 - TERM_DAYS
    return _counted(
        due_date(context),
        lambda base: (add_days(base.earliest, first_day), add_days(base.latest, last_day)),
        "day" if days else "week" if weeks == last else "range",
        "weeks of pregnancy, 40 at the due date",
    )


def trimester(found: _Found, context: DateContext) -> Placed:
    """ "second trimester"."""
    first, last = TRIMESTERS[{"1": "first", "2": "second", "3": "third"}.get(found[1][0], found[1])]
    return _counted(
        due_date(context),
        lambda base: (
            add_days(base.earliest, 7 * first - TERM_DAYS),
            add_days(base.latest, 7 * last + 6 - TERM_DAYS),
        ),
        "range",
        f"the {found[1]} trimester as weeks {first} to {last}",
    )


def pregnancy(found: _Found, context: DateContext) -> Placed:
    """ "during pregnancy"."""
    born, due = birth(context), due_date(context)
    if isinstance(born, str) and isinstance(due, str):
        return undated("needs the due date or the date of birth")
    if isinstance(due, str):
        longest = 7 * LONGEST_PREGNANCY_WEEKS
        return _counted(
            born,
            lambda base: (add_days(base.earliest, -longest), base.latest),
            "range",
            f"pregnancy taken as up to {LONGEST_PREGNANCY_WEEKS} weeks before",
        )
    overdue = 7 * LONGEST_PREGNANCY_WEEKS - TERM_DAYS
    end = add_days(due.latest, overdue) if isinstance(born, str) else born.latest
    return _counted(due, lambda base: (add_days(base.earliest, -TERM_DAYS), end), "range")


def from_writing(found: _Found, context: DateContext) -> Placed:
    """ "3 days ago", "yesterday": no date, since nobody knows when it was written."""
    return undated(f"'{found[0][:40]}' counts from when it was written, which is not known")


# Before and after something that is named

_BEFORE = ("before", "prior", "pre", "ahead", "earlier", "previous", "preceding")


def _sign(side: str) -> int:
    return -1 if side.startswith(_BEFORE) else 1


def offset(found: _Found, context: DateContext) -> Placed:
    """ "three weeks before birth", "two days later"."""
    amounts, sign = read_duration(found["length"]), _sign(found["side"])
    anchor = found.groupdict().get("anchor")
    base = base_of(anchor, context) if anchor else row_above(context)
    return _at_a_distance(base, amounts, sign)


def _at_a_distance(base: Base | str, amounts: list[Amount], sign: int) -> Placed:
    slack = COUNTING_SLACK[amounts[-1].unit]
    placed = _counted(
        base,
        lambda base: offset_interval((base.earliest, base.latest), amounts, sign),
        precision_of(amounts),
        *([f"{slack} days either side allowed for"] if slack else []),
    )
    return _vague(placed, amounts)


def after_birth(found: _Found, context: DateContext) -> Placed:
    """ "5 days postnatal"."""
    return _at_a_distance(birth(context), read_duration(found["length"]), 1)


def next_to(found: _Found, context: DateContext) -> Placed:
    """ "the day before death", "the week after birth"."""
    groups, sign = found.groupdict(), _sign(found["side"])
    base = base_of(groups["anchor"], context) if groups.get("anchor") else row_above(context)
    unit = found["unit"] if found["unit"] in ("week", "month", "year") else "day"
    amounts = [Amount(1, 1, unit)]
    slack = COUNTING_SLACK[unit]

    def span(base: Base) -> tuple[date, date]:
        if sign > 0:
            last = add_days(last_after(base.latest, amounts), slack)
            return add_days(base.earliest, 1), last
        first = add_days(first_after(base.earliest, amounts, -1), -slack)
        return first, add_days(base.latest, -1)

    return _counted(base, span, precision_of(amounts))


def named(found: _Found, context: DateContext) -> Placed:
    """ "at birth", "on the day of the incident": the base itself."""
    night = found.groupdict().get("part") == "night"
    base = base_of(found["anchor"], context)
    placed = _counted(
        base,
        lambda base: (base.earliest, add_days(base.latest, 1) if night else base.latest),
        "range" if night else "day",
    )
    if isinstance(base, Base) and base.name == "the index incident":
        return replace(placed, notes=(*placed.notes, f"taken as '{found['anchor']}'"))
    return placed


# From the row above


def same(found: _Found, context: DateContext) -> Placed:
    """ "same day", "ditto": what the row above was read as, without its time."""
    above = context.previous
    if above is None or above.precision == "undated":
        return undated("needs a date in the row above")
    precision = "day" if above.precision == "time" else above.precision
    return Placed(
        above.earliest,
        above.latest,
        precision,
        uncertain=above.uncertain,
        notes=(f"the same as the row above, '{above.text[:60]}'",),
    )


def _calendar(day: date, unit: str) -> tuple[date, date]:
    """The first and last day of the calendar week, month or year around a day."""
    if unit == "week":
        monday = add_days(day, -day.weekday())
        return monday, add_days(monday, 6)
    first = day.replace(day=1) if unit == "month" else day.replace(month=1, day=1)
    return first, add_days(add_months(first, 1 if unit == "month" else 12), -1)


def next_unit(found: _Found, context: DateContext) -> Placed:
    """ "the following week"."""
    unit = found["unit"]

    def span(base: Base) -> tuple[date, date]:
        first = add_days(_calendar(base.earliest, unit)[1], 1)
        return first, _calendar(add_days(_calendar(base.latest, unit)[1], 1), unit)[1]

    return _counted(row_above(context), span, _UNIT_PRECISIONS[unit], f"the next calendar {unit}")


def same_unit(found: _Found, context: DateContext) -> Placed:
    """ "later that week", "the same month"."""
    unit, later = found["unit"], found["later"]

    def span(base: Base) -> tuple[date, date]:
        first = base.earliest if later else _calendar(base.earliest, unit)[0]
        return first, _calendar(base.latest, unit)[1]

    return _counted(row_above(context), span, _UNIT_PRECISIONS[unit], f"the same calendar {unit}")


def next_weekday(found: _Found, context: DateContext) -> Placed:
    """ "the following Monday"."""
    weekday = VOCABULARY[found["weekday"]][1]

    def next_one(day: date) -> date:
        return add_days(day, (weekday - day.weekday() - 1) % 7 + 1)

    return _counted(
        row_above(context),
        lambda base: (next_one(base.earliest), next_one(base.latest)),
        "day",
        f"the first {found['weekday'].capitalize()} after it",
    )
