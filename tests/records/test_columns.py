"""Headings as agencies write them, found wherever they stand, and what is said of the rest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from chronology.errors import CaseProblem, PackUnusable
from chronology.records.columns import COLUMNS, Headings, HeadingsNotFound, find_headings
from chronology.records.heading_words import EXPORT_ONLY, known_headings, meaning
from chronology.returns import CellValue, RawRow, Sheet


def sheet(*rows: Sequence[CellValue], first: int = 1) -> Sheet:
    width = max((len(row) for row in rows), default=0)
    padded = (tuple(row) + (None,) * (width - len(row)) for row in rows)
    return Sheet(
        "Chronology", False, tuple(RawRow(first + place, row) for place, row in enumerate(padded))
    )


def found(*rows: Sequence[CellValue], given: dict[str, str] | None = None) -> Headings:
    headings = find_headings(sheet(*rows), given or {})
    assert isinstance(headings, Headings), headings
    return headings


def lacking(*rows: Sequence[CellValue]) -> HeadingsNotFound:
    headings = find_headings(sheet(*rows), {})
    assert isinstance(headings, HeadingsNotFound), headings
    return headings


def mapping(headings: Headings) -> dict[str, str | None]:
    return {column.heading: column.column for column in headings.columns}


# ----------------------------------------------------------------------------------- real headings


@pytest.mark.parametrize(
    ("headings", "columns"),
    [
        pytest.param(
            ["Serial number", "Date", "Event-detail", "Witness or document reference"],
            ["reference", "date", "record", "source"],
            id="public law outline",
        ),
        pytest.param(
            ["Date or Period of Event", "Significant Event", "Source", "Impact (+/−)",
             "Action Taken", "Review"],
            ["date", "record", "source", "comment", "action", "comment"],
            id="Tayside",
        ),
        pytest.param(
            ["Event Ref", "Start Date", "Start Time", "End Date", "Source of Information", "Event"],
            ["reference", "date", "time", "end_date", "source", "record"],
            id="Chronolator",
        ),
        pytest.param(
            ["Date", "Time", "Agency", "Source of information", "Significant event",
             "Who was present", "Action taken", "Outcome", "Comment or analysis", "Reference"],
            ["date", "time", "agency", "source", "record", "who", "action", "action", "comment",
             "reference"],
            id="review panel",
        ),
        pytest.param(
            ["Consultation date", "Clinician", "Consultation type", "Problem", "History",
             "Examination", "Plan"],
            ["date", "author", "event_type", "record", "record", "record", "action"],
            id="general practice",
        ),
        pytest.param(
            ["Date/Time", "Occurrence No.", "Occurrence type", "OEL", "Officer"],
            ["date", "reference", "event_type", "record", "author"],
            id="police",
        ),
        pytest.param(
            ["Contact date", "Note type", "Worker", "Case note", "Date entered"],
            ["date", "event_type", "author", "record", "recorded_on"],
            id="children's social care",
        ),
        pytest.param(
            ["Date of contact", "Child seen? (Y/N)", "Summary of contact", "Shared with"],
            ["date", "child_seen", "record", "shared_with"],
            id="health visiting",
        ),
    ],
)  # fmt: skip
def test_headings_of_real_returns(headings: list[str], columns: list[str]) -> None:
    found_headings = found(headings, ["x"] * len(headings))
    assert [column.column for column in found_headings.columns] == columns
    assert {column.how for column in found_headings.columns} == {"exact"}


@pytest.mark.parametrize(
    "heading",
    ["date", "DATE:", " Date * ", "Date\n(dd/mm/yyyy)", "Date/Time", "Date & time", "1. Date",
     "Date (of event)", "Date / Period", "Date\nThe date on which each event occurred"],
)  # fmt: skip
def test_how_a_heading_is_written_does_not_matter(heading: str) -> None:
    assert meaning(heading, {}) == ("date", "exact")


def test_what_stands_in_brackets_counts_where_it_says_something_else() -> None:
    assert meaning("Date (recorded)", {}) == ("recorded_on", "exact")
    assert meaning("Source of information (e.g. case notes)", {}) == ("source", "exact")


def test_two_names_for_one_thing_are_one_heading() -> None:
    assert meaning("Significant event / contact", {}) == ("record", "exact")
    assert meaning("Action taken & outcome", {}) == ("action", "exact")
    assert meaning("Event / Comment", {}) == ("record", "exact")
    assert meaning("Time / Author", {}) == (None, "unused")


@pytest.mark.parametrize(
    ("heading", "column"),
    [("Siginficant event", "record"), ("Commments", "comment"), ("Action takn", "action")],
)
def test_a_slip_of_the_pen_is_forgiven_and_told(heading: str, column: str) -> None:
    headings = found(["Date", heading, "Event"], ["1/2/21", "x", "y"])
    assert headings.columns[1].column == column
    assert headings.columns[1].how == "fuzzy"
    assert f"the column {heading!r} was read as {column}" in headings.notes


@pytest.mark.parametrize(
    "heading",
    ["Date of birth", "DOB", "Date of death", "Date closed", "Review date", "Next appointment",
     "Age", "Address", "Postcode", "NHS number", "Ethnicity", "RAG", "RAG rating", "Location",
     "Venue", "Gender", "School year", "End time", "Dtae", "Evnet"],
)  # fmt: skip
def test_what_means_something_else_is_left_alone(heading: str) -> None:
    assert meaning(heading, {}) == (None, "unused")


def test_every_listed_heading_means_its_own_column() -> None:
    known = known_headings()
    of_our_own = {*EXPORT_ONLY, "codes", "deleted", "other"}
    assert set(known.values()) == set(COLUMNS)
    for column in set(COLUMNS) - of_our_own:
        assert list(known.values()).count(column) >= 15
    for heading, column in known.items():
        assert meaning(heading, {}) == (column, "exact")


# -------------------------------------------------------------------------------- where they stand


def test_titles_above_are_no_entries_and_are_told() -> None:
    headings = found(
        ["Chronology of significant events"],
        ["Agency:", "Health Visiting", "Date:", "01/02/2022"],
        [],
        ["Date", "Event", "Action"],
        [date(2021, 2, 1), "Seen", "None"],
    )
    assert (headings.row, headings.first_row, headings.titles) == (4, 5, (1, 2))
    assert headings.notes == ("rows 1, 2 above the headings: taken for a title",)


def test_row_numbers_are_those_of_the_sheet() -> None:
    headings = find_headings(sheet(["Date", "Event"], ["1/2/21", "Seen"], first=7), {})
    assert isinstance(headings, Headings)
    assert (headings.row, headings.first_row) == (7, 8)


def test_headings_far_down_are_not_looked_for() -> None:
    rows = [["a note", "another"]] * 20 + [["Date", "Event"]]
    assert lacking(*rows).reason == "no headings in the first 20 rows"


def test_headings_that_stand_again_are_no_entries() -> None:
    rows = [
        ["Date", "Event", "Ref"],
        ["1/2/21", "Seen"],
        ["DATE", "Event:", "ref"],
        [],
        ["Date", "Event"],
        ["2/2/21", "Event"],
    ]
    headings = found(*rows)
    assert headings.repeats == (3, 5)
    assert [row.number for row in headings.entries(sheet(*rows))] == [2, 4, 6]
    assert headings.notes == ("rows 3, 5: the headings stand there again",)


def test_headings_alone_are_fine() -> None:
    headings = found(["Date", "Event"])
    assert list(headings.entries(sheet(["Date", "Event"]))) == []
    assert headings.notes == ("there are no entries below the headings",)


def test_an_entry_that_speaks_of_events_is_not_a_heading_row() -> None:
    headings = found(
        ["Date", "Record"],
        ["1/2/21", "Record"],
        [date(2021, 2, 2), "Event", "Contact", "Source", "Agency", "Comment"],
    )
    assert headings.row == 1


# ------------------------------------------------------------------------------------ what is read


def test_values_by_column_are_as_they_were() -> None:
    headings = found(["Ref", "Date", "Event"])
    row = RawRow(2, (7, date(2021, 2, 1), " Seen "))
    assert headings.values(row) == {"reference": 7, "date": date(2021, 2, 1), "record": " Seen "}
    assert headings.values(RawRow(3, (None, "  ", "x"))) == {"record": "x"}


def test_parts_of_a_narrative_are_joined_under_their_headings() -> None:
    headings = found(["Date", "History", "Examination", "Plan", "Outcome"])
    row = RawRow(2, ("1/2/21", "Cough", None, "Rest", "Home"))
    assert headings.values(row) == {
        "date": "1/2/21",
        "record": "History: Cough",
        "action": "Plan: Rest\nOutcome: Home",
    }
    assert "the columns 'History', 'Examination' were joined as record" in headings.notes


def test_other_columns_are_joined_without_them() -> None:
    headings = found(["Date", "Event", "Present", "Seen by", "Role"])
    row = RawRow(2, ("1/2/21", "Visit", "mother", "J Smith", "HV"))
    assert headings.values(row)["author"] == "J Smith; HV"
    assert headings.values(row)["who"] == "mother"


def test_a_heading_that_stands_twice_is_told_apart() -> None:
    headings = found(["Date", "Notes", "Notes"])
    assert list(mapping(headings)) == ["Date", "Notes", "Notes (2)"]
    row = RawRow(2, ("1/2/21", "one", "two"))
    assert headings.values(row)["record"] == "Notes: one\nNotes (2): two"


def test_a_second_date_is_not_used_and_said_so() -> None:
    headings = found(["Date", "Contact date", "Event"])
    assert mapping(headings) == {"Date": "date", "Contact date": None, "Event": "record"}
    assert headings.notes == (
        "the column 'Contact date' is one date more; its text is kept as it is",
        "there are no entries below the headings",
    )


def test_where_entries_have_only_the_date_of_recording_that_is_used_and_told() -> None:
    headings = found(["Date of entry", "Entry"], ["1/2/21", "Seen"])
    assert mapping(headings) == {"Date of entry": "date", "Entry": "record"}
    assert headings.notes == ("there is no other date, so 'Date of entry' was taken as the date",)
    both = found(["Date of entry", "Event date", "Entry"], ["1/2/21", "2/2/21", "Seen"])
    assert mapping(both)["Date of entry"] == "recorded_on"


def test_columns_that_are_not_used_are_named() -> None:
    headings = found(["Date", "Event", "RAG", None], ["1/2/21", "Seen", "green", "and more"])
    assert headings.unused == ("RAG", "")
    assert headings.notes == (
        "the column 'RAG' is not known; its text is kept as it is",
        "column D has no heading; its text is kept as it is",
    )


def test_a_date_and_a_kind_of_event_are_enough() -> None:
    assert isinstance(found(["Date", "Event type"]), Headings)
    assert isinstance(found(["Date", "Action taken"]), Headings)


# -------------------------------------------------------------------------------- what isn't found


def test_a_sheet_without_a_date_says_what_was_seen_and_what_to_do() -> None:
    missing = lacking(["Event", "Action", "Wann"], ["Seen", "None", "1/2/21"])
    assert missing.reason == "no date column"
    assert missing.seen == ("Event", "Action", "Wann")
    assert "date" in missing.looked_for
    assert "[columns]" in missing.hint


def test_a_sheet_that_says_nothing_is_not_usable() -> None:
    assert lacking(["Date", "Agency"]).reason == "no column that says what happened"


def test_an_empty_sheet() -> None:
    assert lacking().reason == "the sheet is empty"
    assert lacking([None, " "]).reason == "the sheet is empty"


def test_unknown_headings_are_shown_but_never_an_entry() -> None:
    assert lacking(["Dyddiad", "Digwyddiad"], ["1/2/21", "Gweld"]).seen == ("Dyddiad", "Digwyddiad")
    private = ["01/02/2021", "Rowan Marsh had a bruise", "seen at home by the health visitor"]
    assert lacking(private, private).seen == ()


# ------------------------------------------------------------------------- what the case file says


def test_the_case_file_goes_before_the_list() -> None:
    given = {"Dyddiad": "date", "digwyddiad": "record", "Comments": "record", "Time": "unused"}
    headings = found(["DYDDIAD:", "Digwyddiad", "Comments", "Time"], given=given)
    assert [(column.column, column.how) for column in headings.columns] == [
        ("date", "given"),
        ("record", "given"),
        ("record", "given"),
        (None, "given"),
    ]


def test_the_case_file_can_tell_two_headings_apart() -> None:
    headings = found(["Date", "Notes", "Notes"], given={"Notes (2)": "action"})
    assert mapping(headings) == {"Date": "date", "Notes": "record", "Notes (2)": "action"}


def test_of_two_dates_the_one_that_the_case_file_names_is_used() -> None:
    headings = found(["Date", "Contact date", "Event"], given={"Contact date": "date"})
    assert mapping(headings) == {"Date": None, "Contact date": "date", "Event": "record"}


def test_a_column_that_is_not_known_is_a_problem_of_the_case_file() -> None:
    with pytest.raises(CaseProblem) as caught:
        find_headings(sheet(["Date", "Event"]), {"Details of contact": "recrod"})
    assert caught.value.where == "case.toml › columns › Details of contact"
    assert "'recrod'" in caught.value.seen
    assert "record" in caught.value.hint


# ---------------------------------------------------------------------------------------- the list


GOOD = '[sources]\nS = "a source"\n[[headings]]\ncolumn = "date"\nsource = "S"\nnames = ["when"]\n'


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        (GOOD + "colour = 1\n", "it can't be used"),
        (GOOD.replace('"date"', '"dates"'), "there is no such column"),
        (GOOD.replace('source = "S"', 'source = "T"'), "the source 'T' isn't listed"),
        (GOOD.replace('source = "S"\n', ""), "it can't be used"),
        (
            GOOD + '[[headings]]\ncolumn = "time"\nsource = "S"\nnames = ["When:"]\n',
            "'When:' stands under another column too",
        ),
        ("[sources", "it can't be used"),
    ],
)
def test_a_list_that_is_not_as_it_must_be(written: str, seen: str, tmp_path: Path) -> None:
    path = tmp_path / "columns.toml"
    path.write_text(written)
    with pytest.raises(PackUnusable) as caught:
        known_headings(path)
    assert caught.value.seen.startswith(seen)


def test_a_list_that_is_as_it_must_be(tmp_path: Path) -> None:
    path = tmp_path / "columns.toml"
    path.write_text(GOOD)
    assert known_headings(path) == {"when": "date"}
