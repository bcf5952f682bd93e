"""How much hangs on a number."""

from __future__ import annotations

import json
from pathlib import Path

from case_folders import CommandLine, csv_text, folder

from chronology.rulebook import installed_rules
from chronology.sensitivity import Moved, in_words, step_of, steps

RULES = installed_rules()


def test_a_step_is_as_large_as_what_the_number_counts() -> None:
    assert step_of("examined_within_days", 1) == 1
    assert step_of("within_days", 28) == 7
    assert step_of("year_days", 365) == 30
    assert step_of("under_months", 12) == 1
    assert step_of("at_least", 2) == 1
    assert step_of("assessment_working_days", 45) == 1


def test_a_step_stays_inside_the_limits_of_the_number() -> None:
    params = RULES["missed-appointments"].parameters()
    moved = [(name, to) for name, to, _ in steps(params)]
    assert ("at_least", 1) in moved
    assert ("at_least", 3) in moved
    assert ("on_plan_at_least", 0) not in moved
    for name, to, changed in steps(params):
        assert getattr(changed, name) == to
        assert changed.model_dump() | {name: getattr(params, name)} == params.model_dump()


def test_a_case_says_which_flags_hang_on_a_number(chronology: CommandLine, tmp_path: Path) -> None:
    rows = (
        ("11/08/2021", "hospital", "Was not brought to paediatric clinic."),
        ("01/09/2021", "hospital", "DNA paediatric outpatients, second time."),
    )
    place = folder(tmp_path / "case", {"hospital.csv": csv_text(*rows)})
    ran = chronology("rules", "sensitivity", place, "--select", "missed-appointments")
    assert ran.code == 0
    assert "  at_least 2 → 3: 1 fewer" in ran.out.splitlines()
    told = chronology(
        "rules", "sensitivity", place, "--select", "missed-appointments", "--format", "json"
    )
    moves = json.loads(told.out)
    assert {move["rule"] for move in moves} == {"missed-appointments"}
    assert any(move["vanish"] == 1 and move["parameter"] == "at_least" for move in moves)


def test_what_changes_nothing_is_counted() -> None:
    still = Moved("a-rule", "at_least", 2, 3, 0, 0, 0)
    moved = Moved("a-rule", "within_days", 28, 35, 1, 2, 3)
    assert list(in_words([still, moved])) == [
        "a-rule",
        "  within_days 28 → 35: 1 more, 2 fewer, 3 with other attention",
        "1 of 2 steps change a flag; 1 change none.",
    ]
