"""Narratives to signals: what each record speaks of, how it says it, and of whom.

One line of text in, its signals out; many lines at once in a handful of column operations.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import polars as pl

from chronology.narrative import context, numbers, search
from chronology.narrative.fold import fold, fold_word, places_in
from chronology.narrative.lexicon import Ambiguous, Lexicon, builtin_lexicon
from chronology.narrative.whose import whose

CODED = pl.Schema(
    {
        "row": pl.Int64,
        "concept": pl.String,
        "status": pl.String,
        "who": pl.String,
        "person_id": pl.String,
        "start": pl.Int64,
        "end": pl.Int64,
        "term": pl.String,
        "cue": pl.String,
        "entry": pl.String,
        "value": pl.Float64,
    }
)
"""The signals of texts: ``row`` is the text's number, ``start`` and ``end`` are characters in
it."""

BATCH = 20_000
"""How many texts are read at once: memory stays flat in their number."""

NAMES = pl.Schema(
    {
        "case_id": pl.String,
        "surface": pl.String,
        "who": pl.String,
        "person_id": pl.String,
        "written": pl.String,
    }
)
"""A case's own names for its people, lower case. ``written`` is how one must stand in the text:
``capital``, ``inside`` (with a capital, and not first in a sentence), ``upper``, or anyhow."""


MENTIONS = pl.Schema(
    {
        "row": pl.Int64,
        "who": pl.String,
        "person_id": pl.String,
        "word": pl.String,
        "start": pl.Int64,
        "end": pl.Int64,
    }
)
"""The people that texts speak of, one row a mention; ``person_id`` where a name of theirs is
written."""


class Reading(NamedTuple):
    """What was read in texts: see :data:`CODED` and :data:`MENTIONS`."""

    signals: pl.DataFrame
    mentions: pl.DataFrame


def code(texts: Sequence[str] | pl.Series, lexicon: Lexicon | None = None) -> pl.DataFrame:
    """The signals of each text, in the order of the texts and of their words; see :data:`CODED`."""
    return read(texts, lexicon=lexicon).signals


def read(
    texts: Sequence[str] | pl.Series,
    *,
    case_ids: pl.Series | None = None,
    agency_kinds: pl.Series | None = None,
    about: pl.DataFrame | None = None,
    names: pl.DataFrame | None = None,
    lexicon: Lexicon | None = None,
) -> Reading:
    """The signals of each text and the people it speaks of.

    ``names`` (see :data:`NAMES`) are known only in their own case; ``agency_kinds`` settle words
    that mean different things to different agencies; ``about`` (``about_who``, ``about_person``,
    a row a text) is the one person whom the entry's own column for persons names.
    """
    series = (
        texts if isinstance(texts, pl.Series) else pl.Series("text", list(texts), dtype=pl.String)
    )
    count = len(series)
    frame = pl.DataFrame(
        {
            "text": series.fill_null(""),
            "case_id": pl.repeat("", count, eager=True) if case_ids is None else case_ids,
            "agency_kind": pl.repeat(None, count, dtype=pl.String, eager=True)
            if agency_kinds is None
            else agency_kinds,
        }
    )
    nobody = pl.repeat(None, count, dtype=pl.String, eager=True)
    frame = frame.with_columns(
        about_who=nobody if about is None else about["about_who"],
        about_person=nobody if about is None else about["about_person"],
        about_sure=pl.lit(False)
        if about is None or "about_sure" not in about.columns
        else about["about_sure"].fill_null(False),
    )
    numbered = frame.with_row_index("row").with_columns(pl.col("row").cast(pl.Int64))
    used = lexicon or builtin_lexicon()
    pieces = _with_names(used, names)
    parts = [_read_batch(batch, used, pieces) for batch in numbered.iter_slices(BATCH)]
    if not parts:
        return Reading(pl.DataFrame(schema=CODED), pl.DataFrame(schema=MENTIONS))
    return Reading(*(pl.concat(tables) for tables in zip(*parts, strict=True)))


def read_mentions(
    texts: pl.Series, *, case_ids: pl.Series, names: pl.DataFrame, lexicon: Lexicon | None = None
) -> pl.DataFrame:
    """Only the people that short texts speak of, such as a column for persons; see
    :data:`MENTIONS`."""
    pieces = _with_names(lexicon or builtin_lexicon(), names)
    frame = pl.DataFrame({"text": texts, "case_id": case_ids}).with_columns(folded=fold(texts))
    numbered = frame.with_row_index("row").with_columns(pl.col("row").cast(pl.Int64))
    hits = _as_written(search.find(numbered, pieces.filter(pl.col("kind") == "who")), numbered)
    return _mentions(search.swallow(hits), numbered)


def _mentions(stream: pl.DataFrame, texts: pl.DataFrame) -> pl.DataFrame:
    people = stream.filter(pl.col("kind") == "who").select(
        "row", "who", "person_id", "start", "end", word="surface"
    )
    placed = places_in(texts, people).select(
        pl.col(name).cast(dtype) for name, dtype in MENTIONS.items()
    )
    return placed.unique().sort("row", "start", "end", "who", "person_id")


def _with_names(lexicon: Lexicon, names: pl.DataFrame | None) -> pl.DataFrame:
    given = pl.DataFrame(schema=NAMES) if names is None else _as_names(names)
    people = given.with_columns(kind=pl.lit("who"), entry=pl.col("surface"))
    return pl.concat([lexicon.pieces, people], how="diagonal")


def _as_names(names: pl.DataFrame) -> pl.DataFrame:
    anyhow = [] if "written" in names.columns else [pl.lit(None, dtype=pl.String).alias("written")]
    return names.with_columns(anyhow).select(NAMES.names()).cast(NAMES)


def _read_batch(batch: pl.DataFrame, lexicon: Lexicon, pieces: pl.DataFrame) -> Reading:
    texts = batch.with_columns(folded=fold(batch["text"]))
    hits = search.join_gaps(_as_written(search.find(texts, pieces), texts), texts)
    stream = context.segment(search.swallow(hits))
    terms = whose(context.statuses(stream), stream, texts, lexicon)
    terms = _settle_ambiguous(terms, stream, texts, lexicon)
    found = pl.concat(
        [
            terms.select(
                "row", "concept", "status", "who", "person_id", "start", "end", "cue", "entry"
            ).with_columns(value=pl.lit(None, dtype=pl.Float64)),
            numbers.read(texts),
        ],
        how="diagonal",
    )
    placed = places_in(texts, found)
    worded = placed.join(texts.select("row", "text"), on="row", how="left").with_columns(
        term=pl.col("text").str.slice(pl.col("start"), pl.col("end") - pl.col("start"))
    )
    signals = (
        worded.select(pl.col(name).cast(dtype) for name, dtype in CODED.items())
        .sort("row", "start", "end", "concept", "entry", "status")
        .unique(["row", "concept", "start", "end"], keep="first", maintain_order=True)
    )
    return Reading(signals, _mentions(stream, texts))


def _settle_ambiguous(
    terms: pl.DataFrame, stream: pl.DataFrame, texts: pl.DataFrame, lexicon: Lexicon
) -> pl.DataFrame:
    """Leaves out words whose conditions don't hold in their sentence or agency."""
    watched = list(lexicon.never_near)
    doubtful = terms.filter(pl.col("ambiguous").is_not_null() | pl.col("concept").is_in(watched))
    if doubtful.is_empty():
        return terms
    sentences = _sentences(doubtful, stream, texts)
    dropped: list[int] = []
    for (number,), group in sentences.filter(pl.col("ambiguous").is_not_null()).group_by(
        "ambiguous"
    ):
        condition = lexicon.conditions[int(str(number))]
        dropped.extend(group.filter(~_holds(condition))["i"])
    for concept, words in lexicon.never_near.items():
        beside = sentences.filter(
            pl.col("concept") == concept, pl.col("sentence").str.contains(_any_of(words))
        )
        dropped.extend(beside["i"])
    return terms.filter(~pl.col("i").is_in(dropped))


_FIRST_IN_SENTENCE = re.compile(r"(^|[.!?:;•\n\"“(]\s*|\s[-–—]\s+)$")


def _as_written(hits: pl.DataFrame, texts: pl.DataFrame) -> pl.DataFrame:
    """Leaves out names that don't stand in the text as they must: "mark" is not Mark."""
    if "written" not in hits.columns:
        return hits
    numbered = hits.with_row_index("hit")
    first_name = pl.col("person_id").is_not_null() & ~pl.col("surface").str.contains(" ")
    choosy = numbered.filter(pl.col("written").is_not_null() | first_name)
    if choosy.is_empty():
        return hits.drop("written")
    placed = places_in(texts, choosy.select("hit", "row", "start", "end", "written", "surface"))
    wrong = [
        hit
        for hit, start, end, written, text in placed.join(
            texts.select("row", "text"), on="row", how="left"
        )
        .select("hit", "start", "end", "written", "text")
        .iter_rows()
        if not _stands_as_name(text, start, end, written) or _goes_on(text, start, end)
    ]
    return numbered.filter(~pl.col("hit").is_in(wrong)).drop("hit", "written")


_SURNAME = re.compile(r" ([A-Z][a-z]{2,})(?:[^a-z]|$)")
_SENTENCE_WORDS = frozenset(
    [
        "He",
        "She",
        "They",
        "The",
        "This",
        "That",
        "There",
        "Not",
        "Was",
        "Has",
        "Had",
        "Then",
        "And",
        "Seen",
        "Said",
        "Says",
        "Rang",
        "Did",
        "Will",
        "Baby",
        "Mum",
        "Dad",
        "Home",
        "Now",
        "Also",
        "Advised",
        "Reported",
        "Reports",
        "States",
        "Stated",
        "Attended",
        "Present",
        "Asleep",
        "Well",
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "Health",
        "Social",
        "Police",
        "Hospital",
        "Midwife",
        "Plan",
        "Action",
    ]
)
"""Words that a sentence without a full stop before it goes on with."""


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether another surname follows a first name: "Tom Price" is not Tom Marsh."""
    if not (text[start : start + 1].isupper() and text[start + 1 : start + 2].islower()):
        return False
    after = _SURNAME.match(text, end)
    return after is not None and after[1] not in _SENTENCE_WORDS


def _stands_as_name(text: str, start: int, end: int, written: str | None) -> bool:
    if written is None:
        return True
    word = text[start:end]
    if written == "upper":
        return word == word.upper()
    if not word[:1].isupper() or written == "capital":
        return word[:1].isupper()
    return not _FIRST_IN_SENTENCE.search(text[max(start - 4, 0) : start])


def _sentences(doubtful: pl.DataFrame, stream: pl.DataFrame, texts: pl.DataFrame) -> pl.DataFrame:
    """The terms with the sentence that each stands in, and the kind of agency that wrote it."""
    ends = stream.filter(pl.col("kind") == "end").select("row", cut="end")
    bounds = doubtful.select("i", "row", "start", "end").join(ends, on="row", how="left")
    first = bounds.group_by("i").agg(
        pl.col("cut").filter(pl.col("cut") <= pl.col("start")).max().fill_null(0).alias("first"),
        pl.col("cut").filter(pl.col("cut") > pl.col("end")).min().fill_null(1 << 30).alias("last"),
    )
    words = (
        pl.col("folded")
        .cast(pl.Binary)
        .bin.slice(pl.col("first"), pl.col("last") - pl.col("first"))
    )
    return (
        doubtful.select("i", "row", "concept", "ambiguous", "start", "end")
        .join(first, on="i")
        .join(texts.select("row", "folded", "agency_kind"), on="row")
        .with_columns(sentence=words.cast(pl.String).fill_null(""))
    )


def _holds(condition: Ambiguous) -> pl.Expr:
    holds = pl.lit(True)
    if condition.near:
        holds &= pl.col("sentence").str.contains(_any_of(condition.near))
    if condition.not_near:
        holds &= ~pl.col("sentence").str.contains(_any_of(condition.not_near))
    if condition.agency_kinds:
        holds &= pl.col("agency_kind").is_in(list(condition.agency_kinds)).fill_null(False)
    return holds


@cache
def _any_of(words: tuple[str, ...]) -> str:
    def pattern(word: str) -> str:
        left = r"\b" if word[0].isalnum() else ""
        right = r"\b" if word[-1].isalnum() else ""
        return left + re.escape(word) + right

    return "|".join(pattern(fold_word(word)) for word in sorted(words))
