"""A FHIR resource, as far as it is read: one model for all that can tell of something.

FHIR gives an element the same name and much the same meaning wherever it occurs, so one model
serves them all. Which elements a kind of resource is told by is in ``tables``; nothing is
asked of a resource that its kind doesn't have.
"""

from __future__ import annotations

from pydantic import Field

from chronology.returns.fhir.elements import (
    Annotation,
    Concept,
    Element,
    HumanName,
    Identifier,
    Many,
    Names,
    Narrative,
    Parties,
    Party,
    Period,
    Quantity,
    Range,
    Reference,
    Several,
    Timing,
    Words,
    say,
)
from chronology.returns.fhir.parts import (
    Activity,
    Attachment,
    Collection,
    Component,
    Content,
    Context,
    Diet,
    Dosage,
    Event,
    FamilyCondition,
    Finding,
    Item,
    Output,
    Payload,
    Prediction,
    Reaction,
    Section,
    Stay,
    Supplied,
)


class Common(Component):
    """What the commonest kinds have: observations, conditions and procedures have nothing else.

    ``words`` says nothing for resources: that is for ``telling``.
    """

    resourceType: str
    id: str | None = None
    identifier: Many[Identifier] = ()
    text: Narrative | None = None
    status: str | None = None
    clinicalStatus: Words | None = None
    verificationStatus: Words | None = None
    actuality: str | None = None
    intent: str | None = None
    doNotPerform: bool | None = None
    notGiven: bool | None = None
    code: Words | None = None  # type: ignore[assignment]  # in a few resources it is a bare code
    category: Many[Words] = ()
    encounter_class: Many[Words] = Field((), alias="class")
    description: Words | None = None
    reasonCode: Many[Words] = ()
    reasonReference: Parties = ()
    statusReason: Many[Words] = ()
    cancelationReason: Concept | None = None
    bodySite: Many[Concept] = ()
    severity: Words | None = None
    component: Several[Component] = ()
    comment: str | None = None
    note: Many[Annotation] = ()
    outcome: Many[Words] = ()
    complication: Many[Concept] = ()
    followUp: Many[Concept] = ()
    end: str | None = None
    effectiveDateTime: str | None = None
    effectivePeriod: Period | None = None
    effectiveInstant: str | None = None
    effectiveTiming: Timing | None = None
    performedDateTime: str | None = None
    performedPeriod: Period | None = None
    performedString: str | None = None
    onsetDateTime: str | None = None
    onsetPeriod: Period | None = None
    onsetString: str | None = None
    onsetAge: Quantity | None = None
    onsetRange: Range | None = None
    abatementDateTime: str | None = None
    abatementPeriod: Period | None = None
    abatementString: str | None = None
    abatementAge: Quantity | None = None
    abatementBoolean: bool | None = None
    context: Context | None = None
    issued: str | None = None
    recordedDate: str | None = None
    assertedDate: str | None = None
    subject: Reference | None = None
    encounter: Reference | None = None
    participant: Parties = ()
    performer: Parties = ()
    recorder: Reference | None = None
    asserter: Reference | None = None
    location: Parties = ()


class Resource(Common):
    """A resource of any kind that can tell of something."""

    lifecycleStatus: str | None = None
    achievementStatus: Concept | None = None
    businessStatus: Concept | None = None
    participantStatus: str | None = None
    type: Many[Words] = ()
    serviceCategory: Many[Concept] = ()
    serviceType: Many[Concept] = ()
    specialty: Many[Concept] = ()
    appointmentType: Concept | None = None
    vaccineCode: Concept | None = None
    medicationCodeableConcept: Concept | None = None
    medicationReference: Reference | None = None
    productCodeableConcept: Concept | None = None
    codeCodeableConcept: Concept | None = None
    itemCodeableConcept: Concept | None = None
    suppliedItem: Supplied | None = None
    procedureCode: Many[Concept] = ()
    modality: Many[Words] = ()
    topic: Concept | None = None
    scope: Concept | None = None
    title: str | None = None
    name: Words | None = None
    event: Many[Event] = ()
    relationship: Many[Concept] = ()
    sex: Words | None = None
    reason: Many[Words] = ()
    criticality: str | None = None
    condition: Many[FamilyCondition] = ()
    reaction: Many[Reaction] = ()
    finding: Many[Finding] = ()
    prediction: Many[Prediction] = ()
    diagnosis: Parties = ()
    conclusion: str | None = None
    conclusionCode: Many[Concept] = ()
    summary: str | None = None
    detail: Words | None = None
    dosage: Many[Dosage] = ()
    dosageInstruction: Many[Dosage] = ()
    doseQuantity: Quantity | None = None
    oralDiet: Diet | None = None
    supplement: Many[Diet] = ()
    enteralFormula: Diet | None = None
    payload: Many[Payload] = ()
    medium: Many[Concept] = ()
    section: Many[Section] = ()
    item: Many[Item] = ()
    entry: Parties = ()
    content: Many[Content] = ()
    presentedForm: Many[Attachment] = ()
    activity: Many[Activity] = ()
    mitigation: Many[Output] = ()
    output: Many[Output] = ()
    hospitalization: Stay | None = None
    patientInstruction: str | None = None
    instruction: str | None = None
    period: Period | None = None
    start: str | None = None
    requestedPeriod: Many[Period] = ()
    occurrenceDateTime: str | None = None
    occurrencePeriod: Period | None = None
    occurrenceTiming: Timing | None = None
    occurrenceString: str | None = None
    identifiedDateTime: str | None = None
    identifiedPeriod: Period | None = None
    timingDateTime: str | None = None
    timingPeriod: Period | None = None
    createdDateTime: str | None = None
    createdPeriod: Period | None = None
    collection: Collection | None = None
    executionPeriod: Period | None = None
    started: str | None = None
    startDate: str | None = None
    statusDate: str | None = None
    dateTime: str | None = None
    date: str | None = None
    detected: str | None = None
    sent: str | None = None
    received: str | None = None
    receivedTime: str | None = None
    whenHandedOver: str | None = None
    whenPrepared: str | None = None
    dateWritten: str | None = None
    authoredOn: str | None = None
    authored: str | None = None
    created: str | None = None
    recorded: str | None = None
    recordedOn: str | None = None
    dateAsserted: str | None = None
    lastModified: str | None = None
    lastOccurrence: str | None = None
    patient: Reference | None = None
    for_whom: Reference | None = Field(None, alias="for")
    individual: Reference | None = None
    appointment: Parties = ()
    actor: Party | None = None
    practitioner: Reference | None = None
    author: Parties = ()
    requester: Party | None = None
    assessor: Reference | None = None
    sender: Party | None = None
    recipient: Parties = ()
    source: Party | None = None
    informationSource: Reference | None = None
    operator: Reference | None = None
    owner: Reference | None = None
    serviceProvider: Reference | None = None
    managingOrganization: Parties = ()
    custodian: Reference | None = None
    organization: Parties = ()


MODELS: dict[str, type[Common]] = dict.fromkeys(("Condition", "Observation", "Procedure"), Common)
"""The kinds that :class:`Common` has all of; it is the faster to check."""


class Person(Element):
    """Somebody or something that other resources refer to."""

    resourceType: str
    id: str | None = None
    identifier: Many[Identifier] = ()
    name: Many[HumanName | str] = ()
    relationship: Many[Concept] = ()
    patient: Reference | None = None
    practitioner: Reference | None = None
    organization: Party | None = None
    code: Words | None = None

    def words(self, names: Names) -> str:
        shown = sorted(self.name, key=_not_usual)
        return next(filter(None, (say(name, names) for name in shown)), "") or say(self.code, names)


def _not_usual(name: HumanName | str) -> int:
    """Names that are no longer used, or not in earnest, come last."""
    use = name.use if isinstance(name, HumanName) else None
    return {"official": 0, "usual": 0, None: 1, "old": 3, "maiden": 3}.get(use, 2)
