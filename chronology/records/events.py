"""Raw rows to events, with a ledger in which every row is accounted for.

Each row that is read becomes an event, is blank, or is rejected with a reason. An entry whose date
can't be read is kept, undated, in the place its agency gave it, and the problem is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

from chronology.records.agencies import OTHER as OTHER_KIND
from chronology.records.agencies import first_agency
from chronology.records.cells import as_written
from chronology.records.columns import (
    OTHER,
    Headings,
    HeadingsNotFound,
    find_headings,
)
from chronology.records.coverage import RecordOf
from chronology.records.date_ages import as_age
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
    stated_agency,
    stated_columns,
    stated_date,
    without_export_columns,
)
from chronology.records.heading_contents import (
    TOLD,
    narratives_name_agencies,
    with_agency_column,
)
from chronology.records.heading_guess import headings_by_contents
from chronology.records.heading_words import plain
from chronology.records.ledger import FileLedger, empty, mapping, of_sheet, place, reject_sheet
from chronology.returns import CellValue, RawRow, ReturnFile, Sheet
from chronology.returns.grid import were
from chronology.returns.template import without_guidance, without_placeholders

TEXTS = ("record", "action", "comment")
"""The columns that hold narratives."""

COPIED = ("event_type", "reference", "shared_with", "child_seen", "codes", "deleted", OTHER)

KEPT = (*TEXTS, *COPIED)

SAYS_WHAT = (*TEXTS, "event_type", OTHER)
"""An entry needs words in one of these."""

DITTO = frozenset(
    ('"', "''", "”", "“", "„", "〃", "ditto", "do.", "-do-", '-"-', "as above", "same")
)
"""What stands for the cell above, in columns that don't hold a narrative."""

DOCUMENTS = ("docx", "pdf")
"""Formats in which one chronology may lie in several tables."""

WHOLE_DATE = re.compile(r"\d{1,2}([./-])\d{1,2}\1\d{4}|\d{4}-\d{2}-\d{2}")
"""A date that nothing around it says more of: the same text is the same day all over a sheet."""

LONGEST_DITTO = max(map(len, DITTO)) + 4

REPEATABLE = ("date", "agency", "source", "author", "who", "event_type")

AgencyOf = Callable[[str | None, str, Sequence[str]], tuple[str, str, tuple[str, ...]]]
"""From the agency cell, the file, and the words above its rows (the sheet's name, a table's title)
to the agency's id, its kind, and every kind that the cell names."""


def records_of(
    file: ReturnFile,
    *,
    case_id: str,
    given_columns: Mapping[str, str],
    agency_of: AgencyOf,
    dates: DateContext,
    alone: bool = False,
) -> tuple[list[dict[str, Any]], FileLedger]:
    """The events of a return, as rows of ``tables.EVENTS`` without ids, and its ledger.

    ``alone`` says that it is the only return of the case.
    """
    ledger = FileLedger(file.file, file.sha256, len(file.rejected), notes=list(file.notes))
    ledger.rejected.extend(map(dict, file.rejected))
    events: list[dict[str, Any]] = []
    before: SheetReader | None = None
    for every in file.sheets:
        sheet = without_guidance(every)
        if sheet is not every:
            ledger.notes.append(of_sheet(every, "it has the template's own guidance, no entries"))
        if sheet is None:
            continue
        if file.format in DOCUMENTS:
            sheet = without_placeholders(sheet)
        headings = find_headings(sheet, given_columns)
        ledger.notes.extend(of_sheet(sheet, note) for note in sheet.notes)
        carried = dates
        if isinstance(headings, HeadingsNotFound) and before is not None:
            going_on = before.going_on(sheet)
            if going_on is not None:
                headings, carried = going_on, before.carried
        if isinstance(headings, HeadingsNotFound):
            headings = headings_by_contents(sheet, given_columns) or headings
        if isinstance(headings, HeadingsNotFound):
            reject_sheet(sheet, headings, ledger)
            continue
        headings = without_export_columns(headings)
        unnamed = agency_of(None, file.file, words_above(sheet, headings))[1] == OTHER_KIND
        if unnamed:
            headings = with_agency_column(headings, sheet)
        in_text = unnamed and narratives_name_agencies(headings, sheet, alone)
        if in_text:
            ledger.agencies_in_text = True
            ledger.notes.append(of_sheet(sheet, TOLD))
        ledger.notes.extend(of_sheet(sheet, note) for note in headings.notes)
        ledger.columns.extend(mapping(sheet, headings))
        before = SheetReader(file, sheet, headings, case_id, agency_of, carried, ledger, in_text)
        read = list(before.events(start=len(events)))
        for agency in dict.fromkeys(event["agency"] for event in read):
            ledger.above.setdefault(agency, []).extend(before.words_above)
        events.extend(read)
    return events, ledger


def words_above(sheet: Sheet, headings: Headings) -> list[str]:
    """The sheet's name and title, and the words in the rows above the headings."""
    titles = set(headings.titles)
    above = (row for row in sheet.rows if row.number in titles)
    words = (cell for row in above for cell in row.cells if isinstance(cell, str) and cell.strip())
    return [sheet.name or "", sheet.title or "", *words]


def as_text(cell: CellValue) -> str | None:
    """A cell as the words a reader sees; ``None`` where it is empty."""
    return None if cell is None or cell == "" else as_written(cell) or None


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
    agencies_in_text: bool = False

    def __post_init__(self) -> None:
        self._cells_above: dict[str, CellValue] = {}
        self._agencies: dict[str | None, RecordOf] = {}
        self._whole_dates: dict[CellValue, DateReading] = {}
        self._previous = self.dates.previous
        self.words_above = words_above(self.sheet, self.headings)
        year = heading_year(self.sheet.title or "")
        if year is not None:
            self.dates = replace(self.dates, year=year)
        agency = {it.index for it in self.headings.columns if it.column == "agency"}
        self._beside_agency = [it.index for it in self.headings.columns if it.index not in agency]
        self.exported = exported_columns(self.headings)
        headed = (it.heading for it in self.headings.columns if it.column == "date")
        self._says_age = any("age" in plain(heading).split() for heading in headed)

    @property
    def carried(self) -> DateContext:
        """What the dates of the next row are read with: the year and the row above."""
        if self._previous is self.dates.previous:
            return self.dates
        self.dates = replace(self.dates, previous=self._previous)
        return self.dates

    def going_on(self, sheet: Sheet) -> Headings | None:
        """The headings of this table for the next one, where that goes on without its own: as
        wide, and with dates where this one has them. Only tables of a document do so."""
        if self.file.format not in DOCUMENTS or not sheet.rows:
            return None
        dated = next(it.index for it in self.headings.columns if it.column == "date")
        filled = [row for row in sheet.rows if not row.is_blank]
        if not filled:
            return None
        if len(filled[0].cells) <= max(it.index for it in self.headings.columns):
            return None
        read = [self._one_date({"date": row.cells[dated]}, "date") for row in filled]
        known = [it for it in read if it is not None and it.precision != "undated"]
        if 2 * len(known) < len(filled):
            return None
        note = "it has no headings, and goes on under those of the table before"
        first = sheet.rows[0].number
        return replace(
            self.headings, row=first - 1, first_row=first, titles=(), repeats=(), notes=(note,)
        )

    def events(self, start: int) -> Iterable[dict[str, Any]]:
        """The sheet's events; every row is counted in the ledger."""
        sequence, prepared = start, 0
        for row in self.headings.entries(self.sheet):
            filled = [cell for cell in row.cells if cell is not None and not empty(cell)]
            year = heading_year(as_text(filled[0]) or "") if len(filled) == 1 else None
            if year is not None:
                self.dates = replace(self.dates, year=year)
                self.ledger.notes.append(
                    f"{place(self.sheet, row)}: the year {year} carries down from here"
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
            self.ledger.notes.append(of_sheet(self.sheet, note))

    def _only_agency(self, row: RawRow) -> bool:
        """Whether nothing stands in a row but whose it is, as in the rows of a blank return."""
        return all(empty(row.cells[place]) for place in self._beside_agency)

    def _event(self, row: RawRow, sequence: int) -> dict[str, Any] | None:
        cells = (self.exported or self.headings).values(row)
        if not self.exported:
            cells = self._without_ditto(cells)
        texts = {name: self._text(cells, name) for name in KEPT if name in cells}
        if not any(texts.get(name) for name in SAYS_WHAT):
            self._reject(row, cells)
            return None
        when = self._when(row, cells)
        named = self._text(cells, "agency")
        if self.agencies_in_text:
            named = first_agency(texts.get("record") or texts.get(OTHER) or "")
        if named not in self._agencies:
            read = RecordOf(*self.agency_of(named, self.file.file, self.words_above))
            self._agencies[named] = read
        whose = self._agencies[named]
        if self.exported:
            whose = stated_agency(cells, whose)
        recorded = self._one_date(cells, "recorded_on")
        event = {
            "case_id": self.case_id,
            "agency": whose.agency,
            "agency_kind": whose.kind,
            "agency_kinds": "; ".join(whose.kinds),
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
            "source_place": place(self.sheet, row),
            **texts,
        }
        if self.exported:
            event |= stated_columns(cells)
            event["source_place"] = place_in(self.sheet.name, row.number, cells.get("first_place"))
        return event

    def _without_ditto(self, cells: Mapping[str, CellValue]) -> dict[str, CellValue]:
        """The cells, with what stood above where there is a ditto mark; a date keeps its mark."""
        meant = dict(cells)
        for name in REPEATABLE:
            cell = cells.get(name)
            if type(cell) is not str or len(cell) > LONGEST_DITTO or not _is_ditto(cell):
                self._cells_above[name] = cell
            elif name != "date" and self._cells_above.get(name) is not None:
                meant[name] = self._cells_above[name]
        return meant

    def _text(self, cells: Mapping[str, CellValue], column: str) -> str | None:
        """A cell's words. An export's are as they were: nothing is stripped a second time."""
        cell = cells.get(column)
        return cell if self.exported and isinstance(cell, str) else as_text(cell)

    def _when(self, row: RawRow, cells: Mapping[str, CellValue]) -> DateReading:
        when = (self._stated(row, cells) if self.exported else None) or self._written(row, cells)
        if when.earliest is not None or when.latest is not None:
            self._previous = when
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
        start = self._one_date(cells, "date") or read_date(None)
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
                "place": place(self.sheet, row),
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
        if isinstance(value, date) or (isinstance(value, str) and WHOLE_DATE.fullmatch(value)):
            if value not in self._whole_dates:
                self._whole_dates[value] = read_date(value, self.dates)
            return self._whole_dates[value]
        if column == "date" and _is_ditto(value) and self._previous is not None:
            return replace(read_date("same day", self.carried), text=str(value).strip())
        if self._says_age and isinstance(value, (str, int)) and column == "date":
            value = as_age(str(value))
        if isinstance(value, (str, int, float, date)) and not isinstance(value, bool):
            return read_date(value, self.carried)
        return read_date(as_text(value), self.carried)

    def _reject(self, row: RawRow, cells: Mapping[str, CellValue]) -> None:
        named = " and ".join(sorted(column.replace("_", " ") for column in cells))
        self.ledger.rejected.append(
            {
                "place": place(self.sheet, row),
                "column": None,
                "seen": f"only {named}" if named else "text only in columns that are not used",
                "why": "nothing says what happened",
                "hint": "Write what happened in the record column, or clear the row",
            }
        )


def _is_ditto(cell: CellValue) -> bool:
    return isinstance(cell, str) and cell.strip().casefold() in DITTO


@lru_cache(maxsize=4096, typed=True)
def _clock(cell: CellValue) -> time | None:
    """A time cell: a clock, a day with a clock, or "1400" typed as a number."""
    if isinstance(cell, datetime):
        return cell.time()
    if isinstance(cell, int) and not isinstance(cell, bool):
        return read_time(f"{cell:04d}")
    return read_time(cell) if isinstance(cell, (str, time, float)) else None
