"""PDFs: tables with ruled lines are read, with a warning; everything else is refused in words."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from chronology.returns import Limits, ReturnFile, Unreadable, read_returns
from chronology.returns.pdf import read
from chronology.returns.rows import Refused

CHECK = (
    "read from a PDF: check every row against the original, because a PDF holds positions, not"
    " tables"
)
LEFT, TOP, WIDE, HIGH = 50, 780, 120, 30
LOCK = b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> >>"


def pdf(*pages: str, lock: bool = False) -> bytes:
    """A PDF of pages with this drawn on them."""
    numbers = range(4, 4 + 2 * len(pages), 2)
    kids = " ".join(f"{number} 0 R" for number in numbers)
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>".encode(),
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    }
    for number, page in zip(numbers, pages, strict=True):
        objects[number] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {number + 1} 0 R"
            " /Resources << /Font << /F 3 0 R >> >> >>"
        ).encode()
        objects[number + 1] = f"<< /Length {len(page)} >>\nstream\n{page}\nendstream".encode()
    body, places = b"%PDF-1.4\n", []
    for number, written in objects.items():
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, written)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n" % (size, table)
    more = b" /ID [<01> <01>] /Encrypt " + LOCK if lock else b""
    root = b"<< /Size %d /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF" % (size, more, len(body))
    return body + head + root


def line(text: str, left: float, bottom: float) -> str:
    """A line of text."""
    return f"BT /F 10 Tf {left} {bottom} Td ({text}) Tj ET\n"


def table(rows: Sequence[Sequence[str | None]], top: int = TOP) -> str:
    """A ruled table; a cell of None belongs to the one above it."""
    drawn = ""
    for number, cells in enumerate(rows):
        for place, text in enumerate(cells):
            if text is None:
                continue
            tall = 2 if number + 1 < len(rows) and rows[number + 1][place] is None else 1
            left, bottom = LEFT + WIDE * place, top - HIGH * (number + tall)
            drawn += f"{left} {bottom} {WIDE} {HIGH * tall} re S\n"
            for row, part in enumerate(text.split("\n")):
                drawn += line(part, left + 4, top - HIGH * number - 12 - 12 * row)
    return drawn


def through_the_child(tmp_path: Path, data: bytes) -> ReturnFile | Unreadable:
    path = tmp_path / "return.pdf"
    path.write_bytes(data)
    (found,) = read_returns([("return.pdf", path)])
    return found


def refused(tmp_path: Path, data: bytes) -> Unreadable:
    found = through_the_child(tmp_path, data)
    assert isinstance(found, Unreadable), found
    return found


ENTRIES = [["Date", "Details"], ["1/3/21", "Seen at\nhome"], ["2/3/21", ""]]


def test_each_ruled_table_of_each_page_is_a_sheet(tmp_path: Path) -> None:
    lower = table([["a", "b"]], top=400)
    first = line("Fellside Surgery", 50, 800) + table(ENTRIES) + lower + line("end", 50, 300)
    found = through_the_child(tmp_path, pdf(first, table(ENTRIES), line("signed", 50, 800)))
    assert isinstance(found, ReturnFile), found
    assert found.format == "pdf"
    assert found.notes == (
        CHECK,
        "3 lines of text stand outside the tables; they were not read as entries",
    )
    assert [sheet.name for sheet in found.sheets] == [
        "page 1 table 1",
        "page 1 table 2",
        "page 2 table 1",
    ]
    assert [row.cells for row in found.sheets[0].rows] == [
        ("Date", "Details"),
        ("1/3/21", "Seen at\nhome"),
        ("2/3/21", None),
    ]
    assert [row.cells for row in found.sheets[1].rows] == [("a", "b")]


def test_a_cell_merged_downwards_fills_the_rows_below(tmp_path: Path) -> None:
    found = through_the_child(
        tmp_path, pdf(table([["Date", "Details"], ["1/3/21", "seen"], [None, "weighed"]]))
    )
    assert isinstance(found, ReturnFile), found
    (sheet,) = found.sheets
    assert [row.cells for row in sheet.rows[1:]] == [("1/3/21", "seen"), ("1/3/21", "weighed")]
    assert sheet.merged == ("A2:A3",)
    assert sheet.notes == ("1 row was filled from cells merged downwards",)


def test_text_in_a_frame_is_no_table(tmp_path: Path) -> None:
    found = through_the_child(tmp_path, pdf(table([["Confidential"]]) + table(ENTRIES, top=600)))
    assert isinstance(found, ReturnFile), found
    assert [sheet.name for sheet in found.sheets] == ["page 1 table 1"]
    assert found.notes[1] == "1 line of text stands outside the tables; it was not read as an entry"


def test_pdfs_without_entries_to_read_are_refused(tmp_path: Path) -> None:
    text = refused(tmp_path, pdf(line("1/3/21 seen", 50, 700)))
    assert text.seen == "it is a PDF without a table that has ruled lines"
    scan = refused(tmp_path, pdf("0 0 595 842 re f"))
    assert scan.seen == "it is a PDF of pictures, such as a scan: it holds no text"
    assert text.hint == scan.hint == "Ask for the Word or Excel file it was made from"


def test_a_pdf_with_a_password_is_refused(tmp_path: Path) -> None:
    found = refused(tmp_path, pdf(table(ENTRIES), lock=True))
    assert found.seen == "it is protected by a password"
    assert found.hint.startswith("Ask for a copy without a password")


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.4\n" + bytes(range(256)) * 40])
def test_a_damaged_pdf_is_refused(data: bytes, tmp_path: Path) -> None:
    assert refused(tmp_path, data).seen == "it is damaged, or only part of it arrived"


def test_a_pdf_that_names_itself_as_its_page_never_goes_round_and_round(tmp_path: Path) -> None:
    data = pdf(table(ENTRIES)).replace(b"/Kids [4 0 R]", b"/Kids [2 0 R]")
    found = through_the_child(tmp_path, data)
    assert isinstance(found, ReturnFile)
    assert len(found.sheets) == 1


def test_a_pdf_that_was_cut_short_is_not_read_in_part(tmp_path: Path) -> None:
    """The library would read the pages that arrived, and say nothing of the others."""
    whole = pdf(*[table(ENTRIES)] * 20)
    for end in (len(whole) // 2, len(whole) - 9):
        found = refused(tmp_path, whole[:end])
        assert found.seen == "it is damaged, or only part of it arrived"


def test_tables_with_more_cells_than_are_read(tmp_path: Path) -> None:
    path = tmp_path / "return.pdf"
    path.write_bytes(pdf(table(ENTRIES)))
    (found,) = read_returns([("return.pdf", path)], Limits(cells=5))
    assert isinstance(found, Unreadable)
    assert found.seen == "its tables have more cells than are read"


def test_without_the_extra_the_way_out_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pdfplumber", None)
    with pytest.raises(Refused) as refusal:
        read(b"%PDF-1.7", "pdf", Limits())
    assert refusal.value.seen == "it is a PDF"
    assert "install case-chronology[pdf]" in refusal.value.hint
