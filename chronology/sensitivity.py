"""How much hangs on a number: which flags come or go when each threshold moves one step."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import annotated_types

from chronology.analysis import Chosen, findings_of
from chronology.rule import Params, Rule
from chronology.tables import Tables
from chronology.temporal import with_index

Finding = tuple[str, str | None, frozenset[str]]
"""A case, a person, the entries: what makes a flag the same flag under another number."""


@dataclass(frozen=True)
class Moved:
    """What a number's move by one step changes on a case: flags that come and flags that go."""

    rule: str
    parameter: str
    value: int | float
    moved_to: int | float
    appear: int
    vanish: int
    attention: int
    """Flags of the same evidence that are raised with another attention."""

    def as_json(self) -> dict[str, Any]:
        return dict(self.__dict__)


def step_of(name: str, value: int | float) -> int | float:
    """One step of a number, by what it counts: a day, a week or a month, as the number is large.

    Days move by 1 up to 7, by 7 up to 90 and then by 30; percentages and centiles, counts, weeks,
    months and years by 1.
    """
    if name.endswith(("_days", "_day")) and "working" not in name:
        return 1 if value <= 7 else 7 if value <= 90 else 30
    return 1


def steps(params: Params) -> Iterator[tuple[str, int | float, Params]]:
    """Each number moved down and up by a step, as far as its limits allow."""
    for name, field in type(params).model_fields.items():
        value = getattr(params, name)
        if isinstance(value, bool) or not isinstance(value, int | float):
            continue
        low, high = limits_of(field.metadata)
        for moved in (value - step_of(name, value), value + step_of(name, value)):
            if (low is None or moved >= low) and (high is None or moved <= high):
                changed = params.model_copy(update={name: moved})
                yield name, moved, changed


def limits_of(metadata: list[Any]) -> tuple[Any, Any]:
    low = next((it.ge for it in metadata if isinstance(it, annotated_types.Ge)), None)
    high = next((it.le for it in metadata if isinstance(it, annotated_types.Le)), None)
    return low, high


def sensitivity(tables: Tables, chosen: list[Chosen]) -> list[Moved]:
    """For every number of every rule, what a step down and a step up change. Those that change
    nothing are there too.
    """
    index = with_index(tables)
    told = []
    for it in chosen:
        usual = _found(it.rule, index, it.parameters)
        for name, moved, changed in steps(it.parameters):
            now = _found(it.rule, index, changed)
            other = sum(now[key] != usual[key] for key in now.keys() & usual.keys())
            value = getattr(it.parameters, name)
            appear, vanish = len(now.keys() - usual.keys()), len(usual.keys() - now.keys())
            told.append(Moved(it.rule.name, name, value, moved, appear, vanish, other))
    return told


def _found(rule: Rule, tables: Tables, params: Params) -> dict[Finding, Any]:
    """The flags of a run, and the attention of each."""
    frame = findings_of(Chosen(rule, params), tables)
    return {
        (
            row["case_id"],
            row["person_id"],
            frozenset(item["event_id"] for item in row["evidence"]),
        ): row["attention"]
        for row in frame.filter(kind="flag").iter_rows(named=True)
    }


def in_words(moves: list[Moved]) -> Iterator[str]:
    """The moves that change something, a line each under their rule; then what changes nothing."""
    told = [it for it in moves if it.appear or it.vanish or it.attention]
    rule = ""
    for it in told:
        if it.rule != rule:
            rule = it.rule
            yield rule
        parts = [
            f"{number} {word}"
            for number, word in (
                (it.appear, "more"),
                (it.vanish, "fewer"),
                (it.attention, "with other attention"),
            )
            if number
        ]
        yield f"  {it.parameter} {it.value:g} → {it.moved_to:g}: {', '.join(parts)}"
    same = len(moves) - len(told)
    yield f"{len(told)} of {len(moves)} steps change a flag; {same} change none."


def as_json(moves: list[Moved]) -> str:
    """Every move, those that change nothing too."""
    return json.dumps([it.as_json() for it in moves], ensure_ascii=False, indent=2)
