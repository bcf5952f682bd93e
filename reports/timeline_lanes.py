"""The lanes of the timeline: flags above, then a lane an agency, then a lane a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from textwrap import wrap

import polars as pl

from chronology.tables import FAR_AHEAD, LONG_AGO

from . import words
from .escape import plot_text, shown
from .view import Agency, Person, View

_NOT_ON_A_LANE = ("professional",)
_HEADING = 0.62
_FLAG_ROW = 0.68
_MOST_FLAG_ROWS = 8
"""More flags than this within a few days lie on each other until one zooms in."""

_LONGEST = 24


@dataclass(frozen=True)
class Lane:
    """A lane: what it is of, its height on the picture, its label and what it says of itself."""

    kind: str
    index: int
    y: float
    label: str
    note: str = ""


@dataclass(frozen=True)
class Lanes:
    """All lanes, the headings between them, and where each flag is drawn."""

    lanes: tuple[Lane, ...]
    headings: tuple[tuple[float, str], ...]
    flag_y: tuple[float, ...]
    bottom: float

    def of(self, kind: str) -> dict[int, float]:
        """Where each lane of a kind is, by the number of its agency or person."""
        return {lane.index: lane.y for lane in self.lanes if lane.kind == kind}


def known_days(view: View) -> tuple[date, date] | None:
    """The first and the last day that is known of anything in the case."""
    ends = pl.concat([view.events["earliest"], view.events["latest"]])
    known = ends.filter((ends > LONG_AGO) & (ends < FAR_AHEAD)).to_list()
    known += [day for day in (view.review_from, view.review_to, view.incident) if day]
    known += [flag.raised for flag in view.flags if flag.raised]
    return (min(known), max(known)) if known else None


def extent(view: View) -> tuple[date, date]:
    """From where to where the timeline goes: all days that are known, and a margin."""
    first, last = known_days(view) or (date(2000, 1, 1), date(2000, 12, 31))
    margin = timedelta(days=max(5, (last - first).days // 60))
    return first - margin, last + margin


def opening(view: View) -> tuple[date, date]:
    """What the timeline shows at first: the review period, or everything."""
    first, last = extent(view)
    if not view.review_from or not view.review_to or view.review_from >= view.review_to:
        return first, last
    margin = timedelta(days=max(5, (view.review_to - view.review_from).days // 60))
    end = max(view.review_to, view.incident or view.review_to)
    return view.review_from - margin, end + margin


def lanes(view: View) -> Lanes:
    """Lay the lanes out from the top; y counts downwards."""
    flag_y, y = _flag_rows(view)
    headings = [(0.2, "FLAGS, QUESTIONS")] if view.flags else []
    headings.append((y, "AGENCIES"))
    made = []
    y += _HEADING
    for index, agency in enumerate(view.agencies):
        made.append(Lane("agency", index, y, _agency_label(agency), _agency_note(agency)))
        y += 1
    y -= 0.3
    headings.append((y, "PEOPLE"))
    y += _HEADING
    for index, person in enumerate(view.persons):
        if person.role not in _NOT_ON_A_LANE:
            made.append(Lane("person", index, y, _person_label(person), _person_note(person)))
            y += 1
    return Lanes(tuple(made), tuple(headings), flag_y, y - 0.4)


def _flag_rows(view: View) -> tuple[tuple[float, ...], float]:
    """A row for each flag, so that near ones do not lie on each other, and where rows end."""
    first, last = opening(view)
    apart = timedelta(days=max(1, (last - first).days // 32))
    ends: list[date] = []
    rows = [0] * len(view.flags)
    order = sorted(range(len(rows)), key=lambda i: (view.flags[i].raised or first, i))
    for index in order:
        raised = view.flags[index].raised or first
        free = [row for row, end in enumerate(ends) if end + apart <= raised]
        full = len(ends) >= _MOST_FLAG_ROWS
        oldest = min(range(len(ends)), key=ends.__getitem__) if full else len(ends)
        rows[index] = free[0] if free else oldest
        ends[rows[index] : rows[index] + 1] = [raised]
    return tuple(0.3 + row * _FLAG_ROW for row in rows), _FLAG_ROW * len(ends)


def _agency_label(agency: Agency) -> str:
    return _in_lines(words.plain(agency.name) or "agency not named", 2)


def _in_lines(text: str, most: int) -> str:
    """A label in a line or two; what does not fit is in the table in full."""
    lines = wrap(" ".join(shown(text).split()), _LONGEST)
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1][: _LONGEST - 1] + "…"]
    return "<br>".join(plot_text(line) for line in lines)


def _agency_note(agency: Agency) -> str:
    if agency.entries:
        return ""
    if agency.asked is False:
        return "not asked for a return: no record submitted"
    if not agency.returned:
        return "asked, no return read: no record submitted"
    return "its return holds no entry"


def _person_label(person: Person) -> str:
    """A person's name; under it that no entry has them present, which an eye would else miss."""
    role = words.plain(person.role)
    both = f"{person.label} ({role})"
    told = bool(role) and role.casefold() not in person.label.casefold()
    label = _in_lines(both if told and len(both) <= _LONGEST else person.label, 1)
    return f"{label}<br>spoken of, never present" if person.named and not person.present else label


def _person_note(person: Person) -> str:
    return "" if person.named else "no entry in the records supplied names this person"
