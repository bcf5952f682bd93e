"""Codes of clinical systems: which are known, what they mean, and of whom."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronology.errors import PackUnusable
from chronology.narrative.lexicon import builtin_lexicon
from chronology.records.codes import ABOUT, coded_signals, is_snomed, known_codes, signals_in
from chronology.returns.fhir.codes import token
from chronology.returns.fhir.standing import (
    ABSENT,
    CANCELLED,
    NOT_DONE,
    PAST,
    PLANNED,
    REFUTED,
    REQUESTED,
    SUSPECTED,
    WITHDRAWN,
)
from chronology.tables import EVENTS, SIGNALS

MEASURES = {"weight_centile"}
"""Concepts that narratives have only with a number, outside the lexicon's lists of words."""

PARENTS = {"mother", "father", "male_partner"}


def signals(codes: str, who: str | None = None, person: str | None = None) -> list[dict[str, Any]]:
    """The signals of one entry, whose column for persons names somebody or not."""
    events = EVENTS.frame([{"case_id": "c", "event_id": "e", "codes": codes}])
    named = [
        {"case_id": "c", "event_id": "e", "field": "who_text", "who": who, "person_id": person}
    ]
    mentions = pl.DataFrame(named if who else [], schema=ABOUT)
    found = coded_signals(events, mentions)
    assert found.schema == SIGNALS.schema
    return found.to_dicts()


def said(codes: str, who: str | None = None) -> list[tuple[str, str, str]]:
    """Each signal's concept, status and person."""
    return [(one["concept"], one["status"], one["who"]) for one in signals(codes, who)]


# --------------------------------------------------------------------------------------- tokens


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ("appointment-status|noshow", ("missed_appointment", "affirmed", "child")),
        ("appointment-status|fulfilled", ("appointment_attended", "affirmed", "child")),
        ("cancelled-by|patient", ("appointment_cancelled", "affirmed", "mother")),
        ("cancelled-by|provider", ("service_cancelled", "affirmed", "professional")),
        ("encounter-class|EMER", ("medical_attention", "affirmed", "child")),
        ("encounter-class|IMP", ("inpatient", "affirmed", "child")),
        ("snomed|901441000000108", ("missed_appointment", "affirmed", "child")),
        ("snomed|342191000000101", ("child_protection_plan", "affirmed", "child")),
        ("snomed|342891000000105", ("child_protection_plan", "negated", "child")),
        ("snomed|429746005", ("domestic_abuse", "historical", "mother")),
        ("snomed|439213009", ("substance_misuse", "affirmed", "father")),
        ("snomed|160329001", ("mental_health", "other_person", "wider_family")),
        ("281399006", ("missed_appointment", "affirmed", "child")),
        ("281399006 |Did not attend|", ("missed_appointment", "affirmed", "child")),
        ("281399006|Did not attend|", ("missed_appointment", "affirmed", "child")),
        ("13Iv.", ("child_protection_plan", "affirmed", "child")),
        ("13Iv.00", ("child_protection_plan", "affirmed", "child")),
        ("XaOnx", ("child_protection_plan", "affirmed", "child")),
        ("SNOMED CT: 54840006", ("faltering_growth", "affirmed", "child")),
    ],
)
def test_a_known_code_is_a_signal(codes: str, expected: tuple[str, str, str]) -> None:
    assert said(codes) == [expected]


@pytest.mark.parametrize(
    "codes",
    [
        "cancelled-by|unknown",
        "appointment-status|booked",
        "snomed|22298006",
        "281399007",
        "icd10|281399006",
        "loinc|281399006",
        "S00.1",
        "not a code at all",
        "2813990061",
        "x281399006",
        "",
    ],
)
def test_a_code_that_is_not_known_gives_nothing(codes: str) -> None:
    assert signals(codes) == []


def test_a_signal_says_where_its_token_stands() -> None:
    codes = "observation-category|vital-signs; loinc|29463-7=3.2 kg; 281399006"
    weight, missed = signals(codes)
    assert {key: weight[key] for key in ("field", "start", "end", "term", "entry", "basis")} == {
        "field": "codes",
        "start": 34,
        "end": 54,
        "term": "loinc|29463-7=3.2 kg",
        "entry": "loinc|29463-7",
        "basis": "code",
    }
    assert codes[missed["start"] : missed["end"]] == missed["term"] == "281399006"
    assert missed["entry"] == "snomed|281399006"


# --------------------------------------------------------------------------------------- values


@pytest.mark.parametrize(
    ("value", "kilograms"),
    [
        ("3.2 kg", 3.2),
        ("3200 g", 3.2),
        ("3200g", 3.2),
        ("7 [lb_av]", 3.175147),
        ("7 lbs", 3.175147),
        ("112 oz", 3.175147),
        ("3.2 stone", None),
        ("<3 kg", None),
        ("heavy", None),
        ("", None),
    ],
)
def test_a_weight_is_in_kilograms_whatever_it_was_measured_in(
    value: str, kilograms: float | None
) -> None:
    (weight,) = signals(f"loinc|29463-7={value}" if value else "loinc|29463-7")
    assert (weight["concept"], weight["value"]) == ("weight_recorded", kilograms)


def test_a_centile_written_by_the_reader_of_fhir_is_understood() -> None:
    written = token("http://loinc.org", "8336-0", "9%")
    assert written == "loinc|8336-0=9%"
    assert [(one["concept"], one["value"]) for one in signals(written)] == [("weight_centile", 9.0)]


@pytest.mark.parametrize("answer", ["no", "No (qualifier value)", "false", "absent"])
def test_an_answer_of_no_turns_a_code_round(answer: str) -> None:
    (one,) = signals(f"snomed|706893006={answer}")
    assert (one["concept"], one["status"], one["cue"]) == ("domestic_abuse", "negated", answer)


def test_an_answer_of_yes_leaves_a_code_as_it_is() -> None:
    assert said("snomed|706893006=yes") == [("domestic_abuse", "affirmed", "mother")]


# ---------------------------------------------------------------------------------------- marks


@pytest.mark.parametrize(
    ("mark", "status"),
    [
        ("refuted", "negated"),
        ("not-done", "negated"),
        ("suspected", "hypothetical"),
        ("planned", "hypothetical"),
        ("requested", "hypothetical"),
        ("past", "historical"),
        ("family", "other_person"),
        ("something-new", "hypothetical"),
    ],
)
def test_a_mark_changes_how_a_code_is_said(mark: str, status: str) -> None:
    (one,) = signals(f"snomed|125667009~{mark}")
    assert (one["concept"], one["status"], one["cue"]) == ("bruise", status, mark)


@pytest.mark.parametrize("mark", ["entered-in-error", "absent"])
def test_what_was_withdrawn_or_has_no_value_gives_nothing(mark: str) -> None:
    assert signals(f"snomed|125667009~{mark}") == []


def test_what_is_not_so_of_an_ended_plan_is_that_it_ended() -> None:
    assert said("snomed|342891000000105~refuted") == [
        ("child_protection_plan", "affirmed", "child")
    ]


def test_a_referral_that_is_asked_for_is_made_but_an_examination_is_not() -> None:
    assert said("snomed|380491000000101~requested; snomed|846431000000107~requested") == [
        ("safeguarding_referral", "affirmed", "child"),
        ("paediatric_examination", "hypothetical", "child"),
    ]


def test_every_mark_that_the_reader_of_fhir_makes_is_listed() -> None:
    made = {
        standing.mark
        for standing in (
            ABSENT,
            CANCELLED,
            NOT_DONE,
            PAST,
            PLANNED,
            REFUTED,
            REQUESTED,
            SUSPECTED,
            WITHDRAWN,
        )
    }
    assert made | {"family", "predicted"} == set(known_codes().marks)


# ---------------------------------------------------------------------------------------- whose


def test_a_code_is_about_the_one_person_whose_record_it_is() -> None:
    (one,) = signals("snomed|35489007", "father", "dane")
    assert (one["who"], one["person_id"], one["status"]) == ("father", "dane", "affirmed")


def test_a_mother_s_bruise_is_not_the_child_s() -> None:
    (one,) = signals("snomed|125667009", "mother", "sam")
    assert (one["who"], one["person_id"], one["status"]) == ("mother", "sam", "other_person")


def test_a_bare_code_is_not_the_adult_s_who_was_only_there() -> None:
    assert said("125667009", "mother") == [("bruise", "affirmed", "child")]
    assert said("125667009", "sibling") == [("bruise", "other_person", "sibling")]
    assert said("35489007", "father") == [("mental_health", "affirmed", "father")]


def test_care_is_a_parent_s_only_where_the_record_is_theirs() -> None:
    assert said("snomed|764841000000100") == []
    assert said("snomed|764841000000100", "child") == []
    assert said("snomed|764841000000100", "mother") == [
        ("care_experienced_parent", "affirmed", "mother")
    ]


def test_a_code_that_names_the_father_means_him_in_the_child_s_record() -> None:
    assert said("snomed|722417007", "child") == [("alcohol", "affirmed", "father")]


def test_two_people_in_the_column_settle_nothing() -> None:
    events = EVENTS.frame([{"case_id": "c", "event_id": "e", "codes": "snomed|125667009"}])
    both = [
        {"case_id": "c", "event_id": "e", "field": "who_text", "who": who, "person_id": who}
        for who in ("mother", "father")
    ]
    (one,) = coded_signals(events, pl.DataFrame(both, schema=ABOUT)).to_dicts()
    assert (one["who"], one["status"], one["person_id"]) == ("child", "affirmed", None)


def test_entries_without_codes_give_an_empty_table() -> None:
    events = EVENTS.frame([{"case_id": "c", "event_id": "e"}])
    assert coded_signals(events).schema == SIGNALS.schema
    assert coded_signals(events).is_empty()


# --------------------------------------------------------------------------------- check digits


def test_identifiers_of_snomed_are_known_by_their_check_digit() -> None:
    assert is_snomed("281399006")
    assert is_snomed("901441000000108")
    assert not is_snomed("281399007")
    assert not is_snomed("2813990060000000000")
    assert not is_snomed("28139")
    assert not is_snomed("041399006")
    assert not is_snomed("751689013"), "a description, not a concept"
    assert not is_snomed("²81399006")


@given(
    st.sampled_from(sorted(code for system, code in known_codes().meanings if system == "snomed")),
    st.integers(0, 20),
    st.integers(1, 9),
)
def test_no_single_slip_of_a_digit_passes(code: str, place: int, by: int) -> None:
    place %= len(code)
    wrong = code[:place] + str((int(code[place]) + by) % 10) + code[place + 1 :]
    assert not is_snomed(wrong)


@given(st.text(max_size=200))
def test_any_text_can_stand_in_the_column(text: str) -> None:
    for one in signals_in(text):
        assert text[one[6] : one[7]].startswith(one[8])


def test_a_text_without_end_is_passed_over_quickly() -> None:
    began = time.perf_counter()
    for text in ("x" * 1_000_000, "1" * 1_000_000, "a|" * 500_000, "a=" * 500_000, "~" * 1_000_000):
        assert list(signals_in(text)) == []
    assert time.perf_counter() - began < 10


# -------------------------------------------------------------------------------------- the list


def test_the_list_agrees_with_the_lexicon() -> None:
    concepts = builtin_lexicon().concepts
    for (system, code), entry in known_codes().meanings.items():
        if entry.concept in MEASURES:
            continue
        concept = concepts[entry.concept]
        assert entry.counts_for == concept.counts_for, (system, code)
        if entry.whose != "stated":
            assert entry.who == concept.default_who, (system, code)


LISTED = """
[sources]
S = "somewhere"
[marks]
refuted = "negated"
[[codes]]
concept = "bruise"
system = "snomed"
who = "child"
counts_for = ["child"]
source = "S"
[codes.terms]
125667009 = "Contusion"
"""


@pytest.mark.parametrize(
    ("found", "instead", "told"),
    [
        ('source = "S"', 'source = "T"', "isn't listed"),
        ("125667009", "125667008", "check digit"),
        ('who = "child"', 'who = "aunt"', "nobody is called 'aunt'"),
        ('"negated"', '"maybe"', "no status 'maybe'"),
        ('system = "snomed"', 'system = "snomed"\ncolour = "red"', "colour"),
        ("[sources]", "[sources", "codes.toml"),
    ],
)
def test_a_list_that_is_not_as_it_must_be_is_refused(
    found: str, instead: str, told: str, tmp_path: Path
) -> None:
    path = tmp_path / "codes.toml"
    path.write_text(LISTED)
    assert len(known_codes(path).meanings) == 1
    other = tmp_path / "other" / "codes.toml"
    other.parent.mkdir()
    other.write_text(LISTED.replace(found, instead))
    with pytest.raises(PackUnusable, match=told):
        known_codes(other)
