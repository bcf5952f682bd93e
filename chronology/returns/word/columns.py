"""Which column of a Word table a cell belongs to.

Word keeps a grid of all the vertical edges in a table. Where rows were pasted together, or an edge
was dragged in a few rows, it has many more lines than the table has columns, and the same column
begins at another line in every other row. A person counts cells; so does this, as far as the lines
that rows share don't say otherwise.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import pairwise

Shape = tuple[int, ...]
"""The lines of the grid, from 0, at which the cells of a row begin, and the line where it ends."""

Places = tuple[tuple[int, int], ...]
"""The first and the last column, from 0, of each cell of a row."""


def columns_of(shapes: Iterable[Shape]) -> tuple[int, dict[Shape, Places]]:
    """How many columns the rows of a table have, and where the cells of each shape of row stand."""
    begins = _settled(list(dict.fromkeys(shapes)))
    lines = sorted({line for places in begins.values() for line in places})
    number = {line: column for column, line in enumerate(lines)}
    found: dict[Shape, Places] = {}
    for shape, places in begins.items():
        firsts = [number[line] for line in places]
        ends = [*firsts[1:], bisect_left(lines, shape[-1])]
        found[shape] = tuple(
            (first, max(first, end - 1)) for first, end in zip(firsts, ends, strict=False)
        )
    return len(lines), found


def _settled(shapes: list[Shape]) -> dict[Shape, tuple[int, ...]]:
    """For each shape of row, the line that each of its cells is taken to begin at.

    Rows of the most cells come first: they show the columns. A row is like the first with as many
    cells, unless a cell of it begins where another column is known to begin.
    """
    meant: dict[int, int] = {}
    first: dict[int, tuple[int, ...]] = {}
    settled: dict[Shape, tuple[int, ...]] = {}
    for shape in sorted(shapes, key=len, reverse=True):
        lines = shape[:-1]
        known = tuple(meant.get(line, line) for line in lines)
        like = first.setdefault(len(lines), known)
        alike = all(meant.get(line, at) == at for line, at in zip(lines, like, strict=True))
        places = like if alike else known
        if any(left >= right for left, right in pairwise(places)):
            places = lines
        settled[shape] = places
        for line, place in zip(lines, places, strict=True):
            meant.setdefault(line, place)
    return settled
