"""Dates of ``case.toml`` that count from a birth."""

from __future__ import annotations

from datetime import date

from chronology.case import CaseFile
from chronology.records.case_dates import CaseDates


def dates(**child: str) -> CaseDates:
    people = [{"id": "child", "role": "subject", **child}]
    case = {"id": "one", "index_incident": "baby aged 9 weeks"}
    return CaseDates(CaseFile.model_validate({"case": case, "people": people}))


def test_an_incident_at_an_age_counts_from_the_birth() -> None:
    assert dates(born="2 January 2020").incident == date(2020, 3, 5)


def test_it_waits_for_a_birth_that_only_the_records_give() -> None:
    read = dates()
    assert read.incident is None
    read.count_from_birth((date(2020, 1, 2), date(2020, 1, 2)))
    assert read.incident == date(2020, 3, 5)
    assert read.context.incident == read.incident
