"""What a date cell was read as, and what was known around it when it was read.

Nothing is guessed silently. A reading keeps the text, the interval in which the event fell, how
finely it was written, and a note wherever another reader might have understood it differently.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Literal

from chronology.records.date_words import MONTHS

Precision = Literal[
    "time",  # a day with a time of day: 22/05/2016 14:00
    "day",  # one day: 22/05/2016
    "week",  # seven days: w/c 14/6/21, first week of June 2021, aged 3 weeks
    "part_month",  # the early, middle or late part of a month: early June 2021
    "month",  # May 2016
    "season",  # part of a year: summer 2020, autumn term 2019, Q1 2020, mid-2020
    "year",  # 2016
    "range",  # from one date to another, or several listed: 3-5 May 2021, 2008/09, 1990s
    "open",  # one end is known: 1999 onwards, before 2019
    "undated",  # no date: blank, N/K, or one that could not be read
]

FIRST_YEAR = 1900
LAST_YEAR = 2100


@dataclass(frozen=True, slots=True)
class DateReading:
    """One date cell, read.

    `earliest` and `latest` are the first and last day on which it can have happened, both
    inclusive, and equal when the day is known. Both are None when `precision` is "undated";
    exactly one is None when it is "open" ("1999 onwards" has no latest, "before 2019" no earliest).

    >>> DateReading("May 2016", date(2016, 5, 1), date(2016, 5, 31), "month").problem is None
    True
    """

    text: str  # what was written, stripped; "" when the cell was blank
    earliest: date | None
    latest: date | None
    precision: Precision  # how finely it was written, not how wide the interval became
    at: time | None = None  # the time of day, where one is written; of a range, where it starts
    uncertain: bool = False  # the writer doubted it ("?", "approx."), or it does not fit itself
    note: str | None = None  # how it was read, where a reader could differ
    problem: str | None = None  # why it can't be a date, and what would be right


@dataclass(frozen=True, slots=True)
class DateContext:
    """What is known around a date cell. Everything is optional; nothing is used without a note.

    >>> DateContext(year=2021).previous is None
    True
    """

    year: int | None = None  # given by a section heading above
    previous: DateReading | None = None  # the row above, for "same day", "two days later"
    born: tuple[date, date] | None = None  # earliest and latest birth of the subject
    incident: date | None = None  # the index incident
    period: tuple[date, date] | None = None  # the review period: settles a missing year only
    due: date | None = None  # when the baby was due: 40 weeks of pregnancy
    names: tuple[str, ...] = ()  # the child's, lower case: "Kim aged 3 weeks" is her own age


Grain = Literal["day", "week", "month", "year"]


@dataclass(frozen=True, slots=True)
class Placed:
    """A date placed on the calendar, before it is joined to its text.

    `grain` is the unit it was written in: what "approx." is wide in. `points` counts the dates
    that were written.
    """

    earliest: date | None
    latest: date | None
    precision: Precision
    grain: Grain = "day"
    at: time | None = None
    uncertain: bool = False
    notes: tuple[str, ...] = ()
    points: int = 1

    def reading(self, text: str) -> DateReading:
        """This placing as the reading of `text`."""
        note = "; ".join(dict.fromkeys(self.notes)) or None
        return DateReading(
            text, self.earliest, self.latest, self.precision, self.at, self.uncertain, note
        )


class DateProblem(Exception):
    """A date that cannot be right. Its message says what is wrong and what would be right."""


def both_ends(placed: Placed) -> tuple[date, date]:
    """The first and last day of a placing that has both; DateProblem when an end is open."""
    if placed.earliest is None or placed.latest is None:
        raise DateProblem("a date with both ends known is needed here")
    return placed.earliest, placed.latest


def undated(*notes: str) -> Placed:
    """No date, and why: `undated("needs the date of birth")`."""
    return Placed(None, None, "undated", notes=notes)


def add_days(day: date, days: int) -> date:
    """`day` moved by a number of days: `add_days(date(2021, 5, 31), 1)` is 1 June 2021."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        raise DateProblem("this lies outside the calendar; write the date itself") from None


def add_months(day: date, months: int) -> date:
    """`day` moved by calendar months, or the month's last day: 31 January + 1 is 28 February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise DateProblem("this lies outside the calendar; write the date itself")
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def add_months_to_end(day: date, months: int) -> date:
    """As `add_months` for the last day of an interval: 28 February + 1 is 31 March."""
    return add_days(add_months(add_days(day, 1), months), -1)


def month_in_words(month: int) -> str:
    """6 as "June"."""
    return MONTHS[month - 1].capitalize()


def in_words(day: date) -> str:
    """`date(2021, 6, 3)` as "3 June 2021"."""
    return f"{day.day} {month_in_words(day.month)} {day.year}"


def span_in_words(earliest: date, latest: date) -> str:
    """Two dates as "1 June 2021 to 10 June 2021", or as "3 June 2021" if they are the same."""
    if earliest == latest:
        return in_words(earliest)
    return f"{in_words(earliest)} to {in_words(latest)}"
