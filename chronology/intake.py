"""A case folder in; its tables and its ledger out.

Runs the rooms below in order: returns, records, people, narrative. Everything after this reads
tables.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from chronology.case import CaseFile, read_case_file
from chronology.errors import CaseProblem
from chronology.headings import without_those_not_held
from chronology.narrative.lexicon import builtin_lexicon
from chronology.people import (
    births_read,
    names_of_subject,
    person_table,
    relationship_table,
    who_is_who,
    with_birth_from_records,
    with_keys,
    with_person,
)
from chronology.reading import (
    authors,
    coded_columns,
    male_carers_named,
    of_entries,
    read_texts,
    texts_of,
)
from chronology.records.accounts import link_accounts
from chronology.records.case_dates import CaseDates
from chronology.records.codes import coded_signals
from chronology.records.coverage import Agencies
from chronology.records.date_bases import NEEDS_BIRTH
from chronology.records.differences import side_by_side
from chronology.records.events import records_of
from chronology.records.ids import with_ids
from chronology.records.ledger import FileLedger
from chronology.records.quality import remarks_on_case
from chronology.records.resending import repeated_files
from chronology.records.sharing import shared_entries
from chronology.returns import ReturnFile, Unreadable, read_returns
from chronology.tables import CASES, CHILD_ROLES, EVENTS, SIGNALS, Tables

LARGE = 20_000
"""With more entries than this, ``check`` leaves the narratives to ``analyse``: far above any case
that was seen, and minutes less for an export of a whole system."""


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
    ordered = list({path.resolve(): path for path in sorted(paths)}.values())
    shared = len({path.name for path in ordered}) < len(ordered)
    top = Path(os.path.commonpath([path.resolve().parent for path in ordered]))
    below = [path.resolve().relative_to(top).as_posix() for path in ordered]
    names = below if shared else [path.name for path in ordered]
    return CaseInput(
        CaseFile(), ordered[0].stem, tuple(zip(map(_printable, names), ordered, strict=True))
    )


def _case_folder(folder: Path) -> CaseInput:
    toml = folder / "case.toml"
    case = read_case_file(toml) if toml.is_file() else CaseFile()
    returns = folder / "returns"
    if not returns.is_dir():
        raise CaseProblem(
            str(folder), "it has no folder returns/", "Put what the agencies sent into returns/"
        )
    found = sorted(path for path in returns.rglob("*") if _is_return(path))
    if not found:
        raise CaseProblem(str(returns), "it is empty", "Put what the agencies sent into it")
    files = tuple((_printable(path.relative_to(returns).as_posix()), path) for path in found)
    return CaseInput(case, case.case.id or folder.resolve().name, files, folder)


def _is_return(path: Path) -> bool:
    """Hidden files and the lock files that Office leaves beside an open document are not
    returns."""
    if path.is_dir() and not path.is_symlink():
        return False  # what lies in it is looked at by itself; a link to a folder is told
    return not path.name.startswith((".", "~$")) and path.name not in {"Thumbs.db", "desktop.ini"}


def _printable(name: str) -> str:
    """A file's name as text, where it isn't: ``gp\\xff.csv``."""
    return name.encode("utf-8", "backslashreplace").decode()


def take_in(source: CaseInput, *, check_only: bool = False) -> Intake:
    """Read a case from its files. A file that can't be read is named in the ledger; the rest goes
    on.

    ``check_only`` leaves the narratives of a very large return unread: see :data:`LARGE`.
    """
    with ThreadPoolExecutor(1) as reader:  # another process reads; meanwhile the words are loaded
        reading = reader.submit(read_returns, list(source.files), passwords=source.case.passwords)
        _ = builtin_lexicon().phrases
    return take_in_files(source, reading.result(), check_only=check_only)


def take_in_files(
    source: CaseInput, files: Iterable[ReturnFile | Unreadable], *, check_only: bool = False
) -> Intake:
    """Make tables of files that have been read; see :func:`take_in`."""
    dates = CaseDates(source.case)
    agencies = Agencies(source.case)
    files = list(files)
    events, ledgers = _events(source, files, dates, agencies)
    if check_only and events.height > LARGE:
        return _unread(source, events, ledgers, dates, agencies)
    source = replace(source, case=_with_keys(source.case, ledgers))
    in_text = [ledger.file for ledger in ledgers if ledger.agencies_in_text]
    tables, told = _tables(source, events, dates, agencies, in_text)
    born = _birth_needed(events, tables, dates)
    if born is not None:  # a second reading: ages can be dates now
        dates.count_from_birth(born)
        events, ledgers = _events(source, files, dates, agencies)
        tables, told = _tables(source, events, dates, agencies, in_text)
    remarked = remarks_on_case(tables, source.case, dates.context.period)
    return Intake(source.case_id, source.case, tables, ledgers, **told, remarks=remarked)


def _birth_needed(
    events: pl.DataFrame, tables: Tables, dates: CaseDates
) -> tuple[date, date] | None:
    """The child's birth as the records have it, where ``case.toml`` doesn't give it and a date
    counts from it."""
    if dates.context.born is not None:
        return None
    needed = events["date_note"].str.contains(NEEDS_BIRTH, literal=True).any()
    born = (
        tables.persons.filter(pl.col("role") == "subject")
        .select("born_earliest", "born_latest")
        .drop_nulls()
        .collect()
    )
    return born.row(0) if needed and born.height == 1 else None


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
            alone=len(source.files) == 1,
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


def _with_keys(case: CaseFile, ledgers: Iterable[FileLedger]) -> CaseFile:
    above: dict[str, list[str]] = {}
    for ledger in ledgers:
        for agency, texts in ledger.above.items():
            above.setdefault(agency, []).extend(texts)
    return with_keys(case, above)


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


def _before_birth(events: pl.DataFrame, persons: pl.DataFrame) -> pl.Series:
    """The entries of before any child under review was born, where their birthday is given."""
    born = persons.filter(pl.col("role").is_in(CHILD_ROLES))["born_earliest"].min()
    return events.filter(pl.col("latest") < pl.lit(born, dtype=pl.Date))["event_id"]


def _tables(
    source: CaseInput,
    events: pl.DataFrame,
    dates: CaseDates,
    agencies: Agencies,
    in_text: Sequence[str],
) -> tuple[Tables, dict[str, Any]]:
    texts = texts_of(events)
    listed = person_table(source.case, source.case_id, dates.interval, set())
    reading, own = read_texts(texts, source.case, _before_birth(events, listed))
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
            of_entries(reading.signals, place),
            of_entries(male_carers_named(texts, reading.mentions, persons), place),
            coded_columns(events),
            coded_signals(events, mentions),
        ]
    )
    signals = without_those_not_held(signals)
    given = persons
    persons = with_birth_from_records(
        given, events, signals, names_of_subject(source.case), dates.incident
    )
    who = who_is_who(
        source.case,
        pl.concat([texts.drop("agency", "agency_kind", "coded"), authors(events, texts.height)]),
        mentions,
        events,
        persons,
        relationship_table(source.case, source.case_id, dates.interval),
    )
    signals = with_person(signals, persons, who.resolved)
    events, groups = link_accounts(events, signals)
    events = events.sort(
        "case_id", "earliest", "latest", "at", "agency", "sequence", "event_id", nulls_last=True
    )
    signals = signals.sort("case_id", "event_id", "field", "start", "concept")
    head = {
        "case_id": source.case_id,
        "review_from": dates.review_from,
        "review_to": dates.review_to,
        "index_incident": dates.incident,
        "incident_latest": dates.incident_latest,
    }
    tables = Tables.of(
        cases=CASES.frame([head]),
        events=events.select(EVENTS.names),
        participants=who.participants,
        persons=who.persons,
        relationships=who.relationships,
        coverage=agencies.coverage(source.case_id, events, dates, in_text),
        signals=signals.select(SIGNALS.names),
        shared=shared_entries(events, agencies),
    )
    told = {
        "people": who.report | {"births": births_read(given, persons)},
        "accounts": side_by_side(groups, events, who.participants, signals),
    }
    return tables, told
