"""The tables of rules' examples, read once for all tests that go over them."""

from __future__ import annotations

from functools import cache

from chronology.examples import Example, examples_of, tables_of
from chronology.rulebook import installed_rules
from chronology.tables import Tables


@cache
def read_examples(rule: str) -> tuple[tuple[Example, Tables], ...]:
    """Each example of a rule and its tables, as a case called ``example-`` and its number."""
    return tuple(
        (example, tables_of(example, f"example-{number}"))
        for number, example in enumerate(examples_of(installed_rules()[rule]))
    )
