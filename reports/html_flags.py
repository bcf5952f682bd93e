"""Flags and questions to agencies as cards: what, why, on which entries, and what to ask."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from . import words
from .escape import Html, element, join
from .html_events import LONG
from .html_knowledge import gain_words
from .html_prose import prose
from .view import Flag, View, as_day

_FEW = 3
_DEFINITE_NOTE = (
    "Definite: the pattern holds wherever within its dates each entry fell. Possible: it holds for "
    "some placing of uncertain dates, not for all."
)


def flags_section(view: View) -> Html:
    """The flags, in order of attention, each a card."""
    flags = [flag for flag in view.flags if not flag.is_gap]
    nothing = (
        "No rule raised a flag. See under “Every rule” which were looked for and which could "
        "not be assessed; it does not show that nothing happened."
    )
    notes = element(
        "div",
        element("p", words.ATTENTION_NOTE),
        element("p", _DEFINITE_NOTE),
        class_="reading-note",
    )
    index = _index(view, flags) if len(flags) > _FEW else Html("")
    return _section(
        "flags", "Flags", len(flags), join([notes, index]), _cards(view, flags), nothing
    )


def _index(view: View, flags: list[Flag]) -> Html:
    """All flags in a list, where there are too many to leaf through."""
    people = {person.person_id: person.label for person in view.persons}
    rows = [
        element(
            "tr",
            element("td", element("a", flag.number, href=f"#{flag.anchor}"), class_="figure"),
            element("th", flag.content.get("title") or flag.content.get("rule"), scope="row"),
            element("td", element("bdi", _person(flag, people))),
            element("td", words.day(flag.raised) if flag.raised else "undated", class_="nowrap"),
            element("td", flag.content.get("attention")),
            element("td", flag.content.get("certainty")),
        )
        for flag in flags
    ]
    heads = ("No.", "Flag", "About", "First shown", "Attention", "Certainty")
    head = element("thead", element("tr", *(element("th", name, scope="col") for name in heads)))
    caption = element("caption", "All flags; each number leads to its card")
    table = element("table", caption, head, element("tbody", *rows))
    return element(
        "div", table, class_="wide index", tabindex="0", role="region", aria_label="All flags"
    )


def _person(flag: Flag, people: Mapping[str, str]) -> str | None:
    person = flag.content.get("person_id")
    return people.get(person or "", person)


def questions_section(view: View) -> Html:
    """Information gaps: what an agency's missing record would have to tell."""
    gaps = [flag for flag in view.flags if flag.is_gap]
    nothing = "No rule met a gap in what agencies submitted."
    note = element(
        "p",
        "Here an expected record is missing where an agency submitted none. That is not a finding "
        "about the family or the agency; it is a question to ask.",
        class_="reading-note",
    )
    title = "Questions to agencies"
    return _section("questions", title, len(gaps), note, _cards(view, gaps), nothing)


def _section(
    name: str, title: str, count: int, note: Html, cards: list[Html], nothing: str
) -> Html:
    heading = element(
        "h2", title, " ", element("span", f"({count})", class_="count"), id=f"{name}-title"
    )
    inside = [note, *cards] if cards else [element("p", nothing)]
    return element("section", heading, *inside, id=name, aria_labelledby=f"{name}-title")


def _cards(view: View, flags: list[Flag]) -> list[Html]:
    cards = {card.get("rule"): card for card in view.analysis.cards}
    people = {person.person_id: person.label for person in view.persons}
    seen: dict[Any, str] = {}
    made = []
    for flag in flags:
        rule = flag.content.get("rule")
        made.append(_card(view, flag, cards.get(rule, {}), people, seen.get(rule)))
        seen.setdefault(rule, flag.number)
    return made


def _card(
    view: View,
    flag: Flag,
    card: Mapping[str, Any],
    people: Mapping[str, str],
    told_at: str | None,
) -> Html:
    """A flag's card; on paper the rule is only explained on its first card, at ``told_at``."""
    content = flag.content
    title_id = f"{flag.anchor}-title"
    heading = element(
        "h3",
        element("span", flag.number, class_=f"number {_shape(flag)}"),
        element("span", content.get("title") or content.get("rule")),
        id=title_id,
    )
    again = f"For how this rule works and its limits see {told_at}." if told_at else None
    return element(
        "article",
        element("header", heading, _show_button(flag, title_id)),
        _facts(flag, people),
        element("p", content.get("explanation"), class_="explanation"),
        _gain(flag),
        _question(flag),
        _evidence(view, flag),
        _about(flag, card, again=bool(told_at)),
        element("p", again, class_="print-only quiet") if again else None,
        id=flag.anchor,
        class_="card",
        aria_labelledby=title_id,
        tabindex="-1",
    )


def _show_button(flag: Flag, title_id: str) -> Html:
    return element(
        "button",
        "Show on the timeline",
        type="button",
        class_="needs-script",
        data_flag=flag.content.get("flag_id"),
        aria_describedby=title_id,
    )


def _gain(flag: Flag) -> Html | None:
    """What putting the records together added to this flag."""
    said = gain_words(flag)
    return element("p", said[:1].upper() + said[1:], class_="gain") if said else None


def _question(flag: Flag) -> Html | None:
    question = flag.content.get("question")
    if not question:
        return None
    asked = "Question to the agency: " if flag.is_gap else "Question for the panel: "
    return element("p", element("b", asked), question, class_="question")


def _shape(flag: Flag) -> str:
    if flag.is_gap:
        return "gap"
    return "definite" if flag.content.get("certainty") == "definite" else "possible"


def _facts(flag: Flag, people: Mapping[str, str]) -> Html:
    content = flag.content
    attention, certainty = content.get("attention") or "", content.get("certainty") or ""
    first, last = as_day(content.get("first_date")), as_day(content.get("last_date"))
    pairs = [
        ("Attention", f"{attention}: {words.ATTENTION.get(attention, '')}" if attention else None),
        ("Certainty", certainty),
        ("About", _person(flag, people)),
        ("Evidence dated", _from_to(first, last)),
        ("First shown by the records", words.day(flag.raised) if flag.raised else None),
    ]
    return element(
        "dl",
        *(
            element("div", element("dt", term), element("dd", element("bdi", said)))
            for term, said in pairs
            if said
        ),
        class_="facts",
    )


def _from_to(first: date | None, last: date | None) -> str | None:
    days = [words.day(day) for day in (first, last) if day]
    return " to ".join(dict.fromkeys(days)) or None


def _evidence(view: View, flag: Flag) -> Html | None:
    evidence = flag.content.get("evidence") or []
    if not evidence:
        return None
    heads = ("Part in this flag", "Date", "Agency", "Words of the record", "Source")
    rows = [_evidence_row(view, row, item) for row, item in zip(flag.rows, evidence, strict=True)]
    caption = f"Evidence: {words.number(len(evidence), 'entry', 'entries')}"
    return element(
        "table",
        element("caption", caption),
        element("thead", element("tr", *(element("th", head, scope="col") for head in heads))),
        element("tbody", *rows),
        class_="evidence",
    )


def _evidence_row(view: View, row: int | None, item: Mapping[str, Any]) -> Html:
    said = item.get("quote") or ""
    dated = as_day(item.get("date"))
    told = words.day(dated) if dated else item.get("date")
    if row is not None:
        earliest, latest = view.events.select("earliest", "latest").row(row)
        told = words.when(earliest, latest)
        date_cell = element("a", told, href=f"#e-{item.get('event_id')}", data_row=row)
    else:
        date_cell = join([told])
    quote = element("q", said, class_="long" if len(said) > LONG else None) if said else None
    return element(
        "tr",
        element("th", words.plain(item.get("part") or ""), scope="row"),
        element("td", date_cell, class_="nowrap" if len(str(told)) < 14 else None),
        element("td", element("bdi", item.get("agency"))),
        element("td", quote, class_="said"),
        element("td", item.get("source"), class_="source"),
    )


def _about(flag: Flag, card: Mapping[str, Any], *, again: bool) -> Html:
    """What the flag rests on, folded away: limits, how the rule works, its numbers, its sources."""
    parts = [
        ("Known limits", "limits"),
        ("What it looks for", "looks_for"),
        ("Why it matters", "why"),
    ]
    inside: list[Html | None] = [
        join([element("h4", head), prose(str(card[key]))]) for head, key in parts if card.get(key)
    ]
    inside += [
        _listed("Questions the panel may ask", card.get("questions")),
        _parameters(flag, card),
        _listed("Sources", card.get("sources")),
        element(
            "p",
            *("Rule ", element("code", flag.content.get("rule")), ", version "),
            flag.content.get("rule_version") or card.get("version") or "not given",
            class_="quiet",
        ),
    ]
    summary = element("summary", "Known limits, how this rule works, parameters, sources")
    return element("details", summary, *inside, class_="again" if again else None)


def _listed(title: str, items: Any) -> Html | None:
    if not items:
        return None
    items = [items] if isinstance(items, str) else items
    return join([element("h4", title), element("ul", *(element("li", item) for item in items))])


def _parameters(flag: Flag, card: Mapping[str, Any]) -> Html | None:
    """The numbers the rule ran with; where a card says what they mean and rest on, that too."""
    told = {item.get("name"): item for item in card.get("parameters") or []}
    pairs = [
        element(
            "div",
            element("dt", words.plain(name)),
            element("dd", _value(value), _rests_on(told.get(name, {}))),
        )
        for name, value in sorted((flag.content.get("parameters") or {}).items())
    ]
    if not pairs:
        return None
    return join([element("h4", "Parameters used"), element("dl", *pairs, class_="parameters")])


def _rests_on(item: Mapping[str, Any]) -> Html | None:
    said = [item.get("meaning"), item.get("basis"), item.get("source")]
    if item.get("changed"):
        said.append("changed for this case")
    told = "; ".join(str(one) for one in said if one)
    return element("span", f" {told}", class_="quiet") if told else None


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (list, tuple)):
        return ", ".join(words.plain(str(item)) for item in value) or "none"
    return str(value)
