"""The examples on a rule's page stand on both sides of every number that the rule hangs on.

Each number is moved by one, down and up, as far as its limits allow. At least one example of the
page must then come to something else: another flag, attention, certainty, day or evidence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import polars as pl
import pytest
from example_tables import read_examples

from chronology.analysis import Chosen, findings_of
from chronology.examples import in_one
from chronology.rule import Params, Rule
from chronology.rulebook import installed_rules, parameters_of
from chronology.sensitivity import limits_of
from chronology.tables import Tables
from chronology.temporal import with_index

RULES = installed_rules()

Move = tuple[str, str]
"""A number of a rule, and the way it is moved: "down" or "up"."""

TOLD_IN_WORDS = {
    "unsettled-infant": "advice",
    "missed-appointments-across-agencies": "untold",
}
"""By rule: the figure that hangs on a number which decides only what a flag's words tell."""


def moves(params: Params) -> Iterator[tuple[Move, Params]]:
    """Each number moved by one, down and up, as far as its limits allow."""
    for name, field in type(params).model_fields.items():
        value = getattr(params, name)
        if isinstance(value, bool) or not isinstance(value, int | float):
            continue
        low, high = limits_of(field.metadata)
        for way, moved in (("down", value - 1), ("up", value + 1)):
            if (low is None or moved >= low) and (high is None or moved <= high):
                yield (name, way), params.model_copy(update={name: moved})


def result(rule: Rule, params: Params, tables: Tables) -> Any:
    """What a rule comes to in words that can be compared."""
    found = findings_of(Chosen(rule, params), tables)
    told = found.with_columns(pl.col("evidence").list.eval(pl.element().struct.json_encode()))
    figure = f"$.{TOLD_IN_WORDS.get(rule.name, 'no figure')}"
    told = told.with_columns(pl.col("measure").str.json_path_match(figure))
    outside = rule.scope(tables, params).collect() if rule.scope else None
    return (
        sorted(map(repr, told.with_columns(pl.col("evidence").list.sort()).rows())),
        outside is not None and sorted(outside.select("case_id", "status").rows()),
    )


def without_effect(rule: Rule) -> list[Move]:
    """The moves that change nothing in any example. An example that sets a number itself moves
    that."""
    alike: dict[str, list[Tables]] = defaultdict(list)
    given: dict[str, dict[str, Any]] = {}
    for example, tables in read_examples(rule.name):
        name = repr(example.parameters)
        given[name] = example.parameters
        alike[name].append(tables)
    tried, noticed = set(), set()
    for name, cases in alike.items():
        params, together = parameters_of(rule, given[name]), with_index(in_one(cases))
        usual = result(rule, params, together)
        for move, changed in moves(params):
            tried.add(move)
            if move not in noticed and result(rule, changed, together) != usual:
                noticed.add(move)
    return sorted(tried - noticed)


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_examples_stand_on_both_sides_of_every_number(rule: Rule) -> None:
    assert without_effect(rule) == []
