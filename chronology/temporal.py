"""The event algebra that rules are written in. Each word knows uncertain dates.

An *occurrence* is a thing that records say happened: one row with the interval ``lo..hi`` of days on
which it can have happened, the ``happening`` it belongs to (two agencies' accounts of one thing share
it), the entries that evidence it, and ``sure``: whether it holds wherever in its interval each date
fell. Every function takes and gives lazy frames keyed by ``case_id``, and never collects.

An event without a date can have happened on any day, so it can complete a pattern only as *possible*.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from chronology.tables import CHILD_ROLES, FAR_AHEAD, LONG_AGO, Tables

KEY = ("case_id", "person_id")
"""What most patterns are about: one person of one case."""

OCCURRENCE = (
    "case_id",
    "person_id",
    "happening",
    "agency",
    "agency_kind",
    "lo",
    "hi",
    "concept",
    "who",
    "term",
    "value",
    "evidence",
    "sure",
)


def shared(frame: pl.LazyFrame) -> pl.LazyFrame:
    """A frame that is used more than once in what follows.

    A lazy plan is a tree: without this, each use repeats all that came before it, and planning a rule
    takes longer than running it.
    """
    return frame.cache()


def said(
    case: Tables, *concepts: str, statuses: Sequence[str] = ("affirmed",), part: str | None = None
) -> pl.LazyFrame:
    """Occurrences of what the records say, one row an entry, person and concept.

    ``part`` is what the entry is called in a flag's evidence; without it the concept's own name.
    """
    signals = case.signals.filter(
        pl.col("concept").is_in(concepts), pl.col("status").is_in(statuses)
    )
    one_each = signals.group_by("case_id", "event_id", "person_id", "who", "concept").agg(
        pl.col("term").min(), pl.col("value").max()
    )
    label = pl.lit(part) if part else pl.col("concept").str.replace_all("_", " ")
    return (
        one_each.join(_dated(case.events), on=["case_id", "event_id"])
        .with_columns(
            pl.concat_list(
                pl.struct(pl.col("event_id"), label.alias("part")).alias("evidence")
            ).alias("evidence"),
            pl.lit(True).alias("sure"),
        )
        .select(OCCURRENCE)
    )


def affirmed(case: Tables, *concepts: str, part: str | None = None) -> pl.LazyFrame:
    """Occurrences that records say are so."""
    return said(case, *concepts, part=part)


def negated(case: Tables, *concepts: str, part: str | None = None) -> pl.LazyFrame:
    """Occurrences that records say are not so: a fact of its own, never an absence."""
    return said(case, *concepts, statuses=("negated",), part=part)


def entries(case: Tables, which: pl.LazyFrame, *, part: str) -> pl.LazyFrame:
    """Entries themselves as occurrences, whatever they say.

    ``which`` has ``case_id``, ``event_id`` and the ``person_id`` whom they are taken for.
    """
    item = pl.struct(pl.col("event_id"), pl.lit(part).alias("part"))
    return (
        which.join(_dated(case.events), on=["case_id", "event_id"])
        .with_columns(
            concept=pl.lit(part),
            who=pl.lit("unknown"),
            term=pl.lit(None, dtype=pl.String),
            value=pl.lit(None, dtype=pl.Float64),
            evidence=pl.concat_list(item),
            sure=pl.lit(True),
        )
        .select(OCCURRENCE)
    )


def _dated(events: pl.LazyFrame) -> pl.LazyFrame:
    return events.select(
        "case_id",
        "event_id",
        "agency",
        "agency_kind",
        pl.coalesce("account_of", "event_id").alias("happening"),
        pl.col("earliest").fill_null(LONG_AGO).alias("lo"),
        pl.col("latest").fill_null(FAR_AHEAD).alias("hi"),
    )


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


def aged(
    occurrences: pl.LazyFrame, *, from_days: int | None = 0, under: str | None = None
) -> pl.LazyFrame:
    """Occurrences while the child was at least ``from_days`` and younger than ``under`` ("6mo").

    Needs ``born_lo`` and ``born_hi`` (see :func:`of_children`); a child without them has no age, and
    its occurrences are left out. ``from_days=None`` sets no lower end, so includes the pregnancy.
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
    count), ``lo``, ``hi``, ``evidence``, ``sure``. An episode is sure when one set of happenings fills
    the window however each is dated. Windows that overlap are one episode. Possible windows that share
    a happening with a sure episode are not told twice.
    """
    happenings = shared(once(occurrences, by))
    reach = pl.duration(days=within_days)
    anchors = happenings.select(
        *by, anchor=pl.col("happening"), a_lo=pl.col("lo"), a_hi=pl.col("hi")
    )
    pairs = shared(anchors.join(happenings, on=list(by), how="inner"))
    sure_pairs = pairs.filter(
        pl.col("sure"),
        pl.col("lo") >= pl.col("a_lo"),
        pl.col("hi") <= pl.col("a_lo") + reach,
    )
    sure = shared(_episodes(sure_pairs, pl.col("a_lo"), at_least, by))
    told = sure.explode("happenings", keep_nulls=False, empty_as_null=False).select(
        *by, pl.col("happenings").alias("happening")
    )
    possible_pairs = shared(
        pairs.filter(pl.col("hi") >= pl.col("a_hi"), pl.col("lo") <= pl.col("a_hi") + reach)
    )
    already = possible_pairs.join(told, on=[*by, "happening"], how="semi").select(*by, "anchor")
    rest = possible_pairs.join(already, on=[*by, "anchor"], how="anti")
    possible = _episodes(rest, pl.col("a_hi"), at_least, by)
    return pl.concat(
        [
            sure.with_columns(pl.lit(True).alias("sure")),
            possible.with_columns(pl.lit(False).alias("sure")),
        ]
    ).drop("happenings")


def _episodes(
    pairs: pl.LazyFrame, start: pl.Expr, at_least: int, by: Sequence[str]
) -> pl.LazyFrame:
    keys = list(by)
    windows = (
        pairs.with_columns(start.alias("start"))
        .group_by(*keys, "anchor", "start")
        .agg(
            pl.len().alias("n"),
            pl.col("hi").sort().get(at_least - 1, null_on_oob=True).alias("reached"),
            pl.col("lo").min(),
            pl.col("hi").max(),
            pl.col("happening").sort().alias("happenings"),
            pl.col("evidence").explode(keep_nulls=False, empty_as_null=False),
        )
        .filter(pl.col("n") >= at_least)
        .sort(*keys, "start", "hi", "anchor")
    )
    fresh = pl.col("start") > pl.col("hi").cum_max().shift(1).over(keys)
    return (
        windows.with_columns(fresh.fill_null(True).cum_sum().alias("episode"))
        .group_by(*keys, "episode")
        .agg(
            pl.col("n").max(),
            pl.col("reached").min(),
            pl.col("lo").min(),
            pl.col("hi").max(),
            pl.col("happenings").explode(keep_nulls=False, empty_as_null=False).unique(),
            pl.col("evidence").explode(keep_nulls=False, empty_as_null=False),
        )
        .drop("episode")
    )


def followed_by(
    first: pl.LazyFrame, then: pl.LazyFrame, *, within_days: int, by: Sequence[str] = KEY
) -> pl.LazyFrame:
    """Pairs in which ``then`` came on the day of ``first`` or up to so many days after.

    Gives the rows of ``first`` with ``then_lo``, ``then_hi`` and both rows' evidence; one row a pair.
    """
    reach = pl.duration(days=within_days)
    answers = then.select(
        *by,
        then_lo=pl.col("lo"),
        then_hi=pl.col("hi"),
        then_evidence=pl.col("evidence"),
        then_sure=pl.col("sure"),
    )
    can = (pl.col("then_hi") >= pl.col("lo")) & (pl.col("then_lo") <= pl.col("hi") + reach)
    must = (pl.col("then_lo") >= pl.col("hi")) & (pl.col("then_hi") <= pl.col("lo") + reach)
    return (
        first.join(answers, on=list(by))
        .filter(can)
        .with_columns(
            sure=pl.col("sure") & pl.col("then_sure") & must,
            evidence=pl.col("evidence").list.concat("then_evidence"),
        )
        .drop("then_evidence", "then_sure")
    )


def not_followed_by(
    first: pl.LazyFrame, then: pl.LazyFrame, *, within_days: int, by: Sequence[str] = KEY
) -> pl.LazyFrame:
    """Rows of ``first`` after which ``then`` didn't come on the day or so many days after.

    *Sure* when no placing of the dates lets it; kept but not sure when some placing leaves it out.
    What the same entry or another account of it says is on the same day, so it is an answer. Silence
    means something only inside coverage: see :func:`covered`.
    """
    keys = list(by)
    reach = pl.duration(days=within_days)
    entries = pl.col("evidence").list.eval(pl.element().struct.field("event_id"))
    asked = shared(
        first.with_columns(
            _asked=pl.concat_str(entries.list.join("|"), pl.col("happening"), separator="|")
        )
    )
    answers = then.select(
        *keys,
        b_lo=pl.col("lo"),
        b_hi=pl.col("hi"),
        _same=pl.col("happening"),
        b_sure=pl.col("sure"),
    )
    pairs = shared(asked.select(*keys, "happening", "_asked", "lo", "hi").join(answers, on=keys))
    same = pairs.filter(pl.col("happening") == pl.col("_same"), pl.col("b_sure"))
    near = shared(
        pairs.filter(pl.col("b_hi") >= pl.col("lo"), pl.col("b_lo") <= pl.col("hi") + reach)
    )
    days = shared(
        pl.concat(
            [
                asked.select(*keys, "_asked", "lo", "hi", day=pl.col("lo")),
                near.filter(pl.col("b_lo") >= pl.col("lo"), pl.col("b_lo") < pl.col("hi")).select(
                    *keys, "_asked", "lo", "hi", day=pl.col("b_lo") + pl.duration(days=1)
                ),
            ]
        ).unique()
    )
    answered_days = (
        days.join(
            near.filter("b_sure").select(*keys, "_asked", "b_lo", "b_hi"), on=[*keys, "_asked"]
        )
        .filter(pl.col("b_lo") >= pl.col("day"), pl.col("b_hi") <= pl.col("day") + reach)
        .select(*keys, "_asked", "day")
    )
    open_days = days.join(answered_days, on=[*keys, "_asked", "day"], how="anti")
    unanswered = asked.join(same.select(*keys, "_asked"), on=[*keys, "_asked"], how="anti").join(
        open_days.select(*keys, "_asked"), on=[*keys, "_asked"], how="semi"
    )
    some_answer = near.select(*keys, "_asked", _near=pl.lit(True)).unique()
    return (
        unanswered.join(some_answer, on=[*keys, "_asked"], how="left")
        .with_columns(sure=pl.col("sure") & pl.col("_near").is_null())
        .drop("_asked", "_near")
    )


def gap(
    contacts: pl.LazyFrame,
    spans: pl.LazyFrame,
    *,
    longer_than_days: int,
    by: Sequence[str] = KEY,
) -> pl.LazyFrame:
    """Stretches inside ``spans`` (``first``, ``last``) without a contact for more than so many days.

    One row a stretch: ``lo`` and ``hi`` are the days of the contacts (or ends of the span) around it,
    ``days`` how long it was, ``sure`` when no placing of an uncertain contact breaks it.
    """
    keys = list(by)
    spans = shared(spans)
    inside = contacts.join(spans.select(*keys, "first", "last"), on=keys).filter(
        pl.col("hi") >= pl.col("first"), pl.col("lo") <= pl.col("last")
    )
    empty = pl.lit([], dtype=pl.List(pl.Struct({"event_id": pl.String, "part": pl.String})))
    points = shared(
        pl.concat(
            [
                spans.select(*keys, "first", "last", lo="first", hi="first", evidence=empty),
                inside.select(*keys, "first", "last", "lo", "hi", "evidence"),
                spans.select(*keys, "first", "last", lo="last", hi="last", evidence=empty),
            ]
        )
    )
    firm = points.filter(pl.col("lo") == pl.col("hi"))
    every = shared(_stretches(points, keys, longer_than_days).with_columns(sure=pl.lit(True)))
    between_firm = shared(_stretches(firm, keys, longer_than_days))
    only_firm = between_firm.join(
        every.select(*keys, _lo=pl.col("lo"), _hi=pl.col("hi")), on=keys, how="left"
    )
    overlapped = only_firm.filter(
        pl.col("_lo") < pl.col("hi"), pl.col("_hi") > pl.col("lo")
    ).select(*keys, "lo", "hi")
    possible = between_firm.join(overlapped, on=[*keys, "lo", "hi"], how="anti").with_columns(
        sure=pl.lit(False)
    )
    return pl.concat([every, possible])


def _stretches(points: pl.LazyFrame, keys: list[str], longer_than_days: int) -> pl.LazyFrame:
    order = points.sort(*keys, "lo", "hi")
    before = pl.col("hi").cum_max().shift(1).over(keys)
    days = (pl.col("lo") - pl.col("before")).dt.total_days()
    return (
        order.with_columns(
            before=before,
            _previous=pl.col("evidence").shift(1).over(keys),
        )
        .with_columns(days=days)
        .filter(pl.col("days") > longer_than_days)
        .select(
            *keys,
            lo=pl.col("before"),
            hi=pl.col("lo"),
            days=pl.col("days"),
            evidence=pl.col("_previous").list.concat("evidence"),
        )
    )


def covered(case: Tables, kinds: Sequence[str] | None = None) -> pl.LazyFrame:
    """The days on which a return of these kinds of agency speaks: when its silence means something.

    One row an agency that was read: ``case_id``, ``agency``, ``agency_kind``, ``first``, ``last``.
    """
    returned = case.coverage.filter(pl.col("returned"), pl.col("from_date").is_not_null())
    if kinds is not None:
        returned = returned.filter(pl.col("agency_kind").is_in(kinds))
    return returned.select(
        "case_id", "agency", "agency_kind", first=pl.col("from_date"), last=pl.col("to_date")
    )


def is_covered(
    rows: pl.LazyFrame,
    coverage: pl.LazyFrame,
    *,
    first: pl.Expr,
    last: pl.Expr,
    name: str = "covered",
) -> pl.LazyFrame:
    """Adds a column: whether some return speaks of every day from ``first`` to ``last``."""
    numbered = shared(rows.with_columns(_first=first, _last=last))
    spans = coverage.select("case_id", cover_first=pl.col("first"), cover_last=pl.col("last"))
    whole = (
        numbered.select("case_id", "_first", "_last")
        .unique()
        .join(spans, on="case_id")
        .filter(pl.col("cover_first") <= pl.col("_first"), pl.col("cover_last") >= pl.col("_last"))
        .select("case_id", "_first", "_last")
        .unique()
        .with_columns(pl.lit(True).alias(name))
    )
    return (
        numbered.join(whole, on=["case_id", "_first", "_last"], how="left")
        .with_columns(pl.col(name).fill_null(False))
        .drop("_first", "_last")
    )


DOUBT = ("?", "??", "query", "queried", "?possible", "possible", "possibly", "poss", "suspected")
"""Cues by which a record doubts what it saw, as against advice, plans and conditions."""


def doubted(case: Tables, *concepts: str, part: str | None = None) -> pl.LazyFrame:
    """Occurrences that records only suspect ("?bruise"): never sure."""
    doubtful = Tables(
        **{**case.__dict__, "signals": case.signals.filter(pl.col("cue").is_in(DOUBT))}
    )
    found = said(doubtful, *concepts, statuses=("hypothetical",), part=part)
    return found.with_columns(sure=pl.lit(False))


def without(occurrences: pl.LazyFrame, others: pl.LazyFrame) -> pl.LazyFrame:
    """Occurrences in whose happening no other of these is recorded."""
    return occurrences.join(
        others.select("case_id", "happening").unique(), on=["case_id", "happening"], how="anti"
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

    ``begun`` and ``ended`` are occurrences of saying so and of saying it is over.
    """
    keys = list(by)
    statements = pl.concat(
        [
            begun.select(*keys, on=pl.col("lo"), yes=pl.lit(True)),
            ended.select(*keys, on=pl.col("lo"), yes=pl.lit(False)),
        ]
    ).filter(pl.col("on") > LONG_AGO)
    rows = shared(rows)
    days = rows.select(*keys, "hi").unique()
    latest = (
        days.join(statements, on=keys)
        .filter(pl.col("on") <= pl.col("hi"))
        .group_by(*keys, "hi")
        .agg(pl.col("yes").sort_by("on", "yes").last().alias(name))
    )
    return rows.join(latest, on=[*keys, "hi"], how="left").with_columns(
        pl.col(name).fill_null(False)
    )


def under_age(case: Tables, under: str, *, before_birth_days: int = 0) -> pl.LazyFrame:
    """The days on which each child under review was unborn or younger than ``under`` ("12mo").

    Gives ``case_id``, ``person_id``, ``born_lo``, ``born_hi``, ``first``, ``last``, cut to the review
    period where one is stated.
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
) -> pl.LazyFrame:
    """Cases where a pattern of this age can't be looked for: ``case_id``, ``status``, ``reason``.

    *Not applicable* when no child was of that age in the period under review; *not assessable* when no
    return of these kinds of agency speaks of a day on which one was. ``stage`` names the age in words.
    """
    spans = shared(under_age(case, under, before_birth_days=before_birth_days))
    some = spans.filter(pl.col("first") <= pl.col("last"))
    known = spans.select("case_id").unique()
    elsewhere = known.join(some, on="case_id", how="anti").with_columns(
        status=pl.lit("not_applicable"),
        reason=pl.lit(f"No child under review was {stage} in the period under review."),
    )
    spoken = (
        some.join(covered(case, kinds), on="case_id", suffix="_covered")
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
