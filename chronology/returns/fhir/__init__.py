"""FHIR R4 in JSON: resources to rows, their codes beside them."""

from chronology.returns.fhir.bundle import read
from chronology.returns.fhir.telling import HEADINGS

__all__ = ["HEADINGS", "read"]
