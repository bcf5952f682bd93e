"""Who somebody is changes nothing in how a record about them is read."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from chronology.narrative import code
from chronology.narrative.lexicon import builtin_lexicon
from chronology.narrative.vocabulary import Vocabulary

sys.path.insert(0, str(Path(__file__).parent))

from labelled import sentences

NAMES = ("Oluwaseun", "Zofia", "Muhammad", "Siobhan", "Nguyen", "Kaur", "Tamika", "Ioan")
_CAPITAL = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}\b")


def meant(texts: list[str]) -> list[list[tuple[str, str, str]]]:
    found: list[list[tuple[str, str, str]]] = [[] for _ in texts]
    for row, *said in code(texts).select("row", "concept", "status", "who").iter_rows():
        found[row].append(tuple(said))
    return [sorted(set(said)) for said in found]


def named() -> list[str]:
    """Labelled sentences with a name in them that no phrase of the lexicon holds."""
    vocabulary = Vocabulary(builtin_lexicon())
    return [
        sentence.text
        for sentence in sentences()
        if any(not vocabulary.terms_of(name.lower()) for name in _CAPITAL.findall(sentence.text))
    ]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_of_another_origin_changes_nothing(name: str) -> None:
    vocabulary = Vocabulary(builtin_lexicon())
    texts = named()
    assert len(texts) > 60
    changed = [
        _CAPITAL.sub(lambda it: it[0] if vocabulary.terms_of(it[0].lower()) else name, text)
        for text in texts
    ]
    for text, before, after in zip(texts, meant(texts), meant(changed), strict=True):
        assert after == before, text


def test_he_or_she_changes_nothing() -> None:
    texts = [
        sentence.text
        for sentence in sentences()
        if re.search(r"\b[Hh]e\b", sentence.text)
        and not re.search(r"\b(she|his|him)\b", sentence.text)
    ]
    changed = [re.sub(r"\bhe\b", "she", re.sub(r"\bHe\b", "She", text)) for text in texts]
    assert len(texts) > 20
    same = sum(before == after for before, after in zip(meant(texts), meant(changed), strict=True))
    assert same >= 0.95 * len(texts)  # "he had hit her" is a man by his pronoun alone


@pytest.mark.parametrize(
    "text",
    [
        "Darker patch on left cheek, tender when touched.",
        "Area of discolouration to upper arm.",
        "Purple discolouration to the thigh.",
        "Dark mark noted behind the ear.",
        "Bruise to cheek.",
    ],
)
def test_bruises_on_any_skin_are_read(text: str) -> None:
    assert ("bruise", "affirmed", "child") in meant([text])[0]


@pytest.mark.parametrize(
    "text",
    [
        "Slate grey naevus to buttocks, documented at birth.",
        "Known blue spot on back, recorded at NIPE.",
        "Congenital dermal melanocytosis to sacrum, in red book.",
        "A blue-grey patch on his spine is the slate grey naevus recorded by the doctor at birth.",
        "Mongolian blue spot documented on body map at birth.",
    ],
)
def test_a_documented_blue_spot_is_no_bruise(text: str) -> None:
    assert "bruise" not in {
        concept for concept, status, _ in meant([text])[0] if status == "affirmed"
    }
