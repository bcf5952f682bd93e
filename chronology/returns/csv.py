"""Text files: one record a row, its cells separated by commas, semicolons, tabs or bars.

Everything stays text: no number, date or formula is made of a cell. An empty cell is None, line
ends within a cell are ``\\n``, and rows are padded to the same number of cells.
"""

from __future__ import annotations

import codecs
import csv
import io
import sys
from collections import Counter
from collections.abc import Iterable, Iterator

from chronology.returns.examination import Format
from chronology.returns.grid import Contents, Grid, were
from chronology.returns.limits import Limits
from chronology.returns.rows import CellValue, Refused

DELIMITERS = ",;\t|"
SAMPLE_RECORDS = 50
SAMPLE_CHARACTERS = 1_000_000
DISORDER = "some quotation marks are not closed or doubled; the rows were read as they stand"
CONTROL_SHARE = 0.02
"""A file with more control characters than this isn't text."""

MARKS: tuple[tuple[bytes, str, str], ...] = (
    (codecs.BOM_UTF8, "utf-8", ""),
    (codecs.BOM_UTF32_LE, "utf-32-le", "read as UTF-32 text"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "read as UTF-16 text"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "read as UTF-16 text"),
)


def read(data: bytes, found: Format, limits: Limits) -> Contents:
    """The records of a text file as one sheet. Raises ``Refused``."""
    text, notes = decode(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text, delimiter = _declared(text)
    delimiter = delimiter or sniff(text)
    records, quoting_note = _records(text, delimiter, limits)
    grid_notes = [quoting_note] if quoting_note else _run_on_notes(records, delimiter)
    grid = _grid(records, limits)
    grid.notes += grid_notes
    return Contents(found, [grid], notes)


def decode(data: bytes) -> tuple[str, list[str]]:
    """The text, and a note on how it was read where that wasn't UTF-8. Raises ``Refused``.

    Guessing encodings goes wrong on Windows-1252, so nothing is guessed: the mark at the start
    says which it is, and bytes that are not UTF-8 are what Windows-1252 has for them.
    """
    for mark, encoding, note in MARKS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, "replace")
            notes = [note] if note else []
            break
    else:
        text, notes = _utf8_or_windows(data)
    if "\x00" in text:
        raise _not_text()
    controls = sum(text.count(chr(code)) for code in range(32) if chr(code) not in "\t\n\v\f\r")
    if controls > CONTROL_SHARE * len(text):
        raise _not_text()
    lost = text.count("\ufffd")
    if lost:
        notes.append(f"{were(lost, 'character')} not readable, and replaced by \ufffd")
    return text, notes


def _utf8_or_windows(data: bytes) -> tuple[str, list[str]]:
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        pass
    foreign = 0

    def as_windows(error: UnicodeError) -> tuple[str, int]:
        nonlocal foreign
        assert isinstance(error, UnicodeDecodeError)
        foreign += 1
        wrong = error.object[error.start : error.start + 1]
        return wrong.decode("cp1252", "replace"), error.start + 1

    codecs.register_error("windows-1252", as_windows)
    text = data.decode("utf-8", "windows-1252")
    beyond_ascii = sum(character > "\x7f" for character in text)
    if foreign == beyond_ascii:
        return text, ["read as Windows-1252 text, not UTF-8"]
    return text, [f"read as UTF-8 text, of which {were(foreign, 'character')} Windows-1252"]


def _not_text() -> Refused:
    return Refused(
        "it is neither a workbook nor text (it has control characters)",
        "Save it in Excel as a workbook (.xlsx) or as CSV UTF-8",
    )


def _declared(text: str) -> tuple[str, str | None]:
    """The text without a first line ``sep=;``, which Excel writes and hides, and what it says."""
    first, _, rest = text.partition("\n")
    first = first.strip('"')
    if first.lower().startswith("sep=") and len(first) == len("sep=;"):
        return rest, first[-1]
    return text, None


def sniff(text: str) -> str:
    """The character that separates cells: the one that cuts most records alike.

    A separator that leaves quotation marks in disorder comes last; between equals, the one that
    isn't followed by a space, as a comma in a sentence is, then the one that gives more cells.
    """
    best, best_score = DELIMITERS[0], (False, 0.0, 0.0, 0)
    text = text[:SAMPLE_CHARACTERS]
    for delimiter in DELIMITERS:
        orderly, widths = _sample(text, delimiter)
        wide = Counter(width for width in widths if width > 1)
        if not wide:
            continue
        width, alike = max(wide.items(), key=lambda item: (item[1], item[0]))
        spaced = text.count(delimiter + " ") / max(text.count(delimiter), 1)
        score = (orderly, round(alike / len(widths), 2), 1 - round(spaced, 2), width)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _sample(text: str, delimiter: str) -> tuple[bool, list[int]]:
    """Whether the first records keep to the quoting rules, and how many cells each has."""
    _allow_long_cells()
    for strict in (True, False):
        widths: list[int] = []
        try:
            for record in csv.reader(io.StringIO(text), delimiter=delimiter, strict=strict):
                if record:
                    widths.append(len(record))
                if len(widths) == SAMPLE_RECORDS:
                    break
        except csv.Error:
            continue
        return strict, widths
    return False, []


def _allow_long_cells() -> None:
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))


def _records(text: str, delimiter: str, limits: Limits) -> tuple[list[list[str]], str | None]:
    _allow_long_cells()
    try:
        strictly = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
        return _within(strictly, limits), None
    except csv.Error:
        pass
    _, widths = _sample(text[:SAMPLE_CHARACTERS], delimiter)
    width = max(Counter(widths).items(), key=lambda item: (item[1], item[0]), default=(1, 0))[0]
    return _within(_loosely(text, delimiter, width, limits), limits), DISORDER


def _within(records: Iterable[list[str]], limits: Limits) -> list[list[str]]:
    kept: list[list[str]] = []
    widest = 1
    for record in records:
        kept.append(record)
        widest = max(widest, len(record))
        if len(kept) * widest > limits.cells:
            raise Refused(
                f"it has {len(kept):,} rows of up to {widest:,} cells, or more",
                "Delete empty rows and columns after the last entry, or send it in parts",
            )
    return kept


def _loosely(text: str, delimiter: str, width: int, limits: Limits) -> Iterator[list[str]]:
    """Records of a text whose quotation marks are in disorder.

    A mark closes a cell only before a delimiter or the end of a line. One that would then swallow
    lines which look like records is taken for a mere character.
    """
    place, end = 0, len(text)
    record: list[str] = []
    while place < end:
        cell, place = _loose_cell(text, place, delimiter, width, limits)
        record.append(cell)
        if place >= end or text[place] == "\n":
            yield record if record != [""] else []
            record = []
        place += 1
    if record:
        yield [*record, ""]


def _loose_cell(
    text: str, start: int, delimiter: str, width: int, limits: Limits
) -> tuple[str, int]:
    """A cell and the place just after it."""
    if text.startswith('"', start):
        close = _closing_mark(text, start + 1, delimiter, start + limits.cell_characters)
        if close is not None:
            cell = text[start + 1 : close].replace('""', '"')
            if not _looks_like_records(cell, delimiter, width):
                return cell, close + 1
    line_end = text.find("\n", start)
    line_end = len(text) if line_end < 0 else line_end
    stop = text.find(delimiter, start, line_end)
    stop = line_end if stop < 0 else stop
    return text[start:stop], stop


def _closing_mark(text: str, place: int, delimiter: str, furthest: int) -> int | None:
    while True:
        place = text.find('"', place, furthest)
        if place < 0:
            return None
        after = text[place + 1 : place + 2]
        if after in ("", "\n", delimiter):
            return place
        place += 2 if after == '"' else 1


def _looks_like_records(cell: str, delimiter: str, width: int) -> bool:
    return width > 1 and any(line.count(delimiter) >= width - 1 for line in cell.split("\n")[1:])


def _run_on_notes(records: list[list[str]], delimiter: str) -> list[str]:
    """A note where a cell holds lines that look like records of their own."""
    width = len(records[0]) if records else 0
    notes = []
    for number, record in enumerate(records, start=1):
        if any("\n" in cell and _looks_like_records(cell, delimiter, width) for cell in record):
            notes.append(
                f"row {number} has a cell with lines that look like rows: "
                "a quotation mark may be missing"
            )
    return notes[:10]


def _grid(records: list[list[str]], limits: Limits) -> Grid:
    first = next((place for place, cells in enumerate(records) if any(cells)), len(records))
    used = records[first:]
    width = max(map(len, used), default=0)
    columns: list[list[CellValue]] = [[None] * len(used) for _ in range(width)]
    for row, cells in enumerate(used):
        for column, cell in enumerate(cells):
            if cell:
                columns[column][row] = cell
    return Grid(None, False, first + 1, list(columns))
