"""The blank return as a Word document: guidance in short, and a table to fill in. No macros.

Dates and lists are content controls, which take other words as well. What they show before anybody
has filled them in is marked as a placeholder, and is not read as an answer.
"""

from __future__ import annotations

from itertools import count

from chronology.returns.template import AGENCY, Template
from chronology.returns.word_writing import (
    LANGUAGE,
    PLACEHOLDER,
    Table,
    add_table,
    attribute,
    new_document,
    paragraph,
    run,
    saved,
)

ROWS = 20
"""Rows that are prepared; the Tab key in the last cell adds more."""

A4_MM = (297, 210)
POINTS = 8
DATE = "Date"


def document(texts: Template, agency: str | None) -> bytes:
    """The template as the bytes of a .docx file."""
    title = f"Chronology: {agency}" if agency else "Chronology"
    made = new_document(title, *A4_MM, POINTS)
    made.add_heading(title, 1)
    made.add_paragraph(texts.guidance.about)
    for line in texts.guidance.short:
        made.add_paragraph(line, "List Bullet")
    made.add_heading("Entries", 2)
    numbers = count(1)
    rows = [
        [_cell(column.heading, texts, agency, numbers) for column in texts.columns]
        for _ in range(ROWS)
    ]
    widths = [column.word for column in texts.columns]
    description = "One event to a row. How to fill it in is said above the table."
    table = Table(texts.headings, widths, "Chronology", description, rows, whole_rows=True)
    add_table(made, table)
    return saved(made)


def _cell(heading: str, texts: Template, agency: str | None, numbers: count[int]) -> str:
    if heading == AGENCY and agency:
        return paragraph(run(agency))
    if heading == DATE:
        kind = (
            '<w:date><w:dateFormat w:val="dd/MM/yyyy"/>'
            f'<w:lid w:val="{LANGUAGE}"/><w:storeMappedDataAs w:val="dateTime"/>'
            '<w:calendar w:val="gregorian"/></w:date>'
        )
        return paragraph(_control(heading, kind, texts.placeholders.date, next(numbers)))
    words = texts.lists.get(heading)
    if words:
        items = "".join(
            f"<w:listItem w:displayText={attribute(word)} w:value={attribute(word)}/>"
            for word in words
        )
        kind = f"<w:comboBox>{items}</w:comboBox>"
        return paragraph(_control(heading, kind, texts.placeholders.list, next(numbers)))
    return paragraph("")


def _control(heading: str, kind: str, placeholder: str, number: int) -> str:
    style = PLACEHOLDER.replace(" ", "")
    shown = run(placeholder, f'<w:rStyle w:val="{style}"/>')
    return (
        f"<w:sdt><w:sdtPr><w:alias w:val={attribute(heading)}/><w:tag w:val={attribute(heading)}/>"
        f'<w:id w:val="{number}"/><w:showingPlcHdr/>{kind}</w:sdtPr>'
        f"<w:sdtContent>{shown}</w:sdtContent></w:sdt>"
    )
