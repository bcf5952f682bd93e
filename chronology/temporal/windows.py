"""How many happenings fall close together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from chronology.temporal.occurrences import KEY, gathered, shared


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
        gathered("evidence"),
        pl.col("sure").any(),
    )


def counted(
    occurrences: pl.LazyFrame,
    *,
    at_least: int,
    within_days: int,
    by: Sequence[str] = KEY,
    agencies: int = 1,
    concepts: int = 1,
) -> pl.LazyFrame:
    """Episodes in which at least so many happenings fall within so many days of each other.

    One row an episode: ``n`` (the most in any one window), ``reached`` (the day by which the count
    was complete), ``soonest`` (the first day on which it can have been), ``lo``, ``hi``,
    ``evidence``, ``sure``. An episode is sure when one set of happenings fills the window however
    each is dated. Windows that overlap are one episode. Possible windows that share a happening
    with a sure episode are not told twice. With ``agencies``, the happenings of one window must be
    in the records of so many; with ``concepts``, be of so many kinds.
    """
    asked = {"agency": agencies, "concept": concepts}
    across = {column: number for column, number in asked.items() if number > 1}
    occurrences = shared(occurrences) if across else occurrences
    happenings = shared(numbered(once(occurrences, by), by))
    reach = pl.duration(days=within_days)
    pairs = shared(all_pairs(happenings))
    sure_pairs = pairs.filter(
        pl.col("sure"),
        pl.col("lo") >= pl.col("a_lo"),
        pl.col("hi") <= pl.col("a_lo") + reach,
    )
    windows = Windows(occurrences, happenings, by, at_least, across)
    return windows.told(sure_pairs, possible_pairs(pairs, reach))


def numbered(happenings: pl.LazyFrame, by: Sequence[str]) -> pl.LazyFrame:
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


def all_pairs(happenings: pl.LazyFrame) -> pl.LazyFrame:
    """Each happening as the ``anchor`` of a window, with every other of the same person."""
    dated = happenings.select("_who", "_no", "lo", "hi", "sure")
    return dated.select("_who", anchor="_no", a_lo="lo", a_hi="hi").join(dated, on="_who")


def possible_pairs(pairs: pl.LazyFrame, reach: pl.Expr) -> pl.LazyFrame:
    """Pairs that can lie in a window that begins on the last day of its anchor."""
    return pairs.filter(pl.col("hi") >= pl.col("a_hi"), pl.col("lo") <= pl.col("a_hi") + reach)


@dataclass(frozen=True)
class Windows:
    """What a window must hold: so many happenings, and so many different values of columns."""

    occurrences: pl.LazyFrame
    happenings: pl.LazyFrame
    by: Sequence[str]
    at_least: int
    different: Mapping[str, int]

    def told(self, sure_pairs: pl.LazyFrame, possible: pl.LazyFrame) -> pl.LazyFrame:
        """The episodes of sure windows, and of possible ones that share no happening with them."""
        some = shared(possible)
        sure = shared(self._episodes(sure_pairs, pl.col("a_lo"), self.occurrences.filter("sure")))
        already = some.join(sure.select("_no"), on="_no", how="semi").select("anchor")
        rest = some.join(already, on="anchor", how="anti")
        both = pl.concat(
            [
                sure.with_columns(sure=pl.lit(True)),
                self._episodes(rest, pl.col("a_hi"), self.occurrences).with_columns(
                    sure=pl.lit(False)
                ),
            ]
        )
        return (
            both.join(self.happenings.select(*self.by, "_no", "evidence"), on="_no")
            .group_by("episode", "sure")
            .agg(
                pl.col(*self.by, "n", "reached", "soonest", "lo", "hi").first(),
                gathered("evidence"),
            )
            .select(*self.by, "n", "reached", "soonest", "lo", "hi", "evidence", "sure")
        )

    def _episodes(
        self, pairs: pl.LazyFrame, start: pl.Expr, occurrences: pl.LazyFrame
    ) -> pl.LazyFrame:
        """Each happening with the episode that it belongs to and what the whole of that came to."""
        complete = {
            name: pl.col(day).sort().get(self.at_least - 1, null_on_oob=True)
            for name, day in (("reached", "hi"), ("soonest", "lo"))
        }
        for column, number in self.different.items():
            pairs = self._with_different(pairs, occurrences, column, number)
            complete = {
                name: pl.max_horizontal(day, pl.col(f"_{column}_{name}").first())
                for name, day in complete.items()
            }
        pairs = shared(pairs.with_columns(start.alias("start")))
        windows = (
            pairs.group_by("_who", "anchor", "start")
            .agg(
                pl.col("lo").min(),
                pl.col("hi").max(),
                n=pl.len(),
                **complete,
            )
            .filter(pl.col("n") >= self.at_least)
            .sort("_who", "start", "hi", "anchor")
        )
        fresh = pl.col("start") > pl.col("hi").cum_max().shift(1).over("_who")
        joined = shared(windows.with_columns(episode=fresh.fill_null(True).cum_sum()))
        whole = joined.group_by("episode").agg(
            pl.col("n").max(),
            pl.col("reached", "soonest").min(),
            pl.col("lo").min(),
            pl.col("hi").max(),
        )
        return (
            pairs.join(joined.select("anchor", "episode"), on="anchor")
            .select("_no", "episode")
            .unique()
            .join(whole, on="episode")
        )

    def _with_different(
        self, pairs: pl.LazyFrame, occurrences: pl.LazyFrame, column: str, number: int
    ) -> pl.LazyFrame:
        """Pairs of the windows with so many values of a column; adds the days that made it so."""
        pairs = shared(pairs)
        values = (
            occurrences.select(*self.by, "happening", column)
            .unique()
            .join(self.happenings.select(*self.by, "happening", "_no"), on=[*self.by, "happening"])
            .select("_no", pl.col(column).rank("dense"))
        )
        enough = (
            pairs.select("anchor", "_no", "lo", "hi")
            .join(values, on="_no")
            .group_by("anchor", column)
            .agg(pl.col("lo", "hi").min())
            .group_by("anchor")
            .agg(
                pl.col(day).sort().get(number - 1, null_on_oob=True).alias(f"_{column}_{name}")
                for name, day in (("reached", "hi"), ("soonest", "lo"))
            )
            .filter(pl.col(f"_{column}_reached").is_not_null())
        )
        return pairs.join(enough, on="anchor")
