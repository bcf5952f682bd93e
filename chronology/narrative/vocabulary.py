"""What each chunk of text is to the lexicon: its words, each with the keys that phrases have."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from chronology.narrative.lexicon import Lexicon
from chronology.narrative.words import Part, parts_of


class Term(NamedTuple):
    """A word or mark of a chunk: ``text`` (``""`` if no phrase holds it), its keys and place.

    ``who`` is whom a family word means by itself, for the pronouns of the sentences after it.
    """

    text: str
    keys: tuple[str, ...]
    start: int
    end: int
    ends: bool
    who: str | None = None


_SHORTEST_MISSPELT = 6
_LONG = 11
"""From so many letters a word may be two letters off; shorter ones, one."""

_LONGEST_CHUNK, _MOST_PARTS, _LONGEST_STEM = 600, 60, 30
"""How much of what stands between two spaces is read: more is no writing."""

_MOST_KNOWN = 200_000

_TEENS = range(10, 18)
_YEARS = range(1900, 2100)


class Vocabulary:
    """The words of a lexicon, and what any chunk of folded text holds of them; each worked out
    once."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._keys = lexicon.phrases.keys
        self._classes = lexicon.class_of
        self._stems = frozenset(
            key.removesuffix("*")
            for key in (*self._keys, *self._classes)
            if len(key) > 1 and key.endswith("*")
        )
        self._known: dict[str, tuple[str, tuple[str, ...]]] = {}
        self._not_misspelt = frozenset(lexicon.words.not_misspelt)
        self._abbreviations = frozenset(lexicon.context.abbreviations)

    def terms_of(self, chunk: str) -> tuple[Term, ...]:
        """The words and marks of a chunk of folded text; none where no phrase holds any of them."""
        parts = parts_of(chunk[:_LONGEST_CHUNK])[:_MOST_PARTS]
        if chunk.strip("(\"'[,)") in self._abbreviations:
            parts = [part._replace(sort="mark") if part.sort == "end" else part for part in parts]
        found: list[Term] = []
        for part in parts:
            found.extend(self._terms(part))
        return tuple(found) if any(term.keys or term.ends for term in found) else ()

    def parts(self, chunk: str) -> list[Term]:
        """The words of a chunk that no phrase holds; a name may be among them."""
        return [
            Term("", (), part.start, part.end, False)
            for part in parts_of(chunk[:_LONGEST_CHUNK])[:_MOST_PARTS]
            if part.sort in ("word", "number")
        ]

    def _terms(self, part: Part) -> list[Term]:
        meant = self._lexicon.jargon.get(part.text)
        if meant is None:
            text, keys = self.known(part)
            if not keys and part.sort in ("mark", "own"):
                return []
            ends, who = part.sort == "end", self._who.get(text)
            return [Term(text, keys, part.start, part.end, ends, who)]
        known = [self.known(Part(word, 0, 0, "word")) for word in meant]
        return [
            Term(text, keys, part.start, part.end, False, self._who.get(text))
            for text, keys in known
        ]

    def known(self, part: Part) -> tuple[str, tuple[str, ...]]:
        """What a word is taken for, and its keys; nothing where no phrase looks for it."""
        if part.sort == "end":
            text = "?" if part.text[0] == "?" else "."
            return text, (text, part.text, *self._classes.get(text, ()))
        if part.text not in self._known:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            self._known[part.text] = self._work_out(part)
        return self._known[part.text]

    def _work_out(self, part: Part) -> tuple[str, tuple[str, ...]]:
        keys = self._looked_for(part.text)
        if keys:
            return part.text, keys
        meant = self._misspelt(part.text) if part.sort == "word" else None
        if meant is None:
            return "", ()
        return meant, self._looked_for(meant)

    def _looked_for(self, text: str) -> tuple[str, ...]:
        keys = [text] if text in self._keys else []
        classes = list(self._classes.get(text, ()))
        for length in range(2, min(len(text), _LONGEST_STEM) + 1):
            if text[:length] in self._stems:
                stem = f"{text[:length]}*"
                if stem in self._keys:
                    keys.append(stem)
                classes.extend(self._classes.get(stem, ()))
        if text[0].isdigit():
            classes.extend(_number_classes(text))
        for name in classes:  # a class may hold another
            classes.extend(it for it in self._classes.get(name, ()) if it not in classes)
        keys.extend(name for name in dict.fromkeys(classes) if name in self._keys)
        return tuple(keys)

    def _misspelt(self, text: str) -> str | None:
        """The one word of the lexicon that a long enough word is a slip of the keyboard from.

        Slips leave a word's first and last letter alone; other endings are other words.
        """
        if len(text) < _SHORTEST_MISSPELT or text in self._not_misspelt:
            return None
        most = 2 if len(text) >= _LONG else 1
        near = process.extract(
            text,
            self._spelt.get(text[0] + text[-1], ()),
            scorer=OSA.distance,
            score_cutoff=most,
            limit=None,
        )
        nearest = sorted((distance, word) for word, distance, _ in near)
        return nearest[0][1] if nearest else None

    @cached_property
    def _who(self) -> dict[str, str]:
        """Whom a word means by itself, professionals aside."""
        return {
            word: who
            for who, words in self._lexicon.family.who.items()
            for word in words
            if who != "professional" and " " not in word
        }

    @cached_property
    def _spelt(self) -> dict[str, Sequence[str]]:
        """The words that are long enough to be known though misspelt, by their first and
        last letters."""
        words: dict[str, list[str]] = {}
        for key in sorted({*self._keys, *self._classes}):
            if len(key) >= _SHORTEST_MISSPELT and key.isalpha():
                words.setdefault(key[0] + key[-1], []).append(key)
        return dict(words)


def _number_classes(text: str) -> list[str]:
    digits = text.rstrip("stndrh")
    found = ["<number>"]
    if digits.isdigit():
        number = int(digits)
        if number in _TEENS:
            found.append("<teen>")
        if len(digits) == 4 and number in _YEARS:
            found.append("<year>")
    if digits != text:
        found.append("<ordinal>")
    return found
