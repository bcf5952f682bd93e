"""FHIR resources for the tests, and what is read of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from chronology.returns import Limits
from chronology.returns.fhir import HEADINGS, read
from chronology.returns.grid import Contents

KIT = {
    "resourceType": "Patient",
    "id": "kit",
    "name": [{"use": "old", "text": "Baby Example"}, {"given": ["Kit"], "family": "Example"}],
}
BELL = {"resourceType": "Practitioner", "id": "bell", "name": [{"text": "Dr Bell"}]}
SURGERY = {"resourceType": "Organization", "id": "fell", "name": "Fellside Surgery"}
SNOMED = "http://snomed.info/sct"
LOINC = "http://loinc.org"


def bundle(*resources: Any, kind: str = "collection") -> dict[str, Any]:
    """A bundle of resources."""
    entries = [{"resource": one} for one in resources]
    return {"resourceType": "Bundle", "type": kind, "entry": entries}


def contents(document: Any) -> Contents:
    """What is read of a JSON value, in this process."""
    return read(json.dumps(document).encode(), "fhir", Limits())


def rows(document: Any) -> list[dict[str, Any]]:
    """The rows by heading, without empty cells."""
    (grid,) = contents(document).grids
    heads, *below = zip(*grid.columns, strict=True)
    assert heads == HEADINGS
    return [
        {head: cell for head, cell in zip(heads, row, strict=True) if cell is not None}
        for row in below
    ]


def row(resource: Mapping[str, Any], *others: Any) -> dict[str, Any]:
    """The row of one resource in a bundle with those it refers to."""
    (first, *_) = rows(bundle(resource, *others))
    return first


def concept(code: str, display: str, system: str = SNOMED) -> dict[str, Any]:
    """A CodeableConcept with one code."""
    return {"coding": [{"system": system, "code": code, "display": display}]}


def flag(text: str = "x") -> dict[str, Any]:
    """A resource that tells of something, and of little."""
    return {"resourceType": "Flag", "code": {"text": text}}
