"""FHIR resources as rows: what each tells, when, whose it is, and who wrote it."""

from __future__ import annotations

from typing import Any

import pytest
from fhir_making import BELL, KIT, LOINC, bundle, concept, contents, row, rows

# ---------------------------------------------------------------------------- kinds of resource


def test_an_appointment_that_nobody_came_to() -> None:
    told = row(
        {
            "resourceType": "Appointment",
            "id": "a1",
            "status": "noshow",
            "description": "health visitor review",
            "start": "2021-05-03T14:00:00+01:00",
            "end": "2021-05-03T14:30:00+01:00",
            "created": "2021-04-01",
            "participant": [
                {"actor": {"reference": "Patient/kit"}, "status": "accepted"},
                {"actor": {"reference": "Practitioner/bell"}, "status": "accepted"},
                {"actor": {"display": "Room 4"}, "status": "accepted"},
            ],
        },
        KIT,
        BELL,
    )
    assert told == {
        "Date": "2021-05-03 14:00",
        "End date": "2021-05-03 14:30",
        "Who": "Kit Example",
        "Author": "Dr Bell",
        "Record": "Appointment: health visitor review. Status: noshow. With: Room 4.",
        "Recorded on": "2021-04-01",
        "Event type": "Appointment",
        "Codes": "appointment-status|noshow",
        "Source": "Appointment/a1, entry 1",
    }


def test_a_weight_is_told_as_people_write_it() -> None:
    told = row(
        {
            "resourceType": "Observation",
            "status": "final",
            "category": [concept("vital-signs", "Vital Signs", "http://example.org/kinds")],
            "code": concept("29463-7", "Body weight", LOINC),
            "valueQuantity": {"value": 3.20, "unit": "kg"},
            "effectiveDateTime": "2021-05-03",
        }
    )
    assert told["Record"] == "Body weight 3.2 kg."
    assert told["Codes"].startswith("loinc|29463-7=3.2 kg; ")


@pytest.mark.parametrize(
    ("value", "record"),
    [
        ({"valueBoolean": False}, "Bruising: no."),
        ({"valueString": "small, on the shin"}, "Bruising: small, on the shin."),
        ({"valueInteger": 2}, "Bruising 2."),
        ({"valueCodeableConcept": {"text": "present"}}, "Bruising: present."),
        ({"valueQuantity": {"value": 2, "comparator": "<", "unit": "cm"}}, "Bruising <2 cm."),
        ({"valueQuantity": {"value": 1e300, "unit": "cm"}}, "Bruising 1e+300 cm."),
        ({"valueRange": {"low": {"value": 1}, "high": {"value": 2}}}, "Bruising 1 to 2."),
        ({"valueDateTime": "2021-05-03T14:00:00Z"}, "Bruising 2021-05-03 14:00Z."),
        ({"dataAbsentReason": {"text": "not asked"}}, "Bruising. No value because: not asked."),
    ],
)
def test_every_kind_of_value_has_its_words(value: dict[str, Any], record: str) -> None:
    told = row({"resourceType": "Observation", "code": {"text": "Bruising"}, **value})
    assert told["Record"] == record


def test_the_parts_of_an_observation_are_told_with_their_values() -> None:
    parts = [
        {"code": {"text": "Systolic"}, "valueQuantity": {"value": 90, "unit": "mmHg"}},
        {"code": {"text": "Diastolic"}, "dataAbsentReason": {"text": "crying"}},
    ]
    told = row({"resourceType": "Observation", "code": {"text": "Pressure"}, "component": parts})
    assert told["Record"] == "Pressure. Systolic 90 mmHg; Diastolic crying."


def test_a_condition_is_dated_by_its_onset_and_says_when_it_ended() -> None:
    told = row(
        {
            "resourceType": "Condition",
            "clinicalStatus": concept("resolved", "Resolved", "x"),
            "code": concept("125667009", "Contusion"),
            "bodySite": [{"text": "left cheek"}],
            "onsetDateTime": "2021-05-02",
            "abatementDateTime": "2021-05-14",
            "recordedDate": "2021-05-03",
            "note": [{"text": "seen by the practice nurse"}],
        }
    )
    assert told["Date"] == "2021-05-02"
    assert told["Recorded on"] == "2021-05-03"
    assert "End date" not in told
    assert told["Record"] == (
        "Condition: Contusion. Clinical status: Resolved. Body site: left cheek. "
        "Ended: 2021-05-14. Note: seen by the practice nurse."
    )
    assert told["Codes"] == "snomed|125667009"


def test_a_condition_known_only_from_its_record_and_over_is_told_as_past() -> None:
    told = row(
        {
            "resourceType": "Condition",
            "clinicalStatus": concept("resolved", "Resolved", "x"),
            "code": concept("125667009", "Contusion"),
            "recordedDate": "2021-05-03",
        }
    )
    assert told["Date"] == "2021-05-03"
    assert "Recorded on" not in told
    assert told["Record"].startswith("Previous condition: Contusion.")
    assert told["Codes"] == "snomed|125667009~past"


@pytest.mark.parametrize(
    ("given", "record", "mark"),
    [
        ({"verificationStatus": {"coding": [{"code": "refuted"}]}}, "ruled out: ", "~refuted"),
        ({"verificationStatus": "provisional"}, "Condition: suspected ", "~suspected"),
        (
            {"verificationStatus": {"coding": [{"code": "entered-in-error"}]}},
            "Not valid, entered in error: condition: ",
            "~entered-in-error",
        ),
    ],
)
def test_what_was_ruled_out_doubted_or_withdrawn_is_told_so(
    given: dict[str, Any], record: str, mark: str
) -> None:
    told = row({"resourceType": "Condition", "code": concept("125667009", "Contusion"), **given})
    assert f"{record}Contusion." in told["Record"]
    assert told["Codes"] == f"snomed|125667009{mark}"


def test_what_is_planned_asked_for_or_not_done_is_told_so() -> None:
    code = concept("846431000000107", "medical examination")
    told = rows(
        bundle(
            {"resourceType": "ServiceRequest", "intent": "plan", "code": code},
            {"resourceType": "ServiceRequest", "intent": "order", "code": code},
            {"resourceType": "ServiceRequest", "intent": "order", "code": {"text": "Referral"}},
            {"resourceType": "Procedure", "status": "not-done", "code": code},
            {"resourceType": "Appointment", "status": "booked", "description": "check"},
        )
    )
    assert [one["Record"] for one in told] == [
        "Planned service request: medical examination.",
        "Service request for medical examination.",
        "Service request: Referral.",
        "Procedure not done: no medical examination. Status: not-done.",
        "Planned appointment: check. Status: booked.",
    ]
    assert [one.get("Codes", "").partition("~")[2] for one in told[:4]] == [
        "planned",
        "requested",
        "",
        "not-done",
    ]


@pytest.mark.parametrize(
    ("resource", "record"),
    [
        (
            {
                "resourceType": "Encounter",
                "class": {"code": "EMER"},
                "reasonCode": [{"text": "fall"}],
            },
            "Encounter: emergency. Reason: fall.",
        ),
        (
            {"resourceType": "Flag", "status": "active", "code": {"text": "dog in the house"}},
            "Flag: dog in the house. Status: active.",
        ),
        (
            {
                "resourceType": "FamilyMemberHistory",
                "relationship": {"coding": [{"code": "MTH"}]},
                "condition": [{"code": {"text": "asthma"}, "onsetString": "childhood"}],
            },
            "Family history: mother. asthma (from childhood).",
        ),
        (
            {
                "resourceType": "Communication",
                "medium": [{"text": "telephone"}],
                "payload": [{"contentString": "Rang the health visitor"}],
            },
            "Communication. By: telephone. Rang the health visitor.",
        ),
        (
            {
                "resourceType": "QuestionnaireResponse",
                "item": [
                    {"text": "Cot", "answer": [{"valueBoolean": True}]},
                    {"text": "Home", "item": [{"text": "Warm", "answer": [{"valueString": "n"}]}]},
                    {"text": "Not answered"},
                ],
            },
            "Questionnaire.\nCot: yes\nWarm: n.",
        ),
        (
            {
                "resourceType": "Immunization",
                "status": "not-done",
                "vaccineCode": {"text": "MMR"},
                "statusReason": {"text": "declined"},
            },
            "Immunisation not done: no MMR. Status: not-done. Reason for the status: declined.",
        ),
        (
            {
                "resourceType": "MedicationRequest",
                "medicationReference": {"reference": "#m"},
                "contained": [
                    {"resourceType": "Medication", "id": "m", "code": {"text": "iron drops"}}
                ],
                "dosageInstruction": [{"text": "once a day"}],
            },
            "Medication request for iron drops. Dosage: once a day.",
        ),
        (
            {"resourceType": "NutritionOrder", "oralDiet": {"type": [{"text": "soft"}]}},
            "Nutrition order. Diet: soft.",
        ),
        (
            {
                "resourceType": "SupplyDelivery",
                "suppliedItem": {"itemReference": {"display": "cot"}},
            },
            "Supply delivery: cot.",
        ),
    ],
)
def test_each_kind_has_its_own_plain_words(resource: dict[str, Any], record: str) -> None:
    assert row(resource)["Record"] == record


def test_a_document_is_told_by_its_sections() -> None:
    told = row(
        {
            "resourceType": "Composition",
            "title": "Discharge summary",
            "type": {"text": "letter"},
            "section": [
                {
                    "title": "History",
                    "text": {"div": "<div><p>Fell &amp; cried</p><p>Slept</p></div>"},
                },
                {"title": "Empty"},
            ],
        }
    )
    assert told["Record"] == (
        "Document: Discharge summary. Type: letter.\nHistory: Fell & cried\nSlept."
    )


def test_a_plain_text_that_is_attached_is_read() -> None:
    attached = {"contentType": "text/plain; charset=utf-8", "data": "U2VlbiBhdCBob21l"}
    told = row(
        {
            "resourceType": "DocumentReference",
            "type": {"text": "Note"},
            "content": [{"attachment": attached}, {"attachment": {"title": "scan.pdf"}}],
        }
    )
    assert told["Record"] == "Document: Note. Seen at home; scan.pdf."


def test_the_text_for_display_is_used_only_where_nothing_else_says_it() -> None:
    div = {"div": "<div>Shown  <b>text</b></div>"}
    told = rows(
        bundle(
            {"resourceType": "Basic", "text": div},
            {"resourceType": "Basic", "text": div, "code": {"text": "said"}},
        )
    )
    assert [one["Record"] for one in told] == ["Shown text", "Basic: said."]


def test_a_kind_that_is_not_listed_is_told_in_the_general_way() -> None:
    told = row(
        {
            "resourceType": "HomeSafetyCheck",
            "code": {"text": "smoke alarm"},
            "note": {"text": "works"},
            "date": "2021",
        }
    )
    assert told["Record"] == "Home safety check: smoke alarm. Note: works."
    assert told["Date"] == "2021"


def test_outcomes_and_what_was_decided_have_a_column_of_their_own() -> None:
    told = row(
        {
            "resourceType": "Procedure",
            "code": {"text": "X-ray"},
            "outcome": {"text": "no fracture"},
            "followUp": [{"text": "see again in a week"}],
        }
    )
    assert told["Outcome or action"] == "Outcome: no fracture. Follow-up: see again in a week."


def test_a_related_person_keeps_their_relationship() -> None:
    told = row(
        {
            "resourceType": "RelatedPerson",
            "id": "dane",
            "patient": {"reference": "Patient/kit"},
            "relationship": [{"coding": [{"code": "FTH"}]}],
            "name": [{"text": "Dane Example"}],
        },
        KIT,
    )
    assert told == {
        "Who": "Kit Example",
        "Record": "Related person: Dane Example, father of Kit Example",
        "Event type": "RelatedPerson",
        "Source": "RelatedPerson/dane, entry 1",
    }


# --------------------------------------------------------------------------------------- dates


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("2021", "2021"),
        ("2021-05", "2021-05"),
        ("2021-05-03", "2021-05-03"),
        ("2021-05-03T14:00:00+01:00", "2021-05-03 14:00"),
        ("2021-05-03T14:00:30.123Z", "2021-05-03 14:00:30Z"),
        ("last spring", "last spring"),
    ],
)
def test_a_date_is_written_as_a_chronology_has_it(given: str, written: str) -> None:
    told = row({"resourceType": "Observation", "code": {"text": "x"}, "effectiveDateTime": given})
    assert told["Date"] == written


def test_times_are_kept_as_they_are_and_the_file_says_so() -> None:
    def seen(when: str) -> dict[str, Any]:
        return {"resourceType": "Observation", "code": {"text": "x"}, "effectiveDateTime": when}

    told = contents(bundle(seen("2021-05-03T14:00:00Z"), seen("2021-05-03T14:00:00+01:00")))
    assert told.notes == [
        "times are as the file has them (2 times were read);"
        " 1 of them in UTC, an hour behind in a British summer"
    ]


def test_a_request_is_dated_by_when_it_was_made() -> None:
    told = row(
        {
            "resourceType": "ServiceRequest",
            "code": {"text": "x"},
            "occurrenceDateTime": "2021-09-01",
            "authoredOn": "2021-05-03",
        }
    )
    assert told["Date"] == "2021-05-03"
