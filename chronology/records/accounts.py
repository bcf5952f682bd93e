"""Records of one happening: linked and shown side by side with what differs, never merged away.

A link is made where the entries can be of one day, tell of the same kind of thing, and something
more speaks for it: the same reference, the day of the one written in the words of the other, or
words that are alike. What is linked counts once where a rule counts happenings. Why each link was
made stays with it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import polars as pl

from chronology.records.agencies import kinds
from chronology.records.dates import read_date

HAPPENINGS = (
    "missed_appointment",
    "appointment_cancelled",
    "no_access",
    "bruise",
    "other_injury",
    "index_incident",
    "birth",
    "domestic_abuse",
    "anonymous_referral",
    "paediatric_examination",
    "inpatient",
    "left_alone",
    "safeguarding_referral",
)
"""Concepts that tell of one thing happening at one time."""

MEETINGS = (
    "strategy_discussion",
    "child_protection_conference",
    "core_group",
    "section_47",
)
"""Concepts of what agencies do together: two records of one day need less to be one."""

ALIKE = 55
"""How alike two texts of one known day must be, of 100 (rapidfuzz's token set ratio). A project
default, as are the numbers below."""

ALIKE_MEETINGS = 40
"""How alike two records of a meeting on one known day must be."""

ALIKE_WHERE_UNSURE = 65
"""How alike they must be where one of the dates spans several days."""

LONGEST_SPAN = 14
"""Days that an uncertain date may span for its entry to be linked at all."""

TOLD_WITHIN = 42
"""Days after a happening in which a letter or notice of it is looked for."""

TELLS_OF_IT = (
    r"(?i)\b(?:letter|discharge summary|notif|ppn|liaison|informed (?:by|that)"
    r"|report(?:ed)? (?:from|by)"
    r"|received from|rec'?d from|copied in|e-?mail from|call from|t/c from|told by)"
)
"""Words of an entry that has it from another agency."""

DAY_IN_TEXT = r"\b\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})\b"
REFERENCE = re.compile(r"\b(?=[A-Z/-]*[0-9])(?:[A-Z]{1,5}[-/]?[0-9][0-9/-]{2,}|[0-9]{6,})\b")
"""Something like an incident's number: letters with three digits or more, or six digits."""

WORD = re.compile(r"\b[a-z][a-z0-9]{2,}")
ORDINARY = frozenset(
    ("and", "for", "the", "was", "not", "with", "her", "his", "she", "him", "had", "has", "that")
)
"""Words that say nothing of what happened."""

PLACE_OF_A_ROW = ("event_id", "sequence", "source_file", "source_place", "account_of")
"""What may differ between two copies of one row."""

FEWEST_SHARED = 3
"""Words that two texts must share: "DNA" alone is in every record of a missed appointment."""

OF_EVERYBODY = 6
"""A number that stands in more entries is a person's or a telephone's, and no incident's."""

MOST_PAIRS = 200_000
"""Pairs that are compared by their words; a case of ordinary size has a few hundred."""


SAME_ROW, SAME_REFERENCE = "the same row twice", "the same reference"


@dataclass(frozen=True, slots=True)
class Link:
    """Two entries of one happening, and why they are taken for it."""

    first: str
    second: str
    why: str


def link_accounts(
    events: pl.DataFrame, signals: pl.DataFrame
) -> tuple[pl.DataFrame, list[dict[str, Any]]]:
    """``events`` of one case with ``account_of``, the first entry of the same happening, and the
    groups that were linked: ``{"events", "why"}``, the first entry first."""
    order = {
        event: place
        for place, event in enumerate(
            events.sort("earliest", "at", "agency", "sequence", "event_id", nulls_last=True)[
                "event_id"
            ]
        )
    }
    groups = _groups(
        [*_pasted_twice(events), *_links(_candidates(events, signals))], order, _agencies(events)
    )
    leader = {event: group["events"][0] for group in groups for event in group["events"][1:]}
    linked = pl.DataFrame(
        list(leader.items()),
        schema={"event_id": pl.String, "account_of": pl.String},
        orient="row",
    )
    return (
        events.drop("account_of").join(linked, on="event_id", how="left", maintain_order="left"),
        groups,
    )


# ---------------------------------------------------------------------------------- candidates


def _pasted_twice(events: pl.DataFrame) -> Iterator[Link]:
    """Rows of an agency that stand twice, alike in everything: pasted twice, or sent again."""
    told = [name for name in events.columns if name not in PLACE_OF_A_ROW]
    twice = (
        events.filter(pl.col("record").is_not_null(), pl.col("date_text").is_not_null())
        .sort("source_file", "sequence")
        .group_by(told, maintain_order=True)
        .agg("event_id")
        .filter(pl.col("event_id").list.len() > 1)
    )
    for first, *others in twice["event_id"]:
        for other in others:
            yield Link(first, other, SAME_ROW)


def _candidates(events: pl.DataFrame, signals: pl.DataFrame) -> pl.DataFrame:
    """Pairs of entries of different agencies that tell of the same kind of thing, of nobody or of
    the same person: of one known day, of dates that overlap, or the later one naming the day of
    the earlier. The earlier one stands first."""
    told = (
        signals.filter(
            pl.col("concept").is_in([*HAPPENINGS, *MEETINGS]),
            pl.col("status").is_in(["affirmed", "other_person"]),
        )
        .select("event_id", "concept", "who", "person_id")
        .unique()
    )
    texts = events.select("event_id", "agency_kind", "reference", text=_whole_text())
    rows = (
        events.filter((pl.col("latest") - pl.col("earliest")).dt.total_days() <= LONGEST_SPAN)
        .select("event_id", "agency", "earliest", "latest")
        .join(told, on="event_id")
    )
    kind = ["concept", "who"]
    known = rows.filter(pl.col("earliest") == pl.col("latest"))
    loose = rows.filter(pl.col("earliest") != pl.col("latest"))
    apart = pl.col("agency") != pl.col("agency_2")
    meet = (pl.col("earliest") <= pl.col("latest_2")) & (pl.col("earliest_2") <= pl.col("latest"))
    later = (pl.col("earliest_2") - pl.col("earliest")).dt.total_days().is_between(1, TOLD_WITHIN)
    days = _with_days_named(known.join(texts.select("event_id", "text"), on="event_id"))
    joins = [
        known.lazy()
        .join(known.lazy(), on=[*kind, "earliest"], suffix="_2")
        .with_columns(earliest_2="earliest"),
        loose.lazy().join(rows.lazy(), on=kind, suffix="_2").filter(meet),
        known.lazy().join(loose.lazy(), on=kind, suffix="_2").filter(meet),
        known.lazy()
        .join(days.lazy(), left_on=[*kind, "earliest"], right_on=[*kind, "day"], suffix="_2")
        .filter(later),
    ]
    columns = [*rows.columns, *(f"{name}_2" for name in rows.columns if name not in kind)]
    pairs = pl.concat([join.filter(apart).select(columns).collect() for join in joins])
    first = (pl.col("earliest") < pl.col("earliest_2")) | (
        (pl.col("earliest") == pl.col("earliest_2")) & (pl.col("event_id") < pl.col("event_id_2"))
    )
    one_person = (pl.col("person_id") == pl.col("person_id_2")).fill_null(True)
    likely = (
        pairs.filter(first, one_person)
        .unique(["event_id", "event_id_2", "concept", "who"])
        .sort("event_id", "event_id_2", "concept", "who")
        .head(MOST_PAIRS)
    )
    return likely.join(texts, on="event_id", maintain_order="left").join(
        texts.rename({name: f"{name}_2" for name in texts.columns}),
        on="event_id_2",
        maintain_order="left",
    )


def _whole_text() -> pl.Expr:
    return pl.concat_str(
        [pl.col(name).fill_null("") for name in ("record", "action", "comment", "other")],
        separator=" ",
    )


def _with_days_named(rows: pl.DataFrame) -> pl.DataFrame:
    """The entries that have it from another agency, once for each ``day`` that they name."""
    telling = rows.filter(
        pl.col("text").str.contains(TELLS_OF_IT), pl.col("text").str.contains(DAY_IN_TEXT)
    )
    written = telling.with_columns(day=pl.col("text").str.extract_all(DAY_IN_TEXT)).explode("day")
    days = {text: _day(text) for text in written["day"].unique()}
    return (
        written.with_columns(
            day=pl.col("day").replace_strict(days, default=None, return_dtype=pl.Date)
        )
        .drop("text")
        .unique(maintain_order=True)
    )


def _day(text: str) -> date | None:
    read = read_date(text)
    return read.earliest if read.earliest == read.latest else None


def _links(pairs: pl.DataFrame) -> Iterator[Link]:
    references = _own_references(pairs)
    for pair in pairs.iter_rows(named=True):
        why = _why(pair, references)
        if why:
            yield Link(pair["event_id"], pair["event_id_2"], why)


def _why(pair: Mapping[str, Any], references: Mapping[str, set[str]]) -> str | None:
    """Why two entries are of one happening, or ``None``. ``pair`` has the earlier one first."""
    overlap = pair["earliest"] <= pair["latest_2"] and pair["earliest_2"] <= pair["latest"]
    known = pair["earliest"] == pair["latest"] and pair["earliest_2"] == pair["latest_2"]
    words = pair["concept"].replace("_", " ")
    if overlap and references[pair["event_id"]] & references[pair["event_id_2"]]:
        return SAME_REFERENCE
    if overlap:
        if len(_words(pair["text"]) & _words(pair["text_2"])) < FEWEST_SHARED:
            return None
        together = ALIKE_MEETINGS if pair["concept"] in MEETINGS else ALIKE
        enough = together if known else ALIKE_WHERE_UNSURE
        if _alike(pair["text"], pair["text_2"]) < enough:
            return None
        days = "on the same day" if known else "on dates that overlap"
        return f"{words} {days}, in words that are alike"
    named = set(kinds(pair["text_2"])) - {pair["agency_kind_2"]}
    if named and pair["agency_kind"] not in named:
        return None
    return f"{words}; the later entry tells of the day of the earlier one"


def _own_references(pairs: pl.DataFrame) -> dict[str, set[str]]:
    """The references of each entry, without numbers that stand in many of them."""
    told = {
        event: {*_numbers(text), *([reference.strip()] if reference else [])}
        for which in ("", "_2")
        for event, text, reference in pairs.select(
            f"event_id{which}", f"text{which}", f"reference{which}"
        )
        .unique()
        .iter_rows()
    }
    counts = Counter(number for numbers in told.values() for number in numbers)
    return {
        event: {number for number in numbers if counts[number] <= OF_EVERYBODY}
        for event, numbers in told.items()
    }


def _numbers(text: str) -> set[str]:
    return set(REFERENCE.findall(re.sub(DAY_IN_TEXT, " ", text)))


def _words(text: str) -> set[str]:
    return set(WORD.findall(text.lower())) - ORDINARY


def _alike(one: str, other: str) -> float:
    from rapidfuzz import fuzz  # slow to load, and most cases have little to compare

    return fuzz.token_set_ratio(one.lower(), other.lower())


# -------------------------------------------------------------------------------------- groups


def _agencies(events: pl.DataFrame) -> dict[str, tuple[str, date | None]]:
    return {
        event: (agency, day)
        for event, agency, day in events.select("event_id", "agency", "earliest").iter_rows()
    }


def _groups(
    links: list[Link], order: Mapping[str, int], about: Mapping[str, tuple[str, date | None]]
) -> list[dict[str, Any]]:
    """Links as groups. A chain of links is one happening while it stays within a few weeks."""
    group_of: dict[str, list[str]] = {}
    whys: dict[int, list[str]] = {}
    for link in sorted(links, key=lambda it: (order[it.first], order[it.second], it.why)):
        one = group_of.setdefault(link.first, [link.first])
        other = group_of.setdefault(link.second, [link.second])
        if one is not other:
            days = [day for event in (*one, *other) if (day := about[event][1])]
            if days and max(days) - min(days) > timedelta(TOLD_WITHIN):
                continue
            agencies = [about[event][0] for event in (*one, *other)]
            twice = len(set(agencies)) < len(agencies)
            if twice and link.why not in (SAME_ROW, SAME_REFERENCE):
                continue  # one agency's two entries are not one happening by way of a third
            one.extend(other)
            whys.setdefault(id(one), []).extend(whys.pop(id(other), []))
            group_of.update((event, one) for event in other)
        if link.why not in whys.setdefault(id(one), []):
            whys[id(one)].append(link.why)
    groups = {id(group): group for group in group_of.values() if len(group) > 1}
    found = [
        {"events": sorted(group, key=order.__getitem__), "why": whys[key]}
        for key, group in groups.items()
    ]
    return sorted(found, key=lambda group: order[group["events"][0]])
