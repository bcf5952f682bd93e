"""The house keeps its shape: what is shipped, how long files are, who may import what by name.

The floors themselves are import-linter's, in ``pyproject.toml``.
"""

from __future__ import annotations

import ast
import os
import re
import shlex
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest
import typer

from chronology.cli import app
from chronology.rulebook import installed_rules

HOUSE = Path(__file__).resolve().parents[1]
ROOMS = {
    "chronology": "chronology",
    "rules": "chronology/rules",
    "reports": "chronology/reports",
    "sample_data": "chronology/sample_data",
}
"""The folders that are shipped, and where they lie in the wheel."""

LONGEST_FILE = 400
NEVER_SHIPPED = ("__pycache__", "output")


def _shipped(folder: str) -> Iterator[Path]:
    """Every file of a room, without what running it leaves behind."""
    for path in sorted((HOUSE / folder).rglob("*")):
        inside = path.relative_to(HOUSE)
        if path.is_file() and not set(inside.parts) & set(NEVER_SHIPPED):
            yield inside


def _own_code(*suffixes: str) -> list[Path]:
    rooms = ("chronology", "rules", "reports")
    return [path for room in rooms for path in _shipped(room) if path.suffix in suffixes]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names in a wheel: the one that CHRONOLOGY_WHEEL names, or one built here, offline."""
    given = os.environ.get("CHRONOLOGY_WHEEL")
    built = Path(given) if given else _built(tmp_path_factory.mktemp("house"))
    with zipfile.ZipFile(built) as archive:
        return set(archive.namelist())


def _built(work: Path) -> Path:
    tree = work / "tree"
    for room in ROOMS:
        shutil.copytree(HOUSE / room, tree / room, ignore=shutil.ignore_patterns(*NEVER_SHIPPED))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(HOUSE / name, tree)
    # a folder that must stay out, although a careless setting would take it in
    (tree / "tests").mkdir()
    (tree / "tests" / "__init__.py").write_text("")
    build = "import sys; from setuptools import build_meta; build_meta.build_wheel(sys.argv[1])"
    done = subprocess.run(
        [sys.executable, "-c", build, str(work)], cwd=tree, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    (place,) = work.glob("*.whl")
    return place


def test_the_wheel_holds_the_tree_and_nothing_else(wheel: set[str]) -> None:
    expected = {
        path.as_posix().replace(room, place, 1)
        for room, place in ROOMS.items()
        for path in _shipped(room)
    }
    packed = {name for name in wheel if ".dist-info/" not in name and not name.endswith("/")}
    assert sorted(expected - packed) == [], "not shipped: see [tool.setuptools] in pyproject.toml"
    assert sorted(packed - expected) == [], "shipped, but not of the house"


def test_the_wheel_carries_the_licence_and_the_entry_points(wheel: set[str]) -> None:
    about = {name.partition(".dist-info/")[2] for name in wheel if ".dist-info/" in name}
    assert {"licenses/LICENSE", "entry_points.txt", "METADATA"} <= about


@pytest.mark.parametrize("path", _own_code(".py", ".js", ".css"), ids=str)
def test_a_file_that_outgrows_its_room_gets_a_wall(path: Path) -> None:
    text = (HOUSE / path).read_text(encoding="utf-8")
    page = ast.get_docstring(ast.parse(text), clean=False) or "" if path.parts[0] == "rules" else ""
    # a rule's page and its examples are not rooms of code: they are what practitioners read
    assert len(text.splitlines()) - len(page.splitlines()) <= LONGEST_FILE


def test_the_lock_file_stays_out_of_git() -> None:
    """It records the addresses of the package index that it was made with."""
    ignored = (HOUSE / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert "uv.lock" in ignored
    if not (HOUSE / ".git").exists() or shutil.which("git") is None:
        pytest.skip("not a git working tree")
    tracked = subprocess.run(
        ["git", "ls-files", "uv.lock"], cwd=HOUSE, capture_output=True, text=True, check=True
    )
    assert tracked.stdout == ""


FETCHES = re.compile(
    r"""https?://|["'(]//\w|@import|url\((?!["']?data:)|\bfetch\s*\(|XMLHttpRequest|WebSocket"""
    r"""|EventSource|sendBeacon|importScripts|\bimport\s*\(|<(?:link|iframe|object|embed)\b"""
)


@pytest.mark.parametrize(
    "path", [path for path in _shipped("reports") if path.suffix in (".py", ".js", ".css")], ids=str
)
def test_no_page_asks_for_anything_from_outside(path: Path) -> None:
    text = (HOUSE / path).read_text(encoding="utf-8")
    assert [found.group() for found in FETCHES.finditer(text)] == []


@pytest.mark.parametrize("path", _own_code(".py"), ids=str)
def test_nobody_imports_rules_or_reports_by_name(path: Path) -> None:
    """They arrive through entry points, as a partnership's own do."""
    named = re.compile(r"(chronology\.)?(rules|reports)(\.|$)")
    found = [name for name in _imported(HOUSE / path) if named.match(name)]
    assert found == []


RULES_MAY_IMPORT = {
    "__future__",
    "chronology.rule",
    "chronology.tables",
    "chronology.temporal",
    "polars",
    "pydantic",
}


@pytest.mark.parametrize("path", [p for p in _shipped("rules") if p.suffix == ".py"], ids=str)
def test_a_rule_imports_the_words_that_rules_are_written_in(path: Path) -> None:
    assert set(_imported(HOUSE / path)) <= RULES_MAY_IMPORT


def _imported(path: Path) -> Iterator[str]:
    """The modules that a file names; ``from chronology import x`` gives ``chronology.x``."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level:
            yield "." * node.level + (node.module or "")
        elif isinstance(node, ast.ImportFrom):
            whole = node.module == "chronology"
            yield from (f"chronology.{n.name}" for n in node.names) if whole else [str(node.module)]


def test_each_rule_is_one_file_of_its_own_name() -> None:
    rules = {name.replace("-", "_") for name in installed_rules()}
    files = {path.stem for path in _shipped("rules") if path.name != "__init__.py"}
    assert rules == files
    for name, rule in installed_rules().items():
        assert rule.module.rpartition(".")[2] == name.replace("-", "_")


def test_rules_and_reports_arrive_through_entry_points() -> None:
    rules = {point.name: point for point in entry_points(group="chronology.rules")}
    reports = {point.name: point for point in entry_points(group="chronology.reports")}
    assert Path(rules["chronology"].load().__file__).parent.name == "rules"
    assert callable(reports["html"].load())
    (script,) = entry_points(group="console_scripts", name="chronology")
    assert script.value == "chronology.cli:main"


def _readme_lines() -> list[str]:
    """The command lines in README's code blocks, each from the word ``chronology`` on."""
    text = (HOUSE / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```[a-z]*\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)
    lines = [line.partition("#")[0].strip() for block in blocks for line in block.splitlines()]
    found = [re.match(r"(?:uv run )?(chronology(?: .*)?)$", line) for line in lines]
    return sorted({match[1] for match in found if match})


def test_readme_shows_the_two_commands() -> None:
    text = (HOUSE / "README.md").read_text(encoding="utf-8")
    for command in ("pip install uv", "uv run chronology demo", "uv run pytest", "pip install ."):
        assert f"\n{command}\n" in text, command


@pytest.mark.parametrize("line", _readme_lines())
def test_readme_names_commands_that_exist(line: str) -> None:
    _, *words = shlex.split(line)
    command: Any = typer.main.get_command(app)
    while hasattr(command, "commands") and words and not words[0].startswith("-"):
        word = words.pop(0)
        assert word in command.commands, line
        command = command.commands[word]
    known = {"--help"}.union(*(parameter.opts for parameter in command.params))
    assert {word for word in words if word.startswith("-") and word != "-"} <= known, line


@pytest.mark.parametrize("link", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_links_between_our_own_pages_lead_somewhere(link: str) -> None:
    text = (HOUSE / link).read_text(encoding="utf-8")
    own = [place for place in re.findall(r"\]\(([^)#\s]+)", text) if "://" not in place]
    assert [place for place in own if not (HOUSE / place).exists()] == []
