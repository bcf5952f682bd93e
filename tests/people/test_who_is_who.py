"""Whom each mention means: with the reason, how sure, and nobody where two could be meant."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from case_folders import csv_text, intake_of

from chronology.intake import Intake

CASE = """
[[people]]
id = "child"
role = "subject"
names = ["Kim Aldous", "KA"]
born = 2021-02-01

[[people]]
id = "sibling"
role = "sibling"
names = ["Robin Aldous"]
born = 2018-05-20

[[people]]
id = "mother"
role = "mother"
names = ["Shauna Aldous"]
born = 1999-04-03
sex = "F"

[[people]]
id = "father"
role = "father"
names = ["Daniel Prior", "FP1"]
sex = "M"

[[people]]
id = "sib_father"
role = "ex_partner"
names = ["Lee Marsh"]
sex = "M"

[[people]]
id = "partner"
role = "partner"
names = ["Jeremy Stead", "Jeremy Cole"]
sex = "M"
called = { police = ["A1"] }

[[people]]
id = "mgm"
role = "grandparent"
names = ["Carol Aldous"]
sex = "F"

[[relationships]]
person = "father"
of = "mother"
kind = "partner"
until = 2021-06-30

[[relationships]]
person = "partner"
of = "mother"
kind = "partner"
since = 2021-08-01

[[relationships]]
person = "sib_father"
of = "sibling"
kind = "parent"

[[relationships]]
person = "mother"
of = "sibling"
kind = "parent"

[[relationships]]
person = "mgm"
of = "mother"
kind = "parent"

[[agencies]]
id = "police"
kind = "police"

[[agencies]]
id = "probation"
kind = "probation"

[[agencies]]
id = "nursery"
kind = "education"
about = "sibling"

[[agencies]]
id = "leaving care"
kind = "leaving_care"
about = "mother"
"""

HEADINGS = ("Date", "Agency", "Who", "Record")


def who(place: Path, *rows: Sequence[str], case: str = CASE) -> Intake:
    return intake_of(place, {"r.csv": csv_text(*rows, headings=HEADINGS)}, case)


def people_in(place: Path, record: str, day: str = "01/03/2021", agency: str = "hv") -> set[str]:
    """Who of the family takes part in one entry."""
    taken = who(place, (day, agency, "", record)).tables.participants.collect()
    return set(taken["person_id"])


def unresolved(intake: Intake) -> dict[str, dict[str, Any]]:
    return {item["mention"]: item for item in intake.people["unresolved"]}


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ("Mum attended with baby.", {"mother", "child"}),
        ("MOC tearful.", {"mother"}),
        ("Shauna rang.", {"mother"}),
        ("Ms Aldous rang.", {"mother"}),  # the grandmother is a Mrs or Ms too, but see below
        ("S Aldous rang.", {"mother"}),
        ("T/C from SA re benefits.", {"mother"}),
        ("Dan Prior was present.", {"father"}),
        ("FOC at work.", {"father"}),
        ("Mr D Prior rang.", {"father"}),
        ("Jez was in the kitchen.", {"partner"}),
        ("MGM had the children overnight.", {"mgm", "child", "sibling"}),
        ("Parents both present.", {"mother", "father"}),
        ("Robin at nursery.", {"sibling"}),
        ("half-sibling unwell.", {"sibling"}),
        ("KA weighed.", {"child"}),
    ],
)
def test_names_short_forms_initials_and_family_words(
    record: str, expected: set[str], tmp_path: Path
) -> None:
    found = people_in(tmp_path, record)
    if record.startswith("Ms Aldous"):
        assert found == set(), "two women of the case have this title and surname"
    else:
        assert found == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [("01/03/2021", {"father"}), ("01/10/2021", {"partner"}), ("15/07/2021", set())],
)
def test_a_partner_is_who_was_the_partner_on_that_day(
    day: str, expected: set[str], tmp_path: Path
) -> None:
    assert people_in(tmp_path, "Male in the house: boyfriend.", day) == expected


def test_an_entry_whose_date_spans_two_partners_is_left_open(tmp_path: Path) -> None:
    intake = who(tmp_path, ("2021", "hv", "", "New boyfriend in the home."))
    assert intake.tables.participants.collect().is_empty()
    left = next(iter(intake.people["unresolved"]))
    assert left["candidates"] == ["father", "partner"]
    assert left["places"] == ["r.csv › row 2"]


def test_a_code_of_one_agency_means_nobody_in_another(tmp_path: Path) -> None:
    intake = who(
        tmp_path,
        ("01/10/2021", "police", "", "A1 arrested for assault."),
        ("02/10/2021", "probation", "", "A1 attended as instructed."),
    )
    took_part = intake.tables.participants.collect()
    assert took_part["person_id"].to_list() == ["partner"]
    assert took_part["confidence"].to_list() == ["certain"]
    assert unresolved(intake)["a1"]["agency"] == "probation"


def test_the_key_above_a_return_explains_its_codes(tmp_path: Path) -> None:
    title = ("Nominals: N1 = Shauna Aldous; N2 – Jeremy Cole (partner); M: mother", "", "", "")
    rows = [
        title,
        HEADINGS,
        ("01/03/2021", "police", "", "N1 called. N2 had left before arrival. M upset."),
        ("02/03/2021", "probation", "", "N2 seen."),
    ]
    intake = intake_of(tmp_path, {"r.csv": csv_text(*rows, headings=None)}, CASE)
    taken = intake.tables.participants.collect().join(
        intake.tables.events.collect(), on=["case_id", "event_id"]
    )
    assert set(taken.filter(agency="police")["person_id"]) == {"mother", "partner"}


@pytest.mark.parametrize(
    "title", ["GP: Shauna Aldous", "SW = Daniel Prior", "RE: Kim Aldous", "A1 = Shauna Brown"]
)
def test_a_title_is_no_key(title: str, tmp_path: Path) -> None:
    rows = [
        (title, "", "", ""),
        HEADINGS,
        ("01/03/2021", "police", "", "GP rang, RE visit. SW and A1 to follow up."),
    ]
    intake = intake_of(tmp_path, {"r.csv": csv_text(*rows, headings=None)}, CASE)
    taken = intake.tables.participants.collect()
    assert set(taken["person_id"]) <= {"partner"}  # A1 is his, by case.toml


def test_initials_that_mean_something_else_are_nobody_s(tmp_path: Path) -> None:
    case = CASE.replace('"Daniel Prior"', '"Gary Palmer"').replace("FP1", "FP2")
    taken = who(tmp_path, ("01/03/2021", "hv", "", "GP aware of cannabis use."), case=case)
    assert "father" not in set(taken.tables.participants.collect()["person_id"])


def test_a_word_in_capitals_is_nobody_s_initials(tmp_path: Path) -> None:
    case = CASE.replace('"Daniel Prior"', '"Owen Nash"').replace("FP1", "FP2")
    taken = who(tmp_path, ("01/03/2021", "police", "", "ASSAULT ON A FEMALE."), case=case)
    assert "father" not in set(taken.tables.participants.collect()["person_id"])


def test_a_first_name_with_another_surname_is_somebody_else(tmp_path: Path) -> None:
    assert people_in(tmp_path / "a", "Dr Daniel Green rang.") == {"dr1"}
    assert people_in(tmp_path / "b", "Daniel rang. Visit agreed.") == {"father"}


def test_toddler_may_be_either_child(tmp_path: Path) -> None:
    intake = who(tmp_path, ("01/03/2021", "hv", "", "Toddler asleep upstairs."))
    assert unresolved(intake)["toddler"]["candidates"] == ["child", "sibling"]


def test_a_number_is_not_given_twice(tmp_path: Path) -> None:
    case = CASE + '\n[[people]]\nid = "gp1"\nrole = "professional"\nnames = ["Dr Bell"]\n'
    intake = who(tmp_path, ("01/03/2021", "hv", "", "Seen by GP Ann Sen and Dr Bell."), case=case)
    taken = dict(intake.tables.participants.collect().select("mention", "person_id").iter_rows())
    assert taken == {"Ann Sen": "gp2", "Dr Bell": "gp1"}


def test_a_birth_is_dated_by_what_is_written(tmp_path: Path) -> None:
    rows = [("14/06/2021", "gp", "", "Baby born 03/06/2021 at term, registered.")]
    intake = intake_of(tmp_path, {"r.csv": csv_text(*rows, headings=HEADINGS)})
    child = intake.tables.persons.collect().filter(role="subject").row(0, named=True)
    assert str(child["born_earliest"]) == str(child["born_latest"]) == "2021-06-03"
    (told,) = intake.people["births"]
    assert "taken to be 03/06/2021" in told["ask"]


def test_a_notice_of_a_birth_does_not_date_it(tmp_path: Path) -> None:
    rows = [("14/06/2021", "gp", "", "Birth notification received, baby born at term.")]
    intake = intake_of(tmp_path, {"r.csv": csv_text(*rows, headings=HEADINGS)})
    child = intake.tables.persons.collect().filter(role="subject").row(0, named=True)
    assert child["born_earliest"] is None
    assert intake.people["births"] == []


def test_a_family_word_is_seen_from_the_person_whose_record_it_is(tmp_path: Path) -> None:
    assert people_in(tmp_path / "a", "Dad collected.", agency="nursery") == {"sib_father"}
    assert people_in(tmp_path / "b", "Dad collected.", agency="hv") == {"father"}
    assert people_in(tmp_path / "c", "YP seen at home.", agency="leaving care") == {"mother"}


def test_in_a_record_about_the_mother_mum_may_be_hers(tmp_path: Path) -> None:
    intake = who(tmp_path, ("01/03/2021", "leaving care", "", "Mum rang the office."))
    assert unresolved(intake)["mum"]["candidates"] == ["mother", "mgm"]


def test_every_person_of_an_entry_keeps_the_words_and_the_reason(tmp_path: Path) -> None:
    intake = who(tmp_path, ("01/03/2021", "hv", "Mum, Dan", "Seen at home."))
    rows = intake.tables.participants.collect().sort("person_id").to_dicts()
    assert [(row["person_id"], row["part"], row["mention"]) for row in rows] == [
        ("father", "present", "Dan"),
        ("mother", "present", "Mum"),
    ]
    assert rows[0]["reason"] == "a short form of “Daniel”, from “Daniel Prior”"
    assert rows[0]["confidence"] == "likely"
    assert rows[1]["reason"] == "the only mother in the case"


def test_two_names_for_one_person_are_joined_by_case_toml(tmp_path: Path) -> None:
    assert people_in(tmp_path / "a", "Jeremy Cole stopped in vehicle.") == {"partner"}
    assert people_in(tmp_path / "b", "Mr Stead present.") == {"partner"}


def test_a_name_that_is_an_ordinary_word_needs_its_capital(tmp_path: Path) -> None:
    case = CASE.replace('"Daniel Prior"', '"Mark Prior"')
    taken = who(tmp_path, ("01/03/2021", "hv", "", "Small mark on left cheek."), case=case)
    assert "father" not in set(taken.tables.participants.collect()["person_id"])
    taken = who(tmp_path / "b", ("01/03/2021", "hv", "", "Seen with Mark at home."), case=case)
    assert set(taken.tables.participants.collect()["person_id"]) == {"father"}


def test_professionals_become_roles_in_the_order_in_which_they_come(tmp_path: Path) -> None:
    intake = who(
        tmp_path,
        ("01/03/2021", "hv", "HV Becky Lowe", "Seen at home."),
        ("05/03/2021", "hv", "", "Joint visit by B Lowe HV and Priya Nair, social worker."),
        ("09/03/2021", "hv", "", "HV Ann Frame covering. PC 4471 Ward rang. Dr Sen informed."),
        ("11/03/2021", "hv", "", "PC 4471 updated."),
    )
    rows = intake.tables.participants.collect().filter(confidence="likely")
    by_person = {
        person: set(mentions)
        for person, mentions in rows.group_by("person_id").agg("mention").iter_rows()
    }
    assert by_person["hv1"] == {"Becky Lowe", "B Lowe"}
    assert by_person["hv2"] == {"Ann Frame"}
    assert by_person["sw1"] == {"Priya Nair"}
    assert by_person["pc1"] == {"4471 Ward", "4471"}
    assert by_person["dr1"] == {"Sen"}
    labels = intake.tables.persons.collect().filter(role="professional")["label"]
    assert set(labels) == {"HV1", "HV2", "SW1", "PC1", "DR1"}


def test_a_name_that_nobody_listed_is_told_and_never_placed(tmp_path: Path) -> None:
    intake = who(
        tmp_path, ("01/10/2021", "hv", "", "Met partner, Sam Field. Shona Aldous was out.")
    )
    left = unresolved(intake)["Sam Field"]
    assert left["reason"] == "a name that case.toml doesn't list, beside ‘partner’"
    assert "shona aldous" not in {row["mention"] for row in intake.people["called"]}


def test_misspelt_names_are_suggested_and_not_applied(tmp_path: Path) -> None:
    intake = who(tmp_path, ("01/03/2021", "hv", "", "Shauma was low in mood."))
    (hint,) = intake.people["suggestions"]
    assert (hint["kind"], hint["seen"], hint["person_id"]) == ("name", "Shauma", "mother")
    assert intake.tables.participants.collect().is_empty()


@pytest.mark.parametrize("written", ["03/04/1998", "04/03/1999", "3 April 1989"])
def test_a_birth_date_one_slip_away_is_suggested(written: str, tmp_path: Path) -> None:
    intake = who(tmp_path, ("01/03/2021", "hv", "", f"Mother (DOB {written}) registered."))
    (hint,) = intake.people["suggestions"]
    assert hint["kind"] == "birth date"
    assert hint["person_id"] == "mother"


def test_a_right_birth_date_and_a_stranger_s_are_left_alone(tmp_path: Path) -> None:
    text = "Mother DOB 03/04/1999. Neighbour dob 12/12/1950."
    assert who(tmp_path, ("01/03/2021", "hv", "", text)).people["suggestions"] == []


def test_what_records_state_of_kinship_joins_the_family_with_its_entry(tmp_path: Path) -> None:
    case = CASE + '\n[[people]]\nid = "aunt"\nrole = "relative"\nnames = ["Tasha Aldous"]\n'
    intake = who(
        tmp_path, ("01/03/2021", "hv", "", "Maternal aunt Tasha Aldous collected."), case=case
    )
    rows = intake.tables.relationships.collect().filter(person_id="aunt").to_dicts()
    assert [(row["related_id"], row["kind"]) for row in rows] == [("mother", "sibling")]
    assert rows[0]["basis"] == intake.tables.events.collect()["event_id"][0]


def test_without_a_case_file_family_words_still_make_people(tmp_path: Path) -> None:
    rows = [("01/03/2021", "hv", "", "Mum attended with baby.")]
    intake = intake_of(tmp_path, {"r.csv": csv_text(*rows, headings=HEADINGS)})
    roles = dict(intake.tables.persons.collect().select("person_id", "role").iter_rows())
    assert roles == {"child": "subject", "mother": "mother"}
    taken = intake.tables.participants.collect()
    assert set(taken["person_id"]) == {"child", "mother"}
