"""Folders of a partnership's own rules: TOML files, Python files, or both, used without installing.

A TOML file only describes a rule. A Python file is a program that runs with its reader's rights, so
a pack that holds one is announced before it is loaded.
"""

from __future__ import annotations

import hashlib
import importlib
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from types import ModuleType

from chronology.errors import ChronologyError, PackUnusable
from chronology.own_rules import rule_from_file
from chronology.rule import Origin, Rule
from chronology.rulebook import installed_rules, rules_in
from chronology.saying import note

NOT_RULES = ("__init__.py", "setup.py", "conftest.py", "pyproject.toml")
"""Files that may lie beside rules and are none."""


def rule_book(packs: Iterable[Path] = ()) -> dict[str, Rule]:
    """The installed rules and those of these folders, by name.

    Raises ``PackUnusable`` where a folder can't be used or two rules have one name.
    """
    rules = installed_rules()
    for folder in _each_once(packs):
        for name, found in pack_rules(folder).items():
            if name in rules:
                raise PackUnusable(
                    _file_of(found, folder),
                    f"there is a rule named {name} already",
                    "Give this one another name",
                )
            rules[name] = found
    return dict(sorted(rules.items()))


def _each_once(packs: Iterable[Path]) -> list[Path]:
    return list({folder.resolve(): folder for folder in packs}.values())


def _file_of(rule: Rule, folder: Path) -> str:
    return str(folder / Path(rule.origin.file).name) if rule.origin else str(folder)


def pack_rules(folder: Path) -> dict[str, Rule]:
    """The rules of one folder, by name. Raises ``PackUnusable`` where it can't be used."""
    if not folder.is_dir():
        raise PackUnusable(
            str(folder), "there is no such folder", "Give the folder that holds the rules"
        )
    files = sorted(
        path
        for path in folder.iterdir()
        if path.suffix in (".toml", ".py")
        and path.name not in NOT_RULES
        and not path.name.startswith((".", "test_"))
    )
    rules: dict[str, Rule] = {}
    for found in [*_written(files), *_programmed(folder, files)]:
        if found.name in rules:
            raise PackUnusable(
                _file_of(found, folder), f"a second rule named {found.name}", "Rename one of them"
            )
        rules[found.name] = found
    if not rules:
        raise PackUnusable(
            str(folder), "it holds no rules", "See docs/your-own-rules.md for how to write one"
        )
    return rules


def _written(files: Iterable[Path]) -> list[Rule]:
    return [_from(path, rule_from_file(path)) for path in files if path.suffix == ".toml"]


def _programmed(folder: Path, files: Iterable[Path]) -> list[Rule]:
    programs = [path for path in files if path.suffix == ".py"]
    if not programs:
        return []
    note(
        f"The pack {folder} holds Python files: they run as programs on this computer. "
        "Use them only where you trust who wrote them."
    )
    package = _package(folder)
    return [
        _from(path, found)
        for path in programs
        for found in rules_in([_loaded(f"{package}.{path.stem}", path)])
    ]


def _from(path: Path, rule: Rule) -> Rule:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    folder = path.resolve().parent
    return replace(rule, origin=Origin(f"{folder.name}/{path.name}", digest, folder))


def _package(folder: Path) -> str:
    """A package of its own name for the folder, so that its files can import each other."""
    place = folder.resolve()
    name = f"chronology_pack_{hashlib.sha256(str(place).encode()).hexdigest()[:12]}"
    for old in [it for it in sys.modules if it == name or it.startswith(f"{name}.")]:
        del sys.modules[old]
    package = ModuleType(name)
    package.__path__ = [str(place)]
    sys.modules[name] = package
    return name


def _loaded(name: str, path: Path) -> ModuleType:
    keeps_none, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        return importlib.import_module(name)
    except ChronologyError as error:
        raise PackUnusable(f"{path} › {error.where}", error.seen, error.hint) from None
    except SyntaxError as error:
        raise PackUnusable(
            f"{path}, line {error.lineno}", f"it is not valid Python ({error.msg})", "Put it right"
        ) from None
    except Exception as error:  # whatever a foreign file raises, the user is told which file
        raise PackUnusable(
            str(path), f"it can't be loaded ({type(error).__name__}: {error})", "Ask its author"
        ) from error
    finally:
        sys.dont_write_bytecode = keeps_none
