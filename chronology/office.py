"""The commands that make files for Office: the blank return, and the merged events."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from chronology.checking import reading_code
from chronology.intake import find_case, take_in
from chronology.returns.export import write_events
from chronology.returns.template import format_of, write_template
from chronology.returns.template import template as texts
from chronology.saying import note, say


def template(path: Path, format: str | None, agency: str | None) -> None:
    """Write the blank return that an agency fills in."""
    wanted = format_of(path, format)
    write_template(path, wanted, agency)
    say(f"Made {path}: the blank return{f' of {agency}' if agency else ''}. How to fill it in:")
    for line in texts().guidance.short:
        say(f"- {line}")
    if wanted == "csv" and agency:
        say(f"- In every row, write under Agency: {agency}")


def export(paths: Sequence[Path], path: Path, format: str | None) -> int:
    """Write the merged events, to be worked on in Office and read in again. The exit code."""
    wanted = format_of(path, format)
    intake = take_in(find_case(paths))
    events = intake.tables.events.collect()
    write_events(events, path, wanted)
    say(f"Made {path}: {events.height} events of case {intake.case_id}")
    note("To read it in again: put it into returns/ of a case of that id, instead of its returns.")
    if wanted == "csv":
        note("For work in Excel, use xlsx: Excel changes dates when it opens a csv file.")
    return reading_code(intake)
