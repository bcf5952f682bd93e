"""Texts to sentences, and each different sentence read once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from chronology.narrative.lexicon import Lexicon
from chronology.narrative.named import Names
from chronology.narrative.patterns import Word
from chronology.narrative.sentence import END_OF_TEXT, Reading, read_sentence
from chronology.narrative.vocabulary import Term, Vocabulary
from chronology.narrative.whose import About, Person

MOST_KEPT = 200_000
"""How many different chunks, and sentences, are remembered before starting afresh: memory stays
flat."""

LONGEST = 150
"""After so many chunks with a meaning a sentence is cut: a file may hold what nobody writes."""

_HEADED = re.compile(
    r"\.?\s*(?:[.;]|[,(]?\s*(?:aged? )?\d{1,2}(?:[+.]\d)?\s*"
    r"(?:(?:yrs?|years?|y|months?|mths?|m|weeks?|wks?|w|days?|d)\b|/(?:12|52|7|40)\b)?"
    r"(?: (?:old|of age|pregnant))?\)?\s*[.,;:]"
    r"|\s*[,(]?\s*(?:d\.?o\.?b\.?:?\s*|born\s*)?\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d{2})\)?\s*[.,;:])(?:\s|$)"
)
"""What follows the person that an entry begins with, where it is about them: "Jo. …", "Jo, 7. …",
"Jo Bell 01/02/90. …"
"""

_SEEN = re.compile(
    r"\s+(?:was |were |is |also |both )?"
    r"(?:seen|attended|reviewed|spoken to|presented|presents|met with)"
    r"(?: (?:today|alone|at home|(?:in|at) (?:the )?(?:clinic|surgery)|for review))?"
    r"\s*[.;:](?:\s|$)"
)
"""What follows an adult whom an entry begins by seeing, and nothing else: "Father seen. …"."""

_COUNTED = 4
_SOME, _MANY = 6, 9


def counted(gap: int) -> int:
    """How many words without meaning lie between two others, as far as a reader cares: one by one
    up to four, then "some" and "many"."""
    return gap if gap <= _COUNTED else _SOME if gap < _MANY - 1 else _MANY


class Piece(NamedTuple):
    """A word or mark of a text, and where it stands in it; ``at`` counts the sentence's words."""

    term: Term
    start: int
    end: int
    at: int


class Reader:
    """Reads texts by one lexicon. Sentences that differ only in words that no phrase holds are the
    same sentence, so they are read once."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.vocabulary = Vocabulary(lexicon)
        self._chunks: dict[str, tuple[Term, ...]] = {}
        self._read: dict[object, Reading] = {}
        self._end = (END_OF_TEXT, *lexicon.class_of.get(END_OF_TEXT, ("<close>",)))

    def terms_of(self, chunk: str) -> tuple[Term, ...]:
        """The words and marks of a chunk; none where no phrase holds any of them."""
        terms = self._chunks.get(chunk)
        if terms is None:
            if len(self._chunks) >= MOST_KEPT:
                self._chunks.clear()
            terms = self._chunks[chunk] = self.vocabulary.terms_of(chunk)
        return terms

    def sentences(self, folded: str, *, all_words: bool = False) -> Iterator[list[Piece]]:
        """The sentences of a folded text as pieces; chunks without meaning are left out, unless
        ``all_words``, but counted."""
        pieces: list[Piece] = []
        start = at = gap = held = 0
        for chunk in folded.split(" "):
            terms = self.terms_of(chunk)
            if terms:
                at += counted(gap)
                gap, held = 0, held + 1
                for term in terms:
                    pieces.append(Piece(term, start + term.start, start + term.end, at))
                    at += 1
                if terms[-1].ends or held == LONGEST:
                    yield pieces
                    pieces, at, gap, held = [], 0, 0, 0
            elif chunk and all_words:
                for word in self.vocabulary.parts(chunk):
                    pieces.append(Piece(word, start + word.start, start + word.end, at))
                    at += 1
            elif chunk:
                gap += 1
            start += len(chunk) + 1
        if pieces:
            yield pieces

    def words(self, pieces: Sequence[Piece]) -> list[Word]:
        """A sentence's words as they are read, and an end."""
        words = [
            Word(piece.term.text, piece.term.keys, piece.at, piece.term.ends) for piece in pieces
        ]
        last = pieces[-1].at + 1 if pieces else 0
        return [*words, Word(END_OF_TEXT, self._end, last, True)]

    def read(
        self,
        text: str,
        folded: str,
        *,
        agency_kind: str | None = None,
        about: About | None = None,
        names: Names | None = None,
    ) -> Iterator[tuple[list[Piece], Reading]]:
        """Each sentence of a text as its pieces, with what it says."""
        before: str | None = None
        for number, pieces in enumerate(self.sentences(folded, all_words=names is not None)):
            named = tuple(names.found(text, pieces)) if names else ()
            reading = self._once(pieces, agency_kind, about, before, named)
            head = None
            if number == 0 and names and (about is None or about.scope == "body"):
                head = _head(reading.people, pieces, folded) or _seen(
                    reading.people, pieces, folded
                )
            if head is not None:
                about = head
                reading = self._once(pieces, agency_kind, about, before, named)
            yield pieces, reading
            if about is not None and about.scope == "seen" and _of_others(reading.people, about):
                about = None
            if about is not None and head is None and _speaks_of_child(reading.people):
                about = about.after_child()
            for piece in pieces:
                before = piece.term.who or before

    def _once(
        self,
        pieces: Sequence[Piece],
        agency_kind: str | None,
        about: About | None,
        before: str | None,
        named: tuple[Person, ...],
    ) -> Reading:
        """What a sentence says, out of memory where one like it was read."""
        key = (
            tuple([(piece.term.text, piece.at) for piece in pieces]),
            agency_kind,
            about,
            before,
            named,
        )
        reading = self._read.get(key)
        if reading is None:
            reading = self.reading(
                pieces, agency_kind=agency_kind, about=about, before=before, named=named
            )
            if len(self._read) >= MOST_KEPT:
                self._read.clear()
            self._read[key] = reading
        return reading

    def reading(
        self,
        pieces: Sequence[Piece],
        *,
        agency_kind: str | None = None,
        about: About | None = None,
        before: str | None = None,
        named: Sequence[Person] = (),
    ) -> Reading:
        """What one sentence says; ``before`` is the person that the text spoke of last."""
        earlier = (Person(0, 0, before, None, before),) if before else ()
        return read_sentence(
            self.words(pieces),
            self.lexicon,
            agency_kind=agency_kind,
            about=about,
            earlier=earlier,
            named=named,
        )


def _speaks_of_child(people: Sequence[Person]) -> bool:
    return any(person.who == "child" for person in people)


def _of_others(people: Sequence[Person], about: About) -> bool:
    return any(person.who not in (about.who, "professional") for person in people)


def _seen(people: Sequence[Person], pieces: Sequence[Piece], folded: str) -> About | None:
    """Which adult a text is about for a while, where it begins by saying that they were seen."""
    if len(people) != 1 or people[0].first > 0 or people[0].who not in _ADULTS:
        return None
    person = people[0]
    if not _SEEN.match(folded, pieces[person.last].end):
        return None
    return About(person.who, person.person_id, "seen")


_ADULTS = ("mother", "father", "male_partner")


def _head(people: Sequence[Person], pieces: Sequence[Piece], folded: str) -> About | None:
    """Whom a text is about by what it begins with, as a list of patients does."""
    if not people or people[0].first > 0 or people[0].who in ("professional", "both_parents"):
        return None
    person = people[0]
    if not _HEADED.match(folded, pieces[person.last].end):
        return None
    return About(person.who, person.person_id, "body")
