"""The children under review, what is about them, and how old they were."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from chronology.tables import CHILD_ROLES, Tables
from chronology.temporal.coverage import covered
from chronology.temporal.occurrences import shared


def children(case: Tables) -> pl.LazyFrame:
    """The children the review is about, with the days between which each was born.

    A child not yet born, or whose birth is known only by the due date, has the due date.
    """
    return case.persons.filter(pl.col("role").is_in(CHILD_ROLES)).select(
        "case_id",
        "person_id",
        pl.coalesce("born_earliest", "due").alias("born_lo"),
        pl.coalesce("born_latest", "due").alias("born_hi"),
    )


def of_children(occurrences: pl.LazyFrame, kids: pl.LazyFrame) -> pl.LazyFrame:
    """Occurrences that are about one of the children under review.

    Where a record doesn't say which of several children it means, it may be any of them: it goes to
    each, not *sure*.
    """
    counted_kids = kids.with_columns(pl.len().over("case_id").alias("_children"))
    unnamed = pl.col("_who_it_is").is_null()
    return (
        occurrences.filter(pl.col("who").is_in(["child", "unknown"]))
        .rename({"person_id": "_who_it_is"})
        .join(counted_kids, on="case_id")
        .filter(unnamed | (pl.col("_who_it_is") == pl.col("person_id")))
        .with_columns(sure=pl.col("sure") & (~unnamed | (pl.col("_children") == 1)))
        .drop("_who_it_is", "_children")
    )


def of_each_child(occurrences: pl.LazyFrame, kids: pl.LazyFrame) -> pl.LazyFrame:
    """Occurrences that concern every child of the case, such as a parent's or the household's."""
    return occurrences.drop("person_id").join(kids, on="case_id")


def about_the_child(rows: pl.LazyFrame, case: Tables) -> pl.LazyFrame:
    """Rows as of the child under review, where there is only one; of nobody where there are more.

    For what services did or left undone, which is about the case and no person that it names.
    """
    only = (
        children(case)
        .group_by("case_id")
        .agg(person_id=pl.when(pl.len() == 1).then(pl.col("person_id").first()))
    )
    return rows.drop("person_id", strict=False).join(only, on="case_id", how="left")


def aged(
    occurrences: pl.LazyFrame, *, from_days: int | None = 0, under: str | None = None
) -> pl.LazyFrame:
    """Occurrences while the child was at least ``from_days`` and younger than ``under`` ("6mo").

    Needs ``born_lo`` and ``born_hi`` (see :func:`of_children`); a child without them has no age,
    and its occurrences are left out. ``from_days=None`` sets no lower end, so includes the
    pregnancy.
    """
    can, must = pl.lit(True), pl.lit(True)
    if from_days is not None:
        span = pl.duration(days=from_days)
        can &= pl.col("hi") >= pl.col("born_lo") + span
        must &= pl.col("lo") >= pl.col("born_hi") + span
    if under is not None:
        can &= pl.col("lo") < pl.col("born_hi").dt.offset_by(under)
        must &= pl.col("hi") < pl.col("born_lo").dt.offset_by(under)
    return (
        occurrences.filter(pl.col("born_lo").is_not_null())
        .filter(can)
        .with_columns(sure=pl.col("sure") & must)
    )


def under_age(case: Tables, under: str, *, before_birth_days: int = 0) -> pl.LazyFrame:
    """The days on which each child under review was unborn or younger than ``under`` ("12mo").

    Gives ``case_id``, ``person_id``, ``born_lo``, ``born_hi``, ``first``, ``last``, cut to the
    review period where one is stated.
    """
    lead = pl.duration(days=before_birth_days)
    return (
        children(case)
        .filter(pl.col("born_lo").is_not_null())
        .join(case.cases.select("case_id", "review_from", "review_to"), on="case_id")
        .with_columns(
            first=pl.max_horizontal(pl.col("born_lo") - lead, pl.col("review_from")),
            last=pl.min_horizontal(
                pl.col("born_hi").dt.offset_by(under) - pl.duration(days=1), pl.col("review_to")
            ),
        )
        .drop("review_from", "review_to")
    )


def age_scope(
    case: Tables,
    under: str,
    *,
    stage: str,
    kinds: Sequence[str] | None = None,
    before_birth_days: int = 0,
    summed_up: bool = False,
) -> pl.LazyFrame:
    """Cases where a pattern of this age can't be looked for: ``case_id``, ``status``, ``reason``.

    *Not applicable* when no child was of that age in the period under review; *not assessable*
    when no return of these kinds of agency speaks of a day on which one was. ``stage`` names the
    age in words. With ``summed_up`` a summary of several agencies speaks of it too.
    """
    spans = shared(under_age(case, under, before_birth_days=before_birth_days))
    some = spans.filter(pl.col("first") <= pl.col("last"))
    known = spans.select("case_id").unique()
    elsewhere = known.join(some, on="case_id", how="anti").with_columns(
        status=pl.lit("not_applicable"),
        reason=pl.lit(f"No child under review was {stage} in the period under review."),
    )
    spoken = (
        some.join(covered(case, kinds, summed_up=summed_up), on="case_id", suffix="_covered")
        .filter(
            pl.col("first_covered") <= pl.col("last"), pl.col("last_covered") >= pl.col("first")
        )
        .select("case_id")
        .unique()
    )
    unspoken = (
        some.select("case_id")
        .unique()
        .join(spoken, on="case_id", how="anti")
        .with_columns(
            status=pl.lit("not_assessable"),
            reason=pl.lit(
                "No return that was read covers the time when the child was "
                f"{stage}, so silence means nothing."
            ),
        )
    )
    return pl.concat([elsewhere, unspoken])


def age_in_days(day: pl.Expr, born: pl.Expr) -> pl.Expr:
    """An age in whole days; :func:`chronology.rule.age_in_words` words it."""
    return (day - born).dt.total_days()
