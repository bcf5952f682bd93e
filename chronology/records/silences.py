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

DAYS = (pl.col("to") - pl.col("from")).dt.total_days()
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


SILENCE = ("agency", "where", "from", "to", "days", "usual")


def silences(entries: pl.DataFrame) -> dict[str, list[dict[str, Any]]]:
    """The silences of each agency with regular entries, in order of time.

    ``entries`` is as ``return_facts.marked`` gives it. Each silence is ``{"agency", "where",
    "from", "to", "days", "usual"}``: ``where`` is ``start``, ``between`` or ``end``, ``usual`` the
    usual gap in days. At the start and the end, ``from`` and ``to`` are what was asked for.
    """
    gaps = _gaps(entries)
    usual = (
        gaps.group_by("agency")
        .agg(
            usual=pl.col("days").filter(pl.col("days") > 0).median(),
            dates=pl.col("days").filter(pl.col("days") > 0).len() + 1,
            first=pl.col("to").min(),
            last=pl.col("latest").max(),
            **{name: pl.col(name).first() for name in ("asked", "covers_from", "covers_to")},
            opening=pl.col("row").head(2),
            closing=pl.col("row").tail(2),
        )
        .filter(pl.col("dates") >= FEWEST_DATES)
    )
    bounded = usual.filter("asked")
    found = [
        bounded.select(
            "agency", "usual", **{"from": "covers_from", "to": "first"}, near="opening"
        ).with_columns(where=pl.lit("start")),
        gaps.join(usual, on="agency")
        .filter(LONG)
        .filter(pl.len().over("agency") <= MOST)
        .select("agency", "usual", "from", "to", near=pl.concat_list("before", "before_that"))
        .with_columns(where=pl.lit("between")),
        bounded.select(
            "agency", "usual", **{"from": "last", "to": "covers_to"}, near="closing"
        ).with_columns(where=pl.lit("end")),
    ]
    long = pl.concat(found).with_columns(days=DAYS).filter(LONG)
    return by_agency(_unexplained(long, entries["text"]).select(SILENCE).sort("agency", "from"))


def _gaps(entries: pl.DataFrame) -> pl.DataFrame:
    """The entries within what their agency covers, by date, each with the days ``from`` which there
    were others ``to`` its own; ``row`` numbers the entries, and those of the agency before."""
    inside = (pl.col("latest") >= pl.col("covers_from")) & (
        pl.col("earliest") <= pl.col("covers_to")
    )
    kept = (
        entries.select(
            *("agency", "agency_kind", "asked", "covers_from", "covers_to"),
            *("earliest", "latest", "width"),
        )
        .with_row_index("row")
        .filter(
            pl.col("width") <= WIDEST_DAYS,
            inside.fill_null(True),
            ~pl.col("agency_kind").is_in(CALLED_OUT),
        )
        .select(pl.exclude("agency_kind", "earliest", "width"), to="earliest")
        .sort("to", "latest", maintain_order=True)
    )
    counts = pl.col("asked").fill_null(False) | (pl.col("row").cum_count() > HISTORY)
    before = kept.select(
        pl.all(),
        pl.when(counts).then(pl.col("latest").cum_max().shift(1)).over("agency").alias("from"),
        before=pl.col("row").shift(1).over("agency"),
        before_that=pl.col("row").shift(2).over("agency"),
    )
    return before.with_columns(days=DAYS)


def _unexplained(found: pl.DataFrame, texts: pl.Series) -> pl.DataFrame:
    """The silences that no entry beside them explains; ``near`` has the rows of those."""
    plain = [
        not any(
            (BEGINS if where == "start" else ENDS).search(texts[row] or "")
            for row in rows
            if row is not None
        )
        for where, rows in found.select("where", "near").iter_rows()
    ]
    return found.filter(pl.Series(plain, dtype=pl.Boolean))
