"""Reading returns in a process of their own, so that no file can take the program down with it."""

from __future__ import annotations

import contextlib
import hashlib
import json
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Any

from chronology.returns.limits import DEFAULT_LIMITS, Limits
from chronology.returns.rows import ReturnFile, Unreadable
from chronology.returns.wire import Arriving

START = "import sys; sys.path += sys.argv[1:]; from chronology.returns.worker import main; main()"
NEEDED = ("chronology", "python_calamine", "pydantic", "msoffcrypto", "pdfplumber")
"""What readers import; the last two are extras, and may not be there."""
COPY_ROWS = "Copy its rows into a new workbook in Excel, save that, and use it instead"
OUT_OF_TIME = -getattr(signal, "SIGXCPU", 0)


class _NeverStarted(Exception):
    """The reading process could not be started at all."""


def read_returns(
    files: Sequence[tuple[str, Path]],
    limits: Limits = DEFAULT_LIMITS,
    passwords: Mapping[str, str] | None = None,
) -> list[ReturnFile | Unreadable]:
    """Read every file, each as (its path below ``returns/``, where it lies), in the order given.

    ``passwords`` has, by their paths below ``returns/``, those that open protected files.

    A file that is damaged, hostile, protected or too large, or that takes the reading process
    down or too long, comes back as :class:`Unreadable`; the others are read all the same. Nothing
    is raised for what a file holds.
    """
    results: list[ReturnFile | Unreadable] = []
    while len(results) < len(files):
        waiting = files[len(results) :]
        try:
            with _Reader(waiting, limits, passwords or {}) as reader:
                for name, path in waiting:
                    results.append(reader.result(name, path))
                    if reader.stopped:
                        break
        except _NeverStarted:
            results += [_not_started(name) for name, _ in waiting]
    return results


class _Reader:
    """One reading process, and the files that it was given."""

    def __init__(
        self, files: Sequence[tuple[str, Path]], limits: Limits, passwords: Mapping[str, str]
    ) -> None:
        self.stopped = False
        self._limits = limits
        self._ready = self._late = False
        wanted = [(str(path.absolute()), passwords.get(name)) for name, path in files]
        order = {"limits": asdict(limits), "files": wanted}
        self._order = json.dumps(order).encode() + b"\n"

    def __enter__(self) -> _Reader:
        try:
            # -I and -S: nothing of the user's own settings, only the two paths that are named
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-S", "-c", START, *_needed_paths()],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError:
            raise _NeverStarted from None
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        self._process.wait()

    def result(self, file: str, path: Path) -> ReturnFile | Unreadable:
        """What the next file holds. Where the process ends over it, ``stopped`` is set."""
        clock = threading.Timer(self._limits.seconds, self._expire)
        clock.daemon = True
        clock.start()
        try:
            return self._collected(file)
        except (EOFError, ValueError, TypeError, LookupError, AttributeError):
            self.stopped = True
            if not self._ready:
                raise _NeverStarted from None
            return self._unfinished(file, path)
        finally:
            clock.cancel()

    def _expire(self) -> None:
        self._late = True
        self._process.kill()

    def _collected(self, file: str) -> ReturnFile | Unreadable:
        sheets: list[Arriving] = []
        for message in self._messages():
            if "rows" in message:
                sheets[-1].add(message["rows"])
            elif "sheet" in message:
                sheets.append(Arriving(message))
            elif "end" in message:
                return _result(file, message, sheets)
        raise EOFError

    def _messages(self) -> Iterator[dict[str, Any]]:
        if not self._ready:
            self._give_order()
        assert self._process.stdout is not None
        for line in self._process.stdout:
            message: dict[str, Any] = json.loads(line)
            if "ready" in message:
                self._ready = True
            else:
                yield message

    def _give_order(self) -> None:
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):
            self._process.stdin.write(self._order)
            self._process.stdin.close()

    def _unfinished(self, file: str, path: Path) -> Unreadable:
        self._process.kill()
        late = self._late or (self._process.wait() == OUT_OF_TIME != 0)
        seen = (
            f"reading it took longer than {self._limits.seconds:g} seconds"
            if late
            else "reading it broke off: it is damaged, or needs more memory than is allowed"
        )
        return Unreadable(file, _digest(path, self._limits), seen, COPY_ROWS)


def _result(
    file: str, message: dict[str, Any], sheets: Sequence[Arriving]
) -> ReturnFile | Unreadable:
    end, digest = message["end"], message["sha256"]
    if "seen" in end:
        return Unreadable(file, digest, end["seen"], end["hint"])
    arrived = tuple(sheet.sheet() for sheet in sheets)
    notes, rejected = tuple(end["notes"]), tuple(end["rejected"])
    return ReturnFile(file, digest, end["format"], arrived, notes, rejected)


def _not_started(file: str) -> Unreadable:
    return Unreadable(
        file,
        None,
        "the process that reads files could not be started",
        "Check that security software lets Python start another Python",
    )


def _digest(path: Path, limits: Limits) -> str | None:
    try:
        if path.is_file() and path.stat().st_size <= limits.file_bytes:
            return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        pass
    return None


def _needed_paths() -> list[str]:
    """Where the reading process finds what it needs, however that was installed."""
    places: list[str] = []
    for name in NEEDED:
        spec = find_spec(name)
        if spec is not None and spec.submodule_search_locations:
            places.append(str(Path(next(iter(spec.submodule_search_locations))).absolute().parent))
    return list(dict.fromkeys(places))
