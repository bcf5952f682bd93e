"""Word documents (``.docx``, ``.docm``): each table with anything in it becomes a sheet.

What is read of a cell is in ``text``, how cells become columns in ``table``. Tables are
counted as they stand in the document, empty ones too.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from chronology.returns.examination import Format
from chronology.returns.grid import Contents, Grid
from chronology.returns.limits import Limits
from chronology.returns.package import Package, unpack
from chronology.returns.rows import Refused
from chronology.returns.word.table import as_grid, read_rows
from chronology.returns.word.text import MOST_LEVELS, Story, one_line, too_deep
from chronology.returns.word.xml import (
    CHOICES,
    CONTROL,
    ID,
    PARAGRAPH,
    TABLE,
    TYPE,
    Document,
    W,
    content,
    open_document,
    unanswered,
)

LONGEST_TITLE = 200
INTO_A_TABLE = (
    "Put the entries into a table, a row for each: for instance into the blank return that"
    " `chronology template --format docx -o return.docx` makes"
)
NOTES = {"footnotes": (W + "footnote", W + "footnoteReference"),
         "endnotes": (W + "endnote", W + "endnoteReference")}  # fmt: skip
"""By the kind of story: what a note is there, and what refers to it in the text."""


def read(data: bytes, found: Format, limits: Limits) -> Contents:
    """Every table of a Word document. Raises ``Refused``, also where there is none."""
    package = unpack(data, limits)
    document = open_document(package)
    reading = _Reading(document, limits)
    reading.read(document.body, 0)
    if not reading.tables:
        raise Refused("it is a Word document without a table", INTO_A_TABLE)
    if not reading.grids:
        raise Refused("it is a Word document with nothing in its tables", INTO_A_TABLE)
    return Contents(found, reading.grids, [*reading.notes(), *_not_read(document, package)])


class _Reading:
    """A document's body while it is read: its tables, and the paragraphs between them."""

    def __init__(self, document: Document, limits: Limits) -> None:
        self.grids: list[Grid] = []
        self.tables = self._paragraphs = self._kept_comments = 0
        self._comments = _comments(document, limits)
        self._inside = Story(limits, _noted(document, limits), self._comments)
        self._outside = Story(limits)
        self._title: str | None = None
        self._cells_left = limits.cells

    def read(self, parent: Element, depth: int) -> None:
        """Read what stands in the body, in its order."""
        if depth > MOST_LEVELS:
            raise too_deep("elements", MOST_LEVELS)
        for element in parent:
            if element.tag == TABLE:
                self._table(element)
            elif element.tag == PARAGRAPH:
                self._paragraph(element, depth)
            elif element.tag in (CONTROL, CHOICES):
                inside = content(element)
                if inside is not None and not _is_prompt(element):
                    self.read(inside, depth + 1)
            elif len(element):
                self.read(element, depth + 1)

    def _paragraph(self, paragraph: Element, depth: int) -> None:
        text, _ = self._outside.text(paragraph)
        if text:
            self._paragraphs += 1
            self._title = one_line(text, LONGEST_TITLE)
        boxes, self._outside.boxes = self._outside.boxes, []
        for box, _ in boxes:
            self.read(box, depth + 1)

    def _table(self, table: Element) -> None:
        self.tables += 1
        rows = read_rows(table, self._inside)
        grid = as_grid(
            rows, f"table {self.tables}", self._comments, self._inside.words, self._cells_left
        )
        if grid is not None:
            self._cells_left -= grid.height * len(grid.columns)
            grid.title = self._title
            self.grids.append(grid)
        self._kept_comments += sum(len(row.comments) for row in rows)
        self._title = None

    def notes(self) -> list[str]:
        """What a reader should know of how the body was read."""
        inside, lost = self._inside, len(self._comments) - self._kept_comments
        outside = _said(
            self._paragraphs,
            "paragraph stands outside the tables; it was not read as an entry",
            "paragraphs stand outside the tables; they were not read as entries",
        )
        changes = [
            *_said(
                inside.insertions,
                "tracked insertion was read as text",
                "tracked insertions were read as text",
            ),
            *_said(
                inside.deletions,
                "tracked deletion is kept beside the row",
                "tracked deletions are kept beside the row",
            ),
        ]
        return [
            *outside,
            *(["; ".join(changes)] if changes else []),
            *_said(
                self._kept_comments,
                "comment is kept beside the row",
                "comments are kept beside the row",
            ),
            *_said(
                lost,
                "comment stands outside the tables; it was not read",
                "comments stand outside the tables; they were not read",
            ),
        ]


def _said(count: int, one: str, several: str) -> list[str]:
    """How many there were, if any."""
    return [f"{count:,} {one if count == 1 else several}"] if count else []


def _is_prompt(control: Element) -> bool:
    """Whether all that a content control holds is its placeholder."""
    return unanswered(control) and next(control.iter(TABLE), None) is None


def _elements(document: Document, story: str, wanted: str) -> Iterator[Element]:
    for root in document.stories.get(story, []):
        yield from root.iter(wanted)


def _noted(document: Document, limits: Limits) -> dict[tuple[str, str], str]:
    """The footnotes and endnotes, each on one line, by what refers to them and their number."""
    story = Story(limits)
    notes: dict[tuple[str, str], str] = {}
    for kind, (note, reference) in NOTES.items():
        for element in _elements(document, kind, note):
            if element.get(TYPE, "normal") == "normal":  # the others are lines above the notes
                notes[reference, element.get(ID, "")] = one_line(story.cell(element)[0])
    return notes


def _comments(document: Document, limits: Limits) -> dict[str, str]:
    """The comments that say anything, each on one line, by their numbers."""
    story = Story(limits)
    texts = {
        element.get(ID, ""): one_line(story.cell(element)[0])
        for element in _elements(document, "comments", W + "comment")
    }
    return {number: text for number, text in texts.items() if text}


def _not_read(document: Document, package: Package) -> list[str]:
    """Notes on what the document holds beside its body."""
    names = [name.lower() for name in (*package.parts, *package.left_out)]
    notes = []
    if any(f"/{kind}/" in name for name in names for kind in ("media", "charts", "diagrams")):
        notes.append("it has pictures or charts; they were not read")
    if any("/embeddings/" in name for name in names):
        notes.append("it has other files inside it; they were not read")
    if next(document.body.iter(W + "altChunk"), None) is not None:
        notes.append("it has parts of other documents inside it; they were not read")
    edges = [root for kind in ("header", "footer") for root in document.stories.get(kind, [])]
    if any((text.text or "").strip() for root in edges for text in root.iter(W + "t")):
        notes.append("its headers or footers hold text; it was not read")
    if any(name.endswith("vbaproject.bin") for name in names):
        notes.append("it has macros; none was run")
    return notes
