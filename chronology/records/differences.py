"""What differs between the accounts of one happening: the date, who was there, the explanation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import time
from typing import Any

import polars as pl

MINUTES_APART = 60
"""Times of day this far apart are a difference worth showing. A project default."""

SENTENCE = re.compile(r"[^.!?\n]*[.!?\n]?")


def side_by_side(
    groups: Iterable[Mapping[str, Any]],
    events: pl.DataFrame,
    participants: pl.DataFrame,
    signals: pl.DataFrame,
) -> list[dict[str, Any]]:
    """The groups of ``accounts.link_accounts`` with ``differs``: for each thing that the accounts
    differ in, ``{"what", "accounts": [{"event_id", "says"}]}``. What an account leaves out is
    ``None``: it is shown as not recorded, and is no difference by itself."""
    rows = {row["event_id"]: row for row in events.iter_rows(named=True)}
    present: dict[str, list[str]] = {}
    for event, person in (
        participants.filter(part="present").select("event_id", "person_id").iter_rows()
    ):
        present.setdefault(event, []).append(person)
    explained = _explanations(signals, rows)
    shown = []
    for group in groups:
        entries = [rows[event] for event in group["events"]]
        told = {
            "date": {row["event_id"]: _day(row) for row in entries},
            "time": {row["event_id"]: row["at"] for row in entries},
            "who was present": {
                row["event_id"]: ", ".join(sorted(present.get(row["event_id"], []))) or None
                for row in entries
            },
            "explanation given": {
                row["event_id"]: explained.get(row["event_id"]) for row in entries
            },
            "whether the child was seen": {row["event_id"]: row["child_seen"] for row in entries},
        }
        differs = [
            {
                "what": what,
                "accounts": [{"event_id": e, "says": _shown(s)} for e, s in says.items()],
            }
            for what, says in told.items()
            if _differ(what, says)
        ]
        shown.append({**group, "differs": differs})
    return shown


def _explanations(signals: pl.DataFrame, rows: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """The sentence in which each entry explains an injury."""
    found: dict[str, str] = {}
    told = signals.filter(concept="injury_explanation", status="affirmed").sort(
        "event_id", "field", "start"
    )
    for event, field, start in told.select("event_id", "field", "start").iter_rows():
        text = (rows.get(event) or {}).get(field)
        if text and event not in found:
            found[event] = next(
                (m[0].strip() for m in SENTENCE.finditer(text) if m.start() <= start < m.end()), ""
            )
    return found


def _day(row: Mapping[str, Any]) -> str | None:
    first, last = row["earliest"], row["latest"]
    if first is None and last is None:
        return None
    return f"{first}" if first == last else f"{first or 'open'} to {last or 'open'}"


def _differ(what: str, says: Mapping[str, Any]) -> bool:
    told = [value for value in says.values() if value is not None]
    if what == "time":
        minutes = [_minutes(value) for value in told]
        return len(minutes) > 1 and max(minutes) - min(minutes) >= MINUTES_APART
    if what == "whether the child was seen":
        return len({str(value).strip().casefold()[:1] for value in told}) > 1
    return len({str(value).casefold() for value in told}) > 1


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _shown(value: Any) -> str | None:
    return value.strftime("%H:%M") if isinstance(value, time) else value
