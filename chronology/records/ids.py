"""The ids of events: the same when a return is sent again."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any


def with_ids(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The events with their ``event_id``, in the order of what they say.

    The id is a hash of case, agency, date text, record and occurrence, never of the row number: a
    return that is sent again with a row inserted keeps every other id. Entries that say the same
    are numbered by what else they hold, so that the order of rows changes nothing.
    """
    alike: dict[str, list[dict[str, Any]]] = {}
    for event in events:
        written = (event["case_id"], event["agency"], _date_of(event), event.get("record"))
        key = "\x1f".join([str(part or "") for part in written])
        alike.setdefault(key, []).append(event)
    for key, same in alike.items():
        if len(same) > 1:
            same.sort(key=_all_of)
        for number, event in enumerate(same, start=1):
            text = f"{key}\x1f{number}"
            event["event_id"] = hashlib.sha256(text.encode()).hexdigest()[:16]
    return events


def _date_of(event: Mapping[str, Any]) -> str:
    """The date as written; a mark or word that means the row above, with the day it means."""
    text = event["date_text"] or ""
    if any(letter.isdigit() for letter in text) or not text:
        return str(text)
    return f"{text} {event['earliest'] or ''}".rstrip()


def _all_of(event: Mapping[str, Any]) -> tuple[str | int, ...]:
    names = (
        "agency",
        "date_text",
        "record",
        "action",
        "comment",
        "event_type",
        "at",
        "author",
        "source",
        "who_text",
        "reference",
        "shared_with",
        "child_seen",
        "codes",
        "deleted",
        "other",
        "recorded_on",
        "earliest",
        "latest",
    )
    file = event.get("first_file") or event.get("source_file")
    texts = (str(event.get(name) or "") for name in names)
    return (*texts, str(file or ""), event.get("sequence") or 0)
