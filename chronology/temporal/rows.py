"""Happenings in a row, with none of another kind between them."""

from __future__ import annotations

import polars as pl

from chronology.temporal.occurrences import KEY, shared
from chronology.temporal.windows import counted

ROW = (*KEY, "agency", "stretch")


def in_a_row(
    visits: pl.LazyFrame, seen: pl.LazyFrame, *, at_least: int, within_days: int
) -> pl.LazyFrame:
    """Occurrences of one agency and person in a row, with none of ``seen`` of theirs between them.

    Those that are counted within so many days, as :func:`counted` tells them, by ``stretch``: how
    many of the others lie before. Sure where each of the others lies surely before or after.
    """
    visits = shared(visits)
    own = shared(seen.select(*KEY, "agency", "sure", b_lo="lo", b_hi="hi").unique())
    known = pl.col("sure") & (pl.col("b_lo") == pl.col("b_hi"))
    surely = _in_stretches(visits, own).filter(pl.col("before") == pl.col("may_be_before"))
    # on a day of its own the child was seen for sure; a month may lie before, between or after
    perhaps = _in_stretches(visits, own.filter(known)).with_columns(sure=pl.lit(False))
    placed = perhaps.with_columns(
        before=pl.int_ranges("before", pl.col("may_be_before") + 1, dtype=pl.Int64)
    ).explode("before")
    return pl.concat(
        [
            counted(
                rows.rename({"before": "stretch"}),
                at_least=at_least,
                within_days=within_days,
                by=ROW,
            )
            for rows in (surely, placed)
        ]
    )


def _in_stretches(visits: pl.LazyFrame, seen: pl.LazyFrame) -> pl.LazyFrame:
    """Adds how many sightings by the same service lie before a visit, and how many may.

    Visits with the same sightings before them, and all others after them, are in a row.
    """
    keys = [*KEY, "agency", "lo", "hi"]
    days = visits.select(keys).unique()
    counts = (
        days.join(seen, on=[*KEY, "agency"])
        .group_by(keys)
        .agg(
            before=(pl.col("b_hi") < pl.col("lo")).sum().cast(pl.Int64),
            may_be_before=(pl.col("b_lo") <= pl.col("hi")).sum().cast(pl.Int64),
        )
    )
    return visits.join(counts, on=keys, how="left").with_columns(
        pl.col("before", "may_be_before").fill_null(0)
    )
