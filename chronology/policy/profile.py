"""A policy profile: read, checked, and laid over the rules' own numbers."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from importlib import resources
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from chronology.errors import CaseProblem
from chronology.rule import Basis, Dated, Params, Rule, Stated
from chronology.tables import FAR_AHEAD, LONG_AGO

MOST_STEPS = 8
"""So many profiles may extend each other."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Value(_Part):
    """A number, where it comes from, and from when to when it holds."""

    value: int | float | str
    source: Annotated[str, Field(min_length=3)]
    basis: Basis = "local example"
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def is_dated(self) -> bool:
        return self.valid_from is not None or self.valid_to is not None

    @model_validator(mode="after")
    def _in_order(self) -> Value:
        if self.valid_from and self.valid_to and self.valid_from > self.valid_to:
            raise ValueError("valid_from lies after valid_to")
        return self


class _File(_Part):
    """What a profile's file holds."""

    title: Annotated[str, Field(min_length=3)]
    about: str = ""
    extends: str | None = None
    rules: dict[str, dict[str, Value | list[Value]]] = Field(default_factory=dict)


@dataclass(frozen=True)
class Profile:
    """Whose numbers hold: for each rule and number, the values that a profile gives it."""

    name: str
    title: str
    about: str = ""
    extends: tuple[str, ...] = ()
    values: Mapping[str, Mapping[str, tuple[Value, ...]]] = field(default_factory=dict)
    named: frozenset[str] = frozenset()
    """The rules that files of a partnership's own name."""

    def of(self, rule: Rule, without: frozenset[str] = frozenset()) -> Params:
        """A rule's numbers under this profile; those in ``without`` as the rule has them.

        Raises ``CaseProblem`` where the profile names a number that the rule doesn't have, gives a
        value it can't take, or dates one that the rule doesn't ask for by date.
        """
        given = {
            name: told
            for name, told in self.values.get(rule.name, {}).items()
            if name not in without
        }
        place = f"profile {self.name} › rules › {rule.name}"
        plain = {name: [it for it in told if not it.is_dated] for name, told in given.items()}
        params = _checked(rule, {name: it[-1].value for name, it in plain.items() if it}, place)
        for name, told in given.items():
            for it in told:
                _checked(rule, {name: it.value}, place)
            if len(plain[name]) < len(told) and not rule.asks_by_date(name):
                raise CaseProblem(
                    f"{place} › {name}",
                    "it has valid_from or valid_to, but the rule takes one value for all time",
                    "Give it one value without dates",
                )
        return params.stated_by(
            {name: Stated(it[-1].basis, it[-1].source) for name, it in plain.items() if it},
            {name: dated for name, told in given.items() if (dated := _dated(told))},
        )

    def check(self, rules: Mapping[str, Rule]) -> None:
        """Raise ``CaseProblem`` where it names a rule that there is not."""
        for name in sorted(self.named):
            if name not in rules:
                raise CaseProblem(
                    f"profile {self.name} › rules › {name}",
                    "there is no such rule",
                    _close(name, rules) or "See them with: chronology rules list",
                )


def _dated(values: tuple[Value, ...]) -> tuple[Dated, ...]:
    return tuple(
        Dated(it.value, it.valid_from or LONG_AGO, it.valid_to or FAR_AHEAD, it.basis, it.source)
        for it in values
        if it.is_dated
    )


def _checked(rule: Rule, given: Mapping[str, Any], place: str) -> Params:
    try:
        return rule.parameters.model_validate(dict(given), strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        name = str(first["loc"][0])
        known = list(rule.parameters.model_fields)
        raise CaseProblem(
            f"{place} › {name}",
            f"it can't be used: {first['msg'].replace('Input should be', 'it should be')}",
            (_close(name, known) if name not in known else "")
            or f"The numbers of this rule are: {', '.join(known)}",
        ) from None


def builtin_profiles() -> tuple[str, ...]:
    """The names of the profiles that come with chronology."""
    folder = resources.files("chronology.policy")
    found = (entry.name.removesuffix(".toml") for entry in folder.iterdir() if _is_profile(entry))
    return tuple(sorted(found))


NOT_PROFILES = frozenset({"checklist.toml"})


def _is_profile(entry: Any) -> bool:
    return entry.name.endswith(".toml") and entry.name not in NOT_PROFILES


def read_profile(name: str, beside: Path | None = None) -> Profile:
    """A profile by its name, or a file's path (taken from the folder ``beside`` where relative).

    Raises ``CaseProblem`` saying where in which file something is wrong, and what would be right.
    """
    chain = list(_chain(name, beside))
    values: dict[str, dict[str, tuple[Value, ...]]] = {}
    for _, file in reversed(chain):
        for rule, numbers in file.rules.items():
            for number, told in numbers.items():
                listed = tuple(told) if isinstance(told, list) else (told,)
                _no_overlap(listed, f"profile {name} › rules › {rule} › {number}")
                values.setdefault(rule, {})[number] = listed
    known, first = chain[0]
    own = (file.rules for place, file in chain if place not in builtin_profiles())
    extended = tuple(it for it, _ in chain[1:])
    return Profile(known, first.title, first.about, extended, values, frozenset().union(*own))


def _no_overlap(values: tuple[Value, ...], place: str) -> None:
    """One day has one value; a plain value holds where no dated one does."""
    spans = sorted((it.valid_from, it.valid_to) for it in _dated(values))
    for (_, earlier_to), (later_from, _) in pairwise(spans):
        if later_from <= earlier_to:
            raise CaseProblem(
                place,
                f"two values for {later_from.isoformat()}",
                f"Let the earlier end with valid_to = {(later_from - timedelta(days=1))}",
            )


def _chain(name: str, beside: Path | None) -> Iterator[tuple[str, _File]]:
    """A profile's file and those that it extends, itself first."""
    wanted: str | None = name
    for _ in range(MOST_STEPS):
        if wanted is None:
            return
        place, text, beside = _text_of(wanted, beside)
        file = _read(place, text)
        yield place, file
        wanted = file.extends
    raise CaseProblem(f"profile {name}", "profiles extend each other in a ring", "Break the ring")


def _text_of(name: str, beside: Path | None) -> tuple[str, str, Path | None]:
    if name in builtin_profiles():
        inside = resources.files("chronology.policy") / f"{name}.toml"
        return name, inside.read_text("utf-8"), None
    path = Path(name) if beside is None or Path(name).is_absolute() else beside / name
    if not name.endswith(".toml") or not path.is_file():
        raise CaseProblem(
            f"profile {name}",
            "there is no profile of this name and no such file",
            f"Built in: {', '.join(builtin_profiles())}; or give a file that ends in .toml",
        )
    try:
        return path.name, path.read_text("utf-8-sig"), path.parent
    except (OSError, UnicodeDecodeError) as error:
        raise CaseProblem(
            f"profile {path.name}", f"it can't be read ({type(error).__name__})", "Save it as UTF-8"
        ) from None


def _read(place: str, text: str) -> _File:
    try:
        return _File.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise CaseProblem(
            f"profile {place}", f"it is not valid TOML: {error}", "See docs/profiles.md"
        ) from None
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        where = " › ".join(
            str(part) for part in first["loc"] if part not in ("Value", "list[Value]")
        )
        raise CaseProblem(
            f"profile {place} › {where}",
            first["msg"].removeprefix("Value error, "),
            'A number is { value = …, source = "…" }; see docs/profiles.md',
        ) from None


def _close(name: str, known: Any) -> str:
    near = difflib.get_close_matches(name, list(known), 2)
    return f"Did you mean {' or '.join(near)}?" if near else ""
