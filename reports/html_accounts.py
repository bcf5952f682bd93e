"""Two or more accounts of one happening, side by side, with why they were linked and what differs.

Nothing is merged: each account stays an entry of its own, with its own date and words.
"""

from __future__ import annotations

from typing import Any

import polars as pl

from . import words
from .escape import Html, element
from .happenings import Happening
from .html_events import LONG
from .html_tables import wide_table
from .view import View

NOT_RECORDED = "not recorded"
_FEW = 6
"""With more happenings than this, accounts that do not differ are folded away."""

_NO_DIFFERENCE = (
    "nothing in the date, the time, who was present, the explanation given or whether the child "
    "was seen, as far as they are recorded."
)

_TEXTS = (
    ("record", "What the record says"),
    ("action", "Action"),
    ("comment", "Agency’s comment"),
    ("other", "Under other headings"),
)


def accounts_section(view: View) -> Html:
    """Every happening that two or more entries tell of."""
    found = view.happenings
    heading = element(
        "h2", "Two or more accounts of one happening ",
        element("span", f"({len(found)})", class_="count"), id="accounts-title",
    )  # fmt: skip
    note = element(
        "div",
        element(
            "p",
            "These entries are taken to tell of one happening. It counts once where a rule counts "
            "happenings. Nothing is merged: each account stays as it was sent, and what one of "
            "them leaves out is shown as not recorded. That alone is not a difference.",
        ),
        class_="reading-note",
    )
    columns = view.events.columns
    entries = {row: dict(zip(columns, view.events.row(row), strict=True)) for row in _rows(found)}
    present = _present(view)
    folded = len(found) > _FEW
    articles = [_article(view, it, entries, present, folded=folded) for it in found]
    nothing = element("p", "No two entries were taken to tell of one happening.")
    inside = [note, *articles] if articles else [nothing]
    return element("section", heading, *inside, id="accounts", aria_labelledby="accounts-title")


def _rows(found: tuple[Happening, ...]) -> list[int]:
    return sorted({row for happening in found for row in happening.rows})


def _present(view: View) -> dict[int, str]:
    """Who was there, for each entry that says so."""
    names: dict[int, dict[str, None]] = {}
    there = view.participants.filter(pl.col("part") == "present")
    for row, person in there.select("row", "person").iter_rows():
        names.setdefault(row, {})[view.persons[person].label] = None
    return {row: ", ".join(found) for row, found in names.items()}


def _article(
    view: View,
    happening: Happening,
    entries: dict[int, dict[str, Any]],
    present: dict[int, str],
    *,
    folded: bool,
) -> Html:
    title_id = f"{happening.anchor}-title"
    told = [entries[row] for row in happening.rows]
    agencies = [view.agencies[entry["agency_row"]].name or "not named" for entry in told]
    day = words.when(told[0]["earliest"], told[0]["latest"])
    title = f"{day}: {', '.join(dict.fromkeys(agencies))}"
    there = [present.get(row) for row in happening.rows]
    accounts = _side_by_side(happening, told, agencies, there)
    if folded:
        summary = element("summary", f"The {len(told)} accounts side by side")
        accounts = element("details", summary, accounts, open=bool(happening.differs))
    why = "; ".join(happening.why) or "the agencies' entries were linked"
    return element(
        "article",
        element("h3", title, id=title_id),
        element("p", element("b", "Why they are taken for one: "), f"{why}."),
        _differences(happening, agencies),
        accounts,
        id=happening.anchor,
        class_="card accounts",
        aria_labelledby=title_id,
        tabindex="-1",
    )


def _differences(happening: Happening, agencies: list[str]) -> Html:
    if not happening.differs:
        return element("p", element("b", "What differs: "), _NO_DIFFERENCE)
    rows = [
        element(
            "tr",
            element("th", item.what[:1].upper() + item.what[1:], scope="row"),
            *(element("td", said) if said else _missing() for said in item.says),
        )
        for item in happening.differs
    ]
    heads = ("What", *(element("bdi", name) for name in agencies))
    label = f"What differs, happening {happening.number}"
    return wide_table(None, "What differs", heads, [rows], label=label)


def _missing() -> Html:
    return element("td", NOT_RECORDED, class_="quiet")


def _side_by_side(
    happening: Happening,
    told: list[dict[str, Any]],
    agencies: list[str],
    present: list[str | None],
) -> Html:
    """A column an account; a row that no account fills is left out."""
    days = [
        element("a", words.when(entry["earliest"], entry["latest"]), href=f"#e-{entry['event_id']}")
        for entry in told
    ]
    times = [entry["at"].strftime("%H:%M") if entry["at"] else None for entry in told]
    lines: list[tuple[str, list[Any]]] = [("Date", days), ("Time", times), ("Present", present)]
    lines += [(label, [_prose(entry[name]) for entry in told]) for name, label in _TEXTS]
    rows = [
        element(
            "tr",
            element("th", label, scope="row"),
            *(element("td", said, class_="said") if said else _missing() for said in cells),
        )
        for label, cells in lines
        if any(cells)
    ]
    heads = ("Part of the account", *(element("bdi", name) for name in agencies))
    label = f"The accounts side by side, happening {happening.number}"
    caption = "The accounts side by side"
    return wide_table(None, caption, heads, [rows], label=label, class_="side-by-side")


def _prose(text: str | None) -> Html | None:
    if not text:
        return None
    return element("span", text, class_="long" if len(text) > LONG else None)
