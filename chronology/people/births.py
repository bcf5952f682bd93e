"""Birth dates that records give, compared with those of the case's people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

import polars as pl

from chronology.people.births_told import (
    Span,
    age_at_the_end,
    ages_told,
    agreed,
    born_by_age,
    only_label,
    tells_birth,
    tells_its_day,
)
from chronology.records.dates import read_date

_BIRTH = re.compile(
    r"\b(?:d\.?\s?o\.?\s?b\.?|date of birth|born(?: on)?|b)[ :.-]{1,3}"
    r"(\d{1,2}[./ -]\d{1,2}[./ -](?:\d{4}|\d{2})\b|\d{1,2}(?:st|nd|rd|th)? [A-Za-z]{3,9} \d{4}\b)",
    re.IGNORECASE,
)
_PARTS_THAT_AGREE = 2

BORN_THERE = ("midwifery", "hospital", "ambulance")
"""Kinds of agency whose entry of a birth is of its day: those who are there."""


def birth_dates(
    texts: pl.DataFrame, events: pl.DataFrame, persons: pl.DataFrame
) -> list[dict[str, Any]]:
    """Birth dates in records that are nobody's, but one slip away from somebody's: one entry
    each, with the agency that wrote it. They are told, never applied."""
    known = {
        born: person
        for person, born, latest in persons.select(
            "person_id", "born_earliest", "born_latest"
        ).iter_rows()
        if born is not None and born == latest
    }
    likely = texts.filter(pl.col("text").str.contains(r"(?i)d\.?\s?o\.?\s?b|birth|born"))
    agencies = events.select("case_id", "event_id", "agency")
    told: dict[tuple[str, date], dict[str, Any]] = {}
    rows = likely.join(agencies, on=["case_id", "event_id"]).select("text", "agency")
    for text, agency in rows.iter_rows():
        for day in _written(text):
            close = None if day in known else next(iter(_near(day, known)), None)
            if close is not None:
                told.setdefault((agency, day), _suggestion(agency, day, close, known[close]))
    return [told[key] for key in sorted(told)]


def _written(text: str) -> Iterable[date]:
    for match in _BIRTH.finditer(text):
        read = read_date(match[1])
        if read.earliest is not None and read.earliest == read.latest:
            yield read.earliest


def _near(day: date, known: Iterable[date]) -> Iterable[date]:
    """The known days of which two parts agree, or whose day and month are the other way round."""
    for born in known:
        same = (day.day == born.day) + (day.month == born.month) + (day.year == born.year)
        swapped = (day.day, day.month, day.year) == (born.month, born.day, born.year)
        if same == _PARTS_THAT_AGREE or swapped:
            yield born


def _suggestion(agency: str, day: date, born: date, person: str) -> dict[str, Any]:
    return {
        "kind": "birth date",
        "seen": day.isoformat(),
        "like": born.isoformat(),
        "person_id": person,
        "agency": agency,
        "ask": f"{agency} has a birth date of {day:%d/%m/%Y}; case.toml has {born:%d/%m/%Y} for"
        f" {person}. Which is right?",
    }


def _birth_told(births: pl.DataFrame) -> tuple[date, date] | None:
    """The days on which the child can have been born, from the entries that tell of the birth: a
    date of birth that one of them writes, or else the day of an entry from where babies are born,
    or else the month, season or year that an entry of anybody's gives. A notice of one day that a
    baby was born says by itself only that this was before."""
    rows = births.select("record", "earliest", "latest", "agency_kind").rows()
    for text, _, latest, _ in rows:
        for day in _written(text or ""):
            if latest is None or day <= latest:
                return day, day
    placed = [
        (first, last)
        for text, first, last, kind in rows
        if first is not None and last is not None and (kind in BORN_THERE or tells_its_day(text))
    ]
    told = [
        (first, last)
        for text, first, last, _ in rows
        if first is not None and last is not None and first < last and tells_birth(text)
    ]
    return min(placed or told, key=lambda span: (span[1] - span[0], span), default=None)


def _birth_by_age(events: pl.DataFrame, names: Sequence[str], incident: date | None) -> Span | None:
    """The days on which the child can have been born, from the ages that dated entries give."""
    dated = events.select("record", "earliest", "latest").drop_nulls()
    rows = dated.filter(pl.col("record").str.contains(_AGE_LIKELY)).rows()
    names = names or only_label(events["record"].drop_nulls())
    spans = [
        born_by_age(age, first, last)
        for text, first, last in rows
        for age in ages_told(text, names)
    ]
    for text, first, last in rows:
        ages = set(age_at_the_end(text))
        at_the_end = incident and first <= incident + LATER and incident <= last
        if at_the_end and len(ages) == 1:
            spans.append(born_by_age(ages.pop(), first, last))
    return agreed(spans)


def born_of_pregnancy(events: pl.DataFrame, signals: pl.DataFrame) -> Span | None:
    """The days on which the child can have been born, from what entries tell of one pregnancy.

    Where they tell of several, or a service for children wrote before it, it may be another
    child's, and nothing is told.
    """
    dated = events.select("case_id", "event_id", "earliest", "latest", "agency_kind").drop_nulls(
        ["earliest", "latest"]
    )
    told = signals.filter(pl.col("concept").is_in(_PREGNANT), pl.col("status") == "affirmed")
    rows = told.join(dated, on=["case_id", "event_id"])
    spans = [
        _born_after(first, last, value if concept == "gestation_weeks" else None)
        for concept, value, first, last in rows.select(
            "concept", "value", "earliest", "latest"
        ).iter_rows()
    ]
    if not spans:
        return None
    born = max(first for first, _ in spans), min(last for _, last in spans)
    begun = born[0] - PREGNANCY
    of_children = dated.filter(
        pl.col("agency_kind").is_in(_SERVICES_FOR_CHILDREN), pl.col("latest") < begun
    )
    return born if born[0] <= born[1] and of_children.is_empty() else None


def _born_after(first: date, last: date, weeks: float | None) -> Span:
    """Between which days the child is born of a pregnancy told on one of some days."""
    if weeks is None:
        return first, last + PREGNANCY
    left = PREGNANCY - timedelta(weeks=int(weeks))
    return first + left - EARLY, last + left + PAST_TERM


PREGNANCY, EARLY, PAST_TERM = timedelta(days=280), timedelta(weeks=5), timedelta(weeks=2)
"""A pregnancy, how early a baby may come, and how long after the day it is due."""

_PREGNANT = ("pregnancy", "antenatal_booking", "gestation_weeks")
_SERVICES_FOR_CHILDREN = ("health_visiting", "education", "paediatrics", "early_help")

LATER = timedelta(days=31)
"""An incident that is known by its month only may be so much later than the month's first day."""

_AGE_LIKELY = r"(?i)\b(?:aged?|old|years?|months?|weeks?|wks?|mths?)\b|\(\d{1,2}\)"


def with_birth_from_records(
    persons: pl.DataFrame,
    events: pl.DataFrame,
    signals: pl.DataFrame,
    names: Sequence[str] = (),
    incident: date | None = None,
) -> pl.DataFrame:
    """A subject whose birth ``case.toml`` doesn't give has it from the entry that records a
    birth, or else from the ages that entries give to the child, who has these ``names``, or else
    from what they tell of one pregnancy."""
    missing = persons.filter(
        pl.col("role") == "subject", pl.col("born_earliest").is_null(), pl.col("due").is_null()
    )
    if missing.height != 1:
        return persons
    said = signals.filter(
        pl.col("concept") == "birth", pl.col("status") == "affirmed", pl.col("who") == "child"
    ).select("case_id", "event_id")
    begins = events.filter(
        pl.col("record").map_elements(tells_birth, return_dtype=pl.Boolean, skip_nulls=True)
    ).select("case_id", "event_id")
    births = (
        pl.concat([said, begins])
        .unique()
        .join(events, on=["case_id", "event_id"])
        .sort("earliest", "latest", "event_id", nulls_last=True)
    )
    found = (
        _birth_told(births)
        or _birth_by_age(events, names, incident)
        or born_of_pregnancy(events, signals)
    )
    if found is None:
        return persons
    first, last = found
    subject = pl.col("person_id") == missing["person_id"][0]
    return persons.with_columns(
        born_earliest=pl.when(subject).then(pl.lit(first)).otherwise("born_earliest"),
        born_latest=pl.when(subject).then(pl.lit(last)).otherwise("born_latest"),
    )


def births_read(given: pl.DataFrame, persons: pl.DataFrame) -> list[dict[str, Any]]:
    """Whose birth was read from the records, and between which days it is taken to be: what is
    said of age hangs on it, so whoever knows better should say so."""
    read = (
        persons.filter(pl.col("born_earliest").is_not_null())
        .join(given.filter(pl.col("born_earliest").is_null()), on=["case_id", "person_id"])
        .select("person_id", "label", "born_earliest", "born_latest")
    )
    return [
        {
            "person_id": person,
            "earliest": first.isoformat(),
            "latest": last.isoformat(),
            "ask": f"case.toml gives no date of birth of ‘{label}’. From the records it is taken to"
            f" be {_between(first, last)}; give it in case.toml where it is known",
        }
        for person, label, first, last in read.iter_rows()
    ]


def _between(first: date, last: date) -> str:
    if first == last:
        return f"{first:%d/%m/%Y}"
    return f"between {first:%d/%m/%Y} and {last:%d/%m/%Y}"
