"""Many texts at once: sentences as numbers, so that those read before need not be read again.

Every chunk of every text becomes the number of what it holds of the lexicon, and every sentence one
number over those; only sentences whose number is new go to the :class:`Reader`, one of each. The
result is that of reading text by text; a test holds it to that.
"""

from __future__ import annotations

from threading import Lock
from typing import Any, NamedTuple

import polars as pl

from chronology.narrative.reader import LONGEST, MOST_KEPT, Piece, Reader, counted
from chronology.narrative.vocabulary import Term

_LONG_NUMBER = r"\d+[.,:/]\d+[.,:/]\d+|\d+\.\d+|\d{5,}"
_ANY_LONG_NUMBER = "00000"
"""Dates, measures and long numbers mean only that a number stands there, so all are one."""

_FIELD = {"starts": "start", "stops": "end"}

_GAPS = pl.DataFrame({"gap": range(256), "counted": [counted(gap) for gap in range(256)]})[
    "counted"
]

VOCABULARY = pl.Schema(
    {
        "chunk": pl.String(),
        "number": pl.UInt32(),  # of what it holds; 0 for a chunk without meaning
        "ends": pl.Boolean(),  # the sentence
        "who": pl.String(),  # whom it speaks of last
        "owner": pl.Boolean(),  # "her", "his": the reading depends on who was spoken of before
        "kinded": pl.Boolean(),  # the reading may depend on the kind of agency
        "length": pl.UInt32(),
        "starts": pl.List(pl.UInt32),  # of its words, in the chunk
        "stops": pl.List(pl.UInt32),
    }
)

FOUND = pl.Schema(
    {
        "key": pl.UInt64,
        "concept": pl.String,
        "status": pl.String,
        "who": pl.String,
        "cue": pl.String,
        "entry": pl.String,
        "chunk": pl.UInt32,  # of the sentence's known chunks
        "part": pl.UInt32,  # of the chunk
        "last_chunk": pl.UInt32,
        "last_part": pl.UInt32,
    }
)

SPOKEN = pl.Schema(
    {
        "key": pl.UInt64,
        "who": pl.String,
        "chunk": pl.UInt32,
        "part": pl.UInt32,
        "last_chunk": pl.UInt32,
        "last_part": pl.UInt32,
    }
)


class Found(NamedTuple):
    """Signals and people of texts: ``row``, what it is, ``start`` and ``end`` in the text."""

    signals: pl.DataFrame
    people: pl.DataFrame


class Stream:
    """A reader over whole columns of texts."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.lexicon = reader.lexicon
        self._owners = frozenset(self.lexicon.family.owners)
        self._kinded = self.lexicon.kinded
        self._learning = Lock()
        self._begin()

    @property
    def remembered(self) -> int:
        """How many different chunks and sentences are remembered."""
        return len(self._vocabulary) + len(self._keys)

    def _begin(self) -> None:
        self._numbers: dict[tuple[tuple[str, bool], ...], int] = {(): 0}
        self._terms: list[tuple[Term, ...]] = [()]
        self._vocabulary = pl.DataFrame(schema=VOCABULARY)
        self._keys = pl.Series("key", [], dtype=pl.UInt64)
        self._found = pl.DataFrame(schema=FOUND)
        self._spoken = pl.DataFrame(schema=SPOKEN)

    def read(
        self, folded: pl.Series, agency_kinds: pl.Series | None = None, *, people: bool = True
    ) -> Found:
        """What folded texts say. Rows of the result count the texts from 0."""
        with self._learning:
            return self._read(folded, agency_kinds, people)

    def _read(self, folded: pl.Series, agency_kinds: pl.Series | None, people: bool) -> Found:
        if self.remembered > 2 * MOST_KEPT:
            self._begin()
        chunks = self._chunks(folded)
        known = self._known(chunks)
        sentences = _sentences(known, chunks["row"], agency_kinds)
        self._learn(sentences, known)
        return Found(
            self._placed(sentences, known, self._found),
            self._placed(sentences, known, self._spoken if people else self._spoken.clear()),
        )

    def _chunks(self, folded: pl.Series) -> pl.DataFrame:
        """Every chunk of every text, with its row, its place and its number among all."""
        length = folded.str.len_bytes().cast(pl.Int64) + 1
        return (
            pl.DataFrame(
                {
                    "row": pl.int_range(len(folded), dtype=pl.UInt32, eager=True),
                    "base": length.cum_sum() - length,
                    "chunk": folded.str.split(" "),
                }
            )
            .lazy()
            .explode("chunk")
            .with_columns(_length=pl.col("chunk").str.len_bytes().cast(pl.Int64) + 1)
            .with_columns(start=pl.col("_length").cum_sum() - pl.col("_length") - pl.col("base"))
            .filter(pl.col("_length") > 1)
            .select("row", "start", "chunk")
            .with_row_index("at")
            .collect()
        )

    def _known(self, chunks: pl.DataFrame) -> pl.DataFrame:
        """The chunks with a meaning, and what each is."""
        found = chunks.select("chunk").join(
            self._vocabulary_numbered(), on="chunk", how="left", maintain_order="left"
        )
        missing = found["entry"].is_null()
        if missing.any():
            found = self._with_missing(chunks["chunk"], found, missing)
        return pl.concat(
            [chunks.rename({"chunk": "written"}), found.drop("chunk")], how="horizontal"
        ).filter(pl.col("number") > 0)

    def _vocabulary_numbered(self) -> pl.DataFrame:
        return self._vocabulary.drop("starts", "stops").with_row_index("entry")

    def _with_missing(
        self, chunks: pl.Series, found: pl.DataFrame, missing: pl.Series
    ) -> pl.DataFrame:
        """The chunks with those filled in that were not met before."""
        unmet = chunks.filter(missing)
        meant = unmet.str.replace_all(_LONG_NUMBER, _ANY_LONG_NUMBER)
        known = frozenset(self._vocabulary["chunk"])
        self._extend([one for one in meant.unique(maintain_order=True) if one not in known])
        filled = meant.to_frame("chunk").join(
            self._vocabulary_numbered(), on="chunk", how="left", maintain_order="left"
        )
        places = missing.arg_true()
        columns = [
            found[name].scatter(places, filled[name]) if name != "chunk" else chunks
            for name in found.columns
        ]
        return pl.DataFrame(columns)

    def _extend(self, chunks: list[str]) -> None:
        """Adds chunks to the vocabulary."""
        rows = []
        for chunk in chunks:
            terms = self._reader.terms_of(chunk)
            meant = tuple((term.text, term.ends) for term in terms)
            number = self._numbers.setdefault(meant, len(self._terms))
            if number == len(self._terms):
                self._terms.append(terms)
            people = [term.who for term in terms if term.who]
            keys = {key for term in terms for key in term.keys}
            rows.append(
                {
                    "chunk": chunk,
                    "number": number,
                    "ends": bool(terms) and terms[-1].ends,
                    "who": people[-1] if people else None,
                    "owner": any(term.text in self._owners for term in terms),
                    "kinded": not keys.isdisjoint(self._kinded),
                    "length": len(chunk),
                    "starts": [term.start for term in terms],
                    "stops": [term.end for term in terms],
                }
            )
        self._vocabulary = pl.concat([self._vocabulary, pl.DataFrame(rows, schema=VOCABULARY)])

    def _learn(self, sentences: pl.DataFrame, known: pl.DataFrame) -> None:
        """Reads one of each kind of sentence that was not met before."""
        new = sentences.unique("key", keep="first", maintain_order=True).filter(
            ~pl.col("key").is_in(self._keys.implode())
        )
        if new.is_empty():
            return
        numbers, gaps = known["number"], known["gap"]
        found: list[tuple[Any, ...]] = []
        spoken: list[tuple[Any, ...]] = []
        for key, first, last, before, kind in new.select(
            "key", "first", "last", "before", "kind"
        ).iter_rows():
            count = last - first + 1
            pieces, places = self._pieces(
                numbers.slice(first, count).to_list(), gaps.slice(first, count).to_list()
            )
            reading = self._reader.reading(pieces, agency_kind=kind, before=before)
            for it in reading.signals:
                said = (it.concept, it.status, it.who, it.cue, it.entry)
                found.append((key, *said, *places[it.first], *places[it.last]))
            spoken.extend(
                (key, it.who, *places[it.first], *places[it.last]) for it in reading.people
            )
        self._keys = pl.concat([self._keys, new["key"]])
        self._found = pl.concat([self._found, pl.DataFrame(found, schema=FOUND, orient="row")])
        self._spoken = pl.concat([self._spoken, pl.DataFrame(spoken, schema=SPOKEN, orient="row")])

    def _placed(
        self, sentences: pl.DataFrame, known: pl.DataFrame, found: pl.DataFrame
    ) -> pl.DataFrame:
        """What was found in the sentences, with its places in their texts."""
        said = sentences.select("row", "first", "key").join(found, on="key", maintain_order="left")
        starts = self._of_part("starts", known, said["first"] + said["chunk"], said["part"])
        ends = self._of_part("stops", known, said["first"] + said["last_chunk"], said["last_part"])
        return said.drop("first", "key", "chunk", "part", "last_chunk", "last_part").with_columns(
            start=starts, end=ends
        )

    def _of_part(
        self, which: str, known: pl.DataFrame, chunks: pl.Series, parts: pl.Series
    ) -> pl.Series:
        """Where parts of chunks begin or end in their texts."""
        entries = known["entry"].gather(chunks)
        written = known["written"].gather(chunks)
        frame = pl.DataFrame(
            {
                "places": self._vocabulary[which].gather(entries),
                "part": parts,
                "start": known["start"].gather(chunks),
                "odd": written.str.len_bytes() != self._vocabulary["length"].gather(entries),
            }
        ).with_columns(place=pl.col("start") + pl.col("places").list.get(pl.col("part")))
        if not frame["odd"].any():
            return frame["place"]
        odd = frame["odd"].arg_true()
        corrected = [
            start + getattr(self._reader.vocabulary.terms_of(chunk)[part], _FIELD[which])
            for chunk, start, part in zip(
                written.gather(odd), frame["start"].gather(odd), parts.gather(odd), strict=True
            )
        ]
        return frame["place"].scatter(odd, corrected)

    def _pieces(
        self, numbers: list[int], gaps: list[int]
    ) -> tuple[list[Piece], list[tuple[int, int]]]:
        """A sentence's pieces by its numbers, and for each its chunk and part."""
        pieces: list[Piece] = []
        places: list[tuple[int, int]] = []
        at = 0
        for chunk, (number, gap) in enumerate(zip(numbers, gaps, strict=True)):
            at += gap
            for part, term in enumerate(self._terms[number]):
                pieces.append(Piece(term, 0, 0, at))
                places.append((chunk, part))
                at += 1
        return pieces, places


def _sentences(
    known: pl.DataFrame, rows: pl.Series, agency_kinds: pl.Series | None
) -> pl.DataFrame:
    """The sentences: the first and last of their chunks, and one number for what they hold.

    Adds ``gap`` to the chunks. A sentence's number is a sum over its chunks of a hash of the chunk,
    the gap before it and its place, so that differences of one running sum give all of them.
    """
    row, number = known["row"], known["number"]
    at = known["at"].cast(pl.Int64)
    index = pl.int_range(len(known), dtype=pl.UInt32, eager=True)
    new = (row != row.shift(1)).fill_null(True)
    begins = new | known["ends"].shift(1).fill_null(True)
    begins = begins | ((index - _first_of_each(begins)) % LONGEST == 0)
    firsts = begins.arg_true()
    lasts = (firsts.cast(pl.Int64).shift(-1, fill_value=len(known)) - 1).cast(pl.UInt32)
    before = (at.shift(1) + 1).fill_null(0)
    news = new.arg_true()
    opened = rows.search_sorted(row.gather(news), side="left").cast(pl.Int64)
    before = before.scatter(news, opened)
    first = _first_of_each(begins)
    gap = _GAPS.gather((at - before).clip(0, 255).cast(pl.UInt32)).cast(pl.UInt64)
    place = (index - first).cast(pl.UInt64)
    mixed = (number.cast(pl.UInt64) * (1 << 32) + gap * (1 << 24) + place).hash()
    running = mixed.cum_sum()
    key = running.gather(lasts) - running.gather(firsts) + mixed.gather(firsts)
    known.insert_column(len(known.columns), gap.cast(pl.UInt32).alias("gap"))
    sentences = pl.DataFrame(
        {
            "row": row.gather(firsts),
            "first": firsts,
            "last": lasts,
            "key": key,
            "before": _before(known, firsts, lasts),
            "kind": _kinds(known, firsts, lasts, row.gather(firsts), agency_kinds),
        }
    )
    told = pl.col("before").hash(seed=1) * pl.col("before").is_not_null()
    kind = pl.col("kind").hash(seed=2) * pl.col("kind").is_not_null()
    return sentences.with_columns(key=pl.col("key") + told + kind)


def _first_of_each(begins: pl.Series) -> pl.Series:
    """For each chunk, the first of its sentence."""
    return begins.arg_true().gather(begins.cast(pl.UInt32).cum_sum() - 1)


def _any(flags: pl.Series, firsts: pl.Series, lasts: pl.Series) -> pl.Series:
    """Whether a flag holds for any chunk of each sentence."""
    running = flags.cast(pl.Int64).cum_sum()
    return (
        running.gather(lasts) - running.gather(firsts) + flags.gather(firsts).cast(pl.Int64)
    ) > 0


def _before(known: pl.DataFrame, firsts: pl.Series, lasts: pl.Series) -> pl.Series:
    """Whom the text spoke of before each sentence, where its reading depends on that."""
    if not known["owner"].any():
        return pl.repeat(None, len(firsts), dtype=pl.String, eager=True)
    asked = _any(known["owner"], firsts, lasts)
    named = known["who"].is_not_null()
    count = named.cast(pl.UInt32).cum_sum()  # people up to and with each chunk
    people = named.arg_true()
    earlier = count.gather(firsts) - named.gather(firsts).cast(pl.UInt32)
    place = people.gather((earlier.cast(pl.Int64) - 1).clip(0)) if len(people) else firsts
    rows = known["row"]
    same = (earlier > 0) & (rows.gather(place) == rows.gather(firsts))
    return (
        pl.DataFrame({"who": known["who"].gather(place), "asked": asked & same})
        .select(pl.when("asked").then("who"))
        .to_series()
    )


def _kinds(
    known: pl.DataFrame,
    firsts: pl.Series,
    lasts: pl.Series,
    rows: pl.Series,
    agency_kinds: pl.Series | None,
) -> pl.Series:
    """The kind of agency of each sentence, where its reading depends on that."""
    if agency_kinds is None:
        return pl.repeat(None, len(firsts), dtype=pl.String, eager=True)
    asked = _any(known["kinded"], firsts, lasts)
    kinds = agency_kinds.gather(rows)
    return pl.DataFrame({"k": kinds, "a": asked}).select(pl.when("a").then("k")).to_series()
