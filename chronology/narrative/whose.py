"""Of whom a record says it: by grammar and family words, and else by the concept's default."""

from __future__ import annotations

import polars as pl

from chronology.narrative.lexicon import Lexicon

_REPORTER_NEAR = 14
_BETWEEN_OWNER_AND_THING = (
    "own|current|ongoing|recent|new|known|previous|past|significant|poor|severe|facial|other|"
    r"childhood|long-?\w*|history of|hx of|h/o|use of|own use of|mental"
)
_OWN = rf"^('s|s'|')( ({_BETWEEN_OWNER_AND_THING})){{0,3}} $"
_STRANGER = r"^(another|other|next|previous) |patient (ahead|before|after)"


def whose(
    terms: pl.DataFrame, stream: pl.DataFrame, texts: pl.DataFrame, lexicon: Lexicon
) -> pl.DataFrame:
    """The terms with ``who`` they are about and, where a name was written, ``person_id``.

    Tried in turn: the person in the term itself; a possessive or "on/to/of …" beside it; the person
    before it in the clause; the one person that the whole entry is about; the concept's own
    default. One who tells of a child's bruise does not bear it.
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

    An adult there may just have been present, so an adult is taken only for what counts for adults;
    but in a patient's record (``about_sure``) it is the patient.
    """
    about = texts.filter(pl.col("about_who").is_not_null()).select(
        "row", "about_who", "about_person", "about_sure"
    )
    pairs = terms.select("i", "row", "counts_for").join(about, on="row")
    counts = pl.col("counts_for")
    fits = (
        counts.list.contains(pl.col("about_who"))
        | pl.col("about_who").is_in(["sibling"])
        | pl.col("about_sure")
    )
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
    return raw.bin.slice(start, end - start).cast(pl.String).fill_null("")


def _beside(terms: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """ "mum's own bruise", "bruise to mother's arm", "low mood in dad": the person the words bind
    to."""
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
    left = left.filter(pl.col("words").str.contains(_OWN))
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
    """Who it is in the end; and where the concept doesn't count for them, that it is somebody
    else's."""
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
    found = pl.col("found_who").is_not_null()
    elsewhere = found & ~counts.list.contains("anyone") & ~counts.list.contains(pl.col("who"))
    plain = pl.col("status").is_in(["affirmed", "historical"])
    return settled.with_columns(
        status=pl.when(elsewhere & plain).then(pl.lit("other_person")).otherwise("status"),
        cue=pl.when(elsewhere & plain).then("found_cue").otherwise("cue"),
        person_id=pl.when(parents).then(None).otherwise("found_person"),
    ).drop("found_who", "found_person", "found_cue", "counts_for", "default_who")
