"""Whose a mark or a missed appointment is where the sentence doesn't say: the record's patient."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from case_folders import csv_text, intake_of, signals_of, workbook

from chronology.narrative import code, read

CASE = """
[[people]]
id = "child"
role = "subject"
names = ["Kit Bale"]
born = 2021-03-01

[[people]]
id = "sibling"
role = "sibling"
names = ["Ola Bale"]

[[people]]
id = "mother"
role = "mother"
names = ["Nina Bale"]

[[people]]
id = "lodger"
role = "other_adult"
names = ["Mr Fenn"]

[[agencies]]
id = "cmht"
kind = "adult_mental_health"
about = "mother"

[[agencies]]
id = "gp"
kind = "gp"
"""
HEADINGS = ("Date", "Agency", "Who", "Record")


def told(place: Path, agency: str, who: str, record: str, day: str = "02/05/2021") -> set[str]:
    """The status and bearer of each injury and missed appointment in one entry."""
    intake = intake_of(
        place, {"r.csv": csv_text((day, agency, who, record), headings=HEADINGS)}, CASE
    )
    kinds = ("bruise", "other_injury", "missed_appointment")
    found = signals_of(intake).filter(pl.col("concept").is_in(kinds))
    return {f"{status} {who}" for status, who in found.select("status", "who").iter_rows()}


@pytest.mark.parametrize(
    ("agency", "who", "record", "expected"),
    [
        ("gp", "Nina", "Three oval bruises L forearm.", "other_person mother"),
        ("gp", "Nina", "Bruise on baby's cheek.", "affirmed child"),
        ("gp", "Nina", "Brought baby along. Bruise on cheek.", "affirmed child"),
        ("gp", "Kit", "Bruise on cheek.", "affirmed child"),
        ("hv", "Nina", "Bruise on cheek.", "affirmed child"),  # she was present
        ("gp", "Ola", "Cut to chin.", "other_person sibling"),
        ("hospital", "", "Ola, 6. Split lip, playground.", "other_person sibling"),
        ("hospital", "", "Ola. Fell in the park. Broken wrist.", "other_person sibling"),
        ("hospital", "", "Nina B., 20 weeks. Bruised knee, slipped on ice.", "affirmed child"),
        (
            "hospital",
            "",
            "Nina Bale, 20 weeks. Bruised knee, slipped on ice.",
            "other_person mother",
        ),
        ("hospital", "", "Ola and Kit seen. Bruise on Kit's ear.", "affirmed child"),
        ("probation", "Mr Fenn", "FTA. Letter.", "other_person unknown"),
        ("cmht", "", "DNA, letter sent.", "affirmed mother"),
        ("midwifery", "", "DNA. No reply to text.", "affirmed child"),
    ],
)
def test_what_is_unsaid_is_the_patients(
    tmp_path: Path, agency: str, who: str, record: str, expected: str
) -> None:
    assert told(tmp_path, agency, who, record) == {expected}


def test_before_the_birth_a_midwifes_patient_is_the_mother(tmp_path: Path) -> None:
    assert told(tmp_path, "midwifery", "", "DNA. Phoned.", "02/01/2021") == {"affirmed mother"}


def test_a_sheet_may_be_the_patients(tmp_path: Path) -> None:
    rows = [("Date", "Agency", "Record"), ("02/05/2021", "gp", "Linear marks neck.")]
    path = workbook(tmp_path / "gp.xlsx", {"Nina Bale": rows})
    intake = intake_of(tmp_path / "case", {"gp.xlsx": path.read_bytes()}, CASE)
    (mark,) = signals_of(intake).filter(concept="bruise").iter_rows(named=True)
    assert (mark["status"], mark["person_id"]) == ("other_person", "mother")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mother, fractured finger, door.", "other_person mother"),
        ("Mum, Dad and baby, bruise on cheek.", "affirmed child"),
        ("Mum, saw a burn on his arm.", "affirmed child"),
        ("Baby, bruise to arm.", "affirmed child"),
    ],
)
def test_a_note_begins_with_its_patient(text: str, expected: str) -> None:
    found = code([text]).filter(pl.col("concept").is_in(["bruise", "other_injury"]))
    assert {f"{it['status']} {it['who']}" for it in found.iter_rows(named=True)} == {expected}


def test_names_alone_begin_no_entry_about_them() -> None:
    names = pl.DataFrame(
        [("", "ola", "sibling", "sis")],
        schema=["case_id", "surface", "who", "person_id"],
        orient="row",
    )
    found = read(["Ola rang. Bruise on cheek."], names=names).signals.filter(concept="bruise")
    assert found["who"].to_list() == ["child"]
