"""A return that is sent again: what is new, changed and gone, against the last analysis.

The last analysis is ``output/events.parquet``. An entry keeps its id while its agency, date and
record stay as they were; one whose id is gone and another that is new are the same entry changed
where the same agency has them and they are alike. Nothing is kept of an old return but this.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

OWN = (
    "date_text",
    "at",
    "author",
    "source",
    "who_text",
    "record",
    "action",
    "comment",
    "event_type",
    "recorded_on",
    "reference",
    "shared_with",
    "child_seen",
    "codes",
    "deleted",
    "other",
)
"""The columns that an agency fills in."""

ALIKE = 60
"""How alike the records of an entry before and after must be, of 100. A project default."""

MOST_PAIRS = 100_000
"""Above so many pairs only entries of the same written date or the same words are compared."""

REPEATED_SHARE = 0.5
REPEATED_ROWS = 3
"""From this share and number of rows that stand in two files of an agency, one looks like the
other sent again."""


def compare(before: pl.DataFrame, now: pl.DataFrame) -> list[dict[str, Any]]:
    """One row an agency that either has: ``{"agency", "unchanged", "new", "changed", "gone"}``.

    ``new`` and ``gone`` are lists of ``{"place", "date"}``, ``changed`` of those with
    ``columns``. Empty where nothing was analysed before.
    """
    agencies = sorted({*before["agency"], *now["agency"]})
    return [
        _of_agency(
            agency,
            before.filter(pl.col("agency") == agency),
            now.filter(pl.col("agency") == agency),
        )
        for agency in agencies
    ]


def _of_agency(agency: str, before: pl.DataFrame, now: pl.DataFrame) -> dict[str, Any]:
    old = {row["event_id"]: row for row in before.iter_rows(named=True)}
    new = {row["event_id"]: row for row in now.iter_rows(named=True)}
    changed = [
        _changed(old[event], new[event])
        for event in new
        if event in old and _columns(old[event], new[event])
    ]
    unchanged = sum(event in old for event in new) - len(changed)
    gone = {event: row for event, row in old.items() if event not in new}
    added = {event: row for event, row in new.items() if event not in old}
    for was, is_now in list(_pairs(gone, added)):
        changed.append(_changed(gone.pop(was), added.pop(is_now)))
    return {
        "agency": agency,
        "unchanged": unchanged,
        "new": [_placed(row) for row in added.values()],
        "changed": sorted(changed, key=lambda it: (it["place"], it["date"])),
        "gone": [_placed(row) for row in gone.values()],
    }


def _pairs(
    gone: Mapping[str, Mapping[str, Any]], added: Mapping[str, Mapping[str, Any]]
) -> Iterator[tuple[str, str]]:
    """Entries that are gone with those that took their place, the likest first."""
    from rapidfuzz import fuzz

    likely = []
    many = len(gone) * len(added) > MOST_PAIRS
    for was, old in gone.items():
        for is_now, new in added.items():
            if many and old["date_text"] != new["date_text"] and old["record"] != new["record"]:
                continue
            alike = fuzz.ratio(old["record"] or "", new["record"] or "", score_cutoff=ALIKE)
            same_day = old["date_text"] == new["date_text"]
            same_reference = old["reference"] is not None and old["reference"] == new["reference"]
            if alike >= ALIKE or (same_reference and same_day):
                likely.append((-alike, not same_day, old["sequence"], new["sequence"], was, is_now))
    taken: set[str] = set()
    for *_, was, is_now in sorted(likely):
        if was not in taken and is_now not in taken:
            taken |= {was, is_now}
            yield was, is_now


def _columns(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    return [name for name in OWN if name in new and old.get(name) != new[name]]


def _changed(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    return {**_placed(new), "columns": _columns(old, new)}


def _placed(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "place": f"{row['source_file']} › {row['source_place']}",
        "date": row["date_text"] or "",
    }


def repeated_files(events: pl.DataFrame) -> list[tuple[str, str, int, int]]:
    """Files of one agency that hold the same entries: (one, other, rows in both, rows of one)."""
    rows = (
        events.select("agency", "date_text", "record", "source_file").drop_nulls("record").unique()
    )
    sizes = dict(rows.group_by("source_file").len().iter_rows())
    both = (
        rows.join(rows, on=["agency", "date_text", "record"], suffix="_2", nulls_equal=True)
        .filter(pl.col("source_file") < pl.col("source_file_2"))
        .group_by("source_file", "source_file_2")
        .len()
        .sort("source_file", "source_file_2")
    )
    return [
        (one, other, shared, sizes[one])
        for one, other, shared in both.iter_rows()
        if shared >= REPEATED_ROWS and shared >= REPEATED_SHARE * min(sizes[one], sizes[other])
    ]
