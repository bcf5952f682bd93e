"""FHIR's data types, as far as they are read, each with the words in which it is told.

They are tolerant: an element may be missing, what isn't listed here is let through unread, and a
single value may stand where a list is meant. What is listed must have the type that FHIR gives it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from html import unescape
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, FiniteFloat, Tag

Names = Callable[[str], str | None]
"""From a reference as it is written to the name of whoever or whatever it leads to."""

BETWEEN = "; "


class Element(BaseModel):
    """What every data type keeps to."""

    model_config = ConfigDict(extra="ignore", strict=True)

    def words(self, names: Names) -> str:
        """What it says, in plain words; empty where it says nothing."""
        return ""


T = TypeVar("T")


def _listed(value: Any) -> Any:
    """One value as a list of one; what a list leaves out with ``null`` is left out."""
    if isinstance(value, list):
        return tuple(one for one in value if one is not None)
    return () if value is None else (value,)


Many = Annotated[tuple[T, ...], BeforeValidator(_listed)]
"""A list, or one value where some version of FHIR has only one."""

Several = Annotated[tuple[T, ...], Field(strict=False)]
"""A list in every version. Faster to check than ``Many``: it stands where most values are."""


def joined(parts: Iterable[str], between: str = BETWEEN) -> str:
    """The parts that hold something, each once, in order."""
    found = [part for part in parts if part]
    return between.join(dict.fromkeys(found)) if len(found) > 1 else "".join(found)


def all_words(elements: Iterable[Element], names: Names, between: str = BETWEEN) -> str:
    """What several elements say."""
    return joined((element.words(names) for element in elements), between)


# ------------------------------------------------------------------------------------ codes


class Coding(Element):
    system: str | None = None
    code: str | None = None
    display: str | None = None

    def words(self, names: Names) -> str:
        return _tidy(self.display) or _tidy(self.code)


class Concept(Coding):
    """A CodeableConcept. It takes in a bare Coding and a Reference's display as well, which some
    versions of FHIR have in its place."""

    coding: Several[Coding] = ()
    text: str | None = None

    def words(self, names: Names) -> str:
        if self.text:
            return _tidy(self.text)
        shown = [_tidy(coding.display) for coding in self.coding if coding.display]
        coded = [_tidy(coding.code) for coding in self.coding if coding.code]
        return next(iter(shown or coded), "") or super().words(names)

    @property
    def codings(self) -> tuple[Coding, ...]:
        """The codes it gives, its own where it is a bare Coding."""
        return self.coding or ((self,) if self.code else ())


def _shape(value: Any) -> str | None:
    if isinstance(value, str):
        return "text"
    return "object" if isinstance(value, dict) else None


Words = Annotated[
    Annotated[str, Tag("text")] | Annotated[Concept, Tag("object")], Discriminator(_shape)
]
"""Text, or a concept: the same element is the one here and the other there."""


def say(value: Any, names: Names, between: str = BETWEEN) -> str:
    """Any element that was read, in words."""
    kind = type(value)  # asking a model for its class is slow, and this is asked a lot
    if value is None:
        return ""
    if kind is str:
        return _tidy(value)
    if kind is tuple:
        return joined([say(one, names) for one in value], between)
    if kind is bool:
        return "yes" if value else "no"
    if kind is int or kind is float:
        return number(value)
    words: str = value.words(names)
    return words


def _tidy(text: str | None) -> str:
    return text.strip() if text else ""


# ------------------------------------------------------------------------------ measurements


def number(value: float) -> str:
    """A number as people write it: 3.2, 1200, never 1200.0."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return repr(value)


class Quantity(Element):
    value: FiniteFloat | None = None
    comparator: str | None = None
    unit: str | None = None
    code: str | None = None

    def words(self, names: Names) -> str:
        if self.value is None:
            return ""
        unit = self.unit or self.code or ""
        space = "" if unit in ("", "%") else " "
        return f"{self.comparator or ''}{number(self.value)}{space}{_tidy(unit)}"


class Range(Element):
    low: Quantity | None = None
    high: Quantity | None = None

    def words(self, names: Names) -> str:
        low, high = say(self.low, names), say(self.high, names)
        if low and high:
            return f"{low} to {high}"
        return f"from {low}" if low else (f"up to {high}" if high else "")


class Ratio(Element):
    numerator: Quantity | None = None
    denominator: Quantity | None = None

    def words(self, names: Names) -> str:
        parts = (say(self.numerator, names), say(self.denominator, names))
        return " / ".join(parts) if all(parts) else ""


# ----------------------------------------------------------------------------------- time

_MOMENT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2}:[0-9]{2})(?::([0-9]{2})(?:\.[0-9]+)?)?"
    r"(Z|[+-][0-9]{2}:[0-9]{2})?"
)


def moment(text: str | None) -> str:
    """A FHIR date or time as a chronology writes it: "2021-05-03 14:00".

    The local time stays as it is written and loses its offset; a time in UTC keeps its Z, because
    it is an hour off in a British summer. Nothing is converted.
    """
    if not text:
        return ""
    match = _MOMENT.fullmatch(text)
    if match is None:
        return text.strip()
    day, clock, second, zone = match.groups()
    seconds = f":{second}" if second and second != "00" else ""
    return f"{day} {clock}{seconds}{'Z' if zone == 'Z' else ''}"


class Period(Element):
    start: str | None = None
    end: str | None = None

    def words(self, names: Names) -> str:
        start, end = moment(self.start), moment(self.end)
        if start and end:
            return f"{start} to {end}"
        return f"from {start}" if start else (f"until {end}" if end else "")


class Repeat(Element):
    boundsPeriod: Period | None = None


class Timing(Element):
    event: Many[str] = ()
    repeat: Repeat | None = None
    code: Concept | None = None

    def words(self, names: Names) -> str:
        return joined([*map(moment, self.event), say(self.code, names)])


# ------------------------------------------------------------------------------------- text

_BREAK = re.compile(r"<(?:br|/p|/div|/li|/tr|/h[1-6]|/caption)\b[^<>]*>", re.IGNORECASE)
_CELL = re.compile(r"</t[dh]\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")


def plain_text(markup: str) -> str:
    """A narrative without its tags, a line for each paragraph, item and row of a table."""
    flowing = " ".join(markup.split())
    text = _TAG.sub("", _CELL.sub(" ", _BREAK.sub("\n", flowing)))
    lines = (" ".join(line.split()) for line in unescape(text).split("\n"))
    return "\n".join(filter(None, lines))


class Narrative(Element):
    div: str | None = None

    def words(self, names: Names) -> str:
        return plain_text(self.div) if self.div else ""


class Annotation(Element):
    text: str | None = None

    def words(self, names: Names) -> str:
        return _tidy(self.text)


class Identifier(Element):
    system: str | None = None
    value: str | None = None

    def words(self, names: Names) -> str:
        return _tidy(self.value)


# ----------------------------------------------------------------------------------- people


def _described(value: Any) -> Any:
    """A name where a reference is meant, as old exports have it."""
    return {"display": value} if isinstance(value, str) else value


def _all_described(value: Any) -> Any:
    return tuple(_described(one) for one in _listed(value))


class Reference(Element):
    reference: str | None = None
    display: str | None = None
    identifier: Identifier | None = None

    @property
    def to(self) -> Reference:
        """The reference itself, where it may lie within."""
        return self

    def words(self, names: Names) -> str:
        named = names(self.reference) if self.reference else None
        return named or _tidy(self.display) or say(self.identifier, names)


class Member(Reference):
    """Somebody or something with a part in it: a reference, or an object that holds one."""

    actor: Reference | None = None
    individual: Reference | None = None
    member: Reference | None = None
    agent: Reference | None = None
    item: Reference | None = None
    location: Reference | None = None
    condition: Reference | None = None
    onBehalfOf: Reference | None = None
    status: str | None = None

    @property
    def to(self) -> Reference:
        return (
            self.actor
            or self.individual
            or self.member
            or self.agent
            or self.item
            or self.location
            or self.condition
            or self
        )

    def words(self, names: Names) -> str:
        to = self.to
        return Reference.words(self, names) if to is self else to.words(names)


Party = Annotated[Member, BeforeValidator(_described)]
Parties = Annotated[tuple[Member, ...], BeforeValidator(_all_described)]


class HumanName(Element):
    text: str | None = None
    family: Many[str] = ()
    given: Many[str] = ()
    prefix: Many[str] = ()
    suffix: Many[str] = ()
    use: str | None = None

    def words(self, names: Names) -> str:
        parts = (*self.prefix, *self.given, *self.family, *self.suffix)
        return _tidy(self.text) or " ".join(filter(None, map(_tidy, parts)))
