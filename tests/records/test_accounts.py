"""Two agencies' records of one happening: linked with the reason, shown with what differs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from case_folders import csv_text, intake_of

from chronology.intake import Intake

HEADINGS = ("Date", "Time", "Agency", "Who present", "Record", "Reference")
CASE = """
[[people]]
id = "child"
role = "subject"
names = ["Kim Aldous"]
born = 2021-02-01
"""


def intake(place: Path, *rows: Sequence[str]) -> Intake:
    full = [(*row, *[""] * (len(HEADINGS) - len(row))) for row in rows]
    return intake_of(place, {"r.csv": csv_text(*full, headings=HEADINGS)}, CASE)


def groups(place: Path, *rows: Sequence[str]) -> list[dict[str, Any]]:
    return intake(place, *rows).accounts


def entry(day: str, agency: str, record: str, reference: str = "") -> tuple[str, ...]:
    return (day, "", agency, "", record, reference)


BRUISE = "Bruise seen on left cheek, size of a 5p. Mum said baby rolled onto a toy."


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        (
            entry("03/05/2021", "HV", BRUISE),
            entry("03/05/2021", "GP", "Baby seen re bruise to left cheek, 5p size, seen by HV."),
            "bruise on the same day, in words that are alike",
        ),
        (
            entry(
                "03/05/2021", "Police", "DV incident at home address, verbal only.", "TC-21-4410"
            ),
            entry("03/05/2021", "Housing", "Police rang, TC-21-4410, domestic at the flat."),
            "the same reference",
        ),
        (
            entry("03/05/2021", "Hospital", "Baby admitted overnight, bruising to both arms."),
            entry(
                "10/05/2021", "GP", "Discharge letter received: bruising noted, stay of 03/05/2021."
            ),
            "bruise; the later entry tells of the day of the earlier one",
        ),
        (
            entry("03/05/2021", "CSC", "Strategy discussion held with police and health, s47."),
            entry("03/05/2021", "Police", "Strategy discussion with CSC and health. Joint s47."),
            "strategy discussion on the same day, in words that are alike",
        ),
        (
            entry("early May 2021", "Nursery", BRUISE),
            entry("03/05/2021", "HV", BRUISE + " Body map done."),
            "bruise on dates that overlap, in words that are alike",
        ),
    ],
)
def test_what_is_one_happening(
    first: tuple[str, ...], second: tuple[str, ...], why: str, tmp_path: Path
) -> None:
    (group,) = groups(tmp_path, first, second)
    assert why in group["why"]
    assert len(group["events"]) == 2


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(
            entry("03/05/2021", "HV", "Bruise to left cheek, rolled on to a toy."),
            entry("03/05/2021", "Hospital", "Bruising R thigh and both arms, no account offered."),
            id="two injuries of one day in other words",
        ),
        pytest.param(
            entry("03/05/2021", "HV", BRUISE), entry("04/05/2021", "GP", BRUISE), id="the next day"
        ),
        pytest.param(
            entry("03/05/2021", "HV", BRUISE),
            entry("03/05/2021", "HV", "Bruise, left cheek."),
            id="one agency",
        ),
        pytest.param(
            entry("03/05/2021", "HV", "Was not brought to 12 week check."),
            entry("03/05/2021", "GP", "Not brought for immunisations, text sent."),
            id="two appointments missed on one day",
        ),
        pytest.param(
            entry("03/05/2021", "GP", "DNA"),
            entry("03/05/2021", "Hospital", "DNA audiology outpatient appointment"),
            id="a word that every record of the kind has",
        ),
        pytest.param(
            entry("03/05/2021", "HV", "Bruise to left cheek, first seen Jan 2021 at 1430."),
            entry("03/05/2021", "GP", "Bruise on shin, noted 2021 by nursery, rang 1430."),
            id="years and times are no reference",
        ),
        pytest.param(
            entry("03/05/2021", "HV", "DNA HV clinic, letter sent."),
            entry("12/05/2021", "GP", "Letter from hospital: DNA audiology 03/05/2021."),
            id="a letter from another agency",
        ),
        pytest.param(
            entry("2021", "HV", BRUISE), entry("03/05/2021", "GP", BRUISE), id="a date too wide"
        ),
        pytest.param(
            entry("03/05/2021", "HV", BRUISE),
            entry("03/05/2021", "GP", "No bruise seen on cheek."),
            id="one says that it is not so",
        ),
    ],
)
def test_what_is_not(first: tuple[str, ...], second: tuple[str, ...], tmp_path: Path) -> None:
    assert groups(tmp_path, first, second) == []


def test_what_differs_is_shown_side_by_side_and_nothing_is_merged(tmp_path: Path) -> None:
    case = intake(
        tmp_path,
        ("03/05/2021", "09:10", "HV", "Mum", "Bruise on left cheek. Mum said he rolled off sofa."),
        ("03/05/2021", "15:40", "GP", "Dad", "Bruise on left cheek. Dad said sibling hit him."),
    )
    (group,) = case.accounts
    assert case.tables.events.collect().height == 2
    differs = {item["what"]: [one["says"] for one in item["accounts"]] for item in group["differs"]}
    assert differs == {
        "time": ["09:10", "15:40"],
        "who was present": ["mother", "father"],
        "explanation given": ["Mum said he rolled off sofa.", "Dad said sibling hit him."],
    }


def test_what_one_account_leaves_out_is_no_difference(tmp_path: Path) -> None:
    (group,) = groups(
        tmp_path,
        ("03/05/2021", "09:10", "HV", "Mum", BRUISE),
        ("03/05/2021", "", "GP", "", BRUISE),
    )
    assert [item["what"] for item in group["differs"]] == []


def test_a_row_pasted_twice_counts_once_and_stays(tmp_path: Path) -> None:
    row = entry("03/05/2021", "HV", "Was not brought to clinic.")
    case = intake(tmp_path, row, row)
    events = case.tables.events.collect()
    assert events.height == 2
    assert events["account_of"].null_count() == 1
    assert case.accounts[0]["why"] == ["the same row twice"]


def test_two_entries_of_one_agency_are_not_joined_by_a_third(tmp_path: Path) -> None:
    found = groups(
        tmp_path,
        entry("03/05/2021", "HV", "DNA 6-8 week review appointment at clinic."),
        entry("03/05/2021", "HV", "DNA hearing screen appointment at clinic."),
        entry("03/05/2021", "GP", "DNA appointment at clinic, 6-8 week review, hearing screen."),
    )
    assert all(len(group["events"]) == 2 for group in found)


def test_ditto_rows_of_other_days_are_not_one(tmp_path: Path) -> None:
    rows = []
    for day in ("01", "08", "15", "22"):
        rows += [entry(f"{day}/03/2021", "GP", "Letter received."), entry('"', "GP", "DNA appt.")]
    assert groups(tmp_path, *rows) == []


def test_three_agencies_make_one_group_with_the_earliest_first(tmp_path: Path) -> None:
    (group,) = groups(
        tmp_path,
        entry("03/05/2021", "HV", BRUISE),
        entry("03/05/2021", "GP", BRUISE + " Referred to hospital."),
        entry("03/05/2021", "Hospital", BRUISE + " Seen on ward."),
    )
    assert len(group["events"]) == 3
