"""Entries that tell of one happening, as a report shows them: side by side, never merged.

What was linked, and why, comes from the ledger. A view that leaves entries out (blind, as known on
a day) leaves them out here too, with all that only they said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from chronology.tables import CaseAnalysis

from . import words

_DAYS = re.compile(r"(\d{4}-\d{2}-\d{2}|open)(?: to (\d{4}-\d{2}-\d{2}|open))?")


@dataclass(frozen=True)
class Difference:
    """Something in which accounts differ, and what each says of it, in the order of their rows."""

    what: str
    says: tuple[str | None, ...]


@dataclass(frozen=True)
class Happening:
    """Entries of one happening by their rows, the leading one first; why they were linked."""

    number: int
    rows: tuple[int, ...]
    why: tuple[str, ...]
    differs: tuple[Difference, ...]

    @property
    def anchor(self) -> str:
        return f"h-{self.number}"


def happenings(
    analysis: CaseAnalysis, rows: Mapping[str, int], labels: Mapping[str, str]
) -> tuple[Happening, ...]:
    """The happenings of which two or more entries are shown.

    ``rows`` has the row of each entry that is shown, ``labels`` what each person is called.
    """
    groups = analysis.ledger.get("accounts")
    if groups is None:
        groups = _by_leader(analysis)
    found: list[Happening] = []
    for group in groups:
        shown = [event for event in group["events"] if event in rows]
        if len(shown) > 1:
            differs = (_difference(item, shown, labels) for item in group.get("differs") or [])
            found.append(
                Happening(
                    number=len(found) + 1,
                    rows=tuple(rows[event] for event in shown),
                    why=tuple(group.get("why") or ()),
                    differs=tuple(item for item in differs if item is not None),
                )
            )
    return tuple(found)


def _by_leader(analysis: CaseAnalysis) -> list[dict[str, Any]]:
    """Groups from the entries alone, where a ledger says nothing of them."""
    leader_of = dict(analysis.events.select("event_id", "account_of").iter_rows())
    groups: dict[str, list[str]] = {}
    for event in sorted(event for event, leader in leader_of.items() if leader):
        leader = leader_of[event]
        groups.setdefault(leader, [leader]).append(event)
    return [{"events": events} for _, events in sorted(groups.items())]


def _difference(
    item: Mapping[str, Any], shown: Iterable[str], labels: Mapping[str, str]
) -> Difference | None:
    """What the accounts shown say of a thing; nothing where those alone do not differ."""
    told = {one["event_id"]: one.get("says") for one in item.get("accounts") or []}
    says = [told.get(event) for event in shown]
    if len({said.casefold() for said in says if said}) < 2:
        return None
    what = item["what"]
    return Difference(what, tuple(_in_words(what, said, labels) if said else None for said in says))


def _in_words(what: str, said: str, labels: Mapping[str, str]) -> str:
    if what == "date":
        return _day_words(said)
    return _people_words(said, labels) if what == "who was present" else said


def _day_words(said: str) -> str:
    """Days as the ledger has them (2021-08-02, or one to another) as a report writes them."""
    found = _DAYS.fullmatch(said)
    if not found:
        return said
    first, last = found[1], found[2] or found[1]
    return words.when(_day(first), _day(last))


def _day(text: str) -> date | None:
    return None if text == "open" else date.fromisoformat(text)


def _people_words(said: str, labels: Mapping[str, str]) -> str:
    return ", ".join(labels.get(person, person) for person in said.split(", "))
