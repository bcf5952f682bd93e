"""Real FHIR files: HL7's own examples and the records of made-up patients, every one of them.

``fetch_fhir_examples.py`` fetches them; CHRONOLOGY_FHIR_EXAMPLES says where they are. Without them
these tests are skipped with a reason, but in CI that is a failure.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from chronology.case import CaseFile
from chronology.intake import CaseInput, Intake, take_in_files
from chronology.returns import Limits, ReturnFile, Unreadable, read_returns
from chronology.returns.examination import identify
from chronology.returns.fhir import read
from chronology.returns.fhir.kinds import NO_EVENTS, SUPPORTING
from chronology.returns.rows import Refused

FOLDER = "CHRONOLOGY_FHIR_EXAMPLES"
NOT_FHIR = {"package.json", ".index.json", "ig-r4.json"}
"""What lies beside the examples and is none."""

AT_ONCE = 500
TIMES_AS_LONG = 6.0
"""How many times longer than parsing the JSON reading a file may take."""

NOISE = 1.5
"""What a busy machine adds to such a figure."""


@pytest.fixture(scope="module")
def examples() -> Path:
    """Where the examples are."""
    given = os.environ.get(FOLDER)
    if not given or not Path(given).is_dir():
        missing = f"{FOLDER} names no folder; run tests/returns/fetch_fhir_examples.py"
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
    return Path(given)


@pytest.fixture(scope="module")
def files(examples: Path) -> list[Path]:
    """Every file of them."""
    found = sorted(path for path in examples.rglob("*.json") if path.name not in NOT_FHIR)
    assert len(found) > 5_000
    return found


@pytest.fixture(scope="module")
def found(files: list[Path]) -> dict[Path, ReturnFile | Unreadable]:
    """What the reading process makes of each."""
    limits = Limits(seconds=120)
    told: dict[Path, ReturnFile | Unreadable] = {}
    for start in range(0, len(files), AT_ONCE):
        some = files[start : start + AT_ONCE]
        read_back = read_returns([(path.name, path) for path in some], limits)
        told.update(zip(some, read_back, strict=True))
    return told


@pytest.fixture(scope="module")
def intake(found: dict[Path, ReturnFile | Unreadable]) -> Intake:
    """All of them as one case."""
    return take_in_files(CaseInput(CaseFile(), "examples"), found.values())


def resources(document: Any) -> Iterator[dict[str, Any]]:
    """Every resource of a document that is an entry, those within bundles one by one."""
    if document.get("resourceType") == "Bundle":
        for entry in document.get("entry", []):
            yield from resources(entry["resource"]) if "resource" in entry else [{}]
    else:
        yield document
        for part in document.get("parameter", []) if isinstance(document, dict) else ():
            yield from resources(part["resource"]) if "resource" in part else []


def test_every_example_is_read(found: dict[Path, ReturnFile | Unreadable]) -> None:
    unread = {path.name: one for path, one in found.items() if not isinstance(one, ReturnFile)}
    assert unread == {}


def test_every_file_of_the_ledger_balances(intake: Intake) -> None:
    for ledger in intake.files:
        assert ledger.rows_read == ledger.blank + ledger.events + len(ledger.rejected), ledger.file
        assert ledger.blank == 0


def test_no_entry_of_an_example_disappears(found: dict[Path, ReturnFile | Unreadable]) -> None:
    for path, one in found.items():
        assert isinstance(one, ReturnFile)
        entries = list(resources(json.loads(path.read_bytes())))
        telling = [
            entry
            for entry in entries
            if entry.get("resourceType") not in SUPPORTING - {"RelatedPerson"}
        ]
        rows = [row for row in one.sheets[0].rows[1:] if "contained" not in str(row.cells[-1])]
        assert len(rows) + len(one.rejected) == len(telling), path.name


def test_valid_examples_are_rejected_only_for_what_they_are_about(
    found: dict[Path, ReturnFile | Unreadable],
) -> None:
    expected = {*NO_EVENTS.values(), "the entry holds no resource", "nothing says what happened"}
    for path, one in found.items():
        assert isinstance(one, ReturnFile)
        assert {rejected["why"] for rejected in one.rejected} <= expected, path.name


def test_dates_of_examples_are_understood(intake: Intake) -> None:
    """The examples have one year that no chronology reaches back to."""
    unread = [problem for ledger in intake.files for problem in ledger.problems]
    assert all("outside 1900 to 2100" in problem["why"] for problem in unread), unread[:3]


def test_reading_takes_not_much_longer_than_parsing(examples: Path) -> None:
    parsing = reading = 0.0
    for path in sorted((examples / "synthea").glob("*.json")):
        data = path.read_bytes()
        parsing += min(_seconds(lambda data=data: json.loads(data)) for _ in range(3))
        reading += min(_seconds(lambda data=data: read(data, "fhir", Limits())) for _ in range(3))
    assert reading < parsing * TIMES_AS_LONG * NOISE, f"{reading / parsing:.1f} times as long"


def _seconds(work: Any) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def test_what_lies_beside_the_examples_is_not_taken_for_fhir(examples: Path) -> None:
    data = (examples / "hl7" / "package.json").read_bytes()
    with pytest.raises(Refused):
        identify(data)
