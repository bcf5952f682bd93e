"""Adults around the child who are not its parents: who is meant, who was seen with the child."""

from __future__ import annotations

import polars as pl

from chronology.tables import Tables
from chronology.temporal.children import children
from chronology.temporal.occurrences import OCCURRENCE, entries

OTHER_ADULTS = (
    "other_adult",
    "household_adult",
    "relative",
    "grandparent",
    "partner",
    "ex_partner",
)
"""Roles of adults of the case who are not the child's parents."""

SEES_CHILDREN = (
    "education",
    "health_visiting",
    "early_help",
    "police",
    "housing",
    "hospital",
    "ambulance",
    "voluntary",
)
"""Agencies whose entries tell of whom they saw with the child."""


def named_adults(case: Tables) -> pl.LazyFrame:
    """Entries in which an adult of the case who is not a parent appears by name."""
    known = case.persons.filter(pl.col("role").is_in(OTHER_ADULTS)).select("case_id", "person_id")
    return (
        case.participants.join(known, on=["case_id", "person_id"], how="semi")
        .select("case_id", "event_id", adult=pl.concat_str(pl.lit("person "), "person_id"))
        .unique()
    )


def by_adult(rows: pl.LazyFrame, named: pl.LazyFrame) -> pl.LazyFrame:
    """Rows by which adult they tell of: the person where one is named, else what he is called.

    ``adult`` is "person " and the id, or else ``who``; an entry that names two gives two rows.
    """
    entry = pl.col("evidence").list.first().struct.field("event_id")
    return (
        rows.with_columns(event_id=entry)
        .join(named, on=["case_id", "event_id"], how="left")
        .with_columns(adult=pl.coalesce("adult", "who"))
        .select(*OCCURRENCE, "adult")
    )


def seen_with_the_child(
    case: Tables, told: pl.LazyFrame, named: pl.LazyFrame, *, part: str
) -> pl.LazyFrame:
    """Entries of those who see the child, in which the child and a named adult of ``told`` both
    appear: contact, though never *sure*."""
    of_concern = told.select("case_id", "adult").unique()
    kids = children(case).select("case_id", "person_id")
    there = case.participants.join(kids, on=["case_id", "person_id"], how="semi")
    both = (
        named.join(of_concern, on=["case_id", "adult"], how="semi")
        .join(there.select("case_id", "event_id").unique(), on=["case_id", "event_id"], how="semi")
        .with_columns(person_id=pl.lit(None, dtype=pl.String))
    )
    seen = entries(case, both, part=part).filter(pl.col("agency_kind").is_in(SEES_CHILDREN))
    return by_adult(seen, named).with_columns(sure=pl.lit(False))


_ADULTS = ("mother", "father", "male_partner")
_ADULT_ROLES = ("mother", "father", "partner", "ex_partner", "household_adult", "grandparent")


def adults_spoken_of(case: Tables) -> pl.LazyFrame:
    """Happenings in which a parent or carer is spoken of."""
    spoken = case.signals.filter(
        pl.col("who").is_in(_ADULTS), pl.col("status").is_in(["affirmed", "negated", "historical"])
    ).select("case_id", "event_id")
    adults = case.persons.filter(pl.col("role").is_in(_ADULT_ROLES)).select("case_id", "person_id")
    named = case.participants.join(adults, on=["case_id", "person_id"], how="semi").select(
        "case_id", "event_id"
    )
    both = pl.concat([spoken, named])
    return (
        case.events.join(both, on=["case_id", "event_id"], how="semi")
        .select("case_id", happening=pl.coalesce("account_of", "event_id"))
        .unique()
    )
