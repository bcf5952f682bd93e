"""Whom a mention means: a person of the case with the reason and how sure that is, or nobody.

A word such as "mum's partner" is seen from the person whose record it is, on the day of the
entry. Where two persons could be meant none is chosen: the mention is listed, with who it could
be, and nothing is forced.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import polars as pl

from chronology.case import CaseFile
from chronology.people.family import Days, Family
from chronology.people.names import GIVEN, Surface, surfaces
from chronology.people.words import people_words

CERTAIN, LIKELY = "certain", "likely"

RESOLVED = pl.Schema(
    [
        ("case_id", pl.String),
        ("event_id", pl.String),
        ("field", pl.String),
        ("start", pl.Int64),
        ("end", pl.Int64),
        ("who", pl.String),
        ("word", pl.String),
        ("person_id", pl.String),
        ("reason", pl.String),
        ("confidence", pl.String),
        ("candidates", pl.List(pl.String)),
    ]
)
"""One row a mention and person; a mention of nobody in particular has no ``person_id``, a reason
why, and the ``candidates`` who could be meant."""

NO_ONE_LISTED = "nobody in case.toml has this place in the family"
STRANGERS = ("unknown", "professional")
"""What a mention is about where no relation is meant: a neighbour, a nurse."""


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom a mention means: none, one, or several ("parents"), and why."""

    persons: tuple[str, ...]
    reason: str
    confidence: str | None = None
    candidates: tuple[str, ...] = ()


@dataclass(slots=True)
class Resolver:
    """Resolves the mentions of one case."""

    case: CaseFile
    family: Family
    _by_surface: Mapping[str, list[Surface]] = field(init=False)
    _about: Mapping[str, str] = field(init=False)
    _known: dict[tuple[Any, ...], Meant] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        by_surface: dict[str, list[Surface]] = {}
        for one in surfaces(self.case):
            by_surface.setdefault(one.surface, []).append(one)
        self._by_surface = by_surface
        self._about = {one.id: one.about for one in self.case.agencies if one.about}

    def meant(
        self, word: str, who: str, *, agency: str | None, own: str | None, when: Days
    ) -> Meant:
        """Whom a folded word means in an agency's record on some day.

        ``own`` is the one person in the entry's own column for persons. An adult there may just
        have been present, so only a child's is the record that family words are seen from.
        """
        key = (word, who, agency, own, when)
        if key not in self._known:
            about = self._about.get(agency or "")
            client = own if own is not None and self._is_child(own) else about
            self._known[key] = self._named(word, agency) or self._related(
                word, who, client, about or own, when
            )
        return self._known[key]

    def _named(self, word: str, agency: str | None) -> Meant | None:
        found = self._by_surface.get(word)
        if not found:
            return None
        own = [one for one in found if one.agency is not None and one.agency == agency]
        shared = own or [one for one in found if one.agency is None]
        persons = tuple(dict.fromkeys(one.person.id for one in shared))
        if len(persons) == 1:
            how = shared[0].how
            sure = CERTAIN if how == GIVEN or shared[0].agency else LIKELY
            return Meant(persons, how, sure)
        if not persons:
            names = tuple(dict.fromkeys(one.person.id for one in found))
            return Meant((), "case.toml gives this name for other agencies only", None, names)
        return Meant((), "case.toml has this name for more than one person", None, persons)

    def _related(
        self, word: str, who: str, client: str | None, own: str | None, when: Days
    ) -> Meant:
        relation = people_words().relations.get(word) or _RELATION_OF_WHO.get(who)
        if relation is None:
            return Meant((), _STRANGER.get(who, "nothing says who this is"))
        origins = [client] if client else self.family.children
        if not origins:
            return Meant((), "case.toml names no child under review")
        if relation == "self":
            if own is None:
                return Meant((), "say whose record this is: about, under [[agencies]]")
            return Meant((own,), "the person whose record this is", LIKELY)
        if client and not self._is_child(client):
            return self._seen_from_adult(relation, client, when)
        return self._from_children(relation, origins, when)

    def _is_child(self, person: str) -> bool:
        return person in self.family.with_role("subject", "unborn", "sibling")

    def _from_children(self, relation: str, origins: list[str], when: Days) -> Meant:
        found: dict[str, None] = {}
        for child in origins:
            found |= dict.fromkeys(_SEEN_FROM_CHILD[relation](self.family, child, when))
        if not found and relation in _SIDED:
            sex = _SIDED[relation]
            of_a_side = [
                one for child in origins for one in self.family.grandparents(child, None, sex)
            ]
            if of_a_side:
                why = "case.toml doesn't say whose parent this is"
                return Meant((), why, None, tuple(dict.fromkeys(of_a_side)))
        return _chosen(relation, tuple(found))

    def _seen_from_adult(self, relation: str, client: str, when: Days) -> Meant:
        """In a record about a parent, "partner" is theirs; "mum" is themselves or their mother."""
        family = self.family
        if relation in ("partner", "step_parent"):
            return _chosen(relation, tuple(family.partners(client, when)))
        if relation == "ex_partner":
            return _chosen(relation, tuple(family.former_partners(client, when)))
        if relation in ("mother", "father"):
            sex = "F" if relation == "mother" else "M"
            own = [client] if client in family.with_role(relation) else []
            return _chosen(relation, tuple(dict.fromkeys([*own, *family.parents(client, sex)])))
        return self._from_children(relation, family.children, when)


def _chosen(relation: str, found: tuple[str, ...]) -> Meant:
    words = _WORDS.get(relation, relation.replace("_", " "))
    if relation in _SEVERAL:
        if not found:
            return Meant((), NO_ONE_LISTED)
        return Meant(found, words, LIKELY)
    if len(found) == 1:
        return Meant(
            found,
            f"the only {words} on that day"
            if relation in _BY_DAY
            else f"the only {words} in the case",
            LIKELY,
        )
    if not found:
        return Meant((), NO_ONE_LISTED)
    return Meant((), "more than one person of the case could be meant", None, found)


_WORDS = {
    "parents": "both parents of the child",
    "children": "the child and the brothers and sisters",
    "siblings": "the brothers and sisters of the child",
    "mothers_parents": "the mother’s parents",
    "fathers_parents": "the father’s parents",
    "mothers_mother": "mother of the mother",
    "mothers_father": "father of the mother",
    "fathers_mother": "mother of the father",
    "fathers_father": "father of the father",
    "mothers_sister": "sister of the mother",
    "mothers_brother": "brother of the mother",
    "step_parent": "partner of the mother who is no parent",
}

_SEVERAL = frozenset(("parents", "siblings", "children", "mothers_parents", "fathers_parents"))
_SIDED = {
    "mothers_mother": "F",
    "mothers_father": "M",
    "fathers_mother": "F",
    "fathers_father": "M",
}
"""Grandparents of one side, and their sex."""

_BY_DAY = frozenset(("partner", "step_parent", "ex_partner"))
_RELATION_OF_WHO = {
    "child": "child",
    "mother": "mother",
    "father": "father",
    "male_partner": "partner",
    "sibling": "sibling",
    "both_parents": "parents",
}
_STRANGER = {
    "unknown": "a word for somebody outside the family",
    "professional": "a professional without a name",
    "wider_family": "nothing says which relative this is",
}

Seen = Callable[[Family, str, Days], Iterable[str]]


def _partners(family: Family, child: str, when: Days) -> list[str]:
    """The mother's partners on that day; by role, those of whom no dates are stated."""
    found = [one for mother in family.parents(child, "F") for one in family.partners(mother, when)]
    ever = {
        one
        for mother in family.parents(child, "F")
        for one in family.partners(mother, (None, None))
    }
    by_role = [one for one in family.with_role("partner") if one not in ever]
    return list(dict.fromkeys([*found, *by_role]))


def _step_parents(family: Family, child: str, when: Days) -> list[str]:
    parents = family.parents(child)
    return [one for one in _partners(family, child, when) if one not in parents]


def _former(family: Family, child: str, when: Days) -> list[str]:
    found = [
        one for mother in family.parents(child, "F") for one in family.former_partners(mother, when)
    ]
    now = _partners(family, child, when)
    return list(
        dict.fromkeys([*found, *(p for p in family.with_role("ex_partner") if p not in now)])
    )


def _aunts(side: str | None, sex: str) -> Seen:
    def seen(family: Family, child: str, _: Days) -> list[str]:
        return [
            one for parent in family.parents(child, side) for one in family.siblings(parent, sex)
        ]

    return seen


def _grandparents(side: str | None, sex: str | None) -> Seen:
    return lambda family, child, _: family.grandparents(child, side, sex)


_SEEN_FROM_CHILD: dict[str, Seen] = {
    "child": lambda family, child, _: [child],
    "mother": lambda family, child, _: family.parents(child, "F"),
    "father": lambda family, child, _: family.parents(child, "M"),
    "parents": lambda family, child, _: family.parents(child),
    "partner": _partners,
    "step_parent": _step_parents,
    "ex_partner": _former,
    "sibling": lambda family, child, _: family.siblings(child),
    "toddler": lambda family, child, _: [child, *family.siblings(child)],
    "siblings": lambda family, child, _: family.siblings(child),
    "children": lambda family, child, _: [child, *family.siblings(child)],
    "mothers_mother": _grandparents("F", "F"),
    "mothers_father": _grandparents("F", "M"),
    "fathers_mother": _grandparents("M", "F"),
    "fathers_father": _grandparents("M", "M"),
    "grandmother": _grandparents(None, "F"),
    "grandfather": _grandparents(None, "M"),
    "mothers_parents": _grandparents("F", None),
    "fathers_parents": _grandparents("M", None),
    "mothers_sister": _aunts("F", "F"),
    "mothers_brother": _aunts("F", "M"),
    "aunt": _aunts(None, "F"),
    "uncle": _aunts(None, "M"),
}


def resolve(mentions: pl.DataFrame, events: pl.DataFrame, resolver: Resolver) -> pl.DataFrame:
    """The mentions of one case as :data:`RESOLVED`.

    ``mentions`` has ``case_id, event_id, field, start, end, who, word`` and ``own``, the one person
    in the entry's own column for persons, if any; ``events`` gives the agency and the day.
    """
    placed = mentions.drop("person_id", strict=False).join(
        events.select("case_id", "event_id", "agency", "earliest", "latest"),
        on=["case_id", "event_id"],
        how="left",
        maintain_order="left",
    )
    key = ["word", "who", "agency", "own", "earliest", "latest"]
    once = placed.select(key).unique(maintain_order=True)
    rows = [
        {
            **row,
            "person_id": person,
            "reason": meant.reason,
            "confidence": meant.confidence,
            "candidates": list(meant.candidates),
        }
        for row, meant in (
            (
                row,
                resolver.meant(
                    row["word"],
                    row["who"],
                    agency=row["agency"],
                    own=row["own"],
                    when=_days(row["earliest"], row["latest"]),
                ),
            )
            for row in once.iter_rows(named=True)
        )
        for person in (meant.persons or (None,))
    ]
    told = ("person_id", "reason", "confidence", "candidates")
    schema = pl.Schema({name: once[name].dtype for name in key})
    schema.update({name: RESOLVED[name] for name in told})
    answers = pl.DataFrame(rows, schema=schema)
    return placed.join(answers, on=key, nulls_equal=True, maintain_order="left").select(
        RESOLVED.names()
    )


def _days(earliest: date | None, latest: date | None) -> Days:
    return earliest, latest
