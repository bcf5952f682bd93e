"""What only the joined-up timeline shows: would one agency's records have raised it, and when?

Every agency's records are looked at alone, as if each were a case of its own, in the same run as
the whole. A flag that no agency alone raises is there only because the records were put together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl

from chronology.tables import EVENTS, STAGES, Tables

BETWEEN = "\x1f"
"""Between a case's id and the agency whose records alone are looked at."""

OF_ENTRIES = ("events", "participants", "signals")
OF_CASES = ("cases", "persons", "relationships")


def with_each_agency_alone(tables: Tables) -> Tables:
    """The cases, and beside them each agency's own records as a case of its own."""
    owners = tables.events.select("case_id", "agency").unique()
    alone = pl.concat_str("case_id", pl.lit(BETWEEN), "agency")
    of_agency = owners.select("case_id", _alone=alone)
    entries = tables.events.select("case_id", "event_id", _alone=alone)
    frames: dict[str, Any] = {}
    for table in STAGES:
        frame = getattr(tables, table.name)
        if table is EVENTS:
            own = frame.with_columns(case_id=alone, account_of=pl.lit(None, dtype=pl.String))
        elif table.name in OF_ENTRIES:
            own = _as_case(frame.join(entries, on=["case_id", "event_id"]))
        elif table.name in OF_CASES:
            own = _as_case(frame.join(of_agency, on="case_id"))
        elif table.name == "coverage":
            own = _as_case(frame.with_columns(_alone=alone))
        else:
            own = table.frame().lazy()
        frames[table.name] = pl.concat([frame.select(table.names), own.select(table.names)])
    return replace(tables, **frames)


def _as_case(frame: pl.LazyFrame) -> pl.LazyFrame:
    return frame.with_columns(case_id="_alone")


def apart(findings: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Findings of the whole cases, and those of one agency's records alone."""
    alone = findings["case_id"].str.contains(BETWEEN, literal=True)
    return findings.filter(~alone), findings.filter(alone)


def joined_up(
    flags: Iterable[Mapping[str, Any]],
    alone: Mapping[str, pl.DataFrame],
    names: Mapping[tuple[str, str], str],
) -> list[dict[str, Any]]:
    """The flags of the whole cases, each with what agencies alone would have raised.

    ``alone`` has the findings of agencies alone by their rule, ``names`` the agencies' names by
    case and agency. What is added is ``joined_up``: ``only_merged``; ``alone``, when each agency
    that would have raised it had; and ``days_gained``, how many days sooner the merged records show
    it than the first agency alone, where both days are known. An agency's flag is the same where
    it is of the same rule and person and shares an entry. A question to an agency has none.
    """
    by_person: dict[tuple[str, str, str | None], list[tuple[str, Mapping[str, Any]]]] = {}
    for rule, findings in alone.items():
        for row in findings.filter(kind="flag").iter_rows(named=True):
            case_id, _, agency = row["case_id"].partition(BETWEEN)
            by_person.setdefault((case_id, rule, row["person_id"]), []).append((agency, row))
    told = []
    for flag in flags:
        key = (flag["case_id"], flag["rule"], flag["person_id"])
        gain = _gain(flag, by_person.get(key, []), names) if flag["kind"] == "flag" else None
        told.append({**flag, "joined_up": gain})
    return told


def _gain(
    flag: Mapping[str, Any],
    alone: Iterable[tuple[str, Mapping[str, Any]]],
    names: Mapping[tuple[str, str], str],
) -> dict[str, Any]:
    entries = {item["event_id"] for item in flag["evidence"]}
    first: dict[str, date | None] = {}
    for agency, row in alone:
        own = {item["event_id"] for item in row["evidence"]}
        if own & entries or not (own or entries):
            name = names.get((flag["case_id"], agency), agency)
            known = filter(None, (first.get(name), row["raised_on"]))
            first[name] = min(known, default=None)
    days = [day for day in first.values() if day]
    merged = flag["raised_on"]
    gained = max(0, (min(days) - date.fromisoformat(merged)).days) if days and merged else None
    told = [{"agency": name, "raised_on": _iso(first[name])} for name in sorted(first)]
    return {"only_merged": not first, "alone": told, "days_gained": gained}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
