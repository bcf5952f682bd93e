"""What is said by its parts, in any order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chronology.errors import PackUnusable
from chronology.narrative.code import code
from chronology.narrative.entries import Concept
from chronology.narrative.lexicon import Lexicon, builtin_lexicon
from chronology.narrative.statements import FURTHEST, read_statement

PARTS = {"a_man": ("stepfather", "(mother's|mum's) partner"), "own_doing": ("declined",)}


def lexicon(*statements: str, not_terms: tuple[str, ...] = ()) -> Lexicon:
    concept = Concept(
        means="a man was not looked into",
        counts_for=("anyone",),
        default_who="professional",
        terms=("spurious phrase",),
        statements=statements,
        not_terms=not_terms,
    )
    base = builtin_lexicon()
    parts = base.parts | PARTS
    return replace(base, concepts={"man": concept}, groups={"man": "men"}, parts=parts)


def quotes(text: str, words: Lexicon) -> list[tuple[str, str]]:
    signals = code([text], words).filter(concept="man")
    return [
        (text[start:end], status)
        for start, end, status in signals.select("start", "end", "status").iter_rows()
    ]


ONE = lexicon("a_man + not_looked_into - own_doing")


@pytest.mark.parametrize(
    "text",
    [
        "The assessment did not include the stepfather.",
        "The stepfather, who had moved in by then, was never assessed.",
        "No one asked mum's partner about his work.",
        "There was no exploration of the part that the stepfather played.",
        "Mother's partner remained, throughout the two years, largely invisible.",
        "It was a missed opportunity to find out from the school who the stepfather was.",
    ],
)
def test_the_order_of_the_parts_is_free(text: str) -> None:
    assert [status for _, status in quotes(text, ONE)] == ["affirmed"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The stepfather was assessed in full.", id="one part"),
        pytest.param("The stepfather was in. She was never assessed.", id="two sentences"),
        pytest.param("The stepfather was in, but she was never assessed.", id="but"),
        pytest.param("The stepfather declined and was not assessed.", id="a part that must not be"),
        pytest.param(
            "Cousins, the stepfather, no checks of the car.", id="the next item of a list"
        ),
    ],
)
def test_a_statement_needs_its_parts_in_one_stretch(text: str) -> None:
    assert quotes(text, ONE) == []


@pytest.mark.parametrize(("more", "found"), [(0, 1), (1, 0)])
def test_parts_far_apart_are_two_thoughts(more: int, found: int) -> None:
    text = f"The stepfather {'so ' * (FURTHEST - 1 + more)}was never assessed."
    assert len(quotes(text, lexicon("a_man + not_looked_into"))) == found


def test_it_is_quoted_from_its_first_part_to_its_last_where_they_stand_closest() -> None:
    text = (
        "Stepfather came; it was not known when the stepfather first came there and nobody asked."
    )
    assert quotes(text, ONE)[0][0].endswith("stepfather")
    assert quotes(text, ONE)[0][0].startswith("not known")


def test_words_that_say_nothing_are_no_part() -> None:
    words = lexicon("a_man + not_looked_into", not_terms=("stepfather car",))
    assert quotes("The stepfather car was never assessed.", words) == []


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("a_man", "'a_man'"),
        ("a_man not_looked_into", "a_man not_looked_into"),
        ("a_man + nobody_knows_this", "no part 'nobody_knows_this'"),
        ("a_man - own_doing", "a_man - own_doing"),
    ],
)
def test_a_statement_that_cannot_be_read_is_an_error(written: str, seen: str) -> None:
    with pytest.raises(PackUnusable, match=seen):
        read_statement(written, {"a_man": (), "own_doing": (), "not_looked_into": ()}, "here")
