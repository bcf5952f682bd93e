"""TOML rules of every kind, to be held to what all rules keep to: the starters and variations."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from chronology.own_rules import KINDS, rule_from_file, starter
from chronology.rule import Rule

Change = tuple[str, str]
TWO_AGENCIES = ("# across_agencies", "across_agencies")
ANY_AGE = ("under_months =", "# under_months =")

VARIATIONS: dict[str, tuple[str, list[Change]]] = {
    "count-across-two-agencies": ("count", [("value = 3", "value = 2"), TWO_AGENCIES, ANY_AGE]),
    "count-in-some-records": (
        "count",
        [
            ('["no_access"]', '["bruise", "home_visit"]'),
            ("# agency_kinds = ", "agency_kinds = "),
            ("# who = ", "who = "),
            ("value = 3", "value = 2"),
        ],
    ),
    "count-of-denials": (
        "count",
        [('# said = "negated"', 'said = "negated"'), ("value = 3", "value = 2")],
    ),
    "count-before-birth": (
        "count",
        [ANY_AGE, ("value = 3", "value = 2"), ('version = "1"', 'age = "before birth"')],
    ),
    "not-followed-by-days": (
        "not_followed_by",
        [
            ('["childrens_social_care"]', '"any"'),
            ("within_working_days", "within_days"),
            ("# under_months", "under_months"),
        ],
    ),
    "together-three-in-two-agencies": (
        "together",
        [
            ("[numbers]", '[[each]]\nconcepts = ["bruise", "no_access"]\n\n[numbers]'),
            ("value = 28", "value = 90"),
            TWO_AGENCIES,
            ANY_AGE,
        ],
    ),
    "together-in-pregnancy-and-after": (
        "together",
        [('version = "1"', 'age = "before birth and after"')],
    ),
    "nothing-for-at-any-age": (
        "nothing_for",
        [("value = 183", "value = 90"), ANY_AGE, ('["health_visiting"] ', '["gp", "hospital"] ')],
    ),
    "nothing-for-of-a-concept": (
        "nothing_for",
        [
            ("value = 183", "value = 60"),
            ("# concepts =", "concepts ="),
            ("agency_kinds =", "# agency_kinds ="),
            ('# covered_by = ["health_visiting"]', 'covered_by = "any"'),
        ],
    ),
    "nothing-for-before-birth": (
        "nothing_for",
        [("value = 183", "value = 60"), ANY_AGE, ('version = "1"', 'age = "before birth"')],
    ),
}


def changed(kind: str, changes: Iterable[Change]) -> str:
    """The starter of a kind with some of its words replaced, once each."""
    text = starter(kind)
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


@cache
def toml_rules() -> dict[str, Rule]:
    """The rules by name."""
    folder = Path(tempfile.mkdtemp(prefix="chronology-rules-"))
    texts = {f"start-{kind.replace('_', '-')}": starter(kind) for kind in KINDS}
    texts |= {name: changed(kind, changes) for name, (kind, changes) in VARIATIONS.items()}
    rules = {}
    for name, text in texts.items():
        place = folder / f"{name}.toml"
        place.write_text(text, encoding="utf-8")
        rules[name] = rule_from_file(place)
    return rules
