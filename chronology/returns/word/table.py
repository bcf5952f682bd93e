"""A table of a Word document as a grid: its rows all of one width, merged cells filled down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from chronology.returns.grid import Grid
from chronology.returns.merged import Range, take_merged
from chronology.returns.rows import CellValue, Refused
from chronology.returns.word.columns import Places, Shape, columns_of
from chronology.returns.word.text import LONGEST_WORDS, Story, is_gone, one_line
from chronology.returns.word.xml import (
    CELL,
    CELL_PROPERTIES,
    ROW,
    ROW_PROPERTIES,
    SAVE_AGAIN,
    VALUE,
    W,
    within,
)

MOST_COLUMNS = 1_000
"""Word itself allows 63 columns. A cell may claim to span any number of them in a few bytes."""

SPAN, DOWN, ACROSS = W + "gridSpan", W + "vMerge", W + "hMerge"
DELETED_CELL = W + "cellDel"
SHAPING = {SPAN, DOWN, ACROSS, DELETED_CELL}

DELETIONS, COMMENTS = "Tracked deletions", "Comments in Word"


@dataclass(slots=True)
class Cell:
    """A cell: its text, what was deleted from it, the lines of the grid that it spans.

    ``down`` is ``restart`` where a cell merged downwards begins, ``continue`` where it goes on.
    """

    text: str
    removed: list[str]
    span: int = 1
    down: str = ""


@dataclass(slots=True)
class Row:
    """A row: its cells, the lines of the grid left of them, and the numbers of its comments."""

    cells: list[Cell]
    before: int = 0
    gone: bool = False
    comments: list[str] = field(default_factory=list)

    @property
    def shape(self) -> Shape:
        lines = [self.before]
        for cell in self.cells:
            lines.append(lines[-1] + cell.span)
        return tuple(lines)


def read_rows(table: Element, story: Story) -> list[Row]:
    """The rows of a table. Raises ``Refused`` where one claims more columns than a table has."""
    rows = []
    for element in within(table, ROW):
        gone = is_gone(element)
        story.marked = []
        cells: list[Cell] = []
        for part in within(element, CELL):
            _add_cell(cells, part, story, gone)
        story.deletions += gone and any(cell.removed for cell in cells)
        properties = element.find(ROW_PROPERTIES)
        before = properties.find(W + "gridBefore") if properties is not None else None
        row = Row(cells, _number(before, 0), gone, story.marked)
        if row.before + sum(cell.span for cell in cells) > MOST_COLUMNS:
            raise Refused(
                f"a table of it claims more than {MOST_COLUMNS:,} columns; Word allows 63",
                SAVE_AGAIN,
            )
        rows.append(row)
    story.end_comments()
    return rows


def _add_cell(cells: list[Cell], element: Element, story: Story, gone: bool) -> None:
    properties = element.find(CELL_PROPERTIES)
    told = (
        {each.tag: each for each in properties if each.tag in SHAPING}
        if properties is not None
        else {}
    )
    removed = DELETED_CELL in told
    cell = Cell(*story.cell(element, deleted=gone or removed))
    story.deletions += removed and not gone and bool(cell.removed)
    if SPAN in told:
        cell.span = max(_number(told[SPAN], 1), 1)
    if DOWN in told:
        cell.down = "restart" if told[DOWN].get(VALUE) == "restart" else "continue"
    across = ACROSS in told and told[ACROSS].get(VALUE) != "restart"
    if across and cells and not (cell.text or cell.removed):
        cells[-1].span += cell.span  # how Word wrote cells merged sideways until 2003
    else:
        cells.append(cell)


def _number(element: Element | None, otherwise: int) -> int:
    text = element.get(VALUE, "") if element is not None else ""
    if not text.isdecimal():
        return otherwise
    return int(text) if len(text) < 10 else MOST_COLUMNS + 1


def as_grid(
    rows: Sequence[Row], name: str, comments: Mapping[str, str], words: Mapping[str, str], left: int
) -> Grid | None:
    """The rows as a grid; None where they hold nothing.

    ``comments`` has the comments by their numbers, and ``words`` what each of them is about.
    ``left`` is how many cells may still be read; raises ``Refused`` where there are more.
    """
    shapes = [row.shape for row in rows]
    width, places = columns_of(shapes)
    if len(rows) * (width + 2) > left:
        raise Refused("its tables have more cells than are read", "Send it in several parts")
    placed = [places[shape] for shape in shapes]
    columns: list[list[CellValue]] = [[None] * len(rows) for _ in range(width)]
    for number, (row, spans) in enumerate(zip(rows, placed, strict=True)):
        for cell, (column, _) in zip(row.cells, spans, strict=True):
            if cell.text:
                columns[column][number] = cell.text
    heading = _heading_row(rows)
    grid = Grid(name, False, 1, list(columns))
    take_merged(grid, columns, _merged(rows, placed))
    headings = [column[heading] for column in columns] if heading is not None else []
    removed = [
        _removed(row, spans, headings if number != heading else [])
        for number, (row, spans) in enumerate(zip(rows, placed, strict=True))
    ]
    _stand_beside(grid, DELETIONS, removed, heading)
    _stand_beside(grid, COMMENTS, [_commented(row, comments, words) for row in rows], heading)
    return _trimmed(grid)


def _heading_row(rows: Sequence[Row]) -> int | None:
    """The first row that holds anything and wasn't deleted."""
    for number, row in enumerate(rows):
        if not row.gone and any(cell.text for cell in row.cells):
            return number
    return None


def _merged(rows: Sequence[Row], placed: Sequence[Places]) -> list[Range]:
    """The cells merged over several columns or rows, each from its first cell to its last."""
    found: list[Range] = []
    open_ranges: dict[int, int] = {}  # by its column, the place of the cell merged downwards
    for number, (row, spans) in enumerate(zip(rows, placed, strict=True)):
        going_on: dict[int, int] = {}
        for cell, (first, last) in zip(row.cells, spans, strict=True):
            above = open_ranges.get(first) if cell.down == "continue" else None
            if above is not None:
                top, (_, right) = found[above]
                found[above] = (top, (number, max(right, last)))
                going_on[first] = above
            else:
                if cell.down:
                    going_on[first] = len(found)
                if cell.down or last > first:
                    found.append(((number, first), (number, last)))
        open_ranges = going_on
    return [one for one in found if one[0] != one[1]]


def _stand_beside(grid: Grid, title: str, texts: list[str], heading: int | None) -> None:
    """Add a column with what stands beside the rows, where there is anything."""
    beside: list[CellValue] = [text or None for text in texts]
    if not any(beside):
        return
    if heading is not None:
        if beside[heading]:
            grid.notes.append(f"{title} of row {heading + 1}: {one_line(texts[heading])}")
        beside[heading] = title
    grid.columns.append(beside)


def _removed(row: Row, spans: Places, headings: Sequence[CellValue]) -> str:
    """The words deleted from a row, each line with the heading of its column."""
    lines = []
    for cell, (column, _) in zip(row.cells, spans, strict=True):
        if not cell.removed:
            continue
        heading = headings[column] if headings else None
        prefix = f"{one_line(str(heading), LONGEST_WORDS)}: " if heading else ""
        lines += [f"{prefix}‘{words}’" for words in cell.removed]
    return "\n".join(lines)


def _commented(row: Row, comments: Mapping[str, str], words: Mapping[str, str]) -> str:
    """The comments on a row, each after the words that it is about."""
    lines = []
    for number in row.comments:
        about = one_line(words.get(number, ""), LONGEST_WORDS)
        lines.append(f"‘{about}’: {comments[number]}" if about else comments[number])
    return "\n".join(lines)


def _trimmed(grid: Grid) -> Grid | None:
    """The grid from the first row that holds anything to the last; None where none does."""
    filled = [
        number
        for number, cells in enumerate(zip(*grid.columns, strict=True))
        if any(cell is not None for cell in cells)
    ]
    if not filled:
        return None
    first, last = filled[0], filled[-1]
    if (first, last) != (0, grid.height - 1):
        grid.columns = [column[first : last + 1] for column in grid.columns]
        grid.first = first + 1
    return grid
