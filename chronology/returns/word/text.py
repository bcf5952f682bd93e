"""The text of a Word document's cells and paragraphs, as somebody who reads it in Word sees it.

Tracked insertions are part of the text. Tracked deletions are not, and are kept beside it; so are
comments. Field codes, and placeholders of content controls that nobody has filled in, are no text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from xml.etree.ElementTree import Element

from chronology.returns.limits import Limits
from chronology.returns.rows import Refused
from chronology.returns.word.symbols import symbol
from chronology.returns.word.xml import (
    CELL,
    CHOICES,
    CONTROL,
    CONTROL_PROPERTIES,
    DELETED,
    ID,
    INSERTED,
    MOVED_AWAY,
    MOVED_HERE,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    ROW,
    ROW_PROPERTIES,
    RUN_PROPERTIES,
    TABLE,
    VALUE,
    W,
    content,
    is_on,
    unanswered,
    within,
)
from chronology.returns.worksheet import too_much_text

TEXT, RUN = W + "t", W + "r"
PROPERTIES = {W + name for name in ("rPr", "pPr", "tcPr", "tblPr", "tblGrid", "sdtPr", "sectPr")}
MATHS = ("schemas.openxmlformats.org/officeDocument/2006", "purl.oclc.org/ooxml/officeDocument")
MOST_TABLES = 50
MOST_LEVELS = 250
"""How deep tables, and elements of any kind, may stand in each other. Word itself stops far below;
each level takes two calls, and Python allows a thousand."""

LONGEST_WORDS = 60
TICKED, UNTICKED = "☒", "☐"


def one_line(text: str, longest: int | None = None) -> str:
    """Text with single spaces for all its white space, cut at ``longest`` characters."""
    text = " ".join(text.split())
    if longest is None or len(text) <= longest:
        return text
    return f"{text[: longest - 1].rstrip()}…"


def is_gone(row: Element) -> bool:
    """Whether a row was deleted as a whole, and the deletion tracked."""
    properties = row.find(ROW_PROPERTIES)
    return properties is not None and properties.find(DELETED) is not None


def too_deep(what: str, most: int) -> Refused:
    """The refusal of a document that nests things as none that people write does."""
    return Refused(
        f"it has {what} within each other, more than {most} deep",
        "Copy its table into a new Word document, save that, and use it instead",
    )


class Story:
    """Reads text, and remembers what it met on the way.

    ``notes`` are the footnotes and endnotes by the element that refers to them and by number, and
    ``comments`` those comments by number that are wanted. ``insertions`` and ``deletions`` count
    the tracked changes that hold text; ``marked`` has the numbers of the comments met since it was
    last emptied, and ``words`` what each comments on.
    """

    def __init__(
        self,
        limits: Limits,
        notes: Mapping[tuple[str, str], str] | None = None,
        comments: Mapping[str, str] | None = None,
    ) -> None:
        self.insertions = self.deletions = 0
        self.marked: list[str] = []
        self.words: dict[str, str] = {}
        self.boxes: list[tuple[Element, int]] = []
        self._open: list[str] = []
        self._limits, self._notes, self._comments = limits, notes or {}, comments or {}
        self._noted = self._level = self._lost = 0
        self._begin(deleted=False)

    def _begin(self, *, deleted: bool) -> None:
        self._out: list[str] = []
        self._removed: list[list[str]] = []
        self._removed_at = -1
        self._deleting = int(deleted)
        self._fields: list[str] = []

    def text(self, element: Element, *, deleted: bool = False) -> tuple[str, list[str]]:
        """The text in an element and, each on a line of its own, the words deleted from it.

        Text boxes are left in ``boxes``. With ``deleted``, all that it holds counts as deleted.
        """
        self._begin(deleted=deleted)
        self._walk(element, 0)
        return self._read()

    def cell(self, cell: Element, *, deleted: bool = False) -> tuple[str, list[str]]:
        """Like :meth:`text`, with the text of text boxes at the end."""
        self._begin(deleted=deleted)
        self._walk(cell, 0)
        while self.boxes:
            box, self._deleting = self.boxes.pop(0)
            self._fields = []
            self._walk(box, 0)
        return self._read()

    def end_comments(self) -> None:
        """Let no comment go on: the text that follows stands elsewhere."""
        self._open = []

    def _read(self) -> tuple[str, list[str]]:
        text = "".join(self._out).strip("\n")
        if "\r" in text or "\u00ad" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00ad", "")
        removed = [one_line("".join(words)) for words in self._removed]
        return "" if text.isspace() else text, [words for words in removed if words]

    def _walk(self, parent: Element, depth: int) -> None:
        if depth > MOST_LEVELS:
            raise too_deep("elements", MOST_LEVELS)
        for element in parent:
            tag = element.tag
            if tag == TEXT:
                self._say(element.text)
            elif tag == RUN:
                self._walk(element, depth + 1)
            elif tag == PARAGRAPH:
                self._walk(element, depth + 1)
                if not _runs_on(element):
                    self._say("\n")
            elif tag not in PROPERTIES:
                read = READERS.get(tag)
                if read is not None:
                    read(self, element, depth + 1)
                elif len(element):
                    self._walk(element, depth + 1)

    def _say(self, text: str | None) -> None:
        if not text or (self._fields and any(state != "result" for state in self._fields)):
            return
        if self._deleting:
            self._lose(text)
        else:
            self._out.append(text)
        for number in self._open:
            if len(self.words[number]) <= LONGEST_WORDS:
                self.words[number] += text[: LONGEST_WORDS + 1]

    def _lose(self, text: str) -> None:
        """Keep deleted text; what follows on deleted text directly belongs to it."""
        self._lost += not text.isspace()
        if self._removed_at == len(self._out):
            self._removed[-1].append(text)
        else:
            self._removed.append([text])
            self._removed_at = len(self._out)

    def _table(self, table: Element, depth: int) -> None:
        """A table inside a cell: its rows on lines, its cells with bars between them."""
        self._level += 1
        if self._level > MOST_TABLES:
            raise too_deep("tables", MOST_TABLES)
        for row in within(table, ROW):
            before, whole, gone = self._lost, self._deleting > 0, is_gone(row)
            self._deleting += gone
            texts = [self._inner_cell(cell, depth + 2) for cell in within(row, CELL)]
            self._deleting -= gone
            self.deletions += gone and not whole and self._lost > before
            if any(texts):
                self._out.append(" | ".join(texts) + "\n")
        self._level -= 1

    def _inner_cell(self, cell: Element, depth: int) -> str:
        outer, self._out = self._out, []
        self._removed_at = -1
        self._walk(cell, depth)
        text = one_line("".join(self._out))
        self._out, self._removed_at = outer, -1
        return text

    def _insertion(self, inserted: Element, depth: int) -> None:
        before = len(self._out)
        self._walk(inserted, depth)
        self.insertions += len(self._out) > before

    def _deletion(self, removed: Element, depth: int) -> None:
        before, whole = self._lost, self._deleting > 0
        self._deleting += 1
        self._walk(removed, depth)
        self._deleting -= 1
        self.deletions += self._lost > before and not whole

    def _deleted_text(self, text: Element, depth: int) -> None:
        self._deleting += 1
        self._say(text.text)
        self._deleting -= 1

    def _control(self, control: Element, depth: int) -> None:
        inside = content(control)
        if inside is None or unanswered(control):
            return
        box = _check_box(control)
        if box is None:
            self._walk(inside, depth + 1)
        else:
            self._say(box)
            if inside.find(PARAGRAPH) is not None:
                self._say("\n")

    def _alternatives(self, choices: Element, depth: int) -> None:
        inside = content(choices)
        if inside is not None:
            self._walk(inside, depth + 1)

    def _field(self, mark: Element, depth: int) -> None:
        """A mark at the beginning, the middle or the end of a field. Only its result is text."""
        kind = mark.get(W + "fldCharType")
        if kind == "begin":
            shown = _form_field(mark)
            self._say(shown)
            self._fields.append("code" if shown is None else "told")
        elif kind == "separate" and self._fields and self._fields[-1] == "code":
            self._fields[-1] = "result"
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _note(self, reference: Element, depth: int) -> None:
        text = self._notes.get((reference.tag, reference.get(ID, "")))
        if text:
            self._noted += len(text)
            if self._noted > self._limits.text_characters:
                raise too_much_text(self._limits)
            self._say(f" [note: {text}]")

    def _comment(self, mark: Element, depth: int) -> None:
        number = mark.get(ID, "")
        if number in self._comments and number not in self.words:
            self.marked.append(number)
            self.words[number] = ""
            if mark.tag == W + "commentRangeStart":
                self._open.append(number)

    def _comment_end(self, mark: Element, depth: int) -> None:
        number = mark.get(ID, "")
        if number in self._open:
            self._open.remove(number)

    def _box(self, box: Element, depth: int) -> None:
        self.boxes.append((box, self._deleting))

    def _symbol(self, element: Element, depth: int) -> None:
        self._say(symbol(element.get(W + "font", ""), element.get(W + "char", "")))


def _runs_on(paragraph: Element) -> bool:
    """Whether the end of a paragraph was deleted or moved, so that the next one belongs to it."""
    properties = paragraph.find(PARAGRAPH_PROPERTIES)
    mark = properties.find(RUN_PROPERTIES) if properties is not None else None
    return mark is not None and any(child.tag in (DELETED, MOVED_AWAY) for child in mark)


def _check_box(control: Element) -> str | None:
    """What a check box shows; None for any other control."""
    properties = control.find(CONTROL_PROPERTIES)
    for kind in properties if properties is not None else ():
        space, _, name = kind.tag.rpartition("}")
        if name == "checkbox":
            ticked = kind.find(f"{space}}}checked")
            return TICKED if is_on(ticked, f"{space}}}val") else UNTICKED
    return None


def _form_field(mark: Element) -> str | None:
    """What a check box or drop-down of an old form shows; None for any other field."""
    data = mark.find(W + "ffData")
    box = data.find(W + "checkBox") if data is not None else None
    if box is not None:
        checked = box.find(W + "checked")
        return (
            TICKED if is_on(box.find(W + "default") if checked is None else checked) else UNTICKED
        )
    entries = data.find(W + "ddList") if data is not None else None
    if entries is None:
        return None
    chosen = entries.find(W + "result")
    chosen = entries.find(W + "default") if chosen is None else chosen
    place = chosen.get(VALUE, "0") if chosen is not None else "0"
    texts = {str(n): entry for n, entry in enumerate(entries.findall(W + "listEntry"))}
    return texts[place].get(VALUE, "") if place in texts else ""


def _saying(text: str) -> Callable[[Story, Element, int], None]:
    return lambda story, element, depth: story._say(text)


READERS: dict[str, Callable[[Story, Element, int], None]] = {
    TABLE: Story._table,
    INSERTED: Story._insertion,
    MOVED_HERE: Story._insertion,
    DELETED: Story._deletion,
    MOVED_AWAY: Story._deletion,
    W + "delText": Story._deleted_text,
    CONTROL: Story._control,
    CHOICES: Story._alternatives,
    W + "fldChar": Story._field,
    W + "footnoteReference": Story._note,
    W + "endnoteReference": Story._note,
    W + "commentRangeStart": Story._comment,
    W + "commentReference": Story._comment,
    W + "commentRangeEnd": Story._comment_end,
    W + "txbxContent": Story._box,
    W + "sym": Story._symbol,
    W + "tab": _saying("\t"),
    W + "ptab": _saying("\t"),
    W + "br": _saying("\n"),
    W + "cr": _saying("\n"),
    W + "noBreakHyphen": _saying("-"),
    W + "rt": _saying(""),  # how a word is pronounced, above it
    **{
        f"{{http://{place}/math}}t": lambda story, text, depth: story._say(text.text)
        for place in MATHS
    },
}
"""What is done at an element. Any other is walked through; its own text, if any, is not shown."""
