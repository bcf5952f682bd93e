"""What was done later than its time, held against every placing of every uncertain date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import product
from random import Random
from typing import Any

import polars as pl
import pytest

from chronology.tables import FAR_AHEAD, LONG_AGO
from chronology.temporal import days, done_late, never_done

ORIGIN = date(2021, 1, 1)
Interval = tuple[int, int]
SCHEMA: dict[str, Any] = {
    "case_id": pl.String,
    "happening": pl.String,
    "agency": pl.String,
    "agency_kind": pl.String,
    "lo": pl.Date,
    "hi": pl.Date,
    "evidence": pl.List(pl.Struct({"event_id": pl.String, "part": pl.String})),
    "sure": pl.Boolean,
}


def occurrences(name: str, *intervals: Interval | None) -> pl.LazyFrame:
    """Occurrences by the numbers of their days; None has no date."""
    rows = [
        {
            "case_id": "c",
            "happening": f"{name}{number}",
            "agency": "hub",
            "agency_kind": "childrens_social_care",
            "lo": ORIGIN + timedelta(days=span[0]) if span else LONG_AGO,
            "hi": ORIGIN + timedelta(days=span[1]) if span else FAR_AHEAD,
            "evidence": [{"event_id": f"{name}{number}", "part": name}],
            "sure": True,
        }
        for number, span in enumerate(intervals)
    ]
    return pl.DataFrame(rows, schema=SCHEMA).lazy()


def late(
    triggers: Sequence[Interval | None], steps: Sequence[Interval | None], **more: Any
) -> list[dict[str, Any]]:
    found = done_late(
        occurrences("t", *triggers),
        occurrences("s", *steps),
        **({"within": days(5), "belongs_days": 20} | more),
    )
    return found.sort("lo", "hi").collect().to_dicts()


def named(row: dict[str, Any]) -> list[str]:
    return sorted(item["event_id"] for item in row["evidence"])


@pytest.mark.parametrize(
    ("triggers", "steps", "told"),
    [
        ([(0, 0)], [(5, 5)], []),
        ([(0, 0)], [(6, 6)], [(["s0", "t0"], True)]),
        ([(0, 0)], [(0, 0), (6, 6)], []),
        ([(0, 0)], [(25, 25)], [(["s0", "t0"], True)]),
        ([(0, 0)], [(26, 26)], []),
        ([(0, 0)], [(6, 6), (9, 9)], [(["s0", "t0"], True)]),
        ([(0, 0), (3, 3)], [(8, 8)], []),
        ([(0, 0), (3, 3)], [(9, 9)], [(["s0", "t1"], True)]),
        ([(6, 6)], [(0, 0)], []),
        ([(0, 0), None], [(6, 6)], [(["s0", "t0"], False)]),
        ([(0, 0)], [(6, 6), None], [(["s0", "t0"], False)]),
        ([None], [(6, 6)], []),
        ([(0, 0)], [None], []),
    ],
)
def test_a_step_counts_from_the_last_trigger_before_it(
    triggers: list[Interval | None], steps: list[Interval | None], told: list[Any]
) -> None:
    assert [(named(row), row["sure"]) for row in late(triggers, steps)] == told


def test_what_it_took_is_told_where_both_days_are_known() -> None:
    (row,) = late([(0, 0)], [(10, 10)])
    assert (row["days"], row["times"], row["likely"]) == (10, 2.0, True)
    assert (row["due"] - ORIGIN).days == 5
    (wide,) = late([(0, 2)], [(9, 10)])
    assert (wide["days"], (wide["due"] - ORIGIN).days, wide["sure"]) == (None, 7, True)


def test_the_middle_of_the_dates_says_whether_it_is_likely() -> None:
    assert [row["likely"] for row in late([(0, 0)], [(3, 8)])] == [False]
    assert [row["likely"] for row in late([(0, 0)], [(4, 8)])] == [True]


def test_steps_that_repeat_count_from_the_one_before() -> None:
    same = occurrences("s", (0, 0), (5, 5), (11, 11), (11, 11))
    found = done_late(same, same, within=days(5), belongs_days=20, repeats=True).collect()
    assert [(named(row), row["days"], row["sure"]) for row in found.to_dicts()] == [
        (["s1", "s2", "s3"], 6, True)
    ]


def test_sure_holds_for_every_placing() -> None:
    random = Random(5)
    for _ in range(150):
        spans = [
            [(at := random.randint(0, 14), at + random.choice([0, 0, 1, 3])) for _ in range(number)]
            for number in (random.randint(1, 2), random.randint(1, 2))
        ]
        for row in late(spans[0], spans[1]):
            if row["sure"]:
                for placed in product(*(range(lo, hi + 1) for lo, hi in spans[0] + spans[1])):
                    points = [(day, day) for day in placed]
                    number = len(spans[0])
                    again = late(points[:number], points[number:])
                    assert any({*named(one)} & {*named(row)} for one in again), (spans, placed)


def test_a_trigger_that_nothing_answers() -> None:
    never = never_done(
        occurrences("t", (0, 0), (9, 12), (20, 20), None),
        occurrences("s", (8, 8), (12, 12)),
        within=days(5),
    )
    (row,) = never.collect().to_dicts()
    assert (named(row), (row["due"] - ORIGIN).days) == (["t2"], 25)
