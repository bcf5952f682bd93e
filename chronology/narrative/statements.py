"""Statements: what is said by its parts, in any order and with other words between them.

"The assessment did not include the stepfather" and "The stepfather, who had moved in by then, was
never assessed" say one thing: a man, and that he was not looked into. A concept names the parts,
``a_man + not_looked_into``; ``- part`` leaves out a statement with that part beside the others.
Parts must stand in one sentence, with no "but" between them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise, product
from typing import NamedTuple

from chronology.errors import PackUnusable
from chronology.narrative.patterns import Match, Word

PART = "part"
"""The kind of piece that a phrase of a part is."""

FURTHEST = 12
"""How many words may lie between two parts. Project default: farther, they are two thoughts."""

MOST_PLACES = 8
"""Of one part in one sentence, so many places are tried, the first ones."""


class Statement(NamedTuple):
    """The names of a statement's parts, and of those that must not stand beside them."""

    parts: tuple[str, ...]
    unless: tuple[str, ...]


def read_statement(written: str, known: Mapping[str, object], where: str) -> Statement:
    """``a_man + not_looked_into - own_doing``. Raises ``PackUnusable`` where no part has a name."""
    parts: list[str] = []
    unless: list[str] = []
    into = parts
    for number, word in enumerate(written.split()):
        if number % 2:
            if word not in ("+", "-"):
                raise PackUnusable(where, f"the statement {written!r}", "Write: part + part - part")
            into = parts if word == "+" else unless
        elif word in known:
            into.append(word)
        else:
            raise PackUnusable(where, f"{written!r}: there is no part {word!r}", "Define it first")
    if len(parts) < 2:
        raise PackUnusable(where, f"the statement {written!r}", "A statement has two parts or more")
    return Statement(tuple(parts), tuple(unless))


def stated(
    words: Sequence[Word],
    found: Sequence[Match],
    statements: Mapping[str, Sequence[tuple[Statement, object]]],
    stops: Callable[[Word], bool],
) -> Iterator[Match]:
    """The statements of a sentence, each as one match of the words of its parts.

    ``statements`` has them by the first of their parts, each with the piece that it is.
    """
    parts = [match for match in found if match.piece.kind == PART]
    if len(parts) < 2:
        return
    for group in _together(words, parts, stops):
        for name in [name for name in statements if name in group]:
            for statement, piece in statements[name]:
                if group.keys() >= set(statement.parts) and group.keys().isdisjoint(
                    statement.unless
                ):
                    match = _nearest([group[part] for part in statement.parts], words)
                    if match:
                        yield Match(match[0], match[-1], match, piece)


def _together(
    words: Sequence[Word], parts: Sequence[Match], stops: Callable[[Word], bool]
) -> Iterator[dict[str, list[Match]]]:
    """The parts by name, for each stretch of the sentence that nothing ends."""
    stretch = 0
    at: list[int] = []
    for word in words:
        at.append(stretch)
        stretch += stops(word)
    groups: dict[int, dict[str, list[Match]]] = {}
    for match in parts:
        group = groups.setdefault(at[match.first], {})
        group.setdefault(match.piece.concept, []).append(match)
    yield from groups.values()


def _nearest(places: Sequence[Sequence[Match]], words: Sequence[Word]) -> tuple[int, ...] | None:
    """The words of the parts where they stand closest, none in two parts."""
    best: tuple[int, tuple[int, ...]] | None = None
    for chosen in product(*(matches[:MOST_PLACES] for matches in places)):
        held = sorted(number for match in chosen for number in match.words)
        if len(set(held)) < len(held) or not _near(chosen, words):
            continue
        length = words[held[-1]].at - words[held[0]].at
        if best is None or length < best[0]:
            best = length, tuple(held)
    return best[1] if best else None


def _near(chosen: Sequence[Match], words: Sequence[Word]) -> bool:
    ordered = sorted(chosen, key=lambda match: match.first)
    return all(
        words[after.first].at - words[before.last].at <= FURTHEST + 1
        and not _begins_an_item(after, words)
        for before, after in pairwise(ordered)
    )


def _begins_an_item(part: Match, words: Sequence[Word]) -> bool:
    """ "Low mood, codeine, no details held": what is denied in a list is only its own item."""
    return (
        words[part.first].text in ("no", "nil", "without")
        and part.first > 0
        and words[part.first - 1].text == ","
    )
