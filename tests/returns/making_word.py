"""Word documents for the tests, and how they are read.

Most are written as XML: much of what people do in Word, python-docx can't make.
"""

from __future__ import annotations

import io
from pathlib import Path

import docx
import making

from chronology.returns import Limits, ReturnFile, Unreadable, read_returns
from chronology.returns.grid import Contents, Grid
from chronology.returns.word import read

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
STRICT_LINKS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
NAMES = (
    f'xmlns:w="{MAIN}" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
HEADINGS = ("Date", "Details")


def run(text: str) -> str:
    """A run of plain text."""
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*inside: str, properties: str = "") -> str:
    """A paragraph of runs and the like; a text becomes a run."""
    runs = (one if one.startswith("<") else run(one) for one in inside)
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def cell(*inside: str, properties: str = "") -> str:
    """A cell of paragraphs, tables and the like; a text becomes a paragraph."""
    blocks = (one if one.startswith("<") else paragraph(one) for one in inside)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(blocks)}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """A row of cells, or controls of cells; a text becomes a cell."""
    whole = (one if one.startswith("<") else cell(one) for one in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(whole)}</w:tr>"


def control(inside: str, properties: str = "") -> str:
    """A content control around runs, paragraphs, cells or rows."""
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def inserted(text: str) -> str:
    """A tracked insertion."""
    return f'<w:ins w:id="1" w:author="A. Writer" w:date="2021-05-01T09:00:00Z">{run(text)}</w:ins>'


def deleted(text: str) -> str:
    """A tracked deletion."""
    words = run(text).replace("w:t>", "w:delText>").replace("<w:t ", "<w:delText ")
    return f'<w:del w:id="2" w:author="A. Writer" w:date="2021-05-01T09:00:00Z">{words}</w:del>'


def table(*rows: str) -> str:
    """A table of rows."""
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def entries(*details: str) -> str:
    """A table with headings, and a row on the same day for each of these details.

    A detail is a text, or the runs of a paragraph.
    """
    return table(row(*HEADINGS), *(row("1/3/21", cell(paragraph(one))) for one in details))


def story(kind: str, *notes: str) -> str:
    """The part with footnotes, endnotes or comments, numbered from 1."""
    one = kind.removesuffix("s")
    inside = "".join(
        f'<w:{one} w:id="{number}" w:author="A. Writer" w:initials="AW">{paragraph(text)}</w:{one}>'
        for number, text in enumerate(notes, start=1)
    )
    return f"<w:{kind} {NAMES}>{inside}</w:{kind}>"


def parts(body: str, **stories: str) -> dict[str, str]:
    """The parts of the smallest document that reads, with this in its body.

    ``stories`` are parts such as ``footnotes``, ``header1`` or ``comments``, by their names.
    """
    links = "".join(
        f'<Relationship Id="r{name}" Type="{making.LINKS}/{name.rstrip("0123456789")}" '
        f'Target="{name}.xml"/>'
        for name in stories
    )
    return {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{making.PACKAGE_LINKS}"><Relationship Id="rId1" '
            f'Type="{making.LINKS}/officeDocument" Target="word/document.xml"/></Relationships>'
        ),
        "word/document.xml": f"<w:document {NAMES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": (
            f'<Relationships xmlns="{making.PACKAGE_LINKS}">{links}</Relationships>'
        ),
        **{f"word/{name}.xml": part for name, part in stories.items()},
    }


def document(body: str, **stories: str) -> bytes:
    """The smallest document that reads."""
    return making.packed(parts(body, **stories))


def plain_document(rows: list[list[str]]) -> bytes:
    """A document with one table, as python-docx makes it."""
    made = docx.Document()
    grid = made.add_table(rows=len(rows), cols=len(rows[0]))
    texts = [text for cells in rows for text in cells]
    for written, text in zip(grid._cells, texts, strict=True):
        written.text = text
    saved = io.BytesIO()
    made.save(saved)
    return saved.getvalue()


def contents(body: str, **stories: str) -> Contents:
    """What is read of a document, in this process."""
    return read(document(body, **stories), "docx", Limits())


def only_grid(body: str, **stories: str) -> Grid:
    """The only table of a document."""
    (grid,) = contents(body, **stories).grids
    return grid


def rows(grid: Grid) -> list[tuple[object, ...]]:
    """A grid's cells, row by row."""
    return list(zip(*grid.columns, strict=True))


def through_the_child(path: Path, data: bytes) -> ReturnFile | Unreadable:
    """What comes back from the reading process."""
    path.write_bytes(data)
    (found,) = read_returns([(path.name, path)])
    return found
