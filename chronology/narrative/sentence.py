"""One sentence, read: what it speaks of, how it says it, and of whom.

A sentence comes as its words, with words that no phrase has left out but counted. What is read
depends on nothing else, so two sentences with the same words need be read only once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from chronology.narrative.clauses import clauses_of
from chronology.narrative.context import decide
from chronology.narrative.lexicon import Lexicon, Piece
from chronology.narrative.patterns import Match, Word
from chronology.narrative.people import people_in
from chronology.narrative.statements import stated
from chronology.narrative.whose import About, Person, whose

TERMS = ("term", "opposite", "void")
END_OF_TEXT = "end of text"


class Signal(NamedTuple):
    """A concept that a sentence speaks of; ``first`` and ``last`` are words, by number."""

    first: int
    last: int
    concept: str
    status: str
    who: str
    person_id: str | None
    cue: str | None
    entry: str


class Reading(NamedTuple):
    """What a sentence says: its signals, and the people it speaks of."""

    signals: list[Signal]
    people: list[Person]


def read_sentence(
    words: Sequence[Word],
    lexicon: Lexicon,
    *,
    agency_kind: str | None = None,
    about: About | None = None,
    earlier: Sequence[Person] = (),
    named: Sequence[Person] = (),
) -> Reading:
    """The signals of a sentence and its people.

    ``agency_kind`` settles words that mean different things to different agencies; ``about`` is
    the one person whom the entry's own column names; ``earlier`` are the people that the sentences
    before it end with, whom a pronoun may mean; ``named`` are the case's own people, found
    by their names.
    """
    found = lexicon.phrases.matches(words, stops)
    found += stated(words, found, lexicon.statements, stops)
    people = people_in(words, found, named, earlier, lexicon.family)
    terms = _terms(words, found, lexicon, agency_kind)
    if not terms:
        return Reading([], people)
    clauses = clauses_of(words, found, terms, people, lexicon.context)
    signals = []
    for term in terms:
        for said in decide(term, terms, words, clauses, lexicon.context):
            owner = whose(term, said.status, words, clauses, people, earlier, about, lexicon)
            signals.append(
                Signal(
                    term.first,
                    term.last,
                    term.piece.concept,
                    owner.status,
                    owner.who,
                    owner.person_id,
                    owner.cue if owner.status != said.status else said.cue,
                    term.piece.entry,
                )
            )
    return Reading(_each_once(_superseded(signals, words, lexicon)), people)


def _each_once(signals: list[Signal]) -> list[Signal]:
    """Of signals that say the same at the same words, the first by their entry."""
    first: dict[tuple[int, int, str, str], Signal] = {}
    for signal in sorted(signals, key=lambda one: (one.first, one.last, one.concept, one.entry)):
        first.setdefault((signal.first, signal.last, signal.concept, signal.status), signal)
    return list(first.values())


def _superseded(signals: list[Signal], words: Sequence[Word], lexicon: Lexicon) -> list[Signal]:
    """ "Very colicky until 12 weeks, much more settled now": what was, where it is said to be no
    more, is history."""
    over = {
        signal.concept: signal.first
        for signal in signals
        if signal.status == "negated"
        and any(
            word.text in lexicon.context.present
            for word in words[max(signal.first - 4, 0) : signal.last + 4]
        )
    }
    return [
        signal._replace(status="historical", cue="now")
        if signal.status == "affirmed" and signal.last < over.get(signal.concept, -1)
        else signal
        for signal in signals
    ]


def stops(word: Word) -> bool:
    """Whether a phrase with a gap may not reach over this word."""
    return word.ends or word.text in ("but", "however", "|")


def _terms(
    words: Sequence[Word], found: Sequence[Match], lexicon: Lexicon, agency_kind: str | None
) -> list[Match]:
    """The terms that hold, longest first where they overlap; in the order of the words."""
    likely = [match for match in found if match.piece.kind in TERMS]
    if not likely:
        return []
    beside = {match.piece.entry for match in found if match.piece.kind == "near"}
    held = [match for match in likely if _holds(match.piece, lexicon, beside, agency_kind)]
    by_concept: dict[str, list[Match]] = {}
    everywhere = [match for match in held if not match.piece.concept]
    voids = [match for match in held if match.piece.kind == "void"]
    for match in held:
        if not _is_void(match, voids):
            by_concept.setdefault(match.piece.concept, []).append(match)
    kept: list[Match] = []
    for concept, matches in by_concept.items():
        if concept:
            kept.extend(_apart([*matches, *everywhere]))
    return sorted(
        (
            match._replace(last=_without_stop(match, words))
            for match in kept
            if match.piece.kind != "void"
        ),
        key=lambda match: (match.first, match.last, match.piece.concept, match.piece.entry),
    )


def _is_void(match: Match, voids: Sequence[Match]) -> bool:
    """Whether words of a statement are no term of its concept; it is too wide to stand beside."""
    return match.piece.by_parts and any(
        not set(void.words).isdisjoint(match.words)
        for void in voids
        if void.piece.concept in ("", match.piece.concept)
    )


def _without_stop(match: Match, words: Sequence[Word]) -> int:
    """A term's last word that is no stop."""
    last = match.last
    while last > match.first and words[last].ends:
        last -= 1
    return last


def _holds(piece: Piece, lexicon: Lexicon, beside: set[str], agency_kind: str | None) -> bool:
    """Whether a word means its concept, by the words beside it and the agency that wrote it."""
    never = lexicon.never_near.get(piece.concept, ())
    if piece.kind != "void" and not beside.isdisjoint(never):
        return False
    if piece.condition is None:
        return True
    asked = lexicon.conditions[piece.condition]
    if asked.near and beside.isdisjoint(asked.near):
        return False
    if asked.not_near and not beside.isdisjoint(asked.not_near):
        return False
    return not asked.agency_kinds or agency_kind in asked.agency_kinds


def _apart(matches: list[Match]) -> list[Match]:
    """Without those inside longer ones, and of overlapping ones the first: "not brought | to
    clinic"."""
    ordered = sorted(
        matches, key=lambda match: (match.first, -match.last, _KINDS[match.piece.kind])
    )
    kept: list[Match] = []
    for match in ordered:
        before = kept[-1] if kept else None
        if before is None or match.first > before.last:
            kept.append(match)
    return kept


_KINDS = {"void": 0, "opposite": 1, "term": 2}
