"""Where a return says nothing for much longer than its agency usually does.

A silence is looked for between the entries, and at the beginning and the end of the days that the
agency was asked about. It may be that nothing happened; only the agency can say so.
"""

from __future__ import annotations

import re
from typing import Any

import polars as pl

from chronology.records.return_facts import by_agency

FEWEST_DATES = 10
"""Project default: an agency with entries on fewer days has no usual gap."""

LONG_DAYS = 90
"""Project default: a shorter silence is not remarked on."""

TIMES_USUAL = 5
"""Project default: nor is one that is not so many times the usual gap."""

MOST = 3
"""Project default: an agency with more silences than this is one that is not seen regularly."""

WIDEST_DAYS = 92
"""A season. What is dated more vaguely may have happened anywhere, and fills no silence."""

HISTORY = 3
"""Nobody asked for a return's first few entries where its own entries are all that bounds it."""

LONG = (pl.col("days") >= LONG_DAYS) & (pl.col("days") >= TIMES_USUAL * pl.col("usual"))

CALLED_OUT = ("ambulance", "hospital", "pharmacy", "police", "urgent_care")
"""They are called when something happens: they have no usual gap."""

BEGINS = re.compile(
    r"\b(?:referr|book|regist|new birth|birth|born|allocat|open|transfer|mov(?:ed|es) in"
    r"|new tenan|notif|first (?:contact|visit)|introduc|self-referr)",
    re.IGNORECASE,
)
ENDS = re.compile(
    r"\b(?:discharg|clos|transfer|hand(?:ed)? ?over|step(?:ped)? down|ended|deregist"
    r"|mov(?:ed|es) out|left the area|final (?:contact|visit))",
    re.IGNORECASE,
)
"""Words of two entries that say why there is nothing before the first, or after the last."""


EDGES = {
    "start": ("opening", "covers_from", "first"),
    "end": ("closing", "last", "covers_to"),
}
"""The text that may explain a silence, and the days that it lies between."""


def silences(entries: pl.DataFrame) -> dict[str, list[dict[str, Any]]]:
    """The silences of each agency with regular entries, in order of time.

    ``entries`` is as ``return_facts.marked`` gives it. Each silence is ``{"agency", "where",
    "from", "to", "days", "usual"}``: ``where`` is ``start``, ``between`` or ``end``, ``usual`` the
    usual gap in days. At the start and the end, ``from`` and ``to`` are what was asked for.
    """
    spans = _spans(entries)
    usual = (
        spans.group_by("agency")
        .agg(
            usual=pl.col("days").filter(pl.col("days") > 0).median(),
            dates=pl.col("days").filter(pl.col("days") > 0).len() + 1,
            first=pl.col("earliest").min(),
            last=pl.col("latest").max(),
            opening=pl.col("text").head(2).str.join("\n"),
            closing=pl.col("text").tail(2).str.join("\n"),
            **{name: pl.col(name).first() for name in ("asked", "covers_from", "covers_to")},
        )
        .filter(pl.col("dates") >= FEWEST_DATES)
    )
    between = (
        spans.join(usual.select("agency", "usual"), on="agency")
        .filter(LONG)
        .filter(pl.len().over("agency") <= MOST)
        .with_columns(where=pl.lit("between"))
    )
    plain = [
        not any(ENDS.search(spans["text"][row] or "") for row in rows if row is not None)
        for rows in between.select("row_before", "row_before_that").iter_rows()
    ]
    regular = between.filter(pl.Series(plain, dtype=pl.Boolean)).select(
        "agency", "where", pl.col("until").alias("from"), pl.col("earliest").alias("to"),
        "days", "usual",
    )  # fmt: skip
    found = pl.concat([_edge(usual, "start", BEGINS), regular, _edge(usual, "end", ENDS)])
    return by_agency(found.sort("agency", "from"))


def _spans(entries: pl.DataFrame) -> pl.DataFrame:
    """Entries within what their agency covers, by date, each with the day ``until`` which there
    were others, the ``days`` from it, and the rows of the agency's two entries before."""
    inside = (pl.col("latest") >= pl.col("covers_from")) & (
        pl.col("earliest") <= pl.col("covers_to")
    )
    kept = (
        entries.filter(
            pl.col("width") <= WIDEST_DAYS,
            inside.fill_null(True),
            ~pl.col("agency_kind").is_in(CALLED_OUT),
        )
        .select("agency", "earliest", "latest", "text", "asked", "covers_from", "covers_to")
        .sort("earliest", "latest", maintain_order=True)
        .with_row_index("row")
    )
    before = pl.col("row").shift(1).over("agency")
    before_that = pl.col("row").shift(2).over("agency")
    until = pl.col("latest").cum_max().shift(1).over("agency")
    counts = pl.col("asked").fill_null(False) | (pl.col("row").cum_count().over("agency") > HISTORY)
    return kept.with_columns(
        until=pl.when(counts).then(until), row_before=before, row_before_that=before_that
    ).with_columns(days=(pl.col("earliest") - pl.col("until")).dt.total_days())


def _edge(usual: pl.DataFrame, where: str, explained: re.Pattern[str]) -> pl.DataFrame:
    """The days that an agency was asked about before its first entry, or after its last."""
    text, first, last = EDGES[where]
    days = (pl.col(last) - pl.col(first)).dt.total_days()
    asked = usual.filter("asked").with_columns(days=days).filter(LONG)
    plain = [not explained.search(words or "") for words in asked[text]]
    return asked.filter(pl.Series(plain, dtype=pl.Boolean)).select(
        "agency",
        pl.lit(where).alias("where"),
        pl.col(first).alias("from"),
        pl.col(last).alias("to"),
        "days",
        "usual",
    )
