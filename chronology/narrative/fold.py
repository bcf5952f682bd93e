"""Narratives in one spelling for searching, and the way back to the words as written.

Capitals, curly quotes, odd dashes, line breaks and runs of spaces mean nothing to a reader, so they
must mean nothing to the search; but every signal points at the words in the text as it was sent.
"""

from __future__ import annotations

import unicodedata

import polars as pl

END_OF_TEXT = "\x03"
"""Stands after a space at the end of every folded text."""

_END = f" {END_OF_TEXT}"
_STRANGE = "\x1a"

_LIKE = {
    "'": "’‘ʼ‛`´",
    '"': "“”„‟«»",
    "-": "–—‑‒−‐",
    " ": "\u00a0\u2002\u2003\u2009\u200a\u202f\u3000\t\r\n\v\f\u2028\u2029",
}
_SAME = {odd: plain for plain, odds in _LIKE.items() for odd in odds}
_SIGNS = {"↓": "{", "↑": "}", "…": "~", "•": "*", "£": "#", "½": "+"}
"""Signs that mean something in records, each as one that records don't use so."""


def fold(texts: pl.Series) -> pl.Series:
    """Each text in lower-case ASCII with plain punctuation, single spaces and an end mark."""
    plain = texts.str.replace_many(list(_SAME), list(_SAME.values()))
    frame = pl.DataFrame({"plain": plain}).with_columns(
        easy=pl.col("plain").str.len_bytes() == pl.col("plain").str.len_chars()
    )
    spaced = pl.col("plain").str.to_lowercase().str.replace_all(r" {2,}", " ")
    quick = frame.select(
        pl.when("easy").then(spaced.str.strip_chars_end(" ") + pl.lit(_END))
    ).to_series()
    if frame["easy"].all():
        return quick
    careful = [
        None if easy else fold_one(text)[0] for easy, text in zip(frame["easy"], texts, strict=True)
    ]
    return quick.fill_null(pl.Series(careful, dtype=pl.String))


def fold_word(word: str) -> str:
    """A word of a lexicon as it stands in folded texts; spaces at its ends are kept."""
    return "".join(_ascii(letter) for letter in word)


def fold_one(text: str) -> tuple[str, list[int]]:
    """A folded text, and for each of its letters the place in ``text`` it came from."""
    folded: list[str] = []
    places: list[int] = []
    for place, written in enumerate(text):
        plain = _ascii(written)
        if plain == " " and folded and folded[-1] == " ":
            continue
        folded.extend(plain)
        places.extend([place] * len(plain))
    while folded and folded[-1] == " ":
        folded.pop()
        places.pop()
    return "".join(folded) + _END, [*places, *[len(text)] * (len(_END) + 1)]


def _ascii(letter: str) -> str:
    """A letter without its accents and in lower case; a stranger one as a mark of its own."""
    plain = _SAME.get(letter) or _SIGNS.get(letter) or letter.lower()
    if plain.isascii():
        return plain
    base = unicodedata.normalize("NFKD", plain)[0]
    return base if base.isascii() and base.isalnum() else _STRANGE


def places_in(texts: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """``found`` (``row``, ``start``, ``end`` in folded bytes) with places in the text as
    written."""
    easy = pl.col("text").str.len_bytes() == pl.col("text").str.len_chars()
    whole = pl.col("text").str.len_bytes() + len(_END) == pl.col("folded").str.len_bytes()
    odd = texts.filter(~easy | ~whole)
    if odd.is_empty():
        return found
    origin = {row: fold_one(text)[1] for row, text in odd.select("row", "text").iter_rows()}
    starts, ends = [], []
    for row, start, end in found.select("row", "start", "end").iter_rows():
        places = origin.get(row)
        starts.append(start if places is None else places[start])
        ends.append(end if places is None else places[end - 1] + 1)
    return found.with_columns(
        pl.Series("start", starts, dtype=pl.Int64), pl.Series("end", ends, dtype=pl.Int64)
    )
