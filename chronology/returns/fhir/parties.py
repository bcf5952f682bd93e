"""The people around a resource: whom it is about, who wrote it, whose record it is, who was there.

A reference that leads nowhere still has what is written beside it for display.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from chronology.returns.fhir.elements import Member, Names, Reference, joined
from chronology.returns.fhir.models import Common
from chronology.returns.fhir.people import People, Raw
from chronology.returns.fhir.shapes import Shape

NO_PERSON = frozenset(
    ("CareTeam", "Device", "Group", "HealthcareService", "Location", "Organization")
)
PRACTITIONERS = frozenset(("Practitioner", "PractitionerRole"))
MIXED = frozenset(("actor", "participant", "performer"))
"""Elements that hold patients, places and practitioners alike."""

OF_ORGANISATIONS = frozenset(
    ("custodian", "managingOrganization", "organization", "serviceProvider")
)


class Party(NamedTuple):
    """One who takes part: as written, the reference in it, where that leads, to what kind."""

    written: Reference
    reference: Reference
    found: Raw | None
    kind: str | None
    name: str


class Around:
    """Everybody whom one resource names."""

    def __init__(self, resource: Common, shape: Shape, raw: Raw, people: People) -> None:
        self._resource, self._shape = resource, shape
        self._raw, self._people = raw, people
        self.names: Names = people.names(raw)

    def who(self) -> str:
        """Whom it is about: its subject, or else the patients who take part."""
        for element in self._shape.who:
            told = joined([self._called(one) for one in self._parties(element)])
            if told:
                return told
        present = (one for element in self._shape.present for one in self._parties(element))
        return joined(self._called(one) for one in present if one.kind == "Patient")

    def author(self) -> str:
        """Who wrote it or acted."""
        for element in self._shape.author:
            acting = (one for one in self._parties(element) if _acts(one, element))
            told = joined(one.name for one in acting)
            if told:
                return told
        return ""

    def agency(self) -> str:
        """Whose record it is: an organisation that it names, or that its encounter names."""
        for element in self._shape.agency:
            told = joined(self._organisations(element))
            if told:
                return told
        if "encounter" not in self._shape.has:
            return ""
        encounters = (one.found for one in self._parties("encounter") if one.found)
        return joined(self._people.organisation(one, "serviceProvider") for one in encounters)

    def present(self) -> str:
        """Who else takes part: family, places, whoever is neither the patient nor the author."""
        return joined(
            one.name
            for element in self._shape.present
            for one in self._parties(element)
            if one.kind != "Patient" and not (element in self._shape.author and _acts(one, element))
        )

    def _parties(self, element: str) -> list[Party]:
        value = getattr(self._resource, element)
        parties = []
        for written in value if isinstance(value, tuple) else (value,):
            if written is not None:
                to = written.to
                found, kind, name = self._people.lead(to.reference, self._raw)
                parties.append(Party(written, to, found, kind, name or to.words(self.names)))
        return parties

    def _called(self, party: Party) -> str:
        return party.name or party.reference.reference or ""

    def _organisations(self, element: str) -> Iterator[str]:
        for one in self._parties(element):
            if one.kind == "Organization" or (element in OF_ORGANISATIONS and one.kind is None):
                yield one.name
            elif type(one.written) is Member and one.written.onBehalfOf is not None:
                yield one.written.onBehalfOf.words(self.names)
            elif one.kind == "PractitionerRole" and one.found:
                yield self._people.organisation(one.found, "organization")


def _acts(party: Party, element: str) -> bool:
    """Whether somebody is one who writes or acts, and not a patient, a place or an organisation."""
    if party.kind in NO_PERSON:
        return False
    if element not in MIXED:
        return True
    return party.kind in PRACTITIONERS or (element == "performer" and party.kind is None)
