"""Two agencies' records of one happening: linked and shown side by side, never merged away.

A link is made only where different agencies record the same kind of thing on the same known day in
words that are alike. What is linked counts once where a rule counts happenings.
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

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
)
"""Concepts that tell of one thing happening at one time."""

ALIKE = 55
"""How alike two texts must be, of 100 (rapidfuzz's token set ratio). A project default."""


def link_accounts(events: pl.DataFrame, signals: pl.DataFrame) -> pl.DataFrame:
    """``events`` with ``account_of``: the first of the entries that record the same happening."""
    leader: dict[tuple[str, str], str] = {}
    for case_id, first, second in _alike(_candidates(events, signals)):
        head = leader.get((case_id, first), first)
        leader[(case_id, second)] = head
    links = pl.DataFrame(
        [(case_id, event, head) for (case_id, event), head in leader.items()],
        schema={"case_id": pl.String, "event_id": pl.String, "linked": pl.String},
        orient="row",
    )
    return (
        events.join(links, on=["case_id", "event_id"], how="left", maintain_order="left")
        .with_columns(account_of=pl.col("linked"))
        .drop("linked")
    )


def _candidates(events: pl.DataFrame, signals: pl.DataFrame) -> pl.DataFrame:
    told = (
        signals.filter(
            pl.col("concept").is_in(HAPPENINGS),
            pl.col("status").is_in(["affirmed", "other_person"]),
        )
        .select("case_id", "event_id", "concept", "who")
        .unique()
    )
    dated = events.filter(pl.col("earliest") == pl.col("latest")).select(
        "case_id", "event_id", "agency", "earliest", "record"
    )
    rows = dated.join(told, on=["case_id", "event_id"])
    pairs = rows.join(rows, on=["case_id", "earliest", "concept", "who"], suffix="_2").filter(
        pl.col("event_id") < pl.col("event_id_2"), pl.col("agency") != pl.col("agency_2")
    )
    return (
        pairs.select("case_id", "event_id", "event_id_2", "record", "record_2")
        .unique()
        .sort("case_id", "event_id", "event_id_2")
    )


def _alike(pairs: pl.DataFrame) -> Iterator[tuple[str, str, str]]:
    if pairs.is_empty():
        return
    from rapidfuzz import fuzz  # slow to load, and most cases have nothing to compare

    for case_id, first, second, record, other in pairs.iter_rows():
        if fuzz.token_set_ratio((record or "").lower(), (other or "").lower()) >= ALIKE:
            yield case_id, first, second
