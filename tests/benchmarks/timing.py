"""Whole processes, timed with the start of Python, and ways of doing a thing in one process."""

from __future__ import annotations

import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

NEVER_COMPILED = "PYTHONDONTWRITEBYTECODE"


@contextmanager
def surroundings() -> Iterator[dict[str, dict[str, str]]]:
    """The environments to time in: compiled files kept, as in an ordinary installation; and, where
    this shell forbids them, so that every start compiles every module again, that too.
    """
    with tempfile.TemporaryDirectory(prefix="chronology-compiled-") as folder:
        plain = {name: value for name, value in os.environ.items() if name != NEVER_COMPILED}
        kept = {"compiled files kept": {**plain, "PYTHONPYCACHEPREFIX": folder}}
        as_it_is = {f"{NEVER_COMPILED} set": dict(os.environ)}
        yield kept | (as_it_is if os.environ.get(NEVER_COMPILED) else {})


def seconds(command: Sequence[str], environment: Mapping[str, str]) -> float:
    """How long a command takes. Raises ``CalledProcessError`` where it fails."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
    return time.perf_counter() - start


def in_turns(
    commands: Sequence[Sequence[str]], times: int, environment: Mapping[str, str]
) -> list[list[float]]:
    """Each command's times after one warm run, taken in turns so that a busy machine hits all."""
    for command in commands:
        seconds(command, environment)
    rounds = [[seconds(command, environment) for command in commands] for _ in range(times)]
    return [list(taken) for taken in zip(*rounds, strict=True)]


def told(taken: Sequence[float]) -> str:
    """The median, and the range that it comes from."""
    return (
        f"{statistics.median(taken):.2f} s (of {len(taken)}: {min(taken):.2f} to {max(taken):.2f})"
    )


def ways_in_turns(times: int, *ways: Callable[[], None]) -> list[list[float]]:
    """Each way's seconds after one warm run, taken in turns so that a busy machine hits all."""
    for way in ways:
        way()
    return [list(taken) for taken in zip(*(_round(ways) for _ in range(times)), strict=True)]


def _round(ways: tuple[Callable[[], None], ...]) -> list[float]:
    taken = []
    for way in ways:
        start = time.perf_counter()
        way()
        taken.append(time.perf_counter() - start)
    return taken
