"""Findings to flags and outcomes: always in one order, and a rule that fails fails alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import polars as pl
import pytest

from chronology.analysis import QUOTE_LENGTH, Chosen, Results, analyse
from chronology.rule import Card, Params, Rule, Wording
from chronology.tables import (
    CASES,
    COVERAGE,
    EVENTS,
    FINDINGS,
    OUTCOMES,
    PERSONS,
    SIGNALS,
    Tables,
)

SECRET = "Rowan Marsh was seen with a bruise to the left cheek"
Findings = Callable[[Tables, Params], Any]


class Parameters(Params):
    """No numbers."""


def rule(name: str, find: Findings, **more: Any) -> Chosen:
    made: dict[str, Any] = {
        "attention": "medium",
        "needs": ("records",),
        "since": "0.1.0",
        "version": "1",
        "words": lambda m: Wording(f"Told of {m['what']}.", ""),
        "scope": None,
        "parameters": Parameters,
        "card": Card("A title", "looks", "why", "limits", ("Who knew?",), ("a source",), ""),
        "module": "tests",
    }
    return Chosen(Rule(name=name, find=find, **(made | more)), Parameters())


def finding(case_id: str = "a", **more: Any) -> dict[str, Any]:
    return {
        "case_id": case_id,
        "person_id": "child",
        "kind": "flag",
        "attention": "medium",
        "raised_on": date(2021, 3, 1),
        "first_date": date(2021, 3, 1),
        "last_date": date(2021, 3, 1),
        "certainty": "definite",
        "evidence": [{"event_id": "e1", "part": "bruise"}],
        "measure": '{"what": "a thing"}',
    } | more


def finds(*rows: dict[str, Any]) -> Findings:
    return lambda case, p: FINDINGS.frame(rows).lazy()


def event(event_id: str = "e1", case_id: str = "a", **more: Any) -> dict[str, Any]:
    return {
        "case_id": case_id,
        "event_id": event_id,
        "agency": "gp",
        "agency_kind": "gp",
        "earliest": date(2021, 3, 1),
        "latest": date(2021, 3, 1),
        "date_text": "1/3/21",
        "record": SECRET,
        "source_file": "gp.csv",
        "source_place": "row 2",
    } | more


def tables(
    *events: dict[str, Any],
    case_ids: Sequence[str] = ("a",),
    signals: Sequence[dict[str, Any]] = (),
    persons: Sequence[dict[str, Any]] = (),
    coverage: Sequence[dict[str, Any]] = (),
) -> Tables:
    return Tables.of(
        cases=CASES.frame({"case_id": case_id} for case_id in case_ids),
        events=EVENTS.frame(events or [event(case_id=case_id) for case_id in case_ids]),
        signals=SIGNALS.frame(signals),
        persons=PERSONS.frame(persons),
        coverage=COVERAGE.frame(coverage),
    )


def statuses(results: Results) -> dict[tuple[str, str], str]:
    return {(it["case_id"], it["rule"]): it["status"] for it in results.outcomes}


# ------------------------------------------------------------------------------- rules that fail


def at_once(case: Tables, p: Params) -> pl.LazyFrame:
    raise ValueError(SECRET)


def when_run(case: Tables, p: Params) -> pl.LazyFrame:
    def fail(frame: pl.DataFrame) -> pl.DataFrame:
        raise ValueError(f"{SECRET}: {frame['record'].to_list()}")

    return case.events.map_batches(fail, schema=FINDINGS.schema)


def without_columns(case: Tables, p: Params) -> pl.LazyFrame:
    return case.events.select("case_id", "record")


def with_words_for_dates(case: Tables, p: Params) -> pl.LazyFrame:
    return FINDINGS.frame([finding()]).lazy().with_columns(raised_on=pl.lit(SECRET))


def nothing_lazy(case: Tables, p: Params) -> Any:
    return None


def without_words(measure: Any) -> Wording:
    raise KeyError(SECRET)


def without_scope(case: Tables, p: Params) -> pl.LazyFrame:
    raise ValueError(SECRET)


def scope_fails_when_run(case: Tables, p: Params) -> pl.LazyFrame:
    return case.cases.select("case_id", "no such column")


FAULTS: dict[str, Chosen] = {
    "find raises": rule("faulty", at_once),
    "find raises when run": rule("faulty", when_run),
    "find gives other columns": rule("faulty", without_columns),
    "find gives other types": rule("faulty", with_words_for_dates),
    "find gives nothing": rule("faulty", nothing_lazy),
    "words raises": rule("faulty", finds(finding()), words=without_words),
    "scope raises": rule("faulty", finds(), scope=without_scope),
    "scope raises when run": rule("faulty", finds(), scope=scope_fails_when_run),
    "the figures are no JSON": rule("faulty", finds(finding(measure=SECRET))),
    "attention is no word of ours": rule("faulty", finds(finding(attention=SECRET))),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_rule_that_fails_is_told_and_the_others_go_on(fault: str) -> None:
    others = [rule("before", finds(finding())), rule("later", finds())]
    results = analyse(tables(), [others[0], FAULTS[fault], others[1]])
    assert statuses(results) == {
        ("a", "before"): "flagged",
        ("a", "faulty"): "failed",
        ("a", "later"): "nothing_found",
    }
    assert [flag["rule"] for flag in results.flags] == ["before"]


@pytest.mark.parametrize("fault", FAULTS)
def test_no_reason_has_the_words_of_a_record(fault: str) -> None:
    results = analyse(tables(), [FAULTS[fault]])
    assert results.outcomes
    assert not any("Rowan" in outcome["reason"] for outcome in results.outcomes)


def test_the_reason_names_the_kind_of_failure() -> None:
    (outcome,) = analyse(tables(), [FAULTS["find raises"]]).outcomes
    assert "ValueError" in outcome["reason"]


# ---------------------------------------------------------------------------------------- outcomes


def test_outcomes_are_one_for_each_case_and_rule_in_order() -> None:
    chosen = [rule(name, finds()) for name in ("c", "a", "b")]
    results = analyse(tables(case_ids=("y", "x")), chosen)
    assert [(it["case_id"], it["rule"]) for it in results.outcomes] == [
        (case_id, name) for case_id in "xy" for name in "abc"
    ]
    assert all(set(it) == {"case_id", "rule", "status", "reason"} for it in results.outcomes)


@pytest.mark.parametrize(
    ("kinds", "status", "reason"),
    [
        ([], "nothing_found", "1 entries of 1 agency were read"),
        (["flag"], "flagged", "1 flag raised"),
        (["flag", "flag"], "flagged", "2 flags raised"),
        (["information_gap"], "information_gap", "1 question raised"),
        (["flag", "information_gap"], "flagged", "1 flag raised"),
    ],
)
def test_the_outcome_of_what_was_found(kinds: list[str], status: str, reason: str) -> None:
    rows = [
        finding(kind=kind, evidence=[{"event_id": "e1", "part": str(number)}])
        for number, kind in enumerate(kinds)
    ]
    (outcome,) = analyse(tables(), [rule("r", finds(*rows))]).outcomes
    assert outcome["status"] == status
    assert outcome["status"] in OUTCOMES
    assert reason in outcome["reason"]


def test_nothing_found_says_that_it_is_no_evidence_of_absence() -> None:
    (outcome,) = analyse(tables(), [rule("r", finds())]).outcomes
    assert "not evidence that it was absent" in outcome["reason"]


def test_nothing_is_never_found_where_nothing_was_read() -> None:
    results = analyse(tables(event(case_id="b"), case_ids=("a", "b")), [rule("r", finds())])
    assert statuses(results) == {("a", "r"): "not_assessable", ("b", "r"): "nothing_found"}


@pytest.mark.parametrize(
    ("person", "status"),
    [
        ({"role": "subject", "born_earliest": date(2021, 1, 1)}, "nothing_found"),
        ({"role": "unborn", "due": date(2021, 1, 1)}, "nothing_found"),
        ({"role": "subject"}, "not_assessable"),
        ({"role": "sibling", "born_earliest": date(2021, 1, 1)}, "not_assessable"),
    ],
)
def test_a_rule_that_needs_a_birth_date(person: dict[str, Any], status: str) -> None:
    case = tables(persons=[{"case_id": "a", "person_id": "child"} | person])
    chosen = rule("r", finds(), needs=("birth date",))
    assert statuses(analyse(case, [chosen])) == {("a", "r"): status}


def test_scope_says_why_and_a_flag_goes_before_it() -> None:
    def out_of_scope(case: Tables, p: Params) -> pl.LazyFrame:
        return case.cases.select(
            "case_id", status=pl.lit("not_applicable"), reason=pl.lit("Older.")
        )

    chosen = [
        rule("quiet", finds(), scope=out_of_scope),
        rule("raised", finds(finding()), scope=out_of_scope),
    ]
    results = analyse(tables(), chosen)
    assert statuses(results) == {("a", "quiet"): "not_applicable", ("a", "raised"): "flagged"}
    assert results.outcomes[0]["reason"] == "Older."


def test_no_rules_and_no_cases_are_no_error() -> None:
    assert analyse(tables(), []) == Results([], [])
    assert analyse(Tables.of(), [rule("r", finds())]) == Results([], [])


# ------------------------------------------------------------------------------------------- flags


def test_a_flag_has_what_the_contract_says() -> None:
    case = tables(
        coverage=[{"case_id": "a", "agency": "gp", "name": "Fellside Surgery", "returned": True}]
    )
    (flag,) = analyse(case, [rule("r", finds(finding()))]).flags
    assert flag.pop("flag_id")
    assert flag == {
        "rule": "r",
        "title": "A title",
        "case_id": "a",
        "person_id": "child",
        "kind": "flag",
        "attention": "medium",
        "certainty": "definite",
        "raised_on": "2021-03-01",
        "first_date": "2021-03-01",
        "last_date": "2021-03-01",
        "explanation": "Told of a thing.",
        "question": "Who knew?",
        "evidence": [
            {
                "event_id": "e1",
                "date": "2021-03-01",
                "date_text": "1/3/21",
                "agency": "Fellside Surgery",
                "part": "bruise",
                "quote": SECRET,
                "source": "gp.csv › row 2",
            }
        ],
        "rule_version": "1",
        "parameters": {},
    }


def test_the_order_of_findings_changes_nothing() -> None:
    rows = [
        finding(
            case_id=case_id,
            kind=kind,
            attention=attention,
            raised_on=raised,
            evidence=[{"event_id": "e1", "part": f"{kind} {attention} {raised}"}],
        )
        for case_id in ("b", "a")
        for kind in ("information_gap", "flag")
        for attention in ("low", "high", "medium")
        for raised in (None, date(2021, 3, 2), date(2021, 3, 1))
    ]
    case = tables(case_ids=("a", "b"))
    forward = analyse(case, [rule("r", finds(*rows))]).flags
    assert forward == analyse(case, [rule("r", finds(*reversed(rows)))]).flags
    order = [(it["case_id"], it["kind"], it["attention"], it["raised_on"]) for it in forward]
    assert order[:4] == [
        ("a", "flag", "high", "2021-03-01"),
        ("a", "flag", "high", "2021-03-02"),
        ("a", "flag", "high", None),
        ("a", "flag", "medium", "2021-03-01"),
    ]
    assert order[9][1] == "information_gap"
    assert order[18][0] == "b"


def evidence_of(*events: dict[str, Any], parts: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    rows = finding(evidence=[{"event_id": name, "part": part} for name, part in parts])
    (flag,) = analyse(tables(*events), [rule("r", finds(rows))]).flags
    return [(item["event_id"], item["part"]) for item in flag["evidence"]]


def test_evidence_is_in_the_order_of_its_days() -> None:
    events = [
        event("later", earliest=date(2021, 5, 1), latest=date(2021, 5, 1)),
        event("undated", earliest=None, latest=None),
        event("wide", earliest=date(2021, 4, 1), latest=date(2021, 4, 30)),
        event("known", earliest=date(2021, 4, 1), latest=date(2021, 4, 1)),
    ]
    parts = [("later", "x"), ("undated", "x"), ("wide", "x"), ("known", "y"), ("known", "x")]
    in_order = [("known", "x"), ("known", "y"), ("wide", "x"), ("later", "x"), ("undated", "x")]
    assert evidence_of(*events, parts=parts) == in_order
    assert evidence_of(*reversed(events), parts=parts[::-1]) == in_order


def test_an_entry_stands_once_for_each_part() -> None:
    parts = [("e1", "bruise"), ("e1", "bruise"), ("e1", "no explanation")]
    assert evidence_of(event(), parts=parts) == [("e1", "bruise"), ("e1", "no explanation")]


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2021, 3, 1), date(2021, 3, 1), "2021-03-01"),
        (date(2021, 3, 1), date(2021, 3, 31), "2021-03-01/2021-03-31"),
        (date(2021, 3, 1), None, "2021-03-01/.."),
        (None, date(2021, 3, 1), "../2021-03-01"),
        (None, None, None),
    ],
)
def test_the_date_of_evidence(first: date | None, last: date | None, expected: str | None) -> None:
    case = tables(event(earliest=first, latest=last))
    (flag,) = analyse(case, [rule("r", finds(finding()))]).flags
    assert flag["evidence"][0]["date"] == expected


# ------------------------------------------------------------------------------------------ quotes


def quote(record: str | None, start: int | None = None, **more: Any) -> str:
    said = {
        "case_id": "a",
        "event_id": "e1",
        "concept": "bruise",
        "field": "record",
        "start": start,
    }
    case = tables(event(record=record, **more), signals=[said] if start is not None else [])
    (flag,) = analyse(case, [rule("r", finds(finding()))]).flags
    found: str = flag["evidence"][0]["quote"]
    return found


def test_a_short_record_is_quoted_whole() -> None:
    assert quote("x" * QUOTE_LENGTH, 3) == "x" * QUOTE_LENGTH


@pytest.mark.parametrize("place", [0, 90, 1000, 4990])
def test_a_long_record_is_quoted_around_the_words(place: int) -> None:
    text = "lorem ipsum " * 420
    text = text[:place] + " bruise " + text[place:]
    found = quote(text, place + 1)
    assert "bruise" in found
    assert len(found) <= QUOTE_LENGTH + 4
    assert found.startswith("… ") == (place > 100)
    assert found.endswith(" …") == (place < 4900)
    assert found.strip("… ") in text


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"action": "what was done"}, "what was done"),
        ({"comment": "what is said of it"}, "what is said of it"),
        ({"event_type": "ED attendance"}, "ED attendance"),
        ({}, ""),
    ],
)
def test_without_a_record_another_column_is_quoted(more: dict[str, str], expected: str) -> None:
    assert quote(None, **more) == expected


# --------------------------------------------------------------------------------------- flag ids


def ids(*rows: dict[str, Any], case: Tables | None = None) -> list[str]:
    flags = analyse(case or tables(), [rule("r", finds(*rows))]).flags
    return [flag["flag_id"] for flag in flags]


def test_a_flag_keeps_its_id_when_other_things_change() -> None:
    (flag_id,) = ids(finding())
    more = tables(event(), event("e2", record="another"), case_ids=("a", "b"))
    others = [finding(case_id="b"), finding(evidence=[{"event_id": "e2", "part": "bruise"}])]
    assert flag_id in ids(finding(), *others, case=more)
    assert ids(finding(certainty="possible", attention="low")) == [flag_id]


@pytest.mark.parametrize(
    "change",
    [
        {"case_id": "b"},
        {"person_id": "twin"},
        {"kind": "information_gap"},
        {"evidence": [{"event_id": "e2", "part": "bruise"}]},
        {"evidence": [{"event_id": "e1", "part": "other"}]},
        {"evidence": [], "measure": '{"what": "another thing"}'},
        {"measure": '{"what": "another thing"}'},
    ],
    ids=str,
)
def test_another_finding_has_another_id(change: dict[str, Any]) -> None:
    case = tables(event(), event("e2"), event(case_id="b"), case_ids=("a", "b"))
    assert len(set(ids(finding(), finding(**change), case=case))) == 2
