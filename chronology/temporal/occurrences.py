"""What records say happened, as occurrences: the rows that all other words take."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from itertools import product

import polars as pl

from chronology.tables import EVIDENCE, FAR_AHEAD, LONG_AGO, Tables

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


AS_WRITTEN = pl.QueryOptFlags.none()
"""Rules filter before they join, so their plans run as they are written. On a case of 5,000 events,
polars' optimiser takes twice as long as the run that it would make shorter.
"""

FOR_MANY = pl.QueryOptFlags.none().update(predicate_pushdown=True, projection_pushdown=True)
"""On many cases it pays to plan what is filtered first and which columns are needed at all."""

MANY_ENTRIES = 50_000
"""So many entries are taken for many cases; it changes how long rules take and nothing else."""

_AT_ONCE: ContextVar[pl.QueryOptFlags | None] = ContextVar("_AT_ONCE", default=None)


@contextmanager
def computed_at_once(case: Tables) -> Iterator[pl.QueryOptFlags]:
    """Within it, what a plan shares is computed as soon as the plan says so.

    A rule is a tree of plans with caches inside caches, and polars plans each anew wherever it is
    used: on one case that takes longer than all the computing. Rules themselves stay lazy; whoever
    runs them asks for this. Gives how their plans are to be optimised.
    """
    optimised = FOR_MANY if case.many else AS_WRITTEN
    token = _AT_ONCE.set(optimised)
    try:
        yield optimised
    finally:
        _AT_ONCE.reset(token)


def shared(frame: pl.LazyFrame) -> pl.LazyFrame:
    """A frame that is used more than once in what follows.

    A lazy plan is a tree: without this, each use repeats all that came before it, and planning a
    rule takes longer than running it.
    """
    optimised = _AT_ONCE.get()
    return frame.collect(optimizations=optimised).lazy() if optimised else frame.cache()


def said(
    case: Tables, *concepts: str, statuses: Sequence[str] = ("affirmed",), part: str | None = None
) -> pl.LazyFrame:
    """Occurrences of what the records say, one row an entry, person and concept.

    ``part`` is what the entry is called in a flag's evidence; without it the concept's own name.
    """
    found = _spoken(case, concepts, statuses)
    told_twice = len(statuses) > 1 or "hypothetical" in statuses
    return _as_occurrences(_told_once(found) if told_twice else found, part)


def affirmed(case: Tables, *concepts: str, part: str | None = None) -> pl.LazyFrame:
    """Occurrences that records say are so."""
    return said(case, *concepts, part=part)


def negated(case: Tables, *concepts: str, part: str | None = None) -> pl.LazyFrame:
    """Occurrences that records say are not so: a fact of its own, never an absence."""
    return said(case, *concepts, statuses=("negated",), part=part)


def those(occurrences: pl.LazyFrame, *concepts: str, part: str) -> pl.LazyFrame:
    """Of occurrences of many concepts, those of these, called ``part`` in a flag's evidence.

    To read what is said once, where a rule hangs on many concepts.
    """
    entry = pl.struct(pl.element().struct.field("event_id"), pl.lit(part).alias("part"))
    return occurrences.filter(pl.col("concept").is_in(concepts)).with_columns(
        pl.col("evidence").list.eval(entry)
    )


DOUBT = ("?", "??", "query", "queried", "?possible", "possible", "possibly", "poss", "suspected")
"""Cues by which a record doubts what it saw, as against advice, plans and conditions."""


def doubted(case: Tables, *concepts: str, part: str | None = None) -> pl.LazyFrame:
    """Occurrences that records only suspect ("?bruise"): never sure."""
    found = _spoken(case, concepts, ("hypothetical",)).filter("doubted")
    return _as_occurrences(found, part).with_columns(sure=pl.lit(False))


def _told_once(spoken: pl.LazyFrame) -> pl.LazyFrame:
    """What one entry says in several statuses, or once doubted and once not, as one row."""
    keys = ("case_id", "event_id", "person_id", "who", "concept")
    of_the_entry = ("happening", "agency", "agency_kind", "lo", "hi")
    return spoken.group_by(keys).agg(
        pl.col(of_the_entry).first(), pl.col("term").min(), pl.col("value").max()
    )


def _as_occurrences(spoken: pl.LazyFrame, part: str | None) -> pl.LazyFrame:
    label = pl.lit(part) if part else pl.col("concept").str.replace_all("_", " ", literal=True)
    item = pl.struct(pl.col("event_id"), label.alias("part"))
    return spoken.with_columns(
        # not a list of what is a constant: that has one row where there are none
        pl.concat_list(item.alias("evidence")).alias("evidence"),
        pl.lit(True).alias("sure"),
    ).select(OCCURRENCE)


SPOKEN = (*OCCURRENCE[:-2], "event_id", "status", "doubted")
"""What is kept of a signal, with the days of its entry."""


def with_index(case: Tables) -> Tables:
    """The same tables, with what the records say put in order by concept and status, once for all
    rules.

    It collects, so a rule never calls it; without it :func:`said` goes through all signals anew.
    """
    dated = _dated(case.events).with_row_index("_entry").collect()
    numbers = dated.lazy().select("case_id", "event_id", "_entry")
    told = ("_entry", "person_id", "who", "concept", "status", "doubted", "term", "value")
    signals = _with_doubt(case.signals).join(numbers, on=["case_id", "event_id"]).select(told)
    spoken = _each_once(signals.collect())
    spoken = pl.concat([spoken, dated[spoken["_entry"]].drop("_entry")], how="horizontal")
    parts = spoken.select(SPOKEN).partition_by("concept", "status", as_dict=True)
    index = {(str(name), str(status)): frame.lazy() for (name, status), frame in parts.items()}
    index[NOTHING] = spoken.select(SPOKEN).clear().lazy()
    return replace(case, spoken=index, many=dated.height > MANY_ENTRIES)


NOTHING = ("", "")
"""Where the index has what is said of a concept that no record speaks of."""


def _each_once(spoken: pl.DataFrame) -> pl.DataFrame:
    """What an entry says in several places as one row.

    Most is said once, and what is not is found by one number a row: grouping all by their words
    takes twice as long.
    """
    number = pl.lit(0, dtype=pl.UInt64)
    for name in ("_entry", "person_id", "who", "concept", "status", "doubted"):
        column = spoken[name]
        code = pl.col(name)
        if column.dtype == pl.String:
            words = column.unique().drop_nulls()
            code = code.cast(pl.Enum(words)).to_physical()
            several = len(words)
        else:
            most = column.max()
            several = most + 1 if isinstance(most, int) else 1
        number = number * (several + 1) + code.cast(pl.UInt64).fill_null(several)
    again = spoken.select(number.is_duplicated()).to_series()
    keys = pl.exclude("term", "value")
    once = spoken.filter(again).group_by(keys).agg(pl.col("term").min(), pl.col("value").max())
    return pl.concat([spoken.filter(~again), once.select(spoken.columns)])


def _spoken(case: Tables, concepts: Sequence[str], statuses: Sequence[str]) -> pl.LazyFrame:
    """Signals of these concepts and statuses with the days of their entries, from the index if
    there is one; each is there once.
    """
    if case.spoken is None:
        asked = pl.col("concept").is_in(concepts) & pl.col("status").is_in(statuses)
        return _dated_signals(case, case.signals.filter(asked))
    asked_for = product(dict.fromkeys(concepts), dict.fromkeys(statuses))
    known = [case.spoken[pair] for pair in asked_for if pair in case.spoken]
    return pl.concat(known or [case.spoken[NOTHING]])


def _dated_signals(case: Tables, signals: pl.LazyFrame) -> pl.LazyFrame:
    keys = ("case_id", "event_id", "person_id", "who", "concept", "status", "doubted")
    return (
        _with_doubt(signals)
        .group_by(keys)
        .agg(pl.col("term").min(), pl.col("value").max())
        .join(_dated(case.events), on=["case_id", "event_id"])
        .select(SPOKEN)
    )


def _with_doubt(signals: pl.LazyFrame) -> pl.LazyFrame:
    doubted = (pl.col("status") == "hypothetical") & pl.col("cue").is_in(DOUBT)
    return signals.with_columns(doubted=doubted.fill_null(False))


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


def gathered(evidence: str | pl.Expr = "evidence") -> pl.Expr:
    """The entries of all rows of a group in one list; a row without evidence adds none."""
    column = pl.col(evidence) if isinstance(evidence, str) else evidence
    return column.explode(empty_as_null=False, keep_nulls=False)


def with_a_date() -> pl.Expr:
    """Whether an occurrence has a date at all, however coarse."""
    return (pl.col("lo") > LONG_AGO) & (pl.col("hi") < FAR_AHEAD)


def put_together(*evidence: str | pl.Expr) -> pl.Expr:
    """The entries of several columns of evidence as one list, in their order; a null has none.

    What polars has for it goes row by row: on many cases it takes longer than all the rest.
    """
    return pl.map_batches(list(evidence), _one_list, return_dtype=EVIDENCE, is_elementwise=True)


def _one_list(evidence: Sequence[pl.Series]) -> pl.Series:
    rows = len(evidence[0])
    sizes = [column.list.len().fill_null(0) for column in evidence]
    items = pl.concat(
        [column.explode(empty_as_null=False, keep_nulls=False) for column in evidence]
    )
    if all((size == 1).all() for size in sizes):
        numbers = pl.int_range(len(items), eager=True)
        each = len(evidence)
        in_turn = numbers % each * rows + numbers // each
        return items.gather(in_turn).reshape((rows, each)).arr.to_list()
    row = pl.int_range(rows, dtype=pl.UInt32, eager=True)
    places = pl.concat([row.repeat_by(size).explode(empty_as_null=False) for size in sizes])
    lists = (
        pl.DataFrame({"row": places, "items": items})
        .group_by("row")
        .agg("items")
        .join(row.alias("row").to_frame(), on="row", how="right", maintain_order="right")
    )
    return lists["items"].fill_null([])
