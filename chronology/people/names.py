"""Every way in which records may write the people whom ``case.toml`` lists.

What ``case.toml`` gives is taken as it is. From it come, where they can mean only one person of
the case: the first name, its short forms, title and surname, initials and surname, and initials.
These are less sure, and each keeps how it was made.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import polars as pl

from chronology.case import CaseFile, Person
from chronology.narrative import NAMES
from chronology.people.words import folded, is_abbreviation, people_words

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
GIVEN = "a name in case.toml"
FEMALE_TITLES, MALE_TITLES = ("ms", "mrs", "miss"), ("mr",)
BABY = ("baby", "infant", "newborn", "unborn", "baby boy", "baby girl", "bb")
CHILDREN = ("subject", "unborn", "sibling")
LONGEST_INITIALS = 4
SHORT_NAME = 3
WORDS_IN_A_NAME = 2


@dataclass(frozen=True, slots=True)
class Surface:
    """A way of writing a person; ``written`` says how it must stand in the text to be theirs.

    ``None``: anyhow; ``capital``: with a capital; ``inside``: with one, and not first in a
    sentence; ``upper``: all in capitals.
    """

    surface: str
    person: Person
    how: str
    written: str | None = None
    agency: str | None = None


def surfaces(case: CaseFile) -> list[Surface]:
    """Every surface; one that several people share stands here once for each of them."""
    given = [surface for person in case.people for surface in _given(person)]
    taken = {surface.surface for surface in given}
    likely: dict[str, list[Surface]] = defaultdict(list)
    for person in case.people:
        for surface in _derived(person):
            if surface.surface not in taken:
                likely[surface.surface].append(surface)
    alone = [found[0] for found in likely.values() if len({one.person.id for one in found}) == 1]
    return [*given, *alone]


def name_table(case: CaseFile, agencies: Iterable[str]) -> pl.DataFrame:
    """The surfaces for the search of narratives; one that several people share has no person.

    What means a person to one agency only is known in that agency's records alone: so ``case_id``,
    the scope of a name, is the agency here. A code such as A1 is found in other agencies' records
    too, as nobody in particular, so that it can be asked about.
    """
    found = surfaces(case)
    own = {(one.surface, one.agency) for one in found if one.agency}
    called: dict[str, set[str | None]] = defaultdict(set)
    for one in found:
        called[one.surface].add(one.agency)
    rows = [
        {
            "case_id": agency,
            "surface": one.surface,
            "who": WHO_OF_ROLE[one.person.role] if one.agency in (None, agency) else "unknown",
            "person_id": one.person.id if one.agency in (None, agency) else None,
            "written": one.written,
        }
        for agency in agencies
        for one in found
        if (one.agency == agency)
        or (one.agency is None and (one.surface, agency) not in own)
        or (one.agency is not None and agency not in called[one.surface] and _is_code(one.surface))
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
            written=pl.col("written").first(),
        )
        .select(NAMES.names())
    )


def _is_code(surface: str) -> bool:
    return any(letter.isdigit() for letter in surface)


def _given(person: Person) -> Iterator[Surface]:
    for name in person.names:
        if folded(name):
            yield Surface(folded(name), person, GIVEN, _as_given(name))
    for agency, names in person.called.items():
        for name in names:
            if folded(name):
                how = "a name for this agency, from case.toml or the key of its return"
                yield Surface(folded(name), person, how, _as_given(name), agency)


def _as_given(name: str) -> str | None:
    """Initials and codes count in capitals; a name that is an ordinary word, with a capital."""
    letters = [letter for letter in name if letter.isalpha()]
    if len(letters) <= LONGEST_INITIALS and name.isupper() and " " not in name.strip():
        return "upper"
    return _as_first_name(folded(name))


def _derived(person: Person) -> Iterator[Surface]:
    words = people_words()
    for name in person.names:
        if name.isupper() or not name.strip() or not _is_full_name(name):
            continue
        first, *_, last = name.split()
        whole, surname = folded(first), folded(last)
        if person.role in ("subject", "unborn"):
            for baby in BABY:
                yield Surface(f"{baby} {surname}", person, f"the surname of “{name}”")
        for title in _titles(person):
            yield Surface(f"{title} {surname}", person, f"the title and surname of “{name}”")
            yield Surface(f"{title} {whole} {surname}", person, f"the title and the name “{name}”")
            yield Surface(
                f"{title} {whole[0]} {surname}", person, f"the initial and surname of “{name}”"
            )
        yield Surface(whole, person, f"the first name of “{name}”", _as_first_name(whole))
        for short in sorted(words.short_forms.get(whole, ())):
            how = f"a short form of “{first}”, from “{name}”"
            yield Surface(short, person, how, _as_first_name(short))
            yield Surface(f"{short} {surname}", person, how)
        for written in (f"{whole[0]} {surname}", f"{whole[0]}. {surname}", f"{whole[0]}.{surname}"):
            yield Surface(written, person, f"the initial and surname of “{name}”")
        for written in (f"{surname}, {whole}", f"{surname} {whole}"):
            yield Surface(written, person, f"the name “{name}”, surname first")
        initials = "".join(word[0] for word in name.replace("-", " ").split())
        if not is_abbreviation(initials.upper()):
            yield Surface(folded(initials), person, f"the initials of “{name}”", "upper")


def _is_full_name(name: str) -> bool:
    parts = name.split()
    titles = (*FEMALE_TITLES, *MALE_TITLES, "baby", "dr", "nan", "aunt", "uncle", "auntie")
    return (
        len(parts) >= WORDS_IN_A_NAME
        and all(part[0].isupper() and len(part) > 1 for part in parts)
        and all(letter.isalpha() or letter in "-'’ ." for letter in name)
        and folded(parts[0]) not in titles
    )


def _as_first_name(name: str) -> str | None:
    words = people_words()
    if name in words.ordinary_first:
        return "inside"
    return "capital" if name in words.ordinary or len(name) <= SHORT_NAME else None


def _titles(person: Person) -> tuple[str, ...]:
    if person.role in CHILDREN:
        return ()
    if person.sex:
        return FEMALE_TITLES if person.sex.upper().startswith("F") else MALE_TITLES
    if person.role == "mother":
        return FEMALE_TITLES
    return MALE_TITLES if person.role in ("father", "partner") else ()
