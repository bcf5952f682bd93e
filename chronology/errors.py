"""Errors that a user can act on, and the exit codes of the command line.

Every error says where, what was seen, and what would be right. An error never quotes a
narrative or a person's name: what it shows of a record is its place.
"""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """What the command line's exit code means."""

    DONE = 0
    FLAGS_RAISED = 1
    """Only with ``--exit-nonzero-on-flags``: flags are expected, so they are no failure."""
    WRONG_USAGE = 2
    PACK_UNUSABLE = 10
    FILE_UNREADABLE = 11
    ROWS_REJECTED = 12
    PACK_TESTS_FAILED = 13
    OWN_FAULT = 70
    """Something went wrong inside chronology itself."""


class ChronologyError(Exception):
    """Something the user can put right.

    ``where`` is a place (a file, a key of ``case.toml``), ``seen`` what was found there, ``hint``
    what would be right.
    """

    exit_code = Exit.WRONG_USAGE

    def __init__(self, where: str, seen: str, hint: str) -> None:
        super().__init__(f"{where}: {seen}. {hint}")
        self.where = where
        self.seen = seen
        self.hint = hint


class CaseProblem(ChronologyError):
    """``case.toml`` or the case folder is not as it must be."""


class PackUnusable(ChronologyError):
    """A rule, a pack of rules, a lexicon or a policy profile can't be used."""

    exit_code = Exit.PACK_UNUSABLE


class ReturnUnreadable(ChronologyError):
    """A file that an agency sent can't be read. The others still are."""

    exit_code = Exit.FILE_UNREADABLE
