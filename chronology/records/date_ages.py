"""Ages in short: "13 y 1 m", "12½", "aged 3-9"; and a bare "12" under a heading that says age."""

from __future__ import annotations

import re

_YEARS_AND_MONTHS = re.compile(r"(?:aged? )?(\d{1,2}) ?y(?:rs?)?\.?,? ?(\d{1,2}) ?m(?:th?s?)?\.?")
_YEARS = re.compile(r"(?:aged? )?(\d{1,2}) ?y(?:rs?)?\.?")
_AND_A_HALF = re.compile(
    r"(?:aged? )?(\d{1,2}) ?(?:½|1/2|and a half)(?: ?(?:years?|yrs?|y))?(?: old)?"
)
_FROM_TO = re.compile(r"aged? (\d{1,2}) ?(?:-|to|and) ?(\d{1,2})")
_BARE = re.compile(r"\d{1,2}(?: ?½)?")


def age_in_full(plain: str) -> str:
    """An age in short as one in full: "13 y 1 m" is "aged 13 years 1 months". Other text is as it
    was."""
    if match := _YEARS_AND_MONTHS.fullmatch(plain):
        return f"aged {match[1]} years {match[2]} months"
    if match := _AND_A_HALF.fullmatch(plain):
        return f"aged {match[1]} years 6 months"
    if match := _FROM_TO.fullmatch(plain):
        return f"aged {match[1]} to {match[2]} years"
    if match := _YEARS.fullmatch(plain):
        return f"aged {match[1]}"
    return plain


def as_age(cell: str) -> str:
    """A bare number in a column of ages, said as one: "12" is "aged 12"."""
    return f"aged {cell.strip()}" if _BARE.fullmatch(cell.strip()) else cell
