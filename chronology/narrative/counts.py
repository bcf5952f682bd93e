"""How often a thing happened, where a sentence says so in words: "x3", "on four occasions", "again
and again".

The number becomes the ``value`` of the concept that it is said of. Words that give no figure count
as :data:`SEVERAL`. Only texts that hold such words are looked at closely.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import polars as pl

from chronology.narrative.entries import Context
from chronology.records.date_durations import NUMBER_WORDS

SEVERAL = 3
"""What "several", "repeatedly" and "numerous" are taken for: more than two."""

_NUMERALS = {word: number for number, word in enumerate(NUMBER_WORDS, 1) if number > 1} | {
    "thirty": 30, "a dozen": 12, "dozen": 12, "half a dozen": 6, "a couple of": 2, "a couple": 2,
    "both": 2, "a pair of": 2,
}  # fmt: skip
_SEVERAL = (
    "several|numerous|many|multiple|repeated|frequent|various|countless|successive|consecutive"
    "|a few|so many|dozens of|lots of|a handful of|a (?:large |high |great )?number of"
    "|a (?:series|string|succession|run|pattern|catalogue|sequence|spate|host) of"
)
_ORDINALS = {
    "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "umpteenth": SEVERAL,
}  # fmt: skip
_FIGURE = r"(?<![\d/.:,+-])[1-9]\d?(?![\d/.:%+])"
_NUMBER = rf"(?:{'|'.join(sorted(_NUMERALS, key=len, reverse=True))}|{_FIGURE})"
_ORDINAL = rf"(?:{'|'.join(_ORDINALS)}|[2-9](?:nd|rd|th)|1\dth)"

_SUCH = (
    r"(?:(?:separate|different|further|previous|earlier|other|known|recorded|reported|documented"
    r"|such|more) )*"
)
_GENERAL = (
    "(?:appointments|appts|apts|visits|attendances|contacts|sessions|reviews|checks|clinics"
    "|meetings|tests|scans|assessments|presentations|admissions|conveyances|dates|offers"
    "|invitations|consultations|home ?visits|attempts|encounters|follow ?ups|opportunities|slots"
    "|groups|classes)"
)
"""What a thing can happen at: said near it, their number is its number."""
_PARTICULAR = (
    "(?:dnas|wnbs|ftas|utas|non-?attendances|no access(?:es)?|failed|missed|refused|cancelled"
    "|unsuccessful|incidents|call[ -]?outs|assaults|attacks|fights|altercations|episodes|events"
    "|injuries|bruises|marks|fractures|burns|scalds|falls|overdoses|calls|requests|referrals|reports"
    "|disclosures|moves|absences|a&e|ed|emergency|hospital|urgent|ambulance|police|complaints"
    "|concerns|domestic)"
)
"""What itself happens: their number is that of the concept whose words they are."""
_REPORT = "(?:calls|reports|concerns|complaints|referrals|entries|disclosures|requests|mentions)"
_MONTH = (
    "(?:january|february|march|april|may|june|july|august|september|october|november|december"
    "|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)"
)
_A_MONTH = rf"{_MONTH}(?: \d{{4}})?"
_OF_A_MONTH = rf"(?: (?:of )?{_MONTH})?(?:/\d{{1,2}}(?:/\d{{2,4}})?|\.\d{{1,2}}\.\d{{2,4}})?"
_DAY = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?{_OF_A_MONTH})"
_IN_FIGURES = r"\d{1,2}/(?:0?[1-9]|1[0-2])(?:/\d{2,4})?"
_AND = r"(?: ?, ?and | ?, ?| and | & | ?; ?)"
_TIME = (
    r"(?:years?|yrs?|weeks?|wks?|months?|mths?|days?|hours?|hrs?|minutes?|mins?|kg|g|ml|mg|oz"
    r"|[ap]m)"
)
_NO_EVENT = (
    rf"(?!(?:{_TIME}|of|to|in|at|on|for|with|from|by|and|or|the|a|was|were|is|had|has|not|no|old"
    r"|child|children|siblings?|people|adults?|men|women|boys|girls|parents|professionals|agencies"
    r"|staff|sons|daughters|brothers|sisters|babies|twins|officers|workers|services|nurses|doctors"
    r"|midwives|families|miles|pounds|centiles?)\b)"
)
"""Before the noun of a number stands no word that makes it one of something else."""
_NOT_A_RATE = (
    r"(?! (?:a|per|each|every) (?:day|week|night|month)"
    r"| (?:the|as|old|of age|later|after|before|ago|earlier|table))"
)
_WHEN = r"(?: (?:when|on which|where|that))?"


class Count(NamedTuple):
    """How often, and how ``near`` to a concept's words that is said of them: in the same
    ``stretch``, ``beside`` them, ``ahead`` of them or among them, ``first`` before them, or as
    their own ``noun``. What lasts has only counts of the ``contact``s at which it was met and of
    the ``report``s of it."""

    start: int
    end: int
    number: float
    near: str


_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (near, re.compile(written))
    for near, written in (
        # "in May, June and August", "on 2, 5 and 9 May", "3/5, 10/5"
        (
            "contact",
            r"\b(?:in|during|on|:|both)(?: early| late| mid)? "
            rf"(?P<list>{_A_MONTH}(?:{_AND}(?:again )?(?:in )?{_A_MONTH})+)\b",
        ),
        ("contact", rf"(?<![\d/])(?P<list>{_IN_FIGURES}(?:{_AND}{_IN_FIGURES})+)(?![\d/])"),
        (
            "contact",
            rf"(?:\bon |[:(] ?|\bdated |, )(?:the )?(?P<list>{_DAY}(?:{_AND}(?:on |the )*{_DAY})+)"
            rf"(?![\d%]| ?{_TIME}\b)",
        ),
        # "x3", "3x", "twice"
        ("stretch", r"(?<![a-z\d])x ?(?P<n>\d{1,2})(?![\d/:]|\.\d| ?(?:mg|ml|/))\b"),
        ("stretch", r"(?<![\d/.,])(?P<n>[1-9]\d?) ?x(?![a-z\d]| ?\d)"),
        ("stretch", r"\b(?P<two>twice)\b(?! (?:as|a day|daily|weekly|the|a week))"),
        # "four times", "on many separate occasions", "on eleven nights"
        (
            "contact",
            rf"\b(?:on )?(?:at least |about |some |over |all |each of )?(?:the )?"
            rf"(?P<n>{_NUMBER}|{_SEVERAL}) {_SUCH}occasions\b{_NOT_A_RATE}{_WHEN}",
        ),
        (
            "stretch",
            rf"\b(?:at least |about |some |over )?(?P<n>{_NUMBER}|{_SEVERAL}) {_SUCH}times\b"
            rf"{_NOT_A_RATE}{_WHEN}",
        ),
        (
            "contact",
            rf"\b(?:on|over) (?P<n>{_NUMBER}|{_SEVERAL}) {_SUCH}"
            rf"(?:days|dates|evenings|nights|mornings|weekends)\b{_WHEN}",
        ),
        # "four of his six", "4/6 appointments"
        (
            "stretch",
            rf"\b(?P<n>{_NUMBER}|many|most|several) (?:out )?of (?:the |his |her |their |its "
            rf"|these |those |all )?(?:\w+ )?(?:{_NUMBER}\b|(?=(?:\w+ )?{_GENERAL}))",
        ),
        ("stretch", rf"\b(?P<n>[1-9]\d?) ?/ ?\d{{1,2}} (?=(?:\w+ )?{_GENERAL}\b)"),
        # "for the fourth time", "that is three now", "three in a row"
        ("stretch", rf"\b(?P<n>{_ORDINAL}) {_SUCH}(?:time|occasion|instance)\b"),
        (
            "stretch",
            r"\b(?:(?:that|this)(?:'?s| is| makes)|making it|makes it|making|total of|totalling"
            rf"|total:?) (?P<n>{_NUMBER}|{_ORDINAL})"
            r"(?= (?:now|so far|already|to date|this)|[.,;\)\"']|$)",
        ),
        (
            "stretch",
            rf"\b(?P<n>{_NUMBER}) (?:(?:weeks|days|months|times|[a-z]+days) )?"
            r"(?:in a row|on the trot|running|in succession|so far|to date|in as many)\b",
        ),
        # "again and again", "each time", "repeatedly", "kept missing"
        (
            "stretch",
            r"\b(?P<several>again and again|time and again|time after time|over and over|always"
            r"|(?:each|every) (?:time|attempt))\b",
        ),
        (
            "contact",
            r"\b(?P<several>(?:each|every) (?:occasion|visit|contact|appointment))\b",
        ),
        # "three reports of", "repeated calls about"
        ("report", rf"\b(?P<n>{_NUMBER}|{_SEVERAL}) {_SUCH}{_REPORT}\b"),
        (
            "beside",
            r"\b(?P<several>repeatedly|frequently|persistently|consistently|regularly|often|serially"
            r"|routinely)\b",
        ),
        ("ahead", r"\b(?P<several>keeps|kept on|kept|continued to|continues to)\b"),
        ("stretch", r"\b(?P<two>more than once|once again|yet again|on occasions)\b"),
        # "fourth DNA"
        ("first", rf"\b(?P<n>{_ORDINAL})\b(?! (?:{_MONTH}|of)\b)"),
        # "three visits", "several A&E attendances", "a series of bruises"
        ("contact", rf"\b(?P<n>{_NUMBER}|{_SEVERAL}) {_SUCH}{_GENERAL}\b"),
        (
            "noun",
            rf"\b(?P<n>{_NUMBER}|{_SEVERAL}) (?:{_NO_EVENT}[a-z&'-]+ ){{0,3}}?"
            rf"(?:{_GENERAL}|{_PARTICULAR})\b",
        ),
        ("ahead", rf"\b(?P<several>{_SEVERAL})(?= )"),
    )
)


def _without_looking_around(written: str) -> str:
    """A pattern that finds all that another finds, and more, as polars can look for it."""
    while (found := _LOOKS.search(written)) is not None:
        depth, end = 1, found.end()
        while depth:
            step = 2 if written[end] == "\\" else 1
            depth += {"(": 1, ")": -1}.get(written[end], 0)
            end += step
        written = written[: found.start()] + written[end:]
    return written


_LOOKS = re.compile(r"\(\?<?[!=]")
_HINTS = [_without_looking_around(pattern.pattern) for _, pattern in _PATTERNS]

_APART = re.compile(
    r"[.!?](?:\s|$)|[;|\n*]|\b(?:but|however|although|though|because|as|while|since|so|if|unless|who|whom|which|that|what"
    r"|after|before|until|than|whereas|despite|following|then"
    r"|rang|rings|phoned|phones|telephoned|called|texted|wrote|written|letters?|messages?|emailed|emails?|chased|reminded"
    r"|asked|spoke|said|says|told|offered|rebooked|apologised|discussed|advised|discharged|prescribed|attended|kept|came"
    r"|vomit\w*|stools?|nappies|nappy|bottles?|feeds|puffs?|nebs?|nebuli[sz]ers?|doses?|tablets?|stitches|bathed|changed"
    r"|paracetamol|ibuprofen|calpol|mls?|mgs?|units|pints|cans|cigarettes|joints)\b"
)
"""What parts a number from a concept: another stretch, or something else that was done so often."""
_REACH = {"contact": 11, "report": 4, "stretch": 11, "beside": 3, "ahead": 2, "first": 0, "noun": 0}
_AHEAD = ("ahead", "first", "report")
_FIT = {True: {"contact", "report"}, False: {*_REACH}}
_OFTEN_A_YEAR = 3
_YEARS = re.compile(
    r"(?: [a-z&]+){0,3}? (?:in|over|within|across) (?:the (?:last|past|first) )?"
    rf"({_NUMBER}|several|many) years"
)
_FARTHEST = 120
_SECOND = frozenset([",", "and", "&"])
"""What may begin another thing that was done."""


def counts_in(folded: str, likely: Iterable[int] = range(len(_PATTERNS))) -> list[Count]:
    """The counts that a folded text tells of, none inside another; ``likely`` are the patterns
    that can be in it."""
    found: list[Count] = []
    for near, pattern in (_PATTERNS[number] for number in likely):
        for match in pattern.finditer(folded):
            number = _number(match)
            if (
                number > 1
                and not _over_years(folded, match.end(), number)
                and not any(match.start() < one.end and one.start < match.end() for one in found)
            ):
                found.append(Count(match.start(), match.end(), number, near))
    return found


def _over_years(folded: str, end: int, number: float) -> bool:
    """Whether so many years are told for a count that it is not often: "twice in four years"."""
    span = _YEARS.match(folded, end)
    return span is not None and number < _OFTEN_A_YEAR * _NUMERALS.get(span[1], 2)


def _number(match: re.Match[str]) -> float:
    groups = match.groupdict()
    if groups.get("two"):
        return 2.0
    if groups.get("several"):
        return float(SEVERAL)
    if groups.get("list"):
        return float(len(re.split(_AND, groups["list"])))
    written = groups["n"]
    if written in _NUMERALS:
        return float(_NUMERALS[written])
    if written in _ORDINALS:
        return float(_ORDINALS[written])
    digits = "".join(letter for letter in written if letter.isdigit())
    return float(digits) if digits else float(SEVERAL)


def counted(
    folded: str,
    places: Sequence[tuple[int, int]],
    lasting: Sequence[bool],
    likely: Iterable[int] = range(len(_PATTERNS)),
) -> Iterator[tuple[int, float]]:
    """Of which places of a text a count is said: their numbers, with how often.

    ``lasting`` says which of them are of something that lasts and is met, rather than happens.
    """
    folded, places = _singly_spaced(folded, places)
    for count in counts_in(folded, likely):
        words = [
            _words_between(folded, count, *place) if (count.near in fit) else None
            for place, fit in zip(places, (_FIT[it] for it in lasting), strict=True)
        ]
        nearest = min((len(one) for one in words if one is not None), default=0)
        yield from (
            (number, count.number)
            for number, one in enumerate(words)
            if one is not None and (len(one) == nearest or not _SECOND.intersection(one))
        )


def _singly_spaced(
    folded: str, places: Sequence[tuple[int, int]]
) -> tuple[str, Sequence[tuple[int, int]]]:
    """A text as if typed with single spaces, with where its places are in that."""
    if "  " not in folded:
        return folded, places
    kept = [at for at, letter in enumerate(folded) if letter != " " or folded[at - 1] != " "]
    moved = [(bisect_left(kept, start), bisect_left(kept, end)) for start, end in places]
    return "".join(folded[at] for at in kept), moved


def _words_between(folded: str, count: Count, start: int, end: int) -> list[str] | None:
    """The words between a count and a concept's words; none where it is not said of them."""
    if start < count.end and count.start < end:
        return [] if count.near != "first" else None
    before = count.end <= start
    between = folded[count.end : start] if before else folded[end : count.start]
    if len(between) > _FARTHEST or _APART.search(between):
        return None
    words = between.replace(",", " , ").split()
    if len(words) > _REACH[count.near] or (count.near in _AHEAD and not before):
        return None
    if before and not _SECOND.isdisjoint(words):
        opening = folded[_stretch(folded, count.start) : count.start].strip()
        return None if opening or words[0] != "," else words
    return None if not before and "," in words[:-1] else words


def _stretch(folded: str, place: int) -> int:
    """Where the stretch of a text that a place is in begins."""
    ends = [match.end() for match in re.finditer(r"[.!?;:|\n]", folded[:place])]
    return ends[-1] if ends else 0


def with_counts(coded: pl.DataFrame, texts: pl.DataFrame, context: Context) -> pl.DataFrame:
    """Signals with how often they are said to have happened, or to have been met, as their
    ``value``. ``texts`` have ``row`` and ``folded``.
    """
    lasting = pl.col("concept").is_in(context.lasts)
    events = (
        coded.lazy()
        .with_row_index("_at")
        .filter(pl.col("concept").is_in(context.happens) | lasting)
        .select("_at", "row", "start", "end", lasting=lasting)
        .collect()
    )
    if events.is_empty():
        return coded
    asked = texts.join(events.select("row").unique(), on="row", how="semi")
    spaced = asked.select("row", "folded", single=pl.col("folded").str.replace_all("  +", " "))
    likely: dict[int, list[int]] = {}
    for number, hint in enumerate(_HINTS):
        for row in spaced.filter(pl.col("single").str.contains(hint))["row"]:
            likely.setdefault(row, []).append(number)
    often: dict[int, float] = {}
    told = (
        events.group_by("row")
        .agg("_at", "start", "end", "lasting")
        .join(spaced.filter(pl.col("row").is_in(likely.keys())), on="row")
        .select("row", "_at", "start", "end", "lasting", "folded")
    )
    for row, at, starts, ends, lasts, folded in told.rows():
        places = list(zip(starts, ends, strict=True))
        for place, times in counted(folded, places, lasts, likely[row]):
            often[at[place]] = max(times, often.get(at[place], 0.0))
    if not often:
        return coded
    return coded.with_columns(value=coded["value"].scatter(list(often), list(often.values())))
