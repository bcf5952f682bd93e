"""What rules find in one table that sums several agencies up; a rule's own page can hold none."""

from __future__ import annotations

from pathlib import Path

import pytest

from chronology.analysis import Chosen, analyse
from chronology.intake import find_case, take_in
from chronology.rulebook import installed_rules

CASE = """
[case]
id = "one"
[[people]]
id = "child"
role = "subject"
names = ["Robin"]
born = "{born}"
"""
OTHERS = (
    ("Spring 2021", "GP", "Registered with the practice."),
    ("2021", "Police", "Noise at the address, words of advice."),
    ("2021", "School", "New to the school, settled."),
    ("2022", "Health visitor", "Transferred out."),
)


def flags(
    folder: Path, rule: str, *rows: tuple[str, str, str], born: str = "June 2017"
) -> list[str]:
    """The certainty of each flag that a rule raises on a table of these rows."""
    (folder / "returns").mkdir()
    (folder / "case.toml").write_text(CASE.format(born=born))
    lines = [",".join(f'"{cell}"' for cell in row) for row in (("Date", "Agency", "Event"), *rows)]
    (folder / "returns" / "summary.csv").write_text("\n".join(lines))
    chosen = installed_rules()[rule]
    found = analyse(take_in(find_case([folder])).tables, [Chosen(chosen, chosen.parameters())])
    return [flag["certainty"] for flag in found.flags if flag["kind"] == "flag"]


ATTENDED = (
    ("March 2021", "Walk-in", "Rash."),
    ("April 2021", "A&E", "Cut lip. Glued. Home."),
    ("Autumn 2021", "ED", "Swallowed a coin."),
)


def test_what_stands_under_urgent_care_is_an_attendance(tmp_path: Path) -> None:
    rule = "repeat-urgent-attendance"
    assert flags(tmp_path, rule, *OTHERS, *ATTENDED) == ["possible"]


@pytest.mark.parametrize(
    "third",
    [
        ("Autumn 2021", "ED", "Mother with chest pain."),
        ("Autumn 2021", "ED", "Was not brought back for dressing."),
        ("Autumn 2021", "Hospital", "Swallowed a coin."),
    ],
)
def test_an_adults_visit_one_not_made_and_a_ward_are_none(
    tmp_path: Path, third: tuple[str, str, str]
) -> None:
    assert flags(tmp_path, "repeat-urgent-attendance", *OTHERS, *ATTENDED[:2], third) == []


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("Mother smelt of alcohol, slurring her words.", ["possible"]),
        ("Father smokes cannabis daily.", ["possible"]),
        ("Levels of the drug were high; Robin was drowsy.", []),
        ("Both parents well. No drug or alcohol use.", []),
    ],
)
def test_a_parents_use_told_once_in_a_summary_is_possible(
    tmp_path: Path, told: str, expected: list[str]
) -> None:
    row = ("March 2021", "Hospital", told)
    assert flags(tmp_path, "parental-substance-misuse", *OTHERS, row) == expected


def test_what_it_means_for_the_child_answers_it(tmp_path: Path) -> None:
    rows = (
        ("March 2021", "Hospital", "Mother smelt of alcohol, slurring her words."),
        (
            "February 2021",
            "Social care",
            "Assessment: the impact of her drinking on the child was considered.",
        ),
    )
    assert flags(tmp_path, "parental-substance-misuse", *OTHERS, *rows) == []


CRYING = ("March 2021", "Health visitor", "Baby crying for hours, hard to settle.")
ADVICE = ("April 2021", "Health visitor", "ICON, coping with crying, discussed with both parents.")


def test_crying_told_once_in_a_summary_is_possible_without_advice(tmp_path: Path) -> None:
    rule = "unsettled-infant"
    assert flags(tmp_path, rule, *OTHERS, CRYING, born="February 2021") == ["possible"]


def test_crying_told_once_with_advice_is_not(tmp_path: Path) -> None:
    rule = "unsettled-infant"
    assert flags(tmp_path, rule, *OTHERS, CRYING, ADVICE, born="February 2021") == []
