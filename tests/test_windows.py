"""Counts across agencies and kinds held against a plain reading; accounts of one happening."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_temporal import (
    SOME,
    Interval,
    by_case,
    day,
    episodes,
    happened,
    interval,
    many,
    number_of,
    occurrences,
    placed,
    rows,
)

from chronology.temporal import counted, once, together, within

Entry = tuple[int, str]
"""The day of a happening and its agency."""

ENTRIES = st.lists(st.tuples(st.integers(0, 20), st.sampled_from("abc")), max_size=7)


def plain(entries: list[Entry], at_least: int, agencies: int, reach: int) -> list[tuple[int, ...]]:
    """First day, last day, most in one window, and the day by which one held enough."""
    joined: list[tuple[int, ...]] = []
    for start in sorted({on for on, _ in entries}):
        window = sorted(it for it in entries if start <= it[0] <= start + reach)
        days = [on for on, _ in window]
        firsts = sorted(min(on for on, who in window if who == it) for it in {w for _, w in window})
        if len(window) < at_least or len(firsts) < agencies:
            continue
        found = (start, days[-1], len(window), max(days[at_least - 1], firsts[agencies - 1]))
        if joined and start <= joined[-1][1]:
            one = joined.pop()
            found = (one[0], max(one[1], found[1]), max(one[2], found[2]), min(one[3], found[3]))
        joined.append(found)
    return joined


@pytest.mark.parametrize("column", ["agency", "concept"])
@SOME
@given(st.integers(1, 3), st.integers(1, 3), st.integers(0, 4), many(ENTRIES))
def test_counted_across_equals_a_plain_reading(
    column: str, at_least: int, different: int, reach: int, drawn: list[list[Entry]]
) -> None:
    frame = occurrences(
        *(
            happened(str(place), on, case=str(number), agency=who)
            for number, entries in enumerate(drawn)
            for place, (on, who) in enumerate(entries)
        )
    ).with_columns(concept=pl.col("agency"))
    asked: dict[str, int] = {{"agency": "agencies", "concept": "concepts"}[column]: different}
    found = by_case(counted(frame, at_least=at_least, within_days=reach, **asked), len(drawn))
    for entries, told in zip(drawn, found, strict=True):
        spans = sorted(
            (number_of(it["lo"]), number_of(it["hi"]), it["n"], number_of(it["reached"]))
            for it in told
        )
        assert spans == plain(entries, at_least, different, reach), entries


UNCERTAIN = st.lists(st.tuples(interval(), st.sampled_from("ab"), st.booleans()), max_size=4)


@SOME
@given(st.integers(0, 4), many(UNCERTAIN))
def test_across_two_agencies_is_exact(
    reach: int, drawn: list[list[tuple[Interval, str, bool]]]
) -> None:
    """Told: some placing has two agencies close. Sure: two that are sure are close in every one."""
    frame = occurrences(
        *(
            happened(str(place), *when, case=str(number), agency=who, sure=sure)
            for number, entries in enumerate(drawn)
            for place, (when, who, sure) in enumerate(entries)
        )
    )
    found = by_case(counted(frame, at_least=2, within_days=reach, agencies=2), len(drawn))
    for entries, told in zip(drawn, found, strict=True):
        pairs = [
            ([one[0], two[0]], one[2] and two[2])
            for one in entries
            for two in entries
            if one[1] < two[1]
        ]
        close = [
            ([abs(a - b) <= reach for a, b in placed(days)], both_sure) for days, both_sure in pairs
        ]
        assert bool(told) == any(any(holds) for holds, _ in close), entries
        surely = any(all(holds) and both for holds, both in close)
        assert not any(it["sure"] for it in told) or surely, entries


def test_an_account_that_is_not_sure_adds_no_second_agency() -> None:
    frame = occurrences(
        happened("a", 0, agency="gp"),
        happened("b", 1, agency="gp"),
        happened("b", 1, agency="hub", sure=False),
    )
    (episode,) = episodes(counted(frame, at_least=2, within_days=7, agencies=2))
    assert episode == (0, 1, 2, 1, False)


def test_what_is_about_nobody_known_is_not_counted() -> None:
    frame = occurrences(happened("a", 0, person_id=None), happened("b", 1, person_id=None))
    assert episodes(counted(frame, at_least=2, within_days=7)) == []
    by_the_case = counted(frame, at_least=2, within_days=7, by=("case_id",))
    assert len(episodes(by_the_case)) == 1


def test_a_happening_is_of_the_first_of_its_agencies_and_sure_where_one_account_is() -> None:
    accounts = (
        happened("a", 0, agency="hub", agency_kind="social care", sure=False),
        happened("a", 0, agency="gp", agency_kind="surgery"),
    )
    (row,) = rows(once(occurrences(*accounts)))
    assert (row["agency"], row["agency_kind"], row["sure"]) == ("gp", "social care", True)
    apart = rows(once(occurrences(*accounts), ("case_id", "agency")).sort("agency"))
    assert [(it["agency"], it["sure"]) for it in apart] == [("gp", True), ("hub", False)]


def test_accounts_that_differ_leave_open_all_that_they_say() -> None:
    frame = occurrences(
        happened("a", 0, 2), happened("a", 2, 5), happened("b", 0), happened("b", 4)
    )
    found = {row["happening"]: (row["lo"], row["hi"]) for row in rows(once(frame))}
    assert found == {"a": (day(2), day(2)), "b": (day(0), day(4))}


def test_what_is_not_sure_stays_so_between_two_days() -> None:
    frame = occurrences(happened("a", 3, sure=False), happened("b", 3))
    found = within(frame, pl.lit(day(0)), pl.lit(day(9)))
    assert {row["happening"]: row["sure"] for row in rows(found)} == {"a": False, "b": True}


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        # two entries of one day
        ([[("a", 0)], [("b", 0)]], [(0, 0, 2, 0, True)]),
        # what comes after both are there changes nothing of when they were
        ([[("a", 0), ("c", 5)], [("b", 2)]], [(0, 5, 3, 2, True)]),
        ([[("b", 2)], [("a", 0), ("c", 5)]], [(0, 5, 3, 2, True)]),
    ],
)
def test_together_is_reached_with_the_first_of_each(groups: Any, expected: list[Any]) -> None:
    frames = [occurrences(*(happened(*it) for it in group)) for group in groups]
    assert episodes(together(frames, within_days=7)) == expected
