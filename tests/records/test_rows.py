"""Rows as agencies write them: ditto marks, tables that go on, headings that nobody knows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from case_folders import balanced, csv_text, events_of, intake_of

from chronology.intake import Intake


def intake(place: Path, *rows: Sequence[str], case: str | None = None) -> Intake:
    return intake_of(place, {"r.csv": csv_text(*rows, headings=None)}, case)


def word(place: Path, *tables: Sequence[Sequence[str]], titles: Sequence[str] = ()) -> Intake:
    document = docx.Document()
    for number, table in enumerate(tables):
        if number < len(titles):
            document.add_paragraph(titles[number])
        grid = document.add_table(rows=len(table), cols=len(table[0]))
        for row, cells in zip(grid.rows, table, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    returns = place / "returns"
    returns.mkdir(parents=True)
    document.save(str(returns / "r.docx"))
    return intake_of(place, {})


@pytest.mark.parametrize("mark", ['"', "”", "ditto", "as above", "〃"])
def test_a_ditto_mark_means_the_cell_above(mark: str, tmp_path: Path) -> None:
    rows = [
        ("Date", "Agency", "Record"),
        ("03/05/2021", "Police", "Called to address."),
        (mark, mark, "Left, all calm."),
    ]
    first, second = events_of(intake(tmp_path, *rows))
    assert second["agency"] == first["agency"] == "police"
    assert second["earliest"] == second["latest"] == date(2021, 5, 3)
    assert second["date_text"] == mark


def test_a_ditto_mark_on_the_first_row_means_nothing(tmp_path: Path) -> None:
    (event,) = events_of(intake(tmp_path, ("Date", "Record"), ('"', "Seen.")))
    assert event["earliest"] is None


def test_what_stands_under_an_unknown_heading_is_kept_and_read(tmp_path: Path) -> None:
    rows = [
        ("Date", "Record", "Gest / PN day", "", "RAG"),
        ("03/05/2021", "Seen at home.", "day 5", "bruise on left arm", ""),
    ]
    case = intake(tmp_path, *rows)
    (event,) = events_of(case)
    assert event["other"] == "Gest / PN day: day 5\nbruise on left arm"
    signals = case.tables.signals.collect().filter(concept="bruise")
    assert signals["field"].to_list() == ["other"]


def test_a_heading_that_case_toml_leaves_out_is_left_out(tmp_path: Path) -> None:
    rows = [("Date", "Record", "RAG"), ("03/05/2021", "Seen.", "amber")]
    (event,) = events_of(intake(tmp_path, *rows, case='[columns]\nRAG = "unused"\n'))
    assert event["other"] is None


def test_entries_whose_heading_nobody_knows_are_read_and_said_to_be(tmp_path: Path) -> None:
    sentence = "She came in crying and would not be put down all morning."
    rows = [("Date / week", "What we saw"), *(("03/05/2021", sentence) for _ in range(3))]
    case = intake(tmp_path, *rows)
    assert [event["record"] for event in events_of(case)] == [sentence] * 3
    notes = case.files[0].notes
    assert "the column 'What we saw' was read as record: that is what it holds" in notes


def test_a_table_of_versions_is_no_chronology(tmp_path: Path) -> None:
    rows = [("Version", "Date", "Author"), *(("1.1", "3/5/21", "B Lowe") for _ in range(4))]
    case = intake(tmp_path, *rows)
    assert events_of(case) == []
    assert balanced(case.ledger)
    assert len(case.files[0].rejected) == 5  # its headings too: nothing of it is known


def test_a_table_goes_on_in_the_next_one_with_its_dates(tmp_path: Path) -> None:
    first = [("Date", "Details"), ("2021", ""), ("3 May", "Home visit.")]
    second = [("two days later", "Rang mum."), ("9 May", "No access.")]
    case = word(tmp_path, first, second)
    assert [event["earliest"] for event in events_of(case)] == [
        date(2021, 5, 3),
        date(2021, 5, 5),
        date(2021, 5, 9),
    ]
    assert any("goes on under those" in note for note in case.files[0].notes)


def test_another_table_does_not_go_on(tmp_path: Path) -> None:
    first = [("Date", "Details"), ("3 May 2021", "Home visit.")]
    contacts = [("Health visitor", "ext. 4410"), ("Social worker", "ext. 4520")]
    case = word(tmp_path, first, contacts)
    assert len(events_of(case)) == 1
    assert len(case.files[0].rejected) == 2


def test_the_words_above_a_table_name_its_agency_and_year(tmp_path: Path) -> None:
    table = [("Date", "Details"), ("3 May", "Home visit.")]
    case = word(tmp_path, table, table, titles=("Health visiting", "2020"))
    told = [(it["agency_kind"], it["earliest"]) for it in events_of(case)]
    assert told[0] == ("health_visiting", None)
    assert told[1][1] == date(2020, 5, 3)


def test_initials_of_the_family_in_a_file_s_name_are_no_agency(tmp_path: Path) -> None:
    people = '[[people]]\nid = "sibling"\nrole = "sibling"\nnames = ["Edie Hart"]\n'
    text = csv_text(("3/5/2021", "Seen."), headings=("Date", "Record"))
    case = intake_of(tmp_path, {"GP chronology KH EH final.csv": text}, people)
    assert events_of(case)[0]["agency_kind"] == "gp"


def test_where_only_the_kind_of_event_is_told_it_is_the_record(tmp_path: Path) -> None:
    file = csv_text(("01/02/2021", "GP", "Seen."), headings=("Date", "Agency", "Contact type"))
    (event,) = events_of(intake_of(tmp_path, {"merged.csv": file}))
    assert (event["record"], event["event_type"]) == ("Seen.", None)


def test_a_term_s_heading_gives_the_year(tmp_path: Path) -> None:
    rows: list[tuple[Any, ...]] = [
        ("Date", "Record"),
        ("Autumn term 2020", ""),
        ("3 November", "Settled in."),
    ]
    (event,) = events_of(intake(tmp_path, *rows))
    assert event["earliest"] == date(2020, 11, 3)


def test_a_second_table_below_the_first_does_not_hide_it(tmp_path: Path) -> None:
    rows = [
        ("Date", "Event", "", "", ""),
        ("01/05/2021", "Bruise seen.", "", "", ""),
        ("", "", "", "", ""),
        ("Date", "Time", "Agency", "Record", "Action"),
        ("03/05/2021", "10:00", "GP", "Seen.", "None"),
    ]
    case = intake(tmp_path, *rows)
    assert balanced(case.ledger)
    assert "Bruise seen." in {event["record"] for event in events_of(case)}


def test_marks_for_the_row_above_keep_their_ids_when_a_row_is_put_in(tmp_path: Path) -> None:
    def ids(place: str, *days: str) -> dict[str, str]:
        rows: list[tuple[str, ...]] = [("Date", "Record")]
        for day in days:
            rows += [(day, f"Visit {day}."), ('"', "Text to mum.")]
        found = events_of(intake(tmp_path / place / "case", *rows))
        return {str(it["earliest"]): it["event_id"] for it in found if it["date_text"] == '"'}

    before, after = ids("a", "8/3/21", "22/3/21"), ids("b", "1/3/21", "8/3/21", "22/3/21")
    assert before.items() <= after.items()


def test_a_bare_number_under_a_heading_of_ages_is_an_age(tmp_path: Path) -> None:
    rows = [("Age / date", "Event"), ("12", "Not brought."), ("March 2013", "Seen at home.")]
    child = '[[people]]\nid = "kim"\nrole = "subject"\nborn = 2000-01-01\n'
    first, second = events_of(intake(tmp_path, *rows, case=child))
    assert first["earliest"] == date(2012, 1, 1)
    assert second["earliest"] == date(2013, 3, 1)
