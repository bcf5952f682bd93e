"""Which kind of agency a name means: "HV" and "0-19 service" are both health visiting.

Names are data, in ``agencies.toml``. What isn't there is ``other``: a kind decides whose silence
counts, so none is guessed.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from chronology.errors import PackUnusable
from chronology.tables import AGENCY_KINDS

OTHER = "other"
LIST = Path(__file__).with_name("agencies.toml")

NUMBER_OF_A_POST = re.compile(r"(?<=[A-Za-z])[0-9]{1,2}\b")
BRACKETS = re.compile(r"[(\[][^)\]]*[)\]]")
TOKEN = re.compile(r"\d+\+|\w+(?:['’]\w+)*|[/;|+\n,&]|(?<=\s)[-–—](?=\s)")
BETWEEN = frozenset("/;|+\n")
"""Stands between two agencies, as in "HV / Housing", and never within the name of one."""

BREAKS = frozenset(",-–—")
"""Ends a part of a name. A name may go on after it: "Children, Young People and Families"."""

JOINS = frozenset(("and", "at", "in", "of", "from", "for", "with"))
"""A word that ends a part of a name, unless it is itself within a name that is known."""

NAMED_KINDS = ("voluntary", "domestic_abuse_service", OTHER)
"""Kinds whose services go by names of their own: two of them are two agencies."""

COMPOSITE = re.compile(r"\s*(?:[/;|+&,\n→>]|\band\b|\bwith\b)\s*", re.IGNORECASE)
"""What may stand between two agencies that share an entry."""

SHORTEST_PLURAL = 4
FILE_NOISE = re.compile(r"v?\d+(?:st|nd|rd|th)?|[a-z]", re.IGNORECASE)
ENDING = re.compile(r"\.[A-Za-z]{2,5}$")
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


FIRST_WORDS = 300
"""Letters of a narrative in which its agency is looked for."""


@dataclass(frozen=True, slots=True)
class _Name:
    """A name that is known, by its words."""

    kind: str
    words: tuple[str, ...]
    initials: bool
    vague: bool


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a text: as written, in its plain form, and the part of the text it stands in.

    ``agency`` counts what stands between agencies, ``part`` also the lesser breaks; ``start`` and
    ``end`` are its place in the text, in characters.
    """

    written: str
    plain: str
    agency: int
    part: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Found:
    """A known name in a text: its first word, and the one after its last."""

    start: int
    end: int
    name: _Name


def agency_kind(name: str) -> str:
    """The kind of agency that a name means, one of ``AGENCY_KINDS``; ``other`` if it isn't known.

    Where a name has several agencies in it, this is the kind of the first.
    """
    return next(iter(kinds(name)), OTHER)


def kinds(name: str) -> tuple[str, ...]:
    """Every kind that a name means, in its order: "HV / Housing" has two.

    Empty where nothing of it is known. What stands in brackets counts only where the rest says
    nothing: "Police (MASH)" is the police.
    """
    unnumbered = NUMBER_OF_A_POST.sub("", name)  # "HV2" and "GP1" are a health visitor and a GP
    for text in (BRACKETS.sub(" ", name), name, unnumbered):
        found = _agencies(_words(text))
        if found:
            return tuple(dict.fromkeys(one.name.kind for one in found))
    return ()


def is_urgent(name: str) -> bool:
    """Whether a name says that it is the urgent care of its agency: "A&E", "ED (Royal)"."""
    written = f" {' '.join(word.plain for word in _words(name))} "
    return any(f" {urgent} " in written for urgent in _known().urgent)


def parts(name: str) -> tuple[str, ...]:
    """The agencies that a composite cell names, each in its own words: "HV / Housing" has two.

    A name that only looks so ("Women and Children's Unit", "Smith & Sons") stays whole: every part
    must be a kind of agency of its own.
    """
    bare = BRACKETS.sub(" ", name)
    pieces = [piece.strip(" ()[]") for piece in COMPOSITE.split(bare)]
    pieces = [piece for piece in pieces if piece]
    if len(pieces) > 1 and all(kinds(piece) for piece in pieces):
        return tuple(pieces)
    return (name.strip(),)


def is_generic(name: str) -> bool:
    """Whether a name says the kind of agency and nothing else: "HV", "the health visitor", "GP2".

    "Fellside Surgery" does not: there may be two surgeries in a case.
    """
    if agency_kind(name) in NAMED_KINDS:
        return False
    words = _words(NUMBER_OF_A_POST.sub("", name))
    found = _longest(_all_found(words))
    told = {place for one in found for place in range(one.start, one.end)}
    return bool(found) and all(
        place in told or word.plain in (*JOINS, "and", "the", "a")
        for place, word in enumerate(words)
    )


def agency_in_words(name: str) -> str | None:
    """The agency that a file's name or a title speaks of: "GP_return_v2.xlsx" is ``"GP"``.

    Only the agency's own words are given back, because file names hold children's names too. None
    where no agency is named, or agencies of more than one kind are.
    """
    stem = re.sub(r"[_.]+", " ", ENDING.sub("", name))
    for text in (stem, CAMEL.sub(" ", stem)):
        words = _without_noise(_words(text))
        found = _agencies(words)
        if len({one.name.kind for one in found}) == 1:
            best = max(found, key=lambda one: (one.end - one.start, -one.start))
            said = text[words[best.start].start : words[best.end - 1].end]
            return said.upper() if best.name.initials else _as_title(said)
    return None


def first_agency(text: str) -> str | None:
    """The agency that a narrative names first, in its own words: "Seen by the HV" is ``"HV"``."""
    words = _words(text[:FIRST_WORDS])
    found = [one for one in _longest(_all_found(words)) if not one.name.vague]
    if not found:
        return None
    return text[words[found[0].start].start : words[found[0].end - 1].end]


def _as_title(said: str) -> str:
    words = re.sub(r"(?<!\d)[\s-]+|[\s-]+(?!\d)", " ", said).split()
    return " ".join(word.capitalize() if word.islower() else word for word in words)


def _without_noise(words: Sequence[_Word]) -> list[_Word]:
    """The words of a file's name without versions, dates, and words that are no agency's."""
    noise = _known().file_words
    named = {place for one in _all_found(words) for place in range(one.start, one.end)}
    return [
        replace(word, part=0)
        for place, word in enumerate(words)
        if place in named or not (word.plain in noise or FILE_NOISE.fullmatch(word.written))
    ]


# -------------------------------------------------------------------------------- names in a text


def _words(text: str) -> list[_Word]:
    words: list[_Word] = []
    agency = part = 0
    for match in TOKEN.finditer(text):
        token = match[0]
        if token in BETWEEN:
            agency += 1
        if token in BETWEEN or token in BREAKS:
            part += 1
        else:
            words.append(_Word(token, _plain(token), agency, part, *match.span()))
    return words


def _plain(word: str) -> str:
    """A word without case, apostrophes and the "s" at its end, which comes and goes."""
    word = "and" if word == "&" else re.sub("['’]", "", word.casefold())
    if len(word) >= SHORTEST_PLURAL and word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word


def _agencies(words: Sequence[_Word]) -> list[_Found]:
    """The known names in a text, one for each of its parts: the last, as in "hospital midwife"."""
    chosen = _longest(_all_found(words))
    heads: dict[tuple[int, int], _Found] = {}
    for found, place in zip(chosen, _places(words, chosen), strict=True):
        before = heads.get(place)
        if before is None or before.name.vague or not found.name.vague:
            heads[place] = found
    sure = {place[0] for place, found in heads.items() if not found.name.vague}
    return [found for place, found in heads.items() if not found.name.vague or place[0] not in sure]


def _all_found(words: Sequence[_Word]) -> list[_Found]:
    names = _known().by_first_word
    return [
        _Found(start, start + len(name.words), name)
        for start, word in enumerate(words)
        for name in names.get(word.plain, ())
        if _stands(name, words, start)
    ]


def _stands(name: _Name, words: Sequence[_Word], start: int) -> bool:
    here = words[start : start + len(name.words)]
    if tuple(word.plain for word in here) != name.words:
        return False
    if here[0].agency != here[-1].agency:
        return False
    return not name.initials or _as_initials(words, start, start + len(name.words))


def _as_initials(words: Sequence[_Word], start: int, end: int) -> bool:
    """Whether words are written as initials: in capitals, or with nothing else beside them."""
    if all(word.written.rstrip("s").isupper() or word.plain == "and" for word in words[start:end]):
        return True
    if any(word.written[0].isupper() and word.written[-1].isupper() for word in words[start:end]):
        return True
    before = words[start - 1] if start else None
    after = words[end] if end < len(words) else None
    return all(
        beside is None or beside.plain in JOINS or beside.part != words[start].part
        for beside in (before, after)
    )


def _longest(found: Sequence[_Found]) -> list[_Found]:
    """Of names that overlap, the longest."""
    chosen: list[_Found] = []
    for one in sorted(found, key=lambda one: (one.start - one.end, one.start)):
        if all(one.end <= other.start or other.end <= one.start for other in chosen):
            chosen.append(one)
    return sorted(chosen, key=lambda one: one.start)


def _places(words: Sequence[_Word], chosen: Sequence[_Found]) -> list[tuple[int, int]]:
    """For each name that was found, what it stands in: the agency and the part of it."""
    joins = 0
    places: list[tuple[int, int]] = []
    ends = [0, *(found.end for found in chosen)]
    for end, found in zip(ends, chosen, strict=False):
        joins += sum(word.plain in JOINS for word in words[end : found.start])
        first = words[found.start]
        places.append((first.agency, first.part * 1000 + joins))
    return places


# ------------------------------------------------------------------------------------- the list


class _Entry(BaseModel):
    """Some names of one kind of agency, and where they come from."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: str
    source: str
    names: tuple[str, ...] = ()
    initials: tuple[str, ...] = ()
    vague: bool = False


class _List(BaseModel):
    """The whole of ``agencies.toml``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sources: dict[str, str]
    file_words: tuple[str, ...]
    urgent: tuple[str, ...] = ()
    agencies: tuple[_Entry, ...]


@dataclass(frozen=True, slots=True)
class _Known:
    """The list, ready for looking up."""

    by_first_word: Mapping[str, tuple[_Name, ...]]
    file_words: frozenset[str]
    urgent: tuple[str, ...]


@cache
def _known(path: Path = LIST) -> _Known:
    """The list of names. Raises ``PackUnusable`` where it isn't as it must be."""
    try:
        listed = _List.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise PackUnusable(
            path.name, f"it can't be used ({error})", "Compare it with the one that came with this"
        ) from None
    names: dict[tuple[str, ...], _Name] = {}
    for entry in listed.agencies:
        _check(entry, listed, path)
        for text in (*entry.names, *entry.initials):
            words = tuple(word.plain for word in _words(text))
            name = _Name(entry.kind, words, text in entry.initials, entry.vague)
            if names.setdefault(words, name).kind != name.kind:
                raise PackUnusable(
                    f"{path.name} › {entry.kind}",
                    f"{text!r} stands under another kind too",
                    "Keep one of them",
                )
    by_first_word: defaultdict[str, list[_Name]] = defaultdict(list)
    for name in names.values():
        by_first_word[name.words[0]].append(name)
    return _Known(
        {word: tuple(of) for word, of in by_first_word.items()},
        frozenset(_plain(word) for word in listed.file_words),
        tuple(" ".join(word.plain for word in _words(name)) for name in listed.urgent),
    )


def _check(entry: _Entry, listed: _List, path: Path) -> None:
    where = f"{path.name} › {entry.kind}"
    if entry.kind not in AGENCY_KINDS:
        raise PackUnusable(where, "there is no such kind", f"Known: {', '.join(AGENCY_KINDS)}")
    if entry.source not in listed.sources:
        raise PackUnusable(where, f"the source {entry.source!r} isn't listed", "List it")
