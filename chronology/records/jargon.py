"""Abbreviations in records: which are understood, and which an agency has to be asked about.

What is understood is data: ``jargon.toml``, the words that narratives are read by, what agencies
are called, and what ``case.toml`` calls its people.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import polars as pl
from pydantic import BaseModel, ConfigDict, ValidationError

from chronology.case import CaseFile
from chronology.errors import PackUnusable
from chronology.narrative.lexicon import builtin_lexicon
from chronology.records.agencies import OTHER, agency_kind

LIST = Path(__file__).with_name("jargon.toml")

WRITTEN = r"\b[A-Z][A-Z&/]{1,11}[0-9]{0,2}s?\b"
"""What is looked at in a text: capitals, with their sign and number, as in "A&E", "PHQ9", "GPs"."""

LETTERS = range(2, 7)
"""How many letters an abbreviation has. More are a word in capitals."""

MOST_AUTHORS = 2_000
"""So many different authors are looked at: more are not names of people."""

POSTCODE = re.compile(r"[A-Z]{1,2}[0-9]{1,2}")

SHOUTING = 12
"""A text of this many characters to each word in capitals, or fewer, is written in capitals."""

FEWEST_IN_CAPITALS = 8
"""So many words in capitals tell that a text is written so; clinical notes may hold a few."""

LEAST_TIMES = 2
"""Project default: letters that stand once are as likely a slip as an abbreviation."""

MOST_TOLD = 10
"""Project default: an agency is asked about its most frequent ones."""

MOST_CONSIDERED = 30
"""Of those that nothing explains, so many an agency may turn out to be names or other words."""

MOST_LOOKED_UP = 200
"""Of an agency's words in capitals that stand in no list, so many are looked at closely."""


class _Group(BaseModel):
    """Abbreviations of a field of practice, and where they come from."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    field: str
    source: str
    means: dict[str, str]


class _List(BaseModel):
    """The whole of ``jargon.toml``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    ordinary: tuple[str, ...]
    sources: dict[str, str]
    abbreviations: tuple[_Group, ...]


@cache
def _listed(path: Path = LIST) -> _List:
    try:
        listed = _List.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise PackUnusable(
            path.name, f"it can't be used ({error})", "Compare it with the one that came with this"
        ) from None
    for group in listed.abbreviations:
        if group.source not in listed.sources:
            where = f"{path.name} › {group.field}"
            raise PackUnusable(where, f"the source {group.source!r} isn't listed", "List it")
    return listed


@cache
def abbreviations(path: Path = LIST) -> dict[str, tuple[str, ...]]:
    """Every abbreviation of ``jargon.toml`` and what it may mean, in the order of the file.

    Raises ``PackUnusable`` where the list isn't as it must be.
    """
    meant: dict[str, tuple[str, ...]] = {}
    for group in _listed(path).abbreviations:
        for letters, meanings in group.means.items():
            each = tuple(meanings.split("; "))
            meant[letters] = tuple(dict.fromkeys((*meant.get(letters, ()), *each)))
    return meant


def own_words(case: CaseFile) -> frozenset[str]:
    """The words of a case's own names of people and agencies, and people's initials, in capitals.

    "Rowan Marsh" gives ROWAN, MARSH and RM.
    """
    people = [name for person in case.people for name in (person.id, *person.names)]
    agencies = [
        name for agency in case.agencies for name in (agency.id, agency.name or "", *agency.aliases)
    ]
    words = {word for name in (*people, *agencies) for word in _words(name)}
    return frozenset(words | {_initials(name) for name in people})


def _words(name: str) -> list[str]:
    return re.findall(r"[^\W_]+", name.upper())


def _initials(name: str) -> str:
    return "".join(word[0] for word in _words(name))


def unknown_abbreviations(entries: pl.DataFrame, known: Iterable[str]) -> pl.DataFrame:
    """Abbreviations that nothing explains, a row each: ``agency, abbreviation, times, place``.

    ``entries`` has ``agency, place, author, text``, in order; ``place`` is that of the first.
    Commonest first, at most :data:`MOST_TOLD` an agency. ``known`` is in capitals. Texts written in
    capitals throughout are passed over: there an abbreviation can't be told from a word. So is what
    the case's records elsewhere write as a word, and the authors' initials.
    """
    capitals = pl.col("letters").list.len()
    shouted = (capitals >= FEWEST_IN_CAPITALS) & (
        capitals * SHOUTING >= pl.col("text").str.len_chars()
    )
    own = _own(entries, known)
    found = (
        entries.select("agency", "place", "text")
        .filter(pl.col("text").str.contains("[a-z]{3}"))
        .with_columns(letters=pl.col("text").str.extract_all(WRITTEN))
        .filter(capitals > 0)
        .filter(~shouted)
        .select("agency", "place", "letters")
        .explode("letters")
        .group_by("agency", "letters")
        .agg(pl.len().alias("times"), pl.col("place").first())
        .filter(pl.col("times") >= LEAST_TIMES)
        .filter(~pl.col("letters").is_in(list(own | abbreviations().keys() | _ordinary())))
    )
    unknown = _unexplained(_commonest(found, MOST_LOOKED_UP), own)
    words = _written_as_words(unknown["abbreviation"].unique(), entries["text"])
    return _commonest(unknown.filter(~pl.col("abbreviation").is_in(words)), MOST_TOLD)


def _own(entries: pl.DataFrame, known: Iterable[str]) -> frozenset[str]:
    """The words of the case's own names, and of its agencies' and authors', with initials."""
    names = [
        *entries["agency"].unique(),
        *entries["author"].drop_nulls().unique().head(MOST_AUTHORS),
    ]
    words = {word for name in names for word in (*_words(name), _initials(name))}
    return frozenset(known) | words


def _written_as_words(capitals: pl.Series, texts: pl.Series) -> list[str]:
    """Of the words in capitals those that the texts also write as "Oakes" or "amber"."""
    plain = [word for word in capitals if word.isalpha()]
    if not plain:
        return []
    forms = [form for word in plain for form in (word.title(), word.lower())]
    found = texts.str.extract_all(rf"\b(?:{'|'.join(forms)})\b")
    return [word.upper() for word in found.explode().drop_nulls().unique()]


def _commonest(found: pl.DataFrame, most: int) -> pl.DataFrame:
    order = ["agency", pl.col("times"), found.columns[1]]
    ordered = found.sort(order, descending=[False, True, False])
    return ordered.group_by("agency", maintain_order=True).head(most)


def _unexplained(found: pl.DataFrame, known: frozenset[str]) -> pl.DataFrame:
    """Of what was found, the parts that nothing explains, counted together."""
    parts = {letters: _parts(letters, known) for letters in found["letters"].unique()}
    asked = {letters: names for letters, names in parts.items() if names}
    counted = (
        found.filter(pl.col("letters").is_in(list(asked)))
        .select(
            "agency",
            pl.col("letters")
            .replace_strict(asked, default=None, return_dtype=pl.List(pl.String))
            .alias("abbreviation"),
            "times",
            "place",
        )
        .explode("abbreviation")
        .group_by("agency", "abbreviation", maintain_order=True)
        .agg(pl.col("times").sum(), pl.col("place").first())
    )
    return _commonest(counted, MOST_CONSIDERED)


def _parts(letters: str, known: frozenset[str]) -> list[str]:
    """What of a word in capitals isn't understood: of "HV/QXZ", QXZ."""
    whole = letters.removesuffix("s")
    if whole in abbreviations() or whole in known:
        return []
    parts = [part for part in re.split("[&/]", whole) if part]
    if len(parts) > 1 and min(map(len, parts)) == 1:
        parts = [whole.strip("&/")]  # "R/V" is one thing, "GP/HV" are two
    return [part for part in parts if not _is_known(part, known)]


def _is_known(part: str, known: frozenset[str]) -> bool:
    bare = part.rstrip("0123456789")
    if sum(map(str.isalpha, bare)) not in LETTERS or POSTCODE.fullmatch(part):
        return True
    for word in (part, bare):
        if word in abbreviations() or word in known or word in _ordinary():
            return True
    return bare.lower() in _read() or agency_kind(bare) != OTHER


@cache
def _ordinary() -> frozenset[str]:
    return frozenset(_listed().ordinary)


@cache
def _read() -> frozenset[str]:
    """The words that narratives are read by."""
    return frozenset(_short_words(builtin_lexicon().surfaces))


def _short_words(surfaces: Iterable[str]) -> Iterator[str]:
    longest = max(LETTERS)
    for surface in surfaces:
        yield from re.findall(rf"\b[a-z&/]{{2,{longest}}}\b", surface)
