"""Different things that fall close together."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from chronology.temporal.occurrences import KEY, shared
from chronology.temporal.windows import Windows, all_pairs, numbered, once, possible_pairs


def together(
    groups: Sequence[pl.LazyFrame],
    *,
    within_days: int,
    by: Sequence[str] = KEY,
    agencies: int = 1,
) -> pl.LazyFrame:
    """Episodes in which something of every group falls within so many days of each other.

    Gives what :func:`counted` gives; ``reached`` is the day on which the last of them came. What
    one happening says of several groups falls together, however uncertain its day. An episode is
    sure when one choice out of each group lies close enough wherever each date falls. With
    ``agencies``, the happenings must be in the records of so many.
    """
    named = [group.with_columns(group=pl.lit(number)) for number, group in enumerate(groups)]
    occurrences = shared(pl.concat(named, how="diagonal"))
    happenings = shared(numbered(once(occurrences, by), by))
    reach = pl.duration(days=within_days)
    pairs = shared(all_pairs(happenings))
    near = (
        (pl.col("lo") >= pl.col("a_lo"))
        & (pl.col("hi") <= pl.col("a_lo") + reach)
        & (pl.col("lo") >= pl.col("a_hi") - reach)
    )
    sure_pairs = pairs.filter("sure", near | (pl.col("anchor") == pl.col("_no")))
    different = {"group": len(groups)} | ({"agency": agencies} if agencies > 1 else {})
    windows = Windows(occurrences, happenings, by, 1, different)
    return windows.told(sure_pairs, possible_pairs(pairs, reach))
