"""How long ``chronology analyse`` takes against no more than loading its libraries and its files.

    python tests/benchmarks/analyse_5000.py [--profile] [--keep DIR]

(A) ``chronology analyse`` of 5,000 fictional events in ten returns, with its HTML report.
(B) ``import polars, plotly``, and reading the same files with python-calamine and the csv module.

Both as whole processes, in turns, in one run; the ratio of their medians is to be 6 at most. Where
this shell keeps Python from writing compiled files, both ways are timed.
``--profile`` says where the time of (A) goes, ``--keep`` leaves the made case in a folder.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from big_case import write_case
from timing import in_turns, surroundings, told

EVENTS = 5_000
TARGET = 6.0
TIMES = 5

BASELINE = """
import csv, sys
import polars, plotly
from python_calamine import CalamineWorkbook
for place in sys.argv[1:]:
    if place.endswith(".xlsx"):
        with CalamineWorkbook.from_path(place) as book:
            for name in book.sheet_names:
                book.get_sheet_by_name(name).to_python()
    else:
        with open(place, encoding="utf-8", newline="") as file:
            list(csv.reader(file))
"""

PROFILE = """
import cProfile, pstats, sys
from pathlib import Path
watch = cProfile.Profile()
watch.enable()
from chronology import commands
from chronology.running import Asked
commands.analyse([Path(sys.argv[1])], Path(sys.argv[2]), Asked(), "text")
watch.disable()
sys.stdout = sys.stderr
stats = pstats.Stats(watch)
stats.sort_stats("tottime").print_stats(15)
stats.sort_stats("cumulative").print_stats("chronology|rules|reports", 25)
"""


def main() -> int:
    """Print the figures; the exit code is 1 where the ratio is above its target."""
    options = argparse.ArgumentParser(description="Times analyse on 5,000 events.")
    options.add_argument("--profile", action="store_true", help="say where the time goes")
    options.add_argument("--keep", type=Path, help="make the case in this folder and leave it")
    given = options.parse_args()
    if given.keep:
        return _measure(given.keep, profile=given.profile)
    with tempfile.TemporaryDirectory(prefix="chronology-benchmark-") as folder:
        return _measure(Path(folder) / "case", profile=given.profile)


def _measure(case: Path, *, profile: bool) -> int:
    files = write_case(case, EVENTS)
    output = case / "output"
    analyse = [sys.executable, "-m", "chronology", "analyse", str(case), "-o", str(output)]
    if profile:
        subprocess.run([sys.executable, "-c", PROFILE, str(case), str(output)], check=True,
                       stdout=subprocess.DEVNULL)  # fmt: skip
        return 0
    print(f"{EVENTS} events in {len(files)} returns")
    baseline = [sys.executable, "-c", BASELINE, *map(str, files)]
    ratios = []
    with surroundings() as environments:
        for name, environment in environments.items():
            whole, least = in_turns([analyse, baseline], TIMES, environment)
            ratios.append(statistics.median(whole) / statistics.median(least))
            print(f"{name}:")
            print(f"  A  chronology analyse with its report   {told(whole)}")
            print(f"  B  libraries and files alone            {told(least)}")
            print(f"  A / B = {ratios[-1]:.1f} (target: {TARGET:g} at most)")
    print(f"report: {(output / 'report.html').stat().st_size / 1e6:.1f} MB")
    return int(max(ratios) > TARGET)


if __name__ == "__main__":
    sys.exit(main())
