"""Random cases as tables, many at once, made to sit near every threshold that a rule has.

A case is drawn from its number, so the same number makes the same case again. Entries and persons
have the same ids in every case on purpose: a join that forgets ``case_id`` mixes them up. Hundreds
of cases cost a rule hardly more time than one, so a property is tried on all of them in one run;
where it fails, :func:`smallest` takes away what the failure doesn't need.

``CHRONOLOGY_RANDOM_CASES=20000 pytest tests/rules/test_properties.py`` is the long run.
"""

from __future__ import annotations

import inspect
import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import polars as pl

from chronology.analysis import Chosen, findings_of
from chronology.narrative.lexicon import builtin_lexicon
from chronology.rule import Rule
from chronology.tables import (
    EVENTS,
    FINDINGS,
    STAGES,
    STATUSES,
    SUMMARY,
    Tables,
)
from chronology.temporal import with_index

ONCE_FAILED = (763, 1526, 1542, 1631, 1724, 2486, 3384, 3628, 3672)
"""Cases that a long run has found a fault with."""

MANY = (*range(int(os.environ.get("CHRONOLOGY_RANDOM_CASES", "600"))), *ONCE_FAILED)
"""The numbers of the cases that each property is tried on."""

BIRTH = date(2021, 6, 3)

STEPS = (0, 1, 2, 6, 7, 8, 20, 21, 27, 28, 29, 55, 56, 57, 89, 90, 91, 182, 183, 184, 364, 365, 366)
"""Days between entries: on both sides of the thresholds that rules have."""

AGENCIES = (
    ("gp", "gp"),
    ("hv", "health_visiting"),
    ("midwives", "midwifery"),
    ("infirmary", "hospital"),
    ("cottage hospital", "hospital"),
    ("hub", "childrens_social_care"),
    ("leaving care", "leaving_care"),
    ("leaving care west", "leaving_care"),
    ("police", "police"),
)

NUMBERED = {
    "weight_centile": (0.4, 1.0, 2.0, 9.0, 25.0, 50.0, 91.0, 98.0),
    "weight_loss_percent": (7.0, 10.0, 10.5, 12.0),
    "centile_fall": (1.0, 2.0, 3.0),
    "weight_kg": (1.9, 2.4, 2.5, 3.2),
}
"""Concepts that carry a number, with some on both sides of their thresholds."""

READ_ELSEWHERE = ("male_carer_identified",)

Frames = dict[str, pl.DataFrame]

PEOPLE = {
    "child": "child",
    "mother": "mother",
    "father": "father",
    "male_partner": None,
    "sibling": "sibling",
    "wider_family": None,
    "unknown": None,
}


def concepts_of(rule: Rule) -> list[str]:
    """The concepts that a rule's file names."""
    known = {*builtin_lexicon().concepts, *NUMBERED, *READ_ELSEWHERE}
    if rule.module.endswith(".toml"):
        code = re.sub(r"#.*", "", Path(rule.module).read_text(encoding="utf-8"))
    else:
        code = inspect.getsource(sys.modules[rule.module]).rpartition("from __future__")[2]
    named = known & set(re.findall(r'"(\w+)"', code))
    return sorted(named) or ["home_visit"]  # a rule may look at entries, whatever they say


def whose(concept: str) -> tuple[str, ...]:
    """For whom a concept counts: of anybody else it is said with the status ``other_person``."""
    known = builtin_lexicon().concepts.get(concept)
    counts_for = known.counts_for if known else ("child",)
    return tuple(PEOPLE) if "anyone" in counts_for else tuple(set(counts_for) & set(PEOPLE))


def cases(numbers: Iterable[int], concepts: Sequence[str]) -> Frames:
    """The cases of these numbers as frames by the name of their table."""
    rows: dict[str, list[dict[str, Any]]] = {table.name: [] for table in STAGES}
    for number in sorted(set(numbers)):
        _add_case(rows, f"case-{number}", Random(number), number % 15, concepts)
    return {table.name: table.frame(rows[table.name]) for table in STAGES}


def only(frames: Frames, case_id: str) -> Frames:
    return {name: frame.filter(case_id=case_id) for name, frame in frames.items()}


def shuffled(frames: Frames, seed: int = 1) -> Frames:
    return {
        name: frame.sample(fraction=1, shuffle=True, seed=seed) for name, frame in frames.items()
    }


def widened(frames: Frames, seed: int) -> Frames:
    """The same cases with some entries' dates less certain than they were."""
    rows = frames["events"].to_dicts()
    for row in rows:
        random = Random(f"{seed} {row['case_id']} {row['event_id']}")
        if random.random() < 0.4:
            _widen(row, random)
    return frames | {"events": EVENTS.frame(rows)}


def found(rule: Rule, frames: Frames) -> pl.DataFrame:
    """A rule's findings as an analysis runs it, in one order, the order of their evidence too."""
    tables = with_index(Tables.of(**frames))
    return in_order(findings_of(Chosen(rule, rule.parameters()), tables))


def found_lazily(rule: Rule, frames: Frames, engine: Any = "auto") -> pl.DataFrame:
    """The same from one lazy plan and without the index."""
    plan = FINDINGS.select(rule.find(Tables.of(**frames), rule.parameters()))
    return in_order(plan.collect(engine=engine))


def in_order(findings: pl.DataFrame) -> pl.DataFrame:
    evidence = pl.col("evidence").list.unique().list.sort()
    return findings.with_columns(evidence=evidence).sort(
        pl.all().exclude("evidence"),
        pl.col("evidence").list.eval(pl.element().struct.json_encode()).list.join(" "),
        nulls_last=True,
    )


def smallest(frames: Frames, case_id: str, fails: Callable[[Frames], bool]) -> Frames:
    """A failing case without the entries, signals, agencies and persons that it fails without."""
    kept = only(frames, case_id)
    for name in ("events", "signals", "coverage", "persons"):
        row = 0
        while row < kept[name].height:
            without = kept[name].with_row_index().filter(pl.col("index") != row).drop("index")
            fewer = kept | {name: without}
            if fails(fewer):
                kept = fewer
            else:
                row += 1
    return kept


def shown(frames: Frames) -> str:
    """Cases in a few columns, for the message of a failed test."""
    spoken = frames["events"].join(frames["signals"], on=["case_id", "event_id"], how="left")
    columns = ("event_id", "agency_kind", "earliest", "latest", "concept", "status", "who", "value")
    tables = (
        frames["cases"],
        frames["persons"].select("person_id", "role", "born_earliest", "born_latest", "due"),
        frames["coverage"].select("agency", "agency_kind", "asked", "returned", "^.*_date$"),
        spoken.select(*columns, "account_of"),
    )
    with pl.Config(tbl_rows=-1, tbl_cols=-1, fmt_str_lengths=30, tbl_width_chars=140):
        return "\n".join(str(table) for table in tables)


def _add_case(
    rows: dict[str, list[dict[str, Any]]],
    case_id: str,
    random: Random,
    entries: int,
    concepts: Sequence[str],
) -> None:
    rows["cases"].append({"case_id": case_id} | _review(random))
    people = _people(random)
    rows["persons"] += [{"case_id": case_id} | person for person in people]
    rows["relationships"].append(
        {"case_id": case_id, "person_id": "mother", "related_id": "child", "kind": "parent"}
    )
    agencies = random.sample(AGENCIES, random.randint(1, len(AGENCIES)))
    rows["coverage"] += [{"case_id": case_id} | _cover(random, *agency) for agency in agencies]
    day = random.randint(-260, 60)
    for number in range(1, entries + 1):
        event = _event(random, number, day, *random.choice(agencies))
        step = random.choice((0, 0, 0, 0, *STEPS))
        day += step if random.random() < 0.8 else -step
        day = day if -320 < day < 460 else random.randint(-30, 90)
        rows["events"].append({"case_id": case_id} | event)
        rows["participants"].append(
            {
                "case_id": case_id,
                "event_id": event["event_id"],
                "person_id": "child",
                "part": "present",
            }
        )
        rows["signals"] += [
            {"case_id": case_id, "event_id": event["event_id"]} | signal
            for signal in _signals(random, concepts, {person["person_id"] for person in people})
        ]


def _review(random: Random) -> dict[str, Any]:
    if random.random() < 0.25:
        return {"review_from": None, "review_to": None}
    first = BIRTH - timedelta(days=random.randint(0, 400))
    return {"review_from": first, "review_to": first + timedelta(days=random.randint(100, 900))}


def _people(random: Random) -> list[dict[str, Any]]:
    born = BIRTH + timedelta(days=random.choice([0, 0, 0, -40, 30]))
    late = born + timedelta(days=random.choice([0, 0, 0, 1, 27]))
    kind = random.random()
    child: dict[str, Any] = {"born_earliest": born, "born_latest": late}
    if kind < 0.1:
        child = {}
    elif kind < 0.2:
        child = {"due": born}
    elif kind < 0.25:
        child = {"born_earliest": date(2018, 1, 1), "born_latest": date(2018, 1, 1)}
    people = [{"person_id": "child", "role": "subject", "label": "child"} | child]
    if random.random() < 0.2:
        people.append({"person_id": "twin", "role": "subject", "label": "twin"} | child)
    if random.random() < 0.8:
        grown = date(random.choice([1995, 1996, 2001]), 6, 3)
        people.append(
            {"person_id": "mother", "role": "mother", "born_earliest": grown, "born_latest": grown}
        )
    if random.random() < 0.5:
        people.append({"person_id": "father", "role": "father"})
    if random.random() < 0.5:
        old = random.choice([date(2004, 1, 1), date(2019, 11, 14)])
        people.append(
            {"person_id": "sibling", "role": "sibling", "born_earliest": old, "born_latest": old}
        )
    return people


def _cover(random: Random, agency: str, kind: str) -> dict[str, Any]:
    returned = random.random() < 0.75
    first = BIRTH - timedelta(days=random.choice([400, 365, 224, 90, 1, 0]))
    last = first + timedelta(days=random.choice([30, 365, 800]))
    dated = returned and random.random() < 0.9
    summed_up = returned and not dated and random.random() < 0.5
    return {
        "agency": agency,
        "name": agency.title(),
        "agency_kind": kind,
        "asked": random.random() < 0.9,
        "returned": returned,
        "from_date": first if dated else None,
        "to_date": last if dated else None,
        "basis": SUMMARY if summed_up else "stated in case.toml",
    }


def _event(random: Random, number: int, day: int, agency: str, kind: str) -> dict[str, Any]:
    on = BIRTH + timedelta(days=day)
    row: dict[str, Any] = {
        "event_id": f"e{number}",
        "agency": agency,
        "agency_kind": kind,
        "earliest": on,
        "latest": on,
        "precision": "day",
        "sequence": number,
        "date_text": on.isoformat(),
        "record": f"entry {number}",
        "source_file": f"{agency}.csv",
        "source_place": f"row {number}",
        "account_of": f"e{random.randint(1, number - 1)}"
        if number > 1 and random.random() < 0.1
        else None,
    }
    if random.random() < 0.35:
        _widen(row, random)
    return row


def _widen(row: dict[str, Any], random: Random) -> None:
    kind = random.random()
    row["precision"] = "undated" if kind < 0.25 else "month"
    if kind < 0.25:
        row["earliest"] = row["latest"] = None
    elif kind < 0.35:
        row["earliest"] = None
    elif kind < 0.45:
        row["latest"] = None
    else:
        days = [timedelta(days=random.choice([0, 1, 7, 30, 60])) for _ in range(2)]
        row["earliest"] = row["earliest"] and row["earliest"] - days[0]
        row["latest"] = row["latest"] and row["latest"] + days[1]


def _signals(random: Random, concepts: Sequence[str], people: set[str]) -> list[dict[str, Any]]:
    made = {}
    for _ in range(random.choice([0, 1, 1, 1, 2, 3])):
        concept = random.choice(concepts)
        who = random.choice(sorted(whose(concept)) * 3 + list(PEOPLE))
        status = random.choice(["affirmed"] * 6 + list(STATUSES))
        if who not in whose(concept):
            status = "other_person"
        person = PEOPLE[who] if PEOPLE[who] in people else None
        if who == "child" and "twin" in people:
            person = random.choice(["child", "twin", None])
        made[concept, who, status] = {
            "person_id": person,
            "concept": concept,
            "status": status,
            "who": who,
            "field": "record",
            "start": 0,
            "end": 5,
            "term": "entry",
            "cue": random.choice(["?", "if"]) if status == "hypothetical" else None,
            "entry": concept,
            "value": random.choice(NUMBERED[concept]) if concept in NUMBERED else None,
            "basis": "text",
        }
    return list(made.values())
