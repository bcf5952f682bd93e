"""The comments that people attach to cells of a workbook: they say what the cells don't."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from posixpath import basename, dirname, join, normpath
from xml.etree import ElementTree

from chronology.returns.grid import Grid
from chronology.returns.worksheet import column_number

KIND = "/comments"
THREAD = re.compile(r"^\[Threaded comment\].*?\n\s*Comment:\s*", re.DOTALL)
"""What Excel writes before the text of a comment that can be answered."""

REPLY = re.compile(r"\n\s*Reply:\s*")
CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
AUTHOR = re.compile(r"^[^\n:]{1,60}:\n")
"""The author's name, which Excel puts on a line of its own before an old comment."""


def comments_of(parts: Mapping[str, bytes], sheet: str) -> dict[int, list[str]]:
    """The comments of a sheet's part by row: ``"on D7: seen again in clinic"``."""
    found: dict[int, list[tuple[int, str]]] = {}
    for path in _paths(parts, sheet):
        for place, text in _texts(parts[path]):
            cell = CELL.fullmatch(place)
            if cell and text:
                row, column = int(cell[2]), column_number(cell[1])
                found.setdefault(row, []).append((column, f"comment on {place}: {text}"))
    return {row: [text for _, text in sorted(of_row)] for row, of_row in found.items()}


def add_comments(grid: Grid, comments: Mapping[int, list[str]]) -> None:
    """Put comments beside their rows, in a column of its own at the right."""
    inside = {row: texts for row, texts in comments.items() if 0 <= row - grid.first < grid.height}
    outside = [row for row in sorted(comments) if row not in inside]
    if outside:
        rows = ", ".join(map(str, outside[:5])) + (" …" if len(outside) > 5 else "")
        grid.notes.append(f"comments stand beside no entry, and were not read: row {rows}")
    if not inside:
        return
    beside = ["\n".join(inside.get(row + grid.first, ())) or None for row in range(grid.height)]
    grid.columns.append(beside)
    count = sum(map(len, inside.values()))
    was = "1 comment was" if count == 1 else f"{count:,} comments were"
    grid.notes.append(f"{was} read beside the rows that they are attached to")


def _paths(parts: Mapping[str, bytes], sheet: str) -> Iterator[str]:
    links = parts.get(f"{dirname(sheet)}/_rels/{basename(sheet)}.rels")
    try:
        relations = ElementTree.fromstring(links) if links else ()
    except ElementTree.ParseError:
        return
    for link in relations:
        target = link.get("Target", "")
        path = normpath(
            target.lstrip("/") if target.startswith("/") else join(dirname(sheet), target)
        )
        if link.get("Type", "").endswith(KIND) and path in parts:
            yield path


def _texts(part: bytes) -> Iterator[tuple[str, str]]:
    try:
        root = ElementTree.fromstring(part)
    except ElementTree.ParseError:
        return
    for element in root.iter():
        if element.tag.rpartition("}")[2] == "comment":
            runs = (it.text or "" for it in element.iter() if it.tag.rpartition("}")[2] == "t")
            text = THREAD.sub("", "".join(runs))
            text = REPLY.sub("\nreply: ", AUTHOR.sub("", text))
            yield element.get("ref", ""), text.strip()
