"""Which elements a resource has of those that matter, worked out once for all that have the same.

A file holds thousands of resources in a handful of shapes: looking a hundred elements up in each
of them would take longer than telling what they say.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from chronology.returns.fhir.models import Common
from chronology.returns.fhir.tables import (
    CODED,
    DONE,
    PARTS,
    REASONS,
    RECORDED,
    TOLD,
    WHO,
    Kind,
    kind_of,
)

SHAPES_KEPT = 4096


@dataclass(frozen=True, slots=True)
class Shape:
    """The elements that resources of one kind and shape have, each list in its order."""

    kind: Kind
    lead: tuple[str, ...]
    when: tuple[str, ...]
    recorded: tuple[str, ...]
    who: tuple[str, ...]
    author: tuple[str, ...]
    agency: tuple[str, ...]
    present: tuple[str, ...]
    told: tuple[str, ...]
    done: tuple[str, ...]
    coded: tuple[str, ...]
    parts: tuple[str, ...]
    reasons: tuple[str, ...]
    has: frozenset[str]


def shape_of(resource: Common) -> Shape:
    """The shape of a resource."""
    return _shape(resource.resourceType, frozenset(resource.model_fields_set))


@lru_cache(maxsize=SHAPES_KEPT)
def _shape(resource_type: str, has: frozenset[str]) -> Shape:
    kind = kind_of(resource_type)

    def among(names: Iterable[str]) -> tuple[str, ...]:
        return tuple(name for name in names if name in has)

    return Shape(
        kind=kind,
        lead=among(kind.lead),
        when=among(kind.when),
        recorded=among(RECORDED),
        who=among(WHO),
        author=among(kind.author),
        agency=among(kind.agency),
        present=among(("participant", "actor")),
        told=among(name for name in TOLD if name not in kind.silent),
        done=among(DONE),
        coded=among(CODED),
        parts=among(PARTS),
        reasons=among(REASONS),
        has=has,
    )
