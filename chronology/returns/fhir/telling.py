"""One FHIR resource as one row: when, who, whose record, and what it tells, in plain words.

Nothing is invented: the words are the resource's own, with a label before what isn't clear by
itself. The text that systems generate for display is used only where nothing else says anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from chronology.returns.fhir.codes import tokens
from chronology.returns.fhir.elements import Names, Period, Timing, all_words, joined, moment, say
from chronology.returns.fhir.models import Common, Person
from chronology.returns.fhir.parties import Around
from chronology.returns.fhir.parts import Collection, Context, Event
from chronology.returns.fhir.people import People, Raw
from chronology.returns.fhir.shapes import Shape, shape_of
from chronology.returns.fhir.standing import REQUESTED, Standing, standing
from chronology.returns.fhir.tables import (
    CLASSES,
    DONE,
    HELD,
    KIN,
    TOLD,
    UNREMARKABLE,
    Kind,
)

HEADINGS = (
    "Date",
    "End date",
    "Agency",
    "Who",
    "Author",
    "Record",
    "Outcome or action",
    "Recorded on",
    "Event type",
    "Reference",
    "Codes",
    "Source",
)
Row = tuple[str | None, ...]

_ends = (".", "!", "?", ":", ";")
_line = "\n"


def tell(resource: Common, raw: Raw, place: str, people: People) -> Row:
    """The row of a resource, in the order of ``HEADINGS``; ``place`` is its entry's."""
    shape = shape_of(resource)
    when, start, end = _when(resource, shape)
    stands = standing(resource, shape.kind, when in HELD)
    own = f"{resource.resourceType}/{resource.id}" if resource.id else resource.resourceType
    around = Around(resource, shape, raw, people)
    record = _record(resource, shape, stands, around)
    action = _sentences(_labelled(resource, shape.done, DONE, around.names)) if shape.done else ""
    own_number = all_words(resource.identifier, around.names) if resource.identifier else ""
    return (
        start or None,
        end or None,
        around.agency() or None,
        around.who() or None,
        around.author() or None,
        record or (None if action else say(resource.text, around.names) or None),
        action or None,
        _recorded(resource, shape, when) or None,
        resource.resourceType,
        own_number or None,
        tokens(resource, shape, stands.mark, raw, people) or None,
        f"{own}, {place}",
    )


def tell_related(person: Person, raw: Raw, place: str, people: People) -> Row:
    """The row of a related person: who they are to the patient, without a date."""
    names = people.names(raw)
    name = person.words(names) or "a person without a name"
    patient = person.patient.words(names) if person.patient else ""
    told = (one.words(names) for one in person.relationship)
    kin = joined((KIN.get(one, one) for one in told), ", ")
    whose = f"{kin or 'related person'} of {patient}" if patient else kin
    record = f"Related person: {name}, {whose}" if whose else f"Related person: {name}"
    own = f"RelatedPerson/{person.id}" if person.id else "RelatedPerson"
    cells = dict.fromkeys(HEADINGS) | {
        "Who": patient or None,
        "Record": record,
        "Event type": "RelatedPerson",
        "Source": f"{own}, {place}",
    }
    return tuple(cells.values())


# ------------------------------------------------------------------------------- record


def _record(resource: Common, shape: Shape, stands: Standing, around: Around) -> str:
    names, kind = around.names, shape.kind
    lead, what = _lead(resource, shape, names)
    value = resource.value(names)
    if value:
        between = " " if not what or value[0].isdigit() or value[0] in "<>" else ": "
        what = f"{what}{between}{value}".strip()
    rest = list(_status(resource, kind))
    rest += _labelled(resource, shape.told, TOLD, names, lead)
    if shape.present:
        rest += [f"With: {present}" for present in [around.present()] if present]
    if not what and not rest:
        return ""
    return _sentences([_opening(kind, stands, what), *rest])


def _lead(resource: Common, shape: Shape, names: Names) -> tuple[str, str]:
    """What a resource is called by, and the element that says so."""
    for name in shape.lead:
        words = _element(resource, name, names)
        if words:
            return name, words
    return "", ""


def _opening(kind: Kind, stands: Standing, what: str) -> str:
    """ "Planned appointment: health visitor review"; without a name, what it is called by alone."""
    name = kind.name
    if stands.mark is None or stands.told == "{name}: {what}":
        return f"{name}: {what}" if name and what else name or what
    if stands is REQUESTED and "refer" in what.lower():
        return f"{name}: {what}"
    name = name or "Observation"
    told = stands.told if what else stands.alone
    return told.format(name=name, low=name[0].lower() + name[1:], what=what)


def _status(resource: Common, kind: Kind) -> Iterator[str]:
    status = resource.status
    if status and (kind.shows_status or status not in UNREMARKABLE):
        yield f"Status: {status}"


def _labelled(
    resource: Common,
    elements: Iterable[str],
    labels: dict[str, str],
    names: Names,
    lead: str = "",
) -> Iterator[str]:
    """What elements say, each with its label; not again what the record opens with."""
    for name in elements:
        words = "" if name == lead else _element(resource, name, names)
        if words and words.lower() not in UNREMARKABLE:
            label = labels[name]
            yield f"{label}: {words}" if label else words


def _element(resource: Common, name: str, names: Names) -> str:
    """One element in words."""
    value = getattr(resource, name)
    if name == "encounter_class":
        return joined(CLASSES.get(one, one) for one in (say(one, names) for one in value))
    if name == "relationship":
        return joined(KIN.get(one, one) for one in (one.words(names) for one in value))
    if name in ("section", "item"):
        return say(value, names, _line)
    if name == "abatementDateTime":
        return moment(value)
    if name == "hospitalization":
        return say(value.dischargeDisposition, names) if value else ""
    return say(value, names)


def _sentences(parts: Iterable[str]) -> str:
    """Parts of a record as sentences, those of several lines on lines of their own."""
    written = ""
    for part in parts:
        closed = part if part.endswith(_ends) else f"{part}."
        between = _line if _line in part or written.endswith(_line) else " "
        written = f"{written}{between}{closed}" if written else closed
    return written


# --------------------------------------------------------------------------------- when


def _when(resource: Common, shape: Shape) -> tuple[str, str, str]:
    """The element that dates a resource, its start and its end."""
    for name in shape.when:
        start, end = _span(resource, name)
        if start or end:
            return name, start, end
    return "", "", ""


def _span(resource: Common, name: str) -> tuple[str, str]:
    value = getattr(resource, name)
    if isinstance(value, str):
        return moment(value), moment(resource.end) if name == "start" else ""
    if isinstance(value, tuple):
        value = value[0] if value else None
    if isinstance(value, Timing):
        bounds = value.repeat.boundsPeriod if value.repeat else None
        if value.event:
            return moment(value.event[0]), moment(value.event[-1]) if value.event[1:] else ""
        value = bounds
    if isinstance(value, Collection):
        if value.collectedDateTime:
            return moment(value.collectedDateTime), ""
        value = value.collectedPeriod
    if isinstance(value, Context | Event):
        value = value.period
    return (moment(value.start), moment(value.end)) if isinstance(value, Period) else ("", "")


def _recorded(resource: Common, shape: Shape, when: str) -> str:
    for name in shape.recorded:
        value = getattr(resource, name)
        if value and name != when:
            return moment(value)
    return ""
