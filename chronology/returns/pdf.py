"""Tables with ruled lines in PDFs, read with pdfplumber. Needs the extra ``pdf``.

A PDF holds where letters and lines stand on a page, and nothing of tables: what is read here is put
together from places, and a note says so. Each table of each page is a sheet.
"""

from __future__ import annotations

import logging
from io import BytesIO
from typing import TYPE_CHECKING

from chronology.returns.examination import WITHOUT_PASSWORD, Format
from chronology.returns.grid import Contents, Grid
from chronology.returns.limits import Limits
from chronology.returns.merged import Range, take_merged
from chronology.returns.rows import CellValue, Refused

if TYPE_CHECKING:
    from pdfplumber.page import Page
    from pdfplumber.table import Table

ASK = "Ask for the Word or Excel file it was made from"
END, END_WITHIN = b"%%EOF", 4096
"""What stands near the end of every whole PDF. Of one that was cut short, pdfplumber would read the
pages that arrived and say nothing of the others."""

LINE_WIDTH = 1.0
"""How far, in points, the edges of cells may lie across each other."""

CHECK_ROWS = (
    "read from a PDF: check every row against the original, because a PDF holds positions, not"
    " tables"
)


def read(data: bytes, found: Format, limits: Limits) -> Contents:
    """Every ruled table of a PDF. Raises ``Refused``, also where there is none."""
    try:
        import pdfplumber
        from pdfminer.pdfdocument import PDFPasswordIncorrect
    except ImportError:
        raise Refused(
            "it is a PDF", f"{ASK}; or install case-chronology[pdf], which reads tables out of PDFs"
        ) from None
    if END not in data[-END_WITHIN:]:
        raise _damaged()
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # its warnings may quote the text
    pages = _Pages(limits)
    try:
        with pdfplumber.open(BytesIO(data)) as document:
            for page in document.pages:
                pages.read(page)
                page.close()
    except (Refused, MemoryError):
        raise
    except Exception as error:  # what a damaged file makes of the library is not foreseen in it
        causes = (error, *error.args, error.__cause__, error.__context__)
        if any(isinstance(cause, PDFPasswordIncorrect) for cause in causes):
            raise Refused("it is protected by a password", WITHOUT_PASSWORD) from None
        raise _damaged() from None
    return Contents(found, pages.found(), pages.notes())


def _damaged() -> Refused:
    return Refused(
        "it is damaged, or only part of it arrived", f"{ASK}, or for it to be sent again"
    )


class _Pages:
    """What was found on the pages so far."""

    def __init__(self, limits: Limits) -> None:
        self._grids: list[Grid] = []
        self._letters = self._lines = 0
        self._cells_left = limits.cells

    def read(self, page: Page) -> None:
        """Take a page's tables, and count the lines of text outside them."""
        self._letters += len(page.chars)
        tables = [table for table in page.find_tables() if len(table.cells) > 1]
        for number, table in enumerate(tables, start=1):
            grid = _grid(f"page {page.page_number} table {number}", table)
            self._cells_left -= grid.height * len(grid.columns)
            if self._cells_left < 0:
                raise Refused("its tables have more cells than are read", "Send it in parts")
            if any(cell is not None for column in grid.columns for cell in column):
                self._grids.append(grid)
        boxes = [table.bbox for table in tables]
        outside = page.filter(lambda thing: not any(_is_in(thing, box) for box in boxes))
        self._lines += sum(bool(line.strip()) for line in outside.extract_text().splitlines())

    def found(self) -> list[Grid]:
        """The tables of all pages. Raises ``Refused`` where there is none."""
        if self._grids:
            return self._grids
        if not self._letters:
            raise Refused("it is a PDF of pictures, such as a scan: it holds no text", ASK)
        raise Refused("it is a PDF without a table that has ruled lines", ASK)

    def notes(self) -> list[str]:
        """What a reader should know of how it was read."""
        notes = [CHECK_ROWS]
        if self._lines == 1:
            notes.append("1 line of text stands outside the tables; it was not read as an entry")
        elif self._lines:
            notes.append(
                f"{self._lines:,} lines of text stand outside the tables;"
                " they were not read as entries"
            )
        return notes


def _grid(name: str, table: Table) -> Grid:
    rows = [[_cell(text) for text in row] for row in table.extract()]
    width = max(map(len, rows), default=0)
    columns: list[list[CellValue]] = [
        [row[place] if place < len(row) else None for row in rows] for place in range(width)
    ]
    grid = Grid(name, False, 1, list(columns))
    take_merged(grid, columns, _merged_down(table))
    return grid


def _merged_down(table: Table) -> list[Range]:
    """The cells that reach down over the tops of further rows."""
    found: list[Range] = []
    rows = table.rows
    for number, row in enumerate(rows):
        for column, box in enumerate(row.cells):
            last = number
            while box and last + 1 < len(rows) and rows[last + 1].bbox[1] < box[3] - LINE_WIDTH:
                last += 1
            if last > number:
                found.append(((number, column), (last, column)))
    return found


def _cell(text: str | None) -> str | None:
    return text if text and not text.isspace() else None


def _is_in(thing: dict[str, float], box: tuple[float, float, float, float]) -> bool:
    """Whether the middle of a letter stands in a box of left, top, right and bottom."""
    left, top, right, bottom = box
    across, down = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
    return left <= across <= right and top <= down <= bottom
