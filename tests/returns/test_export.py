"""Events go out as Excel, Word and CSV, and the same events come in again."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, time
from importlib import import_module
from operator import itemgetter
from pathlib import Path
from typing import Any

import docx
import openpyxl
import polars as pl
import pytest
from case_folders import CommandLine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making import workbook

from chronology.case import CaseFile
from chronology.intake import CaseInput, Intake, find_case, take_in, take_in_files
from chronology.records.coverage import Agencies
from chronology.records.dates import DateContext
from chronology.records.events import records_of
from chronology.records.ids import with_ids
from chronology.returns import Limits, ReturnFile, Sheet
from chronology.returns.escaping import escaped, guarded, unescaped
from chronology.returns.examination import identify
from chronology.returns.export import FIELDS, LONGEST_IN_EXCEL, WORKED_OUT, write_events
from chronology.returns.template import FORMATS, OfficeFormat
from chronology.returns.wire import Arriving, messages
from chronology.returns.worker import READERS
from chronology.tables import AGENCY_KINDS, EVENTS

ROWAN = Path(__file__).resolve().parents[2] / "sample_data" / "rowan"
NEW_PLACE = ("source_file", "source_place")
BASE: dict[str, Any] = {
    "case_id": "c",
    "agency": "GP",
    "agency_kind": "gp",
    "agency_kinds": "gp; housing",
    "earliest": date(2021, 5, 3),
    "latest": date(2021, 5, 3),
    "precision": "day",
    "sequence": 1,
    "date_text": "03/05/2021",
    "record": "Seen in surgery.",
    "source_file": "gp.xlsx",
    "source_place": "Notes › row 2",
}


def event(**changes: Any) -> dict[str, Any]:
    return BASE | changes


def framed(rows: Sequence[dict[str, Any]]) -> pl.DataFrame:
    order = ["earliest", "latest", "at", "agency", "sequence", "event_id"]
    return EVENTS.frame(with_ids(list(rows))).sort(order, nulls_last=True)


def sheets_in(path: Path) -> tuple[Sheet, ...]:
    """The sheets of a file as they come from the reading process, read in this one."""
    data = path.read_bytes()
    found = identify(data)
    contents = import_module(f"chronology.returns.{READERS[found]}").read(data, found, Limits())
    arrived = []
    for grid in contents.grids:
        head, *rest = messages(grid)
        arriving = Arriving(head)
        for message in rest:
            arriving.add(message["rows"])
        arrived.append(arriving.sheet())
    return tuple(arrived)


def return_file(path: Path) -> ReturnFile:
    return ReturnFile(path.name, "0" * 64, path.suffix[1:], sheets_in(path))


def read_again(path: Path) -> tuple[pl.DataFrame, Any]:
    """The events of an exported file without linked accounts, and its ledger."""
    rows, ledger = records_of(
        return_file(path),
        case_id="c",
        given_columns={},
        agency_of=Agencies(CaseFile()).of,
        dates=DateContext(),
    )
    return framed(rows), ledger


def there_and_back(
    rows: Sequence[dict[str, Any]], folder: Path, format: OfficeFormat
) -> tuple[pl.DataFrame, pl.DataFrame]:
    before = framed(rows)
    path = folder / f"merged.{format}"
    path.unlink(missing_ok=True)
    write_events(before, path, format)
    after, ledger = read_again(path)
    assert (ledger.events, ledger.rejected, ledger.problems) == (before.height, [], [])
    return before.drop(NEW_PLACE), after.drop(NEW_PLACE)


# ------------------------------------------------------------------------------ what always holds

AWKWARD = (
    "'=+-@ \t\r\n[]U+0120_x5FaA\x00\x01\x0b\x7f\x85\u00a0\u00ad\u200f\u2028\ufeff\ufffe😀ש\";,"
)
CHARACTERS = st.sampled_from(AWKWARD) | st.characters(exclude_categories=["Cs"])
LITERALS = st.sampled_from(
    [
        "_x0041_",
        "_x005F_x0041_",
        "[U+0041]",
        "[U+D800]",
        "'=1",
        "=cmd|' /C calc'!A0",
        "&lt;b>",
        "]]>",
    ]
)
TEXTS = st.lists(LITERALS | st.text(CHARACTERS, max_size=12), max_size=4).map("".join)
STRIPPED = TEXTS.map(str.strip).map(lambda text: text or None)
WRITTEN_DATES = st.sampled_from(["two days later", "3 March", "aged 3 weeks"]) | STRIPPED.filter(
    lambda text: not any(map(str.isdigit, text or ""))  # a whole date would contradict the others
)
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@st.composite
def events(draw: st.DrawFn) -> dict[str, Any]:
    first, last = sorted(draw(st.tuples(DAYS, DAYS)))
    earliest, latest, precisions = draw(
        st.sampled_from(
            [
                (first, first, ("day", "time")),
                (first, last, ("week", "part_month", "month", "season", "year", "range")),
                (first, None, ("open",)),
                (None, last, ("open",)),
                (None, None, ("undated",)),
            ]
        )
    )
    kinds = draw(st.lists(st.sampled_from(AGENCY_KINDS), min_size=1, max_size=3, unique=True))
    return {
        "case_id": "c",
        "agency": draw(TEXTS.filter(bool)),
        "agency_kind": kinds[0],
        "agency_kinds": "; ".join(kinds),
        "earliest": earliest,
        "latest": latest,
        "precision": draw(st.sampled_from(precisions)),
        "at": draw(st.none() | st.times()),
        "sequence": draw(st.integers(1, 10**6)),
        "date_text": draw(WRITTEN_DATES),
        "recorded_on": draw(st.none() | DAYS),
        "source_file": draw(st.sampled_from(["a.csv", "b.xlsx"])),
        "source_place": draw(st.sampled_from(["row 2", "Notes › row 2", "Bundle › entry 3"])),
        "record": draw(STRIPPED) or "Seen.",
        **{
            name: draw(STRIPPED)
            for name in (
                *("date_note", "event_type", "author", "source", "who_text", "action", "comment"),
                *("reference", "shared_with", "child_seen", "codes", "deleted", "other"),
            )
        },
    }


PLACE = itemgetter("source_file", "sequence")
IN_ANY_FORMAT = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.mark.parametrize("format", FORMATS)
@given(rows=st.lists(events(), min_size=1, max_size=4, unique_by=PLACE))
@IN_ANY_FORMAT
def test_events_come_back_as_they_went(
    format: OfficeFormat, rows: list[dict[str, Any]], tmp_path: Path
) -> None:
    before, after = there_and_back(rows, tmp_path, format)
    assert after.equals(before)


@given(TEXTS)
def test_an_escaped_text_is_fit_for_a_cell_and_comes_back(text: str) -> None:
    shown = escaped(text)
    assert shown == shown.strip()
    assert unescaped(shown) == text
    assert unescaped(guarded(shown)) == text
    assert not guarded(shown).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_ordinary_text_is_not_escaped() -> None:
    text = "Seen at home.\n\tMum: ‘fine’ [sic] – 37.2°C, NAI_x? See U+.\u200f שלום 😀"
    assert escaped(text) == text


def test_what_looks_like_half_a_character_is_left_alone() -> None:
    assert unescaped("[U+D800] [U+FFFFFF]") == "[U+D800] [U+FFFFFF]"


def test_the_sample_case_comes_back_whole_from_each_format(tmp_path: Path) -> None:
    source = find_case([ROWAN])
    first = take_in(source).tables.events.collect()
    for format in FORMATS:
        path = tmp_path / f"merged.{format}"
        write_events(first, path, format)
        again = take_in_files(
            CaseInput(source.case, source.case_id), [return_file(path)]
        ).tables.events.collect()
        assert again.drop(NEW_PLACE).equals(first.drop(NEW_PLACE))


def test_an_export_comes_back_through_the_reading_process(tmp_path: Path) -> None:
    rows = [
        event(date_text="two days later", record="=HYPERLINK(1)\r\n\x00\u00ad", at=time(9, 5)),
        event(
            agency="police",
            agency_kind="police",
            agency_kinds="police",
            record=None,
            event_type="Call\x7f",
        ),
    ]
    before = framed(rows)
    files = tuple((f"merged.{format}", tmp_path / f"merged.{format}") for format in FORMATS)
    for name, path in files:
        write_events(before, path, path.suffix[1:])  # type: ignore[arg-type]
        intake: Intake = take_in(CaseInput(CaseFile(), "c", ((name, path),)))
        assert intake.ledger["totals"]["events"] == 2
        assert intake.tables.events.collect().drop(NEW_PLACE).equals(before.drop(NEW_PLACE))


def test_every_column_of_events_is_exported_or_worked_out() -> None:
    exported = [it.column for it in FIELDS]
    assert sorted([*exported, *WORKED_OUT]) == sorted(EVENTS.names)


# ------------------------------------------------------------------------------- each in its turn


@pytest.mark.parametrize("format", FORMATS)
def test_a_text_longer_than_a_cell_of_excel_comes_back_whole(
    format: OfficeFormat, tmp_path: Path
) -> None:
    long = "Seen at home. 😀\n" * 5_000 + "end"
    rows = [event(record=long, date_text="w" * (LONGEST_IN_EXCEL + 1)), event(action="None.")]
    before, after = there_and_back(rows, tmp_path, format)
    assert after.equals(before)


def test_no_cell_of_excel_holds_more_than_it_may(tmp_path: Path) -> None:
    path = tmp_path / "merged.xlsx"
    write_events(framed([event(record="\x01😀" * 30_000)]), path, "xlsx")
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    headings = [cell.value for cell in sheet[1]]
    assert "What happened (continued)" in headings
    assert "What happened (continued 2)" in headings
    lengths = [len(str(cell.value).encode("utf-16-le")) // 2 for cell in sheet[2]]
    assert max(lengths) <= LONGEST_IN_EXCEL


def test_entries_that_say_the_same_keep_their_own_ids(tmp_path: Path) -> None:
    rows = [
        event(source_file="a.csv", sequence=9, comment=None),
        event(source_file="b.csv", sequence=3, comment=None),
    ]
    before, after = there_and_back(rows, tmp_path, "csv")
    assert after.equals(before)


def test_days_that_excel_counts_wrongly_come_back(tmp_path: Path) -> None:
    first, last = date(1900, 1, 1), date(1900, 2, 28)
    rows = [event(earliest=first, latest=last, precision="range", date_text="long ago")]
    before, after = there_and_back(rows, tmp_path, "xlsx")
    assert after.equals(before)


def test_the_sheet_that_says_whom_an_entry_is_about_is_kept(tmp_path: Path) -> None:
    path, again = tmp_path / "merged.xlsx", tmp_path / "again.xlsx"
    write_events(framed([event(source_place="Mr Lowe › row 7")]), path, "xlsx")
    once, _ = read_again(path)
    assert once["source_place"].to_list() == ["Chronology ← Mr Lowe › row 2"]
    write_events(once, again, "xlsx")
    assert read_again(again)[0]["source_place"].to_list() == ["Chronology ← Mr Lowe › row 2"]


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_events_give_the_same_bytes(format: OfficeFormat, tmp_path: Path) -> None:
    events = framed([event()])
    for name in "ab":
        write_events(events, tmp_path / f"{name}.{format}", format)
    first, second = (tmp_path / f"{name}.{format}" for name in "ab")
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("format", FORMATS)
def test_a_case_without_events_is_headings_alone(format: OfficeFormat, tmp_path: Path) -> None:
    path = tmp_path / f"none.{format}"
    write_events(EVENTS.frame(), path, format)
    events, ledger = read_again(path)
    assert (events.height, ledger.rejected) == (0, [])


def test_nothing_that_an_agency_wrote_can_run(tmp_path: Path) -> None:
    rows = [event(record=f"{sign}cmd|' /C calc'!A0", action=f"{sign}1+1") for sign in "=+-@"]
    events = framed(rows)
    write_events(events, tmp_path / "merged.xlsx", "xlsx")
    with zipfile.ZipFile(tmp_path / "merged.xlsx") as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")
    write_events(events, tmp_path / "merged.csv", "csv")
    text = (tmp_path / "merged.csv").read_text(encoding="utf-8-sig")
    for cells in csv.reader(io.StringIO(text)):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)


def test_the_word_table_leaves_out_what_nobody_filled_in(tmp_path: Path) -> None:
    path = tmp_path / "merged.docx"
    write_events(framed([event()]), path, "docx")
    (table,) = docx.Document(str(path)).tables
    headings = [cell.text for cell in table.rows[0].cells]
    assert "What happened" in headings
    assert "Shared with" not in headings


# ------------------------------------------------------------------------- what a panel changes


def edited(folder: Path, rows: Sequence[Mapping[str, Any]]) -> Path:
    """An export as a panel saved it: cells by heading."""
    headings = [it.heading for it in FIELDS]
    cells = [[row.get(heading) for heading in headings] for row in rows]
    return workbook(folder / "edited.xlsx", {"Chronology": [headings, *cells]})


STATED = {
    "Date as written": "two days later",
    "Earliest date": date(2021, 5, 5),
    "Latest date": "05/05/2021",
    "Precision of the date": "day",
    "Agency": "GP",
    "Agency kind": "gp",
    "What happened": "Seen.",
}


def test_a_row_added_by_hand_is_read_like_any_other(tmp_path: Path) -> None:
    added = {
        "Date as written": "same day",
        "Agency": "HV",
        "What happened": "Weighed.",
        "Time": 0.5,
    }
    read, ledger = read_again(edited(tmp_path, [STATED, added]))
    assert ledger.problems == []
    hv = read.row(by_predicate=pl.col("agency") == "health visiting", named=True)
    assert (hv["earliest"], hv["at"]) == (date(2021, 5, 5), time(12))
    assert (hv["agency_kind"], hv["sequence"]) == ("health_visiting", 2)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"Precision of the date": "roughly"}, "the precision is none of"),
        ({"Precision of the date": None}, "the precision is none of"),
        ({"Earliest date": "soon"}, "the earliest date is no full date"),
        ({"Earliest date": "0001-01-01"}, "the earliest date is no full date"),
        ({"Latest date": None}, "both dates stand"),
        ({"Precision of the date": "undated"}, "no date stands"),
        ({"Latest date": "2021-05-04"}, "the latest date is before the earliest"),
    ],
)
def test_a_stated_date_that_cannot_be_right_is_told_and_the_written_one_read(
    changes: dict[str, Any], why: str, tmp_path: Path
) -> None:
    row = STATED | {"Date as written": "06/05/2021"} | changes
    read, ledger = read_again(edited(tmp_path, [row]))
    assert read["earliest"].to_list() == [date(2021, 5, 6)]
    (problem,) = ledger.problems
    assert problem["why"].startswith(why) or why in problem["why"]
    assert problem["place"] == "Chronology › row 2"


def test_a_written_date_that_was_changed_alone_is_told(tmp_path: Path) -> None:
    read, ledger = read_again(edited(tmp_path, [STATED | {"Date as written": "06/05/2021"}]))
    assert read["earliest"].to_list() == [date(2021, 5, 5)]
    (problem,) = ledger.problems
    assert problem["column"] == "Date as written"


def test_a_columns_odd_numbers_and_words_are_not_believed(tmp_path: Path) -> None:
    odd = {"Order in its return": "9" * 40, "Agency kind": "wizard", "Time": "99:99"}
    read, _ = read_again(edited(tmp_path, [STATED | odd]))
    assert read.row(0, named=True)["sequence"] == 1
    assert read.row(0, named=True)["agency_kind"] == "gp"
    assert read.row(0, named=True)["at"] is None


def test_the_columns_of_an_export_are_not_used_in_another_return(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "gp.xlsx",
        {"S": [["Date", "Record", "Earliest date"], ["03/05/2021", "'=seen", "04/05/2021"]]},
    )
    read, ledger = read_again(path)
    assert read.row(0, named=True)["earliest"] == date(2021, 5, 3)
    assert read.row(0, named=True)["record"] == "'=seen"
    assert (
        "sheet ‘S’: the column 'Earliest date' is not known; its text is kept as it is"
        in ledger.notes
    )


def test_an_agency_that_the_case_file_names_keeps_its_kind_there(tmp_path: Path) -> None:
    case = CaseFile.model_validate(
        {"agencies": [{"id": "surgery", "kind": "hospital", "aliases": ["GP"]}]}
    )
    intake = take_in_files(CaseInput(case, "c"), [return_file(edited(tmp_path, [STATED]))])
    row = intake.tables.events.collect().row(0, named=True)
    assert (row["agency"], row["agency_kind"]) == ("surgery", "hospital")


# -------------------------------------------------------------------------------- the command


def test_the_command_writes_what_can_be_read_in_again(
    chronology: CommandLine, tmp_path: Path
) -> None:
    made = tmp_path / "merged.csv"
    ran = chronology("export", ROWAN, "-o", made)
    assert ran.code == 0
    assert str(made) in ran.out
    assert "case of that id" in ran.err
    once = made.read_bytes()
    refused = chronology("export", ROWAN, "-o", made)
    assert refused.code == 2
    assert "there already" in refused.err
    assert made.read_bytes() == once


@pytest.mark.parametrize("words", [["-o", "merged"], ["-o", "merged.xlsx", "--format", "csv"], []])
def test_the_command_asks_for_a_name_that_says_the_format(
    words: list[str], chronology: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert chronology("export", ROWAN, *words).code == 2
    assert list(tmp_path.iterdir()) == []
