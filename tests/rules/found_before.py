"""What each rule finds in the random cases, kept in ``tests/rules/found``, to see what a change
changes.

python tests/rules/found_before.py [RULE …]     after a change that was meant to change it

It says nothing of whether that is right: the examples on a rule's page do. It notices where a
change that was meant to be only faster or plainer finds something else, in records that nobody
would think of. The counts tell a reader how much more or less a rule finds now.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

import polars as pl

sys.path.append(str(Path(__file__).resolve().parents[1]))

from random_cases import cases, concepts_of, found

from chronology.rulebook import installed_rules

FOLDER = Path(__file__).resolve().parent / "found"
NUMBERS = range(600)


def summary(findings: pl.DataFrame) -> str:
    """How many findings of each kind there are, and a digest of all that they say."""
    ours = findings.filter(pl.col("case_id").is_in([f"case-{number}" for number in NUMBERS]))
    kinds = ours.group_by("kind", "attention", "certainty").len().sort(pl.all())
    lines = [", ".join(map(str, row)) for row in kinds.iter_rows()]
    said = [json.dumps(row, default=str, sort_keys=True) for row in ours.iter_rows(named=True)]
    digest = hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]
    return "\n".join([*lines, digest]) + "\n"


def before(rule: str) -> str | None:
    """What is kept of a rule; nothing is of a new one."""
    path = FOLDER / f"{rule}.txt"
    return path.read_text("utf-8") if path.is_file() else None


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, rule in installed_rules().items():
        if name in sys.argv[1:] or not sys.argv[1:]:
            told = summary(found(rule, cases(NUMBERS, concepts_of(rule))))
            (FOLDER / f"{name}.txt").write_text(told, "utf-8", newline="\n")
