"""A case folder in; its tables and its ledger out.

Runs the rooms below in order: returns, records, people, narrative. Everything after this reads
tables.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from chronology.case import CaseFile, read_case_file
from chronology.errors import CaseProblem
from chronology.narrative import MENTIONS, Reading, read_mentions
from chronology.narrative import read as read_narratives
from chronology.narrative.lexicon import builtin_lexicon
from chronology.people import (
    MALE_CARER_IDENTIFIED,
    listed_names,
    name_table,
    person_table,
    relationship_table,
    who_is_who,
    with_birth_from_records,
    with_person,
    written_names,
)
from chronology.records.accounts import link_accounts
from chronology.records.case_dates import CaseDates
from chronology.records.codes import coded_signals
from chronology.records.coverage import Agencies
from chronology.records.differences import side_by_side
from chronology.records.events import records_of, with_ids
from chronology.records.ledger import FileLedger
from chronology.records.quality import remarks_on_case
from chronology.records.resending import repeated_files
from chronology.returns import ReturnFile, Unreadable, read_returns
from chronology.tables import CASES, EVENTS, SIGNALS, Tables

READ = ("record", "action", "comment", "event_type", "other")
"""The columns of an entry that are read for concepts."""

LARGE = 20_000
"""With more entries than this, ``check`` leaves the narratives to ``analyse``: far above any case
that was seen, and minutes less for an export of a whole system."""

READ_FOR_PEOPLE = (*READ, "who_text")


@dataclass(frozen=True)
class CaseInput:
    """Where a case comes from: its ``case.toml``, if any, and the files that agencies sent."""

    case: CaseFile
    case_id: str
    files: tuple[tuple[str, Path], ...] = ()
    folder: Path | None = None


@dataclass(frozen=True)
class Intake:
    """A case as tables, and what became of every row of every file."""

    case_id: str
    case: CaseFile
    tables: Tables
    files: list[FileLedger] = field(default_factory=list)
    people: dict[str, Any] = field(default_factory=dict)
    accounts: list[dict[str, Any]] = field(default_factory=list)
    remarks: list[dict[str, Any]] = field(default_factory=list)
    is_unread: bool = False

    @property
    def ledger(self) -> dict[str, Any]:
        """What ``ledger.json`` holds."""
        totals = {
            "files": len(self.files),
            "unreadable": sum(file.unreadable is not None for file in self.files),
            "rows_read": sum(file.rows_read for file in self.files),
            "blank": sum(file.blank for file in self.files),
            "events": sum(file.events for file in self.files),
            "rejected": sum(len(file.rejected) for file in self.files),
            "problems": sum(len(file.problems) for file in self.files),
        }
        files = [file.as_json() for file in self.files]
        told = {"people": self.people, "accounts": self.accounts, "remarks": self.remarks}
        return {"files": files, "totals": totals, **told}


def find_case(paths: Sequence[Path]) -> CaseInput:
    """A case folder, or one or more return files, as a case.

    Raises ``CaseProblem`` where a path leads nowhere or a folder holds no returns.
    """
    for path in paths:
        if not path.exists():
            raise CaseProblem(str(path), "there is no such file or folder", "Check the name")
    if len(paths) == 1 and paths[0].is_dir():
        return _case_folder(paths[0])
    folders = [path for path in paths if path.is_dir()]
    if folders:
        raise CaseProblem(
            str(folders[0]), "a folder among several paths", "Give one case folder, or only files"
        )
    ordered = sorted(paths)
    shared = len({path.name for path in ordered}) < len(ordered)
    top = Path(os.path.commonpath([path.resolve().parent for path in ordered]))
    below = [path.resolve().relative_to(top).as_posix() for path in ordered]
    names = below if shared else [path.name for path in ordered]
    return CaseInput(CaseFile(), ordered[0].stem, tuple(zip(names, ordered, strict=True)))


def _case_folder(folder: Path) -> CaseInput:
    toml = folder / "case.toml"
    case = read_case_file(toml) if toml.is_file() else CaseFile()
    returns = folder / "returns"
    if not returns.is_dir():
        raise CaseProblem(
            str(folder), "it has no folder returns/", "Put what the agencies sent into returns/"
        )
    found = sorted(path for path in returns.rglob("*") if path.is_file() and _is_return(path))
    if not found:
        raise CaseProblem(str(returns), "it is empty", "Put what the agencies sent into it")
    files = tuple((path.relative_to(returns).as_posix(), path) for path in found)
    return CaseInput(case, case.case.id or folder.resolve().name, files, folder)


def _is_return(path: Path) -> bool:
    """Hidden files and the lock files that Office leaves beside an open document are not
    returns."""
    return not path.name.startswith((".", "~$")) and path.name not in {"Thumbs.db", "desktop.ini"}


def take_in(source: CaseInput, *, check_only: bool = False) -> Intake:
    """Read a case from its files. A file that can't be read is named in the ledger; the rest goes
    on.

    ``check_only`` leaves the narratives of a very large return unread: see :data:`LARGE`.
    """
    with ThreadPoolExecutor(1) as reader:  # another process reads; meanwhile the words are loaded
        reading = reader.submit(read_returns, list(source.files), passwords=source.case.passwords)
        _ = builtin_lexicon().pieces
    return take_in_files(source, reading.result(), check_only=check_only)


def take_in_files(
    source: CaseInput, files: Iterable[ReturnFile | Unreadable], *, check_only: bool = False
) -> Intake:
    """Make tables of files that have been read; see :func:`take_in`."""
    dates = CaseDates(source.case)
    agencies = Agencies(source.case)
    events, ledgers = _events(source, files, dates, agencies)
    if check_only and events.height > LARGE:
        return _unread(source, events, ledgers, dates, agencies)
    tables, told = _tables(source, events, dates, agencies)
    remarked = remarks_on_case(tables, source.case, dates.context.period)
    return Intake(source.case_id, source.case, tables, ledgers, **told, remarks=remarked)


def _events(
    source: CaseInput,
    files: Iterable[ReturnFile | Unreadable],
    dates: CaseDates,
    agencies: Agencies,
) -> tuple[pl.DataFrame, list[FileLedger]]:
    rows: list[dict[str, Any]] = []
    ledgers: list[FileLedger] = []
    for file in files:
        if isinstance(file, Unreadable):
            problem = {"seen": file.seen, "hint": file.hint}
            ledgers.append(FileLedger(file.file, file.sha256, unreadable=problem))
            continue
        found, ledger = records_of(
            file,
            case_id=source.case_id,
            given_columns=source.case.columns,
            agency_of=agencies.of,
            dates=dates.context,
        )
        rows.extend(found)
        ledgers.append(ledger)
    events = EVENTS.frame(with_ids(rows))
    for one, other, both, of_all in repeated_files(events):
        note = (
            f"{both} of its {of_all} entries stand in {other} too:"
            " if that is the return sent again, move the old file out of returns/"
        )
        next(ledger for ledger in ledgers if ledger.file == one).notes.append(note)
    return events, ledgers


def _unread(
    source: CaseInput,
    events: pl.DataFrame,
    ledgers: list[FileLedger],
    dates: CaseDates,
    agencies: Agencies,
) -> Intake:
    """A case whose entries are read and whose narratives aren't."""
    tables = Tables.of(events=events, coverage=agencies.coverage(source.case_id, events, dates))
    remarked = remarks_on_case(tables, source.case, dates.context.period, narratives=False)
    return Intake(source.case_id, source.case, tables, ledgers, remarks=remarked, is_unread=True)


def _tables(
    source: CaseInput, events: pl.DataFrame, dates: CaseDates, agencies: Agencies
) -> tuple[Tables, dict[str, Any]]:
    texts = _texts(events)
    reading, own = _read(texts, source)
    place = texts.select("row", "case_id", "event_id", "field")
    mentions = (
        reading.mentions.join(place, on="row", how="left")
        .filter(pl.col("field") != "sheet")
        .join(own, on=["case_id", "event_id"], how="left", maintain_order="left")
    )
    spoken_of = set(mentions["who"]) | set(reading.signals["who"])
    persons = person_table(source.case, source.case_id, dates.interval, spoken_of)
    signals = pl.concat(
        [
            _of_entries(reading.signals, place),
            _of_entries(_male_carers_named(texts, reading.mentions, persons), place),
            _coded_columns(events),
            coded_signals(events, mentions),
        ]
    )
    persons = with_birth_from_records(persons, events, signals)
    who = who_is_who(
        source.case,
        pl.concat([texts.drop("agency_kind"), _authors(events, texts.height)]),
        mentions,
        events,
        persons,
        relationship_table(source.case, source.case_id, dates.interval),
    )
    events, groups = link_accounts(events, signals)
    events = events.sort(
        "case_id", "earliest", "latest", "at", "agency", "sequence", "event_id", nulls_last=True
    )
    signals = with_person(signals, persons, who.resolved).sort(
        "case_id", "event_id", "field", "start", "concept"
    )
    head = {
        "case_id": source.case_id,
        "review_from": dates.review_from,
        "review_to": dates.review_to,
        "index_incident": dates.incident,
    }
    tables = Tables.of(
        cases=CASES.frame([head]),
        events=events.select(EVENTS.names),
        participants=who.participants,
        persons=who.persons,
        relationships=who.relationships,
        coverage=agencies.coverage(source.case_id, events, dates),
        signals=signals.select(SIGNALS.names),
    )
    told = {
        "people": who.report,
        "accounts": side_by_side(groups, events, who.participants, signals),
    }
    return tables, told


def _authors(events: pl.DataFrame, rows: int) -> pl.DataFrame:
    """Who wrote each entry, as texts that are searched for names alone."""
    return (
        events.filter(pl.col("author").is_not_null())
        .with_row_index("row", offset=rows)
        .select(
            pl.col("row").cast(pl.Int64),
            "case_id",
            "event_id",
            field=pl.lit("author"),
            text="author",
        )
    )


def _texts(events: pl.DataFrame) -> pl.DataFrame:
    """Every text of every entry that is read: ``row, case_id, event_id, agency_kind, field,
    text``."""
    sheet = pl.col("source_place").str.extract(r"^(.+) › row \d+$")
    return (
        events.with_columns(sheet=sheet)
        .select("case_id", "event_id", "agency_kind", *READ_FOR_PEOPLE, "sheet")
        .unpivot(
            on=[*READ_FOR_PEOPLE, "sheet"],
            index=["case_id", "event_id", "agency_kind"],
            variable_name="field",
            value_name="text",
        )
        .filter(pl.col("text").is_not_null())
        .with_row_index("row")
        .with_columns(pl.col("row").cast(pl.Int64))
    )


def _read(texts: pl.DataFrame, source: CaseInput) -> tuple[Reading, pl.DataFrame]:
    """Signals of the narratives, the people that they and the short columns speak of, and the one
    person in an entry's own column for persons (``case_id, event_id, own``)."""
    names = name_table(source.case, source.case_id)
    is_narrative = pl.col("field").is_in(READ)
    heads, told = texts.filter(~is_narrative), texts.filter(is_narrative)
    spoken = _mentions_in(heads, names)
    about = _about(heads, spoken)
    reading = read_narratives(
        told["text"],
        case_ids=told["case_id"],
        agency_kinds=told["agency_kind"],
        about=told.select("case_id", "event_id").join(
            about, on=["case_id", "event_id"], how="left", maintain_order="left"
        ),
        names=names,
    )
    mentions = pl.concat([_in_rows_of(told, reading.mentions), spoken])
    own = about.select("case_id", "event_id", own="about_person")
    return Reading(_in_rows_of(told, reading.signals), mentions), own


def _mentions_in(heads: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """The people in short columns, which say the same in many entries: each is read once."""
    once = heads.select("case_id", "text").unique(maintain_order=True)
    found = read_mentions(once["text"], case_ids=once["case_id"], names=names)
    rows = once.with_row_index("short").with_columns(pl.col("short").cast(pl.Int64))
    return (
        heads.select("row", "case_id", "text")
        .join(rows, on=["case_id", "text"])
        .join(found.rename({"row": "short"}), on="short")
        .select(MENTIONS.names())
    )


def _in_rows_of(texts: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """What was found in some of the texts, with the rows that these have among all."""
    return found.with_columns(row=texts["row"].gather(found["row"]))


def _about(heads: pl.DataFrame, spoken: pl.DataFrame) -> pl.DataFrame:
    """The one person that an entry's column for persons is about, or else its sheet's name is."""
    return (
        heads.select("row", "case_id", "event_id", "field")
        .join(spoken.filter(pl.col("who") != "professional"), on="row")
        .filter((pl.col("field") == "who_text") | pl.col("person_id").is_not_null())
        .group_by("case_id", "event_id", "field")
        .agg(
            about_who=pl.when(pl.col("who").n_unique() == 1).then(pl.col("who").first()),
            about_person=pl.when(pl.col("person_id").n_unique() == 1).then(
                pl.col("person_id").first()
            ),
        )
        .sort("case_id", "event_id", pl.col("field") != "who_text")
        .unique(["case_id", "event_id"], keep="first", maintain_order=True)
        .drop("field")
    )


def _of_entries(coded: pl.DataFrame, place: pl.DataFrame) -> pl.DataFrame:
    """Signals of texts as signals of entries."""
    return (
        coded.join(place, on="row", how="left")
        .with_columns(basis=pl.lit("text"))
        .select(SIGNALS.names)
    )


def _male_carers_named(
    texts: pl.DataFrame, mentions: pl.DataFrame, persons: pl.DataFrame
) -> pl.DataFrame:
    """Signals of entries that say who a male carer is, by his name."""
    lexicon = builtin_lexicon()
    words = frozenset(word for group in lexicon.family.who.values() for word in group)
    found = pl.concat(
        [listed_names(mentions, persons, words), written_names(texts)], how="diagonal"
    )
    return (
        found.join(texts.select("row", "text"), on="row", how="left")
        .with_columns(
            concept=pl.lit(MALE_CARER_IDENTIFIED),
            status=pl.lit("affirmed"),
            who=pl.lit("father"),
            term=pl.col("text").str.slice(pl.col("start"), pl.col("end") - pl.col("start")),
            cue=pl.lit(None, dtype=pl.String),
            entry=pl.lit("a name"),
            value=pl.lit(None, dtype=pl.Float64),
        )
        .unique(["row", "start", "end"], maintain_order=True)
    )


def _coded_columns(events: pl.DataFrame) -> pl.DataFrame:
    """What a column says by itself, without a narrative: "Child seen: N"."""
    seen = pl.col("child_seen").str.strip_chars().str.to_lowercase()
    yes = seen.str.contains(r"^(y|yes|seen|true|1)($|[ ,.;:(-])")
    no = seen.str.contains(r"^(n|no|not seen|false|0)($|[ ,.;:(-])")
    status = pl.when(yes).then(pl.lit("negated")).when(no).then(pl.lit("affirmed"))
    return (
        events.with_columns(status=status)
        .filter(pl.col("status").is_not_null())
        .select(
            "case_id",
            "event_id",
            person_id=pl.lit(None, dtype=pl.String),
            concept=pl.lit("child_not_seen"),
            status=pl.col("status"),
            who=pl.lit("child"),
            field=pl.lit("child_seen"),
            start=pl.lit(0, dtype=pl.Int64),
            end=pl.col("child_seen").str.len_chars().cast(pl.Int64),
            term=pl.col("child_seen"),
            cue=pl.lit(None, dtype=pl.String),
            entry=pl.lit("child seen"),
            value=pl.lit(None, dtype=pl.Float64),
            basis=pl.lit("code"),
        )
    )
