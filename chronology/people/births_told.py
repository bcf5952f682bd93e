"""What an entry's words tell of when the child was born: the birth itself, or the child's age."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from chronology.case import CaseFile
from chronology.records.date_durations import NUMBER_WORDS
from chronology.records.date_reading import add_days, add_months

Span = tuple[date, date]

_RELATIVE = (
    r"(?!(?i:mother|mum|father|dad|partner|parent|sib|brother|sister|half|step|older|elder|eldest"
    r"|cousin|aunt|uncle|grand|mg|pg|his|her|their|first|previous))"
)
_CHILD = r"(?:(?i:(?:the )?(?:baby|child|infant|twins?(?: 1)?(?: and twin 2)?))|[A-Z][\w'’-]*)"
_BORN = re.compile(
    rf"(?:^|[.;:] )(?i:the )?{_RELATIVE}{_CHILD}(?: [A-Z0-9][\w'’-]*)?,? (?:"
    r"(?:was |is |were )?born\b(?! (?:in|on|to) )|b\.? (?=\d|[FM]\b|at\b)"
    r"|(?:was |were )delivered\b|arrives?\b(?= (?:early|late|at term|at \d))|arrived (?:early|at))"
)
"""An entry that tells of the birth of a child: "Kim born.", "Child K was born", "BO b. 39/40"."""

_GAVE_BIRTH = re.compile(
    r"(?:^|[.;:] )(?:(?:She|Mother|Mum|M|MA|The mother|The young woman|(?:Ms|Miss|Mrs) \w+)"
    r"(?:,[^,.;]{1,60},)? )(?:gave|gives|had given) birth\b(?! to her (?:first|second|third|older))"
)
_THERE = re.compile(
    r"\b\d{2}(?:\s?\+\s?\d)?\s?/\s?40\b|\b\d{2} ?\+ ?\d\b|\b[1-5](?:\.\d{1,3})? ?kgs?\b"
    r"|\b\d{3,4} ?(?:g|grams|grammes)\b|\bat (?:full )?term\b|\bAPGARs?\b|\bat \d{2}(?:\+\d)? weeks"
    r"|\bweeks' gestation|\bT\+\d|\bweeks? (?:early|premature)"
    r"|\bby (?:emergency |elective )?c-?section"
)
"""What is written of a birth by those who were there, or on its day: how far on, how heavy."""


def tells_birth(text: str | None) -> bool:
    """Whether an entry tells that the child was born, then or not long before."""
    return bool(text and (_BORN.search(text) or _GAVE_BIRTH.search(text)))


def tells_its_day(text: str | None) -> bool:
    """Whether what is told of a birth is told as on its day."""
    return bool(text and tells_birth(text) and _THERE.search(text))


# ------------------------------------------------------------------------------------------- ages

_NUMBER = rf"(\d{{1,2}}|{'|'.join(NUMBER_WORDS)})"
_UNIT = r"(years?|yrs?|months?|mths?|weeks?|wks?|days?)"
_OLDEST = 17
"""Years: whoever is older is no child, though the words may seem to say so."""

_SOMEBODY_ELSE = re.compile(
    r"\b(?i:mother|mum|father|dad|parent|partner|boyfriend|sibling|brother|sister|aunt|uncle"
    r"|grand\w+|cousin|twins?|worker|woman|man)\b[^.;]{0,40}$"
)


def names_of_subject(case: CaseFile) -> tuple[str, ...]:
    """What the one child under review is called; without people in ``case.toml`` the case's id,
    where that is a name or initials."""
    children = [person for person in case.people if person.role in ("subject", "unborn")]
    if len(children) == 1:
        return tuple(name for name in children[0].names if name.strip())
    name = case.case.id or ""
    is_name = re.fullmatch(r"(?:(?:Child|Baby) )?[A-Z][A-Za-z]{0,15}\d?", name)
    return (name,) if is_name and not children else ()


_LABEL = re.compile(r"\b(?:[Cc]hild|[Bb]aby|[Ii]nfant) [A-Z]\d?\b")


def only_label(texts: Iterable[str]) -> tuple[str, ...]:
    """ "Child K", where the records speak of one child so."""
    labels = {label for text in texts for label in _LABEL.findall(text)}
    return tuple(labels) if len({label.split()[1] for label in labels}) == 1 else ()


def ages_told(text: str, names: Sequence[str]) -> Iterable[tuple[int, str]]:
    """The ages that an entry gives to the child, each with its unit."""
    called = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    if not called:
        return
    child = rf"\b(?:{called})(?![\w'’])"
    said = (
        rf"{child},? (?:\([^()]*\) )?(?:was |is |now |who was |then )?\(?[Aa]ged? {_NUMBER}"
        rf"(?: {_UNIT})?\b",
        rf"{child} \({_NUMBER}(?: ?{_UNIT})?\)",
        rf"{child},? (?:was |is |now |at )?(?:only |just |then )?{_NUMBER}[ -]{_UNIT}(?: old|,|;)",
        rf"\b{_NUMBER}[ -]{_UNIT}[ -]old {child}",
    )
    for pattern in said:
        for number, unit in re.findall(pattern, text):
            yield from _of_a_child(number, unit)


def age_at_the_end(text: str) -> Iterable[tuple[int, str]]:
    """The age that the entry of the incident itself gives: whose it is need not be said."""
    for match in re.finditer(rf"\b[Aa]ged {_NUMBER}(?: {_UNIT})?\b", text):
        if not _SOMEBODY_ELSE.search(text[: match.start()]):
            yield from _of_a_child(match[1], match[2])


def _of_a_child(number: str, unit: str | None) -> Iterable[tuple[int, str]]:
    figure = int(number) if number.isdigit() else NUMBER_WORDS.index(number) + 1
    unit = unit or "years"
    if figure <= _OLDEST or not unit.startswith("y"):
        yield figure, unit


def born_by_age(age: tuple[int, str], earliest: date, latest: date) -> Span:
    """The days on which somebody can have been born who had an age on one of some days."""
    number, unit = age
    if unit.startswith("y"):
        return add_days(add_months(earliest, -12 * (number + 1)), 1), add_months(
            latest, -12 * number
        )
    if unit.startswith("m"):
        return add_days(add_months(earliest, -number - 1), 1), add_months(latest, -number)
    days = 7 if unit.startswith("w") else 1
    return add_days(earliest, -days * (number + 1) + 1), add_days(latest, -days * number)


def agreed(spans: Sequence[Span]) -> Span | None:
    """What spans have in common, from the narrowest on; those that don't meet it are left out."""
    ordered = sorted(spans, key=lambda span: (span[1] - span[0], span))
    if not ordered:
        return None
    first, last = ordered[0]
    for begin, end in ordered[1:]:
        if max(first, begin) <= min(last, end):
            first, last = max(first, begin), min(last, end)
    return first, last
