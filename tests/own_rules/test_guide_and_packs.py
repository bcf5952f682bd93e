"""The guide's own example holds, and packs as folders are taken in or told what is wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from case_folders import CommandLine, csv_text, folder

from chronology.errors import Exit

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "your-own-rules.md"
VISITS = [
    ("01/09/2021", "Health visitor", "No access at planned home visit."),
    ("11/10/2021", "Social worker", "Home visit, no reply, card left."),
    ("30/11/2021", "Health visitor", "No access again. Neighbour says away."),
]
CASE = '[case]\nid = "x"\n[[people]]\nid = "child"\nrole = "subject"\nborn = 2021-06-03\n'


def rule_of_the_guide() -> str:
    blocks = re.findall(r"^```toml\n(.*?)^```", GUIDE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    (whole,) = [block for block in blocks if "examples = " in block]
    return whole


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    place = tmp_path / "our-rules"
    place.mkdir()
    (place / "three-visits.toml").write_text(rule_of_the_guide(), encoding="utf-8")
    return place


def test_the_rule_of_the_guide_passes_its_examples(chronology: CommandLine, pack: Path) -> None:
    ran = chronology("rules", "test", pack)
    assert (ran.code, ran.err) == (0, "")
    assert "three-visits: 5 of 5 examples hold" in ran.out


def test_a_pack_raises_flags_beside_the_rules_that_are_installed(
    chronology: CommandLine, pack: Path, tmp_path: Path
) -> None:
    place = folder(tmp_path / "case", {"visits.csv": csv_text(*VISITS)}, CASE)
    ran = chronology("analyse", place, "--pack", pack)
    assert ran.code == 0
    flagged, _, others = ran.out.partition("Every rule")[2].partition("nothing found: ")
    assert "three-visits" in flagged
    assert "missed-appointments" in flagged + others
    assert "runs code" not in ran.err


def test_examples_that_do_not_hold_have_an_exit_code(chronology: CommandLine, pack: Path) -> None:
    rule = pack / "three-visits.toml"
    rule.write_text(rule.read_text("utf-8").replace("value = 3,", "value = 4,"), encoding="utf-8")
    assert chronology("rules", "test", pack).code == Exit.PACK_TESTS_FAILED


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('kind = "count"', 'kind = "counted"'),
        ('concepts = ["no_access"]', 'concepts = ["no_acess"]'),
        ('attention = "medium"', 'attention = "urgent"'),
        ('basis = "project default"', 'basis = "national guidance"'),
        ("looks_for =", "looks_four ="),
    ],
)
def test_a_pack_that_cannot_be_used_says_where_and_what(
    chronology: CommandLine, pack: Path, before: str, after: str
) -> None:
    rule = pack / "three-visits.toml"
    text = rule.read_text("utf-8")
    assert before in text
    rule.write_text(text.replace(before, after), encoding="utf-8")
    ran = chronology("rules", "list", "--pack", pack)
    assert ran.code == Exit.PACK_UNUSABLE
    assert "three-visits" in ran.err
    assert len(ran.err.strip().splitlines()) == 3


def test_a_rule_of_a_name_that_there_is_is_refused(chronology: CommandLine, pack: Path) -> None:
    (pack / "three-visits.toml").rename(pack / "missed-appointments.toml")
    ran = chronology("rules", "list", "--pack", pack)
    assert ran.code == Exit.PACK_UNUSABLE
    assert "missed-appointments" in ran.err


def test_a_python_pack_is_announced(chronology: CommandLine, tmp_path: Path) -> None:
    place = tmp_path / "code"
    place.mkdir()
    (place / "broken.py").write_text("raise ValueError('no good')", encoding="utf-8")
    ran = chronology("rules", "list", "--pack", place)
    assert ran.code == Exit.PACK_UNUSABLE
    assert "code" in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("kind", ["count", "not_followed_by", "together", "nothing_for"])
def test_a_new_rule_of_each_kind_works_as_it_is(
    chronology: CommandLine, tmp_path: Path, kind: str
) -> None:
    assert chronology("rules", "new", tmp_path / "ours", "first-one", "--kind", kind).code == 0
    assert chronology("rules", "test", tmp_path / "ours").code == 0
