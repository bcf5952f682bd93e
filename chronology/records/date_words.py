"""The words that dates are written in, as data, and the plain form in which text is compared.

Every word has a one-letter code. `date_tokens` turns a cell into a string of codes, its shape, and
`date_forms` lists the shapes that are dates. A word that isn't here is never skipped over: the
cell becomes a problem that names it.
"""

from __future__ import annotations

import re

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

# What each letter of a shape stands for; any other character stands for itself.
#   i d o y k N   number: one digit, two digits, ordinal (3rd), four digits, '16, any other
#   M W           month, weekday
#   P S T Q F H   early/mid/late, season, "term", quarter, festival, half term
#   C E V J G     week commencing, week ending, week of, weekend of, "first week of"
#   R L s         financial year, school year, the s of "1990s"
#   c A t z       time of day, part of a day (am, night), the T of 2021-05-22T14:00, time zone
#   - = > & |     dash, dash with a space, to, and, or
#   ~ u w         doubt (?, approx.), a part left blank (??/05/2021), a word that isn't known
WORDS_BY_CODE = {
    "A": "am pm morning afternoon evening night overnight lunchtime daytime",
    "C": "weekfrom",
    "E": "weekto",
    "F": (
        "christmas christmaseve christmasday boxingday christmasholidays newyear newyearseve "
        "newyearsday christmastonewyear easter goodfriday eastersunday eastermonday "
        "easterholidays summerholidays halloween bonfirenight"
    ),
    "G": "firstweek secondweek thirdweek fourthweek lastweek",
    "H": "halfterm",
    "J": "weekend",
    "L": "schoolyear",
    "P": "early mid late firsthalf secondhalf",
    "Q": "quarterone quartertwo quarterthree quarterfour",
    "R": "financialyear",
    "S": "spring summer autumn winter",
    "T": "term",
    "V": "weekof",
    "s": "s",
    "t": "t",
    "u": "nk",
    "z": "z gmt bst utc",
    "~": "approx",
    ">": "to until till through thru",
    "&": "and",
    "|": "or",
    "": (
        "on the of in at during date dated dates throughout over month months year years sometime"
        " inclusive"
    ),
}

SHORT_WEEKDAYS = {
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "weds": 2, "thu": 3, "thur": 3, "thurs": 3,
    "fri": 4, "sat": 5, "sun": 6,
}  # fmt: skip

# Phrases, and other ways to write a word above. The order matters: the first that fits is taken.
PHRASES = {
    r"(?:on|in) or (?:around|about)": "approx",
    r"(?:thought|believed|estimated) to be|or thereabouts|or so": "approx",
    r"(?:week|wk|w) ?/?(?:commencing|commence|comm?|beginning|beg|starting)": "weekfrom",
    r"w(?:k|eek)? ?/ ?[cb]|w\.[cb]|wc|wb": "weekfrom",
    r"(?:week|wk) ?/?(?:ending|ended)|w(?:k|eek)? ?/ ?e|w\.e|wk end": "weekto",
    r"approximate(?:ly)?|aprox|appx?|circa|(?<!/)ca?|about|around|roughly|(?<=[0-9])ish": "approx",
    r"possibly|probably|maybe|perhaps|estimated?|est|believed|provisional(?:ly)?": "approx",
    r"tbc|to be confirmed|unconfirmed": "approx",
    r"week-?end(?: (?:of|beginning|starting))?": "weekend",
    r"(?:1st|first)(?: full)? (?:week|wk)(?: (?:of|in))?": "firstweek",
    r"(?:2nd|second) (?:week|wk)(?: (?:of|in))?": "secondweek",
    r"(?:3rd|third) (?:week|wk)(?: (?:of|in))?": "thirdweek",
    r"(?:4th|fourth) (?:week|wk)(?: (?:of|in))?": "fourthweek",
    r"(?:last|final) (?:week|wk)(?: (?:of|in))?": "lastweek",
    r"(?:week|wk) of": "weekof",
    r"(?:first|1st) half(?: of)?": "firsthalf",
    r"(?:second|2nd|latter) (?:half|part)(?: of)?": "secondhalf",
    r"early (?:hours|morning)(?: of)?|(?:mid|late)[ -]morning": "morning",
    r"(?:early|mid|late)[ -]afternoon": "afternoon",
    r"(?:early|mid|late)[ -]evening|tea ?-?time": "evening",
    r"(?:late )?(?:at )?night(?:time)?|(?:during|through) the night": "night",
    r"(?:beginning|start)(?: of)?|early part of": "early",
    r"middle(?: of)?": "mid",
    r"(?:towards )?(?:the )?end(?: of)?|later part of": "late",
    r"xmas|x-mas": "christmas",
    r"new yrs?|new year'?s": "new year",
    r"christmas ?(?:and|&|to|/|-) ?(?:the )?new year(?:'?s)?": "christmastonewyear",
    r"christmas eve": "christmaseve",
    r"christmas day": "christmasday",
    r"christmas (?:period|holidays?|break|vacation)": "christmasholidays",
    r"boxing day": "boxingday",
    r"new year'?s? eve|nye": "newyearseve",
    r"new year'?s? day": "newyearsday",
    r"new year(?:'?s)?": "newyear",
    r"good friday": "goodfriday",
    r"easter (?:sunday|day)": "eastersunday",
    r"easter monday": "eastermonday",
    r"easter (?:holidays?|break|vacation)": "easterholidays",
    r"easter (?:weekend|period)": "easter",
    r"(?:school )?summer (?:holidays?|break|vacation)": "summerholidays",
    r"hallow-?e'?en": "halloween",
    r"bonfire night|guy fawkes(?: night)?": "bonfirenight",
    r"half[ -]?term(?: (?:week|holidays?|break))?": "halfterm",
    r"(?:school|academic) (?:year|yr)": "schoolyear",
    r"(?:financial|fiscal|tax) (?:year|yr)|f/?y": "financialyear",
    r"(?:quarter|qtr|q) ?1(?![0-9])|(?:1st|first) (?:quarter|qtr)(?: of)?": "quarterone",
    r"(?:quarter|qtr|q) ?2(?![0-9])|(?:2nd|second) (?:quarter|qtr)(?: of)?": "quartertwo",
    r"(?:quarter|qtr|q) ?3(?![0-9])|(?:3rd|third) (?:quarter|qtr)(?: of)?": "quarterthree",
    r"(?:quarter|qtr|q) ?4(?![0-9])|(?:4th|fourth|last) (?:quarter|qtr)(?: of)?": "quarterfour",
    r"some ?(?:time|point)(?: (?:in|during|around))?": "sometime",
    r"and ?/ ?or": "or",
    r"between(?= [0-9])": "at",
    r"n/k|not known|unknown": "nk",
}

_PLAIN = str.maketrans(
    dict.fromkeys("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad", "")
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\ufe58\ufe63\uff0d", "-")
    | dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u00b4`", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u3003\u00ab\u00bb", '"')
    | dict.fromkeys("\u2024\u00b7\u2027", ".")
    | dict.fromkeys("\u2215\uff0f", "/")
)


def normalise(text: str) -> str:
    """Text in lower case with plain quotes, dashes and single spaces.

    >>> normalise("  22\\u00a0May \\u2013  3 JUNE ")
    '22 may - 3 june'
    """
    return " ".join(text.translate(_PLAIN).lower().split())


def canonical(plain: str) -> str:
    """Plain text with every phrase as one word: "w/c 14/6/21" becomes "weekfrom 14/6/21".

    >>> canonical("end of may 2021")
    'late may 2021'
    """
    for phrase, word in _PHRASES:
        plain = phrase.sub(word, plain)
    return plain


_PHRASES = [
    (re.compile(rf"(?<![a-z'])(?:{phrase})(?![a-z])"), word) for phrase, word in PHRASES.items()
]


def _vocabulary() -> dict[str, tuple[str, int]]:
    """Every word known, with its code and its number where it has one."""
    words = {
        word: (code, place)
        for code, listed in WORDS_BY_CODE.items()
        for place, word in enumerate(listed.split(), 1)
    }
    for number, month in enumerate(MONTHS, 1):
        words |= {month[:length]: ("M", number) for length in range(3, len(month) + 1)}
    words |= {name: ("W", number) for number, name in enumerate(WEEKDAYS)}
    return words | {name: ("W", number) for name, number in SHORT_WEEKDAYS.items()}


VOCABULARY = _vocabulary()
