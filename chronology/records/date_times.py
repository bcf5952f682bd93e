"""Times of day as agencies write them: 14:00, 1400hrs, 8.43 am, "20.05", 2pm, noon."""

from __future__ import annotations

import math
import re
from datetime import datetime, time

from chronology.records.date_words import normalise

LONGEST_TIME = 60

_HALF = r"\ ?[ap]\.?m\b\.?"
_HOURS = r"\ ?(?:h(?:ou)?rs?|h)\b\.?"

# A time of day that can't be mistaken for a date, wherever it stands.
CLOCK = rf"""(?<![0-9:.])(?:
    [0-9]{{1,2}}\ ?:\ ?[0-9]{{2}}(?::[0-9]{{2}}(?:[.,][0-9]{{1,9}})?)?
      (?:{_HALF})?(?:{_HOURS})?(?![0-9:])
  | [0-9]{{1,2}}\.[0-9]{{2}}(?:{_HALF}|{_HOURS})
  | (?:0?[1-9]|1[0-2])[0-5][0-9]{_HALF}
  | [0-9]{{3,4}}{_HOURS}
  | [0-9]{{1,2}}[ap]\.?m\b\.?
  | (?<![/\-])[0-9]{{1,2}}\ [ap]\.?m\b\.?
  | [0-9]{{1,2}}h[0-9]{{2}}\b
  | [0-9]{{2}}{_HOURS}
  | (?:12\ )?(?:noon|midday|midnight)\b
)"""

# In a time column, these are times as well.
_TIME = re.compile(rf"{CLOCK}|[0-9]{{1,2}}[.,;][0-9]{{2}}|[0-9]{{3,4}}", re.VERBOSE)
_BARE_HOUR = re.compile(r"[0-9]{1,2}(?:\.[0-9]{2})?")
_BETWEEN = re.compile(r" ?(?:-|&|\b(?:to|until|till|and)\b) ?")
_LEAD = re.compile(
    r"(?:(?:at|approx(?:imately)?|about|around|circa|ca?|roughly|between|from|time)\b[.:]? ?"
    r"|[@~?] ?)+"
)
_DATE_BEFORE = re.compile(r"[0-9]{1,4}[/.-][0-9]{1,2}[/.-][0-9]{1,4}[t ] ?(?=[0-9]{1,2}:)")


def read_time(value: str | time | datetime | float | None) -> time | None:
    """The time of day in a time cell, or None where there is none or it can't be one.

    Of "14:00 - 15:30" the start is returned. Excel's fractions of a day are times (0.5 is noon),
    and so is a number as Excel keeps "14.30" (14.3).

    >>> read_time("8.43 am"), read_time("1400hrs"), read_time("25:00")
    (datetime.time(8, 43), datetime.time(14, 0), None)
    """
    if isinstance(value, datetime):
        at = value.time().replace(microsecond=0)
        return None if at == time(0, 0) else at  # a date cell that was put in a time column
    if isinstance(value, time):
        return value.replace(microsecond=0, tzinfo=None)
    if isinstance(value, int | float):
        return None if isinstance(value, bool) else _from_number(value)
    if not isinstance(value, str) or len(value) > LONGEST_TIME:
        return None
    return _from_text(normalise(value))


def _from_number(value: float) -> time | None:
    """0.5 (half a day), 14.3 ("14.30") or 1400 as a time."""
    if not math.isfinite(value) or not 0 <= value < 2400:
        return None
    if value < 1:
        return from_fraction(value)
    if value == int(value):
        return parse_clock(str(int(value))) if value >= 100 else None
    hundredths = round(value * 100)
    if abs(value * 100 - hundredths) > 1e-6:
        return None
    return _hour_minute(hundredths // 100, hundredths % 100)


def _from_text(plain: str) -> time | None:
    plain = plain.strip("\"'., ;()[]")
    plain = _DATE_BEFORE.sub("", _LEAD.sub("", plain, count=1), count=1).strip("\"'?~. ")
    if _TIME.fullmatch(plain):
        return parse_clock(plain)
    parts = _BETWEEN.split(plain)
    return _start(*parts) if len(parts) == 2 else None


def _start(first: str, second: str) -> time | None:
    """The start of "14:00 - 15:30" or "2-3pm", if the end is a time too."""
    end = parse_clock(second) if _TIME.fullmatch(second) else None
    if end is None:
        return None
    if _TIME.fullmatch(first) or _BARE_HOUR.fullmatch(first):
        return start_before(first, end, second)
    return None


def start_before(first: str, end: time, second: str) -> time | None:
    """The start of "2-3pm": afternoon as well, unless that would put it after its end."""
    start = parse_clock(first)
    if start is None or _half_of(first) or _half_of(second) != "p":
        return start
    return start.replace(hour=start.hour + 12) if start.hour + 12 <= end.hour else start


def _half_of(plain: str) -> str:
    """ "a" for am, "p" for pm, "" where neither is written."""
    match = re.search(r"([ap])\.?m\b", plain)
    return match[1] if match else ""


def parse_clock(plain: str) -> time | None:
    """A clock time in lower case, or None when there is no such time: "25:00", "14:75", "13 am".

    >>> parse_clock("2.30pm"), parse_clock("1400hrs")
    (datetime.time(14, 30), datetime.time(14, 0))
    """
    if "midnight" in plain:
        return time(0, 0)
    if "noon" in plain or "midday" in plain:
        return time(12, 0)
    figures = re.findall(r"[0-9]+", plain)
    if len(figures) == 1 and len(figures[0]) >= 3:
        figures = [figures[0][:-2], figures[0][-2:]]
    hour, minute, second = (int(figure) for figure in [*figures, "0", "0"][:3])
    return _on_24_hours(hour, minute, second, _half_of(plain))


def _on_24_hours(hour: int, minute: int, second: int, half: str) -> time | None:
    if (half == "a" and hour > 12) or (half == "p" and hour == 0):
        return None
    if half == "a" and hour == 12:
        hour = 0
    if half == "p" and hour < 12:
        hour += 12
    if (hour, minute, second) == (24, 0, 0):
        hour = 0
    return _hour_minute(hour, minute, second)


def _hour_minute(hour: int, minute: int, second: int = 0) -> time | None:
    fits = hour <= 23 and minute <= 59 and second <= 59
    return time(hour, minute, second) if fits else None


def from_fraction(fraction: float) -> time:
    """A fraction of a day, as Excel stores times, to the second: 0.5 is noon."""
    minutes, seconds = divmod(min(round(fraction * 86_400), 86_399), 60)
    return time(minutes // 60, minutes % 60, seconds)
