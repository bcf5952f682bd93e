"""Abbreviations that an agency is asked about, and all those that it is not."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import polars as pl
import pytest

from chronology.case import case_from
from chronology.errors import PackUnusable
from chronology.records.jargon import (
    LIST,
    MOST_TOLD,
    WRITTEN,
    abbreviations,
    own_words,
    unknown_abbreviations,
)

NOBODY: frozenset[str] = frozenset()


def asked(
    *texts: str, known: frozenset[str] = NOBODY, agency: str = "hv", author: str | None = None
) -> list[str]:
    """What is asked about in entries with these texts, each of which stands twice."""
    columns = {"agency": agency, "place": "row 1", "author": author}
    rows = [{**columns, "text": text} for text in texts for _ in range(2)]
    schema = dict.fromkeys(("agency", "place", "author", "text"), pl.String)
    return unknown_abbreviations(pl.DataFrame(rows, schema=schema), known)["abbreviation"].to_list()


def test_letters_that_nothing_explains_are_asked_about() -> None:
    assert asked("Seen with QXZ at home.", "Plan: QXZ to ring, for V/Q.") == ["QXZ", "V/Q"]
    assert asked("Seen by HV/QXZ today.", "Seen by QXZs and GPs.") == ["QXZ"]


def test_letters_that_stand_once_are_not() -> None:
    row = {"agency": "hv", "place": "row 1", "author": None, "text": "Seen with QXZ at home."}
    schema = dict.fromkeys(row, pl.String)
    assert unknown_abbreviations(pl.DataFrame([row], schema=schema), NOBODY).is_empty()


def test_they_are_counted_and_the_first_place_is_told() -> None:
    rows = [
        {"agency": "hv", "place": f"row {number}", "author": None, "text": text}
        for number, text in enumerate(
            ["Well today.", "QXZ done.", "QXZ and VVQ.", "Later VVQ, QXZ."]
        )
    ]
    schema = dict.fromkeys(("agency", "place", "author", "text"), pl.String)
    found = unknown_abbreviations(pl.DataFrame(rows, schema=schema), NOBODY)
    assert found.rows() == [("hv", "QXZ", 3, "row 1"), ("hv", "VVQ", 2, "row 2")]


def test_only_the_commonest_are_asked_about() -> None:
    letters = [f"{one}{two}XQZ" for one in "BCDFG" for two in "JKLMN"]
    assert asked(*(f"Seen with {it} today." for it in letters)) == sorted(letters)[:MOST_TOLD]


@pytest.mark.parametrize(
    "text",
    [
        "DNA at ED, D/W HV, R/V by CMHT after MARAC; NFA.",
        "PHQ-9 and GAD7 done, S47 open, MMR1 given, GPs told.",
        "A&E with D&V, O/E NAD, sats ok on O2.",
        "Seen at B12 3CD, moved from CA14 last week.",
        "Must NOT be left alone, URGENT, rang on MON and TUES.",
        "Please ring THE OFFICE AND LEAVE A MESSAGE FOR BEV ROURKE AT THE SAFEGUARDING DESK.",
        "Iron was low; the McDONALD house was mentioned.",
    ],
)
def test_what_practice_understands_is_not_asked_about(text: str) -> None:
    assert asked(text) == []


def test_records_in_capitals_throughout_are_passed_over() -> None:
    assert asked("QXZ SEEN AT THE FLAT WITH TILLY, ALL CALM, VVQ INFORMED.") == []


def test_names_and_initials_of_the_case_are_known() -> None:
    case = case_from(
        {
            "people": [{"id": "child", "role": "subject", "names": ["Quill Zander", "Xaq"]}],
            "agencies": [{"id": "gp", "name": "Fellside Surgery", "aliases": ["FQX"]}],
        }
    )
    assert {"QUILL", "ZANDER", "QZ", "XAQ", "FQX", "FELLSIDE"} <= own_words(case)
    text = "Seen with QZ, ZANDER and FQX at home."
    assert asked(text) == ["FQX", "QZ", "ZANDER"]
    assert asked(text, known=own_words(case)) == []


def test_agencies_and_authors_are_known_by_their_initials() -> None:
    assert asked("Seen with QXZ today.", agency="QXZ Trust") == []
    assert asked("Seen with QZ today.", author="Quinta Zell") == []
    assert asked("Seen with QZ and XV today.", author="XV / QZ") == []


def test_what_the_records_elsewhere_write_as_a_word_is_a_word() -> None:
    assert asked("Driver gave OAKES as his name.", "Mr Oakes was calm.") == []
    assert asked("Amber pendant lost.", "Graded AMBERS.", "the ambers of the scale") == []


# ----------------------------------------------------------------------------------------- the list


def test_the_list_is_long_and_every_entry_is_of_a_known_shape() -> None:
    assert len(abbreviations()) >= 250
    for letters, meanings in abbreviations().items():
        assert re.fullmatch(WRITTEN, letters) or re.fullmatch(r"[A-Z0-9]{2,6}", letters), letters
        assert meanings, letters
        assert all(meanings), letters


def test_each_abbreviation_stands_once_in_its_place_and_none_is_called_ordinary_too() -> None:
    written = tomllib.loads(LIST.read_text(encoding="utf-8"))
    assert set(written["ordinary"]) & set(abbreviations()) == set()
    used = {group["source"] for group in written["abbreviations"]}
    assert used == set(written["sources"])


def test_the_same_letters_keep_all_their_meanings() -> None:
    assert abbreviations()["CP"] == ("child protection", "chest pain", "cerebral palsy")


@pytest.mark.parametrize(
    "text",
    [
        "ordinary = []",
        "not toml at all",
        'ordinary = []\n[sources]\n[[abbreviations]]\nfield = "f"\nsource = "X"\nmeans = {A = "b"}',
    ],
)
def test_a_list_that_is_not_as_it_must_be_is_told(tmp_path: Path, text: str) -> None:
    place = tmp_path / "jargon.toml"
    place.write_text(text, encoding="utf-8")
    with pytest.raises(PackUnusable):
        abbreviations(place)
