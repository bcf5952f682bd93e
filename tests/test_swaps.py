"""Who a family is changes no flag: names, ethnicity, faith, postcode and disability are swapped in
the sample cases, and every flag stays as it was.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from importlib import resources
from pathlib import Path

import pytest

from chronology.analysis import Chosen, analyse
from chronology.intake import CaseInput, find_case, take_in_files
from chronology.returns import CellValue, RawRow, ReturnFile, Unreadable, read_returns
from chronology.rulebook import installed_rules

SAMPLES = Path(str(resources.files("chronology.sample_data")))
CASES = sorted(folder.parent.name for folder in SAMPLES.glob("*/case.toml"))

NAMES = (
    *("Oluwaseun", "Zofia", "Tariq", "Siobhan", "Nguyen", "Gurpreet", "Tamika", "Ioan", "Adaeze"),
    *("Krystyna", "Yusuf", "Aoife", "Mehmet", "Simran", "Kwabena", "Ilinca", "Farzana", "Dafydd"),
    *("Chidinma", "Wojciech", "Nasreen", "Padraig", "Harjit", "Marisol", "Tendai", "Bronwen"),
)

TITLES = {"Adult", "Child", "Baby", "Grandma", "Grandad", "Nana", "Miss"}

WRITTEN = re.compile(r"\b[A-Z]{1,2}\d{1,2} ?\d[A-Z]{2}\b")
"""A postcode."""

STATED = (
    "Mother is White British. Family are Church of England. Home address: CA2 7XX.",
    "Mother is Black African. Family are Muslim. Home address: BD3 9YY.",
    "Mother is deaf with a learning disability. Family are Gypsy, Roma and Traveller. LL57 1AA.",
)
EVERY = 6
"""One narrative in so many has what is stated of the family written below it."""


@cache
def read(case: str) -> tuple[CaseInput, tuple[ReturnFile | Unreadable, ...]]:
    source = find_case([SAMPLES / case])
    return source, tuple(read_returns(list(source.files), passwords=source.case.passwords))


def flags(case: str, change: Callable[[str, int], str], **names: str) -> list[list[str]]:
    """What the flags of a case come to, with its narratives changed."""
    source, files = read(case)
    people = [
        person.model_copy(update={"names": [renamed(name, names) for name in person.names]})
        for person in source.case.people
    ]
    source = replace(source, case=source.case.model_copy(update={"people": people}))
    changed = [file if isinstance(file, Unreadable) else in_file(file, change) for file in files]
    chosen = [Chosen(rule, rule.parameters()) for rule in installed_rules().values()]
    made = analyse(take_in_files(source, changed).tables, chosen)
    return sorted(
        [
            *(str(flag[name]) for name in ("rule", "kind", "attention", "certainty", "raised_on")),
            str(flag["person_id"]),
            *sorted(f"{item['source']}: {item['part']}" for item in flag["evidence"]),
        ]
        for flag in made.flags
    )


def in_file(file: ReturnFile, change: Callable[[str, int], str]) -> ReturnFile:
    def cell(value: CellValue, number: int) -> CellValue:
        return change(value, number) if isinstance(value, str) else value

    sheets = [
        replace(
            sheet,
            title=change(sheet.title, 0) if sheet.title else sheet.title,
            name=change(sheet.name, 0) if sheet.name else sheet.name,
            rows=tuple(
                RawRow(row.number, tuple(cell(value, row.number) for value in row.cells))
                for row in sheet.rows
            ),
        )
        for sheet in file.sheets
    ]
    return replace(file, sheets=tuple(sheets))


def renamed(text: str, names: dict[str, str]) -> str:
    for old, new in names.items():
        text = re.sub(rf"\b{old}\b", new, text)
        text = re.sub(rf"\b{old.upper()}\b", new.upper(), text)
    return text


@cache
def as_it_is(case: str) -> list[list[str]]:
    return flags(case, lambda text, _: text)


@pytest.mark.parametrize("case", CASES)
def test_other_names_change_no_flag(case: str) -> None:
    source, _ = read(case)
    of_people = {
        word
        for person in source.case.people
        for name in person.names
        for word in re.findall(r"\b[A-Z][a-z]{3,}\b", name)
    } - TITLES
    names = dict(zip(sorted(of_people), NAMES * 4, strict=False))
    assert len(names) > 4
    usual = sorted(
        [*flag[:6], *sorted(renamed(part, names) for part in flag[6:])] for flag in as_it_is(case)
    )
    assert flags(case, lambda text, _: renamed(text, names), **names) == usual


@cache
def stated(case: str, words: str) -> list[list[str]]:
    def change(text: str, number: int) -> str:
        text = WRITTEN.sub("LS9 8ZZ", text)
        long = len(text) > 60 and number % EVERY == 0
        return f"{text.rstrip()}\n{words}" if long else text

    return flags(case, change)


@pytest.mark.parametrize("words", STATED[1:])
@pytest.mark.parametrize("case", CASES)
def test_what_is_stated_of_a_family_changes_no_flag(case: str, words: str) -> None:
    assert stated(case, words) == stated(case, STATED[0])
