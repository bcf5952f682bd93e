"""What the page's script needs, as one JSON value: columns rather than rows, numbers for names."""

from __future__ import annotations

from typing import Any

import polars as pl

from chronology.tables import FAR_AHEAD, LONG_AGO, STATUSES, WHO

from . import concepts as known
from . import words
from .ages import birth_words
from .escape import shown, shown_column
from .timeline import figure
from .view import Flag, Person, View, looked_up

MOST_MARKS = 3000
"""Above this many marks in sight they hide each other, so the timeline counts them in groups."""

_FACTS = (
    "date_text",
    "date_note",
    "precision",
    "recorded_on",
    "event_type",
    "author",
    "source",
    "who_text",
    "reference",
    "shared_with",
    "child_seen",
    "codes",
    "named_kinds",
)
"""Columns that only an opened record shows; what the table of the page has is read from there."""


def page_data(view: View) -> dict[str, Any]:
    """Everything the script reads, in the order of the view."""
    return {
        "agencies": [
            {"name": shown(agency.name), "colour": agency.colour} for agency in view.agencies
        ],
        "persons": [_person(person) for person in view.persons],
        "children": [view.persons.index(child) for child in view.children],
        "statuses": list(words.STATUS.items()),
        "flags": [_flag(flag) for flag in view.flags],
        "events": _events(view),
        "takenFor": _taken_for(view),
        "happenings": [{"rows": it.rows, "anchor": it.anchor} for it in view.happenings],
        "signals": _signals(view),
        "figure": figure(view),
        "mostMarks": MOST_MARKS,
    }


def key_rows(view: View) -> list[int]:
    """Entries that are evidence of a flag, or say a key concept is so, or are of the incident."""
    evidence = {row for flag in view.flags for row in flag.rows if row is not None}
    said = view.signals.filter(
        (pl.col("status") == "affirmed") & pl.col("concept").is_in(list(known.KEY))
    )
    days = view.events.filter(
        (pl.col("earliest") == view.incident) & (pl.col("latest") == view.incident)
        if view.incident
        else pl.lit(False)
    )
    return sorted(evidence | set(said["row"]) | set(days["row"]))


def good_rows(view: View) -> list[int]:
    """Entries that speak of good practice, engagement or protection."""
    status, concept = pl.col("status"), pl.col("concept")
    good = view.signals.filter(
        ((status == "affirmed") & concept.is_in(list(known.GOOD_WHEN_SO)))
        | ((status == "negated") & concept.is_in(list(known.GOOD_WHEN_NOT_SO)))
    )
    return sorted(set(good["row"]))


def _person(person: Person) -> dict[str, Any]:
    return {
        "id": person.person_id,
        "label": shown(person.label),
        "role": words.plain(person.role),
        "born": [_text(person.born_earliest), _text(person.born_latest)],
        "due": _text(person.due),
        "birth": birth_words(person),
    }


def _text(day: Any) -> str | None:
    return str(day) if day else None


def _flag(flag: Flag) -> dict[str, Any]:
    content = flag.content
    evidence = content.get("evidence") or []
    return {
        "id": content.get("flag_id"),
        "number": flag.number,
        "anchor": flag.anchor,
        "rule": content.get("rule"),
        "title": shown(str(content.get("title") or content.get("rule"))),
        "raised": _text(flag.raised),
        "certainty": content.get("certainty"),
        "gap": flag.is_gap,
        "rows": list(flag.rows),
        "parts": [shown(words.plain(item.get("part") or "")) for item in evidence],
    }


def _events(view: View) -> dict[str, Any]:
    events = view.events.with_columns(pl.col("recorded_on").cast(pl.String), _named_kinds())
    order = events.sort("agency_row", "source_file", "sequence", "row")["row"]
    first, last = pl.col("earliest"), pl.col("latest")
    return {
        "id": events["event_id"].to_list(),
        "agency": events["agency_row"].to_list(),
        "from": _days(events, pl.when(first > LONG_AGO).then(first)),
        "to": _days(events, pl.when(last < FAR_AHEAD).then(last)),
        "byAgency": order.to_list(),
        "key": key_rows(view),
        "good": good_rows(view),
        **{name: _fact(events.select(shown_column(pl.col(name)))[name]) for name in _FACTS},
    }


def _named_kinds() -> pl.Expr:
    """The kinds of agency that an entry's cell names, where there are several."""
    kinds = pl.col("agency_kinds")
    several = pl.when(kinds.str.contains(";", literal=True)).then(kinds)
    return several.str.replace_all("_", " ", literal=True).alias("named_kinds")


def _fact(column: pl.Series) -> list[str | None] | dict[int, str]:
    """A fact of each entry; by its row alone where few entries have it."""
    values = column.to_list()
    told = {row: value for row, value in enumerate(values) if value is not None}
    return told if len(told) * 3 < len(values) else values


def _taken_for(view: View) -> dict[str, Any]:
    """Who is in which entry, in which part, by which words and why; words as numbers into lists."""
    shown_words = view.participants.with_columns(shown_column(pl.col("mention", "reason")))
    names = ("part", "mention", "reason", "confidence")
    lists = {name: sorted(set(shown_words[name].drop_nulls())) for name in names}
    return {
        "row": shown_words["row"].to_list(),
        "person": shown_words["person"].to_list(),
        **{name: _numbers(shown_words[name], values) for name, values in lists.items()},
        "lists": lists,
    }


def _days(events: pl.DataFrame, day: pl.Expr) -> list[str | None]:
    return events.select(day.dt.strftime("%Y-%m-%d").alias("day"))["day"].to_list()


def _signals(view: View) -> dict[str, Any]:
    """Signals in columns; a word that comes again and again is a number into its list."""
    signals = view.signals.with_columns(shown_column(pl.col(pl.String)))
    concepts = sorted(set(signals["concept"].drop_nulls()))
    coded = {"concept": concepts, "status": list(STATUSES), "who": list(WHO)}
    lists = {
        name: coded.get(name, sorted(set(signals[name].drop_nulls())))
        for name in ("concept", "status", "who", "field", "entry", "cue", "basis")
    }
    return {
        "row": signals["row"].to_list(),
        "person": signals["person"].to_list(),
        "start": signals["start"].to_list(),
        "end": signals["end"].to_list(),
        "value": signals["value"].to_list(),
        **{name: _numbers(signals[name], values) for name, values in lists.items()},
        "lists": {**lists, "label": [known.name_of(concept) for concept in concepts]},
    }


def _numbers(column: pl.Series, values: list[str]) -> list[int | None]:
    numbers = {value: number for number, value in enumerate(values)}
    found = looked_up(pl.col(column.name), numbers, pl.Int64()).alias("number")
    return column.to_frame().with_columns(found)["number"].to_list()
