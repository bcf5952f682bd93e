"""The blank return as a workbook: a table to fill in, and a sheet of guidance. No macros."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING, Any

from chronology.returns.template import AGENCY, Template, guidance_rows, list_rows

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

ROWS = 500
"""Rows that are prepared; more can be added below."""

MADE = datetime(2020, 1, 1)
"""Said to be when each file was made, so that the same words give the same bytes."""

NO_CONVERSION = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
"""A text stays a text, whatever it starts with."""

A4, A3 = 9, 8
MARGINS_INCHES = 0.4
INK, PALE, RULE = "#1F3864", "#E8EDF5", "#BFBFBF"
FIRST_DAY, LAST_DAY = date(1930, 1, 1), date(2099, 12, 31)
DATES = ("Date", "End date (if it went on)", "Date recorded")
LINE_POINTS, HEADING_LINES, HIGHEST_ROW = 15, 3, 409
USED_OF_A_LINE = 0.9
"""How much of a line words fill before they are broken; an estimate, on the safe side."""

GUIDANCE = "Guidance"
GUIDANCE_WIDTHS = (30, 110)


def workbook(texts: Template, agency: str | None) -> bytes:
    """The template as the bytes of an .xlsx file."""
    from xlsxwriter import Workbook

    out = BytesIO()
    with Workbook(out, NO_CONVERSION) as book:
        title = f"Chronology: {agency}" if agency else "Chronology"
        book.set_properties({"title": title, "created": MADE})
        sheet = book.add_worksheet("Chronology")
        guidance = book.add_worksheet(GUIDANCE)
        lists = _write_guidance(book, guidance, texts)
        _write_table(book, sheet, texts, agency)
        for place, column in enumerate(texts.columns):
            _check_cells(sheet, place, column.heading, column.prompt, lists.get(column.heading))
    return out.getvalue()


def page(sheet: Worksheet, paper: int = A4) -> None:
    """A page across, all columns on it."""
    sheet.set_landscape()
    sheet.set_paper(paper)
    sheet.set_margins(*[MARGINS_INCHES] * 4)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&CPage &P of &N")


def headed_table(
    book: Workbook, sheet: Worksheet, headings: list[str], rows: int, about: tuple[str, str]
) -> None:
    """A table with a heading row that stays in sight. ``about`` is its name and what it is for."""
    bold = book.add_format(
        {"bold": True, "text_wrap": True, "valign": "top", "font_color": INK, "bg_color": PALE}
    )
    columns: list[dict[str, Any]] = [
        {"header": heading, "header_format": bold} for heading in headings
    ]
    name, description = about
    options = {
        "columns": columns,
        "style": "Table Style Light 1",
        "name": name,
        "title": name,
        "description": description,
    }
    sheet.add_table(0, 0, max(rows, 1), len(headings) - 1, options)
    sheet.set_row(0, HEADING_LINES * LINE_POINTS)
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)


def entry_format(book: Workbook, **more: Any) -> Format:
    """How a cell of an entry looks: wrapped, from the top, with a thin rule around it."""
    return book.add_format(
        {"text_wrap": True, "valign": "top", "border": 1, "border_color": RULE, **more}
    )


def set_height(sheet: Worksheet, row: int, texts: Iterable[tuple[str, int]]) -> None:
    """Make a row as high as its texts need, each with the width of its column in characters.

    Excel would see to that itself, but other programs show the first line alone.
    """
    lines = max((_lines(text, width) for text, width in texts), default=1)
    if lines > 1:
        sheet.set_row(row, min(lines * LINE_POINTS, HIGHEST_ROW))


def _lines(text: str, width: int) -> int:
    wide = width * USED_OF_A_LINE
    return sum(max(1, ceil(len(line) / wide)) for line in text.split("\n"))


def _write_table(book: Workbook, sheet: Worksheet, texts: Template, agency: str | None) -> None:
    plain = entry_format(book)
    day = entry_format(book, num_format="dd/mm/yyyy")
    clock = entry_format(book, num_format="hh:mm")
    for place, column in enumerate(texts.columns):
        wanted = day if column.heading in DATES else clock if column.heading == "Time" else plain
        sheet.set_column(place, place, column.excel, wanted)
    headed_table(
        book,
        sheet,
        texts.headings,
        ROWS,
        ("Chronology", "One event to a row. How to fill it in is on the sheet Guidance."),
    )
    for row in range(1, ROWS + 1) if agency else ():
        sheet.write_string(row, texts.headings.index(AGENCY), agency, plain)
    page(sheet)
    sheet.activate()


def _write_guidance(book: Workbook, sheet: Worksheet, texts: Template) -> dict[str, str]:
    """Write the guidance; where the words of each list stand, by its heading."""
    page(sheet)
    topic = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "font_color": INK})
    title = book.add_format({"bold": True, "font_size": 16, "font_color": INK})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    for column, (width, kind) in enumerate(zip(GUIDANCE_WIDTHS, (topic, plain), strict=True)):
        sheet.set_column(column, column, width, kind)
    lists: dict[str, str] = {}
    for row, cells in enumerate([*guidance_rows(texts), *list_rows(texts)]):
        for column, text in enumerate(cells):
            if text:
                kind = (topic, plain)[column] if row else title
                sheet.write_string(row, column, text, kind)
        if row:
            set_height(sheet, row, zip(cells, GUIDANCE_WIDTHS, strict=True))
        words = texts.lists.get(cells[0], ())
        if words and cells[1] == words[0]:
            lists[cells[0]] = f"={GUIDANCE}!$B${row + 1}:$B${row + len(words)}"
    return lists


def _check_cells(
    sheet: Worksheet, place: int, heading: str, prompt: str, words: str | None
) -> None:
    """What Excel says beside a column's cells, and what it asks about. It refuses nothing."""
    check: dict[str, Any] = {"validate": "any"}
    if words:
        check = {"validate": "list", "source": words, "error_type": "information"}
        check["error_message"] = "This isn't in the list. That is fine if it says it better."
    if heading in DATES:
        first = chr(ord("A") + place) + "2"
        bounds = (f"DATE({day.year},{day.month},{day.day})" for day in (FIRST_DAY, LAST_DAY))
        least, most = bounds
        formula = f"=OR(ISTEXT({first}),AND({first}>={least},{first}<={most},DAY({first})>1))"
        check = {"validate": "custom", "value": formula, "error_type": "warning"}
        check["error_message"] = (
            "Please look at this date again. If you wrote a month alone, such as June 2021, Excel "
            "has made it the first of that month: write ‘in June 2021’ instead. "
            "If the date is right, choose Yes."
        )
    if heading == AGENCY:
        check["show_error"] = False  # most agencies write their own name
    if prompt:
        check |= {"input_title": heading[:32], "input_message": prompt}
    if check.keys() != {"validate"}:
        sheet.data_validation(1, place, ROWS, place, check)
