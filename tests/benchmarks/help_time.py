"""How long ``chronology --help`` takes on a warm start.

python tests/benchmarks/help_time.py
"""

from __future__ import annotations

import statistics
import sys

from timing import in_turns, told

TARGET = 0.5
TIMES = 15


def main() -> int:
    """Print the figure; the exit code is 1 where the median is above its target."""
    (taken,) = in_turns([[sys.executable, "-m", "chronology", "--help"]], TIMES)
    print(f"chronology --help: {told(taken)}; target: {TARGET:g} s at most")
    return int(statistics.median(taken) > TARGET)


if __name__ == "__main__":
    sys.exit(main())
