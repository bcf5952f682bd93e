"""Codes of clinical systems to signals: what a structured record says without any words.

The column ``codes`` holds tokens with semicolons between them:

    token  = system|code [=value] [~mark]

- ``system`` is ``snomed``, ``loinc``, ``icd10``, ``read2``, ``ctv3`` or ``dmd``; for an element of
  FHIR its name, as in ``appointment-status|noshow``, ``encounter-class|EMER`` and
  ``cancelled-by|patient``; and for any other system its address;
- ``value`` is what was measured or answered: ``loinc|29463-7=3.2 kg``;
- ``mark`` says that the code isn't simply so: ``snomed|125667009~refuted``. See ``codes.toml``.

In ``system`` and ``code``, white space and ``; | = ~`` are percent-encoded; in ``value``,
``; | ~`` and line breaks; so is a percent sign that would look like such a code. Bare codes are
understood as well, as a column of an agency's own has them: numbers with SNOMED's check digit, and
the Read codes that are listed.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal
from urllib.parse import unquote

import polars as pl
from pydantic import BaseModel, ConfigDict, ValidationError

from chronology.errors import PackUnusable
from chronology.tables import ANYONE, SIGNALS, STATUSES, WHO

LIST = Path(__file__).with_name("codes.toml")

NOTHING = "nothing"
"""The status of a mark that takes a code back altogether."""

REQUESTED = "requested"

UNITS: dict[str, dict[str, float]] = {
    "kg": {
        "kg": 1.0,
        "kgs": 1.0,
        "g": 0.001,
        "gm": 0.001,
        "gms": 0.001,
        "gram": 0.001,
        "grams": 0.001,
        "[lb_av]": 0.45359237,
        "lb": 0.45359237,
        "lbs": 0.45359237,
        "[oz_av]": 0.028349523125,
        "oz": 0.028349523125,
    },
    "centile": {"%": 1.0, "centile": 1.0, "percentile": 1.0, "{percentile}": 1.0, "": 1.0},
}
"""What a unit that is measured in counts, in the unit that a signal has."""

NO = frozenset(
    ("no", "n", "false", "absent", "negative", "not detected", "not present", "none", "never")
)
"""Answers that turn a code round."""

_TOKEN = re.compile(
    r"(?<![^\s;])(?P<system>(?![0-9]+\|)[^\s;|=~]+)\|(?P<code>[^\s;|=~]+)"
    r"(?:=(?P<value>[^;~\n]*))?(?:~(?P<mark>[a-z-]+))?"
)
_BARE = re.compile(
    r"(?<![\w.|~=-])(?:(?P<number>[0-9]{6,18})|(?P<read>[0-9A-Za-z.]{5})(?:00|11)?)(?![\w.])"
)
_MEASURED = re.compile(r"(?P<number>[0-9]+(?:\.[0-9]+)?)\s*(?P<unit>[^\s;]*)")
_WORD_IN_BRACKETS = re.compile(r"\s*\([^)]*\)$")


class _Entry(BaseModel):
    """Some codes that mean one concept, and where they come from."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    concept: str
    system: str
    who: str
    counts_for: tuple[str, ...]
    source: str
    terms: dict[str, str]
    status: str = "affirmed"
    unit: Literal["kg", "centile"] | None = None
    whose: Literal["default", "named", "stated"] = "default"
    request: bool = False


class _List(BaseModel):
    """The whole of ``codes.toml``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sources: dict[str, str]
    marks: dict[str, str]
    codes: tuple[_Entry, ...]


@dataclass(frozen=True, slots=True)
class Codes:
    """The list, ready for looking up."""

    meanings: Mapping[tuple[str, str], _Entry]
    marks: Mapping[str, str]


@cache
def known_codes(path: Path = LIST) -> Codes:
    """The list of codes. Raises ``PackUnusable`` where it isn't as it must be."""
    try:
        listed = _List.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise PackUnusable(
            path.name, f"it can't be used ({error})", "Compare it with the one that came with this"
        ) from None
    for mark, status in listed.marks.items():
        if status not in (*STATUSES, NOTHING):
            raise PackUnusable(
                f"{path.name} › marks › {mark}",
                f"there is no status {status!r}",
                f"Known: {', '.join((*STATUSES, NOTHING))}",
            )
    meanings: dict[tuple[str, str], _Entry] = {}
    for entry in listed.codes:
        _check(entry, listed, path)
        for code in entry.terms:
            if meanings.setdefault((entry.system, code), entry) is not entry:
                raise PackUnusable(
                    f"{path.name} › {entry.concept}",
                    f"{entry.system} {code} is listed twice",
                    "Keep one of them",
                )
    return Codes(meanings, listed.marks)


def _check(entry: _Entry, listed: _List, path: Path) -> None:
    where = f"{path.name} › {entry.concept}"
    if entry.source not in listed.sources:
        raise PackUnusable(where, f"the source {entry.source!r} isn't listed", "List it")
    if entry.status not in STATUSES:
        raise PackUnusable(
            where, f"there is no status {entry.status!r}", f"Known: {', '.join(STATUSES)}"
        )
    unknown = {entry.who, *entry.counts_for} - {*WHO, ANYONE}
    if unknown:
        raise PackUnusable(
            where, f"nobody is called {sorted(unknown)[0]!r}", f"Known: {', '.join(WHO)}"
        )
    wrong = [code for code in entry.terms if entry.system == "snomed" and not is_snomed(code)]
    if wrong:
        raise PackUnusable(
            where, f"{wrong[0]} is no SNOMED CT concept: its check digit is wrong", "Look it up"
        )


# ----------------------------------------------------------------------------- check digit

_TURN = (0, 1, 2, 3, 4, 5, 6, 7, 8, 9), (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)
CONCEPT_PARTITIONS = ("00", "10")
"""The last digits but one of an identifier that is a concept's, not a description's."""


def is_snomed(code: str) -> bool:
    """Whether a number is the identifier of a SNOMED CT concept: 6 to 18 digits, of which the last
    is Verhoeff's check digit.

    >>> is_snomed("281399006"), is_snomed("281399007")
    (True, False)
    """
    if not 6 <= len(code) <= 18 or not code.isdecimal() or not code.isascii() or code[0] == "0":
        return False
    return code[-3:-1] in CONCEPT_PARTITIONS and _check_sum(code) == 0


def _check_sum(digits: str) -> int:
    """Verhoeff's sum over the symmetries of a pentagon; 0 where the check digit is right."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        turned = int(digit)
        for _ in range(place % 8):
            turned = _TURN[1][turned]
        total = _after(total, turned)
    return total


def _after(first: int, second: int) -> int:
    """One symmetry after another: 0 to 4 turn the pentagon, 5 to 9 turn it over as well."""
    if first < 5:
        return (first + second) % 5 if second < 5 else 5 + (first + second) % 5
    return 5 + (first - second) % 5 if second < 5 else (first - second) % 5


# --------------------------------------------------------------------------------- signals

_FOUND: dict[str, pl.DataType | type[pl.DataType]] = {
    "codes": pl.String,
    "concept": pl.String,
    "status": pl.String,
    "who": pl.String,
    "counts_for": pl.List(pl.String),
    "whose": pl.String,
    "strict": pl.Boolean,
    "start": pl.Int64,
    "end": pl.Int64,
    "term": pl.String,
    "cue": pl.String,
    "entry": pl.String,
    "value": pl.Float64,
}

ABOUT = pl.Schema(
    {
        "case_id": pl.String,
        "event_id": pl.String,
        "field": pl.String,
        "who": pl.String,
        "person_id": pl.String,
    }
)
"""The people that entries speak of, as far as they are needed here: those in ``who_text``."""


def coded_signals(events: pl.DataFrame, mentions: pl.DataFrame | None = None) -> pl.DataFrame:
    """Signals of the codes of entries, as ``tables.SIGNALS``; a code that isn't known gives none.

    ``mentions`` (see :data:`ABOUT`) are the people that entries name: a clinical system's codes
    are about the one person in the column for persons, whoever that is.
    """
    texts = events["codes"].drop_nulls().unique(maintain_order=True)
    rows = [(text, *signal) for text in texts for signal in signals_in(text)]
    found = pl.DataFrame(rows, schema=_FOUND, orient="row")
    about = _about(pl.DataFrame(schema=ABOUT) if mentions is None else mentions)
    return (
        events.select("case_id", "event_id", "codes")
        .join(found, on="codes", maintain_order="left_right")
        .join(about, on=["case_id", "event_id"], how="left", maintain_order="left")
        .pipe(_settled)
        .with_columns(field=pl.lit("codes"), basis=pl.lit("code"))
        .select(SIGNALS.names)
    )


def _about(mentions: pl.DataFrame) -> pl.DataFrame:
    """The one person whom an entry's column for persons names."""
    family = pl.col("who").is_in([who for who in WHO if who not in ("professional", "unknown")])
    return (
        mentions.filter(pl.col("field") == "who_text", family)
        .group_by("case_id", "event_id")
        .agg(
            about=pl.when(pl.col("who").n_unique() == 1).then(pl.col("who").first()),
            person_id=pl.when(pl.col("person_id").n_unique() == 1).then(
                pl.col("person_id").first()
            ),
        )
        .filter(pl.col("about").is_not_null())
    )


def _settled(found: pl.DataFrame) -> pl.DataFrame:
    """Who it is in the end, and that it is somebody else's where it doesn't count for them.

    In a column of an agency's own, an adult may just have been there: only who fits is taken.
    """
    about, counts = pl.col("about"), pl.col("counts_for")
    counted = counts.list.contains(about) | counts.list.contains(pl.lit(ANYONE))
    taken = (
        about.is_not_null()
        & (pl.col("whose") != "stated")
        & (counted | pl.col("strict") | (about == "sibling"))
    ).fill_null(False)
    plain = pl.col("status").is_in(["affirmed", "historical"])
    return found.filter((pl.col("whose") != "named") | counted.fill_null(False)).with_columns(
        who=pl.when(taken).then(about).otherwise("who"),
        person_id=pl.when(taken).then("person_id"),
        status=pl.when(taken & plain & ~counted).then(pl.lit("other_person")).otherwise("status"),
    )


Signal = tuple[
    str, str, str, tuple[str, ...], str, bool, int, int, str, str | None, str, float | None
]
"""The columns of a signal that its token gives, from the concept to the value."""


def signals_in(text: str) -> Iterator[Signal]:
    """The signals of one entry's codes; what isn't a known code is passed over."""
    known = known_codes()
    taken = 0
    for match in _TOKEN.finditer(text):
        yield from _bare(text, taken, match.start(), known)
        taken = match.end()
        entry = known.meanings.get((match["system"], match["code"]))
        if entry is not None:
            yield from _signal(entry, match, known)
    yield from _bare(text, taken, len(text), known)


def _signal(entry: _Entry, match: re.Match[str], known: Codes) -> Iterator[Signal]:
    mark = match["mark"]
    said = known.marks.get(mark, "hypothetical") if mark else "affirmed"
    if mark == REQUESTED and entry.request:
        said, mark = "affirmed", None
    status = entry.status if said == "affirmed" else _turned(entry.status, said)
    value = unquote(match["value"] or "").strip()
    if value and entry.unit is None and _WORD_IN_BRACKETS.sub("", value).lower() in NO:
        status, mark = _turned(status, "negated"), value
    if status != NOTHING:
        start, end = match.span()
        measured = _measured(value, entry.unit) if entry.unit else None
        code = f"{match['system']}|{match['code']}"
        yield _row(entry, status, True, start, end, match[0].rstrip(), mark, code, measured)


def _turned(status: str, said: str) -> str:
    """What a mark makes of a code's own status: what is not so of "no longer" is so."""
    if status == "negated" and said == "negated":
        return "affirmed"
    return said if status in ("affirmed", "negated") or said == NOTHING else status


def _bare(text: str, start: int, end: int, known: Codes) -> Iterator[Signal]:
    for match in _BARE.finditer(text, start, end):
        number, read = match["number"], match["read"]
        pairs = [("snomed", number)] if number else [("read2", read), ("ctv3", read)]
        for system, code in pairs:
            entry = known.meanings.get((system, code))
            if entry is not None and (system != "snomed" or is_snomed(code)):
                first, last = match.span()
                written = f"{system}|{code}"
                yield _row(entry, entry.status, False, first, last, match[0], None, written, None)


def _row(
    entry: _Entry,
    status: str,
    strict: bool,
    start: int,
    end: int,
    term: str,
    cue: str | None,
    code: str,
    value: float | None,
) -> Signal:
    counts = entry.counts_for
    who, whose = entry.who, entry.whose
    return (
        entry.concept, status, who, counts, whose, strict, start, end, term, cue, code, value
    )  # fmt: skip


def _measured(value: str, unit: str) -> float | None:
    """A value in the unit that is wanted; None where it is in another kind of unit.

    >>> _measured("3200 g", "kg"), _measured("7 mmol/L", "kg")
    (3.2, None)
    """
    match = _MEASURED.fullmatch(value)
    if match is None:
        return None
    counts = UNITS[unit].get(match["unit"].lower())
    return None if counts is None else round(float(match["number"]) * counts, 6)
