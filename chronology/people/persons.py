"""The case's persons, from ``case.toml`` and, for the roles it leaves out, from the text.

A word such as "mum" means the one person with that role. Where two persons could be meant nobody is
chosen: the mention stays unresolved rather than forced.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import polars as pl

from chronology.case import CaseFile, Person, WrittenDate
from chronology.narrative import NAMES, fold_word
from chronology.tables import PARTICIPANTS, PERSONS, RELATIONSHIPS

Interval = tuple[date | None, date | None]
ReadDate = Callable[[WrittenDate | None, str], Interval]
"""Reads a date of ``case.toml``; the text is its place, for an error."""

WHO_OF_ROLE = {
    "subject": "child",
    "unborn": "child",
    "sibling": "sibling",
    "mother": "mother",
    "father": "father",
    "partner": "male_partner",
    "ex_partner": "unknown",
    "grandparent": "wider_family",
    "relative": "wider_family",
    "household_adult": "unknown",
    "other_adult": "unknown",
    "professional": "professional",
}

READ_FROM_TEXT = {
    "child": ("child", "subject"),
    "mother": ("mother", "mother"),
    "father": ("father", "father"),
    "male_partner": ("partner", "partner"),
    "sibling": ("sibling", "sibling"),
}
"""Family words that make a person where ``case.toml`` names none with that role."""


def person_table(case: CaseFile, case_id: str, read: ReadDate, spoken_of: set[str]) -> pl.DataFrame:
    """The persons of the case; ``spoken_of`` holds the WHO words that its records use."""
    rows = [_person(person, case_id, read) for person in case.people]
    roles = {person.role for person in case.people}
    for who, (person_id, role) in READ_FROM_TEXT.items():
        known = any(WHO_OF_ROLE[given] == who for given in roles)
        wanted = who == "child" or (who in spoken_of)
        if wanted and not known:
            rows.append(
                {"case_id": case_id, "person_id": person_id, "role": role, "label": person_id}
            )
    return PERSONS.frame(rows)


def _person(person: Person, case_id: str, read: ReadDate) -> dict[str, Any]:
    place = f"people › {person.id}"
    born = read(person.born, f"{place} › born")
    return {
        "case_id": case_id,
        "person_id": person.id,
        "role": person.role,
        "label": person.label or person.id,
        "born_earliest": born[0],
        "born_latest": born[1],
        "due": read(person.due, f"{place} › due")[0],
        "died": read(person.died, f"{place} › died")[0],
        "sex": person.sex,
    }


def relationship_table(case: CaseFile, case_id: str, read: ReadDate) -> pl.DataFrame:
    """The relationships that ``case.toml`` states."""
    return RELATIONSHIPS.frame(
        {
            "case_id": case_id,
            "person_id": stated.person,
            "related_id": stated.of,
            "kind": stated.kind,
            "from_date": read(stated.since, f"relationships › {number} › since")[0],
            "to_date": read(stated.until, f"relationships › {number} › until")[1],
        }
        for number, stated in enumerate(case.relationships, start=1)
    )


def name_table(case: CaseFile, case_id: str) -> pl.DataFrame:
    """The names and initials that records of this case have for its people, for the search."""
    rows = [
        {
            "case_id": case_id,
            "surface": " ".join(fold_word(name).split()),
            "who": WHO_OF_ROLE[person.role],
            "person_id": person.id,
        }
        for person in case.people
        for name in person.names
        if name.strip()
    ]
    alone = pl.col("person_id").n_unique() == 1
    return (
        pl.DataFrame(rows, schema=NAMES)
        .group_by("case_id", "surface", maintain_order=True)
        .agg(
            who=pl.when(pl.col("who").n_unique() == 1)
            .then(pl.col("who").first())
            .otherwise(pl.lit("unknown")),
            person_id=pl.when(alone).then(pl.col("person_id").first()),
        )
        .select(NAMES.names())
    )


def with_person(frame: pl.DataFrame, persons: pl.DataFrame) -> pl.DataFrame:
    """``person_id`` filled in where a family word can mean only one person of the case."""
    by_role = persons.with_columns(
        who=pl.col("role").replace_strict(WHO_OF_ROLE, return_dtype=pl.String)
    ).filter(pl.col("who").is_in(["child", "mother", "father", "male_partner", "sibling"]))
    only = by_role.group_by("case_id", "who").agg(
        only=pl.when(pl.len() == 1).then(pl.col("person_id").first())
    )
    return (
        frame.join(only, on=["case_id", "who"], how="left", maintain_order="left")
        .with_columns(person_id=pl.coalesce("person_id", "only"))
        .drop("only")
    )


def participants_of(mentions: pl.DataFrame, persons: pl.DataFrame) -> pl.DataFrame:
    """One row a person and entry. ``mentions`` has ``case_id, event_id, who, person_id, field``.

    Who stands in the entry's own column for persons is *present*; who is only spoken of,
    *mentioned*.
    """
    resolved = with_person(mentions, persons).filter(pl.col("person_id").is_not_null())
    part = (
        pl.when(pl.col("field") == "who_text")
        .then(pl.lit("present"))
        .otherwise(pl.lit("mentioned"))
    )
    return (
        resolved.with_columns(part=part)
        .group_by("case_id", "event_id", "person_id")
        .agg(pl.col("part").max())
        .sort("case_id", "event_id", "person_id")
        .select(PARTICIPANTS.names)
    )
