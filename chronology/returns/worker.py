"""The reading process: takes paths on one line, gives what the files hold as lines of JSON.

It runs apart from everything else, because a hostile or broken file can abort the interpreter
beyond any ``except``. It imports the standard library and this room, and what else a format needs
only when a file of that format comes; so it starts in a few hundredths of a second.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import sys
from dataclasses import fields
from hashlib import sha256
from importlib import import_module
from typing import Any, BinaryIO

from chronology.returns.examination import SEND_AGAIN, Format, identify, name_note, take
from chronology.returns.grid import Contents, check_text
from chronology.returns.limits import Limits
from chronology.returns.rows import Refused
from chronology.returns.wire import messages

OPEN_FILES = 64

READERS: dict[Format, str] = {
    "csv": "csv",
    "xlsx": "excel",
    "xlsm": "excel",
    "xls": "excel",
    "ods": "excel",
    "docx": "word",
    "fhir": "fhir",
    "pdf": "pdf",
}
"""The module of this room that reads each format."""


def main() -> None:
    """Read the files named on standard input, one after the other."""
    out = _private_output()
    order = json.loads(sys.stdin.buffer.readline())
    limits = Limits(**{field.name: order["limits"][field.name] for field in fields(Limits)})
    _confine(limits)
    gc.disable()  # rows hold no cycles, and looking for some takes a fifth of the time
    _send(out, {"ready": True})
    for path, password in order["files"]:
        _extend_time(limits)
        _answer(out, path, password, limits)


def _private_output() -> BinaryIO:
    """Standard output for the answers alone: whatever else is printed goes nowhere."""
    out = os.fdopen(os.dup(1), "wb")
    with open(os.devnull, "wb") as nowhere:
        os.dup2(nowhere.fileno(), 1)
    return out


def _confine(limits: Limits) -> None:
    """Give up what reading doesn't need: memory beyond the limit, writing files, dumping core."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.SetErrorMode(msvcrt.SEM_FAILCRITICALERRORS | msvcrt.SEM_NOGPFAULTERRORBOX)
        return
    import resource

    for what, most in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
    ):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


def _extend_time(limits: Limits) -> None:
    """Allow the next file its share of processor time."""
    if sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime + limits.seconds) + 1
    with contextlib.suppress(ValueError, OSError):
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _answer(out: BinaryIO, path: str, password: str | None, limits: Limits) -> None:
    digest: str | None = None
    answer: dict[str, Any]
    try:
        data = take(path, limits)
        digest = sha256(data).hexdigest()
        contents = _read(data, path, password, limits)
        for grid in contents.grids:
            for message in messages(grid):
                _send(out, message)
    except Refused as refused:
        answer = {"seen": refused.seen, "hint": refused.hint}
    except MemoryError:
        answer = {"seen": "reading it needs more memory than is allowed", "hint": SEND_AGAIN}
    except (KeyboardInterrupt, SystemExit, BrokenPipeError):
        raise
    except BaseException:  # a panic in calamine isn't an Exception; its text may quote a cell
        answer = {"seen": "it could not be made sense of", "hint": SEND_AGAIN}
    else:
        answer = {
            "format": contents.format,
            "notes": contents.notes,
            "rejected": contents.rejected,
        }
    _send(out, {"end": answer, "sha256": digest})


def _read(data: bytes, path: str, password: str | None, limits: Limits) -> Contents:
    found = identify(data)
    notes = [name_note(path, found)]
    if found == "locked":
        data = import_module("chronology.returns.locked").unlocked(data, password, limits)
        found = identify(data)
        notes.append("it was protected by a password, which case.toml gives")
    reader = import_module(f"chronology.returns.{READERS[found]}")
    contents: Contents = reader.read(data, found, limits)
    check_text(contents.grids, limits)
    contents.notes[:0] = filter(None, notes)
    return contents


def _send(out: BinaryIO, message: dict[str, Any]) -> None:
    out.write(json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode())
    out.write(b"\n")
    out.flush()
