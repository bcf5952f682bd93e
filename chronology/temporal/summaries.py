"""What a table that sums up several agencies tells, and what in it answers what."""

from __future__ import annotations

import polars as pl

from chronology.tables import CHILD_ROLES, FAR_AHEAD, LONG_AGO, Tables
from chronology.temporal.occurrences import affirmed, shared


def one_account(rows: pl.LazyFrame) -> pl.LazyFrame:
    """The first account of each happening, whatever the order of the rows."""
    entry = pl.col("evidence").list.first().struct.field("event_id")
    ordered = rows.sort("lo", "hi", entry, "concept", "who", "person_id", "sure", nulls_last=True)
    return ordered.unique(["case_id", "happening"], keep="first", maintain_order=True)


def in_the_entry(rows: pl.LazyFrame, others: pl.LazyFrame) -> pl.LazyFrame:
    """Those whose entry tells of one of the others too."""
    told = others.select("case_id", "happening").unique()
    return rows.join(told, on=["case_id", "happening"], how="semi")


def unanswered(rows: pl.LazyFrame, answers: pl.LazyFrame, *, within_days: int) -> pl.LazyFrame:
    """Those with a date that none of the answers may follow within so many days.

    A summary leaves out much: what it shows no answer to is *possible* at most.
    """
    dated = shared(rows.filter(pl.col("lo") > LONG_AGO))
    soon = pl.col("hi") + pl.duration(days=within_days)
    answered = (
        dated.select("case_id", "happening", "lo", "hi")
        .join(answers.select("case_id", a_lo="lo", a_hi="hi"), on="case_id")
        .filter(pl.col("a_hi") >= pl.col("lo"), pl.col("a_lo") <= soon)
        .select("case_id", "happening")
        .unique()
    )
    return dated.join(answered, on=["case_id", "happening"], how="anti")


def with_a_child_of(case: Tables, years: int) -> pl.LazyFrame:
    """Cases with a child under review who came to be so many years old, by date of birth or, where
    that is not known, by what records tell of a school."""
    last = (
        case.events.filter(pl.col("latest") < FAR_AHEAD)
        .group_by("case_id")
        .agg(pl.col("latest").max())
    )
    grown = pl.col("born_latest").dt.offset_by(f"{years}y") <= pl.col("latest")
    ages = (
        case.persons.filter(pl.col("role").is_in(CHILD_ROLES))
        .join(last, on="case_id")
        .group_by("case_id")
        .agg(grown=grown.any(), unknown=pl.col("born_latest").is_null().any())
    )
    pupils = affirmed(case, "schoolchild").select("case_id").unique()
    known = ages.filter(pl.col("grown").fill_null(False))
    told = ages.filter("unknown").join(pupils, on="case_id", how="semi")
    return pl.concat([known, told]).select("case_id").unique()
