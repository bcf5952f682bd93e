"""A return's own quality, as remarks to its agency: what it may want to complete or explain.

A remark is about how the records were written down. It is not a flag, says nothing of the family,
and repeats no narrative: it has figures, the places of a few entries, and a question.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

from chronology.case import CaseFile
from chronology.records.date_reading import in_words
from chronology.records.jargon import own_words, unknown_abbreviations
from chronology.records.return_facts import (
    EXAMPLES,
    FEW,
    LATE_DAYS,
    LONG_CHARACTERS,
    Period,
    by_agency,
    counted,
    marked,
)
from chronology.records.silences import CALLED_OUT, silences
from chronology.tables import Tables

OF_ANY_SIZE = ("outside_period", "undated", "same_text")
"""What is remarked on in tiny returns too."""

UNDATED_SHARE = 0.1
"""Project default: where so large a part of the entries has no day, that is remarked on."""

NEARLY_ALL = 0.9
"""Project default: the part of the entries that counts as nearly all."""

HARDLY_ANY = 0.05
"""Project default: the part of the entries that counts as hardly any."""

FEWEST_MATTERS = 5
"""Project default: with fewer meetings, referrals and appointments their outcomes say little."""

UNTOLD_SHARE = 0.5
"""Project default: the part of them without an outcome from which that is remarked on."""

LATE_SHARE = 0.2
"""Project default: the part of the entries written down late from which that is remarked on."""

BY_THE_CLOCK = ("ambulance", "hospital", "police", "urgent_care")
"""Agencies whose own systems have the time of everything."""

Facts = Mapping[str, Any]
"""What is known of one return: a row of ``return_facts.counted``, its silences, its jargon."""

Told = tuple[str, dict[str, Any], str] | None
"""A remark, its figures, and what is asked of the agency."""


def remarks(
    events: pl.DataFrame,
    signals: pl.DataFrame | None,
    coverage: pl.DataFrame,
    *,
    period: Period | None,
    known: frozenset[str] = frozenset(),
) -> list[dict[str, Any]]:
    """Remarks on the returns of one case, by agency and then by kind, in the order of ``KINDS``.

    The tables are as in ``chronology.tables``; without ``signals`` nothing is said of their tone.
    ``period`` is the first and the last day under review. ``known`` has the case's own names, as
    ``jargon.own_words`` gives them. Each remark is ``{"agency", "name", "kind", "remark",
    "figures", "ask"}``; days in ``figures`` are text such as 2021-05-03.
    """
    if events.is_empty():
        return []
    entries = marked(events, coverage, period, known)
    returns = counted(entries, signals)
    many = not returns.filter(pl.col("entries") >= FEW).is_empty()
    quiet = silences(entries) if many else {}
    odd = by_agency(unknown_abbreviations(entries, known)) if many else {}
    names = dict(coverage.select("agency", "name").iter_rows())
    found: list[dict[str, Any]] = []
    for counts in returns.iter_rows(named=True):
        agency = counts["agency"]
        facts = counts | {"silences": quiet.get(agency, []), "odd": odd.get(agency, [])}
        head = {"agency": agency, "name": names.get(agency) or agency}
        found.extend(head | told for told in _of_return(facts))
    return found


def remarks_on_case(
    tables: Tables, case: CaseFile, period: Period | None, *, narratives: bool = True
) -> list[dict[str, Any]]:
    """The remarks on a case's returns; its own names are those of ``case.toml``."""
    events, signals, coverage = pl.collect_all([tables.events, tables.signals, tables.coverage])
    read = signals if narratives else None
    return remarks(events, read, coverage, period=period, known=own_words(case))


def _of_return(facts: Facts) -> list[dict[str, Any]]:
    remarked = []
    for kind, tell in KINDS.items():
        told = tell(facts) if facts["entries"] >= FEW or kind in OF_ANY_SIZE else None
        if told is not None:
            remark, figures, ask = told
            remarked.append({"kind": kind, "remark": remark, "figures": figures, "ask": ask})
    return remarked


# -------------------------------------------------------------------------------------------- kinds


def _long_silence(facts: Facts) -> Told:
    if not facts["silences"]:
        return None
    told = [_silence(silence, facts) for silence in facts["silences"]]
    spans = [
        {
            "where": silence["where"],
            "from": silence["from"].isoformat(),
            "to": silence["to"].isoformat(),
            "days": silence["days"],
        }
        for silence in facts["silences"]
    ]
    usual = facts["silences"][0]["usual"]
    figures = {"usual_days": usual, "silences": spans}
    return " ".join(told), figures, "Was there no contact, or are records missing?"


def _silence(silence: Mapping[str, Any], facts: Facts) -> str:
    first, last = in_words(silence["from"]), in_words(silence["to"])
    length = f"{silence['days']} days; usually one every {_days(silence['usual'])}"
    entry = "dated entry" if facts["undated"] else "entry"
    if silence["where"] == "start":
        return f"Asked about from {first}, the first {entry} is of {last} ({length})."
    if silence["where"] == "end":
        return f"Asked about until {last}, the last {entry} is of {first} ({length})."
    return f"No {entry} between {first} and {last} ({length})."


def _days(usual: float) -> str:
    return "day" if round(usual) <= 1 else f"{round(usual)} days"


def _no_outcomes(facts: Facts) -> Told:
    matters, untold = facts["matters"] or 0, facts["untold"]
    if matters < FEWEST_MATTERS or untold < UNTOLD_SHARE * matters:
        return None
    remark = (
        f"{_of(untold, matters)} entries of meetings, referrals and appointments don’t say what"
        f" came of them{_at(facts['untold_places'], untold)}; an action or outcome is filled in for"
        f" {facts['action'] or 'none'} of all {facts['entries']} entries."
    )
    figures = {"matters": matters, "without_outcome": untold, "actions": facts["action"]}
    return remark, figures | _places(facts["untold_places"]), "What was decided or done each time?"


def _only_negative(facts: Facts) -> Told:
    if (facts["bad"] or 0) < FEW or facts["good"] or facts["agency_kind"] in CALLED_OUT:
        return None
    remark = f"{facts['bad']} entries tell of concerns, and none of what went well."
    ask = "Is there good care or good practice on record that belongs in the chronology too?"
    return remark, {"concerns": facts["bad"], "went_well": 0}, ask


def _only_positive(facts: Facts) -> Told:
    if (facts["good"] or 0) < FEW or facts["bad"]:
        return None
    remark = f"{facts['good']} entries tell of what went well, and none of a concern."
    ask = "Were there no concerns, or are they kept in another record?"
    return remark, {"concerns": 0, "went_well": facts["good"]}, ask


def _outside_period(facts: Facts) -> Told:
    before, after = facts["before"], facts["after"]
    if not before + after:
        return None
    sides = [
        f"{count} {_plural(count, 'is', 'are')} dated {side} {in_words(day)}"
        for count, side, day in (
            (before, "before", facts["asked_from"]),
            (after, "after", facts["asked_to"]),
        )
        if count
    ]
    remark = (
        f"Of {facts['entries']} {_plural(facts['entries'], 'entry', 'entries')},"
        f" {' and '.join(sides)}, outside the period asked about"
        f"{_at(facts['outside_places'], before + after)}."
    )
    figures = {
        "before": before,
        "after": after,
        "asked_from": _iso(facts["asked_from"]),
        "asked_to": _iso(facts["asked_to"]),
    }
    one = before + after == 1
    ask = f"{'Is it' if one else 'Are they'} meant as background, or is a date wrong?"
    return remark, figures | _places(facts["outside_places"]), ask


def _undated(facts: Facts) -> Told:
    vague, entries = facts["no_day"], facts["entries"]
    if not vague or vague < UNDATED_SHARE * entries:
        return None
    parts = [
        f"{count} {words}"
        for count, words in (
            (facts["undated"], "without a date"),
            (facts["coarse"], "no finer than a month"),
            (facts["ambiguous"], "that could be read in two ways"),
        )
        if count
    ]
    remark = (
        f"{_share(vague, entries)} {_plural(vague, 'has', 'have')} no certain day or week:"
        f" {', '.join(parts)}{_at(facts['no_day_places'], vague)}."
    )
    figures = {
        "entries": entries,
        "undated": facts["undated"],
        "no_finer_than_a_month": facts["coarse"],
        "two_readings": facts["ambiguous"],
    }
    return remark, figures | _places(facts["no_day_places"]), "Can the days be given?"


def _jargon(facts: Facts) -> Told:
    if not facts["odd"]:
        return None
    listed = [
        f"{one['abbreviation']} ({one['times']} times, first in {one['place']})"
        for one in facts["odd"]
    ]
    figures = {
        "abbreviations": [
            {name: one[name] for name in ("abbreviation", "times", "place")} for one in facts["odd"]
        ]
    }
    remark = f"Not understood here: {'; '.join(listed)}."
    return remark, figures, "What do they mean, or whose initials are they?"


def _no_who(facts: Facts) -> Told:
    nobody, entries = facts["nobody"], facts["entries"]
    if nobody < NEARLY_ALL * entries:
        return None
    remark = f"{_share(nobody, entries)} name nobody as present or spoken to."
    figures = {"entries": entries, "nobody_named": nobody}
    return remark, figures, "Who was there, or spoken to, each time?"


def _no_times(facts: Facts) -> Told:
    timed, entries = facts["at"], facts["entries"]
    if facts["agency_kind"] not in BY_THE_CLOCK or timed > HARDLY_ANY * entries:
        return None
    has = _plural(timed, "has", "have") if timed else "has"
    remark = f"{timed or 'None'} of {entries} entries {has} a time of day."
    ask = "Can the times be added? They settle the order of what happened on one day."
    return remark, {"entries": entries, "with_time": timed}, ask


def _long_entries(facts: Facts) -> Told:
    long = facts["long"]
    if not long:
        return None
    remark = (
        f"{long} {_plural(long, 'entry is', 'entries are')} longer than {LONG_CHARACTERS:,}"
        f" characters{_at(facts['long_places'], long)}; the longest has {facts['longest']:,}."
    )
    figures = {"long": long, "longest_characters": facts["longest"]}
    ask = "Are there several happenings in one row? Each belongs in a row of its own."
    return remark, figures | _places(facts["long_places"]), ask


def _same_text(facts: Facts) -> Told:
    count = facts["same_count"]
    if not count:
        return None
    pairs = [f"{pair['again']} says the same as {pair['first']}" for pair in facts["same"]]
    more = f", and {count - len(pairs)} more" if count > len(pairs) else ""
    figures = {"repeated": count, "pairs": facts["same"]}
    ask = "Was it entered twice, or did it happen twice?"
    return f"On the same date, {'; '.join(pairs)}{more}.", figures, ask


def _late_recorded(facts: Facts) -> Told:
    late, given = facts["late"], facts["recorded_on"]
    if given < FEW or late < LATE_SHARE * given:
        return None
    longest = facts["latest_recorded"]
    remark = (
        f"{_share(late, given)} were written down more than {LATE_DAYS} days afterwards, the latest"
        f" {longest} days{_at(facts['late_places'], late)}."
    )
    figures = {"with_recording_date": given, "late": late, "latest_days": longest}
    ask = "Were they written from notes made at the time?"
    return remark, figures | _places(facts["late_places"]), ask


KINDS: dict[str, Callable[[Facts], Told]] = {
    "outside_period": _outside_period,
    "undated": _undated,
    "long_silence": _long_silence,
    "same_text": _same_text,
    "no_outcomes": _no_outcomes,
    "no_who": _no_who,
    "no_times": _no_times,
    "long_entries": _long_entries,
    "late_recorded": _late_recorded,
    "only_negative": _only_negative,
    "only_positive": _only_positive,
    "jargon": _jargon,
}
"""What is remarked on, in this order."""


# -------------------------------------------------------------------------------------------- words


def _of(count: int, whole: int) -> str:
    return f"All {whole}" if count == whole else f"{count} of {whole}"


def _share(count: int, whole: int) -> str:
    """ "12 of 40 entries (30%)"."""
    if count == whole:
        return (
            f"All {whole} {_plural(whole, 'entry', 'entries')}" if whole > 1 else "The only entry"
        )
    return f"{count} of {whole} entries ({round(100 * count / whole)}%)"


def _plural(count: int, one: str, many: str) -> str:
    return one if count == 1 else many


def _at(places: Sequence[str], count: int) -> str:
    """The places of entries, in brackets; the first few of many."""
    if not places:
        return ""
    few = "for example " if count > EXAMPLES else ""
    return f" ({few}{', '.join(places)})"


def _places(places: Sequence[str]) -> dict[str, list[str]]:
    return {"places": list(places)}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
