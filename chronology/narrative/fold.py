"""Narratives in one spelling for reading, letter for letter with the text as written.

Capitals, curly quotes, odd dashes and line breaks mean nothing to a reader, so they must mean
nothing here; and because every letter stays in its place, a place in the folded text is the
place in the
text as it was sent.
"""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import polars as pl

_STRANGE = "\x1a"

_LIKE = {
    "'": "’‘ʼ‛`´",
    '"': "“”„‟«»",
    "-": "–—‑‒−‐",
    "x": "×✕✖",
    " ": "\u00a0\u2002\u2003\u2009\u200a\u202f\u3000\t\r\n\v\f\u2028\u2029",
}
_SAME = {odd: plain for plain, odds in _LIKE.items() for odd in odds}
_SIGNS = {"↓": "{", "↑": "}", "…": "~", "•": "*", "£": "#", "½": "+"}
"""Signs that mean something in records, each as one that records don't use so."""


_ANSWERED = r"\?( +(?:yes|no|nil|none|never|n/k|y|n)(?:[ .,;]|$))"
"""A question that a form asks, with its answer: "Colic? No." is a heading."""


class _Folding(dict[int, str]):
    """A table for ``str.translate`` that works out each letter once."""

    def __missing__(self, code: int) -> str:
        plain = self[code] = _ascii(chr(code))
        return plain


def _ascii(letter: str) -> str:
    """A letter without its accents and in lower case; a stranger one as a mark of its own."""
    plain = _SAME.get(letter) or _SIGNS.get(letter) or letter.lower()
    if plain.isascii():
        return plain
    base = unicodedata.normalize("NFKD", plain)[0]
    return base if base.isascii() and base.isalnum() else _STRANGE


_TABLE = _Folding()


def fold_word(text: str) -> str:
    """A text in lower-case ASCII with plain punctuation, as long as it was."""
    return text.translate(_TABLE)


def _lines(text: str) -> str:
    """A text whose lines are items of their own, with "|" where one begins.

    A line that was merely wrapped begins with no capital, or goes on from a single word.
    """
    if "\n" not in text:
        return text
    lines = text.split("\n")
    told = [lines[0]]
    for before, line in pairwise(lines):
        last, first = before.strip(), line.strip()
        item = (
            " " in last
            and " " in first
            and last[-1] not in ".;:!?,"
            and (first[0].isupper() or first[0] in "•*-")
        )
        told += ["|" if item else "\n", line]
    return "".join(told)


def fold(texts: pl.Series) -> pl.Series:
    """Each text in lower-case ASCII with plain punctuation, as long as it was; null is empty."""
    given = texts.fill_null("")
    odd = (given.str.len_bytes() != given.str.len_chars()) | given.str.contains(r"[\t\r\n\v\f]")
    folded = given.str.to_lowercase()
    if odd.any():
        careful = pl.Series(
            [fold_word(_lines(text)) for text in given.filter(odd)], dtype=pl.String
        )
        folded = folded.scatter(odd.arg_true(), careful)
    asked = folded.str.contains("? ", literal=True)
    if not asked.any():
        return folded
    answered = folded.filter(asked).str.replace_all(_ANSWERED, ":$1")
    return folded.scatter(asked.arg_true(), answered)
