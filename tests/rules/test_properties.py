"""What holds for every rule, whatever the records are."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from chronology.analysis import Chosen, Results, analyse
from chronology.rule import Rule
from chronology.rulebook import installed_rules
from chronology.tables import FINDINGS, OUTCOMES, Tables
from random_cases import (
    FEW,
    Frames,
    cases,
    concepts_of,
    found,
    in_order,
    only,
    shuffled,
    together,
    told,
    widened,
    worlds,
)

RULES = installed_rules()
EACH_RULE = pytest.mark.parametrize("name", RULES)
World = list[tuple[int, int]]


def results(rule: Rule, frames: Frames) -> Results:
    return analyse(Tables.of(**frames), [Chosen(rule, rule.parameters())])


def assert_same(one: pl.DataFrame, other: pl.DataFrame, frames: Frames) -> None:
    """Equal findings; where they differ, the message shows the cases that do."""
    different = [
        case_id
        for case_id in sorted({*one["case_id"], *other["case_id"]})
        if not one.filter(case_id=case_id).equals(other.filter(case_id=case_id))
    ]
    shown = "\n".join(told(only(frames, case_id)) for case_id in different[:1])
    assert not different, f"{one}\n{other}\n{shown}"


@EACH_RULE
def test_random_cases_reach_the_rule(name: str) -> None:
    rule = RULES[name]
    findings = found(rule, cases([(seed, 14) for seed in range(60)], concepts_of(rule)))
    assert {"definite", "possible"} <= set(findings["certainty"])


@EACH_RULE
@FEW
@given(world=worlds(least=2, most=3))
def test_the_whole_run_equals_case_by_case_runs(name: str, world: World) -> None:
    rule = RULES[name]
    frames = cases(world, concepts_of(rule))
    alone = [found(rule, only(frames, case_id)) for case_id in frames["cases"]["case_id"]]
    assert_same(found(rule, frames), in_order(pl.concat(alone)), frames)


@EACH_RULE
@FEW
@given(world=worlds(), seed=st.integers(0, 99))
def test_the_order_of_rows_changes_nothing(name: str, world: World, seed: int) -> None:
    rule = RULES[name]
    frames = cases(world, concepts_of(rule))
    assert_same(found(rule, frames), found(rule, shuffled(frames, seed)), frames)


@EACH_RULE
@FEW
@given(world=worlds(), unrelated=worlds())
def test_an_unrelated_case_changes_nothing(name: str, world: World, unrelated: World) -> None:
    rule = RULES[name]
    frames = cases(world, concepts_of(rule))
    more = together(frames, cases(unrelated, concepts_of(rule), first=len(world) + 1))
    ours = pl.col("case_id").is_in(frames["cases"]["case_id"].to_list())
    assert_same(found(rule, frames), found(rule, more).filter(ours), frames)


@EACH_RULE
@FEW
@given(world=worlds())
def test_the_streaming_engine_gives_the_same(name: str, world: World) -> None:
    rule = RULES[name]
    frames = cases(world, concepts_of(rule))
    assert_same(found(rule, frames, "in-memory"), found(rule, frames, "streaming"), frames)


@EACH_RULE
def test_find_and_scope_collect_nothing(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rule = RULES[name]
    def collected(*_: Any, **__: Any) -> None:
        pytest.fail("a rule collected")

    tables = Tables.of(**cases([(1, 5)], concepts_of(rule)))
    for name in ("collect", "collect_async", "collect_batches", "fetch", "profile", "sink_parquet"):
        if hasattr(pl.LazyFrame, name):
            monkeypatch.setattr(pl.LazyFrame, name, collected)
    monkeypatch.setattr(pl, "collect_all", collected)
    assert isinstance(rule.find(tables, rule.parameters()), pl.LazyFrame)
    if rule.scope is not None:
        assert isinstance(rule.scope(tables, rule.parameters()), pl.LazyFrame)


@EACH_RULE
@FEW
@given(world=worlds())
def test_every_case_has_one_outcome_and_it_fits_the_flags(name: str, world: World) -> None:
    rule = RULES[name]
    frames = cases(world, concepts_of(rule))
    made = results(rule, frames)
    outcomes = {outcome["case_id"]: outcome for outcome in made.outcomes}
    assert [it["case_id"] for it in made.outcomes] == sorted(frames["cases"]["case_id"])
    for case_id, outcome in outcomes.items():
        kinds = {flag["kind"] for flag in made.flags if flag["case_id"] == case_id}
        assert outcome["status"] in OUTCOMES
        assert outcome["status"] != "failed"
        assert outcome["reason"]
        assert (outcome["status"] == "flagged") == ("flag" in kinds)
        assert (outcome["status"] == "information_gap") == (kinds == {"information_gap"})


@EACH_RULE
@FEW
@given(world=worlds())
def test_scope_says_one_thing_of_a_case(name: str, world: World) -> None:
    rule = RULES[name]
    if rule.scope is None:
        return
    frames = cases(world, concepts_of(rule))
    stated = rule.scope(Tables.of(**frames), rule.parameters()).collect()
    assert set(stated["status"]) <= {"not_applicable", "not_assessable"}
    assert stated["case_id"].is_unique().all()
    assert set(stated["case_id"]) <= set(frames["cases"]["case_id"])


@EACH_RULE
@FEW
@given(world=worlds(most=8), seed=st.integers(0, 999))
def test_less_certain_dates_make_nothing_definite(name: str, world: World, seed: int) -> None:
    """What is definite holds wherever the dates fall, so it held for the narrower ones too."""
    rule = RULES[name]
    frames = cases(world, concepts_of(rule))
    alone = frames["events"].with_columns(account_of=pl.lit(None, dtype=pl.String))
    frames = frames | {"events": alone}
    wider = widened(frames, seed)
    before = list(definite(found(rule, frames)))
    for person, entries in definite(found(rule, wider)):
        held = any(
            person == earlier and (not entries or entries & evidence)
            for earlier, evidence in before
        )
        assert held, f"{person} {entries}\n{told(only(frames, person[0]))}\n{told(only(wider, person[0]))}"


def definite(findings: pl.DataFrame) -> Iterator[tuple[tuple[Any, ...], set[str]]]:
    """Whom the definite flags are of, and their entries."""
    for row in findings.filter(kind="flag", certainty="definite").iter_rows(named=True):
        yield (row["case_id"], row["person_id"]), {item["event_id"] for item in row["evidence"]}


@EACH_RULE
@FEW
@given(world=worlds())
def test_findings_are_as_the_table_says(name: str, world: World) -> None:
    rule = RULES[name]
    frames = cases(world, concepts_of(rule))
    plan = rule.find(Tables.of(**frames), rule.parameters())
    findings = plan.collect()
    assert findings.schema == FINDINGS.schema
    assert_frame_equal(findings, FINDINGS.select(plan).collect(), check_row_order=False)
    persons = set(frames["persons"].select("case_id", "person_id").iter_rows())
    entries = set(frames["events"].select("case_id", "event_id").iter_rows())
    for row in findings.iter_rows(named=True):
        assert row["kind"] in ("flag", "information_gap")
        assert row["certainty"] in ("definite", "possible")
        assert row["attention"] in ("high", "medium", "low")
        assert row["person_id"] is None or (row["case_id"], row["person_id"]) in persons
        assert {(row["case_id"], item["event_id"]) for item in row["evidence"]} <= entries
        assert all(item["part"] for item in row["evidence"])
        assert isinstance(json.loads(row["measure"]), dict)
        assert not (row["first_date"] and row["last_date"]) or row["first_date"] <= row["last_date"]


@EACH_RULE
@FEW
@given(world=worlds())
def test_every_flag_has_words(name: str, world: World) -> None:
    rule = RULES[name]
    for flag in results(rule, cases(world, concepts_of(rule))).flags:
        assert flag["explanation"].endswith((".", "?"))
        assert "None" not in flag["explanation"]
        assert flag["question"].endswith((".", "?"))
        assert flag["evidence"] or flag["kind"] == "information_gap" or rule.name == "unseen-male-carer"
