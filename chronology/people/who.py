"""Who is who in a case: every mention with its person, the professionals, and what is left open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from chronology.case import CaseFile
from chronology.people.births import birth_dates
from chronology.people.family import Family
from chronology.people.names import surfaces
from chronology.people.resolve import CERTAIN, LIKELY, RESOLVED, Resolver, resolve
from chronology.people.strangers import (
    FOUND,
    likeness,
    listed_strangers,
    misspellings,
    numbered,
    written_strangers,
)
from chronology.people.words import folded, people_words
from chronology.tables import PARTICIPANTS, PERSONS, RELATIONSHIPS

PLACES = 3
"""How many places are named of each word that is left open."""

PRESENT_IN = {"who_text": "present", "author": "author"}
NAMELESS = ("a word for somebody outside the family", "a professional without a name")
"""Reasons for leaving a mention open that ask nobody for anything."""


@dataclass(frozen=True, slots=True)
class Who:
    """The people of a case.

    ``resolved`` has a row a mention and person (``resolve.RESOLVED``); ``report`` is what
    ``ledger.json`` holds under ``people``: the words that each agency has for each person, the
    mentions that are nobody's, and suggestions. Suggestions are never applied.
    """

    resolved: pl.DataFrame
    participants: pl.DataFrame
    persons: pl.DataFrame
    relationships: pl.DataFrame
    report: dict[str, Any]


def who_is_who(
    case: CaseFile,
    texts: pl.DataFrame,
    mentions: pl.DataFrame,
    events: pl.DataFrame,
    persons: pl.DataFrame,
    relationships: pl.DataFrame,
) -> Who:
    """Resolve one case's mentions.

    ``texts`` has ``row, case_id, event_id, field, text``, the authors' names too; ``mentions``
    are of entries, with ``field, who, word, start, end`` and ``own``: see ``resolve.resolve``.
    """
    resolver = Resolver(case, Family.of(persons, relationships))
    resolved = resolve(mentions, events, resolver)
    found = _names_in(texts)
    strangers = _unlisted(found, resolved)
    taken = frozenset(name.lower() for name in persons["person_id"])
    professionals = _professionals(strangers, events, taken)
    resolved = pl.concat([resolved, professionals], how="diagonal").sort(
        "case_id", "event_id", "field", "start", "end", "person_id"
    )
    stated = _stated(resolved, found, resolver, relationships)
    names = strangers.filter(pl.col("label").is_null(), pl.col("field") != "author")
    return Who(
        resolved,
        _participants(resolved, texts),
        pl.concat([persons, _professional_persons(professionals, persons)]),
        pl.concat([relationships, stated]).select(RELATIONSHIPS.names),
        {
            "called": _called(resolved, texts, events),
            "unresolved": _unresolved(resolved, names, texts, events),
            "suggestions": _suggestions(case, names, texts, events, persons),
        },
    )


# ------------------------------------------------------------------------- names nobody listed


def _names_in(texts: pl.DataFrame) -> pl.DataFrame:
    """Names (``strangers.FOUND`` with the entry) that stand beside a word for who it is, or in a
    column for persons."""
    heads = pl.col("field").is_in(["who_text", "author"])
    found = pl.concat(
        [
            listed_strangers(texts.filter(heads)),
            written_strangers(texts.filter(~heads & (pl.col("field") != "sheet"))),
        ]
    )
    return found.join(texts.select("row", "case_id", "event_id", "field"), on="row", how="left")


def _unlisted(placed: pl.DataFrame, resolved: pl.DataFrame) -> pl.DataFrame:
    """The names that no name of ``case.toml`` covers."""
    known = resolved.filter(pl.col("confidence").is_not_null()).select(
        "case_id", "event_id", "field", first="start", last="end"
    )
    covered = (
        placed.join(known, on=["case_id", "event_id", "field"])
        .filter(pl.col("start") < pl.col("last"), pl.col("first") < pl.col("end"))
        .select("row", "start")
        .unique()
    )
    return placed.join(covered, on=["row", "start"], how="anti").sort("row", "start")


def _professionals(
    strangers: pl.DataFrame, events: pl.DataFrame, taken: frozenset[str]
) -> pl.DataFrame:
    """The named professionals as resolved mentions, in the order in which they first come."""
    order = events.select(
        "case_id", "event_id", "agency_kind", day=pl.col("earliest").fill_null(pl.col("latest"))
    )
    told = strangers.join(order, on=["case_id", "event_id"], how="left").with_columns(
        label=pl.coalesce("label", pl.when(pl.col("field") == "author").then(_label_of_agency()))
    )
    told = told.filter(pl.col("label").is_not_null()).sort(
        "day", "event_id", "row", "start", nulls_last=True
    )
    if told.is_empty():
        return pl.DataFrame(schema=RESOLVED)
    numbers = numbered(told, taken)
    people = [numbers[key].lower() for key in told.select("label", "name").iter_rows()]
    return told.with_columns(
        person_id=pl.Series(people, dtype=pl.String),
        who=pl.lit("professional"),
        word=pl.col("name"),
        reason=pl.lit("a professional whom the records name"),
        confidence=pl.lit(LIKELY),
        candidates=pl.lit([], dtype=pl.List(pl.String)),
    ).select(RESOLVED.names())


_LABELS = {
    "gp": "GP",
    "midwifery": "MW",
    "health_visiting": "HV",
    "hospital": "RN",
    "police": "PC",
    "childrens_social_care": "SW",
    "leaving_care": "PA",
    "housing": "HO",
    "education": "TCH",
    "early_help": "FSW",
}


def _label_of_agency() -> pl.Expr:
    """An author without a title is numbered under the agency's usual one."""
    return pl.col("agency_kind").replace_strict(_LABELS, default="W", return_dtype=pl.String)


def _professional_persons(professionals: pl.DataFrame, persons: pl.DataFrame) -> pl.DataFrame:
    new = (
        professionals.select("case_id", "person_id")
        .unique(maintain_order=True)
        .join(persons, on=["case_id", "person_id"], how="anti")
    )
    return PERSONS.frame(
        {
            "case_id": case_id,
            "person_id": person_id,
            "role": "professional",
            "label": person_id.upper(),
        }
        for case_id, person_id in new.sort("person_id").iter_rows()
    )


# -------------------------------------------------------------------------------- who takes part


def _participants(resolved: pl.DataFrame, texts: pl.DataFrame) -> pl.DataFrame:
    """One row a person and entry: the surest of the mentions that mean them."""
    part = pl.col("field").replace_strict(PRESENT_IN, default="mentioned", return_dtype=pl.String)
    return (
        _worded(resolved.filter(pl.col("person_id").is_not_null()), texts)
        .with_columns(part=part)
        .sort(
            "case_id",
            "event_id",
            "person_id",
            pl.col("part").replace_strict(
                {"present": 0, "author": 1, "mentioned": 2}, return_dtype=pl.Int8
            ),
            pl.col("confidence") != CERTAIN,
            "field",
            "start",
        )
        .unique(["case_id", "event_id", "person_id"], keep="first", maintain_order=True)
        .select(PARTICIPANTS.names)
    )


def _worded(resolved: pl.DataFrame, texts: pl.DataFrame) -> pl.DataFrame:
    """The mentions with their words as written."""
    words = pl.col("text").str.slice(pl.col("start"), pl.col("end") - pl.col("start"))
    return resolved.join(
        texts.select("case_id", "event_id", "field", "text"),
        on=["case_id", "event_id", "field"],
        how="left",
        maintain_order="left",
    ).with_columns(mention=words)


def _called(
    resolved: pl.DataFrame, texts: pl.DataFrame, events: pl.DataFrame
) -> list[dict[str, Any]]:
    """What each agency calls each person, and why that is taken to be them."""
    return (
        _worded(resolved.filter(pl.col("person_id").is_not_null()), texts)
        .join(events.select("case_id", "event_id", "agency"), on=["case_id", "event_id"])
        .with_columns(mention=pl.col("mention").str.to_lowercase())
        .group_by("person_id", "agency", "mention", "reason", "confidence")
        .agg(entries=pl.col("event_id").n_unique())
        .sort("person_id", "agency", "entries", "mention", descending=[False, False, True, False])
        .to_dicts()
    )


def _unresolved(
    resolved: pl.DataFrame, names: pl.DataFrame, texts: pl.DataFrame, events: pl.DataFrame
) -> list[dict[str, Any]]:
    """The mentions that are nobody's, by agency and word, with a few of their places."""
    open_ = _worded(
        resolved.filter(pl.col("person_id").is_null(), ~pl.col("reason").is_in(list(NAMELESS))),
        texts,
    ).select(
        "case_id",
        "event_id",
        "reason",
        "candidates",
        mention=pl.col("mention").str.to_lowercase(),
    )
    strange = names.select(
        "case_id",
        "event_id",
        reason=pl.when(pl.col("beside").is_not_null())
        .then(pl.format("a name that case.toml doesn't list, beside ‘{}’", "beside"))
        .otherwise(pl.lit("a name that case.toml doesn't list")),
        candidates=pl.lit([], dtype=pl.List(pl.String)),
        mention="name",
    )
    place = events.select(
        "case_id",
        "event_id",
        "agency",
        "sequence",
        place=pl.format("{} › {}", "source_file", "source_place"),
    )
    return (
        pl.concat([open_, strange])
        .join(place, on=["case_id", "event_id"])
        .sort("agency", "sequence")
        .group_by("agency", "mention", "reason", "candidates", maintain_order=True)
        .agg(
            entries=pl.col("event_id").n_unique(),
            places=pl.col("place").unique(maintain_order=True).head(PLACES),
        )
        .sort("entries", "agency", "mention", "reason", descending=[True, False, False, False])
        .to_dicts()
    )


# ----------------------------------------------------------------------------------- suggestions


def _suggestions(
    case: CaseFile,
    names: pl.DataFrame,
    texts: pl.DataFrame,
    events: pl.DataFrame,
    persons: pl.DataFrame,
) -> list[dict[str, Any]]:
    """Misspelt names and birth dates that differ: told, never applied."""
    whole = {one.surface: one.person.id for one in surfaces(case) if " " in one.surface}
    single = _single_names(case)
    found: dict[str, tuple[str, str]] = {}
    for name in names["name"].unique().sort():
        like = likeness(name, whole if " " in name else single)
        if like:
            found[name] = like
    found |= misspellings(texts["text"], single)
    told = [
        {
            "kind": "name",
            "seen": seen,
            "like": like,
            "person_id": person,
            "ask": f"Is ‘{seen}’ {person}? If so, add it to the names in case.toml",
        }
        for seen, (like, person) in sorted(found.items())
    ]
    return told + birth_dates(texts, events, persons)


def _single_names(case: CaseFile) -> Mapping[str, str]:
    """First names and surnames that only one person of the case has, folded."""
    owners: dict[str, set[str]] = {}
    for person in case.people:
        for name in person.names:
            for word in name.split():
                if word.isalpha() and not word.isupper():
                    owners.setdefault(folded(word), set()).add(person.id)
    known = people_words()
    return {
        word: min(people) if len(people) == 1 else "several people"
        for word, people in owners.items()
        if word not in known.relations and word not in known.labels
    }


# ------------------------------------------------------------------- what records state of kinship

_EDGES = {
    "mother": ("parent", "child"),
    "father": ("parent", "child"),
    "partner": ("partner", "mother"),
    "ex_partner": ("ex_partner", "mother"),
    "sibling": ("sibling", "child"),
    "mothers_mother": ("parent", "mother"),
    "mothers_father": ("parent", "mother"),
    "grandmother": ("grandparent", "child"),
    "grandfather": ("grandparent", "child"),
    "mothers_sister": ("sibling", "mother"),
    "mothers_brother": ("sibling", "mother"),
}
"""What a name beside a family word says: the kind, and of whom."""


def _stated(
    resolved: pl.DataFrame, found: pl.DataFrame, resolver: Resolver, relationships: pl.DataFrame
) -> pl.DataFrame:
    """Relationships that a record states by a family word beside a name ("MGM Carol"), where
    nothing in ``case.toml`` speaks of the two."""
    beside = found.filter(pl.col("beside").is_not_null())
    sure = resolved.filter(pl.col("confidence") == CERTAIN).select(
        "case_id", "event_id", "field", "person_id", first="start", last="end"
    )
    named = beside.join(sure, on=["case_id", "event_id", "field"]).filter(
        pl.col("start") < pl.col("last"), pl.col("first") < pl.col("end")
    )
    pairs = {
        frozenset(pair) for pair in relationships.select("person_id", "related_id").iter_rows()
    }
    rows: dict[tuple[str, str, str], dict[str, Any]] = {}
    for case_id, event_id, person, word in named.select(
        "case_id", "event_id", "person_id", "beside"
    ).iter_rows():
        edge = _EDGES.get(people_words().relations.get(word, ""))
        related = _of_whom(edge[1], resolver.family) if edge else None
        if edge is None or related is None or person == related:
            continue
        if frozenset((person, related)) not in pairs:
            rows.setdefault(
                (person, related, edge[0]),
                {
                    "case_id": case_id,
                    "person_id": person,
                    "related_id": related,
                    "kind": edge[0],
                    "basis": event_id,
                },
            )
    return RELATIONSHIPS.frame(rows.values())


def _of_whom(role: str, family: Family) -> str | None:
    children = family.children
    if len(children) != 1:
        return None
    if role == "child":
        return children[0]
    mothers = family.parents(children[0], "F")
    return mothers[0] if len(mothers) == 1 else None


__all__ = ["FOUND", "Who", "who_is_who"]
