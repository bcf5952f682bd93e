"""What one heading means: the list of them in ``columns.toml``, and how one is compared with it.

A heading is compared by its words alone. A slip of the pen is forgiven where just one column comes
close. What ``[columns]`` in ``case.toml`` says goes before all of it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from chronology.errors import CaseProblem, PackUnusable

COLUMNS: dict[str, str] = {
    "date": "when it happened",
    "time": "at what time",
    "end_date": "when it ended",
    "agency": "whose record it is",
    "source": "where it is written down",
    "who": "who was there or whom it is about",
    "author": "who wrote it",
    "record": "what happened",
    "action": "what was done or decided",
    "comment": "what the agency says of it afterwards",
    "recorded_on": "when it was written down",
    "event_type": "the kind of event, as the agency codes it",
    "reference": "the agency's own reference",
    "shared_with": "whom the agency told",
    "child_seen": "whether the child was seen",
    "codes": "codes of a clinical system, such as SNOMED or FHIR",
    "deleted": "words that a tracked change strikes out",
    "other": "what stands under headings that are not known, each with its heading",
    "earliest": "the first day on which it can have happened, in a chronology exported from here",
    "latest": "the last day on which it can have happened, likewise",
    "precision": "how finely the date was written, likewise",
    "date_note": "how the date was read, likewise",
    "agency_kind": "what kind of agency it is, likewise",
    "agency_kinds": "every kind of agency that was named, likewise",
    "sequence": "the entry's place in the return it came in, likewise",
    "first_file": "the file it came in, likewise",
    "first_place": "sheet and row in that file, likewise",
}
"""The columns that are understood, and what they mean."""

EXPORT_ONLY = (
    "earliest",
    "latest",
    "precision",
    "date_note",
    "agency_kind",
    "agency_kinds",
    "sequence",
    "first_file",
    "first_place",
)
"""The columns that only a chronology exported from here has; in other returns they are not used."""

UNUSED = "unused"
"""What ``[columns]`` maps a heading to that must not be used."""

PROSE = ("record", "action", "comment", "child_seen")
"""Where several headings mean one of these, each part keeps its heading: "Examination: …"."""

SURE_IN_PART = ("date", "record", "action", "comment")
"""What the first part of a heading may decide, where the second isn't known: "Date / week"."""

How = Literal["given", "exact", "fuzzy", "unused"]


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """One column of a sheet: its place from 0, its heading, what it means, and how that was found.

    A heading that stands there twice is told apart: the second is ``"Notes (2)"``.
    """

    index: int
    heading: str
    column: str | None
    how: How


LIST = Path(__file__).with_name("columns.toml")
FUZZY_LETTERS = 6
FUZZY_SCORE = 90.0


class _Entry(BaseModel):
    """Some headings that mean one column, and where they come from."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    column: str
    source: str
    names: tuple[str, ...]


class _List(BaseModel):
    """The whole of ``columns.toml``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sources: dict[str, str]
    headings: tuple[_Entry, ...]


@cache
def known_headings(path: Path = LIST) -> dict[str, str]:
    """Every heading that is known, in plain words, and the column it means.

    Raises ``PackUnusable`` where the list isn't as it must be.
    """
    try:
        listed = _List.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise PackUnusable(
            path.name, f"it can't be used ({error})", "Compare it with the one that came with this"
        ) from None
    known: dict[str, str] = {}
    for entry in listed.headings:
        where = f"{path.name} › {entry.column}"
        if entry.column not in COLUMNS:
            raise PackUnusable(where, "there is no such column", f"Known: {', '.join(COLUMNS)}")
        if entry.source not in listed.sources:
            raise PackUnusable(where, f"the source {entry.source!r} isn't listed", "List it")
        for name in entry.names:
            if known.setdefault(plain(name), entry.column) != entry.column:
                raise PackUnusable(
                    where, f"{name!r} stands under another column too", "Keep one of them"
                )
    return known


BRACKETS = re.compile(r"[(\[{][^)\]}]*[)\]}]")
NUMBERING = re.compile(r"^(?:\d{1,2}|[A-Za-z])[.)]\s+")
APOSTROPHES = re.compile(r"['’‘`´]")
NO_WORD = re.compile(r"[\W_]+")
BREAKS = re.compile(r"\s*(?:[\r\n:?.]|\s[-–—]\s)")
ALTERNATIVES = re.compile(r"\s*(?:[/&+,]|\band\b|\bor\b)\s*")


def plain(heading: str) -> str:
    """The words of a heading: no case, punctuation or numbering."""
    words = APOSTROPHES.sub("", NUMBERING.sub("", heading.strip()).casefold().replace("&", " and "))
    return NO_WORD.sub(" ", words).strip() or ("#" if "#" in heading else "")


def _readings(heading: str) -> Iterator[str]:
    """What may be meant by a heading: all of it, then without brackets, then its beginning."""
    yield plain(heading)
    bare = BRACKETS.sub(" ", heading)
    yield plain(bare)
    yield plain(BREAKS.split(heading.strip(), maxsplit=1)[0])
    yield plain(BREAKS.split(bare.strip(), maxsplit=1)[0])


def meaning(heading: str, wanted: Mapping[str, str]) -> tuple[str | None, How]:
    """The column that a heading means, and how that was found.

    ``wanted`` has headings in plain words, and the columns that the case file says they mean.
    """
    readings = [reading for reading in _readings(heading) if reading]
    known = known_headings()
    for reading in readings:
        if reading in wanted:
            column = wanted[reading]
            return (None if column == UNUSED else column), "given"
    for reading in readings:
        if reading in known:
            return known[reading], "exact"
    for text in (heading, BRACKETS.sub(" ", heading)):
        parts = ALTERNATIVES.split(text.casefold())
        common = _common(parts, known)
        if common:
            return common, "exact"
        first = known.get(plain(parts[0])) if len(parts) > 1 else None
        if first in SURE_IN_PART:
            return first, "fuzzy"
        if {known.get(plain(part)) for part in parts} == {"date", None} and len(parts) == 2:
            return "date", "fuzzy"  # "Age / date"
    return _closest(readings[1:2] or readings[:1], known)


def _common(parts: Sequence[str], known: Mapping[str, str]) -> str | None:
    """What all parts of a heading such as "Event / Contact" mean; of narratives, the first kind."""
    meant = {known.get(plain(part)) for part in parts if plain(part)}
    if len(meant) == 1:
        return meant.pop()
    if meant and meant <= set(PROSE[:3]):
        return next(column for column in PROSE if column in meant)
    return None


def _closest(readings: Sequence[str], known: Mapping[str, str]) -> tuple[str | None, How]:
    """The one column whose headings come close to a misspelt one."""
    if not readings or sum(letter.isalpha() for letter in readings[0]) < FUZZY_LETTERS:
        return None, "unused"
    from rapidfuzz import fuzz, process

    found = process.extract(
        readings[0], list(known), scorer=fuzz.ratio, score_cutoff=FUZZY_SCORE, limit=20
    )
    best = max((score for _, score, _ in found), default=0.0)
    columns = {
        known[name]
        for name, score, _ in found
        if score == best and name[0] == readings[0][0]  # a slip seldom hits the first letter
    }
    return (columns.pop(), "fuzzy") if len(columns) == 1 else (None, "unused")


def given_columns(given: Mapping[str, str]) -> dict[str, str]:
    """``[columns]`` of ``case.toml`` with its headings in plain words. Raises ``CaseProblem``."""
    for heading, column in given.items():
        if column not in COLUMNS and column != UNUSED:
            raise CaseProblem(
                f"case.toml › columns › {heading}",
                f"there is no column {column!r}",
                f"Known: {', '.join(COLUMNS)}; or {UNUSED}",
            )
    return {plain(heading): column for heading, column in given.items()}
