"""What a relative date is counted from: a birth, a due date, the incident, the row above."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from chronology.records.date_reading import DateContext, DateProblem, span_in_words
from chronology.records.date_spans import read_absolute
from chronology.records.date_tokens import tokenise

_WHOSE = r"(?:(?:the|his|her|their|its|(?:the )?(?:baby|child|subject)(?:'?s)?) )?"
BIRTH = (
    rf"{_WHOSE}(?:birth|delivery|being born|born|dob|(?:date|day) of (?:birth|delivery))"
    r"(?: of (?:the )?(?:baby|child|subject))?"
)
INCIDENT = (
    rf"{_WHOSE}(?:(?:index|critical|serious|significant|fatal|final) )?(?:incident|death|died)"
    r"|(?:the )?(?:index|critical|fatal) (?:event|injury)|(?:he|she|they) died"
    rf"|(?:the )?(?:date|day) of {_WHOSE}(?:death|(?:index |critical )?incident)"
)
DUE = (
    rf"{_WHOSE}(?:estimated |expected )?"
    r"(?:due date|edd|edc|due|date of (?:delivery|confinement))"
)
_BIRTH, _INCIDENT, _DUE = (re.compile(pattern) for pattern in (BIRTH, INCIDENT, DUE))
_DATED = re.compile("[dioykNMSQFP]")


NEEDS_BIRTH = "needs the date of birth"
"""The note of a date that could be counted if it were known when the child was born."""


class Base(NamedTuple):
    """What a date is counted from: the first and last day it can be, and what it is called."""

    earliest: date
    latest: date
    name: str
    uncertain: bool = False

    def told(self) -> str:
        """ "birth on 3 June 2021"."""
        days = span_in_words(self.earliest, self.latest)
        return f"{self.name}{' on ' if self.earliest == self.latest else ', '}{days}"


def birth(context: DateContext) -> Base | str:
    """The birth, or what is needed to know it."""
    return Base(*context.born, "birth") if context.born else NEEDS_BIRTH


def due_date(context: DateContext) -> Base | str:
    """The due date, or what is needed to know it."""
    return Base(context.due, context.due, "the due date") if context.due else "needs the due date"


def incident(context: DateContext) -> Base | str:
    """The index incident, or what is needed to know it."""
    if context.incident is None:
        return "needs the date of the index incident"
    return Base(context.incident, context.incident, "the index incident")


def row_above(context: DateContext) -> Base | str:
    """The row above, or what is needed to know it."""
    above = context.previous
    if above is None or above.precision == "undated":
        return "needs a date in the row above"
    if above.earliest is None or above.latest is None:
        return "needs a date in the row above that is not open-ended"
    return Base(above.earliest, above.latest, "the row above", above.uncertain)


def base_of(words: str, context: DateContext) -> Base | str:
    """What some words name, or what is needed to know it.

    Raises DateProblem when they are a date that can't be right.
    """
    if _DUE.fullmatch(words):
        return due_date(context)
    if _BIRTH.fullmatch(words):
        return birth(context)
    if _INCIDENT.fullmatch(words):
        return incident(context)
    return _dated_base(words, context)


def _dated_base(words: str, context: DateContext) -> Base | str:
    try:
        placed = read_absolute(words, context)
    except DateProblem:
        if _DATED.search(tokenise(words).shape):
            raise
        return f"counts from '{words[:40]}', whose date is not known here"
    if placed.earliest is None or placed.latest is None:
        return f"needs one date for '{words[:40]}'"
    return Base(placed.earliest, placed.latest, f"'{words[:40]}'", placed.uncertain)
