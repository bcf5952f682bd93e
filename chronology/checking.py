"""What ``check`` does: reads, validates, and says what was made of everything, with its place.

No narrative is printed. Words that an agency has for people are, because they are what is asked
about.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import polars as pl

from chronology.errors import Exit
from chronology.intake import LARGE, CaseInput, Intake, find_case, take_in
from chronology.records.resending import compare
from chronology.saying import note, say
from chronology.tables import EVENTS

MOST_SHOWN = 20
"""Of what is alike in kind, so many lines are printed; ``--format json`` has all."""

HOW = {"fuzzy": " (a near match: check it)", "given": " (from case.toml)"}


def check(paths: Sequence[Path], output_format: str) -> int:
    """Read and validate; print every problem with its place. Gives the exit code."""
    source = find_case(paths)
    intake = take_in(source, check_only=True)
    resent = _since_last_time(source, intake)
    if output_format == "json":
        told = intake.ledger | {"since_last_analysis": resent}
        say(json.dumps(told, ensure_ascii=False, indent=2, default=str))
        return reading_code(intake)
    for file in intake.ledger["files"]:
        _say_file(file)
    if intake.is_unread:
        note(f"More than {LARGE:,} entries: the people in their narratives are told by analyse.")
    _say_people(intake.people)
    _say_remarks(intake.remarks)
    _say_resent(resent)
    say()
    say_totals(intake)
    return reading_code(intake)


def reading_code(intake: Intake) -> int:
    """The exit code for what could and couldn't be read."""
    totals = intake.ledger["totals"]
    if totals["unreadable"]:
        return Exit.FILE_UNREADABLE
    return Exit.ROWS_REJECTED if totals["rejected"] else Exit.DONE


def say_totals(intake: Intake) -> None:
    """The balance of all files, and how many problems there are."""
    totals = intake.ledger["totals"]
    read = totals["files"] - totals["unreadable"]
    say(
        f"{read} of {totals['files']} files read: {totals['rows_read']} rows"
        f" = {totals['blank']} blank + {totals['events']} events + {totals['rejected']} rejected"
    )
    if totals["problems"]:
        say(
            f"{totals['problems']} problems in rows that were kept; see them with: chronology check"
        )


# ------------------------------------------------------------------------------------- the files


def _say_file(file: Mapping[str, Any]) -> None:
    say()
    say(str(file["file"]))
    if "unreadable" in file:
        say(f"  NOT READ: {file['unreadable']['seen']}")
        say(f"  do: {file['unreadable']['hint']}")
        return
    say(
        f"  {file['rows_read']} rows read = {file['blank']} blank + {file['events']} events"
        f" + {len(file['rejected'])} rejected"
    )
    for item in file["columns"]:
        where = f"{item['sheet']} › " if item["sheet"] else ""
        say(f"  heading {where}‘{item['heading']}’ → {_use_of(item)}{HOW.get(item['how'], '')}")
    _say_problems("rejected", file["rejected"])
    _say_problems("problem", file["problems"])
    for text in file["notes"]:
        say(f"  note: {text}")


def _use_of(item: Mapping[str, Any]) -> str:
    if item["column"]:
        return str(item["column"])
    return "left out" if item["how"] == "given" else "not known; kept as it is"


def _say_problems(kind: str, items: Sequence[Mapping[str, Any]]) -> None:
    """Every problem; where many in a row have the same reason, the first and how many more."""
    for _, run in groupby(items, key=itemgetter("seen", "why", "hint", "column")):
        first, *more = run
        column = f" › {first['column']}" if first["column"] else ""
        last = f" to {more[-1]['place']}, {len(more) + 1} in all" if more else ""
        say(f"  {kind}: {first['place']}{column}{last}")
        say(f"    seen: {first['seen']}")
        say(f"    why:  {first['why']}")
        say(f"    do:   {first['hint']}")


# ------------------------------------------------------------------------------------ the people


def _say_people(people: Mapping[str, Any]) -> None:
    left, hints = people.get("unresolved", []), people.get("suggestions", [])
    for item in people.get("births", []):
        say()
        say(f"{item['ask']}.")
    if not left and not hints:
        return
    say()
    say("People who could not be placed (add their names or relationships to case.toml)")
    for item in left[:MOST_SHOWN]:
        could = f": {' or '.join(item['candidates'])}" if item["candidates"] else ""
        entries = f"{item['entries']} entries" if item["entries"] > 1 else "1 entry"
        why = _sentence(item["reason"]) + could
        say(f"  {item['agency']}: ‘{item['mention']}’, {entries}. {why}")
        say(f"    {_places(item['places'])}")
    if len(left) > MOST_SHOWN:
        say(f"  and {len(left) - MOST_SHOWN} more; all of them with: --format json")
    for item in hints:
        say(f"  suggestion: {item['ask']}")


def _places(places: Sequence[str]) -> str:
    """Places, each file and sheet named once: "gp.xlsx › Notes › row 4, row 9"."""
    found: dict[str, list[str]] = {}
    for place in places:
        above, _, row = place.rpartition(" › ")
        found.setdefault(above, []).append(row)
    return "; ".join(f"{above} › {', '.join(rows)}" for above, rows in found.items())


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


# ----------------------------------------------------------------------------------- the returns


def _say_remarks(remarks: Sequence[Mapping[str, Any]]) -> None:
    if not remarks:
        return
    say()
    say("Remarks on the returns (for the agencies, not findings)")
    for agency, name in {remark["agency"]: remark["name"] for remark in remarks}.items():
        say(f"  {name}")
        for remark in remarks:
            if remark["agency"] == agency:
                say(f"    {remark['remark']} {remark['ask']}")


def _since_last_time(source: CaseInput, intake: Intake) -> list[dict[str, Any]]:
    """What changed since the case was last analysed; empty where it never was."""
    last = source.folder / "output" / "events.parquet" if source.folder else None
    if last is None or not last.is_file():
        return []
    try:
        before = pl.read_parquet(last, columns=None)
    except (OSError, pl.exceptions.PolarsError):
        return []  # an output that was tampered with says nothing; it is made anew by analyse
    missing = set(EVENTS.names) - set(before.columns)
    if {"event_id", "agency", "record", "date_text"} & missing:
        return []
    return compare(EVENTS.select(_with(before, missing)).collect(), intake.tables.events.collect())


def _with(before: pl.DataFrame, missing: set[str]) -> pl.LazyFrame:
    """The events of an older version, with what it didn't have yet."""
    return before.lazy().with_columns(pl.lit(None).alias(name) for name in sorted(missing))


def _say_resent(agencies: Sequence[Mapping[str, Any]]) -> None:
    if not agencies:
        return
    say()
    say("Since the last analysis")
    for it in agencies:
        counts = ", ".join(
            f"{len(it[what])} {what}" for what in ("new", "changed", "gone") if it[what]
        )
        say(f"  {it['agency']}: {it['unchanged']} unchanged{', ' + counts if counts else ''}")
        for what in ("new", "changed", "gone"):
            for item in it[what][:MOST_SHOWN]:
                columns = f" ({', '.join(item['columns'])})" if what == "changed" else ""
                dated = f", {item['date']}" if item["date"] else ", undated"
                say(f"    {what}: {item['place']}{dated}{columns}")
            if len(it[what]) > MOST_SHOWN:
                say(f"    and {len(it[what]) - MOST_SHOWN} more {what}")
