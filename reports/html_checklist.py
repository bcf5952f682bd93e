"""What no chronology can show, as questions that a panel ticks."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from . import words
from .escape import Html, element, join
from .view import View

_NOTE = (
    "Reviews also ask for things that events can’t show: training, offers, supervision, systems. "
    "They are here as questions, so that they are not forgotten. The ticks are not added up."
)
_ANSWERS = "☐ yes  ☐ no  ☐ not known"


def checklist_section(view: View) -> Html:
    """The questions by the review they come from, each with what to look at."""
    items = view.analysis.checklist
    groups = [
        join([element("h3", _review(seed)), element("ol", *(_item(item) for item in listed))])
        for seed, listed in groupby(items, key=lambda item: str(item["seed"]))
    ]
    inside = element(
        "details",
        element("summary", words.number(len(items), "question"), " for the panel"),
        *groups,
    )
    return element(
        "section",
        element("h2", "Checklist", id="checklist-title"),
        element("div", element("p", _NOTE), class_="reading-note"),
        inside if items else element("p", "There is no checklist."),
        id="checklist",
        aria_labelledby="checklist-title",
    )


def _review(seed: str) -> str:
    return f"After the review {seed.replace('-', ' ').title()}"


def _item(item: dict[str, Any]) -> Html:
    rules = ", ".join(item.get("rules") or ())
    more = [f"Look at: {item['looks_at']}", f"From: {item['source']}."]
    more += [f"Rules that show a part of it: {rules}."] if rules else []
    return element(
        "li",
        element("p", element("b", item["question"])),
        element("p", _ANSWERS, class_="ticks"),
        element("p", " ".join(more), class_="quiet"),
    )
