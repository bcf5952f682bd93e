"""One FHIR resource as one row: when, who, whose record, and what it tells, in plain words.

Nothing is invented: the words are the resource's own, with a label before what isn't clear by
itself. The text that systems generate for display is used only where nothing else says anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from chronology.returns.fhir_codes import tokens
from chronology.returns.fhir_elements import Names, Period, Timing, joined, moment, say
from chronology.returns.fhir_models import Person, Resource
from chronology.returns.fhir_parties import Around
from chronology.returns.fhir_parts import Collection, Context, Event
from chronology.returns.fhir_people import People, Raw
from chronology.returns.fhir_standing import REQUESTED, Standing, standing
from chronology.returns.fhir_tables import (
    CLASSES,
    DONE,
    HELD,
    RECORDED,
    TOLD,
    UNREMARKABLE,
    Kind,
    kind_of,
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
_told_order = {name: place for place, name in enumerate(TOLD)}
_done_order = {name: place for place, name in enumerate(DONE)}
_kind = cache(kind_of)
_line = "\n"


def tell(resource: Resource, raw: Raw, place: str, people: People) -> Row:
    """The row of a resource, in the order of ``HEADINGS``; ``place`` is its entry's."""
    kind = _kind(resource.resourceType)
    when, start, end = _when(resource, kind)
    stands = standing(resource, kind, when in HELD)
    own = f"{resource.resourceType}/{resource.id}" if resource.id else resource.resourceType
    around = Around(resource, kind, raw, people)
    record = _record(resource, kind, stands, around)
    action = _sentences(_labelled(resource, DONE, _done_order, around.names, ()))
    return (
        start or None,
        end or None,
        around.agency() or None,
        around.who() or None,
        around.author() or None,
        record or (None if action else say(resource.text, around.names) or None),
        action or None,
        _recorded(resource, when) or None,
        resource.resourceType,
        joined(one.words(around.names) for one in resource.identifier) or None,
        tokens(resource, stands, raw, people) or None,
        f"{own}, {place}",
    )


def tell_related(person: Person, raw: Raw, place: str, people: People) -> Row:
    """The row of a related person: who they are to the patient, without a date."""
    names = people.names(raw)
    name = person.words(names) or "a person without a name"
    patient = person.patient.words(names) if person.patient else ""
    kin = joined((one.words(names) for one in person.relationship), ", ")
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


def _record(resource: Resource, kind: Kind, stands: Standing, around: Around) -> str:
    names = around.names
    lead, what = _lead(resource, kind, names)
    value = resource.value(names)
    if value:
        between = " " if not what or value[0].isdigit() or value[0] in "<>" else ": "
        what = f"{what}{between}{value}".strip()
    rest = list(_status(resource, kind))
    skip = kind.silent | {lead}
    rest += _labelled(resource, TOLD, _told_order, names, skip)
    if "participant" in resource.model_fields_set or "actor" in resource.model_fields_set:
        rest += [f"With: {present}" for present in [around.present()] if present]
    if not what and not rest:
        return ""
    return _sentences([_opening(kind, stands, what), *rest])


def _lead(resource: Resource, kind: Kind, names: Names) -> tuple[str, str]:
    """What a resource is called by, and the element that says so."""
    given = resource.model_fields_set
    for name in kind.lead:
        if name in given:
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
    words = stands.told.format(name=name, low=name[0].lower() + name[1:], what=what)
    return words if what else words.removesuffix(" ").removesuffix(" no").rstrip(": ")


def _status(resource: Resource, kind: Kind) -> Iterator[str]:
    status = resource.status
    if status and (kind.shows_status or status not in UNREMARKABLE):
        yield f"Status: {status}"


def _labelled(
    resource: Resource,
    labels: dict[str, str],
    order: dict[str, int],
    names: Names,
    skip: Iterable[str],
) -> Iterator[str]:
    """What the other elements say, each with its label."""
    present = resource.model_fields_set & order.keys()
    present.difference_update(skip)
    for name in sorted(present, key=order.__getitem__):
        words = _element(resource, name, names)
        if words and words not in UNREMARKABLE:
            label = labels[name]
            yield f"{label}: {words}" if label else words


def _element(resource: Resource, name: str, names: Names) -> str:
    """One element in words."""
    value = getattr(resource, name)
    if name == "encounter_class":
        return joined(CLASSES.get(say(one, names), say(one, names)) for one in value)
    if name in ("section", "item"):
        return say(value, names, _line)
    if name == "abatementDateTime":
        return moment(value)
    if name == "hospitalization":
        return say(value.dischargeDisposition, names)
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


def _when(resource: Resource, kind: Kind) -> tuple[str, str, str]:
    """The element that dates a resource, its start and its end."""
    given = resource.model_fields_set
    for name in kind.when:
        if name in given:
            start, end = _span(resource, name)
            if start or end:
                return name, start, end
    return "", "", ""


def _span(resource: Resource, name: str) -> tuple[str, str]:
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


def _recorded(resource: Resource, when: str) -> str:
    given = resource.model_fields_set
    for name in RECORDED:
        if name in given and name != when:
            value = getattr(resource, name)
            if value:
                return moment(value)
    return ""
