"""What stands beside a row, and the first of many mentions."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from chronology.tables import EVIDENCE
from chronology.temporal import by_then, first_told


def rows(*days: tuple[str, date, date]) -> pl.LazyFrame:
    made: list[dict[str, Any]] = [
        {
            "case_id": "a",
            "happening": name,
            "agency": "gp",
            "lo": lo,
            "hi": hi,
            "sure": True,
            "evidence": [{"event_id": name, "part": "row"}],
        }
        for name, lo, hi in days
    ]
    schema = {
        "case_id": pl.String,
        "happening": pl.String,
        "agency": pl.String,
        "lo": pl.Date,
        "hi": pl.Date,
        "sure": pl.Boolean,
        "evidence": EVIDENCE,
    }
    return pl.LazyFrame(made, schema=schema)


def on(name: str, month: int, day: int) -> tuple[str, date, date]:
    return name, date(2021, month, day), date(2021, month, day)


def in_month(name: str, month: int) -> tuple[str, date, date]:
    return name, date(2021, month, 1), date(2021, month, 28)


def seen(frame: pl.LazyFrame) -> list[tuple[Any, ...]]:
    return frame.sort("happening").select("happening", "sure").collect().rows()


def test_what_was_there_on_the_day_itself_was_there_by_then() -> None:
    told = by_then(rows(on("x", 3, 2)), rows(on("y", 3, 2)), "there").collect()
    assert told["there"].to_list() == [True]
    assert told["sure"].to_list() == [True]
    assert [it["event_id"] for it in told["evidence"][0]] == ["x", "y"]


def test_what_came_a_day_later_was_not() -> None:
    told = by_then(rows(on("x", 3, 2)), rows(on("y", 3, 3)), "there").collect()
    assert told["there"].to_list() == [False]
    assert told["sure"].to_list() == [True]


def test_what_may_have_come_later_leaves_it_open() -> None:
    told = by_then(rows(on("x", 3, 2)), rows(in_month("y", 3)), "there").collect()
    assert (told["there"][0], told["sure"][0]) == (True, False)


def test_of_several_that_were_there_the_last_is_the_evidence() -> None:
    others = rows(on("y", 2, 1), on("z", 3, 1))
    told = by_then(rows(on("x", 3, 2)), others, "there").collect()
    assert [it["event_id"] for it in told["evidence"][0]] == ["x", "z"]


def test_a_later_mention_tells_again() -> None:
    assert seen(first_told(rows(on("x", 1, 1), on("y", 2, 1)), rows())) == [("x", True)]


def test_once_over_the_next_is_a_first_one() -> None:
    mentions = rows(on("x", 1, 1), on("y", 3, 1))
    assert seen(first_told(mentions, rows(on("z", 2, 1)))) == [("x", True), ("y", True)]


@pytest.mark.parametrize(
    ("over", "first_ones"),
    [
        ((1, 31), ["x"]),  # the day before the first mention: that is of another time
        ((2, 1), ["x", "y"]),
        ((3, 1), ["x", "y"]),
        ((3, 2), ["x"]),  # and the day after the second
    ],
)
def test_over_in_between_is_from_one_mention_to_the_other(
    over: tuple[int, int], first_ones: list[str]
) -> None:
    mentions = rows(on("x", 2, 1), on("y", 3, 1))
    told = seen(first_told(mentions, rows(on("z", *over))))
    assert told == [(name, True) for name in first_ones]


def test_what_may_have_been_over_in_between_leaves_it_open() -> None:
    mentions = rows(on("x", 2, 10), on("y", 3, 1))
    assert seen(first_told(mentions, rows(in_month("z", 2)))) == [("x", True), ("y", False)]


def test_which_was_first_may_be_open() -> None:
    mentions = rows(in_month("x", 1), on("y", 1, 10))
    assert seen(first_told(mentions, rows())) == [("x", False), ("y", False)]
