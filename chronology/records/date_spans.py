"""Dates that stand by themselves: one, a range or a list, with what each leaves to the others.

In "3-5 May 2021" the 3 takes its month and year from the 5; in "3 May 2021 - 5 June" the June
takes its year from the left. A year that is written nowhere comes from the heading above, or from
the review period if only one year fits.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise

from chronology.records.date_forms import Point, full_year, parse
from chronology.records.date_intervals import settle, weekend
from chronology.records.date_reading import (
    DateContext,
    DateProblem,
    Grain,
    Placed,
    add_days,
    add_months,
    add_months_to_end,
    both_ends,
    in_words,
    month_in_words,
    span_in_words,
)
from chronology.records.date_tokens import Cell, Token, tokenise

EXAMPLES = "write it like 22/05/2016, May 2016 or 3-5 May 2021"
NO_YEAR = "the year is missing; write it, as in '3 June 2021'"
MOST_TOKENS = 60  # more than any date has
MOST_LISTED = 8

# Project defaults: how far either side "?", "approx." or "c." reaches, by the unit written.
DOUBT_IN_WORDS = {"day": "7 days", "week": "7 days", "month": "1 month", "year": "1 year"}
_DOUBT_DAYS = {"day": 7, "week": 7}
_DOUBT_MONTHS = {"month": 1, "year": 12}

_Points = list[tuple[str, Point]]


def read_absolute(plain: str, context: DateContext, between: bool = False) -> Placed:
    """One date, a range or a list of dates, in normalised text.

    `between` says that "and" joins a range. Raises DateProblem when it can't be read.
    """
    cell = _trimmed(tokenise(plain))
    is_weekend = cell.shape.startswith("J")
    cell = _from(cell, 1) if is_weekend else cell
    cell, doubts = _without_doubt(cell)
    points = parse(cell) if 0 < len(cell.shape) <= MOST_TOKENS else None
    if points is None or (between and not _has_two_ends(points)):
        raise DateProblem(_why_unreadable(cell))
    placed = _together(points, context, between)
    placed = weekend(placed) if is_weekend else placed
    placed = replace(placed, notes=(*placed.notes, *cell.notes))
    for doubt in doubts:
        placed = _doubted(placed, doubt)
    return placed


def _from(cell: Cell, start: int, end: int | None = None) -> Cell:
    return Cell(cell.tokens[start:end], cell.shape[start:end], cell.notes)


def _trimmed(cell: Cell) -> Cell:
    """Without commas and full stops at either end."""
    start = len(cell.shape) - len(cell.shape.lstrip(",."))
    return _from(cell, start, max(start, len(cell.shape.rstrip(",."))))


def _why_unreadable(cell: Cell) -> str:
    unknown = [token.text for token in cell.tokens if token.code == "w"]
    if unknown:
        return f"'{' '.join(unknown)[:40]}' was not understood as part of a date; {EXAMPLES}"
    if re.fullmatch("[cA,=-]+", cell.shape):
        return f"this is a time without a date; {EXAMPLES}"
    if re.fullmatch("[W,&/=>-]+", cell.shape):
        return f"this is a weekday without a date; {EXAMPLES}"
    return f"this is not a way to write a date that is known here; {EXAMPLES}"


def _has_two_ends(points: _Points) -> bool:
    return len(points) == 2 or [point.which for _, point in points] == ["christmastonewyear"]


# Doubt


def _without_doubt(cell: Cell) -> tuple[Cell, list[str]]:
    """The cell without its "?" and "approx.", and what each of them doubts."""
    doubts = [
        "time" if cell.shape[:2] == "~c" and token.text == "approx" and place == 0
        else _doubt_at(place, cell.shape)
        for place, token in enumerate(cell.tokens)
        if token.code == "~"
    ]  # fmt: skip
    tokens: list[Token] = [token for token in cell.tokens if token.code != "~"]
    shape = cell.shape.replace("~", "")
    return _trimmed(Cell(tokens, shape, cell.notes)), list(dict.fromkeys(doubts))


def _doubt_at(place: int, shape: str) -> str:
    """What a "?" doubts: the time, month or year that follows it, or else the whole date."""
    before, after = shape[:place].replace("~", ""), shape[place + 1 :].replace("~", "")
    if not before or not after:
        return "whole"
    if re.match(r"c|[di]\.d$", after) or (before[-1] in "dy" and after == "y"):
        return "time"
    if before[-1] in "dio" and after[0] == "M":
        return "month"
    if before[-1] in "/.-" and re.match("[di][/.-]", after):
        return "month"
    return "year" if before[-1] in "M/.-" and after[0] in "dky" else "whole"


def _doubted(placed: Placed, doubt: str) -> Placed:
    if doubt == "time":
        note = "the time is approximate"
        return replace(placed, uncertain=True, notes=(*placed.notes, note))
    grains: dict[str, Grain] = {"month": "month", "year": "year"}
    return widened(placed, grains.get(doubt, placed.grain))


def widened(placed: Placed, grain: Grain) -> Placed:
    """The interval wider by what "approx." stands for, marked as uncertain and noted."""
    earliest, latest = placed.earliest, placed.latest
    days, months = _DOUBT_DAYS.get(grain, 0), _DOUBT_MONTHS.get(grain, 0)
    return replace(
        placed,
        earliest=earliest and add_months(add_days(earliest, -days), -months),
        latest=latest and add_months_to_end(add_days(latest, days), months),
        uncertain=True,
        notes=(*placed.notes, f"uncertain: {DOUBT_IN_WORDS[grain]} either side were allowed for"),
    )


# Filling in


def _together(points: _Points, context: DateContext, between: bool) -> Placed:
    joins = [join for join, _ in points]
    if between:
        joins[1:] = ["to"] * (len(points) - 1)
    found = _with_months(_weeks([_clarified(point, context) for _, point in points], joins))
    if all(point.year is None for point in found):
        found[0] = _with_missing_year(found[0], context)
    placed = _with_doubtful_years(found, _in_order(found, joins))
    return placed[0] if len(placed) == 1 else _combined(placed, joins)


def _with_doubtful_years(points: list[Point], placed: list[Placed]) -> list[Placed]:
    """The 2021 of "3 May 2016 - 2021" may be a time of day."""
    last = points[-1]
    if len(points) < 2 or points[-2].kind != "day" or last.kind != "year":
        return placed
    note = f"{last.year} read as a year, not as a time"
    marked = replace(placed[-1], uncertain=True, notes=(*placed[-1].notes, note))
    return [*placed[:-1], marked]


def _weeks(points: list[Point], joins: list[str]) -> list[Point]:
    """In "w/c 14 June and 21 June 2021" the second date begins a week as well."""
    first = points[0]
    if first.kind != "week" or set(joins[1:]) != {"and"}:
        return points
    return [
        replace(point, kind="week", which=first.which) if point.kind == "day" else point
        for point in points
    ]


def _clarified(point: Point, context: DateContext) -> Point:
    """22/5 as a day and 05/98 as a month; "May 16" under a heading of another year is neither."""
    if point.kind == "month or day" and context.year not in (None, point.year):
        raise DateProblem(
            f"this could be a day of {context.year} or a month of {point.year}; {EXAMPLES}"
        )
    if point.kind in ("garbled year", "run together"):
        raise DateProblem(f"'{point.which}' is not clear; {EXAMPLES}")
    if point.kind != "day or month":
        return point
    day, month = point.day or 0, point.month or 0
    if month <= 12:
        return replace(point, kind="day")
    if month == 52:
        raise DateProblem(f"this could be {day} weeks or June 1952; write 'aged {day} weeks'")
    return _month_of(point, day, month)


def _month_of(point: Point, month: int, short_year: int) -> Point:
    year = full_year(short_year)
    if not 1 <= month <= 12:
        raise DateProblem(f"there is no month {short_year}; write day, month, year, as 22/05/2016")
    note = f"read as a month and a two-digit year, {month_in_words(month)} {year}"
    return Point(
        "month", None, month, year, notes=(note,), uncertain=point.uncertain or short_year <= 31
    )


def _with_months(points: list[Point]) -> list[Point]:
    """The 3 of "3-5 May" takes its month from the 5."""
    filled: list[Point] = []
    for point in reversed(points):
        if point.month is None and point.kind in _HAVE_MONTHS:
            point = _lent_month(point, filled[-1] if filled else None)
        filled.append(point)
    return filled[::-1]


def _lent_month(point: Point, giver: Point | None) -> Point:
    if giver is None or giver.month is None or giver.kind not in _HAVE_MONTHS[point.kind]:
        raise DateProblem(f"the month of '{point.day or point.part}' is missing; {EXAMPLES}")
    point = replace(point, month=giver.month)
    if not giver.in_figures:
        return point
    note = f"{point.day} read as a day of the month that follows"
    return replace(point, notes=(*point.notes, note))


# Kinds that need a month, and the kinds that can lend them one.
_HAVE_MONTHS = {
    "day": ("day", "week"),
    "week": ("day", "week"),
    "part of month": ("part of month", "month"),
}


def _with_missing_year(point: Point, context: DateContext) -> Point:
    """The year from the heading, or the only year in which it falls in the review period."""
    if context.year is not None:
        note = f"year {context.year} carried from the heading above"
        return replace(point, year=context.year, notes=(*point.notes, note))
    years = _years_in_period(point, context.period) if context.period else []
    if len(years) == 1:
        note = f"year {years[0]}, the only one in which this falls in the review period"
        return replace(point, year=years[0], notes=(*point.notes, note))
    raise DateProblem(NO_YEAR)


def _years_in_period(point: Point, period: tuple[date, date]) -> list[int]:
    return [
        year
        for year in range(period[0].year - 1, period[1].year + 2)
        if _overlaps(replace(point, year=year), period)
    ]


def _overlaps(point: Point, period: tuple[date, date]) -> bool:
    try:
        earliest, latest = both_ends(settle(point))
    except DateProblem:
        return False
    return earliest <= period[1] and period[0] <= latest


# Ranges and lists


def _in_order(points: list[Point], joins: list[str]) -> list[Placed]:
    """Every point with a year of its own or a neighbour's, over the turn of a year if need be."""
    lent = _with_lent_years(points)
    placed = [settle(point) for point in lent]
    for n in reversed(range(len(points) - 1)):
        if points[n].year is None and _turns(placed[n], placed[n + 1], joins[n + 1]):
            placed[n] = _a_year_away(lent[n], -1)
    for n in range(1, len(points)):
        if points[n].year is None and _turns(placed[n - 1], placed[n], joins[n]):
            placed[n] = _a_year_away(lent[n], 1)
    return placed


def _with_lent_years(points: list[Point]) -> list[Point]:
    """Years from the right, and what is still missing from the left."""
    lent = list(points)
    for n in reversed(range(len(points) - 1)):
        lent[n] = _lent_year(lent[n], lent[n + 1])
    for n in range(1, len(points)):
        lent[n] = _lent_year(lent[n], lent[n - 1])
    if any(point.year is None for point in lent):
        raise DateProblem(NO_YEAR)
    return lent


def _lent_year(point: Point, giver: Point) -> Point:
    if point.year is not None or giver.kind in _LEND_NO_YEAR:
        return point
    return replace(point, year=giver.year)


# "Jan to 2021" doesn't say which January.
_LEND_NO_YEAR = ("year", "years", "part of year", "decade", "financial year", "school year")


def _turns(first: Placed, second: Placed, join: str) -> bool:
    """Whether the second is only after the first if a new year begins between them."""
    starts, then = both_ends(first)[0], both_ends(second)[0]
    if starts <= then:
        return False
    months = starts.month - then.month
    return months > 0 if join == "to" else months >= 6


def _a_year_away(point: Point, years: int) -> Placed:
    placed = settle(replace(point, year=(point.year or 0) + years))
    note = f"{in_words(both_ends(placed)[0])} taken, over the turn of the year"
    return replace(placed, notes=(*placed.notes, note))


def _combined(placed: list[Placed], joins: list[str]) -> Placed:
    """From the first day to the last of all that was written."""
    for (first, second), join in zip(pairwise(placed), joins[1:], strict=True):
        if join == "to" and both_ends(second)[1] < both_ends(first)[0]:
            raise DateProblem("the end is before the start; check both dates")
    earliest = min(both_ends(day)[0] for day in placed)
    latest = max(both_ends(day)[1] for day in placed)
    return Placed(
        earliest,
        latest,
        placed[0].precision if earliest == latest else "range",
        max((day.grain for day in placed), key=["day", "week", "month", "year"].index),
        at=placed[0].at,
        uncertain="or" in joins or any(day.uncertain for day in placed),
        notes=(*(note for day in placed for note in day.notes), *_list_note(placed, joins)),
        points=len(placed),
    )


def _list_note(placed: list[Placed], joins: list[str]) -> tuple[str, ...]:
    """What was listed, if the days between were not meant."""
    days = sorted({both_ends(day) for day in placed})
    if "or" in joins:
        return ("one or the other was meant",)
    gaps = any(add_days(day[1], 1) < after[0] for day, after in pairwise(days))
    if not gaps or "and" not in joins:
        return ()
    told = [span_in_words(*day) for day in days[:MOST_LISTED]]
    more = f" and {len(days) - len(told)} more" if len(days) > len(told) else ""
    return (f"several dates were listed: {', '.join(told)}{more}",)
