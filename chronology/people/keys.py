"""The key that an agency sends with its return: "N1 = Shona Example; M: mother"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from chronology.case import CaseFile
from chronology.people.names import surfaces
from chronology.people.words import folded, is_abbreviation, people_words

_NAME = r"(?P<name>[A-Za-z][\w'’.-]*(?: [\w'’.-]+){0,3})"
_NUMBERED = r"[A-Z]{1,4}[0-9]{1,2}|[A-Z][a-z]+ [0-9]"
_KEYS = (
    re.compile(rf"(?<!\w)(?P<code>{_NUMBERED}|[A-Z]{{1,4}})(?!\w) ?(?:=|:|–|-|is|means) ?{_NAME}"),
    re.compile(rf"(?<!\w)(?P<code>{_NUMBERED})(?!\w) {_NAME}"),
    re.compile(rf"{_NAME} ?[(\[](?P<code>{_NUMBERED})[)\]]"),
)
"""A code before its name, with or without a sign between them, or in brackets after it."""

_ROLE_OF = {"mother": "mother", "father": "father", "child": "subject", "partner": "partner"}
LONGEST = 2000
"""A key is a line or two: longer text above a table is not searched."""


def with_keys(case: CaseFile, above: Mapping[str, Iterable[str]]) -> CaseFile:
    """The case with the codes that agencies' keys give its people, each for that agency alone.

    ``above`` has, by agency, the texts that stand above its tables. A code counts only where what
    it stands for means exactly one person of the case.
    """
    called: dict[str, dict[str, list[str]]] = {}
    for agency, texts in above.items():
        for code, person in _codes(case, texts):
            called.setdefault(person, {}).setdefault(agency, []).append(code)
    if not called:
        return case
    people = tuple(
        person.model_copy(update={"called": _joined(person.called, called.get(person.id, {}))})
        for person in case.people
    )
    return case.model_copy(update={"people": people})


def _joined(
    given: Mapping[str, tuple[str, ...]], found: Mapping[str, list[str]]
) -> dict[str, tuple[str, ...]]:
    return {
        agency: tuple(dict.fromkeys((*given.get(agency, ()), *found.get(agency, ()))))
        for agency in (*given, *(name for name in found if name not in given))
    }


def _codes(case: CaseFile, texts: Iterable[str]) -> Iterable[tuple[str, str]]:
    known: dict[str, set[str]] = {}
    for one in surfaces(case):
        known.setdefault(one.surface, set()).add(one.person.id)
    for text in texts:
        for key in _KEYS:
            for match in key.finditer(text[:LONGEST]):
                if _is_word(match["code"]):
                    continue
                person = _person(known, case, match["name"])
                if person is not None:
                    yield match["code"], person


def _is_word(code: str) -> bool:
    """Whether a code is an ordinary abbreviation: "GP – Kim Example" is a title, and no key."""
    if any(letter.isdigit() for letter in code) or len(code) == 1:
        return False
    return is_abbreviation(code)


def _person(surfaces_of: Mapping[str, set[str]], case: CaseFile, name: str) -> str | None:
    """The one person whom a key's words mean: a whole name, or a family word. What follows a name
    must not be a name too: "Jane Brown" is not Jane Smith."""
    words = name.split()
    for length in range(len(words), 0, -1):
        if length < len(words) and words[length][:1].isupper():
            continue
        meant = folded(" ".join(words[:length])).rstrip(".,")
        found = surfaces_of.get(meant, set())
        role = _ROLE_OF.get(people_words().relations.get(meant, ""))
        if not found and role:
            found = {person.id for person in case.people if person.role == role}
        if len(found) == 1:
            return min(found)
    return None
