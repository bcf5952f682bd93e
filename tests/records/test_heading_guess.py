"""Columns are found by what they hold where no heading is known."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from chronology.records.columns import Headings
from chronology.records.heading_guess import headings_by_contents
from chronology.returns import CellValue, RawRow, Sheet

ENTRIES: tuple[tuple[CellValue, ...], ...] = (
    ("Spring 2019", "HV", "Home visit. Baby seen asleep, mum tearful and tired."),
    ("3 weeks", "GP", "Brought by mum with vomiting after most feeds."),
    ("Family", "MW", "The couple had known each other for a year when she booked."),
    ("6 June 2019", "Police", "Called to an argument; the baby was in the room."),
)


def sheet(*rows: Sequence[CellValue]) -> Sheet:
    return Sheet(None, False, tuple(RawRow(at, tuple(row)) for at, row in enumerate(rows, 1)))


def meant(headings: Headings | None) -> list[tuple[str, str | None]]:
    assert headings is not None
    return [(it.heading, it.column) for it in headings.columns]


def test_headings_that_nobody_knows_are_read_by_what_stands_below() -> None:
    headings = headings_by_contents(sheet(("Phase", "Team", "Tale"), *ENTRIES), {})
    assert meant(headings) == [("Phase", "date"), ("Team", "agency"), ("Tale", "record")]
    assert headings is not None
    assert headings.first_row == 2
    assert headings.notes == (
        "the column 'Phase' was read as date: that is what it holds",
        "the column 'Tale' was read as record: that is what it holds",
    )


def test_a_table_without_headings_loses_no_row() -> None:
    headings = headings_by_contents(sheet(*ENTRIES), {})
    assert meant(headings) == [("", "date"), ("", None), ("", "record")]
    assert headings is not None
    assert [row.number for row in headings.entries(sheet(*ENTRIES))] == [1, 2, 3, 4]
    assert "the column A, without a heading, was read as date: that is what it holds" in (
        headings.notes
    )


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(
            [("Version", "Remark"), ("0.1", "First draft by the author of this report.")] * 3,
            id="a table of versions",
        ),
        pytest.param(
            [("Name", "Born"), ("Kim", "June 2019"), ("Alex", "May 2017"), ("Jo", "2015")],
            id="a table of people",
        ),
        pytest.param([("Phase", "Tale"), *((a, c) for a, _, c in ENTRIES[:2])], id="two rows"),
        pytest.param([("Topic", "Text"), *(("Learning", c) for _, _, c in ENTRIES)], id="no dates"),
    ],
)
def test_what_does_not_tell_is_left(rows: Sequence[Sequence[CellValue]]) -> None:
    assert headings_by_contents(sheet(*rows), {}) is None


def test_what_case_toml_says_of_a_heading_holds() -> None:
    table = sheet(("Phase", "Team", "Tale"), *ENTRIES)
    assert headings_by_contents(table, {"Phase": "reference"}) is None
    assert headings_by_contents(table, {"Team": "author"}) is not None
