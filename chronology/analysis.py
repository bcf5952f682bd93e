"""Runs rules over tables: findings to flags, and an outcome for every rule and case.

No flag must never be mistaken for no data: a rule that had nothing to read says so, and a rule that
failed is reported as failed while the others go on.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import polars as pl

from chronology.knowledge.joining import apart, joined_up, with_each_agency_alone
from chronology.rule import Params, Rule
from chronology.tables import CHILD_ROLES, FINDINGS, OUTCOME, Tables
from chronology.temporal import computed_at_once, with_index

ATTENTION_ORDER = {"high": 0, "medium": 1, "low": 2}
ALLOWED = {
    "kind": ("flag", "information_gap"),
    "attention": (*ATTENTION_ORDER, None),
    "certainty": ("definite", "possible"),
}
"""The words that a finding may have; a rule that gives another has failed."""
QUOTE_LENGTH = 280


@dataclass(frozen=True)
class Chosen:
    """A rule and the parameters it runs with."""

    rule: Rule
    parameters: Params


class Figures(dict[str, Any]):
    """A finding's figures; one that has no value is ``None``."""

    def __missing__(self, name: str) -> None:
        return None


@dataclass(frozen=True)
class Results:
    """What the rules made of the tables."""

    flags: list[dict[str, Any]]
    outcomes: list[dict[str, Any]]


def analyse(tables: Tables, chosen: Iterable[Chosen], *, joining: bool = False) -> Results:
    """Run the rules. Flags and outcomes are lists as in the contract, in an order that never
    changes.

    With ``joining`` each flag says whether one agency's own records would have raised it.
    """
    rules = list(chosen)
    found, failed = run_rules(with_each_agency_alone(tables) if joining else tables, rules)
    flags: list[dict[str, Any]] = []
    alone: dict[str, pl.DataFrame] = {}
    outside: dict[str, dict[str, tuple[str, str]]] = {}
    read = _what_was_read(tables)
    for it in rules:
        name = it.rule.name
        if name in failed:
            continue
        try:
            outside[name] = _out_of_scope(tables, it, read)
            whole, alone[name] = apart(_checked(found[name]))
            told = flags_of(whole, tables, it)
        except Exception as error:  # a rule of a foreign pack may raise anything
            failed[name] = type(error).__name__
        else:
            flags.extend(told)
    outcomes = _outcomes(read, rules, flags, outside, failed)
    if joining:
        flags = joined_up(flags, alone, _agency_names(tables))
    return Results(sorted(flags, key=_flag_order), outcomes)


def _agency_names(tables: Tables) -> dict[tuple[str, str], str]:
    named = tables.coverage.select("case_id", "agency", pl.coalesce("name", "agency")).collect()
    return {(case_id, agency): name for case_id, agency, name in named.iter_rows()}


def run_rules(
    tables: Tables, rules: list[Chosen]
) -> tuple[dict[str, pl.DataFrame], dict[str, str]]:
    """Each rule's findings; and for those that failed, in words, why.

    Two rules at a time: much of what one does keeps only one core busy. All in one go is slower
    on one case and on thousands, and holds more in memory.
    """
    found: dict[str, pl.DataFrame] = {}
    failed: dict[str, str] = {}
    tables = with_index(tables)
    with ThreadPoolExecutor(max_workers=2) as two:
        running = {it.rule.name: two.submit(findings_of, it, tables) for it in rules}
    for name, run in running.items():
        try:
            found[name] = run.result()
        except Exception as error:  # its kind is told, never its message: that may quote a record
            failed[name] = type(error).__name__
    return found, failed


def findings_of(it: Chosen, tables: Tables) -> pl.DataFrame:
    """One rule's findings. ``tables`` have the index of what the records say, if they are to."""
    with computed_at_once(tables) as optimised:
        plan = FINDINGS.select(it.rule.find(tables, it.parameters))
        return plan.collect(optimizations=optimised)


class NotAFinding(ValueError):
    """A rule gave a word that a finding can't have. It says which column, not what stood there."""


def _checked(findings: pl.DataFrame) -> pl.DataFrame:
    for column, allowed in ALLOWED.items():
        if not findings[column].is_in(list(allowed)).all():
            raise NotAFinding(column)
    return findings


def _outcomes(
    read: Mapping[str, tuple[int, int]],
    rules: list[Chosen],
    flags: list[dict[str, Any]],
    outside: Mapping[str, Mapping[str, tuple[str, str]]],
    failed: Mapping[str, str],
) -> list[dict[str, Any]]:
    counts = Counter((flag["case_id"], flag["rule"], flag["kind"]) for flag in flags)
    rows = []
    for it in rules:
        name = it.rule.name
        for case_id in sorted(read):
            raised = counts[(case_id, name, "flag")]
            asked = counts[(case_id, name, "information_gap")]
            if name in failed:
                status = "failed"
                reason = f"The rule could not run ({failed[name]}). The other rules did."
            elif raised:
                status, reason = "flagged", _times(raised, "flag")
            elif asked:
                status, reason = "information_gap", _times(asked, "question")
            else:
                nothing = ("nothing_found", _nothing(read, case_id))
                status, reason = outside[name].get(case_id, nothing)
            rows.append({"case_id": case_id, "rule": name, "status": status, "reason": reason})
    return OUTCOME.frame(sorted(rows, key=lambda row: (row["case_id"], row["rule"]))).to_dicts()


def _times(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'} raised."


def _nothing(read: Mapping[str, tuple[int, int]], case_id: str) -> str:
    entries, agencies = read[case_id]
    return (
        f"{entries} entries of {agencies} {'agency' if agencies == 1 else 'agencies'} were read; "
        "the pattern was not seen in them. That is not evidence that it was absent."
    )


def _what_was_read(tables: Tables) -> dict[str, tuple[int, int]]:
    counted = (
        tables.cases.select("case_id")
        .join(tables.events.select("case_id", "event_id", "agency"), on="case_id", how="left")
        .group_by("case_id")
        .agg(pl.col("event_id").drop_nulls().len(), pl.col("agency").drop_nulls().n_unique())
        .collect()
    )
    return {case_id: (entries, agencies) for case_id, entries, agencies in counted.iter_rows()}


def _out_of_scope(
    tables: Tables, it: Chosen, read: Mapping[str, tuple[int, int]]
) -> dict[str, tuple[str, str]]:
    """The cases where the pattern can't be looked for, with the status and why."""
    out: dict[str, tuple[str, str]] = {}
    if it.rule.scope is not None:
        stated = it.rule.scope(tables, it.parameters).collect()
        for case_id, status, reason in sorted(
            stated.select("case_id", "status", "reason").iter_rows(), reverse=True
        ):
            out[case_id] = (status, reason)
    if "birth date" in it.rule.needs:
        for case_id in _without_birth(tables):
            out[case_id] = (
                "not_assessable",
                "No birth date or due date of the child is known; give it in case.toml.",
            )
    if "a child under review" in it.rule.needs:
        for case_id in _without_child(tables):
            out[case_id] = (
                "not_assessable",
                "No child under review is known; give one in case.toml.",
            )
    for case_id, (entries, _) in read.items():
        if entries == 0:
            out[case_id] = ("not_assessable", "No entry was read.")
    return out


def _without_child(tables: Tables) -> list[str]:
    known = tables.persons.filter(pl.col("role").is_in(CHILD_ROLES)).select("case_id")
    missing = tables.cases.select("case_id").join(known, on="case_id", how="anti").collect()
    return list(missing["case_id"])


def _without_birth(tables: Tables) -> list[str]:
    known = tables.persons.filter(
        pl.col("role").is_in(CHILD_ROLES),
        pl.coalesce("born_earliest", "due").is_not_null(),
    ).select("case_id")
    missing = tables.cases.select("case_id").join(known, on="case_id", how="anti").collect()
    return list(missing["case_id"])


def flags_of(findings: pl.DataFrame, tables: Tables, it: Chosen) -> list[dict[str, Any]]:
    """Findings of a rule as flags: with their words, their evidence and what they can be repeated
    with.
    """
    if findings.is_empty():
        return []
    evidence = _evidence(findings, tables)
    return [
        _flag(row, evidence.get(number, []), it)
        for number, row in enumerate(findings.iter_rows(named=True))
    ]


def _flag_order(flag: Mapping[str, Any]) -> tuple[Any, ...]:
    return (
        flag["case_id"],
        flag["kind"],
        ATTENTION_ORDER[flag["attention"]],
        flag["raised_on"] or "9999",
        flag["rule"],
        flag["flag_id"],
    )


def _flag(row: Mapping[str, Any], evidence: list[dict[str, Any]], it: Chosen) -> dict[str, Any]:
    words = it.rule.words(Figures(json.loads(row["measure"] or "{}"), kind=row["kind"]))
    key = [row["case_id"], it.rule.name, row["person_id"] or "", row["kind"], row["measure"] or ""]
    key += [str(row["first_date"]), str(row["last_date"])]
    key += [f"{item['event_id']}:{item['part']}" for item in evidence]
    return {
        "flag_id": hashlib.sha256("\x1f".join(key).encode()).hexdigest()[:16],
        "rule": it.rule.name,
        "title": words.title or it.rule.card.title,
        "case_id": row["case_id"],
        "person_id": row["person_id"],
        "kind": row["kind"],
        "attention": row["attention"] or it.rule.attention,
        "certainty": row["certainty"],
        "raised_on": _iso(row["raised_on"]),
        "first_date": _iso(row["first_date"]),
        "last_date": _iso(row["last_date"]),
        "explanation": words.explanation,
        "question": words.question or it.rule.card.questions[0],
        "evidence": evidence,
        "rule_version": it.rule.version,
        "parameters": it.parameters.model_dump(mode="json"),
    }


def _iso(day: Any) -> str | None:
    return day.isoformat() if day is not None else None


def _evidence(findings: pl.DataFrame, tables: Tables) -> dict[int, list[dict[str, Any]]]:
    """Per finding, its entries in the order of their dates, each with its part and its words."""
    items = (
        findings.with_row_index("number")
        .select("number", "case_id", "evidence")
        .explode("evidence", empty_as_null=False, keep_nulls=False)
        .unnest("evidence")
        .unique()
    )
    rows = (
        items.lazy()
        .join(tables.events, on=["case_id", "event_id"])
        .join(
            tables.coverage.select("case_id", "agency", agency_name="name").unique(),
            on=["case_id", "agency"],
            how="left",
        )
        .collect()
        .sort("number", "earliest", "latest", "at", "agency", "event_id", "part", nulls_last=True)
    )
    starts = _first_words(items, tables)
    by_finding: dict[int, list[dict[str, Any]]] = {}
    for row in rows.iter_rows(named=True):
        by_finding.setdefault(row["number"], []).append(
            {
                "event_id": row["event_id"],
                "date": _day_or_span(row["earliest"], row["latest"]),
                "date_text": row["date_text"],
                "agency": row["agency_name"] or row["agency"],
                "part": row["part"],
                "quote": _quote(row, starts.get((row["case_id"], row["event_id"], row["part"]))),
                "source": f"{row['source_file']} › {row['source_place']}",
            }
        )
    return by_finding


def _day_or_span(first: Any, last: Any) -> str | None:
    if first is None and last is None:
        return None
    if first == last:
        return str(first.isoformat())
    return f"{_iso(first) or '..'}/{_iso(last) or '..'}"


def _first_words(
    items: pl.DataFrame, tables: Tables
) -> dict[tuple[str, str, str], tuple[str, int]]:
    """Where the words for a part stand in its entry, so that a long one is quoted around them."""
    spoken = (
        tables.signals.join(
            items.lazy().select("case_id", "event_id").unique(), on=["case_id", "event_id"]
        )
        .select(
            "case_id",
            "event_id",
            "field",
            "start",
            part=pl.col("concept").str.replace_all("_", " "),
        )
        .collect()
        .sort("case_id", "event_id", "part", pl.col("field") != "record", "field", "start")
        .unique(["case_id", "event_id", "part"], keep="first", maintain_order=True)
    )
    return {
        (case_id, event_id, part): (field, start)
        for case_id, event_id, field, start, part in spoken.iter_rows()
    }


def _quote(row: Mapping[str, Any], place: tuple[str, int] | None) -> str:
    field, start = place or ("record", 0)
    text = row.get(field) or row["record"] or row["action"] or row["comment"] or row["event_type"]
    if not text or len(text) <= QUOTE_LENGTH:
        return text or ""
    first = max(0, min(start - QUOTE_LENGTH // 3, len(text) - QUOTE_LENGTH))
    cut = text[first : first + QUOTE_LENGTH].strip()
    return f"{'… ' if first else ''}{cut}{' …' if first + QUOTE_LENGTH < len(text) else ''}"
