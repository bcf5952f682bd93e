"""How many plain statements of a theme, as review authors write them, raise the rule of that theme.

    uv run python tests/benchmarks/review_themes.py [RULE …]

Each sentence of ``review_themes.toml`` is the one entry of a case, undated, in a file that says
nothing of agencies. The sentences were written apart from the lexicon and must not be used to
change it: whoever mends what they show writes sentences of their own.
"""

from __future__ import annotations

import sys
import tempfile
import tomllib
from pathlib import Path

from chronology.analysis import Chosen, analyse
from chronology.intake import find_case, take_in
from chronology.rule import Rule
from chronology.rulebook import installed_rules

SENTENCES = Path(__file__).with_suffix(".toml")
CASE = """[case]
id = "one"

[[people]]
id = "child"
role = "subject"
born = "March 2019"
"""


def raises(rule: Rule, sentence: str, place: Path) -> bool:
    """Whether a case of this one sentence has a flag of the rule."""
    returns = place / "returns"
    returns.mkdir(parents=True)
    (place / "case.toml").write_text(CASE, encoding="utf-8")
    text = f'Date,Event\n,"{sentence}"\n'
    (returns / "chronology.csv").write_text(text, encoding="utf-8")
    tables = take_in(find_case([place])).tables
    flags = analyse(tables, [Chosen(rule, rule.parameters())]).flags
    return any(flag["kind"] == "flag" for flag in flags)


def main() -> None:
    wanted = sys.argv[1:]
    rules = installed_rules()
    found = asked = 0
    for name, group in tomllib.loads(SENTENCES.read_text(encoding="utf-8")).items():
        if wanted and name not in wanted:
            continue
        with tempfile.TemporaryDirectory() as folder:
            raised = [
                raises(rules[name], sentence, Path(folder) / str(number))
                for number, sentence in enumerate(group["says"])
            ]
        found, asked = found + sum(raised), asked + len(raised)
        print(f"{sum(raised):3} of {len(raised):3}  {name}")
    print(f"{found} of {asked} raised: {found / asked:.2f}")


if __name__ == "__main__":
    main()
