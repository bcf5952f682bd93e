"""The codes of a resource, as tokens for the column Codes.

A token is ``system|code``, then ``=value`` where it is a measurement or an answer, then ``~mark``
where the code isn't simply so: see ``chronology.records.codes``, which reads them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from chronology.returns.fhir_elements import Coding, Concept, Names, Quantity, say
from chronology.returns.fhir_models import Resource
from chronology.returns.fhir_parts import Event, Valued
from chronology.returns.fhir_people import People, Raw, kind_of_party
from chronology.returns.fhir_standing import Standing

SHORT = {
    "http://snomed.info/sct": "snomed",
    "urn:oid:2.16.840.1.113883.6.96": "snomed",
    "http://loinc.org": "loinc",
    "urn:oid:2.16.840.1.113883.6.1": "loinc",
    "http://hl7.org/fhir/sid/icd-10": "icd10",
    "http://hl7.org/fhir/sid/icd-10-uk": "icd10",
    "http://read.info/readv2": "read2",
    "http://read.info/ctv3": "ctv3",
    "https://dmd.nhs.uk": "dmd",
}
HL7 = ("http://terminology.hl7.org/CodeSystem/", "http://hl7.org/fhir/")
NO_SYSTEM = "local"
LONGEST_VALUE = 40

STATUS_TOKENS = ("Appointment", "AppointmentResponse", "Encounter", "EpisodeOfCare", "Flag")
"""Kinds whose status is a fact of its own."""

CODED = (
    "code",
    "event",
    "category",
    "type",
    "serviceType",
    "appointmentType",
    "vaccineCode",
    "medicationCodeableConcept",
    "procedureCode",
    "conclusionCode",
    "topic",
)
"""Elements whose codes say what the resource is about."""

REASONS = ("reasonCode", "reason", "statusReason", "cancelationReason")
NOT_YET = frozenset(("planned", "cancelled", "not-done", "entered-in-error"))
"""Marks that hold for the reasons too: nobody was seen for them."""

BY_PATIENT = re.compile(r"pat(?:-(?!dec$|mt$).*)?")
BY_PROVIDER = re.compile(r"prov(?:-.*)?|maint|oth-(?:room|int|oerr)")
"""Codes of HL7's reasons for cancelling an appointment: deaths, and lapsed membership, are
nobody's doing."""

_SYSTEM_ESCAPED = re.compile(r"[\s;|=~%]")
_VALUE_ESCAPED = re.compile(r"[\r\n\t;|~%]")


def token(system: str | None, code: str, value: str = "", mark: str | None = None) -> str:
    """One code as a token; what would break its grammar is percent-encoded."""
    short = SHORT.get(system or "") or _shortened(system)
    written = f"{_escaped(short, _SYSTEM_ESCAPED)}|{_escaped(code, _SYSTEM_ESCAPED)}"
    if value:
        written += f"={_escaped(value, _VALUE_ESCAPED)}"
    return f"{written}~{mark}" if mark else written


def _shortened(system: str | None) -> str:
    if not system:
        return NO_SYSTEM
    if system.startswith("http://snomed.info/sct/"):
        return "snomed"
    for start in HL7:
        if system.startswith(start) and len(system) > len(start):
            return system[len(start) :]
    return system


def _escaped(text: str, pattern: re.Pattern[str]) -> str:
    text = text.strip()
    if pattern.search(text) is None:
        return text
    return pattern.sub(lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), text)


def tokens(resource: Resource, standing: Standing, raw: Raw, people: People) -> str:
    """All codes of a resource, each once, with semicolons between."""
    return "; ".join(dict.fromkeys(_tokens(resource, standing, raw, people)))


def _tokens(resource: Resource, standing: Standing, raw: Raw, people: People) -> Iterator[str]:
    kind, given, mark = resource.resourceType, resource.model_fields_set, standing.mark
    if kind in STATUS_TOKENS and resource.status:
        yield token(f"{_kebab(kind)}-status", resource.status)
    if kind == "Appointment" and resource.status == "cancelled":
        yield token("cancelled-by", cancelled_by(resource, raw, people))
    if "encounter_class" in given:
        for coding in _codings(resource.encounter_class):
            yield token("encounter-class", coding.code or "", mark=mark)
    value = coded_value(resource)
    for name in CODED:
        if name in given:
            yield from _marked(getattr(resource, name), value if name == "code" else "", mark)
    why = mark if mark in NOT_YET else None
    for name in REASONS:
        if name in given:
            yield from _marked(getattr(resource, name), "", why)
    yield from _inside(resource, mark)


def _inside(resource: Resource, mark: str | None) -> Iterator[str]:
    """The codes of a resource's parts."""
    given = resource.model_fields_set
    if "valueCodeableConcept" in given:
        yield from _marked(resource.valueCodeableConcept, "", mark)
    for part in resource.component:
        own = mark or ("absent" if part.dataAbsentReason is not None else None)
        yield from _marked(part.code, coded_value(part), own)
        yield from _marked(part.valueCodeableConcept, "", own)
    for relative in resource.condition:
        yield from _marked(relative.code, "", mark or "family")
    for found in resource.finding:
        yield from _marked(found.itemCodeableConcept, "", mark)
    for foreseen in resource.prediction:
        yield from _marked(foreseen.outcome, "", mark or "predicted")
    for reaction in resource.reaction:
        yield from _marked(reaction.manifestation, "", mark)
    if "description" in given and isinstance(resource.description, Concept):
        yield from _marked(resource.description, "", mark)
    for activity in resource.activity:
        if activity.detail is not None:
            done = activity.detail.status in ("completed", "in-progress")
            yield from _marked(activity.detail.code, "", mark or (None if done else "planned"))


def coded_value(valued: Valued) -> str:
    """A value that is short enough to stand beside its code."""
    if valued.valueQuantity is not None:
        return _quantity(valued.valueQuantity)
    for value in (valued.valueBoolean, valued.valueInteger, valued.valueCodeableConcept):
        if value is not None:
            words = say(value, _nobody)
            return words if len(words) <= LONGEST_VALUE else ""
    return ""


def _quantity(quantity: Quantity) -> str:
    return quantity.words(_nobody)


_nobody: Names = lambda _: None  # noqa: E731


def _codings(value: object) -> Iterator[Coding]:
    for one in value if isinstance(value, tuple) else (value,):
        if isinstance(one, Concept):
            yield from one.codings
        elif isinstance(one, Event):
            yield from one.coding
            yield from _codings(one.code)


def _marked(value: object, measured: str, mark: str | None) -> Iterator[str]:
    for coding in _codings(value):
        if coding.code and coding.code.strip():
            yield token(coding.system, coding.code, measured, mark)


def _kebab(kind: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", kind).lower()


# -------------------------------------------------------------------- who cancelled


def cancelled_by(resource: Resource, raw: Raw, people: People) -> str:
    """Who cancelled an appointment: ``patient``, ``provider`` or ``unknown``.

    By the reason's code, else by who declined it.
    """
    said = set()
    for coding in _codings(resource.cancelationReason):
        if (coding.system or "").endswith("/appointment-cancellation-reason") and coding.code:
            said.add(_by_reason(coding.code))
    return _only(said - {None}) or _only(set(_declined(resource, raw, people))) or "unknown"


def _by_reason(code: str) -> str | None:
    if BY_PATIENT.fullmatch(code):
        return "patient"
    return "provider" if BY_PROVIDER.fullmatch(code) else None


def _declined(resource: Resource, raw: Raw, people: People) -> Iterator[str]:
    for one in resource.participant:
        if one.status == "declined":
            reference = one.to.reference
            kind = kind_of_party(reference, people.find(reference, raw))
            if kind is not None:
                yield "patient" if kind in ("Patient", "RelatedPerson") else "provider"


def _only(said: Iterable[str | None]) -> str | None:
    found = list(said)
    return found[0] if len(found) == 1 else None
