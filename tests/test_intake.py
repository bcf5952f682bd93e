"""A case folder in, tables and a ledger out: nothing disappears, nothing is guessed in silence."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
import xlsxwriter
from case_folders import (
    HEADINGS,
    balanced,
    csv_text,
    events_of,
    folder,
    intake_of,
    signals_of,
    workbook,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from chronology.case import CaseFile, case_from
from chronology.errors import CaseProblem
from chronology.intake import CaseInput, Intake, find_case, take_in_files
from chronology.records.dates import DateContext
from chronology.records.events import records_of
from chronology.records.ids import with_ids
from chronology.records.ledger import FileLedger
from chronology.returns import CellValue, RawRow, ReturnFile, Sheet
from chronology.tables import AGENCY_KINDS, EVENTS, STAGES

ROWS = [
    ("01/02/2021", "GP", "Seen with cough. Chest clear."),
    ("03/02/2021", "GP", "Not brought to immunisations."),
    ("03/02/2021", "HV", "No access at planned home visit."),
    ("June 2021", "HV", "Weighed in clinic."),
    ("", "HV", "Telephone call to mum."),
]


WIDER = (*HEADINGS, "Action taken")


def ids(intake: Intake) -> dict[str, str]:
    return {event["record"]: event["event_id"] for event in events_of(intake)}


def sheet(*rows: Sequence[CellValue], headings: Sequence[str] = WIDER) -> ReturnFile:
    """A return that has been read, for tests of what comes after."""
    every = [headings, *rows] if headings else rows
    width = max(map(len, every), default=1)
    numbered = tuple(
        RawRow(number, (*row, *[None] * (width - len(row))))
        for number, row in enumerate(every, start=1)
    )
    return ReturnFile("gp.csv", "0" * 64, "csv", (Sheet(None, False, numbered),))


def taken_in(*files: ReturnFile, case: dict[str, Any] | None = None) -> Intake:
    return take_in_files(CaseInput(case_from(case) if case else CaseFile(), "c"), files)


# --------------------------------------------------------------------------------------------- ids


def test_ids_stay_when_a_row_is_inserted() -> None:
    before = ids(taken_in(sheet(*ROWS)))
    after = ids(taken_in(sheet(("02/02/2021", "GP", "Inserted."), *ROWS)))
    assert {record: after[record] for record in before} == before


def test_ids_stay_when_rows_and_files_are_in_another_order(tmp_path: Path) -> None:
    toml = '[case]\nid = "c"\n'
    one = intake_of(tmp_path / "one", {"a.csv": ROWS[:3], "b.csv": ROWS[3:]}, toml)
    other = intake_of(tmp_path / "other", {"a.csv": ROWS[3:], "b.csv": ROWS[:3][::-1]}, toml)
    assert ids(other) == ids(one)


def test_ids_belong_to_a_case() -> None:
    one = take_in_files(CaseInput(CaseFile(), "a"), [sheet(*ROWS)])
    other = take_in_files(CaseInput(CaseFile(), "b"), [sheet(*ROWS)])
    assert not set(ids(one).values()) & set(ids(other).values())


def test_a_row_pasted_twice_is_two_entries() -> None:
    events = events_of(taken_in(sheet(ROWS[0], ROWS[1], ROWS[0])))
    assert len({event["event_id"] for event in events}) == 3
    once = ids(taken_in(sheet(ROWS[0], ROWS[1])))
    assert set(once.values()) < {event["event_id"] for event in events}


def records(*rows: Sequence[CellValue]) -> tuple[list[dict[str, Any]], FileLedger]:
    """The events and the ledger of a sheet, without reading its narratives."""
    events, ledger = records_of(
        sheet(*rows),
        case_id="c",
        given_columns={},
        agency_of=lambda cell, file, sheet: (cell or file, "gp", ("gp",)),
        dates=DateContext(),
    )
    return with_ids(events), ledger


@settings(max_examples=60, derandomize=True, deadline=None)
@given(st.permutations([*ROWS, ROWS[0], (*ROWS[0], "Advised."), (*ROWS[0], "Told.")]))
def test_the_order_of_rows_changes_no_id(rows: list[tuple[str, ...]]) -> None:
    def told(events: list[dict[str, Any]]) -> set[tuple[Any, ...]]:
        return {(it["event_id"], it["record"], it.get("action")) for it in events}

    in_order = records(*ROWS, ROWS[0], (*ROWS[0], "Advised."), (*ROWS[0], "Told."))[0]
    assert told(records(*rows)[0]) == told(in_order)


# ------------------------------------------------------------------------------------------ ledger

MESSY: st.SearchStrategy[CellValue] = st.one_of(
    st.none(),
    st.sampled_from(
        ["", "  ", "01/02/2021", "31/02/2021", "N/K", "2021", "2019 (birth)", "GP", "Date"]
    ),
    st.sampled_from(["Bruise seen.", "=1+1", "<script>", "Record", "\u00a0", "?", "'", '"', ";"]),
    st.text(st.characters(codec="utf-8"), max_size=12),
    st.integers(-5, 60000),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.booleans(),
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)),
    st.times(),
    st.timedeltas(),
)


@settings(max_examples=150, derandomize=True, deadline=None)
@given(st.lists(st.lists(MESSY, min_size=4, max_size=4), max_size=12))
def test_every_row_is_blank_an_event_or_rejected(rows: list[list[CellValue]]) -> None:
    events, ledger = records(*rows)
    assert ledger.rows_read == ledger.blank + ledger.events + len(ledger.rejected)
    assert ledger.events == len(events)
    assert len({event["event_id"] for event in events}) == len(events)
    frame = EVENTS.frame(events)
    assert frame.filter(pl.col("earliest") > pl.col("latest")).is_empty()


@settings(max_examples=100, derandomize=True, deadline=None)
@given(st.lists(st.lists(MESSY, min_size=2, max_size=4), max_size=8))
def test_a_sheet_of_anything_at_all_is_accounted_for(rows: list[list[CellValue]]) -> None:
    events, ledger = records_of(
        sheet(*rows, headings=[]),
        case_id="c",
        given_columns={},
        agency_of=lambda cell, file, sheet: (cell or file, "gp", ("gp",)),
        dates=DateContext(),
    )
    assert ledger.rows_read == ledger.blank + len(events) + len(ledger.rejected)


@settings(max_examples=4, derandomize=True, deadline=None)
@given(st.lists(st.lists(MESSY, min_size=4, max_size=4), min_size=20, max_size=60))
def test_messy_rows_become_tables(rows: list[list[CellValue]]) -> None:
    intake = taken_in(sheet(*rows))
    assert balanced(intake.ledger)
    assert intake.ledger["totals"]["events"] == len(events_of(intake))


def test_what_is_rejected_has_its_place_and_what_would_be_right() -> None:
    intake = taken_in(sheet(ROWS[0], ("01/03/2021", "GP", None), (None, None, None), ROWS[1]))
    (file,) = intake.ledger["files"]
    assert (file["rows_read"], file["blank"], file["events"]) == (4, 1, 2)
    (rejected,) = file["rejected"]
    assert rejected["place"] == "row 3"
    assert set(rejected) == {"place", "column", "seen", "why", "hint"}
    assert all(rejected[key] for key in ("seen", "why", "hint"))


def test_the_ledger_is_as_in_the_contract(tmp_path: Path) -> None:
    ledger = intake_of(tmp_path, {"gp.csv": ROWS, "old.doc": b"\xd0\xcf\x11\xe0"}).ledger
    good, bad = ledger["files"]
    assert {"file", "sha256", "rows_read", "blank", "events", "rejected", "notes"} <= set(good)
    assert bad["unreadable"]["seen"]
    assert bad["unreadable"]["hint"]
    assert ledger["totals"]["unreadable"] == 1
    assert good["events"] == len(ROWS)


# ------------------------------------------------------------------------------------------- dates


def test_undated_entries_stay_where_their_agency_put_them() -> None:
    intake = taken_in(sheet(ROWS[0], ("", "GP", "Undated."), ("N/K", "GP", "Unknown."), ROWS[1]))
    events = events_of(intake)
    assert [event["sequence"] for event in events] == [1, 2, 3, 4]
    for event in events[1:3]:
        assert (event["earliest"], event["latest"], event["precision"]) == (None, None, "undated")
    assert intake.ledger["files"][0]["problems"] == []


def test_an_impossible_date_is_kept_undated_and_told() -> None:
    intake = taken_in(sheet(("31/02/2021", "GP", "Bruise seen.")))
    (event,) = events_of(intake)
    assert (event["earliest"], event["latest"]) == (None, None)
    assert event["date_text"] == "31/02/2021"
    (problem,) = intake.ledger["files"][0]["problems"]
    assert problem["place"] == "row 2"
    assert problem["column"] == "Date"
    assert problem["seen"] == "31/02/2021"
    assert problem["why"]
    assert problem["hint"]


def test_a_section_headings_year_carries_down() -> None:
    rows = [
        ("2021",),
        ("3rd May", "GP", "One."),
        ("4 May", "GP", "Two."),
        ("2022",),
        ("5 May", "GP", "Three."),
    ]
    intake = taken_in(sheet(*rows))
    assert [event["earliest"] for event in events_of(intake)] == [
        date(2021, 5, 3),
        date(2021, 5, 4),
        date(2022, 5, 5),
    ]
    assert balanced(intake.ledger)
    assert any("2021" in note for note in intake.ledger["files"][0]["notes"])


def test_the_year_of_one_sheet_does_not_reach_another(tmp_path: Path) -> None:
    folder(tmp_path, {})
    sheets = {
        "A": [HEADINGS, ("2019",), ("3rd May", "GP", "One.")],
        "B": [HEADINGS, ("3rd May", "GP", "Two.")],
    }
    workbook(tmp_path / "returns" / "gp.xlsx", sheets)
    two = events_of(intake_of(tmp_path, {}))[1]
    assert two["record"] == "Two."
    assert two["earliest"] is None or two["earliest"].year != 2019


def test_relative_dates_follow_the_row_above() -> None:
    rows = [
        ("10/05/2021", "GP", "One."),
        ("same day", "GP", "Two."),
        ("two days later", "GP", "Three."),
    ]
    assert [event["earliest"] for event in events_of(taken_in(sheet(*rows)))] == [
        date(2021, 5, 10),
        date(2021, 5, 10),
        date(2021, 5, 12),
    ]


def test_an_age_is_a_date_where_the_birth_is_known() -> None:
    case = {"people": [{"id": "child", "role": "subject", "born": date(2021, 6, 3)}]}
    (event,) = events_of(taken_in(sheet(("aged 3 weeks", "HV", "Weighed.")), case=case))
    assert event["earliest"] <= date(2021, 6, 24) <= event["latest"]
    assert event["date_text"] == "aged 3 weeks"


# ------------------------------------------------------------------------------ whose record it is


def agency_of(
    tmp_path: Path, file: str, case_toml: str | None = None, sheet_name: str = ""
) -> tuple[str, str]:
    rows = [("Date", "Record"), ("01/02/2021", "Seen well.")]
    folder(tmp_path, {}, case_toml)
    if file.endswith(".xlsx"):
        workbook(tmp_path / "returns" / file, {sheet_name or "Sheet1": rows})
    else:
        (tmp_path / "returns" / file).write_text(csv_text(*rows, headings=None))
    (event,) = events_of(intake_of(tmp_path, {}, case_toml))
    return event["agency"], event["agency_kind"]


SURGERY = (
    '[[agencies]]\nid = "surgery"\nname = "Fellside Surgery"\nkind = "gp"\naliases = ["Dr Bell"]\n'
)


def test_the_agency_of_a_column() -> None:
    expected = {
        "GP": ("surgery", "gp"),  # the only one that case.toml has
        "Health Visitor": ("health visiting", "health_visiting"),
        "HV2": ("health visiting", "health_visiting"),
        "Wexmere HV Team": ("Wexmere HV Team", "health_visiting"),
        "HV / Housing": ("health visiting", "health_visiting"),
        "Fellside Surgery": ("surgery", "gp"),
        "dr  bell": ("surgery", "gp"),
        "Moonbase": ("Moonbase", "other"),
    }
    rows = [("01/02/2021", cell, "Seen well.") for cell in expected]
    case = {
        "agencies": [
            {"id": "surgery", "name": "Fellside Surgery", "kind": "gp", "aliases": ["Dr Bell"]}
        ]
    }
    events = events_of(taken_in(sheet(*rows), case=case))
    found = {
        cell: (it["agency"], it["agency_kind"]) for cell, it in zip(expected, events, strict=True)
    }
    assert found == expected


CELLS = ("HV / Housing", "FSW & nursery", "GP", "A&E, Royal Infirmary", "Edward Street Surgery")


def test_a_cell_with_several_agencies_keeps_every_kind() -> None:
    rows = [("01/02/2021", cell, "Seen well.") for cell in CELLS]
    events = events_of(taken_in(sheet(*rows)))
    assert [(it["agency"], it["agency_kinds"]) for it in events] == [
        ("health visiting", "health_visiting; housing"),
        ("early help", "early_help; education"),
        ("gp", "gp"),
        ("hospital", "hospital; urgent_care"),
        ("Edward Street Surgery", "gp"),
    ]


def test_the_agency_of_a_files_name() -> None:
    expected = {
        "police.csv": "police",
        "hv_return.csv": "health_visiting",
        "Children's Social Care chronology.csv": "childrens_social_care",
        "GP 1.csv": "gp",
        "GP1.csv": "gp",
        "return 7.csv": "other",
    }
    rows = sheet(("01/02/2021", "Seen well."), headings=("Date", "Record"))
    events = events_of(taken_in(*(replace(rows, file=file) for file in expected)))
    assert {event["source_file"]: event["agency_kind"] for event in events} == expected


def test_the_agency_of_a_sheets_name(tmp_path: Path) -> None:
    assert agency_of(tmp_path, "all.xlsx", SURGERY, "Fellside Surgery") == ("surgery", "gp")
    assert agency_of(tmp_path / "2", "all.xlsx", None, "Police")[1] == "police"


def test_case_toml_says_whose_a_file_is(tmp_path: Path) -> None:
    toml = SURGERY + 'files = ["police.csv"]\n'
    assert agency_of(tmp_path, "police.csv", toml) == ("surgery", "gp")
    assert agency_of(tmp_path / "2", "dr_bell_2021.csv", SURGERY) == ("surgery", "gp")


def test_every_kind_is_one_of_the_contract() -> None:
    names = ["GP", "Moonbase", "A&E", "CAMHS", "nursery", "probation", "", "🜁", "NHS 111"]
    intake = taken_in(sheet(*(("01/02/2021", name, "Seen.") for name in names)))
    assert {event["agency_kind"] for event in events_of(intake)} <= set(AGENCY_KINDS)


# ---------------------------------------------------------------------------------------- coverage


def coverage(intake: Intake) -> dict[str, dict[str, Any]]:
    return {row["agency"]: row for row in intake.tables.coverage.collect().to_dicts()}


REVIEW = {"review_from": date(2020, 1, 1), "review_to": date(2021, 12, 31)}


@pytest.mark.parametrize(
    ("case", "first", "last", "basis"),
    [
        ({}, date(2021, 2, 1), date(2021, 2, 9), "its own entries"),
        ({"case": REVIEW}, date(2020, 1, 1), date(2021, 12, 31), "the review period"),
        (
            {"case": REVIEW, "agencies": [{"id": "GP", "covers_from": date(2021, 1, 5)}]},
            date(2021, 1, 5),
            date(2021, 12, 31),
            "stated in case.toml",
        ),
        (
            {"agencies": [{"id": "GP", "covers_from": "May 2020", "covers_to": "May 2021"}]},
            date(2020, 5, 1),
            date(2021, 5, 31),
            "stated in case.toml",
        ),
    ],
)
def test_what_a_return_covers(case: dict[str, Any], first: date, last: date, basis: str) -> None:
    rows = [
        ("01/02/2021", "GP", "One."),
        ("03/02/2021", "GP", "Two."),
        ("09/02/2021", "HV", "Three."),
    ]
    covers = coverage(taken_in(sheet(*rows), case=case))["GP" if "agencies" in case else "gp"]
    assert (covers["from_date"], covers["to_date"], covers["basis"]) == (first, last, basis)
    assert covers["returned"]


def test_an_agency_that_was_asked_and_sent_nothing_covers_nothing() -> None:
    case = {
        "case": REVIEW,
        "agencies": [
            {"id": "police", "covers_from": date(2020, 1, 1), "covers_to": date(2021, 1, 1)},
            {"id": "housing", "asked": False},
        ],
    }
    covers = coverage(taken_in(sheet(*ROWS), case=case))
    assert (covers["police"]["asked"], covers["police"]["returned"]) == (True, False)
    assert (covers["police"]["from_date"], covers["police"]["to_date"]) == (None, None)
    assert covers["housing"]["asked"] is False


def test_a_return_without_any_date_covers_nothing_it_does_not_say() -> None:
    covers = coverage(taken_in(sheet(("", "GP", "One."), ("", "GP", "Two."))))["gp"]
    assert (covers["from_date"], covers["to_date"]) == (None, None)


# ------------------------------------------------------------------------------------- the persons


def persons(intake: Intake) -> dict[str, dict[str, Any]]:
    return {row["person_id"]: row for row in intake.tables.persons.collect().to_dicts()}


BIRTH = ("03/06/2021", "midwife", "Baby born by normal delivery at 39 weeks, 3.2kg.")


MERGED = [
    ("May 2021", "The community midwife booked the pregnancy and wrote to the GP."),
    ("June 2021", "Police were called to an argument; a social worker was told."),
    ("July 2021", "Health visitor called, no reply."),
    ("July 2021", "They moved to her sister's."),
]


def test_where_nothing_says_whose_a_row_is_its_words_do(tmp_path: Path) -> None:
    file = csv_text(*MERGED, headings=("Date", "What happened"))
    intake = intake_of(tmp_path, {"merged.csv": file})
    kinds = {event["record"][:5]: event["agency_kind"] for event in events_of(intake)}
    assert kinds == {
        "The c": "midwifery",
        "Polic": "police",
        "Healt": "health_visiting",
        "They ": "other",
    }
    assert {basis for _, _, basis in covers(intake).values()} == {"a summary of several agencies"}
    assert "nothing says whose these entries are" in " ".join(intake.files[0].notes)


def test_one_agency_s_entries_stay_its_own_though_they_name_others(tmp_path: Path) -> None:
    own = [
        ("01/06/2021", "Rang social worker, left message."),
        ("02/06/2021", "Weighed, 4.2kg."),
        ("03/06/2021", "Mum tearful."),
        ("04/06/2021", "Letter to GP."),
        ("05/06/2021", "Imms given."),
    ]
    file = csv_text(*own, headings=("Date", "What happened"))
    assert {event["agency"] for event in events_of(intake_of(tmp_path, {"r1.csv": file}))} == {"r1"}


def test_a_return_of_one_agency_is_its_own_whatever_its_words(tmp_path: Path) -> None:
    file = csv_text(("01/06/2021", "Police rang."), headings=("Date", "What happened"))
    (event,) = events_of(intake_of(tmp_path, {"GP return.csv": file}))
    assert event["agency_kind"] == "gp"


SUMMED_UP = [
    ("Spring 2021", "GP", "Seen twice with a cough."),
    ("June 2021", "midwife", "Baby born."),
    ("6 weeks", "HV", "Reviewed."),
    ("10/08/2021", "police", "Called to an argument."),
]


def covers(intake: Intake) -> dict[str, tuple[date | None, date | None, str]]:
    rows = intake.tables.coverage.select("agency", "from_date", "to_date", "basis").collect()
    return {agency: (first, last, basis) for agency, first, last, basis in rows.iter_rows()}


def test_what_a_summary_of_several_agencies_leaves_out_means_nothing() -> None:
    found = covers(taken_in(sheet(*SUMMED_UP)))
    assert set(found.values()) == {(None, None, "a summary of several agencies")}


def test_a_merged_chronology_with_its_days_is_no_summary() -> None:
    days = [(f"0{number}/06/2021", *row[1:]) for number, row in enumerate(SUMMED_UP, 1)]
    found = covers(taken_in(sheet(*days)))
    assert {basis for _, _, basis in found.values()} == {"its own entries"}


def test_case_toml_may_say_what_a_summary_covers() -> None:
    stated = {"id": "gp", "kind": "gp", "covers_from": "2020", "covers_to": "2021"}
    found = covers(taken_in(sheet(*SUMMED_UP), case={"agencies": [stated]}))
    assert found["gp"] == (date(2020, 1, 1), date(2021, 12, 31), "stated in case.toml")


def test_a_birth_is_read_from_the_record_where_case_toml_has_none() -> None:
    child = persons(taken_in(sheet(BIRTH)))["child"]
    assert (child["born_earliest"], child["born_latest"]) == (date(2021, 6, 3), date(2021, 6, 3))


@pytest.mark.parametrize("said", ["Kim born.", "Baby K born at the Infirmary.", "Child K was born"])
def test_a_birth_told_with_its_season_is_enough(said: str) -> None:
    child = persons(taken_in(sheet(("Summer 2021", "social care", said))))["child"]
    assert (child["born_earliest"], child["born_latest"]) == (date(2021, 6, 1), date(2021, 8, 31))


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("01/06/2021", "Kim born."),  # the day on which somebody heard of it
        ("Summer 2021", "Sibling born."),
        ("Summer 2021", "Mother born in Leeds."),
        ("Summer 2021", "Kim Smith born in Poland."),
    ],
)
def test_what_tells_no_birth_of_the_child(day: str, said: str) -> None:
    found = persons(taken_in(sheet((day, "social care", said))))
    assert found["child"]["born_earliest"] is None


def test_a_birth_is_counted_back_from_the_child_s_age() -> None:
    case = {"people": [{"id": "kim", "role": "subject", "names": ["Kim"]}]}
    rows = [("10/06/2021", "GP", "Kim, aged four, seen with a cough.")]
    child = persons(taken_in(sheet(*rows), case=case))["kim"]
    assert (child["born_earliest"], child["born_latest"]) == (date(2016, 6, 11), date(2017, 6, 10))


def test_the_age_at_the_incident_is_the_child_s() -> None:
    case = {"case": {"id": "2021-014", "index_incident": "June 2021"}}
    rows = [("10/06/2021", "police", "Found dead at home, aged 4.")]
    child = persons(taken_in(sheet(*rows), case=case))["child"]
    assert child["born_latest"] == date(2017, 6, 10)


def test_ages_are_dates_once_the_record_tells_the_birth() -> None:
    rows = [("June 2021", "midwife", "Baby K born."), ("6 weeks", "GP", "Seen, well.")]
    second = events_of(taken_in(sheet(*rows)))[1]
    assert (second["earliest"], second["latest"]) == (date(2021, 7, 13), date(2021, 8, 17))
    assert "taken for the child's age" in second["date_note"]


def test_before_the_birth_a_length_alone_may_be_of_the_pregnancy() -> None:
    case = {"people": [{"id": "child", "role": "subject", "born": date(2021, 6, 3)}]}
    rows = [("01/12/2020", "midwife", "Booked."), ("16 weeks", "midwife", "Seen.")]
    undated = next(
        it for it in events_of(taken_in(sheet(*rows), case=case)) if it["record"] == "Seen."
    )
    assert undated["earliest"] is None
    assert "week of pregnancy" in undated["date_note"]


def test_case_toml_goes_before_the_record() -> None:
    case = {"people": [{"id": "kit", "role": "subject", "born": date(2021, 6, 2)}]}
    assert persons(taken_in(sheet(BIRTH), case=case))["kit"]["born_earliest"] == date(2021, 6, 2)


def test_with_two_children_no_birth_is_guessed() -> None:
    case = {"people": [{"id": "a", "role": "subject"}, {"id": "b", "role": "subject"}]}
    found = persons(taken_in(sheet(BIRTH), case=case))
    assert found["a"]["born_earliest"] is found["b"]["born_earliest"] is None


def test_without_case_toml_roles_are_read_from_the_text(tmp_path: Path) -> None:
    rows = [("01/02/2021", "GP", "Mum reports partner shouting. Baby has a bruise.")]
    intake = intake_of(tmp_path / "my-case", {"gp.csv": rows})
    assert intake.case_id == "my-case"
    assert {"child", "mother", "partner"} <= set(persons(intake))
    bruise = signals_of(intake).filter(concept="bruise").row(0, named=True)
    assert (bruise["person_id"], bruise["who"]) == ("child", "child")


def test_a_person_named_in_no_list_is_no_error_and_nobody_elses() -> None:
    case = {"people": [{"id": "child", "role": "subject", "names": ["Kit"]}]}
    intake = taken_in(sheet(("01/02/2021", "GP", "Zebedee has a bruise. Kit is well.")), case=case)
    assert len(events_of(intake)) == 1
    assert set(persons(intake)) == {"child"}


def test_a_name_of_case_toml_is_its_person() -> None:
    people = [
        {"id": "child", "role": "subject", "names": ["Kit"]},
        {"id": "sis", "role": "sibling", "names": ["Bo"]},
        {"id": "mum", "role": "mother", "names": ["Ana Lee", "AL"]},
    ]
    rows = [
        ("01/02/2021", "GP", "Bo has a bruise."),
        ("02/02/2021", "GP", "AL: low mood."),
        ("03/02/2021", "GP", "Kit has a bruise."),
    ]
    intake = taken_in(sheet(*rows), case={"people": people})
    said = signals_of(intake).join(intake.tables.events.collect(), on="event_id").sort("earliest")
    told = said.filter(pl.col("concept").is_in(["bruise", "mental_health"]))
    assert told["person_id"].to_list() == ["sis", "mum", "child"]


def test_participants_are_present_or_mentioned() -> None:
    rows = [("01/02/2021", "GP", "Mum spoke of her partner.", "mother")]
    intake = taken_in(sheet(*rows, headings=(*HEADINGS, "Who was present")))
    part = {
        row["person_id"]: row["part"] for row in intake.tables.participants.collect().to_dicts()
    }
    assert part["mother"] == "present"
    assert part["partner"] == "mentioned"


def test_the_child_seen_column_says_so_by_itself() -> None:
    expected = {
        "Y": "negated",
        "yes": "negated",
        "Seen": "negated",
        "N": "affirmed",
        "No": "affirmed",
        "not seen": "affirmed",
        "N/A": None,
        "n/a - telephone call": None,
        "not applicable": None,
        "not known": None,
        "-": None,
    }
    rows = [("01/02/2021", "GP", f"Contact {n}.", cell) for n, cell in enumerate(expected)]
    intake = taken_in(sheet(*rows, headings=(*HEADINGS, "Child seen")))
    said = signals_of(intake).filter(concept="child_not_seen", field="child_seen")
    found = dict(said.select("term", "status").iter_rows())
    assert {cell: found.get(cell) for cell in expected} == expected


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("Home visit", "affirmed"),
        ("Clinic", "affirmed"),
        ("Telephone", None),
        ("Phone call to mum", None),
        ("E-mail from school", None),
        ("Core group", None),
        ("Antenatal visit", None),
    ],
)
def test_a_child_is_not_unseen_where_nobody_was_to_see_them(kind: str, status: str | None) -> None:
    row = ("01/02/2021", "GP", "Spoke about the plan.", "No", kind)
    intake = taken_in(sheet(row, headings=(*HEADINGS, "Child seen", "Type of contact")))
    said = signals_of(intake).filter(concept="child_not_seen", field="child_seen")
    assert said["status"].to_list() == ([status] if status else [])


# ------------------------------------------------------------------------------ what cells may hold


TEXTS = [
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2",
    "@SUM(A1)",
    "<script>alert('x')</script>",
    "<b>Mum</b> said “no” & left",
    "\u202eRTL\u202c and \u200bzero width",
    "x" * 10_000,
    "line one\nline two",
    "emoji 👶 and Ω",
]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_cell_stays_the_text_it_is(tmp_path: Path, kind: str) -> None:
    rows = [("01/02/2021", "GP", text) for text in TEXTS]
    intake = intake_of(tmp_path, {f"gp.{kind}": rows})
    assert [event["record"] for event in events_of(intake)] == TEXTS
    assert balanced(intake.ledger)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_encodings_of_text_files(tmp_path: Path, encoding: str) -> None:
    text = csv_text(("01/02/2021", "GP", "Zoë’s café – £5"))
    (event,) = events_of(intake_of(tmp_path, {"gp.csv": text.encode(encoding)}))
    assert event["record"] == "Zoë’s café – £5"


# ------------------------------------------------------------------------------- headings and files


def test_unknown_headings_are_told_with_what_was_seen_and_looked_for(tmp_path: Path) -> None:
    text = csv_text(("01/02/2021", "Bruise seen."), headings=("Wann", "Was geschah"))
    intake = intake_of(tmp_path, {"gp.csv": text})
    (file,) = intake.ledger["files"]
    assert balanced(intake.ledger)
    assert file["events"] == 0
    assert len(file["rejected"]) == file["rows_read"] - file["blank"] > 0
    (problem,) = file["problems"]
    assert "Wann" in problem["seen"]
    assert "Was geschah" in problem["seen"]
    assert "looked for" in problem["why"]
    assert "[columns]" in problem["hint"]
    assert "Bruise" not in str(file)


def test_unknown_headings_are_mapped_by_columns(tmp_path: Path) -> None:
    text = csv_text(("01/02/2021", "Bruise seen."), headings=("Wann", "Was geschah"))
    toml = '[columns]\n"Wann" = "date"\n"was GESCHAH" = "record"\n'
    (event,) = events_of(intake_of(tmp_path, {"gp.csv": text}, toml))
    assert (event["earliest"], event["record"]) == (date(2021, 2, 1), "Bruise seen.")


def test_columns_that_are_mapped_to_nothing_known_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(CaseProblem, match="recrod") as raised:
        intake_of(tmp_path, {"gp.csv": ROWS}, '[columns]\n"X" = "recrod"\n')
    assert "record" in raised.value.hint


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b"\n\n\n", ""),
        (csv_text(headings=("Record", "Action")).encode() + b"Bruise seen.,\n", "date"),
        (csv_text(headings=("Date", "Agency")).encode() + b"1/2/21,GP\n", "what happened"),
    ],
    ids=["empty", "blank lines", "no date column", "no record column"],
)
def test_files_without_what_is_needed(tmp_path: Path, content: bytes, why: str) -> None:
    intake = intake_of(tmp_path, {"a.csv": content, "b.csv": ROWS})
    assert balanced(intake.ledger)
    file, other = intake.ledger["files"]
    assert other["events"] == len(ROWS)
    assert file["events"] == 0
    assert why in str(
        [*file["problems"], *file["rejected"], *file["notes"], file.get("unreadable")]
    )
    assert "Bruise" not in str(file)


def test_headings_only_is_said(tmp_path: Path) -> None:
    intake = intake_of(tmp_path, {"gp.csv": csv_text()})
    (file,) = intake.ledger["files"]
    assert (file["rows_read"], file["events"]) == (0, 0)
    assert any("no entries" in note for note in file["notes"])


def test_two_headings_of_one_name_lose_nothing(tmp_path: Path) -> None:
    text = csv_text(
        ("01/02/2021", "GP", "Seen well.", "Advice given.", "Told HV."),
        headings=("Date", "Agency", "Record", "Notes", "Notes"),
    )
    intake = intake_of(tmp_path, {"gp.csv": text})
    (event,) = events_of(intake)
    everything = " ".join(str(value) for value in event.values())
    assert "Advice given." in everything
    assert "Told HV." in everything
    assert "Notes (2)" in {it["heading"] for it in intake.ledger["files"][0]["columns"]}


def test_no_cell_of_a_known_column_is_lost() -> None:
    cells = {
        "Date": "01/02/2021",
        "Agency": "Moonbase",
        "Source of information": "caller withheld",
        "Officer": "PC 1",
        "Who was present": "nobody known",
        "Event type": "phone call",
        "Record": "Noise in the street.",
        "Action taken": "None taken.",
        "Comment": "Quiet since.",
        "Reference": "L744/21",
        "Shared with": "the hub",
        "Child seen": "asleep",
    }
    intake = taken_in(sheet(tuple(cells.values()), headings=tuple(cells)))
    assert None not in {it["column"] for it in intake.ledger["files"][0]["columns"]}
    (event,) = events_of(intake)
    kept = " | ".join(str(value) for value in event.values())
    assert [cell for cell in cells.values() if cell not in kept] == []


def test_two_date_headings_are_told(tmp_path: Path) -> None:
    text = csv_text(("01/02/2021", "02/02/2021", "Seen."), headings=("Date", "Date", "Record"))
    intake = intake_of(tmp_path, {"gp.csv": text})
    (event,) = events_of(intake)
    assert event["earliest"] == date(2021, 2, 1)
    assert any("its text is kept" in note for note in intake.ledger["files"][0]["notes"])


def test_merged_cells(tmp_path: Path) -> None:
    place = folder(tmp_path, {}) / "returns" / "gp.xlsx"
    with xlsxwriter.Workbook(str(place)) as book:
        made = book.add_worksheet("Chronology")
        made.merge_range("A1:C1", "Chronology of contacts")
        made.write_row(1, 0, HEADINGS)
        made.merge_range("A3:A4", "01/02/2021")
        made.write_row(2, 1, ("GP", "One."))
        made.write_row(3, 1, ("GP", "Two."))
    intake = intake_of(tmp_path, {})
    assert [(it["record"], it["earliest"]) for it in events_of(intake)] == [
        ("One.", date(2021, 2, 1)),
        ("Two.", date(2021, 2, 1)),
    ]
    assert balanced(intake.ledger)


def test_formulas_give_their_last_value(tmp_path: Path) -> None:
    place = folder(tmp_path, {}) / "returns" / "gp.xlsx"
    with xlsxwriter.Workbook(str(place)) as book:
        made = book.add_worksheet("Chronology")
        made.write_row(0, 0, HEADINGS)
        made.write_row(1, 0, ("01/02/2021", "GP"))
        made.write_formula(1, 2, '="Seen "&"well."', None, "Seen well.")
    (event,) = events_of(intake_of(tmp_path, {}))
    assert event["record"] == "Seen well."


def test_formulas_never_worked_out_lose_no_row(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(list(HEADINGS))  # type: ignore[union-attr]
    book.active.append(["01/02/2021", "GP", '="Seen "&"well."'])  # type: ignore[union-attr]
    saved = io.BytesIO()
    book.save(saved)
    intake = intake_of(tmp_path, {"gp.xlsx": saved.getvalue()})
    assert balanced(intake.ledger)
    (file,) = intake.ledger["files"]
    assert file["rows_read"] == 1
    assert "formula" in str(file)


def test_excel_dates_are_dates(tmp_path: Path) -> None:
    rows = [(date(2021, 2, 1), "GP", "One."), (datetime(2021, 2, 2, 14, 5), "GP", "Two.")]
    one, two = events_of(intake_of(tmp_path, {"gp.xlsx": rows}))
    assert one["earliest"] == one["latest"] == date(2021, 2, 1)
    assert two["earliest"] == date(2021, 2, 2)


def test_every_sheet_of_a_workbook_is_read_and_named(tmp_path: Path) -> None:
    place = folder(tmp_path, {}) / "returns" / "gp.xlsx"
    workbook(
        place,
        {"Mum": [HEADINGS, ROWS[0]], "Baby": [HEADINGS, ROWS[1]], "Key": [("Abbreviations",)]},
    )
    intake = intake_of(tmp_path, {})
    assert [event["source_place"] for event in events_of(intake)] == ["Mum › row 2", "Baby › row 2"]
    assert balanced(intake.ledger)


# --------------------------------------------------------------------------------- finding the case


def test_files_alone_are_a_case(tmp_path: Path) -> None:
    folder(tmp_path, {"gp.csv": ROWS, "hv.csv": ROWS})
    source = find_case(sorted((tmp_path / "returns").iterdir()))
    assert [name for name, _ in source.files] == ["gp.csv", "hv.csv"]


def test_the_order_in_which_files_are_given_changes_nothing(tmp_path: Path) -> None:
    folder(tmp_path, {"b.csv": ROWS[:3], "a.csv": ROWS[3:]})
    a, b = sorted((tmp_path / "returns").iterdir())
    assert find_case([a, b]) == find_case([b, a])


def test_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    folder(tmp_path, {"north/gp.csv": ROWS, "south/gp.csv": ROWS})
    paths = [tmp_path / "returns" / side / "gp.csv" for side in ("north", "south")]
    assert len({name for name, _ in find_case(paths).files}) == 2


def test_returns_in_folders_keep_their_path_and_office_litter_is_passed_over(
    tmp_path: Path,
) -> None:
    files = {"north/gp.csv": ROWS, "~$gp.xlsx": b"x", ".DS_Store": b"x", "Thumbs.db": b"x"}
    assert [name for name, _ in find_case([folder(tmp_path, files)]).files] == ["north/gp.csv"]


@pytest.mark.parametrize("made", ["nothing", "a folder", "an empty returns", "a folder and a file"])
def test_a_case_that_cannot_be_found(tmp_path: Path, made: str) -> None:
    paths = [tmp_path / "case"]
    if made != "nothing":
        paths[0].mkdir()
    if made == "an empty returns":
        (paths[0] / "returns").mkdir()
    if made == "a folder and a file":
        paths.append(tmp_path / "gp.csv")
        paths[1].write_text("x")
    with pytest.raises(CaseProblem) as raised:
        find_case(paths)
    assert str(paths[0]) in raised.value.where
    assert raised.value.hint


# ----------------------------------------------------------------------------------- tables overall


def test_every_table_is_as_it_says(tmp_path: Path) -> None:
    tables = intake_of(tmp_path, {"gp.csv": ROWS}).tables.collected()
    for stage in STAGES:
        assert tables[stage.name].schema == stage.schema
        assert set(tables[stage.name]["case_id"]) <= {tmp_path.name}


def test_signals_point_into_the_column_they_name(tmp_path: Path) -> None:
    rows = [("01/02/2021", "GP", "Zoë’s  bruise – seen.\nNo access."), ("", "HV", "Bruise?")]
    intake = intake_of(tmp_path, {"gp.csv": rows})
    texts = {(event["event_id"]): event for event in events_of(intake)}
    found = signals_of(intake).to_dicts()
    assert found
    for signal in found:
        text = texts[signal["event_id"]][signal["field"]]
        assert text[signal["start"] : signal["end"]] == signal["term"]


def test_accounts_of_one_thing_are_linked_and_kept() -> None:
    rows = [
        ("03/02/2021", "Health Visitor", "Bruise to left cheek, 1cm."),
        ("03/02/2021", "Social Worker", "Bruise to left cheek, seen by health visitor."),
        ("04/02/2021", "Social Worker", "Bruise to left cheek."),
        ("03/02/2021", "Police", "No bruise to left cheek."),
        ("February 2021", "GP", "A bruise to left cheek."),
        (
            "03/02/2021",
            "GP",
            "Multiple marks: old scald on foot, bruise of shin, reviewed in clinic.",
        ),
    ]
    events = {event["record"]: event for event in events_of(taken_in(sheet(*rows)))}
    one, two, *others = (event["account_of"] or event["event_id"] for event in events.values())
    assert one == two
    assert len({one, *others}) == 5


def test_what_a_heading_names_and_the_narrative_takes_back_was_not_done() -> None:
    rows = [
        ("03/02/2021", "Social Worker", "Did not go ahead, minute taker ill.", "Core group"),
        ("10/02/2021", "Social Worker", "Held at school. All there.", "Core group"),
        ("17/02/2021", "Social Worker", "Mum said it never happened before.", "Home visit"),
    ]
    intake = taken_in(sheet(*rows, headings=(*HEADINGS, "Event type")))
    said = signals_of(intake).join(intake.tables.events.collect(), on="event_id").sort("earliest")
    acts = said.filter(pl.col("concept").is_in(["core_group", "home_visit"]), field="event_type")
    assert acts["status"].to_list() == ["negated", "affirmed", "affirmed"]
    assert acts["cue"].to_list() == ["Did not go ahead", None, None]


def test_an_incident_known_by_its_month_leaves_open_what_came_before_it() -> None:
    case = {"case": {"id": "2021-014", "index_incident": "June 2021"}}
    row = taken_in(sheet(BIRTH), case=case).tables.cases.collect().row(0, named=True)
    assert (row["index_incident"], row["incident_latest"]) == (date(2021, 6, 1), date(2021, 6, 30))
