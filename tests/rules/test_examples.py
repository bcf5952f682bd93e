"""The examples on every rule's page hold, and every page proves what it must."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import get_args

import pytest

from chronology.analysis import Chosen
from chronology.examples import Example, examples_of, run_example
from chronology.output import numbers_of
from chronology.rule import Basis, Rule
from chronology.rulebook import installed_rules

RULES = installed_rules()
EXAMPLES = [(rule, example) for rule in RULES.values() for example in examples_of(rule)]
EACH_RULE = pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))


@pytest.mark.parametrize(
    ("rule", "example"), EXAMPLES, ids=[f"{rule.name} › {it.title}" for rule, it in EXAMPLES]
)
def test_an_example_holds(rule: Rule, example: Example) -> None:
    assert run_example(rule, example).differences == ()


@EACH_RULE
def test_a_page_shows_enough_of_each_kind(rule: Rule) -> None:
    examples = examples_of(rule)
    expected = Counter(example.expected for example in examples)
    assert expected["flag"] >= 3
    assert expected["nothing found"] >= 3
    assert expected["not assessable"] >= 1
    assert any(example.certainty == "possible" for example in examples)
    assert any(example.certainty == "definite" for example in examples)


@EACH_RULE
def test_an_example_that_raises_says_how_and_by_which_rows(rule: Rule) -> None:
    for example in examples_of(rule):
        if example.expected == "flag":
            assert example.attention, example.title
            assert example.certainty, example.title
            assert all("evidence" in row for row in example.rows), example.title


@EACH_RULE
def test_titles_of_examples_differ(rule: Rule) -> None:
    titles = [example.title for example in examples_of(rule)]
    assert len(set(titles)) == len(titles)


@EACH_RULE
def test_every_number_says_what_it_is_and_where_it_comes_from(rule: Rule) -> None:
    for number in numbers_of(Chosen(rule, rule.parameters())):
        assert number["meaning"], number["name"]
        assert number["basis"] in get_args(Basis), number["name"]
        assert number["source"] or number["basis"] == "project default", number["name"]


def test_a_wrong_expectation_is_noticed() -> None:
    rule, example = next((rule, it) for rule, it in EXAMPLES if it.expected == "flag")
    wrong = [
        replace(example, expected="nothing found"),
        replace(example, attention="low" if example.attention != "low" else "high"),
        replace(example, certainty="possible" if example.certainty == "definite" else "definite"),
        replace(example, rows=[row | {"evidence": "another part"} for row in example.rows]),
    ]
    for changed in wrong:
        assert run_example(rule, changed).differences
