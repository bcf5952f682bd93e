"""The rule book as Markdown: a page for each rule and an index, built from the rules themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from chronology.analysis import ATTENTION_ORDER, Chosen
from chronology.examples import Example, Outcome, examples_of, run_examples
from chronology.output import numbers_of
from chronology.rule import Rule
from chronology.tables import FOOTER

INDEX = "README.md"
MADE = "<!-- made from the rules themselves: change the rule, then make the pages again -->"
"""Stands in every page, so that only pages that were made so are ever taken away."""

ATTENTION = {
    "high": "High attention: look at these first",
    "medium": "Medium attention",
    "low": "Low attention: good to know",
}
NEEDS = {
    "a child under review": "a child under review",
    "birth date": "the child's birth date or due date",
    "records": "records, as they are",
}
EXPECTED = {
    "flag": "a flag",
    "information gap": "a question to an agency (information gap)",
    "nothing found": "nothing",
    "not applicable": "nothing: the rule does not concern this case",
    "not assessable": "nothing: it can't be looked for here, and the outcome says so",
}


def pages(rules: Iterable[Rule]) -> dict[str, str]:
    """Every page by its file's name, the index among them."""
    ordered = sorted(rules, key=lambda rule: rule.name)
    return {f"{rule.name}.md": page(rule) for rule in ordered} | {INDEX: index(ordered)}


def write_pages(rules: Iterable[Rule], folder: Path) -> None:
    """Write the pages, and take away those that were made of rules that are no more."""
    made = pages(rules)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in made.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    for name in left_over(folder, made):
        (folder / name).unlink()


def left_over(folder: Path, made: Iterable[str]) -> list[str]:
    """Pages in a folder that were made of a rule, and no rule has them any more."""
    return sorted(
        path.name
        for path in folder.glob("*.md")
        if path.name not in set(made) and MADE in path.read_text(encoding="utf-8")
    )


def index(rules: Sequence[Rule]) -> str:
    """All rules, grouped by how soon a panel may want to look."""
    lines = ["# The rules", "", MADE, ""]
    lines += [
        "Each page says what the rule looks for, why, its limits, where its numbers come from, and "
        "shows its examples, which are its tests.",
        "",
        f"*{FOOTER}*",
    ]
    for level in ATTENTION_ORDER:
        rows = [rule for rule in rules if rule.attention == level]
        if rows:
            cells = [(f"[{rule.name}]({rule.name}.md)", escaped(rule.card.title)) for rule in rows]
            lines += [
                "",
                f"## {ATTENTION[level]}",
                "",
                *table(("rule", "what is looked for"), cells),
            ]
    return "\n".join(lines) + "\n"


def page(rule: Rule) -> str:
    """A rule's page."""
    card = rule.card
    blocks = [
        f"# {escaped(card.title)}",
        MADE,
        f"`{rule.name}` · {rule.attention} attention unless this page says otherwise · version "
        f"{escaped(rule.version)}, since {escaped(rule.since)} · needs "
        + ", ".join(NEEDS[need] for need in rule.needs),
        *section("What it looks for", prose(card.looks_for)),
        *section("Why it matters", prose(card.why)),
        *section("Known limits", prose(card.limits)),
        *section("Questions for the panel", listing(card.questions)),
        *section("Its numbers", _numbers(rule)),
        *section("Sources", listing(card.sources)),
        *section("Examples", "\n\n".join(_examples(rule))),
        f"*{FOOTER}*",
    ]
    return "\n\n".join(blocks) + "\n"


def section(heading: str, body: str) -> tuple[str, str]:
    """A heading and what stands under it."""
    return f"## {heading}", body


def _numbers(rule: Rule) -> str:
    rows = [_number_row(item) for item in numbers_of(Chosen(rule, rule.parameters()))]
    if not rows:
        return "It has none."
    heads = ("name in case.toml", "value", "what it is", "where it comes from")
    place = f"Change them in `case.toml`, under `[rules.{rule.name}]`."
    return "\n".join([*table(heads, rows), "", place])


def _number_row(item: dict[str, Any]) -> tuple[str, ...]:
    basis = {"project default": "project default: no published number was found"}.get(
        item["basis"], item["basis"]
    )
    source = f": {item['source']}" if item["source"] else ""
    return (
        f"`{item['name']}`",
        escaped(str(item["value"])),
        escaped(str(item["meaning"])),
        escaped(f"{basis}{source}"),
    )


def _examples(rule: Rule) -> Iterator[str]:
    for outcome in run_examples(rule, examples_of(rule)):
        example = outcome.example
        yield f"### {escaped(example.title)}"
        setting = [line for line in example.text.splitlines() if not _of_table(line)]
        if setting:
            yield listing(setting)
        if example.rows:
            yield "\n".join(_rows(example))
        yield f"Raised: **{_raised(example)}**"
        yield from _told(rule, outcome)


def _told(rule: Rule, outcome: Outcome) -> Iterator[str]:
    """What the rule says of an example: each flag, or why it can't be looked for."""
    if outcome.flags:
        for flag in sorted(outcome.flags, key=_in_order):
            yield _flag(rule, flag, alone=len(outcome.flags) == 1)
    elif outcome.example.expected != "nothing found":
        yield f"> {escaped(outcome.reason)}"


def _in_order(flag: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(
        str(flag[name])
        for name in ("first_date", "last_date", "kind", "person_id", "title", "explanation")
    ) + tuple(_rows_of(flag))


def _rows_of(flag: Mapping[str, Any]) -> list[str]:
    """The rows of the example's table, from 1, that are a flag's evidence."""
    rows = {int(item["source"].rpartition(" ")[2]) - 1 for item in flag["evidence"]}
    return [str(row) for row in sorted(rows)]


def _flag(rule: Rule, flag: Mapping[str, Any], *, alone: bool) -> str:
    of_what = [escaped(flag["person_id"])] if flag["person_id"] else []
    if not alone:
        kind = flag["kind"].replace("_", " ")
        of_what += [f"{kind}, {flag['attention']} attention, {flag['certainty']}"]
        of_what += [f"rows {', '.join(_rows_of(flag)) or 'none'}"]
    days = " to ".join(dict.fromkeys(flag[it] or "?" for it in ("first_date", "last_date")))
    of_what += [f"raised on {flag['raised_on'] or 'no known day'}", days]
    said = [escaped(flag["explanation"])]
    if flag["question"] != rule.card.questions[0]:
        said.append(f"*{escaped(flag['question'])}*")
    return f"> **{escaped(flag['title'])}** ({'; '.join(of_what)})\n> {' '.join(said)}"


def _of_table(line: str) -> bool:
    return line.startswith(("|", "expect:", "says:", "raised:"))


def _rows(example: Example) -> list[str]:
    names = list(dict.fromkeys(name for row in example.rows for name in row))
    heads = ["part in the flag" if name == "evidence" else name for name in names]
    rows = [tuple(escaped(row.get(name, "")) for name in names) for row in example.rows]
    return table(heads, rows)


def _raised(example: Example) -> str:
    level = f"{example.attention} attention" if example.attention else None
    more = [word for word in (level, example.certainty) if word]
    return ", ".join([EXPECTED[example.expected], *more])


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """The lines of a table. Its cells are Markdown already."""
    return [_row(heads), _row(["---"] * len(heads)), *map(_row, rows)]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(' '.join(cell.split()) for cell in cells)} |"


def listing(items: Iterable[str]) -> str:
    """Items as a list."""
    return "\n".join(f"- {escaped(item)}" for item in items)


def prose(text: str) -> str:
    """Paragraphs and lists of a card. A line that begins with a hyphen begins an item."""
    paragraphs = re.split(r"\n\s*\n", text.strip())
    return "\n\n".join(_paragraph(paragraph) for paragraph in paragraphs)


def _paragraph(text: str) -> str:
    pieces = re.split(r"^- +", text, flags=re.MULTILINE)
    lead, items = pieces[0], pieces[1:]
    blocks = [escaped(lead)] if lead.strip() else []
    return "\n\n".join([*blocks, listing(items)] if items else blocks)


SPECIAL = re.compile(r"([\\`*\[\]<>|~&]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9]))")
AT_START = re.compile(r"^(#{1,6}(?=\s|$)|[-+](?=\s|$)|\d{1,9}(?=[.)](?:\s|$)))")


def escaped(text: str) -> str:
    """Text on one line that Markdown shows as it is."""
    line = SPECIAL.sub(r"\\\1", " ".join(text.split()))
    begun = AT_START.match(line)
    if begun is None:
        return "\\" + line if set(line) in ({"-"}, {"="}) else line
    if begun[0].isdigit():
        return f"{begun[0]}\\{line[begun.end() :]}"
    return f"\\{line}"
