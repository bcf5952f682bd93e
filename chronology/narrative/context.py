"""How a record says a concept: affirmed, negated, historical, only supposed, or of somebody else.

The shape is ConText's: a cue, the side it stands on, how far it reaches, and what ends its reach.
All hits of all narratives lie in one sorted stream; "the last cue before this term" is a forward
fill, so the work is a handful of passes over columns, whatever the number of narratives.
"""

from __future__ import annotations

import polars as pl

TERMS = ("term", "opposite")

_LONGEST = {"list": 110, "clause": 90, "sentence": 400, "next": 18}
"""How many bytes a cue reaches at most. Project defaults: longer sentences are rarely one
thought."""

_OPPOSITE_NEAR = 25
"""Only a cue this near turns "feeding well" round; "no bruising, feeding well" is good news
twice."""

_SUBJECT_AFTER_COMMA = 6

RANK = {
    "negated_after": 0,
    "hypothetical_sentence": 1,
    "question": 2,
    "negated_before": 3,
    "hypothetical": 4,
    "historical": 5,
}
"""Which cue decides when several reach a term; the first of these."""


def segment(hits: pl.DataFrame) -> pl.DataFrame:
    """The stream: hits in reading order, each with its sentence, its clause and its list item."""
    first = pl.col("kind").is_in(["end", "break", "comma", "and", "or"])
    stream = hits.sort("row", "start", ~first, "end", descending=[False, False, False, True])
    stream = stream.sort(
        "row", "start", pl.col("kind").is_in(TERMS), "end", "kind", "concept", "entry"
    ).with_row_index("i")
    stream = stream.with_columns(pl.col("i").cast(pl.Int64))
    new_row = pl.col("row") != pl.col("row").shift(1)
    end = pl.col("kind") == "end"
    separator = pl.col("kind").is_in(["comma", "and"])
    stream = stream.with_columns(
        sentence=(end | new_row).fill_null(True).cum_sum(),
        _sep=pl.when(separator).then("i").forward_fill(),
        _sep_end=pl.when(separator).then("end").forward_fill(),
        _sep_row=pl.when(separator).then("row").forward_fill(),
    )
    subject = (
        (
            ((pl.col("kind") == "who") & (pl.col("who") != "professional"))
            | (pl.col("kind") == "report")
        )
        & (pl.col("_sep_row") == pl.col("row"))
        & (pl.col("start") - pl.col("_sep_end") <= _SUBJECT_AFTER_COMMA)
    )
    told = pl.when(pl.col("kind") == "report").then("end").forward_fill().over("row")
    closed = separator & (pl.col("start") == told) & (pl.col("kind") == "comma")
    broken = (
        pl.concat(
            [
                stream.filter(subject & (pl.col("start") >= pl.col("_sep_end"))).select(i="_sep"),
                stream.filter(closed).select("i"),
            ]
        )
        .unique()
        .with_columns(broken=pl.lit(True))
    )
    stream = stream.join(broken, on="i", how="left", maintain_order="left").with_columns(
        ends=end
        | (pl.col("kind") == "break")
        | pl.col("broken").fill_null(False)
        | new_row.fill_null(True)
    )
    return stream.with_columns(
        clause=pl.col("ends").cum_sum(),
        item=(pl.col("ends") | separator).cum_sum(),
    ).drop("_sep", "_sep_end", "_sep_row", "broken", "ends")


def statuses(stream: pl.DataFrame) -> pl.DataFrame:
    """The terms of the stream with ``status`` and the ``cue`` that decided it."""
    found: list[pl.DataFrame] = []
    alternatives = _lists(stream)
    found.extend(_reached(alternatives, *way) for way in _ways(stream))
    found.append(_questions(stream))
    terms = stream.filter(pl.col("kind").is_in(TERMS))
    decided = (
        pl.concat(found).sort("i", "rank", "gap").unique("i", keep="first", maintain_order=True)
    )
    said = terms.join(decided, on="i", how="left", maintain_order="left")
    against = pl.col("kind") == "opposite"
    status = pl.col("said").fill_null("affirmed")
    return said.with_columns(
        status=pl.when(against & (status == "affirmed"))
        .then(pl.lit("negated"))
        .when(against & (status == "negated"))
        .then(pl.lit("affirmed"))
        .otherwise(status)
    ).drop("said", "rank", "gap")


def _ways(stream: pl.DataFrame) -> list[tuple[str, str, str, bool, bool]]:
    """The kinds of cue there are; those that are part of a term apart, so that they hide no
    other."""
    cues = stream.filter(pl.col("kind") == "cue").select(
        "status", "direction", "reach", "act", limited=pl.col("limit").is_not_null()
    )
    return sorted(cues.unique().iter_rows())


def _lists(stream: pl.DataFrame) -> pl.DataFrame:
    """Adds, for each hit, the next "or" and the next term's group: they carry a cue through a
    list."""
    term = pl.col("kind").is_in(TERMS)
    alternative = pl.col("kind") == "or"
    return stream.with_columns(
        next_or=pl.when(alternative).then("clause").backward_fill(),
        last_or=pl.when(alternative).then("clause").forward_fill(),
        next_group=pl.when(term).then("group").backward_fill(),
        last_group=pl.when(term).then("group").forward_fill(),
        next_item=pl.when(term).then("item").backward_fill(),
    )


def _reached(
    stream: pl.DataFrame, status: str, direction: str, reach: str, acts_only: bool, limited: bool
) -> pl.DataFrame:
    cue = (
        (pl.col("kind") == "cue")
        & (pl.col("status") == status)
        & (pl.col("direction") == direction)
        & (pl.col("reach") == reach)
        & (pl.col("act") == acts_only)
        & (pl.col("limit").is_not_null() == limited)
    )
    marked = pl.when(cue).then("i")
    nearest = marked.forward_fill() if direction == "before" else marked.backward_fill()
    pairs = stream.with_columns(c=nearest).filter(
        pl.col("kind").is_in(TERMS), pl.col("c").is_not_null()
    )
    of_cue = [
        "row",
        "start",
        "end",
        "sentence",
        "clause",
        "item",
        "surface",
        "next_or",
        "next_group",
        "last_group",
        "limit",
        "limit_start",
        "act",
    ]
    pairs = pairs.join(
        stream.select(c="i", **{f"c_{name}": pl.col(name) for name in of_cue}), on="c"
    )
    gap = (
        pl.col("start") - pl.col("c_end")
        if direction == "before"
        else pl.col("c_start") - pl.col("end")
    )
    near = pairs.with_columns(gap=gap).filter(
        pl.col("row") == pl.col("c_row"), pl.col("gap") >= 0, pl.col("gap") <= _LONGEST[reach]
    )
    if limited:
        near = near.filter(
            pl.col("end") <= pl.col("c_limit")
            if direction == "before"
            else pl.col("end") > pl.col("c_limit_start")
        )
    kept = near.filter(_inside(reach, direction), ~pl.col("c_act") | pl.col("act"))
    if status == "negated":
        kept = kept.filter((pl.col("kind") == "term") | (pl.col("gap") <= _OPPOSITE_NEAR))
    name = f"{status}_{direction}" if status == "negated" else status
    if status == "hypothetical" and reach == "sentence":
        name = "hypothetical_sentence"
    return kept.select(
        "i",
        said=pl.lit(status),
        cue="c_surface",
        rank=pl.lit(RANK[name]),
        gap="gap",
    )


def _inside(reach: str, direction: str) -> pl.Expr:
    """Whether a cue's reach takes in the term: see the reaches in ``cues.toml``."""
    if reach == "sentence":
        return pl.col("sentence") == pl.col("c_sentence")
    clause = pl.col("clause") == pl.col("c_clause")
    item = pl.col("item") == pl.col("c_item")
    if reach == "next":
        return clause & item
    listed = pl.col("kind") == "term"
    by_or = (pl.col("c_next_or") == pl.col("c_clause")) & listed
    if direction == "after":
        alike = pl.col("group") == pl.col("c_last_group")
        return clause & (item | (alike & listed))
    alike = (pl.col("group") == pl.col("c_next_group")) & listed
    return clause & (item | by_or.fill_null(False) | alike.fill_null(False))


def _questions(stream: pl.DataFrame) -> pl.DataFrame:
    """Terms of a sentence that ends with a question mark: asked, not said."""
    ends = pl.when(pl.col("kind") == "end").then("i").backward_fill().shift(-1)
    pairs = stream.with_columns(e=ends).filter(pl.col("kind").is_in(TERMS))
    marks = stream.filter(pl.col("surface") == "? ").select(e="i", e_row="row", e_start="start")
    asked = pairs.join(marks, on="e").filter(pl.col("row") == pl.col("e_row"))
    return asked.select(
        "i",
        said=pl.lit("hypothetical"),
        cue=pl.lit("?"),
        rank=pl.lit(RANK["question"]),
        gap=pl.col("e_start") - pl.col("end"),
    ).filter(pl.col("gap") >= 0)
