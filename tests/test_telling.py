"""What is told together, and what another agency only tells again, at the edges of dates."""

from __future__ import annotations

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
    happened,
    interval,
    many,
    names,
    number_of,
    occurrences,
    placed,
    rows,
)

from chronology.temporal import not_retold, told_together, told_with


def spans(frame: pl.LazyFrame) -> list[tuple[int, int, list[str], bool]]:
    return sorted(
        (number_of(it["lo"]), number_of(it["hi"]), entries(it), it["sure"]) for it in rows(frame)
    )


def test_what_ends_on_a_known_day_is_placed_there_and_not_at_the_beginning_of_time() -> None:
    frame = occurrences(happened("early", -50), happened("by then", -1000, 3))
    found = spans(told_together(frame, apart_days=7))
    assert found == [(-1000, 3, ["by then"], True), (-50, -50, ["early"], True)]


@SOME
@given(st.integers(0, 5), many(st.lists(interval(last=30), max_size=6)))
def test_told_together_equals_a_plain_reading(apart: int, drawn: list[list[Interval]]) -> None:
    frame = occurrences(
        *(
            happened(str(place), *when, case=str(number))
            for number, things in enumerate(drawn)
            for place, when in enumerate(things)
        )
    )
    found = by_case(told_together(frame, apart_days=apart), len(drawn))
    for things, told in zip(drawn, found, strict=True):
        plain: list[tuple[int, int, int, int]] = []
        for lo, hi in sorted(things):
            if plain and lo <= plain[-1][1] + apart:
                first, last, n, reached = plain.pop()
                plain.append((first, max(last, hi), n + 1, min(reached, hi)))
            else:
                plain.append((lo, hi, 1, hi))
        assert plain == sorted(
            (number_of(it["lo"]), number_of(it["hi"]), it["n"], number_of(it["reached"]))
            for it in told
        )


EPISODE = happened("e", 10, 20)


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ([("s", 3)], [(3, 20, ["e", "s"], True)]),
        ([("s", 2)], [(2, 2, ["s"], True), (10, 20, ["e"], True)]),
        ([("s", 27)], [(10, 27, ["e", "s"], True)]),
        ([("s", 28)], [(10, 20, ["e"], True), (28, 28, ["s"], True)]),
        ([("s", 5), ("t", 25), ("u", 8, 22)], [(5, 25, ["e", "s", "t", "u"], True)]),
        # an end of time is no day of the episode
        ([("s", -1000, 15), ("t", 18, 1000)], [(10, 20, ["e", "s", "t"], True)]),
        ([("s", -1000, 15), ("t", 6)], [(6, 20, ["e", "s", "t"], True)]),
    ],
)
def test_a_statement_belongs_to_the_episode_that_it_is_near(
    stated: list[Any], expected: list[Any]
) -> None:
    frame = occurrences(*(happened(*it) for it in stated))
    assert spans(told_with(occurrences(EPISODE), frame, apart_days=7)) == expected


@pytest.mark.parametrize(
    ("episode", "statements", "expected"),
    [
        (False, [], False),
        (False, [False], False),
        (False, [False, True], True),
        (True, [False], True),
    ],
)
def test_an_episode_is_sure_where_it_or_a_statement_is(
    episode: bool, statements: list[bool], expected: bool
) -> None:
    stated = [happened(f"s{n}", 15, sure=sure) for n, sure in enumerate(statements)]
    one = occurrences(EPISODE | {"sure": episode})
    (found,) = rows(told_with(one, occurrences(*stated), apart_days=7))
    assert found["sure"] == expected


def test_of_two_episodes_a_statement_goes_to_the_first() -> None:
    both = occurrences(happened("later", 30, 40), happened("first", 10, 20))
    found = spans(told_with(both, occurrences(happened("s", 25)), apart_days=7))
    assert [it[2] for it in found] == [["first", "s"], ["later"]]


def test_what_is_said_of_nobody_known_goes_with_what_is_counted_of_nobody_known() -> None:
    nobody = {"person_id": None}
    counted_ones = occurrences(EPISODE | nobody, EPISODE | {"happening": "f"})
    found = told_with(counted_ones, occurrences(happened("s", 15, **nobody)), apart_days=7)
    assert sorted((str(it["person_id"]), it["stated"]) for it in rows(found)) == [
        ("None", True),
        ("child", False),
    ]


@SOME
@given(
    st.integers(0, 3),
    many(
        st.tuples(interval(), st.lists(st.one_of(*[interval()] * 5, st.just(UNDATED)), max_size=2))
    ),
)
def test_a_retelling_is_left_out_where_one_first_hand_row_is_always_just_before_it(
    reach: int, drawn: list[tuple[Interval, list[Interval]]]
) -> None:
    """Kept: unless one row is. Sure: where in no placing any of them is."""
    frame = occurrences(
        *(happened("letter", *again, case=str(n)) for n, (again, _) in enumerate(drawn)),
        *(
            happened(f"ward {place}", *when, case=str(n), agency="ward")
            for n, (_, firsts) in enumerate(drawn)
            for place, when in enumerate(firsts)
        ),
    )
    kept = not_retold(frame, pl.col("agency") == "gp", within_days=reach, by=("case_id",))
    assert kept.collect().height == len(set(map(str, rows(kept))))
    found = by_case(kept, len(drawn))
    for (again, firsts), left in zip(drawn, found, strict=True):
        just_before = [
            [0 <= after - before <= reach for after, before in placed([again, when])]
            for when in firsts
        ]
        letters = [it for it in left if it["happening"] == "letter"]
        assert len(left) - len(letters) == len(firsts)
        assert bool(letters) == (not any(all(holds) for holds in just_before))
        for it in letters:
            assert it["sure"] == (not any(any(holds) for holds in just_before)), (again, firsts)


def test_a_retelling_that_is_not_sure_stays_so() -> None:
    frame = occurrences(happened("letter", 3, sure=False), happened("note", 3))
    kept = not_retold(frame, pl.col("agency") == "gp", within_days=7, by=("case_id",))
    assert names(kept) == {"letter": False, "note": True}
