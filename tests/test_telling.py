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
    day,
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

from chronology.temporal import counted, not_retold, times_told, told_together, told_with


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


def told_often(*rows: dict[str, Any]) -> pl.LazyFrame:
    """Occurrences with a number of their own, where one is told."""
    values = pl.Series("value", [row.get("value") for row in rows], dtype=pl.Float64)
    plain = [{name: it for name, it in row.items() if name != "value"} for row in rows]
    return occurrences(*plain).collect().with_columns(values).lazy()


def test_what_is_told_three_times_is_two_more_on_unknown_days_before() -> None:
    found = times_told(told_often(happened("x3", 10, value=3.0), happened("later", 30)))
    assert names(found) == {"x3": True, "later": True, "x3 +1": False, "x3 +2": False}
    assert spans(found.filter(~pl.col("sure"))) == [(-1000, 10, ["x3"], False)] * 2
    (episode,) = rows(
        counted(found.filter(pl.col("hi") <= pl.lit(day(10))), at_least=3, within_days=5)
    )
    assert (episode["n"], episode["sure"], number_of(episode["reached"])) == (3, False, 10)


@pytest.mark.parametrize("earlier", [-20, 10])
def test_one_that_is_recorded_by_itself_is_among_those_that_are_told(earlier: int) -> None:
    found = times_told(told_often(happened("once", earlier), happened("x3", 10, value=3.0)))
    assert names(found) == {"once": True, "x3": True, "x3 +1": False}


def test_one_that_comes_surely_later_is_not_among_them() -> None:
    found = times_told(told_often(happened("later", 11, 12), happened("x2", 10, value=2.0)))
    assert names(found) == {"later": True, "x2": True, "x2 +1": False}


def test_what_two_entries_tell_of_is_the_same() -> None:
    found = times_told(
        told_often(
            happened("x3", 10, value=3.0),
            happened("x5", 20, value=5.0),
            happened("of another", 20, value=2.0, person_id="sibling"),
            happened("of nobody known", 20, value=2.0, person_id=None),
        )
    )
    assert {name for name, sure in names(found).items() if not sure} == {
        *("x3 +1", "x3 +2", "x5 +3", "of another +1"),
    }


def test_once_and_an_absurd_number() -> None:
    found = times_told(told_often(happened("once", 1, value=1.0), happened("x", 2, value=9999.0)))
    assert len(rows(found)) == 1 + 1 + 48


@SOME
@given(many(st.lists(st.tuples(interval(last=30), st.none() | st.integers(1, 5)), max_size=6)))
def test_times_told_equals_a_plain_reading(
    drawn: list[list[tuple[Interval, int | None]]],
) -> None:
    frame = told_often(
        *(
            happened(str(place), *when, case=str(number), value=value and float(value))
            for number, things in enumerate(drawn)
            for place, (when, value) in enumerate(things)
        )
    )
    found = by_case(times_told(frame), len(drawn))
    for things, told in zip(drawn, found, strict=True):
        days: dict[int, int] = {}
        for place, ((_, last), value) in enumerate(things):
            others = [
                lo for other, ((lo, _), _) in enumerate(things) if other != place and lo <= last
            ]
            for number in range(1, (value or 1) - len(others)):
                days[number] = min(last, days.get(number, last))
        unsure = sorted(number_of(it["hi"]) for it in told if not it["sure"])
        assert unsure == sorted(days.values())
        assert sorted(
            (number_of(it["lo"]), number_of(it["hi"])) for it in told if it["sure"]
        ) == sorted(when for when, _ in things)
