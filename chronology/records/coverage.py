"""Which agency a record is of, and when each agency's silence means something."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from chronology.case import CaseFile
from chronology.records.agencies import agency_from_file, agency_kind
from chronology.records.case_dates import CaseDates
from chronology.tables import COVERAGE


class Agencies:
    """Which agency a record is of, and when each agency's silence means something."""

    def __init__(self, case: CaseFile) -> None:
        self.case = case
        self.known: dict[str, tuple[str, str]] = {}
        self.by_file: dict[str, tuple[str, str]] = {}
        self._seen: dict[tuple[str | None, str, str | None], tuple[str, str]] = {}
        for agency in case.agencies:
            kind = agency.kind or agency_kind(agency.name or agency.id)
            for word in (agency.id, agency.name or "", *agency.aliases):
                if word.strip():
                    self.known.setdefault(_plain(word), (agency.id, kind))
            for file in agency.files:
                self.by_file[file] = (agency.id, kind)

    def of(self, cell: str | None, file: str, sheet: str | None) -> tuple[str, str]:
        """The agency's id and kind, from its cell or else from the sheet's or the file's name."""
        key = (cell, file, sheet)
        if key not in self._seen:
            self._seen[key] = self._of(*key)
        return self._seen[key]

    def _of(self, cell: str | None, file: str, sheet: str | None) -> tuple[str, str]:
        if cell:
            return self.known.get(_plain(cell)) or (cell, agency_kind(cell))
        if file in self.by_file:
            return self.by_file[file]
        for name in filter(None, (sheet, Path(file).stem)):
            found = self._named(name)
            if found:
                return found
        if sheet and agency_kind(sheet) != "other":
            return sheet, agency_kind(sheet)
        guessed = agency_from_file(file) or Path(file).stem
        return self.known.get(_plain(guessed)) or (guessed, agency_kind(guessed))

    def _named(self, name: str) -> tuple[str, str] | None:
        """The agency whose id, name or alias stands in a file's or sheet's name; the longest."""
        words = f" {_plain(name)} "
        found = [word for word in self.known if f" {word} " in words]
        return self.known[max(found, key=len)] if found else None

    def coverage(self, case_id: str, events: pl.DataFrame, dates: CaseDates) -> pl.DataFrame:
        """When each agency's silence means something; see ``tables.COVERAGE``."""
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
        stated = {agency.id: agency for agency in self.case.agencies}
        last_of_all = max((last for _, _, last in own.values() if last), default=None)
        return COVERAGE.frame(
            self._covers(case_id, name, own.get(name), stated.get(name), dates, last_of_all)
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
    ) -> Mapping[str, Any]:
        first, last, basis = None, None, "no return was read"
        if own is not None:
            first, last, basis = own[1], last_of_all, "its own entries"
            if dates.review_from and dates.review_to:
                first, last, basis = dates.review_from, dates.review_to, "the review period"
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
            "name": (stated.name if stated else None) or name,
            "agency_kind": kind or agency_kind(name),
            "asked": stated.asked if stated else True,
            "returned": own is not None,
            "from_date": first,
            "to_date": last,
            "basis": basis,
        }


def _plain(name: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in name.casefold()).split())
