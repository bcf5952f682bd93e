"""What is counted in each return, for remarks on how it was written down.

Every entry is marked with what is missing or odd in it; then the marks are counted by agency, each
with the places of the first few.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

import polars as pl

from chronology.narrative.lexicon import builtin_lexicon

Period = tuple[date, date]
"""The first and the last day under review."""

FEW = 10
"""Project default: fewer entries are a tiny return, and hardly say how an agency writes."""

EXAMPLES = 3
"""How many places a remark names."""

ITS_OWN = "its own entries"
"""The basis of a coverage that nobody asked for: it is only what the return happens to span."""

COARSE = ("month", "season", "year", "open")
WIDE_DAYS = 31
"""A range of more days is no finer than a month."""

TWO_READINGS = "it could also be"
"""Stands in the note of a date that can be read in two ways."""

LONG_CHARACTERS = 4_000
"""Project default: a longer record may hold several happenings."""

LATE_DAYS = 7
"""Project default: what is written down later than this is written down late."""

FEW_ACTIONS = 0.1
"""Project default: a column of actions in which no more of the entries have one is not kept."""

SHORTEST_PASTED = 20
"""Project default: shorter records, such as "Telephone call", may well be alike by chance."""

MATTERS = ["meeting", "conference", "referral", "referred", "appointment", "appt", "assessment"]
TOLD = [
    *("outcome", "result", "agree", "decid", "decision", "plan", "advice", "advise", "action"),
    *("nfa", "attend", "dna", "wnb", "not brought", "discharg", "close", "follow", "rebook"),
    *("rearrang", "cancel", "accept", "declin", "complet", "threshold", "will ", " to be "),
]
"""Words that tell what came of a meeting, referral or appointment; generously, for a remark that
is wrong costs more than one that is missed."""

CONCERNS = (
    *("bruise", "other_injury", "missed_appointment", "no_access", "child_not_seen"),
    *("disengagement", "feeding_difficulty", "faltering_growth", "crying_unsettled"),
    *("male_carer_not_seen", "mental_health", "substance_misuse", "alcohol", "domestic_abuse"),
    *("prescription_misuse", "risky_adult", "unsafe_sleep", "home_conditions", "hungry_child"),
    *("left_alone", "delay_medical_help", "late_booking", "information_not_shared"),
    *("family_concern_dismissed", "professional_disagreement", "timescale_missed"),
)
GOOD = ("good_practice", "appointment_attended")
"""Affirmed, these tell of what went well; so does a concern that is negated."""

LOOKED_AT = [
    *("event_id", "agency", "agency_kind", "source_file", "source_place", "sequence"),
    *("earliest", "latest", "precision", "at", "date_text", "date_note", "recorded_on"),
    *("event_type", "author", "who_text", "record", "action", "comment"),
]
"""The columns of an entry that are looked at."""


def marked(
    events: pl.DataFrame, coverage: pl.DataFrame, period: Period | None, known: Iterable[str]
) -> pl.DataFrame:
    """The entries in the order of their returns, with a column for each mark.

    An entry that stands in another agency's return says nothing of its own agency's: it is left
    out, unless its agency sent no return of its own and has many. Adds ``place``, ``text`` (all its
    narratives), ``asked_from``, ``asked_to``, ``covers_from``, ``covers_to``; ``asked``, whether
    anybody asked for just those days; and the marks.
    """
    several = pl.col("source_file").n_unique().over("agency") > 1
    return (
        _in_own_return(events.select(LOOKED_AT))
        .join(_asked(coverage, period), on="agency", how="left", maintain_order="left")
        .sort("sequence", maintain_order=True)
        .with_columns(
            place=pl.when(several)
            .then(pl.concat_str("source_file", "source_place", separator=" › ", ignore_nulls=True))
            .otherwise("source_place"),
            text=pl.concat_str("record", "action", "comment", separator="\n", ignore_nulls=True),
            width=(pl.col("latest") - pl.col("earliest")).dt.total_days(),
        )
        .with_columns(**_marks(known))
        .with_columns(ambiguous=pl.col("ambiguous") & ~pl.col("undated") & ~pl.col("coarse"))
        .with_columns(no_day=pl.col("undated") | pl.col("coarse") | pl.col("ambiguous"))
    )


def _in_own_return(events: pl.DataFrame) -> pl.DataFrame:
    """A file is the return of the agency that most of its entries are of."""
    counts = events.group_by("source_file", "agency").len()
    if counts["source_file"].is_unique().all():
        return events
    senders = (
        counts.sort("len", "agency", descending=[True, False])
        .group_by("source_file")
        .agg(sender=pl.col("agency").first())
    )
    own = (pl.col("agency") == pl.col("sender")).fill_null(True)
    guest = ~own.any().over("agency") & (pl.len().over("agency") >= FEW)
    return events.join(senders, on="source_file", how="left", maintain_order="left").filter(
        own | guest
    )


def _asked(coverage: pl.DataFrame, period: Period | None) -> pl.DataFrame:
    """Which days each agency was asked about: the review's, and more where case.toml says more."""
    first, last = period or (None, None)
    asked = pl.col("basis") != ITS_OWN
    stated = [pl.when(asked).then(day) for day in ("from_date", "to_date")]
    return coverage.select(
        "agency",
        covers_from="from_date",
        covers_to="to_date",
        asked=asked,
        asked_from=pl.min_horizontal(stated[0], pl.lit(first, dtype=pl.Date)),
        asked_to=pl.max_horizontal(stated[1], pl.lit(last, dtype=pl.Date)),
    )


def _marks(known: Iterable[str]) -> dict[str, pl.Expr]:
    spoken_of = pl.col("text").str.contains(_people(frozenset(known)))
    recorded_after = (pl.col("recorded_on") - pl.col("latest")).dt.total_days()
    marks = {
        "undated": pl.col("precision") == "undated",
        "coarse": pl.col("precision").is_in(COARSE)
        | ((pl.col("precision") == "range") & (pl.col("width") > WIDE_DAYS)),
        "ambiguous": pl.col("date_note").str.contains(TWO_READINGS, literal=True),
        "before": pl.col("latest") < pl.col("asked_from"),
        "after": pl.col("earliest") > pl.col("asked_to"),
        "nobody": pl.col("who_text").is_null() & ~spoken_of,
        "long": pl.col("record").str.len_chars() > LONG_CHARACTERS,
        "late": recorded_after > LATE_DAYS,
    }
    whole = {name: mark.fill_null(False) for name, mark in marks.items()}
    return whole | {"recorded_after": recorded_after}


@lru_cache(maxsize=1)  # a case at a time
def _people(known: frozenset[str]) -> str:
    """A pattern for anybody's being spoken of: a family word, or a name of the case's own."""
    groups = builtin_lexicon().family.who.values()
    family = {word for group in groups for word in group if word.isalpha()}
    names = {word.lower() for word in known if word.isalpha() and len(word) > 1}
    words = sorted(word for word in family | names if word.isascii())
    return rf"(?i-u)\b(?:{'|'.join(map(re.escape, words))})\b"


def counted(entries: pl.DataFrame, signals: pl.DataFrame | None) -> pl.DataFrame:
    """One row an agency, with what remarks are made of.

    ``entries``, the kind and the days asked about; of each mark and of some columns, how many
    entries have it; as ``…_places``, the first places of a mark. ``same`` has pairs of places whose
    entries say the same, ``bad`` and ``good`` count the entries that tell of either.
    """
    marks = (
        "undated",
        "coarse",
        "ambiguous",
        "no_day",
        "before",
        "after",
        "nobody",
        "long",
        "late",
    )
    shown = ("no_day", "long", "late")
    counts = entries.group_by("agency").agg(
        pl.len().alias("entries"),
        pl.col("agency_kind", "asked_from", "asked_to").first(),
        pl.col(marks).sum(),
        pl.col("action", "who_text", "at", "recorded_on").count(),
        longest=pl.col("record").str.len_chars().max(),
        latest_recorded=pl.col("recorded_after").max(),
        outside_places=pl.col("place").filter(pl.col("before") | pl.col("after")).head(EXAMPLES),
        **{f"{mark}_places": pl.col("place").filter(mark).head(EXAMPLES) for mark in shown},
    )
    for more in (_outcomes(entries), _pasted(entries), _tone(entries, signals)):
        counts = counts.join(more, on="agency", how="left")
    return counts.sort("agency")


def _outcomes(entries: pl.DataFrame) -> pl.DataFrame:
    """Where hardly any action is filled in, how many entries of meetings, referrals and
    appointments there are, and how many don't say what came of them: ``agency, matters, untold,
    untold_places``."""
    text = pl.col("text").str
    return (
        entries.filter(
            pl.col("action").count().over("agency") <= FEW_ACTIONS * pl.len().over("agency")
        )
        .select("agency", "place", "text", "action")
        .filter(text.contains_any(MATTERS, ascii_case_insensitive=True))
        .with_columns(
            untold=pl.col("action").is_null()
            & ~text.contains_any(TOLD, ascii_case_insensitive=True)
        )
        .group_by("agency")
        .agg(
            pl.col("untold").sum(),
            matters=pl.len(),
            untold_places=pl.col("place").filter("untold").head(EXAMPLES),
        )
    )


def _pasted(entries: pl.DataFrame) -> pl.DataFrame:
    """Entries that say just what an earlier one of the same return says: ``agency, same,
    same_count``."""
    same = ["agency", "source_file", "record", "earliest", "latest", "date_text", "at", "who_text"]
    maybe = pl.sum_horizontal(pl.col(name).hash() // 8 for name in same[:4])
    alike = (
        entries.select(*same, "place", "source_place", "event_type", "action")
        .filter(maybe.is_duplicated())  # quick, and leaves few rows to compare in full
        .filter(pl.col("record").str.len_chars() >= SHORTEST_PASTED)
        .with_columns(sheet=pl.col("source_place").str.replace(r"row \d+$", ""))
        .group_by(*same, "sheet", "event_type", "action", maintain_order=True)
        .agg("place")
        .filter(pl.col("place").list.len() > 1)
        .with_columns(first=pl.col("place").list.first(), again=pl.col("place").list.slice(1))
        .explode("again")
    )
    return alike.group_by("agency").agg(
        same=pl.struct("again", "first").head(EXAMPLES), same_count=pl.len()
    )


def _tone(entries: pl.DataFrame, signals: pl.DataFrame | None) -> pl.DataFrame:
    """How many entries tell of concerns, and of what went well: ``agency, bad, good``."""
    if signals is None:
        none = {"agency": pl.String, "bad": pl.UInt32, "good": pl.UInt32}
        return pl.DataFrame(schema=none)
    concern = pl.col("concept").is_in(CONCERNS)
    affirmed = pl.col("status") == "affirmed"
    bad = concern & affirmed
    good = (concern & (pl.col("status") == "negated")) | (pl.col("concept").is_in(GOOD) & affirmed)
    whole = entries.lazy().select("event_id", "agency")
    told = [
        whole.join(signals.lazy().filter(of_kind), on="event_id", how="semi")
        .group_by("agency")
        .agg(pl.len().alias(name))
        for name, of_kind in (("bad", bad), ("good", good))
    ]
    return told[0].join(told[1], on="agency", how="full", coalesce=True).collect()


def by_agency(rows: pl.DataFrame) -> dict[str, list[dict[str, Any]]]:
    """Rows in their order, under the ``agency`` of each."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows.iter_rows(named=True):
        found.setdefault(row["agency"], []).append(row)
    return found
