"""Reading whole columns at once gives what reading text by text gives."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from chronology.narrative import code, read
from chronology.narrative.code import NAMES, reader_of
from chronology.narrative.fold import fold
from chronology.narrative.lexicon import builtin_lexicon
from chronology.narrative.reader import Reader
from chronology.narrative.stream import Stream

sys.path.insert(0, str(Path(__file__).parent))

from labelled import sentences

NOBODY = pl.DataFrame(schema=NAMES)
TEXTS = [sentence.text for sentence in sentences()]


def same(texts: list[str], kinds: list[str | None]) -> None:
    """Both ways of reading: by the stream, and text by text as texts with names are read."""
    agency_kinds = pl.Series(kinds, dtype=pl.String)
    streamed = read(texts, agency_kinds=agency_kinds)
    one_by_one = read(texts, agency_kinds=agency_kinds, names=NOBODY)
    assert_frame_equal(streamed.signals, one_by_one.signals)
    assert_frame_equal(streamed.mentions, one_by_one.mentions)


def test_the_labelled_sentences() -> None:
    same(TEXTS, [None] * len(TEXTS))


def test_narratives_of_several_sentences() -> None:
    drawn = random.Random(3)
    texts = [" ".join(drawn.choices(TEXTS, k=drawn.randrange(1, 5))) for _ in range(400)]
    kinds = drawn.choices(["gp", "police", "leaving_care", "midwifery", None], k=400)
    same(texts, kinds)


ODD = st.sampled_from(
    [
        *(
            "bruise",
            "her mother",
            "?NAI",
            "28/40",
            "1:1",
            "3.45kg",
            "mum",
            " ",
            "  ",
            "\n",
            ".",
            "-",
        ),
        *("£5", "“no”", "his father", "12/05/2021", "not brought", "07700900123", "é", "👶", "BF"),
        "Colic? No.",
    ]
)


@settings(max_examples=25, derandomize=True, deadline=None)
@given(st.lists(st.lists(ODD, max_size=9).map(" ".join), min_size=20, max_size=60))
def test_odd_texts(texts: list[str]) -> None:
    same(texts, [None] * len(texts))


def test_a_text_without_an_end_is_cut() -> None:
    """Nobody writes a sentence of thousands of words, but a file may hold one."""
    endless = ["no bruise to cheek and " * 1400, "mum says her mother " * 1500, "bruise? " * 4000]
    same(endless, [None] * 3)


def test_what_was_read_before_changes_nothing() -> None:
    fresh = Stream(Reader(builtin_lexicon()))
    folded = fold(pl.Series(TEXTS))
    first, again = fresh.read(folded), fresh.read(folded)
    assert_frame_equal(first.signals, again.signals)
    assert_frame_equal(first.people, again.people)


def test_memory_is_flat(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is remembered is bounded, and forgetting it changes nothing."""
    monkeypatch.setattr("chronology.narrative.stream.MOST_KEPT", 50)
    stream = Stream(Reader(builtin_lexicon()))
    kept = []
    for start in range(0, 600, 60):
        stream.read(fold(pl.Series(TEXTS[start : start + 60])))
        kept.append(stream.remembered)
    assert max(kept) <= 100 + max(kept[0], 60 * 40)
    assert kept[-1] < sum(kept)


def test_what_phrases_lead_to_is_forgotten_too(monkeypatch: pytest.MonkeyPatch) -> None:
    before = code(TEXTS[:200])
    monkeypatch.setattr("chronology.narrative.patterns.MOST_STATES", 20)
    monkeypatch.setattr("chronology.narrative.vocabulary._MOST_KNOWN", 20)
    fresh = Stream(Reader(builtin_lexicon()))
    again = fresh.read(fold(pl.Series(TEXTS[:200]))).signals
    plain = before.filter(pl.col("concept").is_in(builtin_lexicon().concepts.keys()))
    columns = ["concept", "status", "who", "start", "end"]
    assert set(again.select(columns).iter_rows()) == set(plain.select(columns).iter_rows())


def test_a_number_is_read_whatever_its_figures() -> None:
    """Dates and long numbers are one to the vocabulary, but places stay those of the text."""
    texts = [
        f"Ref {number}, bruise to cheek on {number}." for number in ("1", "12/05/2021", "9" * 30)
    ]
    for text, start, end in zip(
        texts,
        *code(texts).filter(concept="bruise").select("start", "end").get_columns(),
        strict=True,
    ):
        assert text[start:end] == "bruise"


def test_the_same_sentence_is_read_anew_after_another_person() -> None:
    """Whose mother "his mother" is hangs on who was spoken of before it."""
    texts = [f"{before} His mother drinks heavily." for before in ("Baby seen.", "Dad seen.")]
    same(texts, [None, None])
    assert code(texts).filter(concept="alcohol")["who"].to_list() == ["mother", "wider_family"]


def test_the_same_sentence_is_read_anew_for_another_kind_of_agency() -> None:
    texts = ["No response."] * 3
    kinds: list[str | None] = ["leaving_care", "police", None]
    same(texts, kinds)
    signals = read(texts, agency_kinds=pl.Series(kinds)).signals
    assert signals.filter(concept="personal_adviser_contact")["row"].to_list() == [0]


def test_readers_are_kept() -> None:
    assert reader_of(builtin_lexicon()) is reader_of(builtin_lexicon())
