"""``case.toml``: all of it is optional, none is passed over, every error can be acted on."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from chronology.case import CaseFile, case_from, read_case_file
from chronology.errors import CaseProblem, Exit
from chronology.intake import CaseDates, CaseInput, take_in_files
from chronology.rulebook import installed_rules, parameters_of
from chronology.tables import AGENCY_KINDS, ROLES


def write(folder: Path, text: str | bytes) -> Path:
    path = folder / "case.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def problem_of(folder: Path, text: str | bytes) -> CaseProblem:
    """What reading this ``case.toml``, its dates too, says is wrong with it."""
    with pytest.raises(CaseProblem) as raised:
        take_in_files(CaseInput(read_case_file(write(folder, text)), "c"), [])
    error = raised.value
    assert error.exit_code == Exit.WRONG_USAGE
    assert error.where.startswith("case.toml")
    assert error.seen
    assert error.hint
    assert "pydantic" not in str(error)
    return error


WHOLE = """
[case]
id = "2021-014"
review_from = 2020-01-01
review_to = 2021-10-31
index_incident = 2021-10-12
profile = "england"

[[people]]
id = "child"
role = "subject"
names = ["Rowan Marsh", "RM", "baby"]
born = 2021-06-03
sex = "M"

[[people]]
id = "father"
role = "father"

[[relationships]]
person = "father"
of = "child"
kind = "parent"
since = 2021-06-03

[[agencies]]
id = "gp"
name = "Fellside Surgery"
kind = "gp"
aliases = ["GP", "Dr Bell", "surgery"]
asked = true
covers_from = 2020-01-01
covers_to = 2021-10-31

[columns]
"Details of contact" = "record"

[rules.missed-appointments]
at_least = 3
"""


def test_the_contracts_example_is_read(tmp_path: Path) -> None:
    case = read_case_file(write(tmp_path, WHOLE))
    assert case.case.id == "2021-014"
    assert case.people[0].names == ("Rowan Marsh", "RM", "baby")
    assert case.relationships[0].of == "child"
    assert case.agencies[0].aliases == ("GP", "Dr Bell", "surgery")
    assert case.columns == {"Details of contact": "record"}
    assert case.rules == {"missed-appointments": {"at_least": 3}}


def test_an_empty_file_is_a_case(tmp_path: Path) -> None:
    assert read_case_file(write(tmp_path, "")) == CaseFile()


def test_a_byte_order_mark_and_windows_line_ends_are_read(tmp_path: Path) -> None:
    text = b"\xef\xbb\xbf" + WHOLE.replace("\n", "\r\n").encode()
    assert read_case_file(write(tmp_path, text)) == case_from_text(WHOLE, tmp_path)


def case_from_text(text: str, folder: Path) -> CaseFile:
    return read_case_file(write(folder, text))


@pytest.mark.parametrize("role", ROLES)
def test_every_role_is_known(role: str) -> None:
    assert case_from({"people": [{"id": "a", "role": role}]}).people[0].role == role


@pytest.mark.parametrize("kind", AGENCY_KINDS)
def test_every_kind_of_agency_is_known(kind: str) -> None:
    assert case_from({"agencies": [{"id": "a", "kind": kind}]}).agencies[0].kind == kind


# ---------------------------------------------------------------------------------- what is wrong

PERSON = '[[people]]\nid = "child"\nrole = "subject"\n'


@pytest.mark.parametrize(
    ("text", "where", "seen", "hint"),
    [
        ("[case]\nreveiw_from = 2020-01-01\n", "case › reveiw_from", "not known", "review_from"),
        ("[cases]\n", "cases", "not known", "people"),
        (PERSON + 'name = "RM"\n', "people › 1 › name", "not known", "names"),
        ("[[people]]\nrole = 'subject'\n", "people › 1 › id", "", "equired"),
        ("[[people]]\nid = 'x'\n", "people › 1 › role", "", "equired"),
        ("[case]\nid = 14\n", "case › id", "a number", "text"),
        ("[case]\nid = ''\n", "case › id", "text", "at least 1"),
        ("[case]\nreview_from = 2020\n", "case › review_from", "a number", "date"),
        (PERSON + 'names = "RM"\n', "people › 1 › names", "text", "list"),
        (PERSON + "names = [1]\n", "people › 1 › names › 1", "a number", "text"),
        ("people = 'RM'\n", "people", "text", "list"),
        ("case = 'x'\n", "case", "text", "table"),
        (
            "[[agencies]]\nid = 'gp'\nasked = 'yes'\n",
            "agencies › 1 › asked",
            "text",
            "true or false",
        ),
        ("[columns]\nDetails = 1\n", "columns › Details", "a number", "text"),
        ("[[people]]\nid = 'x'\nrole = 'mum'\n", "people › 1 › role", "text", "mother"),
        ("[[agencies]]\nid = 'x'\nkind = 'doctor'\n", "agencies › 1 › kind", "text", "gp"),
        (PERSON + PERSON, "people", "'child' stands twice", "own id"),
        ("[[agencies]]\nid = 'gp'\n" * 2, "agencies", "'gp' stands twice", "own id"),
        (
            PERSON + "[[relationships]]\nperson = 'dad'\nof = 'child'\nkind = 'parent'\n",
            "relationships › 1 › person",
            "'dad'",
            "child",
        ),
        (
            PERSON + "[[relationships]]\nperson = 'child'\nof = 'mum'\nkind = 'parent'\n",
            "relationships › 1 › of",
            "'mum'",
            "child",
        ),
    ],
)
def test_an_error_says_where_what_was_seen_and_what_would_be_right(
    tmp_path: Path, text: str, where: str, seen: str, hint: str
) -> None:
    error = problem_of(tmp_path, text)
    assert error.where == f"case.toml › {where}"
    assert seen in error.seen
    assert hint in error.hint


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("[case\n", "not valid TOML"),
        ("a = 1\na = 2\n", "not valid TOML"),
        ('[case]\nid = "Zoë"\n'.encode("cp1252"), "not saved as UTF-8"),
        ('[case]\nid = "x"\n'.encode("utf-16"), "not saved as UTF-8"),
        ("[case]\nreview_from = 2021-02-31\n", "not valid TOML"),
    ],
)
def test_a_file_that_is_no_toml(tmp_path: Path, text: str | bytes, seen: str) -> None:
    assert seen in problem_of(tmp_path, text).seen


@pytest.mark.parametrize(
    "text",
    [
        '[[people]]\nid = "child"\nrole = "Rowan Marsh"\n',
        '[[people]]\nid = "child"\nrole = "subject"\nborn = "when Rowan Marsh came"\n',
        '[[people]]\nid = "child"\nrole = "subject"\nasked = "Rowan Marsh"\n',
        '[[people]]\nid = "child"\nrole = "subject"\nnames = "Rowan Marsh"\n',
    ],
)
def test_an_error_repeats_no_name(tmp_path: Path, text: str) -> None:
    error = problem_of(tmp_path, text)
    if "born" not in error.where:  # a date is shown, because it is what has to be put right
        assert "Rowan" not in str(error)


# ------------------------------------------------------------------------------------------- dates


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2021-06-03", date(2021, 6, 3), date(2021, 6, 3)),
        ('"2021-06-03"', date(2021, 6, 3), date(2021, 6, 3)),
        ('"3/6/21"', date(2021, 6, 3), date(2021, 6, 3)),
        ('"3rd June 2021"', date(2021, 6, 3), date(2021, 6, 3)),
        ('"June 2021"', date(2021, 6, 1), date(2021, 6, 30)),
        ('"2021"', date(2021, 1, 1), date(2021, 12, 31)),
        ('"Summer 2020"', date(2020, 6, 1), date(2020, 8, 31)),
        ("2021-06-03T14:00:00", date(2021, 6, 3), date(2021, 6, 3)),
    ],
)
def test_a_date_is_a_toml_date_or_any_words_for_one(
    tmp_path: Path, written: str, first: date, last: date
) -> None:
    text = f"[case]\nreview_from = {written}\nreview_to = {written}\n{PERSON}born = {written}\n"
    case = read_case_file(write(tmp_path, text))
    dates = CaseDates(case)
    assert (dates.review_from, dates.review_to) == (first, last)
    persons = take_in_files(CaseInput(case, "c"), []).tables.persons.collect()
    assert persons.select("born_earliest", "born_latest").row(0) == (first, last)


@pytest.mark.parametrize(
    "written", ["31/02/2021", "30 February 2021", "some time", "N/K", "", "32/13/2021"]
)
@pytest.mark.parametrize(
    ("template", "where"),
    [
        ("[case]\nreview_from = {}\n", "case › review_from"),
        ("[case]\nreview_to = {}\n", "case › review_to"),
        ("[case]\nindex_incident = {}\n", "case › index_incident"),
        (PERSON + "born = {}\n", "people › child › born"),
        (PERSON + "due = {}\n", "people › child › due"),
        (PERSON + "died = {}\n", "people › child › died"),
    ],
)
def test_a_date_that_is_none(tmp_path: Path, written: str, template: str, where: str) -> None:
    error = problem_of(tmp_path, template.format(f'"{written}"'))
    assert error.where == f"case.toml › {where}"
    assert written in error.seen


def test_coverage_and_relationship_dates_that_are_none(tmp_path: Path) -> None:
    text = PERSON + "[[relationships]]\nperson='child'\nof='child'\nkind='x'\nsince='31/02/2021'\n"
    assert problem_of(tmp_path, text).where == "case.toml › relationships › 1 › since"


def test_a_wrong_coverage_date_is_told_though_no_return_came(tmp_path: Path) -> None:
    text = "[[agencies]]\nid = 'gp'\ncovers_from = '31/02/2021'\n"
    assert problem_of(tmp_path, text).where == "case.toml › agencies › gp › covers_from"


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("[case]\nreview_from = 2021-05-01\nreview_to = 2021-04-30\n", "case › review_to"),
        (
            "[[agencies]]\nid='gp'\ncovers_from=2021-05-01\ncovers_to=2021-04-30\n",
            "agencies › gp › covers_to",
        ),
    ],
)
def test_an_end_before_its_beginning(tmp_path: Path, text: str, where: str) -> None:
    assert problem_of(tmp_path, text).where == f"case.toml › {where}"


def test_a_review_of_one_day_is_right(tmp_path: Path) -> None:
    text = "[case]\nreview_from = 2021-05-01\nreview_to = 2021-05-01\n"
    assert CaseDates(read_case_file(write(tmp_path, text))).review_to == date(2021, 5, 1)


def test_a_date_and_time_is_its_day() -> None:
    case = case_from({"case": {"index_incident": datetime(2021, 10, 12, 14, 30)}})
    assert CaseDates(case).incident == date(2021, 10, 12)


# ------------------------------------------------------------------------------- a rule's numbers


@pytest.mark.parametrize(
    ("given", "where", "seen"),
    [
        ({"at_leest": 3}, "at_leest", "permitted"),
        ({"at_least": "3"}, "at_least", "integer"),
        ({"at_least": 2.5}, "at_least", "integer"),
        ({"at_least": True}, "at_least", "integer"),
        ({"at_least": 0}, "at_least", "greater than or equal to 1"),
    ],
)
def test_a_number_of_a_rule_that_cannot_be(given: dict[str, object], where: str, seen: str) -> None:
    with pytest.raises(CaseProblem) as raised:
        parameters_of(installed_rules()["missed-appointments"], given)
    assert raised.value.where == f"case.toml › rules › missed-appointments › {where}"
    assert seen in raised.value.seen
    assert "at_least" in raised.value.hint
