"""Of whom a flag is: the adult whose own condition it is, where the case names them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from case_folders import intake_of

from chronology.analysis import Chosen, analyse
from chronology.rulebook import installed_rules, parameters_of

CASE = """
[case]
id = "2024-001"

[[people]]
id = "kit"
role = "subject"
born = 2023-11-01

[[people]]
id = "ann"
role = "mother"
names = ["Ann"]

[[people]]
id = "gus"
role = "father"
names = ["Gus"]

[[people]]
id = "vic"
role = "other_adult"
sex = "M"
names = ["Vic"]
"""


def flags_of(place: Path, rule: str, *rows: tuple[str, str, str]) -> list[dict[str, Any]]:
    chosen = Chosen(installed_rules()[rule], parameters_of(installed_rules()[rule], None))
    found = analyse(intake_of(place, {"all.csv": rows}, CASE).tables, [chosen])
    return found.flags


ANN = ("04/01/2024", "GP", "Ann: low mood, sertraline started.")
ANN_TOO = ("04/02/2024", "Health visitor", "Mum depressed, tearful throughout.")
GUS = ("06/02/2024", "GP", "Gus self-harmed on Sunday, seen with his wife.")


@pytest.mark.parametrize(
    ("rows", "people"),
    [((ANN, ANN_TOO), {"ann"}), ((GUS,), {"gus"}), ((ANN, GUS, ANN_TOO), {"ann", "gus"})],
)
def test_mental_ill_health_is_told_of_the_parent_who_is_ill(
    tmp_path: Path, rows: tuple[tuple[str, str, str], ...], people: set[str]
) -> None:
    flags = flags_of(tmp_path, "parental-mental-health", *rows)
    assert {flag["person_id"] for flag in flags} == people
    assert len(flags) == len(people)


CAUTION = ("04/09/2023", "Police", "Vic 01/02/1990: affray, caution. Warning marker violent.")
MINDED = (
    "12/02/2024",
    "Nursery",
    "Kit brought by Vic, a friend, who has him on Mondays and Fridays.",
)
GROUP = ("12/02/2024", "Nursery", "Kit settled well. Vic, who fixed our fence, said hello.")
ASSESSED = (
    "20/02/2024",
    "Social care",
    "Vic spoken with. The risk posed by him to Kit was assessed.",
)


@pytest.mark.parametrize(
    ("rows", "attention"),
    [
        ((CAUTION, MINDED), ["high"]),
        ((CAUTION, MINDED, ASSESSED), []),
        ((CAUTION, GROUP), []),
        ((MINDED,), []),
    ],
)
def test_a_man_who_is_no_partner_counts_where_he_minds_the_child(
    tmp_path: Path, rows: tuple[tuple[str, str, str], ...], attention: list[str]
) -> None:
    social_care = ("01/09/2023", "Social care", "Universal services only.")
    flags = flags_of(tmp_path, "male-carer-not-assessed", *rows, social_care)
    assert [flag["attention"] for flag in flags] == attention
