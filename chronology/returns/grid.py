"""A sheet on its way from a reader to :class:`~chronology.returns.rows.Sheet`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from chronology.returns.limits import Limits
from chronology.returns.rows import CellValue, Refused, Rejection


@dataclass(slots=True)
class Grid:
    """A sheet's cells, column by column: that is how they travel fastest.

    ``first`` is the number of the first row, ``title`` what stands above a table. All columns are
    equally long.
    """

    name: str | None
    hidden: bool
    first: int
    columns: list[Sequence[CellValue]]
    merged: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    title: str | None = None

    @property
    def height(self) -> int:
        return len(self.columns[0]) if self.columns else 0


@dataclass(slots=True)
class Contents:
    """All that a reader makes of one file; ``rejected`` are pieces that could not become rows."""

    format: str
    grids: list[Grid]
    notes: list[str]
    rejected: list[Rejection] = field(default_factory=list)


def were(count: int, what: str) -> str:
    """How many there were: "1 row was", "3 rows were"."""
    return f"{count:,} {what} was" if count == 1 else f"{count:,} {what}s were"


def check_text(grids: list[Grid], limits: Limits) -> None:
    """Refuse cells or whole files with more text than the limits allow. Raises ``Refused``."""
    total = 0
    for grid in grids:
        for place, column in enumerate(grid.columns, start=1):
            lengths = [len(cell) for cell in column if type(cell) is str]
            longest = max(lengths, default=0)
            if longest > limits.cell_characters:
                where = f"sheet {grid.name!r}, column {place}" if grid.name else f"column {place}"
                raise Refused(
                    f"a cell in {where} holds {longest:,} characters",
                    "Look for a quotation mark that isn't closed, or split the cell",
                )
            total += sum(lengths)
    if total > limits.text_characters:
        raise Refused(
            f"it holds more than {limits.text_characters:,} characters", "Send it in several parts"
        )
