"""When silence means something, and the stretches of it."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from chronology.tables import EVIDENCE, Tables
from chronology.temporal.occurrences import KEY, shared


def gap(
    contacts: pl.LazyFrame,
    spans: pl.LazyFrame,
    *,
    longer_than_days: int,
    by: Sequence[str] = KEY,
) -> pl.LazyFrame:
    """Stretches inside ``spans`` (``first``, ``last``) without a contact for more than so many
    days.

    One row a stretch: ``lo`` and ``hi`` are the days of the contacts (or ends of the span) around
    it, ``days`` how long it was, ``sure`` when no placing of an uncertain contact breaks it.
    """
    keys = list(by)
    spans = shared(spans)
    inside = contacts.join(spans.select(*keys, "first", "last"), on=keys).filter(
        pl.col("hi") >= pl.col("first"), pl.col("lo") <= pl.col("last")
    )
    empty = pl.lit([], dtype=EVIDENCE)
    points = shared(
        pl.concat(
            [
                spans.select(*keys, "first", "last", lo="first", hi="first", evidence=empty),
                inside.select(*keys, "first", "last", "lo", "hi", "evidence"),
                spans.select(*keys, "first", "last", lo="last", hi="last", evidence=empty),
            ]
        )
    )
    firm = points.filter(pl.col("lo") == pl.col("hi"))
    every = shared(_stretches(points, keys, longer_than_days).with_columns(sure=pl.lit(True)))
    between_firm = shared(_stretches(firm, keys, longer_than_days))
    only_firm = between_firm.join(
        every.select(*keys, _lo=pl.col("lo"), _hi=pl.col("hi")), on=keys, how="left"
    )
    overlapped = only_firm.filter(
        pl.col("_lo") < pl.col("hi"), pl.col("_hi") > pl.col("lo")
    ).select(*keys, "lo", "hi")
    possible = between_firm.join(overlapped, on=[*keys, "lo", "hi"], how="anti").with_columns(
        sure=pl.lit(False)
    )
    return pl.concat([every, possible])


def _stretches(points: pl.LazyFrame, keys: list[str], longer_than_days: int) -> pl.LazyFrame:
    order = points.sort(*keys, "lo", "hi")
    before = pl.col("hi").cum_max().shift(1).over(keys)
    days = (pl.col("lo") - pl.col("before")).dt.total_days()
    return (
        order.with_columns(
            before=before,
            _previous=pl.col("evidence").shift(1).over(keys),
        )
        .with_columns(days=days)
        .filter(pl.col("days") > longer_than_days)
        .select(
            *keys,
            lo=pl.col("before"),
            hi=pl.col("lo"),
            days=pl.col("days"),
            evidence=pl.col("_previous").list.concat("evidence"),
        )
    )


def covered(case: Tables, kinds: Sequence[str] | None = None) -> pl.LazyFrame:
    """The days on which a return of these kinds of agency speaks: when its silence means something.

    One row an agency that was read: ``case_id``, ``agency``, ``agency_kind``, ``first``, ``last``.
    """
    returned = case.coverage.filter(pl.col("returned"), pl.col("from_date").is_not_null())
    if kinds is not None:
        returned = returned.filter(pl.col("agency_kind").is_in(kinds))
    return returned.select(
        "case_id", "agency", "agency_kind", first=pl.col("from_date"), last=pl.col("to_date")
    )


def is_covered(
    rows: pl.LazyFrame,
    coverage: pl.LazyFrame,
    *,
    first: pl.Expr,
    last: pl.Expr,
    name: str = "covered",
) -> pl.LazyFrame:
    """Adds a column: whether some return speaks of every day from ``first`` to ``last``."""
    numbered = shared(rows.with_columns(_first=first, _last=last))
    spans = coverage.select("case_id", cover_first=pl.col("first"), cover_last=pl.col("last"))
    whole = (
        numbered.select("case_id", "_first", "_last")
        .unique()
        .join(spans, on="case_id")
        .filter(pl.col("cover_first") <= pl.col("_first"), pl.col("cover_last") >= pl.col("_last"))
        .select("case_id", "_first", "_last")
        .unique()
        .with_columns(pl.lit(True).alias(name))
    )
    return (
        numbered.join(whole, on=["case_id", "_first", "_last"], how="left")
        .with_columns(pl.col(name).fill_null(False))
        .drop("_first", "_last")
    )
