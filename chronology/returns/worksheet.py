"""What a worksheet's XML says that the reader of workbooks doesn't tell, or must not be asked.

calamine reserves memory for every cell between the first and the last used one, so a sheet with
just A1 and XFD1048576 aborts the process (calamine issue 693). The cells themselves are looked at:
what the sheet declares as its dimension proves nothing. calamine also gives an error cell such as
``#REF!`` as empty, and doesn't tell a formula that was never calculated from an empty cell.

The XML is searched, not parsed: a parse would take longer than reading the workbook.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from posixpath import dirname, join, normpath
from xml.etree import ElementTree

from chronology.returns.examination import SEND_AGAIN
from chronology.returns.limits import Limits
from chronology.returns.rows import Refused

UNUSUAL_CELL = re.compile(rb'<c(?! r="[A-Z]\d{1,5}"|[A-Za-z])')
"""A cell right of column Z or below row 99,999, or one that isn't written as Excel writes it.

Most sheets have none, and then no cell has to be looked at by itself.
"""

FILLED_CELL = re.compile(
    rb"""<(?:\w+:)?c\s[^<]*?\br\s*=\s*["']([A-Za-z]{1,8})(\d{1,12})["'][^<]*>\s*<(?:\w+:)?(?:v|is|f)\b"""
)
"""A cell with something in it. Cells that are only coloured or bordered take no memory."""

ERROR_CELL = re.compile(
    rb"""<(?:\w+:)?c\s(?=[^<>]*\bt="e")[^<>]*?\br="([A-Z]{1,3})(\d{1,7})"[^<>]*>"""
    rb"""(?:<(?:\w+:)?f\b[^<]*(?:/>|</(?:\w+:)?f>))?<(?:\w+:)?v>([^<]{1,40})<"""
)
UNCALCULATED = re.compile(
    rb"""<(?:\w+:)?c\s[^<>]*>\s*<(?:\w+:)?f\b[^<]*(?:/>|</(?:\w+:)?f>)\s*"""
    rb"""(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>|</(?:\w+:)?c>)"""
)
HIDDEN_COLUMN = re.compile(
    rb"""<(?:\w+:)?col\s(?=[^<>]*\bhidden="(?:1|true)")[^<>]*?\bmin="(\d{1,5})\""""
)
HIDDEN_ROW = re.compile(rb"""<(?:\w+:)?row\s[^<>]*\bhidden="(?:1|true)\"""")
SHARED_TEXT = re.compile(rb"""\bt="s"[^<>]*>\s*<(?:\w+:)?v>(\d{1,9})<""")
RELATIONSHIP_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
STRICT_RELATIONSHIP_ID = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
USUAL_REACH = 99_999 * 26


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen in a worksheet.

    Error cells are given by row and column from 0, hidden columns by the first of each group,
    comments by the number of their row.
    """

    errors: tuple[tuple[int, int, str], ...] = ()
    uncalculated: int = 0
    hidden_rows: int = 0
    hidden_columns: tuple[str, ...] = ()
    comments: Mapping[int, list[str]] = field(default_factory=dict)


def look_at(worksheet: bytes, limits: Limits) -> Look:
    """Look through a worksheet's XML. Raises ``Refused`` where it reaches too far."""
    unusual = b":c " in worksheet or UNUSUAL_CELL.search(worksheet)
    if unusual or limits.cells < USUAL_REACH:
        _check_reach(worksheet, limits)
    hidden = b"hidden=" in worksheet
    errors = ERROR_CELL.findall(worksheet) if b't="e"' in worksheet else []
    return Look(
        errors=tuple(
            (int(row) - 1, column_number(letters) - 1, unescape(text.decode("utf-8", "replace")))
            for letters, row, text in errors
        ),
        uncalculated=len(UNCALCULATED.findall(worksheet)) if b"<f" in worksheet else 0,
        hidden_rows=len(HIDDEN_ROW.findall(worksheet)) if hidden else 0,
        hidden_columns=tuple(
            column_letters(int(first))
            for first in (HIDDEN_COLUMN.findall(worksheet) if hidden else ())
        ),
    )


def _check_reach(worksheet: bytes, limits: Limits) -> None:
    last_row = last_column = 0
    columns: set[bytes] = set()
    for letters, row in FILLED_CELL.findall(worksheet):
        last_row = max(last_row, int(row))
        columns.add(letters)
    last_column = max(map(column_number, columns), default=0)
    if last_row * last_column > limits.cells:
        raise too_far(last_row, last_column)


def too_far(last_row: int, last_column: int) -> Refused:
    """The refusal of a sheet with a cell far away from the others."""
    return Refused(
        f"a sheet reaches to row {last_row:,} and column {column_letters(last_column)}",
        "Delete the empty rows and columns after the last entry in Excel, and save",
    )


def check_shared_text(parts: Mapping[str, bytes], limits: Limits) -> None:
    """Refuse a workbook in which many cells share a long text. Raises ``Refused``.

    A text is stored once and read anew for every cell that shows it: a file of 100 kB could ask
    for terabytes.
    """
    shared = b"".join(parts[name] for name in parts if name.lower().endswith("sharedstrings.xml"))
    uses = sum(part.count(b't="s"') for name, part in parts.items() if is_worksheet(name))
    if len(shared) * uses <= limits.text_characters:
        return
    lengths = [len(text) for text in shared.split(b"si>")[1::2]]
    if max(lengths, default=0) * uses <= limits.text_characters:
        return
    total = 0
    for name, part in parts.items():
        if is_worksheet(name):
            for index, count in Counter(SHARED_TEXT.findall(part)).items():
                place = int(index)
                total += lengths[place] * count if place < len(lengths) else 0
    if total > 2 * limits.text_characters:  # markup counts here, and is not text
        raise too_much_text(limits)


def too_much_text(limits: Limits) -> Refused:
    """The refusal of more text than the limits allow."""
    return Refused(
        f"it holds more than {limits.text_characters:,} characters", "Send it in several parts"
    )


def is_worksheet(name: str) -> bool:
    """Whether a part of a workbook is a worksheet."""
    return "/worksheets/" in name.lower() and name.lower().endswith(".xml")


def worksheet_parts(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The part that holds each sheet, by the sheet's name. Raises ``Refused``."""
    try:
        book_name = next(name for name in parts if name.lower() == "xl/workbook.xml")
        book = ElementTree.fromstring(parts[book_name])
        links_name = f"{dirname(book_name)}/_rels/workbook.xml.rels"
        links = ElementTree.fromstring(parts[links_name])
    except (ElementTree.ParseError, StopIteration, KeyError):
        raise Refused("it is damaged: its list of sheets can't be read", SEND_AGAIN) from None
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    found: dict[str, str] = {}
    for element in book.iter():
        if element.tag.rpartition("}")[2] == "sheet":
            link = element.get(RELATIONSHIP_ID) or element.get(STRICT_RELATIONSHIP_ID)
            target = targets.get(link, "")
            path = target.lstrip("/") if target.startswith("/") else join("xl", target)
            found.setdefault(element.get("name", ""), normpath(path))
    return found


def column_number(letters: bytes | str) -> int:
    """``"A"`` is 1, ``"XFD"`` is 16384."""
    number = 0
    for letter in letters.encode() if isinstance(letters, str) else letters:
        number = number * 26 + (letter & 0x1F)  # the same for capitals and small letters
    return number


def column_letters(number: int) -> str:
    """1 is ``"A"``, 16384 is ``"XFD"``."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
