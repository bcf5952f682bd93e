"""The reading process: what it imports, how long it may take, and that one is enough."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import making
import pytest

from chronology.returns import Limits, ReturnFile, Unreadable, read_returns, sandbox

ENDLESS = b"Date,Record\n" + b',"a' * 300_000
"""Quotation marks in such disorder that it takes minutes to find out what they close."""


def test_the_reading_process_imports_neither_polars_nor_pydantic() -> None:
    asking = (
        "import sys; sys.path += sys.argv[1:]; import chronology.returns.worker; import json; "
        "print(json.dumps(sorted(sys.modules)))"
    )
    loaded = json.loads(
        subprocess.run(
            [sys.executable, "-I", "-S", "-c", asking, *sandbox._needed_paths()],
            capture_output=True,
            check=True,
        ).stdout
    )
    tops = {name.partition(".")[0] for name in loaded}
    assert tops - sys.stdlib_module_names <= {"chronology", "__main__"}
    ours = {name for name in loaded if name.startswith("chronology.")}
    assert all(name.startswith("chronology.returns") for name in ours)


def test_asking_for_returns_imports_neither_calamine_nor_polars() -> None:
    asking = (
        "import sys; sys.path += sys.argv[1:]; import chronology.returns; "
        "print([name for name in ('polars', 'pydantic', 'python_calamine') if name in sys.modules])"
    )
    told = subprocess.run(
        [sys.executable, "-I", "-S", "-c", asking, *sandbox._needed_paths()],
        capture_output=True,
        check=True,
    )
    assert told.stdout.strip() == b"[]"


def test_no_files_start_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert read_returns([]) == []


def test_many_files_share_one_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started = []
    truly = subprocess.Popen

    def counting(*args: object, **more: object) -> object:
        started.append(args)
        return truly(*args, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "Popen", counting)
    files = []
    for number in range(10):
        path = tmp_path / f"{number}.csv"
        path.write_text(f"Date,Record\n1/2/21,{number}\n")
        files.append((f"agency/{number}.csv", path))
    found = read_returns(files)
    assert len(started) == 1
    for number, one in enumerate(found):
        assert isinstance(one, ReturnFile)
        assert one.file == f"agency/{number}.csv"
        assert one.sheets[0].rows[1].cells == ("1/2/21", str(number))


def test_a_file_that_takes_too_long_is_given_up_and_the_next_is_read(tmp_path: Path) -> None:
    slow, quick = tmp_path / "slow.csv", tmp_path / "quick.csv"
    slow.write_bytes(ENDLESS)
    quick.write_text("Date,Record\n")
    begun = time.monotonic()
    first, second = read_returns([("slow.csv", slow), ("quick.csv", quick)], Limits(seconds=1))
    assert time.monotonic() - begun < 30
    assert isinstance(first, Unreadable)
    assert first.seen == "reading it took longer than 1 seconds"
    assert first.sha256 is not None
    assert isinstance(second, ReturnFile)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_file_that_needs_more_memory_than_allowed_is_given_up(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    path.write_bytes(b"1/2/21,Seen\n" * 400_000)
    (found,) = read_returns([("large.csv", path)], Limits(memory_bytes=60_000_000))
    assert isinstance(found, Unreadable)
    assert "memory" in found.seen


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a named pipe")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    (found,) = read_returns([("pipe.csv", tmp_path / "pipe.csv")])
    assert isinstance(found, Unreadable)
    assert found.seen == "it is not a file"


def test_a_process_that_cannot_start_leaves_every_file_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    found = read_returns([("a.csv", tmp_path / "a.csv"), ("b.csv", tmp_path / "b.csv")])
    assert [one.file for one in found] == ["a.csv", "b.csv"]
    for one in found:
        assert isinstance(one, Unreadable)
        assert "could not be started" in one.seen


@pytest.mark.parametrize("start", ["raise SystemExit", "print('no json')", "print('{}')"])
def test_a_process_that_talks_nonsense_is_not_believed(
    start: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "START", start)
    (found,) = read_returns([("a.csv", tmp_path / "a.csv")])
    assert isinstance(found, Unreadable)


def test_the_reading_process_can_write_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if sys.platform == "win32":
        pytest.skip("Windows has no such limit")
    written = tmp_path / "written"
    attempt = (
        "from chronology.returns import worker; from chronology.returns.limits import Limits; "
        f"worker._confine(Limits()); open({str(written)!r}, 'w').write('x' * 99999)"
    )
    monkeypatch.setattr(sandbox, "START", f"import sys; sys.path += sys.argv[1:]; {attempt}")
    read_returns([("a.csv", tmp_path / "a.csv")])
    assert not written.exists() or written.stat().st_size == 0


def test_names_in_other_letters(tmp_path: Path) -> None:
    path = tmp_path / "Gwasanaethau plant – Iechyd ŵ.xlsx"
    making.workbook(path, {"Cofnod – ŵ": [["Dyddiad", "Digwyddiad"]]})
    (found,) = read_returns([(path.name, path)])
    assert isinstance(found, ReturnFile)
    assert found.sheets[0].name == "Cofnod – ŵ"
