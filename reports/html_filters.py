"""The filters that the timeline and the table share. Plain form controls; the script reads them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import polars as pl

from . import concepts, words
from .escape import Html, element, html, join
from .html_data import good_rows, key_rows
from .view import COLOURS, View


class Choice(NamedTuple):
    """One thing to filter by, and how many entries (or flags) it stands for."""

    value: str
    label: object
    entries: int


def filters(view: View) -> Html:
    """The bar of filters with the count of entries shown."""
    total = view.events.height
    return element(
        "form",
        element("h2", "Filter entries", class_="hidden", id="filters-title"),
        element(
            "div",
            _pick("agency", "Agency", _agencies(view)),
            _pick("person", "Person", _people(view)),
            _pick("concept", "Subject", _concepts(view), _said()),
            _pick("flag", "Flag", _rules(view)),
            _search(),
            element("button", "Clear filters", type="button", id="clear"),
            class_="filters-row",
        ),
        element(
            "div",
            _dates(),
            _toggle("key", "Key events only", len(key_rows(view)), _KEY),
            _toggle("good", "Good practice", len(good_rows(view)), _GOOD),
            element("p", f"{total:,} of {total:,} entries", id="count", role="status"),
            class_="filters-row",
        ),
        id="filters",
        class_="needs-script",
        aria_labelledby="filters-title",
        autocomplete="off",
    )


_KEY = "Entries that are evidence of a flag, say that a key subject is so, or are of the incident"
_GOOD = "Entries in which coded words speak of good practice, engagement or protection"


def _pick(name: str, label: str, choices: Iterable[Choice], extra: Html | None = None) -> Html:
    boxes = [
        element(
            "label",
            element("input", type="checkbox", name=name, value=choice.value),
            element("span", choice.label, class_="name"),
            element("span", f"{choice.entries:,}", class_="count"),
        )
        for choice in choices
    ]
    inside = boxes or [element("p", "None in this case.", class_="quiet")]
    return element(
        "details",
        element("summary", label, " ", element("span", "all", class_="chosen")),
        element(
            "fieldset", element("legend", f"Show entries by {label.lower()}"), extra,
            element("div", *inside, class_="choices"),
        ),
        class_="pick",
        data_filter=name,
    )  # fmt: skip


def _agencies(view: View) -> list[Choice]:
    return [
        Choice(
            agency.agency_id,
            join([element("span", class_=f"key k{at % len(COLOURS)}"), agency.name]),
            agency.entries,
        )
        for at, agency in enumerate(view.agencies)
    ]


def _people(view: View) -> list[Choice]:
    """The people to filter by; the numbered professionals have a list of their own."""
    return [
        Choice(person.person_id, person.label, person.named)
        for person in view.persons
        if not person.is_numbered
    ]


def _concepts(view: View) -> list[Choice]:
    counts = view.signals.group_by("concept").agg(pl.col("row").n_unique()).drop_nulls().iter_rows()
    named = ((concept, concepts.name_of(concept), count) for concept, count in counts)
    return [Choice(*choice) for choice in sorted(named, key=lambda choice: choice[1].casefold())]


def _rules(view: View) -> list[Choice]:
    rules: dict[str, list[str]] = {}
    titles: dict[str, str] = {}
    for flag in view.flags:
        rule = str(flag.content.get("rule"))
        rules.setdefault(rule, []).append(flag.number)
        titles.setdefault(rule, str(flag.content.get("title") or rule))
    return [
        Choice(rule, f"{', '.join(numbers)}: {titles[rule]}", _evidence(view, rule))
        for rule, numbers in rules.items()
    ]


def _evidence(view: View, rule: str) -> int:
    of_rule = (flag for flag in view.flags if str(flag.content.get("rule")) == rule)
    return len({row for flag in of_rule for row in flag.rows if row is not None})


def _said() -> Html:
    ways = [("", "In any way"), *((name, f"{words.plain(name).capitalize()}: {meaning}")
            for name, meaning in words.STATUS.items())]  # fmt: skip
    options = [element("option", label, value=value) for value, label in ways]
    return element(
        "label", "How it is said ", element("select", *options, name="said"), class_="above"
    )


def _dates() -> Html:
    """Two days as text: a browser's own date field would ask for them month first on many PCs."""
    fields = [
        element(
            "label",
            element("span", label),
            element(
                "input", type="text", name=name, placeholder="dd/mm/yyyy", size="11",
                maxlength="24", spellcheck="false", aria_describedby="date-form date-problem",
            ),
            class_="field",
        )
        for name, label in (("from", "From"), ("to", "To"))
    ]  # fmt: skip
    form = element("span", "Dates as dd/mm/yyyy", id="date-form", class_="hidden")
    problem = element("p", "", id="date-problem", role="alert", class_="problem")
    return join([*fields, form, problem])


def _search() -> Html:
    box = element("input", type="search", name="q", placeholder="Words in the record")
    return element("label", element("span", "Search"), box, class_="field grows")


def _toggle(name: str, label: str, count: int, title: str) -> Html:
    return element(
        "label",
        element("input", type="checkbox", name=name, value="1"),
        html(label), " ", element("span", f"{count:,}", class_="count"),
        class_="toggle",
        title=title,
    )  # fmt: skip
