"""The top of the page and the frame of the timeline: what this is and how to read and handle it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from chronology.tables import FOOTER

from . import words
from .ages import birth_words
from .escape import Html, element, html, join
from .html_events import undated_list
from .timeline_lanes import known_days
from .view import Flag, View

_PARTS = (
    ("timeline", "Timeline"),
    ("flags", "Flags"),
    ("questions", "Questions to agencies"),
    ("accounts", "Two or more accounts"),
    ("entries", "Entries"),
    ("knowledge", "Who knew what"),
    ("people", "People"),
    ("rules", "Every rule"),
    ("checklist", "Checklist"),
    ("agencies", "Agencies"),
    ("remarks", "Remarks on returns"),
    ("files", "Files"),
)


def header(view: View) -> Html:
    """Handling note, title, the case in a line, what the report is not, and where to go."""
    links = [element("li", element("a", name, href=f"#{part}")) for part, name in _PARTS]
    return element(
        "header",
        element("p", words.HANDLING, ". ", words.PROCEEDINGS, class_="handling"),
        element(
            "div",
            element("h1", "Merged chronology ", element("bdi", view.analysis.case_id)),
            element("p", join(_case_line(view), " · "), class_="case-line"),
            class_="title",
        ),
        element(
            "div",
            element("p", element("b", FOOTER)),
            element("p", words.LIVE_CASE),
            _restricted(view.analysis.view),
            class_="notices",
        ),
        element("nav", element("ul", *links), aria_label="Parts of this report"),
    )


def _case_line(view: View) -> list[Html]:
    returned = sum(agency.entries > 0 for agency in view.agencies)
    flags = sum(not flag.is_gap for flag in view.flags)
    gaps = len(view.flags) - flags
    period = None
    if view.review_from and view.review_to:
        period = f"Review period {words.day(view.review_from)} to {words.day(view.review_to)}"
    told = [
        period,
        f"Index incident {words.day(view.incident)}" if view.incident else None,
        f"{words.number(view.events.height, 'entry', 'entries')} from "
        f"{words.number(returned, 'agency', 'agencies')}",
        words.number(flags, "flag"),
        f"{words.number(gaps, 'question')} to agencies",
    ]
    return [element("span", said) for said in told if said]


def _restricted(kept: Mapping[str, Any]) -> Html | None:
    """A view that leaves something out says so at the top, and how much it left out."""
    said = []
    if kept.get("blind"):
        said.append("Blind view: the index incident and all that may follow it are left out.")
    if kept.get("as_known_on"):
        said.append(f"Only what had been recorded or shared by {kept['as_known_on']} is shown.")
    if kept.get("agency"):
        said.append(f"Only what {kept['agency']} recorded or was told is shown.")
    hidden = kept.get("hidden") or {}
    parts = [
        f"{hidden[key]:,} {name}"
        for key, name in (
            ("later", "later"),
            ("other_agencies", "of other agencies"),
            ("undated", "without a known day"),
        )
        if hidden.get(key)
    ]
    if parts:
        said.append(f"Entries left out: {', '.join(parts)}.")
    return element("p", element("b", " ".join(said))) if said else None


def contents(view: View) -> Html:
    """What a reader of paper finds where; on a screen the links at the top do this."""
    listed = [
        element(
            "li", element("b", flag.number), " ", flag.content.get("title"),
            element("span", f" ({', '.join(_words_of(flag))})", class_="quiet"),
        )
        for flag in view.flags
    ]  # fmt: skip
    titles = {card.get("rule"): card.get("title") for card in view.analysis.cards}
    unknown = [
        str(titles.get(outcome.get("rule")) or outcome.get("rule"))
        for outcome in view.analysis.outcomes
        if outcome.get("status") in ("not_assessable", "failed")
    ]
    return element(
        "section",
        element("h2", "In this report"),
        element("ul", *listed) if listed else element("p", "No flag was raised."),
        element("p", "Could not be assessed: ", "; ".join(unknown), ".") if unknown else None,
        element(
            "p",
            "The timeline, each flag, accounts of one happening side by side, every entry, who is "
            "who, every rule, remarks for the agencies and every file follow.",
        ),
        class_="print-only contents",
    )


def _words_of(flag: Flag) -> list[str]:
    content = flag.content
    attention = f"attention {content['attention']}" if content.get("attention") else ""
    kind = "question to an agency" if flag.is_gap else ""
    return [said for said in (kind, content.get("certainty"), attention) if said]


def timeline_section(view: View) -> Html:
    """The frame that the script draws the timeline into, its legend, and its content in words."""
    return element(
        "section",
        element(
            "div", element("h2", "Timeline", id="timeline-title"), _zoom_buttons(view),
            class_="timeline-head",
        ),
        element(
            "p",
            "The picture needs JavaScript. Everything it shows is also in the table of entries and "
            "the list of flags below.",
            class_="no-script",
        ),
        element("p", id="drawn", class_="quiet", role="status"),
        element(
            "figure",
            element(
                "div", element("p", "Drawing the timeline…", class_="quiet"),
                id="chart", class_="needs-script", tabindex="0", role="group",
                aria_label="Timeline. Left and right arrow keys go through the entries, plus and "
                "minus zoom, Home and End go to the first and last entry.",
                aria_describedby="summary",
            ),
            element(
                "figcaption", _legend(),
                element("p", _summary(view), id="summary", class_="summary"),
            ),
        ),
        undated_list(view),
        id="timeline",
        aria_labelledby="timeline-title",
    )  # fmt: skip


def _zoom_buttons(view: View) -> Html:
    choices = [("in", "Zoom in"), ("out", "Zoom out"), ("earlier", "Earlier"), ("later", "Later")]
    if view.review_from and view.review_to:
        choices.append(("review", "Review period"))
    choices.append(("all", "All dates"))
    buttons = [element("button", name, type="button", data_zoom=key) for key, name in choices]
    child = None
    if len(view.children) > 1:
        options = [
            element("option", person.label, value=index)
            for index, person in enumerate(view.children)
        ]
        child = element("label", "Age of ", element("select", *options, id="age-of"))
    return element("div", *buttons, child, class_="zoom needs-script")


_ICONS = (
    ('<circle cx="9" cy="9" r="5" fill="currentColor"/>', "day known"),
    (
        '<path d="M1 9h16" stroke="#b8c0c7" stroke-width="6"/>'
        '<path d="M9 3l6 6-6 6-6-6z" fill="none" stroke="currentColor" stroke-width="2"/>',
        "day uncertain: somewhere within the bar",
    ),
    (
        '<circle cx="9" cy="9" r="5" fill="none" stroke="currentColor" stroke-width="2"/>',
        "person named, not recorded as present",
    ),
    ('<circle cx="9" cy="9" r="8" fill="#3a2f6b"/>', "definite flag"),
    (
        '<path d="M9 1l8 8-8 8-8-8z" fill="#fff" stroke="#3a2f6b" stroke-width="2"/>',
        "possible flag",
    ),
    (
        '<path d="M2 2h14v14H2z" fill="#fff" stroke="#3a2f6b" stroke-width="2"/>',
        "question to an agency",
    ),
    ('<path d="M0 3h18v12H0z" fill="#dfe7ee"/>', "time a return covers; outside it, no record "
     "submitted"),
)  # fmt: skip


def _legend() -> Html:
    frame = '<svg viewBox="0 0 18 18" width="16" height="16" aria-hidden="true">'
    items = [element("li", Html(f"{frame}{icon}</svg>"), html(meaning)) for icon, meaning in _ICONS]
    return element("ul", *items, class_="legend needs-script", aria_label="How to read the marks")


def _summary(view: View) -> str:
    """The picture in words, for whoever cannot or need not see it."""
    days = known_days(view)
    between = f" between {words.day(days[0])} and {words.day(days[1])}" if days else ""
    undated = view.events["undated"].sum()
    uncertain = view.events.filter(
        ~pl.col("undated") & (pl.col("earliest") != pl.col("latest"))
    ).height
    not_asked = ("professional", "unborn")
    unseen = [p.label for p in view.persons if not p.present and p.role not in not_asked]
    unplaced = [flag.number for flag in view.flags if not flag.raised]
    told = [
        f"{words.number(view.events.height, 'entry', 'entries')}{between}; "
        f"{uncertain:,} with an uncertain date, {undated:,} undated.",
        *(f"{child.label} was {birth_words(child)}." for child in view.children),
        "A mark has the colour of the agency whose entry it is.",
        f"The index incident was on {words.day(view.incident)}." if view.incident else "",
        f"No entry records as present: {', '.join(unseen)}." if unseen else "",
        f"Without a date, so not on the picture: {', '.join(unplaced)}." if unplaced else "",
    ]
    return " ".join(part for part in told if part)
