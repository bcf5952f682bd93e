"""Cells merged over several rows or columns, in documents."""

from __future__ import annotations

from collections.abc import Sequence

from chronology.returns.grid import Grid, were
from chronology.returns.rows import CellValue
from chronology.returns.worksheet import column_letters

Range = tuple[tuple[int, int], tuple[int, int]]
"""The row and column, from 0, of the first cell and of the last."""


def take_merged(grid: Grid, columns: Sequence[list[CellValue]], ranges: Sequence[Range]) -> None:
    """Fill a grid's columns down, and put its merged ranges and a note on the rows into it."""
    filled = _fill_down(columns, ranges)
    if filled:
        grid.notes.append(f"{were(filled, 'row')} filled from cells merged downwards")
    grid.merged = [_name(merged) for merged in ranges]


def _fill_down(columns: Sequence[list[CellValue]], ranges: Sequence[Range]) -> int:
    """Repeat a value merged over several rows in each of them, as for workbooks.

    A row with nothing of its own stays as it is: it is the lower part of a tall row, not another
    entry. Returns how many rows changed.
    """
    downwards = [one for one in ranges if one[1][0] > one[0][0]]
    if not downwards:
        return 0
    own = {
        number
        for number, cells in enumerate(zip(*columns, strict=True))
        if any(cell is not None for cell in cells)
    }
    filled: set[int] = set()
    for (top, column), (bottom, _) in downwards:
        cells = columns[column]
        for below in range(top + 1, bottom + 1):
            if cells[top] is not None and below in own and cells[below] is None:
                cells[below] = cells[top]
                filled.add(below)
    return len(filled)


def _name(merged: Range) -> str:
    """``((6, 1), (8, 1))`` is ``"B7:B9"``."""
    (top, left), (bottom, right) = merged
    return f"{column_letters(left + 1)}{top + 1}:{column_letters(right + 1)}{bottom + 1}"
