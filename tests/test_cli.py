"""The command line as users and their scripts meet it: words, streams, files, exit codes."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from importlib import resources
from pathlib import Path
from types import ModuleType
from typing import Any

import polars as pl
import pytest
from case_folders import CommandLine, Ran, balanced, folder, workbook

from chronology import __version__, checking, commands, rule_commands, running
from chronology.case import CaseFile, read_case_file
from chronology.errors import Exit
from chronology.rulebook import installed_rules
from chronology.tables import EVENTS, FOOTER, OUTCOMES, PARTICIPANTS, PERSONS, SIGNALS

QUIET = [("01/02/2021", "GP", "Seen with cough. Chest clear.")]
TWICE = [
    ("11/08/2021", "hospital", "Was not brought to paediatric clinic."),
    ("01/09/2021", "hospital", "DNA paediatric outpatients, second time."),
]
SECRETS = ("Zebedee", "bluish", "Quillbeck")
TOLD = [("03/08/2021", "GP", "Zebedee has a bluish bruise. Quillbeck told.")]
CHILD = '[case]\nid = "x"\n[[people]]\nid = "child"\nrole = "subject"\nborn = 2021-06-03\n'

OUTPUT = {
    "events.parquet",
    "participants.parquet",
    "persons.parquet",
    "signals.parquet",
    "flags.json",
    "knowledge.json",
    "outcomes.json",
    "ledger.json",
    "manifest.json",
    "report.html",
}


def says_what_to_do(ran: Ran) -> bool:
    """Whether an error has its three lines: where, what was seen, what would be right."""
    lines = ran.err.rstrip("\n").splitlines()
    return len(lines) == 3 and lines[1].startswith("  seen: ") and lines[2].startswith("  do:   ")


def loaded(place: Path, name: str) -> Any:
    return json.loads((place / "output" / name).read_text(encoding="utf-8"))


# ---------------------------------------------------------------------------------- the whole line


def test_help_and_version_are_results(chronology: CommandLine) -> None:
    ran = chronology("--help")
    assert ran.code == 0
    for command in ("analyse", "check", "new", "demo", "code", "rules"):
        assert command in ran.out
    assert ran.err == ""
    assert chronology("--version").out == f"{__version__}\n"


@pytest.mark.parametrize(
    "words",
    [
        ["analyze"],
        ["check"],
        ["check", "--no-such-option", "x"],
        ["rules", "shew"],
        ["rules", "show"],
        ["code"],
        ["code", "-", "--format", "xml"],
    ],
)
def test_wrong_usage_is_2_and_on_stderr(chronology: CommandLine, words: list[str]) -> None:
    ran = chronology(*words)
    assert (ran.code, ran.out) == (Exit.WRONG_USAGE, "")
    assert ran.err


@pytest.mark.parametrize("command", ["check", "analyse"])
@pytest.mark.parametrize("missing", ["the folder", "the returns", "every return"])
def test_a_case_that_is_not_there(
    chronology: CommandLine, tmp_path: Path, command: str, missing: str
) -> None:
    place = tmp_path / "my-case"
    if missing != "the folder":
        place.mkdir()
    if missing == "every return":
        (place / "returns").mkdir()
    ran = chronology(command, place)
    assert (ran.code, ran.out) == (Exit.WRONG_USAGE, "")
    assert says_what_to_do(ran)
    assert str(place) in ran.err


# ------------------------------------------------------------------------------------------ analyse


def test_analyse_writes_what_the_contract_says(chronology: CommandLine, tmp_path: Path) -> None:
    place = folder(tmp_path / "my-case", {"hospital.csv": TWICE})
    ran = chronology("analyse", place)
    assert ran.code == 0
    assert {path.name for path in (place / "output").iterdir()} == OUTPUT
    for name, table in (
        ("events", EVENTS),
        ("participants", PARTICIPANTS),
        ("persons", PERSONS),
        ("signals", SIGNALS),
    ):
        assert pl.read_parquet(place / "output" / f"{name}.parquet").schema == table.schema
    flags, outcomes = loaded(place, "flags.json"), loaded(place, "outcomes.json")
    (flag,) = [flag for flag in flags if flag["rule"] == "missed-appointments"]
    assert set(flag) == {
        "flag_id", "rule", "title", "case_id", "person_id", "kind", "attention", "certainty",
        "raised_on", "first_date", "last_date", "explanation", "question", "evidence",
        "rule_version", "parameters", "joined_up",
    }  # fmt: skip
    assert {"event_id", "date", "agency", "part", "quote", "source"} <= set(flag["evidence"][0])
    assert [item["source"] for item in flag["evidence"]] == [
        "hospital.csv › row 2",
        "hospital.csv › row 3",
    ]
    assert [it["rule"] for it in outcomes] == sorted(installed_rules())
    assert {it["status"] for it in outcomes} <= set(OUTCOMES)
    assert all(set(it) == {"case_id", "rule", "status", "reason"} for it in outcomes)
    assert balanced(loaded(place, "ledger.json"))
    manifest = loaded(place, "manifest.json")
    digest = hashlib.sha256((place / "returns" / "hospital.csv").read_bytes()).hexdigest()
    assert manifest["inputs"] == [{"file": "hospital.csv", "sha256": digest}]
    assert set(manifest["rules"]) == set(installed_rules())
    assert manifest["chronology"] == __version__


def test_analyse_prints_a_summary(chronology: CommandLine, tmp_path: Path) -> None:
    place = folder(tmp_path / "my-case", {"hospital.csv": TWICE})
    ran = chronology("analyse", place)
    assert ran.err == ""
    for said in (
        "my-case",
        "hospital.csv: 2 events",
        "hospital.csv › row 3",
        FOOTER,
        "report.html",
    ):
        assert said in ran.out
    for name in installed_rules():
        assert name in ran.out


def test_analyse_as_json_is_one_json_document(chronology: CommandLine, tmp_path: Path) -> None:
    place = folder(tmp_path / "my-case", {"hospital.csv": TWICE})
    told = chronology("analyse", place, "--format", "json").json
    assert told["case_id"] == "my-case"
    assert told["flags"] == loaded(place, "flags.json")
    assert told["outcomes"] == loaded(place, "outcomes.json")
    assert told["ledger"]["events"] == 2
    assert Path(told["report"]).is_file()


def test_analyse_writes_elsewhere_when_asked(chronology: CommandLine, tmp_path: Path) -> None:
    place = folder(tmp_path / "my-case", {"gp.csv": QUIET})
    assert chronology("analyse", place, "-o", tmp_path / "there" / "deep").code == 0
    assert {path.name for path in (tmp_path / "there" / "deep").iterdir()} == OUTPUT
    assert not (place / "output").exists()


def test_analyse_of_files_writes_into_this_folder(
    chronology: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = folder(tmp_path / "my-case", {"gp.csv": QUIET, "hv.csv": QUIET})
    monkeypatch.chdir(tmp_path)
    assert (
        chronology("analyse", place / "returns" / "gp.csv", place / "returns" / "hv.csv").code == 0
    )
    assert (tmp_path / "output" / "report.html").is_file()


def test_a_place_that_cannot_be_written(chronology: CommandLine, tmp_path: Path) -> None:
    place = folder(tmp_path / "my-case", {"gp.csv": QUIET})
    (tmp_path / "file").write_text("x")
    ran = chronology("analyse", place, "-o", tmp_path / "file")
    assert ran.code == Exit.WRONG_USAGE
    assert says_what_to_do(ran)
    assert (tmp_path / "file").read_text() == "x"


def test_flags_are_no_failure_unless_asked(chronology: CommandLine, tmp_path: Path) -> None:
    place = folder(tmp_path / "my-case", {"hospital.csv": TWICE})
    assert chronology("analyse", place).code == Exit.DONE
    assert chronology("analyse", place, "--exit-nonzero-on-flags").code == Exit.FLAGS_RAISED
    ignored = chronology(
        "analyse", place, "--exit-nonzero-on-flags", "--ignore", "missed-appointments"
    )
    assert ignored.code == Exit.DONE


def test_an_unreadable_file_is_11_and_the_rest_goes_on(
    chronology: CommandLine, tmp_path: Path
) -> None:
    place = folder(
        tmp_path / "my-case", {"hospital.csv": TWICE, "police.doc": b"\xd0\xcf\x11\xe0\xa1"}
    )
    for command in ("check", "analyse"):
        ran = chronology(command, place)
        assert ran.code == Exit.FILE_UNREADABLE
        assert "police.doc" in ran.out
    assert "missed-appointments" in {flag["rule"] for flag in loaded(place, "flags.json")}


def test_rejected_rows_are_12(chronology: CommandLine, tmp_path: Path) -> None:
    place = folder(tmp_path / "my-case", {"gp.csv": [*QUIET, ("02/02/2021", "GP", "")]})
    assert chronology("check", place).code == Exit.ROWS_REJECTED
    assert chronology("analyse", place).code == Exit.ROWS_REJECTED


def test_unreadable_goes_before_rejected_and_both_before_flags(
    chronology: CommandLine, tmp_path: Path
) -> None:
    files = {"hospital.csv": [*TWICE, ("02/02/2021", "GP", "")], "x.doc": b"\xd0\xcf\x11\xe0"}
    place = folder(tmp_path / "my-case", files)
    assert chronology("analyse", place, "--exit-nonzero-on-flags").code == Exit.FILE_UNREADABLE
    (place / "returns" / "x.doc").unlink()
    assert chronology("analyse", place, "--exit-nonzero-on-flags").code == Exit.ROWS_REJECTED


def test_select_and_ignore(chronology: CommandLine, tmp_path: Path) -> None:
    place = folder(tmp_path / "my-case", {"gp.csv": QUIET})
    two = ("missed-appointments", "unseen-male-carer")
    chronology("analyse", place, "--select", two[0], "--select", two[1])
    assert [it["rule"] for it in loaded(place, "outcomes.json")] == list(two)
    chronology("analyse", place, "--ignore", two[0])
    assert {it["rule"] for it in loaded(place, "outcomes.json")} == set(installed_rules()) - {
        two[0]
    }


@pytest.mark.parametrize(
    "words",
    [["analyse", "{}", "--select", "no-such"], ["analyse", "{}", "--ignore", "no-such"],
     ["rules", "show", "no-such"], ["rules", "test", "no-such"]],
)  # fmt: skip
def test_an_unknown_rule(chronology: CommandLine, tmp_path: Path, words: list[str]) -> None:
    place = folder(tmp_path / "my-case", {"gp.csv": QUIET})
    ran = chronology(*(word.format(place) for word in words))
    assert (ran.code, ran.out) == (Exit.WRONG_USAGE, "")
    assert says_what_to_do(ran)
    assert "no-such" in ran.err
    assert not (place / "output").exists()


def test_a_rules_numbers_come_from_case_toml(chronology: CommandLine, tmp_path: Path) -> None:
    toml = "[rules.missed-appointments]\nat_least = 3\n"
    place = folder(tmp_path / "my-case", {"hospital.csv": TWICE}, toml)
    chronology("analyse", place)
    assert "missed-appointments" not in {flag["rule"] for flag in loaded(place, "flags.json")}
    assert (
        loaded(place, "manifest.json")["rules"]["missed-appointments"]["parameters"]["at_least"]
        == 3
    )


@pytest.mark.parametrize(
    "toml",
    [
        "[rules.no-such]\nx = 1\n",
        "[rules.missed-appointments]\nat_most = 3\n",
        "[case]\nidd = 'x'\n",
    ],
)
def test_a_wrong_case_toml_is_2(chronology: CommandLine, tmp_path: Path, toml: str) -> None:
    ran = chronology("analyse", folder(tmp_path / "my-case", {"gp.csv": QUIET}, toml))
    assert (ran.code, ran.out) == (Exit.WRONG_USAGE, "")
    assert says_what_to_do(ran)


def test_words_of_a_record_stay_words_in_the_report(
    chronology: CommandLine, tmp_path: Path
) -> None:
    nasty = "<script>alert(1)</script><img src=x onerror=alert(2)> bruise seen </script>"
    place = folder(tmp_path / "my-case", {"gp.csv": [("03/08/2021", "GP", nasty)]}, CHILD)
    assert chronology("analyse", place).code == 0
    report = (place / "output" / "report.html").read_text(encoding="utf-8")
    assert "<script>alert(1)" not in report
    assert "<img src=x" not in report


def test_only_output_is_written(chronology: CommandLine, tmp_path: Path) -> None:
    place = folder(tmp_path / "my-case", {"hospital.csv": TWICE}, CHILD)
    before = contents(place)
    chronology("analyse", place)
    assert {name: text for name, text in contents(place).items() if "output" not in name} == before


def contents(place: Path) -> dict[str, bytes]:
    return {
        path.relative_to(place).as_posix(): path.read_bytes()
        for path in sorted(place.rglob("*"))
        if path.is_file()
    }


# -------------------------------------------------------------------------------------------- check


def test_check_writes_nothing(chronology: CommandLine, tmp_path: Path) -> None:
    place = folder(tmp_path / "my-case", {"gp.csv": [*QUIET, ("31/02/2021", "GP", "Seen.")]}, CHILD)
    before = contents(tmp_path)
    assert chronology("check", place).code == 0
    assert chronology("check", place, "--format", "json").code == 0
    assert contents(tmp_path) == before


def test_check_tells_every_problem_with_its_place(chronology: CommandLine, tmp_path: Path) -> None:
    rows = [
        ("Date", "Agency", "Record"),
        *QUIET,
        ("31/02/2021", "GP", "Seen."),
        ("01/03/2021", "GP", ""),
    ]
    place = folder(tmp_path / "my-case", {})
    workbook(place / "returns" / "gp.xlsx", {"Mum": rows})
    ran = chronology("check", place)
    assert (ran.code, ran.err) == (Exit.ROWS_REJECTED, "")
    for said in (
        "gp.xlsx",
        "Mum › row 3 › Date",
        "31/02/2021",
        "Mum › row 4",
        "seen:",
        "why:",
        "do:",
    ):
        assert said in ran.out
    assert "3 rows read = 0 blank + 2 events + 1 rejected" in ran.out


def test_check_as_json_is_the_ledger(chronology: CommandLine, tmp_path: Path) -> None:
    place = folder(tmp_path / "my-case", {"gp.csv": QUIET})
    told = chronology("check", place, "--format", "json").json
    assert balanced(told)
    assert told.pop("since_last_analysis") == []
    chronology("analyse", place)
    assert told == loaded(place, "ledger.json")


# ---------------------------------------------------------------------------------------------- new


def test_new_makes_a_case_folder_that_works(chronology: CommandLine, tmp_path: Path) -> None:
    source = folder(tmp_path / "old", {"gp.csv": QUIET}) / "returns" / "gp.csv"
    place = tmp_path / "2021-014"
    ran = chronology("new", place, "--from", source)
    assert ran.code == 0
    assert str(place) in ran.out
    case = read_case_file(place / "case.toml")
    assert case == CaseFile.model_validate({"case": {"id": "2021-014"}})
    assert (place / "returns" / "gp.csv").read_bytes() == source.read_bytes()
    assert chronology("analyse", place).code == 0


def test_every_comment_of_the_new_case_toml_is_right_when_taken_in(
    chronology: CommandLine, tmp_path: Path
) -> None:
    chronology("new", tmp_path / "new")
    lines = (tmp_path / "new" / "case.toml").read_text(encoding="utf-8").splitlines()
    taken = [
        line.removeprefix("# ")
        for line in lines
        if line.startswith("# ") and (" = " in line or "# [" in line)
    ]
    assert len(taken) > 15
    father = '[[people]]\nid = "father"\nrole = "father"\n'
    (tmp_path / "new" / "case.toml").write_text(
        "\n".join([*lines, *taken, father]), encoding="utf-8"
    )
    read_case_file(tmp_path / "new" / "case.toml")


@pytest.mark.parametrize("name", ['quote"s', "back\\slash", "ünï", "new\nline"])
def test_new_writes_toml_whatever_the_folder_is_called(
    chronology: CommandLine, tmp_path: Path, name: str
) -> None:
    if sys.platform == "win32":
        pytest.skip("Windows has no such names")
    assert chronology("new", tmp_path / name).code == 0
    tomllib.loads((tmp_path / name / "case.toml").read_text(encoding="utf-8"))


def test_new_writes_over_nothing(chronology: CommandLine, tmp_path: Path) -> None:
    place = folder(tmp_path / "my-case", {"gp.csv": QUIET}, CHILD)
    other = folder(tmp_path / "other", {"gp.csv": TWICE}) / "returns" / "gp.csv"
    before = contents(place)
    for words in (["new", place], ["new", place, "--from", other]):
        ran = chronology(*words)
        assert (ran.code, ran.out) == (Exit.WRONG_USAGE, "")
        assert says_what_to_do(ran)
    (place / "case.toml").unlink()
    assert chronology("new", place, "--from", other).code == Exit.WRONG_USAGE
    assert (place / "returns" / "gp.csv").read_bytes() == before["returns/gp.csv"]


def test_new_takes_two_files_of_one_name_or_none(chronology: CommandLine, tmp_path: Path) -> None:
    one = folder(tmp_path / "one", {"gp.csv": QUIET}) / "returns" / "gp.csv"
    two = folder(tmp_path / "two", {"gp.csv": TWICE}) / "returns" / "gp.csv"
    ran = chronology("new", tmp_path / "new", "--from", one, "--from", two)
    assert ran.code == Exit.WRONG_USAGE
    assert says_what_to_do(ran)
    assert not (tmp_path / "new").exists()


def test_new_from_a_file_that_is_not_there_makes_nothing(
    chronology: CommandLine, tmp_path: Path
) -> None:
    ran = chronology("new", tmp_path / "new", "--from", tmp_path / "no.csv")
    assert ran.code == Exit.WRONG_USAGE
    assert says_what_to_do(ran)
    assert not (tmp_path / "new").exists()


# --------------------------------------------------------------------------------------------- code


def test_code_gives_the_contracts_line(chronology: CommandLine) -> None:
    ran = chronology("code", "-", stdin=b"bruise\n")
    assert ran.out == (
        '{"text": "bruise", "signals": [{"concept": "bruise", "status": "affirmed", '
        '"who": "child", "start": 0, "end": 6, "term": "bruise", "cue": null}]}\n'
    )
    assert (ran.code, ran.err) == (0, "")


KEYS = ["concept", "status", "who", "start", "end", "term", "cue"]


def test_code_is_one_object_a_line_in_order(chronology: CommandLine, tmp_path: Path) -> None:
    lines = ["No bruising seen.", "", "Zoë’s weight on 9th centile", "nothing of note", "DNA"]
    (tmp_path / "x.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    told = [json.loads(line) for line in chronology("code", tmp_path / "x.txt").out.splitlines()]
    assert [it["text"] for it in told] == lines
    for it in told:
        assert list(it) == ["text", "signals"]
        for signal in it["signals"]:
            assert list(signal)[:7] == KEYS
            assert set(signal) - set(KEYS) <= {"value"}
            assert it["text"][signal["start"] : signal["end"]] == signal["term"]
    assert told[1]["signals"] == told[3]["signals"] == []
    assert "Zoë’s" in chronology("code", tmp_path / "x.txt").out


@pytest.mark.parametrize(
    ("stdin", "texts"),
    [
        (b"", []),
        (b"\n", [""]),
        (b"one", ["one"]),
        (b"one\r\ntwo\r\n", ["one", "two"]),
        (b"one\n\ntwo", ["one", "", "two"]),
        (b"a\x0bb\x0cc\x1cd\xc2\x85e\xe2\x80\xa8f\n", ["a\x0bb\x0cc\x1cd\x85e\u2028f"]),
        (b"caf\xe9\n", ["caf\ufffd"]),
        (b"\xef\xbb\xbfone\n", ["one"]),
    ],
)
def test_code_takes_lines_as_they_come(
    chronology: CommandLine, stdin: bytes, texts: list[str]
) -> None:
    ran = chronology("code", "-", stdin=stdin)
    assert ran.code == 0
    assert [json.loads(line)["text"] for line in ran.out.split("\n")[:-1]] == texts


def test_code_as_text_says_why(chronology: CommandLine) -> None:
    ran = chronology("code", "-", "--format", "text", stdin=b"No bruising seen.\n")
    for said in ("No bruising seen.", "bruise: negated, child", "‘no’", "‘bruising’"):
        assert said in ran.out


def test_code_reads_a_sentence_given_in_quotes(chronology: CommandLine) -> None:
    """Its words never come back as the name of a file that there is not."""
    for sentence in ("No bruising seen.", "h/o DV. No bruising seen", "No bruising seen. " * 400):
        ran = chronology("code", sentence, "--format", "text")
        assert (ran.code, ran.err) == (0, "")
        assert "bruise: negated, child" in ran.out


def test_code_of_no_file(chronology: CommandLine, tmp_path: Path) -> None:
    for path in (tmp_path / "no.txt", tmp_path, "our old notes.txt"):
        ran = chronology("code", path)
        assert (ran.code, ran.out) == (Exit.WRONG_USAGE, "")
        assert says_what_to_do(ran)


# -------------------------------------------------------------------------------------------- rules


def test_rules_list(chronology: CommandLine) -> None:
    ran = chronology("rules", "list")
    assert [line.split()[0] for line in ran.out.splitlines()] == sorted(installed_rules())
    told = chronology("rules", "list", "--format", "json").json
    assert [set(it) for it in told] == [{"rule", "title", "attention", "since"}] * len(told)
    assert {
        "missed-appointments",
        "infant-feeding-difficulties",
        "unseen-male-carer",
        "care-experienced-parent",
        "bruising-non-mobile-infant",
    } <= {it["rule"] for it in told}


@pytest.mark.parametrize("name", installed_rules())
def test_rules_show_has_the_whole_page(chronology: CommandLine, name: str) -> None:
    rule = installed_rules()[name]
    ran = chronology("rules", "show", name)
    assert ran.code == 0
    for said in (name, rule.card.title, rule.card.looks_for, rule.card.limits, rule.card.examples):
        assert said in ran.out
    for parameter in rule.parameters.model_fields:
        assert f"- {parameter} = " in ran.out


def test_rules_test(chronology: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = chronology("rules", "test", "unseen-male-carer")
    assert ran.code == 0
    assert re.fullmatch(r"unseen-male-carer: (\d+) of \1 examples hold\n", ran.out)

    class Broken:
        passed = False
        differences = ("expected flag, but it is nothing_found",)

        def __init__(self, example: Any) -> None:
            self.example = example

    monkeypatch.setattr(rule_commands, "run_example", lambda rule, example: Broken(example))
    ran = chronology("rules", "test", "unseen-male-carer")
    assert ran.code == Exit.PACK_TESTS_FAILED
    assert re.search(r"unseen-male-carer: 0 of \d+ examples hold", ran.out)


# --------------------------------------------------------------------------------------------- demo


def test_demo_analyses_a_bundled_case(chronology: CommandLine, tmp_path: Path) -> None:
    ran = chronology("demo", "-o", tmp_path / "demo")
    assert ran.code == 0
    assert "wholly fictional" in ran.err
    assert str(tmp_path / "demo" / "report.html") in ran.out
    assert {path.name for path in (tmp_path / "demo").iterdir()} == OUTPUT


def test_demo_leaves_the_sample_as_it_was(chronology: CommandLine, tmp_path: Path) -> None:
    with resources.as_file(resources.files("chronology.sample_data") / "rowan") as sample:
        before = contents(sample)
        chronology("demo", "rowan", "-o", tmp_path / "demo")
        assert contents(sample) == before


def test_an_unknown_demo(chronology: CommandLine, tmp_path: Path) -> None:
    ran = chronology("demo", "no-such", "-o", tmp_path / "demo")
    assert (ran.code, ran.out) == (Exit.WRONG_USAGE, "")
    assert says_what_to_do(ran)
    assert "rowan" in ran.err


# ------------------------------------------------------------------------------- faults and secrets


@pytest.mark.parametrize(
    ("room", "where", "kind"),
    [
        (commands, "find_case", RecursionError),
        (running, "take_in", ValueError),
        (running, "analyse", pl.exceptions.ComputeError),
        (commands, "case_analysis", KeyError),
        (commands, "write", MemoryError),
    ],
)
def test_a_fault_of_ours_is_two_plain_lines(
    chronology: CommandLine,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    room: ModuleType,
    where: str,
    kind: type[Exception],
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise kind("Zebedee has a bluish bruise")

    place = folder(tmp_path / "my-case", {"gp.csv": TOLD})
    monkeypatch.setattr(room, where, fail)
    ran = chronology("analyse", place)
    assert ran.code == Exit.OWN_FAULT
    assert len(ran.err.splitlines()) == 2
    assert kind.__name__ in ran.err
    assert not any(secret in ran.out + ran.err for secret in SECRETS)


def test_stopping_it_is_no_fault(
    chronology: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(checking, "take_in", stop)
    ran = chronology("check", folder(tmp_path / "my-case", {"gp.csv": QUIET}))
    assert (ran.code, ran.err) == (130, "Stopped.\n")


def test_no_word_of_a_record_is_printed(chronology: CommandLine, tmp_path: Path) -> None:
    rows = [
        *TOLD,
        ("", "GP", ""),
        ("01/03/2021", "", "Zebedee"),
        ("31/02/2021", "GP", "Zebedee was seen"),
    ]
    place = folder(tmp_path / "my-case", {"gp.csv": rows, "bad.xlsx": b"Zebedee PK"}, CHILD)
    for command in ("check", "analyse"):
        ran = chronology(command, place)
        assert not any(secret in ran.out + ran.err for secret in SECRETS)


# ------------------------------------------------------------------------- the same again and again


def run(
    *words: str | Path, seed: str = "0", cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "chronology", *map(str, words)],
        env=os.environ | {"PYTHONHASHSEED": seed},
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    """Also with other hashes, and with files that were laid there in another order."""
    with resources.as_file(resources.files("chronology.sample_data") / "rowan") as sample:
        files = sorted((sample / "returns").iterdir())
        for name, order in (("one", files), ("two", files[::-1])):
            (tmp_path / name / "rowan" / "returns").mkdir(parents=True)
            shutil.copy(sample / "case.toml", tmp_path / name / "rowan")
            for file in order:
                shutil.copy(file, tmp_path / name / "rowan" / "returns")
    first = run("analyse", "rowan", seed="1", cwd=tmp_path / "one")
    second = run("analyse", "rowan", seed="2", cwd=tmp_path / "two")
    assert (first.returncode, first.stdout) == (0, second.stdout)
    made = [contents(tmp_path / name / "rowan" / "output") for name in ("one", "two")]
    manifests = [json.loads(output.pop("manifest.json")) for output in made]
    assert all(manifest.pop("made") for manifest in manifests)
    assert manifests[0] == manifests[1]
    assert made[0].keys() == made[1].keys()
    differ = [name for name in made[0] if made[0][name] != made[1][name]]
    assert differ == []


def test_as_a_process_of_its_own(tmp_path: Path) -> None:
    place = folder(tmp_path / "my-case", {"gp.csv": [*QUIET, ("02/02/2021", "GP", "")]})
    ran = run("check", place)
    assert (ran.returncode, ran.stderr) == (Exit.ROWS_REJECTED, "")
    assert "row 3" in ran.stdout
    none = run("check", tmp_path / "no-such")
    assert (none.returncode, none.stdout) == (Exit.WRONG_USAGE, "")


def test_a_pipe_that_closes_early_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("bruise seen\n" * 20_000)
    command = [sys.executable, "-m", "chronology", "code", str(tmp_path / "x.txt")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) in (0, 120, 141)


def test_output_never_lies_among_the_returns(chronology: CommandLine, tmp_path: Path) -> None:
    place = folder(tmp_path / "my-case", {"gp.csv": QUIET, "flags.json": "[1]"})
    ran = chronology("analyse", place, "-o", place / "returns")
    assert ran.code == 2
    assert "it holds what the agencies sent" in ran.err
    assert (place / "returns" / "flags.json").read_text() == "[1]"


def test_a_file_given_twice_is_read_once(chronology: CommandLine, tmp_path: Path) -> None:
    path = folder(tmp_path / "my-case", {"gp.csv": QUIET}) / "returns" / "gp.csv"
    assert "1 of 1 files read" in chronology("check", path, path).out


def test_what_is_no_file_is_told(chronology: CommandLine, tmp_path: Path) -> None:
    place = folder(tmp_path / "my-case", {"gp.csv": QUIET})
    (place / "returns" / "hv.csv").symlink_to(tmp_path / "nowhere.csv")
    ran = chronology("check", place)
    assert ran.code == 11
    assert "hv.csv" in ran.out


def test_a_file_s_name_cannot_colour_the_terminal(chronology: CommandLine, tmp_path: Path) -> None:
    place = folder(tmp_path / "my-case", {"gp\x1b[31m.csv": QUIET})
    assert "\x1b" not in chronology("check", place).out
