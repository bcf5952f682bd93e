"""The event algebra, held against every placing of every uncertain date."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise, product
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chronology.tables import (
    CASES,
    COVERAGE,
    EVENTS,
    FAR_AHEAD,
    LONG_AGO,
    PARTICIPANTS,
    PERSONS,
    SIGNALS,
    SUMMARY,
    Tables,
)
from chronology.temporal import (
    about_the_child,
    affirmed,
    age_scope,
    aged,
    by_adult,
    children,
    counted,
    coverage_scope,
    covered,
    doubted,
    entries_between,
    followed_by,
    gap,
    ground,
    in_force,
    is_covered,
    named_adults,
    negated,
    not_around,
    not_done_by,
    not_followed_by,
    not_retold,
    not_same_day,
    of_children,
    of_each_child,
    once,
    said,
    seen_with_the_child,
    those,
    told_as_one,
    told_by_a_return,
    told_once,
    told_together,
    told_with,
    under_age,
    unreturned,
    within,
    without,
)

SOME = settings(max_examples=25, derandomize=True, deadline=None)
"""Each example holds up to twenty cases, which cost one run together."""

ORIGIN = date(2021, 1, 1)
Interval = tuple[int, int]
UNDATED = (-1000, 1000)

OCCURRENCES = pl.Schema(
    {
        "case_id": pl.String,
        "person_id": pl.String,
        "happening": pl.String,
        "agency": pl.String,
        "agency_kind": pl.String,
        "who": pl.String,
        "lo": pl.Date,
        "hi": pl.Date,
        "evidence": pl.List(pl.Struct({"event_id": pl.String, "part": pl.String})),
        "sure": pl.Boolean,
    }
)


def day(number: int | None) -> date | None:
    """A day by its number; the numbers of ``UNDATED`` are the ends of time."""
    if number is None or abs(number) == 1000:
        return {None: None, -1000: LONG_AGO, 1000: FAR_AHEAD}[number]
    return ORIGIN + timedelta(days=number)


def number_of(on: date) -> int:
    return {LONG_AGO: -1000, FAR_AHEAD: 1000}.get(on, (on - ORIGIN).days)


def happened(
    name: str, lo: int, hi: int | None = None, *, case: str = "c", **more: Any
) -> dict[str, Any]:
    """An occurrence on a day, or on some day between two."""
    return {
        "case_id": case,
        "person_id": "child",
        "happening": name,
        "agency": "gp",
        "agency_kind": "gp",
        "who": "child",
        "lo": day(lo),
        "hi": day(lo if hi is None else hi),
        "evidence": [{"event_id": name, "part": "x"}],
        "sure": True,
    } | more


def occurrences(*rows: dict[str, Any]) -> pl.LazyFrame:
    more = {name: type(value) for row in rows for name, value in row.items()}
    extra = {
        name: pl.Date for name, kind in more.items() if name not in OCCURRENCES and kind is date
    }
    return pl.DataFrame(list(rows), schema=OCCURRENCES | extra).lazy()


def rows(frame: pl.LazyFrame) -> list[dict[str, Any]]:
    return frame.collect().to_dicts()


def names(frame: pl.LazyFrame) -> dict[str, bool]:
    """Happenings that are left, each with whether it is sure."""
    return {row["happening"]: row["sure"] for row in rows(frame)}


def entries(row: dict[str, Any]) -> list[str]:
    return sorted({item["event_id"] for item in row["evidence"]})


def placed(intervals: Sequence[Interval]) -> Iterator[tuple[int, ...]]:
    """Every placing of these dates; an undated one lies anywhere near the others."""
    ranges = (
        range(-6, 17) if interval == UNDATED else range(interval[0], interval[1] + 1)
        for interval in intervals
    )
    return product(*ranges)


def interval(last: int = 9, width: int = 3) -> st.SearchStrategy[Interval]:
    return st.tuples(st.integers(0, last), st.sampled_from([0, 0, *range(width + 1)])).map(
        lambda drawn: (drawn[0], drawn[0] + drawn[1])
    )


def many(case: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    return st.lists(case, min_size=1, max_size=20)


def by_case(frame: pl.LazyFrame, number: int) -> list[list[dict[str, Any]]]:
    found: list[list[dict[str, Any]]] = [[] for _ in range(number)]
    for row in rows(frame):
        found[int(row["case_id"])].append(row)
    return found


# ------------------------------------------------------------------------------------ what was said


def told(*signals: dict[str, Any], events: Sequence[dict[str, Any]] = ()) -> Tables:
    base = {"case_id": "c", "who": "child", "status": "affirmed", "concept": "bruise"}
    given_events = list(events) or [
        {"event_id": name, "earliest": ORIGIN, "latest": ORIGIN}
        for name in sorted({signal["event_id"] for signal in signals})
    ]
    return Tables.of(
        events=EVENTS.frame({"case_id": "c", "agency": "gp"} | event for event in given_events),
        signals=SIGNALS.frame(base | signal for signal in signals),
    )


def test_said_keeps_only_what_is_asked_for() -> None:
    case = told(
        {"event_id": "a"},
        {"event_id": "b", "status": "negated"},
        {"event_id": "c", "status": "historical"},
        {"event_id": "d", "concept": "mobile"},
        {"event_id": "e", "status": "hypothetical", "cue": "?"},
        {"event_id": "f", "status": "hypothetical", "cue": "if"},
        {"event_id": "g", "status": "other_person"},
    )
    assert set(names(affirmed(case, "bruise"))) == {"a"}
    assert set(names(affirmed(case, "bruise", "mobile"))) == {"a", "d"}
    assert set(names(negated(case, "bruise"))) == {"b"}
    assert set(names(said(case, "bruise", statuses=("affirmed", "historical")))) == {"a", "c"}
    assert names(doubted(case, "bruise")) == {"e": False}


def test_said_is_one_row_an_entry_person_and_concept() -> None:
    case = told(
        {"event_id": "a", "start": 0, "term": "bruise", "value": 1.0},
        {"event_id": "a", "start": 9, "term": "bruising", "value": 2.0},
        {"event_id": "a", "person_id": "twin"},
    )
    found = rows(affirmed(case, "bruise", part="mark"))
    assert sorted((row["person_id"] or "", row["value"]) for row in found) == [
        ("", 2.0),
        ("twin", None),
    ]
    assert all(row["evidence"] == [{"event_id": "a", "part": "mark"}] for row in found)


def test_the_part_is_the_concept_in_words_unless_another_is_given() -> None:
    case = told({"event_id": "a", "concept": "no_access"})
    assert rows(affirmed(case, "no_access"))[0]["evidence"] == [
        {"event_id": "a", "part": "no access"}
    ]


def test_those_are_the_ones_of_a_concept_under_another_name() -> None:
    case = told({"event_id": "a"}, {"event_id": "b", "concept": "fracture"}, {"event_id": "c"})
    found = rows(those(said(case, "bruise", "fracture"), "bruise", part="mark").sort("happening"))
    assert [it["evidence"] for it in found] == [
        [{"event_id": "a", "part": "mark"}],
        [{"event_id": "c", "part": "mark"}],
    ]


def test_open_ends_are_the_ends_of_time_and_accounts_share_a_happening() -> None:
    events = [
        {"event_id": "a"},
        {"event_id": "b", "earliest": ORIGIN},
        {"event_id": "c", "latest": ORIGIN, "account_of": "a"},
    ]
    case = told(*({"event_id": name} for name in "abc"), events=events)
    found = {row["evidence"][0]["event_id"]: row for row in rows(affirmed(case, "bruise"))}
    assert (found["a"]["lo"], found["a"]["hi"]) == (LONG_AGO, FAR_AHEAD)
    assert (found["b"]["lo"], found["b"]["hi"]) == (ORIGIN, FAR_AHEAD)
    assert (found["c"]["lo"], found["c"]["hi"]) == (LONG_AGO, ORIGIN)
    assert found["c"]["happening"] == "a"


# --------------------------------------------------------------------------------- children and age


def family(*persons: dict[str, Any]) -> Tables:
    return Tables.of(persons=PERSONS.frame({"case_id": "c"} | person for person in persons))


def test_rows_are_about_the_child_where_there_is_only_one() -> None:
    persons = [
        {"case_id": "one", "person_id": "baby", "role": "subject"},
        {"case_id": "one", "person_id": "mother", "role": "mother"},
        {"case_id": "two", "person_id": "baby", "role": "subject"},
        {"case_id": "two", "person_id": "unborn", "role": "unborn"},
    ]
    case = Tables.of(persons=PERSONS.frame(persons))
    frame = occurrences(*(happened(name, 0, case=name) for name in ("one", "two", "none")))
    found = rows(about_the_child(frame.with_columns(person_id=pl.lit("mother")), case))
    assert {it["case_id"]: it["person_id"] for it in found} == {
        "one": "baby",
        "two": None,
        "none": None,
    }


def test_children_are_the_subjects_and_the_unborn() -> None:
    case = family(
        {"person_id": "a", "role": "subject", "born_earliest": day(0), "born_latest": day(2)},
        {"person_id": "b", "role": "unborn", "due": day(9)},
        {"person_id": "s", "role": "sibling", "born_earliest": day(0), "born_latest": day(0)},
    )
    found = {row["person_id"]: (row["born_lo"], row["born_hi"]) for row in rows(children(case))}
    assert found == {"a": (day(0), day(2)), "b": (day(9), day(9))}


@pytest.mark.parametrize(
    ("who", "person_id", "kids", "expected"),
    [
        ("child", "a", ["a"], {"a": True}),
        ("child", None, ["a"], {"a": True}),
        ("unknown", None, ["a"], {"a": True}),
        ("child", None, ["a", "b"], {"a": False, "b": False}),
        ("child", "b", ["a", "b"], {"b": True}),
        ("mother", None, ["a"], {}),
        ("sibling", "s", ["a"], {}),
    ],
)
def test_of_children(
    who: str, person_id: str | None, kids: list[str], expected: dict[str, bool]
) -> None:
    case = family(*({"person_id": kid, "role": "subject", "due": day(0)} for kid in kids))
    frame = occurrences(happened("x", 1, who=who, person_id=person_id))
    found = rows(of_children(frame, children(case)))
    assert {row["person_id"]: row["sure"] for row in found} == expected


def test_of_each_child_goes_to_every_child_of_its_own_case() -> None:
    kids = PERSONS.frame(
        {"case_id": case, "person_id": kid, "role": "subject"}
        for case, kid in (("c", "a"), ("c", "b"), ("d", "a"))
    )
    frame = occurrences(happened("x", 1, person_id="mother"))
    found = rows(of_each_child(frame, children(Tables.of(persons=kids))))
    assert sorted((row["case_id"], row["person_id"]) for row in found) == [("c", "a"), ("c", "b")]


BORN = {"born_lo": day(0), "born_hi": day(0)}


@pytest.mark.parametrize(
    ("lo", "hi", "expected"),
    [
        (-1, -1, None),
        (0, 0, True),
        (-1, 0, False),
        (180, 180, True),  # 30 June 2021
        (181, 181, None),  # 1 July: six months old
        (180, 181, False),
        (-1000, 1000, False),
    ],
)
def test_aged_by_calendar_months(lo: int, hi: int, expected: bool | None) -> None:
    frame = occurrences(happened("x", lo, hi) | BORN)
    assert names(aged(frame, under="6mo")).get("x") is expected


def test_aged_leaves_out_a_child_without_a_birth_date() -> None:
    frame = occurrences(happened("x", 0) | {"born_lo": None, "born_hi": None} | {"lo": day(0)})
    frame = frame.with_columns(
        born_lo=pl.lit(None, dtype=pl.Date), born_hi=pl.lit(None, dtype=pl.Date)
    )
    assert names(aged(frame, under="6mo")) == {}


def test_aged_without_a_lower_end_includes_the_pregnancy() -> None:
    frame = occurrences(happened("x", -100) | BORN)
    assert names(aged(frame, from_days=None, under="6mo")) == {"x": True}


@SOME
@given(st.integers(0, 4), st.integers(1, 5), many(st.tuples(interval(), interval(width=2))))
def test_aged_is_exact(start: int, length: int, drawn: list[tuple[Interval, Interval]]) -> None:
    frame = occurrences(
        *(
            happened("x", *event, case=str(number))
            | {"born_lo": day(born[0]), "born_hi": day(born[1])}
            for number, (event, born) in enumerate(drawn)
        )
    )
    found = by_case(aged(frame, from_days=start, under=f"{start + length}d"), len(drawn))
    for pair, left in zip(drawn, found, strict=True):
        holds = [start <= on - born < start + length for on, born in placed(pair)]
        assert bool(left) == any(holds), pair
        assert not left or left[0]["sure"] == all(holds), pair


# --------------------------------------------------------------------------------- within, once


@pytest.mark.parametrize(
    ("lo", "hi", "expected"),
    [(4, 4, None), (5, 5, True), (9, 9, True), (10, 10, None), (4, 5, False), (9, 10, False),
     (3, 12, False), (5, 9, True), (-1000, 1000, False), (-1000, 4, None)],
)  # fmt: skip
def test_within_includes_both_days(lo: int, hi: int, expected: bool | None) -> None:
    frame = within(occurrences(happened("x", lo, hi)), pl.lit(day(5)), pl.lit(day(9)))
    assert names(frame).get("x") is expected


@SOME
@given(interval(), st.lists(st.one_of(interval(), st.just(UNDATED)), min_size=1, max_size=20))
def test_within_is_exact(span: Interval, drawn: list[Interval]) -> None:
    frame = occurrences(*(happened("x", *it, case=str(n)) for n, it in enumerate(drawn)))
    found = by_case(within(frame, pl.lit(day(span[0])), pl.lit(day(span[1]))), len(drawn))
    for event, left in zip(drawn, found, strict=True):
        holds = [span[0] <= on <= span[1] for (on,) in placed([event])]
        assert bool(left) == any(holds), event
        assert not left or left[0]["sure"] == all(holds), event


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ((3, 3), (3, 3), (3, 3)),
        ((1, 9), (3, 3), (3, 3)),
        ((1, 5), (4, 9), (4, 5)),
        ((1, 2), (5, 6), (1, 6)),
        (UNDATED, (5, 6), (5, 6)),
    ],
)
def test_two_accounts_of_one_thing_count_once(
    first: Interval, second: Interval, expected: Interval
) -> None:
    frame = occurrences(
        happened("x", *first),
        happened("x", *second, agency="hub", evidence=[{"event_id": "y", "part": "x"}]),
        happened("z", 1),
    )
    found = {row["happening"]: row for row in rows(once(frame))}
    assert set(found) == {"x", "z"}
    assert (number_of(found["x"]["lo"]), number_of(found["x"]["hi"])) == expected
    assert entries(found["x"]) == ["x", "y"]


# ------------------------------------------------------------------------------------------ counted


def episodes(frame: pl.LazyFrame) -> list[tuple[int, int, int, int, bool]]:
    found = [
        (
            number_of(row["lo"]),
            number_of(row["hi"]),
            row["n"],
            number_of(row["reached"]),
            row["sure"],
        )
        for row in rows(frame)
    ]
    return sorted(found)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([0, 90], [(0, 90, 2, 90, True)]),
        ([0, 91], []),
        ([0], []),
        ([0, 0], [(0, 0, 2, 0, True)]),
        ([0, 10, 20], [(0, 20, 3, 10, True)]),
        ([0, 80, 160], [(0, 160, 2, 80, True)]),  # windows that overlap are one episode
        ([0, 90, 300, 390], [(0, 90, 2, 90, True), (300, 390, 2, 390, True)]),
    ],
)
def test_two_within_ninety_days(days: list[int], expected: list[Any]) -> None:
    frame = occurrences(*(happened(f"e{n}", on) for n, on in enumerate(days)))
    assert episodes(counted(frame, at_least=2, within_days=90)) == expected


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ((80, 90), [(0, 90, 2, 90, True)]),
        ((80, 91), [(0, 91, 2, 91, False)]),
        ((90, 120), [(0, 120, 2, 120, False)]),
        ((91, 120), []),
        ((-91, -90), [(-91, 0, 2, 0, False)]),
        ((-1000, 1000), [(-1000, 1000, 2, 1000, False)]),
    ],
)
def test_two_of_which_one_is_uncertain(second: Interval, expected: list[Any]) -> None:
    frame = occurrences(happened("a", 0), happened("b", *second))
    assert episodes(counted(frame, at_least=2, within_days=90)) == expected


def test_what_is_not_sure_by_itself_counts_only_as_possible() -> None:
    frame = occurrences(happened("a", 0), happened("b", 1, sure=False))
    assert [it[-1] for it in episodes(counted(frame, at_least=2, within_days=90))] == [False]


def test_two_accounts_of_one_thing_are_not_two() -> None:
    frame = occurrences(happened("a", 0), happened("a", 0, agency="hub"))
    assert episodes(counted(frame, at_least=2, within_days=90)) == []


def test_persons_and_cases_are_counted_apart() -> None:
    frame = occurrences(
        happened("a", 0), happened("b", 1, person_id="twin"), happened("d", 1, case="other")
    )
    assert episodes(counted(frame, at_least=2, within_days=90)) == []


def test_a_possible_window_beside_a_sure_one_is_not_told_twice() -> None:
    frame = occurrences(happened("a", 0), happened("b", 9), happened("c", 5, 200))
    (episode,) = rows(counted(frame, at_least=2, within_days=90))
    assert episode["sure"]
    assert entries(episode) == ["a", "b"]


def close(days: Sequence[int], at_least: int, reach: int) -> bool:
    ordered = sorted(days)
    return any(
        last - first <= reach for first, last in zip(ordered, ordered[at_least - 1 :], strict=False)
    )


EVENTS_DRAWN = st.lists(st.one_of(*[interval()] * 6, st.just(UNDATED)), max_size=4).filter(
    lambda drawn: drawn.count(UNDATED) <= 1
)


@SOME
@given(st.integers(2, 3), st.integers(0, 4), many(EVENTS_DRAWN))
def test_counted_holds_as_it_says(at_least: int, reach: int, drawn: list[list[Interval]]) -> None:
    """Sure: for every placing. Told at all: exactly where some placing holds."""
    frame = occurrences(
        *(
            happened(str(place), *event, case=str(number))
            for number, events in enumerate(drawn)
            for place, event in enumerate(events)
        )
    )
    found = by_case(counted(frame, at_least=at_least, within_days=reach), len(drawn))
    for events, told_of in zip(drawn, found, strict=True):
        placings = list(placed(events))
        assert bool(told_of) == any(close(days, at_least, reach) for days in placings), events
        for episode in told_of:
            its_own = [int(name) for name in entries(episode)]
            holds = [
                close([days[place] for place in its_own], episode["n"], reach) for days in placings
            ]
            assert any(holds), (events, episode)
            assert not episode["sure"] or all(holds), (events, episode)
            assert episode["n"] >= at_least


def test_what_comes_within_so_many_days_is_one_stretch() -> None:
    frame = occurrences(
        happened("a", 0, sure=False),
        happened("b", 7, 9),
        happened("c", 16),
        happened("d", 24),
        happened("e", -1000, 1000),
        happened("f", -1000, 1000),
        happened("g", 0, case="other"),
    )
    found = rows(told_together(frame, apart_days=7).sort("case_id", "lo", "n"))
    assert [(entries(it), it["n"], it["sure"]) for it in found] == [
        (["e", "f"], 2, True),
        (["a", "b", "c"], 3, True),
        (["d"], 1, True),
        (["g"], 1, True),
    ]
    assert [number_of(found[1][name]) for name in ("lo", "hi", "reached")] == [0, 16, 0]


def test_all_of_a_case_told_once() -> None:
    frame = occurrences(
        happened("a", 5, sure=False),
        happened("b", 0, 9),
        happened("b", -1000, 1000, sure=False),
        happened("c", 90, case="other", sure=False),
    )
    told_of = told_once(frame, pl.col("who").n_unique().alias("kinds")).sort("case_id")
    found = [(entries(it), it["n"], it["sure"], it["kinds"]) for it in rows(told_of)]
    assert found == [(["a", "b"], 2, True, 1), (["c"], 1, False, 1)]
    first = rows(told_of)[0]
    assert [number_of(first[name]) for name in ("lo", "hi", "reached")] == [-1000, 1000, 5]


def test_a_stretch_with_an_open_end_is_placed_by_the_end_that_is_known() -> None:
    frame = occurrences(happened("a", -1000, 3), happened("b", 10, 1000), happened("c", 18))
    found = rows(told_together(frame, apart_days=7).sort("hi"))
    assert sorted(entries(it) for it in found) == [["a", "b"], ["c"]]
    kinds = told_together(frame, pl.col("who").n_unique().alias("kinds"), apart_days=7)
    assert [it["kinds"] for it in rows(kinds)] == [1, 1]
    unsure = rows(told_together(occurrences(happened("a", 0, sure=False)), apart_days=7))
    assert [it["sure"] for it in unsure] == [False]


def test_what_is_said_outright_is_told_with_the_episode_it_is_about() -> None:
    counted_ones = occurrences(happened("a", 10, 20), happened("b", 60, 70, sure=False))
    stated = occurrences(
        happened("in", 15),
        happened("near", 27),
        happened("undated", -1000, 1000),
        happened("later", 77, sure=False),
        happened("apart", 40),
        happened("elsewhere", 15, person_id=None),
    )
    found = rows(told_with(counted_ones, stated, apart_days=7).sort("lo", "person_id"))
    assert [(entries(it), it["sure"], it["counted"], it["stated"]) for it in found] == [
        (["a", "in", "near", "undated"], True, True, True),
        (["elsewhere"], True, False, True),
        (["apart"], True, False, True),
        (["b", "later"], False, True, True),
    ]
    assert [number_of(found[0][name]) for name in ("lo", "hi")] == [10, 27]
    assert [number_of(found[3][name]) for name in ("lo", "hi")] == [60, 77]


def test_an_episode_of_which_nothing_is_said_stays_as_it_is() -> None:
    found = rows(told_with(occurrences(happened("a", 0)), occurrences(), apart_days=7))
    assert [(entries(it), it["sure"], it["counted"], it["stated"]) for it in found] == [
        (["a"], True, True, False)
    ]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ((0, 0), (0, 0), None),
        ((0, 0), (7, 7), None),
        ((0, 0), (8, 8), True),
        ((1, 1), (0, 0), True),
        ((0, 0), (7, 8), False),
        ((0, 3), (2, 2), False),
        (UNDATED, (2, 2), False),
    ],
)
def test_what_another_agency_tells_again(
    first: Interval, second: Interval, expected: bool | None
) -> None:
    frame = occurrences(happened("here", *first, agency="ward"), happened("letter", *second))
    kept = not_retold(frame, pl.col("agency") == "gp", within_days=7, by=("case_id",))
    assert names(kept) == {"here": True} | ({} if expected is None else {"letter": expected})


def test_what_nobody_else_tells_is_no_retelling() -> None:
    frame = occurrences(happened("here", 0, agency="ward", case="d"), happened("letter", 1))
    kept = not_retold(frame, pl.col("agency") == "gp", within_days=7, by=("case_id",))
    assert names(kept) == {"here": True, "letter": True}


@pytest.mark.parametrize(
    ("row", "other", "expected"),
    [
        ((3, 3), (3, 3), None),
        ((3, 3), (4, 4), True),
        ((4, 4), (3, 3), True),
        ((3, 4), (4, 4), False),
        ((3, 3), (2, 3), False),
        ((3, 3), (3, 5), False),
        ((3, 4), (3, 4), False),
    ],
)
def test_not_same_day(row: Interval, other: Interval, expected: bool | None) -> None:
    others = occurrences(happened("other", *other), happened("of another", 3, person_id="twin"))
    kept = names(not_same_day(occurrences(happened("row", *row)), others))
    assert kept == ({} if expected is None else {"row": expected})


@SOME
@given(st.integers(2, 3), st.integers(0, 4), many(st.lists(st.integers(0, 30), max_size=8)))
def test_counted_of_known_days_equals_a_plain_reading(
    at_least: int, reach: int, drawn: list[list[int]]
) -> None:
    frame = occurrences(
        *(
            happened(str(place), on, case=str(number))
            for number, days in enumerate(drawn)
            for place, on in enumerate(days)
        )
    )
    found = by_case(counted(frame, at_least=at_least, within_days=reach), len(drawn))
    for days, told_of in zip(drawn, found, strict=True):
        spans = sorted(
            (number_of(it["lo"]), number_of(it["hi"]), number_of(it["reached"])) for it in told_of
        )
        assert spans == plain_episodes(sorted(days), at_least, reach), days
        assert all(it["sure"] for it in told_of)


def plain_episodes(days: list[int], at_least: int, reach: int) -> list[tuple[int, int, int]]:
    """First day, last day, and the day that completed the count, of windows that are joined."""
    joined: list[tuple[int, int, int]] = []
    for start in dict.fromkeys(days):
        window = [on for on in days if start <= on <= start + reach]
        if len(window) < at_least:
            continue
        reached = window[at_least - 1]
        if joined and start <= joined[-1][1]:
            first, last, earlier = joined.pop()
            joined.append((first, max(last, window[-1]), min(earlier, reached)))
        else:
            joined.append((start, window[-1], reached))
    return joined


# ------------------------------------------------------------------- followed by, not followed by


@pytest.mark.parametrize(
    ("then", "expected"),
    [((-1, -1), None), ((0, 0), True), ((7, 7), True), ((8, 8), None), ((7, 8), False),
     ((-1, 0), False), ((-1000, 1000), False)],
)  # fmt: skip
def test_followed_by(then: Interval, expected: bool | None) -> None:
    pairs = followed_by(
        occurrences(happened("a", 0)), occurrences(happened("b", *then)), within_days=7
    )
    assert names(pairs).get("a") is expected
    assert all(entries(row) == ["a", "b"] for row in rows(pairs))


@SOME
@given(st.integers(0, 4), many(st.tuples(interval(), st.one_of(interval(), st.just(UNDATED)))))
def test_followed_by_is_exact(reach: int, drawn: list[tuple[Interval, Interval]]) -> None:
    first = occurrences(*(happened("a", *it[0], case=str(n)) for n, it in enumerate(drawn)))
    then = occurrences(*(happened("b", *it[1], case=str(n)) for n, it in enumerate(drawn)))
    found = by_case(followed_by(first, then, within_days=reach), len(drawn))
    for pair, left in zip(drawn, found, strict=True):
        holds = [0 <= later - earlier <= reach for earlier, later in placed(pair)]
        assert bool(left) == any(holds), pair
        assert not left or left[0]["sure"] == all(holds), pair


@pytest.mark.parametrize(
    ("then", "expected"),
    [
        ([], True),
        ([(-1, -1)], True),
        ([(0, 0)], None),
        ([(7, 7)], None),
        ([(8, 8)], True),
        ([(7, 8)], False),
        ([(-1, 0)], False),
        ([(0, 7)], None),
        ([(-1000, 1000)], False),
        ([(6, 8), (8, 9)], False),
    ],
)
def test_not_followed_by(then: list[Interval], expected: bool | None) -> None:
    answers = occurrences(*(happened(f"b{n}", *it) for n, it in enumerate(then)))
    left = not_followed_by(occurrences(happened("a", 0)), answers, within_days=7)
    assert names(left).get("a") is expected


def test_no_single_day_of_an_uncertain_event_may_be_open() -> None:
    """Days 0 to 2 are each answered, though by different answers."""
    first = occurrences(happened("a", 0, 2))
    answers = occurrences(happened("b", 1), happened("c", 3))
    assert names(not_followed_by(first, answers, within_days=1)) == {}
    assert names(not_followed_by(first, occurrences(happened("b", 1)), within_days=1)) == {
        "a": False
    }


@pytest.mark.parametrize(("sure", "expected"), [(True, {}), (False, {"a": False})])
def test_an_answer_that_is_not_sure_does_not_settle_it(
    sure: bool, expected: dict[str, bool]
) -> None:
    answers = occurrences(happened("b", 1, sure=sure))
    assert names(not_followed_by(occurrences(happened("a", 0)), answers, within_days=7)) == expected


def test_what_the_same_entry_or_account_says_is_an_answer_even_undated() -> None:
    first = occurrences(happened("a", *UNDATED))
    assert names(not_followed_by(first, first, within_days=0)) == {}


def test_an_answer_of_another_person_or_case_is_none() -> None:
    answers = occurrences(happened("b", 0, person_id="twin"), happened("b", 0, case="other"))
    assert names(not_followed_by(occurrences(happened("a", 0)), answers, within_days=7)) == {
        "a": True
    }


@pytest.mark.parametrize(
    ("then", "expected"),
    [
        ([], True),
        ([(-99, -99)], None),
        ([(7, 7)], None),
        ([(8, 8)], True),
        ([(7, 8)], False),
        ([(-1000, 1000)], False),
        ([(8, 8), (0, 8)], False),
        ([(0, 8), (0, 7)], None),
    ],
)
def test_not_done_by_counts_what_came_before(then: list[Interval], expected: bool | None) -> None:
    answers = occurrences(*(happened(f"b{n}", *it) for n, it in enumerate(then)))
    left = not_done_by(occurrences(happened("a", 0)), answers, within_days=7)
    assert names(left).get("a") is expected


@pytest.mark.parametrize(("then", "expected"), [((3, 3), False), ((2, 2), None), ((6, 6), True)])
def test_not_done_by_the_day_of_an_uncertain_event(then: Interval, expected: bool | None) -> None:
    first = occurrences(happened("a", 0, 3))
    left = not_done_by(first, occurrences(happened("b", *then)), within_days=2)
    assert names(left).get("a") is expected


def test_not_done_by_is_answered_by_the_same_entry_and_only_if_sure() -> None:
    first = occurrences(happened("a", *UNDATED))
    assert names(not_done_by(first, first, within_days=0)) == {}
    doubtful = occurrences(happened("a", *UNDATED, sure=False))
    assert names(not_done_by(first, doubtful, within_days=0)) == {"a": False}
    twin = occurrences(happened("b", 0, person_id="twin"), happened("c", 0, case="other"))
    assert names(not_done_by(occurrences(happened("a", 0)), twin, within_days=0)) == {"a": True}


ANSWERS = st.lists(st.tuples(st.one_of(interval(), st.just(UNDATED)), st.booleans()), max_size=3)


@SOME
@given(st.integers(0, 3), many(st.tuples(interval(), ANSWERS)))
def test_not_followed_by_is_exact(
    reach: int, drawn: list[tuple[Interval, list[tuple[Interval, bool]]]]
) -> None:
    first = occurrences(*(happened("a", *it[0], case=str(n)) for n, it in enumerate(drawn)))
    then = occurrences(
        *(
            happened(f"b{place}", *answer, case=str(number), sure=sure)
            for number, (_, answers) in enumerate(drawn)
            for place, (answer, sure) in enumerate(answers)
        )
    )
    found = by_case(not_followed_by(first, then, within_days=reach), len(drawn))
    for (event, answers), left in zip(drawn, found, strict=True):
        unanswered = [
            not any(
                0 <= on - days[0] <= reach for on, here in zip(days[1:], there, strict=True) if here
            )
            for there in product(*([True] if sure else [True, False] for _, sure in answers))
            for days in placed([event, *(answer for answer, _ in answers)])
        ]
        assert bool(left) == any(unanswered), (event, answers)
        assert not left or left[0]["sure"] == all(unanswered), (event, answers)


# ---------------------------------------------------------------------------------------------- gap


def spans(*rows_of: tuple[str, int, int]) -> pl.LazyFrame:
    return pl.DataFrame(
        [
            {"case_id": case, "person_id": "child", "first": day(first), "last": day(last)}
            for case, first, last in rows_of
        ],
        schema={"case_id": pl.String, "person_id": pl.String, "first": pl.Date, "last": pl.Date},
    ).lazy()


def stretches(frame: pl.LazyFrame) -> list[tuple[int, int, bool]]:
    return sorted((number_of(row["lo"]), number_of(row["hi"]), row["sure"]) for row in rows(frame))


@pytest.mark.parametrize(
    ("contacts", "expected"),
    [
        ([], [(0, 100, True)]),
        ([(56, 56)], []),
        ([(57, 57)], [(0, 57, True)]),
        ([(40, 40)], [(40, 100, True)]),
        ([(44, 44)], []),
        ([(50, 50), (50, 50)], []),
        ([(-5, -5)], [(0, 100, True)]),
        ([(101, 101)], [(0, 100, True)]),
        ([(40, 60)], [(0, 100, False)]),
        ([(57, 90)], [(0, 57, True)]),
        ([(-1000, 1000)], [(0, 100, False)]),
    ],
)
def test_gap(contacts: list[Interval], expected: list[Any]) -> None:
    frame = occurrences(*(happened(f"e{n}", *it) for n, it in enumerate(contacts)))
    assert stretches(gap(frame, spans(("c", 0, 100)), longer_than_days=56)) == expected


def test_the_evidence_of_a_gap_is_what_stands_around_it() -> None:
    frame = occurrences(happened("a", 0, 30), happened("b", 10), happened("c", 95))
    (stretch,) = rows(gap(frame, spans(("c", 0, 100)), longer_than_days=56))
    assert stretches(gap(frame, spans(("c", 0, 100)), longer_than_days=56)) == [(30, 95, True)]
    assert entries(stretch) == ["a", "c"]


def test_between_two_spans_silence_means_nothing() -> None:
    frame = occurrences(happened("a", 10), happened("b", 310))
    found = gap(frame, spans(("c", 0, 20), ("c", 300, 320)), longer_than_days=56)
    assert stretches(found) == []


def test_a_span_inside_another_breaks_no_gap() -> None:
    found = gap(occurrences(), spans(("c", 0, 100), ("c", 40, 60)), longer_than_days=56)
    assert (0, 100, True) in stretches(found)


@SOME
@given(st.integers(2, 5), many(st.lists(interval(last=10), max_size=4)))
def test_a_sure_gap_is_there_for_every_placing(limit: int, drawn: list[list[Interval]]) -> None:
    for contacts, found in gaps_of(limit, drawn):
        for stretch in found:
            if stretch["sure"]:
                lo, hi = number_of(stretch["lo"]), number_of(stretch["hi"])
                holds = [
                    any(first <= lo and hi <= last for first, last in quiet(days, limit))
                    for days in placed(contacts)
                ]
                assert all(holds), (contacts, lo, hi)


@SOME
@given(st.integers(2, 5), many(st.lists(interval(last=10), max_size=4)))
def test_a_possible_gap_is_there_for_some_placing(limit: int, drawn: list[list[Interval]]) -> None:
    for contacts, found in gaps_of(limit, drawn):
        for stretch in found:
            lo, hi = number_of(stretch["lo"]), number_of(stretch["hi"])
            overlapping = [
                any(first < hi and lo < last for first, last in quiet(days, limit))
                for days in placed(contacts)
            ]
            assert any(overlapping), (contacts, lo, hi)


@SOME
@given(st.integers(2, 5), many(st.lists(interval(last=10), max_size=4)))
def test_a_gap_that_some_placing_has_is_told(limit: int, drawn: list[list[Interval]]) -> None:
    for contacts, found in gaps_of(limit, drawn):
        for days in placed(contacts):
            for first, last in quiet(days, limit):
                assert any(
                    number_of(it["lo"]) <= last and first <= number_of(it["hi"]) for it in found
                ), (contacts, days, first, last)


SPAN = (0, 12)


def gaps_of(
    limit: int, drawn: list[list[Interval]]
) -> Iterator[tuple[list[Interval], list[dict[str, Any]]]]:
    frame = occurrences(
        *(
            happened(str(place), *contact, case=str(number))
            for number, contacts in enumerate(drawn)
            for place, contact in enumerate(contacts)
        )
    )
    all_spans = spans(*((str(number), *SPAN) for number in range(len(drawn))))
    found = by_case(gap(frame, all_spans, longer_than_days=limit), len(drawn))
    return zip(drawn, found, strict=True)


def quiet(days: Sequence[int], limit: int) -> list[tuple[int, int]]:
    """Stretches of the span without a contact for more than ``limit`` days, for known days."""
    points = sorted([SPAN[0], *(on for on in days if SPAN[0] <= on <= SPAN[1]), SPAN[1]])
    return [(one, two) for one, two in pairwise(points) if two - one > limit]


# ------------------------------------------------------------------------------- coverage, in force


def test_covered_gives_returns_with_known_days() -> None:
    base = {
        "case_id": "c",
        "agency_kind": "gp",
        "returned": True,
        "from_date": day(0),
        "to_date": day(9),
    }
    case = Tables.of(
        coverage=COVERAGE.frame(
            [
                base | {"agency": "gp"},
                base | {"agency": "hv", "agency_kind": "health_visiting"},
                base | {"agency": "asked", "returned": False},
                base | {"agency": "undated", "from_date": None, "to_date": None},
            ]
        )
    )
    assert sorted(row["agency"] for row in rows(covered(case))) == ["gp", "hv"]
    assert [row["agency"] for row in rows(covered(case, ["health_visiting"]))] == ["hv"]


@pytest.mark.parametrize(
    ("returns", "expected"),
    [
        ([(0, 9)], True),
        ([(2, 5)], True),
        ([(3, 5)], False),
        ([(2, 4)], False),
        ([(0, 3), (4, 9)], False),
        ([(0, 3), (2, 9)], True),
        ([], False),
    ],
)
def test_is_covered_by_one_return_from_first_to_last(
    returns: list[Interval], expected: bool
) -> None:
    coverage = pl.DataFrame(
        [{"case_id": "c", "first": day(first), "last": day(last)} for first, last in returns]
        + [{"case_id": "other", "first": day(-99), "last": day(99)}],
        schema={"case_id": pl.String, "first": pl.Date, "last": pl.Date},
    )
    coverage = coverage.lazy().with_columns(whole=pl.lit(True))
    frame = occurrences(happened("a", 2, 5), happened("b", 2, 5))
    found = rows(is_covered(frame, coverage, first=pl.col("lo"), last=pl.col("hi"), name="told"))
    assert [row["told"] for row in found] == [expected, expected]


def test_is_covered_by_the_return_of_the_rows_own_agency() -> None:
    coverage = pl.DataFrame(
        [
            {"case_id": "c", "agency": "gp", "first": day(0), "last": day(4), "whole": True},
            {"case_id": "c", "agency": "hv", "first": day(0), "last": day(9), "whole": True},
        ]
    ).lazy()
    frame = occurrences(happened("a", 5), happened("b", 5, agency="hv"))
    by = ("case_id", "agency")
    found = rows(is_covered(frame, coverage, first=pl.col("lo"), last=pl.col("hi"), by=by))
    assert {row["happening"]: row["covered"] for row in found} == {"a": False, "b": True}


def test_what_only_a_summary_speaks_of_is_covered_and_not_sure() -> None:
    one = {"case_id": "c", "returned": True}
    case = Tables.of(
        coverage=COVERAGE.frame(
            [
                one | {"agency": "gp", "agency_kind": "gp", "basis": SUMMARY},
                one | {"agency": "hv", "agency_kind": "health_visiting"},
            ]
        )
    )
    frame = occurrences(happened("a", 5), happened("b", 5, agency="hv"))
    by = ("case_id", "agency")
    for summed_up, expected in ((False, {}), (True, {"a": False})):
        found = rows(
            is_covered(
                frame,
                covered(case, summed_up=summed_up),
                first=pl.col("lo"),
                last=pl.col("hi"),
                by=by,
            )
        )
        assert {row["happening"]: row["sure"] for row in found if row["covered"]} == expected


def test_coverage_scope_names_the_cases_without_such_a_return() -> None:
    returned = {"agency": "a", "returned": True, "from_date": day(0), "to_date": day(9)}
    case = Tables.of(
        cases=CASES.frame([{"case_id": name} for name in ("gp", "hv", "none")]),
        coverage=COVERAGE.frame(
            [
                returned | {"case_id": "gp", "agency_kind": "gp"},
                returned | {"case_id": "hv", "agency_kind": "health_visiting"},
            ]
        ),
    )
    of_gps = rows(coverage_scope(case, ["gp"], reason="No GP."))
    assert sorted(row["case_id"] for row in of_gps) == ["hv", "none"]
    assert {(row["status"], row["reason"]) for row in of_gps} == {("not_assessable", "No GP.")}
    assert [row["case_id"] for row in rows(coverage_scope(case, reason="None."))] == ["none"]


@pytest.mark.parametrize(
    ("returns", "told_and_sure"),
    [
        ([(2, 5)], (True, True)),
        ([(3, 9)], (True, False)),
        ([(-9, 4)], (True, False)),
        ([(5, 9)], (True, False)),
        ([(6, 9)], (False, False)),
        ([(-9, 1)], (False, False)),
        ([(-9, 1), (0, 5)], (True, True)),
        ([(None, None)], (True, False)),
        ([], (False, False)),
    ],
)
def test_told_by_a_return_that_may_speak_of_those_days(
    returns: list[tuple[int | None, int | None]], told_and_sure: tuple[bool, bool]
) -> None:
    base = {"case_id": "c", "agency_kind": "gp", "returned": True}
    others = [
        base | {"agency": "unread", "returned": False, "from_date": day(0), "to_date": day(9)},
        base
        | {"agency": "police", "agency_kind": "police", "from_date": day(0), "to_date": day(9)},
        base | {"case_id": "other", "agency": "gp", "from_date": day(0), "to_date": day(9)},
    ]
    case = Tables.of(
        coverage=COVERAGE.frame(
            [
                base | {"agency": f"gp{number}", "from_date": day(first), "to_date": day(last)}
                for number, (first, last) in enumerate(returns)
            ]
            + others
        )
    )
    frame = occurrences(happened("a", 2, 5), happened("b", 2, 5))
    found = rows(told_by_a_return(frame, case, ["gp"], first=pl.col("lo"), last=pl.col("hi")))
    assert [(row["told"], row["sure"]) for row in found] == [told_and_sure] * 2


def test_is_covered_of_an_undated_event_is_false() -> None:
    coverage = spans(("c", 0, 9)).with_columns(whole=pl.lit(True))
    found = rows(
        is_covered(
            occurrences(happened("a", *UNDATED)), coverage, first=pl.col("lo"), last=pl.col("hi")
        )
    )
    assert [row["covered"] for row in found] == [False]


@pytest.mark.parametrize(
    ("begun", "ended", "expected"),
    [
        ([], [], False),
        ([5], [], True),
        ([6], [], False),
        ([1], [4], False),
        ([1], [6], True),
        ([1, 5], [4], True),
        ([], [1], False),
    ],
)
def test_in_force_on_a_known_day(begun: list[int], ended: list[int], expected: bool) -> None:
    found = in_force(
        occurrences(happened("x", 5)),
        occurrences(*(happened(f"b{on}", on) for on in begun)),
        occurrences(*(happened(f"e{on}", on) for on in ended)),
        name="plan",
    )
    assert [row["plan"] for row in rows(found)] == [expected]


def test_in_force_is_of_the_same_case() -> None:
    begun = occurrences(happened("b", 1, case="other"))
    found = in_force(occurrences(happened("x", 5)), begun, occurrences(), name="plan")
    assert [row["plan"] for row in rows(found)] == [False]


def test_an_undated_statement_puts_nothing_in_force() -> None:
    begun = occurrences(happened("b", *UNDATED))
    found = in_force(occurrences(happened("x", 5)), begun, occurrences(), name="plan")
    assert [row["plan"] for row in rows(found)] == [False]


@pytest.mark.parametrize(
    ("row", "begun", "ended"),
    [
        ((5, 5), [(4, 6)], []),  # the plan may have begun the day after
        ((3, 9), [(5, 5)], []),  # the row may be of before the plan
        ((5, 5), [(1, 1)], [(4, 9)]),  # the plan may have ended
        ((5, 5), [(2, 4)], [(3, 3)]),  # which was said last isn't known
    ],
)
def test_in_force_for_some_placing_only_is_not_sure(
    row: Interval, begun: list[Interval], ended: list[Interval]
) -> None:
    """What may or may not have been in force must not be told as surely so."""
    found = in_force(
        occurrences(happened("x", *row)),
        occurrences(*(happened(f"b{n}", *it) for n, it in enumerate(begun))),
        occurrences(*(happened(f"e{n}", *it) for n, it in enumerate(ended))),
        name="plan",
    )
    assert [it["plan"] and it["sure"] for it in rows(found)] == [False]


STATEMENTS = st.lists(st.one_of(*[interval()] * 5, st.just(UNDATED)), max_size=2)


@SOME
@given(many(st.tuples(interval(), st.lists(interval(), max_size=2), STATEMENTS)))
def test_in_force_holds_as_it_says(
    drawn: list[tuple[Interval, list[Interval], list[Interval]]],
) -> None:
    """True exactly where some placing holds; sure only where every placing does."""
    found = by_case(
        in_force(
            occurrences(*(happened("x", *it[0], case=str(n)) for n, it in enumerate(drawn))),
            statements("b", [it[1] for it in drawn]),
            statements("e", [it[2] for it in drawn]),
            name="plan",
        ),
        len(drawn),
    )
    for (on, begun, ended), (row,) in zip(drawn, found, strict=True):
        holds = [
            plan_on(days[0], days[1 : 1 + len(begun)], days[1 + len(begun) :])
            for days in placed([on, *begun, *ended])
        ]
        assert row["plan"] == any(holds), (on, begun, ended)
        assert not (row["plan"] and row["sure"]) or all(holds), (on, begun, ended)


def statements(name: str, of_cases: list[list[Interval]]) -> pl.LazyFrame:
    return occurrences(
        *(
            happened(f"{name}{place}", *on, case=str(number))
            for number, intervals in enumerate(of_cases)
            for place, on in enumerate(intervals)
        )
    )


def plan_on(day_: int, begun: Sequence[int], ended: Sequence[int]) -> bool:
    """Whether what was last said by that day is that the plan is in force."""
    return any(on <= day_ and not any(on < over <= day_ for over in ended) for on in begun)


def test_without_leaves_out_the_whole_happening() -> None:
    frame = occurrences(happened("a", 0), happened("b", 0), happened("a", 0, case="other"))
    left = without(frame, occurrences(happened("a", 5, person_id="mother")))
    assert sorted((row["case_id"], row["happening"]) for row in rows(left)) == [
        ("c", "b"),
        ("other", "a"),
    ]


# ---------------------------------------------------------------------------------------- the scope


def reviewed(
    first: int | None, last: int | None, returns: Sequence[tuple[str, int, int]] = (), **child: Any
) -> Tables:
    born = {"born_earliest": day(0), "born_latest": day(0)} | child
    return Tables.of(
        cases=CASES.frame([{"case_id": "c", "review_from": day(first), "review_to": day(last)}]),
        persons=PERSONS.frame([{"case_id": "c", "person_id": "child", "role": "subject"} | born]),
        coverage=COVERAGE.frame(
            {"case_id": "c", "agency": kind, "agency_kind": kind, "returned": True,
             "from_date": day(start), "to_date": day(end)}
            for kind, start, end in returns
        ),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (None, None, (0, 180)),
        (10, 100, (10, 100)),
        (-50, 500, (0, 180)),
        (180, 500, (180, 180)),
    ],
)
def test_under_age_is_cut_to_the_review(
    first: int | None, last: int | None, expected: Interval
) -> None:
    (span,) = rows(under_age(reviewed(first, last), "6mo"))
    assert (number_of(span["first"]), number_of(span["last"])) == expected


def test_under_age_leaves_out_a_child_of_no_known_birth() -> None:
    unknown = reviewed(0, 500, born_earliest=None, born_latest=None)
    assert rows(under_age(unknown, "6mo")) == []


def test_under_age_can_begin_before_birth() -> None:
    (span,) = rows(under_age(reviewed(None, None), "6mo", before_birth_days=30))
    assert number_of(span["first"]) == -30


@pytest.mark.parametrize(
    ("first", "last", "returns", "expected"),
    [
        (-50, 500, [("gp", -50, 500)], None),
        (180, 500, [("gp", 180, 500)], None),
        (181, 500, [("gp", 181, 500)], "not_applicable"),
        (-50, -1, [("gp", -50, 500)], "not_applicable"),
        (-50, 500, [("gp", 180, 500)], None),
        (-50, 500, [("gp", 181, 500)], "not_assessable"),
        (-50, 500, [("gp", -50, 0)], None),
        (-50, 500, [("gp", -50, -1)], "not_assessable"),
        (-50, 500, [("police", -50, 500)], "not_assessable"),
        (-50, 500, [], "not_assessable"),
    ],
)
def test_age_scope(
    first: int, last: int, returns: list[tuple[str, int, int]], expected: str | None
) -> None:
    case = reviewed(first, last, returns)
    found = rows(age_scope(case, "6mo", stage="under six months", kinds=["gp"]))
    assert [row["status"] for row in found] == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ((4, 4), [True]),
        ((5, 5), []),
        ((12, 12), []),
        ((13, 13), [True]),
        ((4, 5), [False]),
        ((12, 13), [False]),
        (UNDATED, [False]),
    ],
)
def test_not_around(other: Interval, expected: list[bool]) -> None:
    row, others = occurrences(happened("e1", 10)), occurrences(happened("e2", *other))
    found = rows(not_around(row, others, before_days=5, after_days=2))
    assert [it["sure"] for it in found] == expected
    assert all((number_of(it["lo"]), number_of(it["hi"])) == (10, 10) for it in found)


# ------------------------------------------------------------------------------ several grounds


def test_grounds_are_told_as_one() -> None:
    first = occurrences(happened("e1", 3), happened("e2", *UNDATED))
    second = occurrences(happened("e3", 9), happened("e4", 7, sure=False))
    (told,) = rows(told_as_one([ground(first, "seen", "low"), ground(second, "said", "medium")]))
    assert (told["grounds"], told["attention"], told["sure"]) == (["said", "seen"], "medium", True)
    assert (number_of(told["lo"]), number_of(told["hi"])) == (3, 9)
    assert number_of(told["reached"]) == 3
    assert told["n"] is None
    assert len(told["evidence"]) == 4


def test_what_is_not_sure_gives_its_attention_only_where_nothing_else_is_sure() -> None:
    sure, perhaps = occurrences(happened("e1", 3)), occurrences(happened("e2", 1, sure=False))
    (told,) = rows(told_as_one([ground(sure, "a", "low"), ground(perhaps, "b", "high")]))
    assert (told["attention"], told["sure"], number_of(told["reached"])) == ("low", True, 3)
    (alone,) = rows(told_as_one([ground(perhaps, "b", "high")]))
    assert (alone["attention"], alone["sure"], number_of(alone["reached"])) == ("high", False, 1)


def test_of_grounds_that_are_none_of_them_sure_the_most_and_the_first_is_told() -> None:
    early, late = occurrences(happened("e1", 1, sure=False)), happened("e2", 5, sure=False)
    for first, second in (("low", "high"), ("high", "low")):
        grounds = [ground(early, "a", first), ground(occurrences(late), "b", second)]
        (told,) = rows(told_as_one(grounds))
        assert (told["attention"], told["sure"]) == ("high", False)
        assert number_of(told["reached"]) == 1


def test_grounds_without_a_date_have_none() -> None:
    frame = occurrences(happened("e1", *UNDATED)).with_columns(times=pl.lit(3))
    (told,) = rows(told_as_one([ground(frame, "a", "high", n="times")]))
    assert (number_of(told["lo"]), number_of(told["hi"]), told["n"]) == (*UNDATED, 3)


def test_a_ground_that_ends_before_another_begins_keeps_its_days_in_order() -> None:
    frame = occurrences(happened("e1", 5, 1000), happened("e2", -1000, 2))
    (told,) = rows(told_as_one([ground(frame, "a", "high")]))
    assert (number_of(told["lo"]), number_of(told["hi"])) == (5, 5)


def test_unreturned_is_an_agency_that_was_asked_and_sent_nothing() -> None:
    kinds = [("gp", True, False), ("police", True, True), ("housing", False, False)]
    coverage = COVERAGE.frame(
        {"case_id": "c", "agency": kind, "agency_kind": kind, "asked": asked, "returned": sent}
        for kind, asked, sent in kinds
    )
    case = Tables.of(coverage=coverage)
    assert [row["agency"] for row in rows(unreturned(case, ["gp", "police", "housing"]))] == ["gp"]
    assert rows(unreturned(case, ["police"])) == []


# ------------------------------------------------------------------------------ adults of the case


def test_adults_who_are_named_are_told_apart_and_seen_with_the_child() -> None:
    there = [
        ("a", "dean"),
        ("b", "dean"),
        ("b", "child"),
        ("c", "dean"),
        ("c", "child"),
        ("d", "mum"),
    ]
    roles = {"dean": "other_adult", "child": "subject", "mum": "mother"}
    kinds = {"a": "police", "b": "education", "c": "legal", "d": "police"}
    case = Tables.of(
        events=EVENTS.frame(
            {"case_id": "c", "event_id": it, "agency": "x", "agency_kind": kind}
            for it, kind in kinds.items()
        ),
        persons=PERSONS.frame(
            {"case_id": "c", "person_id": it, "role": role} for it, role in roles.items()
        ),
        participants=PARTICIPANTS.frame(
            {"case_id": "c", "event_id": it, "person_id": person} for it, person in there
        ),
    )
    named = named_adults(case)
    assert {row["event_id"] for row in rows(named)} == {"a", "b", "c"}
    frame = occurrences(happened("a", 0), happened("d", 0)).with_columns(
        concept=pl.lit("risky_adult"), term=pl.lit("x"), value=pl.lit(None, dtype=pl.Float64)
    )
    told = by_adult(frame, named)
    assert {row["happening"]: row["adult"] for row in rows(told)} == {
        "a": "person dean",
        "d": "child",
    }
    seen = rows(seen_with_the_child(case, told, named, part="contact"))
    assert [(entries(row), row["adult"], row["sure"]) for row in seen] == [
        (["b"], "person dean", False)
    ]


# ------------------------------------------------------------------------------------- nobody's row

EMPTY = occurrences()
CALLS: dict[str, Callable[[], pl.LazyFrame]] = {
    "once": lambda: once(EMPTY),
    "counted": lambda: counted(EMPTY, at_least=2, within_days=9),
    "followed_by": lambda: followed_by(EMPTY, EMPTY, within_days=9),
    "not_followed_by": lambda: not_followed_by(EMPTY, EMPTY, within_days=9),
    "not_done_by": lambda: not_done_by(EMPTY, EMPTY, within_days=9),
    "gap": lambda: gap(EMPTY, spans(), longer_than_days=9),
    "within": lambda: within(EMPTY, pl.lit(ORIGIN), pl.lit(ORIGIN)),
    "in_force": lambda: in_force(EMPTY, EMPTY, EMPTY, name="plan"),
    "without": lambda: without(EMPTY, EMPTY),
}


@pytest.mark.parametrize("name", CALLS)
def test_of_nothing_comes_nothing(name: str) -> None:
    assert rows(CALLS[name]()) == []


def test_all_that_happened_on_one_day_is_one_episode() -> None:
    frame = occurrences(*(happened(f"e{n}", 3) for n in range(4)))
    (episode,) = rows(counted(frame, at_least=2, within_days=0))
    assert (episode["n"], len(entries(episode))) == (4, 4)


def test_entries_are_counted_that_lie_surely_between_two_days() -> None:
    dates = [("hub", 0, 0), ("hub", 1, 1), ("hub", 5, 5), ("hub", 5, 6), ("gp", 3, 3)]
    events = [
        {
            "case_id": "c",
            "event_id": str(number),
            "agency_kind": kind,
            "earliest": day(lo),
            "latest": day(hi),
        }
        for number, (kind, lo, hi) in enumerate(dates)
    ]
    case = Tables.of(events=EVENTS.frame(events))
    frame = occurrences(happened("a", 1, 5), happened("b", 8, 9))
    between = {"first": pl.col("lo"), "last": pl.col("hi")}
    found = rows(entries_between(frame, case, ["hub"], **between).sort("happening"))
    assert [it["entries"] for it in found] == [2, 0]
