"""Silence at the edges of a return, and of several returns."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from test_temporal import day, entries, happened, occurrences, rows, spans, stretches

from chronology.tables import CASES, COVERAGE, SUMMARY, Tables
from chronology.temporal import coverage_scope, covered, gap, is_covered, told_by_a_return

RETURN = {"case_id": "c", "agency": "gp", "agency_kind": "gp", "returned": True}
DAYS = {"from_date": day(0), "to_date": day(9)}


def returns(*given: dict[str, Any]) -> Tables:
    return Tables.of(
        cases=CASES.frame([{"case_id": "c"}]),
        coverage=COVERAGE.frame(
            [RETURN | {"agency": f"gp{number}"} | it for number, it in enumerate(given)]
        ),
    )


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([DAYS], True),
        ([{"basis": SUMMARY}], False),
        ([DAYS, {"basis": SUMMARY}], True),
        ([{"from_date": day(6), "to_date": day(9)}, {"basis": SUMMARY}], False),
    ],
)
def test_a_row_stays_sure_where_one_whole_return_speaks_of_it(
    given: list[dict[str, Any]], expected: bool
) -> None:
    spoken = covered(returns(*given), summed_up=True)
    frame = occurrences(happened("a", 5), happened("b", 5, sure=False))
    found = rows(is_covered(frame, spoken, first=pl.col("lo"), last=pl.col("hi")))
    assert {row["happening"]: (row["covered"], row["sure"]) for row in found} == {
        "a": (True, expected),
        "b": (True, False),
    }


def test_what_no_return_speaks_of_is_as_sure_as_it_was() -> None:
    frame = occurrences(happened("a", 50), happened("b", 50, sure=False))
    found = rows(is_covered(frame, covered(returns(DAYS)), first=pl.col("lo"), last=pl.col("hi")))
    assert {row["happening"]: (row["covered"], row["sure"]) for row in found} == {
        "a": (False, True),
        "b": (False, False),
    }


def test_a_summary_speaks_only_where_it_is_asked_for() -> None:
    case = returns({"basis": SUMMARY})
    assert rows(covered(case)) == []
    (row,) = rows(covered(case, summed_up=True))
    assert not row["whole"]
    assert rows(coverage_scope(case, reason="None.")) == []
    assert len(rows(coverage_scope(case, reason="None.", summed_up=False))) == 1


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([{"from_date": day(2), "to_date": day(5)}], (True, True)),
        ([{"from_date": day(-9), "to_date": day(2)}], (True, False)),
        ([{"from_date": day(-9), "to_date": day(1)}], (False, False)),
        ([{"from_date": day(2), "to_date": None}], (True, False)),
        ([{"from_date": None, "to_date": day(5)}], (True, False)),
        ([DAYS, {"from_date": day(4), "to_date": day(4)}], (True, True)),
    ],
)
def test_a_return_that_may_speak_of_these_days(
    given: list[dict[str, Any]], expected: tuple[bool, bool]
) -> None:
    frame = occurrences(happened("a", 2, 5), happened("b", 2, 5, sure=False))
    found = told_by_a_return(frame, returns(*given), ["gp"], first=pl.col("lo"), last=pl.col("hi"))
    told = {row["happening"]: (row["told"], row["sure"]) for row in rows(found)}
    assert told == {"a": expected, "b": (expected[0], False)}


@pytest.mark.parametrize(
    ("contacts", "expected", "around"),
    [
        # on the first and the last day of the span
        ([(0, 0), (100, 100)], [(0, 100, True)], ["e0", "e1"]),
        # a contact that may lie in the stretch stands with it
        ([(0, 0), (30, 80)], [(0, 100, False)], ["e0", "e1"]),
        # of a month, only what lies in the span counts
        ([(-20, 10)], [(10, 100, True)], ["e0"]),
        ([(90, 120)], [(0, 90, True)], ["e0"]),
    ],
)
def test_what_stands_around_a_gap(contacts: Any, expected: list[Any], around: list[str]) -> None:
    frame = occurrences(*(happened(f"e{n}", *it) for n, it in enumerate(contacts)))
    found = gap(frame, spans(("c", 0, 100)), longer_than_days=56)
    assert stretches(found) == expected
    assert sorted({name for row in rows(found) for name in entries(row)}) == around


def test_contacts_without_entries_leave_a_gap_without_evidence() -> None:
    frame = occurrences(happened("a", 0, evidence=[]))
    (row,) = rows(gap(frame, spans(("c", 0, 100)), longer_than_days=56))
    assert row["evidence"] == []


@pytest.mark.parametrize(
    ("contacts", "expected"),
    [
        # free either side of a sure stretch: the longer of two placings, beside what is sure
        ([(10, 40), (100, 100)], [(40, 100, 60, True)]),
        ([(20, 80)], [(0, 80, 80, False), (80, 140, 60, True)]),
        ([(50, 90)], [(0, 140, 90, False)]),
        ([(60, 62)], [(0, 60, 60, True), (62, 140, 78, True)]),
        ([(57, 57), (70, 83)], [(0, 57, 57, True), (83, 140, 57, True)]),
    ],
)
def test_stretches_that_are_sure_and_those_that_may_be(contacts: Any, expected: list[Any]) -> None:
    frame = occurrences(*(happened(f"e{n}", *it) for n, it in enumerate(contacts)))
    found = rows(gap(frame, spans(("c", 0, 140)), longer_than_days=56))
    told = sorted(
        ((row["lo"] - day(0)).days, (row["hi"] - day(0)).days, row["days"], row["sure"])
        for row in found
    )
    assert told == expected
