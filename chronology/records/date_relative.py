"""Dates that count from something else: a birth, a due date, the incident, the row above.

"aged 3 weeks", "day 5", "28/40", "three weeks before birth", "same day", "two days later". Where
the date counted from is not known, the reading is undated and its note says what is needed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import time
from typing import NamedTuple

from chronology.records import date_counting as counting
from chronology.records.date_bases import BIRTH, DUE, INCIDENT
from chronology.records.date_durations import DURATION, LENGTH, with_figures
from chronology.records.date_reading import DateContext, Placed
from chronology.records.date_spans import widened
from chronology.records.date_times import CLOCK, parse_clock
from chronology.records.date_words import VOCABULARY


class Form(NamedTuple):
    """One way to write a relative date, and how it is placed."""

    pattern: re.Pattern[str]
    place: Callable[[re.Match[str], DateContext], Placed]


def read_relative(plain: str, context: DateContext) -> Placed | None:
    """A relative date in normalised text, or None when it isn't one.

    "aged 3 weeks" of a child born on 3 June 2021 is 24 to 30 June 2021.
    """
    text = with_figures(plain).rstrip(" .,;")
    sure = _DOUBT.sub("", text).strip()
    body, at = _without_time(sure)
    placed = _placed(sure, context)
    if placed is None and body:
        placed = _with_time(_placed(body, context), at)
    if placed is None or placed.earliest is None or sure == text:
        return placed
    return widened(placed, placed.grain)


def _placed(text: str, context: DateContext) -> Placed | None:
    for form in FORMS:
        if match := form.pattern.fullmatch(text):
            return form.place(match, context)
    return None


_DOUBT = re.compile(
    r"(?:^|(?<=[ @]))(?:approx(?:imately)?\.?|about|around|circa|ca?\.|roughly|possibly|probably"
    r"|maybe|~|\?+) ?|[ (]*\?+\)?$| \(?approx(?:imately)?\.?\)?$| or so$"
)
_TIME_AFTER = re.compile(
    rf"""(?P<body>.{{0,60}}?[a-z0-9"])(?:[ ,(]|\ -\ )+(?:at\ |@\ )?
    (?:(?P<clock>{CLOCK}|(?<=day\ )[0-9]{{4}}|[0-9]{{1,2}}\.[0-9]{{2}})
      |am|pm|morning|afternoon|evening)\)?""",
    re.VERBOSE,
)


def _without_time(text: str) -> tuple[str, time | None]:
    """ "same day, 14:00" as "same day" and 14:00."""
    match = _TIME_AFTER.fullmatch(text)
    if match is None:
        return "", None
    at = parse_clock(match["clock"]) if match["clock"] else None
    return ("", None) if match["clock"] and at is None else (match["body"], at)


def _with_time(placed: Placed | None, at: time | None) -> Placed | None:
    if placed is None or at is None or placed.earliest is None:
        return placed
    one_day = placed.earliest == placed.latest
    return replace(placed, at=at, precision="time" if one_day else placed.precision)


_SIDE = (
    r"(?P<side>before|prior to|pre|ahead of|earlier than|previous to|after|post|following|since"
    r"|later than)"
)
_WEEKS = r"(?P<weeks>[0-9]{1,2})(?: ?(?:-|to) ?(?P<last>[0-9]{1,2}))?(?: ?\+ ?(?P<days>[0-6]))?"
_PREGNANT = (
    r"(?:pregnant|(?:of )?gestation(?:al age)?|gest|of pregnancy|into (?:the |her )?pregnancy"
    r"|antenatal(?:ly)?|in utero)"
)
_WHEN = r"(?:(?:when|while|whilst|at|@|on|in|by) )?"
_CHILD = rf"{_WHEN}(?:(?:the )?(?:baby|child|infant) )?(?:was |is )?"
_MOTHER = rf"{_WHEN}(?:(?:the )?(?:mother|mum) )?"
_DAY_PART = r"(?:day|date|morning|afternoon|evening|night)"
_WEEKDAY = "|".join(sorted(word for word, known in VOCABULARY.items() if known[0] == "W"))

# The first form that fits is taken, so the more particular come first.
FORMS = tuple(
    Form(re.compile(pattern), place)
    for pattern, place in (
        # aged 3 weeks, 6/52 old, at 6 weeks
        (rf"{_CHILD}(?:aged?|age of|the age of)[ :]*(?P<length>{DURATION}|[0-9]{{1,2}})"
         r"(?: old)?", counting.age),
        (rf"{_CHILD}(?P<length>{DURATION})[ -](?:old|of age)", counting.age),
        (rf"(?:at|@) (?P<length>{DURATION})", counting.age),
        # day 5
        (r"(?:on )?(?:post-? ?natal |pn )?(?:days? |dol ?|d)(?P<day>[0-9]{1,3})"
         r"(?: ?(?:-|to) ?(?P<last>[0-9]{1,3}))?"
         r"(?: (?:of life|old|pn|(?:post|after)-? ?(?:natal(?:ly)?|birth|delivery|partum)))?",
         counting.day_of_life),
        # 28/40, 28+3, 28 weeks pregnant
        (rf"{_MOTHER}{_WEEKS} ?/ ?40(?: {_PREGNANT})?", counting.gestation),
        (rf"{_MOTHER}{_WEEKS}[ -]?(?:weeks?|wks?|w)'? ?{_PREGNANT}", counting.gestation),
        (rf"{_MOTHER}gestation(?:al age)?(?: of)?[ :]*{_WEEKS}(?: ?(?:weeks?|wks?|w|/ ?40))?",
         counting.gestation),
        (rf"{_MOTHER}(?P<weeks>[0-9]{{2}}) ?\+ ?(?P<days>[0-6])(?: ?(?:weeks?|wks?|w))?",
         counting.gestation),
        (rf"{_MOTHER}(?:the )?(first|second|third|1st|2nd|3rd) trimester"
         r"(?: of (?:the |her )?pregnancy)?", counting.trimester),
        (r"(?:during |in |throughout |while |whilst |when )?(?:the |her )?"
         r"(?:pregnancy|pregnant|(?:ante|pre)-?natal(?:ly)?(?: period)?)", counting.pregnancy),
        # two days later, three weeks before birth, day before death
        (rf"(?P<length>{DURATION}) (?P<side>later|after(?:wards)?|on|subsequently)",
         counting.offset),
        (rf"(?P<length>{DURATION}) (?P<side>before|earlier|previously|prior|beforehand)",
         counting.offset),
        (rf"(?P<length>{DURATION}) (?:post-? ?natal(?:ly)?|post-? ?partum)", counting.after_birth),
        (rf"(?:the )?(?P<length>{DURATION}) {_SIDE}[ -]?(?P<anchor>.{{1,80}})", counting.offset),
        (rf"(?:on |in )?(?:the )?(?P<unit>{_DAY_PART}|week|month|year) {_SIDE}[ -]"
         r"(?P<anchor>.{1,80})", counting.next_to),
        (rf"{_WHEN}(?:the )?(?P<part>{_DAY_PART}) (?:of )?(?P<anchor>{BIRTH}|{INCIDENT}|{DUE})",
         counting.named),
        (rf"(?:at|on|upon)? ?(?P<anchor>{BIRTH}|{INCIDENT}|{DUE})", counting.named),
        # same day, the following week
        (r"(?:also |again |later |later on |on )*(?:the )?(?:same|that) "
         rf"(?:{_DAY_PART}|time|date)|ditto|do|\"+|''|,,|-\"-|same|(?:same )?(?:date )?as above"
         r"|later (?:on )?(?:on )?the same day", counting.same),
        (rf"(?:on |in )?(?:the )?(?:very )?(?P<side>next|following) (?P<unit>{_DAY_PART})",
         counting.next_to),
        (rf"(?:on |in )?(?:the )?(?P<side>previous|preceding) (?P<unit>{_DAY_PART}|week|month)",
         counting.next_to),
        (rf"(?:on |in )?(?:the )?(?P<unit>{_DAY_PART}|week|month|year) (?P<side>after|before)",
         counting.next_to),
        (r"(?:in )?(?:the )?(?:next|following) (?P<unit>week|month|year)", counting.next_unit),
        (r"(?P<later>later )?(?:in )?(?:that|the same|same) (?P<unit>week|month|year)",
         counting.same_unit),
        (rf"(?:on )?(?:the )?(?:next|following) (?P<weekday>{_WEEKDAY})", counting.next_weekday),
        # 3 days ago
        (rf"{DURATION} ago|today|yesterday"
         rf"|(?:last|this) (?:week|month|year|{_DAY_PART}|{_WEEKDAY})", counting.from_writing),
        # 6 weeks: a column of dates that goes on by the child's age
        (rf"{_CHILD}(?P<length>{LENGTH})", counting.length_alone),
    )
)  # fmt: skip
