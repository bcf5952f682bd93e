"""A sentence in clauses and the items of its lists, and the cues in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from chronology.narrative.entries import Context
from chronology.narrative.patterns import Match, Word
from chronology.narrative.whose import Person

_SUBJECT_AFTER = 2
"""How many words from a comma a person may stand to begin something new: ", the mother denies"."""


class Cue(NamedTuple):
    """A phrase that changes how terms are said.

    ``within`` is the first and last word of the term that holds it ("was not brought"): it has done
    its work there and reaches only what else lies in that term.
    """

    match: Match
    within: tuple[int, int] | None


class Clauses(NamedTuple):
    """By word number: the clause and the item of a list; and what else a cue's reach needs."""

    clause: list[int]
    item: list[int]
    sentence: list[int]
    cues: list[Cue]
    alternatives: list[int]
    """The words "or", by number."""
    reports: list[Match]
    bears: list[Match]
    questions: list[int]
    """Question marks that end a sentence, by number."""
    headings: set[int]
    """The last words of headings ("PMH:"), whose cues reach all that follows, by number."""


_SUBJECTS = ("he", "she", "they", "we", "it")

_DECIDING = ("not", "no", "never", "without", "nobody", "none", "nil", "neither", "nor", "nothing")

_OTHERS = ("cue", "pseudo", "break", "comma", "and", "or", "report", "bear")


def outermost(matches: Sequence[Match]) -> list[Match]:
    """Without those that lie strictly inside another."""
    ordered = sorted(matches, key=lambda match: (match.first, -match.last))
    kept: list[Match] = []
    reach, widest = -1, (-1, -1)
    for match in ordered:
        if match.last > reach or (match.first, match.last) == widest:
            kept.append(match)
            if match.last > reach:
                reach, widest = match.last, (match.first, match.last)
    return kept


def clauses_of(
    words: Sequence[Word],
    found: Sequence[Match],
    terms: Sequence[Match],
    people: Sequence[Person],
    context: Context,
) -> Clauses:
    """A sentence's clauses, items and cues.

    What lies inside a term ends no clause: the "and" of "hit and kicked".
    """
    others_found = [match for match in found if match.piece.kind in _OTHERS]
    marks = outermost([match for match in others_found if not match.piece.act])
    marks += outermost([match for match in others_found if match.piece.act])
    spans = [(set(term.words), term) for term in terms if term.piece.kind == "term"]
    told = [match for match in marks if match.piece.kind == "report"]
    bearing = [match for match in marks if match.piece.kind == "bear"]
    shams = {
        number
        for match in marks
        if match.piece.kind == "pseudo" and len(match.words) > 1
        for number in match.words
    }
    cues: list[Cue] = []
    others: list[Match] = []
    for match in marks:
        within = _within(words, match, spans)
        if match.piece.opening and (match.first > 0 or words[0].at > 0):
            continue
        if match.piece.generic and not _general(words, context):
            continue
        if match.piece.status == "other_person" and any(
            0 < other.first - match.last <= 2 for other in told
        ):
            continue  # they tell of it; it is not theirs
        if match.piece.kind == "cue" and not shams.isdisjoint(match.words):
            continue
        if match.piece.kind == "cue":
            cues.append(Cue(match, within))
        elif match.piece.kind != "pseudo" and within is None:
            others.append(match)
    breaks, separators = _breaks(words, others, people)
    clause, item, sentence = [], [], []
    c = i = s = 0
    for number, word in enumerate(words):
        if number in breaks:
            c, i = c + 1, i + 1
        elif number in separators:
            i += 1
        clause.append(c)
        item.append(i)
        sentence.append(s)
        if word.ends:
            c, i, s = c + 1, i + 1, s + 1
    return Clauses(
        clause,
        item,
        sentence,
        cues,
        [match.first for match in others if match.piece.kind == "or"],
        told,
        bearing,
        [number for number, word in enumerate(words) if word.ends and word.text == "?"],
        {number - 1 for number, word in enumerate(words) if word.text == ":" and 0 < number < 6},
    )


def _general(words: Sequence[Word], context: Context) -> bool:
    """Whether a sentence says what is so, or ought to be, of anybody."""
    if any(word.text in context.happened for word in words):
        return False
    return words[0].text in context.generic or any(word.text in context.general for word in words)


def _within(
    words: Sequence[Word], match: Match, spans: Sequence[tuple[set[int], Match]]
) -> tuple[int, int] | None:
    """The first and last word of the terms that hold a mark's words, or its "not"."""
    deciding = {number for number in match.words if words[number].text in _DECIDING}
    holding = [
        term
        for held, term in spans
        if len(held) > 1
        and (
            held.issuperset(match.words)
            or (term.last >= match.last and not held.isdisjoint(deciding))
        )
    ]
    if not holding:
        return None
    return min(term.first for term in holding), max(term.last for term in holding)


def _breaks(
    words: Sequence[Word], marks: Sequence[Match], people: Sequence[Person]
) -> tuple[set[int], set[int]]:
    """The words at which a clause begins, and those at which an item of a list does."""
    inside = {
        number
        for person in people
        for number in range(person.first, person.last + 1)
        if person.last > person.first
    }
    breaks: set[int] = set()
    separators: set[int] = set()
    subjects = [person.first for person in people if person.who != "professional"]
    subjects += [match.first for match in marks if match.piece.kind == "report"]
    subjects += [number for number, word in enumerate(words) if word.text in _SUBJECTS]
    told = {match.last for match in marks if match.piece.kind == "report"}
    for match in marks:
        kind = match.piece.kind
        if kind == "break":
            breaks.add(match.first)
        elif kind in ("comma", "and") and match.first not in inside:
            begun = words[match.last].at
            begins = any(0 < words[first].at - begun <= _SUBJECT_AFTER for first in subjects)
            closes = kind == "comma" and match.first - 1 in told
            (breaks if begins or closes else separators).add(match.first)
    return breaks, separators
