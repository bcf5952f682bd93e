"""How wide each kind of date is: a point with its year becomes an interval on the calendar.

Where agencies differ in what they mean ("early June", "autumn term"), the days taken are listed
here as project defaults, and every reading says which were used.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from chronology.records.date_forms import Point, full_year
from chronology.records.date_reading import (
    FIRST_YEAR,
    LAST_YEAR,
    DateProblem,
    Grain,
    Placed,
    Precision,
    add_days,
    both_ends,
    in_words,
    month_in_words,
    span_in_words,
)
from chronology.records.date_words import WEEKDAYS

# Project defaults: first and last day of each part of a month. 31 stands for the last day.
PARTS_OF_MONTH = {
    "early": (1, 10),
    "mid": (11, 20),
    "late": (21, 31),
    "firsthalf": (1, 15),
    "secondhalf": (16, 31),
}
# Project defaults: first and last month of each part of a year.
PARTS_OF_YEAR = {
    "early": (1, 4),
    "mid": (5, 8),
    "late": (9, 12),
    "firsthalf": (1, 6),
    "secondhalf": (7, 12),
}
# Project defaults: first and last year of each part of a decade. They overlap, as speech does.
PARTS_OF_DECADE = {"early": (0, 3), "mid": (3, 7), "late": (6, 9), "": (0, 9)}
# The meteorological seasons: first month. Winter runs into the next year.
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
PARTS_OF_SEASON = {"early": (0, 0), "mid": (1, 1), "late": (2, 2), "": (0, 2)}
# English school terms, first and last month. Councils differ by some weeks, so these overlap.
TERMS = {"autumn": (9, 12), "spring": (1, 4), "summer": (4, 7)}
# Half-term holidays by month: first and last (month, day) over the English councils, roughly.
HALF_TERMS = {
    2: ((2, 8), (2, 28)),
    5: ((5, 22), (6, 10)),
    6: ((5, 22), (6, 10)),
    10: ((10, 15), (11, 5)),
    11: ((10, 15), (11, 5)),
}
# First and last (years on, month, day).
FESTIVALS = {
    "christmas": ((0, 12, 24), (0, 12, 26)),
    "christmaseve": ((0, 12, 24), (0, 12, 24)),
    "christmasday": ((0, 12, 25), (0, 12, 25)),
    "boxingday": ((0, 12, 26), (0, 12, 26)),
    "christmasholidays": ((0, 12, 15), (1, 1, 8)),
    "christmastonewyear": ((0, 12, 25), (1, 1, 1)),
    "newyear": ((-1, 12, 31), (0, 1, 1)),
    "newyearseve": ((0, 12, 31), (0, 12, 31)),
    "newyearsday": ((0, 1, 1), (0, 1, 1)),
    "summerholidays": ((0, 7, 15), (0, 9, 7)),
    "halloween": ((0, 10, 31), (0, 10, 31)),
    "bonfirenight": ((0, 11, 5), (0, 11, 5)),
}
# First and last day, counted from Easter Sunday.
EASTERS = {
    "easter": (-2, 1),
    "goodfriday": (-2, -2),
    "eastersunday": (0, 0),
    "eastermonday": (1, 1),
    "easterholidays": (-17, 17),
}
# These name a day or days that nobody doubts, so the reading needs no note.
_PLAIN_FESTIVALS = {"christmaseve", "christmasday", "boxingday", "newyearseve", "newyearsday"}
_PLAIN_FESTIVALS |= {"goodfriday", "eastersunday", "eastermonday", "halloween", "bonfirenight"}
_QUARTERS = {"quarterone": 0, "quartertwo": 1, "quarterthree": 2, "quarterfour": 3}
_WEEKS_OF_MONTH = {"firstweek": 1, "secondweek": 8, "thirdweek": 15, "fourthweek": 22}
_SYSTEM_BLANK = date(1900, 1, 1)


def settle(point: Point) -> Placed:
    """A point whose year is known, as an interval with its notes.

    Raises DateProblem when there is no such date.
    """
    if point.year is None or not FIRST_YEAR <= point.year <= LAST_YEAR:
        raise DateProblem(
            f"the year {point.year} is outside {FIRST_YEAR} to {LAST_YEAR}; check the year"
        )
    placed = _SETTLE[point.kind](point, point.year)
    return replace(
        placed,
        at=point.at,
        uncertain=placed.uncertain or point.uncertain,
        notes=(*point.notes, *placed.notes),
    )


def last_day(year: int, month: int) -> date:
    """The last day of a month: `last_day(2020, 2)` is 29 February."""
    return date(year, month, calendar.monthrange(year, month)[1])


def easter_sunday(year: int) -> date:
    """Easter Sunday in the Gregorian calendar: `easter_sunday(2021)` is 4 April 2021."""
    century, of_century = divmod(year, 100)
    leaps, of_leaps = divmod(century, 4)
    slip = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * (year % 19) + century - leaps - slip + 15) % 30
    step, of_step = divmod(of_century, 4)
    sunday = (32 + 2 * of_leaps + 2 * step - moon - of_step) % 7
    late = (year % 19 + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _months(
    year: int, first: int, last: int, precision: Precision, grain: Grain, *notes: str
) -> Placed:
    """Whole months, counted from January of `year`; 13 is January of the next."""
    start = date(year + (first - 1) // 12, (first - 1) % 12 + 1, 1)
    end = last_day(year + (last - 1) // 12, (last - 1) % 12 + 1)
    return Placed(start, end, precision, grain, notes=notes)


def _told(name: str, placed: Placed, remark: str = "") -> Placed:
    """The interval with a note that says which days were taken."""
    note = f"{name} read as {span_in_words(*both_ends(placed))}{remark}"
    return replace(placed, notes=(*placed.notes, note))


def real_day(day: int | None, month: int | None, year: int) -> date:
    """The day, or DateProblem saying what is wrong with it and what would be right."""
    day, month = day or 0, month or 0
    if day == month == 0:
        raise DateProblem(f"there is no day or month 0; write '{year}' if only the year is known")
    if not 1 <= month <= 12:
        raise DateProblem(f"there is no month {month}; write day, month, year, as 22/05/2016")
    name = month_in_words(month)
    if day == 0:
        raise DateProblem(f"there is no day 0; write '{name} {year}' if the day is not known")
    days = calendar.monthrange(year, month)[1]
    if day > days:
        raise DateProblem(f"{name} {year} has {days} days; write the day that was meant")
    return date(year, month, day)


def _day(point: Point, year: int) -> Placed:
    day, month, notes, uncertain = point.day or 0, point.month or 0, [], False
    if point.in_figures and 1 <= day <= 12 < month <= 31:
        day, month, uncertain = month, day, True
        notes.append("the month seems to come first, since there is no month " + str(day))
    elif point.in_figures and 1 <= day <= 12 and day != month:
        notes.append("day first")
    written = real_day(day, month, year)
    if point.weekday not in (None, written.weekday()):
        uncertain = True
        notes.append(_weekday_differs(written, point.weekday or 0))
    if written == _SYSTEM_BLANK:
        uncertain = True
        notes.append("01/01/1900 is what some systems write when the date is not known")
    placed = Placed(written, written, "time" if point.at else "day", uncertain=uncertain)
    return _with_part_of_day(point, written, replace(placed, notes=tuple(notes)))


def _weekday_differs(written: date, weekday: int) -> str:
    was, said = WEEKDAYS[written.weekday()].capitalize(), WEEKDAYS[weekday].capitalize()
    return f"{in_words(written)} was a {was}, not a {said}"


def _with_part_of_day(point: Point, written: date, placed: Placed) -> Placed:
    """A night may end on the next day; other parts of a day change nothing."""
    part = point.part_of_day
    if not part or (point.at and part != "midnight"):
        return placed
    next_day = add_days(written, 1)
    if part == "midnight":
        note = f"midnight may be the start or the end of {in_words(written)}"
        return replace(placed, latest=next_day, notes=(*placed.notes, note))
    if part in ("night", "overnight"):
        note = f"a night may run into {in_words(next_day)}"
        return replace(placed, latest=next_day, precision="range", notes=(*placed.notes, note))
    return placed


def _week(point: Point, year: int) -> Placed:
    day = _day(replace(point, at=None, part_of_day=""), year)
    (first, last), notes = both_ends(day), list(day.notes)
    monday = add_days(first, -first.weekday())
    if point.which == "weekto":
        first = add_days(last, -6)
    elif point.which == "weekof":
        first, last = min(first, monday), add_days(first, 6)
        if first == monday != day.earliest:
            notes.append("the week of a day that is no Monday: both weeks it can mean were taken")
    else:
        last = add_days(first, 6)
        if first.weekday() not in (0, 6):
            notes.append(f"{in_words(first)} is a {WEEKDAYS[first.weekday()].capitalize()}")
    return Placed(first, last, "week", "week", uncertain=day.uncertain, notes=tuple(notes))


def weekend(placed: Placed) -> Placed:
    """The weekend that a day names; dates that were both written out stay as they are."""
    if placed.points > 1:
        return placed
    day, last = both_ends(placed)
    if day != last or day.weekday() < 4:
        raise DateProblem("this names no weekend; write its Saturday, as 'weekend of 5 June 2021'")
    saturday = add_days(day, 5 - day.weekday())
    friday_or_saturday = min(day, saturday)
    found = replace(
        placed, earliest=friday_or_saturday, latest=add_days(saturday, 1), precision="range"
    )
    return _told("the weekend", found)


def _month(point: Point, year: int) -> Placed:
    real_day(1, point.month, year)
    return _months(year, point.month or 0, point.month or 0, "month", "month")


def _month_or_day(point: Point, year: int) -> Placed:
    placed = _month(point, year)
    if not 1 <= year % 100 <= last_day(year, point.month or 0).day:
        return placed
    note = f"it could also be day {year % 100} of the month"
    return _told("this", replace(placed, uncertain=True), f"; {note}")


def _part_of_month(point: Point, year: int) -> Placed:
    first, last = PARTS_OF_MONTH[point.part]
    start = real_day(first, point.month, year)
    end = min(last, last_day(year, start.month).day)
    placed = Placed(start, start.replace(day=end), "part_month", "week")
    name = f"{_SAID.get(point.part, point.part)} {month_in_words(start.month)}"
    return _told(name, placed)


_SAID = {"firsthalf": "first half", "secondhalf": "second half"}


def _week_of_month(point: Point, year: int) -> Placed:
    end = last_day(year, real_day(1, point.month, year).month)
    first = end.replace(day=_WEEKS_OF_MONTH.get(point.which, end.day - 6))
    placed = Placed(first, add_days(first, 6), "week", "week")
    return _told("this week", placed, ", counted from the first or to the last of the month")


def _half_term(point: Point, year: int) -> Placed:
    if point.month not in HALF_TERMS:
        raise DateProblem("half terms are in October, February and May; write the month or dates")
    first, last = HALF_TERMS[point.month]
    placed = Placed(date(year, *first), date(year, *last), "range", "week")
    return _told("half term", placed, "; councils differ")


def _second_year(point: Point, year: int) -> int | None:
    """The second year of "2019/20", or None; DateProblem unless it is the next one."""
    if not point.until:
        return None
    until = int(point.until)
    if until not in (year + 1, (year + 1) % 100):
        raise DateProblem("two years in a row were expected, as 2019/20; write the one meant")
    return year + 1


def _season(point: Point, year: int) -> Placed:
    if _second_year(point, year) and point.which != "winter":
        raise DateProblem(f"write the one year in which the {point.which} fell")
    first, last = PARTS_OF_SEASON[_part(point.part, PARTS_OF_SEASON)]
    start = SEASONS[point.which]
    placed = _months(year, start + first, start + last, "season", "month")
    differs = point.which == "winter" and not point.until
    remark = f"; some would mean the winter that ended in {year}" if differs else ""
    return _told(" ".join(filter(None, (point.part, point.which))), placed, remark)


def _part(part: str, parts: dict[str, tuple[int, int]]) -> str:
    if part not in parts:
        raise DateProblem(f"'{_SAID.get(part, part)}' is not clear here; write the months")
    return part


def _school_term(point: Point, year: int) -> Placed:
    if point.which not in TERMS:
        raise DateProblem("school terms are autumn, spring and summer; write the months")
    if _second_year(point, year) and point.which != "autumn":
        year += 1
    placed = _months(year, *TERMS[point.which], "season", "month")
    return _told(f"{point.which} term", placed, "; councils differ")


def _quarter(point: Point, year: int) -> Placed:
    first = 3 * _QUARTERS[point.which] + 1
    if _second_year(point, year):
        placed = _months(year, first + 3, first + 5, "season", "month")
        return _told("quarter of the financial year", placed)
    placed = _months(year, first, first + 2, "season", "month")
    return _told("calendar quarter", placed, "; a quarter of the financial year would differ")


def _festival(point: Point, year: int) -> Placed:
    _second_year(point, year)
    if point.until and point.which == "newyear":
        year += 1
    if point.which in EASTERS:
        sunday = easter_sunday(year)
        first, last = (sunday + timedelta(days) for days in EASTERS[point.which])
    else:
        start, end = FESTIVALS[point.which]
        first, last = date(year + start[0], *start[1:]), date(year + end[0], *end[1:])
    if point.which in _PLAIN_FESTIVALS:
        return Placed(first, last, "time" if point.at else "day")
    return _told("this", Placed(first, last, "range", "week"))


def _financial_year(point: Point, year: int) -> Placed:
    _second_year(point, year)
    return _told("financial year", _months(year, 4, 15, "year", "year"))


def _school_year(point: Point, year: int) -> Placed:
    _second_year(point, year)
    return _told("school year", _months(year, 9, 20, "year", "year"))


def _decade(point: Point, year: int) -> Placed:
    if year % 10:
        raise DateProblem(f"{year} does not begin a decade; write '{year}' or '{year // 10}0s'")
    first, last = PARTS_OF_DECADE[_part(point.part, PARTS_OF_DECADE)]
    placed = _months(year, 12 * first + 1, 12 * last + 12, "range", "year")
    return _told(f"{point.part} {year}s", placed) if point.part else placed


def _years(point: Point, year: int) -> Placed:
    """2008/09 is two years, 2021-05 a month, and 2008-10 could be either: all of it is taken."""
    short = len(point.until) == 2
    until = full_year(int(point.until)) if short else int(point.until)
    as_month = short and 1 <= int(point.until) <= 12
    if until <= year:
        if as_month:
            return _months(year, int(point.until), int(point.until), "month", "month")
        raise DateProblem("the end is before the start; write the earlier year first")
    if until > LAST_YEAR:
        raise DateProblem(f"the year {until} is after {LAST_YEAR}; check the year")
    placed = _months(year, 1, 12 * (until - year) + 12, "range", "year")
    note = "both years taken whole; a school or financial year would be within them"
    if as_month and until != year + 1:
        month = month_in_words(int(point.until))
        note = f"{year} to {until} taken whole; it could also be {month} {year}"
        placed = replace(placed, uncertain=True)
    return replace(placed, notes=(note,)) if short or until == year + 1 else placed


def _part_of_year(point: Point, year: int) -> Placed:
    placed = _months(year, *PARTS_OF_YEAR[point.part], "season", "month")
    return _told(f"{_SAID.get(point.part, point.part)} {year}", placed)


def _year(point: Point, year: int) -> Placed:
    return _months(year, 1, 12, "year", "year")


_SETTLE: dict[str, Callable[[Point, int], Placed]] = {
    "day": _day,
    "week": _week,
    "week of month": _week_of_month,
    "month": _month,
    "month or day": _month_or_day,
    "part of month": _part_of_month,
    "half term": _half_term,
    "season": _season,
    "school term": _school_term,
    "quarter": _quarter,
    "festival": _festival,
    "financial year": _financial_year,
    "school year": _school_year,
    "decade": _decade,
    "years": _years,
    "part of year": _part_of_year,
    "year": _year,
}
