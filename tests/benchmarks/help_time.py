"""How long ``chronology --help`` takes on a warm start.

python tests/benchmarks/help_time.py
"""

from __future__ import annotations

import statistics
import sys

from timing import in_turns, surroundings, told

TARGET = 0.5
TIMES = 15


def main() -> int:
    """Print the figures; the exit code is 1 where a median is above its target."""
    slow = False
    with surroundings() as environments:
        for name, environment in environments.items():
            command = [sys.executable, "-m", "chronology", "--help"]
            (taken,) = in_turns([command], TIMES, environment)
            print(f"chronology --help, {name}: {told(taken)}; target: {TARGET:g} s at most")
            slow |= statistics.median(taken) > TARGET
    return int(slow)


if __name__ == "__main__":
    sys.exit(main())
