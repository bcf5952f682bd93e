"""Finding the lexicon's words in many narratives at once.

One multi-pattern search finds every surface; whole words, gaps inside a term and longer phrases
that swallow shorter ones are then settled by joins and sorts over all the hits together.
"""

from __future__ import annotations

import polars as pl

from chronology.narrative.lexicon import GAP_WORDS

_WORD = "abcdefghijklmnopqrstuvwxyz0123456789_"
_GAP_BYTES = 48
"""Four words are rarely longer; a cheap bound before the words are counted."""


def find(texts: pl.DataFrame, pieces: pl.DataFrame) -> pl.DataFrame:
    """Every whole-word hit of a piece: ``row, start, end`` (bytes of ``folded``) and the piece."""
    surfaces = pieces["surface"].unique().sort().to_list()
    folded = pl.col("folded")
    hits = (
        texts.lazy()
        .select(
            "row",
            "case_id",
            "folded",
            start=folded.str.find_many(surfaces, overlapping=True),
            surface=folded.str.extract_many(surfaces, overlapping=True),
        )
        .filter(pl.col("start").list.len() > 0)
        .explode("start", "surface")
        .with_columns(
            pl.col("start").cast(pl.Int64),
            end=pl.col("start").cast(pl.Int64) + pl.col("surface").str.len_bytes().cast(pl.Int64),
        )
    )
    known = hits.join(_edges(pieces).lazy(), on="surface")
    raw = folded.cast(pl.Binary)
    before = pl.when(pl.col("start") > 0).then(raw.bin.slice(pl.col("start") - 1, 1))
    after = raw.bin.slice(pl.col("end"), 1)
    inside_left = pl.col("word_left") & _is_word(before)
    inside_right = pl.col("word_right") & _is_word(after)
    whole = known.filter(~inside_left, ~inside_right | pl.col("any_stem")).with_columns(
        cut=inside_right
    )
    joined = whole.join(pieces.lazy(), on="surface").filter(
        pl.col("stem").fill_null(False) | ~pl.col("cut")
    )
    if "case_id_right" in joined.collect_schema().names():
        joined = joined.filter(
            pl.col("case_id_right").is_null() | (pl.col("case_id_right") == pl.col("case_id"))
        ).drop("case_id_right")
    return _to_word_end(joined.drop("word_left", "word_right", "any_stem").collect())


def _edges(pieces: pl.DataFrame) -> pl.DataFrame:
    """Per surface: whether its ends are letters, so that a letter beside them makes another
    word."""
    return pieces.group_by("surface").agg(
        pl.col("stem").fill_null(False).any().alias("any_stem"),
        pl.col("surface").first().str.contains(r"^[a-z0-9_]").alias("word_left"),
        pl.col("surface").first().str.contains(r"[a-z0-9_]$").alias("word_right"),
    )


def _is_word(byte: pl.Expr) -> pl.Expr:
    known = [letter.encode() for letter in _WORD]
    return byte.is_in(known).fill_null(False)


def _to_word_end(hits: pl.DataFrame) -> pl.DataFrame:
    """Stems reach to the end of the word that they begin."""
    if not hits["cut"].any():
        return hits.drop("cut", "folded")
    rest = (
        pl.col("folded")
        .cast(pl.Binary)
        .bin.slice(pl.col("end"), 24)
        .cast(pl.String)
        .str.extract(r"^([a-z0-9_]*)")
        .str.len_bytes()
        .fill_null(0)
        .cast(pl.Int64)
    )
    return hits.with_columns(end=pl.when("cut").then(pl.col("end") + rest).otherwise("end")).drop(
        "cut", "folded"
    )


def join_gaps(hits: pl.DataFrame, texts: pl.DataFrame) -> pl.DataFrame:
    """Terms with a gap ("missed … appointment") as one hit from their first word to their last.

    The two halves stay as ``half`` hits, because they swallow the cues inside them.
    """
    halves = pl.col("kind").str.ends_with("_a") | pl.col("kind").str.ends_with("_b")
    gaps = hits.filter(halves)
    if gaps.is_empty():
        return hits
    key = ["row", "concept", "entry", "ambiguous"]
    kind = pl.col("kind").str.slice(0, pl.col("kind").str.len_chars() - 2)
    first = gaps.filter(pl.col("kind").str.ends_with("_a")).with_columns(kind=kind)
    last = gaps.filter(pl.col("kind").str.ends_with("_b")).select(
        *key, b_start=pl.col("start"), b_end=pl.col("end")
    )
    near = first.join(last, on=key, nulls_equal=True).filter(
        pl.col("b_start") > pl.col("end"), pl.col("b_start") - pl.col("end") <= _GAP_BYTES
    )
    between = (
        pl.col("folded")
        .cast(pl.Binary)
        .bin.slice(pl.col("end"), pl.col("b_start") - pl.col("end"))
        .cast(pl.String)
    )
    matched = (
        near.join(texts.select("row", "folded"), on="row")
        .with_columns(between=between)
        .filter(
            pl.col("between").str.count_matches(r"[^ ]+") <= GAP_WORDS,
            ~pl.col("between").str.contains(r"[.;!?•|]( |$)| but | however "),
        )
        .sort("row", "start", "b_start")
        .unique([*key, "start"], keep="first", maintain_order=True)
    )
    whole = matched.with_columns(end=pl.col("b_end")).select(hits.columns)
    parts = pl.concat(
        [
            matched.with_columns(kind=pl.lit("half")).select(hits.columns),
            matched.with_columns(kind=pl.lit("half"), start="b_start", end="b_end").select(
                hits.columns
            ),
        ]
    )
    return pl.concat([hits.filter(~halves), whole, parts])


def swallow(hits: pl.DataFrame) -> pl.DataFrame:
    """Longer phrases swallow what lies inside them.

    A concept's term is swallowed by a longer one of the same concept ("dna test" is no "dna"); a
    family word by a longer family word or pseudo-cue; a cue by a longer cue or pseudo-cue. A cue
    that is part of a term ("was not brought") has done its work there: it reaches only what else
    lies in that term, so ``limit`` is the term's end.
    """
    terms = pl.col("kind").is_in(["term", "opposite", "void"])
    people = pl.col("kind") == "who"
    rest = ~terms & ~people
    kept = pl.concat(
        [
            _first_of_overlapping(_outermost(hits.filter(terms), hits.filter(terms), by="concept")),
            _names_first(
                _outermost(hits.filter(people), hits.filter(people | (pl.col("kind") == "pseudo")))
            ),
            _outermost(hits.filter(rest), hits.filter(rest)),
        ]
    )
    limited = _limited(kept, hits.filter(terms | (pl.col("kind") == "half")))
    return limited.filter(~pl.col("kind").is_in(["void", "pseudo", "half"]))


def _limited(kept: pl.DataFrame, terms: pl.DataFrame) -> pl.DataFrame:
    """Adds ``limit``: the end of the longest term that each hit is part of, if it is part of one.

    Whatever ends a reach inside a term ends none: it is left out.
    """
    spans = terms.select("row", t_start="start", t_end="end").unique()
    inside = (
        kept.filter(~pl.col("kind").is_in(["term", "opposite", "void", "who"]))
        .select("row", "start", "end")
        .unique()
        .join(spans, on="row")
        .filter(
            pl.col("t_start") <= pl.col("start"),
            pl.col("t_end") >= pl.col("end"),
            (pl.col("t_end") - pl.col("t_start")) > (pl.col("end") - pl.col("start")),
        )
        .group_by("row", "start", "end")
        .agg(limit=pl.col("t_end").max(), limit_start=pl.col("t_start").min())
    )
    marked = kept.join(inside, on=["row", "start", "end"], how="left", maintain_order="left")
    part = pl.col("limit").is_not_null()
    people_and_terms = pl.col("kind").is_in(["term", "opposite", "void", "who"])
    return marked.filter(people_and_terms | ~part | (pl.col("kind") == "cue")).with_columns(
        limit=pl.when(pl.col("kind") == "cue").then("limit")
    )


def _names_first(people: pl.DataFrame) -> pl.DataFrame:
    """Where a word is both a family word and the name of somebody in the case, it is the name."""
    return people.sort("row", "start", "end", "person_id", nulls_last=True).unique(
        ["row", "start", "end"], keep="first", maintain_order=True
    )


def _first_of_overlapping(terms: pl.DataFrame) -> pl.DataFrame:
    """Where two terms of a concept overlap, the first: "not brought | to clinic"."""
    begins = (
        terms.group_by("row", "concept", "start")
        .agg(pl.col("end").max())
        .sort("row", "concept", "start")
        .with_columns(before=pl.col("end").cum_max().shift(1).over("row", "concept"))
        .filter((pl.col("start") >= pl.col("before")).fill_null(True))
    )
    return terms.join(begins, on=["row", "concept", "start"], how="semi")


def _outermost(hits: pl.DataFrame, over: pl.DataFrame, by: str | None = None) -> pl.DataFrame:
    """The hits that do not lie strictly inside a span of ``over``."""
    keys = ["row", *([by] if by else [])]
    spans = pl.concat(
        [
            over.select(*keys, "start", "end", swallows=pl.lit(True)),
            hits.select(*keys, "start", "end", swallows=pl.lit(False)),
        ]
    )
    spans = (
        spans.group_by(*keys, "start", "end")
        .agg(pl.col("swallows").any())
        .sort(*keys, "start", "end", descending=[False] * len(keys) + [False, True])
    )
    group = pl.struct(keys).rle_id().cast(pl.Int64) if by else pl.col("row").rle_id().cast(pl.Int64)
    width = int(spans["end"].max() or 0) + 2  # type: ignore[arg-type]
    spans = spans.with_columns(g=group * width)
    reach = (
        pl.when("swallows")
        .then(pl.col("g") + pl.col("end"))
        .otherwise(pl.lit(-1))
        .cum_max()
        .shift(1)
    )
    inside = (reach >= pl.col("g") + pl.col("end")).fill_null(False)
    free = spans.filter(~inside).select(*keys, "start", "end")
    return hits.join(free, on=[*keys, "start", "end"], how="semi")
