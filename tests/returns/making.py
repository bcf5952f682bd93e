"""Files for the tests of reading returns: real ones, old ones, broken ones and hostile ones."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
WORKSHEET = f"{LINKS}/worksheet"


def workbook(path: Path, sheets: Mapping[str, Sequence[Sequence[Any]]]) -> Path:
    """An ordinary .xlsx with these sheets, each a list of rows."""
    with xlsxwriter.Workbook(
        str(path), {"strings_to_formulas": False, "default_date_format": "dd/mm/yyyy"}
    ) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


def packed(parts: Mapping[str, str | bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive of these parts."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", packing) as writing:
        for name, part in parts.items():
            writing.writestr(name, part)
    return archive.getvalue()


def bare_parts(sheet_data: str, **more: str) -> dict[str, str]:
    """The parts of the smallest workbook that reads, with this inside ``sheetData``."""
    return {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{PACKAGE_LINKS}"><Relationship Id="rId1" '
            f'Type="{LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>'
            '<sheet name="Chronology" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{PACKAGE_LINKS}"><Relationship Id="rId1" '
            f'Type="{WORKSHEET}" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="rId2" Type="{LINKS}/sharedStrings" Target="sharedStrings.xml"/>'
            "</Relationships>"
        ),
        "xl/worksheets/sheet1.xml": (
            f'<worksheet xmlns="{MAIN}"><sheetData>{sheet_data}</sheetData></worksheet>'
        ),
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}"><si><t>x</t></si></sst>',
        **more,
    }


def bare(sheet_data: str, **more: str) -> bytes:
    """The smallest workbook that reads."""
    return packed(bare_parts(sheet_data, **more))


def text_cell(place: str, text: str) -> str:
    """A cell that holds its own text."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def spreadsheet(content: str, **more: str) -> bytes:
    """An .ods with these rows in its only table."""
    office = "urn:oasis:names:tc:opendocument:xmlns"
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": f'<m:manifest xmlns:m="{office}:manifest:1.0"/>',
            "content.xml": (
                f'<o:document-content xmlns:o="{office}:office:1.0" '
                f'xmlns:table="{office}:table:1.0" xmlns:text="{office}:text:1.0">'
                '<o:body><o:spreadsheet><table:table table:name="Chronology">'
                f"{content}</table:table></o:spreadsheet></o:body></o:document-content>"
            )
            .replace("<o:", "<office:")
            .replace("</o:", "</office:")
            .replace("xmlns:o=", "xmlns:office="),
            **more,
        },
        zipfile.ZIP_STORED,
    )


def ods_row(*cells: str, repeated: int = 1) -> str:
    """A row of an .ods; an empty text is an empty cell."""
    inside = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
        if cell
        else "<table:table-cell/>"
        for cell in cells
    )
    return f'<table:table-row table:number-rows-repeated="{repeated}">{inside}</table:table-row>'


def old_workbook(
    rows: Sequence[Sequence[str | float]], merged: Sequence[tuple[int, int, int, int]] = ()
) -> bytes:
    """An .xls as Excel wrote until 2003. Numbers are written as dates.

    ``merged`` has (first row, last row, first column, last column), from 0.
    """

    def record(kind: int, body: bytes) -> bytes:
        return struct.pack("<HH", kind, len(body)) + body

    def sheet_cells() -> bytes:
        out = b""
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, str):
                    text = cell.encode("latin-1")
                    head = struct.pack("<HHHHB", row, column, 0, len(text), 0)
                    out += record(0x0204, head + text)
                else:
                    out += record(0x0203, struct.pack("<HHHd", row, column, 1, cell))
        return out

    def beginning(kind: int) -> bytes:
        return record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0, 6))

    def formats() -> bytes:
        plain = struct.pack("<HH", 0, 0) + bytes(16)
        dates = struct.pack("<HH", 0, 14) + bytes(16)
        return record(0x00E0, plain) + record(0x00E0, dates)

    end, name = record(0x000A, b""), b"Chronology"

    def globals_with(place: int) -> bytes:
        sheet = struct.pack("<IBBBB", place, 0, 0, len(name), 0) + name
        return beginning(0x0005) + formats() + record(0x0085, sheet) + end

    ranges = struct.pack("<H", len(merged)) + b"".join(struct.pack("<HHHH", *one) for one in merged)
    sheet = beginning(0x0010) + sheet_cells() + (record(0x00E5, ranges) if merged else b"") + end
    return compound_file("Workbook", globals_with(len(globals_with(0))) + sheet)


def compound_file(stream: str, data: bytes) -> bytes:
    """An OLE2 file with one stream: what .xls files, old Word files and locked workbooks are in."""
    data = data.ljust(max(4096, -(-len(data) // 512) * 512), b"\0")
    sectors = len(data) // 512
    chain = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, 2 + sectors), 0xFFFFFFFE]
    table = struct.pack("<128I", *(chain + [0xFFFFFFFF] * (128 - len(chain))))

    def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
        letters = (name + "\0").encode("utf-16-le")
        return (
            letters.ljust(64, b"\0")
            + struct.pack("<HBBIII", len(letters), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
            + bytes(36)
            + struct.pack("<IQ", start, size)
        )

    unused = bytes(128)
    folder = entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + entry(stream, 2, 0xFFFFFFFF, 2, len(data))
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(6)
        + struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
        + struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    )
    return header + table + folder + unused * 2 + data
