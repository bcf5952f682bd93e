"""What entries tell of when a child was born."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from chronology.case import CaseFile
from chronology.people.births import born_of_pregnancy
from chronology.people.births_told import (
    age_at_the_end,
    ages_told,
    agreed,
    born_by_age,
    names_of_subject,
    only_label,
    tells_birth,
    tells_its_day,
)


@pytest.mark.parametrize(
    "text",
    [
        "Kim born.",
        "KB b. 39/40, 3.1kg.",
        "Long labour. Baby K was born at 02:10.",
        "Child K was delivered by c-section.",
        "Twins were born at 31 weeks.",
        "Infant K arrives early, 35+2.",
        "Ms Dale gave birth in the car park.",
        "Mother, who had booked late, gave birth to a girl.",
    ],
)
def test_a_birth_is_told(text: str) -> None:
    assert tells_birth(text)


@pytest.mark.parametrize(
    "text",
    [
        "Sibling born.",
        "Mother born in Leeds.",
        "Kim Smith born in Poland.",
        "KB b/f plan agreed.",
        "Mother gave birth to her second child in 2011.",
        "Sister gave birth last week.",
        "Half-brother was born at 30 weeks.",
    ],
)
def test_other_births_are_not(text: str) -> None:
    assert not tells_birth(text)


def test_who_was_there_writes_how_far_on_or_how_heavy() -> None:
    assert tells_its_day("KB b. 39/40.")
    assert tells_its_day("Baby K was born, 740 grams.")
    assert not tells_its_day("Heard that Kim was born.")
    assert not tells_its_day("Weighed 4.1kg.")


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("Kim, aged four, said that she slept in the car.", [(4, "years")]),
        ("Kim (7) seen.", [(7, "years")]),
        ("Kim was 18 months old and not walking.", [(18, "months")]),
        ("A six-week-old Kim was weighed.", [(6, "week")]),
        ("Her brother, aged nine, and Kim came.", []),
        ("Kimberley, aged 9.", []),
        ("Joakim, aged 9.", []),
        ("Kim (38) seen.", []),
        ("Kim had 2 weeks of nursery.", []),
    ],
)
def test_the_age_of_the_child_is_told(text: str, ages: list[tuple[int, str]]) -> None:
    assert list(ages_told(text, ["Kim"])) == ages


def test_without_a_name_nobody_s_age_is() -> None:
    assert list(ages_told("The boy, aged 4.", [])) == []
    assert list(age_at_the_end("He died aged 4.")) == [(4, "years")]


@pytest.mark.parametrize(
    "text",
    ["Mother, aged 34, made the call.", "Her brother, aged 9, was there.", "A woman aged 30."],
)
def test_at_the_incident_others_have_ages_too(text: str) -> None:
    assert list(age_at_the_end(text)) == []


@pytest.mark.parametrize(
    ("age", "first", "last"),
    [
        ((4, "years"), date(2016, 6, 11), date(2017, 6, 10)),
        ((18, "months"), date(2019, 11, 11), date(2019, 12, 10)),
        ((6, "weeks"), date(2021, 4, 23), date(2021, 4, 29)),
        ((3, "days"), date(2021, 6, 7), date(2021, 6, 7)),
    ],
)
def test_who_has_an_age_on_a_day_was_born_then(
    age: tuple[int, str], first: date, last: date
) -> None:
    assert born_by_age(age, date(2021, 6, 10), date(2021, 6, 10)) == (first, last)


def test_ages_that_agree_narrow_the_birth_and_one_that_does_not_is_left_out() -> None:
    year = (date(2016, 1, 1), date(2016, 12, 31))
    half = (date(2016, 7, 1), date(2017, 6, 30))
    other = (date(2011, 1, 1), date(2012, 12, 31))
    assert agreed([year, half, other]) == (date(2016, 7, 1), date(2016, 12, 31))
    assert agreed([]) is None


@pytest.mark.parametrize(
    ("case", "names"),
    [
        ({"case": {"id": "KB"}}, ("KB",)),
        ({"case": {"id": "Child K"}}, ("Child K",)),
        ({"case": {"id": "2021-014"}}, ()),
        (
            {
                "case": {"id": "KB"},
                "people": [{"id": "c", "role": "subject", "names": ["Kim"]}],
            },
            ("Kim",),
        ),
        (
            {
                "case": {"id": "KB"},
                "people": [{"id": "c", "role": "subject"}, {"id": "d", "role": "subject"}],
            },
            (),
        ),
    ],
)
def test_what_the_child_is_called(case: dict[str, Any], names: tuple[str, ...]) -> None:
    assert names_of_subject(CaseFile.model_validate(case)) == names


def test_a_label_is_the_child_s_where_there_is_one_only() -> None:
    assert only_label(["Child K seen.", "Child K well."]) == ("Child K",)
    assert only_label(["Child K seen.", "Child L well."]) == ()


def _pregnancy(
    *told: tuple[str, date, date, str, float | None], others: list[Any] | None = None
) -> tuple[pl.DataFrame, pl.DataFrame]:
    rows = [*((*it[1:4],) for it in told), *(others or [])]
    events = pl.DataFrame(
        [
            {"case_id": "c", "event_id": str(n), "earliest": a, "latest": b, "agency_kind": kind}
            for n, (a, b, kind) in enumerate(rows)
        ]
    )
    signals = pl.DataFrame(
        [
            {"case_id": "c", "event_id": str(n), "concept": it[0], "status": "affirmed", "value": v}
            for n, it in enumerate(told)
            for v in [it[4]]
        ],
        schema_overrides={"value": pl.Float64},
    )
    return events, signals


MAY = (date(2020, 5, 1), date(2020, 5, 31))


def test_one_pregnancy_tells_when_the_child_can_have_been_born() -> None:
    found = born_of_pregnancy(*_pregnancy(("pregnancy", *MAY, "gp", None)))
    assert found == (date(2020, 5, 1), date(2021, 3, 7))


def test_the_week_of_the_pregnancy_tells_it_better() -> None:
    found = born_of_pregnancy(
        *_pregnancy(("pregnancy", *MAY, "gp", None), ("gestation_weeks", *MAY, "midwifery", 20.0))
    )
    assert found == (date(2020, 8, 14), date(2020, 11, 1))


def test_two_pregnancies_tell_nothing() -> None:
    later = ("pregnancy", date(2022, 5, 1), date(2022, 5, 31), "gp", None)
    assert born_of_pregnancy(*_pregnancy(("pregnancy", *MAY, "gp", None), later)) is None


def test_a_service_for_children_that_wrote_before_it_knew_another_child() -> None:
    school = [(date(2018, 1, 1), date(2018, 1, 31), "education")]
    told = ("gestation_weeks", *MAY, "midwifery", 20.0)
    assert born_of_pregnancy(*_pregnancy(told, others=school)) is None
    gp = [(date(2018, 1, 1), date(2018, 1, 31), "gp")]
    assert born_of_pregnancy(*_pregnancy(told, others=gp)) is not None


def test_no_pregnancy_no_birth() -> None:
    events, signals = _pregnancy(("bruise", *MAY, "gp", None))
    assert born_of_pregnancy(events, signals) is None
