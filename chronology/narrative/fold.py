"""Narratives in one spelling for searching, and the way back to the words as written.

Capitals, curly quotes, odd dashes, line breaks and runs of spaces mean nothing to a reader, so they
must mean nothing to the search; but every signal points at the words in the text as it was sent.
"""

from __future__ import annotations

import polars as pl

from chronology.narrative.lexicon import END_OF_TEXT

_END = f" {END_OF_TEXT}"

_LIKE = {
    "'": "’‘ʼ‛`´",
    '"': "“”„‟«»",
    "-": "–—‑‒−‐",
    " ": "\u00a0\u2002\u2003\u2009\u200a\u202f\u3000\t\r\n\v\f\u2028\u2029",
}
_SAME = {odd: plain for plain, odds in _LIKE.items() for odd in odds}


def fold(texts: pl.Series) -> pl.Series:
    """Each text in lower case with plain punctuation, single spaces and a space at its end."""
    plain = texts.str.replace_many(list(_SAME), list(_SAME.values()))
    frame = pl.DataFrame({"plain": plain}).with_columns(
        ascii=pl.col("plain").str.len_bytes() == pl.col("plain").str.len_chars()
    )
    quick = frame.select(
        pl.when("ascii").then(
            pl.col("plain").str.to_lowercase().str.replace_all(r" {2,}", " ") + pl.lit(_END)
        )
    ).to_series()
    if frame["ascii"].all():
        return quick
    careful = [
        None if easy else fold_one(text)[0]
        for easy, text in zip(frame["ascii"], texts, strict=True)
    ]
    return quick.fill_null(pl.Series(careful, dtype=pl.String))


def fold_one(text: str) -> tuple[str, list[int]]:
    """A folded text, and for each of its bytes the place in ``text`` it came from."""
    folded: list[str] = []
    places: list[int] = []
    previous = ""
    for place, written in enumerate(text):
        plain = _SAME.get(written, written).lower()
        if plain == " " and previous == " ":
            continue
        previous = plain
        folded.append(plain)
        places.extend([place] * len(plain.encode("utf-8", "replace")))
    return "".join(folded) + _END, [*places, *[len(text)] * (len(_END) + 1)]


def places_in(texts: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """``found`` (``row``, ``start``, ``end`` in folded bytes) with places in the text as
    written."""
    moved = texts.filter(
        pl.col("text").str.len_bytes() + len(_END) != pl.col("folded").str.len_bytes()
    )
    odd = pl.concat(
        [moved, texts.filter(pl.col("text").str.len_bytes() != pl.col("text").str.len_chars())]
    ).unique("row")
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
