"""Sentences that were once misread: what they say, and what they must not be taken to say."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from case_folders import csv_text, intake_of, signals_of

from chronology.narrative import code

CASE = """
[[people]]
id = "child"
role = "subject"
names = ["Kit Bale"]
born = 2021-03-01

[[people]]
id = "mother"
role = "mother"
names = ["Nina Bale"]

[[people]]
id = "father"
role = "father"
names = ["Ross Dunn"]
"""


@pytest.mark.parametrize(
    ("text", "concept", "status"),
    [
        ("Not brought to hospital outpatient clinic.", "missed_appointment", "affirmed"),
        ("Was not brought to the hospital hearing clinic.", "missed_appointment", "affirmed"),
        ("Not brought to hospital until the Tuesday.", "missed_appointment", None),
        ("Her brother moved into the flat, no notice.", "family_concern_dismissed", None),
        (
            "The neighbour rang twice and no notice was taken.",
            "family_concern_dismissed",
            "affirmed",
        ),
        ("At booking she would not give his name.", "anonymous_referral", None),
        ("Violent ex, gone since 2019.", "domestic_abuse", "historical"),
        ("Abusive relationship with her ex ended 2014.", "domestic_abuse", "historical"),
        ("Her ex was violent to her; over since 2014.", "domestic_abuse", "historical"),
        (
            "Mood steady, no effect on care of baby expected.",
            "impact_on_child_considered",
            "affirmed",
        ),
        ("Impact on Ava asked about and none found.", "impact_on_child_considered", "affirmed"),
        ("No impact on the children was considered.", "impact_on_child_considered", "negated"),
        ("Discussed with Jo Pike, health visitor, at noon.", "information_shared", "affirmed"),
        ("Mum discussed with the social worker.", "information_shared", None),
        ("On the next visit the toddler was asleep.", "child_not_seen", "affirmed"),
        ("At the next visit the home was filthy.", "home_conditions", "affirmed"),
        ("At the next visit ask about bruising.", "bruise", "hypothetical"),
        ("Next visit: discuss safer sleep.", "safe_sleep_advice", "hypothetical"),
        ("Parents registered at different GP practices.", "registered_apart", "affirmed"),
        ("Parents registered at different GP practices.", "prescription_misuse", None),
        ("Registered with three GP practices for codeine.", "prescription_misuse", "affirmed"),
        ("The escalation policy was not used.", "escalation", "negated"),
        ("Resolution process never invoked.", "escalation", "negated"),
        ("The escalation policy was used.", "escalation", "affirmed"),
        ("No checks were made.", "risk_check", "negated"),
        ("Checks had not been requested.", "risk_check", "negated"),
        ("Nobody made any background checks.", "risk_check", "negated"),
        ("Police checks were completed.", "risk_check", "affirmed"),
        ("Mum was not seen alone.", "child_seen_alone", None),
        ("Mum was not seen alone.", "child_spoken_to", None),
        ("Mother never spoken to on her own.", "voice_unheard", None),
        ("Parents were not seen separately.", "child_seen_alone", None),
        ("The child was not seen alone.", "child_seen_alone", "negated"),
        ("The child was not seen alone.", "child_spoken_to", "negated"),
        ("The girl was seen alone at school.", "child_seen_alone", "affirmed"),
    ],
)
def test_what_a_sentence_says(text: str, concept: str, status: str | None) -> None:
    said = code([text]).filter(pl.col("concept") == concept)["status"].unique().to_list()
    assert said == ([] if status is None else [status])


@pytest.mark.parametrize(
    ("record", "concept", "who"),
    [
        ("Father seen. Low mood.", "mental_health", "father"),
        ("Ross seen at home. Drinking a bottle of vodka a day.", "alcohol", "father"),
        ("Dad attended. PHQ-9 19. Using cannabis daily.", "substance_misuse", "father"),
        ("Mum seen. Low mood.", "mental_health", "mother"),
        ("Father seen. Nina tearful. Low mood.", "mental_health", "mother"),
        ("Dad seen. Baby well. Low mood.", "mental_health", "mother"),
        ("Dad rang. Low mood.", "mental_health", "mother"),
        ("Father seen. Bruise to left cheek.", "bruise", "child"),
    ],
)
def test_an_adult_whom_an_entry_begins_by_seeing(
    tmp_path: Path, record: str, concept: str, who: str
) -> None:
    rows = csv_text(("02/05/2021", "gp", "", record), headings=("Date", "Agency", "Who", "Record"))
    found = signals_of(intake_of(tmp_path, {"r.csv": rows}, CASE))
    assert found.filter(pl.col("concept") == concept)["who"].unique().to_list() == [who]
