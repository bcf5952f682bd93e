"""The words that narratives are read by: concepts, cues and family words, as data.

The TOML files in ``lexicon/`` are validated when loaded and compiled into one table of *pieces*: a
surface that is searched for, what it is, and what it belongs to.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import resources
from typing import Any, Literal, TypeVar

import polars as pl
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from chronology.errors import PackUnusable
from chronology.narrative.fold import END_OF_TEXT, fold_word
from chronology.tables import AGENCY_KINDS

ELLIPSIS = " … "
"""In a term: up to :data:`GAP_WORDS` other words may stand here."""

GAP_WORDS = 4

CLOSED = (".", ",", ";", ")", f" {END_OF_TEXT}")
"""What follows a template heading's answer: "Bruising: no." but not "Bruising: no swelling"."""

Reach = Literal["list", "clause", "sentence", "next"]
Whose = Literal[
    "child",
    "mother",
    "father",
    "male_partner",
    "sibling",
    "wider_family",
    "professional",
    "unknown",
    "anyone",
]


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
    counts_for: tuple[Whose, ...]
    default_who: Whose
    terms: tuple[str, ...]
    opposite: tuple[str, ...] = ()
    not_terms: tuple[str, ...] = ()
    not_near: tuple[str, ...] = ()
    ambiguous: tuple[Ambiguous, ...] = ()


class Cues(Entry):
    """Cues that change a status in one way."""

    status: Literal["negated", "historical", "hypothetical"]
    direction: Literal["before", "after"]
    reach: Reach
    words: tuple[str, ...]
    acts_only: bool = False
    why: str | None = None


class Context(Entry):
    """``cues.toml``."""

    source: str
    acts: tuple[str, ...]
    cues: tuple[Cues, ...]
    pseudo: tuple[str, ...]
    terminators: tuple[str, ...]
    sentence_ends: tuple[str, ...]
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


class ConceptFile(Entry):
    """A file of concepts."""

    source: str
    concepts: dict[str, Concept] = Field(min_length=1)


PIECES = pl.Schema(
    {
        "surface": pl.String,  # what is searched for, lower case
        "kind": pl.String,  # term, opposite, void, gap_a, gap_b, cue, pseudo, who, report, …
        "concept": pl.String,
        "group": pl.String,  # the concept's file: lists of one group share a cue
        "entry": pl.String,  # the lexicon's entry as written
        "stem": pl.Boolean,  # any ending may follow
        "ambiguous": pl.Int32,  # its conditions, in Lexicon.conditions
        "status": pl.String,
        "direction": pl.String,
        "reach": pl.String,
        "who": pl.String,
        "act": pl.Boolean,  # of a term: something done; of a cue: it changes only those
    }
)


@dataclass(frozen=True)
class Lexicon:
    """Everything that narratives are read by."""

    concepts: dict[str, Concept]
    groups: dict[str, str]
    context: Context
    family: FamilyWords

    @cached_property
    def conditions(self) -> list[Ambiguous]:
        return [entry for concept in self.concepts.values() for entry in concept.ambiguous]

    @cached_property
    def _numbers(self) -> dict[int, int]:
        return {id(entry): number for number, entry in enumerate(self.conditions)}

    @cached_property
    def pieces(self) -> pl.DataFrame:
        """Every surface that is searched for and what it is; see :data:`PIECES`."""
        rows = [*self._term_pieces(), *self._cue_pieces(), *self._who_pieces()]
        for row in rows:
            row["surface"] = fold_word(row["surface"])
        frame = pl.DataFrame(rows, schema=PIECES, infer_schema_length=None)
        return frame.unique(maintain_order=True)

    @cached_property
    def never_near(self) -> dict[str, tuple[str, ...]]:
        """Per concept, words beside which none of its terms counts."""
        return {name: it.not_near for name, it in self.concepts.items() if it.not_near}

    @cached_property
    def concept_rules(self) -> pl.DataFrame:
        """One row a concept: whose it counts for, and whose it is when the text doesn't say."""
        return pl.DataFrame(
            [
                {"concept": name, "counts_for": list(it.counts_for), "default_who": it.default_who}
                for name, it in self.concepts.items()
            ],
            schema={
                "concept": pl.String,
                "counts_for": pl.List(pl.String),
                "default_who": pl.String,
            },
        )

    def _term_pieces(self) -> Iterator[dict[str, Any]]:
        for name, concept in self.concepts.items():
            for kind, terms in (
                ("term", concept.terms),
                ("opposite", concept.opposite),
                ("void", concept.not_terms),
            ):
                for term in terms:
                    yield from self._pieces_of(name, kind, term)
            for entry in concept.ambiguous:
                number = self._numbers[id(entry)]
                kind = "opposite" if entry.opposite else "term"
                for piece in self._pieces_of(name, kind, entry.term):
                    yield piece | {"ambiguous": number}

    def _pieces_of(self, concept: str, kind: str, term: str) -> Iterator[dict[str, Any]]:
        base = {
            "concept": concept,
            "group": self.groups[concept],
            "entry": term,
            "act": concept in self.context.acts,
        }
        parts = term.split(ELLIPSIS)
        kinds = [kind] if len(parts) == 1 else [f"{kind}_a", f"{kind}_b"]
        for part, part_kind in zip(parts, kinds, strict=True):
            stem = part.endswith("*")
            yield base | {"surface": part.removesuffix("*"), "kind": part_kind, "stem": stem}

    def _cue_pieces(self) -> Iterator[dict[str, Any]]:
        for cues in self.context.cues:
            for word in cues.words:
                for surface in _as_written(word):
                    yield {
                        "surface": surface,
                        "kind": "cue",
                        "entry": word,
                        "status": cues.status,
                        "direction": cues.direction,
                        "reach": cues.reach,
                        "act": cues.acts_only,
                    }
        words = {
            "pseudo": (*self.context.pseudo, *self.context.abbreviations),
            "break": self.context.terminators,
            "end": self.context.sentence_ends,
            "comma": self.context.commas,
            "and": self.context.conjunctions,
            "or": self.context.alternatives,
            "report": self.family.reports,
            "bear": self.family.bears,
        }
        for kind, surfaces in words.items():
            for surface in surfaces:
                yield {"surface": surface, "kind": kind, "entry": surface}

    def _who_pieces(self) -> Iterator[dict[str, Any]]:
        for who, words in self.family.who.items():
            for word in words:
                yield {"surface": word, "kind": "who", "entry": word, "who": who}


def _as_written(cue: str) -> list[str]:
    """A cue as it is searched for; the answer to a template's heading only where it ends there."""
    if cue[0] not in ":-=":
        return [cue]
    spaced = [cue] if cue[0] == ":" else [cue, f" {cue}"]
    return [begun + close for begun in spaced for close in CLOSED]


@lru_cache(maxsize=1)
def builtin_lexicon() -> Lexicon:
    """The lexicon that comes with chronology."""
    concepts: dict[str, Concept] = {}
    groups: dict[str, str] = {}
    context: Context | None = None
    family: FamilyWords | None = None
    folder = resources.files("chronology.narrative") / "lexicon"
    for file in sorted(folder.iterdir(), key=lambda item: item.name):
        if not file.name.endswith(".toml"):
            continue
        written = tomllib.loads(file.read_text(encoding="utf-8"))
        if file.name == "cues.toml":
            context = validated(Context, written, file.name)
        elif file.name == "who.toml":
            family = validated(FamilyWords, written, file.name)
        else:
            group = file.name.removesuffix(".toml")
            for name, concept in validated(ConceptFile, written, file.name).concepts.items():
                check_concept(name, concept, file.name)
                if name in concepts:
                    raise PackUnusable(file.name, f"{name} is defined twice", "Keep one of them")
                concepts[name], groups[name] = concept, group
    if context is None or family is None:
        raise PackUnusable(
            "lexicon", "cues.toml or who.toml is missing", "Install chronology again"
        )
    return Lexicon(concepts, groups, context, family)


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
        if term.count("…") > 1 or ("…" in term and len(term.split(ELLIPSIS)) != 2):
            raise PackUnusable(
                where, f"{name}: the term {term!r}", "One ' … ' between two words is allowed"
            )
    both = set(concept.terms) & set(concept.opposite)
    if both:
        raise PackUnusable(
            where, f"{name}: {min(both)!r} is a term and its opposite", "Keep it in one of them"
        )
    for entry in concept.ambiguous:
        unknown = set(entry.agency_kinds) - set(AGENCY_KINDS)
        if unknown:
            raise PackUnusable(
                where, f"{name}: agency kind {min(unknown)!r}", f"Known: {', '.join(AGENCY_KINDS)}"
            )
