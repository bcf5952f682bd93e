"""What a rule's TOML file may hold, as frozen models, one for each kind of pattern."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from chronology.rule import Basis
from chronology.tables import AGENCY_KINDS, WHO, Attention

ANY_ENTRY = "any entry"

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, pattern=r"^[^\n]*$")]
Texts = Annotated[tuple[Line, ...], Field(strict=False, min_length=1)]


def _known(words: tuple[str, ...], what: str) -> AfterValidator:
    def check(word: str) -> str:
        if word not in words:
            raise ValueError(f"{word!r} is no {what}|{'|'.join(words)}")
        return word

    return AfterValidator(check)


AgencyKinds = Annotated[
    tuple[Annotated[str, _known(AGENCY_KINDS, "kind of agency")], ...], Field(strict=False)
]
CoveredBy = Annotated[
    AgencyKinds, BeforeValidator(lambda given: AGENCY_KINDS if given == "any" else given)
]
"""Whose returns would show a thing; ``"any"`` in a file is every kind."""

Whose = Annotated[
    tuple[Annotated[str, _known(WHO, "word for whose it is")], ...], Field(strict=False)
]


class Part(BaseModel):
    """What every part of a file keeps to: nothing changes it, nothing unknown passes."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Number(Part):
    """A number that the rule hangs on, and where it comes from."""

    value: int
    basis: Basis
    source: Text | None = None
    meaning: Text | None = None
    least: int | None = None
    most: int | None = None

    @model_validator(mode="after")
    def _sourced(self) -> Number:
        if self.basis != "project default" and self.source is None:
            raise ValueError(
                f'a number with the basis "{self.basis}" needs a source; '
                'one without any has the basis "project default"'
            )
        if not (self.least is None or self.least <= self.value):
            raise ValueError("its value is below its least")
        if not (self.most is None or self.value <= self.most):
            raise ValueError("its value is above its most")
        return self


class Happenings(Part):
    """Which of the things that records say: the concepts, whose, by which kinds of agency."""

    concepts: Texts
    called: Line | None = None
    said: Literal["affirmed", "negated"] = "affirmed"
    who: Whose = ()
    agency_kinds: AgencyKinds = ()

    @property
    def label(self) -> str:
        """What the flag calls it."""
        words = [name.replace("_", " ") for name in self.concepts]
        return self.called or " or ".join(words)


class Contact(Part):
    """What breaks a silence: these concepts, or any entry, by these kinds of agency."""

    concepts: Annotated[tuple[Line, ...], Field(strict=False)] = ()
    called: Line | None = None
    said: Literal["affirmed", "negated"] = "affirmed"
    who: Whose = ()
    agency_kinds: AgencyKinds = ()

    @property
    def label(self) -> str:
        """What the flag says there was none of."""
        words = [name.replace("_", " ") for name in self.concepts]
        return self.called or " or ".join(words) or ANY_ENTRY

    @model_validator(mode="after")
    def _means_something(self) -> Contact:
        if not self.concepts and not self.agency_kinds:
            raise ValueError("give concepts, or agency_kinds for any entry of theirs")
        if not self.concepts and (self.who or self.said == "negated"):
            raise ValueError("who and said belong to concepts; any entry has neither")
        return self


Age = Literal["from birth", "before birth", "before birth and after"]


class Form(Part):
    """What every file holds: the card, and the rule's numbers."""

    needed: ClassVar[tuple[str, ...]] = ()
    allowed: ClassVar[tuple[str, ...]] = ()

    title: Line
    kind: str
    attention: Attention
    since: Line
    version: Line = "1"
    looks_for: Text
    why: Text
    limits: Texts
    questions: Texts
    sources: Texts
    age: Age | None = None
    numbers: dict[str, Number]
    examples: Text

    @property
    def ages(self) -> Age | None:
        """The time of a child's life that it looks at; from birth where only an age is given."""
        return self.age or ("from birth" if "under_months" in self.numbers else None)

    @model_validator(mode="after")
    def _numbers_of_its_kind(self) -> Form:
        known = (*self.needed, *self.allowed, "under_months")
        for name in self.numbers:
            if name not in known:
                raise ValueError(f"{name!r} is no number of this kind|{'|'.join(known)}")
        for name in self.needed:
            if name not in self.numbers:
                raise ValueError(f"numbers.{name} is missing")
        under = "under_months" in self.numbers
        if self.age == "before birth" and under:
            raise ValueError("under_months says nothing where age is before birth")
        if self.age == "before birth and after" and not under:
            raise ValueError("this age says nothing without numbers.under_months")
        return self


class Count(Form):
    """A number of happenings within so many days."""

    needed: ClassVar = ("at_least", "within_days")
    allowed: ClassVar = ("across_agencies",)

    kind: Literal["count"]
    what: Happenings


class NotFollowedBy(Form):
    """This, not followed by that within so many days, where a return would have shown it."""

    allowed: ClassVar = ("within_days", "within_working_days")

    kind: Literal["not_followed_by"]
    what: Happenings
    then: Happenings
    covered_by: CoveredBy

    @model_validator(mode="after")
    def _one_reach(self) -> NotFollowedBy:
        if len({"within_days", "within_working_days"} & set(self.numbers)) != 1:
            raise ValueError("give either numbers.within_days or numbers.within_working_days")
        if not self.covered_by:
            raise ValueError('covered_by is empty; name kinds of agency, or "any"')
        return self


class Together(Form):
    """Different things, each at least once, within so many days of each other."""

    needed: ClassVar = ("within_days",)
    allowed: ClassVar = ("across_agencies",)

    kind: Literal["together"]
    each: Annotated[tuple[Happenings, ...], Field(strict=False, min_length=2, max_length=6)]


class NothingFor(Form):
    """No contact of this kind for more than so many days that returns cover."""

    needed: ClassVar = ("longer_than_days",)

    kind: Literal["nothing_for"]
    contact: Contact
    covered_by: CoveredBy = ()

    @model_validator(mode="after")
    def _covered(self) -> NothingFor:
        if not self.covered_by and not self.contact.agency_kinds:
            raise ValueError(
                'covered_by is missing: whose returns would show it? Kinds of agency, or "any"'
            )
        return self

    @property
    def silent(self) -> tuple[str, ...]:
        """The kinds of agency whose returns would show a contact."""
        return self.covered_by or self.contact.agency_kinds


FORMS: dict[str, type[Form]] = {
    "count": Count,
    "not_followed_by": NotFollowedBy,
    "together": Together,
    "nothing_for": NothingFor,
}
"""The kinds of pattern, by the word that a file has for it."""
