"""What came after what, what didn't, and what was in force."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from chronology.tables import EVIDENCE, LONG_AGO, Tables
from chronology.temporal.occurrences import KEY, affirmed, put_together, shared
from chronology.temporal.reach import Reach, last_day


def followed_by(
    first: pl.LazyFrame, then: pl.LazyFrame, *, within_days: Reach, by: Sequence[str] = KEY
) -> pl.LazyFrame:
    """Pairs in which ``then`` came on the day of ``first`` or up to so many days after.

    Gives the rows of ``first`` with ``then_lo``, ``then_hi`` and both rows' evidence; one row a
    pair. ``within_days`` may be a :data:`~chronology.temporal.reach.Reach`.
    """
    answers = then.select(
        *by,
        then_lo=pl.col("lo"),
        then_hi=pl.col("hi"),
        then_evidence=pl.col("evidence"),
        then_sure=pl.col("sure"),
    )
    can = (pl.col("then_hi") >= pl.col("lo")) & (
        pl.col("then_lo") <= last_day(within_days, pl.col("hi"))
    )
    must = (pl.col("then_lo") >= pl.col("hi")) & (
        pl.col("then_hi") <= last_day(within_days, pl.col("lo"))
    )
    return (
        first.join(answers, on=list(by))
        .filter(can)
        .with_columns(
            sure=pl.col("sure") & pl.col("then_sure") & must,
            evidence=put_together("evidence", "then_evidence"),
        )
        .drop("then_evidence", "then_sure")
    )


def not_followed_by(
    first: pl.LazyFrame, then: pl.LazyFrame, *, within_days: Reach, by: Sequence[str] = KEY
) -> pl.LazyFrame:
    """Rows of ``first`` after which ``then`` didn't come on the day or so many days after.

    *Sure* when no placing of the dates lets it; kept but not sure when some placing leaves it out.
    What the same entry or another account of it says is on the same day, so it is an answer.
    Silence means something only inside coverage: see :func:`covered`.
    """
    keys = [*by, "_asked"]
    entries = pl.col("evidence").list.eval(pl.element().struct.field("event_id"))
    named = pl.concat_str(entries.list.join("|"), pl.col("happening"), separator="|")
    asked = shared(first.with_columns(_asked=named))
    then = shared(then)
    answers = then.select(*by, b_lo=pl.col("lo"), b_hi=pl.col("hi"), b_sure=pl.col("sure"))
    # the last days are reckoned once a row: for each pair it would take longer than all the rest
    reckoned = asked.select(*keys, "lo", "hi").with_columns(
        soonest=last_day(within_days, pl.col("lo")), latest=last_day(within_days, pl.col("hi"))
    )
    near = shared(
        reckoned.join(answers, on=list(by)).filter(
            pl.col("b_hi") >= pl.col("lo"), pl.col("b_lo") <= pl.col("latest")
        )
    )
    in_time = (pl.col("b_lo") >= pl.col("hi")) & (pl.col("b_hi") <= pl.col("soonest"))
    surely = near.filter("b_sure", in_time).select(keys).unique()
    left = shared(_without_same(asked, then, by).join(surely, on=keys, how="anti"))
    known = pl.col("lo") == pl.col("hi")
    unsure_days = left.filter(~known)
    open_days = _open_days(
        unsure_days, near.join(unsure_days.select(keys), on=keys, how="semi"), within_days, keys
    )
    some_answer = near.select(keys).unique().with_columns(_near=pl.lit(True))
    return (
        pl.concat([left.filter(known), unsure_days.join(open_days, on=keys, how="semi")])
        .join(some_answer, on=keys, how="left")
        .with_columns(sure=pl.col("sure") & pl.col("_near").is_null())
        .drop("_asked", "_near")
    )


def _without_same(asked: pl.LazyFrame, then: pl.LazyFrame, by: Sequence[str]) -> pl.LazyFrame:
    """Rows whose own entry, or another account of it, doesn't surely hold an answer."""
    same = [*by, "happening"]
    return asked.join(then.filter("sure").select(same), on=same, how="anti")


def not_done_by(
    first: pl.LazyFrame, then: pl.LazyFrame, *, within_days: Reach, by: Sequence[str] = KEY
) -> pl.LazyFrame:
    """Rows of ``first`` by whose day, or so many days after, ``then`` had never come.

    As :func:`not_followed_by`, except that what came at any time before is an answer too.
    """
    then = shared(then)
    earliest = then.group_by(*by).agg(
        _can=pl.col("lo").min(), _must=pl.col("hi").filter("sure").min()
    )
    done = pl.col("_must") <= last_day(within_days, pl.col("lo"))
    near = pl.col("_can") <= last_day(within_days, pl.col("hi"))
    return (
        _without_same(first, then, by)
        .join(earliest, on=list(by), how="left")
        .filter(~done.fill_null(False))
        .with_columns(sure=pl.col("sure") & ~near.fill_null(False))
        .drop("_can", "_must")
    )


def not_around(
    rows: pl.LazyFrame,
    others: pl.LazyFrame,
    *,
    before_days: int,
    after_days: int,
    by: Sequence[str] = KEY,
) -> pl.LazyFrame:
    """Rows that have none of the others from so many days before to so many days after.

    *Sure* as in :func:`not_followed_by`, for what may have been done already.
    """
    back = pl.duration(days=before_days)
    earlier = rows.with_columns(
        pl.col("lo") - back, pl.col("hi") - back, _lo=pl.col("lo"), _hi=pl.col("hi")
    )
    left = not_followed_by(earlier, others, within_days=before_days + after_days, by=by)
    return left.with_columns(lo="_lo", hi="_hi").drop("_lo", "_hi")


def _open_days(
    asked: pl.LazyFrame, near: pl.LazyFrame, within_days: Reach, keys: list[str]
) -> pl.LazyFrame:
    """The rows that can fall on a day after which no answer has to come in time.

    Only two kinds of day need trying: the first on which it can have happened, and the day after
    each answer could first have come, because there the answer may already lie behind it.
    """
    after = near.filter(pl.col("b_lo") >= pl.col("lo"), pl.col("b_lo") < pl.col("hi"))
    days = shared(
        pl.concat(
            [
                asked.select(*keys, day=pl.col("lo")),
                after.select(*keys, day=pl.col("b_lo") + pl.duration(days=1)),
            ]
        ).unique()
    )
    answered = (
        days.join(near.filter("b_sure").select(*keys, "b_lo", "b_hi"), on=keys)
        .filter(
            pl.col("b_lo") >= pl.col("day"), pl.col("b_hi") <= last_day(within_days, pl.col("day"))
        )
        .select(*keys, "day")
    )
    return days.join(answered, on=[*keys, "day"], how="anti").select(keys)


def without(occurrences: pl.LazyFrame, others: pl.LazyFrame) -> pl.LazyFrame:
    """Occurrences in whose happening no other of these is recorded."""
    return occurrences.join(
        others.select("case_id", "happening"), on=["case_id", "happening"], how="anti"
    )


def not_since(
    rows: pl.LazyFrame, others: pl.LazyFrame, *, by: Sequence[str] = ("case_id",)
) -> pl.LazyFrame:
    """Rows that are neither of one happening with one of the others, nor surely of its day or
    after it; *sure* where they were surely before.

    What is found at the incident itself, or comes to light afterwards, was no warning of it.
    """
    others = shared(others)
    since = others.group_by(*by).agg(
        _can=pl.col("lo").min(), _must=pl.col("hi").filter("sure").min()
    )
    return (
        without(rows, others.filter("sure"))
        .join(since, on=list(by), how="left")
        .filter((pl.col("lo") < pl.col("_must")).fill_null(True))
        .with_columns(sure=pl.col("sure") & (pl.col("hi") < pl.col("_can")).fill_null(True))
        .drop("_can", "_must")
    )


def before_the_incident(rows: pl.LazyFrame, case: Tables) -> pl.LazyFrame:
    """Rows that are no part of the child's death, collapse or the index incident, nor after the
    death or the incident.

    A child who collapsed may live, and what is seen later is a warning of what comes after it. A
    collapse or grave injury of which the child died days later is where the incident begins.
    """
    collapsed = shared(affirmed(case, "child_collapsed"))
    died = shared(affirmed(case, "child_died"))
    grave = affirmed(case, "child_collapsed", "index_incident")
    fatal = followed_by(grave, died, within_days=FATAL_WITHIN_DAYS, by=("case_id",))
    ends = [incident(case), died, fatal]
    earlier = not_since(rows, pl.concat([it.select(_DAY) for it in ends]))
    return not_same_day(without(earlier, collapsed), collapsed, by=("case_id",))


_DAY = ("case_id", "happening", "lo", "hi", "sure")

FATAL_WITHIN_DAYS = 14
"""How long after it a death is taken to be of a collapse or a grave injury."""


def incident(case: Tables) -> pl.LazyFrame:
    """The index incident of each case that has one, as an occurrence without entries."""
    return case.cases.filter(pl.col("index_incident").is_not_null()).select(
        "case_id",
        person_id=pl.lit(None, dtype=pl.String),
        happening=pl.lit("the incident"),
        lo="index_incident",
        hi=pl.coalesce("incident_latest", "index_incident"),
        evidence=pl.lit([], dtype=EVIDENCE),
        sure=pl.lit(True),
    )


def not_same_day(
    rows: pl.LazyFrame, others: pl.LazyFrame, *, by: Sequence[str] = KEY
) -> pl.LazyFrame:
    """Rows without those that have one of the others on the same known day.

    Where the days are not known well enough to tell, the row is kept and not *sure*.
    """
    keys = [*by, "lo", "hi"]
    rows = shared(rows)
    met = (
        rows.select(keys)
        .unique()
        .join(others.select(*by, o_lo=pl.col("lo"), o_hi=pl.col("hi")).unique(), on=list(by))
        .filter(pl.col("o_lo") <= pl.col("hi"), pl.col("o_hi") >= pl.col("lo"))
    )
    known = (pl.col("lo") == pl.col("hi")) & (pl.col("o_lo") == pl.col("o_hi"))
    same = met.group_by(keys).agg(_same=known.any())
    return (
        rows.join(same, on=keys, how="left")
        .filter(~pl.col("_same").fill_null(False))
        .with_columns(sure=pl.col("sure") & pl.col("_same").is_null())
        .drop("_same")
    )


def in_force(
    rows: pl.LazyFrame,
    begun: pl.LazyFrame,
    ended: pl.LazyFrame,
    *,
    name: str,
    by: Sequence[str] = ("case_id",),
) -> pl.LazyFrame:
    """Adds whether, on the day of each row, what was last said is that something is in force.

    ``begun`` and ``ended`` are occurrences of saying so and of saying it is over; on one day, that
    it began is taken for the later. Where it holds only for some placing of the dates, the column
    is true and the row no longer *sure*. A beginning without a date puts nothing in force.
    """
    keys = [*by, "lo", "hi"]
    rows = shared(rows)
    days = rows.select(keys).unique()
    starts = begun.filter(pl.col("lo") > LONG_AGO).select(*by, b_lo="lo", b_hi="hi")
    stops = ended.select(*by, e_lo="lo", e_hi="hi")
    begins = shared(days.join(starts, on=list(by)).filter(pl.col("b_lo") <= pl.col("hi")).unique())
    pairs = shared(begins.join(stops, on=list(by)))
    pair = [*keys, "b_lo", "b_hi"]
    over = pairs.filter(pl.col("e_lo") > pl.col("b_hi"), pl.col("e_hi") <= pl.col("lo"))
    perhaps_over = pairs.filter(
        pl.col("e_lo") <= pl.col("hi"), pl.min_horizontal("e_hi", "hi") > pl.col("b_lo")
    )
    can = begins.join(over.select(pair), on=pair, how="anti").select(keys).unique()
    must = (
        begins.filter(pl.col("b_hi") <= pl.col("lo"))
        .join(perhaps_over.select(pair), on=pair, how="anti")
        .select(keys)
        .unique()
    )
    return (
        rows.join(can.with_columns(pl.lit(True).alias(name)), on=keys, how="left")
        .join(must.with_columns(_must=pl.lit(True)), on=keys, how="left")
        .with_columns(pl.col(name).fill_null(False))
        .with_columns(sure=pl.col("sure") & (~pl.col(name) | pl.col("_must").fill_null(False)))
        .drop("_must")
    )
