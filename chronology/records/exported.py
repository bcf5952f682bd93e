"""Rows of a chronology that was exported from here: what its columns state is taken as it stands.

A date such as "two days later" can't be read again away from the row it followed. So an export
says beside each date how it was read, and here that is believed, once it has been checked. A row
that somebody added by hand, with those cells left empty, is read like any other.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any, get_args

from chronology.case import CaseFile
from chronology.records.cells import as_written
from chronology.records.columns import OTHER, Headings, MappedColumn
from chronology.records.coverage import Agencies, RecordOf
from chronology.records.date_reading import FIRST_YEAR, LAST_YEAR, DateReading, Precision
from chronology.records.dates import read_date
from chronology.records.heading_words import EXPORT_ONLY, plain
from chronology.returns import CellValue, RawRow
from chronology.returns.escaping import unescaped
from chronology.tables import AGENCY_KINDS

STATED = ("earliest", "latest", "precision")
"""What an export says of each date. A sheet with all of these and the date is one."""

PRECISIONS: dict[str, Precision] = {word: word for word in get_args(Precision)}
YEARS = range(FIRST_YEAR - 1, LAST_YEAR + 2)  # a doubtful date reaches a few days further
UNLISTED = Agencies(CaseFile())
"""What a name means where no case file lists the agency."""

FROM = "← "
FIRST_SHEET = re.compile(rf"(?:.*{FROM})?(?P<sheet>.{{1,60}}) › row [0-9]+")
PLACE = re.compile(r"[1-9][0-9]{0,17}")
EXACT_TIME = re.compile(r"[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?")
CONTINUED = re.compile(r"^(?P<heading>.+) \(continued(?: \d+)?\)$")
"""The heading of what didn't fit into one cell: "What happened (continued 2)"."""


@dataclass(frozen=True, slots=True)
class ExportedColumns:
    """The columns of an export, each with its parts in order: a long text has several."""

    parts: Mapping[str, tuple[int, ...]]
    added: tuple[MappedColumn, ...]

    def values(self, row: RawRow) -> dict[str, CellValue]:
        """The cells of a row by column of the contract, as they were before they were exported."""
        found: dict[str, CellValue] = {}
        for column, places in self.parts.items():
            cells = [_original(row.cells[place]) for place in places]
            filled = [cell for cell in cells if cell is not None and cell != ""]
            if len(filled) > 1:
                found[column] = "".join(map(str, filled))
            elif filled:
                found[column] = filled[0]
        other = "\n".join(self._other(row, found))
        return found | ({OTHER: other} if other else {})

    def _other(self, row: RawRow, found: Mapping[str, CellValue]) -> Iterator[str]:
        """What stood under headings that weren't known, and what somebody has added since."""
        if OTHER in found:
            yield str(found[OTHER])
        for it in self.added:
            cell = row.cells[it.index]
            if cell is not None and (text := as_written(cell)):
                yield f"{it.heading}: {text}" if it.heading else text


def exported_columns(headings: Headings) -> ExportedColumns | None:
    """The columns of an export; ``None`` for the sheet of any other return."""
    meant = {it.column for it in headings.columns}
    if "date" not in meant or not meant.issuperset(STATED):
        return None
    first = {plain(it.heading): it.column for it in headings.columns if it.column}
    parts: defaultdict[str, list[int]] = defaultdict(list)
    added = []
    for it in headings.columns:
        column = it.column or _continues(it, first)
        if column:
            parts[column].append(it.index)
        elif it.how == "unused":
            added.append(it)
    columns = {column: tuple(places) for column, places in parts.items()}
    return ExportedColumns(columns, tuple(added))


def _continues(it: MappedColumn, first: Mapping[str, str | None]) -> str | None:
    """The column that a further part of a long text belongs to."""
    match = CONTINUED.match(it.heading)
    return first.get(plain(match["heading"])) if match else None


def without_export_columns(headings: Headings) -> Headings:
    """The headings of an export as they are; of any other return, with those that only an export
    would have as headings that aren't known, so that what stands under them is kept."""
    strange = [it for it in headings.columns if it.column in EXPORT_ONLY]
    if not strange or exported_columns(headings):
        return headings
    columns = tuple(
        replace(it, column=None, how="unused") if it in strange else it for it in headings.columns
    )
    notes = [f"the column {it.heading!r} is not known; its text is kept as it is" for it in strange]
    return replace(headings, columns=columns, notes=(*headings.notes, *notes))


def _original(cell: CellValue) -> CellValue:
    """A cell without the white space around it and the signs that protect what it holds."""
    return unescaped(cell.strip()) if isinstance(cell, str) else cell


def stated_date(
    cells: Mapping[str, CellValue], text: str | None, at: time | None
) -> DateReading | str | None:
    """What a row states of its date: a reading, or why that can't be right, or nothing at all.

    ``text`` is the date as written, ``at`` the time of day as it would be read in any return.
    """
    if not any(name in cells for name in STATED):
        return None
    precision = PRECISIONS.get(str(cells.get("precision", "")).strip().lower())
    if precision is None:
        return f"the precision is none of: {', '.join(PRECISIONS)}"
    earliest, latest = day_of(cells.get("earliest")), day_of(cells.get("latest"))
    for name, day in (("earliest", earliest), ("latest", latest)):
        if name in cells and (day is None or day.year not in YEARS):
            return f"the {name} date is no full date, such as 2021-06-03"
    reason = _contradiction(earliest, latest, precision)
    if reason:
        return reason
    note = cells.get("date_note")
    at = _exact_time(cells.get("time")) or at
    return DateReading(
        text or "", earliest, latest, precision, at=at, note=note if note is None else str(note)
    )


def _contradiction(earliest: date | None, latest: date | None, precision: str) -> str | None:
    missing = (earliest is None) + (latest is None)
    right = {"undated": 2, "open": 1}.get(precision, 0)
    if missing != right:
        wanted = ("both dates stand", "one date stands", "no date stands")[right]
        return f"with the precision {precision!r}, {wanted} under earliest and latest"
    if earliest and latest and latest < earliest:
        return "the latest date is before the earliest"
    return None


def differs(stated: DateReading) -> str | None:
    """Why a date as written doesn't go with what is stated of it, as after an edit of one alone.

    Only a full date is compared: what else a date means may depend on the row it once followed.
    """
    written = read_date(stated.text)
    if written.precision not in ("day", "time") or written.uncertain or written.earliest is None:
        return None
    if (written.earliest, written.latest) == (stated.earliest, stated.latest):
        return None
    return "the earliest and the latest date say otherwise, and were taken"


def day_of(cell: CellValue) -> date | None:
    """A full date: a date cell, 2021-06-03 or 03/06/2021."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    for form in ("%Y-%m-%d", "%d/%m/%Y") if isinstance(cell, str) else ():
        try:
            return datetime.strptime(str(cell), form).date()
        except ValueError:
            continue
    return None


def _exact_time(cell: CellValue) -> time | None:
    """A time as an export writes it."""
    is_one = isinstance(cell, str) and EXACT_TIME.fullmatch(cell)
    try:
        return time.fromisoformat(str(cell)) if is_one else None
    except ValueError:
        return None


def stated_columns(cells: Mapping[str, CellValue]) -> dict[str, Any]:
    """What a row states beside its date and its agency, as columns of an event.

    ``first_file`` tells otherwise equal entries apart, as their files did; see ``with_ids``.
    """
    stated: dict[str, Any] = {"first_file": cells.get("first_file")}
    place = str(cells.get("sequence", ""))
    if PLACE.fullmatch(place):
        stated["sequence"] = int(place)
    recorded = day_of(cells.get("recorded_on"))
    if recorded is not None:
        stated["recorded_on"] = recorded
    return stated


def stated_agency(cells: Mapping[str, CellValue], read: RecordOf) -> RecordOf:
    """Whose entry it is, as a row states it, where ``case.toml`` says nothing else of the agency.

    ``read`` is what the agency's cell means with the case file. What it means without one tells
    whether the case file had a say.
    """
    name, kind = cells.get("agency"), cells.get("agency_kind")
    if not isinstance(name, str) or kind not in AGENCY_KINDS:
        return read
    listed = str(cells.get("agency_kinds", "")).split("; ")
    kinds = tuple(word for word in listed if word in AGENCY_KINDS)
    if read != UNLISTED.of(name, "", ()):
        same = read.agency == name and kinds[:1] == (read.kind,)
        return RecordOf(read.agency, read.kind, kinds if same else read.kinds)
    return RecordOf(name, str(kind), kinds or (str(kind),))


def place_in(sheet: str | None, row: int, first_place: CellValue) -> str:
    """Where an entry stands, with the sheet it first stood on: "Chronology ← Mr Lowe › row 7".

    A sheet's name may say whom its entries are about, so that it mustn't be lost.
    """
    first = FIRST_SHEET.fullmatch(first_place) if isinstance(first_place, str) else None
    named = " ".join(filter(None, [sheet, f"{FROM}{first['sheet']}" if first else None]))
    return f"{named} › row {row}" if named else f"row {row}"
