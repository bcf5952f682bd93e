"""The whole of a date cell: what stands by itself, what is relative, and what has one open end.

"since May 2020", "before 2019", "1999 onwards", "3 May 2021 to present", "from birth to 3 June
2021", and remarks such as "exact date not known".
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from chronology.records.date_bases import BIRTH, INCIDENT
from chronology.records.date_reading import DateContext, DateProblem, Placed, add_days, in_words
from chronology.records.date_relative import read_relative
from chronology.records.date_spans import EXAMPLES, read_absolute

_NOT = (
    r"(?:not (?:yet )?(?:been )?(?:known|given|recorded|stated|provided|specified|documented|clear"
    r"|available|applicable|sure|confirmed|noted|entered|supplied|dated|identified|certain)"
    r"|unknown|unclear|unrecorded|unspecified|unsure|uncertain|missing|illegible|unconfirmed"
    r"|to be confirmed|tb[ca]|n ?/? ?[akdrs])"
)
_WHAT = r"(?:the )?(?:exact |precise |specific |actual |full )?(?:dates?|day|time)"
UNKNOWN = re.compile(
    rf"(?:{_WHAT} )?(?:is |was |are |were )?{_NOT}(?: {_WHAT})?"
    r"|no (?:exact |specific )?dates?"
    r"(?: (?:given|recorded|known|stated|provided|entered|available))?"
    rf"|un-?dated|{_WHAT}|none|nil|blank|null|nan|nat|various(?: dates)?|multiple(?: dates)?"
    r"|several dates|numerous"
)
_DITTO = re.compile(r"""-?\ ?(?:"+|"\ "|''|,,)\ ?-?""", re.VERBOSE)
_ONGOING = re.compile(
    r"(?:-|to|until|till)? ?(?:on-?going|current(?:ly)?|present|continuing|to date|now)"
)
_REMARK = rf"(?:{_WHAT} (?:is |was )?{_NOT}|no (?:exact )?dates?|{_NOT} {_WHAT}|(?<=[(]){_NOT})"
_REMARK_AFTER = re.compile(rf"[ ,;-]*[(]? ?(?:but )?{_REMARK}[). ]*$")
_REMARK_BEFORE = re.compile(rf"^[(]?{_REMARK}[)]?[ ,;:-]+(?=[(?a-z0-9])")

_ONWARDS = re.compile(
    r"(?P<inner>.*?[a-z0-9)'?\"])(?:"
    r"[ ,(-]+(?:on-? ?wards?|(?:and|or) (?:on ?wards?|after|since|later)|on-?going"
    r"|continu(?:ing|es)|present(?: day)?|current(?:ly)?)\)?"
    r"|(?: ?- ?| (?:to|until|till) )(?:the )?(?:present(?: day)?|date|now|today|current|ongoing)"
    r"| ?[+>]|(?P<dash> ?-+| ?(?:to|until|-) ?\?+))"
)
_OR_EARLIER = re.compile(
    r"(?P<inner>.*?[a-z0-9)])[ ,(]*(?:(?:and|or) (?:earlier|before)|at the latest)\)?"
)
_LEADS = {
    "until": r"on or before|by|(?:no|not) later than|until|till|up ?(?:to|until)"
    r"|to|(?:\?+|n/?k|not known|unknown) ?(?:-|to|until)",
    "before": r"(?:some ?time )?before|prior to|pre|earlier than|previous to|preceding",
    "since": r"on or after|(?:ever )?since|from|starting(?: from| on| in)?|as of"
    r"|(?:no|not) earlier than|began|commenced",
    "after": r"(?:some ?time )?after|post|later than|following",
}
_LEAD = re.compile(
    "|".join(rf"(?P<{name}>(?:{words})(?![a-z])[ :-]*)" for name, words in _LEADS.items())
)
_BETWEEN = re.compile(r"(?:on (?:a|some) dates? |some ?time |(?:a|some) dates? )?(?:in )?between ")
_SPLIT = re.compile(r" (?:to|until|till|and|-) ")
_COUNTED = re.compile(rf"(?:{BIRTH}|{INCIDENT}|.*\b(?:old|aged?|pregnant)\b.*)")


def read_phrase(plain: str, context: DateContext) -> Placed:
    """A normalised cell that isn't blank, placed. Raises DateProblem when it can't be read."""
    plain, notes = _without_remark(plain)
    placed = read_relative(plain, context) or _bounded(plain, context) or _plain(plain, context)
    return replace(placed, notes=(*placed.notes, *notes))


def is_unknown(plain: str) -> bool:
    """Whether a normalised cell says that there is no date: blank, "n/k", "date not given", "-"."""
    if re.fullmatch(r"[\W_x]*|([dmy]+)([/. -])[dmy]+\2[dmy]+|00?([/.-])00?\3(?:00|0000)", plain):
        return _DITTO.fullmatch(plain) is None
    words = " ".join(re.sub(r"[.,;:!()\[\]\"*]", " ", plain).split())
    return UNKNOWN.fullmatch(words.rstrip("?- ")) is not None


def is_ongoing(plain: str) -> bool:
    """Whether a normalised cell says only that something went on: "ongoing", "to date"."""
    return _ONGOING.fullmatch(plain.strip(" .()")) is not None


def _without_remark(plain: str) -> tuple[str, tuple[str, ...]]:
    """The cell without "exact date not known", and a note of it."""
    for pattern in (_REMARK_AFTER, _REMARK_BEFORE):
        remark = pattern.search(plain)
        shorter = pattern.sub("", plain, count=1)
        if remark and re.search("[a-z0-9]", shorter):
            return shorter, (f"it says '{remark[0].strip(' ,;:()-.')}'",)
    return plain, ()


def _plain(plain: str, context: DateContext) -> Placed:
    """A date, range or list without an open end."""
    between = _BETWEEN.match(plain)
    try:
        return read_absolute(plain[between.end() :] if between else plain, context, bool(between))
    except DateProblem:
        placed = _relative_range(plain[between.end() :] if between else plain, context)
        if placed is None:
            raise
        return placed


def _relative_range(plain: str, context: DateContext) -> Placed | None:
    """ "birth to 3 June 2021": a range with a relative end."""
    split = _SPLIT.split(plain)
    if len(split) != 2 or not any(_COUNTED.fullmatch(side) for side in split):
        return None
    first, last = (read_relative(side, context) or read_absolute(side, context) for side in split)
    if first.precision == "undated" or last.precision == "undated":
        return first if first.precision == "undated" else last
    if first.earliest and last.latest and last.latest < first.earliest:
        raise DateProblem("the end is before the start; check both dates")
    return replace(
        first,
        latest=last.latest,
        precision="range",
        uncertain=first.uncertain or last.uncertain,
        notes=(*first.notes, *last.notes),
        points=2,
    )


# One open end


def _bounded(plain: str, context: DateContext) -> Placed | None:
    """A date with one open end, or None where neither end is open."""
    onwards = _ONWARDS.fullmatch(plain)
    if onwards and re.search("[a-z0-9]", onwards["inner"]):
        return _since(onwards, context)
    if earlier := _OR_EARLIER.fullmatch(plain):
        return _bound("until", _inner(earlier["inner"], context))
    lead = _LEAD.match(plain)
    if lead is None or not lead.lastgroup:
        return None
    inner = _inner(plain[lead.end() :], context)
    if lead.lastgroup == "since" and inner.points > 1 and lead[0].startswith("from"):
        return inner
    return _bound(lead.lastgroup, inner)


def _since(onwards: re.Match[str], context: DateContext) -> Placed:
    inner = onwards["inner"]
    lead = _LEAD.match(inner)
    if lead and lead.lastgroup == "since":
        inner = inner[lead.end() :]
    placed = _bound("since", _inner(inner, context))
    if not onwards["dash"] or placed.precision == "undated":
        return placed
    note = "nothing is written after the dash, so the end is left open"
    return replace(placed, uncertain=True, notes=(*placed.notes, note))


def _inner(plain: str, context: DateContext) -> Placed:
    return read_relative(plain, context) or _plain(plain, context)


def _bound(side: str, inner: Placed) -> Placed:
    """The interval left open at the other end."""
    if inner.precision == "undated":
        return inner
    if inner.earliest is None or inner.latest is None:
        raise DateProblem(f"both ends can't be open; {EXAMPLES}")
    earliest: date | None = None
    latest: date | None = None
    if side == "since":
        earliest, told = inner.earliest, ""
    elif side == "after":
        earliest = add_days(inner.latest, 1)
        told = f"after is read as from {in_words(earliest)}"
    elif side == "before":
        latest = add_days(inner.earliest, -1)
        told = f"before is read as up to {in_words(latest)}"
    else:
        latest, told = inner.latest, f"up to and including {in_words(inner.latest)}"
    notes = (*inner.notes, told) if told else inner.notes
    return replace(inner, earliest=earliest, latest=latest, precision="open", at=None, notes=notes)
