"""Who is who: the case's persons, the names that records have for them, and who takes part."""

from chronology.people.persons import (
    name_table,
    participants_of,
    person_table,
    relationship_table,
    with_person,
)

__all__ = [
    "name_table",
    "participants_of",
    "person_table",
    "relationship_table",
    "with_person",
]
