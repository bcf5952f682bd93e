"""How a sentence says a concept: affirmed, negated, historical or only supposed.

The shape is ConText's: a cue, the side it stands on, how far it reaches, and what ends its reach.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from chronology.narrative.clauses import Clauses, Cue
from chronology.narrative.entries import Context
from chronology.narrative.patterns import Match, Word, wording

_LONGEST = {"list": 20, "clause": 16, "sentence": 70, "next": 3, "beside": 0}
"""How many words a cue reaches at most. Project defaults: longer sentences are rarely one
thought."""

_OPENING = 6
"""A time among the first words of a sentence holds for all of it."""

_OPPOSITE_NEAR = 4
"""Only a cue this near turns "feeding well" round; "no bruising, feeding well" is good news
twice."""

RANK = {
    "other_person": 0,
    "negated_after": 0,
    "hypothetical_sentence": 1,
    "question": 2,
    "negated_before": 3,
    "hypothetical": 4,
    "historical": 5,
}
"""Which cue decides when several reach a term; the first of these."""


class Said(NamedTuple):
    """How a term is said, and the cue that decided it."""

    status: str
    cue: str | None


def decide(
    term: Match, terms: Sequence[Match], words: Sequence[Word], clauses: Clauses, context: Context
) -> list[Said]:
    """How a term is said: one way, or two where what was so has ended."""
    reaching = [
        cue
        for cue in _reaching(term, terms, words, clauses, context)
        if not _unmoved(term, cue, words, context)
    ]
    ended = [cue for cue in reaching if cue.status == "ended"]
    best = min((cue for cue in reaching if cue.status != "ended"), default=None)
    status, cue = ("affirmed", None) if best is None else (best.status, best.words)
    if term.piece.kind == "opposite":
        turned = {"affirmed": "negated", "negated": "affirmed", "historical": "negated"}
        status = turned.get(status, status)
    elif ended and status in ("affirmed", "historical"):
        over = min(ended).words
        return [Said("historical", cue or over), Said("negated", over)]
    return [Said(status, cue)]


_ABOUT = ("about", "after", "how")
_TELLING = ("tell", "told", "report", "refer", "notice", "look", "talk", "photo", "treatment")


def _told(term: Match, cue: _Reaching, words: Sequence[Word], context: Context) -> bool:
    """Whether it is the telling that is denied: "did not report bruising", "nobody told her about
    the drinking"."""
    if cue.gap < 1 or cue.direction == "after":
        return False
    begin = words[term.first].at - cue.gap
    between = [word.text for word in words[: term.first] if word.at >= begin]
    if between and between[-1] in ("the", "a", "his", "her", "their", "any"):
        between.pop()
    if between and between[-1] in _ABOUT:
        return True
    return term.piece.concept in context.given and any(word in _TELLING for word in between)


class _Reaching(NamedTuple):
    """A cue that reaches a term; the least decides."""

    rank: int
    gap: int
    status: str
    words: str
    direction: str
    reach: str
    denial: bool


def _reaching(
    term: Match,
    terms: Sequence[Match],
    words: Sequence[Word],
    clauses: Clauses,
    context: Context,
) -> Iterator[_Reaching]:
    """The cues that reach a term."""
    for cue in clauses.cues:
        gap = _gap(term, cue, words)
        if gap is None and (_held_open(term, cue) or _former(term, cue, context)):
            gap = 0
        if gap is None or not _reaches(term, cue, gap, terms, clauses):
            continue
        piece = cue.match.piece
        name = piece.status
        if name == "negated":
            name = f"negated_{piece.direction}"
        elif name == "hypothetical" and piece.reach == "sentence":
            name = "hypothetical_sentence"
        rank = RANK.get(name, len(RANK))
        yield _Reaching(
            rank,
            gap,
            piece.status,
            wording(cue.match, words),
            piece.direction,
            piece.reach,
            piece.denial,
        )
    for mark in clauses.questions:
        if mark > term.last and clauses.sentence[mark] == clauses.sentence[term.first]:
            gap = words[mark].at - words[term.last].at
            yield _Reaching(RANK["question"], gap, "hypothetical", "?", "after", "sentence", False)


_INDEFINITE = ("a", "any", "another", "new")
_DEFINITE = ("the", "this", "that", "these", "those", "his", "her", "their")


def _unmoved(term: Match, cue: _Reaching, words: Sequence[Word], context: Context) -> bool:
    """Whether a concept is one that this cue can't change: see the lists in ``cues.toml``."""
    concept = term.piece.concept
    if concept in context.standing:
        indefinite = term.first > 0 and words[term.first - 1].text in _INDEFINITE
        asked = cue.words == "?" or (cue.status == "hypothetical" and indefinite)
        return not asked and (
            cue.status not in ("negated", "historical")
            or (cue.status == "negated" and not cue.words.startswith(("no", "nil")))
            or cue.gap > 0
            or cue.direction == "after"
            or cue.reach == "sentence"
        )
    if concept in context.past_by_nature and cue.status == "historical":
        return True
    if concept in context.lacking and cue.status == "negated" and not cue.denial:
        return cue.direction == "after" or cue.gap > 1
    if cue.status == "negated" and not cue.denial and _told(term, cue, words, context):
        return True
    if concept not in context.given or cue.denial or cue.direction == "after":
        return False
    if cue.status not in ("negated", "hypothetical") or cue.gap == 0:
        return False
    before = [words[number].text for number in range(max(term.first - 2, 0), term.first)]
    return any(word in _DEFINITE for word in before)


def _gap(term: Match, cue: Cue, words: Sequence[Word]) -> int | None:
    """How many words lie between a cue and a term on the cue's side."""
    overlaps = cue.within is None and cue.match.first < term.first <= cue.match.last
    if overlaps:  # "denied using", and "using drugs"
        return 0 if cue.match.piece.direction == "before" else None
    if cue.match.piece.direction == "before":
        gap = words[term.first].at - words[cue.match.last].at - 1
    else:
        gap = words[cue.match.first].at - words[term.last].at - 1
    return gap if gap >= 0 else None


def _held_open(term: Match, cue: Cue) -> bool:
    """Whether a time stands in a term's gap: "requests … in 2019 … never answered"."""
    held = cue.match
    return (
        held.piece.status == "historical"
        and term.first < held.first
        and held.last < term.last
        and not set(held.words) & set(term.words)
    )


def _former(term: Match, cue: Cue, context: Context) -> bool:
    """Whether somebody is called by what they were: "her former husband"."""
    held = cue.match
    return (
        term.piece.concept not in context.past_by_nature
        and held.piece.status == "historical"
        and held.piece.direction == "before"
        and held.last < term.last
        and set(held.words) <= set(term.words)
    )


def _reaches(term: Match, cue: Cue, gap: int, terms: Sequence[Match], clauses: Clauses) -> bool:
    piece = cue.match.piece
    if gap > _LONGEST[piece.reach] or (piece.act and not term.piece.act):
        return False
    if piece.act and piece.status == "hypothetical" and term.piece.kind == "opposite":
        return False
    if cue.within is not None and piece.status == "negated":
        first, last = cue.within
        if piece.direction == "before" and term.last > last:
            return False
        if piece.direction == "after" and term.last < first:
            return False
    if piece.status == "negated" and term.piece.kind == "opposite" and gap > _OPPOSITE_NEAR:
        return False
    return _inside(term, cue, terms, clauses)


def _inside(term: Match, cue: Cue, terms: Sequence[Match], clauses: Clauses) -> bool:
    """Whether a cue's reach takes in the term: see the reaches in ``cues.toml``."""
    piece, at = cue.match.piece, cue.match
    place = at.last if piece.direction == "before" else at.first
    if piece.reach == "sentence" or place in clauses.headings:
        if piece.status == "historical" and piece.direction == "before" and place > _OPENING:
            return clauses.clause[term.first] == clauses.clause[place]
        return clauses.sentence[term.first] == clauses.sentence[place]
    if clauses.clause[term.first] != clauses.clause[place]:
        return False
    if clauses.item[term.first] == clauses.item[place]:
        return True
    if piece.status == "historical" and piece.reach == "clause":
        return True
    if piece.reach in ("next", "beside") or term.piece.kind != "term":
        return False
    if piece.direction == "after":
        before = [other for other in terms if other.last < at.first]
        return bool(before) and before[-1].piece.group == term.piece.group
    if any(
        number > at.last and clauses.clause[number] == clauses.clause[place]
        for number in clauses.alternatives
    ):
        return True
    listed = {clauses.item[other.first] for other in terms if other.first > place}
    negates = piece.status == "negated" and not piece.denial
    if negates and clauses.item[place] not in listed:
        return False  # "did not stay, …" and "no fever, …" begin no list; "denies smoking, …" does
    after = [other for other in terms if other.first > at.last]
    return bool(after[0].piece.group == term.piece.group)
