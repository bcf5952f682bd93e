"""Names of agencies as records have them, and the kinds they mean."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronology.errors import PackUnusable
from chronology.records.agencies import _known, agency_in_words, agency_kind, kinds
from chronology.tables import AGENCY_KINDS


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("GP", "gp"),
        ("gp", "gp"),
        ("GPs", "gp"),
        ("GP Practice", "gp"),
        ("Fellside Surgery", "gp"),
        ("Named GP for Safeguarding Children", "gp"),
        ("Church Lane Medical Centre", "gp"),
        ("Midwifery", "midwifery"),
        ("Community Midwife", "midwifery"),
        ("Hospital midwife", "midwifery"),
        ("Midwife (hospital)", "midwifery"),
        ("HV", "health_visiting"),
        ("Health Visitors", "health_visiting"),
        ("0-19 service", "health_visiting"),
        ("0–19", "health_visiting"),
        ("School nurse", "health_visiting"),
        ("Family Nurse Partnership", "health_visiting"),
        ("NHS Foundation Trust – Health Visiting", "health_visiting"),
        ("A&E", "hospital"),
        ("ED", "hospital"),
        ("Emergency Department", "hospital"),
        ("Royal Manchester Children's Hospital", "hospital"),
        ("North Cumbria Integrated Care", "hospital"),
        ("NWAS", "ambulance"),
        ("SECAmb", "ambulance"),
        ("North West Ambulance Service", "ambulance"),
        ("NHS 111", "urgent_care"),
        ("OOH GP", "urgent_care"),
        ("Walk-in centre", "urgent_care"),
        ("Community Paediatrics", "paediatrics"),
        ("Children's ward", "paediatrics"),
        ("CMHT", "adult_mental_health"),
        ("Perinatal Mental Health Team", "adult_mental_health"),
        ("Mental health social worker", "adult_mental_health"),
        ("Recovery Steps Cumbria", "substance_misuse"),
        ("Drug & Alcohol Service", "substance_misuse"),
        ("Cumbria Constabulary", "police"),
        ("Police station front counter", "police"),
        ("Police (MASH)", "police"),
        ("RMP", "police"),
        ("Police domestic abuse unit", "police"),
        ("CSC", "childrens_social_care"),
        ("Children’s Services", "childrens_social_care"),
        ("MASH", "childrens_social_care"),
        ("Hospital Social Work Team", "childrens_social_care"),
        ("Children, Young People and Families Service", "childrens_social_care"),
        (
            "Cumbria County Council Children & Young People Services",
            "childrens_social_care",
        ),
        ("Local Authority", "childrens_social_care"),
        ("Early Help", "early_help"),
        ("Children's Centre", "early_help"),
        ("Leaving Care", "leaving_care"),
        ("18+ team", "leaving_care"),
        ("Cafcass", "legal"),
        ("Local authority solicitor", "legal"),
        ("Registered social landlord", "housing"),
        ("County Council, Housing", "housing"),
        ("Housing Association", "housing"),
        ("National Probation Service", "probation"),
        ("Little Acorns Nursery", "education"),
        ("Children's centre nursery", "education"),
        ("IDVA", "domestic_abuse_service"),
        ("Women's Aid", "domestic_abuse_service"),
        ("Boots the Chemist", "pharmacy"),
        ("NSPCC", "voluntary"),
        ("Home-Start", "voluntary"),
        ("CAMHS", "other"),
        ("Adult Social Care", "other"),
        ("Fire and Rescue Service", "other"),
    ],
)
def test_names_and_their_kinds(name: str, kind: str) -> None:
    assert kinds(name) == (kind,)
    assert agency_kind(name) == kind


@pytest.mark.parametrize(
    "name", ["", "Dr Bell", "Ed Smith", "Mum", "home", "Rowan Marsh", "Edward la Rue", "???", "12"]
)
def test_what_is_not_known_is_other_and_not_guessed(name: str) -> None:
    assert kinds(name) == ()
    assert agency_kind(name) == "other"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("HV / Housing", ("health_visiting", "housing")),
        ("GP & HV", ("gp", "health_visiting")),
        ("Police/CSC", ("police", "childrens_social_care")),
        ("gp, hv, mw", ("gp", "health_visiting", "midwifery")),
        ("Health visitor and midwife", ("health_visiting", "midwifery")),
        ("drug and alcohol / Police", ("substance_misuse", "police")),
        ("A&E and police", ("hospital", "police")),
        ("Midwifery; Hospital", ("midwifery", "hospital")),
        ("GP + GP", ("gp",)),
    ],
)
def test_cells_with_several_agencies(name: str, expected: tuple[str, ...]) -> None:
    assert kinds(name) == expected
    assert agency_kind(name) == expected[0]


@pytest.mark.parametrize(
    ("file", "agency"),
    [
        ("GP_return_v2.xlsx", "GP"),
        ("gp_return_v2.xlsx", "GP"),
        ("hv.csv", "HV"),
        ("Health Visiting chronology FINAL (2).docx", "Health Visiting"),
        ("HealthVisitingReturn.xlsx", "Health Visiting"),
        ("leaving-care-final.csv", "Leaving Care"),
        ("2021-014 Children's Social Care v3.xlsx", "Children's Social Care"),
        ("NWAS chronology 12.3.21.xlsx", "NWAS"),
        ("0-19 service.xlsx", "0-19 Service"),
        ("A&E.xlsx", "A&E"),
        ("housing/Housing Association.csv", "Housing Association"),
        ("chronology.xlsx", None),
        ("2021-014.xlsx", None),
        ("ed marsh.xlsx", None),
        ("GP and police.csv", None),
    ],
)
def test_agencies_in_file_names(file: str, agency: str | None) -> None:
    assert agency_in_words(file) == agency


@pytest.mark.parametrize("file", ["Rowan Marsh GP return.xlsx", "Police - Rowan M.xlsx"])
def test_names_of_people_in_file_names_are_not_given_back(file: str) -> None:
    agency = agency_in_words(file)
    assert agency in ("GP", "Police")


@given(st.text(max_size=40))
def test_any_text_has_only_known_kinds(text: str) -> None:
    assert set(kinds(text)) <= set(AGENCY_KINDS)
    agency_in_words(text)


def test_every_kind_but_other_has_names() -> None:
    names = [name for group in _known().by_first_word.values() for name in group]
    assert {name.kind for name in names} == set(AGENCY_KINDS)
    assert len(names) > 90
    for name in names:
        said = " ".join(name.words).upper() if name.initials else " ".join(name.words)
        assert agency_kind(said) == name.kind, said


GOOD = """file_words = []
[sources]
S = "a source"
[[agencies]]
kind = "gp"
source = "S"
names = ["surgery"]
"""


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        (GOOD + "colour = 1\n", "it can't be used"),
        (GOOD.replace('"gp"', '"doctor"'), "there is no such kind"),
        (GOOD.replace('source = "S"', 'source = "T"'), "the source 'T' isn't listed"),
        (
            GOOD
            + '[[agencies]]\nkind = "police"\nsource = "S"\nnames = ["Surgeries", "SURGERY"]\n',
            "'SURGERY' stands under another kind too",
        ),
        ("[sources", "it can't be used"),
    ],
)
def test_a_list_that_is_not_as_it_must_be(written: str, seen: str, tmp_path: Path) -> None:
    path = tmp_path / "agencies.toml"
    path.write_text(written)
    with pytest.raises(PackUnusable) as caught:
        _known(path)
    assert caught.value.seen.startswith(seen)
