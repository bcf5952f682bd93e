"""Dates as agencies write them, read without guessing in silence.

`read_date` takes any cell of a date column and says in which interval the event fell, how finely
that was written, and how it was read wherever another reader could differ. Day first, always.

How it works: plain days such as 22/05/2016 are read at once. Other text is normalised and looked
up among the words for "not known" (`date_phrases`); among the dates that count from something
else, "aged 3 weeks" (`date_relative`); then cut into tokens (`date_tokens`) whose shape is matched
to a table of forms (`date_forms`), which `date_intervals` places on the calendar and `date_spans`
joins to ranges and lists.
"""

from __future__ import annotations

import math
import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from chronology.records.date_ages import age_in_full
from chronology.records.date_forms import NO_TIME, Point, full_year
from chronology.records.date_intervals import settle
from chronology.records.date_phrases import is_ongoing, is_unknown, read_phrase
from chronology.records.date_reading import (
    FIRST_YEAR,
    LAST_YEAR,
    DateContext,
    DateProblem,
    DateReading,
    Placed,
    Precision,
    in_words,
)
from chronology.records.date_spans import EXAMPLES
from chronology.records.date_times import from_fraction, read_time
from chronology.records.date_with_words import dates_beside_words
from chronology.records.date_words import VOCABULARY, normalise

__all__ = [
    "DateContext",
    "DateReading",
    "Precision",
    "heading_year",
    "read_date",
    "read_span",
    "read_time",
]

NO_CONTEXT = DateContext()
LONGEST_TEXT = 200  # longer text in a date column is a narrative
_EXCEL_EPOCH = date(1899, 12, 30)
_EXCEL_DAYS = range(32_874, 55_153)  # 1 January 1990 to 31 December 2050

# The forms that most cells have, read without the whole machinery.
_NUMERIC = re.compile(
    r"(?!0+[/.-]0+[/.-]0)([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})"
    r"(?:,? +([0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?))?"
)
_NAMED = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?([ -])([A-Za-z]{3,9})\2([0-9]{4}|[0-9]{2})")
_ISO = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})"
    r"(?:[T ]([0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?) ?(Z|[+-][0-9]{2}:?[0-9]{2})?)?",
    re.IGNORECASE,
)
_DOTTED_TIME = re.compile(
    r"^([0-9]{1,2}(?:st|nd|rd|th)? [a-z]{3,9}|[0-9]{1,2}/[0-9]{1,2}) "
    r"([01]?[0-9]|2[0-3])\.([0-5][0-9])$"
)
"""A day and month with a time and no year: "26 January 15.40", where a heading gives the year."""

_AGE = re.compile(r"\b(?:aged?|old)\b")
_SERIAL = re.compile(r"[0-9]{5}(?:\.[0-9]{1,12})?")
_YEAR_HEADING = re.compile(
    r"(?:(?:calendar )?(?:year|yr)|"
    r"(?:the )?(?:autumn|winter|spring|summer|michaelmas|lent)(?: term)?)?[ :-]*"
    r"(?P<year>[0-9]{4})(?:\.0)?(?: continued| cont(?:'?d|inues)?)?"
    r"(?:[ ,:.-]*(?:\([^()]{0,60}\)|(?:pre|post|before|after|during|until|since)\b[^0-9]{0,40}"
    r"|continued|cont(?:'?d|inues)?))?[ :.-]*"
)
"""A row that says no more than a year, or a term or season of it: "2021 (post birth)"."""


def read_date(
    value: str | date | datetime | int | float | None, context: DateContext = NO_CONTEXT
) -> DateReading:
    """A date cell as an interval, with its precision and how it was read. Never raises.

    A blank cell or one that says there is no date is undated. A cell that can't be right is
    undated and has a `problem`.

    >>> reading = read_date("early June 2021")
    >>> str(reading.earliest), str(reading.latest), reading.precision
    ('2021-06-01', '2021-06-10', 'part_month')
    """
    if isinstance(value, str):
        return _from_text(value.strip(), context)
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return _undated("")
    if isinstance(value, date):
        return _from_calendar(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_number(value, context)
    if isinstance(value, time):
        problem = f"this is a time without a date; {EXAMPLES}"
        return replace(_undated(str(value), problem), at=value)
    return _undated(str(value)[:LONGEST_TEXT], f"this is no date; {EXAMPLES}")


def read_span(start: DateReading, end: DateReading) -> DateReading:
    """A start cell and an end cell as one reading, from the start's first day to the end's last.

    An end that is blank leaves the start as it is; one that says "ongoing" leaves it open. Of an
    end with a problem, only a note is kept here: report `end.problem` as well.

    >>> span = read_span(read_date("3 May 2021"), read_date("5 May 2021"))
    >>> str(span.earliest), str(span.latest), span.precision
    ('2021-05-03', '2021-05-05', 'range')
    """
    if not end.text or start.problem:
        return start
    text = f"{start.text} to {end.text}" if start.text else end.text
    notes = [note for note in (start.note, end.note) if note]
    if end.precision == "undated":
        return _from_start(text, start, end, notes)
    if start.precision == "undated":
        return _to_end(text, end, [*notes, "only the end date is known"])
    return _from_start_to_end(text, start, end, notes)


def heading_year(text: str) -> int | None:
    """The year that a section heading gives to the rows below it, or None for ordinary text.

    >>> heading_year("2021 (post birth)"), heading_year("2021 was a difficult year")
    (2021, None)
    """
    if len(text) > LONGEST_TEXT:
        return None
    match = _YEAR_HEADING.fullmatch(normalise(text))
    year = int(match["year"]) if match else 0
    return year if FIRST_YEAR <= year <= LAST_YEAR else None


def _undated(text: str, problem: str | None = None, note: str | None = None) -> DateReading:
    if problem is not None:
        shown = text if len(text) <= 40 else f"{text[:40]}…"
        problem = f"{shown}: {problem}"
    return DateReading(text, None, None, "undated", note=note, problem=problem)


def _joined(notes: list[str]) -> str | None:
    return "; ".join(dict.fromkeys(notes)) or None


# Text


def _from_text(text: str, context: DateContext) -> DateReading:
    if len(text) > LONGEST_TEXT:
        problem = f"{len(text)} characters are too long for a date; {EXAMPLES}"
        return _undated(text, problem)
    try:
        placed = _plain_day(text) or _from_serial(text) or _from_phrase(text, context)
    except DateProblem as problem:
        return _beside_words(text, context) or _undated(text, str(problem))
    return placed.reading(text)


def _beside_words(text: str, context: DateContext) -> DateReading | None:
    """The one date in a text that has other words too: "Pregnancy, autumn 2019"."""
    for part, words in dates_beside_words(text):
        try:
            placed = _plain_day(part) or _from_phrase(part, context)
        except DateProblem:
            continue
        if placed.precision != "undated":
            note = f"“{words}” is no part of a date and was left out"
            return replace(placed, uncertain=True, notes=(*placed.notes, note)).reading(text)
    return None


def _from_phrase(text: str, context: DateContext) -> Placed:
    plain = _DOTTED_TIME.sub(
        r"\1 \2:\3", age_in_full(_as_the_child(normalise(text), context.names))
    )
    if plain != text and (placed := _plain_day(plain) or _from_serial(plain)):
        return placed
    if is_unknown(plain):
        return Placed(None, None, "undated")
    if is_ongoing(plain):
        return Placed(None, None, "undated", notes=("it says only that this went on",))
    return read_phrase(plain, context)


def _as_the_child(text: str, names: tuple[str, ...]) -> str:
    """The child's own name as "child", where an age follows: "Kim aged 3 weeks"."""
    if not _AGE.search(text):
        return text
    name = next((it for it in names if text.startswith(f"{it} ")), None)
    return f"child {text[len(name) + 1 :]}" if name else text


def _plain_day(text: str) -> Placed | None:
    """The plain forms: 22/05/2016, 22.05.16, 22-may-16, 22nd May 2016, 2016-05-22T14:00."""
    if match := _NUMERIC.fullmatch(text):
        day = _day(match[1], int(match[3]), match[4], in_figures=True)
        return _with_clock(day, match[5])
    if match := _NAMED.fullmatch(text):
        code, month = VOCABULARY.get(match[3].lower(), ("", 0))
        return _day(match[1], month, match[4]) if code == "M" else None
    if match := _ISO.fullmatch(text):
        return _iso(match)
    return None


def _day(day: str, month: int, year: str, in_figures: bool = False) -> Placed:
    if len(year) == 4:
        return settle(Point("day", int(day), month, int(year), in_figures=in_figures))
    full = full_year(int(year))
    notes = (f"two-digit year read as {full}",)
    return settle(Point("day", int(day), month, full, in_figures=in_figures, notes=notes))


def _iso(match: re.Match[str]) -> Placed | None:
    """2016-05-22, with a time and a time zone if they are written."""
    placed = _with_clock(_day(match[3], int(match[2]), match[1]), match[4])
    if placed is None or match[5] is None:
        return placed
    note = f"the time is as written, in time zone {match[5].upper()}"
    return replace(placed, notes=(*placed.notes, note))


def _with_clock(placed: Placed, clock: str | None) -> Placed | None:
    """The day with its time; None where the time needs a closer look, as 24:00 and 25:00 do."""
    if clock is None:
        return placed
    at = read_time(clock)
    if at is None or clock.startswith("24"):
        return None
    if at == time(0, 0):
        return replace(placed, notes=(*placed.notes, NO_TIME))
    return replace(placed, at=at, precision="time")


def _from_serial(text: str) -> Placed | None:
    """A bare "44350": a date as Excel stores it."""
    if _SERIAL.fullmatch(text) and int(float(text)) in _EXCEL_DAYS:
        return _excel_day(float(text))
    return None


# Cells that aren't text


def _from_calendar(value: date) -> DateReading:
    """A date cell, or a date and time cell; midnight there means that no time was given."""
    text = value.isoformat()
    at, note = None, None
    if isinstance(value, datetime):
        text = value.isoformat(sep=" ")
        at = value.time().replace(microsecond=0)
        note = f"the time is as written, in time zone {value.tzinfo}" if value.tzinfo else None
        at, value = (None if at == time(0, 0) else at), value.date()
    try:
        placed = settle(Point("day", value.day, value.month, value.year, at=at))
    except DateProblem as problem:
        return _undated(text, str(problem))
    return replace(placed, notes=(*placed.notes, *filter(None, [note]))).reading(text)


def _from_number(value: int | float, context: DateContext) -> DateReading:
    """A number cell: an Excel day, a year, or eight figures run together."""
    if not math.isfinite(value):
        return _undated(str(value), f"this is no date; {EXAMPLES}")
    text = str(int(value)) if value == int(value) else str(value)
    if int(value) in _EXCEL_DAYS:
        return _excel_day(value).reading(text)
    if len(text) in (4, 8) and text.isdigit():
        return _from_text(text, context)
    return _undated(text, f"a number that is no date; {EXAMPLES}")


def _excel_day(value: float) -> Placed:
    """Excel's number of a day, counted from 1900 as Excel for Windows does."""
    day = _EXCEL_EPOCH + timedelta(days=int(value))
    fraction = value - int(value)
    at = from_fraction(fraction) if fraction else None
    note = f"Excel day number {int(value)} read as {in_words(day)}"
    return Placed(day, day, "time" if at else "day", at=at, notes=(note,))


# Start and end


def _from_start(text: str, start: DateReading, end: DateReading, notes: list[str]) -> DateReading:
    """A start whose end is unknown, ongoing or can't be read."""
    if end.problem:
        note = _joined([*notes, f"the end date could not be read ('{end.text[:40]}')"])
        return replace(start, text=text, uncertain=True, note=note)
    start = replace(start, text=text, note=_joined(notes))
    if is_ongoing(normalise(end.text)) and start.earliest is not None:
        return replace(start, latest=None, precision="open")
    return start


def _to_end(text: str, end: DateReading, notes: list[str]) -> DateReading:
    """An end without a start: open at the start, unless the end says only where it began."""
    if end.latest is None:
        return replace(end, text=text, note=_joined(notes))
    return DateReading(text, None, end.latest, "open", None, end.uncertain, _joined(notes))


def _from_start_to_end(
    text: str, start: DateReading, end: DateReading, notes: list[str]
) -> DateReading:
    if start.earliest and end.latest and end.latest < start.earliest:
        problem = "the end is before the start; check both dates"
        return _undated(text, problem)
    earliest, latest = start.earliest, end.latest
    if earliest is None or latest is None:
        precision: Precision = "open" if earliest or latest else "undated"
    elif earliest != latest:
        precision = "range"
    else:
        precision = "time" if start.at else "day"
    if earliest == latest and start.at and end.at and end.at < start.at:
        notes = [*notes, f"it ends at {end.at:%H:%M}, before it starts"]
    uncertain = start.uncertain or end.uncertain
    return DateReading(text, earliest, latest, precision, start.at, uncertain, _joined(notes))
