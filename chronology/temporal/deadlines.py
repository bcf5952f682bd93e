"""What was done later than the time that it had."""

from __future__ import annotations

import polars as pl

from chronology.tables import FAR_AHEAD, LONG_AGO
from chronology.temporal.occurrences import gathered, put_together, shared, with_a_date
from chronology.temporal.reach import Reach, last_day
from chronology.temporal.windows import once

_STEP = ["case_id", "lo", "hi"]
_TRIGGER = ["case_id", "t_lo", "t_hi"]


def done_late(
    triggers: pl.LazyFrame,
    steps: pl.LazyFrame,
    *,
    within: Reach,
    belongs_days: int,
    repeats: bool = False,
) -> pl.LazyFrame:
    """Steps that can have come after their time, each with the trigger that its time counts from.

    A step's trigger is the last before it, and only the first step after a trigger answers it; one
    that comes more than ``belongs_days`` after its time is taken for the answer to something
    else. ``repeats``: a step's time counts from the step before it, of the same kind.

    Gives ``t_lo``, ``t_hi``, ``lo``, ``hi``, both rows' ``evidence``, and

    - ``sure``: late however the dates fall, and nothing else can have been in time
    - ``likely``: late where each date is taken at its middle
    - ``due``: the last day in time, counted from the last day that the trigger can have fallen on
    - ``days``: how long it took, where both days are known; ``times``: in times of what is allowed
    """
    begun = _triggers(triggers, within)
    pairs = _one_a_day(steps).join(begun, on="case_id").filter(pl.col("t_lo") <= pl.col("hi"))
    if repeats:
        pairs = pairs.filter((pl.col("t_lo") < pl.col("lo")) | (pl.col("t_hi") < pl.col("hi")))
    pairs = shared(pairs)
    known = (pl.col("t_lo") > LONG_AGO) & (pl.col("t_hi") < FAR_AHEAD)
    known &= with_a_date()
    belongs = pl.duration(days=belongs_days)
    last = pl.col("due_middle") + belongs
    nearest = (
        pairs.filter(known, pl.col("middle").is_between(pl.col("t_middle"), last))
        .sort(*_STEP, "t_middle", "t_lo", "t_hi")
        .unique(_STEP, keep="last", maintain_order=True)
        .sort(*_TRIGGER, "middle", "lo", "hi")
        .unique(_TRIGGER, keep="first", maintain_order=True)
    )
    in_time = shared(pairs.filter(pl.col("lo") <= pl.col("due")))
    answer = in_time.select(*_STEP, _step=pl.lit(True)).unique()
    trigger = in_time.select(*_TRIGGER, _trigger=pl.lit(True)).unique()
    took = (pl.col("lo") - pl.col("t_hi")).dt.total_days()
    days_known = (pl.col("lo") == pl.col("hi")) & (pl.col("t_lo") == pl.col("t_hi"))
    alone = pl.col("_step").is_null() & pl.col("_trigger").is_null()
    its_own = alone & (pl.col("hi") <= pl.col("due_first") + belongs)
    return (
        nearest.filter(pl.col("hi") > pl.col("due_first"))
        .join(answer, on=_STEP, how="left")
        .join(trigger, on=_TRIGGER, how="left")
        .select(
            *_STEP,
            "t_lo",
            "t_hi",
            "due",
            evidence=put_together("t_evidence", "evidence"),
            sure=pl.col("sure") & pl.col("t_sure") & its_own,
            likely=pl.col("middle") > pl.col("due_middle"),
            days=pl.when(days_known).then(took),
            times=took / (pl.col("due") - pl.col("t_hi")).dt.total_days(),
        )
    )


def never_done(triggers: pl.LazyFrame, steps: pl.LazyFrame, *, within: Reach) -> pl.LazyFrame:
    """Triggers of known date after which no such step is recorded at all, however late.

    Gives ``t_lo``, ``t_hi``, ``due``, ``evidence`` and ``sure``. Silence means something only
    inside coverage: see :func:`~chronology.temporal.covered`.
    """
    begun = shared(_triggers(triggers, within))
    later = (
        begun.select(_TRIGGER)
        .join(steps.select("case_id", "hi").unique(), on="case_id")
        .filter(pl.col("hi") >= pl.col("t_lo"))
    )
    return (
        begun.filter(pl.col("t_lo") > LONG_AGO, pl.col("t_hi") < FAR_AHEAD)
        .join(later, on=_TRIGGER, how="anti")
        .select(*_TRIGGER, "due", evidence="t_evidence", sure="t_sure")
    )


def _triggers(triggers: pl.LazyFrame, within: Reach) -> pl.LazyFrame:
    return _one_a_day(triggers).select(
        "case_id",
        t_lo="lo",
        t_hi="hi",
        t_middle="middle",
        t_evidence="evidence",
        t_sure="sure",
        due_first=last_day(within, pl.col("lo")),
        due_middle=last_day(within, pl.col("middle")),
        due=last_day(within, pl.col("hi")),
    )


def _one_a_day(occurrences: pl.LazyFrame) -> pl.LazyFrame:
    """One row for what has the same dates: two agencies' records of one meeting are one."""
    return (
        once(occurrences, ("case_id",))
        .group_by(_STEP)
        .agg(gathered("evidence"), pl.col("sure").any())
        .with_columns(middle=pl.col("lo") + (pl.col("hi") - pl.col("lo")) / 2)
    )
