"""Several grounds for one flag."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from chronology.tables import FAR_AHEAD, LONG_AGO, Attention
from chronology.temporal.occurrences import KEY, gathered

LEVELS: tuple[Attention, ...] = ("high", "medium", "low")


def ground(
    rows: pl.LazyFrame,
    name: str,
    attention: Attention,
    *,
    by: Sequence[str] = KEY,
    reached: str = "hi",
    n: str | None = None,
) -> pl.LazyFrame:
    """Occurrences or episodes as a ground of this name for raising a flag, with so much attention.

    ``reached`` is the column with the day by which it was there, ``n`` one with what was counted.
    """
    counted = pl.col(n) if n else pl.lit(None)
    return rows.select(
        *by,
        "lo",
        "hi",
        "evidence",
        "sure",
        pl.col(reached).alias("reached"),
        counted.cast(pl.Int64).alias("n"),
        pl.lit(name).alias("ground"),
        pl.lit(LEVELS.index(attention), dtype=pl.Int8).alias("level"),
    )


def told_as_one(grounds: Sequence[pl.LazyFrame], *, by: Sequence[str] = KEY) -> pl.LazyFrame:
    """All grounds that one person (or case) has, as one flag: one row each.

    Adds ``grounds`` (their names), ``attention`` (the most of those that are sure; where none is,
    the most of all), ``reached`` (the first day by which one of them was there), ``n`` (the highest
    count), and what they have together: ``lo``, ``hi``, ``evidence``, ``sure`` (of any of them).
    """
    sure = pl.col("sure")
    begins = pl.col("lo").filter(pl.col("lo") > LONG_AGO).min()
    ends = pl.col("hi").filter(pl.col("hi") < FAR_AHEAD).max()
    return (
        pl.concat(grounds)
        .group_by(by)
        .agg(
            pl.col("ground").unique().sort().alias("grounds"),
            pl.coalesce(pl.col("level").filter(sure).min(), pl.col("level").min()),
            pl.coalesce(pl.col("reached").filter(sure).min(), pl.col("reached").min()),
            pl.col("n").max(),
            begins.fill_null(LONG_AGO).alias("lo"),
            pl.max_horizontal(ends, begins).fill_null(FAR_AHEAD).alias("hi"),
            gathered("evidence").unique(),
            sure.any(),
        )
        .with_columns(
            attention=pl.col("level").replace_strict(
                dict(enumerate(LEVELS)), return_dtype=pl.String
            )
        )
        .drop("level")
    )
