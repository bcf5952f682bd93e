"""Rows in which a sheet's headings stand again, as at the top of a printed page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from chronology.records.heading_words import plain
from chronology.returns import CellValue, RawRow, Sheet

if TYPE_CHECKING:
    from chronology.records.columns import MappedColumn

LONGEST_HEADING = 200


def repeats(sheet: Sheet, heading_row: RawRow, columns: Sequence[MappedColumn]) -> Iterator[int]:
    """The rows in which nothing but the headings stands again, at least two of them."""
    words = {
        column.index: plain(str(heading_row.cells[column.index]))
        for column in columns
        if column.heading
    }
    telling = [column.index for column in columns if column.column]
    for row in sheet.rows:
        if row.number <= heading_row.number or not any(
            _may_be_heading(row.cells[index], words.get(index)) for index in telling[:2]
        ):
            continue
        filled = [(place, cell) for place, cell in enumerate(row.cells) if cell is not None]
        if len(filled) > 1 and all(
            isinstance(cell, str)
            and len(cell) <= LONGEST_HEADING
            and plain(cell) == words.get(place)
            for place, cell in filled
        ):
            yield row.number


def _may_be_heading(cell: CellValue, words: str | None) -> bool:
    """A quick look that leaves out nearly every row: whether a cell is about as long."""
    return type(cell) is str and words is not None and len(cell) <= 2 * len(words) + 10
