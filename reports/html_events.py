"""The entries as one HTML table, made column by column: a large case has thousands of rows.

The page's script filters, sorts and pages this same table by hiding rows, and reads the long texts
of a record out of it, so they are in the file once.
"""

from __future__ import annotations

from typing import Any

import polars as pl

from . import words
from .ages import age_column
from .escape import Html, element, html, html_column, join
from .view import COLOURS, View, looked_up

FIRST_PAGE = 200
"""Rows shown at once; the script turns the pages. Without it the whole table is shown."""

LONG = 700
"""A text of more characters than this is folded until one asks for all of it."""

_LABELS = {"record": "", "action": "Action", "comment": "Agency’s comment"}

STRUCK_OUT = "Struck out by a tracked change:"

_HEADED = r"(?m)^([^:\n]{1,90}: )"
"""Where an agency's own heading stands before the cell, in a line of ``other``."""

_STRUCK = r"(?m)^((?:[^:‘\n]{1,90}: )?)(.+)$"
"""A line of ``deleted``: the heading, if any, which itself was not struck out, and the words."""


def events_table(view: View) -> Html:
    """The table of all entries, in order of date."""
    heads = [
        _sortable("date", "Date", "ascending"),
        _sortable("agency", "Agency and source", None),
        element("th", "What the record says", scope="col"),
        element("th", "People", scope="col"),
        element("th", "Evidence for", scope="col"),
    ]
    caption = element(
        "caption",
        "Entries in the records supplied, word for word. ",
        element("span", "Undated entries come last.", class_="quiet"),
    )
    body = Html(f"<tbody>{''.join(_rows(view).to_list())}</tbody>")
    return element(
        "table",
        caption,
        element("thead", element("tr", *heads)),
        body,
        id="entries-table",
        class_="entries",
    )


def undated_list(view: View) -> Html:
    """Entries that no date can be given for, under the timeline."""
    rows = view.events.filter(pl.col("undated"))
    items = [
        element(
            "li",
            element(
                "a", _undated_words(view, row), href=f"#e-{row['event_id']}", data_row=row["row"]
            ),
        )
        for row in rows.iter_rows(named=True)
    ]
    if not items:
        return Html("")
    heading = element("h3", "Undated entries", id="undated-title")
    note = element("p", "These could not be placed on the timeline.", class_="quiet")
    return element(
        "div",
        heading,
        note,
        element("ul", *items),
        class_="undated",
        id="undated",
        role="group",
        aria_labelledby="undated-title",
    )


def _undated_words(view: View, row: dict[str, Any]) -> Html:
    said = str(row["record"] or row["action"] or row["other"] or row["comment"] or "")
    short = said if len(said) <= 70 else said[:69].rstrip() + "…"
    return join([element("b", view.agencies[row["agency_row"]].name), " ", short])


def _sortable(key: str, label: str, order: str | None) -> Html:
    inside = [
        element("span", label, class_="plain"),
        element(
            "button",
            label,
            element("span", "", class_="arrow", aria_hidden="true"),
            type="button",
            data_sort=key,
        ),
    ]
    return element("th", *inside, scope="col", aria_sort=order, data_sort=key)


def _rows(view: View) -> pl.Series:
    events = _described(view)
    anchor = html_column(pl.col("event_id"))
    date_cell = pl.concat_str(
        pl.lit('<th scope="row" class="when"><a href="#e-'), anchor, pl.lit('">'),
        html_column(pl.col("when")), pl.lit("</a>"),
        _span("time", pl.col("at").dt.strftime("%H:%M")),
        _span("written", pl.col("written")),
        _span("age", pl.col("age")),
        pl.lit("</th>"),
    )  # fmt: skip
    agency_cell = pl.concat_str(
        pl.lit('<td class="agency"><span class="key k'),
        (pl.col("agency_row") % len(COLOURS)).cast(pl.String),
        pl.lit('"></span><bdi>'), html_column(pl.col("agency_name")),
        pl.lit("</bdi>"), _span("source", pl.col("place")), pl.col("also"), pl.lit("</td>"),
    )  # fmt: skip
    texts = [*(_text(name, label) for name, label in _LABELS.items()), _other(), _struck_out()]
    cells = pl.concat_str(
        pl.lit('<tr id="e-'), anchor, pl.lit('" data-row="'), pl.col("row").cast(pl.String),
        pl.when(pl.col("row") >= FIRST_PAGE).then(pl.lit('" class="later">'))
        .otherwise(pl.lit('">')),
        date_cell, agency_cell, pl.lit('<td class="said">'), *texts, pl.lit("</td><td>"),
        pl.col("people"), pl.lit('</td><td class="evidence-for">'), pl.col("flags"),
        pl.lit("</td></tr>\n"),
    )  # fmt: skip
    return events.select(cells.alias("html")).to_series()


def _described(view: View) -> pl.DataFrame:
    events = view.events
    dates = events.select("earliest", "latest").iter_rows()
    child = view.children[0] if view.children else None
    read = pl.Series("when", [words.when(*interval) for interval in dates], dtype=pl.String)
    names = {at: agency.name for at, agency in enumerate(view.agencies)}
    exact = (pl.col("earliest") == pl.col("latest")) | (pl.col("date_text").fill_null("") == "")
    return (
        events.with_columns(read, age_column(events, child), **_linked(view))
        .with_columns(
            written=pl.when(exact).then(None).otherwise(
                pl.concat_str(pl.lit("written “"), pl.col("date_text"), pl.lit("”"))
            ),
            agency_name=looked_up(pl.col("agency_row"), names, pl.String()),
            place=pl.concat_str("source_file", "source_place", separator=" › ", ignore_nulls=True),
        )
    )  # fmt: skip


def _linked(view: View) -> dict[str, pl.Series]:
    """Who is in each entry, who else recorded it, and which flags it is evidence for, as HTML."""
    flags: list[list[str]] = [[] for _ in range(view.events.height)]
    for flag in view.flags:
        link = element("a", flag.number, href=f"#{flag.anchor}", title=flag.content.get("title"))
        for row in sorted({row for row in flag.rows if row is not None}):
            flags[row].append(link)
    return {
        "people": pl.Series([", ".join(names) for names in _people(view)], dtype=pl.String),
        "also": pl.Series(_also_recorded(view), dtype=pl.String),
        "flags": pl.Series([" ".join(links) for links in flags], dtype=pl.String),
    }


def _people(view: View) -> list[list[str]]:
    """The people of each entry; what the entry calls them and why that is them, as a title."""
    labels = [str(html(person.label)) for person in view.persons]
    told: list[dict[int, str]] = [{} for _ in range(view.events.height)]
    known: dict[tuple[str | None, ...], Html] = {}
    for row, person, *how in view.participants.iter_rows():
        before = told[row].get(person)
        said = known.get(tuple(how)) or known.setdefault(tuple(how), _how_named(*how))
        told[row][person] = f"{before}; {said}" if before else said
    return [
        [f'<bdi title="{said}">{labels[person]}</bdi>' for person, said in of_row.items()]
        for of_row in told
    ]


def _how_named(
    part: str | None, mention: str | None, reason: str | None, confidence: str | None
) -> Html:
    told = (part, words.taken_for(mention, reason, confidence))
    return html(", ".join(said for said in told if said))


def _also_recorded(view: View) -> list[str]:
    """For each entry a link to where it stands beside the other accounts of its happening."""
    links = [""] * view.events.height
    agency_of = view.events["agency_row"]
    for happening in view.happenings:
        for row in happening.rows:
            others = {agency_of[other]: None for other in happening.rows if other != row}
            names = ", ".join(view.agencies[other].name for other in others)
            link = element("a", f"Also recorded by {names}", href=f"#{happening.anchor}")
            links[row] = element("span", link, class_="source also")
    return links


def _span(name: str, value: pl.Expr) -> pl.Expr:
    """A line of a cell; nothing at all where there is nothing to say."""
    line = pl.concat_str(pl.lit(f' <span class="{name}">'), html_column(value), pl.lit("</span>"))
    return pl.when(value.fill_null("") == "").then(pl.lit("")).otherwise(line)


def _text(name: str, label: str) -> pl.Expr:
    """A text of the record; its own words alone in ``data-field``, so that their places hold."""
    before = f'<span class="label">{label}</span> ' if label else ""
    return _paragraph(name, before, html_column(pl.col(name)))


def _other() -> pl.Expr:
    """What stands under headings that are not known, each line with its heading set off."""
    headed = r'<span class="label">${1}</span>'
    return _paragraph("other", "", html_column(pl.col("other")).str.replace_all(_HEADED, headed))


def _struck_out() -> pl.Expr:
    struck = html_column(pl.col("deleted")).str.replace_all(_STRUCK, "${1}<del>${2}</del>")
    return _paragraph("deleted", f'<span class="label">{STRUCK_OUT}</span> ', struck)


def _paragraph(name: str, before: str, inside: pl.Expr) -> pl.Expr:
    """A paragraph of a record; nothing at all where the entry has no such text."""
    value = pl.col(name).fill_null("")
    long = pl.when(value.str.len_chars() > LONG).then(pl.lit(' class="long"')).otherwise(pl.lit(""))
    line = pl.concat_str(
        pl.lit(f'<p>{before}<span data-field="{name}"'), long, pl.lit(">"), inside,
        pl.lit("</span></p>"),
    )  # fmt: skip
    return pl.when(value == "").then(pl.lit("")).otherwise(line)
