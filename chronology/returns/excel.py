"""Workbooks: ``.xlsx``, ``.xlsm``, ``.xls``, and ``.ods``, read with calamine.

Formulas give the value that was saved with them; macros and pictures are not read. In
``.xls`` and ``.ods`` files, calamine gives error cells as empty or as their text, and says nothing
of hidden rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from chronology.returns import opendocument
from chronology.returns.cell_comments import add_comments, comments_of
from chronology.returns.examination import SEND_AGAIN, WITHOUT_PASSWORD, Format
from chronology.returns.grid import Contents, Grid, were
from chronology.returns.limits import Limits
from chronology.returns.package import Package, unpack
from chronology.returns.rows import CellValue, Refused
from chronology.returns.worksheet import (
    Look,
    check_shared_text,
    column_letters,
    column_number,
    look_at,
    too_far,
    worksheet_parts,
)

Range = tuple[tuple[int, int], tuple[int, int]]
LARGEST_EXACT = 2.0**53
"""Up to here a floating point number that is whole can be written as a whole number."""


def read(data: bytes, found: Format, limits: Limits) -> Contents:
    """Every worksheet of a workbook. Raises ``Refused``."""
    looks: dict[str, Look] = {}
    notes: list[str] = []
    source = BytesIO(data)
    if found != "xls":
        package = unpack(data, limits)
        looks, notes = _look_into(package, found, limits)
        source = package.repacked()
    try:
        with CalamineWorkbook.from_filelike(source) as workbook:
            grids = _sheets(workbook, looks, notes, limits)
    except PasswordError:
        raise Refused("it is protected by a password", WITHOUT_PASSWORD) from None
    except CalamineError:
        raise Refused("it is damaged, or not written as Excel would", SEND_AGAIN) from None
    return Contents(found, grids, notes)


def _look_into(
    package: Package, found: Format, limits: Limits
) -> tuple[dict[str, Look], list[str]]:
    """What calamine won't tell of each sheet, and what a reader should know of the file."""
    if found == "ods":
        opendocument.check(package.parts, limits)
        return {}, []
    check_shared_text(package.parts, limits)
    places = worksheet_parts(package.parts)
    looks = {
        name: replace(
            look_at(package.parts[place], limits), comments=comments_of(package.parts, place)
        )
        for name, place in places.items()
        if place in package.parts
    }
    return looks, _not_read([*package.parts, *package.left_out])


def _not_read(names: list[str]) -> list[str]:
    """Notes on what the workbook holds beside cells."""

    def holds(*starts: str) -> bool:
        return any(name.lower().startswith(starts) for name in names)

    notes = []
    if holds("xl/media/", "xl/drawings/drawing"):
        notes.append("it has pictures, shapes or text boxes; they were not read")
    if holds("xl/vbaproject.bin"):
        notes.append("it has macros; none was run")
    return notes


def _sheets(
    workbook: CalamineWorkbook, looks: dict[str, Look], notes: list[str], limits: Limits
) -> list[Grid]:
    grids: list[Grid] = []
    left = limits.cells
    for index, about in enumerate(workbook.sheets_metadata):
        if about.typ != SheetTypeEnum.WorkSheet:
            notes.append(f"sheet {about.name!r} holds no cells (a chart or macro); it was not read")
            continue
        sheet = workbook.get_sheet_by_index(index)
        last_row, last_column = sheet.end or (-1, -1)
        left -= (last_row + 1) * (last_column + 1)
        if left < 0:
            raise too_far(last_row + 1, last_column + 1)
        grid = _grid(sheet, about, looks.get(about.name, Look()), limits)
        if grid.hidden:
            notes.append(f"sheet {about.name!r} is hidden; its {were(grid.height, 'row')} read")
        grids.append(grid)
    return grids


def _grid(sheet: CalamineSheet, about: SheetMetadata, look: Look, limits: Limits) -> Grid:
    first_row, first_column = sheet.start or (0, 0)
    rows = sheet.to_python(skip_empty_area=True)
    columns: list[Sequence[CellValue]] = [[None] * len(rows)] * first_column
    columns += [_cells(column) for column in zip(*rows, strict=True)]
    hidden = about.visible != SheetVisibleEnum.Visible
    grid = Grid(about.name, hidden, first_row + 1, columns)
    _restore_errors(grid, look)
    ranges = sheet.merged_cell_ranges or []
    grid.merged = [range_name(merged) for merged in ranges]
    filled = fill_down(grid, ranges, limits)
    if filled:
        grid.notes.append(f"{were(filled, 'row')} filled from cells merged downwards")
    if look.uncalculated:
        grid.notes.append(
            f"{were(look.uncalculated, 'formula')} never calculated, and left empty: "
            "open the workbook in Excel and save it"
        )
    if look.hidden_rows:
        grid.notes.append(f"{were(look.hidden_rows, 'row')} hidden in Excel, and read as well")
    for letters in look.hidden_columns:
        if column_number(letters) <= len(columns):
            grid.notes.append(f"column {letters} was hidden in Excel, and read as well")
    add_comments(grid, look.comments)
    return grid


def _cells(column: Sequence[object]) -> list[CellValue]:
    """A column with nothing for empty text, whole numbers as such, and plain line ends."""
    return [_cell(cell) for cell in column]


def _cell(cell: object) -> CellValue:
    if type(cell) is str:
        return (plain_lines(cell) if "\r" in cell else cell) or None
    if type(cell) is float and cell.is_integer() and abs(cell) <= LARGEST_EXACT:
        return int(cell)
    return cell  # type: ignore[return-value]  # calamine gives nothing but cell values


def plain_lines(text: str) -> str:
    """Text with ``\\n`` at the end of every line, whatever the file has."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _restore_errors(grid: Grid, look: Look) -> None:
    """Put ``#REF!`` and the like back where calamine left nothing."""
    shown = 0
    for row, column, text in look.errors:
        place = row + 1 - grid.first
        if column < len(grid.columns) and 0 <= place < grid.height:
            cells = list(grid.columns[column])
            cells[place] = text
            grid.columns[column] = cells
            shown += 1
    if shown:
        grid.notes.append(f"{were(shown, 'cell')} an error such as #REF!, which stands as text")


def fill_down(grid: Grid, ranges: Sequence[Range], limits: Limits) -> int:
    """Repeat a value merged over several rows in each of them; return how many rows changed.

    A row with nothing of its own stays as it is: it is the lower part of a tall row, not another
    entry. What is merged over several columns stays in the first.
    """
    filled: set[int] = set()
    left = limits.cells
    last_row = grid.first - 1 + grid.height
    own = _rows_with_own_cells(grid, ranges)
    for (top, column), (bottom, _) in ranges:
        place, end = top + 1 - grid.first, min(bottom + 1, last_row) + 1 - grid.first
        if end - place < 2 or place < 0 or column >= len(grid.columns):
            continue
        value = grid.columns[column][place]
        left -= end - place
        if value is None or left < 0:
            continue
        cells = grid.columns[column]
        assert isinstance(cells, list)
        for below in range(place + 1, end):
            if below in own and cells[below] is None:
                cells[below] = value
                filled.add(below)
    return len(filled)


def _rows_with_own_cells(grid: Grid, ranges: Sequence[Range]) -> set[int]:
    if not any(bottom > top for (top, _), (bottom, _) in ranges):
        return set()
    return {
        place
        for place, cells in enumerate(zip(*grid.columns, strict=True))
        if any(cell is not None for cell in cells)
    }


def range_name(merged: Range) -> str:
    """``((6, 1), (8, 1))`` is ``"B7:B9"``."""
    (top, left), (bottom, right) = merged
    return f"{column_letters(left + 1)}{top + 1}:{column_letters(right + 1)}{bottom + 1}"
