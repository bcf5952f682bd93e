"""How well the labelled sentences are read: floors, so that no change makes it worse unseen.

The figures themselves, and the peers', are printed by ``tests/benchmarks/narratives.py``.
"""

from __future__ import annotations

import sys
from collections import Counter
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from chronology.narrative import code
from chronology.tables import STATUSES, WHO

sys.path.insert(0, str(Path(__file__).parent))

from labelled import Sentence, compared, said, score, sentences


@cache
def scored(aside: bool) -> Counter[tuple[str, str, str]]:
    chosen = [sentence for sentence in sentences() if sentence.aside == aside]
    concepts = {concept for sentence in sentences() for concept, _, _ in sentence.first}
    signals = code([sentence.text for sentence in chosen]).filter(
        pl.col("concept").is_in(list(concepts))
    )
    read: list[set[tuple[str, str]]] = [set() for _ in chosen]
    for row, concept, status in signals.select("row", "concept", "status").iter_rows():
        read[row].add((concept, status))
    return compared([said(sentence.first) for sentence in chosen], read)


def test_there_are_six_hundred_sentences_by_many_hands_labelled_twice() -> None:
    twice = sentences()
    assert len(twice) >= 600
    assert len({sentence.style for sentence in twice}) >= 20
    assert len({sentence.text for sentence in twice}) == len(twice)
    assert 0.3 < sum(sentence.aside for sentence in twice) / len(twice) < 0.37


def test_every_label_is_one_there_is() -> None:
    for sentence in [*sentences(), *sentences(twice=False)]:
        for _, status, who in (*sentence.first, *(sentence.second or ())):
            assert status in STATUSES
            assert who in WHO


def test_two_readers_agree() -> None:
    twice = sentences()
    agreed = compared(
        [said(sentence.first) for sentence in twice],
        [said(sentence.second or ()) for sentence in twice],
    )
    assert score(agreed).f1 > 0.95


@pytest.mark.parametrize(("aside", "least"), [(False, 0.80), (True, 0.50)])
def test_they_are_read_as_well_as_before(aside: bool, least: float) -> None:
    assert score(scored(aside)).f1 >= least


def test_a_score_counts_hits_false_alarms_and_misses() -> None:
    counts = compared(
        [{("bruise", "affirmed")}, {("alcohol", "negated")}, set()],
        [{("bruise", "affirmed")}, {("alcohol", "affirmed")}, {("bruise", "affirmed")}],
    )
    assert score(counts) == (1, 2, 1)
    assert score(counts, concept="bruise").precision == 0.5
    assert score(counts, status="negated").recall == 0.0
    assert isinstance(sentences()[0], Sentence)
