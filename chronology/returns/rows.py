"""Raw rows: what a file holds, before anybody asks what it means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypedDict

CellValue = str | int | float | bool | date | datetime | time | timedelta | None
"""A cell as the file has it. A cell with nothing in it is None, never an empty text."""


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row of a sheet.

    ``number`` counts from 1, as Excel shows it. In a text file it is the number of the record,
    the heading being 1: a quoted cell that runs over several lines is still one record, and a
    first line such as ``sep=;`` isn't counted, because Excel doesn't show it.

    ``cells[0]`` is column A. Every row of a sheet has the same number of cells.
    """

    number: int
    cells: tuple[CellValue, ...]

    @property
    def is_blank(self) -> bool:
        """Whether no cell holds anything but white space."""
        return not any(
            cell is not None and (not isinstance(cell, str) or cell.strip()) for cell in self.cells
        )


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook; a text file has a single one without a name.

    ``rows`` has every row from the first that holds anything to the last, blank ones too.
    ``merged`` are the merged ranges, as ``"B7:B9"``. A value merged down over several rows stands
    in each of them, where the row has something of its own; ``notes`` says so. ``title`` is the
    heading that stands above a table in a document, such as an agency's name or a year.
    """

    name: str | None
    hidden: bool
    rows: tuple[RawRow, ...]
    merged: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    title: str | None = None


class Rejection(TypedDict):
    """A piece of a file that can't become a row: where, what was seen, why, and what would help.

    ``column`` is an element's path, where one is at fault. ``seen`` says what kind of thing stands
    there, never its value.
    """

    place: str
    column: str | None
    seen: str
    why: str
    hint: str


@dataclass(frozen=True, slots=True)
class ReturnFile:
    """A file that was read.

    ``file`` is its path below ``returns/`` with forward slashes, ``format`` what it really is
    (``csv xlsx xlsm xls ods docx fhir pdf``), ``notes`` what a reader should know of how it was
    read. What is said of one sheet stands in that sheet's notes. ``rejected`` are the pieces that
    no sheet has.
    """

    file: str
    sha256: str
    format: str
    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...] = ()
    rejected: tuple[Rejection, ...] = ()


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that could not be read: what was seen, and what would help. The others still are."""

    file: str
    sha256: str | None
    seen: str
    hint: str


class Refused(Exception):
    """Raised while a file is read; it becomes an :class:`Unreadable`. Never quotes a cell."""

    def __init__(self, seen: str, hint: str) -> None:
        super().__init__(seen)
        self.seen = seen
        self.hint = hint
