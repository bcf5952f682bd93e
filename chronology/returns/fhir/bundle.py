"""FHIR R4 in JSON: a bundle of any kind, a single resource, or a resource on every line (NDJSON).

Every entry that tells of something is a row. People, places and definitions are read for names
and told in a note; what is about payment or record keeping, and what isn't FHIR, is rejected.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pydantic import ValidationError

from chronology.returns.csv import decode
from chronology.returns.examination import SEND_AGAIN, Format
from chronology.returns.fhir.kinds import NO_EVENTS, RELATED_PERSON, SUPPORTING
from chronology.returns.fhir.models import MODELS, Person, Resource
from chronology.returns.fhir.people import People, Raw
from chronology.returns.fhir.telling import HEADINGS, Row, tell, tell_related
from chronology.returns.grid import Contents, Grid, were
from chronology.returns.limits import Limits
from chronology.returns.rows import CellValue, Refused, Rejection

DEEPEST = 20
"""How deep a bundle may lie within bundles."""

MOST_REJECTED = 100_000
"""A file with more entries that can't be used isn't a return."""

TYPE_NAME = re.compile(r"[A-Z][A-Za-z]{1,59}")
ASK_SUPPLIER = (
    "Ask the supplier of the system for an export in FHIR R4; the other entries were read"
)
KEPT_OUT = "Nothing needs to be done, unless a chronology should say it: then add a row of its own"

_UNSOUND = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class Entry(NamedTuple):
    """A resource, where it stands, and the address that its entry gives."""

    place: str
    resource: Any
    address: object = None
    contained: bool = False


@dataclass
class Reading:
    """What becomes of a file's entries."""

    limits: Limits
    people: People = field(default_factory=People)
    entries: list[Entry] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    rejected: list[Rejection] = field(default_factory=list)
    supporting: Counter[str] = field(default_factory=Counter)

    def reject(self, place: str, column: str | None, seen: str, why: str, hint: str) -> None:
        """Tell of an entry that can't be used."""
        if len(self.rejected) >= MOST_REJECTED:
            raise Refused(f"more than {MOST_REJECTED:,} of its entries can't be used", ASK_SUPPLIER)
        self.rejected.append(
            {"place": place, "column": column, "seen": seen, "why": why, "hint": hint}
        )


def read(data: bytes, found: Format, limits: Limits) -> Contents:
    """The entries of a FHIR file as one sheet. Raises ``Refused``."""
    text, notes = _text(data)
    reading = Reading(limits)
    try:
        for place, document in _documents(text, reading):
            _gather(reading, place, document)
        for entry in reading.entries:
            _read_entry(reading, entry)
    except RecursionError:
        raise Refused("its parts lie too deep within each other", ASK_SUPPLIER) from None
    if "\\u" in text:  # JSON can hold such characters in no other way
        reading.rows = [tuple(map(_sound, row)) for row in reading.rows]
    columns: list[Sequence[CellValue]] = list(zip(HEADINGS, *reading.rows, strict=True))
    grid = Grid(None, False, 1, columns)
    return Contents(found, [grid], notes + _notes(reading), reading.rejected)


def _text(data: bytes) -> tuple[str, list[str]]:
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        return decode(data)


def _sound(cell: str | None) -> str | None:
    """A cell without characters that no table can hold."""
    return _UNSOUND.sub("\ufffd", cell) if cell and _UNSOUND.search(cell) else cell


# ------------------------------------------------------------------------------- entries


def _documents(text: str, reading: Reading) -> Iterator[tuple[str, Any]]:
    """The JSON values of a file, each with its place: one, or one on every line."""
    try:
        yield "", _json(text)
        return
    except json.JSONDecodeError as error:
        if error.msg != "Extra data":
            raise Refused(
                f"it is no complete JSON: it breaks off or goes wrong in line {error.lineno:,}",
                SEND_AGAIN,
            ) from None
    for number, line in enumerate(text.split("\n"), start=1):
        if not line or line.isspace():
            continue
        try:
            yield f"line {number}", _json(line)
        except json.JSONDecodeError:
            reading.reject(
                f"line {number}",
                None,
                "text that is no JSON",
                "each line must hold a resource",
                SEND_AGAIN,
            )


def _json(text: str) -> Any:
    """A JSON value; numbers that JSON doesn't have, or of thousands of digits, are text."""
    try:
        return json.loads(text, parse_constant=str)
    except json.JSONDecodeError:
        raise
    except ValueError:
        return json.loads(text, parse_constant=str, parse_int=_whole)


def _whole(digits: str) -> int | str:
    return int(digits) if len(digits) < 20 else digits


def _gather(reading: Reading, place: str, document: Any) -> None:
    """Take in every resource of a JSON value."""
    if isinstance(document, list):
        for number, one in enumerate(document, start=1):
            _take(reading, Entry(_below(place, number), one), 0)
    elif _is_bundle(document):
        _take_bundle(reading, place, document, 0)
    else:
        _take(reading, Entry(place or "entry 1", document), 0)


def _is_bundle(resource: Any) -> bool:
    return isinstance(resource, dict) and resource.get("resourceType") == "Bundle"


def _below(place: str, number: int) -> str:
    if not place:
        return f"entry {number}"
    return f"{place}.{number}" if "entry" in place else f"{place}, entry {number}"


def _take_bundle(reading: Reading, place: str, bundle: Raw, depth: int) -> None:
    entries = bundle.get("entry", [])
    if not isinstance(entries, list) or depth > DEEPEST:
        too_deep = "bundles lie too deep within each other" if depth > DEEPEST else None
        why = too_deep or "Bundle.entry must be a list"
        where = f"{place} (Bundle)" if place else "the bundle"
        reading.reject(where, "Bundle.entry", json_kind(entries), why, ASK_SUPPLIER)
        return
    for number, one in enumerate(entries, start=1):
        where = _below(place, number)
        if isinstance(one, dict):
            _take(reading, Entry(where, one.get("resource"), one.get("fullUrl")), depth + 1)
        else:
            why = "each entry of a bundle must be an object"
            reading.reject(where, "Bundle.entry", json_kind(one), why, ASK_SUPPLIER)


def _take(reading: Reading, entry: Entry, depth: int) -> None:
    """Take in one resource: those of a bundle or of parameters one by one."""
    resource, place = entry.resource, entry.place
    if not isinstance(resource, dict):
        why = "the entry holds no resource" if resource is None else "a resource must be an object"
        reading.reject(place, "resource", json_kind(resource), why, ASK_SUPPLIER)
        return
    kind = resource.get("resourceType")
    if not isinstance(kind, str) or not TYPE_NAME.fullmatch(kind):
        seen = json_kind(kind) if "resourceType" in resource else "an object without resourceType"
        why = "resourceType must say what kind of resource it is"
        reading.reject(place, "resourceType", seen, why, ASK_SUPPLIER)
        return
    if kind == "Bundle":
        _take_bundle(reading, place, resource, depth)
        return
    reading.people.add(resource, entry.address)
    reading.entries.append(entry)
    if kind == "Parameters":
        for number, inner in enumerate(_parameters(resource), start=1):
            _take(reading, Entry(_below(place, number), inner), depth)
    _take_contained(reading, place, resource)


def _parameters(resource: Raw) -> list[Any]:
    given = resource.get("parameter")
    parts = [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []
    return [one["resource"] for one in parts if "resource" in one]


def _take_contained(reading: Reading, place: str, resource: Raw) -> None:
    """What lies within a resource and tells of something is an entry too."""
    inside = resource.get("contained")
    for number, one in enumerate(inside if isinstance(inside, list) else (), start=1):
        kind = one.get("resourceType") if isinstance(one, dict) else None
        if not isinstance(kind, str) or not TYPE_NAME.fullmatch(kind):
            continue
        if kind not in SUPPORTING and kind not in NO_EVENTS:
            reading.entries.append(Entry(f"{place}, contained {number}", one, contained=True))


# ---------------------------------------------------------------------------- one by one


def _read_entry(reading: Reading, entry: Entry) -> None:
    """One resource as a row, a rejection, or one more of those that hold names."""
    raw = entry.resource
    kind: str = raw["resourceType"]
    if kind in SUPPORTING and kind != RELATED_PERSON:
        reading.supporting[kind] += 1
        return
    if kind in NO_EVENTS:
        reading.reject(f"{entry.place} ({kind})", None, f"a {kind}", NO_EVENTS[kind], KEPT_OUT)
        return
    try:
        if kind == RELATED_PERSON:
            row = tell_related(Person.model_validate(raw), raw, entry.place, reading.people)
        else:
            model = MODELS.get(kind, Resource)
            row = tell(model.model_validate(raw), raw, entry.place, reading.people)
    except ValidationError as error:
        _reject_invalid(reading, entry, error)
        return
    if not (row[5] or row[6]):
        if entry.contained:
            return
        why = "nothing says what happened"
        hint = "Ask for an export with the texts of the records"
        seen = "neither a code, a text nor a value"
        reading.reject(f"{entry.place} ({kind})", None, seen, why, hint)
        return
    reading.rows.append(row)
    if len(reading.rows) * len(HEADINGS) > reading.limits.cells:
        raise Refused(f"it has more than {len(reading.rows):,} entries", "Send it in several parts")


EXPECTED = {
    "string_type": "text",
    "bool_type": "true or false",
    "finite_number": "a number",
    "float_type": "a number",
    "int_type": "a number",
    "model_type": "an object",
}


def _reject_invalid(reading: Reading, entry: Entry, error: ValidationError) -> None:
    kind = entry.resource["resourceType"]
    first = error.errors(include_url=False, include_context=False)[0]
    path = kind
    for part in first["loc"]:
        if part != "object":
            path += f"[{part}]" if isinstance(part, int) else f".{part}"
    expected = EXPECTED.get(first["type"], "what FHIR has there")
    reading.reject(
        f"{entry.place} ({kind})",
        path,
        json_kind(first["input"]),
        f"{path} must be {expected}",
        ASK_SUPPLIER,
    )


def json_kind(value: Any) -> str:
    """What kind of JSON value it is, never which."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, str):
        return "text"
    if isinstance(value, int | float):
        return "a number"
    return "a list" if isinstance(value, list | tuple) else "an object"


# --------------------------------------------------------------------------------- notes


def _notes(reading: Reading) -> list[str]:
    notes = []
    if reading.supporting:
        kinds = ", ".join(f"{kind} {count:,}" for kind, count in reading.supporting.most_common())
        total = reading.supporting.total()
        told = "1 entry describes" if total == 1 else f"{total:,} entries describe"
        notes.append(
            f"{told} people, places and definitions ({kinds}): used for names, not read as events"
        )
    timed = [row[0] for row in reading.rows if row[0] and ":" in row[0]]
    if timed:
        utc = sum(when.endswith("Z") for when in timed)
        behind = f"; {utc:,} of them in UTC, an hour behind in a British summer" if utc else ""
        notes.append(f"times are as the file has them ({were(len(timed), 'time')} read){behind}")
    return notes
