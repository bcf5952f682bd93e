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
from chronology.people.names import WHO_OF_ROLE
from chronology.tables import PERSONS, RELATIONSHIPS

Interval = tuple[date | None, date | None]
ReadDate = Callable[[WrittenDate | None, str], Interval]
"""Reads a date of ``case.toml``; the text is its place, for an error."""

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
            taken = {row["person_id"] for row in rows}
            free = next(
                it for it in (person_id, f"{person_id}_read", f"{person_id}__") if it not in taken
            )
            rows.append({"case_id": case_id, "person_id": free, "role": role, "label": person_id})
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
            "basis": "case.toml",
        }
        for number, stated in enumerate(case.relationships, start=1)
    )


def with_person(
    signals: pl.DataFrame, persons: pl.DataFrame, resolved: pl.DataFrame
) -> pl.DataFrame:
    """``person_id`` of signals filled in where the entry, or else the case, leaves one person.

    The persons whom the entry's own mentions mean go first. Where the entry speaks of somebody of
    that place in the family whom nothing identifies, the signal stays nobody's.
    """
    spoken = resolved.group_by("case_id", "event_id", "who").agg(
        own=pl.when(pl.col("person_id").n_unique() == 1).then(pl.col("person_id").first()),
        is_open=pl.col("candidates").list.len().fill_null(0).max() > 0,
    )
    by_role = persons.with_columns(
        who=pl.col("role").replace_strict(WHO_OF_ROLE, return_dtype=pl.String)
    ).filter(pl.col("who").is_in(["child", "mother", "father", "male_partner", "sibling"]))
    only = by_role.group_by("case_id", "who").agg(
        only=pl.when(pl.len() == 1).then(pl.col("person_id").first())
    )
    fallback = pl.when(~pl.col("is_open").fill_null(False)).then("only")
    return (
        signals.join(spoken, on=["case_id", "event_id", "who"], how="left", maintain_order="left")
        .join(only, on=["case_id", "who"], how="left", maintain_order="left")
        .with_columns(person_id=pl.coalesce("person_id", "own", fallback))
        .drop("own", "is_open", "only")
    )
