"""Rules written as TOML: the starters prove themselves, and a mistake is named with its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from toml_rules import VARIATIONS, Change, changed

from chronology.analysis import Chosen, Results, analyse
from chronology.errors import CaseProblem, PackUnusable
from chronology.examples import examples_of, run_example
from chronology.own_rules import KINDS, rule_from_file, starter
from chronology.own_rules.form import FORMS
from chronology.own_rules.making import NUMBERS
from chronology.rule import Rule
from chronology.rulebook import parameters_of
from chronology.tables import CASES, COVERAGE, EVENTS, PERSONS, SIGNALS, Tables


def made(tmp_path: Path, kind: str, *changes: Change, name: str = "ours") -> Rule:
    place = tmp_path / f"{name}.toml"
    place.write_text(changed(kind, changes), encoding="utf-8")
    return rule_from_file(place)


@pytest.mark.parametrize("kind", KINDS)
def test_a_starter_passes_its_own_examples_and_tells_both_ways(tmp_path: Path, kind: str) -> None:
    rule = made(tmp_path, kind)
    examples = examples_of(rule)
    assert {"flag", "nothing found"} <= {it.expected for it in examples}
    assert [run_example(rule, it).differences for it in examples] == [()] * len(examples)


@pytest.mark.parametrize("kind", KINDS)
def test_a_starters_examples_lie_on_both_sides_of_its_number(tmp_path: Path, kind: str) -> None:
    """One more or one less of its main number fails an example: the examples pin it."""
    name = {
        "count": "within_days",
        "not_followed_by": "within_working_days",
        "together": "within_days",
        "nothing_for": "longer_than_days",
    }[kind]
    rule = made(tmp_path, kind)
    value = getattr(rule.parameters(), name)
    for other in (value - 1, value + 1):
        again = [replace(it, parameters={name: other}) for it in examples_of(rule)]
        assert any(run_example(rule, it).differences for it in again), other


def test_a_rule_is_called_as_its_file_is_and_carries_its_card(tmp_path: Path) -> None:
    rule = made(tmp_path, "count", name="two-falls")
    assert (rule.name, rule.attention, rule.since, rule.version) == (
        "two-falls",
        "medium",
        "2026",
        "1",
    )
    assert rule.card.title == "No access at three home visits within three months"
    assert rule.card.limits.startswith("- There is no national number")
    assert len(rule.card.questions) == 2
    assert rule.needs == ("birth date",)


def test_its_numbers_can_be_changed_in_case_toml(tmp_path: Path) -> None:
    rule = made(tmp_path, "count")
    assert parameters_of(rule, {"at_least": 2}).model_dump() == {
        "at_least": 2,
        "within_days": 90,
        "under_months": 60,
    }
    for wrong in ({"at_least": 0}, {"at_least": "2"}, {"at_most": 2}):
        with pytest.raises(CaseProblem):
            parameters_of(rule, wrong)


def test_a_number_may_have_limits_of_its_own(tmp_path: Path) -> None:
    limits: Change = ("{ value = 3,", "{ value = 3, least = 2, most = 4,")
    rule = made(tmp_path, "count", limits)
    assert parameters_of(rule, {"at_least": 4}).model_dump()["at_least"] == 4
    with pytest.raises(CaseProblem):
        parameters_of(rule, {"at_least": 5})


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_that_a_kind_knows_is_in_its_starter(kind: str) -> None:
    """A starter is where a practitioner looks for what there is, in a comment if need be."""
    text = starter(kind)
    form = FORMS[kind]
    for name in form.model_fields:
        if name not in ("age",):
            assert re.search(rf"^#? ?\[*{name}\b", text, re.MULTILINE), name
    for name in (*form.needed, *form.allowed, "under_months"):
        assert name in NUMBERS
        assert name in text, name


# ---------------------------------------------------------------------------------- what is wrong

WRONG: dict[str, tuple[str, Sequence[Change], str, str, str]] = {
    "no kind": ("count", [("kind =", "# kind =")], "kind", "there is none", "count"),
    "another kind": ("count", [('"count"', '"cuont"')], "kind", "'cuont'", "Did you mean count?"),
    "unknown key": (
        "count",
        [("attention =", "attenton =")],
        "attenton",
        "not known",
        "Did you mean attention?",
    ),
    "unknown key inside": (
        "together",
        [('called = "unsafe sleep"', 'caled = "x"')],
        "each › 2 › caled",
        "not known",
        "Did you mean called?",
    ),
    "unknown key of a number": (
        "count",
        [("{ value = 90,", "{ value = 90, sorce = 'x',")],
        "numbers › within_days › sorce",
        "not known",
        "Did you mean source?",
    ),
    "unknown concept": (
        "count",
        [('["no_access"]', '["no_acces"]')],
        "what › concepts",
        "no concept 'no_acces'",
        "Did you mean no_access",
    ),
    "unknown concept of the second": (
        "together",
        [('["unsafe_sleep"]', '["unsafe_slep"]')],
        "each › 2 › concepts",
        "no concept 'unsafe_slep'",
        "unsafe_sleep",
    ),
    "unknown agency kind": (
        "nothing_for",
        [('agency_kinds = ["health_visiting"]', 'agency_kinds = ["health_visitor"]')],
        "contact › agency_kinds › 1",
        "'health_visitor'",
        "Did you mean health_visiting?",
    ),
    "unknown person": (
        "together",
        [('"male_partner"]', '"male_parter"]')],
        "each › 1 › who › 3",
        "'male_parter'",
        "Did you mean male_partner?",
    ),
    "unknown attention": (
        "count",
        [('attention = "medium"', 'attention = "urgent"')],
        "attention",
        "'urgent'",
        "'high', 'medium' or 'low'",
    ),
    "no source of the rule": (
        "count",
        [('    "Write here the review, guidance or procedure that the rule comes from",\n', "")],
        "sources",
        "[]",
        "Give at least 1",
    ),
    "an empty source": (
        "count",
        [("Write here the review, guidance or procedure that the rule comes from", "")],
        "sources › 1",
        "''",
        "It is empty",
    ),
    "no card": ("count", [("since =", "# since =")], "since", "missing", "your-own-rules"),
    "a basis without a source": (
        "count",
        [('basis = "project default" }', 'basis = "statutory" }')],
        "numbers › at_least",
        "needs a source",
        "your-own-rules",
    ),
    "a number of another kind": (
        "count",
        [("within_days =", "longer_than_days =")],
        "",
        "'longer_than_days' is no number of this kind",
        "within_days",
    ),
    "a number that is missing": (
        "count",
        [("within_days =", "# within_days =")],
        "",
        "numbers.within_days is missing",
        "your-own-rules",
    ),
    "a number in quotes": (
        "count",
        [("value = 90", 'value = "90"')],
        "numbers › within_days › value",
        "'90'",
        "a whole number without quotes",
    ),
    "a number alone": (
        "count",
        [('{ value = 90, basis = "project default" }', "90")],
        "numbers › within_days",
        "90",
        "a table, such as",
    ),
    "a number out of reach": (
        "count",
        [("value = 90", "value = 9000")],
        "numbers › within_days › value",
        "9000",
        "from 0 to 3650",
    ),
    "both days and working days": (
        "not_followed_by",
        [("[numbers]", '[numbers]\nwithin_days = { value = 1, basis = "project default" }')],
        "",
        "either numbers.within_days or",
        "your-own-rules",
    ),
    "nobody's silence": (
        "nothing_for",
        [("agency_kinds =", "concepts = ['home_visit'] #")],
        "",
        "covered_by is missing",
        "your-own-rules",
    ),
    "no example that raises": (
        "nothing_for",
        [("expect: flag, low, definite", "expect: nothing found")],
        "examples",
        "none of them raises a flag",
        "expect: flag",
    ),
    "no example that stays silent": (
        "nothing_for",
        [
            ("expect: nothing found", "expect: information gap"),
            ("expect: nothing found", "expect: information gap"),
            ("expect: not assessable", "expect: information gap"),
        ],
        "examples",
        "none of them stays silent",
        "expect: nothing found",
    ),
    "no TOML": ("count", [("kind =", "kind")], "", "not valid TOML", "line"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_mistake_is_named_with_its_place_and_what_would_be_right(
    tmp_path: Path, wrong: str
) -> None:
    kind, changes, place, seen, hint = WRONG[wrong]
    with pytest.raises(PackUnusable) as told:
        made(tmp_path, kind, *changes)
    error = told.value
    assert error.where == " › ".join(filter(None, [str(tmp_path / "ours.toml"), place]))
    assert seen in error.seen
    assert hint in error.hint


@pytest.mark.parametrize("name", ["Two falls", "two_falls", "2-falls", "two--falls"])
def test_a_file_whose_name_is_no_name_for_a_rule(tmp_path: Path, name: str) -> None:
    with pytest.raises(PackUnusable, match="name can't be used"):
        made(tmp_path, "count", name=name)


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "ours.toml").write_bytes(b"title = '\xff\xfe'")
    with pytest.raises(PackUnusable, match="UTF-8"):
        rule_from_file(tmp_path / "ours.toml")


@pytest.mark.parametrize("name", VARIATIONS)
def test_variations_are_rules_too(tmp_path: Path, name: str) -> None:
    kind, changes = VARIATIONS[name]
    assert made(tmp_path, kind, *changes, name=name).name == name


# ------------------------------------------------------------------------- who it is about


def of_case(
    entries: Sequence[tuple[str, str, str | None, str]],
    children: Sequence[str] = ("child",),
    agency: str = "hub",
) -> Tables:
    """Entries of one case: the day, whose it is, the person, the concept."""
    return Tables.of(
        cases=CASES.frame([{"case_id": "c"}]),
        persons=PERSONS.frame(
            {
                "case_id": "c",
                "person_id": name,
                "role": "subject",
                "born_earliest": date(2021, 6, 3),
                "born_latest": date(2021, 6, 3),
            }
            for name in children
        ),
        events=EVENTS.frame(
            {
                "case_id": "c",
                "event_id": f"e{number}",
                "agency": agency,
                "agency_kind": "childrens_social_care",
                "earliest": date.fromisoformat(entry[0]),
                "latest": date.fromisoformat(entry[0]),
                "source_place": f"row {number}",
            }
            for number, entry in enumerate(entries)
        ),
        signals=SIGNALS.frame(
            {
                "case_id": "c",
                "event_id": f"e{number}",
                "who": who,
                "person_id": person,
                "concept": concept,
                "status": "affirmed",
            }
            for number, (_, who, person, concept) in enumerate(entries)
        ),
        coverage=COVERAGE.frame(
            [
                {
                    "case_id": "c",
                    "agency": agency,
                    "agency_kind": "childrens_social_care",
                    "asked": True,
                    "returned": True,
                    "from_date": date(2021, 6, 1),
                    "to_date": date(2022, 6, 1),
                }
            ]
        ),
    )


def ran(rule: Rule, tables: Tables) -> Results:
    return analyse(tables, [Chosen(rule, rule.parameters())])


def told(rule: Rule, tables: Tables) -> list[tuple[str, str, str]]:
    flags = ran(rule, tables).flags
    return sorted((it["person_id"], it["kind"], it["certainty"]) for it in flags)


TWO: Change = ("value = 3", "value = 2")


def test_what_is_the_households_concerns_every_child(tmp_path: Path) -> None:
    rule = made(tmp_path, "count", TWO)
    days = [
        ("2021-09-01", "mother", None, "no_access"),
        ("2021-09-02", "mother", None, "no_access"),
    ]
    assert told(rule, of_case(days, ("child", "twin"))) == [
        ("child", "flag", "definite"),
        ("twin", "flag", "definite"),
    ]


def test_what_is_one_childs_is_not_the_others(tmp_path: Path) -> None:
    rule = made(tmp_path, "count", TWO, ('["no_access"]', '["bruise"]'))
    named = [("2021-09-01", "child", "twin", "bruise"), ("2021-09-02", "child", "twin", "bruise")]
    assert told(rule, of_case(named, ("child", "twin"))) == [("twin", "flag", "definite")]
    unnamed = [named[0], ("2021-09-02", "unknown", None, "bruise")]
    assert told(rule, of_case(unnamed, ("child", "twin"))) == [("twin", "flag", "possible")]


def test_who_keeps_to_those_it_names(tmp_path: Path) -> None:
    rule = made(tmp_path, "count", TWO, ("# who = ", "who = "), ('["no_access"]', '["bruise"]'))
    days = [("2021-09-01", "sibling", None, "bruise"), ("2021-09-02", "child", "child", "bruise")]
    assert told(rule, of_case(days)) == []
    assert told(rule, of_case([(day, "child", "child", it) for day, _, _, it in days])) != []


def test_without_a_child_there_is_nothing_to_say(tmp_path: Path) -> None:
    rule = made(tmp_path, "count", ("under_months =", "# under_months ="))
    (outcome,) = ran(rule, of_case([("2021-09-01", "mother", None, "no_access")], ())).outcomes
    assert outcome["status"] == "not_assessable"
    assert "child" in outcome["reason"]


# ------------------------------------------------------------------------------ silences, coverage


def silence(tmp_path: Path) -> Rule:
    return made(
        tmp_path,
        "nothing_for",
        ("agency_kinds =", "concepts = ['home_visit']  #"),
        ('# covered_by = ["health_visiting"]', 'covered_by = ["childrens_social_care"]'),
        ("value = 183", "value = 60"),
    )


def test_a_silence_is_told_from_birth_and_to_the_end_of_coverage(tmp_path: Path) -> None:
    visits = [(day, "child", "child", "home_visit") for day in ("2021-09-01", "2021-10-01")]
    spans = [
        (it["first_date"], it["last_date"]) for it in ran(silence(tmp_path), of_case(visits)).flags
    ]
    assert spans == [("2021-06-03", "2021-09-01"), ("2021-10-01", "2022-06-01")]


def test_a_silence_that_hangs_on_the_day_of_birth_is_possible(tmp_path: Path) -> None:
    tables = of_case([("2021-09-01", "child", "child", "home_visit")])
    late = tables.persons.with_columns(born_latest=pl.date(2021, 8, 1))
    flags = ran(silence(tmp_path), replace(tables, persons=late)).flags
    assert sorted((it["first_date"], it["certainty"]) for it in flags) == [
        ("2021-06-03", "possible"),
        ("2021-09-01", "definite"),
    ]


def test_overlapping_returns_are_one_stretch(tmp_path: Path) -> None:
    tables = of_case([("2021-09-01", "child", "child", "home_visit")])
    second: dict[str, Any] = {
        "case_id": "c",
        "agency": "other hub",
        "agency_kind": "childrens_social_care",
        "returned": True,
        "from_date": date(2022, 3, 1),
        "to_date": date(2022, 9, 1),
    }
    both = pl.concat([tables.coverage, COVERAGE.frame([second]).lazy()])
    flags = ran(silence(tmp_path), replace(tables, coverage=both)).flags
    assert [(it["first_date"], it["last_date"]) for it in flags] == [
        ("2021-06-03", "2021-09-01"),
        ("2021-09-01", "2022-09-01"),
    ]


def test_an_answer_that_no_return_would_show_is_a_question(tmp_path: Path) -> None:
    rule = made(tmp_path, "not_followed_by")
    inside = [("2021-09-01", "child", "child", "safeguarding_referral")]
    assert told(rule, of_case(inside)) == [("child", "flag", "definite")]
    outside = [("2022-07-01", "child", "child", "safeguarding_referral")]
    assert told(rule, of_case(outside)) == [("child", "information_gap", "possible")]
    partly = [("2022-05-31", "child", "child", "safeguarding_referral")]
    assert told(rule, of_case(partly)) == [("child", "flag", "possible")]
