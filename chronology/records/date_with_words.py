"""A date with words beside it that are no part of one: "Pregnancy, autumn 2019".

Whoever drew up the table wrote a stage of the case into its dates. The date that stands there is
read, as uncertain, and a note says which words were left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_APART = re.compile(r"\s*(?:[,;:()\[\]–—]|\s-\s)\s*")
_WORD = re.compile(r"[^\s.&/'’]+")
_STAGES = """
a and antenatal antenatally around background birth booking care childhood context death
    discharge during early family history home hospital in incident infancy involvement late later
    mid middle move moved moves neonatal newborn of parents period postnatal postnatally pre-birth
    pregnancy pregnant previous prior referral return review scoping second sibling siblings stage
    stay the third time timeline toddler trimester unborn wider"""
"""Words for a part of a case, which date nothing."""


def dates_beside_words(text: str) -> Iterator[tuple[str, str]]:
    """What may be a date in a text with other words, and those words; the longest first."""
    parts = [part for part in _APART.split(text) if part]
    for at, part in enumerate(parts if len(parts) > 1 else []):
        others = [*parts[:at], *parts[at + 1 :]]
        if all(map(_says_no_date, others)):
            yield part, ", ".join(others)
    words = text.split()
    for cut in range(1, len(words)):
        before, after = " ".join(words[:cut]), " ".join(words[cut:])
        if not _says_no_date(before):
            return
        yield after, before


def _says_no_date(text: str) -> bool:
    return all(word in _STAGES.split() for word in _WORD.findall(text.casefold()))
