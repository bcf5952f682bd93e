"""A whole rule of each kind to start from: it passes its own examples, and says what to change."""

from __future__ import annotations

from importlib import resources

from chronology.own_rules.form import FORMS

KINDS = tuple(FORMS)


def starter(kind: str) -> str:
    """The commented text of a rule of this kind."""
    place = resources.files("chronology.own_rules") / "starters" / f"{kind}.toml"
    return place.read_text(encoding="utf-8")
