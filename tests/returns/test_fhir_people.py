"""FHIR: who a resource is about, who wrote it, whose record it is, and who cancelled."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from fhir_making import BELL, KIT, SURGERY, bundle, concept, row, rows

from chronology.intake import find_case, take_in

# ------------------------------------------------------------------------------- who and whose


@pytest.mark.parametrize(
    "subject",
    [
        {"reference": "Patient/kit"},
        {"reference": "urn:uuid:kit"},
        {"reference": "https://example.org/fhir/Patient/kit"},
        {"reference": "https://example.org/fhir/Patient/kit/_history/2"},
        {"reference": "Patient/unknown", "display": "Kit Example"},
    ],
)
def test_the_patient_is_found_however_they_are_referred_to(subject: dict[str, str]) -> None:
    told = row({"resourceType": "Flag", "code": {"text": "x"}, "subject": subject}, KIT)
    assert told["Who"] == "Kit Example"


def test_a_full_address_a_search_and_a_contained_resource_lead_to_a_name() -> None:
    numbered = {**KIT, "identifier": [{"system": "urn:nhs", "value": "999"}]}
    document = bundle(
        {"resourceType": "Flag", "code": {"text": "1"}, "subject": {"reference": "urn:x:1"}},
        {
            "resourceType": "Flag",
            "code": {"text": "2"},
            "subject": {"reference": "Patient?identifier=urn:nhs|999"},
        },
        {
            "resourceType": "Flag",
            "code": {"text": "3"},
            "subject": {"reference": "#p"},
            "contained": [{**KIT, "id": "p"}],
        },
        {"resourceType": "Flag", "code": {"text": "4"}, "subject": {"reference": "Patient/gone"}},
        numbered,
    )
    document["entry"][4]["fullUrl"] = "urn:x:1"
    assert [one["Who"] for one in rows(document)] == [
        "Kit Example",
        "Kit Example",
        "Kit Example",
        "Patient/gone",
    ]


def test_the_agency_is_the_organisation_of_the_encounter() -> None:
    encounter = {
        "resourceType": "Encounter",
        "id": "e",
        "serviceProvider": {"reference": "Organization/fell"},
        "type": [{"text": "visit"}],
    }
    told = row(
        {
            "resourceType": "Observation",
            "code": {"text": "x"},
            "encounter": {"reference": "Encounter/e"},
            "performer": [{"reference": "PractitionerRole/r"}],
        },
        encounter,
        SURGERY,
        BELL,
        {
            "resourceType": "PractitionerRole",
            "id": "r",
            "practitioner": {"reference": "Practitioner/bell"},
        },
    )
    assert (told["Agency"], told["Author"]) == ("Fellside Surgery", "Dr Bell")


def test_resources_that_refer_to_each_other_in_a_circle_have_no_name() -> None:
    told = row(
        {
            "resourceType": "Flag",
            "code": {"text": "x"},
            "author": {"reference": "PractitionerRole/a"},
        },
        {
            "resourceType": "PractitionerRole",
            "id": "a",
            "practitioner": {"reference": "PractitionerRole/b"},
        },
        {
            "resourceType": "PractitionerRole",
            "id": "b",
            "practitioner": {"reference": "PractitionerRole/a"},
        },
    )
    assert "Author" not in told


# ----------------------------------------------------------------------------- codes of FHIR


@pytest.mark.parametrize(
    ("given", "by"),
    [
        ({"cancelationReason": {"coding": [{"code": "pat-fb"}]}}, "patient"),
        ({"cancelationReason": {"coding": [{"code": "prov-pers"}]}}, "provider"),
        ({"cancelationReason": {"coding": [{"code": "oth-room"}]}}, "provider"),
        ({"cancelationReason": {"coding": [{"code": "pat-dec"}]}}, "unknown"),
        ({"cancelationReason": {"coding": [{"code": "oth-weath"}]}}, "unknown"),
        ({}, "unknown"),
        ({"participant": [{"actor": {"reference": "Patient/k"}, "status": "declined"}]}, "patient"),
        (
            {"participant": [{"actor": {"reference": "Practitioner/b"}, "status": "declined"}]},
            "provider",
        ),
        (
            {
                "participant": [
                    {"actor": {"reference": "Practitioner/b"}, "status": "declined"},
                    {"actor": {"reference": "Patient/k"}, "status": "declined"},
                ]
            },
            "unknown",
        ),
    ],
)
def test_who_cancelled_is_read_from_the_reason_or_from_who_declined(
    given: dict[str, Any], by: str
) -> None:
    for coding in given.get("cancelationReason", {}).get("coding", []):
        coding["system"] = "http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason"
    told = row({"resourceType": "Appointment", "status": "cancelled", **given})
    assert told["Codes"].startswith(f"appointment-status|cancelled; cancelled-by|{by}")


def test_what_would_break_the_grammar_of_codes_is_encoded() -> None:
    told = row({"resourceType": "Flag", "code": concept("a;b|c", "x", "http://x.org/y z")})
    assert told["Codes"] == "http://x.org/y%20z|a%3Bb%7Cc"


def test_those_who_take_part_are_named_and_the_members_of_a_team_are_its_record() -> None:
    members = [
        {"member": {"reference": "Patient/kit"}},
        {"member": {"reference": "Practitioner/bell"}},
    ]
    told = row({"resourceType": "CareTeam", "participant": members}, KIT, BELL)
    assert (told["Who"], told["Record"]) == ("Kit Example", "Care team. With: Dr Bell.")


def test_of_two_in_an_appointment_only_the_patient_is_who_it_is_about() -> None:
    both = [{"actor": {"reference": f"{one}"}} for one in ("Patient/kit", "RelatedPerson/sam")]
    sam = {"resourceType": "RelatedPerson", "id": "sam", "name": [{"text": "Sam Example"}]}
    told = row(
        {"resourceType": "Appointment", "description": "check", "participant": both}, KIT, sam
    )
    assert (told["Who"], told["Record"]) == (
        "Kit Example",
        "Appointment: check. With: Sam Example.",
    )


def test_the_words_of_a_mother_s_record_are_of_her(tmp_path: Path) -> None:
    """The patient is whose record it is: an adult in that place has not just been present."""
    case = '[[people]]\nid = "mother"\nrole = "mother"\nnames = ["Sam Example"]\n'
    patient = {"resourceType": "Patient", "id": "sam", "name": [{"text": "Sam Example"}]}
    condition = {
        "resourceType": "Condition",
        "recordedDate": "2021-05-04",
        "code": {"coding": [{"system": "http://x", "code": "1"}], "text": "Bruise of left arm"},
        "subject": {"reference": "Patient/sam"},
    }
    returns = tmp_path / "returns"
    returns.mkdir()
    (tmp_path / "case.toml").write_text(case)
    (returns / "gp.json").write_text(json.dumps(bundle(condition, patient)))
    signals = take_in(find_case([tmp_path])).tables.signals.collect().filter(concept="bruise")
    assert set(signals["status"]) == {"other_person"}
    assert set(signals["person_id"]) == {"mother"}


def test_two_patients_with_one_id_are_not_taken_for_each_other() -> None:
    """Two servers each have a patient 1: the short reference means neither."""
    entries = [
        {
            "fullUrl": f"https://{server}.example/Patient/1",
            "resource": {"resourceType": "Patient", "id": "1", "name": [{"text": name}]},
        }
        for server, name in (("a", "Kim Alpha"), ("b", "Sam Beta"))
    ]
    flags = [
        {"resource": {"resourceType": "Flag", "code": {"text": "x"}, "subject": {"reference": it}}}
        for it in ("https://b.example/Patient/1", "Patient/1", "https://c.example/Patient/1")
    ]
    told = rows({"resourceType": "Bundle", "type": "collection", "entry": [*entries, *flags]})
    assert told[0]["Who"] == "Sam Beta"
    assert all("Kim" not in row["Who"] and "Sam" not in row["Who"] for row in told[1:])
