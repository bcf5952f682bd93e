"""What ``chronology rules`` does: the rule book, packs of one's own, and their examples."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from chronology import sensitivity
from chronology.analysis import Chosen
from chronology.checking import reading_code
from chronology.errors import CaseProblem, ChronologyError, Exit, PackUnusable
from chronology.examples import Example, Outcome, examples_of, run_example
from chronology.intake import find_case, take_in
from chronology.output import numbers_of
from chronology.own_rules import starter
from chronology.own_rules.making import NAME
from chronology.packs import rule_book
from chronology.rule import Rule
from chronology.rule_pages import write_pages
from chronology.rulebook import selected
from chronology.running import Asked, rules_asked_for
from chronology.saying import say


def rules_list(output_format: str, packs: Sequence[Path] = ()) -> None:
    """Print every rule, a line each."""
    rules = rule_book(packs)
    if output_format == "json":
        rows = [
            {
                "rule": rule.name,
                "title": rule.card.title,
                "attention": rule.attention,
                "since": rule.since,
            }
            | ({"file": rule.origin.file} if rule.origin else {})
            for rule in rules.values()
        ]
        say(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    width = max(map(len, rules), default=0)
    for rule in rules.values():
        say(f"{rule.name:<{width}}  {rule.card.title}")


def rules_show(name: str, packs: Sequence[Path] = ()) -> None:
    """Print a rule's page."""
    rule = selected(rule_book(packs), [name])[name]
    card = rule.card
    say(f"{rule.name}: {card.title}")
    say(f"Attention: {rule.attention} unless its page says otherwise. Since {rule.since}.")
    for heading, text in (
        ("What it looks for", card.looks_for),
        ("Why it matters", card.why),
        ("Known limits", card.limits),
        ("Questions for the panel", "\n".join(f"- {item}" for item in card.questions)),
        ("Its numbers", "\n".join(_number_lines(rule))),
        ("Sources", "\n".join(f"- {item}" for item in card.sources)),
        ("Examples", card.examples),
    ):
        say()
        say(heading)
        say("-" * len(heading))
        say(text)


def _number_lines(rule: Rule) -> list[str]:
    return [
        f"- {item['name']} = {item['value']}: {item['meaning']} ({item['basis']}"
        + (f": {item['source']}" if item["source"] else "")
        + ")"
        for item in numbers_of(Chosen(rule, rule.parameters()))
    ]


def rules_test(pack: str | None, packs: Sequence[Path] = ()) -> int:
    """Run the examples of every rule, one rule, a pack or a folder. Gives the exit code."""
    failed = 0
    for rule in _to_test(pack, packs):
        outcomes = [_ran(rule, example) for example in _examples(rule)]
        wrong = [outcome for outcome in outcomes if not outcome.passed]
        failed += len(wrong)
        say(f"{rule.name}: {len(outcomes) - len(wrong)} of {len(outcomes)} examples hold")
        for outcome in wrong:
            say(f"  {outcome.example.title}")
            for difference in outcome.differences:
                say(f"    {difference}")
    return Exit.PACK_TESTS_FAILED if failed else Exit.DONE


def _to_test(pack: str | None, packs: Sequence[Path]) -> list[Rule]:
    folder = Path(pack) if pack is not None and Path(pack).is_dir() else None
    rules = rule_book([*packs, folder] if folder else packs)
    if pack is None:
        return [rule for rule in rules.values() if rule.origin or not packs]
    found = [
        rule for rule in rules.values() if rule.name == pack or rule.module.startswith(f"{pack}.")
    ]
    if folder and not found:
        inside = folder.resolve()
        found = [it for it in rules.values() if it.origin and it.origin.folder == inside]
    if not found:
        raise CaseProblem(
            f"pack {pack}",
            "there is no rule, pack or folder of this name",
            "See them with: chronology rules list",
        )
    return found


def _examples(rule: Rule) -> list[Example]:
    try:
        return examples_of(rule)
    except ChronologyError as error:
        raise _in_pack(rule, error) from None


def _ran(rule: Rule, example: Example) -> Outcome:
    try:
        return run_example(rule, example)
    except ChronologyError as error:
        raise _in_pack(rule, error, example.title) from None


def _in_pack(rule: Rule, error: ChronologyError, *place: str) -> PackUnusable:
    """What is wrong with an example, as a fault of the pack that holds it."""
    file = [rule.origin.file] if rule.origin else []
    return PackUnusable(" › ".join([*file, *place, error.where]), error.seen, error.hint)


def rules_sensitivity(
    paths: Sequence[Path], asked: Asked, output_format: str, packs: Sequence[Path] = ()
) -> int:
    """Print which flags of a case come or go when each threshold moves one step."""
    source = find_case(paths)
    chosen, _ = rules_asked_for(source, asked, rule_book(packs))
    intake = take_in(source)
    moves = sensitivity.sensitivity(intake.tables, chosen)
    if output_format == "json":
        say(sensitivity.as_json(moves))
    else:
        for line in sensitivity.in_words(moves):
            say(line)
    return reading_code(intake)


def rules_new(folder: Path, name: str, kind: str) -> None:
    """Write a rule to start from. Nothing that is there already is written over."""
    if not NAME.fullmatch(name):
        raise CaseProblem(
            f"rule {name}",
            "a rule can't have this name",
            "Small letters, figures and hyphens, such as two-falls-in-a-week",
        )
    if name in rule_book():
        raise CaseProblem(
            f"rule {name}", "there is an installed rule of this name", "Give another name"
        )
    place = folder / f"{name}.toml"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with place.open("x", encoding="utf-8", newline="\n") as file:
            file.write(starter(kind))
    except FileExistsError:
        raise CaseProblem(str(place), "it is there already", "Give another name") from None
    except OSError as error:
        raise CaseProblem(
            str(place), f"it can't be written ({error.strerror})", "Give another folder"
        ) from None
    say(f"Made {place}: a rule that works; change it to what you look for")
    say(f"Then: chronology rules test {folder}")
    say(f"And:  chronology analyse CASE --pack {folder}")


def rules_pages(folder: Path, packs: Iterable[Path]) -> None:
    """Write a page for every rule, and an index: all installed rules, or those of packs."""
    given = list(packs)
    rules = rule_book(given)
    wanted = [rule for rule in rules.values() if rule.origin or not given]
    try:
        write_pages(wanted, folder)
    except OSError as error:
        raise CaseProblem(
            str(folder), f"it can't be written ({error.strerror})", "Give another folder"
        ) from None
    say(f"Made {len(wanted)} pages and {folder / 'README.md'}")
