"""Who is who: what agencies call each person and why that is taken to be them; professionals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from . import words
from .ages import birth_words
from .escape import Html, element, join
from .html_mentions import mentions
from .html_tables import wide_table
from .view import Person, View

_FEW_AGENCIES = 3
"""Words of more agencies than this are folded under the words of all of them."""

_FEW_WORDS = 6
_FEW_PROFESSIONALS = 12


def people_section(view: View) -> Html:
    """The family's persons with the words for them, the professionals, and who was not found."""
    heading = element("h2", "People", id="people-title")
    note = element(
        "div",
        element(
            "p",
            "Whom the words of the records are taken to mean, and in how many entries. Certain: "
            f"{words.SURENESS['certain']}. Likely: {words.SURENESS['likely']}; please check it.",
        ),
        class_="reading-note",
    )
    return element(
        "section",
        heading,
        note,
        _family(view),
        _professionals(view),
        mentions(view),
        id="people",
        aria_labelledby="people-title",
    )


# ------------------------------------------------------------------------------------ the family


def _family(view: View) -> Html:
    called: dict[str, list[Mapping[str, Any]]] = {}
    for item in (view.analysis.ledger.get("people") or {}).get("called") or []:
        called.setdefault(item["person_id"], []).append(item)
    agencies = {agency.agency_id: agency.name for agency in view.agencies}
    bodies = [
        _person_rows(person, called.get(person.person_id, []), agencies)
        for person in view.persons
        if person.role != "professional"
    ]
    if not bodies:
        return element("p", "The records supplied name nobody of the family.")
    heads = ("Person", "What agencies call them", "Why that is taken to be them", "How sure")
    return wide_table("family-table", "The family and those around it", heads, bodies)


def _person_rows(
    person: Person, called: list[Mapping[str, Any]], agencies: Mapping[str, str]
) -> list[Html]:
    """A person's rows: one for each reason for which words are taken to mean them."""
    reasons = _by_reason(called)
    head = element("th", *_described(person), scope="rowgroup", rowspan=max(1, len(reasons)))
    if not reasons:
        unnamed = "No entry in the records supplied has words that are taken to mean them."
        said = unnamed if not person.named else "The words were not kept."
        return [element("tr", head, element("td", said, colspan=3, class_="quiet"))]
    return [
        element(
            "tr",
            head if nth == 0 else None,
            element("td", _words_by_agency(items, agencies)),
            element("td", reason),
            element("td", sure),
        )
        for nth, (sure, reason, items) in enumerate(reasons)
    ]


def _by_reason(
    called: Iterable[Mapping[str, Any]],
) -> list[tuple[str, str, list[Mapping[str, Any]]]]:
    """What is called so for one reason, the surest and the most frequent reason first."""
    groups: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for item in called:
        groups.setdefault((item["confidence"] or "", item["reason"] or ""), []).append(item)
    order = sorted(groups, key=lambda key: (key[0] != "certain", -_entries(groups[key]), key))
    return [(sure, reason, groups[sure, reason]) for sure, reason in order]


def _entries(items: Iterable[Mapping[str, Any]]) -> int:
    return sum(item["entries"] for item in items)


def _described(person: Person) -> list[Html]:
    number = words.number(person.named, "entry", "entries")
    there = f"present in {person.present:,}" if person.present else "never recorded as present"
    told = [
        words.ROLE.get(person.role) or words.plain(person.role),
        birth_words(person) or None,
        f"in {number}, {there}" if person.named else "in no entry",
    ]
    name = element("bdi", person.label)
    return [name, *(element("span", said, class_="source") for said in told if said)]


def _words_by_agency(items: list[Mapping[str, Any]], agencies: Mapping[str, str]) -> Html:
    """The words with their numbers, agency by agency; many agencies are folded."""
    ordered = sorted(items, key=lambda item: (agencies.get(item["agency"] or "", ""), _rank(item)))
    lines = [
        element(
            "li",
            element("span", agencies.get(agency or "") or agency or "not named", ": "),
            _listed((item["mention"], item["entries"]) for item in of_agency),
        )
        for agency, of_agency in groupby(ordered, key=lambda item: item["agency"])
    ]
    if len(lines) <= _FEW_AGENCIES:
        return element("ul", *lines, class_="plain-list")
    total: Counter[str] = Counter()
    for item in items:
        total[item["mention"]] += item["entries"]
    most = sorted(total.items(), key=lambda pair: (-pair[1], pair[0]))
    rest = words.number(len(most) - _FEW_WORDS, "word") if len(most) > _FEW_WORDS else None
    said = [_listed(most[:_FEW_WORDS]), f" and {rest} more" if rest else None]
    summary = element("summary", *said, f", by {len(lines)} agencies")
    return element("details", summary, element("ul", *lines, class_="plain-list"))


def _rank(item: Mapping[str, Any]) -> tuple[int, str]:
    return -item["entries"], item["mention"]


def _listed(said: Iterable[tuple[str, int]]) -> Html:
    return join(
        (join([element("q", mention), f" ({entries:,})"]) for mention, entries in said),
        between=", ",
    )


# --------------------------------------------------------------------------------- professionals


def _professionals(view: View) -> Html:
    """Professionals by their numbers; their names stand only in the entries, one link away."""
    heading = element("h3", "Professionals")
    persons = [
        (at, person) for at, person in enumerate(view.persons) if person.role == "professional"
    ]
    if not persons:
        nobody = "The records supplied name no professional whose work they tell."
        return join([heading, element("p", nobody)])
    first = _first_entries(view)
    items = [element("li", _professional(view, person, first.get(at))) for at, person in persons]
    note = (
        "Numbers are in the order in which the records first name them. The names themselves stand "
        "only in the entries; each number leads to its first entry."
    )
    listed = element("ul", *items, class_="plain-list in-columns")
    if len(items) > _FEW_PROFESSIONALS:
        summary = element("summary", words.number(len(items), "professional"))
        listed = element("details", summary, listed)
    return join([heading, element("p", note, class_="quiet"), listed])


def _professional(view: View, person: Person, row: int | None) -> Html:
    name = element("bdi", person.label)
    if row is None:
        return join([name, ": in no entry"])
    link = element("a", name, href=f"#e-{view.events['event_id'][row]}", data_row=row)
    return join([link, f": {words.number(person.named, 'entry', 'entries')}"])


def _first_entries(view: View) -> dict[int, int]:
    """For each person the first row that has them; undated entries come last."""
    first: dict[int, int] = {}
    for row, person in view.participants.select("row", "person").iter_rows():
        first[person] = min(row, first.get(person, row))
    return first
