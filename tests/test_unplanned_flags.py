"""docs/unplanned-flags.md judges every flag of the sample cases that was not planted.

A flag that comes, goes, or changes its day, attention or certainty wants a judgement of its own
there: no change of a rule or of the lexicon goes by unread.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from test_sample_case import CASES, Flag, expected, place, results

DOC = Path(__file__).parents[1] / "docs" / "unplanned-flags.md"
JUDGEMENTS = ("right", "arguable", "wrong")

Told = tuple[str, str, str, str, str]
"""A flag as the page tells it: rule, kind, attention, certainty, day raised on."""

_ROW = re.compile(r"\| `(?P<rule>[a-z-]+)`(?: \((?P<kind>[a-z ]+)\))? \|(?P<cells>.+)\|$")


def judged() -> dict[str, list[tuple[Told, str]]]:
    """By case: each flag that the page lists, and its judgement."""
    listed: dict[str, list[tuple[Told, str]]] = {}
    case = ""
    for line in DOC.read_text("utf-8").splitlines():
        if line.startswith("## "):
            case = line.removeprefix("## ").strip().casefold()
        elif match := _ROW.match(line):
            attention, certainty, day, judgement, _ = (
                cell.strip() for cell in match["cells"].split("|", 4)
            )
            kind = match["kind"] or "flag"
            told = (match["rule"], kind, attention, certainty, day)
            listed.setdefault(case, []).append((told, judgement))
    return listed


def unplanned(case: str, flags: Iterable[Flag]) -> list[Told]:
    """The flags that share no row with a finding of their rule, kind and person."""
    given = expected(case)
    plans = [*given.get("finding", []), *given.get("later", [])]
    return [
        (
            flag["rule"],
            flag["kind"].replace("_", " "),
            flag["attention"],
            flag["certainty"],
            flag["raised_on"] or "no date",
        )
        for flag in flags
        if not any(_of(plan, flag) for plan in plans)
    ]


def _of(plan: Flag, flag: Flag) -> bool:
    rows = {place(row) for part in ("evidence", "also") for row in plan.get(part, [])}
    return (
        flag["rule"] == plan["rule"]
        and flag["kind"] == plan.get("kind", "flag")
        and flag["person_id"] in {plan["person"], *plan.get("or_person", [])}
        and bool(rows & {item["source"] for item in flag["evidence"]})
    )


@pytest.mark.parametrize("case", CASES)
def test_every_unplanned_flag_is_judged(case: str) -> None:
    listed = Counter(told for told, _ in judged().get(case, []))
    found = Counter(unplanned(case, results(case).flags))
    assert sorted((found - listed).elements()) == [], "raised, and not judged in the page"
    assert sorted((listed - found).elements()) == [], "judged in the page, and not raised"


def test_the_counts_of_the_page_are_right() -> None:
    text = DOC.read_text("utf-8")
    of_all: Counter[str] = Counter()
    for case, rows in judged().items():
        counts = Counter(judgement for _, judgement in rows)
        assert set(counts) <= set(JUDGEMENTS)
        of_all += counts
        told = [str(len(rows)), *(str(counts[word]) for word in JUDGEMENTS)]
        assert f"| {case} | {' | '.join(told)} |" in text
    told = [str(of_all.total()), *(str(of_all[word]) for word in JUDGEMENTS)]
    assert f"| all | {' | '.join(told)} |" in text
