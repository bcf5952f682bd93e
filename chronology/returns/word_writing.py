"""What our own Word documents have in common: landscape pages, one table, no date of their own."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape, quoteattr

MADE = datetime(2020, 1, 1)
"""Said to be when each file was made, so that the same words give the same bytes."""

EARLIEST_IN_ZIP = (1980, 1, 1, 0, 0, 0)
UNIX = 3
NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LANGUAGE = "en-GB"
MARGIN_MM = 10
CELL_MARGIN_MM = 0.8
FONT = "Arial"
TWIPS_IN_A_MM = 1440 / 25.4
INK, PALE, PLACEHOLDER_INK = "1F3864", "E8EDF5", "595959"
ENTRY = "Entry"
PLACEHOLDER = "Placeholder Text"


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its headings with their widths in millimetres, what it is for, and its rows.

    A row is the inside of its cells, as XML; see :func:`paragraph`.
    """

    headings: Sequence[str]
    widths: Sequence[float]
    title: str
    description: str
    rows: Iterable[Sequence[str]]
    whole_rows: bool = False
    """Whether a row stays on one page, if it fits on one."""


def new_document(title: str, width_mm: int, height_mm: int, points: float) -> Any:
    """An empty document in British English on pages of this size, its table set in ``points``."""
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    document = Document()
    (section,) = document.sections
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(width_mm), Mm(height_mm)
    for side in ("left", "right", "top", "bottom"):
        setattr(section, f"{side}_margin", Mm(MARGIN_MM))
    about = document.core_properties
    about.title, about.author, about.last_modified_by, about.comments = title, "", "", ""
    about.language, about.created, about.modified, about.revision = LANGUAGE, MADE, MADE, 1
    _without_thumbnail(document)
    _add_styles(document, points)
    return document


def _without_thumbnail(document: Any) -> None:
    links = document.part.package.rels
    for name in [name for name, link in links.items() if link.reltype.endswith("/thumbnail")]:
        del links[name]


def _add_styles(document: Any, points: float) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    document.styles["Normal"].font.name = FONT
    entry = document.styles.add_style(ENTRY, WD_STYLE_TYPE.PARAGRAPH)
    entry.base_style = document.styles["Normal"]
    entry.font.size = Pt(points)
    entry.paragraph_format.space_after = Pt(0)
    shown = document.styles.add_style(PLACEHOLDER, WD_STYLE_TYPE.CHARACTER)
    shown.font.color.rgb = RGBColor.from_string(PLACEHOLDER_INK)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)


def paragraph(inside: str, style: str = ENTRY) -> str:
    """A paragraph of a cell, as XML. ``inside`` is XML too; see :func:`run`."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{inside}</w:p>'


def run(text: str, properties: str = "") -> str:
    """A text, with its line breaks and tabs, as XML."""
    lines = text.split("\n")
    inside = "<w:br/>".join(_tabbed(line) for line in lines)
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{inside}</w:r>"


def _tabbed(line: str) -> str:
    parts = (
        f'<w:t xml:space="preserve">{escape(part)}</w:t>' if part else ""
        for part in line.split("\t")
    )
    return "<w:tab/>".join(parts)


def attribute(value: str) -> str:
    """A value in its quotation marks, as XML."""
    return quoteattr(value)


def add_table(document: Any, table: Table) -> None:
    """Put a table at the end of a document; its heading row stands on every page."""
    from docx.oxml import parse_xml

    body = document.element.body
    end = body.sectPr
    end.addprevious(parse_xml(_table(table)))
    end.addprevious(parse_xml(f'<w:p xmlns:w="{NAMESPACE}"/>'))  # Word wants one after a table


def _table(table: Table) -> str:
    widths = [round(width * TWIPS_IN_A_MM) for width in table.widths]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    bold = f'<w:b/><w:color w:val="{INK}"/>'
    head = [paragraph(run(heading, bold)) for heading in table.headings]
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{PALE}"/>'
    whole = "<w:cantSplit/>" if table.whole_rows else ""
    rows = "".join(_row(cells, widths, whole) for cells in table.rows)
    margin = round(CELL_MARGIN_MM * TWIPS_IN_A_MM)
    return (
        f'<w:tbl xmlns:w="{NAMESPACE}"><w:tblPr><w:tblStyle w:val="TableGrid"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:left w:w="{margin}" w:type="dxa"/>'
        f'<w:right w:w="{margin}" w:type="dxa"/></w:tblCellMar>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:noHBand="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val={quoteattr(table.title)}/>"
        f"<w:tblDescription w:val={quoteattr(table.description)}/></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>"
        f"{_row(head, widths, '<w:cantSplit/><w:tblHeader/>', shade)}{rows}</w:tbl>"
    )


def _row(cells: Sequence[str], widths: Sequence[int], properties: str, shade: str = "") -> str:
    inside = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>{cell}</w:tc>'
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{inside}</w:tr>"


def saved(document: Any) -> bytes:
    """The document's bytes, which say nothing of when they were written."""
    written, out = BytesIO(), BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as parts, zipfile.ZipFile(out, "w") as packing:
        for part in parts.infolist():
            told = zipfile.ZipInfo(part.filename, EARLIEST_IN_ZIP)
            told.compress_type, told.create_system = zipfile.ZIP_DEFLATED, UNIX
            packing.writestr(told, parts.read(part))
    return out.getvalue()
