"""What holds for every rule, whatever the records are, tried on hundreds of random cases."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from functools import cache
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal
from random_cases import (
    MANY,
    Frames,
    cases,
    concepts_of,
    found,
    found_lazily,
    in_order,
    only,
    shown,
    shuffled,
    smallest,
    widened,
)
from toml_rules import toml_rules

from chronology.analysis import Chosen, Results, analyse
from chronology.rule import Rule
from chronology.rulebook import installed_rules
from chronology.tables import FINDINGS, OUTCOMES, Tables
from chronology.temporal import occurrences

RULES = installed_rules() | toml_rules()
SILENCES = [name for name in toml_rules() if "nothing-for" in name]
EACH_RULE = pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))


@cache
def many(rule: Rule) -> Frames:
    """The random cases of a rule."""
    return cases(MANY, concepts_of(rule))


@cache
def found_in_many(rule: Rule) -> pl.DataFrame:
    return found(rule, many(rule))


def results(rule: Rule, frames: Frames) -> Results:
    return analyse(Tables.of(**frames), [Chosen(rule, rule.parameters())])


def assert_same(rule: Rule, again: Callable[[Frames], pl.DataFrame]) -> None:
    """The findings are those that ``again`` gives."""

    def different(frames: Frames) -> list[str]:
        ours, others = found(rule, frames), again(frames)
        return [
            case_id
            for case_id in sorted({*ours["case_id"], *others["case_id"]})
            if not ours.filter(case_id=case_id).equals(others.filter(case_id=case_id))
        ]

    report(many(rule), different)


def report(frames: Frames, faulty: Callable[[Frames], list[str]]) -> None:
    """Fails where some cases are faulty, showing what the first of them needs to be so."""
    cases_at_fault = faulty(frames)
    if cases_at_fault:
        needed = smallest(frames, cases_at_fault[0], lambda fewer: bool(faulty(fewer)))
        pytest.fail(f"{len(cases_at_fault)} cases, the first\n{shown(needed)}")


@EACH_RULE
def test_random_cases_reach_the_rule(rule: Rule) -> None:
    seen = set(found_in_many(rule).select("kind", "certainty").iter_rows())
    assert {("flag", "definite"), ("flag", "possible")} <= seen


@EACH_RULE
def test_the_whole_run_equals_case_by_case_runs(rule: Rule) -> None:
    few = found_in_many(rule)["case_id"].unique().sort().to_list()[:6]
    alone = [found(rule, only(many(rule), case_id)) for case_id in few]
    together = found_in_many(rule).filter(pl.col("case_id").is_in(few))
    assert_frame_equal(together, in_order(pl.concat(alone)))


@EACH_RULE
@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_rows_changes_nothing(rule: Rule, seed: int) -> None:
    assert_same(rule, lambda frames: found(rule, shuffled(frames, seed)))


@EACH_RULE
def test_unrelated_cases_change_nothing(rule: Rule) -> None:
    half = [f"case-{number}" for number in MANY[::2]]
    frames = {
        name: frame.filter(pl.col("case_id").is_in(half)) for name, frame in many(rule).items()
    }
    together = found_in_many(rule).filter(pl.col("case_id").is_in(half))
    assert_frame_equal(found(rule, frames), together)


@EACH_RULE
def test_one_lazy_plan_without_the_index_gives_the_same_streaming(rule: Rule) -> None:
    assert_same(rule, lambda frames: found_lazily(rule, frames, "streaming"))


@EACH_RULE
def test_plans_for_many_cases_give_the_same(rule: Rule, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = found_in_many(rule)
    monkeypatch.setattr(occurrences, "MANY_ENTRIES", 0)
    assert_frame_equal(found(rule, many(rule)), usual)


@EACH_RULE
def test_find_and_scope_collect_nothing(rule: Rule, monkeypatch: pytest.MonkeyPatch) -> None:
    def collected(*_: Any, **__: Any) -> None:
        pytest.fail("a rule collected")

    tables = Tables.of(**many(rule))
    for name in ("collect", "collect_async", "collect_batches", "fetch", "profile", "sink_parquet"):
        if hasattr(pl.LazyFrame, name):
            monkeypatch.setattr(pl.LazyFrame, name, collected)
    monkeypatch.setattr(pl, "collect_all", collected)
    with pytest.raises(pytest.fail.Exception):
        tables.cases.collect()
    assert isinstance(rule.find(tables, rule.parameters()), pl.LazyFrame)
    if rule.scope is not None:
        assert isinstance(rule.scope(tables, rule.parameters()), pl.LazyFrame)


@EACH_RULE
def test_every_case_has_one_outcome_and_it_fits_the_flags(rule: Rule) -> None:
    made = results(rule, many(rule))
    assert [it["case_id"] for it in made.outcomes] == sorted(many(rule)["cases"]["case_id"])
    kinds: dict[str, set[str]] = {}
    for flag in made.flags:
        kinds.setdefault(flag["case_id"], set()).add(flag["kind"])
    for outcome in made.outcomes:
        raised = kinds.get(outcome["case_id"], set())
        assert outcome["status"] in OUTCOMES
        assert outcome["status"] != "failed"
        assert outcome["reason"]
        assert (outcome["status"] == "flagged") == ("flag" in raised)
        assert (outcome["status"] == "information_gap") == (raised == {"information_gap"})


@EACH_RULE
def test_scope_says_one_thing_of_a_case(rule: Rule) -> None:
    if rule.scope is not None:
        stated = rule.scope(Tables.of(**many(rule)), rule.parameters()).collect()
        assert stated.height
        assert set(stated["status"]) <= {"not_applicable", "not_assessable"}
        assert stated["case_id"].is_unique().all()
        assert set(stated["case_id"]) <= set(many(rule)["cases"]["case_id"])


@EACH_RULE
@pytest.mark.parametrize("seed", [1, 2])
def test_less_certain_dates_make_nothing_definite(rule: Rule, seed: int) -> None:
    """What is definite holds wherever the dates fall, so it held for the narrower ones too."""
    apart = many(rule)["events"].with_columns(account_of=pl.lit(None, dtype=pl.String))
    report(many(rule) | {"events": apart}, lambda frames: newly_definite(rule, frames, seed))


def newly_definite(rule: Rule, frames: Frames, seed: int) -> list[str]:
    """Cases with a definite flag where narrower dates gave none of that person and evidence."""
    marks = silent_days if rule.name in SILENCES else entries_of
    before = definite(found(rule, frames), marks)
    return [
        person[0]
        for person, entries in definite(found(rule, widened(frames, seed)), marks)
        if not any(
            person == earlier and (not entries or not evidence or entries & evidence)
            for earlier, evidence in before
        )
    ]


def definite(
    findings: pl.DataFrame, marks: Callable[[dict[str, Any]], set[Any]]
) -> list[tuple[tuple[str, str | None], set[Any]]]:
    """Whom the definite flags are of, and what marks them: their entries, or their days."""
    flags = findings.filter(kind="flag", certainty="definite")
    return [((row["case_id"], row["person_id"]), marks(row)) for row in flags.iter_rows(named=True)]


def entries_of(flag: dict[str, Any]) -> set[Any]:
    return {
        item["event_id"]
        for item in flag["evidence"]
        # which entry said so first changes with the dates; nothing hangs on it
        if item["part"] not in ("care experienced", "named here")
    }


def silent_days(flag: dict[str, Any]) -> set[Any]:
    """A silence is marked by its days: which entries stand around it changes with their dates."""
    return set(pl.date_range(flag["first_date"], flag["last_date"], eager=True))


@EACH_RULE
def test_findings_are_as_the_table_says(rule: Rule) -> None:
    frames = many(rule)
    findings = rule.find(Tables.of(**frames), rule.parameters()).collect()
    assert findings.schema == FINDINGS.schema
    assert set(findings["kind"]) <= {"flag", "information_gap"}
    assert set(findings["certainty"]) <= {"definite", "possible"}
    assert set(findings["attention"]) <= {"high", "medium", "low"}
    assert findings.filter(pl.col("first_date") > pl.col("last_date")).is_empty()
    persons = set(frames["persons"].select("case_id", "person_id").iter_rows())
    entries = set(frames["events"].select("case_id", "event_id").iter_rows())
    for row in findings.iter_rows(named=True):
        assert row["person_id"] is None or (row["case_id"], row["person_id"]) in persons
        assert {(row["case_id"], item["event_id"]) for item in row["evidence"]} <= entries
        assert all(item["part"] for item in row["evidence"])
        assert isinstance(json.loads(row["measure"]), dict)


@EACH_RULE
def test_flags_have_ids_of_their_own(rule: Rule) -> None:
    def twice(frames: Frames) -> list[str]:
        flags = results(rule, frames).flags
        seen = Counter((flag["case_id"], flag["flag_id"]) for flag in flags)
        return [case_id for (case_id, _), number in seen.items() if number > 1]

    report(many(rule), twice)


@EACH_RULE
def test_every_flag_has_words(rule: Rule) -> None:
    for flag in results(rule, many(rule)).flags:
        assert flag["explanation"].endswith("."), flag["explanation"]
        assert "None" not in flag["explanation"]
        assert flag["question"].endswith((".", "?")), flag["question"]
