"""``case.toml`` as frozen models: people, agencies, the review period, how headings map.

Everything in it is optional: without it, roles are read from the text. A key that is not known is
an error, because a misspelt key that is passed over in silence is a setting that never was.
"""

from __future__ import annotations

import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)

from chronology.errors import CaseProblem
from chronology.tables import AGENCY_KINDS, ROLES

WrittenDate = datetime | date | str
"""A TOML date, or text in any form that a return may use; read by ``chronology.records.dates``."""


def _one_of(known: tuple[str, ...]) -> Any:
    def check(word: str) -> str:
        if word not in known:
            raise ValueError(f"it should be one of {', '.join(known)}")
        return word

    return AfterValidator(check)


Role = Annotated[str, _one_of(ROLES)]
AgencyKind = Annotated[str, _one_of(AGENCY_KINDS)]
Identifier = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]


Names = Annotated[tuple[str, ...], Field(strict=False)]


class Part(BaseModel):
    """What every part of ``case.toml`` keeps to: nothing changes it, nothing unknown passes."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class CaseHead(Part):
    """``[case]``: the case's id, the period under review, the incident."""

    id: Identifier | None = None
    review_from: WrittenDate | None = None
    review_to: WrittenDate | None = None
    index_incident: WrittenDate | None = None
    profile: str = "england"


class Person(Part):
    """``[[people]]``: someone in the case, and every name the records have for them.

    ``called`` has the words that only one agency means them by, under that agency's id: ``A1`` may
    be one man in the police's records and another in probation's.
    """

    id: Identifier
    role: Role
    names: tuple[str, ...] = Field(default=(), strict=False)
    born: WrittenDate | None = None
    due: WrittenDate | None = None
    died: WrittenDate | None = None
    sex: str | None = None
    label: str | None = None
    called: dict[str, Names] = Field(default_factory=dict)


class Relationship(Part):
    """``[[relationships]]``: what one person is to another, and since when."""

    person: Identifier
    of: Identifier
    kind: Identifier
    since: WrittenDate | None = None
    until: WrittenDate | None = None


class Agency(Part):
    """``[[agencies]]``: who was asked, what they are called, what their return covers.

    ``about`` is the person whose record the agency keeps, where it isn't the child: "mum" in a
    record about a young parent may be somebody else than in the health visitor's.
    """

    id: Identifier
    name: str | None = None
    kind: AgencyKind | None = None
    aliases: tuple[str, ...] = Field(default=(), strict=False)
    files: tuple[str, ...] = Field(default=(), strict=False)
    asked: bool = True
    covers_from: WrittenDate | None = None
    covers_to: WrittenDate | None = None
    about: Identifier | None = None


class LocalWords(Part):
    """``[words]``: what a case or a partnership adds to the words that narratives are read by.

    ``terms`` and ``opposite`` hold phrases for a concept and against it, ``means`` short forms with
    the words that they stand for, ``ignore`` phrases that say nothing. ``files`` are TOML files
    with the same keys, beside ``case.toml``, so that a partnership can keep its words in one place.
    """

    terms: dict[str, Names] = Field(default_factory=dict)
    opposite: dict[str, Names] = Field(default_factory=dict)
    means: dict[str, str] = Field(default_factory=dict)
    ignore: tuple[str, ...] = Field(default=(), strict=False)
    files: tuple[str, ...] = Field(default=(), strict=False)

    def with_more(self, other: LocalWords) -> LocalWords:
        """These words and others together."""
        return LocalWords(
            terms=_together(self.terms, other.terms),
            opposite=_together(self.opposite, other.opposite),
            means={**other.means, **self.means},
            ignore=(*self.ignore, *other.ignore),
        )


def _together(
    some: dict[str, tuple[str, ...]], more: dict[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    return {name: (*some.get(name, ()), *more.get(name, ())) for name in {**some, **more}}


class CaseFile(Part):
    """A whole ``case.toml``."""

    case: CaseHead = CaseHead()
    people: tuple[Person, ...] = Field(default=(), strict=False)
    relationships: tuple[Relationship, ...] = Field(default=(), strict=False)
    agencies: tuple[Agency, ...] = Field(default=(), strict=False)
    columns: dict[str, str] = Field(default_factory=dict)
    passwords: dict[str, str] = Field(default_factory=dict, repr=False)
    rules: dict[str, dict[str, Any]] = Field(default_factory=dict)
    words: LocalWords = LocalWords()


def read_case_file(path: Path) -> CaseFile:
    """Read and validate a ``case.toml``, and the files of words that it names.

    Raises ``CaseProblem`` naming the key, what was seen and what would be right.
    """
    case = case_from(_read_toml(path), path.name)
    words = case.words
    for name in case.words.files:
        words = words.with_more(read_words(path.parent / name))
    return case if words is case.words else case.model_copy(update={"words": words})


def read_words(path: Path) -> LocalWords:
    """Read a file of local words. Raises ``CaseProblem`` as :func:`read_case_file` does."""
    if not path.is_file():
        raise CaseProblem(
            path.name, "there is no such file of words", "Give its path in words.files"
        )
    try:
        words = LocalWords.model_validate(_read_toml(path))
    except ValidationError as error:
        raise _problem(error, path.name, LocalWords) from None
    if words.files:
        raise CaseProblem(path.name, "a file of words names other files", "Name them in case.toml")
    return words


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise CaseProblem(
            path.name, "it is not saved as UTF-8 text", "Save it again with the encoding UTF-8"
        ) from None
    except (RecursionError, tomllib.TOMLDecodeError, ValueError) as error:
        if not isinstance(error, tomllib.TOMLDecodeError):
            raise CaseProblem(
                path.name, "it can't be read as TOML", "Compare it with the sample case"
            ) from None
        raise CaseProblem(
            path.name, f"it is not valid TOML ({error})", "Compare the line with the sample case"
        ) from None


def case_from(written: dict[str, Any], where: str = "case.toml") -> CaseFile:
    """Validate a parsed ``case.toml``; see :func:`read_case_file`."""
    try:
        case = CaseFile.model_validate(written)
    except ValidationError as error:
        raise _problem(error, where) from None
    _check_references(case, where)
    return case


def _problem(error: ValidationError, where: str, whole: type[Part] = CaseFile) -> CaseProblem:
    first = error.errors(include_url=False, include_context=False)[0]
    branches = {"datetime", "date", "str"}  # which reading of a written date failed says nothing
    written = [step for step in first["loc"] if step not in branches]
    steps = (step + 1 if isinstance(step, int) else step for step in written)
    place = " › ".join(map(str, steps))
    if first["type"] == "extra_forbidden":
        known = ", ".join(_known_keys(first["loc"], whole))
        return CaseProblem(f"{where} › {place}", "this key is not known", f"Known here: {known}")
    return CaseProblem(
        f"{where} › {place}", f"seen: {_kind_of(first['input'])}", _sentence(first["msg"])
    )


_PLAINLY = {
    "a valid tuple": 'a list, such as ["one", "two"]',
    "a valid list": "a list",
    "a valid dictionary": "a table of keys and values",
    "a valid datetime": 'a date, such as 2021-06-03 or "June 2021"',
    "a valid string": "text in quotes",
    "a valid boolean": "true or false",
}


def _sentence(message: str) -> str:
    plain = message.removeprefix("Value error, ").replace("Input should be", "it should be")
    for theirs, ours in _PLAINLY.items():
        plain = plain.replace(theirs, ours)
    return plain[:1].upper() + plain[1:].rstrip(".")


def _kind_of(value: Any) -> str:
    """What was seen, without repeating a name or a narrative."""
    words = {bool: "true or false", int: "a number", float: "a number", str: "text", list: "a list"}
    return words.get(type(value), "a table" if isinstance(value, dict) else type(value).__name__)


def _known_keys(place: tuple[int | str, ...], whole: type[Part]) -> list[str]:
    models: dict[str, type[Part]] = {
        "case": CaseHead,
        "people": Person,
        "relationships": Relationship,
        "agencies": Agency,
        "words": LocalWords,
    }
    model = models.get(str(place[0]), whole) if len(place) > 1 else whole
    return list(model.model_fields)


def _check_references(case: CaseFile, where: str) -> None:
    people = [person.id for person in case.people]
    for kind, ids in (("people", people), ("agencies", [agency.id for agency in case.agencies])):
        twice = sorted({name for name in ids if ids.count(name) > 1})
        if twice:
            raise CaseProblem(
                f"{where} › {kind}", f"the id {twice[0]!r} stands twice", "Give each its own id"
            )
    for number, relationship in enumerate(case.relationships, start=1):
        for key, name in (("person", relationship.person), ("of", relationship.of)):
            if name not in people:
                raise CaseProblem(
                    f"{where} › relationships › {number} › {key}",
                    f"no person has the id {name!r}",
                    f"The ids under [[people]] are: {', '.join(people) or 'none'}",
                )
    agencies = [agency.id for agency in case.agencies]
    for person in case.people:
        for name in person.called:
            if name not in agencies:
                raise CaseProblem(
                    f"{where} › people › {person.id} › called",
                    f"no agency has the id {name!r}",
                    f"The ids under [[agencies]] are: {', '.join(agencies) or 'none'}",
                )
    for agency in case.agencies:
        if agency.about is not None and agency.about not in people:
            raise CaseProblem(
                f"{where} › agencies › {agency.id} › about",
                f"no person has the id {agency.about!r}",
                f"The ids under [[people]] are: {', '.join(people) or 'none'}",
            )
