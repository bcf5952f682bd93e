"""Lines on the terminal: results to standard output, everything else to standard error."""

from __future__ import annotations

import re
import sys

from chronology.errors import Exit

UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""What would colour, move or turn round a terminal's text: a file's name may hold it."""


def say(text: str = "") -> None:
    """A line of result. Where the reader has gone, such as ``head``, there is no more to do."""
    try:
        print(UNSAFE.sub("▯", text) if not text.startswith(("{", "[")) else text)
    except BrokenPipeError:
        raise SystemExit(Exit.DONE) from None


def note(text: str) -> None:
    """A line that is not part of the result."""
    print(UNSAFE.sub("▯", text), file=sys.stderr)
