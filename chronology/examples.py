"""The examples in a rule's docstring: read, run through the whole line, and compared.

An example is a title, a few lines that set the case, a table of entries in practice English, and
what is expected. It goes the way a return goes, from words to flags: it is the test and the
documentation.

    A bruise that nobody examines
        child born 2024-01-01
        under review 2023-10-01 to 2024-09-30

        | date       | agency         | record                      | evidence |
        | 2024-03-01 | health visitor | Bruise to left cheek, …     | bruise   |

        says: no examination
        raised: 2024-03-02
        expect: flag, high, definite

What it ``says`` is a part of a flag's title, explanation or question, word for word; it is
``raised`` on the first day on which the records showed it. Where no number is given, as in
``2 flags``, one flag is expected.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from chronology.analysis import Chosen, Results, analyse
from chronology.case import case_from
from chronology.errors import PackUnusable
from chronology.intake import CaseInput, take_in_files
from chronology.records.agencies import agency_kind
from chronology.returns import RawRow, ReturnFile, Sheet
from chronology.rule import Rule
from chronology.rulebook import parameters_of
from chronology.tables import Tables

EXPECTATIONS = (
    "flag",
    "information gap",
    "nothing found",
    "not applicable",
    "not assessable",
)

LINES = (
    "‘child born 2021-06-03’ (also mother, father, partner, sibling, grandparent; due for born), "
    "‘under review 2021-01-01 to 2022-06-30’, ‘incident 2022-01-01’, "
    "‘GP covers 2021-01-01 to 2021-12-31’, ‘GP: no return’, ‘with within_days = 60’, "
    "rows of a table, ‘says: words of the flag’, ‘raised: 2021-06-01’, and "
    "‘expect: flag, medium, definite’ (‘2 flags’ where there are two)"
)
"""What the lines of an example may say."""

HEADINGS = ("date", "agency", "record", "action", "who", "author", "shared_with")
"""What the columns of an example's table may be, besides evidence."""

_STATUS = {"flag": "flagged"} | {word: word.replace(" ", "_") for word in EXPECTATIONS[1:]}


@dataclass(frozen=True)
class Example:
    """One example of a rule."""

    rule: str
    title: str
    case: dict[str, Any]
    parameters: dict[str, Any]
    rows: list[dict[str, str]]
    expected: str
    number: int
    """How many flags, or questions, it is to raise."""
    attention: str | None
    certainty: str | None
    says: tuple[str, ...]
    raised: str | None
    text: str


@dataclass
class _Draft:
    title: str
    people: list[dict[str, Any]] = field(default_factory=list)
    relationships: list[dict[str, Any]] = field(default_factory=list)
    review: dict[str, Any] = field(default_factory=dict)
    coverage: dict[str, dict[str, Any]] = field(default_factory=dict)
    parameters: dict[str, Any] = field(default_factory=dict)
    header: list[str] = field(default_factory=list)
    rows: list[dict[str, str]] = field(default_factory=list)
    expect: str = ""
    says: list[str] = field(default_factory=list)
    raised: str | None = None
    lines: list[str] = field(default_factory=list)


def examples_of(rule: Rule) -> list[Example]:
    """A rule's examples. Raises ``PackUnusable`` naming the line that can't be read."""
    return [_finished(rule, draft) for draft in _drafts(rule)]


def _drafts(rule: Rule) -> Iterator[_Draft]:
    draft: _Draft | None = None
    for line in rule.card.examples.splitlines():
        if line.strip() and not line.startswith(" "):
            if draft is not None:
                yield draft
            draft = _Draft(line.strip())
        elif line.strip():
            if draft is None:
                raise _unreadable(rule, line)
            draft.lines.append(line.strip())
            _read_line(rule, draft, line.strip())
    if draft is not None:
        yield draft


def _unreadable(rule: Rule, line: str) -> PackUnusable:
    return PackUnusable(
        f"rule {rule.name} › Examples",
        f"a line that can't be read: {line.strip()!r}",
        f"After a title at the margin, further in: {LINES}",
    )


_PERSON = re.compile(
    r"(?P<role>child|sibling|mother|father|partner|unborn|grandparent)(?: (?P<name>[A-Z]\w+))?"
    r"(?: (?P<what>born|due) (?P<date>.+))?$"
)
_REVIEW = re.compile(r"under review (?P<first>\S+) to (?P<last>\S+)$")
_INCIDENT = re.compile(r"incident (?P<date>\S+)$")
_COVERS = re.compile(r"(?P<agency>.+?) covers (?P<first>\S+) to (?P<last>\S+)$")
_NO_RETURN = re.compile(r"(?P<agency>.+?): no return$")
_THRESHOLD = re.compile(r"with (?P<name>\w+) = (?P<value>.+)$")


def _read_line(rule: Rule, draft: _Draft, line: str) -> None:
    if line.startswith("|"):
        _read_row(rule, draft, [cell.strip() for cell in line.strip("|").split("|")])
    elif line.startswith("expect:"):
        draft.expect = line.removeprefix("expect:").strip()
    elif line.startswith("says:"):
        draft.says.append(line.removeprefix("says:").strip())
    elif line.startswith("raised:"):
        draft.raised = line.removeprefix("raised:").strip()
    elif match := _REVIEW.match(line):
        draft.review |= {"review_from": match["first"], "review_to": match["last"]}
    elif match := _INCIDENT.match(line):
        draft.review["index_incident"] = match["date"]
    elif match := _COVERS.match(line):
        draft.coverage[match["agency"]] = {
            "covers_from": match["first"],
            "covers_to": match["last"],
        }
    elif match := _NO_RETURN.match(line):
        draft.coverage[match["agency"]] = {}
    elif match := _THRESHOLD.match(line):
        value = match["value"]
        draft.parameters[match["name"]] = int(value) if value.isdigit() else value
    elif match := _PERSON.match(line):
        _add_person(draft, match)
    else:
        raise _unreadable(rule, line)


def _read_row(rule: Rule, draft: _Draft, cells: list[str]) -> None:
    if not draft.header:
        draft.header = _headings(rule, draft, cells)
    elif len(cells) != len(draft.header):
        raise PackUnusable(
            f"rule {rule.name} › Examples › {draft.title}",
            f"a row of {len(cells)} cells under {len(draft.header)} headings: {cells}",
            "Give each row as many cells as there are headings, with | between and around them",
        )
    elif set("".join(cells)) - set("-: "):
        draft.rows.append(dict(zip(draft.header, cells, strict=True)))


def _headings(rule: Rule, draft: _Draft, cells: list[str]) -> list[str]:
    known = (*HEADINGS, "evidence")
    wrong = [cell for cell in cells if cell not in known or cells.count(cell) > 1]
    missing = [name for name in ("date", "agency") if name not in cells]
    if wrong or missing:
        raise PackUnusable(
            f"rule {rule.name} › Examples › {draft.title}",
            f"the heading {wrong[0]!r}" if wrong else f"no heading {missing[0]}",
            f"Headings, each once: {', '.join(known)}; date and agency must be among them",
        )
    return cells


def _add_person(draft: _Draft, match: re.Match[str]) -> None:
    role = "subject" if match["role"] == "child" else match["role"]
    person: dict[str, Any] = {"id": match["role"], "role": role}
    if match["name"]:
        person["names"] = [match["name"]]
    if match["what"]:
        person[match["what"]] = match["date"]
    draft.people.append(person)


def _finished(rule: Rule, draft: _Draft) -> Example:
    words = [word.strip() for word in draft.expect.split(",")]
    number, expected = _counted(words[0])
    if expected not in EXPECTATIONS:
        raise PackUnusable(
            f"rule {rule.name} › Examples › {draft.title}",
            f"expects {draft.expect or 'nothing'!r}",
            f"One of: {', '.join(EXPECTATIONS)}",
        )
    names = sorted({row["agency"] for row in draft.rows} | set(draft.coverage))
    agencies = [
        {"id": name, "kind": agency_kind(name)} | draft.coverage.get(name, {}) for name in names
    ]
    case = {"case": {"id": "example"} | draft.review, "people": draft.people, "agencies": agencies}
    return Example(
        rule=rule.name,
        title=draft.title,
        case=case,
        parameters=draft.parameters,
        rows=draft.rows,
        expected=expected,
        number=number,
        attention=next((w for w in words if w in ("high", "medium", "low")), None),
        certainty=next((w for w in words if w in ("definite", "possible")), None),
        says=tuple(draft.says),
        raised=draft.raised,
        text="\n".join(draft.lines),
    )


def _counted(words: str) -> tuple[int, str]:
    """What is expected and how often: "flag" is one, "2 flags" are two."""
    match = re.fullmatch(r"(?P<number>\d+) (?P<what>flag|information gap)s", words)
    return (int(match["number"]), match["what"]) if match else (1, words)


@dataclass(frozen=True)
class Outcome:
    """What an example came to, and in words where that differs from what it expects."""

    example: Example
    differences: tuple[str, ...]
    flags: list[dict[str, Any]]
    reason: str
    """What the outcome says of the rule, in words."""

    @property
    def passed(self) -> bool:
        return not self.differences


def tables_of(example: Example, case_id: str = "example") -> Tables:
    """An example read the whole way from its words, as a case of this name."""
    heading = [name for name in HEADINGS if any(name in row for row in example.rows)]
    rows = [RawRow(1, tuple(heading or ("date", "record")))]
    rows += [
        RawRow(number, tuple(row.get(name) or None for name in heading))
        for number, row in enumerate(example.rows, start=2)
    ]
    file = ReturnFile("example", "", "csv", (Sheet(None, False, tuple(rows)),), ())
    case = case_from(example.case, f"example of {example.rule}")
    return take_in_files(CaseInput(case, case_id), [file]).tables


def run_example(rule: Rule, example: Example) -> Outcome:
    """Run an example the whole way from its words, and compare."""
    return run_examples(rule, [example])[0]


def run_examples(rule: Rule, examples: Sequence[Example]) -> list[Outcome]:
    """Run examples of a rule, those with the same numbers in one go, and compare each."""
    alike: dict[str, list[int]] = {}
    for number, example in enumerate(examples):
        alike.setdefault(repr(example.parameters), []).append(number)
    told: dict[int, Outcome] = {}
    for numbers in alike.values():
        tables = in_one([tables_of(examples[it], f"example-{it}") for it in numbers])
        chosen = Chosen(rule, parameters_of(rule, examples[numbers[0]].parameters))
        results = analyse(tables, [chosen])
        for it in numbers:
            told[it] = _outcome(examples[it], f"example-{it}", results)
    return [told[number] for number in range(len(examples))]


def in_one(cases: Sequence[Tables]) -> Tables:
    """The tables of several cases as those of one batch."""
    frames = [it.collected() for it in cases]
    return Tables.of(**{name: pl.concat([one[name] for one in frames]) for name in frames[0]})


def _outcome(example: Example, case_id: str, results: Results) -> Outcome:
    flags = [flag for flag in results.flags if flag["case_id"] == case_id]
    outcome = next(it for it in results.outcomes if it["case_id"] == case_id)
    return Outcome(example, tuple(_differences(example, flags, outcome)), flags, outcome["reason"])


def _differences(
    example: Example, flags: list[dict[str, Any]], outcome: Mapping[str, Any]
) -> Iterator[str]:
    status = outcome["status"]
    if status != _STATUS[example.expected]:
        yield f"expected {example.expected}, but it is {status}: {outcome['reason']}"
        return
    kind = example.expected.replace(" ", "_")
    told = [flag for flag in flags if flag["kind"] == kind]
    for name, wanted in (("attention", example.attention), ("certainty", example.certainty)):
        seen = {flag[name] for flag in told}
        if wanted and seen != {wanted}:
            yield f"expected {name} {wanted}, but it is {', '.join(sorted(seen))}"
    if told and len(told) != example.number:
        yield f"expected {example.number}, but there are {len(told)}"
    days = sorted(str(flag["raised_on"]) for flag in told)
    if example.raised and days != sorted(day.strip() for day in example.raised.split(",")):
        yield f"expected to be raised on {example.raised}, but it is {', '.join(days)}"
    said = [f"{flag['title']}\n{flag['explanation']}\n{flag['question']}" for flag in told]
    for words in example.says:
        if not any(words in text for text in said):
            yield f"no flag says: {words}"
    if told and any("evidence" in row for row in example.rows):
        wanted_parts = {
            f"row {number}: {part.strip()}"
            for number, row in enumerate(example.rows, start=2)
            for part in (row.get("evidence") or "").split(",")
            if part.strip()
        }
        seen_parts = {
            f"{item['source'].rpartition(' › ')[2]}: {item['part']}"
            for flag in told
            for item in flag["evidence"]
        }
        for missing in sorted(wanted_parts - seen_parts):
            yield f"not in the evidence: {missing}"
        for extra in sorted(seen_parts - wanted_parts):
            yield f"in the evidence without reason: {extra}"
