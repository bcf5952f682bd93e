"""Every table that flows through chronology: its columns, their types and what they mean.

These names are a contract with users: they are what ``events.parquet`` and ``flags.json`` hold.
A stage takes tables and gives tables; only this module says what a table looks like.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

import polars as pl

STATUSES = ("affirmed", "negated", "historical", "hypothetical", "other_person")
"""How a record says a concept: so now, not so, so before, only supposed, so of somebody else."""

WHO = (
    "child",
    "mother",
    "father",
    "male_partner",
    "sibling",
    "wider_family",
    "professional",
    "unknown",
)
"""Whom a signal is about."""

ANYONE = "anyone"
"""What a concept, or a code, counts for where it is the same whoever it is about."""

ROLES = (
    "subject",
    "sibling",
    "unborn",
    "mother",
    "father",
    "partner",
    "ex_partner",
    "grandparent",
    "relative",
    "household_adult",
    "other_adult",
    "professional",
)
"""What a person is to the case."""

CHILD_ROLES = ("subject", "unborn")
"""Whose safety the review is about. A case may have more than one."""

AGENCY_KINDS = (
    "gp",
    "midwifery",
    "health_visiting",
    "hospital",
    "ambulance",
    "urgent_care",
    "paediatrics",
    "adult_mental_health",
    "substance_misuse",
    "police",
    "childrens_social_care",
    "early_help",
    "leaving_care",
    "legal",
    "housing",
    "probation",
    "education",
    "domestic_abuse_service",
    "pharmacy",
    "voluntary",
    "other",
)

OUTCOMES = (
    "flagged",
    "information_gap",
    "nothing_found",
    "not_applicable",
    "not_assessable",
    "failed",
)
"""What became of a rule on a case. *Nothing found* is never said where there was nothing to
read."""

Attention = Literal["high", "medium", "low"]
"""How soon a panel should look. Not how much risk a child is at."""

Certainty = Literal["definite", "possible"]
Kind = Literal["flag", "information_gap"]

LONG_AGO = date(1900, 1, 1)
FAR_AHEAD = date(2100, 1, 1)
"""The ends of time for an event whose date is open or unknown: it may have happened anywhere."""

FOOTER = (
    "Pattern prompts from records supplied; "
    "not an assessment, threshold decision or finding of fact."
)
"""The words that every report carries."""


@dataclass(frozen=True)
class Column:
    """A column: its name, its type, and what it means in a reader's words."""

    name: str
    dtype: pl.DataType | type[pl.DataType]
    meaning: str


@dataclass(frozen=True)
class Table:
    """A table that flows between stages."""

    name: str
    meaning: str
    columns: tuple[Column, ...]

    @property
    def schema(self) -> pl.Schema:
        return pl.Schema({column.name: column.dtype for column in self.columns})

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]

    def frame(self, rows: Iterable[Mapping[str, Any]] = ()) -> pl.DataFrame:
        """Rows as a frame with every column of this table; what a row leaves out is null."""
        return pl.DataFrame(list(rows), schema=self.schema)

    def select(self, frame: pl.LazyFrame) -> pl.LazyFrame:
        """The table's columns out of a wider frame, in order and cast to their types."""
        return frame.select(pl.col(name).cast(dtype) for name, dtype in self.schema.items())


EVIDENCE = pl.List(pl.Struct({"event_id": pl.String, "part": pl.String}))

CASES = Table(
    "cases",
    "one row a case: the period under review",
    (
        Column("case_id", pl.String, "the case"),
        Column("review_from", pl.Date, "first day under review"),
        Column("review_to", pl.Date, "last day under review"),
        Column("index_incident", pl.Date, "the day of the incident that led to the review"),
        Column("incident_latest", pl.Date, "the last day on which it can have been"),
    ),
)

EVENTS = Table(
    "events",
    "one row an entry in an agency's return that holds something",
    (
        Column("case_id", pl.String, "the case"),
        Column("event_id", pl.String, "stays the same when the return is sent again"),
        Column("agency", pl.String, "the agency whose record this is, as case.toml or it names it"),
        Column("agency_kind", pl.String, "one of AGENCY_KINDS"),
        Column("agency_kinds", pl.String, "every kind that its cell names, the first one first"),
        Column("earliest", pl.Date, "the first day on which it can have happened"),
        Column("latest", pl.Date, "the last day on which it can have happened"),
        Column("precision", pl.String, "how finely the date was written"),
        Column("at", pl.Time, "the time of day, where one is written"),
        Column("sequence", pl.Int64, "the entry's place in its return, from 1"),
        Column("date_text", pl.String, "the date exactly as written"),
        Column("date_note", pl.String, "how the date was read, where a reader could differ"),
        Column("recorded_on", pl.Date, "when it was written down, where that is said"),
        Column("event_type", pl.String, "the kind of event as the agency codes it"),
        Column("author", pl.String, "who wrote it, as written"),
        Column("source", pl.String, "where the agency has it from, as written"),
        Column("who_text", pl.String, "who was there or whom it is about, as written"),
        Column("record", pl.String, "what happened, word for word"),
        Column("action", pl.String, "what was done or decided, word for word"),
        Column("comment", pl.String, "what the agency says of it afterwards, word for word"),
        Column("reference", pl.String, "the agency's own reference"),
        Column("shared_with", pl.String, "whom the agency told, as written"),
        Column("child_seen", pl.String, "whether the child was seen, as written"),
        Column("codes", pl.String, "codes of a clinical system, as system|code"),
        Column("deleted", pl.String, "words that a tracked change strikes out, word for word"),
        Column("other", pl.String, "what stands under headings that are not known, with them"),
        Column("source_file", pl.String, "the file it came in"),
        Column("source_place", pl.String, "sheet and row in that file"),
        Column(
            "account_of", pl.String, "the event_id of another agency's record of the same thing"
        ),
    ),
)

PARTICIPANTS = Table(
    "participants",
    "one row a person and an entry that names them",
    (
        Column("case_id", pl.String, "the case"),
        Column("event_id", pl.String, "the entry"),
        Column("person_id", pl.String, "the person"),
        Column("part", pl.String, "how the entry has them: present, mentioned, author"),
        Column("mention", pl.String, "the words that mean them, as written"),
        Column("reason", pl.String, "why the words are taken to mean them"),
        Column("confidence", pl.String, "certain: case.toml gives the name; likely: it follows"),
    ),
)

PERSONS = Table(
    "persons",
    "one row a person of the case",
    (
        Column("case_id", pl.String, "the case"),
        Column("person_id", pl.String, "the id given in case.toml, or the role read from the text"),
        Column("role", pl.String, "one of ROLES"),
        Column("label", pl.String, "how reports call them"),
        Column("born_earliest", pl.Date, "the first day on which they can have been born"),
        Column("born_latest", pl.Date, "the last day on which they can have been born"),
        Column("due", pl.Date, "when a baby was expected"),
        Column("died", pl.Date, "the day they died"),
        Column("sex", pl.String, "as case.toml gives it"),
    ),
)

RELATIONSHIPS = Table(
    "relationships",
    "one row a relationship between two persons",
    (
        Column("case_id", pl.String, "the case"),
        Column("person_id", pl.String, "who"),
        Column("related_id", pl.String, "of whom"),
        Column("kind", pl.String, "parent, partner, lives_with, …"),
        Column("from_date", pl.Date, "since when, where known"),
        Column("to_date", pl.Date, "until when, where known"),
        Column("basis", pl.String, "case.toml, or the event_id of the first entry that says so"),
    ),
)

SUMMARY = "a summary of several agencies"
"""The basis of a coverage that there is none of: what a summary leaves out may have been done."""

COVERAGE = Table(
    "coverage",
    "one row an agency: when its silence means something",
    (
        Column("case_id", pl.String, "the case"),
        Column("agency", pl.String, "the agency"),
        Column("name", pl.String, "how reports call it"),
        Column("agency_kind", pl.String, "one of AGENCY_KINDS"),
        Column("asked", pl.Boolean, "whether the agency was asked for a return"),
        Column("returned", pl.Boolean, "whether a return of it was read"),
        Column("from_date", pl.Date, "the first day its return speaks of"),
        Column("to_date", pl.Date, "the last day its return speaks of"),
        Column(
            "basis", pl.String, "stated in case.toml, the review period, its own entries, or none"
        ),
    ),
)

SIGNALS = Table(
    "signals",
    "one row a concept that an entry speaks of",
    (
        Column("case_id", pl.String, "the case"),
        Column("event_id", pl.String, "the entry"),
        Column("person_id", pl.String, "whom it is about, where that is known"),
        Column("concept", pl.String, "what is spoken of"),
        Column("status", pl.String, "one of STATUSES"),
        Column("who", pl.String, "one of WHO"),
        Column("field", pl.String, "the column of the entry that says it"),
        Column("start", pl.Int64, "where the words begin in that column, in characters"),
        Column("end", pl.Int64, "where they end"),
        Column("term", pl.String, "the words"),
        Column("cue", pl.String, "the words that changed its status"),
        Column("entry", pl.String, "the lexicon's entry that matched"),
        Column("value", pl.Float64, "the number that belongs to it, where it has one"),
        Column("basis", pl.String, "code or text"),
    ),
)

SHARED = Table(
    "shared",
    "one row an entry and an agency that was told, by the columns that say so",
    (
        Column("case_id", pl.String, "the case"),
        Column("event_id", pl.String, "the entry"),
        Column("agency", pl.String, "the agency that knew of it because of this"),
        Column("agency_kind", pl.String, "one of AGENCY_KINDS"),
        Column("how", pl.String, "told: another agency says it told it; heard: it has it from one"),
    ),
)

FINDINGS = Table(
    "findings",
    "one row a thing that a rule found",
    (
        Column("case_id", pl.String, "the case"),
        Column("person_id", pl.String, "the child or adult it concerns"),
        Column("kind", pl.String, "flag or information_gap"),
        Column("attention", pl.String, "how soon a panel should look: high, medium, low"),
        Column("raised_on", pl.Date, "the day on which the records first showed it"),
        Column("first_date", pl.Date, "the first day of its evidence"),
        Column("last_date", pl.Date, "the last day of its evidence"),
        Column("certainty", pl.String, "definite: wherever each date falls; possible: for some"),
        Column("evidence", EVIDENCE, "the entries, each with its part"),
        Column("measure", pl.String, "the figures, as a JSON object"),
    ),
)

OUTCOME = Table(
    "outcomes",
    "one row a rule and a case, whatever came of it",
    (
        Column("case_id", pl.String, "the case"),
        Column("rule", pl.String, "the rule"),
        Column("status", pl.String, "one of OUTCOMES"),
        Column("reason", pl.String, "why, in words"),
    ),
)

STAGES = (CASES, EVENTS, PARTICIPANTS, PERSONS, RELATIONSHIPS, COVERAGE, SIGNALS, SHARED)
"""The tables that rules read."""


@dataclass(frozen=True)
class Tables:
    """The tables of one case or of many, as rules read them. All lazy, all keyed by ``case_id``."""

    cases: pl.LazyFrame
    events: pl.LazyFrame
    participants: pl.LazyFrame
    persons: pl.LazyFrame
    relationships: pl.LazyFrame
    coverage: pl.LazyFrame
    signals: pl.LazyFrame
    shared: pl.LazyFrame
    spoken: Mapping[tuple[str, str], pl.LazyFrame] | None = None
    """The signals by concept and status, with the days of their entries, where they were put in
    order once; see :func:`chronology.temporal.occurrences.with_index`."""
    many: bool = False
    """Whether they hold so many entries that it pays to optimise a rule's plan."""

    @classmethod
    def of(cls, **frames: pl.DataFrame | pl.LazyFrame) -> Tables:
        """Tables from frames by name; a table that is left out is empty."""
        lazy: dict[str, Any] = {
            table.name: _lazy(table, frames.get(table.name)) for table in STAGES
        }
        return cls(**lazy)

    def collected(self) -> dict[str, pl.DataFrame]:
        """Every table as a frame, by name."""
        frames = pl.collect_all([getattr(self, table.name) for table in STAGES])
        return {table.name: frame for table, frame in zip(STAGES, frames, strict=True)}


def _lazy(table: Table, frame: pl.DataFrame | pl.LazyFrame | None) -> pl.LazyFrame:
    return table.frame().lazy() if frame is None else table.select(frame.lazy())


@dataclass(frozen=True)
class CaseAnalysis:
    """All that a report shows of one case: frames as in this module, the rest as in the contract.

    ``flags``, ``outcomes``, ``ledger`` and ``manifest`` are what the JSON files hold. ``cards`` has
    what the report says of each rule: ``{"rule", "title", "looks_for", "why", "limits",
    "questions", "sources", "version"}``.
    """

    case_id: str
    cases: pl.DataFrame
    events: pl.DataFrame
    participants: pl.DataFrame
    persons: pl.DataFrame
    relationships: pl.DataFrame
    coverage: pl.DataFrame
    signals: pl.DataFrame
    shared: pl.DataFrame = field(default_factory=lambda: SHARED.frame())
    flags: list[dict[str, Any]] = field(default_factory=list)
    outcomes: list[dict[str, Any]] = field(default_factory=list)
    ledger: dict[str, Any] = field(default_factory=dict)
    manifest: dict[str, Any] = field(default_factory=dict)
    cards: list[dict[str, Any]] = field(default_factory=list)
    knowledge: list[dict[str, Any]] = field(default_factory=list)
    """Who knew what, as in ``knowledge.json``."""
    checklist: list[dict[str, Any]] = field(default_factory=list)
    """Questions that no events answer: ``name, seed, question, looks_at, source, rules``."""
    view: dict[str, Any] = field(default_factory=dict)
    """What the analysis was kept to: ``as_known_on``, ``agency``, ``blind`` and what that hid."""
