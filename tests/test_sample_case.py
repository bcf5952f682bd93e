"""The sample case: what was planted is found, and what only looks like it is not."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from chronology.analysis import Chosen, Results, analyse
from chronology.intake import Intake, find_case, take_in
from chronology.rulebook import installed_rules, parameters_of

SAMPLE = Path(str(resources.files("chronology.sample_data") / "rowan"))
EXPECTED = tomllib.loads((SAMPLE / "expected.toml").read_text(encoding="utf-8"))
Row = dict[str, Any]
Flag = dict[str, Any]


@cache
def intake() -> Intake:
    return take_in(find_case([SAMPLE]))


@cache
def results() -> Results:
    given = intake().case.rules
    rules = installed_rules().values()
    return analyse(
        intake().tables, [Chosen(rule, parameters_of(rule, given.get(rule.name))) for rule in rules]
    )


@cache
def record_of() -> dict[str, str]:
    """What each row of each file says, by its place as evidence names it."""
    texts = (
        "event_type",
        "author",
        "source",
        "who_text",
        "record",
        "action",
        "comment",
        "shared_with",
    )
    rows = intake().tables.events.select("source_file", "source_place", *texts).collect()
    return {
        f"{file} › {place}": " ".join(text for text in said if text)
        for file, place, *said in rows.iter_rows()
    }


def place(row: Row) -> str:
    """A row as the evidence of a flag names it. A text file has no sheet."""
    return " › ".join(
        [row["file"], *([row["sheet"]] if "sheet" in row else []), f"row {row['row']}"]
    )


def sources(flags: Iterable[Flag]) -> set[str]:
    return {item["source"] for flag in flags for item in flag["evidence"]}


def flags_of(finding: Row) -> list[Flag]:
    """The flags of a finding's rule, kind and person."""
    return [
        flag
        for flag in results().flags
        if flag["rule"] == finding["rule"]
        and flag["kind"] == finding.get("kind", "flag")
        and flag["person_id"] == finding["person"]
    ]


FINDINGS = pytest.mark.parametrize(
    "finding", EXPECTED["finding"], ids=[it["name"] for it in EXPECTED["finding"]]
)
BENIGN = pytest.mark.parametrize(
    "row", EXPECTED["benign"], ids=[f"{it['rule']} › {place(it)}" for it in EXPECTED["benign"]]
)
PLANTED = [
    row
    for finding in [*EXPECTED["finding"], *EXPECTED.get("later", [])]
    for part in ("evidence", "also", "counted_separately")
    for row in finding.get(part, [])
] + EXPECTED["benign"]


def test_every_row_of_the_sample_is_read() -> None:
    totals = intake().ledger["totals"]
    assert (totals["unreadable"], totals["rejected"]) == (0, 0)
    assert totals["events"] >= 120
    assert totals["files"] >= 8


@pytest.mark.parametrize("row", PLANTED, ids=[f"{n} {place(it)}" for n, it in enumerate(PLANTED)])
def test_a_planted_row_stands_where_it_is_expected(row: Row) -> None:
    record = " ".join(record_of().get(place(row), "no such row").split())
    assert " ".join(row["says"].split()).casefold() in record.casefold()


@FINDINGS
def test_what_was_planted_is_found(finding: Row) -> None:
    flags = flags_of(finding)
    wanted = {place(row) for row in finding["evidence"]}
    assert wanted <= sources(flags), "rows that no flag of this rule and person has as evidence"
    answering = [flag for flag in flags if wanted & sources([flag])]
    raised = [date.fromisoformat(flag["raised_on"]) for flag in answering if flag["raised_on"]]
    first, last = finding["raised_from"], finding["raised_to"]
    assert any(first <= day <= last for day in raised), sorted(map(str, raised))
    within = [
        flag
        for flag in answering
        if flag["raised_on"] and first <= date.fromisoformat(flag["raised_on"]) <= last
    ]
    for name in ("certainty", "attention"):
        if name in finding:
            assert finding[name] in {flag[name] for flag in within}, name


@FINDINGS
def test_what_is_counted_separately_is_not_counted_as_missed(finding: Row) -> None:
    for row in finding.get("counted_separately", []):
        parts = {
            item["part"]
            for flag in flags_of(finding)
            for item in flag["evidence"]
            if item["source"] == place(row)
        }
        assert not parts & {"was not brought", "no access"}


@BENIGN
def test_a_look_alike_is_no_evidence(row: Row) -> None:
    of_rule = [
        flag for flag in results().flags if flag["rule"] == row["rule"] and flag["kind"] == "flag"
    ]
    parts = [
        (flag["person_id"], item["part"])
        for flag in of_rule
        for item in flag["evidence"]
        if item["source"] == place(row) and item["part"] not in row.get("except_part", [])
    ]
    assert parts == []


def test_no_rule_failed_and_none_is_silent() -> None:
    outcomes = {it["rule"]: it["status"] for it in results().outcomes}
    assert set(outcomes) == set(installed_rules())
    assert "failed" not in outcomes.values()
