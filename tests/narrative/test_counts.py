"""How often a thing is said to have happened, and words that are no count of it."""

from __future__ import annotations

import polars as pl
import pytest

from chronology.narrative import code


def often(text: str, concept: str) -> list[float | None]:
    found = code([text]).filter(pl.col("concept") == concept)
    return found["value"].to_list()


@pytest.mark.parametrize(
    ("text", "concept", "number"),
    [
        ("WNB physio x3, closed.", "missed_appointment", 3),
        ("FTA 4x since June.", "missed_appointment", 4),
        ("Seen in A&E \u00d73.", "urgent_attendance", 3),
        ("Not brought to audiology on four occasions.", "missed_appointment", 4),
        ("Twice he was not brought to the eye clinic.", "missed_appointment", 2),
        ("On three separate occasions, no access at the home visit.", "no_access", 3),
        ("Was not taken to four of his six hearing tests.", "missed_appointment", 4),
        ("Missed 4/6 hearing tests.", "missed_appointment", 4),
        ("Both appointments missed.", "missed_appointment", 2),
        ("Four home visits, no access.", "no_access", 4),
        ("Not brought again, that is three now.", "missed_appointment", 3),
        ("Mother cancelled for the fourth time.", "appointment_cancelled", 4),
        ("Fourth DNA.", "missed_appointment", 4),
        ("Not brought, 3 in a row.", "missed_appointment", 3),
        ("Not brought to clinic three weeks running.", "missed_appointment", 3),
        ("He was repeatedly not brought to clinic.", "missed_appointment", 3),
        ("Taken to casualty again and again.", "urgent_attendance", 3),
        ("A series of bruises to his legs.", "bruise", 3),
        ("Several bruises to his legs.", "bruise", 3),
        ("Seen in A&E in May, June and August.", "urgent_attendance", 3),
        ("Attended ED on 2, 5 and 9 May.", "urgent_attendance", 3),
        ("Not brought to clinic on 3rd and 17th March.", "missed_appointment", 2),
        ("DNA SALT 3/5, 10/5 & 17/5.", "missed_appointment", 3),
        ("Ambulance called twice in ten days.", "urgent_attendance", 2),
        ("Baby taken to casualty on 4 occasions in his first weeks.", "urgent_attendance", 4),
        ("Poor feeding on 2, 5 and 9 May.", "feeding_difficulty", 3),
        ("Three reports of the baby crying for hours.", "crying_unsettled", 3),
        ("Low mood recorded by HV on 5 visits.", "mental_health", 5),
        ("Police called to four domestic incidents.", "domestic_incident", 4),
        ("Not  brought to  audiology on  four occasions.", "missed_appointment", 4),
    ],
)
def test_how_often_it_is_said_to_have_happened_is_its_number(
    text: str, concept: str, number: float
) -> None:
    assert often(text, concept) == [number]
    assert often(f"Mum well. {text} Plan made.", concept) == [number]


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("Was not brought. Mum telephoned twice to say sorry.", "missed_appointment"),
        ("Was not brought, mum rang twice.", "missed_appointment"),
        ("Mum phoned three times and he was not brought to clinic.", "missed_appointment"),
        ("Was not brought to two year check.", "missed_appointment"),
        ("Was not brought on 4 May.", "missed_appointment"),
        ("Was not brought to clinic, 3 weeks later seen.", "missed_appointment"),
        ("Second child was not brought to clinic.", "missed_appointment"),
        ("Did not attend second appointment.", "missed_appointment"),
        ("Two children were not brought to clinic.", "missed_appointment"),
        ("He is now three. Was not brought to clinic.", "missed_appointment"),
        ("Between May and August was not brought to clinic.", "missed_appointment"),
        ("1. Was not brought to clinic. 2. Seen at home.", "missed_appointment"),
        ("Seen in A&E after two falls.", "urgent_attendance"),
        ("Seen in A&E with vomiting x3.", "urgent_attendance"),
        ("Seen in A&E with his two siblings.", "urgent_attendance"),
        ("Seen in A&E at 2 months, given paracetamol twice a day.", "urgent_attendance"),
        ("Seen in A&E at 3 am on 4 May.", "urgent_attendance"),
        ("Seen in A&E with a second degree burn.", "urgent_attendance"),
        ("Two-day-old baby taken to A&E.", "urgent_attendance"),
        ("Poor feeding, vomited three times.", "feeding_difficulty"),
        ("Crying repeatedly, unsettled.", "crying_unsettled"),
        ("Third party information: drinking heavily.", "anonymous_referral"),
    ],
)
def test_other_numbers_are_no_count_of_it(text: str, concept: str) -> None:
    assert set(often(text, concept)) <= {None}


def test_a_measure_keeps_its_own_number() -> None:
    found = code(["Weight 3.45kg on three occasions; poor feeding on 4 visits."])
    numbers = dict(found.filter(pl.col("value").is_not_null()).select("concept", "value").rows())
    assert numbers == {"weight_kg": 3.45, "feeding_difficulty": 4.0}
