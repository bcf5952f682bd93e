"""Which agency a record is of, and when each agency's silence means something."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from chronology.case import CaseFile
from chronology.records.agencies import (
    OTHER,
    agency_in_words,
    agency_kind,
    is_generic,
    is_urgent,
    parts,
)
from chronology.records.case_dates import CaseDates
from chronology.tables import AGENCY_KINDS, COVERAGE, SUMMARY

LONGEST_TITLE = 60
"""A longer line above a table is a sentence, and may speak of any agency."""

FEWEST_SUMMED_UP, DATED_TO_THE_DAY = 3, 0.5
"""Project defaults: a file with entries of so many agencies, of which less than this share have the
day, was written from the records afterwards; an agency's own record, or a chronology that was
merged from such, has the days."""

WORD = re.compile(r"[^\W_]+")


class RecordOf(NamedTuple):
    """Whose record an entry is: the agency's id and kind, and every kind that its cell names."""

    agency: str
    kind: str
    kinds: tuple[str, ...]


class Agencies:
    """Which agency a record is of, and when each agency's silence means something."""

    def __init__(self, case: CaseFile) -> None:
        self.case = case
        self.known: dict[str, tuple[str, str]] = {}
        self.by_file: dict[str, tuple[str, str]] = {}
        self._seen: dict[tuple[str | None, str, tuple[str, ...]], RecordOf] = {}
        self._initials = {
            "".join(word[0] for word in name.split()).upper()
            for person in case.people
            for name in (*person.names, person.label or "")
            if name.strip()
        } | {name for person in case.people for name in person.names if name.isupper()}
        for agency in case.agencies:
            kind = agency.kind or agency_kind(agency.name or agency.id)
            for word in (agency.id, agency.name or "", *agency.aliases):
                if word.strip():
                    self.known.setdefault(_plain(word), (agency.id, kind))
            for file in agency.files:
                self.by_file[file] = (agency.id, kind)

    def of(self, cell: str | None, file: str, above: Sequence[str]) -> RecordOf:
        """The agency of an entry: from its cell, or else from the name of the sheet or file, or
        else from the words ``above`` its rows, of which the first is the sheet's name.

        A cell that names several ("HV / Housing") is the first one's record, and keeps all kinds.
        """
        key = (cell, file, tuple(above))
        if key not in self._seen:
            self._seen[key] = self._in_cell(cell) if cell else self._in_names(file, above)
        return self._seen[key]

    def _in_cell(self, cell: str) -> RecordOf:
        whole = self.known.get(_plain(cell))
        if whole:
            return RecordOf(*whole, (whole[1],))
        found = [self._one(part) for part in parts(cell)]
        urgent = ["urgent_care"] if is_urgent(cell) else []
        return RecordOf(*found[0], tuple(dict.fromkeys([*(kind for _, kind in found), *urgent])))

    def _one(self, name: str) -> tuple[str, str]:
        """One agency's id and kind. A name that says nothing but the kind is the one agency of
        that kind in ``case.toml``, or else goes by the kind: "HV" and "health visitor" are one."""
        if _plain(name) in self.known:
            return self.known[_plain(name)]
        kind = agency_kind(name)
        if kind != OTHER and is_generic(name):
            stated = {agency for agency in self.known.values() if agency[1] == kind}
            return stated.pop() if len(stated) == 1 else (kind.replace("_", " "), kind)
        return name, kind

    def named_in(self, cell: str, present: Mapping[str, str]) -> list[tuple[str, str]]:
        """The agencies of the case that a cell such as "Shared with" names, each with its kind.

        ``present`` has the agencies with returns and their kinds. A name that goes by a kind of
        which the case has one agency is that one; any other is left out.
        """
        kinds = {it.id: it.kind for it in self.case.agencies if it.kind} | dict(present)
        found = []
        for name, kind in (self._one(part) for part in parts(cell)):
            alike = [agency for agency in kinds if kinds[agency] == kind != OTHER]
            if name in kinds:
                found.append((name, kinds[name]))
            elif len(alike) == 1:
                found.append((alike[0], kind))
        return list(dict.fromkeys(found))

    def _in_names(self, file: str, above: Sequence[str]) -> RecordOf:
        agency = self._by_name(file, above[0], above[1:])
        return RecordOf(*agency, (agency[1],))

    def _by_name(self, file: str, sheet: str, titles: Sequence[str]) -> tuple[str, str]:
        if file in self.by_file:
            return self.by_file[file]
        for name in filter(None, (sheet, Path(file).stem)):
            found = self._named(name)
            if found:
                return found
        if sheet and agency_kind(sheet) != OTHER:
            return self._one(sheet)
        short = [title for title in titles if title and len(title) <= LONGEST_TITLE]
        for name in (Path(file).stem, *short):
            named = agency_in_words(self._without_people(name))
            found = self._named(name)
            if named or found:
                return found or self._one(str(named))
        return self._one(Path(file).stem)

    def _without_people(self, name: str) -> str:
        """A name without the initials of the case's people: "EH" may be Edie, or early help."""
        return WORD.sub(lambda word: "" if word[0] in self._initials else word[0], name)

    def _named(self, name: str) -> tuple[str, str] | None:
        """The agency whose id, name or alias stands in a file's or sheet's name; the longest."""
        words = f" {_plain(name)} "
        found = [word for word in self.known if f" {word} " in words]
        return self.known[max(found, key=len)] if found else None

    def coverage(
        self, case_id: str, events: pl.DataFrame, dates: CaseDates, in_text: Sequence[str] = ()
    ) -> pl.DataFrame:
        """When each agency's silence means something; see ``tables.COVERAGE``.

        ``in_text`` are the files in which only the narratives name the agencies.
        """
        own = {
            agency: (kind, first, last)
            for agency, kind, first, last in events.group_by("agency")
            .agg(
                pl.col("agency_kind").first(),
                pl.col("earliest").min(),
                pl.col("latest").max(),
            )
            .sort("agency")
            .iter_rows()
        }
        summed_up = _only_summed_up(events, in_text)
        stated = {agency.id: agency for agency in self.case.agencies}
        last_of_all = max((last for _, _, last in own.values() if last), default=None)
        return COVERAGE.frame(
            self._covers(
                case_id, name, own.get(name), stated.get(name), dates, last_of_all, summed_up
            )
            for name in sorted({*own, *stated})
        )

    def _covers(
        self,
        case_id: str,
        name: str,
        own: tuple[str, date | None, date | None] | None,
        stated: Any,
        dates: CaseDates,
        last_of_all: date | None,
        summed_up: frozenset[str],
    ) -> Mapping[str, Any]:
        first, last, basis = None, None, "no return was read"
        if own is not None:
            first, last, basis = own[1], last_of_all, "its own entries"
            if dates.review_from and dates.review_to:
                first, last, basis = dates.review_from, dates.review_to, "the review period"
        if name in summed_up:
            first, last, basis = None, None, SUMMARY
        if own is not None and stated is not None:
            from_, to = dates.covers[name]
            if from_ or to:
                first, last, basis = from_ or first, to or last, "stated in case.toml"
        kind = own[0] if own else None
        if stated is not None:
            kind = stated.kind or agency_kind(stated.name or stated.id)
        return {
            "case_id": case_id,
            "agency": name,
            "name": (stated.name if stated else None) or _title(name),
            "agency_kind": kind or agency_kind(name),
            "asked": stated.asked if stated else True,
            "returned": own is not None,
            "from_date": first,
            "to_date": last,
            "basis": basis,
        }


def _only_summed_up(events: pl.DataFrame, in_text: Sequence[str]) -> frozenset[str]:
    """The agencies whose entries stand only in files that sum several agencies up."""
    exact = pl.col("precision").is_in(["day", "time"])
    files = events.group_by("source_file").agg(
        summary=pl.col("source_file").is_in(in_text).first()
        | ((pl.col("agency").n_unique() >= FEWEST_SUMMED_UP) & (exact.mean() < DATED_TO_THE_DAY))
    )
    return frozenset(
        events.join(files, on="source_file")
        .group_by("agency")
        .agg(pl.col("summary").all())
        .filter("summary")["agency"]
    )


TITLES = {
    "gp": "GP",
    "childrens social care": "Children’s social care",
}


def _title(name: str) -> str:
    """How reports call an agency that goes by its kind alone."""
    plain = name.replace("_", " ")
    if plain.replace(" ", "_") not in AGENCY_KINDS:
        return name
    return TITLES.get(plain) or plain.capitalize()


def _plain(name: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in name.casefold()).split())
