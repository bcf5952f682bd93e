"""Lines on the terminal: results to standard output, everything else to standard error."""

from __future__ import annotations

import sys

from chronology.errors import Exit


def say(text: str = "") -> None:
    """A line of result. Where the reader has gone, such as ``head``, there is no more to do."""
    try:
        print(text)
    except BrokenPipeError:
        raise SystemExit(Exit.DONE) from None


def note(text: str) -> None:
    """A line that is not part of the result."""
    print(text, file=sys.stderr)
