"""The codes of a resource, as tokens for the column Codes.

A token is ``system|code``, then ``=value`` where it is a measurement or an answer, then ``~mark``
where the code isn't simply so: see ``chronology.records.codes``, which reads them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from chronology.returns.fhir.elements import Coding, Element, Names, Quantity, say
from chronology.returns.fhir.models import Common
from chronology.returns.fhir.parts import (
    Activity,
    Component,
    Detail,
    FamilyCondition,
    Finding,
    Prediction,
    Reaction,
    Valued,
)
from chronology.returns.fhir.people import People, Raw, kind_of_party
from chronology.returns.fhir.shapes import Shape

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

NOT_YET = frozenset(("planned", "cancelled", "not-done", "entered-in-error"))
"""Marks that hold for the reasons too: nobody was seen for them."""

WHOLE = frozenset(("description", "valueCodeableConcept"))
"""Parts that are concepts themselves."""

BY_PATIENT = re.compile(r"pat(?:-(?!dec$|mt$).*)?")
BY_PROVIDER = re.compile(r"prov(?:-.*)?|maint|oth-(?:room|int|oerr)")
"""Codes of HL7's reasons for cancelling an appointment: deaths, and lapsed membership, are
nobody's doing."""

_PERCENT = "%(?=[0-9A-Fa-f]{2})"
_SYSTEM_ESCAPED = re.compile(rf"[\s;|=~]|{_PERCENT}")
_VALUE_ESCAPED = re.compile(rf"[\r\n\t;|~]|{_PERCENT}")


def token(system: str | None, code: str, value: str = "", mark: str | None = None) -> str:
    """One code as a token; what would break its grammar is percent-encoded."""
    written = _pair(system, code)
    if value:
        written += f"={_escaped(value, _VALUE_ESCAPED)}"
    return f"{written}~{mark}" if mark else written


@lru_cache(maxsize=4096)
def _pair(system: str | None, code: str) -> str:
    short = SHORT.get(system or "") or _shortened(system)
    return f"{_escaped(short, _SYSTEM_ESCAPED)}|{_escaped(code, _SYSTEM_ESCAPED)}"


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
    return pattern.sub(lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), text)


def tokens(resource: Common, shape: Shape, mark: str | None, raw: Raw, people: People) -> str:
    """All codes of a resource, each once, with semicolons between; ``mark`` is its standing's."""
    found = [*_own(resource, shape, mark), *_inside(resource, shape, mark)]
    if resource.resourceType in STATUS_TOKENS:
        found = [*_of_status(resource, shape, mark, raw, people), *found]
    return "; ".join(dict.fromkeys(found))


def _of_status(
    resource: Common, shape: Shape, mark: str | None, raw: Raw, people: People
) -> Iterator[str]:
    kind = resource.resourceType
    if resource.status:
        yield token(f"{_kebab(kind)}-status", resource.status)
    if kind == "Appointment" and resource.status == "cancelled":
        yield token("cancelled-by", cancelled_by(resource, raw, people))
    if "encounter_class" in shape.has:
        for coding in _codings(resource.encounter_class):
            yield token("encounter-class", coding.code or "", mark=mark)


def _own(resource: Common, shape: Shape, mark: str | None) -> Iterator[str]:
    """The codes that say what a resource is about, and why."""
    for name in shape.coded:
        value = coded_value(resource) if name == "code" else ""
        yield from _marked(getattr(resource, name), value, mark)
    why = mark if mark in NOT_YET else None
    for name in shape.reasons:
        yield from _marked(getattr(resource, name), "", why)


def _inside(resource: Common, shape: Shape, mark: str | None) -> Iterator[str]:
    """The codes of a resource's parts."""
    for name in shape.parts:
        value = getattr(resource, name)
        if name in WHOLE:
            yield from _marked(value, "", mark)
            continue
        for part in value:
            yield from _of_part(part, mark)


def _of_part(part: Element, mark: str | None) -> Iterator[str]:
    match part:
        case Component():
            mark = mark or ("absent" if part.dataAbsentReason is not None else None)
            yield from _marked(part.code, coded_value(part), mark)
            yield from _marked(part.valueCodeableConcept, "", mark)
        case FamilyCondition():
            yield from _marked(part.code, "", mark or "family")
        case Finding():
            yield from _marked(part.itemCodeableConcept, "", mark)
        case Prediction():
            yield from _marked(part.outcome, "", mark or "predicted")
        case Reaction():
            yield from _marked(part.manifestation, "", mark)
        case Activity(detail=Detail(code=code, status=status)):
            done = status in ("completed", "in-progress")
            yield from _marked(code, "", mark or (None if done else "planned"))


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


def _codings(value: Any) -> Iterator[Coding]:
    for one in value if type(value) is tuple else (value,):
        if one is not None and type(one) is not str:
            yield from one.codings


def _marked(value: object, measured: str, mark: str | None) -> Iterator[str]:
    if value:
        for coding in _codings(value):
            if coding.code and coding.code.strip():
                yield token(coding.system, coding.code, measured, mark)


def _kebab(kind: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", kind).lower()


# -------------------------------------------------------------------- who cancelled


def cancelled_by(resource: Common, raw: Raw, people: People) -> str:
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


def _declined(resource: Common, raw: Raw, people: People) -> Iterator[str]:
    for one in resource.participant:
        if one.status == "declined":
            reference = one.to.reference
            kind = kind_of_party(reference, people.find(reference, raw))
            if kind is not None:
                yield "patient" if kind in ("Patient", "RelatedPerson") else "provider"


def _only(said: Iterable[str | None]) -> str | None:
    found = list(said)
    return found[0] if len(found) == 1 else None
