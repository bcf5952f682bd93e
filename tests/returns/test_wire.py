"""What travels between the processes arrives as it was sent."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from chronology.returns import CellValue, Sheet
from chronology.returns.grid import Grid
from chronology.returns.wire import MARK, STEP, Arriving, messages

ANY_CELL = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**53), 2**53),
    st.floats(allow_nan=False),
    st.text(st.characters(codec="utf-8"), min_size=1),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(timedelta(days=-9999), timedelta(days=9999)),
)
ONE_KIND = st.sampled_from([st.text(min_size=1, max_size=5), st.dates(), st.integers()])


def travelled(grid: Grid) -> Sheet:
    lines = [json.dumps(message, ensure_ascii=False).encode() for message in messages(grid)]
    head, *rest = [json.loads(line) for line in lines]
    arriving = Arriving(head)
    for message in rest:
        arriving.add(message["rows"])
    return arriving.sheet()


@given(st.integers(1, 5).flatmap(lambda n: st.lists(st.lists(ANY_CELL, min_size=n, max_size=n))))
def test_cells_of_any_kind(columns: list[list[CellValue]]) -> None:
    sheet = travelled(Grid("A", True, 7, list(columns), ["A1:A2"], ["a note"]))
    expected = list(zip(*columns, strict=True))
    assert [row.cells for row in sheet.rows] == expected
    assert [list(map(type, row.cells)) for row in sheet.rows] == [
        list(map(type, row)) for row in expected
    ]
    assert [row.number for row in sheet.rows] == list(range(7, 7 + len(expected)))
    assert (sheet.name, sheet.hidden, sheet.merged, sheet.notes) == (
        "A",
        True,
        ("A1:A2",),
        ("a note",),
    )


def test_columns_of_one_kind_with_gaps() -> None:
    columns: list[list[CellValue]] = [
        ["a", None, f"with {MARK} the mark", ""],
        [date(2021, 2, 1), None, date(1900, 1, 1), None],
        [1, 2.5, None, True],
        [datetime(2021, 2, 1, 9, 30), date(2021, 2, 1), time(9, 30), timedelta(minutes=90)],
        [None, None, None, None],
    ]
    rows = travelled(Grid(None, False, 1, list(columns))).rows
    assert [row.cells for row in rows] == [
        ("a", date(2021, 2, 1), 1, datetime(2021, 2, 1, 9, 30), None),
        (None, None, 2.5, date(2021, 2, 1), None),
        (f"with {MARK} the mark", date(1900, 1, 1), None, time(9, 30), None),
        ("", None, True, timedelta(minutes=90), None),
    ]


def test_a_sheet_longer_than_one_message() -> None:
    numbers: list[CellValue] = list(range(2 * STEP + 3))
    rows = travelled(Grid("A", False, 5, [numbers])).rows
    assert [row.cells[0] for row in rows] == numbers
    assert rows[-1].number == 5 + 2 * STEP + 2


def test_a_sheet_with_nothing_in_it() -> None:
    assert travelled(Grid("A", False, 1, [])).rows == ()
