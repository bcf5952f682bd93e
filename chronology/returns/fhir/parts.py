"""The parts of FHIR resources: values, sections, answers, doses, each with its words."""

from __future__ import annotations

from base64 import b64decode
from binascii import Error as NotBase64

from pydantic import FiniteFloat

from chronology.returns.fhir.elements import (
    Annotation,
    Coding,
    Concept,
    Element,
    Many,
    Names,
    Narrative,
    Parties,
    Period,
    Quantity,
    Range,
    Ratio,
    Reference,
    Words,
    all_words,
    joined,
    moment,
    say,
)


class Valued(Element):
    """What has a value: an observation, a part of one, or an answer."""

    valueQuantity: Quantity | None = None
    valueCodeableConcept: Concept | None = None
    valueCoding: Coding | None = None
    valueString: str | None = None
    valueBoolean: bool | None = None
    valueInteger: int | None = None
    valueDecimal: FiniteFloat | None = None
    valueRange: Range | None = None
    valueRatio: Ratio | None = None
    valueDateTime: str | None = None
    valueDate: str | None = None
    valueTime: str | None = None
    valuePeriod: Period | None = None
    valueReference: Reference | None = None
    valueUri: str | None = None

    def value(self, names: Names) -> str:
        """The value in words; empty where it has none."""
        for name in sorted(self.model_fields_set & VALUES):
            value = getattr(self, name)
            dated = name in ("valueDateTime", "valueDate")
            words = moment(value) if dated else say(value, names)
            if words:
                return words
        return ""


VALUES = frozenset(Valued.model_fields)


# ------------------------------------------------------------------- parts of a resource


class Component(Valued):
    code: Concept | None = None
    dataAbsentReason: Concept | None = None
    interpretation: Many[Concept] = ()

    def words(self, names: Names) -> str:
        value = self.value(names) or say(self.dataAbsentReason, names)
        return joined([say(self.code, names), value], " ")


class Attachment(Element):
    """A document that hangs on a resource. Only plain text in it is read."""

    title: str | None = None
    contentType: str | None = None
    data: str | None = None
    url: str | None = None

    def words(self, names: Names) -> str:
        return joined([say(self.title, names), self.written() or ""], ": ")

    def written(self) -> str | None:
        """The text inside; None where it is no plain text, or none is inside."""
        kind = (self.contentType or "").lower().replace(" ", "")
        if not self.data or not kind.startswith("text/plain"):
            return None
        try:
            text = b64decode(self.data).decode("utf-8", "replace")
        except (NotBase64, ValueError):
            return None
        return text.replace("\r\n", "\n").replace("\r", "\n").strip()


class Content(Attachment):
    attachment: Attachment | None = None

    def words(self, names: Names) -> str:
        return say(self.attachment, names) or super().words(names)


class Section(Element):
    title: str | None = None
    code: Concept | None = None
    text: Narrative | None = None
    section: Many[Section] = ()

    def words(self, names: Names) -> str:
        title = say(self.title, names) or say(self.code, names)
        parts = [say(self.text, names), all_words(self.section, names, "\n")]
        text = joined(parts, "\n")
        return f"{title}: {text}" if title and text else text


class Answer(Valued):
    valueAttachment: Attachment | None = None
    item: Many[Item] = ()

    def words(self, names: Names) -> str:
        attached = say(self.valueAttachment, names)
        return joined([self.value(names), attached, all_words(self.item, names, "\n")])


class Item(Element):
    """A question of a questionnaire, its answer, and those below it."""

    linkId: str | None = None
    text: str | None = None
    answer: Many[Answer] = ()
    item: Many[Item] = ()

    def words(self, names: Names) -> str:
        answers = all_words(self.answer, names)
        asked = say(self.text, names) or say(self.linkId, names)
        own = f"{asked}: {answers}" if answers else ""
        return joined([own, all_words(self.item, names, "\n")], "\n")


class Payload(Element):
    contentString: str | None = None
    contentAttachment: Attachment | None = None
    contentReference: Reference | None = None

    def words(self, names: Names) -> str:
        return joined(
            say(part, names)
            for part in (self.contentString, self.contentAttachment, self.contentReference)
        )


class DoseAndRate(Element):
    doseQuantity: Quantity | None = None
    doseRange: Range | None = None


class Dosage(Element):
    text: str | None = None
    dose: Quantity | None = None
    doseAndRate: Many[DoseAndRate] = ()
    route: Concept | None = None

    def words(self, names: Names) -> str:
        doses = [one for part in self.doseAndRate for one in (part.doseQuantity, part.doseRange)]
        told = joined(say(one, names) for one in (self.dose, *doses))
        return say(self.text, names) or joined([told, say(self.route, names)], ", ")


class Detail(Element):
    code: Concept | None = None
    description: str | None = None
    status: str | None = None


class Activity(Element):
    detail: Detail | None = None
    reference: Reference | None = None
    outcomeCodeableConcept: Many[Concept] = ()

    def words(self, names: Names) -> str:
        if self.detail is None:
            return self.reference.display or "" if self.reference else ""
        what = joined([say(self.detail.code, names), say(self.detail.description, names)], ": ")
        status = f" ({self.detail.status})" if self.detail.status and what else ""
        return f"{what}{status}"


class FamilyCondition(Reference):
    """A relative's condition; elsewhere a reference to a condition of the patient's own."""

    code: Concept | None = None
    outcome: Concept | None = None
    onsetString: str | None = None
    onsetAge: Quantity | None = None
    note: Many[Annotation] = ()

    def words(self, names: Names) -> str:
        if self.code is None:
            return super().words(names)
        onset = say(self.onsetString, names) or say(self.onsetAge, names)
        details = joined(
            [f"from {onset}" if onset else "", say(self.outcome, names), say(self.note, names)],
            ", ",
        )
        return f"{self.code.words(names)} ({details})" if details else self.code.words(names)


class Reaction(Element):
    manifestation: Many[Concept] = ()
    description: str | None = None
    severity: str | None = None

    def words(self, names: Names) -> str:
        told = joined([all_words(self.manifestation, names), say(self.description, names)])
        return f"{told} ({self.severity})" if told and self.severity else told


class Prediction(Element):
    outcome: Concept | None = None
    qualitativeRisk: Concept | None = None
    probabilityDecimal: FiniteFloat | None = None
    rationale: str | None = None

    def words(self, names: Names) -> str:
        risk = say(self.qualitativeRisk, names) or say(self.probabilityDecimal, names)
        return joined([say(self.outcome, names), risk, say(self.rationale, names)], ", ")


class Finding(Element):
    itemCodeableConcept: Concept | None = None
    itemReference: Reference | None = None
    basis: str | None = None

    def words(self, names: Names) -> str:
        item = say(self.itemCodeableConcept, names)
        shown = self.itemReference.display if self.itemReference else None
        return joined([item or shown or "", say(self.basis, names)], ": ")


class Event(Element):
    """What an adverse event was, or what a document is about and when that was."""

    coding: Many[Coding] = ()
    text: str | None = None
    code: Many[Words] = ()
    period: Period | None = None

    def words(self, names: Names) -> str:
        own = Concept.model_construct(coding=self.coding, text=self.text)
        return own.words(names) or say(self.code, names)

    @property
    def codings(self) -> tuple[Coding, ...]:
        """The codes it gives."""
        concepts = [one for one in self.code if isinstance(one, Concept)]
        return (*self.coding, *(coding for one in concepts for coding in one.codings))


class Context(Reference):
    period: Period | None = None
    encounter: Parties = ()


class Collection(Element):
    collectedDateTime: str | None = None
    collectedPeriod: Period | None = None


class Stay(Element):
    admitSource: Concept | None = None
    dischargeDisposition: Concept | None = None


class Diet(Element):
    type: Many[Concept] = ()
    productName: str | None = None
    baseFormulaProductName: str | None = None
    instruction: str | None = None
    administrationInstruction: str | None = None

    def words(self, names: Names) -> str:
        return joined(
            say(part, names)
            for part in (
                self.type,
                self.productName,
                self.baseFormulaProductName,
                self.instruction,
                self.administrationInstruction,
            )
        )


class Output(Valued):
    type: Concept | None = None
    action: Concept | None = None

    def words(self, names: Names) -> str:
        return joined([say(self.type or self.action, names), self.value(names)], ": ")


class Supplied(Element):
    itemCodeableConcept: Concept | None = None
    itemReference: Reference | None = None

    def words(self, names: Names) -> str:
        return say(self.itemCodeableConcept or self.itemReference, names)
