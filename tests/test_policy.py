"""Policy profiles: what they change, since when, and how a wrong one is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from chronology.errors import CaseProblem
from chronology.policy import builtin_profiles, read_profile
from chronology.policy.checklist import checklist
from chronology.rulebook import installed_rules, parameters_of

RULES = installed_rules()
TO_COME = {
    "anonymous-referral-unexplored",
    "changing-injury-accounts",
    "early-help-absent",
    "family-history-unused",
    "late-booking",
    "rushed-background-check",
    "sentinel-injury-infant",
}
"""Rules of the book of forty-four that may not be written yet."""

TIMESCALES = RULES["statutory-timescale-missed"]


def profile(folder: Path, rules: str, head: str = 'title = "Ours"\nextends = "england"\n') -> str:
    (folder / "ours.toml").write_text(head + rules, encoding="utf-8")
    return str(folder / "ours.toml")


@pytest.mark.parametrize("name", builtin_profiles())
def test_a_profile_that_comes_with_chronology_fits_the_rules(name: str) -> None:
    ours = read_profile(name)
    assert set(ours.values) <= set(RULES)
    for rule in RULES.values():
        ours.of(rule)


def test_england_and_wales_are_built_in() -> None:
    assert builtin_profiles() == ("england", "wales")


@pytest.mark.parametrize(
    ("day", "edition"),
    [
        (date(2018, 7, 3), "2015"),
        (date(2018, 7, 4), "2018"),
        (date(2021, 10, 12), "2018"),
        (date(2023, 12, 15), "2023"),
        (date(2026, 11, 30), "2026"),
    ],
)
def test_what_happened_is_judged_by_the_guidance_in_force(day: date, edition: str) -> None:
    dated = read_profile("england").of(TIMESCALES).dated["conference_working_days"]
    (held,) = [it for it in dated if it.valid_from <= day <= it.valid_to]
    assert edition in (held.source or "")


def test_wales_states_only_what_differs() -> None:
    wales = read_profile("wales").of(TIMESCALES)
    england = read_profile("england").of(TIMESCALES)
    assert (england.assessment_working_days, wales.assessment_working_days) == (45, 42)  # type: ignore[attr-defined]
    assert england.decision_working_days == wales.decision_working_days  # type: ignore[attr-defined]
    assert "Wales" in (wales.stated["assessment_working_days"].source or "")


def test_a_partnership_states_only_what_differs(tmp_path: Path) -> None:
    rules = (
        '[rules.missed-appointments]\nwithin_days = { value = 60, source = "Our policy 2024" }\n'
    )
    ours = read_profile(profile(tmp_path, rules))
    assert (ours.name, ours.title, ours.extends) == ("ours.toml", "Ours", ("england",))
    params = parameters_of(RULES["missed-appointments"], profile=ours)
    assert params.model_dump() == RULES["missed-appointments"].parameters().model_dump() | {
        "within_days": 60
    }
    assert params.stated["within_days"].basis == "local example"
    assert ours.of(TIMESCALES).dated  # England's are still there


def test_the_case_goes_before_the_profile(tmp_path: Path) -> None:
    rules = (
        '[rules.missed-appointments]\nwithin_days = { value = 60, source = "Our policy 2024" }\n'
    )
    ours = read_profile(profile(tmp_path, rules))
    params = parameters_of(RULES["missed-appointments"], {"within_days": 30}, ours)
    assert params.within_days == 30  # type: ignore[attr-defined]
    assert "within_days" not in params.stated


def test_a_number_changes_on_the_day_that_a_profile_says(tmp_path: Path) -> None:
    name = "rules.statutory-timescale-missed.core_group_working_days"
    ours = read_profile(
        profile(
            tmp_path,
            f'[[{name}]]\nvalue = 7\nsource = "ours"\nvalid_to = 2021-12-31\n'
            f'[[{name}]]\nvalue = 9\nsource = "ours"\nvalid_from = 2022-01-01\n',
        )
    )
    params = ours.of(TIMESCALES)
    days = pl.DataFrame({"day": [date(2021, 12, 31), date(2022, 1, 1)]})
    told = days.select(params.at("core_group_working_days", pl.col("day")))
    assert told.to_series().to_list() == [7, 9]


@pytest.mark.parametrize(
    ("rules", "seen"),
    [
        (
            '[rules.missed-apointments]\nwithin_days = { value = 6, source = "own" }',
            "no such rule",
        ),
        (
            '[rules.missed-appointments]\nwithin = { value = 6, source = "own" }',
            "can't be used",
        ),
        ("[rules.missed-appointments]\nwithin_days = { value = 6 }", "Field required"),
        (
            '[rules.missed-appointments]\nwithin_days = { value = 0, source = "own" }',
            "can't be used",
        ),
        (
            '[rules.missed-appointments]\nwithin_days = { value = "x", source = "own" }',
            "can't be used",
        ),
        (
            "[rules.missed-appointments]\n"
            'within_days = { value = 6, source = "own", valid_from = 2022-01-01 }',
            "one value for all time",
        ),
        ("[rules", "not valid TOML"),
    ],
)
def test_a_wrong_profile_is_told_with_its_place(tmp_path: Path, rules: str, seen: str) -> None:
    with pytest.raises(CaseProblem) as told:
        _used(profile(tmp_path, rules))
    assert "ours.toml" in told.value.where
    assert seen in told.value.seen
    assert told.value.hint


def _used(name: str) -> None:
    ours = read_profile(name)
    ours.check(RULES)
    ours.of(RULES["missed-appointments"])


def test_two_values_for_one_day_are_an_error(tmp_path: Path) -> None:
    name = "rules.statutory-timescale-missed.core_group_working_days"
    one = f'[[{name}]]\nvalue = 7\nsource = "ours"\nvalid_to = 2022-01-01\n'
    two = f'[[{name}]]\nvalue = 9\nsource = "ours"\nvalid_from = 2022-01-01\n'
    with pytest.raises(CaseProblem, match="two values for 2022-01-01"):
        read_profile(profile(tmp_path, one + two))


def test_profiles_that_extend_each_other_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(CaseProblem, match="ring"):
        read_profile(profile(tmp_path, "", 'title = "Ours"\nextends = "ours.toml"\n'))


def test_a_profile_that_is_not_there_is_an_error() -> None:
    with pytest.raises(CaseProblem, match="no profile of this name") as told:
        read_profile("scotland")
    assert "england, wales" in told.value.hint


def test_the_checklist_names_rules_that_there_are_and_each_question_once() -> None:
    items = checklist()
    assert len({item.name for item in items}) == len(items)
    assert {item.seed for item in items} <= {"leo", "child-z", "ivy", "dylan"}
    assert {name for item in items for name in item.rules} <= {*RULES, *TO_COME}
    assert all(item.question.endswith("?") for item in items)
