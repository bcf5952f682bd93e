"""The dates that ``case.toml`` gives, read as a return's dates are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from chronology.case import Agency, CaseFile, WrittenDate
from chronology.errors import CaseProblem
from chronology.records.date_bases import NEEDS_BIRTH
from chronology.records.dates import DateContext, DateReading, read_date

NOTHING_KNOWN = DateContext()


class CaseDates:
    """The dates that ``case.toml`` gives, read as a return's dates are."""

    def __init__(self, case: CaseFile) -> None:
        self.review_from = self.interval(case.case.review_from, "case › review_from")[0]
        self.review_to = self.interval(case.case.review_to, "case › review_to")[1]
        self._incident = case.case.index_incident
        born = self._born(case)
        self.incident, self.incident_latest = self._incident_by(born)
        _in_order(self.review_from, self.review_to, "case › review_to", "review_from")
        self.covers = {agency.id: self._covers(agency) for agency in case.agencies}
        self.context = DateContext(
            born=born,
            due=self._due(case),
            names=_names_of_children(case),
            incident=self.incident,
            period=(self.review_from, self.review_to)
            if self.review_from and self.review_to
            else None,
        )

    def count_from_birth(self, born: tuple[date, date]) -> None:
        """Ages and days of life count from this birth, which the records give."""
        self.incident, self.incident_latest = self._incident_by(born)
        self.context = replace(self.context, born=born, incident=self.incident)

    def _incident_by(self, born: tuple[date, date] | None) -> tuple[date | None, date | None]:
        """The first and last day that the incident can have been on; "aged 9 weeks" counts from the
        birth, once that is known."""
        place = "case › index_incident"
        return self.interval(self._incident, place, DateContext(born=born))

    def interval(
        self, written: WrittenDate | None, place: str, context: DateContext = NOTHING_KNOWN
    ) -> tuple[date | None, date | None]:
        """The first and last day a written date can mean; ``CaseProblem`` where it can't be
        read. What only waits for a birth has neither."""
        if written is None:
            return None, None
        reading: DateReading = read_date(written, context)
        if not reading.problem and reading.note and NEEDS_BIRTH in reading.note:
            return None, None
        if reading.problem or (reading.earliest is None and reading.latest is None):
            raise CaseProblem(
                f"case.toml › {place}",
                f"seen: {reading.text}",
                reading.problem or "Write a date, such as 2021-06-03 or June 2021",
            )
        return reading.earliest, reading.latest

    def _covers(self, agency: Agency) -> tuple[date | None, date | None]:
        place = f"agencies › {agency.id}"
        first = self.interval(agency.covers_from, f"{place} › covers_from")[0]
        last = self.interval(agency.covers_to, f"{place} › covers_to")[1]
        _in_order(first, last, f"{place} › covers_to", "covers_from")
        return first, last

    def _born(self, case: CaseFile) -> tuple[date, date] | None:
        for person in case.people:
            if person.role in ("subject", "unborn") and person.born is not None:
                first, last = self.interval(person.born, f"people › {person.id} › born")
                if first and last:
                    return first, last
        return None

    def _due(self, case: CaseFile) -> date | None:
        for person in case.people:
            if person.role in ("subject", "unborn") and person.due is not None:
                return self.interval(person.due, f"people › {person.id} › due")[0]
        return None


def _names_of_children(case: CaseFile) -> tuple[str, ...]:
    """The names of the only child under review and her first name, the longest first."""
    children = [person for person in case.people if person.role in ("subject", "unborn")]
    if len(children) != 1:
        return ()
    names = {name.casefold() for name in children[0].names}
    names |= {name.split()[0] for name in names if name.strip()}
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


def _in_order(first: date | None, last: date | None, place: str, of_first: str) -> None:
    if first and last and first > last:
        raise CaseProblem(
            f"case.toml › {place}",
            f"seen: {last}, which is before {of_first}, {first}",
            "Give the first and the last day",
        )
