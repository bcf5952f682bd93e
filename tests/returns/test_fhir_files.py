"""FHIR files: bundles, lists and lines; nothing in them disappears, and nothing does harm."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from fhir_making import BELL, KIT, bundle, contents, flag, rows
from hypothesis import example, given
from hypothesis import strategies as st

from chronology.case import CaseFile
from chronology.intake import CaseInput, take_in_files
from chronology.returns import Limits, ReturnFile, Unreadable, read_returns
from chronology.returns.fhir import read
from chronology.returns.fhir.models import Resource

# ------------------------------------------------------------------- shapes of a file


@pytest.mark.parametrize(
    "kind", ["searchset", "collection", "document", "transaction", "message", "batch", "history"]
)
def test_every_kind_of_bundle_is_read(kind: str) -> None:
    assert len(rows(bundle(flag(), flag(), kind=kind))) == 2


def test_a_single_resource_a_list_and_nested_bundles_are_read() -> None:
    assert [one["Source"] for one in rows(flag())] == ["Flag, entry 1"]
    assert [one["Source"] for one in rows([flag(), flag()])] == ["Flag, entry 1", "Flag, entry 2"]
    nested = bundle(flag(), bundle(flag(), flag()))
    assert [one["Source"] for one in rows(nested)] == [
        "Flag, entry 1",
        "Flag, entry 2.1",
        "Flag, entry 2.2",
    ]
    parameters = {"resourceType": "Parameters", "parameter": [{"name": "x", "resource": flag()}]}
    assert [one["Source"] for one in rows(parameters)] == ["Flag, entry 1.1"]


def test_a_resource_on_every_line_is_read_and_a_broken_line_is_rejected() -> None:
    lines = [json.dumps(flag("1")), "", "{broken", json.dumps(bundle(flag("2")))]
    found = read("\n".join(lines).encode(), "fhir", Limits())
    assert found.grids[0].columns[11][1:] == ("Flag, line 1", "Flag, line 4, entry 1")
    assert [one["place"] for one in found.rejected] == ["line 3"]


def test_people_and_definitions_are_counted_in_a_note() -> None:
    found = contents(bundle(KIT, KIT, BELL, {"resourceType": "ValueSet"}, flag()))
    assert found.notes == [
        "4 entries describe people, places and definitions (Patient 2, Practitioner 1, ValueSet 1):"
        " used for names, not read as events"
    ]
    assert found.rejected == []


def test_payment_and_record_keeping_are_rejected_with_a_reason() -> None:
    found = contents(bundle({"resourceType": "Claim"}, {"resourceType": "AuditEvent"}))
    assert [(one["place"], one["why"]) for one in found.rejected] == [
        ("entry 1 (Claim)", "it says what was paid or agreed for, not what happened"),
        ("entry 2 (AuditEvent)", "it says how records were kept or looked at, not what happened"),
    ]


@pytest.mark.parametrize(
    ("resource", "place", "column", "seen"),
    [
        (None, "entry 1", "resource", "nothing"),
        ("text", "entry 1", "resource", "text"),
        ({"id": "x"}, "entry 1", "resourceType", "an object without resourceType"),
        ({"resourceType": 4}, "entry 1", "resourceType", "a number"),
        ({"resourceType": "Kit Example"}, "entry 1", "resourceType", "text"),
        (
            {"resourceType": "Observation", "status": 4},
            "entry 1 (Observation)",
            "Observation.status",
            "a number",
        ),
        (
            {"resourceType": "Flag", "code": {"coding": [{"code": "a"}, {"display": ["x"]}]}},
            "entry 1 (Flag)",
            "Flag.code.coding[1].display",
            "a list",
        ),
        (
            {"resourceType": "Flag", "code": True},
            "entry 1 (Flag)",
            "Flag.code",
            "true or false",
        ),
        (
            {"resourceType": "Encounter", "class": 4},
            "entry 1 (Encounter)",
            "Encounter.class[0]",
            "a number",
        ),
        ({"resourceType": "Flag"}, "entry 1 (Flag)", None, "neither a code, a text nor a value"),
    ],
)
def test_what_is_no_fhir_is_rejected_with_its_place_and_never_its_value(
    resource: Any, place: str, column: str | None, seen: str
) -> None:
    found = contents({"resourceType": "Bundle", "entry": [{"resource": resource}]})
    assert found.grids[0].height == 1
    (rejected,) = found.rejected
    assert (rejected["place"], rejected["column"], rejected["seen"]) == (place, column, seen)
    assert rejected["why"]
    assert rejected["hint"]


def test_an_entry_that_is_no_object_and_entries_that_are_no_list_are_rejected() -> None:
    found = contents({"resourceType": "Bundle", "entry": [4, {"resource": flag()}]})
    assert [(one["place"], one["seen"]) for one in found.rejected] == [("entry 1", "a number")]
    found = contents({"resourceType": "Bundle", "entry": {"resource": flag()}})
    assert [(one["place"], one["seen"]) for one in found.rejected] == [("the bundle", "an object")]


# --------------------------------------------------------------------- through the reading process


def through(tmp_path: Path, data: bytes, **limits: Any) -> ReturnFile | Unreadable:
    path = tmp_path / "return.json"
    path.write_bytes(data)
    (found,) = read_returns([("return.json", path)], Limits(seconds=20, **limits))
    return found


def test_a_bundle_comes_through_the_reading_process_and_the_ledger_balances(tmp_path: Path) -> None:
    document = bundle(KIT, flag(), {"resourceType": "Claim"}, {"resourceType": "Flag", "code": 4})
    found = through(tmp_path, json.dumps(document).encode())
    assert isinstance(found, ReturnFile)
    assert found.format == "fhir"
    intake = take_in_files(CaseInput(CaseFile(), "case"), [found])
    (ledger,) = intake.files
    assert (ledger.rows_read, ledger.blank, ledger.events, len(ledger.rejected)) == (3, 0, 1, 2)
    assert ledger.rejected[0]["place"] == "entry 3 (Claim)"


DEEP_TEXT = b'{"resourceType":"Flag","code":' + b"[" * 200_000


@pytest.mark.parametrize(
    ("data", "seen"),
    [
        (DEEP_TEXT, "its parts lie too deep within each other"),
        (b'{"resourceType": "Bundle", "entry": [{"res', "it is no complete JSON"),
        (b'{"a": 1, "resourceType" "Flag"}', "it is no complete JSON"),
    ],
)
def test_json_that_cannot_be_read_is_refused(tmp_path: Path, data: bytes, seen: str) -> None:
    found = through(tmp_path, data)
    assert isinstance(found, Unreadable)
    assert found.seen.startswith(seen)


def test_a_file_of_nothing_but_brackets_costs_only_itself(tmp_path: Path) -> None:
    deep = b'[{"resourceType":1},' + b"[" * 20_000_000
    found = through(tmp_path, deep)
    assert isinstance(found, Unreadable)


def test_odd_numbers_keys_and_characters_do_no_harm(tmp_path: Path) -> None:
    text = (
        '{"resourceType":"Bundle","entry":['
        '{"resource":{"resourceType":"Flag","code":{"text":"a"},"code":{"text":"b\\ud800\\u0000"}}},'
        '{"resource":{"resourceType":"Observation","code":{"text":"n"},'
        '"valueQuantity":{"value":NaN}}},'
        '{"resource":{"resourceType":"Observation","code":{"text":"i"},"valueInteger":'
        + "9"
        * 5000
        + '}},{"resource":{"resourceType":"Observation","code":{"text":"e"},'
        '"valueQuantity":{"value":1e999}}}]}'
    )
    found = through(tmp_path, text.encode())
    assert isinstance(found, ReturnFile)
    assert [one.cells[5] for one in found.sheets[0].rows[1:]] == ["Flag: b\ufffd\ufffd."]
    assert [one["seen"] for one in found.rejected] == ["text", "text", "a number"]


def test_bundles_within_bundles_without_end_are_rejected() -> None:
    document: Any = flag()
    for _ in range(40):
        document = bundle(document)
    found = contents(document)
    assert found.grids[0].height == 1
    assert found.rejected[0]["why"] == "bundles lie too deep within each other"


def test_a_file_with_too_much_that_cannot_be_used_is_refused(tmp_path: Path) -> None:
    found = through(tmp_path, b'{"resourceType":"Bundle","entry":[' + b"1," * 200_000 + b"1]}")
    assert isinstance(found, Unreadable)
    assert found.seen == "more than 100,000 of its entries can't be used"


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(sorted(Resource.model_fields)), inner, max_size=4)
    ),
    max_leaves=8,
)
ELEMENTS = sorted({*Resource.model_fields, "class", "for", "contained", "id"} - {"resourceType"})
KINDS = st.sampled_from(["Flag", "Observation", "Appointment", "RelatedPerson", "Patient", "List"])


@given(st.lists(st.tuples(KINDS, st.dictionaries(st.sampled_from(ELEMENTS), ANYTHING)), max_size=3))
@example([("Flag", dict.fromkeys(ELEMENTS))])
@example([("Encounter", {"hospitalization": None})])
def test_whatever_stands_in_an_element_nothing_breaks_and_nothing_is_lost(
    given_resources: list[tuple[str, dict[str, Any]]],
) -> None:
    found = contents(bundle(*({**told, "resourceType": kind} for kind, told in given_resources)))
    telling = [kind for kind, _ in given_resources if kind != "Patient"]
    own = [cell for cell in found.grids[0].columns[-1][1:] if "contained" not in str(cell)]
    assert len(own) + len(found.rejected) == len(telling)
    assert all(cell is None or cell for column in found.grids[0].columns for cell in column)
