"""What the entries' texts say: their signals, and the people that they speak of.

The narratives, the short columns, and what a column says by itself, with one row of ``texts`` for
each: ``row, case_id, event_id, agency, agency_kind, coded, field, text``.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from chronology.case import CaseFile
from chronology.narrative import MENTIONS, Reading, read_mentions
from chronology.narrative import read as read_narratives
from chronology.narrative.lexicon import Lexicon, builtin_lexicon
from chronology.narrative.local import lexicon_with
from chronology.people import MALE_CARER_IDENTIFIED, listed_names, name_table, written_names
from chronology.people.names import WHO_OF_ROLE
from chronology.tables import SIGNALS

READ = ("record", "action", "comment", "event_type", "other")
"""The columns of an entry that are read for concepts."""

LONGEST_READ = 32_767
"""Characters of a cell that are read for words: as many as Excel's longest cell has. The entry
keeps all of it."""

FROM_AFAR = (
    r"(?i)^\W*(tele)?(phone|call|tc|t/c|text|sms|e-?mail|letter|fax|voicemail|message"
    r"|correspondence)s?"
    r"(\W+(call|contact|in|out|to|from|with|received|sent)\b.*)?\W*$"
    r"|\b(notification|notice received|supervision|conference|core group"
    r"|strategy (discussion|meeting)|professionals'? meeting|panel|handover|liaison|antenatal)\b"
)
"""Kinds of entry at which no visit to a child was to be made, as agencies write them."""

KEY = ["case_id", "event_id"]
ONE_PATIENT = (
    "gp",
    "hospital",
    "ambulance",
    "urgent_care",
    "paediatrics",
    "adult_mental_health",
    "substance_misuse",
    "pharmacy",
    "probation",
    "education",
)
"""Agencies that keep a file for each patient, client or pupil: what is unsaid there is theirs."""

READ_FOR_PEOPLE = (*READ, "who_text")


def authors(events: pl.DataFrame, rows: int) -> pl.DataFrame:
    """Who wrote each entry, as texts that are searched for names alone."""
    return (
        events.filter(pl.col("author").is_not_null())
        .with_row_index("row", offset=rows)
        .select(
            pl.col("row").cast(pl.Int64),
            "case_id",
            "event_id",
            field=pl.lit("author"),
            text="author",
        )
    )


def texts_of(events: pl.DataFrame) -> pl.DataFrame:
    """Every text of every entry that is read, as the top of this file says.

    ``coded`` entries come from a clinical system, where a record is one patient's.
    """
    sheet = pl.col("source_place").str.extract(r"^(.+) › row \d+$")
    return (
        events.with_columns(sheet=sheet, coded=pl.col("codes").is_not_null())
        .select("case_id", "event_id", "agency", "agency_kind", "coded", *READ_FOR_PEOPLE, "sheet")
        .unpivot(
            on=[*READ_FOR_PEOPLE, "sheet"],
            index=["case_id", "event_id", "agency", "agency_kind", "coded"],
            variable_name="field",
            value_name="text",
        )
        .filter(pl.col("text").is_not_null())
        .with_columns(text=pl.col("text").str.slice(0, LONGEST_READ))
        .with_row_index("row")
        .with_columns(pl.col("row").cast(pl.Int64))
    )


def read_texts(
    texts: pl.DataFrame, case: CaseFile, unborn: pl.Series | None = None
) -> tuple[Reading, pl.DataFrame]:
    """Signals of the narratives, the people that they and the short columns speak of, and the one
    person in an entry's own column for persons (``case_id, event_id, own``).

    ``unborn`` are the ids of the entries before the child's birth.
    """
    names = name_table(case, texts["agency"].unique().sort())
    lexicon = lexicon_with(case.words)
    is_narrative = pl.col("field").is_in(READ)
    heads, told = texts.filter(~is_narrative), texts.filter(is_narrative)
    spoken = _mentions_in(heads, names, lexicon)
    about = _about(heads, spoken, _spoken_of_by_others(heads, told))
    patients = _patients(texts, about, case, [] if unborn is None else unborn)
    reading = read_narratives(
        told["text"],
        case_ids=told["agency"],  # names are known within an agency's records of the one case
        agency_kinds=told["agency_kind"],
        about=told.select("case_id", "event_id").join(
            patients, on=["case_id", "event_id"], how="left", maintain_order="left"
        ),
        names=names,
        lexicon=lexicon,
    )
    mentions = pl.concat([_in_rows_of(told, reading.mentions), spoken])
    own = about.select("case_id", "event_id", own="about_person")
    return Reading(_in_rows_of(told, reading.signals), mentions), own


def _mentions_in(heads: pl.DataFrame, names: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """The people in short columns, which say the same in many entries: each is read once."""
    once = heads.select("agency", "text").unique(maintain_order=True)
    found = read_mentions(once["text"], case_ids=once["agency"], names=names, lexicon=lexicon)
    rows = once.with_row_index("short").with_columns(pl.col("short").cast(pl.Int64))
    return (
        heads.select("row", "agency", "text")
        .join(rows, on=["agency", "text"])
        .join(found.rename({"row": "short"}), on="short")
        .select(MENTIONS.names())
    )


def _in_rows_of(texts: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """What was found in some of the texts, with the rows that these have among all."""
    return found.with_columns(row=texts["row"].gather(found["row"]))


def _spoken_of_by_others(heads: pl.DataFrame, told: pl.DataFrame) -> pl.Series:
    """The entries whose narrative has the very word of their column for persons.

    "Dad" beside "Bruise on left cheek. Dad says he fell" is who came, not the patient: nobody
    writes of a patient in the patient's own record as one of the family.
    """
    who = heads.filter(pl.col("field") == "who_text").select(*KEY, word="text")
    both = who.join(told.select(*KEY, "text"), on=KEY)
    has = (
        pl.col("text")
        .str.to_lowercase()
        .str.contains(pl.col("word").str.to_lowercase().str.strip_chars(), literal=True)
    )
    return both.filter(has)["event_id"].unique()


def _about(heads: pl.DataFrame, spoken: pl.DataFrame, others: pl.Series) -> pl.DataFrame:
    """The one person that an entry's column for persons is about, or else its sheet's name is.

    ``others`` are the ids of entries that speak of that person as one among others.
    """
    of_patient = pl.col("agency_kind").is_in(ONE_PATIENT) & ~pl.col("event_id").is_in(
        others.implode()
    )
    return (
        heads.select("row", "case_id", "event_id", "field", "coded", "agency_kind")
        .join(spoken.filter(pl.col("who") != "professional"), on="row")
        .filter((pl.col("field") == "who_text") | pl.col("person_id").is_not_null())
        .group_by("case_id", "event_id", "field")
        .agg(
            about_who=pl.when(pl.col("who").n_unique() == 1).then(pl.col("who").first()),
            about_person=pl.when(pl.col("person_id").n_unique() == 1).then(
                pl.col("person_id").first()
            ),
            about_scope=pl.when(pl.col("coded").any() & (pl.col("field").first() == "who_text"))
            .then(pl.lit("all"))
            .when(of_patient.any())
            .then(pl.lit("patient"))
            .otherwise(pl.lit("entry")),
        )
        .sort("case_id", "event_id", pl.col("field") != "who_text")
        .unique(["case_id", "event_id"], keep="first", maintain_order=True)
        .drop("field")
    )


def _patients(
    texts: pl.DataFrame, about: pl.DataFrame, case: CaseFile, unborn: pl.Series | Sequence[str]
) -> pl.DataFrame:
    """Whom entries are about, with the rest of those that an agency keeps for one adult, and of a
    midwife's before the birth, which are the mother's."""
    who = {person.id: WHO_OF_ROLE[person.role] for person in case.people}
    kept = {one.id: one.about for one in case.agencies if one.about and one.kind in ONE_PATIENT}
    mothers = [person.id for person in case.people if person.role == "mother"]
    pregnant = (pl.col("agency_kind") == "midwifery") & pl.col("event_id").is_in(list(unborn))
    person = (
        pl.when(pregnant)
        .then(pl.lit(mothers[0] if len(mothers) == 1 else None, dtype=pl.String))
        .otherwise(pl.col("agency").replace_strict(kept, default=None, return_dtype=pl.String))
    )
    others = (
        texts.select("case_id", "event_id", "agency", "agency_kind")
        .unique(maintain_order=True)
        .join(about.filter(pl.col("about_who").is_not_null()), on=KEY, how="anti")
        .with_columns(about_person=person)
        .with_columns(
            about_who=pl.when(pregnant)
            .then(pl.lit("mother"))
            .otherwise(
                pl.col("about_person").replace_strict(who, default=None, return_dtype=pl.String)
            ),
            about_scope=pl.when(pregnant).then(pl.lit("body")).otherwise(pl.lit("patient")),
        )
        .filter(pl.col("about_who").is_not_null())
    )
    return pl.concat([about, others.select(about.columns)]).unique(
        KEY, keep="last", maintain_order=True
    )


def of_entries(coded: pl.DataFrame, place: pl.DataFrame) -> pl.DataFrame:
    """Signals of texts as signals of entries."""
    return (
        coded.join(place, on="row", how="left")
        .with_columns(basis=pl.lit("text"))
        .select(SIGNALS.names)
    )


def male_carers_named(
    texts: pl.DataFrame, mentions: pl.DataFrame, persons: pl.DataFrame
) -> pl.DataFrame:
    """Signals of entries that say who a male carer is, by his name."""
    lexicon = builtin_lexicon()
    words = frozenset(word for group in lexicon.family.who.values() for word in group)
    found = pl.concat(
        [listed_names(mentions, persons, words), written_names(texts)], how="diagonal"
    )
    return (
        found.join(texts.select("row", "text"), on="row", how="left")
        .with_columns(
            concept=pl.lit(MALE_CARER_IDENTIFIED),
            status=pl.lit("affirmed"),
            who=pl.lit("father"),
            term=pl.col("text").str.slice(pl.col("start"), pl.col("end") - pl.col("start")),
            cue=pl.lit(None, dtype=pl.String),
            entry=pl.lit("a name"),
            value=pl.lit(None, dtype=pl.Float64),
        )
        .unique(["row", "start", "end"], maintain_order=True)
    )


def coded_columns(events: pl.DataFrame) -> pl.DataFrame:
    """What a column says by itself, without a narrative: "Child seen: N".

    Nobody is seen on the telephone, in a letter, at a meeting of professionals or before the birth:
    there "No" tells of no visit at which the child was not seen.
    """
    seen = pl.col("child_seen").str.strip_chars().str.to_lowercase()
    yes = seen.str.contains(r"^(y|yes|seen|true|1)($|[ ,.;:(-])")
    no = seen.str.contains(r"^(n|no|not seen|asleep|sleeping|false|0)($|[ ,.;:(-])")
    from_afar = pl.col("event_type").str.contains(FROM_AFAR).fill_null(False)
    status = pl.when(yes).then(pl.lit("negated")).when(no & ~from_afar).then(pl.lit("affirmed"))
    return (
        events.with_columns(status=status)
        .filter(pl.col("status").is_not_null())
        .select(
            "case_id",
            "event_id",
            person_id=pl.lit(None, dtype=pl.String),
            concept=pl.lit("child_not_seen"),
            status=pl.col("status"),
            who=pl.lit("child"),
            field=pl.lit("child_seen"),
            start=pl.lit(0, dtype=pl.Int64),
            end=pl.col("child_seen").str.len_chars().cast(pl.Int64),
            term=pl.col("child_seen"),
            cue=pl.lit(None, dtype=pl.String),
            entry=pl.lit("child seen"),
            value=pl.lit(None, dtype=pl.Float64),
            basis=pl.lit("code"),
        )
    )
