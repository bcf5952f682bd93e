"""Different things close together, and counts across agencies, for every placing of the dates."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_temporal import (
    SOME,
    UNDATED,
    Interval,
    by_case,
    entries,
    episodes,
    happened,
    interval,
    many,
    occurrences,
    placed,
    rows,
)

from chronology.temporal import counted, together

Thing = tuple[int, Interval]
"""Which group a happening is of, and when it was."""


def within_reach(days: Sequence[int], reach: int) -> bool:
    return max(days) - min(days) <= reach


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ((7, 7), [(0, 7, 2, 7, True)]),
        ((8, 8), []),
        ((-7, -7), [(-7, 0, 2, 0, True)]),
        ((5, 8), [(0, 8, 2, 8, False)]),
        ((-7, 7), [(-7, 7, 2, 7, True)]),  # wide, but never further away than seven days
        ((-1000, 1000), [(-1000, 1000, 2, 1000, False)]),
    ],
)
def test_two_things_within_seven_days(second: Interval, expected: list[Any]) -> None:
    groups = [occurrences(happened("a", 0)), occurrences(happened("b", *second))]
    assert episodes(together(groups, within_days=7)) == expected


def test_two_of_one_kind_are_not_one_of_each() -> None:
    groups = [occurrences(happened("a", 0), happened("b", 1)), occurrences(happened("c", 90))]
    assert rows(together(groups, within_days=7)) == []


def test_what_one_entry_says_falls_together_however_uncertain_its_day() -> None:
    undated = occurrences(happened("a", -1000, 1000))
    assert [it[-1] for it in episodes(together([undated, undated], within_days=0))] == [True]


def test_what_is_not_sure_by_itself_is_only_possible() -> None:
    first, second = occurrences(happened("a", 0)), occurrences(happened("a", 0, sure=False))
    assert [it[-1] for it in episodes(together([first, second], within_days=7))] == [False]


def test_persons_and_cases_are_apart() -> None:
    first = occurrences(happened("a", 0), happened("a", 0, case="other"))
    second = occurrences(happened("b", 0, person_id="twin"))
    assert rows(together([first, second], within_days=7)) == []


THINGS = st.lists(
    st.tuples(st.integers(0, 2), st.one_of(*[interval()] * 6, st.just(UNDATED))), max_size=4
).filter(lambda drawn: [it[1] for it in drawn].count(UNDATED) <= 1)


@SOME
@given(st.integers(2, 3), st.integers(0, 4), many(THINGS))
def test_together_is_exact(number: int, reach: int, drawn: list[list[Thing]]) -> None:
    """Told: some choice of one of each, and some placing. Sure: some choice, every placing."""
    groups = [
        occurrences(
            *(
                happened(str(place), *when, case=str(case))
                for case, things in enumerate(drawn)
                for place, (group, when) in enumerate(things)
                if group == wanted
            )
        )
        for wanted in range(number)
    ]
    found = by_case(together(groups, within_days=reach), len(drawn))
    for things, told in zip(drawn, found, strict=True):
        choices = list(
            product(*([when for group, when in things if group == g] for g in range(number)))
        )
        some = [
            [within_reach(days, reach) for days in placed(choice)]
            for choice in choices
            if len(choice) == number
        ]
        assert bool(told) == any(any(holds) for holds in some), things
        assert any(it["sure"] for it in told) == any(all(holds) for holds in some), things
        for episode in told:
            its_groups = {things[int(name)][0] for name in entries(episode)}
            assert set(range(number)) <= its_groups


def of(agency: str, name: str, lo: int, hi: int | None = None, **more: Any) -> dict[str, Any]:
    return happened(name, lo, hi, agency=agency, **more)


@pytest.mark.parametrize(
    ("happenings", "expected"),
    [
        ([of("gp", "a", 0), of("gp", "b", 1)], []),
        ([of("gp", "a", 0), of("hub", "b", 1)], [(0, 1, 2, 1, True)]),
        # the second agency completes it, not the second happening
        ([of("gp", "a", 0), of("gp", "b", 1), of("hub", "c", 5)], [(0, 5, 3, 5, True)]),
        ([of("gp", "a", 0), of("gp", "b", 1), of("hub", "c", 9)], []),
        ([of("gp", "a", 0), of("hub", "b", 5, 9)], [(0, 9, 2, 9, False)]),
        # two accounts of one thing are one happening, in the records of two agencies
        ([of("gp", "a", 0), of("hub", "a", 0)], []),
        ([of("gp", "a", 0), of("hub", "a", 0), of("gp", "b", 1)], [(0, 1, 2, 1, True)]),
    ],
)
def test_two_within_seven_days_across_two_agencies(
    happenings: list[dict[str, Any]], expected: list[Any]
) -> None:
    frame = occurrences(*happenings)
    assert episodes(counted(frame, at_least=2, within_days=7, agencies=2)) == expected


@pytest.mark.parametrize(
    ("second", "kind", "expected"),
    [
        (of("hub", "b", 1), "feeding", [(0, 1, 2, 1, True)]),
        (of("hub", "b", 1), "home", []),
        (of("gp", "b", 1), "feeding", []),
        (of("hub", "b", 8), "feeding", []),
    ],
)
def test_two_kinds_within_seven_days_across_two_agencies(
    second: dict[str, Any], kind: str, expected: list[Any]
) -> None:
    concept = pl.when(pl.col("happening") == "a").then(pl.lit("home")).otherwise(pl.lit(kind))
    frame = occurrences(of("gp", "a", 0), second).with_columns(concept=concept)
    found = counted(frame, at_least=2, within_days=7, agencies=2, concepts=2)
    assert episodes(found) == expected


def test_an_agency_that_may_mean_another_child_makes_nothing_sure() -> None:
    frame = occurrences(of("gp", "a", 0), of("gp", "b", 1), of("hub", "b", 1, sure=False))
    (episode,) = rows(counted(frame, at_least=2, within_days=7, agencies=2))
    assert not episode["sure"]


def test_different_things_across_two_agencies() -> None:
    first = occurrences(of("gp", "a", 0), of("gp", "a", 0, case="other"))
    second = occurrences(of("hub", "b", 3), of("gp", "b", 3, case="other"))
    (episode,) = rows(together([first, second], within_days=7, agencies=2))
    assert episode["case_id"] == "c"
