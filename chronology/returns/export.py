"""Events as a file that a panel can work on in Office, and that can be read in again.

Every column of ``tables.EVENTS`` is there, so that a date such as "two days later" means the same
without the row it followed; ids are not, because they are worked out again. ``records.exported``
reads it. What a format can't hold is escaped (``escaping``), and comes back as it was.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chronology.errors import CaseProblem
from chronology.returns.escaping import escaped, guarded
from chronology.returns.template import OfficeFormat, write_new

if TYPE_CHECKING:
    import polars as pl
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet


@dataclass(frozen=True, slots=True)
class Field:
    """A column of the export: what its heading is, which column of events it holds, how wide.

    ``excel`` is in characters, ``word`` in millimetres (A3 landscape holds 400).
    """

    heading: str
    column: str
    excel: int
    word: float


FIELDS = (
    Field("Date as written", "date_text", 14, 19),
    Field("Earliest date", "earliest", 11, 17),
    Field("Latest date", "latest", 11, 17),
    Field("Time", "at", 7, 10),
    Field("Agency", "agency", 14, 19),
    Field("Source of information", "source", 13, 19),
    Field("Who wrote it", "author", 13, 17),
    Field("Who was present or spoken of", "who_text", 16, 20),
    Field("Type of contact", "event_type", 13, 17),
    Field("Was the child seen?", "child_seen", 10, 13),
    Field("What happened", "record", 50, 72),
    Field("What was done or decided", "action", 30, 36),
    Field("Comment", "comment", 24, 26),
    Field("Shared with", "shared_with", 12, 14),
    Field("Date recorded", "recorded_on", 11, 17),
    Field("Reference", "reference", 11, 17),
    Field("Other columns", "other", 16, 18),
    Field("Codes", "codes", 12, 14),
    Field("Tracked deletions", "deleted", 14, 16),
    Field("Agency kind", "agency_kind", 13, 16),
    Field("All agency kinds", "agency_kinds", 13, 16),
    Field("Precision of the date", "precision", 11, 16),
    Field("Note on the date", "date_note", 16, 18),
    Field("Order in its return", "sequence", 9, 12),
    Field("First file", "source_file", 16, 18),
    Field("First place", "source_place", 16, 18),
)
"""The columns of an export, in their order: first what is read most, then where it comes from."""

WORKED_OUT = ("case_id", "event_id", "account_of")
"""The columns of events that an export leaves out: they are the same when it is read in again."""

SELDOM = ("other", "codes", "deleted")
"""Left out of a workbook where nothing stands in them."""

ALWAYS = ("date_text", "earliest", "latest", "precision", "agency", "record")
"""All but these are left out of a Word document where nothing stands in them."""

AS_TYPED = ("date_text", "at")
"""What somebody types under these stays as typed: Excel makes no date or time of it."""

LONGEST_IN_EXCEL = 32_767
"""What one cell of Excel holds, in units of UTF-16. The rest goes into columns of its own."""

MOST_ROWS_IN_EXCEL = 1_048_575
FIRST_DAY_IN_EXCEL = date(1900, 3, 1)
"""Excel believes in a 29 February 1900; days before it are written as text."""

A3_MM, A3_WITHIN_MM = (420, 297), 400
POINTS_IN_WORD = 7.5
DAY_IN_WORD = "%d/%m/%Y"  # what Word breaks over two lines otherwise
ABOUT = (
    "Merged chronology",
    "One event to a row. It can be read in again as long as its headings stay.",
)


def write_events(events: pl.DataFrame, path: Path, format: OfficeFormat) -> None:
    """Write events, columns as in ``tables.EVENTS``. The same events give the same bytes.

    An empty text is written as none. Raises ``CaseProblem`` where the file is there already or
    can't be written, or where there are more events than the format holds.
    """
    made = {"xlsx": _workbook, "docx": _document, "csv": _text}[format]
    write_new(path, made(list(events.select(it.column for it in FIELDS).iter_rows())))


Row = Sequence[Any]


def _plain(value: Any) -> str:
    """A value as text: dates and times as ISO has them, seconds only where there are some."""
    if isinstance(value, time):
        return value.isoformat("auto" if value.second or value.microsecond else "minutes")
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else escaped(str(value))


# ------------------------------------------------------------------------------------------- text


def _text(rows: list[Row]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(it.heading for it in FIELDS)
    writer.writerows([guarded(_plain(value)) for value in row] for row in rows)
    return codecs.BOM_UTF8 + out.getvalue().encode()


# ---------------------------------------------------------------------------------------- workbook


def _workbook(rows: list[Row]) -> bytes:
    from xlsxwriter import Workbook

    from chronology.returns.template_excel import (
        A3,
        MADE,
        NO_CONVERSION,
        headed_table,
        page,
        set_height,
    )

    if len(rows) > MOST_ROWS_IN_EXCEL:
        raise CaseProblem(
            "the export", f"{len(rows):,} events are more than a sheet of Excel holds", "Use csv"
        )
    out = io.BytesIO()
    with Workbook(out, NO_CONVERSION) as book:
        book.set_properties({"title": ABOUT[0], "created": MADE})
        sheet = book.add_worksheet("Chronology")
        for number, row in enumerate(rows, start=1):
            texts = ((str(value), it.excel) for it, value in zip(FIELDS, row, strict=True))
            set_height(sheet, number, texts)
        headings = list(_write_columns(book, sheet, rows))
        headed_table(book, sheet, headings, len(rows), ("Chronology", ABOUT[1]))
        page(sheet, A3)
    return out.getvalue()


def _write_columns(book: Workbook, sheet: Worksheet, rows: list[Row]) -> Iterator[str]:
    """Write the cells, column by column; give each column's heading."""
    from chronology.returns.template_excel import entry_format

    looks = {
        "plain": entry_format(book),
        "typed": entry_format(book, num_format="@"),
        "day": entry_format(book, num_format="dd/mm/yyyy"),
        "formula-like": entry_format(book, quote_prefix=True),  # a text still after an edit
    }
    place = 0
    for index, it in _kept(rows, set(SELDOM)):
        parts = [_cells(row[index]) for row in rows]
        for number in range(max(map(len, parts), default=1) or 1):
            look = looks["typed" if it.column in AS_TYPED else "plain"]
            sheet.set_column(place, place, it.excel, look)
            for row, cells in enumerate(parts, start=1):
                if number < len(cells):
                    _write_cell(sheet, row, place, cells[number], looks, look)
            place += 1
            yield _heading(it.heading, number)


def _kept(rows: list[Row], where_filled: set[str]) -> Iterator[tuple[int, Field]]:
    """The columns to write, with their places: some only where something stands in them."""
    for index, it in enumerate(FIELDS):
        if it.column not in where_filled or any(row[index] not in (None, "") for row in rows):
            yield index, it


def _heading(heading: str, number: int) -> str:
    """The heading of a column, or of what didn't fit into the cells before."""
    if number == 0:
        return heading
    return f"{heading} (continued)" if number == 1 else f"{heading} (continued {number})"


def _write_cell(
    sheet: Worksheet, row: int, column: int, cell: Any, looks: dict[str, Format], look: Format
) -> None:
    if isinstance(cell, int):
        sheet.write_number(row, column, cell, look)
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, cell, looks["day"])
    else:
        like_formula = cell != guarded(cell)
        sheet.write_string(row, column, cell, looks["formula-like"] if like_formula else look)


def _cells(value: Any) -> list[Any]:
    """What stands for a value in a workbook: no cell, one, or several for a long text."""
    if value is None or value == "":
        return []
    if isinstance(value, int) or (isinstance(value, date) and value >= FIRST_DAY_IN_EXCEL):
        return [value]
    if not isinstance(value, str):
        return [_plain(value)]
    return list(_pieces(value))


def _pieces(text: str) -> Iterator[str]:
    """A text cut so that each piece fits into a cell, escaped piece by piece."""
    while text:
        size = min(len(text), LONGEST_IN_EXCEL)
        while _units(piece := escaped(text[:size])) > LONGEST_IN_EXCEL:
            size = size * 2 // 3
        yield piece
        text = text[size:]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


# ---------------------------------------------------------------------------------------- document


def _document(rows: list[Row]) -> bytes:
    from chronology.returns.word_writing import Table, add_table, new_document, saved

    kept = list(_kept(rows, {it.column for it in FIELDS} - set(ALWAYS)))
    share = A3_WITHIN_MM / sum(it.word for _, it in kept)
    made = new_document(ABOUT[0], *A3_MM, POINTS_IN_WORD)
    made.add_heading(ABOUT[0], 1)
    made.add_paragraph(ABOUT[1])
    table = Table(
        headings=[it.heading for _, it in kept],
        widths=[it.word * share for _, it in kept],
        title=ABOUT[0],
        description=ABOUT[1],
        rows=_word_rows(rows, [index for index, _ in kept]),
    )
    add_table(made, table)
    return saved(made)


def _word_rows(rows: Iterable[Row], kept: Sequence[int]) -> Iterator[list[str]]:
    from chronology.returns.word_writing import paragraph, run

    for row in rows:
        texts = (_word_text(row[index]) for index in kept)
        yield [paragraph(run(text) if text else "") for text in texts]


def _word_text(value: Any) -> str:
    if isinstance(value, date):
        return value.strftime(DAY_IN_WORD)
    # Word hides soft hyphens, and readers leave them out
    return _plain(value).replace("\u00ad", "[U+00AD]")
