"""Texts on their way into our own exports and back: nothing of them is lost, none of them runs.

Office files are XML, which has no word for control characters; Excel has its own way to write
them, which not every reader undoes alike; and readers strip the white space around a text. So
what would not survive is written as its number, ``[U+0001]``, in every format: a person sees that
something is there, and :func:`unescaped` gives the same text again. Ordinary texts have none of it.
"""

from __future__ import annotations

import re

_FRAGILE = re.compile(
    r"[\x00-\x08\x0b-\x1f\ufffe\uffff]"  # XML can't hold it, or makes it a line end
    r"|\[(?=U\+[0-9A-F]{4,6}\])"  # what looks like one of our own numbers
    r"|_(?=x[0-9A-Fa-f]{4}_x[0-9A-Fa-f]{4}_)"  # two of Excel's numbers in a row, read differently
    r"|\A'(?='*[=+\-@])"  # what looks like our own guard
)
_NUMBER = re.compile(r"\[U\+([0-9A-F]{4,6})\]")
_GUARDED = re.compile(r"\A'[=+\-@]")
_SURROGATES = range(0xD800, 0xE000)
_LAST_NUMBER = 0x10FFFF


def escaped(text: str) -> str:
    """A text as an export holds it; see :func:`unescaped`.

    >>> escaped("seen\\x01"), escaped("=1+1"), escaped(" at the edge")
    ('seen[U+0001]', '=1+1', '[U+0020]at the edge')
    """
    kept = text.strip()
    if len(kept) < len(text):
        start = text.index(kept) if kept else len(text)
        ends = (text[:start], text[start + len(kept) :])
        before, after = ("".join(map(_numbered, end)) for end in ends)
        return before + _FRAGILE.sub(_as_number, kept) + after
    return _FRAGILE.sub(_as_number, text)


def unescaped(text: str) -> str:
    """The text of which :func:`escaped` or :func:`guarded` made this one.

    >>> unescaped("seen[U+0001]"), unescaped("'=1+1")
    ('seen\\x01', '=1+1')
    """
    if _GUARDED.match(text):
        text = text[1:]
    return _NUMBER.sub(_as_character, text) if "[U+" in text else text


def guarded(text: str) -> str:
    """An escaped text for a CSV file, where Excel runs what starts like a formula.

    An apostrophe before it stops that. No escaped text starts with a tab or a carriage return,
    nor with an apostrophe before such a sign, so that this one can be told.

    >>> guarded("=cmd"), guarded("seen")
    ("'=cmd", 'seen')
    """
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text


def _numbered(character: str) -> str:
    return f"[U+{ord(character):04X}]"


def _as_number(match: re.Match[str]) -> str:
    return _numbered(match[0])


def _as_character(match: re.Match[str]) -> str:
    number = int(match[1], 16)
    is_one = number <= _LAST_NUMBER and number not in _SURROGATES
    return chr(number) if is_one else match[0]
