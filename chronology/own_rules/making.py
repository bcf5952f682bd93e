"""From a TOML file to a rule: read, checked, and made a :class:`~chronology.rule.Rule`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args, get_type_hints

from pydantic import BaseModel, ValidationError, create_model

from chronology.errors import PackUnusable
from chronology.narrative.lexicon import builtin_lexicon
from chronology.own_rules.form import FORMS, Contact, Form, Happenings
from chronology.own_rules.patterns import find_of, scope_of
from chronology.own_rules.wording import words_of
from chronology.rule import Card, Need, Params, Rule, threshold

GUIDE = "docs/your-own-rules.md has a whole example"
NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
EXPECTED = re.compile(r"^\s*expect:\s*([^,\n]+)", re.MULTILINE)
SILENCES = ("nothing found", "not applicable", "not assessable")

NUMBERS = {
    "at_least": ("so many happenings", 1, 1000),
    "within_days": ("within so many days", 0, 3650),
    "within_working_days": ("within so many working days", 0, 1000),
    "longer_than_days": ("for more than so many days", 1, 3650),
    "across_agencies": ("in the records of at least so many agencies", 1, 20),
    "under_months": ("while the child was younger than this, in months", 1, 216),
}
"""What each number means where the file doesn't say, and its least and most."""


def rule_from_file(path: Path) -> Rule:
    """The rule that a TOML file describes.

    Raises ``PackUnusable`` with the file, the place in it, what was seen and what would be right.
    """
    where = str(path)
    if not NAME.fullmatch(path.stem):
        raise PackUnusable(
            where,
            "a rule is called as its file is, and this name can't be used",
            "Small letters, figures and hyphens, such as two-falls-in-a-week.toml",
        )
    form = _form(_read(path), where)
    _check(form, where)
    return Rule(
        name=path.stem,
        attention=form.attention,
        needs=_needs(form),
        since=form.since,
        version=form.version,
        find=find_of(form, _childs()),
        words=words_of(form),
        scope=scope_of(form),
        parameters=_parameters(form),
        card=_card(form),
        module=where,
    )


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise PackUnusable(
            str(path), "it is not saved as UTF-8 text", "Save it again with the encoding UTF-8"
        ) from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise PackUnusable(
            str(path), f"it is not valid TOML ({error})", f"Put that line right; {GUIDE}"
        ) from None
    except OSError as error:
        raise PackUnusable(
            str(path), f"it can't be read ({error.strerror})", "Check the file"
        ) from None


def _form(written: dict[str, Any], where: str) -> Form:
    kind = written.get("kind")
    model = FORMS.get(kind) if isinstance(kind, str) else None
    if model is None:
        raise PackUnusable(
            f"{where} › kind",
            "there is none" if kind is None else f"seen: {kind!r}",
            _one_of(str(kind), tuple(FORMS)),
        )
    try:
        return model.model_validate(written)
    except ValidationError as error:
        raise _problem(error, where, model) from None


def _problem(error: ValidationError, where: str, model: type[Form]) -> PackUnusable:
    told = error.errors(include_url=False, include_context=False)
    # a key that is misspelt is missing too: the misspelling is what helps
    first = next((it for it in told if it["type"] == "extra_forbidden"), told[0])
    steps = (step + 1 if isinstance(step, int) else step for step in first["loc"])
    place = " › ".join([where, *map(str, steps)])
    if first["type"] == "extra_forbidden":
        key = str(first["loc"][-1])
        return PackUnusable(
            place, "this key is not known", _one_of(key, _keys(model, first["loc"][:-1]))
        )
    if first["type"] == "missing":
        return PackUnusable(place, "it is missing", f"Add it; {GUIDE}")
    said = first["msg"].removeprefix("Value error, ")
    if "|" in said and first["type"] == "value_error":
        seen, *known = said.split("|")
        return PackUnusable(place, seen, _one_of(seen.split("'")[1], tuple(known)))
    if first["type"] == "value_error":
        return PackUnusable(place, said, GUIDE)
    return PackUnusable(place, f"seen: {_shown(first['input'])}", _plainly(said))


def _one_of(word: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(word, known, n=1, cutoff=0.6)
    return (f"Did you mean {near[0]}? " if near else "") + f"Known here: {', '.join(known)}"


def _keys(model: type[BaseModel], place: tuple[int | str, ...]) -> tuple[str, ...]:
    """The keys that are known at a place of a file."""
    for step in place:
        if isinstance(step, str) and step in model.model_fields:
            inside = list(_models_in(get_type_hints(model, include_extras=True)[step]))
            model = inside[0] if inside else model
    return tuple(model.model_fields)


def _models_in(hint: Any) -> Iterator[type[BaseModel]]:
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        yield hint
    for inner in get_args(hint):
        yield from _models_in(inner)


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:60]}…"


_PLAIN = {
    "Input should be": "It should be",
    "a valid tuple": 'a list, such as ["one", "two"]',
    "a valid integer": "a whole number without quotes",
    "a valid string": "text in quotes",
    "a valid dictionary or instance of Number": (
        'a table, such as { value = 2, basis = "project default" }'
    ),
    "a valid dictionary or instance of Happenings": 'a table with concepts = ["…"]',
    "a valid dictionary or instance of Contact": 'a table with concepts = ["…"]',
    "a valid dictionary": "a table of keys and values",
    "String should have at least 1 character": "It is empty; write it",
    "String should match pattern '^[^\\n]*$'": "It should be one line",
}


def _plainly(message: str) -> str:
    message = re.sub(r"Tuple should have at least (\d) item.*", r"Give at least \1", message)
    for theirs, ours in _PLAIN.items():
        message = message.replace(theirs, ours)
    return message


def _check(form: Form, where: str) -> None:
    """What a model can't know: the concepts there are, and what the examples prove."""
    known = tuple(builtin_lexicon().concepts)
    for place, part in _happenings(form):
        for concept in part.concepts:
            if concept not in known:
                near = get_close_matches(concept, known, n=3, cutoff=0.5) or sorted(known)
                raise PackUnusable(
                    f"{where} › {place} › concepts",
                    f"there is no concept {concept!r}",
                    f"Did you mean {', '.join(near)}?"
                    if len(near) <= 3
                    else f"Known: {', '.join(near)}",
                )
    for name, number in form.numbers.items():
        _, least, most = NUMBERS[name]
        if not least <= number.value <= most:
            raise PackUnusable(
                f"{where} › numbers › {name} › value",
                f"seen: {number.value}",
                f"It should be from {least} to {most}",
            )
    expected = {match.strip() for match in EXPECTED.findall(form.examples)}
    if "flag" not in expected:
        raise _unproved(where, "none of them raises a flag", "expect: flag, medium, definite")
    if not expected & set(SILENCES):
        raise _unproved(where, "none of them stays silent", "expect: nothing found")


def _unproved(where: str, seen: str, line: str) -> PackUnusable:
    return PackUnusable(f"{where} › examples", seen, f"Add one that ends with: {line}")


def _happenings(form: Form) -> Iterator[tuple[str, Happenings | Contact]]:
    for name in type(form).model_fields:
        value = getattr(form, name)
        several = isinstance(value, tuple)
        for number, part in enumerate(value if several else [value], start=1):
            if isinstance(part, Happenings | Contact):
                yield f"{name} › {number}" if several else name, part


def _childs() -> frozenset[str]:
    """Concepts that are a child's where the record doesn't say whose."""
    return frozenset(
        name for name, it in builtin_lexicon().concepts.items() if it.default_who == "child"
    )


def _needs(form: Form) -> tuple[Need, ...]:
    return ("birth date",) if form.ages is not None else ("a child under review",)


def _parameters(form: Form) -> type[Params]:
    fields: dict[str, Any] = {}
    for name, it in form.numbers.items():
        meaning, least, most = NUMBERS[name]
        fields[name] = (
            int,
            threshold(
                it.value,
                description=it.meaning or meaning,
                basis=it.basis,
                source=it.source,
                ge=least if it.least is None else max(least, it.least),
                le=most if it.most is None else min(most, it.most),
            ),
        )
    made: type[Params] = create_model("Parameters", __base__=Params, **fields)
    return made


def _card(form: Form) -> Card:
    return Card(
        title=form.title.rstrip("."),
        looks_for=form.looks_for,
        why=form.why,
        limits="\n".join(f"- {limit}" for limit in form.limits),
        questions=form.questions,
        sources=form.sources,
        examples=form.examples,
    )
