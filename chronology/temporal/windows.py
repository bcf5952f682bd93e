"""How many happenings fall close together."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from chronology.temporal.occurrences import KEY, shared


def within(occurrences: pl.LazyFrame, first: pl.Expr, last: pl.Expr) -> pl.LazyFrame:
    """Occurrences between two days, both included; *sure* when their whole interval is."""
    can = (pl.col("hi") >= first) & (pl.col("lo") <= last)
    must = (pl.col("lo") >= first) & (pl.col("hi") <= last)
    return occurrences.filter(can).with_columns(sure=pl.col("sure") & must)


def once(occurrences: pl.LazyFrame, by: Sequence[str] = KEY) -> pl.LazyFrame:
    """One row a happening: two agencies' accounts of one thing count once, evidenced by both.

    Its interval is what the accounts agree on; where they don't, all that they say.
    """
    agreed_lo, agreed_hi = pl.col("lo").max(), pl.col("hi").min()
    agree = agreed_lo <= agreed_hi
    others = [pl.col(name).min() for name in ("agency", "agency_kind") if name not in by]
    return occurrences.group_by(*by, "happening").agg(
        pl.when(agree).then(agreed_lo).otherwise(pl.col("lo").min()).alias("lo"),
        pl.when(agree).then(agreed_hi).otherwise(pl.col("hi").max()).alias("hi"),
        *others,
        pl.col("evidence").explode(keep_nulls=False, empty_as_null=False),
        pl.col("sure").any(),
    )


def counted(
    occurrences: pl.LazyFrame, *, at_least: int, within_days: int, by: Sequence[str] = KEY
) -> pl.LazyFrame:
    """Episodes in which at least so many happenings fall within so many days of each other.

    One row an episode: ``n`` (the most in any one window), ``reached`` (the day that completed the
    count), ``lo``, ``hi``, ``evidence``, ``sure``. An episode is sure when one set of happenings
    fills the window however each is dated. Windows that overlap are one episode. Possible windows
    that share a happening with a sure episode are not told twice.
    """
    happenings = shared(_numbered(once(occurrences, by), by))
    reach = pl.duration(days=within_days)
    dated = happenings.select("_who", "_no", "lo", "hi", "sure")
    anchors = dated.select("_who", anchor="_no", a_lo="lo", a_hi="hi")
    pairs = shared(anchors.join(dated, on="_who"))
    sure_pairs = pairs.filter(
        pl.col("sure"),
        pl.col("lo") >= pl.col("a_lo"),
        pl.col("hi") <= pl.col("a_lo") + reach,
    )
    sure = shared(_in_episodes(sure_pairs, pl.col("a_lo"), at_least))
    possible_pairs = shared(
        pairs.filter(pl.col("hi") >= pl.col("a_hi"), pl.col("lo") <= pl.col("a_hi") + reach)
    )
    already = possible_pairs.join(sure.select("_no"), on="_no", how="semi").select("anchor")
    rest = possible_pairs.join(already, on="anchor", how="anti")
    possible = _in_episodes(rest, pl.col("a_hi"), at_least)
    told = pl.concat(
        [
            sure.with_columns(pl.lit(True).alias("sure")),
            possible.with_columns(pl.lit(False).alias("sure")),
        ]
    )
    return (
        told.join(happenings.select(*by, "_no", "evidence"), on="_no")
        .group_by("episode", "sure")
        .agg(
            pl.col(*by, "n", "reached", "lo", "hi").first(),
            pl.col("evidence").explode(keep_nulls=False, empty_as_null=False),
        )
        .select(*by, "n", "reached", "lo", "hi", "evidence", "sure")
    )


def _numbered(happenings: pl.LazyFrame, by: Sequence[str]) -> pl.LazyFrame:
    """Numbers for whom it is about (``_who``) and for each happening (``_no``).

    Everything that follows joins and groups by them: texts are many times slower. What is about
    nobody known is left out.
    """
    return (
        happenings.filter(pl.all_horizontal(pl.col(by).is_not_null()))
        .sort(*by, "happening")
        .with_row_index("_no")
        .with_columns(_who=pl.struct(by).rle_id())
    )


def _in_episodes(pairs: pl.LazyFrame, start: pl.Expr, at_least: int) -> pl.LazyFrame:
    """Each happening with the episode that it belongs to and what the whole of that came to."""
    pairs = shared(pairs.with_columns(start.alias("start")))
    windows = (
        pairs.group_by("_who", "anchor", "start")
        .agg(
            pl.len().alias("n"),
            pl.col("hi").sort().get(at_least - 1, null_on_oob=True).alias("reached"),
            pl.col("lo").min(),
            pl.col("hi").max(),
        )
        .filter(pl.col("n") >= at_least)
        .sort("_who", "start", "hi", "anchor")
    )
    fresh = pl.col("start") > pl.col("hi").cum_max().shift(1).over("_who")
    numbered = shared(windows.with_columns(episode=fresh.fill_null(True).cum_sum()))
    whole = numbered.group_by("episode").agg(
        pl.col("n").max(), pl.col("reached").min(), pl.col("lo").min(), pl.col("hi").max()
    )
    return (
        pairs.join(numbered.select("anchor", "episode"), on="anchor")
        .select("_no", "episode")
        .unique()
        .join(whole, on="episode")
    )
