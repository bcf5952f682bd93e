"""How old a child was at an entry, in words, with what is uncertain said."""

from __future__ import annotations

from datetime import date

import polars as pl

from . import words
from .view import Person

TERM_DAYS = 280
"""A pregnancy is counted as 40 weeks that end on the day a baby is due."""


def age_column(events: pl.DataFrame, child: Person | None) -> pl.Series:
    """The child's age at each entry, in words; nothing for entries without a date."""
    if child is None:
        return pl.Series("age", [""] * events.height, dtype=pl.String)
    dates = events.select("earliest", "latest", "undated").iter_rows()
    return pl.Series(
        "age",
        ["" if undated else age_at(child, first, last) for first, last, undated in dates],
        dtype=pl.String,
    )


def age_at(child: Person, first: date, last: date) -> str:
    """The child's age between two days, in words; before birth, weeks of pregnancy where known."""
    if (last - first).days > 3660:
        return ""
    born_first, born_last = child.born_earliest, child.born_latest
    if child.due and last < (born_first or child.due):
        return _pregnancy(child.due, first, last)
    if born_first is None or born_last is None:
        return "after the date due" if child.due else ""
    return words.age_between((first - born_last).days, (last - born_first).days)


def _pregnancy(due: date, first: date, last: date) -> str:
    weeks = [(TERM_DAYS - (due - when).days) // 7 for when in (first, last)]
    if weeks[0] < 0:
        return "before the pregnancy" if weeks[1] < 0 else "before or in early pregnancy"
    told = str(weeks[0]) if weeks[0] == weeks[1] else f"{weeks[0]} to {weeks[1]}"
    return f"{told} weeks of pregnancy"


def birth_words(child: Person) -> str:
    """When the child was born, in words, for the axis that counts weeks from it."""
    if child.born_earliest is None or child.born_latest is None:
        return f"due {words.day(child.due)}; birth date not known" if child.due else ""
    if child.born_earliest == child.born_latest:
        return f"born {words.day(child.born_earliest)}"
    spread = (child.born_latest - child.born_earliest).days
    return (
        f"born {words.when(child.born_earliest, child.born_latest)}: "
        f"age uncertain by up to {words.number(spread, 'day')}"
    )
