"""Which shapes are dates: a table of forms, and the parser that tries them.

A form is a pattern over the letters that `date_words` gives to words and numbers. Its named groups
say which letter is the day, the month, the year and so on. To read a new way of writing a date,
add a line here; if it is a new kind of date, add the kind to `date_intervals`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import time
from typing import NamedTuple

from chronology.records.date_reading import FIRST_YEAR, LAST_YEAR
from chronology.records.date_times import parse_clock, start_before
from chronology.records.date_tokens import Cell, Token

NO_TIME = "00:00 taken to mean that no time was given"
CENTURY_PIVOT = 50  # two-digit years: 00-49 are 2000-2049, 50-99 are 1950-1999, whatever today is


@dataclass(frozen=True, slots=True)
class Point:
    """One date as far as it is written. What is missing may be filled in from its neighbours."""

    kind: str
    day: int | None = None
    month: int | None = None
    year: int | None = None
    which: str = ""  # which season, part, quarter, festival or way to name a week
    part: str = ""  # its early, middle or late part
    until: str = ""  # the second year of 2008/09, as written
    weekday: int | None = None
    at: time | None = None
    part_of_day: str = ""
    in_figures: bool = False  # the month is a number, so that day and month could be confused
    notes: tuple[str, ...] = ()
    uncertain: bool = False


class Form(NamedTuple):
    """One way to write a date."""

    kind: str
    shape: re.Pattern[str]
    note: str = ""
    uncertain: bool = False


_SLOTS = {
    "D": "(?P<day>[dio])",
    "m": "(?P<month>[di])",
    "M": "(?P<month>M)",
    "Y": "(?P<year>[dky])",
    "yy": "(?P<year>y)",
    "sep": "(?P<sep>[-=/.])",
    "same": "(?P=sep)",
    "P": "(?:(?P<part>P)-?)?",
    "YY": "(?:,?(?P<year>[dky])[-/](?P<until>[dy]))",
}


def _form(kind: str, shape: str, note: str = "", uncertain: bool = False) -> Form:
    return Form(kind, re.compile(shape.format(**_SLOTS)), note, uncertain)


def _with_or_without_year(kind: str, shape: str) -> tuple[Form, Form, Form]:
    """A form that its year may follow, or that leaves its year to a neighbour or a heading."""
    return _form(kind, shape + "[-/.,]?{Y}"), _form(kind, shape + "={yy}"), _form(kind, shape)


# The first form that lets the whole cell be read is taken.
FORMS = (
    # days
    _form("day", "{D}{sep}{m}{same}{Y}"),  # 22/05/2016
    _form("day", "{D}[./]{m}[./]{Y}"),  # 22.05/16
    _form("day", "{D}[./]{m}-{Y}", "separators are mixed", uncertain=True),  # 22/05-16
    _form("year first", "{yy}{sep}{m}{same}{D}"),  # 2016-05-22
    _form("day", "{D}[-=/.,]?{M}[-=/.,]?{yy}"),  # 22nd May 2016
    _form("day", "{D}(?P<sep>[-=/.]?){M}{same}(?P<year>[dk])"),  # 22-may-16
    _form("day", "{D}[.,]?{M},?(?P<year>[dk])"),  # 22.May 16
    _form("day", "{M}-?{D},?{yy}"),  # May 22nd, 2016
    _form("day", "{yy}[-/,]?{M}[-/]?{D}"),  # 2016 May 22
    _form("day", "{yy}[-=,]{D}{M}(?!,?[dky])"),  # 2016 - 22 May
    _form("day", "(?P<day>[di])[./]?{m}[./]?{Y}"),  # 22 05 16
    _form("year first", "{yy}{m}{D}"),  # 2016 05 22
    _form("compact", "(?P<which>N)"),  # 20160522
    # a part left blank
    _form("month", "u[-/.]{m}[-/.]{Y}", "the day was left blank"),  # ??/05/2021
    _form("month", "u[-/.]?{M}[-/.]?{Y}", "the day was left blank"),
    _form("year", "u[-/.]u[-/.]{Y}", "the day and month were left blank"),
    _form("year", "[dio][-/.]u[-/.]{Y}", "the month was left blank"),  # 22/??/2016
    _form("year", "u[-=,]?{yy}", "the day and month were left blank"),  # unknown 2016
    # days without a year
    _form("day", "{D}[-/.]?{M}"),  # 3 June
    _form("day", "{M}-?(?P<day>[io])"),  # June 3rd
    _form("day or month", "{D}[/.]{m}"),  # 22/5, 05/98
    # months
    *_with_or_without_year("week of month", "(?P<which>G){M}"),  # first week of June 2021
    *_with_or_without_year("part of month", "(?P<part>P)-?{M}"),  # early June 2021
    _form("part of month", "(?P<part>P)-?{m}[-/.]{yy}"),
    _form("part of month", "{M}[-/.,]?{Y},?(?P<part>P)"),  # June 2021 (early)
    *_with_or_without_year("half term", "{M}(?P<which>H)"),  # October half term 2020
    *_with_or_without_year("half term", "(?P<which>H),?{M}"),
    _form("month", "{M}[-=/.,]?(?P<year>[ky])"),  # May 2016
    _form("month", "{yy}[-=,]?{M}(?![-/.,]?[dky])"),  # 2016 May
    _form("month", "{m}[-/.]{yy}"),  # 05/2016
    _form("month or day", "{M}[-/.,]?(?P<year>d)"),  # May 16
    _form("month", "{M}"),
    # parts of a year
    _form("school term", "(?P<which>S)T{YY}"),  # spring term 2019/20
    *_with_or_without_year("school term", "(?P<which>S)T"),
    _form("season", "{P}(?P<which>S){YY}"),  # winter 2020/21
    *_with_or_without_year("season", "{P}(?P<which>S)"),
    _form("season", "{P}{yy}(?P<which>S)"),
    _form("quarter", "(?P<which>Q){YY}"),  # Q1 2020/21
    *_with_or_without_year("quarter", "(?P<which>Q)"),
    _form("quarter", "{yy}[-/]?(?P<which>Q)"),
    _form("festival", "(?P<which>F){YY}"),
    *_with_or_without_year("festival", "(?P<which>F)"),
    # years
    _form("financial year", "R{YY}"),
    _form("school year", "L{YY}"),
    _form("financial year", "{YY}R"),
    _form("school year", "{YY}L"),
    _form("decade", "{P}{Y}s"),  # early 1990s
    _form("years", "{yy}[-/](?P<until>[dy])"),  # 2008/09, 2021-05
    _form("part of year", "(?P<part>P)-?{yy}"),  # mid-2020
    _form("year", "{yy}"),
    # not a date, but it can be said why
    _form("garbled year", "{D}{sep}{m}{same}(?P<which>[Ni])"),  # 22/05/216
    _form("garbled year", "{D}[-/.]?{M}[-/.]?(?P<which>N)"),
    # less than a date: its neighbour says the rest
    _form("day", "{D}(?=[-=>&|,/+])"),  # the 3 of 3-5 May 2021
    _form("part of month", "(?P<part>P)(?=[-=>&|,/+])"),  # the mid of mid to late May 2021
)

_HEADS = (
    re.compile("(?:(?P<weekday>W),?)?"),
    re.compile("(?P<week>[CEV]),?(?:W,?)?"),
    re.compile("(?:W[-/&=>])+W,?"),
    re.compile("A?,?(?P<at>c)[-=,]?(?:(?P<weekday>W),?)?"),
    re.compile("(?P<part_of_day>A),?(?:(?P<weekday>W),?)?"),
    re.compile(r"(?P<hour>[di])\.(?P<minute>d),?(?:(?P<weekday>W),?)?"),
)
_WEEKDAY_AFTER = "(?:,?(?P<weekday>W))?"
_TAILS = tuple(
    re.compile(tail)
    for tail in (
        _WEEKDAY_AFTER + "[-=,t]?A?(?P<at>c)(?:[-=>&/](?P<until>c))?z?",
        _WEEKDAY_AFTER + r"[-=,t]?(?P<hour>[di])(?:\.(?P<minute>d))?[-=>&/](?P<until>c)",
        _WEEKDAY_AFTER + r",?(?P<hour>[di])\.(?P<minute>d)(?:[-=>][di]\.d)?",
        _WEEKDAY_AFTER + "[,t]?(?P<hhmm>y)(?:[-=>&](?P<until>[cy]))?z?",
        _WEEKDAY_AFTER + "[-=,]?(?P<week>[CE])",
        _WEEKDAY_AFTER + "[-=,]?(?P<part_of_day>A)",
        _WEEKDAY_AFTER,
        "",  # the weekday belongs to the next date
    )
)
_JOIN = re.compile(r",?[&|+]|[-=>]|,|/")
_HAVE_TIMES = ("day", "day or month", "week", "festival")
_JOINS = {"&": "and", "+": "and", ",": "and", "/": "and", "|": "or"}
_MAY_STAND_BEFORE_SLASH = "oyMPSTFQHcs"

_Parsed = list[tuple[str, Point]] | None


def parse(cell: Cell) -> _Parsed:
    """The dates in a cell, each with what joins it to the one before, or None if it isn't dates.

    "3-5 May 2021" gives a point of day 3, then ("to", a point of day 5, month 5, year 2021).
    """
    return _parse_from(0, "", cell, {})


def _parse_from(start: int, join: str, cell: Cell, known: dict[int, _Parsed]) -> _Parsed:
    """The dates from one place in the cell to its end. What was tried before is remembered."""
    if start not in known:
        known[start] = _first_that_fits(start, cell, known)
    rest = known[start]
    return rest and [(join, rest[0][1]), *rest[1:]]


def _first_that_fits(start: int, cell: Cell, known: dict[int, _Parsed]) -> _Parsed:
    for point, end in _points_at(start, cell):
        if end == len(cell.shape):
            return [("", point)]
        for join, after in _joins_at(end, point, cell.shape):
            rest = _parse_from(after, join, cell, known)
            if rest and (after > end or _is_whole_day(rest[0][1])):
                return [("", point), *rest]
    return None


def _joins_at(end: int, point: Point, shape: str) -> Iterator[tuple[str, int]]:
    """What can join a point to the next: a slash only where it can't be part of a date."""
    match = _JOIN.match(shape, end)
    if match is None:
        if _is_whole_day(point):
            yield "and", end
        return
    bare = point.kind == "day" and point.month is None
    if match[0] != "/" or bare or shape[end - 1] in _MAY_STAND_BEFORE_SLASH:
        yield _JOINS.get(match[0][-1], "to"), match.end()


def _is_whole_day(point: Point) -> bool:
    return point.kind == "day" and point.year is not None


def _points_at(start: int, cell: Cell) -> Iterator[tuple[Point, int]]:
    """Every way to read one date here, with where it ends, best first."""
    for head in _HEADS:
        before = head.match(cell.shape, start)
        for form in FORMS if before else ():
            body = before and form.shape.match(cell.shape, before.end())
            point = body and _point(form, _groups(body, cell.tokens))
            headed = point and before and _with_extras(point, _groups(before, cell.tokens))
            if headed and body:
                yield from _with_tails(headed, body.end(), cell)


def _with_tails(point: Point, end: int, cell: Cell) -> Iterator[tuple[Point, int]]:
    for tail in _TAILS:
        after = tail.match(cell.shape, end)
        tailed = after and _with_extras(point, _groups(after, cell.tokens))
        if after and tailed:
            yield tailed, after.end()


def _groups(match: re.Match[str], tokens: list[Token]) -> dict[str, Token]:
    """The tokens that a pattern's named groups fell on."""
    return {name: tokens[match.start(name)] for name, found in match.groupdict().items() if found}


def _point(form: Form, found: dict[str, Token]) -> Point | None:
    """A form filled in from its tokens."""
    notes = (form.note,) if form.note else ()
    point = Point(form.kind, notes=notes, uncertain=form.uncertain)
    for name, token in found.items():
        point = _with_slot(point, name, token)
    if point.kind == "year first":
        return replace(point, kind="day", in_figures=False)
    return _compact(point) if point.kind == "compact" else point


def _with_slot(point: Point, name: str, token: Token) -> Point:
    if name == "year":
        return _with_year(point, token)
    if name == "day":
        return replace(point, day=token.number)
    if name == "month":
        return replace(point, month=token.number, in_figures=token.code != "M")
    if name == "which":
        return replace(point, which=token.text)
    if name == "part":
        return replace(point, part=token.text)
    return replace(point, until=token.text) if name == "until" else point


def _with_year(point: Point, token: Token) -> Point:
    """The point with its year; of a two-digit year the century is assumed and noted."""
    if token.code == "y":
        return replace(point, year=token.number)
    year = full_year(token.number)
    return replace(point, year=year, notes=(*point.notes, f"two-digit year read as {year}"))


def full_year(two_digits: int) -> int:
    """16 as 2016, 98 as 1998."""
    return two_digits + (2000 if two_digits < CENTURY_PIVOT else 1900)


def _compact(point: Point) -> Point | None:
    """20160522 or 22052016 as a day. No eight figures are both, since no month is 19 or 20."""
    figures = point.which
    if len(figures) != 8:
        return replace(point, kind="run together")
    year_first = (figures[:4], figures[4:6], figures[6:], "year, month, day")
    day_first = (figures[4:], figures[2:4], figures[:2], "day, month, year")
    for year, month, day, order in (year_first, day_first):
        if 1900 <= int(year) <= 2100 and 1 <= int(month) <= 12:
            note = f"eight figures read as {order}"
            return Point("day", int(day), int(month), int(year), notes=(note,))
    return replace(point, kind="run together")


def _with_extras(point: Point, found: dict[str, Token]) -> Point | None:
    """The point with the weekday, week and time that stand before or after it."""
    if "week" in found:
        if point.kind not in ("day", "day or month") or (point.month or 0) > 31:
            return None
        point = replace(point, kind="week", which=found["week"].text)
    if point.kind not in _HAVE_TIMES and found.keys() & {"weekday", "at", "part_of_day"}:
        return None
    if "weekday" in found:
        point = replace(point, weekday=found["weekday"].number)
    if "part_of_day" in found:
        point = replace(point, part_of_day=found["part_of_day"].text)
    return _with_clock(point, found)


def _with_clock(point: Point, found: dict[str, Token]) -> Point | None:
    """The point with its time, or None where those figures are no time of that day."""
    if not found.keys() & {"at", "hour", "hhmm"}:
        return point
    if "at" not in found and not _is_whole_day(point):
        return None
    text = _clock_text(found)
    at = parse_clock(text)
    if at is None:
        return None
    if "hhmm" in found and FIRST_YEAR <= int(text) <= LAST_YEAR:
        point = replace(point, notes=(*point.notes, f"{text} read as the time {at:%H:%M}"))
    if "until" in found:
        end = found["until"].text
        ends = parse_clock(end)
        if ends is None:
            return None
        at = start_before(text, ends, end) or at
        note = f"until {ends:%H:%M}{' the next day' if ends < at else ''}"
        point = replace(point, notes=(*point.notes, note))
    return _with_midnight_explained(replace(point, at=at), text)


def _clock_text(found: dict[str, Token]) -> str:
    if "at" in found:
        return found["at"].text
    if "hhmm" in found:
        return found["hhmm"].text
    minute = found.get("minute")
    return f"{found['hour'].text}:{minute.text if minute else '00'}"


def _with_midnight_explained(point: Point, text: str) -> Point:
    """Systems write 00:00 for want of a time; people who write midnight may mean either end."""
    if point.at != time(0, 0):
        return point
    if re.fullmatch(r"0?0 ?: ?00(:00([.,]0+)?)?", text):
        return replace(point, at=None, notes=(*point.notes, NO_TIME))
    return replace(point, part_of_day="midnight")
