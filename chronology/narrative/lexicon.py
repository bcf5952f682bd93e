"""The words that narratives are read by: concepts, cues and family words, as data.

The TOML files in ``lexicon/`` are validated when loaded and compiled into one net of phrases, each
with the *piece* that it is: a term of a concept, a cue, a word for a person.
"""

from __future__ import annotations

import gc
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from importlib import resources

from chronology.errors import PackUnusable
from chronology.narrative.entries import (
    Ambiguous,
    Concept,
    ConceptFile,
    Context,
    FamilyWords,
    OrdinaryWords,
    PartsFile,
    Words,
    check_concept,
    validated,
)
from chronology.narrative.patterns import CLASS, Phrases, elements, spellings
from chronology.narrative.statements import PART, Statement, read_statement

NUMBER_CLASSES = ("<number>", "<teen>", "<year>", "<ordinal>")
"""Classes that figures are in by what they are."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What a phrase stands for.

    ``kind`` is ``term``, ``opposite``, ``void`` (no term of its concept), ``part`` (of a
    statement; ``concept`` is its name), ``cue``, ``pseudo``,
    ``who``, ``report``, ``bear``, ``break``, ``comma``, ``and``, ``or``, ``near`` (a word that a
    condition asks for) or ``known``.
    """

    kind: str
    entry: str
    concept: str = ""
    group: str = ""
    condition: int | None = None
    status: str = ""
    direction: str = ""
    reach: str = ""
    who: str = ""
    act: bool = False
    denial: bool = False
    opening: bool = False
    generic: bool = False
    by_parts: bool = False


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Everything that narratives are read by."""

    concepts: dict[str, Concept]
    groups: dict[str, str]
    context: Context
    family: FamilyWords
    words: Words
    parts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The phrases of each part that statements are made of."""
    jargon: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Local short forms, each with the words that it stands for."""
    ignored: tuple[str, ...] = ()
    """Local phrases that say nothing, whatever words they hold."""

    def with_words(self, words: Words) -> Lexicon:
        """The same lexicon with other classes and words."""
        return replace(self, words=words)

    @cached_property
    def conditions(self) -> list[Ambiguous]:
        """Every condition under which a word means its concept; pieces name them by number."""
        return [entry for concept in self.concepts.values() for entry in concept.ambiguous]

    @cached_property
    def statements(self) -> dict[str, list[tuple[Statement, Piece]]]:
        """What concepts say by parts, under the first part of each, with the piece that it is."""
        by_part: dict[str, list[tuple[Statement, Piece]]] = {}
        for name, concept in self.concepts.items():
            act = name in self.context.acts
            for written in concept.statements:
                statement = read_statement(written, self.parts, name)
                piece = Piece("term", written, name, self.groups[name], act=act, by_parts=True)
                by_part.setdefault(statement.parts[0], []).append((statement, piece))
        return by_part

    @cached_property
    def never_near(self) -> dict[str, tuple[str, ...]]:
        """Per concept, words beside which none of its terms counts."""
        return {name: it.not_near for name, it in self.concepts.items() if it.not_near}

    @cached_property
    def kinded(self) -> frozenset[str]:
        """The keys of words that mean different things to different kinds of agency."""
        return frozenset(
            key
            for entry in self.conditions
            if entry.agency_kinds
            for spelling in spellings(entry.term)
            for key in elements(spelling)
        )

    @cached_property
    def phrases(self) -> Phrases:
        """Every phrase that is looked for, as one net. Raises ``PackUnusable`` for an unknown
        class."""
        gc.disable()  # a hundred thousand parts that all stay: looking for waste doubles the time
        try:
            return self._net()
        finally:
            gc.enable()

    def _net(self) -> Phrases:
        net = Phrases()
        several = {
            f"<{name}>": [one for one in self._members(members) if len(elements(one)) > 1]
            for name, members in self.words.classes.items()
        }
        for phrase, piece in self._pieces():
            for name in CLASS.findall(phrase):
                if name not in several and name not in NUMBER_CLASSES:
                    raise PackUnusable("lexicon", f"{phrase!r}: no class {name}", "Define it first")
            net.add(phrase, piece, several)
        return net

    def _members(self, members: Iterable[str]) -> Iterator[str]:
        """The spellings of a class's members, and of those of a class that it holds."""
        for member in members:
            inner = self.words.classes.get(member[1:-1]) if CLASS.fullmatch(member) else None
            yield from spellings(member) if inner is None else self._members(inner)

    @cached_property
    def surfaces(self) -> list[str]:
        """The words and phrases that are looked for, as they are written in the lexicon."""
        return sorted({phrase for phrase, _ in self._pieces()})

    @cached_property
    def class_of(self) -> dict[str, tuple[str, ...]]:
        """For each word (``bruis*`` with any ending), the classes that it is in."""
        found: dict[str, list[str]] = {}
        for name, members in self.words.classes.items():
            for one in (one for member in members for one in spellings(member)):
                if len(elements(one)) == 1:
                    found.setdefault(elements(one)[0], []).append(f"<{name}>")
        return {word: tuple(names) for word, names in found.items()}

    def _pieces(self) -> Iterator[tuple[str, Piece]]:
        yield from self._term_pieces()
        yield from self._cue_pieces()
        for name, phrases in self.parts.items():
            for phrase in phrases:
                yield phrase, Piece(PART, phrase, name)
        for who, words in self.family.who.items():
            for word in words:
                yield word, Piece("who", word, who=who)
        for word in (
            *self.words.structure,
            *self.context.generic,
            *self.context.happened,
            *self.context.general,
            *self.context.present,
        ):
            yield word, Piece("known", word)
        for phrase in self.ignored:
            yield phrase, Piece("void", phrase)

    def _term_pieces(self) -> Iterator[tuple[str, Piece]]:
        numbers = {id(entry): number for number, entry in enumerate(self.conditions)}
        near: set[str] = set()
        for name, concept in self.concepts.items():
            group, act = self.groups[name], name in self.context.acts
            either = _of_either if concept.default_who in ("child", "sibling") else str
            for kind, terms in (
                ("term", concept.terms),
                ("opposite", concept.opposite),
                ("void", concept.not_terms),
            ):
                for term in terms:
                    yield either(term), Piece(kind, term, name, group, act=act)
            for entry in concept.ambiguous:
                kind = "opposite" if entry.opposite else "term"
                number = numbers[id(entry)]
                yield either(entry.term), Piece(kind, entry.term, name, group, number, act=act)
                near.update(entry.near, entry.not_near)
            near.update(concept.not_near)
        for phrase in sorted(near):
            yield phrase, Piece("near", phrase)

    def _cue_pieces(self) -> Iterator[tuple[str, Piece]]:
        for cues in self.context.cues:
            for word in cues.words:
                piece = Piece(
                    "cue",
                    word,
                    status=cues.status,
                    direction=cues.direction,
                    reach=cues.reach,
                    act=cues.acts_only,
                    denial=cues.denial,
                    opening=cues.opening,
                    generic=cues.generic,
                )
                yield _as_written(word), piece
        words = {
            "pseudo": self.context.pseudo,
            "break": self.context.terminators,
            "comma": self.context.commas,
            "and": self.context.conjunctions,
            "or": self.context.alternatives,
            "report": self.family.reports,
            "bear": self.family.bears,
        }
        for kind, surfaces in words.items():
            for surface in surfaces:
                yield surface, Piece(kind, surface)


def _of_either(term: str) -> str:
    """A phrase about a child, whether a boy or a girl."""
    return _HIS.sub("<his_or_her>", _HE.sub("<he_or_she>", term))


_HE = re.compile(r"(?<!<)\b(?:he|she)\b(?!>)")
_HIS = re.compile(r"(?<!<)\b(?:his|her|him)\b(?!>)")


def _as_written(cue: str) -> str:
    """A cue as it is searched for; the answer to a template's heading only where it ends there."""
    return f"{cue} <close>" if cue[0] in ":-=" else cue


@lru_cache(maxsize=1)
def builtin_lexicon() -> Lexicon:
    """The lexicon that comes with chronology."""
    concepts: dict[str, Concept] = {}
    groups: dict[str, str] = {}
    context: Context | None = None
    family: FamilyWords | None = None
    words: Words | None = None
    ordinary: tuple[str, ...] = ()
    classes: dict[str, tuple[str, ...]] = {}
    parts: dict[str, tuple[str, ...]] = {}
    folder = resources.files("chronology.narrative") / "lexicon"
    for file in sorted(folder.iterdir(), key=lambda item: item.name):
        if not file.name.endswith(".toml"):
            continue
        written = tomllib.loads(file.read_text(encoding="utf-8"))
        if file.name == "cues.toml":
            context = validated(Context, written, file.name)
        elif file.name == "who.toml":
            family = validated(FamilyWords, written, file.name)
        elif file.name == "ordinary_words.toml":
            ordinary = validated(OrdinaryWords, written, file.name).not_misspelt
        elif file.name == "words.toml":
            words = validated(Words, written, file.name)
        elif file.name == "parts.toml":
            shared = validated(PartsFile, written, file.name)
            classes.update(shared.classes)
            _add_parts(parts, shared.parts, file.name)
        else:
            group = file.name.removesuffix(".toml")
            held = validated(ConceptFile, written, file.name)
            classes.update(held.classes)
            _add_parts(parts, held.parts, file.name)
            for name, concept in held.concepts.items():
                check_concept(name, concept, file.name)
                if name in concepts:
                    raise PackUnusable(file.name, f"{name} is defined twice", "Keep one of them")
                concepts[name], groups[name] = concept, group
    if context is None or family is None or words is None:
        raise PackUnusable(
            "lexicon", "cues.toml, who.toml or words.toml is missing", "Install chronology again"
        )
    together = words.model_copy(
        update={
            "classes": {**classes, **words.classes},
            "not_misspelt": (*words.not_misspelt, *ordinary),
        }
    )
    lexicon = Lexicon(concepts, groups, context, family, together, parts)
    _ = lexicon.statements  # an unknown part is told now
    return lexicon


def _add_parts(
    parts: dict[str, tuple[str, ...]], added: dict[str, tuple[str, ...]], where: str
) -> None:
    for name, phrases in added.items():
        if name in parts:
            raise PackUnusable(where, f"the part {name} is defined twice", "Keep one of them")
        parts[name] = phrases
