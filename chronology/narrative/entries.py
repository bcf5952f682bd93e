"""What the files of a lexicon hold: concepts, cues, family words, classes; validated."""

from __future__ import annotations

from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from chronology.errors import PackUnusable
from chronology.tables import AGENCY_KINDS, ANYONE, WHO

Reach = Literal["list", "clause", "sentence", "next", "beside"]


class Entry(BaseModel):
    """What every part of a lexicon keeps to: frozen, and nothing unknown passes."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Ambiguous(Entry):
    """A word that means the concept only beside others, or only in some agencies' records."""

    term: str
    near: tuple[str, ...] = ()
    not_near: tuple[str, ...] = ()
    agency_kinds: tuple[str, ...] = ()
    opposite: bool = False
    reason: str


class Concept(Entry):
    """One concept: the words for it, the words against it, and whose it must be to count."""

    means: str
    source: str | None = None
    counts_for: tuple[str, ...]
    default_who: str
    terms: tuple[str, ...]
    statements: tuple[str, ...] = ()
    opposite: tuple[str, ...] = ()
    not_terms: tuple[str, ...] = ()
    not_near: tuple[str, ...] = ()
    ambiguous: tuple[Ambiguous, ...] = ()


class Cues(Entry):
    """Cues that change a status in one way."""

    status: Literal["negated", "historical", "hypothetical", "ended", "other_person"]
    direction: Literal["before", "after"]
    reach: Reach
    words: tuple[str, ...]
    acts_only: bool = False
    denial: bool = False
    opening: bool = False
    generic: bool = False
    why: str | None = None


class Context(Entry):
    """``cues.toml``."""

    source: str
    acts: tuple[str, ...]
    happens: tuple[str, ...]
    lasts: tuple[str, ...]
    standing: tuple[str, ...]
    past_by_nature: tuple[str, ...]
    given: tuple[str, ...]
    lacking: tuple[str, ...]
    generic: tuple[str, ...]
    happened: tuple[str, ...]
    general: tuple[str, ...]
    present: tuple[str, ...]
    cues: tuple[Cues, ...]
    pseudo: tuple[str, ...]
    terminators: tuple[str, ...]
    abbreviations: tuple[str, ...]
    commas: tuple[str, ...]
    conjunctions: tuple[str, ...]
    alternatives: tuple[str, ...]


class FamilyWords(Entry):
    """``who.toml``."""

    source: str
    who: dict[str, tuple[str, ...]]
    reports: tuple[str, ...]
    bears: tuple[str, ...]
    between: tuple[str, ...]
    other_children: tuple[str, ...]
    owners: tuple[str, ...]
    patients: tuple[str, ...]
    headed: tuple[str, ...]


class ConceptFile(Entry):
    """A file of concepts."""

    source: str
    classes: dict[str, tuple[str, ...]] = {}
    parts: dict[str, tuple[str, ...]] = {}
    concepts: dict[str, Concept] = Field(min_length=1)


class PartsFile(Entry):
    """``parts.toml``: the parts that statements of many concepts share."""

    source: str
    classes: dict[str, tuple[str, ...]] = {}
    parts: dict[str, tuple[str, ...]] = Field(min_length=1)


class OrdinaryWords(Entry):
    """``ordinary_words.toml``: words of everyday English that are near a word of the lexicon."""

    source: str
    not_misspelt: tuple[str, ...]


class Words(Entry):
    """``words.toml``: classes of words that phrases name, and words that are never misspelt."""

    source: str
    classes: dict[str, tuple[str, ...]]
    structure: tuple[str, ...]
    not_misspelt: tuple[str, ...]


Model = TypeVar("Model", bound=Entry)


def validated(model: type[Model], written: dict[str, Any], where: str) -> Model:
    try:
        return model.model_validate(written)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        place = " › ".join(map(str, first["loc"]))
        raise PackUnusable(
            where, f"{place}: {first['msg']}", "See the other lexicon files"
        ) from None


def check_concept(name: str, concept: Concept, where: str) -> None:
    """Raises ``PackUnusable`` where a term can't be searched for or means two things at once."""
    written = [*concept.terms, *concept.opposite, *(entry.term for entry in concept.ambiguous)]
    for term in (*written, *concept.not_terms):
        if term != term.lower() or term != " ".join(term.split()) or not term.strip("* "):
            raise PackUnusable(
                where, f"{name}: the term {term!r}", "Write terms in lower case with single spaces"
            )
        if term.startswith("…") or term.endswith("…"):
            raise PackUnusable(
                where, f"{name}: the term {term!r}", "'…' may only stand between two words"
            )
    both = set(concept.terms) & set(concept.opposite)
    if both:
        raise PackUnusable(
            where, f"{name}: {min(both)!r} is a term and its opposite", "Keep it in one of them"
        )
    nobody = {concept.default_who, *concept.counts_for} - {*WHO, ANYONE}
    if nobody:
        raise PackUnusable(
            where, f"{name}: nobody is called {min(nobody)!r}", f"Known: {', '.join(WHO)}"
        )
    for entry in concept.ambiguous:
        unknown = set(entry.agency_kinds) - set(AGENCY_KINDS)
        if unknown:
            raise PackUnusable(
                where, f"{name}: agency kind {min(unknown)!r}", f"Known: {', '.join(AGENCY_KINDS)}"
            )
