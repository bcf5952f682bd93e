"""Cells as a reader sees them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time

from chronology.returns import CellValue


def as_written(cell: CellValue) -> str:
    """A cell as the words a reader sees."""
    if type(cell) is str:
        return cell.strip()
    if isinstance(cell, bool):
        return "Yes" if cell else "No"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d" if cell.time() == time() else "%Y-%m-%d %H:%M")
    return str(cell).strip()


def is_filled(cell: CellValue) -> bool:
    """Whether a cell holds anything but white space."""
    return cell is not None and (not isinstance(cell, str) or bool(cell.strip()))


SENTENCE = 30
"""Letters that a sentence has, where no heading says that sentences stand in a column."""


def holds_sentences(cells: Sequence[CellValue], rows: int) -> bool:
    """Whether sentences stand in the filled cells of a column, in half of so many rows or more."""
    lengths = [len(cell) for cell in cells if isinstance(cell, str)]
    return 2 * len(lengths) >= rows and sum(lengths) >= SENTENCE * len(lengths) > 0
