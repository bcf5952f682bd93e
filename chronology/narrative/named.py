"""The case's own people, found in its texts by their names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from chronology.narrative.fold import fold_word
from chronology.narrative.whose import Person
from chronology.narrative.words import parts_of

if TYPE_CHECKING:
    from chronology.narrative.reader import Piece

_FIRST_IN_SENTENCE = re.compile(r"(^|[.!?:;•\n\"“(]\s*|\s[-–—]\s+)$")
_SURNAME = re.compile(r" ([A-Z][a-z]{2,})(?:[^a-z]|$)")
# fmt: off
_SENTENCE_WORDS = frozenset([
    "Action", "Advised", "Also", "And", "April", "Asleep", "Attended", "August", "Baby", "Dad",
    "December", "Did", "February", "Friday", "Had", "Has", "He", "Health", "Home", "Hospital",
    "January", "July", "June", "March", "May", "Midwife", "Monday", "Mum", "Not", "November",
    "Now", "October", "Plan", "Police", "Present", "Rang", "Reported", "Reports", "Said",
    "Saturday", "Says", "Seen", "September", "She", "Social", "Stated", "States", "Sunday",
    "That", "The", "Then", "There", "They", "This", "Thursday", "Tuesday", "Was", "Wednesday",
    "Well", "Will",
])
# fmt: on
"""Words that a sentence without a full stop before it goes on with."""


class Name(NamedTuple):
    """A name of somebody in the case. ``written`` is how it must stand in the text: ``capital``,
    ``inside`` (with a capital, and not first in a sentence), ``upper``, or anyhow."""

    surface: str
    who: str
    person_id: str | None
    written: str | None


class Names:
    """The names that are known in one set of records."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], Name]]] = {}
        for name in names:
            words = tuple(
                part.text for chunk in fold_word(name.surface).split() for part in parts_of(chunk)
            )
            if words:
                self._by_first.setdefault(words[0], []).append((words, name))
        for likely in self._by_first.values():
            likely.sort(key=lambda one: (-len(one[0]), one[1].person_id or "~", one[1].surface))

    def found(self, text: str, pieces: Sequence[Piece]) -> list[Person]:
        """The names in a sentence, the longest first where they overlap, as people."""
        written = [fold_word(text[piece.start : piece.end]) for piece in pieces]
        people: list[Person] = []
        number = 0
        while number < len(pieces):
            person = self._at(number, text, written, pieces)
            if person is None:
                number += 1
            else:
                people.append(person)
                number = person.last + 1
        return people

    def _at(
        self, number: int, text: str, written: Sequence[str], pieces: Sequence[Piece]
    ) -> Person | None:
        for words, name in self._by_first.get(written[number], ()):
            last = number + len(words) - 1
            if tuple(written[number : last + 1]) != words:
                continue
            start, end = pieces[number].start, pieces[last].end
            if not _stands_as_name(text, start, end, name.written):
                continue
            if name.person_id is not None and len(words) == 1 and _goes_on(text, start, end):
                continue
            return Person(number, last, name.who, name.person_id, name.surface)
        return None


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether another surname follows a first name: "Tom Price" is not Tom Marsh."""
    if not (text[start : start + 1].isupper() and text[start + 1 : start + 2].islower()):
        return False
    after = _SURNAME.match(text, end)
    return after is not None and after[1] not in _SENTENCE_WORDS


def _stands_as_name(text: str, start: int, end: int, written: str | None) -> bool:
    if written is None:
        return True
    word = text[start:end]
    if written == "upper":
        return word == word.upper()
    if not word[:1].isupper() or written == "capital":
        return word[:1].isupper()
    return not _FIRST_IN_SENTENCE.search(text[max(start - 4, 0) : start])
