"""Sentences labelled by hand, and how well they are read.

``GUIDE.md`` is what the labellers went by. The sentences were written apart from the lexicon by
authors who had not seen it, in the manner of a health visitor, a police log, a duty social worker,
a GP typing fast and others; ``first`` are their authors' labels, ``second`` those of a reader who
saw only the sentence. Those in ``once_*.jsonl`` have one reader's labels; they came later, to tune
on. Of all, a third, drawn by a hash of the text, is kept aside: nobody looks at its
mistakes.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent

Label = tuple[str, str, str]
"""Concept, status, who."""


class Sentence(NamedTuple):
    """A sentence with the labels of two readers."""

    id: str
    style: str
    text: str
    first: frozenset[Label]
    second: frozenset[Label] | None

    @property
    def aside(self) -> bool:
        """Whether it is of the third that nothing is tuned on."""
        return int(hashlib.sha256(self.text.encode()).hexdigest(), 16) % 3 == 0


class Score(NamedTuple):
    """Hits, false alarms and misses."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        both = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / both if both else 0.0


def sentences(*, twice: bool = True) -> list[Sentence]:
    """The sentences that two readers labelled; or those that only one did, for tuning."""
    return [
        sentence
        for file in sorted(FOLDER.glob("*.jsonl"))
        for sentence in map(_sentence, file.read_text(encoding="utf-8").splitlines())
        if (sentence.second is not None) == twice
    ]


def _sentence(line: str) -> Sentence:
    row = json.loads(line)
    second = row.get("second")
    return Sentence(
        row["id"],
        row["style"],
        row["text"],
        frozenset(map(tuple, row["first"])),
        None if second is None else frozenset(map(tuple, second)),
    )


def said(labels: Iterable[Label]) -> set[tuple[str, str]]:
    """Labels as concept and status, as they are scored."""
    return {(concept, status) for concept, status, _ in labels}


def compared(
    wanted: Sequence[set[tuple[str, str]]], given: Sequence[set[tuple[str, str]]]
) -> Counter[tuple[str, str, str]]:
    """How often each concept and status was ``right``, ``wrong`` or ``missed``."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for want, got in zip(wanted, given, strict=True):
        for concept, status in want | got:
            kind = "wrong" if (concept, status) not in want else "right"
            if (concept, status) not in got:
                kind = "missed"
            counts[concept, status, kind] += 1
    return counts


def score(
    counts: Counter[tuple[str, str, str]], concept: str | None = None, status: str | None = None
) -> Score:
    """The score of all, of a concept or of a status."""
    chosen: Counter[str] = Counter()
    for (of, as_, kind), count in counts.items():
        if concept in (None, of) and status in (None, as_):
            chosen[kind] += count
    return Score(chosen["right"], chosen["wrong"], chosen["missed"])
