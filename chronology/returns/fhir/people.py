"""Who and what the resources of a file refer to: from a reference to a name.

A reference may be an address, a ``urn:uuid:``, a type with an id, ``#id`` within a resource, or a
search by identifier; all of them lead to resources of the same file, or to nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from pydantic import ValidationError

from chronology.returns.fhir.elements import Concept, Names, Reference, say
from chronology.returns.fhir.kinds import PEOPLE_AND_PLACES
from chronology.returns.fhir.models import Person

Raw = Mapping[str, Any]

CALLED = ("code", "vaccineCode", "medicationCodeableConcept", "type", "title", "description")
"""What a resource that is no person is called by."""

FURTHEST = 4
"""How many references in a row are followed to a name: a role leads to its practitioner."""


class Led(NamedTuple):
    """Where a reference leads: the resource, its type (as far as known), and its name."""

    found: Raw | None
    kind: str | None
    name: str | None


NOWHERE = Led(None, None, None)


class People:
    """Everything in a file that a reference can lead to."""

    def __init__(self) -> None:
        self._found: dict[str, Raw] = {}
        self._shared: set[str] = set()  # what two resources are called, so that it means neither
        self._address: dict[int, str] = {}
        self._names: dict[int, str | None] = {}
        self._organisations: dict[int, str] = {}
        self._led: dict[str, Led] = {}

    def add(self, resource: Raw, address: object = None) -> None:
        """Take in a resource, with the address (``fullUrl``) that its entry gives."""
        kind, own = resource.get("resourceType"), resource.get("id")
        found = self._found
        if isinstance(address, str):
            self._address.setdefault(id(resource), address)
            found.setdefault(address, resource)
        if isinstance(own, str):
            for called in (f"{kind}/{own}", f"urn:uuid:{own}"):
                if found.setdefault(called, resource) != resource and called != address:
                    self._shared.add(called)
        if kind in PEOPLE_AND_PLACES:
            for system, value in _identifiers(resource):
                self._found.setdefault(f"{kind}?identifier={system}|{value}", resource)

    def find(self, reference: str | None, within: Raw | None = None) -> Raw | None:
        """What a reference leads to; ``within`` is the resource that makes it."""
        if not reference:
            return None
        if reference[0] == "#":
            return _contained(reference[1:], within)
        found = None if reference in self._shared else self._found.get(reference)
        if found is None and "/" in reference:
            plain = reference.partition("/_history/")[0].rstrip("/")
            short = "/".join(plain.rsplit("/", 2)[-2:])
            found = None if short in self._shared else self._found.get(short)
            address = self._address.get(id(found), "")
            if "://" in plain and "://" in address and address != plain:
                return self._found.get(plain)  # another server's, with the same id
        return found

    def lead(self, reference: str | None, within: Raw | None) -> Led:
        """Where a reference leads, all told; ``within`` is the resource that makes it."""
        if not reference:
            return NOWHERE
        known = None if reference[0] == "#" else self._led.get(reference)
        if known is None:
            found = self.find(reference, within)
            name = None if found is None else self.name(found)
            known = Led(found, kind_of_party(reference, found), name)
            if reference[0] != "#":
                self._led[reference] = known
        return known

    def names(self, within: Raw | None) -> Names:
        """From a reference that a resource makes to a name."""

        return lambda reference: self.lead(reference, within).name

    def name(self, resource: Raw, left: int = FURTHEST) -> str | None:
        """What somebody or something is called; None where nothing says so."""
        key = id(resource)
        if key not in self._names:
            self._names[key] = None  # two that lead to each other have no name
            self._names[key] = self._name(resource, left)
        return self._names[key]

    def organisation(self, resource: Raw, element: str) -> str:
        """The name of the organisation that one element of a resource refers to."""
        key = id(resource)
        if key not in self._organisations:
            try:
                reference = Reference.model_validate(resource.get(element))
            except ValidationError:
                reference = Reference()
            self._organisations[key] = reference.words(self.names(resource))
        return self._organisations[key]

    def _name(self, resource: Raw, left: int) -> str | None:
        kind = resource.get("resourceType")
        if not isinstance(kind, str) or kind not in PEOPLE_AND_PLACES:
            return _called(resource)
        try:
            person = Person.model_validate(resource)
        except ValidationError:
            return None
        own = person.words(lambda _: None)
        if own or left == 0:
            return own or None
        for party in (person.practitioner, person.organization):
            if party is not None:
                found = self.find(party.reference, resource)
                name = self.name(found, left - 1) if found is not None else party.display
                if name:
                    return name
        return None


def kind_of_party(reference: str | None, found: Raw | None) -> str | None:
    """The type of resource that a reference leads to, by what it leads to or how it is written."""
    if found is not None:
        kind = found.get("resourceType")
        return kind if isinstance(kind, str) else None
    before = (reference or "").partition("?")[0].rpartition("/")[0].rpartition("/")[2]
    kind = before or (reference or "").partition("?")[0]
    return kind if kind in PEOPLE_AND_PLACES else None


def _identifiers(resource: Raw) -> list[tuple[str, str]]:
    given = resource.get("identifier")
    found = []
    for one in given if isinstance(given, list) else [given]:
        if isinstance(one, dict):
            system, value = one.get("system"), one.get("value")
            if isinstance(system, str) and isinstance(value, str):
                found.append((system, value))
    return found


def _contained(own: str, within: Raw | None) -> Raw | None:
    inside = within.get("contained") if within is not None else None
    for one in inside if isinstance(inside, list) else ():
        if isinstance(one, dict) and one.get("id") == own:
            return one
    return None


def _called(resource: Raw) -> str | None:
    for name in CALLED:
        value = resource.get(name)
        first = value[0] if isinstance(value, list) and value else value
        if isinstance(first, str):
            return first.strip() or None
        if isinstance(first, dict):
            try:
                words = say(Concept.model_validate(first), lambda _: None)
            except ValidationError:
                continue
            if words:
                return words
    return None
