"""Case folders with real files in them, and the command line run on them in this process."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import xlsxwriter

from chronology import cli
from chronology.intake import Intake, find_case, take_in

HEADINGS = ("Date", "Agency", "Record")
Cells = Sequence[Any]


def csv_text(*rows: Cells, headings: Cells | None = HEADINGS) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerows([*([headings] if headings else []), *rows])
    return out.getvalue()


def workbook(path: Path, sheets: Mapping[str, Sequence[Cells]]) -> Path:
    with xlsxwriter.Workbook(
        str(path), {"strings_to_formulas": False, "default_date_format": "dd/mm/yyyy"}
    ) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


def folder(
    place: Path, files: Mapping[str, str | bytes | Sequence[Cells]], case_toml: str | None = None
) -> Path:
    """A case folder. A file is its text, its bytes, or rows below the usual headings."""
    returns = place / "returns"
    returns.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        path = returns / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        elif isinstance(content, str):
            path.write_bytes(content.encode())
        elif name.endswith(".xlsx"):
            workbook(path, {"Chronology": [HEADINGS, *content]})
        else:
            path.write_bytes(csv_text(*content).encode())
    if case_toml is not None:
        (place / "case.toml").write_text(case_toml, encoding="utf-8")
    return place


def intake_of(
    place: Path, files: Mapping[str, str | bytes | Sequence[Cells]], case_toml: str | None = None
) -> Intake:
    return take_in(find_case([folder(place, files, case_toml)]))


def events_of(intake: Intake) -> list[dict[str, Any]]:
    return intake.tables.events.collect().sort("source_file", "sequence").to_dicts()


def signals_of(intake: Intake) -> pl.DataFrame:
    return intake.tables.signals.collect()


def balanced(ledger: Mapping[str, Any]) -> bool:
    """Whether every file's rows, and all together, are blank, an event, or rejected."""
    files = ledger["files"]
    totals = ledger["totals"]
    return (
        all(
            file["rows_read"] == file["blank"] + file["events"] + len(file["rejected"])
            for file in files
        )
        and totals["rows_read"] == totals["blank"] + totals["events"] + totals["rejected"]
    )


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class CommandLine:
    """Runs ``chronology`` in this process, as the console does."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch = monkeypatch
        self._capsys = capsys

    def __call__(self, *words: str | Path, stdin: bytes | None = None) -> Ran:
        self._monkeypatch.setattr(sys, "argv", ["chronology", *map(str, words)])
        if stdin is not None:
            given = io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8")
            self._monkeypatch.setattr(sys, "stdin", given)
        self._capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out, err = self._capsys.readouterr()
        assert "Traceback" not in out + err
        return Ran(int(ended.value.code or 0), out, err)
