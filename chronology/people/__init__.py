"""Who is who: the case's persons, the names that records have for them, and who takes part."""

from chronology.people.births import births_read, with_birth_from_records
from chronology.people.births_told import names_of_subject
from chronology.people.keys import with_keys
from chronology.people.named_carers import CONCEPT as MALE_CARER_IDENTIFIED
from chronology.people.named_carers import listed_names, written_names
from chronology.people.names import name_table
from chronology.people.persons import person_table, relationship_table, with_person
from chronology.people.who import Who, who_is_who

__all__ = [
    "MALE_CARER_IDENTIFIED",
    "Who",
    "births_read",
    "listed_names",
    "name_table",
    "names_of_subject",
    "person_table",
    "relationship_table",
    "who_is_who",
    "with_birth_from_records",
    "with_keys",
    "with_person",
    "written_names",
]
