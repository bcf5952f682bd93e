"""Which column holds the dates and which the narratives, where no heading says so.

A chronology pulled out of a report may be headed "Stage" and "Account", or have no headings at
all. What stands below tells: dates or ages in one column, sentences in another. Only where both
are plain is it taken so, and a note says that it was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from chronology.records.cells import holds_sentences, is_filled
from chronology.records.columns import (
    FEWEST_ENTRIES,
    HEADING_ROWS,
    Headings,
    MappedColumn,
    may_be_shown,
)
from chronology.records.dates import DateContext, read_date
from chronology.records.heading_words import given_columns, meaning
from chronology.returns import CellValue, RawRow, Sheet
from chronology.returns.worksheet import column_letters

SHARE_OF_DATES = 0.5
"""Project default: so much of what stands in a column of dates can be read as one."""

LONGEST_DATE = 60
"""Letters: a longer cell is an entry that begins with a date."""

_SOME_CHILD = DateContext(born=(date(2020, 1, 1), date(2020, 1, 1)), due=date(2020, 1, 1))
"""Whether "6 weeks" is an age does not hang on whose."""


def headings_by_contents(sheet: Sheet, given: Mapping[str, str]) -> Headings | None:
    """The headings of a sheet by what stands below them, or None where that does not tell.

    ``given`` is ``[columns]`` of ``case.toml``; what it says of a heading holds.
    """
    filled = [row for row in sheet.rows if not row.is_blank]
    headed = next((row for row in filled[:HEADING_ROWS] if may_be_shown(row)), None)
    if headed is not None and any(_is_date(cell) for cell in headed.cells):
        headed = None
    below = [row for row in filled if headed is None or row.number > headed.number]
    if len(below) < FEWEST_ENTRIES or (headed is None and below[0] is not filled[0]):
        return None
    dates, record = _columns(below)
    if dates is None or record is None:
        return None
    number = headed.number if headed else below[0].number - 1
    wanted = given_columns(given)
    taken = {dates: "date", record: "record"}
    columns: list[MappedColumn] = []
    notes: list[str] = []
    for index in range(len(below[0].cells)):
        written = headed.cells[index] if headed and index < len(headed.cells) else None
        heading = " ".join(str(written).split()) if is_filled(written) else ""
        column, how = meaning(heading, wanted) if heading else (None, "unused")
        if index in taken:
            if how == "given" and column != taken[index]:
                return None
            column, how = taken[index], "fuzzy"
            name = repr(heading) if heading else f"{column_letters(index + 1)}, without a heading,"
            notes.append(f"the column {name} was read as {column}: that is what it holds")
        elif column in taken.values():
            column, how = None, "unused"
        if heading or any(is_filled(_cell(row, index)) for row in below):
            columns.append(MappedColumn(index, heading, column, how))
    titles = tuple(row.number for row in filled if headed and row.number < headed.number)
    return Headings(number, number + 1, tuple(columns), titles, (), tuple(notes))


def _columns(rows: Sequence[RawRow]) -> tuple[int | None, int | None]:
    """The first column that holds dates, and the one with most words of those that hold
    sentences."""
    across = range(max(len(row.cells) for row in rows))
    cells = {at: [cell for row in rows if is_filled(cell := _cell(row, at))] for at in across}
    dates = next((at for at in across if _holds_dates(cells[at])), None)
    prose = {
        at: sum(len(cell) for cell in cells[at] if isinstance(cell, str))
        for at in across
        if at != dates and holds_sentences(cells[at], len(rows))
    }
    return dates, max(prose, key=lambda at: prose[at], default=None)


def _holds_dates(cells: Sequence[CellValue]) -> bool:
    dated = sum(_is_date(cell) for cell in cells)
    return dated >= FEWEST_ENTRIES and dated >= SHARE_OF_DATES * len(cells)


def _is_date(cell: CellValue) -> bool:
    """Whether a cell can be read as a date, an age or a period, the words of which are all read."""
    if not is_filled(cell) or (isinstance(cell, str) and len(cell) > LONGEST_DATE):
        return False
    if not isinstance(cell, str):
        return isinstance(cell, date)
    reading = read_date(cell, _SOME_CHILD)
    return reading.problem is None and reading.precision != "undated"


def _cell(row: RawRow, index: int) -> CellValue:
    return row.cells[index] if index < len(row.cells) else None
