"""The words that reports use for statuses, outcomes, dates and ages. Neutral, the same in all."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from functools import lru_cache

from chronology.tables import FAR_AHEAD, LONG_AGO

HANDLING = "Official-sensitive: contains personal and confidential data about children and adults"
"""A neutral handling note; a partnership's own marking goes above it."""

LIVE_CASE = (
    "If a child may be in danger now, do not wait for this report: call 999 or the local "
    "children’s social care front door."
)

PROCEEDINGS = (
    "If criminal, family or coroner’s proceedings are under way, take legal advice before "
    "sharing it."
)

ATTENTION = {
    "high": "look first",
    "medium": "look next",
    "low": "look when time allows",
}
"""How soon a panel should look. Not how much risk a child is at."""

ATTENTION_NOTE = (
    "Attention says how soon a panel may want to look at a prompt: high, look first; medium, look "
    "next; low, look when time allows. It does not say how much risk a child is at, and prompts "
    "are never added up."
)

CERTAINTY = {
    "definite": "holds wherever within its dates each entry falls",
    "possible": "holds for some placing of uncertain dates, not for all",
}

STATUS = {
    "affirmed": "the record says it is so",
    "negated": "the record says it is not so",
    "historical": "it was so before the time the record speaks of",
    "hypothetical": "advice, a plan, a condition or a question",
    "other_person": "it is so of somebody for whom it does not count",
}

SURENESS = {
    "certain": "case.toml, or the key of a return, gives the name",
    "likely": "it follows from who is in the family on that day, or from a title beside the name",
}
"""How sure it is that words mean a person."""

ROLE = {
    "subject": "child under review",
    "unborn": "unborn baby under review",
    "ex_partner": "former partner",
}
"""Roles whose own word would say too little, or something else."""

OUTCOME = {
    "flagged": ("Flagged", "The pattern is in the records supplied."),
    "information_gap": (
        "Question to an agency",
        "An expected record is missing where an agency sent no record, so an agency is asked.",
    ),
    "not_assessable": (
        "Not assessable",
        "The records supplied do not hold what this rule needs. Nothing is known either way.",
    ),
    "failed": ("Failed", "The rule stopped with an error. Nothing is known either way."),
    "not_applicable": ("Not applicable", "The rule does not apply to this case."),
    "nothing_found": (
        "Nothing found",
        "The pattern is not in the records supplied. That does not show that nothing happened.",
    ),
}
"""What became of a rule: in which order, called what, meaning what."""


def taken_for(mention: str | None, reason: str | None, confidence: str | None) -> str:
    """By which words an entry means a person, and why: “Mum”: the only mother (likely)."""
    said = f"“{mention}”" if mention else ""
    why = f"{reason} ({confidence})" if reason and confidence else reason or confidence or ""
    return ": ".join(part for part in (said, why) if part)


def plain(word: str) -> str:
    """A word of the contract without its underscores."""
    return word.replace("_", " ")


def number(count: int, one: str, many: str | None = None) -> str:
    """A count with its noun: "1 entry", "1,240 entries"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


@lru_cache(maxsize=4096)
def day(when: date) -> str:
    """A day as it is written here: 3 Aug 2021."""
    return f"{when.day} {when:%b %Y}"


def undated(earliest: date | None, latest: date | None) -> bool:
    """Whether nothing at all is known of when it happened."""
    return (earliest or LONG_AGO) <= LONG_AGO and (latest or FAR_AHEAD) >= FAR_AHEAD


@lru_cache(maxsize=8192)
def when(earliest: date | None, latest: date | None) -> str:
    """An interval in words: a day, a month, a year, or from one day to another."""
    first, last = earliest or LONG_AGO, latest or FAR_AHEAD
    if undated(first, last):
        return "Undated"
    if first == last:
        return day(first)
    if last >= FAR_AHEAD:
        return f"{day(first)} or later"
    if first <= LONG_AGO:
        return f"{day(last)} or before"
    return _span(first, last)


def _span(first: date, last: date) -> str:
    months_whole = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
    if months_whole and (first.year, first.month) == (last.year, last.month):
        return f"{first:%b %Y}, day not known"
    if months_whole and first.year == last.year and (first.month, last.month) == (1, 12):
        return f"{first.year}, day not known"
    if (first.year, first.month) == (last.year, last.month):
        return f"between {first.day} and {day(last)}"
    if first.year == last.year:
        return f"between {first.day} {first:%b} and {day(last)}"
    return f"between {day(first)} and {day(last)}"


def age(days: int) -> str:
    """An age in days as a practitioner says it: weeks and days, then weeks, then years."""
    if days < 0:
        return f"{_weeks(-days)} before birth"
    if days < 7:
        return number(days, "day") if days else "day of birth"
    if days < 730:
        return _weeks(days)
    years, months = days * 100 // 36525, (days * 100 % 36525) * 12 // 36525
    return f"{number(years, 'year')} {number(months, 'month')}" if months else number(years, "year")


def _weeks(days: int) -> str:
    weeks, rest = divmod(days, 7)
    if not weeks:
        return number(rest, "day")
    return (
        f"{number(weeks, 'week')} {number(rest, 'day')}"
        if rest and weeks < 16
        else (number(weeks, "week"))
    )


@lru_cache(maxsize=16384)
def age_between(fewest: int, most: int) -> str:
    """An age that is only known to lie between two numbers of days."""
    low, high = age(fewest), age(most)
    if low == high:
        return low
    if fewest >= 7 and most < 730:
        return f"{fewest // 7} to {-(-most // 7)} weeks"
    return f"between {low} and {high}"
