"""What each kind of FHIR resource is, and which of its elements tell what.

The general order serves most kinds; ``KINDS`` has what a kind does otherwise. FHIR is R4; a few
elements of the version before it are known too, because British systems still send them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LEAD = (
    "code",
    "vaccineCode",
    "medicationCodeableConcept",
    "medicationReference",
    "productCodeableConcept",
    "codeCodeableConcept",
    "itemCodeableConcept",
    "suppliedItem",
    "procedureCode",
    "topic",
    "title",
    "name",
    "event",
    "type",
    "description",
    "relationship",
    "scope",
    "category",
    "serviceType",
    "modality",
)
"""What a resource is called by: the first of these that it has."""

WHEN = (
    "period",
    "effectiveDateTime",
    "effectivePeriod",
    "effectiveInstant",
    "effectiveTiming",
    "occurrenceDateTime",
    "occurrencePeriod",
    "occurrenceTiming",
    "performedDateTime",
    "performedPeriod",
    "onsetDateTime",
    "onsetPeriod",
    "identifiedDateTime",
    "identifiedPeriod",
    "timingDateTime",
    "timingPeriod",
    "start",
    "requestedPeriod",
    "started",
    "startDate",
    "collection",
    "createdDateTime",
    "createdPeriod",
    "executionPeriod",
    "context",
    "sent",
    "whenHandedOver",
    "whenPrepared",
    "dateTime",
    "date",
    "detected",
    "authored",
    "authoredOn",
    "dateWritten",
    "received",
    "receivedTime",
    "event",
    "issued",
    "recorded",
    "recordedDate",
    "recordedOn",
    "assertedDate",
    "dateAsserted",
    "created",
    "statusDate",
    "lastModified",
    "lastOccurrence",
)
"""When it happened: the first of these that it has."""

RECORDED = (
    "issued",
    "recorded",
    "recordedDate",
    "recordedOn",
    "dateAsserted",
    "assertedDate",
    "authoredOn",
    "created",
    "date",
    "received",
    "lastModified",
)
"""When it was written down, unless that is its date already."""

HELD = frozenset(("onsetDateTime", "onsetPeriod", "period", "effectiveDateTime", "effectivePeriod"))
"""Dates from which something was so. A record dated by one of them speaks of that day, whatever
has become of it since."""

AUTHOR = (
    "author",
    "recorder",
    "asserter",
    "practitioner",
    "performer",
    "requester",
    "sender",
    "participant",
    "actor",
    "informationSource",
    "assessor",
    "operator",
    "owner",
    "source",
)
AGENCY = (
    "serviceProvider",
    "managingOrganization",
    "custodian",
    "organization",
    "author",
    "performer",
    "requester",
    "sender",
    "recorder",
    "participant",
    "actor",
)
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

PARTS = (
    "description",
    "valueCodeableConcept",
    "component",
    "condition",
    "finding",
    "prediction",
    "reaction",
    "activity",
)
"""Elements with codes of their own inside."""

WHO = ("subject", "patient", "for_whom", "individual")


@dataclass(frozen=True, slots=True)
class Kind:
    """How a kind of resource is told."""

    name: str
    lead: tuple[str, ...] = LEAD
    when: tuple[str, ...] = WHEN
    author: tuple[str, ...] = AUTHOR
    agency: tuple[str, ...] = AGENCY
    silent: frozenset[str] = frozenset()
    """Elements that would only repeat what its name says."""

    request: bool = False
    """Whether it asks for something that is yet to be done."""

    shows_status: bool = False
    """Whether its status is always told."""

    aims: frozenset[str] = frozenset(("plan", "proposal", "option"))
    """Intents that say it is no more than an aim."""


_ASKED_WHEN = ("authoredOn", "dateWritten", "dateTime", "date", "requestedPeriod", *WHEN)
_ASKED_BY = ("requester", "author", "recorder", "sender")
_CATEGORY = frozenset(("category",))
_TITLE_FIRST = ("title", "name", "type", "description", "category")


def _request(name: str) -> Kind:
    return Kind(name, when=_ASKED_WHEN, author=_ASKED_BY, agency=_ASKED_BY, request=True)


KINDS: dict[str, Kind] = {
    "AllergyIntolerance": Kind("Allergy or intolerance"),
    "Appointment": Kind(
        "Appointment",
        lead=("description", "serviceType", "appointmentType", "specialty", "serviceCategory"),
        shows_status=True,
    ),
    "AppointmentResponse": Kind(
        "Answer to an appointment", lead=("appointment",), shows_status=True
    ),
    "AdverseEvent": Kind("Adverse event", lead=("event", *LEAD), when=("date", "detected", *WHEN)),
    "CarePlan": Kind("Care plan", lead=_TITLE_FIRST, aims=frozenset(("proposal", "option"))),
    "CareTeam": Kind("Care team", lead=_TITLE_FIRST, author=("author", "recorder")),
    "Communication": Kind("Communication", lead=("topic", "category"), author=("sender",)),
    "CommunicationRequest": _request("Request for communication"),
    "Composition": Kind("Document", lead=_TITLE_FIRST, when=("date", *WHEN)),
    "Condition": Kind("Condition", silent=_CATEGORY),
    "DeviceRequest": _request("Request for a device"),
    "DiagnosticReport": Kind("Report", silent=_CATEGORY),
    "DocumentReference": Kind("Document", lead=("type", "description"), silent=_CATEGORY),
    "Encounter": Kind("Encounter", lead=("type", "serviceType", "encounter_class")),
    "FamilyMemberHistory": Kind("Family history", lead=("relationship",)),
    "Flag": Kind("Flag", shows_status=True),
    "Goal": Kind("Goal", lead=("description",)),
    "Immunization": Kind("Immunisation"),
    "List": Kind("List", lead=("title", "code")),
    "MedicationAdministration": Kind("Medication given"),
    "MedicationDispense": Kind("Medication handed over"),
    "MedicationRequest": _request("Medication request"),
    "MedicationStatement": Kind("Medication"),
    "NutritionOrder": _request("Nutrition order"),
    "Observation": Kind("", silent=_CATEGORY),
    "ProcedureRequest": _request("Procedure request"),
    "QuestionnaireResponse": Kind("Questionnaire"),
    "ReferralRequest": _request("Referral request"),
    "RequestGroup": _request("Requests"),
    "ServiceRequest": _request("Service request"),
    "SupplyRequest": _request("Supply request"),
    "Task": Kind("Task", lead=("code", "description"), agency=("owner", *_ASKED_BY)),
    "VisionPrescription": _request("Prescription for glasses"),
}

_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
LONGEST_TYPE = 60


def kind_of(resource_type: str) -> Kind:
    """How to tell a resource; one that isn't listed is told in the general way."""
    known = KINDS.get(resource_type)
    return known or Kind(_CAPITAL.sub(" ", resource_type[:LONGEST_TYPE]).capitalize())


TOLD: dict[str, str] = {
    "participantStatus": "Answer",
    "clinicalStatus": "Clinical status",
    "verificationStatus": "Verification status",
    "lifecycleStatus": "Status",
    "achievementStatus": "Achievement",
    "businessStatus": "Business status",
    "actuality": "Actuality",
    "intent": "Intent",
    "cancelationReason": "Reason for cancelling",
    "statusReason": "Reason for the status",
    "encounter_class": "Class",
    "type": "Type",
    "category": "Category",
    "serviceCategory": "Kind of service",
    "serviceType": "Service",
    "specialty": "Specialty",
    "appointmentType": "Kind of appointment",
    "scope": "Scope",
    "topic": "Topic",
    "code": "Code",
    "title": "Title",
    "description": "Description",
    "relationship": "Relationship",
    "reasonCode": "Reason",
    "reasonReference": "Reason",
    "reason": "Reason",
    "dataAbsentReason": "No value because",
    "interpretation": "Interpretation",
    "bodySite": "Body site",
    "severity": "Severity",
    "criticality": "Criticality",
    "onsetString": "Onset",
    "onsetAge": "Onset",
    "onsetRange": "Onset",
    "abatementDateTime": "Ended",
    "abatementPeriod": "Ended",
    "abatementString": "Ended",
    "abatementAge": "Ended",
    "abatementBoolean": "Ended",
    "occurrenceString": "When",
    "performedString": "When",
    "component": "",
    "condition": "",
    "reaction": "Reaction",
    "finding": "Finding",
    "diagnosis": "Diagnosis",
    "prediction": "Prediction",
    "dosageInstruction": "Dosage",
    "dosage": "Dosage",
    "doseQuantity": "Dose",
    "oralDiet": "Diet",
    "supplement": "Supplement",
    "enteralFormula": "Tube feed",
    "conclusion": "Conclusion",
    "conclusionCode": "Conclusion",
    "summary": "Summary",
    "detail": "Detail",
    "medium": "By",
    "recipient": "To",
    "payload": "",
    "item": "",
    "section": "",
    "entry": "",
    "content": "",
    "presentedForm": "",
    "location": "Place",
    "comment": "Comment",
    "note": "Note",
}
"""What else goes into the record, in this order, each with its label."""

DONE: dict[str, str] = {
    "outcome": "Outcome",
    "complication": "Complication",
    "followUp": "Follow-up",
    "activity": "",
    "mitigation": "Done",
    "output": "",
    "hospitalization": "Discharged to",
    "patientInstruction": "Instruction",
    "instruction": "Instruction",
}
"""What was done or decided."""

KIN = {
    "AUNT": "aunt",
    "BRO": "brother",
    "CHILD": "child",
    "COUSN": "cousin",
    "DAU": "daughter",
    "FTH": "father",
    "GRFTH": "grandfather",
    "GRMTH": "grandmother",
    "GRPRN": "grandparent",
    "MTH": "mother",
    "NFTH": "father",
    "NMTH": "mother",
    "PRN": "parent",
    "SIB": "sibling",
    "SIS": "sister",
    "SON": "son",
    "STPFTH": "stepfather",
    "STPMTH": "stepmother",
    "UNCLE": "uncle",
}
"""What HL7's codes for relatives mean, where nothing is written beside them."""

UNREMARKABLE = frozenset(
    (
        "active",
        "actual",
        "completed",
        "confirmed",
        "current",
        "filler-order",
        "final",
        "finished",
        "instance-order",
        "order",
        "original-order",
        "plan",
        "reflex-order",
    )
)
"""Statuses that go without saying."""

CLASSES = {
    "AMB": "outpatient",
    "EMER": "emergency",
    "FLD": "outside a health facility",
    "HH": "at home",
    "IMP": "inpatient",
    "ACUTE": "inpatient, acute",
    "NONAC": "inpatient, not acute",
    "OBSENC": "observation",
    "PRENC": "before admission",
    "SS": "day case",
    "VR": "by telephone or video",
}
"""What the codes of an encounter's class mean."""
