"""What the records say, as occurrences: the same with and without the index."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import polars as pl
import pytest
from test_temporal import ORIGIN, happened, occurrences, rows, told

from chronology.tables import CASES
from chronology.temporal import (
    counted,
    doubted,
    entries,
    in_force,
    incident,
    once,
    said,
    told_once,
    told_together,
    told_with,
    with_index,
)

TOLD = told(
    {"event_id": "a", "term": "mark", "value": 1.0},
    {"event_id": "a", "term": "bruise", "value": 3.0},
    {"event_id": "a", "term": "graze", "value": 2.0, "status": "historical"},
    {"event_id": "b", "term": "bump", "concept": "other_injury"},
)
EITHER = pytest.mark.parametrize("case", [TOLD, with_index(TOLD)], ids=["plain", "indexed"])


@EITHER
def test_of_several_words_of_an_entry_the_first_by_letters_and_the_highest_figure(
    case: Any,
) -> None:
    (row,) = rows(said(case, "bruise", statuses=("affirmed", "historical")))
    assert (row["term"], row["value"], row["sure"]) == ("bruise", 3.0, True)
    (row,) = rows(said(case, "bruise", statuses=("historical", "negated")))
    assert (row["term"], row["value"]) == ("graze", 2.0)


@EITHER
def test_the_index_has_each_concept_by_its_name(case: Any) -> None:
    found = rows(said(case, "other_injury", "bruise", "never_said").sort("happening"))
    assert [row["concept"] for row in found] == ["bruise", "other_injury"]


def test_the_earlier_of_two_words_counts_whichever_status_has_it() -> None:
    case = told(
        {"event_id": "a", "term": "bruise", "value": 1.0, "status": "historical"},
        {"event_id": "a", "term": "mark", "value": 3.0},
    )
    (row,) = rows(said(case, "bruise", statuses=("affirmed", "historical")))
    assert (row["term"], row["value"]) == ("bruise", 3.0)


def test_advice_without_a_cue_is_no_doubt() -> None:
    case = told(
        {"event_id": "a", "status": "hypothetical", "cue": None},
        {"event_id": "b", "status": "hypothetical", "cue": "?"},
        {"event_id": "c", "status": "hypothetical", "cue": "if"},
    )
    assert [row["happening"] for row in rows(doubted(case, "bruise"))] == ["b"]


def test_entries_as_they_are_are_sure() -> None:
    which = pl.LazyFrame({"case_id": ["c"], "event_id": ["a"], "person_id": ["child"]})
    (row,) = rows(entries(TOLD, which, part="seen"))
    assert row["sure"]
    assert row["evidence"] == [{"event_id": "a", "part": "seen"}]


BARE = occurrences(happened("a", 0, evidence=[]))


@pytest.mark.parametrize(
    "frame",
    [
        once(BARE),
        counted(BARE, at_least=1, within_days=7),
        told_together(BARE, apart_days=7),
        told_once(BARE),
        told_with(BARE.drop("happening"), BARE, apart_days=7),
        told_with(BARE.filter(False), BARE, apart_days=7),
    ],
    ids=["once", "counted", "told together", "told once", "told with", "told alone"],
)
def test_what_has_no_entries_has_none_afterwards(frame: pl.LazyFrame) -> None:
    """The incident itself is known from ``case.toml`` and stands in no entry."""
    (row,) = rows(frame)
    assert row["evidence"] == []


def test_the_incident_is_sure_and_of_a_case_that_has_one() -> None:
    case = told({"event_id": "a"})
    assert rows(incident(case)) == []
    known = {"case_id": "c", "index_incident": ORIGIN, "incident_latest": ORIGIN}
    cases = CASES.frame([known, {"case_id": "d"}]).lazy()
    (row,) = rows(incident(replace(case, cases=cases)))
    assert (row["case_id"], row["lo"], row["hi"], row["sure"]) == ("c", ORIGIN, ORIGIN, True)
    assert row["evidence"] == []
    later = occurrences(happened("b", 1))
    held = in_force(later, incident(replace(case, cases=cases)), occurrences(), name="after")
    assert [row["after"] for row in rows(held)] == [True]
