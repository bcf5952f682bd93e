"""Mutation testing on a random sample: are small faults in rules and the event algebra noticed?

python tests/benchmarks/mutants.py [COUNT] [FILE …]

One fault at a time: a comparison, an operator, a number, a word (min for max, first for last, anti
for semi) or a filter left out. A rule must fail one of its own page's examples, lose or make up
something where a date of theirs is uncertain, or raise other flags on the sample cases than were
planted there and judged (that docs/rules would read otherwise is not enough); a file of the event
algebra its own tests. Left as they are:
annotations, texts, ``lo`` for ``hi``, and how far a practitioner may set a threshold (``ge``,
``le``). The choice is the same each time, another with CHRONOLOGY_SEED; nothing on disk is changed.
mutmut is not used: it forks a process that has used polars, and in a trial such a fork hung.
"""

from __future__ import annotations

import ast
import contextlib
import importlib
import io
import os
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from types import ModuleType
from typing import Any

HOUSE = Path(__file__).resolve().parents[2]
SEED, SECONDS = int(os.environ.get("CHRONOLOGY_SEED", "20240301")), 240
TESTS = {"windows": ("temporal", "windows", "together"), "together": ("together", "windows")}
TESTS |= {name: (name,) for name in ("beside", "reach", "deadlines")}
TESTS |= {name: ("temporal", name) for name in ("coverage", "occurrences", "sequence", "telling")}
SWAPS: tuple[tuple[type[ast.AST], type[ast.AST]], ...] = (
    (ast.Gt, ast.GtE),
    (ast.Lt, ast.LtE),
    (ast.Eq, ast.NotEq),
    (ast.In, ast.NotIn),
    (ast.Is, ast.IsNot),
    (ast.Add, ast.Sub),
    (ast.Mult, ast.Div),
    (ast.BitAnd, ast.BitOr),
    (ast.And, ast.Or),
)
OTHER = {one: two for pair in SWAPS for one, two in (pair, pair[::-1])}
PAIRS = "min/max first/last any/all anti/semi cum_min/cum_max is_null/is_not_null"
PAIRS += " min_horizontal/max_horizontal any_horizontal/all_horizontal"
WORDS = {a: b for pair in PAIRS.split() for a, b in (pair.split("/"), pair.split("/")[::-1])}
UNTOUCHED = {"annotation", "returns", "decorator_list", "ge", "le"}


RULES = random.Random(SEED).sample(sorted((HOUSE / "rules").glob("[a-z]*.py")), 8)


def places(node: ast.AST) -> Iterator[ast.AST]:
    """Every node that runs, in the order of the text."""
    for name, value in ast.iter_fields(node):
        for child in value if isinstance(value, list) else [value]:
            kept = not isinstance(child, ast.keyword) or child.arg not in UNTOUCHED
            if isinstance(child, ast.AST) and kept and name not in UNTOUCHED:
                yield child
                yield from places(child)


def faults(node: ast.AST) -> list[tuple[str, Callable[[Any], ast.AST]]]:
    """The faults that can be made at a node: what it is called, and what makes it."""

    def setting(**fields: Any) -> Callable[[Any], ast.AST]:
        return lambda it: type(it)(**{**dict(ast.iter_fields(it)), **fields})

    match node:
        case ast.Compare(ops=[op]) if type(op) in OTHER:
            new = OTHER[type(op)]
            return [(f"{type(op).__name__} → {new.__name__}", setting(ops=[new()]))]
        case ast.BinOp(op=op) | ast.BoolOp(op=op) | ast.AugAssign(op=op) if type(op) in OTHER:
            new = OTHER[type(op)]
            return [(f"{type(op).__name__} → {new.__name__}", setting(op=new()))]
        case ast.UnaryOp(op=ast.Not() | ast.Invert()):
            return [("negation left out", lambda it: it.operand)]
        case ast.Constant(value=bool(value)):
            return [(f"{value} → {not value}", setting(value=not value))]
        case ast.Constant(value=int(value)):
            return [(f"{value} → {value + by}", setting(value=value + by)) for by in (1, -1)]
        case ast.Constant(value=str(value)) if value in WORDS:
            return [(f"{value} → {WORDS[value]}", setting(value=WORDS[value]))]
        case ast.Call(func=ast.Attribute(attr="filter")):
            return [("filter left out", lambda it: it.func.value)]
        case ast.Attribute(attr=word) if word in WORDS:
            return [(f"{word} → {WORDS[word]}", setting(attr=WORDS[word]))]
    return []


def mutants(path: Path) -> list[tuple[int, str, ast.Module]]:
    """Every mutant of a file: the line, the fault, the module with it."""
    tree = ast.parse(path.read_text("utf-8"))
    found = []
    for number, node in enumerate(places(tree)):
        for name, make in faults(node):
            changed = deepcopy(tree)
            old = next(it for at, it in enumerate(places(changed)) if at == number)
            new = make(old)
            _Replace(old, new).visit(changed)
            found.append((getattr(node, "lineno", 0), name, changed))
    return found


class _Replace(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> Any:
        return self.new if node is self.old else self.generic_visit(node)


class Instead(MetaPathFinder, Loader):
    """Gives one module of another text than that on disk."""

    name, tree = "", ast.Module([], [])

    def find_spec(self, name: str, *_: object) -> ModuleSpec | None:
        return spec_from_loader(name, self) if name == self.name else None

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(ast.fix_missing_locations(self.tree), self.name, "exec"), vars(module))


def module_of(path: Path) -> str:
    return f"chronology.{path.parent.name}.{path.stem}"


def survives(path: Path) -> bool:
    """Whether all that should notice a fault in a file holds, with what is now imported."""
    for name, module in list(sys.modules.items()):
        of_tests = name not in SAMPLES and (getattr(module, "__file__", None) or "").startswith(
            str(HOUSE / "tests" / "test_")
        )
        if of_tests or name.startswith(("chronology.temporal", "chronology.rules")):
            del sys.modules[name]
    if path.parent.name == "rules":
        return examples_hold(path) and dates_hold(path) and samples_hold(path)
    import pytest

    tree = ast.parse(path.read_text("utf-8"))
    given = {it.name for it in tree.body if isinstance(it, ast.FunctionDef)}
    tests = [f"tests/test_{name}.py" for name in TESTS.get(path.stem, ("temporal",))]
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        return pytest.main(["-x", "-q", "-p", "no:cacheprovider", *tests], [_Nearest(given)]) == 0


class _Nearest:
    """Runs the tests that use these functions before the others."""

    def __init__(self, functions: set[str]) -> None:
        self.functions = functions

    def pytest_collection_modifyitems(self, items: list[Any]) -> None:
        items.sort(key=lambda it: not self.functions & set(it.function.__code__.co_names))


def examples_hold(path: Path) -> bool:
    """Whether a rule's own examples do; their sentences are read once."""
    from chronology import examples
    from chronology.rulebook import rules_in

    for rule in rules_in([importlib.import_module(module_of(path))]):
        if any(it.differences for it in examples.run_examples(rule, examples.examples_of(rule))):
            return False
    return True


SAMPLES = ("test_sample_case", "test_unplanned_flags", "test_uncertain_dates")
"""What reads the sample cases and the examples: read once, and kept."""


def dates_hold(path: Path) -> bool:
    """Whether uncertain dates lose nothing and make nothing definite in its examples."""
    import test_uncertain_dates as uncertain

    from chronology.rulebook import rules_in

    return all(
        (rule.name, what) in uncertain.EXCEPT
        for rule in rules_in([importlib.import_module(module_of(path))])
        for what, _ in uncertain.faults(rule)
    )


def samples_hold(path: Path) -> bool:
    """Whether a rule raises on the sample cases what was planted and what was judged."""
    import test_sample_case as planted
    import test_unplanned_flags as other

    from chronology.analysis import Chosen, analyse
    from chronology.rulebook import parameters_of, rules_in

    judged = other.judged()
    for rule in rules_in([importlib.import_module(module_of(path))]):
        for case in planted.CASES:
            tables, given = planted.intake(case).tables, planted.intake(case).case.rules
            chosen = [Chosen(rule, parameters_of(rule, given.get(rule.name)))]
            found = analyse(tables, chosen)
            listed = [told for told, _ in judged.get(case, []) if told[0] == rule.name]
            if sorted(other.unplanned(case, found.flags)) != sorted(listed):
                return False
            if not _planted_are_found(planted, case, rule.name, found):
                return False
    return True


def _planted_are_found(planted: Any, case: str, rule: str, found: Any) -> bool:
    """The tests of what was planted and of look-alikes, for one rule's findings on one case."""
    every, planted.results = planted.results, lambda _: found
    given = planted.expected(case)
    try:
        for finding in [*given.get("finding", []), *given.get("later", [])]:
            called = f"{case} › {finding['name']}"
            if finding["rule"] == rule and finding["evidence"] and called not in planted.NOT_YET:
                planted.test_what_was_planted_is_found(case, finding)
        for row in given.get("benign", []):
            called = f"{case} › {rule} › {planted.place(row)}"
            if row["rule"] == rule and called not in planted.NOT_YET:
                planted.test_a_look_alike_is_no_evidence(case, row)
    except AssertionError:
        return False
    finally:
        planted.results = every
    return True


def _work(orders: Connection) -> None:
    os.chdir(HOUSE)
    os.environ["POLARS_MAX_THREADS"] = "1"
    sys.path[:0] = [str(HOUSE / "tests"), str(HOUSE / "tests" / "rules")]
    from chronology import examples

    read: dict[str, Any] = {}
    take_in = vars(examples)["take_in_files"]

    def remembered(case: Any, files: Any) -> Any:
        key = repr((case, files))
        return read[key] if key in read else read.setdefault(key, take_in(case, files))

    vars(examples)["take_in_files"] = remembered
    instead = Instead()
    sys.meta_path.insert(0, instead)
    while True:
        path, instead.tree = orders.recv()
        instead.name = module_of(path)
        try:
            orders.send("survived" if survives(path) else "killed")
        except BaseException:  # a fault may raise anything, and is noticed then
            orders.send("killed")


class Worker:
    """A process that tries one mutant after the other; one that takes too long is ended."""

    def __init__(self) -> None:
        self.start()

    def start(self) -> None:
        self.orders, theirs = get_context("spawn").Pipe()
        self.process = get_context("spawn").Process(target=_work, args=(theirs,), daemon=True)
        self.process.start()

    def outcome(self, path: Path, tree: ast.Module) -> str:
        self.orders.send((path, tree))
        if self.orders.poll(SECONDS):
            return str(self.orders.recv())
        self.process.kill()
        self.start()
        return "timed out"


def main(count: int, files: list[Path]) -> None:
    """Print a line for each survivor, and the rate."""
    chance = random.Random(SEED)
    worker, counts = Worker(), Counter[str]()
    for path in files:
        if worker.outcome(path, ast.parse(path.read_text("utf-8"))) != "survived":
            sys.exit(f"{path.relative_to(HOUSE)} fails its tests as it is")
        found = mutants(path)
        here = Counter[str]()
        for line, fault, tree in chance.sample(found, min(len(found), -(-count // len(files)))):
            outcome = worker.outcome(path, tree)
            here[outcome] += 1
            if outcome != "killed":
                print(f"  {outcome}: {path.relative_to(HOUSE)}:{line} {fault}", flush=True)
        print(
            f"{path.relative_to(HOUSE)}: {here['killed']} of {here.total()}, {len(found)} possible",
            flush=True,
        )
        counts += here
    worker.process.kill()
    noticed = counts.total() - counts["survived"]
    print(
        f"{noticed} of {counts.total()} noticed ({noticed / counts.total():.1%}), "
        f"{counts['timed out']} of them by time"
    )


if __name__ == "__main__":
    asked = [HOUSE / name for name in sys.argv[2:]] or [
        *sorted((HOUSE / "chronology" / "temporal").glob("[a-z]*.py")),
        *RULES,
    ]
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 150, asked)
