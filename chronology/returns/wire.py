"""Grids as lines of JSON, from the reading process to the one that asked.

Never pickle: what arrives is data, whatever became of the process that sent it. A column travels
as ``[kind, values]``: ``"text"`` is one string with a mark between the cells (four times as fast
as a list of strings), ``"plain"`` values are as JSON has them, ``"dates"`` are ISO dates, and in a
``"mixed"`` column what JSON has no word for is a list of a tag and its value.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from chronology.returns.grid import Grid
from chronology.returns.rows import CellValue, RawRow, Sheet

STEP = 4096
"""Rows in a message: while one is read, the next is written."""

MARK = "\x7f"
"""Stands between the cells of a text column: no keyboard types it, and JSON leaves it as it is."""

TEXT = {str, type(None)}
PLAIN = {str, int, float, bool, type(None)}
DATES = {date, type(None)}


def messages(grid: Grid) -> Iterator[dict[str, Any]]:
    """A sheet as messages: its head, then its rows, a few thousand at a time."""
    yield {
        "sheet": grid.name,
        "hidden": grid.hidden,
        "first": grid.first,
        "merged": grid.merged,
        "notes": grid.notes,
        "title": grid.title,
    }
    for start in range(0, grid.height, STEP):
        yield {"rows": [_packed(column[start : start + STEP]) for column in grid.columns]}


def _packed(column: Sequence[CellValue]) -> tuple[str, Any]:
    types = set(map(type, column))
    if types <= TEXT:
        text = MARK.join([cell or "" for cell in column])  # type: ignore[misc]
        if text.count(MARK) == len(column) - 1:
            return "text", text
    if types <= PLAIN:
        return "plain", column
    if types <= DATES:
        return "dates", [cell and cell.isoformat() for cell in column]  # type: ignore[union-attr]
    return "mixed", [_tagged(cell) for cell in column]


def _tagged(cell: CellValue) -> Any:
    if isinstance(cell, datetime):
        return ["datetime", cell.isoformat()]
    if isinstance(cell, date):
        return ["date", cell.isoformat()]
    if isinstance(cell, time):
        return ["time", cell.isoformat()]
    if isinstance(cell, timedelta):
        return ["span", cell // timedelta(microseconds=1)]
    return cell


def cells(kind: str, values: Any) -> list[CellValue]:
    """A column's cells as they were before they travelled."""
    if kind == "text":
        return [cell or None for cell in values.split(MARK)]
    if kind == "plain":
        return list(values)
    if kind == "dates":
        return [value and date.fromisoformat(value) for value in values]
    return [_untagged(value) if type(value) is list else value for value in values]


def _untagged(tagged: list[Any]) -> CellValue:
    tag, value = tagged
    if tag == "span":
        return timedelta(microseconds=value)
    kinds: dict[str, type[datetime | date | time]] = {
        "datetime": datetime,
        "date": date,
        "time": time,
    }
    return kinds[tag].fromisoformat(value)


class Arriving:
    """A sheet while its messages come in."""

    def __init__(self, head: dict[str, Any]) -> None:
        self.head = head
        self.rows: list[RawRow] = []

    def add(self, columns: list[list[Any]]) -> None:
        """Take one message's rows."""
        number = self.head["first"] + len(self.rows)
        across = zip(*(cells(kind, values) for kind, values in columns), strict=True)
        self.rows.extend(RawRow(number, row) for number, row in enumerate(across, number))

    def sheet(self) -> Sheet:
        """The sheet, once all has come."""
        return Sheet(
            name=self.head["sheet"],
            hidden=self.head["hidden"],
            rows=tuple(self.rows),
            merged=tuple(self.head["merged"]),
            notes=tuple(self.head["notes"]),
            title=self.head["title"],
        )
