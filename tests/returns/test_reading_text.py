"""Text files: encodings, separators, quoting, and rows that keep their numbers."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from chronology.returns import Limits, RawRow, ReturnFile, Unreadable, read_returns
from chronology.returns.csv import decode, read, sniff
from chronology.returns.limits import DEFAULT_LIMITS
from chronology.returns.rows import Refused


def rows_of(data: str | bytes) -> list[tuple[object, ...]]:
    """The cells of a text file, read in this process."""
    data = data.encode() if isinstance(data, str) else data
    (grid,) = read(data, "csv", Limits()).grids
    return list(zip(*grid.columns, strict=True))


def grid_notes(data: str) -> list[str]:
    return read(data.encode(), "csv", Limits()).grids[0].notes


def read_one(path: Path, data: bytes, limits: Limits = DEFAULT_LIMITS) -> ReturnFile | Unreadable:
    path.write_bytes(data)
    return read_returns([(path.name, path)], limits)[0]


def test_a_csv_is_one_nameless_sheet_of_numbered_rows(tmp_path: Path) -> None:
    found = read_one(tmp_path / "gp.csv", b"Date,Record\r\n01/02/2021,Seen well\r\n")
    assert isinstance(found, ReturnFile)
    assert (found.file, found.format, found.notes) == ("gp.csv", "csv", ())
    (sheet,) = found.sheets
    assert sheet.name is None
    assert not sheet.hidden
    assert sheet.rows == (RawRow(1, ("Date", "Record")), RawRow(2, ("01/02/2021", "Seen well")))
    assert len(found.sha256) == 64


def test_row_numbers_hold_when_lines_are_blank_or_cells_run_over_lines(tmp_path: Path) -> None:
    text = '\n\nDate,Record\n1/2/21,"one\ntwo"\n\n3/2/21,three\n'
    found = read_one(tmp_path / "a.csv", text.encode())
    assert isinstance(found, ReturnFile)
    rows = found.sheets[0].rows
    assert [row.number for row in rows] == [3, 4, 5, 6]
    assert rows[1].cells == ("1/2/21", "one\ntwo")
    assert rows[2].is_blank
    assert rows[2].cells == (None, None)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_end_will_do(end: str) -> None:
    assert rows_of(f"Date,Record{end}1/2/21,Seen{end}") == [("Date", "Record"), ("1/2/21", "Seen")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_separator_is_found(delimiter: str) -> None:
    lines = [("Date", "Time", "Record"), ("1/2/21", "14:00", "Seen"), ("2/2/21", "", "Not in")]
    text = "\n".join(delimiter.join(line) for line in lines)
    assert sniff(text) == delimiter
    assert rows_of(text)[1] == lines[1]


def test_commas_in_sentences_are_not_taken_for_separators() -> None:
    text = "Date;Record\n1/2/21;Seen, well\n2/2/21;Mother, father present\n3/2/21;In, out\n"
    assert sniff(text) == ";"


def test_a_title_above_the_table_does_not_mislead() -> None:
    text = "Chronology of events\n\nDate;Time;Record\n1/2/21;9:00;Seen, well\n2/2/21;;Not in\n"
    assert sniff(text) == ";"
    assert rows_of(text)[0] == ("Chronology of events", None, None)


def test_a_declared_separator_wins_and_its_line_is_no_row() -> None:
    assert rows_of("sep=;\r\na,b;c\r\n") == [("a,b", "c")]
    (grid,) = read(b"sep=;\nDate;Record\n", "csv", Limits()).grids
    assert grid.first == 1


def test_rows_of_different_lengths_are_padded() -> None:
    assert rows_of("a,b\nc\nd,e,f\n") == [("a", "b", None), ("c", None, None), ("d", "e", "f")]


@pytest.mark.parametrize(
    ("data", "note"),
    [
        ("Date,Record\n1/2/21,café – “seen”\n".encode(), None),
        ("Date,Record\n1/2/21,café – “seen”\n".encode("utf-8-sig"), None),
        ("Date,Record\n1/2/21,café – “seen”\n".encode("utf-16"), "read as UTF-16 text"),
        (
            b"\xfe\xff" + "Date,Record\n1/2/21,café – “seen”\n".encode("utf-16-be"),
            "read as UTF-16 text",
        ),
        (
            "Date,Record\n1/2/21,café – “seen”\n".encode("cp1252"),
            "read as Windows-1252 text, not UTF-8",
        ),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16", "utf-16 big-endian", "windows-1252"],
)
def test_encodings(data: bytes, note: str | None, tmp_path: Path) -> None:
    found = read_one(tmp_path / "hv.csv", data)
    assert isinstance(found, ReturnFile)
    assert found.sheets[0].rows[1].cells[1] == "café – “seen”"
    assert found.notes == ((note,) if note else ())


def test_a_file_put_together_from_two_encodings_keeps_both() -> None:
    text, notes = decode("café ".encode() + "naïve".encode("cp1252"))
    assert text == "café naïve"
    assert notes == ["read as UTF-8 text, of which 1 character was Windows-1252"]


def test_a_byte_that_no_encoding_has_is_counted() -> None:
    text, notes = decode(b"caf\xe9 \x81")
    assert text == "café \ufffd"
    assert notes[-1] == "1 character was not readable, and replaced by \ufffd"


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\r\n\r\n", b"   \n"])
def test_an_empty_file_says_so(data: bytes, tmp_path: Path) -> None:
    found = read_one(tmp_path / "gp.csv", data)
    assert isinstance(found, Unreadable)
    assert found.seen == "the file is empty"
    assert "again" in found.hint


@pytest.mark.parametrize("data", [b"a,b\x00c\n1,2\n", bytes(range(1, 32)) * 4])
def test_what_is_not_text_is_refused(data: bytes, tmp_path: Path) -> None:
    found = read_one(tmp_path / "gp.csv", data)
    assert isinstance(found, Unreadable)
    assert found.seen.startswith("it is neither a workbook nor text")


def test_quotation_marks_inside_a_quoted_cell_need_not_be_doubled() -> None:
    text = 'Date,Record\n1/2/21,"She said "no, never" to me"\n2/2/21,Seen\n'
    assert rows_of(text) == [
        ("Date", "Record"),
        ("1/2/21", 'She said "no, never" to me'),
        ("2/2/21", "Seen"),
    ]
    assert "quotation marks" in grid_notes(text)[0]


def test_a_quotation_mark_that_is_never_closed_swallows_no_rows() -> None:
    text = 'Date,Record\n1/2/21,"Not closed\n2/2/21,Seen\n3/2/21,"fine"\n'
    assert rows_of(text) == [
        ("Date", "Record"),
        ("1/2/21", '"Not closed'),
        ("2/2/21", "Seen"),
        ("3/2/21", "fine"),
    ]


def test_a_cell_that_holds_lines_like_rows_is_pointed_out() -> None:
    text = 'Date,Record\n1/2/21,"opened here\n2/2/21,Seen\n3/2/21,closed here"\n4/2/21,Seen\n'
    assert len(rows_of(text)) == 3
    assert grid_notes(text) == [
        "row 2 has a cell with lines that look like rows: a quotation mark may be missing"
    ]


def test_long_cells_and_what_looks_like_code_stay_text(tmp_path: Path) -> None:
    cells = ["x" * 10_000, "=cmd|' /C calc'!A0", "<script>alert(1)</script>", "+44 20", "007"]
    kept = io.StringIO()
    csv.writer(kept).writerows([["a", "b", "c", "d", "e"], cells])
    found = read_one(tmp_path / "x.csv", kept.getvalue().encode())
    assert isinstance(found, ReturnFile)
    assert list(found.sheets[0].rows[1].cells) == cells


def test_a_cell_beyond_the_limit_is_refused_by_its_place(tmp_path: Path) -> None:
    data = b'Date,Record\n1/2/21,"' + b"secret " * 1000 + b'"\n'
    found = read_one(tmp_path / "x.csv", data, Limits(cell_characters=5000))
    assert isinstance(found, Unreadable)
    assert found.seen == "a cell in column 2 holds 7,000 characters"
    assert "secret" not in found.seen + found.hint


def test_more_cells_than_the_limit_are_refused() -> None:
    with pytest.raises(Refused, match="rows of up to 3 cells"):
        read(b"a,b,c\n" * 100, "csv", Limits(cells=200))


printable = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn"), include_characters="\n\x7f"),
    max_size=12,
)


@given(st.lists(st.lists(printable, min_size=2, max_size=4), min_size=1, max_size=6))
def test_what_a_csv_writer_writes_reads_back(table: list[list[str]]) -> None:
    """Fully quoted, any text survives; empty cells are None and rows are padded."""
    first = next((place for place, row in enumerate(table) if any(row)), None)
    assume(first is not None)
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL).writerows(table)
    width = max(map(len, table[first:]))
    expected = [
        tuple(cell or None for cell in row) + (None,) * (width - len(row)) for row in table[first:]
    ]
    assert rows_of(written.getvalue()) == expected


@given(
    st.lists(
        st.lists(st.text("abc 'é\"\n,0", max_size=8), min_size=3, max_size=3),
        min_size=1,
        max_size=6,
    )
)
def test_minimal_quoting_reads_back_too(table: list[list[str]]) -> None:
    assume(any(table[0]))
    written = io.StringIO()
    csv.writer(written).writerows(table)
    assert rows_of(written.getvalue()) == [tuple(cell or None for cell in row) for row in table]


@given(st.text(st.sampled_from('ab",;\n\r\t|'), min_size=1, max_size=60))
def test_disorder_never_loses_a_letter(text: str) -> None:
    assume("a" in text or "b" in text)
    kept = "".join(str(cell) for row in rows_of(text) for cell in row if cell is not None)
    assert [letter for letter in kept if letter in "ab"] == [
        letter for letter in text if letter in "ab"
    ]
