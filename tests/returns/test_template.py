"""The blank return: every heading is known, and what is filled in comes back as it was typed."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import date, datetime
from importlib import resources
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from case_folders import CommandLine, balanced, folder
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from openpyxl.worksheet.datavalidation import DataValidation

from chronology.case import CaseFile
from chronology.errors import CaseProblem, PackUnusable
from chronology.intake import CaseInput, Intake, take_in
from chronology.records.agencies import agency_kind
from chronology.records.columns import Headings, find_headings
from chronology.records.dates import read_date
from chronology.returns import RawRow, Sheet
from chronology.returns.template import (
    FORMATS,
    OfficeFormat,
    guidance_rows,
    list_rows,
    template,
    without_guidance,
    write_template,
)
from chronology.tables import AGENCY_KINDS

MEANT = {
    "Date": "date",
    "Time": "time",
    "End date (if it went on)": "end_date",
    "Agency": "agency",
    "Source of information": "source",
    "Who was present or spoken of": "who",
    "Type of contact": "event_type",
    "Was the child seen?": "child_seen",
    "What happened": "record",
    "What was done or decided": "action",
    "Comment": "comment",
    "Shared with": "shared_with",
    "Date recorded": "recorded_on",
    "Reference": "reference",
}
FILLED: list[dict[str, Any]] = [
    {
        "Date": date(2021, 5, 4),
        "Time": "10:30",
        "Agency": "Fellside Surgery",
        "Source of information": "Record system",
        "Who was present or spoken of": "Ellen Fenwick (mother)",
        "Type of contact": "Home visit",
        "Was the child seen?": "Asleep",
        "What happened": "Planned visit.\nAda asleep – not woken.",
        "What was done or decided": "To be weighed on 11 May.",
        "Comment": "A clear record.",
        "Shared with": "GP",
        "Date recorded": date(2021, 5, 5),
        "Reference": "HV 14",
    },
    {"Date": "early June 2021", "Agency": "Fellside Surgery", "What happened": "=1+1 was written."},
    {
        "Date": date(2021, 7, 1),
        "End date (if it went on)": date(2021, 7, 3),
        "Agency": "Fellside Surgery",
        "Type of contact": "our own words",
        "What happened": "Admitted for feeding.",
    },
]
READ: list[dict[str, Any]] = [
    {
        "earliest": date(2021, 5, 4),
        "latest": date(2021, 5, 4),
        "precision": "time",
        "at": datetime(2021, 5, 4, 10, 30).time(),
        "agency": "Fellside Surgery",
        "agency_kind": "gp",
        "source": "Record system",
        "who_text": "Ellen Fenwick (mother)",
        "event_type": "Home visit",
        "child_seen": "Asleep",
        "record": "Planned visit.\nAda asleep – not woken.",
        "action": "To be weighed on 11 May.",
        "comment": "A clear record.",
        "shared_with": "GP",
        "recorded_on": date(2021, 5, 5),
        "reference": "HV 14",
    },
    {
        "date_text": "early June 2021",
        "earliest": date(2021, 6, 1),
        "latest": date(2021, 6, 10),
        "record": "=1+1 was written.",
        "event_type": None,
        "child_seen": None,
    },
    {
        "earliest": date(2021, 7, 1),
        "latest": date(2021, 7, 3),
        "event_type": "our own words",
        "child_seen": None,
        "record": "Admitted for feeding.",
    },
]


def taken_in(path: Path) -> Intake:
    return take_in(CaseInput(CaseFile(), "c", ((path.name, path),)))


def reads_as_typed(path: Path) -> Intake:
    """Check that a filled-in template gives the entries of ``READ``, and nothing else."""
    intake = taken_in(path)
    totals = intake.ledger["totals"]
    assert (totals["events"], totals["rejected"], totals["problems"]) == (len(READ), 0, 0)
    assert balanced(intake.ledger)
    events = intake.tables.events.collect().sort("sequence").to_dicts()
    for event, wanted in zip(events, READ, strict=True):
        assert {name: event[name] for name in wanted} == wanted
    return intake


def blank(folder: Path, format: OfficeFormat, agency: str | None = None) -> Path:
    path = folder / f"blank.{format}"
    write_template(path, format, agency)
    return path


# ------------------------------------------------------------------------------- filling it in


def fill_in_excel(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    sheet = book["Chronology"]
    places = {cell.value: cell.column for cell in sheet[1]}
    for row, entry in enumerate(FILLED, start=2):
        for heading, value in entry.items():
            cell = sheet.cell(row, places[heading], value)
            cell.data_type = "s" if isinstance(value, str) else cell.data_type
    book.save(path)


def fill_in_word(path: Path) -> None:
    document = docx.Document(str(path))
    (table,) = document.tables
    places = [cell.text for cell in table.rows[0].cells]
    for row, entry in zip(table.rows[1:], FILLED, strict=False):
        for heading, value in entry.items():
            text = value.strftime("%d/%m/%Y") if isinstance(value, date) else value
            answer(row.cells[places.index(heading)], text)
    document.save(str(path))


def answer(cell: Any, text: str) -> None:
    """Write into a cell as Word does: into its content control, where it has one."""
    control = next(cell._tc.iter(qn("w:sdt")), None)
    if control is None:
        cell.text = text
        return
    properties = control.find(qn("w:sdtPr"))
    properties.remove(properties.find(qn("w:showingPlcHdr")))
    inside = control.find(qn("w:sdtContent"))
    inside[:] = [parse_xml(f'<w:r xmlns:w="{inside.nsmap["w"]}"><w:t>{text}</w:t></w:r>')]


def fill_in_csv(path: Path) -> None:
    headings = path.read_text(encoding="utf-8-sig").strip().replace('"', "").split(",")
    out = io.StringIO()
    writer = csv.DictWriter(out, headings)
    for entry in FILLED:
        days = {k: v.strftime("%d/%m/%Y") for k, v in entry.items() if isinstance(v, date)}
        writer.writerow(entry | days)
    path.write_bytes(path.read_bytes() + out.getvalue().encode())


FILL_IN: Mapping[str, Callable[[Path], None]] = {
    "xlsx": fill_in_excel,
    "docx": fill_in_word,
    "csv": fill_in_csv,
}


@pytest.mark.parametrize("agency", [None, "Fellside Surgery"])
@pytest.mark.parametrize("format", FORMATS)
def test_what_is_filled_in_comes_back_as_it_was_typed(
    format: OfficeFormat, agency: str | None, tmp_path: Path
) -> None:
    path = blank(tmp_path, format, agency)
    FILL_IN[format](path)
    intake = reads_as_typed(path)
    for column in intake.ledger["files"][0]["columns"]:
        assert (column["column"], column["how"]) == (MEANT[column["heading"]], "exact")


@pytest.mark.parametrize("agency", [None, "Fellside Surgery"])
@pytest.mark.parametrize("format", FORMATS)
def test_nobody_has_said_anything_in_a_blank_return(
    format: OfficeFormat, agency: str | None, tmp_path: Path
) -> None:
    intake = taken_in(blank(tmp_path, format, agency))
    (file,) = intake.ledger["files"]
    assert (file["events"], file["rejected"], file["problems"]) == (0, [], [])
    assert file["rows_read"] == file["blank"]


def test_every_heading_is_known_exactly() -> None:
    headings = find_headings(Sheet("S", False, (RawRow(1, tuple(template().headings)),)), {})
    assert isinstance(headings, Headings)
    assert {it.heading: it.column for it in headings.columns} == MEANT
    assert {it.how for it in headings.columns} == {"exact"}


def test_every_kind_of_agency_is_offered() -> None:
    offered = [agency_kind(words) for words in template().lists["Agency"]]
    assert offered == list(AGENCY_KINDS)


def test_every_date_that_the_guidance_shows_is_read() -> None:
    shown = "early June 2021; in June 2021; summer 2020; about 12/04/2020; w/c 14/06/2021; "
    shown += "between 3 and 5 May 2021; before 3 May 2021; 2019 onwards"
    assert any(shown in cell for row in guidance_rows(template()) for cell in row)
    for text in [*shown.split("; "), "03/05/2021", "3 May 2021"]:
        reading = read_date(text)
        assert reading.problem is None
        assert reading.precision != "undated"
    assert read_date("not known").problem is None


def test_a_list_stands_under_a_heading_of_the_table() -> None:
    texts = template()
    assert set(texts.lists) < set(texts.headings)
    assert all(set(example) <= set(texts.headings) for example in texts.guidance.examples)


# ------------------------------------------------------------------------------- its guidance


def guidance_sheet(*more: tuple[str, ...]) -> Sheet:
    rows = [*guidance_rows(template()), *list_rows(template()), *more]
    cells = (tuple(cell or None for cell in (*row, "", "")[:4]) for row in rows)
    numbered = tuple(RawRow(number, row) for number, row in enumerate(cells, start=1))
    return Sheet("Guidance", False, numbered)


def test_the_guidance_is_not_an_entry() -> None:
    assert without_guidance(guidance_sheet()) is None


def test_what_somebody_wrote_between_the_guidance_is_kept() -> None:
    sheet = without_guidance(guidance_sheet(("", "Ada was seen on 3 May.")))
    assert sheet is not None
    assert [row.cells[1] for row in sheet.rows if not row.is_blank] == ["Ada was seen on 3 May."]


def test_entries_on_the_sheet_of_guidance_are_read(tmp_path: Path) -> None:
    path = blank(tmp_path, "xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book["Guidance"]
    for cells in (["Date", "What happened"], ["03/05/2021", "Seen at home."], [None, "Odd."]):
        sheet.append(cells)
    book.save(path)
    intake = taken_in(path)
    assert sorted(intake.tables.events.collect()["record"]) == ["Odd.", "Seen at home."]
    assert intake.ledger["totals"]["rejected"] == 0


def test_a_sheet_without_the_guidances_title_is_left_alone() -> None:
    sheet = Sheet("S", False, (RawRow(1, ("Date", "What happened")), RawRow(2, ("GP", "Other"))))
    assert without_guidance(sheet) is sheet


def test_the_ledger_says_that_the_guidance_was_passed_over(tmp_path: Path) -> None:
    notes = taken_in(blank(tmp_path, "xlsx")).ledger["files"][0]["notes"]
    assert "sheet ‘Guidance’: it has the template's own guidance, no entries" in notes


# ------------------------------------------------------------------------------- how it is made


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_words_give_the_same_bytes(format: OfficeFormat, tmp_path: Path) -> None:
    places = [tmp_path / f"{name}.{format}" for name in "ab"]
    for place in places:
        write_template(place, format, "Fellside")
    assert places[0].read_bytes() == places[1].read_bytes()


@pytest.mark.parametrize("format", FORMATS)
def test_a_file_that_is_there_is_not_written_over(format: OfficeFormat, tmp_path: Path) -> None:
    path = tmp_path / f"mine.{format}"
    path.write_bytes(b"mine")
    with pytest.raises(CaseProblem, match="there already"):
        write_template(path, format)
    assert path.read_bytes() == b"mine"


@pytest.mark.parametrize("agency", ["", " ", "a\x00b", "x" * 81])
def test_an_agencys_name_must_fit_a_cell(agency: str, tmp_path: Path) -> None:
    with pytest.raises(CaseProblem, match="--agency"):
        write_template(tmp_path / "t.xlsx", "xlsx", agency)


def test_an_agencys_name_never_runs(tmp_path: Path) -> None:
    path = blank(tmp_path, "xlsx", "=HYPERLINK(1)")
    with zipfile.ZipFile(path) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")
        assert not any("vba" in name.lower() for name in parts.namelist())


def test_the_workbook_is_ready_to_print_and_to_fill_in(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(blank(tmp_path, "xlsx"))
    sheet, guidance = book["Chronology"], book["Guidance"]
    for page in (sheet, guidance):
        assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert page.page_setup.fitToHeight == 0
        assert not page.merged_cells.ranges
        assert page.sheet_state == "visible"
    assert sheet.freeze_panes == "B2"
    assert sheet.print_title_rows == "$1:$1"
    (table,) = sheet.tables.values()
    assert table.ref == "A1:N501"
    assert sheet.column_dimensions["A"].width < sheet.column_dimensions["I"].width


def checks(sheet: Any) -> dict[str, DataValidation]:
    return {
        str(check.sqref).split(":")[0]: check for check in sheet.data_validations.dataValidation
    }


def test_lists_offer_words_and_refuse_none(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(blank(tmp_path, "xlsx"))
    found = checks(book["Chronology"])
    for heading, place in (
        ("Agency", "D2"),
        ("Type of contact", "G2"),
        ("Was the child seen?", "H2"),
    ):
        check = found[place]
        sheet, _, area = check.formula1.partition("!")
        offered = [cell.value for (cell,) in book[sheet][area.replace("$", "")]]
        assert offered == list(template().lists[heading])
        assert check.errorStyle == "information" or not check.showErrorMessage


def test_dates_may_be_days_or_words(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(blank(tmp_path, "xlsx"))["Chronology"]
    check = checks(sheet)["A2"]
    assert (check.type, check.errorStyle) == ("custom", "warning")
    assert "ISTEXT(A2)" in check.formula1
    assert "DAY(A2)>1" in check.formula1  # what Excel makes of "June 2021" is asked about
    assert "early June 2021" in check.prompt
    assert sheet.column_dimensions["A"].number_format == "dd/mm/yyyy"


def test_the_document_repeats_its_headings_and_keeps_rows_whole(tmp_path: Path) -> None:
    (table,) = docx.Document(str(blank(tmp_path, "docx"))).tables
    head, *rows = table._tbl.tr_lst
    assert len(rows) == 20
    assert head.trPr.find(qn("w:tblHeader")) is not None
    assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in (head, *rows))
    assert table._tbl.tblPr.find(qn("w:tblDescription")) is not None


def test_controls_in_the_document_take_other_words_and_show_placeholders(tmp_path: Path) -> None:
    document = docx.Document(str(blank(tmp_path, "docx")))
    controls = list(document.element.body.iter(qn("w:sdt")))
    assert len(controls) == 20 * 4
    kinds = [control.find(qn("w:sdtPr"))[-1].tag for control in controls]
    assert set(kinds) == {qn("w:date"), qn("w:comboBox")}
    assert all(next(control.iter(qn("w:showingPlcHdr")), None) is not None for control in controls)
    numbers = [next(control.iter(qn("w:id"))).get(qn("w:val")) for control in controls]
    assert len(set(numbers)) == len(numbers)


def test_placeholders_that_another_program_made_ordinary_text_of_are_no_answer(
    tmp_path: Path,
) -> None:
    path = blank(tmp_path, "docx", "Fellside Surgery")
    document = docx.Document(str(path))
    for mark in list(document.element.body.iter(qn("w:showingPlcHdr"))):
        mark.getparent().remove(mark)
    (table,) = document.tables
    table.rows[1].cells[8].text = "Seen at home."
    table.rows[1].cells[0].paragraphs[0].insert_paragraph_before("in June 2021")
    document.save(str(path))
    intake = taken_in(path)
    (event,) = intake.tables.events.collect().to_dicts()
    assert (event["date_text"], event["event_type"]) == ("in June 2021", None)
    assert intake.ledger["totals"]["rejected"] == 0


def test_a_list_of_words_that_is_not_as_it_must_be_is_told(tmp_path: Path) -> None:
    path = tmp_path / "template.toml"
    path.write_text('[[columns]]\nheading = "Date"\nwidth = 3\n', encoding="utf-8")
    with pytest.raises(PackUnusable):
        template(path)


# -------------------------------------------------------------------------------- the command


def test_the_command_makes_a_blank_return_and_says_how_to_fill_it_in(
    chronology: CommandLine, tmp_path: Path
) -> None:
    for format in FORMATS:
        made = tmp_path / f"gp.{format}"
        ran = chronology("template", "--agency", "Fellside Surgery", "-o", made)
        assert (ran.code, ran.err) == (0, "")
        assert str(made) in ran.out
        assert "One event to a row" in ran.out
        assert made.exists()


def test_a_csv_is_a_line_of_headings_that_excel_reads(
    chronology: CommandLine, tmp_path: Path
) -> None:
    made = tmp_path / "gp.csv"
    assert chronology("template", "--format", "csv", "-o", made).code == 0
    assert made.read_bytes().startswith(b"\xef\xbb\xbf")
    (cells,) = csv.reader(io.StringIO(made.read_text(encoding="utf-8-sig")))
    assert cells == list(MEANT)


@pytest.mark.parametrize(
    "words",
    [["-o", "gp"], ["-o", "gp.pdf"], ["-o", "gp.xlsx", "--format", "docx"], ["-o", "no/gp.xlsx"]],
)
def test_the_command_says_what_would_be_right(
    words: list[str], chronology: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = chronology("template", *words)
    assert ran.code == 2
    assert "do:" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_a_filled_in_return_goes_through_the_whole_line(
    chronology: CommandLine, tmp_path: Path
) -> None:
    path = blank(tmp_path, "xlsx", "Fellside Surgery")
    fill_in_excel(path)
    case = folder(tmp_path / "case", {"gp.xlsx": path.read_bytes()})
    ran = chronology("analyse", case)
    assert ran.code == 0
    assert "3 events" in ran.out


def test_the_texts_are_shipped() -> None:
    assert (resources.files("chronology.returns") / "template.toml").is_file()
