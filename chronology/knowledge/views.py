"""A case as somebody could have seen it: one agency, by a day, or without how it ended.

Hindsight makes what came later look plain. A view takes away what was not known, and says how much
it took away.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import polars as pl

from chronology.tables import Tables

OF_ENTRIES = ("participants", "signals", "shared")


@dataclass(frozen=True)
class View:
    """What a case is kept to. ``blind`` hides the index incident and all that may follow it."""

    known_on: date | None = None
    agency: str | None = None
    blind: bool = False

    def __bool__(self) -> bool:
        return self.known_on is not None or self.agency is not None or self.blind


@dataclass(frozen=True)
class Seen:
    """A case kept to a view, and how many entries that hid: later ones, other agencies', and
    those whose day is not known, so that it can't be said whether they were known by then."""

    tables: Tables
    later: int = 0
    of_others: int = 0
    undated: int = 0


def kept_to(tables: Tables, view: View) -> Seen:
    """The tables with only what the view's agency, or anybody, knew by its day.

    An entry is known from the day it was recorded, or else from the last day on which it can have
    happened. An agency knows its own entries, and another's from the day on which that happened if
    the other says that it shared it.
    """
    events = tables.events
    incident = pl.col("index_incident")
    marked = events.join(tables.cases.select("case_id", "index_incident"), on="case_id").select(
        "case_id",
        "event_id",
        "agency",
        known=pl.coalesce("recorded_on", "latest"),
        after=pl.col("latest") >= incident if view.blind else pl.lit(False),
    )
    others = undated = later = pl.lit(False)
    if view.agency is not None:
        mine = tables.shared.filter(pl.col("agency") == view.agency).select("case_id", "event_id")
        told = mine.unique().with_columns(told=pl.lit(True))
        marked = marked.join(told, on=["case_id", "event_id"], how="left")
        others = (pl.col("agency") != view.agency) & pl.col("told").is_null()
    if view.known_on is not None:
        undated = pl.col("known").is_null()
        later = (pl.col("known") > view.known_on).fill_null(False)
    rows = marked.select(
        "case_id",
        "event_id",
        others=others,
        undated=undated,
        later=pl.col("after").fill_null(False) | later,
    ).collect()
    kept = rows.filter(~pl.col("others") & ~pl.col("undated") & ~pl.col("later"))
    own = rows.filter(~pl.col("others"))
    return Seen(
        _only(tables, kept.select("case_id", "event_id").lazy(), view),
        later=int(own["later"].sum()),
        of_others=int(rows["others"].sum()),
        undated=int(own.filter(~pl.col("later"))["undated"].sum()),
    )


def _only(tables: Tables, kept: pl.LazyFrame, view: View) -> Tables:
    keys = ["case_id", "event_id"]
    known = kept.select("case_id", account_of="event_id", _there=pl.lit(True))
    events = (
        tables.events.join(kept, on=keys, how="semi")
        .join(known, on=["case_id", "account_of"], how="left")
        .with_columns(account_of=pl.when("_there").then("account_of"))
        .drop("_there")
    )
    last = _last_day(view)
    cases = tables.cases.with_columns(_last=last)
    coverage = tables.coverage.join(cases.select("case_id", "_last"), on="case_id", how="left")
    coverage = coverage.with_columns(to_date=pl.min_horizontal("to_date", "_last")).drop("_last")
    if view.agency is not None:
        coverage = coverage.filter(pl.col("agency") == view.agency)
    hidden = pl.col("index_incident") > pl.col("_last")
    cases = cases.with_columns(
        review_to=pl.min_horizontal("review_to", "_last"),
        **{
            name: pl.when(~hidden.fill_null(False)).then(name)
            for name in ("index_incident", "incident_latest")
        },
    ).drop("_last")
    persons = tables.persons.join(cases.select("case_id", "review_to"), on="case_id", how="left")
    died = pl.when(pl.col("died") <= pl.col("review_to")).then("died")
    return replace(
        tables,
        cases=cases,
        events=events,
        coverage=coverage,
        persons=persons.with_columns(died=died).drop("review_to"),
        **{name: getattr(tables, name).join(kept, on=keys, how="semi") for name in OF_ENTRIES},
    )


def _last_day(view: View) -> pl.Expr:
    """The last day that the view reaches; null where it has no end."""
    days = [pl.lit(view.known_on, dtype=pl.Date)]
    if view.blind:
        days.append(pl.col("index_incident") - timedelta(days=1))
    return pl.min_horizontal(days)
