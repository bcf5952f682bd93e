"""The people around a resource: whom it is about, who wrote it, whose record it is, who was there.

A reference that leads nowhere still has what is written beside it for display.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pydantic import ValidationError

from chronology.returns.fhir_elements import Member, Names, Reference, joined
from chronology.returns.fhir_models import Resource
from chronology.returns.fhir_people import People, Raw, kind_of_party
from chronology.returns.fhir_tables import WHO, Kind

NO_PERSON = frozenset(
    ("CareTeam", "Device", "Group", "HealthcareService", "Location", "Organization")
)
MIXED = frozenset(("actor", "participant", "performer"))
"""Elements that hold patients, places and practitioners alike."""

OF_ORGANISATIONS = frozenset(
    ("custodian", "managingOrganization", "organization", "serviceProvider")
)


class Party(NamedTuple):
    """One who takes part: the member, the reference in it, the kind of resource it leads to."""

    member: Member
    reference: Reference
    kind: str | None
    found: Raw | None


class Around:
    """Everybody whom one resource names."""

    def __init__(self, resource: Resource, kind: Kind, raw: Raw, people: People) -> None:
        self._resource, self._kind = resource, kind
        self._raw, self._people = raw, people
        self.names: Names = people.names(raw)

    def who(self) -> str:
        """Whom it is about: its subject, or else the patients who take part."""
        for element in WHO:
            told = joined(self._called(one) for one in self._parties(element))
            if told:
                return told
        present = (*self._parties("participant"), *self._parties("actor"))
        return joined(self._called(one) for one in present if one.kind == "Patient")

    def author(self) -> str:
        """Who wrote it or acted."""
        for element in self._kind.author:
            acting = (one for one in self._parties(element) if _acts(one, element))
            told = joined(self._called(one) for one in acting)
            if told:
                return told
        return ""

    def agency(self) -> str:
        """Whose record it is: an organisation that it names, or that its encounter names."""
        for element in self._kind.agency:
            told = joined(self._organisations(element))
            if told:
                return told
        for one in self._parties("encounter"):
            provider = one.found.get("serviceProvider") if one.found else None
            told = self._organisation(provider, one.found)
            if told:
                return told
        return ""

    def present(self) -> str:
        """Who else takes part: family, places, whatever is neither the patient nor the author."""
        parties = (one for name in ("participant", "actor") for one in self._parties(name))
        return joined(
            one.reference.words(self.names)
            for one in parties
            if one.kind != "Patient" and not _acts(one, "participant")
        )

    def _parties(self, element: str) -> Iterator[Party]:
        if element not in self._resource.model_fields_set:
            return
        value = getattr(self._resource, element)
        for member in value if isinstance(value, tuple) else (value,):
            if member is not None:
                reference = member.to
                found = self._people.find(reference.reference, self._raw)
                kind = kind_of_party(reference.reference, found)
                yield Party(member, reference, kind, found)

    def _called(self, party: Party) -> str:
        return party.reference.words(self.names) or party.reference.reference or ""

    def _organisations(self, element: str) -> Iterator[str]:
        for one in self._parties(element):
            if one.kind == "Organization" or (element in OF_ORGANISATIONS and one.kind is None):
                yield one.reference.words(self.names)
            elif one.member.onBehalfOf is not None:
                yield one.member.onBehalfOf.words(self.names)
            elif one.kind == "PractitionerRole" and one.found:
                yield self._organisation(one.found.get("organization"), one.found)

    def _organisation(self, raw: object, within: Raw | None) -> str:
        """The name of an organisation that another resource refers to."""
        try:
            reference = Reference.model_validate(raw)
        except ValidationError:
            return ""
        return reference.words(self._people.names(within))


def _acts(party: Party, element: str) -> bool:
    """Whether somebody is one who writes or acts, and not a patient, a place or an organisation."""
    if party.kind in NO_PERSON:
        return False
    if element not in MIXED:
        return True
    practitioner = party.kind in ("Practitioner", "PractitionerRole")
    return practitioner or (element == "performer" and party.kind is None)
