"""A date cell cut into tokens, and its shape: one letter a token.

"3-5 May 2021" has the shape "i-iMy" and "w/c 14/6/21" the shape "Cd/i/d". `date_words` says what
each letter stands for, and `date_forms` which shapes are dates.
"""

from __future__ import annotations

import re
from datetime import time
from functools import lru_cache
from typing import NamedTuple

from chronology.records.date_times import CLOCK, parse_clock
from chronology.records.date_words import MONTHS, VOCABULARY, WEEKDAYS, canonical


class Token(NamedTuple):
    """One number, word or mark. `number` is a month's or a weekday's number too."""

    code: str
    text: str
    number: int = 0
    clock: time | None = None


class Cell(NamedTuple):
    """A date cell as tokens, with its shape and what had to be assumed to cut it."""

    tokens: list[Token]
    shape: str
    notes: list[str]


_TOKEN = re.compile(
    rf"""(?P<clock>{CLOCK})
  | '(?P<short_year>[0-9]{{2}})(?![0-9])
  | (?P<number>[0-9]+)
    (?P<ordinal>\ ?(?:st|nd|rd|th)(?=$|[^a-z]|{"|".join(month[:3] for month in MONTHS)}))?
  | (?P<blank>(?:\?{{1,4}}|x{{1,4}}|_{{1,4}})(?=[/.][0-9?x_])|(?:\?\?|xx)(?=-[0-9]))
  | (?P<word>[a-z]+(?:'[a-z]+)?)[.:]?
  | (?P<dash>\ ?-[- ]*)
  | (?P<space>\ )
  | (?P<mark>.)""",
    re.VERBOSE,
)
_MARKS = {"?": "~", "~": "~", ";": ",", "@": ""} | dict.fromkeys("\"'()[]{}!", "")
_MARKS |= dict.fromkeys("/.,&+:", "itself")
_FOOTNOTE = re.compile(r"[*\u2020\u2021#\u2022]+")
_BRACKETED = re.compile(r"[(\[{]([^()\[\]{}]*)[)\]}]")
_SHORTEST_MISSPELT = 5


def tokenise(plain: str) -> Cell:
    """A normalised cell as tokens and shape: `tokenise("3 june 2021").shape` is "iMy"."""
    notes: list[str] = []
    plain = _without_remarks(canonical(plain), notes)
    tokens = [token for token in _cut(plain, notes) if token.code]
    return Cell(tokens, "".join(token.code for token in tokens), notes)


def _cut(plain: str, notes: list[str]) -> list[Token]:
    return [
        _token(match.lastgroup or "", match, notes)
        for match in _TOKEN.finditer(plain)
        if match.lastgroup != "space"
    ]


def _token(group: str, match: re.Match[str], notes: list[str]) -> Token:
    text = match[0]
    if group in ("number", "ordinal"):
        return _number(match["number"], group == "ordinal")
    if group == "word":
        return _word(match["word"], notes)
    if group == "clock":
        clock = parse_clock(text)
        return Token("w", text) if clock is None else Token("c", text, clock=clock)
    if group == "short_year":
        return Token("k", text, int(match["short_year"]))
    if group == "dash":
        return Token("=" if " " in text else "-", text)
    return Token("u", text) if group == "blank" else _mark(text)


def _number(figures: str, ordinal: bool) -> Token:
    if len(figures) > 9:
        return Token("w", figures)
    codes = {1: "i", 2: "d", 4: "y"}
    code = "o" if ordinal and len(figures) <= 2 else codes.get(len(figures), "N")
    return Token(code, figures, int(figures))


def _mark(text: str) -> Token:
    code = _MARKS.get(text, "w")
    return Token(text if code == "itself" else code, text)


def _word(word: str, notes: list[str]) -> Token:
    if known := VOCABULARY.get(word):
        return Token(known[0], word, known[1])
    if meant := misspelt(word):
        notes.append(f"'{word}' read as {meant.capitalize()}")
        return Token(*VOCABULARY[meant][:1], meant, VOCABULARY[meant][1])
    return Token("w", word)


def _without_remarks(plain: str, notes: list[str]) -> str:
    """Leaves out footnote marks and remarks in brackets that say nothing about the date."""

    def keep_or_note(match: re.Match[str]) -> str:
        codes = {token.code for token in _cut(match[1], [])}
        if "w" in codes and codes <= {"w", "", "&", "/", ",", "-", "="}:
            notes.append(f"'({match[1].strip()})' beside the date was not read")
            return " "
        return f" {match[1]} "

    plain = _BRACKETED.sub(keep_or_note, plain)
    if _FOOTNOTE.search(plain):
        notes.append("a mark beside the date ('*' or the like) was not read")
        plain = _FOOTNOTE.sub(" ", plain)
    return plain


@lru_cache(maxsize=1024)
def misspelt(word: str) -> str | None:
    """The month or weekday that a misspelt word can only be, or None.

    >>> misspelt("febuary"), misspelt("septembuary")
    ('february', None)
    """
    if not _SHORTEST_MISSPELT <= len(word) <= 12:
        return None
    near = sorted(
        (slips, name)
        for name in (*MONTHS, *WEEKDAYS)
        if len(name) >= 4 and name[0] == word[0]
        if (slips := slips_between(word, name)) <= (2 if len(name) >= 7 else 1)
    )
    if not near or (len(near) > 1 and near[0][0] == near[1][0]):
        return None
    return near[0][1]


def slips_between(word: str, name: str) -> int:
    """How many letters were left out, added, changed or swapped to write `word` for `name`.

    >>> slips_between("sepetmber", "september")
    1
    """
    before: list[int] = []
    row = list(range(len(name) + 1))
    for i, letter in enumerate(word, 1):
        earlier, before, row = before, row, [i]
        for j, other in enumerate(name, 1):
            slips = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            swapped = i > 1 and j > 1 and letter == name[j - 2] and word[i - 2] == other
            row.append(min(slips, earlier[j - 2] + 1) if swapped else slips)
    return row[-1]
