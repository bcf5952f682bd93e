"""The words that records have for people, out of ``people.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from chronology.errors import PackUnusable
from chronology.narrative import fold_word
from chronology.records.agencies import kinds
from chronology.records.jargon import abbreviations

LIST = Path(__file__).with_name("people.toml")


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Words(_Model):
    source: str
    words: tuple[str, ...]


class _Professionals(_Model):
    source: str
    labels: dict[str, tuple[str, ...]]


class _Nicknames(_Model):
    source: str
    groups: tuple[tuple[str, ...], ...]


class _List(_Model):
    """The whole of ``people.toml``."""

    sources: dict[str, str]
    relations: dict[str, _Words]
    professionals: _Professionals
    nicknames: _Nicknames
    ordinary: _Words
    ordinary_first: _Words


@dataclass(frozen=True, slots=True)
class PeopleWords:
    """The list, ready for looking up; every word is folded.

    ``relations`` has the relation that a family word means, ``labels`` the label that a word for
    a professional is numbered under, ``short_forms`` the other forms of a given name, and
    ``ordinary`` the given names that are also ordinary words, and ``ordinary_first`` those of them
    that sentences begin with.
    """

    relations: Mapping[str, str]
    labels: Mapping[str, str]
    short_forms: Mapping[str, frozenset[str]]
    ordinary: frozenset[str]
    ordinary_first: frozenset[str]


def folded(text: str) -> str:
    """A word or name as it is compared: lower case, plain letters, single spaces."""
    return " ".join(fold_word(text).split())


NEVER_INITIALS = frozenset(
    (
        *("am", "pm", "re", "ref", "dob", "nhs", "id", "ok", "uk", "cc", "tc"),
        # words, in a record that is all in capitals: "ASSAULT ON THEN PARTNER"
        *("an", "as", "at", "be", "by", "do", "go", "he", "if", "in", "is", "it", "me", "my", "no"),
        *("of", "on", "or", "so", "to", "up", "us", "we", "all", "and", "any", "are", "but", "can"),
        *(
            "did",
            "for",
            "had",
            "has",
            "her",
            "him",
            "his",
            "its",
            "may",
            "new",
            "not",
            "now",
            "off",
        ),
        *(
            "old",
            "one",
            "out",
            "own",
            "said",
            "saw",
            "see",
            "she",
            "son",
            "the",
            "two",
            "was",
            "who",
        ),
        *("yes", "you", "with", "that", "this", "from", "home", "left", "seen", "were", "will"),
    )
)


@cache
def is_abbreviation(letters: str) -> bool:
    """Whether letters in capitals mean something else than a person to most readers of records:
    GP, DV, CP, PM."""
    plain = folded(letters)
    known = people_words()
    if plain in NEVER_INITIALS or plain in known.labels or plain in known.relations:
        return True
    return bool(kinds(letters)) or letters.upper() in abbreviations()


@cache
def people_words(path: Path = LIST) -> PeopleWords:
    """The words for people. Raises ``PackUnusable`` where the list isn't as it must be."""
    try:
        listed = _List.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise PackUnusable(
            path.name, f"it can't be used ({error})", "Compare it with the one that came with this"
        ) from None
    _check_sources(listed, path)
    relations: dict[str, str] = {}
    for relation, of in listed.relations.items():
        for word in of.words:
            if relations.setdefault(folded(word), relation) != relation:
                raise PackUnusable(
                    f"{path.name} › {relation}",
                    f"{word!r} stands under another relation too",
                    "Keep one of them",
                )
    labels = {
        folded(word): label
        for label, words in listed.professionals.labels.items()
        for word in words
    }
    return PeopleWords(
        relations,
        labels,
        _short_forms(listed.nicknames.groups),
        frozenset(map(folded, listed.ordinary.words)),
        frozenset(map(folded, listed.ordinary_first.words)),
    )


def _check_sources(listed: _List, path: Path) -> None:
    parts: list[Any] = [*listed.relations.values(), listed.professionals, listed.nicknames]
    parts += [listed.ordinary, listed.ordinary_first]
    for part in parts:
        if part.source not in listed.sources:
            raise PackUnusable(path.name, f"the source {part.source!r} isn't listed", "List it")


def _short_forms(groups: tuple[tuple[str, ...], ...]) -> dict[str, frozenset[str]]:
    """From each form of a name to the other forms of the same name."""
    forms: dict[str, set[str]] = {}
    for group in groups:
        alike = {folded(name) for name in group}
        for name in alike:
            forms.setdefault(name, set()).update(alike - {name})
    return {name: frozenset(others) for name, others in forms.items()}
