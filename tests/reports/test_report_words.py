"""Dates and ages in words, and colours that can be told from the paper."""

from __future__ import annotations

from datetime import date

import pytest
from chronology.reports import words
from chronology.reports.ages import age_at, birth_words
from chronology.reports.view import COLOURS, Person

from chronology.tables import FAR_AHEAD, LONG_AGO, OUTCOMES, STATUSES


def test_every_outcome_and_status_has_its_words() -> None:
    assert set(words.OUTCOME) == set(OUTCOMES)
    assert set(words.STATUS) == set(STATUSES)


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        ("2021-08-03", "2021-08-03", "3 Aug 2021"),
        ("2021-06-01", "2021-06-30", "Jun 2021, day not known"),
        ("2016-01-01", "2016-12-31", "2016, day not known"),
        ("2021-05-03", "2021-05-05", "between 3 and 5 May 2021"),
        ("2021-04-28", "2021-05-05", "between 28 Apr and 5 May 2021"),
        ("2020-12-25", "2021-01-01", "between 25 Dec 2020 and 1 Jan 2021"),
    ],
)
def test_an_interval_is_told_as_what_is_known(first: str, last: str, told: str) -> None:
    assert words.when(date.fromisoformat(first), date.fromisoformat(last)) == told


def test_open_and_unknown_dates_are_told_as_such() -> None:
    day = date(1999, 1, 1)
    assert words.when(day, FAR_AHEAD) == "1 Jan 1999 or later"
    assert words.when(LONG_AGO, day) == "1 Jan 1999 or before"
    assert words.when(LONG_AGO, FAR_AHEAD) == words.when(None, None) == "Undated"


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (0, "day of birth"),
        (1, "1 day"),
        (6, "6 days"),
        (7, "1 week"),
        (60, "8 weeks 4 days"),
        (111, "15 weeks 6 days"),
        (112, "16 weeks"),
        (729, "104 weeks"),
        (731, "2 years"),
        (1000, "2 years 8 months"),
        (-14, "2 weeks before birth"),
    ],
)
def test_an_age_is_told_as_a_practitioner_says_it(days: int, told: str) -> None:
    assert words.age(days) == told


def _child(**known: date) -> Person:
    born = {"born_earliest": None, "born_latest": None, "due": None, **known}
    return Person("child", "subject", "Rowan", died=None, named=0, present=0, **born)  # type: ignore[arg-type]


def test_an_uncertain_birth_makes_an_uncertain_age() -> None:
    child = _child(born_earliest=date(2021, 6, 1), born_latest=date(2021, 6, 30))
    day = date(2021, 8, 31)
    assert age_at(child, day, day) == "8 to 13 weeks"
    assert birth_words(child).endswith("age uncertain by up to 29 days")


def test_before_birth_weeks_of_pregnancy_are_told_where_the_due_date_is_known() -> None:
    child = _child(due=date(2021, 6, 13))
    assert age_at(child, date(2021, 6, 6), date(2021, 6, 6)) == "39 weeks of pregnancy"
    assert age_at(child, date(2019, 1, 1), date(2019, 1, 1)) == "before the pregnancy"
    assert birth_words(child) == "due 13 Jun 2021; birth date not known"


@pytest.mark.parametrize("colour", COLOURS)
def test_an_agency_s_colour_stands_out_from_paper(colour: str) -> None:
    assert 1.05 / (_luminance(colour) + 0.05) >= 4.5


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
