"""Whole processes, timed: what a user waits for, the start of Python included."""

from __future__ import annotations

import statistics
import subprocess
import time
from collections.abc import Sequence


def seconds(command: Sequence[str]) -> float:
    """How long a command takes. Raises ``CalledProcessError`` where it fails."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def in_turns(commands: Sequence[Sequence[str]], times: int) -> list[list[float]]:
    """Each command's times after one warm run, taken in turns so that a busy machine hits all."""
    for command in commands:
        seconds(command)
    rounds = [[seconds(command) for command in commands] for _ in range(times)]
    return [list(taken) for taken in zip(*rounds, strict=True)]


def told(taken: Sequence[float]) -> str:
    """The median, and the range that it comes from."""
    return (
        f"{statistics.median(taken):.2f} s (of {len(taken)}: {min(taken):.2f} to {max(taken):.2f})"
    )
