"""How a record says a concept: affirmed, negated, historical, only supposed, or of somebody else.

The shape is ConText's: a cue, the side it stands on, how far it reaches, and what ends its reach. All
hits of all narratives lie in one sorted stream; "the last cue before this term" is a forward fill, so
the work is a handful of passes over columns, whatever the number of narratives.
"""

from __future__ import annotations

import polars as pl

from chronology.narrative.lexicon import Lexicon

TERMS = ("term", "opposite")

_LONGEST = {"list": 110, "clause": 90, "sentence": 400, "next": 18}
"""How many bytes a cue reaches at most. Project defaults: longer sentences are rarely one thought."""

_OPPOSITE_NEAR = 25
"""Only a cue this near turns "feeding well" round; "no bruising, feeding well" is good news twice."""

_REPORTER_NEAR = 14
_SUBJECT_AFTER_COMMA = 6
_STRANGER = r"^(another|other|next|previous) |patient (ahead|before|after)"

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
    )
    subject = (
        ((pl.col("kind") == "who") & (pl.col("who") != "professional"))
        | (pl.col("kind") == "report")
    ) & (pl.col("start") - pl.col("_sep_end") <= _SUBJECT_AFTER_COMMA)
    told = pl.when(pl.col("kind") == "report").then("end").forward_fill()
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
    ).drop("_sep", "_sep_end", "broken", "ends")


def statuses(stream: pl.DataFrame, texts: pl.DataFrame) -> pl.DataFrame:
    """The terms of the stream with ``status`` and the ``cue`` that decided it."""
    found: list[pl.DataFrame] = []
    alternatives = _lists(stream)
    for way in _ways(stream):
        found.append(_reached(alternatives, *way))
    found.append(_questions(stream, texts))
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
    """The kinds of cue there are; those that are part of a term apart, so that they hide no other."""
    cues = stream.filter(pl.col("kind") == "cue").select(
        "status", "direction", "reach", "act", limited=pl.col("limit").is_not_null()
    )
    return sorted(cues.unique().iter_rows())


def _lists(stream: pl.DataFrame) -> pl.DataFrame:
    """Adds, for each hit, the next "or" and the next term's group: they carry a cue through a list."""
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
            pl.col("end") <= pl.col("c_limit") if direction == "before" else pl.lit(False)
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


def _questions(stream: pl.DataFrame, texts: pl.DataFrame) -> pl.DataFrame:
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


def whose(
    terms: pl.DataFrame, stream: pl.DataFrame, texts: pl.DataFrame, lexicon: Lexicon
) -> pl.DataFrame:
    """The terms with ``who`` they are about and, where a name was written, ``person_id``.

    Tried in turn: the person in the term itself; a possessive or "on/to/of …" beside it; the person
    before it in the clause; the one person that the whole entry is about; the concept's own default. One
    who tells of a child's bruise does not bear it.
    """
    terms = terms.drop("who", "person_id").join(lexicon.concept_rules, on="concept", how="left")
    people = stream.filter(pl.col("kind") == "who").select(
        "row", "start", "end", "clause", "sentence", "who", "person_id", "surface", p="i"
    )
    people = _tells(people, stream).join(texts.select("row", "folded"), on="row", how="left")
    inside = _within_term(terms, people)
    beside = _beside(terms, people)
    before = _before(terms, people, stream)
    chosen = (
        pl.concat([inside, beside, before, _of_entry(terms, texts)])
        .sort("i", "order", "gap")
        .unique("i", keep="first", maintain_order=True)
        .drop("order", "gap")
    )
    return _settle(terms.join(chosen, on="i", how="left", maintain_order="left"))


def _of_entry(terms: pl.DataFrame, texts: pl.DataFrame) -> pl.DataFrame:
    """The one person that the entry's own column for persons, or its sheet, is about.

    An adult there may just have been present, so an adult is taken only for what counts for adults.
    """
    about = texts.filter(pl.col("about_who").is_not_null()).select(
        "row", "about_who", "about_person"
    )
    pairs = terms.select("i", "row", "counts_for").join(about, on="row")
    counts = pl.col("counts_for")
    fits = counts.list.contains(pl.col("about_who")) | pl.col("about_who").is_in(["sibling"])
    return pairs.filter(fits).select(
        "i",
        found_who="about_who",
        found_person="about_person",
        found_cue=pl.lit("the person of the entry"),
        order=pl.lit(3),
        gap=pl.lit(0, dtype=pl.Int64),
    )


def _tells(people: pl.DataFrame, stream: pl.DataFrame) -> pl.DataFrame:
    """Adds whether a person is followed by a word of telling, and whether by one of bearing."""
    verbs = stream.select(
        p="i",
        row="row",
        tell=pl.when(pl.col("kind") == "report").then("start").backward_fill(),
        tell_row=pl.when(pl.col("kind") == "report").then("row").backward_fill(),
        bear=pl.when(pl.col("kind") == "bear").then("start").backward_fill(),
        bear_row=pl.when(pl.col("kind") == "bear").then("row").backward_fill(),
    ).drop("row")
    near_tell = (pl.col("tell_row") == pl.col("row")) & (
        pl.col("tell") - pl.col("end") <= _REPORTER_NEAR
    )
    near_bear = (pl.col("bear_row") == pl.col("row")) & (pl.col("bear") - pl.col("end") <= 3)
    return people.join(verbs, on="p", how="left").with_columns(
        tells=near_tell.fill_null(False), bears=near_bear.fill_null(False)
    )


def _within_term(terms: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """The person whom the term itself names: "mum cancelled", "father's details"."""
    own = people.select("row", "who", "person_id", "surface", w_start="start", w_end="end")
    pairs = terms.select("i", "row", "start", "end", "counts_for").join(own, on="row")
    allowed = (pl.col("who") != "professional") | pl.col("counts_for").list.contains("professional")
    return pairs.filter(
        pl.col("w_start") >= pl.col("start"), pl.col("w_end") <= pl.col("end"), allowed
    ).select(
        "i",
        found_who="who",
        found_person="person_id",
        found_cue="surface",
        order=pl.lit(-1),
        gap=pl.col("w_start") - pl.col("start"),
    )


def _between(start: pl.Expr, end: pl.Expr) -> pl.Expr:
    raw = pl.col("folded").cast(pl.Binary)
    return raw.bin.slice(start, end - start).cast(pl.String, strict=False).fill_null("")


def _beside(terms: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """ "mum's own bruise", "bruise to mother's arm", "low mood in dad": the person the words bind to."""
    own = people.select(
        "row", "clause", "folded", "who", "person_id", "surface", w_start="start", w_end="end"
    )
    pairs = terms.select("i", "row", "clause", "start", "end", "concept", "default_who").join(
        own, on=["row", "clause"]
    )
    gap_left = pl.col("start") - pl.col("w_end")
    gap_right = pl.col("w_start") - pl.col("end")
    left = pairs.filter(gap_left >= 1, gap_left <= 28).with_columns(
        gap=gap_left, words=_between(pl.col("w_end"), pl.col("start"))
    )
    left = left.filter(
        pl.col("words").str.contains(
            r"^('s|s'|')( (own|current|ongoing|recent|new|known|previous|past|significant|poor|severe|facial|other|childhood|long-?\w*|history of|hx of|h/o|use of|own use of|mental)){0,3} $"
        )
    )
    right = pairs.filter(gap_right >= 1, gap_right <= 30).with_columns(
        gap=gap_right, words=_between(pl.col("end"), pl.col("w_start"))
    )
    right = right.filter(
        pl.col("words").str.contains(
            r"^ ?([a-z]+ ){0,3}(to|on|of|in|for|from|by|with) (the |his |her |their )?$"
        )
        & ~(
            pl.col("words").str.contains(r"(to|for|from|by|with) (the |his |her |their )?$")
            & (pl.col("default_who") == "child")
            & ~_possessive_after()
        )
    )
    return pl.concat([left, right.select(left.columns)]).select(
        "i",
        found_who="who",
        found_person="person_id",
        found_cue="surface",
        order=pl.lit(0),
        gap="gap",
    )


def _possessive_after() -> pl.Expr:
    return _between(pl.col("w_end"), pl.col("w_end") + 2).str.starts_with("'")


def _before(terms: pl.DataFrame, people: pl.DataFrame, stream: pl.DataFrame) -> pl.DataFrame:
    """The nearest person before the term in its clause who can be the one it is about."""
    own = people.select(
        "row",
        "clause",
        "sentence",
        "who",
        "person_id",
        "surface",
        "tells",
        "bears",
        w_end="end",
    )
    pairs = terms.select(
        "i", "row", "clause", "sentence", "start", "default_who", "counts_for"
    ).join(own, on=["row", "sentence"], suffix="_of")
    gap = pl.col("start") - pl.col("w_end")
    pairs = pairs.with_columns(gap=gap).filter(pl.col("gap") >= 0)
    of_child = pl.col("default_who").is_in(["child", "sibling"])
    is_child = pl.col("who").is_in(["child", "sibling"])
    counts = pl.col("counts_for")
    anyone = counts.list.contains("anyone")
    same_clause = pl.col("clause") == pl.col("clause_of")
    stranger = pl.col("surface").str.contains(_STRANGER)
    kept = pairs.filter(
        pl.when(of_child)
        .then(
            same_clause
            & (
                is_child
                | stranger
                | (pl.col("bears") & ~pl.col("tells") & (pl.col("gap") <= 40))
                | ((pl.col("gap") == 1) & ~pl.col("tells"))
            )
        )
        .otherwise(
            (anyone | ~is_child)
            & ((pl.col("who") != "professional") | counts.list.contains("professional"))
        )
    )
    return kept.select(
        "i",
        found_who="who",
        found_person="person_id",
        found_cue="surface",
        order=pl.when(stranger & same_clause).then(0).when(same_clause).then(1).otherwise(2),
        gap="gap",
    )


def _settle(terms: pl.DataFrame) -> pl.DataFrame:
    """Who it is in the end; and where the concept doesn't count for them, that it is somebody else's."""
    counts = pl.col("counts_for")
    parents = pl.col("found_who") == "both_parents"
    joint = (
        pl.when(pl.col("default_who").is_in(["father", "male_partner"]))
        .then("default_who")
        .otherwise(
            pl.when(pl.col("default_who") == "child")
            .then("default_who")
            .otherwise(pl.lit("mother"))
        )
    )
    who = (
        pl.when(parents).then(joint).otherwise(pl.col("found_who")).fill_null(pl.col("default_who"))
    )
    settled = terms.with_columns(who=who)
    elsewhere = ~pl.col("counts_for").list.contains("anyone") & ~counts.list.contains(
        pl.col("who")
    ) & pl.col("found_who").is_not_null() & ~(pl.col("who") == "child") | (
        ~pl.col("counts_for").list.contains("anyone")
        & (pl.col("who") == "child")
        & ~counts.list.contains("child")
        & pl.col("found_who").is_not_null()
    )
    plain = pl.col("status").is_in(["affirmed", "historical"])
    return settled.with_columns(
        status=pl.when(elsewhere & plain).then(pl.lit("other_person")).otherwise("status"),
        cue=pl.when(elsewhere & plain).then("found_cue").otherwise("cue"),
        person_id=pl.when(parents).then(None).otherwise("found_person"),
    ).drop("found_who", "found_person", "found_cue", "counts_for", "default_who")
