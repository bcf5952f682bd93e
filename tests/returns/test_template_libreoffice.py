"""The blank return filled in by LibreOffice, at its keyboard, and read back without loss."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from chronology.case import CaseFile
from chronology.intake import CaseInput, Intake, take_in
from chronology.returns.template import template, write_template

TYPING = Path(__file__).with_name("office_typing.py")
PYTHONS = (sys.executable, "/usr/bin/python3", "/usr/lib/libreoffice/program/python")
LONGEST_SECONDS = 180
SAVED = {
    "blank.xlsx": {"saved.xlsx": "Calc MS Excel 2007 XML", "saved.ods": "calc8"},
    "blank.docx": {"saved.docx": "MS Word 2007 XML"},
}
TYPED = [
    {
        "Date": "04/05/2021",
        "Time": "10:30",
        "Agency": "Fellside Surgery",
        "Who was present or spoken of": "Ellen Fenwick (mother)",
        "Type of contact": "Our own words",
        "Was the child seen?": "Asleep",
        "What happened": "Seen at home, 2 of 3 rooms. Weight 4.1 kg.",
        "What was done or decided": "To be weighed on 11 May.",
        "Date recorded": "05/05/2021",
        "Reference": "HV 14",
    },
    {
        "Date": "early June 2021",
        "Agency": "Fellside Surgery",
        "Type of contact": "Home visit",
        "What happened": "Not brought. ‘Bus late’, mother said – 3 km away.",
    },
    {"Date": "in June 2021", "Agency": "Fellside Surgery", "What happened": "Moved in."},
]


def python_with_uno() -> str | None:
    for python in PYTHONS:
        asked = [python, "-c", "import uno"]
        if shutil.which(python) and subprocess.run(asked, capture_output=True).returncode == 0:
            return python
    return None


@pytest.fixture(scope="module")
def filled_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of returns that LibreOffice filled in; in CI a missing LibreOffice is a failure."""
    python = python_with_uno() if shutil.which("soffice") else None
    if python is None:
        missing = "no LibreOffice, or no python3-uno, to fill the template in with"
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
    folder = tmp_path_factory.mktemp("office")
    write_template(folder / "blank.xlsx", "xlsx")
    write_template(folder / "blank.docx", "docx")
    (folder / "job.json").write_text(json.dumps(tasks(folder)), encoding="utf-8")
    done = subprocess.run(
        [python, str(TYPING), str(folder)],
        capture_output=True,
        text=True,
        timeout=LONGEST_SECONDS,
    )
    assert done.returncode == 0, done.stderr
    return folder


def tasks(folder: Path) -> list[dict[str, Any]]:
    headings = template().headings
    return [
        {
            "open": str(folder / name),
            "save": [(str(folder / saved), kind) for saved, kind in kinds.items()],
            **(
                {
                    "cells": {
                        f"{chr(ord('A') + headings.index(heading))}{row}": text
                        for row, entry in enumerate(TYPED, start=2)
                        for heading, text in entry.items()
                    }
                }
                if name.endswith(".xlsx")
                else {"rows": [[entry.get(it, "") for it in headings] for entry in TYPED]}
            ),
        }
        for name, kinds in SAVED.items()
    ]


def taken_in(path: Path) -> Intake:
    return take_in(CaseInput(CaseFile(), "c", ((path.name, path),)))


ALL = [name for kinds in SAVED.values() for name in kinds]


@pytest.mark.parametrize("name", ALL)
def test_what_was_typed_is_read(name: str, filled_in: Path) -> None:
    intake = taken_in(filled_in / name)
    totals = intake.ledger["totals"]
    assert (totals["events"], totals["rejected"], totals["problems"]) == (len(TYPED), 0, 0)
    first, second, third = intake.tables.events.collect().sort("sequence").to_dicts()
    assert (first["earliest"], first["latest"]) == (date(2021, 5, 4), date(2021, 5, 4))
    assert (first["at"], first["recorded_on"]) == (time(10, 30), date(2021, 5, 5))
    written = [event["date_text"].lower() for event in (second, third)]  # it writes a capital E
    assert written == ["early june 2021", "in june 2021"]
    assert (second["earliest"], second["latest"]) == (date(2021, 6, 1), date(2021, 6, 10))
    assert (third["earliest"], third["latest"]) == (date(2021, 6, 1), date(2021, 6, 30))


@pytest.mark.parametrize("name", ALL)
def test_every_word_is_there(name: str, filled_in: Path) -> None:
    columns = {
        "Agency": "agency",
        "Who was present or spoken of": "who_text",
        "Type of contact": "event_type",
        "Was the child seen?": "child_seen",
        "What happened": "record",
        "What was done or decided": "action",
        "Comment": "comment",
        "Reference": "reference",
    }
    events = taken_in(filled_in / name).tables.events.collect().sort("sequence").to_dicts()
    for event, entry in zip(events, TYPED, strict=True):
        assert {it: event[column] for it, column in columns.items()} == {
            it: entry.get(it) for it in columns
        }
