"""Who is who: the case's persons, the names that records have for them, and who takes part."""

from chronology.people.named_carers import CONCEPT as MALE_CARER_IDENTIFIED
from chronology.people.named_carers import listed_names, written_names
from chronology.people.persons import (
    name_table,
    participants_of,
    person_table,
    relationship_table,
    with_person,
)

__all__ = [
    "MALE_CARER_IDENTIFIED",
    "listed_names",
    "name_table",
    "participants_of",
    "person_table",
    "relationship_table",
    "with_person",
    "written_names",
]
