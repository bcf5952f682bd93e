"""Where a record says who a male carer is: by a name, beside a word for what he is to the child.

It makes signals of the concept ``male_carer_identified``. A name from ``case.toml`` counts
wherever it stands. A name that no list holds counts beside such a word ("partner, Sam Field"):
there capitals are all there is to go by, so this is the one place where they matter.
"""

from __future__ import annotations

import re

import polars as pl

CONCEPT = "male_carer_identified"

_ROLE = (
    r"(?:[Pp]artner|[Bb]oyfriend|[Ff]ather(?: of (?:the )?(?:baby|child))?|[Dd]ad|FOC|FOB|"
    r"[Ss]tep-?(?:dad|father))"
)
_LINK = r"(?:,? (?:is |was |named |called |name |known as )|, | \(| - | – |: )"
_NAME = r"(?P<name>[A-Z][a-z’'-]{1,20}(?: [A-Z][a-z’'-]{1,20}){0,2})"
_NAMED = re.compile(rf"\b{_ROLE}{_LINK}(?:[Mm]r )?{_NAME}\b")
_WITH_BIRTH = re.compile(
    rf"\b{_ROLE}\b[^.;]{{0,40}}\b(?:[Dd][Oo][Bb]|d\.o\.b\.?|born|date of birth)[ :]{{1,3}}"
    r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}"
)

NO_NAMES = frozenset(
    [
        "A",
        "An",
        "And",
        "At",
        "But",
        "By",
        "For",
        "From",
        "He",
        "Her",
        "His",
        "Home",
        "I",
        "If",
        "In",
        "Is",
        "It",
        "Mum",
        "Mother",
        "Dad",
        "Father",
        "Baby",
        "Child",
        "Not",
        "No",
        "None",
        "Nil",
        "On",
        "Out",
        "Present",
        "Parents",
        "Partner",
        "Plan",
        "Police",
        "Same",
        "Seen",
        "She",
        "Spoke",
        "States",
        "Still",
        "That",
        "The",
        "Then",
        "There",
        "They",
        "This",
        "To",
        "Unknown",
        "Was",
        "We",
        "Well",
        "When",
        "Who",
        "With",
        "Work",
        "Working",
        "Yes",
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "Advised",
        "Also",
        "Attended",
        "Both",
        "Contact",
        "Did",
        "Does",
        "Gp",
        "Has",
        "Have",
        "Health",
        "Hv",
        "Just",
        "Left",
        "Midwife",
        "Now",
        "Reports",
        "Says",
        "Social",
        "Told",
        "Very",
        "Will",
        "Would",
        "Went",
        "Again",
        "Action",
        "Advice",
        "Asked",
    ]
)
"""Words that begin with a capital where a sentence begins, and are nobody's name."""


def written_names(texts: pl.DataFrame) -> pl.DataFrame:
    """``row, start, end`` of names and birth dates beside a word for a male carer."""
    likely = texts.filter(pl.col("text").str.contains(_ROLE))
    rows = [
        (row, *span)
        for row, text in likely.select("row", "text").iter_rows()
        for span in _spans(text)
    ]
    schema = {"row": pl.Int64, "start": pl.Int64, "end": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _spans(text: str) -> list[tuple[int, int]]:
    names = [match.span() for match in _NAMED.finditer(text) if _is_name(match["name"])]
    return names + [match.span() for match in _WITH_BIRTH.finditer(text)]


def _is_name(words: str) -> bool:
    return words.split()[0] not in NO_NAMES


def listed_names(
    mentions: pl.DataFrame, persons: pl.DataFrame, words: frozenset[str]
) -> pl.DataFrame:
    """``row, person_id, start, end`` of names from ``case.toml`` that are of the child's male
    carers.

    ``words`` are the family words: "dad" in a person's list of names is no name.
    """
    woman = pl.col("sex").str.to_uppercase().str.starts_with("F").fill_null(False)
    men = persons.filter(pl.col("role").is_in(["father", "partner"]), ~woman).select("person_id")
    return (
        mentions.filter(pl.col("person_id").is_not_null(), ~pl.col("word").is_in(list(words)))
        .filter(pl.col("word").str.len_chars() > 1)
        .join(men, on="person_id", how="semi")
        .select("row", "person_id", "start", "end")
    )
