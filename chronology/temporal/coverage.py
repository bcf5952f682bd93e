"""When silence means something, and the stretches of it."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from chronology.tables import EVIDENCE, FAR_AHEAD, LONG_AGO, SUMMARY, Tables
from chronology.temporal.occurrences import KEY, gathered, shared

_SUMMED_UP = (pl.col("basis") == SUMMARY).fill_null(False)


def gap(
    contacts: pl.LazyFrame,
    spans: pl.LazyFrame,
    *,
    longer_than_days: int,
    by: Sequence[str] = KEY,
) -> pl.LazyFrame:
    """Stretches inside ``spans`` (``first``, ``last``) without a contact for more than so many
    days.

    One row a stretch: ``lo`` and ``hi`` are the days of the contacts (or ends of the span) around
    it, ``days`` how long it was, ``sure`` when no placing of an uncertain contact breaks it.
    """
    keys = [*by, "first", "last"]
    spans = shared(spans.select(keys).unique())
    inside = shared(
        contacts.join(spans, on=list(by))
        .filter(pl.col("hi") >= pl.col("first"), pl.col("lo") <= pl.col("last"))
        .select(*keys, "lo", "hi", "evidence")
    )
    sure = shared(_sure_stretches(inside, spans, keys, longer_than_days))
    possible = _possible_stretches(inside, spans, keys, longer_than_days)
    told = shared(pl.concat([sure, _beside(possible, sure, keys, longer_than_days)]))
    return _with_contacts_around(told, inside, keys).drop("first", "last")


def _sure_stretches(
    inside: pl.LazyFrame, spans: pl.LazyFrame, keys: list[str], longer_than_days: int
) -> pl.LazyFrame:
    """Days between two contacts on which, however they are dated, none can have fallen."""
    points = pl.concat(
        [
            spans.select(*keys, lo="first", hi="first"),
            inside.select(*keys, "lo", "hi"),
            spans.select(*keys, lo="last", hi="last"),
        ]
    )
    before = pl.col("hi").cum_max().shift(1).over(keys)
    return (
        points.sort(*keys, "lo", "hi")
        .with_columns(before=before)
        .select(
            *keys,
            lo="before",
            hi="lo",
            days=(pl.col("lo") - pl.col("before")).dt.total_days(),
        )
        .filter(pl.col("days") > longer_than_days)
        .with_columns(sure=pl.lit(True))
    )


def _possible_stretches(
    inside: pl.LazyFrame, spans: pl.LazyFrame, keys: list[str], longer_than_days: int
) -> pl.LazyFrame:
    """Days that some placing of the contacts leaves free.

    A stretch can only begin with the span or with a contact on its first possible day; it can last
    until the first of the later contacts has to have come.
    """
    begins = pl.concat(
        [
            spans.select(*keys, begin=pl.col("first")),
            inside.select(*keys, begin=pl.max_horizontal("lo", "first")),
        ]
    ).unique()
    later = (
        begins.join(inside.select(*keys, "lo", "hi"), on=keys)
        .filter(pl.col("lo") > pl.col("begin"))
        .group_by(*keys, "begin")
        .agg(pl.col("hi").min())
    )
    longest = (
        begins.join(later, on=[*keys, "begin"], how="left")
        .select(*keys, lo="begin", hi=pl.min_horizontal("hi", "last"))
        .with_columns(days=(pl.col("hi") - pl.col("lo")).dt.total_days())
        .filter(pl.col("days") > longer_than_days)
        .sort(*keys, "lo", "hi")
    )
    fresh = pl.col("lo") >= pl.col("hi").cum_max().shift(1).over(keys)
    return (
        longest.with_columns(stretch=fresh.fill_null(True).cum_sum())
        .group_by(*keys, "stretch")
        .agg(pl.col("lo").min(), pl.col("hi").max(), pl.col("days").max())
        .select(*keys, "lo", "hi", "days", sure=pl.lit(False))
    )


def _beside(
    possible: pl.LazyFrame, sure: pl.LazyFrame, keys: list[str], longer_than_days: int
) -> pl.LazyFrame:
    """What a possible stretch has before or after the sure ones in it, if that is enough."""
    inner = sure.select(*keys, s_lo=pl.col("lo"), s_hi=pl.col("hi"))
    met = (
        possible.join(inner, on=keys, how="left")
        .filter(
            pl.col("s_lo").is_null()
            | ((pl.col("s_lo") < pl.col("hi")) & (pl.col("s_hi") > pl.col("lo")))
        )
        .group_by(*keys, "lo", "hi", "days", "sure")
        .agg(pl.col("s_lo").min(), pl.col("s_hi").max())
    )
    free = possible.join(met.select(*keys, "lo", "hi"), on=[*keys, "lo", "hi"], how="anti")
    before = met.with_columns(hi=pl.coalesce("s_lo", "hi"))
    after = met.filter(pl.col("s_hi").is_not_null()).with_columns(lo=pl.col("s_hi"))
    length = (pl.col("hi") - pl.col("lo")).dt.total_days()
    cut = pl.concat([before, after]).with_columns(days=pl.min_horizontal("days", length))
    return pl.concat([free, cut.drop("s_lo", "s_hi")]).filter(pl.col("days") > longer_than_days)


def _with_contacts_around(
    told: pl.LazyFrame, inside: pl.LazyFrame, keys: list[str]
) -> pl.LazyFrame:
    """Adds as evidence the contacts beside a stretch, and those that may or may not lie in it."""
    contacts = inside.select(*keys, c_lo="lo", c_hi="hi", c_evidence="evidence")
    touches = (pl.col("c_lo") <= pl.col("hi")) & (pl.col("c_hi") >= pl.col("lo"))
    around = (
        told.join(contacts, on=keys)
        .filter(touches)
        .group_by(*keys, "lo", "hi")
        .agg(evidence=gathered("c_evidence"))
    )
    nothing = pl.lit([], dtype=EVIDENCE)
    return told.join(around, on=[*keys, "lo", "hi"], how="left").with_columns(
        pl.col("evidence").fill_null(nothing)
    )


def covered(
    case: Tables, kinds: Sequence[str] | None = None, *, summed_up: bool = False
) -> pl.LazyFrame:
    """The days on which a return of these kinds of agency speaks: when its silence means something.

    One row an agency that was read: ``case_id``, ``agency``, ``agency_kind``, ``first``, ``last``,
    ``whole``. With ``summed_up``, agencies that only a summary tells of too, for all days and not
    ``whole``: it may have left out what was done, so it is for patterns that begin with something
    that the summary tells, and these are *possible* then.
    """
    returned = case.coverage.filter(
        pl.col("returned"), pl.col("from_date").is_not_null() | (pl.lit(summed_up) & _SUMMED_UP)
    )
    if kinds is not None:
        returned = returned.filter(pl.col("agency_kind").is_in(kinds))
    return returned.select(
        "case_id",
        "agency",
        "agency_kind",
        first=pl.when(_SUMMED_UP).then(pl.lit(LONG_AGO)).otherwise("from_date"),
        last=pl.when(_SUMMED_UP).then(pl.lit(FAR_AHEAD)).otherwise("to_date"),
        whole=~_SUMMED_UP,
    )


def summed_up(case: Tables) -> pl.LazyFrame:
    """Cases that a summary of several agencies tells of: ``case_id``, one row a case."""
    return case.coverage.filter(_SUMMED_UP).select("case_id").unique()


def is_covered(
    rows: pl.LazyFrame,
    coverage: pl.LazyFrame,
    *,
    first: pl.Expr,
    last: pl.Expr,
    name: str = "covered",
    by: Sequence[str] = ("case_id",),
) -> pl.LazyFrame:
    """Adds a column: whether some return speaks of every day from ``first`` to ``last``.

    ``by=("case_id", "agency")`` asks for the return of the row's own agency. ``coverage`` is of
    :func:`covered`. A row of which only a summary speaks is not *sure* any more.
    """
    keys = [*by, "_first", "_last"]
    numbered = shared(rows.with_columns(_first=first, _last=last))
    spans = coverage.select(*by, "whole", cover_first=pl.col("first"), cover_last=pl.col("last"))
    spoken = (
        numbered.select(keys)
        .unique()
        .join(spans, on=list(by))
        .filter(pl.col("cover_first") <= pl.col("_first"), pl.col("cover_last") >= pl.col("_last"))
        .group_by(keys)
        .agg(pl.lit(True).alias(name), _whole=pl.col("whole").any())
    )
    return (
        numbered.join(spoken, on=keys, how="left")
        .with_columns(
            pl.col(name).fill_null(False), pl.col("^sure$") & pl.col("_whole").fill_null(True)
        )
        .drop("_first", "_last", "_whole")
    )


def coverage_scope(
    case: Tables, kinds: Sequence[str] | None = None, *, reason: str, summed_up: bool = True
) -> pl.LazyFrame:
    """Cases in which no return of these kinds of agency speaks of any day: *not assessable*.

    A summary of several agencies speaks of what it tells. For a pattern that is nothing but
    something missing give ``summed_up=False``: of that a summary says nothing.
    """
    spoken = covered(case, kinds, summed_up=summed_up).select("case_id").unique()
    return (
        case.cases.select("case_id")
        .join(spoken, on="case_id", how="anti")
        .with_columns(status=pl.lit("not_assessable"), reason=pl.lit(reason))
    )


def told_by_a_return(
    rows: pl.LazyFrame,
    case: Tables,
    kinds: Sequence[str],
    *,
    first: pl.Expr,
    last: pl.Expr,
    name: str = "told",
) -> pl.LazyFrame:
    """Adds a column: whether a return of these kinds may speak of the days ``first`` to ``last``.

    Where none does, silence is a question to an agency and no finding. The row stays *sure* only
    where one return speaks of all of these days. A return without dates may speak of any day.
    """
    spans = case.coverage.filter("returned", pl.col("agency_kind").is_in(kinds)).select(
        "case_id",
        c_first=pl.col("from_date").fill_null(LONG_AGO),
        c_last=pl.col("to_date").fill_null(FAR_AHEAD),
        c_dated=pl.col("from_date").is_not_null() & pl.col("to_date").is_not_null(),
    )
    days = ["case_id", "_first", "_last"]
    numbered = shared(rows.with_columns(_first=first, _last=last))
    whole = (pl.col("c_first") <= pl.col("_first")) & (pl.col("c_last") >= pl.col("_last"))
    spoken = (
        numbered.select(days)
        .unique()
        .join(spans, on="case_id")
        .filter(pl.col("c_first") <= pl.col("_last"), pl.col("c_last") >= pl.col("_first"))
        .group_by(days)
        .agg(pl.lit(True).alias(name), _whole=(whole & pl.col("c_dated")).any())
    )
    return (
        numbered.join(spoken, on=days, how="left")
        .with_columns(
            pl.col(name).fill_null(False), sure=pl.col("sure") & pl.col("_whole").fill_null(False)
        )
        .drop("_first", "_last", "_whole")
    )


def unreturned(case: Tables, kinds: Sequence[str]) -> pl.LazyFrame:
    """Agencies of these kinds that were asked for a return and sent none: whom to ask again.

    One row an agency: ``case_id``, ``agency`` as reports call it.
    """
    return (
        case.coverage.filter(
            pl.col("asked"), ~pl.col("returned"), pl.col("agency_kind").is_in(kinds)
        )
        .select("case_id", agency=pl.coalesce("name", "agency"))
        .unique()
    )


def entries_between(
    rows: pl.LazyFrame,
    case: Tables,
    kinds: Sequence[str],
    *,
    first: pl.Expr,
    last: pl.Expr,
    name: str = "entries",
) -> pl.LazyFrame:
    """Adds a column: how many entries of these kinds of agency lie surely between two days.

    A return that holds next to nothing there is a summary, whose silence means little.
    """
    numbered = shared(rows.with_columns(_first=first, _last=last))
    keys = ["case_id", "_first", "_last"]
    written = case.events.filter(pl.col("agency_kind").is_in(kinds))
    counts = (
        written.select("case_id", "earliest", "latest")
        .join(numbered.select(keys).unique(), on="case_id")
        .filter(pl.col("earliest") >= pl.col("_first"), pl.col("latest") <= pl.col("_last"))
        .group_by(keys)
        .agg(pl.len().alias(name))
    )
    return (
        numbered.join(counts, on=keys, how="left")
        .with_columns(pl.col(name).fill_null(0))
        .drop("_first", "_last")
    )
