"""How much there is: rules, their examples and numbers, the lexicon, the sample case.

python tests/benchmarks/sizes.py
"""

from __future__ import annotations

from collections import Counter
from importlib import resources
from pathlib import Path

from chronology.analysis import Chosen
from chronology.examples import examples_of
from chronology.intake import find_case, take_in
from chronology.narrative.lexicon import builtin_lexicon
from chronology.output import numbers_of
from chronology.rulebook import installed_rules


def main() -> None:
    """Print a line for each figure."""
    rules = installed_rules().values()
    examples = [example for rule in rules for example in examples_of(rule)]
    print(f"rules: {len(rules)}; examples on their pages: {len(examples)}")
    print("examples that expect:", _listed(Counter(example.expected for example in examples)))
    numbers = [number for rule in rules for number in numbers_of(Chosen(rule, rule.parameters()))]
    bases = Counter(str(number["basis"]) for number in numbers)
    print(f"rules' numbers: {len(numbers)}; by basis:", _listed(bases))
    _lexicon()
    _samples()


def _lexicon() -> None:
    lexicon = builtin_lexicon()
    concepts = lexicon.concepts.values()
    cues = Counter[str]()
    for it in lexicon.context.cues:
        cues[it.status] += len(it.words)
    print(f"concepts: {len(concepts)}")
    print(f"terms: {sum(len(it.terms) for it in concepts)}")
    print(f"terms that say the opposite: {sum(len(it.opposite) for it in concepts)}")
    print(f"look-alikes left out: {sum(len(it.not_terms) for it in concepts)}")
    print(f"terms with conditions: {sum(len(it.ambiguous) for it in concepts)}")
    print("context cues:", _listed(cues), f"and {len(lexicon.context.pseudo)} that are none")
    print(f"words for people: {sum(map(len, lexicon.family.who.values()))}")


def _samples() -> None:
    samples = resources.files("chronology.sample_data")
    for folder in sorted(samples.iterdir(), key=lambda it: it.name):
        if (folder / "case.toml").is_file():
            totals = take_in(find_case([Path(str(folder))])).ledger["totals"]
            print(
                f"sample case {folder.name}: {totals['files']} returns, {totals['events']} events"
            )


def _listed(counts: Counter[str]) -> str:
    return ", ".join(f"{number} {name}" for name, number in sorted(counts.items()))


if __name__ == "__main__":
    main()
