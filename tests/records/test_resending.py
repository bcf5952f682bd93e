"""A return that is sent again: what is new, changed and gone; what stayed keeps its id."""

from __future__ import annotations

from pathlib import Path

import pytest
from case_folders import csv_text, folder, intake_of

from chronology import checking, commands
from chronology.records.resending import compare
from chronology.running import Asked

FIRST = [
    ("01/02/2021", "GP", "Seen with cough. Chest clear."),
    ("03/02/2021", "GP", "Not brought to immunisations. Letter sent."),
    ("09/02/2021", "GP", "Telephone advice given re feeding."),
]


def test_what_is_new_changed_and_gone(tmp_path: Path) -> None:
    before = intake_of(
        tmp_path / "a" / "case", {"gp.csv": csv_text(*FIRST)}
    ).tables.events.collect()
    again = [
        ("20/01/2021", "GP", "New birth registered."),
        FIRST[0],
        ("03/02/2021", "GP", "Not brought to immunisations. Letter and text sent."),
    ]
    now = intake_of(
        tmp_path / "b" / "case", {"gp_v2.csv": csv_text(*again)}
    ).tables.events.collect()
    (gp,) = compare(before, now)
    assert gp["unchanged"] == 1
    assert gp["new"] == [{"place": "gp_v2.csv › row 2", "date": "20/01/2021"}]
    assert gp["changed"] == [
        {"place": "gp_v2.csv › row 4", "date": "03/02/2021", "columns": ["record"]}
    ]
    assert gp["gone"] == [{"place": "gp.csv › row 4", "date": "09/02/2021"}]


def test_an_action_that_is_added_keeps_the_id_and_is_a_change(tmp_path: Path) -> None:
    headings = ("Date", "Agency", "Record", "Action")
    rows = [(*row, "") for row in FIRST]
    one = intake_of(tmp_path / "a" / "case", {"gp.csv": csv_text(*rows, headings=headings)}, "")
    rows[0] = (*FIRST[0], "Safety net advice.")
    two = intake_of(tmp_path / "b" / "case", {"gp.csv": csv_text(*rows, headings=headings)}, "")
    events = [intake.tables.events.collect() for intake in (one, two)]
    (gp,) = compare(*events)
    assert set(events[0]["event_id"]) == set(events[1]["event_id"])
    assert [item["columns"] for item in gp["changed"]] == [["action"]]


def test_check_tells_what_changed_since_the_last_analysis(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = folder(tmp_path / "case", {"gp.csv": csv_text(*FIRST)})
    commands.analyse([place], None, Asked(), "text")
    capsys.readouterr()
    checking.check([place], "text")
    assert "gp: 3 unchanged" in capsys.readouterr().out
    folder(tmp_path / "case", {"gp.csv": csv_text(*FIRST[:2])})
    checking.check([place], "text")
    told = capsys.readouterr().out
    assert "gp: 2 unchanged, 1 gone" in told
    assert "gone: gp.csv › row 4, 09/02/2021" in told
    assert "Telephone advice" not in told


def test_an_output_that_cannot_be_read_is_no_obstacle(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = folder(tmp_path / "case", {"gp.csv": csv_text(*FIRST)})
    (place / "output").mkdir()
    (place / "output" / "events.parquet").write_bytes(b"PAR1 not really")
    assert checking.check([place], "text") == 0
    assert "Since the last analysis" not in capsys.readouterr().out


def test_the_old_return_left_beside_the_new_one_is_told_and_counts_once(tmp_path: Path) -> None:
    intake = intake_of(
        tmp_path, {"gp.csv": csv_text(*FIRST), "gp v2.csv": csv_text(*FIRST, FIRST[0])}
    )
    notes = {file.file: file.notes for file in intake.files}
    assert any("stand in gp.csv too" in note for note in notes["gp v2.csv"])
    events = intake.tables.events.collect()
    assert events.height == 7
    assert events["account_of"].null_count() == 3
