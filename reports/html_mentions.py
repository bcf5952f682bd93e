"""Mentions that nobody was found for, and what looks like a slip: to be settled with the agency."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from . import words
from .escape import Html, element, join
from .html_tables import wide_table
from .view import View

_MOST_SHOWN = 10
"""Rows of a list before the rest of it is folded."""


def mentions(view: View) -> Html:
    """The mentions that are nobody's, births read from records, and the suggestions."""
    people = view.analysis.ledger.get("people") or {}
    return join(
        [
            element("h3", "Mentions that nobody was found for"),
            _unresolved(view, people.get("unresolved") or []),
            element("h3", "Slips to ask about"),
            _births(people.get("births") or []),
            _suggestions(view, people.get("suggestions") or []),
        ]
    )


def _births(read: list[Mapping[str, Any]]) -> Html:
    """Births that the case file doesn't give: what is said of ages hangs on them."""
    return join([element("p", f"{item['ask']}.") for item in read])


def _unresolved(view: View, found: list[Mapping[str, Any]]) -> Html:
    if not found:
        return element("p", "Every mention of a person was found to mean somebody of the case.")
    labels = {person.person_id: person.label for person in view.persons}
    agencies = {agency.agency_id: agency.name for agency in view.agencies}
    entries = _entries_by_place(view)
    rows = [
        element(
            "tr",
            element("th", element("q", item["mention"]), scope="row"),
            element("td", element("bdi", agencies.get(item["agency"] or "") or item["agency"])),
            element("td", f"{item['entries']:,}", class_="figure"),
            element("td", item["reason"]),
            element("td", _listed(labels.get(one, one) for one in item.get("candidates") or [])),
            element("td", *_places(item.get("places") or [], entries), class_="source"),
        )
        for item in found
    ]
    heads = ("Words", "Agency", "Entries", "Why nobody was found", "Who it could be", "First seen")
    note = (
        "Nothing was guessed: these entries are with nobody. A name or a role that is added to "
        "case.toml settles them at the next run."
    )
    tables = _some_folded("mentions", "Mentions that nobody was found for", heads, rows)
    return join([element("p", note, class_="quiet"), tables])


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names) or "nobody listed"


def _entries_by_place(view: View) -> dict[str, str]:
    """The entry that came from each place, as the ledger writes places."""
    columns = view.events.select("source_file", "source_place", "event_id")
    return {f"{file} › {place}": event for file, place, event in columns.iter_rows()}


def _places(places: Iterable[str], entries: Mapping[str, str]) -> list[Html]:
    """Places with a link to their entry; a file and a sheet are named once for all their rows."""
    told: list[Html] = []
    before = None
    for place in places:
        source, _, row = place.rpartition(" › ")
        if told:
            told.append(join([", " if source == before else "; "]))
        if source and source != before:
            told.append(join([source, " › "]))
        before = source
        event = entries.get(place)
        told.append(element("a", row, href=f"#e-{event}") if event else join([row]))
    return told


def _suggestions(view: View, found: list[Mapping[str, Any]]) -> Html:
    if not found:
        return element("p", "No name or birth date looks like a slip.")
    labels = {person.person_id: person.label for person in view.persons}
    rows = [
        element(
            "tr",
            element("th", element("q", _shown(item["seen"])), scope="row"),
            element("td", element("q", _shown(item["like"]))),
            element("td", labels.get(item["person_id"], item["person_id"])),
            element("td", item["ask"]),
        )
        for item in found
    ]
    heads = ("What was seen", "What it is like", "Whose that is", "What to ask")
    note = "Only suggested: nothing was changed or joined because of a likeness."
    tables = _some_folded("slips", "Names and birth dates that look like slips", heads, rows)
    return join([element("p", note, class_="quiet"), tables])


def _shown(said: str) -> str:
    """A name as it stands; a birth date, which the ledger has as 2021-06-03, in words."""
    try:
        return words.day(date.fromisoformat(said))
    except ValueError:
        return said


def _some_folded(name: str, caption: str, heads: tuple[str, ...], rows: list[Html]) -> Html:
    """A table; of a long one the first rows, and the rest folded away."""
    first, rest = rows[:_MOST_SHOWN], rows[_MOST_SHOWN:]
    table = wide_table(f"{name}-table", caption, heads, [first])
    if not rest:
        return table
    summary = element("summary", f"{len(rest):,} more")
    more = wide_table(f"more-{name}-table", f"{caption}: the rest", heads, [rest])
    return join([table, element("details", summary, more)])
