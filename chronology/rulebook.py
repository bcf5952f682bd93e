"""Packs to rules: what is installed, which of it is wanted, with which parameters.

A pack is a package of rule files behind an entry point of the group ``chronology.rules``. Nothing
lists rules by hand: a new file in a pack, of Python or of TOML, is a new rule.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Mapping
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from types import ModuleType
from typing import Any

from pydantic import ValidationError

from chronology.errors import CaseProblem, ChronologyError, PackUnusable
from chronology.own_rules import rule_from_file
from chronology.policy import Profile
from chronology.rule import Params, Rule

GROUP = "chronology.rules"


def installed_rules() -> dict[str, Rule]:
    """Every rule of every installed pack, by name.

    Raises ``PackUnusable`` where a pack can't be loaded or two rules have one name.
    """
    rules: dict[str, Rule] = {}
    for point in sorted(entry_points(group=GROUP), key=lambda point: (point.name, point.value)):
        for found in _rules_of(point):
            if found.name in rules:
                raise PackUnusable(
                    f"pack {point.name}", f"a second rule named {found.name}", "Rename one of them"
                )
            rules[found.name] = found
    return dict(sorted(rules.items()))


def _rules_of(point: EntryPoint) -> list[Rule]:
    try:
        pack = point.load()
        modules = [pack, *_modules_in(pack)]
    except ChronologyError:
        raise
    except Exception as error:  # whatever a foreign pack raises, the user is told which pack
        raise PackUnusable(
            f"pack {point.name}", f"it can't be loaded ({type(error).__name__})", "Ask its author"
        ) from error
    return [*rules_in(modules), *_written_in(pack)]


def _written_in(pack: ModuleType) -> list[Rule]:
    """The rules that a pack holds as TOML files."""
    folders = map(Path, getattr(pack, "__path__", []))
    return [rule_from_file(path) for it in folders for path in sorted(it.glob("*.toml"))]


def _modules_in(pack: ModuleType) -> Iterable[ModuleType]:
    for module in pkgutil.iter_modules(getattr(pack, "__path__", [])):
        yield importlib.import_module(f"{pack.__name__}.{module.name}")


def rules_in(modules: Iterable[ModuleType]) -> list[Rule]:
    """The rules that these modules define."""
    return [
        value
        for module in modules
        for _, value in sorted(vars(module).items())
        if isinstance(value, Rule) and value.module == module.__name__
    ]


def selected(
    rules: Mapping[str, Rule], select: Iterable[str] = (), ignore: Iterable[str] = ()
) -> dict[str, Rule]:
    """The rules that were asked for. Raises ``CaseProblem`` where a name is not known."""
    wanted, unwanted = set(select), set(ignore)
    for name in sorted(wanted | unwanted):
        if name not in rules:
            raise CaseProblem(
                f"rule {name}", "there is no rule of this name", f"Known: {', '.join(rules)}"
            )
    return {
        name: rule
        for name, rule in rules.items()
        if (not wanted or name in wanted) and name not in unwanted
    }


def parameters_of(
    rule: Rule, given: Mapping[str, Any] | None = None, profile: Profile | None = None
) -> Params:
    """A rule's parameters: its defaults, what the profile says instead, and what
    ``[rules.<name>]`` in ``case.toml`` says instead of both.

    Raises ``CaseProblem`` naming the parameter, and what would be right.
    """
    given = dict(given or {})
    under = rule.parameters() if profile is None else profile.of(rule, frozenset(given))
    if not given:
        return under
    try:
        params = rule.parameters.model_validate({**under.model_dump(), **given}, strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        place = " › ".join(map(str, first["loc"]))
        known = ", ".join(rule.parameters.model_fields)
        message = first["msg"].replace("Input should be", "it should be")
        raise CaseProblem(
            f"case.toml › rules › {rule.name} › {place}",
            f"it can't be used: {message}",
            f"The parameters of this rule are: {known}",
        ) from None
    return params.stated_by(under.stated, under.dated)
