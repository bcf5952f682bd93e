"""Folded text to words: what stands between two spaces is a *chunk*, and a chunk holds words and
marks."""

from __future__ import annotations

import re
from typing import NamedTuple

_PART = re.compile(
    r"(?P<number>\d+(?:[.,:/]\d+)*(?:(?:st|nd|rd|th)(?![a-z]))?)"
    r"|(?P<word>[a-z]+n't|[a-z]+)"
    r"|(?P<own>'s?(?![a-z]))"
    r"|(?P<mark>\?+|.)",
    re.DOTALL,
)
_ENDS = frozenset(".;!?~*")
_CLOSING = frozenset("\"')]")
_LEAST_WORD = 3
"""A stop inside a chunk ends a sentence between words of this many letters: "seen.Baby" but not
"f.o.c"."""


class Part(NamedTuple):
    """A word or a mark of a chunk: ``text``, where it stands in the chunk, what ``sort`` it is.

    ``sort`` is ``number``, ``word``, ``own`` (an apostrophe that makes a possessive), ``mark`` or
    ``end`` (of a sentence).
    """

    text: str
    start: int
    end: int
    sort: str


def parts_of(chunk: str) -> list[Part]:
    """The words and marks of a chunk of folded text.

    A hyphen inside a word joins nothing and parts nothing: "co-sleeping" is "co sleeping".
    """
    found = [
        Part(match[0], match.start(), match.end(), match.lastgroup or "mark")
        for match in _PART.finditer(chunk)
    ]
    if len(found) > 1 and found[0].text == "?" and found[1].sort in _NAMED:  # "?fracture"
        found[0] = found[0]._replace(text="??")
    return [
        part._replace(sort="end") if _is_end(part, number, found) else part
        for number, part in enumerate(found)
        if not _joins(part, number, found)
    ]


def _joins(part: Part, number: int, found: list[Part]) -> bool:
    if part.text != "-" or number in (0, len(found) - 1):
        return False
    return found[number - 1].sort in _NAMED and found[number + 1].sort in _NAMED


_NAMED = ("word", "number")


def _is_end(part: Part, number: int, found: list[Part]) -> bool:
    if part.sort != "mark" or part.text[0] not in _ENDS:
        return False
    after = found[number + 1 :]
    if all(other.text in _CLOSING or other.text[0] in _ENDS for other in after):
        return number > 0 or part.text in "*~." or (len(found) == 1 and part.text[0] != "?")
    if part.text[0] == "?":
        return number > 0 and after[0].sort == "word" and found[number - 1].sort == "word"
    before = found[number - 1] if number else None
    return (
        before is not None
        and before.sort == "word"
        and after[0].sort == "word"
        and min(len(before.text), len(after[0].text)) >= _LEAST_WORD
    )
