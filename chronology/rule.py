"""What a rule is: a card that a practitioner reads, parameters with sources, and a pure function.

A rule is one file. Its docstring is the page users read, and the examples in it are its tests. The
function takes lazy tables and gives lazy findings; it never collects, never reads a narrative, and
keys everything by ``case_id``.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal, Self

import polars as pl
from pydantic import BaseModel, ConfigDict, Field, PrivateAttr
from pydantic.config import JsonDict

from chronology.errors import PackUnusable
from chronology.tables import EVIDENCE, FAR_AHEAD, FINDINGS, LONG_AGO, Attention, Tables

Basis = Literal["statutory", "national guidance", "local example", "project default"]
"""Where a number comes from. Most have no published source, and say so."""

Need = Literal["a child under review", "birth date", "records"]

Measure = Mapping[str, Any]
Find = Callable[[Tables, Any], pl.LazyFrame]
Scope = Callable[[Tables, Any], pl.LazyFrame]
Words = Callable[[Measure], "Wording"]

SECTIONS = (
    "What it looks for",
    "Why it matters",
    "Known limits",
    "Questions for the panel",
    "Sources",
    "Examples",
)
"""The headings of a rule's docstring, in order. Every one must be there."""


@dataclass(frozen=True)
class Stated:
    """Who gave a number another value, and on what it rests."""

    basis: Basis
    source: str | None = None


@dataclass(frozen=True)
class Dated:
    """A value of a rule's number and the days on which it was in force, both included."""

    value: int | float | str
    valid_from: date
    valid_to: date
    basis: Basis = "local example"
    source: str | None = None


class Params(BaseModel):
    """A rule's numbers. Each is made by :func:`threshold`; an unknown name is an error.

    A policy profile may give a number values of different times, where the rule asks for it with
    :meth:`at`: what happened in 2021 is judged by what was in force in 2021.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    _stated: dict[str, Stated] = PrivateAttr(default_factory=dict)
    _dated: dict[str, tuple[Dated, ...]] = PrivateAttr(default_factory=dict)

    def at(self, name: str, day: pl.Expr) -> pl.Expr:
        """A number as it was in force on a day; its plain value where no other time has its own."""
        number = pl.lit(getattr(self, name))
        for it in self._dated.get(name, ()):
            number = (
                pl.when(day.is_between(it.valid_from, it.valid_to))
                .then(pl.lit(it.value))
                .otherwise(number)
            )
        return number

    @property
    def stated(self) -> Mapping[str, Stated]:
        """For the numbers that a profile gives, on what its plain value rests."""
        return self._stated

    @property
    def dated(self) -> Mapping[str, tuple[Dated, ...]]:
        """The values that hold for a time only, by the number's name."""
        return self._dated

    def stated_by(
        self, stated: Mapping[str, Stated], dated: Mapping[str, tuple[Dated, ...]]
    ) -> Self:
        """The same numbers, with what a profile says of them."""
        copy = self.model_copy()
        copy._stated, copy._dated = dict(stated), dict(dated)
        return copy


def threshold(
    default: int | float | str,
    *,
    description: str,
    basis: Basis,
    source: str | None = None,
    dated: bool = False,
    **limits: Any,
) -> Any:
    """A number that a rule hangs on, with where it comes from.

    ``dated`` says that the rule asks for it with :meth:`Params.at`, so that a policy profile may
    give it another value for another time.

    ``limits`` are pydantic's ``ge``, ``le`` and so on. A number without a published source has
    ``basis="project default"`` and is printed as such wherever it is shown.
    """
    extra: JsonDict = {"basis": basis, "source": source, "dated": dated}
    return Field(default, description=description, json_schema_extra=extra, **limits)


@dataclass(frozen=True)
class Wording:
    """What a flag says: one or two plain sentences, what the panel may want to ask, its title.

    A question or a title that is left out is the one on the rule's card.
    """

    explanation: str
    question: str = ""
    title: str = ""


@dataclass(frozen=True)
class Card:
    """What a rule's docstring says, section by section."""

    title: str
    looks_for: str
    why: str
    limits: str
    questions: tuple[str, ...]
    sources: tuple[str, ...]
    examples: str


@dataclass(frozen=True)
class Origin:
    """The file that a rule of a folder comes from, as ``folder/file``, and its SHA-256."""

    file: str
    sha256: str
    folder: Path


@dataclass(frozen=True)
class Rule:
    """One pattern that reviews keep finding."""

    name: str
    attention: Attention
    needs: tuple[Need, ...]
    since: str
    version: str
    find: Find
    words: Words
    scope: Scope | None
    parameters: type[Params]
    card: Card
    module: str = field(compare=False)
    origin: Origin | None = field(default=None, compare=False)

    def asks_by_date(self, name: str) -> bool:
        """Whether one of its numbers may have other values for another time."""
        extra = self.parameters.model_fields[name].json_schema_extra
        return isinstance(extra, dict) and bool(extra.get("dated"))


def rule(
    name: str,
    *,
    attention: Attention,
    words: Words,
    needs: tuple[Need, ...] = ("records",),
    scope: Scope | None = None,
    since: str,
    version: str = "1",
) -> Callable[[Find], Rule]:
    """Make a rule of a function ``find(case, p)``.

    ``words`` turns a finding's figures into sentences. ``scope`` gives ``case_id, status,
    reason`` for the cases where the pattern can't be looked for: ``not_applicable`` or
    ``not_assessable``. Raises ``PackUnusable`` when the docstring lacks a section.
    """

    def make(find: Find) -> Rule:
        return Rule(
            name=name,
            attention=attention,
            needs=needs,
            since=since,
            version=version,
            find=find,
            words=words,
            scope=scope,
            parameters=_parameters_of(find, name),
            card=read_card(find.__globals__.get("__doc__") or "", name),
            module=find.__module__,
        )

    return make


def _parameters_of(find: Find, name: str) -> type[Params]:
    parameters = find.__globals__.get("Parameters")
    if isinstance(parameters, type) and issubclass(parameters, Params):
        return parameters
    raise PackUnusable(
        f"rule {name}", "its file has no class Parameters", "Add one that derives from Params"
    )


def read_card(docstring: str, name: str) -> Card:
    """A rule's docstring as a card. Raises ``PackUnusable`` naming the section that is missing."""
    title, _, rest = textwrap.dedent(docstring).strip().partition("\n")
    parts = _sections(rest)
    missing = [heading for heading in SECTIONS if not parts.get(heading, "").strip()]
    if missing or not title:
        raise PackUnusable(
            f"rule {name}",
            f"its docstring lacks: {', '.join(missing) or 'a title'}",
            f"Each rule's docstring has a title and, underlined, {', '.join(SECTIONS)}",
        )
    return Card(
        title=title.strip().rstrip("."),
        looks_for=parts["What it looks for"],
        why=parts["Why it matters"],
        limits=parts["Known limits"],
        questions=_items(parts["Questions for the panel"]),
        sources=_items(parts["Sources"]),
        examples=parts["Examples"],
    )


def _sections(text: str) -> dict[str, str]:
    pieces = re.split(r"^(\S[^\n]*)\n-{3,}\n", text, flags=re.MULTILINE)
    return {
        heading.strip(): body.strip("\n")
        for heading, body in zip(pieces[1::2], pieces[2::2], strict=True)
    }


def _items(text: str) -> tuple[str, ...]:
    items = re.split(r"^- ", text, flags=re.MULTILINE)
    return tuple(" ".join(item.split()) for item in items if item.strip())


def findings(
    frame: pl.LazyFrame,
    *,
    attention: Attention | pl.Expr,
    kind: str = "flag",
    raised_on: pl.Expr | None = None,
    measure: Mapping[str, pl.Expr] | None = None,
) -> pl.LazyFrame:
    """Occurrences or episodes as findings, one row each.

    The frame has ``case_id``, ``person_id``, ``lo``, ``hi``, ``evidence`` and ``sure``.
    ``raised_on`` is the day on which the records first showed it (the last day of the evidence
    where not given). ``measure`` names the figures that the explanation tells.
    """
    level = attention if isinstance(attention, pl.Expr) else pl.lit(attention)
    figures = [expr.alias(name) for name, expr in (measure or {}).items()] or [
        pl.lit(None, dtype=pl.String).alias("none")
    ]
    return FINDINGS.select(
        frame.with_columns(
            kind=pl.lit(kind),
            attention=level,
            raised_on=known_day(raised_on if raised_on is not None else pl.col("hi")),
            first_date=known_day(pl.col("lo")),
            last_date=known_day(pl.col("hi")),
            certainty=pl.when("sure").then(pl.lit("definite")).otherwise(pl.lit("possible")),
            evidence=pl.col("evidence").cast(EVIDENCE),
            measure=pl.struct(figures).struct.json_encode(),
        )
    )


def known_day(day: pl.Expr) -> pl.Expr:
    """A day, or null where it is one of the ends of time that stand for an unknown date."""
    return pl.when(day.is_between(LONG_AGO, FAR_AHEAD, closed="none")).then(day)


PREGNANCY_DAYS = 280


def age_in_words(days: int | None) -> str:
    """An age as practitioners say it: days under two weeks, weeks under six months, then months.

    Before any pregnancy of the child it is the age at an entry that has no date.
    """
    if days is None or days < -PREGNANCY_DAYS:
        return "unknown age"
    if days < 14:
        return f"{days} day{'' if days == 1 else 's'}"
    if days < 183:
        return f"{days // 7} weeks"
    return f"{int(days // 30.4375)} months"


def times(number: int) -> str:
    """ "once", "twice", "3 times"."""
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def listed(words: list[str]) -> str:
    """Words as a sentence lists them: "a, b and c"."""
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + f" and {words[-1]}"
