"""The rules' pages in docs/rules are those that the rules make."""

from __future__ import annotations

from pathlib import Path

from chronology.rule_pages import left_over, pages
from chronology.rulebook import installed_rules

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "rules"
MADE = pages(installed_rules().values())


def test_every_page_is_as_its_rule_makes_it() -> None:
    drifted = [
        name
        for name, text in MADE.items()
        if not (FOLDER / name).is_file() or (FOLDER / name).read_text(encoding="utf-8") != text
    ]
    assert drifted == [], "make them again: uv run python tasks.py rulepages"


def test_no_page_is_left_of_a_rule_that_is_gone() -> None:
    assert left_over(FOLDER, MADE) == []


def test_every_rule_names_a_source() -> None:
    for rule in installed_rules().values():
        assert rule.card.sources, rule.name
