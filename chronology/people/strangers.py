"""People whom ``case.toml`` doesn't list, by the names that records write for them.

Professionals become roles, numbered in the order in which they first come: HV1, GP2. Others are
listed for the panel to place, each with what it is called beside ("mum's partner") and with the
name of the case that it looks like. Nothing is joined on a likeness: it is suggested.

Capitals are all there is to go by here. A capitalised word counts as a name only beside a word
for a professional, a relative or a title, or in the entry's own column for persons.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import count

import polars as pl

from chronology.people.named_carers import NO_NAMES
from chronology.people.words import folded, people_words

FOUND = pl.Schema(
    {
        "row": pl.Int64,
        "start": pl.Int64,
        "end": pl.Int64,
        "name": pl.String,
        "label": pl.String,
        "beside": pl.String,
    }
)
"""A name at its place in a text. ``label`` is that of a professional, ``beside`` the word for a
relative that stands with it."""

_CAPITAL = r"[A-Z](?:[a-zà-öø-ÿ’'-]{1,20}|['’]?[A-Z][a-z]{1,20})(?:-[A-Z][a-z]+)?"
_NAME = rf"(?:[A-Z]\.? ?)?{_CAPITAL}(?: {_CAPITAL}){{0,2}}"
_TITLES = r"(?:Mr|Mrs|Ms|Miss)\.?"
_SHORT = 2


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    words = people_words()
    posts = _any(words.labels)
    kin = _any(word for word in words.relations if len(word) > _SHORT and " of " not in word)
    return (
        re.compile(rf"\b(?P<post>(?i:{posts}))\.?,? (?P<name>(?:\d{{2,6}} )?{_NAME}|\d{{3,6}})\b"),
        re.compile(
            rf"\b(?P<name>{_NAME})(?:,| -| –)? ?\(?"
            rf"(?P<post>{posts.upper()}|(?i:{_long(words.labels)}))\b"
        ),
        re.compile(rf"\b(?P<kin>(?i:{kin})),? ?\(?(?P<name>{_NAME})\b"),
        re.compile(rf"\b(?P<name>{_NAME}),? \((?P<kin>(?i:{kin}))\)"),
        re.compile(rf"\b(?P<name>{_TITLES} {_NAME})\b"),
    )


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def _long(words: Iterable[str]) -> str:
    """Words for a post that are no mere initials: those count after a name in any case."""
    return _any(word for word in words if len(word) > 4)


def written_strangers(texts: pl.DataFrame) -> pl.DataFrame:
    """The names in texts (``row, text``) that stand beside a word for who it is: :data:`FOUND`."""
    likely = texts.filter(pl.col("text").str.contains(r"[A-Z][a-z]|\d{3}"))
    rows = [
        (row, *found)
        for row, text in likely.select("row", "text").iter_rows()
        for found in _in_text(text)
    ]
    return pl.DataFrame(rows, schema=FOUND, orient="row")


def listed_strangers(texts: pl.DataFrame) -> pl.DataFrame:
    """The names in a column for persons, where each part of a cell is somebody: :data:`FOUND`."""
    rows = []
    for row, text in texts.select("row", "text").iter_rows():
        seen = list(_in_text(text))
        rows += [(row, *found) for found in seen]
        for part in re.finditer(r"[^,;/&+\n()]+", text):
            words = part[0].strip()
            start = part.start() + len(part[0]) - len(part[0].lstrip())
            inside = any(start < found[1] and found[0] < part.end() for found in seen)
            if not inside and re.fullmatch(_NAME, words) and _is_name(words):
                rows.append((row, start, start + len(words), words, None, None))
    return pl.DataFrame(rows, schema=FOUND, orient="row")


def _in_text(text: str) -> Iterator[tuple[int, int, str, str | None, str | None]]:
    """Name spans, the first pattern that takes a name wins."""
    taken: list[tuple[int, int]] = []
    for pattern in _patterns():
        for match in pattern.finditer(text):
            name = _without_other_words(match["name"])
            start = match.start("name")
            end = start + len(name)
            if (
                not name
                or re.fullmatch(_TITLES, name)
                or any(start < last and first < end for first, last in taken)
            ):
                continue
            groups = match.groupdict()
            post, kin = groups.get("post"), groups.get("kin")
            taken.append((start, end))
            label = people_words().labels.get(folded(post)) if post else None
            yield start, end, name, label, folded(kin) if kin else None


def _without_other_words(name: str) -> str:
    """A name up to the first capitalised word that is nobody's: "Jones Advised" is Jones."""
    kept: list[str] = []
    for word in name.split(" "):
        if not _is_name(word) and not word.isdigit():
            break
        kept.append(word)
    return " ".join(kept)


def _is_name(words: str) -> bool:
    first = words.split()[0]
    if re.fullmatch(_TITLES, first):
        return True
    known = people_words()
    plain = folded(first).strip(".")
    return not (
        first in NO_NAMES
        or (first.upper() == first and len(first.strip(".")) > 1)
        or plain in known.labels
        or plain in known.relations
    )


# ------------------------------------------------------------------------------ professionals


@dataclass(slots=True)
class Professional:
    """One professional: the label, and the names seen so far."""

    label: str
    surname: str
    first: str
    numbers: set[str] = field(default_factory=set)

    def may_be(self, first: str, surname: str, number: str) -> bool:
        """Whether a name may be the same professional's: same surname or number, and first names
        that agree as far as they are written."""
        if number and number in self.numbers:
            return True
        if not surname or surname != self.surname:
            return not surname and bool(first) and _same_first(first, self.first)
        return not first or not self.first or _same_first(first, self.first)


def _same_first(one: str, other: str) -> bool:
    if len(one) == 1 or len(other) == 1:
        return one[:1] == other[:1]
    return one == other or other in people_words().short_forms.get(one, ())


def numbered(found: pl.DataFrame, taken: frozenset[str]) -> dict[tuple[str, str], str]:
    """From (label, name as written) to a label with a number, in the order of ``found``.

    ``taken`` are ids of the case's people, lower case: none of these is given again.
    """
    free: dict[str, Iterator[int]] = {}
    number_of: dict[tuple[str, int], int] = {}
    known: dict[str, list[Professional]] = {}
    answer: dict[tuple[str, str], str] = {}
    names = (
        found.filter(pl.col("label").is_not_null())
        .select("label", "name")
        .unique(maintain_order=True)
    )
    for label, name in names.iter_rows():
        first, surname, number = _parts(name)
        of_label = known.setdefault(label, [])
        place = next(
            (at for at, one in enumerate(of_label) if one.may_be(first, surname, number)), None
        )
        if place is None:
            place = len(of_label)
            of_label.append(Professional(label, surname, first))
        one = of_label[place]
        one.first = max(one.first, first, key=len)
        one.surname = one.surname or surname
        if number:
            one.numbers.add(number)
        if (label, place) not in number_of:
            numbers = free.setdefault(label, count(1))
            number_of[label, place] = next(
                it for it in numbers if f"{label}{it}".lower() not in taken
            )
        answer[(label, name)] = f"{label}{number_of[label, place]}"
    return answer


def _parts(name: str) -> tuple[str, str, str]:
    """First name or initial, surname and number of a name: "PC 4471 Ward" has no first name.

    A single word is a surname after a number or title such as Dr, and may be a first name else;
    it is kept as the surname, which joins "Dr Sen" with "Dr A Sen".
    """
    words = [folded(word).strip(".") for word in name.split()]
    number = next((word for word in words if word.isdigit()), "")
    words = [
        word for word in words if not word.isdigit() and word not in ("mr", "mrs", "ms", "miss")
    ]
    if len(words) > 1:
        return words[0], words[-1], number
    return "", (words[0] if words else ""), number


# --------------------------------------------------------------------------------- likenesses

ALIKE = 80.0
"""How alike a written name must be to a name of the case to be suggested, of 100."""

SHORTEST = 4


def likeness(name: str, names: Mapping[str, str]) -> tuple[str, str] | None:
    """The name of the case, and its person, that a name looks like without being it."""
    from rapidfuzz import fuzz, process

    best = process.extractOne(folded(name), list(names), scorer=fuzz.ratio, score_cutoff=ALIKE)
    return None if best is None or best[1] == 100 else (best[0], names[best[0]])


def misspellings(texts: pl.Series, names: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Capitalised words in texts that look like a name of the case: word to (name, person).

    ``names`` has folded single names and their persons. A word that also stands in lower case
    somewhere is an ordinary word, and none of these.
    """
    wanted = {name for name in names if len(name) >= SHORTEST}
    if not wanted:
        return {}
    words = (
        pl.DataFrame({"word": texts.str.extract_all(r"\b[A-Z][a-z]{3,20}\b")})
        .explode("word")
        .drop_nulls()["word"]
        .unique()
        .sort()
        .to_list()
    )
    likely = {
        word: like
        for word in words
        if word not in NO_NAMES
        and folded(word) not in names
        and folded(word).removesuffix("s") not in names  # "Edies" is a possessive
        and (
            like := likeness(
                word, {name: names[name] for name in wanted if name[0] == folded(word)[:1]}
            )
        )
    }
    if not likely:
        return {}
    lower = [word.lower() for word in likely]
    ordinary = set(
        pl.DataFrame({"word": texts.str.extract_many(lower, overlapping=False)})
        .explode("word")
        .drop_nulls()["word"]
    )
    return {word: like for word, like in likely.items() if word.lower() not in ordinary}
