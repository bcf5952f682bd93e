"""The lexicon's phrases as one net, and where they match in a sentence.

A phrase is written in plain words: ``missed … appointment``. ``bruis*`` takes any ending, ``…`` up
to :data:`GAP_WORDS` other words, ``<weekday>`` a word of a class, ``(was|were) not`` either,
``(the|)`` one or nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import product
from typing import Any, NamedTuple

from chronology.narrative.fold import fold_word
from chronology.narrative.words import parts_of

GAP = "…"
GAP_WORDS = 4
"""How many words "…" may stand for."""

MOST_STATES = 50_000
"""How many states are remembered, at about 5 kB each, before starting afresh."""

CLASS = re.compile(r"<[a-z_]+>")
_WRITTEN = re.compile(r"<[a-z_]+>|…|(?:(?!<[a-z_]+>)[^…])+")


class Word(NamedTuple):
    """A word of a sentence: what it is taken for (``""`` if no phrase has it), and its place.

    ``keys`` are all the names under which phrases look for it; ``at`` counts every word of the
    sentence, known or not; ``ends`` where a sentence may end.
    """

    text: str
    keys: tuple[str, ...]
    at: int
    ends: bool


class Match(NamedTuple):
    """A phrase found: its first and last word, by number, the words it holds, and what it is."""

    first: int
    last: int
    words: tuple[int, ...]
    piece: Any


def wording(match: Match, words: Sequence[Word]) -> str:
    """The words of a phrase as they stand in the sentence, "…" where others stand between."""
    told: list[str] = []
    last = match.words[0] - 1
    for number in match.words:
        if number != last + 1:
            told.append(GAP)
        if words[number].text not in _CLOSING:
            told.append(words[number].text.replace("??", "?"))
        last = number
    return " ".join(told)


_CLOSING = (".", ",", "|", "end of text")


def spellings(phrase: str) -> list[str]:
    """A phrase with each of its choices made: ``(was|were) not`` is two."""
    ways = ([part] if isinstance(part, str) else part for part in _parts(phrase))
    written = ("".join(chosen) for chosen in product(*ways))
    return [" ".join(one.split()) for one in written]


def _parts(phrase: str) -> list[str | list[str]]:
    """A phrase as plain parts and lists of choices; a choice within a choice is made at once."""
    parts: list[str | list[str]] = []
    end = 0
    for begin, close in _groups(phrase):
        inside = _divided(phrase[begin + 1 : close])
        if len(inside) == 1:
            continue  # brackets that stand in the text
        if begin > end:
            parts.append(phrase[end:begin])
        parts.append([one for choice in inside for one in spellings(choice)])
        end = close + 1
    if end < len(phrase):
        parts.append(phrase[end:])
    return parts


def _groups(phrase: str) -> Iterator[tuple[int, int]]:
    """Where the outermost brackets of a phrase open and close."""
    depth = begin = 0
    for place, letter in enumerate(phrase if "(" in phrase else ""):
        if letter == "(":
            begin = place if depth == 0 else begin
            depth += 1
        elif letter == ")" and depth:
            depth -= 1
            if depth == 0:
                yield begin, place


def _divided(inside: str) -> list[str]:
    """What stands in brackets, cut at each "|" that is not in brackets of its own."""
    choices, depth, begin = [], 0, 0
    for place, letter in enumerate(inside):
        depth += (letter == "(") - (letter == ")")
        if letter == "|" and depth == 0:
            choices.append(inside[begin:place])
            begin = place + 1
    return [*choices, inside[begin:]]


@cache
def elements(phrase: str) -> tuple[str, ...]:
    """The keys by which a phrase without choices is looked for, word by word."""
    found: list[str] = []
    for written in _WRITTEN.findall(phrase):
        if written == GAP or CLASS.fullmatch(written):
            found.append(written)
        else:
            found.extend(_plain(written))
    return tuple(found)


def _plain(written: str) -> Iterator[str]:
    for chunk in written.split():
        if chunk.isascii() and chunk.isalpha() and chunk.islower():
            yield chunk
        else:
            yield from _keys_of(chunk)


@cache
def _keys_of(written: str) -> tuple[str, ...]:
    """The keys of what stands between two spaces of a phrase."""
    chunk = fold_word(written)
    stem = len(chunk) > 1 and chunk.endswith("*")
    parts = [part.text for part in parts_of(chunk.removesuffix("*") if stem else chunk)]
    return (*parts[:-1], f"{parts[-1]}*" if stem else parts[-1])


class _Node:
    """A place in the net of phrases: where each word leads, and the phrases that end here.

    ``plain`` places are shared by all phrases that begin alike; those ``joined`` to belong to one
    phrase, whose choices meet there.
    """

    __slots__ = ("ends", "joined", "plain")

    def __init__(self) -> None:
        self.plain: dict[str, _Node] = {}
        self.joined: dict[str, list[_Node]] | None = None
        self.ends: list[Any] | None = None

    def led(self) -> Iterator[tuple[str, _Node]]:
        """The places that each key leads to."""
        yield from self.plain.items()
        for key, nodes in (self.joined or {}).items():
            for node in nodes:
                yield key, node


class _State:
    """All the places of the net that the words so far have led to; worked out as they are met."""

    __slots__ = ("_by_key", "_led", "_net", "ends")

    def __init__(self, nodes: Sequence[_Node], net: Phrases) -> None:
        self.ends = [piece for node in nodes for piece in node.ends or ()]
        self._net = net
        self._by_key: dict[str, list[_Node]] = {}
        for node in nodes:
            for key, after in node.led():
                self._by_key.setdefault(key, []).append(after)
        self._led: dict[str, _State | None] = {}

    @property
    def met(self) -> int:
        """How many words were met here."""
        return len(self._led)

    def after(self, text: str, keys: Iterable[str]) -> _State | None:
        """Where a word, or a gap, leads from here."""
        try:
            return self._led[text]
        except KeyError:
            nodes = [node for key in keys for node in self._by_key.get(key, ())]
            state = self._led[text] = self._net.state(nodes) if nodes else None
            return state


class Phrases:
    """All phrases as a net by their words, each with what it stands for.

    Choices part and meet again, so that a phrase with many takes no more room than its words.
    """

    def __init__(self) -> None:
        self._root = _Node()
        self.keys: set[str] = set()
        """Every key that some phrase looks for."""
        self._states: dict[tuple[int, ...], _State] = {}

    def add(
        self, phrase: str, piece: Any, several: Mapping[str, Sequence[str]] | None = None
    ) -> None:
        """Adds a phrase. ``several`` has, for a class, its members of more than one word."""
        places = [self._root]
        for part in _parts(phrase):
            if isinstance(part, list):
                ways = [way for choice in part for way in _ways(elements(choice), several or {})]
                places = self._choices(places, ways)
                continue
            for key in elements(part):
                ways = _ways([key], several or {})
                places = self._choices(places, ways) if ways[1:] else [self._step(places, key)]
        for place in places:
            place.ends = [*(place.ends or ()), piece]

    def _step(self, places: Sequence[_Node], key: str) -> _Node:
        self.keys.add(key)
        if len(places) == 1:
            plain = places[0].plain
            if key not in plain:
                plain[key] = _Node()
            return plain[key]
        return self._meet(places, key, _Node())

    def _meet(self, places: Sequence[_Node], key: str, meeting: _Node) -> _Node:
        self.keys.add(key)
        for place in places:
            if place.joined is None:
                place.joined = {}
            place.joined.setdefault(key, []).append(meeting)
        return meeting

    def _choices(self, places: list[_Node], ways: Sequence[Sequence[str]]) -> list[_Node]:
        meeting = _Node()
        for way in ways:
            before = places
            for key in way[:-1]:
                before = [self._step(before, key)]
            if way:
                self._meet(before, way[-1], meeting)
        return [meeting, *places] if any(not way for way in ways) else [meeting]

    def state(self, nodes: Sequence[_Node]) -> _State:
        """The state of some places, the same one for the same places."""
        places = {id(node): node for node in nodes}
        key = tuple(sorted(places))
        if key not in self._states:
            self._states[key] = _State(list(places.values()), self)
        return self._states[key]

    def matches(self, words: Sequence[Word], stops: Callable[[Word], bool]) -> list[Match]:
        """Every phrase in a sentence; no gap reaches over a word that ``stops`` one."""
        found: list[Match] = []
        begin = self.state([self._root])
        if max(len(self._states), begin.met) > MOST_STATES:
            self._states = {}  # worked out anew as they are met again
            begin = self.state([self._root])
        for number, word in enumerate(words):
            state = begin.after(word.text, word.keys)
            if state is not None:
                _follow(state, (number,), words, stops, found)
        return _shortest(found)


def _ways(keys: Sequence[str], several: Mapping[str, Sequence[str]]) -> list[Sequence[str]]:
    """A run of keys, and with the members of several words that its classes have."""
    if not any(several.get(key) for key in keys):
        return [keys]
    ways: list[Sequence[str]] = [()]
    for key in keys:
        members = [(key,), *(elements(member) for member in several.get(key, ()))]
        ways = [(*way, *member) for way in ways for member in members]
    return ways


def _follow(
    state: _State,
    taken: tuple[int, ...],
    words: Sequence[Word],
    stops: Callable[[Word], bool],
    found: list[Match],
) -> None:
    """Goes on from a state, after the words taken so far."""
    last = taken[-1]
    found.extend(Match(taken[0], last, taken, piece) for piece in state.ends)
    beside = last + 1
    if beside == len(words):
        return
    if words[beside].at == words[last].at + 1:
        after = state.after(words[beside].text, words[beside].keys)
        if after is not None:
            _follow(after, (*taken, beside), words, stops, found)
    gap = state.after(GAP, (GAP,))
    if gap is None:
        return
    most = words[last].at + GAP_WORDS + 1
    for number in range(beside, len(words)):
        word = words[number]
        if word.at > most:
            break
        after = gap.after(word.text, word.keys)
        if after is not None:
            _follow(after, (*taken, number), words, stops, found)
        if stops(word):
            break


def _shortest(found: Iterable[Match]) -> list[Match]:
    """Of one phrase that begins at one word, the match that ends soonest."""
    best: dict[tuple[int, int], Match] = {}
    for match in found:
        key = (match.first, id(match.piece))
        if key not in best or match.last < best[key].last:
            best[key] = match
    return list(best.values())
