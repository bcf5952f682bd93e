"""The column of agencies is found by what stands in it, where no heading says so."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from chronology.records.columns import Headings, find_headings
from chronology.records.heading_contents import with_agency_column
from chronology.returns import CellValue, RawRow, Sheet

NAMES = ("Police", "HV", "Family", "GP")


def read(heading: str, names: Sequence[CellValue], **given: str) -> Headings:
    rows = [("Date", heading, "Event"), *(("May 2019", name, "Home visit.") for name in names)]
    sheet = Sheet(
        "Chronology", False, tuple(RawRow(1 + at, tuple(row)) for at, row in enumerate(rows))
    )
    headings = find_headings(sheet, given)
    assert isinstance(headings, Headings), headings
    return with_agency_column(headings, sheet)


def meant(headings: Headings) -> str | None:
    return headings.columns[1].column


@pytest.mark.parametrize("heading", ["Source", "Who", "Bodies", "Body"])
def test_what_holds_agencies_is_the_agency(heading: str) -> None:
    headings = read(heading, NAMES)
    assert meant(headings) == "agency"
    assert headings.notes == (f"the column {heading!r} was read as agency: that is what it holds",)


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(("Mother", "HV", "Father, MGM", "Mother", "Police"), id="mostly people"),
        pytest.param(("HV", "HV", "HV", "HV"), id="one service's own contacts"),
        pytest.param(("GP record p. 4", "Police log 12", "HV notes", "Letter"), id="documents"),
        pytest.param(("GP", "HV"), id="two rows"),
        pytest.param((None, None, None), id="nothing"),
    ],
)
def test_what_holds_people_or_documents_is_not(names: Sequence[CellValue]) -> None:
    assert meant(read("Who", names)) == "who"


def test_authors_of_one_agency_are_not_agencies() -> None:
    assert meant(read("Author", ("Midwife", "Ward", "Consultant", "Social worker"))) == "author"


def test_professionals_of_many_agencies_are() -> None:
    assert meant(read("Professional", NAMES)) == "agency"


def test_a_heading_that_says_agency_goes_first() -> None:
    headings = read("Agency", NAMES)
    assert meant(headings) == "agency"
    assert headings.notes == ()


def test_the_case_file_goes_first() -> None:
    assert meant(read("Who", NAMES, Who="who")) == "who"


def test_sources_in_words_of_their_own_are_agencies_where_they_are_of_three_kinds() -> None:
    names = ("LA file", "ICPC", "Community paediatrics", "Neighbour", "School")
    assert meant(read("Source", names)) == "agency"
    assert meant(read("Source", ("LA file", "ICPC", "Core group", "Neighbour"))) == "source"


def test_a_column_of_ages_is_the_date() -> None:
    rows = [("Age / date", "Event"), ("12", "Not brought."), ("12½", "Not brought.")]
    sheet = Sheet(None, False, tuple(RawRow(1 + at, row) for at, row in enumerate(rows)))
    headings = find_headings(sheet, {})
    assert isinstance(headings, Headings)
    assert headings.columns[0].column == "date"
