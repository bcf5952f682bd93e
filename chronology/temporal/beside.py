"""Whether something else is on record beside a row, and which of many mentions was the first."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from chronology.temporal.occurrences import put_together, shared


def beside(
    rows: pl.LazyFrame,
    others: pl.LazyFrame,
    name: str,
    *,
    can: pl.Expr,
    must: pl.Expr,
    last: bool = False,
    by: Sequence[str] = ("case_id",),
) -> pl.LazyFrame:
    """Adds a column: whether one of the others can lie where it is asked; with it as evidence.

    ``can`` and ``must`` are of the row's own columns and of the other's days, ``o_lo`` and
    ``o_hi``. What the same happening says is always beside it. Of several the first is the
    evidence, or the ``last``. A row that has one stays *sure* only where one is sure and ``must``
    lie there.
    """
    order = ["o_hi", "o_lo"] if last else ["o_lo", "o_hi"]
    order += ["o_agency", "o_entry"]
    numbered = shared(rows.with_row_index("_row"))
    there = others.select(
        *by,
        o_lo="lo",
        o_hi="hi",
        o_sure="sure",
        o_happening="happening",
        o_agency="agency",
        o_evidence="evidence",
        o_entry=pl.col("evidence").list.first().struct.field("event_id"),
    )
    same = (pl.col("o_happening") == pl.col("happening")).fill_null(False)
    met = (
        numbered.drop("evidence", "sure")
        .join(there, on=list(by))
        .filter(can | same)
        .group_by("_row")
        .agg(
            _must=((must | same) & pl.col("o_sure")).any(),
            _told=pl.col("o_evidence").sort_by(order).get(-1 if last else 0),
        )
    )
    found = pl.col("_must").is_not_null()
    both = put_together("evidence", "_told")
    return (
        numbered.join(met, on="_row", how="left")
        .with_columns(
            found.alias(name),
            sure=pl.col("sure") & pl.col("_must").fill_null(True),
            evidence=pl.when(found).then(both).otherwise("evidence"),
        )
        .drop("_row", "_must", "_told")
    )


def by_then(
    rows: pl.LazyFrame, others: pl.LazyFrame, name: str, *, by: Sequence[str] = ("case_id",)
) -> pl.LazyFrame:
    """Adds a column: whether one of the others was on record by then, the last as evidence."""
    can, must = pl.col("o_lo") <= pl.col("hi"), pl.col("o_hi") <= pl.col("lo")
    return beside(rows, others, name, can=can, must=must, last=True, by=by)


def first_told(
    told: pl.LazyFrame, over: pl.LazyFrame, *, by: Sequence[str] = ("case_id",)
) -> pl.LazyFrame:
    """Of mentions of one lasting thing, the first: those after it only tell it again.

    Unless it was ``over`` in between: then the next is a first one too. *Sure* only where no other
    mention may be earlier, or it was surely over in between.
    """
    told = shared(told)
    keys = [*by, "happening", "lo", "hi"]
    others = told.select(*by, o_happening="happening", o_lo="lo", o_hi="hi").unique()
    ends = over.select(*by, e_lo="lo", e_hi="hi").unique()
    earlier = (
        told.select(keys)
        .unique()
        .join(others, on=list(by))
        .filter(pl.col("o_happening") != pl.col("happening"), pl.col("o_lo") < pl.col("hi"))
        .join(ends, on=list(by), how="left")
        .with_columns(
            _may=(pl.col("e_hi") >= pl.col("o_lo")) & (pl.col("e_lo") <= pl.col("hi")),
            _must=(pl.col("e_lo") >= pl.col("o_hi")) & (pl.col("e_hi") <= pl.col("lo")),
        )
        .group_by(*keys, "o_happening", "o_lo", "o_hi")
        .agg(pl.col("_may", "_must").fill_null(False).any())
        .group_by(keys)
        .agg(
            _again=((pl.col("o_hi") < pl.col("lo")) & ~pl.col("_may")).any(),
            _first=pl.col("_must").all(),
        )
    )
    return (
        told.join(earlier, on=keys, how="left")
        .filter(~pl.col("_again").fill_null(False))
        .with_columns(sure=pl.col("sure") & pl.col("_first").fill_null(True))
        .drop("_again", "_first")
    )
