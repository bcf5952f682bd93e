"""What came after what and what was in force, for all that two or three dates can be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import combinations, product
from typing import Any

import polars as pl
import pytest
from test_temporal import (
    UNDATED,
    Interval,
    day,
    happened,
    names,
    occurrences,
    plan_on,
    rows,
    statements,
    told,
)

from chronology.tables import CASES
from chronology.temporal import (
    before_the_incident,
    followed_by,
    in_force,
    not_done_by,
    not_followed_by,
    not_same_day,
)
from chronology.temporal.sequence import not_since

ROWS = [(3, 3), (3, 4), (3, 6)]
OTHERS = [(lo, lo + width) for lo in range(9) for width in (0, 1, 2)]
PAIRS: list[tuple[Interval, ...]] = [(), *combinations(OTHERS, 1), *combinations(OTHERS, 2)]


def span(when: Interval) -> range:
    return range(when[0], when[1] + 1)


def kept(word: Callable[..., pl.LazyFrame]) -> dict[tuple[Any, ...], bool | None]:
    """Of every row with every two others: whether it is sure, or None where it is left out."""
    every = list(product(ROWS, PAIRS))
    asked = occurrences(*(happened("row", *row, case=str(n)) for n, (row, _) in enumerate(every)))
    left = {
        it["case_id"]: it["sure"]
        for it in rows(word(asked, statements("o", [o for _, o in every])))
    }
    return {it: left.get(str(number)) for number, it in enumerate(every)}


def expected(leaves_out: Callable[[int, Interval, str], bool], row: Interval, others: Any) -> Any:
    """Sure: no placing leaves the row out. Left out: for every day of the row, one other does
    wherever it falls."""
    ways = {
        how: [any(leaves_out(on, other, how) for other in others) for on in span(row)]
        for how in ("surely", "perhaps")
    }
    return None if all(ways["surely"]) else not any(ways["perhaps"])


@pytest.mark.parametrize("reach", [0, 1, 3])
def test_not_followed_by_is_exact(reach: int) -> None:
    def answers(on: int, other: Interval, how: str) -> bool:
        of_all = {"surely": all, "perhaps": any}[how]
        return of_all(on <= it <= on + reach for it in span(other))

    found = kept(lambda asked, others: not_followed_by(asked, others, within_days=reach))
    for (row, others), sure in found.items():
        assert sure == expected(answers, row, others), (row, others)


def test_rows_that_are_neither_of_the_day_of_an_end_nor_after_it() -> None:
    found = kept(lambda asked, others: not_since(asked, others, by=("case_id",)))
    for (row, others), sure in found.items():
        last, first = [hi for _, hi in others], [lo for lo, _ in others]
        left_out = bool(others) and row[0] >= min(last)
        assert sure == (None if left_out else not others or row[1] < min(first)), (row, others)


def test_not_same_day_leaves_out_what_surely_has_one() -> None:
    found = kept(not_same_day)
    for (row, others), sure in found.items():
        known = row[0] == row[1] and row in others
        meets = any(set(span(row)) & set(span(other)) for other in others)
        assert sure == (None if known else not meets), (row, others)


def test_in_force_is_exact_for_one_beginning_and_one_end() -> None:
    every = [
        (row, begun, ended)
        for row in ROWS
        for begun in [[], *([it] for it in OTHERS)]
        for ended in [[], *([it] for it in OTHERS)]
    ]
    found = in_force(
        occurrences(*(happened("x", *it[0], case=str(n)) for n, it in enumerate(every))),
        statements("b", [it[1] for it in every]),
        statements("e", [it[2] for it in every]),
        name="plan",
    )
    by_number = {int(it["case_id"]): it for it in rows(found)}
    for number, (row, begun, ended) in enumerate(every):
        holds = [
            plan_on(on, list(days[: len(begun)]), list(days[len(begun) :]))
            for on, *days in product(*(span(it) for it in (row, *begun, *ended)))
        ]
        told_of = by_number[number]
        assert told_of["plan"] == any(holds), (row, begun, ended)
        assert told_of["sure"] == (all(holds) or not any(holds)), (row, begun, ended)


def unsure_others() -> Iterator[tuple[Callable[..., pl.LazyFrame], int]]:
    yield lambda asked, others: not_followed_by(asked, others, within_days=3), 3
    yield lambda asked, others: not_done_by(asked, others, within_days=3), 1
    yield lambda asked, others: not_since(asked, others, by=("case_id",)), 3


@pytest.mark.parametrize(("word", "on"), list(unsure_others()), ids=["followed", "done", "since"])
def test_what_is_not_sure_itself_leaves_nothing_out(
    word: Callable[..., pl.LazyFrame], on: int
) -> None:
    asked = occurrences(happened("row", 3))
    assert names(word(asked, occurrences(happened("o", on)))) == {}
    unsure = happened("o", on, sure=False)
    assert names(word(asked, occurrences(unsure))) == {"row": False}
    assert names(word(asked, occurrences(unsure, happened("later", 99)))) == {"row": False}


@pytest.mark.parametrize(
    ("first", "then", "sure"),
    [(True, True, True), (True, False, False), (False, True, False), (False, False, False)],
)
def test_a_pair_is_sure_where_both_are(first: bool, then: bool, sure: bool) -> None:
    one, two = happened("a", 0, sure=first), happened("b", 1, sure=then)
    assert names(followed_by(occurrences(one), occurrences(two), within_days=3)) == {"a": sure}
    alone = followed_by(occurrences(one), occurrences(two | {"case_id": "d"}), within_days=3)
    assert names(alone) == {}


def test_what_one_happening_with_an_end_is_part_of_it_whatever_its_day() -> None:
    found = not_since(
        occurrences(happened("end", 0), happened("other", 0)), occurrences(happened("end", 5))
    )
    assert names(found) == {"other": True}


@pytest.mark.parametrize(
    ("incident", "row", "expected"),
    [
        ((None, None), (5, 5), True),
        ((6, 6), (5, 5), True),
        ((5, 5), (5, 5), None),
        ((4, 4), (5, 5), None),
        ((5, 5), (4, 6), False),
        ((6, 6), UNDATED, False),
        ((4, 6), (3, 3), True),
        ((4, 6), (4, 4), False),
        ((4, 6), (5, 5), False),
        ((4, 6), (6, 6), None),
    ],
)
def test_a_warning_comes_before_the_incident(
    incident: Interval, row: Interval, expected: bool | None
) -> None:
    first, last = map(day, incident)
    cases = CASES.frame([{"case_id": "c", "index_incident": first, "incident_latest": last}])
    case = replace(told(), cases=cases.lazy())
    found = names(before_the_incident(occurrences(happened("row", *row)), case))
    assert found == ({} if expected is None else {"row": expected})
