"""Letters that a record gives to a parent or partner."""

from __future__ import annotations

import polars as pl

from chronology.narrative import NAMES
from chronology.people import introduced

NOBODY = pl.DataFrame(schema=NAMES)


def _found(*texts: str, names: pl.DataFrame = NOBODY) -> dict[str, str]:
    told = pl.DataFrame({"agency": ["hv"] * len(texts), "text": list(texts)})
    return dict(introduced(told, names).select("surface", "who").iter_rows())


def test_letters_beside_a_family_word_are_a_parents() -> None:
    assert _found("Seen with mum (KB) and her new partner.", "TR (father) not met.") == {
        "kb": "mother",
        "tr": "father",
    }


def test_another_persons_mother_or_an_abbreviation_is_nobody() -> None:
    assert (
        _found("Her mother (KB) came.", "Friend's mother (JW) rang.", "Mother (GP) letter.") == {}
    )


def test_letters_of_two_people_are_nobodys() -> None:
    assert _found("Mother (KB) seen.", "Father (KB) seen.") == {}


def test_letters_of_the_case_file_stay_whose_they_are() -> None:
    row = {"case_id": "hv", "surface": "kb", "who": "sibling", "person_id": "s", "written": None}
    names = pl.DataFrame([row], schema=NAMES)
    assert _found("Mother (KB) seen.", names=names) == {"kb": "sibling"}
