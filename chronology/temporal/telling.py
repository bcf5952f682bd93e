"""What belongs together told together, and nothing told twice."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from chronology.tables import FAR_AHEAD, LONG_AGO
from chronology.temporal.occurrences import KEY, gathered, put_together, shared, with_a_date
from chronology.temporal.sequence import without

MOST_TOLD = 50
"""An entry that tells of more happenings than this is taken to tell of so many."""


def told_together(
    occurrences: pl.LazyFrame,
    *figures: pl.Expr,
    apart_days: int,
    by: Sequence[str] = ("case_id",),
) -> pl.LazyFrame:
    """Occurrences that come within so many days of each other, told together: one row a stretch.

    Adds ``n`` (happenings), ``reached`` (the day by which the first of them was there), ``lo``,
    ``hi``, ``evidence`` and ``sure`` (of any of them). Those of no known date are one stretch.
    ``figures`` are further sums over a stretch.
    """
    keys = list(by)
    begins = pl.when(pl.col("lo") > LONG_AGO).then("lo").otherwise("hi")
    ends = pl.when(pl.col("hi") < FAR_AHEAD).then("hi").otherwise(begins)
    placed = occurrences.with_columns(_begins=begins, _ends=ends).sort(*keys, "_begins", "_ends")
    before = pl.col("_ends").cum_max().shift(1).over(keys)
    fresh = pl.col("_begins") > before + pl.duration(days=apart_days)
    return (
        placed.with_columns(_stretch=fresh.fill_null(True).cum_sum())
        .group_by(*keys, "_stretch")
        .agg(
            pl.col("happening").n_unique().alias("n"),
            pl.col("hi").min().alias("reached"),
            pl.col("lo").min(),
            pl.col("hi").max(),
            gathered("evidence"),
            pl.col("sure").any(),
            *figures,
        )
        .drop("_stretch")
    )


def told_once(
    occurrences: pl.LazyFrame, *figures: pl.Expr, by: Sequence[str] = ("case_id",)
) -> pl.LazyFrame:
    """All of these as one row, whenever they were, those without a date among them.

    Adds what :func:`told_together` adds; ``figures`` are further sums over all of them.
    """
    return occurrences.group_by(*by).agg(
        pl.col("happening").n_unique().alias("n"),
        pl.col("hi").min().alias("reached"),
        pl.col("lo").min(),
        pl.col("hi").max(),
        gathered("evidence"),
        pl.col("sure").any(),
        *figures,
    )


def told_with(
    episodes: pl.LazyFrame,
    statements: pl.LazyFrame,
    *,
    apart_days: int,
    by: Sequence[str] = KEY,
) -> pl.LazyFrame:
    """Counted episodes and what records say outright of the same thing: told once, not twice.

    A statement goes to the first episode that it can fall in or within so many days of, so one
    without a date goes to the first of all. Those that go to none are told together
    (:func:`told_together`). Adds ``counted`` and ``stated``, by which of the two it is known; the
    other columns of the episodes are null where only a statement is there.
    """
    keys = list(by)
    # of two on the same days the one whose entries come first, whatever the order of the rows
    entries = pl.col("evidence").list.eval(pl.element().struct.field("event_id")).list.sort()
    in_order = episodes.sort(*keys, "lo", "hi", "sure", entries.list.join("|"))
    numbered = shared(in_order.with_row_index("_episode"))
    numbered_too = shared(statements.sort(*keys, "lo", "hi", "happening").with_row_index("_said"))
    apart = pl.duration(days=apart_days)
    met = shared(
        numbered_too.join(
            numbered.select(*keys, "_episode", e_lo="lo", e_hi="hi"), on=keys, nulls_equal=True
        )
        .filter(pl.col("lo") <= pl.col("e_hi") + apart, pl.col("hi") >= pl.col("e_lo") - apart)
        .sort("_said", "_episode")
        .unique("_said", keep="first", maintain_order=True)
    )
    dated = with_a_date()
    told = met.group_by("_episode").agg(
        s_lo=pl.col("lo").filter(dated).min(),
        s_hi=pl.col("hi").filter(dated).max(),
        s_evidence=gathered("evidence"),
        s_sure=pl.col("sure").any(),
    )
    both = (
        numbered.join(told, on="_episode", how="left")
        .with_columns(
            lo=pl.min_horizontal("lo", "s_lo"),
            hi=pl.max_horizontal("hi", "s_hi"),
            evidence=put_together("evidence", "s_evidence"),
            sure=pl.col("sure") | pl.col("s_sure").fill_null(False),
            counted=pl.lit(True),
            stated=pl.col("s_evidence").is_not_null(),
        )
        .drop("_episode", "s_lo", "s_hi", "s_evidence", "s_sure")
    )
    alone = numbered_too.join(met.select("_said"), on="_said", how="anti").drop("_said")
    rest = told_together(alone, apart_days=apart_days, by=by).with_columns(
        counted=pl.lit(False), stated=pl.lit(True)
    )
    return pl.concat([both, rest], how="diagonal_relaxed")


def not_retold(
    rows: pl.LazyFrame, second_hand: pl.Expr, *, within_days: int, by: Sequence[str]
) -> pl.LazyFrame:
    """Rows without those that another agency only tells again, such as a GP's letter from a ward.

    ``second_hand`` says which rows are not the record of the agency that was there. One of them
    counts as told again where a first-hand row of the same ``by`` can lie on its day or up to so
    many days before; where it need not, it is kept and not *sure*.
    """
    keys = [*by, "lo", "hi"]
    marked = shared(rows.with_columns(_again=second_hand))
    first = marked.filter(~pl.col("_again")).select(*by, f_lo="lo", f_hi="hi").unique()
    reach = pl.duration(days=within_days)
    met = (
        marked.filter("_again")
        .select(keys)
        .unique()
        .join(first, on=list(by))
        .filter(pl.col("f_lo") <= pl.col("hi"), pl.col("f_hi") + reach >= pl.col("lo"))
        .with_columns(
            _surely=(pl.col("f_hi") <= pl.col("lo")) & (pl.col("f_lo") + reach >= pl.col("hi"))
        )
        .group_by(keys)
        .agg(pl.col("_surely").any())
    )
    told = marked.filter("_again").join(met, on=keys, how="left")
    kept = told.filter(~pl.col("_surely").fill_null(False)).with_columns(
        sure=pl.col("sure") & pl.col("_surely").is_null()
    )
    return pl.concat([marked.filter(~pl.col("_again")), kept.drop("_surely")]).drop("_again")


def not_looked_back_on(
    rows: pl.LazyFrame,
    later: pl.LazyFrame,
    *,
    by: Sequence[str],
    within_days: int | None = None,
) -> pl.LazyFrame:
    """Rows without those of entries that only speak again of one recorded before.

    ``later`` are occurrences that say so: an expert's view of a bruise, a court's finding. Where
    nothing else of the same ``by`` can lie before it, or so many days before it, such an entry is
    all there is, and stays.
    """
    again = later.select("case_id", "happening").unique().with_columns(_again=pl.lit(True))
    marked = shared(
        rows.join(again, on=["case_id", "happening"], how="left")
        .with_columns(pl.col("_again").fill_null(False))
        .with_row_index("_row")
    )
    first = marked.filter(~pl.col("_again")).select(*by, f_lo="lo", f_hi="hi").unique()
    near = pl.lit(True)
    if within_days is not None:
        near = pl.col("f_hi") + pl.duration(days=within_days) >= pl.col("lo")
    met = (
        marked.filter("_again")
        .join(first, on=list(by))
        .filter(pl.col("f_lo") <= pl.col("hi"), near)
        .select("_row")
        .unique()
    )
    return marked.join(met, on="_row", how="anti").drop("_again", "_row")


def times_told(
    occurrences: pl.LazyFrame, *, by: Sequence[str] = KEY, unless: pl.LazyFrame | None = None
) -> pl.LazyFrame:
    """Occurrences with, for each that is told several times ("x3"), the others that it tells of.

    ``value`` says how often. The others lie on unknown days up to that entry and are never sure.
    Those recorded by themselves that can lie there are among them, and what two entries of the
    same ``by`` tell of are the same, so nothing counts twice. ``unless`` are occurrences whose
    entries say outright that it was often: what they tell is raised by itself.
    """
    keys = list(by)
    occurrences = shared(occurrences)
    counts = occurrences if unless is None else without(occurrences, unless)
    often = shared(
        counts.filter(pl.col("value") > 1, pl.all_horizontal(pl.col(keys).is_not_null()))
        .sort(
            *keys, "hi", "happening", pl.col("value"), descending=[False] * (len(keys) + 2) + [True]
        )
        .unique([*keys, "happening"], keep="first", maintain_order=True)
    )
    recorded = (
        often.select(*keys, "hi", told="happening")
        .join(occurrences.select(*keys, "happening", o_lo="lo"), on=keys)
        .filter(pl.col("o_lo") <= pl.col("hi"), pl.col("happening") != pl.col("told"))
        .group_by(*keys, "told")
        .agg(recorded=pl.col("happening").n_unique())
    )
    left = pl.col("value").cast(pl.Int64).clip(0, MOST_TOLD) - pl.col("recorded").fill_null(0)
    others = (
        often.join(recorded, left_on=[*keys, "happening"], right_on=[*keys, "told"], how="left")
        .filter(left > 1)
        .with_columns(_other=pl.int_ranges(1, left))
        .explode("_other")
        .sort(*keys, "_other", "hi", "happening")
        .unique([*keys, "_other"], keep="first", maintain_order=True)
        .with_columns(
            lo=pl.lit(LONG_AGO),
            happening=pl.concat_str("happening", pl.lit(" +"), "_other"),
            sure=pl.lit(False),
            value=pl.lit(None, dtype=pl.Float64),
        )
        .drop("_other", "recorded")
    )
    return pl.concat([occurrences, others], how="diagonal_relaxed")
