"""Letters by which records call a parent or partner, where a record says once whose they are.

"mum (KB) has a new partner (TR)", and from then on only "KB" and "TR". Chronologies made from
published reviews do this throughout: without it, nothing that "KB said" is a parent's word.
"""

from __future__ import annotations

import re

import polars as pl

from chronology.narrative import NAMES
from chronology.people.words import folded, is_abbreviation

_WHO = {
    "mother": r"(?:[Bb]irth |[Yy]oung )?(?:[Mm]other|[Mm]um|MOC|Mo)",
    "father": r"(?:[Bb]irth |[Pp]utative )?(?:[Ff]ather|[Dd]ad|FOC|FOB)",
    "male_partner": r"(?:(?:[Nn]ew |[Mm]ale )?(?:[Pp]artner|[Bb]oyfriend)|[Ss]tep-?(?:dad|father))",
}
_LETTERS = r"(?P<letters>[A-Z]{1,3}\d?)"
_NOT_ANOTHERS = r"(?<!['’]s )(?<!s['’] )(?<!\b[Hh]er )(?<!\b[Hh]is )(?<!grand)(?<!foster )"
_SAYS_WHO = {
    who: re.compile(
        # "mother (KB)", "Mother, KB," and "KB (mother)", "KB (the mother, 22)"
        rf"{_NOT_ANOTHERS}\b{word}(?: \(| ?, ){_LETTERS}[),]"
        rf"|\b(?P<before>[A-Z]{{1,3}}\d?) \((?:the |child['’]s )?{word}\b(?!['’])"
    )
    for who, word in _WHO.items()
}


def introduced(texts: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """More of ``names``: letters that a text of the case gives to one person, for every agency.

    Letters that ``case.toml`` has, that mean something else, or that stand for two are left out.
    """
    told: dict[str, set[str]] = {}
    for text in texts["text"].unique(maintain_order=True):
        for who, says in _SAYS_WHO.items():
            for match in says.finditer(text):
                letters = match["letters"] or match["before"]
                told.setdefault(letters, set()).add(who)
    taken = set(names["surface"])
    rows = [
        {
            "case_id": agency,
            "surface": folded(letters),
            "who": next(iter(whose)),
            "person_id": None,
            "written": "upper",
        }
        for letters, whose in sorted(told.items())
        if len(whose) == 1 and folded(letters) not in taken and not _means_else(letters)
        for agency in texts["agency"].unique().sort()
    ]
    return pl.concat([names, pl.DataFrame(rows, schema=NAMES)]) if rows else names


def _means_else(letters: str) -> bool:
    return letters in ("A", "I") or (len(letters) > 1 and is_abbreviation(letters))
