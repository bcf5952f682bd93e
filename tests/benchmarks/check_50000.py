"""How long ``chronology check`` takes on 50,000 rows against python-calamine's bare read of them.

    python tests/benchmarks/check_50000.py

(A) ``chronology check`` of a workbook of 50,000 rows and 8 columns, without starting Python and
    loading libraries: what ``chronology.checking.check`` takes once it is imported.
(B) python-calamine's ``to_python`` of the same sheet, in this process.
(C) ``chronology check`` as a whole process.

In turns, in one run; the ratio of the medians of A and B is to be 3 at most.
"""

from __future__ import annotations

import contextlib
import os
import statistics
import subprocess
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import xlsxwriter
from python_calamine import CalamineWorkbook
from timing import told, ways_in_turns

from chronology import checking

ROWS = 50_000
TARGET = 3.0
TIMES = 5
HEADINGS = ("Date", "Time", "Agency", "Source", "Who present", "Event", "Action", "Comment")
SENTENCES = (
    "Home visit, seen awake in own cot.",
    "Mum reports unsettled nights, feeding little and often.",
    "Weight plotted, following the line.",
    "Dad at work, not met.",
    "Was not brought to clinic, letter sent.",
    "No bruising or marks seen on examination.",
    "Plan: review in two weeks.",
)


def main() -> int:
    """Print the figures; the exit code is 1 where the ratio is above its target."""
    with tempfile.TemporaryDirectory(prefix="chronology-benchmark-") as folder:
        path = _workbook(Path(folder) / "return.xlsx")
        ours, peer, whole = ways_in_turns(
            TIMES, lambda: _check(path), lambda: _bare(path), lambda: _process(path)
        )
    print(f"a workbook of {ROWS:,} rows and {len(HEADINGS)} columns")
    print(f"  A  check, once imported     {told(ours)}")
    print(f"  B  calamine alone           {told(peer)}")
    print(f"  C  check as a process       {told(whole)}")
    ratio = statistics.median(ours) / statistics.median(peer)
    beside = statistics.median(whole) / statistics.median(peer)
    print(f"  A / B = {ratio:.1f} (target: {TARGET:g} at most); C / B = {beside:.1f}")
    return int(ratio > TARGET)


def _workbook(path: Path) -> Path:
    chance = Random(1)
    with xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy"}) as book:
        sheet = book.add_worksheet("Chronology")
        sheet.write_row(0, 0, HEADINGS)
        for row in range(1, ROWS + 1):
            sheet.write_datetime(row, 0, datetime(2019, 1, 1) + timedelta(days=row % 900))
            event = " ".join(chance.choices(SENTENCES, k=3)) + f" Entry {row}."
            about = (f"{row % 24:02}:{row % 60:02}", "HV", "Case notes", "Mum and baby", event)
            sheet.write_row(row, 1, [*about, chance.choice(["NFA", "Review", "Referred"]), ""])
    return path


def _check(path: Path) -> None:
    with (
        open(os.devnull, "w") as nowhere,
        contextlib.redirect_stdout(nowhere),
        contextlib.redirect_stderr(nowhere),
    ):
        checking.check([path], "text")


def _bare(path: Path) -> None:
    with CalamineWorkbook.from_path(path) as book:
        book.get_sheet_by_index(0).to_python()


def _process(path: Path) -> None:
    command = [sys.executable, "-m", "chronology", "check", str(path)]
    subprocess.run(command, check=True, capture_output=True)


if __name__ == "__main__":
    sys.exit(main())
