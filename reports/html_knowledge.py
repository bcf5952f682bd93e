"""Who knew what, and what only the records put together show."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from . import words
from .escape import Html, element, join
from .html_tables import wide_table
from .view import Flag, View, as_day

_NOTE = (
    "When each agency’s records first show that it knew something of the family. “No evidence” "
    "means that the records supplied don’t show it, not that nobody there knew. Nothing is added "
    "up: a family with many rows is not more of a risk than one with few."
)


def knowledge_section(view: View) -> Html:
    """A table of factors by agencies, and the flags that no agency's own records show."""
    return element(
        "section",
        element("h2", "Who knew what", id="knowledge-title"),
        element("div", element("p", _NOTE), class_="reading-note"),
        _table(view),
        _only_merged(view),
        id="knowledge",
        aria_labelledby="knowledge-title",
    )


def _table(view: View) -> Html:
    rows = view.analysis.knowledge
    if not rows:
        return element("p", "The records supplied speak of none of the things in this table.")
    agencies = list(dict.fromkeys(row["agency"] for row in rows))
    topics: dict[tuple[str, str | None], dict[str, Mapping[str, Any]]] = {}
    for row in rows:
        topics.setdefault((row["factor"], row["who"]), {})[row["agency"]] = row
    body = [
        element(
            "tr",
            element("th", _topic(factor, who), scope="row"),
            *(_cell(view, told[agency], _first(told)) for agency in agencies),
        )
        for (factor, who), told in topics.items()
    ]
    caption = "What each agency’s records show that it knew, and since when"
    return wide_table("knowledge-table", caption, ["What", *agencies], [body], class_="knowledge")


def _topic(factor: str, who: str | None) -> str:
    if who in (None, "unknown"):
        return factor
    return f"{factor}: {words.plain(str(who))}"


def _first(told: Mapping[str, Mapping[str, Any]]) -> date | None:
    """The first day on which any agency knew."""
    return min(filter(None, (as_day(row["first_known"]) for row in told.values())), default=None)


def _cell(view: View, row: Mapping[str, Any], first: date | None) -> Html:
    if row["how"] == "no evidence":
        return element("td", "no evidence", class_="quiet")
    day = as_day(row["first_known"])
    when = element("a", words.day(day) if day else "undated", href=f"#e-{row['event_id']}")
    later = (day - first).days if day and first else 0
    said = [
        "first" if day and day == first else f"{words.number(later, 'day')} later" if later else "",
        "told by another agency" if row["how"] == "told by another" else "",
    ]
    more = "; ".join(filter(None, said))
    return element("td", when, element("span", f" {more}", class_="quiet") if more else None)


def _only_merged(view: View) -> Html:
    flags = [flag for flag in view.flags if not flag.is_gap and flag.content.get("joined_up")]
    alone = [flag for flag in flags if gain_of(flag)["only_merged"]]
    sooner = [flag for flag in flags if gain_of(flag)["days_gained"]]
    if not alone and not sooner:
        text = "Every flag here is one that some agency’s own records would have raised as soon."
        return element("p", text) if flags else element("p", "No flag was raised.")
    return join(
        [
            element("h3", "What the records show only together"),
            element("ul", *(element("li", _link(flag), ": ", gain_words(flag)) for flag in alone)),
            element("ul", *(element("li", _link(flag), ": ", gain_words(flag)) for flag in sooner)),
        ]
    )


def gain_of(flag: Flag) -> Mapping[str, Any]:
    """What joining up gained for a flag; see ``flags.json``."""
    found: Mapping[str, Any] = flag.content.get("joined_up") or {}
    return {"only_merged": False, "alone": [], "days_gained": None, **found}


def gain_words(flag: Flag) -> str:
    """What joining up gained, in a sentence; empty where it gained nothing."""
    gain = gain_of(flag)
    if gain["only_merged"]:
        return "no one agency’s own records show this, only the merged timeline does."
    if gain["days_gained"]:
        first = min(filter(lambda one: one["raised_on"], gain["alone"]), key=_raised)
        day, sooner = as_day(_raised(first)), words.number(gain["days_gained"], "day")
        return (
            f"the merged timeline shows this {sooner} sooner than "
            f"any agency’s own records ({first['agency']}, {words.day(day) if day else 'undated'})."
        )
    return ""


def _raised(one: Mapping[str, Any]) -> str:
    return str(one["raised_on"])


def _link(flag: Flag) -> Html:
    return element("a", flag.number, " ", flag.content.get("title"), href=f"#{flag.anchor}")
