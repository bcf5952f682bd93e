"""What ``temporal.shared`` is for: each rule on the sample case, with it and without it.

python tests/benchmarks/plan_time.py
"""

from __future__ import annotations

import statistics
import time
from importlib import resources
from pathlib import Path
from typing import Any

import polars as pl

from chronology.intake import find_case, take_in
from chronology.rule import Rule
from chronology.rulebook import installed_rules
from chronology.tables import FINDINGS, Tables

TIMES = 5


def main() -> None:
    """Print a line for each rule."""
    folder = Path(str(resources.files("chronology.sample_data") / "rowan"))
    tables = take_in(find_case([folder])).tables
    rules = installed_rules()
    shared = {name: _seconds(rule, tables) for name, rule in rules.items()}
    keep: Any = pl.LazyFrame.cache
    pl.LazyFrame.cache = lambda frame: frame  # type: ignore[assignment, method-assign]
    repeated = {name: _seconds(rule, tables) for name, rule in rules.items()}
    pl.LazyFrame.cache = keep  # type: ignore[method-assign]
    for name in rules:
        print(f"{name}: {shared[name]:.2f} s shared, {repeated[name]:.2f} s repeated")


def _seconds(rule: Rule, tables: Tables) -> float:
    """Median time to plan and run a rule."""
    taken = []
    for _ in range(TIMES):
        start = time.perf_counter()
        FINDINGS.select(rule.find(tables, rule.parameters())).collect()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


if __name__ == "__main__":
    main()
