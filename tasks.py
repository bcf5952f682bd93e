"""The project's chores, one word each; standard library only, the same on every system.

uv run --group ci python tasks.py check     lint, format, types, floors, the rules' own examples
uv run python tasks.py test [ARGUMENTS]     the tests (arguments go to pytest)
uv run python tasks.py fuzz [COUNT]         broken returns, 10,000 if no count is given
uv run python tasks.py bench                the benchmarks behind docs/measurements.md
uv run python tasks.py long                 4,000 random cases, 100,000 strange texts
uv run python tasks.py mutants [COUNT]      are small faults in rules and algebra noticed?
uv run python tasks.py rulepages            the rules' pages in docs/rules, made from the rules
uv run --group ci python tasks.py wheel     build the wheel into dist/ and compare it with the tree
uv run --group ci python tasks.py format    put the code into its one format
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

HOUSE = Path(__file__).resolve().parent
CODE = ("chronology", "rules", "reports")
PYTHON = sys.executable


def script(name: str) -> str:
    """A command that was installed beside this Python."""
    found = shutil.which(name, path=sysconfig.get_path("scripts"))
    if found is None:
        sys.exit(
            f"{name} is not installed here. Run this with: uv run --group ci python tasks.py …"
        )
    return found


def run(*command: str, **environment: str) -> bool:
    """Run a command in the house; whether it went well. The command is shown first."""
    print("·", " ".join([Path(command[0]).stem, *command[1:]]), flush=True)
    return subprocess.run(command, cwd=HOUSE, env={**os.environ, **environment}).returncode == 0


def check() -> bool:
    """Everything that holds without running the tests; all of it, even where the first fails."""
    return all(
        [
            run(script("ruff"), "check", "--quiet", "."),
            run(script("ruff"), "format", "--check", "--quiet", "."),
            run(script("mypy"), "--strict", "--no-error-summary", *CODE),
            run(script("lint-imports"), "--no-logo"),
            run(script("chronology"), "rules", "test"),
        ]
    )


def test(*arguments: str) -> bool:
    """The tests."""
    return run(PYTHON, "-m", "pytest", *arguments)


def rulepages() -> bool:
    """The rules' pages."""
    write = (
        "from pathlib import Path; from chronology.rule_pages import write_pages; "
        "from chronology.rulebook import installed_rules; "
        "write_pages(installed_rules().values(), Path('docs/rules'))"
    )
    return run(PYTHON, "-c", write)


def fuzz(count: str = "10000") -> bool:
    """Broken files of four formats: nothing crashes, and every ledger balances."""
    return run(PYTHON, "tests/returns/fuzzing.py", count)


def bench() -> bool:
    """The benchmarks; each prints its figure and its target."""
    names = ("sizes", "help_time", "analyse_5000", "check_50000", "word_3000", "narratives")
    done = [run(PYTHON, f"tests/benchmarks/{name}.py") for name in names]
    return all(done)


def mutants(*arguments: str) -> bool:
    """Mutation testing on a random sample; a count, then files, if not 150 in a fixed choice."""
    return run(PYTHON, "tests/benchmarks/mutants.py", *arguments)


def long() -> bool:
    """The rules' properties on 4,000 random cases, 100,000 strange texts; apart from CI."""
    tests = ("tests/rules/test_properties.py", "tests/narrative/test_code.py")
    counts = {"CHRONOLOGY_RANDOM_CASES": "4000", "CHRONOLOGY_RANDOM_TEXTS": "100000"}
    return run(PYTHON, "-m", "pytest", *tests, **counts)


def wheel() -> bool:
    """Build the wheel and compare what it holds with the tree."""
    shutil.rmtree(HOUSE / "dist", ignore_errors=True)
    if not run(PYTHON, "-m", "build", "--wheel"):
        return False
    (built,) = (HOUSE / "dist").glob("*.whl")
    return run(
        PYTHON, "-m", "pytest", "tests/test_house.py", "-k", "wheel", CHRONOLOGY_WHEEL=str(built)
    )


def format() -> bool:
    """Format the code and put right what ruff can by itself."""
    return all([run(script("ruff"), "check", "--fix", "."), run(script("ruff"), "format", ".")])


TASKS = {
    "check": check,
    "test": test,
    "rulepages": rulepages,
    "fuzz": fuzz,
    "bench": bench,
    "mutants": mutants,
    "long": long,
    "wheel": wheel,
    "format": format,
}


def main() -> int:
    """Run the task that was named."""
    name, arguments = (sys.argv[1] if len(sys.argv) > 1 else ""), sys.argv[2:]
    if name not in TASKS or (arguments and name not in ("test", "fuzz", "mutants")):
        print(__doc__, file=sys.stderr)
        return 2
    return 0 if TASKS[name](*arguments) else 1


if __name__ == "__main__":
    sys.exit(main())
