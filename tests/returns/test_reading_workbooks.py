"""Workbooks as agencies send them: kinds of cell, merged cells, hidden things, old formats."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path

import making
import openpyxl
import pytest
import xlsxwriter

from chronology.returns import ReturnFile, Sheet, Unreadable, read_returns


def read(path: Path) -> ReturnFile:
    (found,) = read_returns([(path.name, path)])
    assert isinstance(found, ReturnFile), found
    return found


def refused(path: Path) -> Unreadable:
    (found,) = read_returns([(path.name, path)])
    assert isinstance(found, Unreadable)
    return found


def only_sheet(path: Path) -> Sheet:
    (sheet,) = read(path).sheets
    return sheet


def cells(sheet: Sheet) -> list[tuple[object, ...]]:
    return [row.cells for row in sheet.rows]


def test_every_kind_of_cell(tmp_path: Path) -> None:
    path = tmp_path / "kinds.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Chronology")
        formats = {
            shape: book.add_format({"num_format": shape})
            for shape in (
                "dd/mm/yyyy",
                "[$-809]dd mmmm yyyy;@",
                "dd/mm/yy hh:mm",
                "hh:mm",
                "[h]:mm",
            )
        }
        day = datetime(2021, 3, 1)
        sheet.write_datetime(0, 0, day, formats["dd/mm/yyyy"])
        sheet.write_datetime(0, 1, day, formats["[$-809]dd mmmm yyyy;@"])
        sheet.write_datetime(0, 2, datetime(2021, 3, 1, 14, 5), formats["dd/mm/yy hh:mm"])
        sheet.write_datetime(0, 3, time(8, 43), formats["hh:mm"])
        sheet.write_datetime(0, 4, timedelta(hours=30), formats["[h]:mm"])
        sheet.write_row(0, 5, [5, 2.5, True, " as written ", "two\nlines"])
        sheet.write_rich_string(0, 10, "no ", book.add_format({"bold": True}), "bruising")
    assert cells(only_sheet(path)) == [
        (
            date(2021, 3, 1),
            date(2021, 3, 1),
            datetime(2021, 3, 1, 14, 5),
            time(8, 43),
            timedelta(hours=30),
            5,
            2.5,
            True,
            " as written ",
            "two\nlines",
            "no bruising",
        )
    ]
    (row,) = only_sheet(path).rows
    assert [type(cell) for cell in row.cells[5:8]] == [int, float, bool]


def test_dates_counted_from_1904_are_the_same_days(tmp_path: Path) -> None:
    path = tmp_path / "mac.xlsx"
    with xlsxwriter.Workbook(str(path), {"date_1904": True}) as book:
        shape = book.add_format({"num_format": "dd/mm/yyyy"})
        book.add_worksheet().write_datetime(0, 0, datetime(2021, 3, 1), shape)
    assert cells(only_sheet(path)) == [(date(2021, 3, 1),)]


def test_rows_keep_the_numbers_that_excel_shows(tmp_path: Path) -> None:
    path = making.workbook(
        tmp_path / "a.xlsx",
        {"S": [[], [], [None, "Date", "Record"], [], [None, "1/2/21", "Seen"]]},
    )
    sheet = only_sheet(path)
    assert [row.number for row in sheet.rows] == [3, 4, 5]
    assert sheet.rows[0].cells == (None, "Date", "Record")
    assert sheet.rows[1].is_blank


def test_formulas_give_their_saved_value_and_errors_stay_visible(tmp_path: Path) -> None:
    path = tmp_path / "formulas.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_formula("A1", "=1+1", None, 2)
        sheet.write_formula("B1", '="Seen "&"well"', None, "Seen well")
        sheet.write_formula("C2", "=A1/0", None, "#DIV/0!")
        sheet.write_formula("D2", "=Old!A1", None, "#REF!")
        sheet.write("E2", "after")
    sheet_read = only_sheet(path)
    assert cells(sheet_read) == [
        (2, "Seen well", None, None, None),
        (None, None, "#DIV/0!", "#REF!", "after"),
    ]
    assert sheet_read.notes == ("2 cells were an error such as #REF!, which stands as text",)


def test_formulas_that_were_never_calculated_are_pointed_out(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["Date", "=1+1", "=A1", "Seen"])
    book.save(tmp_path / "script.xlsx")
    (note,) = only_sheet(tmp_path / "script.xlsx").notes
    assert note.startswith("2 formulas were never calculated")


def test_what_looks_like_a_formula_or_a_script_stays_text(tmp_path: Path) -> None:
    texts = ["=cmd|' /C calc'!A0", "<script>alert(1)</script>", "http://example.org", "x" * 10_000]
    path = making.workbook(tmp_path / "a.xlsx", {"S": [texts]})
    assert cells(only_sheet(path)) == [tuple(texts)]


def test_a_value_merged_down_stands_in_each_row_that_has_its_own_entry(tmp_path: Path) -> None:
    path = tmp_path / "merged.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("C")
        sheet.merge_range("A1:C1", "Chronology of significant events")
        sheet.write_row("A2", ["Date", "Agency", "Record"])
        sheet.merge_range("A3:A5", "1/2/21")
        sheet.merge_range("B3:B4", "GP")
        sheet.write_column("C3", ["one", "two", "three"])
    found = only_sheet(path)
    assert cells(found) == [
        ("Chronology of significant events", None, None),
        ("Date", "Agency", "Record"),
        ("1/2/21", "GP", "one"),
        ("1/2/21", "GP", "two"),
        ("1/2/21", None, "three"),
    ]
    assert found.merged == ("A1:C1", "A3:A5", "B3:B4")
    assert found.notes == ("2 rows were filled from cells merged downwards",)


def test_an_entry_merged_over_two_rows_is_not_two_entries(tmp_path: Path) -> None:
    path = tmp_path / "tall.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("C")
        sheet.write_row("A1", ["Date", "Record"])
        sheet.merge_range("A2:A3", "1/2/21")
        sheet.merge_range("B2:B3", "Seen")
        sheet.write_row("A4", ["2/2/21", "Not in"])
    found = only_sheet(path)
    assert cells(found)[1:] == [("1/2/21", "Seen"), (None, None), ("2/2/21", "Not in")]
    assert found.notes == ()


def test_hidden_sheets_and_rows_are_read_and_named(tmp_path: Path) -> None:
    path = tmp_path / "hidden.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        first = book.add_worksheet("Chronology")
        first.write_column("A1", ["Date", "1/2/21", "2/2/21"])
        first.set_row(2, None, None, {"hidden": True})
        first.write("C2", "a note")
        first.set_column("C:E", None, None, {"hidden": True})
        first.set_column("G:XFD", None, None, {"hidden": True})
        second = book.add_worksheet("Notes")
        second.write_column("A1", ["a", "b", "c"])
        second.hide()
        book.add_worksheet("Empty")
    found = read(path)
    assert [(sheet.name, sheet.hidden, len(sheet.rows)) for sheet in found.sheets] == [
        ("Chronology", False, 3),
        ("Notes", True, 3),
        ("Empty", False, 0),
    ]
    assert found.notes == ("sheet 'Notes' is hidden; its 3 rows were read",)
    assert found.sheets[0].notes == (
        "1 row was hidden in Excel, and read as well",
        "column C was hidden in Excel, and read as well",
    )


def test_what_is_not_a_cell_is_said_not_to_be_read(tmp_path: Path) -> None:
    path = tmp_path / "more.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Chronology")
        sheet.write("A1", 1)
        sheet.write_comment("A1", "ask the health visitor")
        sheet.insert_textbox("C3", "a text box")
        line = book.add_chart({"type": "line"})
        assert line is not None
        line.add_series({"values": "=Chronology!$A$1:$A$2"})
        book.add_chartsheet("Picture").set_chart(line)
    found = read(path)
    assert [sheet.name for sheet in found.sheets] == ["Chronology"]
    assert found.notes == (
        "it has pictures, shapes or text boxes; they were not read",
        "sheet 'Picture' holds no cells (a chart or macro); it was not read",
    )


def test_a_workbook_with_macros_is_read_and_none_is_run(tmp_path: Path) -> None:
    parts = making.bare_parts(f'<row r="1">{making.text_cell("A1", "Date")}</row>')
    path = tmp_path / "macros.xlsm"
    path.write_bytes(making.packed({**parts, "xl/vbaProject.bin": b"\xcc\x61"}))
    found = read(path)
    assert found.format == "xlsm"
    assert found.notes == ("it has macros; none was run",)


def test_a_workbook_of_the_old_kind(tmp_path: Path) -> None:
    path = tmp_path / "old.xls"
    rows: list[list[str | float]] = [
        ["Date", "Event"],
        [44256.0, "seen"],
        ["", "seen again"],
        [44257.0, "not in"],
    ]
    path.write_bytes(making.old_workbook(rows, merged=[(1, 2, 0, 0)]))
    found = read(path)
    assert (found.format, found.notes) == ("xls", ())
    assert cells(found.sheets[0])[1:] == [
        (date(2021, 3, 1), "seen"),
        (date(2021, 3, 1), "seen again"),
        (date(2021, 3, 2), "not in"),
    ]
    assert found.sheets[0].merged == ("A2:A3",)


def test_an_opendocument_spreadsheet(tmp_path: Path) -> None:
    path = tmp_path / "open.ods"
    path.write_bytes(
        making.spreadsheet(
            making.ods_row("Date", "Record")
            + making.ods_row("1/2/21", "Seen")
            + making.ods_row("", repeated=1_048_000)
        )
    )
    found = read(path)
    assert found.format == "ods"
    assert cells(found.sheets[0]) == [("Date", "Record"), ("1/2/21", "Seen")]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("gp.csv", "its name ends in .csv, but it is an Excel workbook; it was read as that"),
        ("gp", "its name has no ending, but it is an Excel workbook; it was read as that"),
        ("gp.xls", "its name ends in .xls, but it is an Excel workbook; it was read as that"),
    ],
)
def test_a_workbook_under_another_name_is_read_as_what_it_is(
    name: str, words: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(making.bare(f'<row r="1">{making.text_cell("A1", "Date")}</row>'))
    assert read(path).notes == (words,)


def test_an_old_workbook_and_a_text_named_xlsx_are_read_as_what_they_are(tmp_path: Path) -> None:
    old, text = tmp_path / "old.xlsx", tmp_path / "text.xlsx"
    old.write_bytes(making.old_workbook([["Date"]]))
    text.write_bytes(b"Date,Record\n")
    assert "of the kind used until 2003" in read(old).notes[0]
    assert "it is plain text" in read(text).notes[0]


@pytest.mark.parametrize(
    ("data", "seen"),
    [
        (making.compound_file("EncryptedPackage", b"\0"), "it is protected by a password"),
        (
            making.compound_file("WordDocument", b"\0"),
            "it is a Word document of the kind used until 2003 (.doc)",
        ),
        (making.compound_file("Something", b"\0"), "it is not a workbook"),
        (making.packed({"xl/workbook.bin": b"\0"}), "it is a binary Excel workbook (.xlsb)"),
        (
            making.packed({"a.txt": "a"}),
            "it is a zip archive, but neither a workbook nor a Word document",
        ),
        (b"\xff\xd8\xff\xe0", "it is a picture"),
        (b"<html><table><tr><td>Date</td></tr></table></html>", "it is a web page"),
        (b'\xef\xbb\xbf<?xml version="1.0"?><Workbook/>', "it is an XML file"),
        (b'{"entries": [1]}', "it is a JSON file, but not of FHIR resources"),
    ],
)
def test_what_cannot_be_read_is_called_by_its_name(data: bytes, seen: str, tmp_path: Path) -> None:
    path = tmp_path / "return.xlsx"
    path.write_bytes(data)
    found = refused(path)
    assert found.seen == seen
    assert found.hint
    assert found.sha256


def test_a_spreadsheet_with_a_password_says_so(tmp_path: Path) -> None:
    path = tmp_path / "locked.ods"
    path.write_bytes(
        making.spreadsheet("", **{"META-INF/manifest.xml": "<m><encryption-data/></m>"})
    )
    assert refused(path).seen == "it is protected by a password"


def test_comments_on_cells_stand_beside_their_rows(tmp_path: Path) -> None:
    path = tmp_path / "gp.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Notes")
        sheet.write_row(0, 0, ["Date", "Record"])
        sheet.write_row(1, 0, ["1/2/21", "Seen."])
        sheet.write_row(2, 0, ["2/2/21", "Rang."])
        sheet.write_comment("B2", "Check this: was dad there?")
        sheet.write_comment("A2", "Dr B:\nfrom paper notes")
        sheet.write_comment("B9", "left below the rows")
    found = read(path)
    (heads, first, second) = cells(found.sheets[0])
    assert (heads, second) == (("Date", "Record", None), ("2/2/21", "Rang.", None))
    assert first == (
        "1/2/21",
        "Seen.",
        "comment on A2: from paper notes\ncomment on B2: Check this: was dad there?",
    )
    assert "2 comments were read beside the rows that they are attached to" in found.sheets[0].notes
    assert "comments stand beside no entry, and were not read: row 9" in found.sheets[0].notes
