"""A case in the order in which a report shows it: entries by date, agencies, persons, flags.

Made once for a report, so that the table, the timeline and the data of a page agree on which entry
is which: an entry is its row number in ``events``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from chronology.tables import AGENCY_KINDS, CHILD_ROLES, FAR_AHEAD, LONG_AGO, ROLES, CaseAnalysis

from . import words
from .happenings import Happening, happenings

COLOURS = (
    "#1f5fa8",
    "#8a4b08",
    "#2d6a3e",
    "#8b2f6b",
    "#00686e",
    "#5a4fa2",
    "#6b5b00",
    "#a1392b",
    "#3d5a6c",
    "#7a3e9d",
    "#3f6b1f",
    "#95304f",
)
"""One an agency; each has at least 4.5 to 1 against white."""

_ATTENTION = ("high", "medium", "low")


@dataclass(frozen=True)
class Agency:
    """An agency, what was asked of it and what it sent."""

    agency_id: str
    name: str
    kind: str
    colour: str
    entries: int
    asked: bool | None
    returned: bool | None
    from_date: date | None
    to_date: date | None
    basis: str | None


@dataclass(frozen=True)
class Person:
    """A person of the case, and how many entries name them or have them present.

    ``is_numbered`` is a professional whom only the records name, and who so has a number: HV1, GP2.
    """

    person_id: str
    role: str
    label: str
    born_earliest: date | None
    born_latest: date | None
    due: date | None
    died: date | None
    named: int
    present: int
    is_numbered: bool = False


@dataclass(frozen=True)
class Flag:
    """A flag or a question to an agency, its number on the page, and the rows of its evidence."""

    number: str
    content: Mapping[str, Any]
    rows: tuple[int | None, ...]

    @property
    def is_gap(self) -> bool:
        return self.content.get("kind") == "information_gap"

    @property
    def anchor(self) -> str:
        return f"f-{self.content.get('flag_id') or self.number}"

    @property
    def raised(self) -> date | None:
        return as_day(self.content.get("raised_on") or self.content.get("first_date"))


@dataclass(frozen=True)
class View:
    """Everything that a report shows, in its order."""

    analysis: CaseAnalysis
    events: pl.DataFrame
    participants: pl.DataFrame
    signals: pl.DataFrame
    agencies: tuple[Agency, ...]
    persons: tuple[Person, ...]
    flags: tuple[Flag, ...]
    happenings: tuple[Happening, ...]
    review_from: date | None
    review_to: date | None
    incident: date | None

    @property
    def children(self) -> list[Person]:
        """Whose age is told: the children under review whose birth is known or expected."""
        return [p for p in self.persons if p.role in CHILD_ROLES and (p.born_earliest or p.due)]


def view_of(analysis: CaseAnalysis) -> View:
    """Put a case into the order in which it is shown."""
    agencies = _agencies(analysis)
    events = _events(analysis, agencies)
    rows = events.select("event_id", "row")
    persons = _persons(analysis)
    numbers = pl.DataFrame(
        {"person_id": [p.person_id for p in persons], "person": range(len(persons))},
        schema={"person_id": pl.String, "person": pl.Int64},
    )
    case = analysis.cases.to_dicts()[0] if analysis.cases.height else {}
    row_of = dict(rows.iter_rows())
    labels = {person.person_id: person.label for person in persons}
    return View(
        analysis=analysis,
        events=events,
        participants=analysis.participants.join(rows, on="event_id")
        .join(numbers, on="person_id")
        .select("row", "person", "part", *_TAKEN_FOR)
        .unique()
        .sort("row", "person", "part", *_TAKEN_FOR),
        signals=analysis.signals.join(rows, on="event_id")
        .join(numbers, on="person_id", how="left")
        .sort("row", "field", "start", "end", "concept", "status"),
        agencies=agencies,
        persons=persons,
        flags=_flags(analysis, row_of),
        happenings=happenings(analysis, row_of, labels),
        review_from=case.get("review_from"),
        review_to=case.get("review_to"),
        incident=case.get("index_incident"),
    )


_TAKEN_FOR = ("mention", "reason", "confidence")
"""The words that mean a participant, why, and how sure that is."""


def as_day(value: Any) -> date | None:
    """A day of a flag, which is text in the files and may be a date in memory."""
    if isinstance(value, date) or value is None:
        return value
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


def looked_up(column: pl.Expr, values: Mapping[Any, Any], dtype: pl.DataType) -> pl.Expr:
    """Each value's counterpart, null where it has none; polars balks at an empty mapping."""
    if not values:
        return pl.lit(None, dtype)
    keys, found = list(values), list(values.values())
    return column.replace_strict(keys, found, default=None, return_dtype=dtype)


def _agencies(analysis: CaseAnalysis) -> tuple[Agency, ...]:
    by_kind = analysis.events.group_by("agency", "agency_kind").len("entries")
    found: dict[str, dict[str, Any]] = {}
    for row in by_kind.sort("entries", "agency_kind").iter_rows(named=True):
        agency = row["agency"] or ""
        before = found.get(agency, {}).get("entries", 0)
        kind, entries = row["agency_kind"], before + row["entries"]
        found[agency] = {"name": words.plain(agency), "kind": kind, "entries": entries}
    for row in analysis.coverage.iter_rows(named=True):
        agency = row["agency"] or ""
        held = found.setdefault(agency, {"kind": row["agency_kind"], "entries": 0})
        held |= {"name": words.plain(row["name"] or agency), **{key: row[key] for key in _COVER}}
    order = sorted(
        found, key=lambda one: (_place(AGENCY_KINDS, found[one]["kind"]), found[one]["name"], one)
    )
    nothing = dict.fromkeys(_COVER)
    return tuple(
        Agency(agency_id=one, colour=COLOURS[at % len(COLOURS)], **{**nothing, **found[one]})
        for at, one in enumerate(order)
    )


_COVER = ("asked", "returned", "from_date", "to_date", "basis")


def _place(order: tuple[str, ...], value: str | None) -> int:
    return order.index(value) if value in order else len(order)


def _events(analysis: CaseAnalysis, agencies: tuple[Agency, ...]) -> pl.DataFrame:
    place = {agency.agency_id: index for index, agency in enumerate(agencies)}
    first, last = pl.col("earliest").fill_null(LONG_AGO), pl.col("latest").fill_null(FAR_AHEAD)
    return (
        analysis.events.with_columns(
            earliest=first,
            latest=last,
            undated=(first <= LONG_AGO) & (last >= FAR_AHEAD),
            agency_row=looked_up(pl.col("agency").fill_null(""), place, pl.Int64()),
        )
        .with_columns(
            shown_from=pl.when(pl.col("earliest") <= LONG_AGO).then("latest").otherwise("earliest")
        )
        .sort(
            "undated",
            "shown_from",
            "latest",
            pl.col("at"),
            "agency_row",
            "source_file",
            "sequence",
            "event_id",
            nulls_last=True,
        )
        .with_row_index("row")
        .with_columns(pl.col("row").cast(pl.Int64))
    )


def _persons(analysis: CaseAnalysis) -> tuple[Person, ...]:
    counts = analysis.participants.group_by("person_id").agg(
        named=pl.col("event_id").n_unique(),
        present=pl.col("event_id").filter(pl.col("part") == "present").n_unique(),
    )
    given = set(analysis.participants.filter(pl.col("confidence") == "certain")["person_id"])
    rows = analysis.persons.join(counts, on="person_id", how="left").to_dicts()
    for row in rows:
        row["is_numbered"] = _is_numbered(row) and row["person_id"] not in given
    rows.sort(key=_person_order)
    for row in rows:
        if words.undated(row["born_earliest"], row["born_latest"]):
            row |= {"born_earliest": None, "born_latest": None}
    return tuple(
        Person(
            person_id=row["person_id"],
            role=row["role"] or "",
            label=_label(row["label"] or "", row["person_id"]),
            born_earliest=row["born_earliest"] or row["born_latest"],
            born_latest=row["born_latest"] or row["born_earliest"],
            due=row["due"],
            died=row["died"],
            named=row["named"] or 0,
            present=row["present"] or 0,
            is_numbered=row["is_numbered"],
        )
        for row in rows
    )


_NUMBERED = re.compile(r"([A-Z]+)(\d+)")


def _is_numbered(row: Mapping[str, Any]) -> bool:
    """Whether a person has the kind of label that intake gives to a professional it reads of."""
    label = row["label"] or ""
    same = label.lower() == row["person_id"]
    return row["role"] == "professional" and same and bool(_NUMBERED.fullmatch(label))


def _person_order(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """The family by role, then professionals of the case, then the numbered: HV2 before HV10."""
    label = row["label"] or ""
    parts = _NUMBERED.fullmatch(label) if row["is_numbered"] else None
    number = (parts[1], int(parts[2])) if parts else ("", 0)
    return (row["is_numbered"], _role_place(row["role"]), number, label, row["person_id"])


def _label(label: str, person_id: str) -> str:
    """What a person is called; an id is made readable, and initials such as ``mgm`` stay so."""
    if label and label != person_id:
        return label
    name = words.plain(person_id)
    is_initials = name.isalpha() and not set(name.casefold()) & set("aeiouy")
    return name.upper() if is_initials else name[:1].upper() + name[1:]


def _role_place(role: str | None) -> tuple[bool, int]:
    return role not in CHILD_ROLES, _place(ROLES, role)


def _flags(analysis: CaseAnalysis, rows: dict[str, int]) -> tuple[Flag, ...]:
    ordered = sorted(analysis.flags, key=_flag_order)
    counts = {True: 0, False: 0}
    flags = []
    for content in ordered:
        is_gap = content.get("kind") == "information_gap"
        counts[is_gap] += 1
        number = f"Q{counts[True]}" if is_gap else str(counts[False])
        evidence = content.get("evidence") or []
        flags.append(Flag(number, content, tuple(rows.get(e.get("event_id")) for e in evidence)))
    return tuple(flags)


def _flag_order(flag: Mapping[str, Any]) -> tuple[Any, ...]:
    return (
        flag.get("kind") == "information_gap",
        _place(_ATTENTION, flag.get("attention")),
        str(flag.get("raised_on") or flag.get("first_date") or "9999"),
        str(flag.get("title") or flag.get("rule")),
        str(flag.get("flag_id")),
    )
