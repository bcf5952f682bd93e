"""Words that a case or a partnership adds, checked when loaded."""

from __future__ import annotations

from pathlib import Path

import pytest
from case_folders import CommandLine, intake_of, signals_of

from chronology.case import LocalWords, case_from, read_case_file, read_words
from chronology.errors import CaseProblem
from chronology.narrative import code
from chronology.narrative.local import lexicon_with


def statuses(text: str, words: LocalWords) -> set[tuple[str, str]]:
    found = code([text], lexicon_with(words))
    return set(found.select("concept", "status").iter_rows())


def test_a_local_phrase_is_read_with_the_same_cues() -> None:
    words = LocalWords(terms={"no_access": ("curtain drawn, no joy",)})
    assert ("no_access", "affirmed") in statuses("Visited: curtain drawn, no joy.", words)
    assert ("no_access", "affirmed") not in statuses("Visited: curtain drawn.", words)


def test_a_local_phrase_may_say_the_opposite() -> None:
    words = LocalWords(opposite={"disengagement": ("star pupil",)})
    assert ("disengagement", "negated") in statuses("Mum is a star pupil at group.", words)


def test_a_short_form_stands_for_its_words() -> None:
    words = LocalWords(means={"KWB": "was not brought"})
    text = "KWB to clinic."
    assert ("missed_appointment", "affirmed") in statuses(text, words)
    (signal,) = [
        it
        for it in code([text], lexicon_with(words)).iter_rows(named=True)
        if it["concept"] == "missed_appointment"
    ]
    assert text[signal["start"] : signal["end"]] == signal["term"]
    assert signal["term"].startswith("KWB")


def test_an_ignored_phrase_says_nothing() -> None:
    text = "The Bruise Busters café was open. Bruise to cheek."
    assert len(code([text]).filter(concept="bruise")) == 2
    words = LocalWords(ignore=("bruise busters",))
    (signal,) = code([text], lexicon_with(words)).filter(concept="bruise").iter_rows(named=True)
    assert signal["start"] > text.index("open")


def test_without_local_words_the_lexicon_is_the_one_that_comes_with_chronology() -> None:
    assert lexicon_with(LocalWords()) is lexicon_with(LocalWords())


@pytest.mark.parametrize(
    ("words", "place", "hint"),
    [
        ({"terms": {"no_acces": ["x"]}}, "case.toml › words › terms › no_acces", "no_access"),
        ({"terms": {"bruise": ["… x"]}}, "case.toml › words › terms › bruise", "'…'"),
        ({"terms": {"bruise": ["<nothing> x"]}}, "case.toml › words", "Define it first"),
        ({"means": {"two words": "x"}}, "case.toml › words › means", "one word"),
        (
            {"opposite": {"bruise": ["bruise"]}},
            "case.toml › words › opposite › bruise",
            "one of them",
        ),
    ],
)
def test_what_cannot_be_used_says_where_and_what_would_be_right(
    words: dict[str, object], place: str, hint: str
) -> None:
    case = case_from({"words": words})
    with pytest.raises(CaseProblem) as raised:
        lexicon_with(case.words)
    assert raised.value.where == place
    assert hint in raised.value.hint


def test_an_unknown_key_is_an_error() -> None:
    with pytest.raises(CaseProblem) as raised:
        case_from({"words": {"term": {}}})
    assert "terms" in raised.value.hint


def test_a_partnership_keeps_its_words_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "ours.toml").write_text('ignore = ["x"]\n[means]\nkwb = "was not brought"\n')
    (tmp_path / "case.toml").write_text(
        '[words]\nfiles = ["ours.toml"]\nignore = ["y"]\n[words.means]\nabc = "no access"\n'
    )
    words = read_case_file(tmp_path / "case.toml").words
    assert words.ignore == ("y", "x")
    assert words.means == {"kwb": "was not brought", "abc": "no access"}


def test_a_file_of_words_that_is_not_there_is_named(tmp_path: Path) -> None:
    (tmp_path / "case.toml").write_text('[words]\nfiles = ["ours.toml"]\n')
    with pytest.raises(CaseProblem, match=r"ours\.toml"):
        read_case_file(tmp_path / "case.toml")


def test_a_file_of_words_has_known_keys(tmp_path: Path) -> None:
    (tmp_path / "ours.toml").write_text("wrong = 1\n")
    with pytest.raises(CaseProblem) as raised:
        read_words(tmp_path / "ours.toml")
    assert "terms" in raised.value.hint


def test_a_case_is_read_by_its_own_words(tmp_path: Path) -> None:
    returns = {"hv.csv": [("01/05/2021", "HV", "KWB to clinic")]}
    own = '[words.means]\nKWB = "was not brought"\n'
    plain = signals_of(intake_of(tmp_path / "plain", returns))
    added = signals_of(intake_of(tmp_path / "words", returns, own))
    assert "missed_appointment" not in plain["concept"].to_list()
    assert "missed_appointment" in added["concept"].to_list()


def test_code_takes_a_file_of_words(tmp_path: Path, chronology: CommandLine) -> None:
    (tmp_path / "ours.toml").write_text('[means]\nkwb = "was not brought"\n')
    (tmp_path / "notes.txt").write_text("KWB to clinic\n")
    ran = chronology("code", tmp_path / "notes.txt", "--words", tmp_path / "ours.toml")
    assert "missed_appointment" in {it["concept"] for it in ran.json["signals"]}
