"""Raw rows to events, with a ledger in which every row is accounted for.

Each row that is read becomes an event, is blank, or is rejected with a reason. An entry whose date
can't be read is kept, undated, in the place its agency gave it, and the problem is told.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Any

from chronology.records.columns import Headings, HeadingsNotFound, find_headings
from chronology.records.dates import (
    DateContext,
    DateReading,
    heading_year,
    read_date,
    read_span,
    read_time,
)
from chronology.records.exported import (
    differs,
    exported_columns,
    place_in,
    stated_columns,
    stated_date,
    unused_here,
)
from chronology.returns import CellValue, RawRow, ReturnFile, Sheet
from chronology.returns.grid import were
from chronology.returns.template import without_guidance

TEXTS = ("record", "action", "comment")
"""The columns that hold narratives."""

COPIED = ("event_type", "reference", "shared_with", "child_seen", "codes", "deleted")

AgencyOf = Callable[[str | None, str, str | None], tuple[str, str, tuple[str, ...]]]
"""From the agency cell, the file and the sheet to the agency's id, kind, and every kind named."""


@dataclass
class FileLedger:
    """What became of a file's rows: ``rows_read = blank + events + rejected``."""

    file: str
    sha256: str | None
    rows_read: int = 0
    blank: int = 0
    events: int = 0
    rejected: list[dict[str, Any]] = field(default_factory=list)
    problems: list[dict[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    columns: list[dict[str, Any]] = field(default_factory=list)
    unreadable: dict[str, str] | None = None

    def as_json(self) -> dict[str, Any]:
        """The file's part of ``ledger.json``."""
        known = {
            "file": self.file,
            "sha256": self.sha256,
            "rows_read": self.rows_read,
            "blank": self.blank,
            "events": self.events,
            "rejected": self.rejected,
            "problems": self.problems,
            "notes": self.notes,
            "columns": self.columns,
        }
        return known | ({"unreadable": self.unreadable} if self.unreadable else {})


def records_of(
    file: ReturnFile,
    *,
    case_id: str,
    given_columns: Mapping[str, str],
    agency_of: AgencyOf,
    dates: DateContext,
) -> tuple[list[dict[str, Any]], FileLedger]:
    """The events of a return, as rows of ``tables.EVENTS`` without ids, and its ledger."""
    ledger = FileLedger(file.file, file.sha256, len(file.rejected), notes=list(file.notes))
    ledger.rejected.extend(map(dict, file.rejected))
    events: list[dict[str, Any]] = []
    for every in file.sheets:
        sheet = without_guidance(every)
        if sheet is not every:
            ledger.notes.append(_of_sheet(every, "it has the template's own guidance, no entries"))
        if sheet is None:
            continue
        headings = find_headings(sheet, given_columns)
        ledger.notes.extend(_of_sheet(sheet, note) for note in sheet.notes)
        if isinstance(headings, HeadingsNotFound):
            _reject_sheet(sheet, headings, ledger)
            continue
        ledger.notes.extend(_of_sheet(sheet, note) for note in headings.notes)
        ledger.columns.extend(_mapping(sheet, headings))
        reader = SheetReader(file, sheet, headings, case_id, agency_of, dates, ledger)
        events.extend(reader.events(start=len(events)))
    return events, ledger


def _of_sheet(sheet: Sheet, note: str) -> str:
    return f"sheet ‘{sheet.name}’: {note}" if sheet.name else note


def _mapping(sheet: Sheet, headings: Headings) -> list[dict[str, Any]]:
    return [
        {"sheet": sheet.name, "heading": it.heading, "column": it.column, "how": it.how}
        for it in headings.columns
    ]


def _reject_sheet(sheet: Sheet, missing: HeadingsNotFound, ledger: FileLedger) -> None:
    filled = [row for row in sheet.rows if any(not _empty(cell) for cell in row.cells)]
    if not filled:
        ledger.rows_read += len(sheet.rows)
        ledger.blank += len(sheet.rows)
        return
    seen = ", ".join(f"‘{heading}’" for heading in missing.seen) or "no headings"
    why = f"{missing.reason}; looked for {missing.looked_for}"
    ledger.problems.append(
        {"place": sheet.name or "", "column": None, "seen": seen, "why": why, "hint": missing.hint}
    )
    ledger.rows_read += len(sheet.rows)
    ledger.blank += len(sheet.rows) - len(filled)
    ledger.rejected.extend(
        {
            "place": _place(sheet, row),
            "column": None,
            "seen": "a row under headings that were not recognised",
            "why": missing.reason,
            "hint": missing.hint,
        }
        for row in filled
    )


def _place(sheet: Sheet, row: RawRow) -> str:
    return f"{sheet.name} › row {row.number}" if sheet.name else f"row {row.number}"


def _empty(cell: CellValue) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def as_text(cell: CellValue) -> str | None:
    """A cell as the words a reader sees; ``None`` where it is empty."""
    if cell is None or isinstance(cell, str):
        return cell.strip() or None if cell else None
    if isinstance(cell, bool):
        return "Yes" if cell else "No"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d" if cell.time() == time() else "%Y-%m-%d %H:%M")
    return str(cell)


@dataclass
class SheetReader:
    """Reads one sheet from top to bottom: years and dates carry down from row to row."""

    file: ReturnFile
    sheet: Sheet
    headings: Headings
    case_id: str
    agency_of: AgencyOf
    dates: DateContext
    ledger: FileLedger

    def __post_init__(self) -> None:
        agency = {it.index for it in self.headings.columns if it.column == "agency"}
        self._beside_agency = [it.index for it in self.headings.columns if it.index not in agency]
        self.exported = exported_columns(self.headings)
        if self.exported is None:
            notes = (_of_sheet(self.sheet, note) for note in unused_here(self.headings))
            self.ledger.notes.extend(notes)

    def events(self, start: int) -> Iterable[dict[str, Any]]:
        """The sheet's events; every row is counted in the ledger."""
        sequence, prepared = start, 0
        for row in self.headings.entries(self.sheet):
            filled = [cell for cell in row.cells if not _empty(cell)]
            year = heading_year(as_text(filled[0]) or "") if len(filled) == 1 else None
            if year is not None:
                self.dates = replace(self.dates, year=year)
                self.ledger.notes.append(
                    f"{_place(self.sheet, row)}: the year {year} carries down from here"
                )
                continue
            self.ledger.rows_read += 1
            if not filled or self._only_agency(row):
                self.ledger.blank += 1
                prepared += bool(filled)
                continue
            event = self._event(row, sequence + 1)
            if event is not None:
                sequence += 1
                self.ledger.events += 1
                yield event
        if prepared:
            note = f"{were(prepared, 'row')} blank but for the agency's name"
            self.ledger.notes.append(_of_sheet(self.sheet, note))

    def _only_agency(self, row: RawRow) -> bool:
        """Whether nothing stands in a row but whose it is, as in the rows of a blank return."""
        return all(_empty(row.cells[place]) for place in self._beside_agency)

    def _event(self, row: RawRow, sequence: int) -> dict[str, Any] | None:
        cells = (self.exported or self.headings).values(row)
        texts = {name: self._text(cells, name) for name in (*TEXTS, *COPIED)}
        if not any(texts[name] for name in (*TEXTS, "event_type")):
            self._reject(row, cells)
            return None
        when = self._when(row, cells)
        named = self._text(cells, "agency")
        agency, kind, kinds = self.agency_of(named, self.file.file, self.sheet.name)
        recorded = self._one_date(cells, "recorded_on")
        event = {
            "case_id": self.case_id,
            "agency": agency,
            "agency_kind": kind,
            "agency_kinds": "; ".join(kinds),
            "earliest": when.earliest,
            "latest": when.latest,
            "precision": when.precision,
            "at": when.at,
            "sequence": sequence,
            "date_text": when.text or None,
            "date_note": when.problem or when.note,
            "recorded_on": recorded.earliest if recorded else None,
            "author": self._text(cells, "author"),
            "source": self._text(cells, "source"),
            "who_text": self._text(cells, "who"),
            "source_file": self.file.file,
            "source_place": _place(self.sheet, row),
            **texts,
        }
        if self.exported:
            event |= stated_columns(cells, agency)
            event["source_place"] = place_in(self.sheet.name, row.number, cells.get("first_place"))
        return event

    def _text(self, cells: Mapping[str, CellValue], column: str) -> str | None:
        """A cell's words. An export's are as they were: nothing is stripped a second time."""
        cell = cells.get(column)
        return cell if self.exported and isinstance(cell, str) else as_text(cell)

    def _when(self, row: RawRow, cells: Mapping[str, CellValue]) -> DateReading:
        when = (self._stated(row, cells) if self.exported else None) or self._written(row, cells)
        if when.earliest is not None or when.latest is not None:
            self.dates = replace(self.dates, previous=when)
        return when

    def _stated(self, row: RawRow, cells: Mapping[str, CellValue]) -> DateReading | None:
        """The date as an export states it; ``None`` where it doesn't, or can't be right."""
        text = self._text(cells, "date")
        stated = stated_date(cells, text, _clock(cells.get("time")))
        if isinstance(stated, str):
            self._problem(row, "precision", text or "", stated)
            return None
        if stated is not None and (reason := differs(stated)):
            self._problem(row, "date", stated.text, reason)
        return stated

    def _written(self, row: RawRow, cells: Mapping[str, CellValue]) -> DateReading:
        start = self._one_date(cells, "date") or read_date(None, self.dates)
        end = self._one_date(cells, "end_date")
        when = read_span(start, end) if end is not None and end.text else start
        clock = cells.get("time")
        at = _clock(clock)
        if at is not None and when.at is None:
            precision = "time" if when.precision == "day" else when.precision
            when = replace(when, at=at, precision=precision)
        if end is not None and end.problem and not when.problem:
            self._problem(row, "end_date", end.text, end.problem)
        if when.problem:
            self._problem(row, "date", when.text, when.problem)
        return when

    def _problem(self, row: RawRow, column: str, seen: str, why: str) -> None:
        headings = (it.heading for it in self.headings.columns if it.column == column)
        self.ledger.problems.append(
            {
                "place": _place(self.sheet, row),
                "column": next(headings, None),
                "seen": seen,
                "why": why,
                "hint": "The entry is kept; correct the date in the return",
            }
        )

    def _one_date(self, cells: Mapping[str, CellValue], column: str) -> DateReading | None:
        if column not in cells:
            return None
        value = cells[column]
        if isinstance(value, (str, int, float, date)) and not isinstance(value, bool):
            return read_date(value, self.dates)
        return read_date(as_text(value), self.dates)

    def _reject(self, row: RawRow, cells: Mapping[str, CellValue]) -> None:
        named = " and ".join(sorted(column.replace("_", " ") for column in cells))
        self.ledger.rejected.append(
            {
                "place": _place(self.sheet, row),
                "column": None,
                "seen": f"only {named}" if named else "text only in columns that are not used",
                "why": "nothing says what happened",
                "hint": "Write what happened in the record column, or clear the row",
            }
        )


def _clock(cell: CellValue) -> time | None:
    """A time cell: a clock, a day with a clock, or "1400" typed as a number."""
    if isinstance(cell, datetime):
        return cell.time()
    if isinstance(cell, int) and not isinstance(cell, bool):
        return read_time(f"{cell:04d}")
    return read_time(cell) if isinstance(cell, (str, time, float)) else None


def with_ids(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The events with their ``event_id``, in the order of what they say.

    The id is a hash of case, agency, date text, record and occurrence, never of the row number: a
    return that is sent again with a row inserted keeps every other id. Entries that say the same
    are numbered by what else they hold, so that the order of rows changes nothing.
    """
    seen: dict[tuple[str, ...], int] = {}
    for event in sorted(events, key=_all_of):
        key = tuple(
            str(event.get(name) or "") for name in ("case_id", "agency", "date_text", "record")
        )
        seen[key] = seen.get(key, 0) + 1
        text = "\x1f".join((*key, str(seen[key])))
        event["event_id"] = hashlib.sha256(text.encode()).hexdigest()[:16]
    return events


def _all_of(event: Mapping[str, Any]) -> tuple[str, ...]:
    names = (
        "agency",
        "date_text",
        "record",
        "action",
        "comment",
        "event_type",
        "at",
        "author",
        "source",
        "who_text",
        "reference",
        "shared_with",
        "child_seen",
        "codes",
        "deleted",
        "recorded_on",
    )
    place = (event.get("first_file") or event.get("source_file"), event.get("sequence"))
    return (*(str(event.get(name) or "") for name in names), *map(str, place))
