"""How a resource stands to what it tells: it is so, was withdrawn, is only planned, and so on.

A FHIR resource that names a bruise may say that it was ruled out. Its standing goes into the words
of the record, in a way that their reader understands, and behind its codes as a mark.
"""

from __future__ import annotations

from dataclasses import dataclass

from chronology.returns.fhir.elements import Concept
from chronology.returns.fhir.models import Common
from chronology.returns.fhir.tables import Kind


@dataclass(frozen=True, slots=True)
class Standing:
    """A mark for codes, and the sentence that opens the record: ``{name}`` (``{low}`` without its
    capital) and ``{what}``; ``alone`` where there is no more than a name."""

    mark: str | None
    told: str = "{name}: {what}"
    alone: str = "{name}"


PLAIN = Standing(None)
WITHDRAWN = Standing(
    "entered-in-error",
    "Not valid, entered in error: {low}: {what}",
    "Not valid, entered in error: {low}",
)
REFUTED = Standing("refuted", "{name} ruled out: {what}", "{name} ruled out")
NOT_DONE = Standing("not-done", "{name} not done: no {what}", "{name} not done")
SUSPECTED = Standing("suspected", "{name}: suspected {what}")
PLANNED = Standing("planned", "Planned {low}: {what}", "Planned {low}")
CANCELLED = Standing("cancelled")
REQUESTED = Standing("requested", "{name} for {what}")
PAST = Standing("past", "Previous {low}: {what}", "Previous {low}")
ABSENT = Standing("absent")

NOT_SO = frozenset(("not-done", "not-taken", "not-given"))
DOUBTED = frozenset(("provisional", "differential", "unconfirmed"))
OVER = frozenset(("resolved", "inactive", "remission"))
STATED = {
    "entered-in-error": WITHDRAWN,
    **dict.fromkeys(NOT_SO, NOT_DONE),
    **dict.fromkeys(("draft", "proposed", "planned", "preparation", "waitlist"), PLANNED),
    **dict.fromkeys(("cancelled", "revoked", "rejected", "abandoned"), CANCELLED),
}
"""What a status says by itself, whatever the kind of resource."""

BOOKED = frozenset(("pending", "booked"))
MISSED = frozenset(("noshow", "cancelled"))
TASK_DONE = frozenset(("completed", "in-progress"))


def standing(resource: Common, kind: Kind, held: bool) -> Standing:
    """How a resource stands to what it tells.

    ``held`` says that its date is one on which the thing was so: then what has become of it
    since, such as a bruise that has healed, doesn't matter to the entry.
    """
    verified = word(resource.verificationStatus)
    if verified == "entered-in-error" or resource.status == "entered-in-error":
        return WITHDRAWN
    if verified == "refuted":
        return REFUTED
    if resource.doNotPerform or resource.notGiven:
        return NOT_DONE
    if verified in DOUBTED or resource.actuality == "potential":
        return SUSPECTED
    if resource.status in STATED and resource.resourceType != "Appointment":
        return STATED[resource.status]
    if resource.intent in kind.aims or resource.resourceType == "Goal":
        return PLANNED
    if not held and (word(resource.clinicalStatus) in OVER or resource.status in OVER):
        return PAST
    return _of_kind(resource, kind)


def _of_kind(resource: Common, kind: Kind) -> Standing:
    status = resource.status
    if kind.request or (resource.resourceType == "Task" and status not in TASK_DONE):
        return REQUESTED
    if resource.resourceType == "Appointment":
        if status in STATED and status not in MISSED:
            return PLANNED
        return PLANNED if status in BOOKED else (CANCELLED if status in MISSED else PLAIN)
    return ABSENT if resource.dataAbsentReason is not None else PLAIN


def word(status: str | Concept | None) -> str | None:
    """A status that is a code here and a concept there, as the code's word."""
    if status is None or isinstance(status, str):
        return status
    return next((coding.code for coding in status.codings if coding.code), None)
