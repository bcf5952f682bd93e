"""All rules over a million events of 5,000 made-up cases, against sorting those events once.

    uv run python tests/benchmarks/rules_million.py [--cases 5000] [--each]

The cases are made from the sample cases: each has 200 entries drawn from one of them, moved by some
days, with the signals that were read from them. What is timed is the rules alone, from tables to
findings; the peer, in the same run, is polars sorting the same events by case and date.
"""

from __future__ import annotations

import argparse
import time
from importlib import resources
from pathlib import Path

import polars as pl

from chronology.analysis import Chosen, run_rules
from chronology.intake import find_case, take_in
from chronology.rulebook import installed_rules
from chronology.tables import STAGES, Tables

EVENTS_A_CASE = 200


def sample_tables() -> list[dict[str, pl.DataFrame]]:
    """The sample cases as frames."""
    folder = Path(str(resources.files("chronology.sample_data")))
    cases = sorted(path.parent for path in folder.glob("*/case.toml"))
    return [take_in(find_case([case])).tables.collected() for case in cases]


def made_up(number: int, seed: int = 1) -> dict[str, pl.DataFrame]:
    """So many cases of 200 entries each."""
    samples = sample_tables()
    parts: dict[str, list[pl.DataFrame]] = {table.name: [] for table in STAGES}
    for which, frames in enumerate(samples):
        ids = pl.DataFrame({"number": range(which, number, len(samples))})
        ids = ids.select(new=pl.format("case-{}", "number"))
        made = _cases_like(frames, ids, seed + which)
        for name, frame in made.items():
            parts[name].append(frame)
    return {name: pl.concat(frames) for name, frames in parts.items()}


def _cases_like(
    frames: dict[str, pl.DataFrame], ids: pl.DataFrame, seed: int
) -> dict[str, pl.DataFrame]:
    events = frames["events"].with_row_index("drawn")
    size = ids.height * EVENTS_A_CASE
    numbers = pl.Series("drawn", range(events.height), dtype=pl.UInt32)
    drawn = ids.select(pl.col("new").repeat_by(EVENTS_A_CASE).explode()).with_columns(
        numbers.sample(size, with_replacement=True, seed=seed),
        moved=pl.Series(range(-20, 21)).sample(size, with_replacement=True, seed=seed),
        event=pl.int_range(size).cast(pl.String).str.zfill(16),
    )
    made = drawn.join(events, on="drawn", how="left").with_columns(
        pl.col("earliest", "latest") + pl.duration(days="moved")
    )
    entry = made.select("new", "event", old="event_id")
    new_ids = {"case_id": pl.col("new"), "event_id": pl.col("event")}
    result = {
        "events": made.with_columns(**new_ids, account_of=pl.lit(None, dtype=pl.String)),
        "signals": _of_entries(frames["signals"], entry),
        "participants": _of_entries(frames["participants"], entry),
    }
    for table in STAGES:
        if table.name not in result:
            whole = frames[table.name].join(ids, how="cross")
            result[table.name] = whole.with_columns(case_id=pl.col("new"))
    return {table.name: result[table.name].select(table.names) for table in STAGES}


def _of_entries(frame: pl.DataFrame, entry: pl.DataFrame) -> pl.DataFrame:
    return entry.join(frame, left_on="old", right_on="event_id").with_columns(
        case_id=pl.col("new"), event_id=pl.col("event")
    )


def timed(work: object) -> float:
    began = time.perf_counter()
    work()  # type: ignore[operator]
    return time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=5000)
    parser.add_argument("--each", action="store_true", help="each rule by itself as well")
    asked = parser.parse_args()
    frames = made_up(asked.cases)
    tables = Tables.of(**frames)
    chosen = [Chosen(rule, rule.parameters()) for rule in installed_rules().values()]
    events = frames["events"].sample(fraction=1, shuffle=True, seed=1)
    peer = min(timed(lambda: events.sort("case_id", "earliest")) for _ in range(3))
    ours = min(timed(lambda: run_rules(tables, chosen)) for _ in range(2))
    print(f"{events.height:,} events, {frames['signals'].height:,} signals, {len(chosen)} rules")
    print(f"sorting the events: {peer:.2f} s; the rules: {ours:.2f} s; ratio {ours / peer:.1f}")
    if asked.each:
        for it in chosen:
            alone = timed(lambda it=it: run_rules(tables, [it]))  # type: ignore[misc]
            print(f"  {alone:6.2f} s  {it.rule.name}")


if __name__ == "__main__":
    main()
