"""Narratives to signals: what each record speaks of, how it says it, and of whom.

One line of text in, its signals out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import polars as pl

from chronology.narrative import numbers
from chronology.narrative.counts import with_counts
from chronology.narrative.fold import fold
from chronology.narrative.lexicon import Lexicon, builtin_lexicon
from chronology.narrative.named import Name, Names
from chronology.narrative.reader import Piece, Reader
from chronology.narrative.stream import Stream
from chronology.narrative.whose import About

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

BATCH = 50_000
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
    frame = _frame(texts, None, None, None)
    stream = _stream_of(reader_of(lexicon or builtin_lexicon()))
    parts = [_read_stream(batch, stream, people=False) for batch in frame.iter_slices(BATCH)]
    return pl.concat([part.signals for part in parts]) if parts else pl.DataFrame(schema=CODED)


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
    ``about_scope``, a row a text) is the one person whom the entry is about: see ``whose.About``.
    """
    frame = _frame(texts, case_ids, agency_kinds, about)
    reader = reader_of(lexicon or builtin_lexicon())
    known = _names_by_case(names)
    stream = None if names is not None or about is not None else _stream_of(reader)
    parts = [
        _read_batch(batch, reader, known) if stream is None else _read_stream(batch, stream)
        for batch in frame.iter_slices(BATCH)
    ]
    if not parts:
        return Reading(pl.DataFrame(schema=CODED), pl.DataFrame(schema=MENTIONS))
    return Reading(*(pl.concat(tables) for tables in zip(*parts, strict=True)))


def read_mentions(
    texts: pl.Series, *, case_ids: pl.Series, names: pl.DataFrame, lexicon: Lexicon | None = None
) -> pl.DataFrame:
    """Only the people that short texts speak of, such as a column for persons; see
    :data:`MENTIONS`."""
    return read(texts, case_ids=case_ids, names=names, lexicon=lexicon).mentions


@lru_cache(maxsize=4)
def reader_of(lexicon: Lexicon) -> Reader:
    """The reader of a lexicon, with what it has read so far."""
    return Reader(lexicon)


@lru_cache(maxsize=4)
def _stream_of(reader: Reader) -> Stream:
    return Stream(reader)


def _frame(
    texts: Sequence[str] | pl.Series,
    case_ids: pl.Series | None,
    agency_kinds: pl.Series | None,
    about: pl.DataFrame | None,
) -> pl.DataFrame:
    series = (
        texts if isinstance(texts, pl.Series) else pl.Series("text", list(texts), dtype=pl.String)
    )
    count = len(series)
    nobody = pl.repeat(None, count, dtype=pl.String, eager=True)
    scoped = about is not None and "about_scope" in about.columns
    return (
        pl.DataFrame(
            {
                "text": series.fill_null(""),
                "case_id": nobody.fill_null("") if case_ids is None else case_ids,
                "agency_kind": nobody if agency_kinds is None else agency_kinds,
                "about_who": nobody if about is None else about["about_who"],
                "about_person": nobody if about is None else about["about_person"],
                "about_scope": about["about_scope"].fill_null("entry")
                if about is not None and scoped
                else pl.repeat("entry", count, eager=True),
            }
        )
        .with_row_index("row")
        .with_columns(pl.col("row").cast(pl.Int64))
    )


def _names_by_case(names: pl.DataFrame | None) -> dict[str, Names]:
    if names is None:
        return {}
    by_case: dict[str, list[Name]] = {}
    for row in names.iter_rows(named=True):
        name = Name(row["surface"], row["who"], row["person_id"], row.get("written"))
        by_case.setdefault(row["case_id"], []).append(name)
    return {case_id: Names(listed) for case_id, listed in by_case.items()}


def _read_batch(batch: pl.DataFrame, reader: Reader, names: dict[str, Names]) -> Reading:
    signals: list[tuple[Any, ...]] = []
    mentions: list[tuple[Any, ...]] = []
    folded = fold(batch["text"])
    for given, plain in zip(batch.iter_rows(named=True), folded, strict=True):
        about = (
            About(given["about_who"], given["about_person"], given["about_scope"])
            if given["about_who"]
            else None
        )
        for pieces, reading in reader.read(
            given["text"],
            plain,
            agency_kind=given["agency_kind"],
            about=about,
            names=names.get(given["case_id"]),
        ):
            signals.extend(_signals_of(given, pieces, reading.signals))
            mentions.extend(_mentions_of(given, plain, pieces, reading.people))
    coded = pl.DataFrame(signals, schema=CODED, orient="row")
    texts = batch.select("row", "text", folded=folded)
    coded = with_counts(coded, texts, reader.lexicon.context)
    counted = numbers.read(texts)
    said = pl.DataFrame(mentions, schema=MENTIONS, orient="row")
    return Reading(_ordered(coded, counted, reader.lexicon), _in_order(said))


def _read_stream(batch: pl.DataFrame, stream: Stream, *, people: bool = True) -> Reading:
    """A batch without names, where a sentence that was read before is not read again."""
    folded = fold(batch["text"])
    found = stream.read(folded, batch["agency_kind"], people=people)
    nobody = pl.lit(None, dtype=pl.String)
    row = pl.col("row").cast(pl.Int64)
    span = pl.col("end") - pl.col("start")
    coded = found.signals.select(
        row + (batch["row"][0] if len(batch) else 0),
        "concept",
        "status",
        "who",
        nobody.alias("person_id"),
        "start",
        "end",
        pl.lit(batch["text"].gather(found.signals["row"]))
        .str.slice(pl.col("start"), span)
        .alias("term"),
        "cue",
        "entry",
        pl.lit(None, dtype=pl.Float64).alias("value"),
    )
    said = found.people.select(
        row + (batch["row"][0] if len(batch) else 0),
        "who",
        nobody.alias("person_id"),
        pl.lit(folded.gather(found.people["row"])).str.slice(pl.col("start"), span).alias("word"),
        "start",
        "end",
    )
    texts = batch.select("row", "text", folded=folded)
    coded = with_counts(coded, texts, stream.lexicon.context)
    counted = numbers.read(texts)
    return Reading(_ordered(coded, counted, stream.lexicon), _in_order(said))


def _ordered(coded: pl.DataFrame, counted: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Signals in the order of the texts and of their words, each once."""
    if counted.is_empty():
        together = coded
    else:
        together = pl.concat([coded, _as_said(counted, coded, lexicon).cast(CODED)])
    return together.sort("row", "start", "end", "concept", "entry", "status")


def _as_said(counted: pl.DataFrame, coded: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Numbers, said as the words inside them are: "sibling 9.2kg", "if weight loss 10%".

    An act that is only planned still has its number: "undressed to be weighed: 3.4kg".
    """
    place = ("row", "start", "end", "concept")
    elses = pl.col("status_of") == "other_person"
    supposed = (pl.col("status_of") == "hypothetical") & ~pl.col("concept_of").is_in(
        lexicon.context.acts
    )
    moved = (
        counted.select(place)
        .join(coded.select(pl.all().name.suffix("_of")), left_on="row", right_on="row_of")
        .filter(pl.col("start") <= pl.col("start_of"), pl.col("end_of") <= pl.col("end"))
        .filter(elses | supposed)
        .sort(
            *place, elses, "start_of", "concept_of", descending=[False] * 4 + [True, False, False]
        )
        .unique(place, keep="first", maintain_order=True)
        .select(
            *place,
            "status_of",
            "cue_of",
            who_of=pl.when(elses).then("who_of"),
            person_id_of=pl.when(elses).then("person_id_of"),
        )
    )
    said = [
        pl.coalesce(f"{name}_of", name).alias(name)
        for name in ("status", "who", "person_id", "cue")
    ]
    return counted.join(moved, on=place, how="left").with_columns(said).select(CODED.names())


def _in_order(mentions: pl.DataFrame) -> pl.DataFrame:
    return mentions.unique().sort("row", "start", "end", "who", "person_id")


def _signals_of(
    given: dict[str, Any], pieces: Sequence[Piece], signals: Sequence[Any]
) -> Iterator[tuple[Any, ...]]:
    for signal in signals:
        start, end = pieces[signal.first].start, pieces[signal.last].end
        yield (
            given["row"],
            signal.concept,
            signal.status,
            signal.who,
            signal.person_id,
            start,
            end,
            given["text"][start:end],
            signal.cue,
            signal.entry,
            None,
        )


def _mentions_of(
    given: dict[str, Any], folded: str, pieces: Sequence[Piece], people: Sequence[Any]
) -> Iterator[tuple[Any, ...]]:
    for person in people:
        start, end = pieces[person.first].start, pieces[person.last].end
        yield given["row"], person.who, person.person_id, folded[start:end], start, end
