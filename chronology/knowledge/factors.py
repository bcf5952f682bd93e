"""Who knew what: each agency and each parental or family factor, since when and how it is known.

An agency that has no record of a factor is not said not to have known it: its records give no
evidence that it did.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Annotated, Any

import polars as pl
from pydantic import BaseModel, ConfigDict, Field

from chronology.tables import FAR_AHEAD, Tables


class Factor(BaseModel):
    """A row of the table: what there is to know."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    concept: str
    label: str
    also_historical: bool = False
    one_row: bool = False
    """Whether it is of the family; else each of its members has a row."""


class _Factors(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str
    factor: Annotated[tuple[Factor, ...], Field(min_length=1)]


@cache
def factors() -> tuple[Factor, ...]:
    """The factors of ``factors.toml``, in its order."""
    text = (resources.files("chronology.knowledge") / "factors.toml").read_text("utf-8")
    return _Factors.model_validate(tomllib.loads(text)).factor


HOW = ("own record", "told by another", "no evidence")
"""How an agency is known to have known."""


def who_knew_what(tables: Tables) -> list[dict[str, Any]]:
    """One row a case, factor, person and agency: ``case_id, factor, concept, who, agency,
    first_known, last_day, how, event_id``.

    ``first_known`` is the last day on which the first entry can have been known: when it was
    recorded or, for what another agency shared, when that happened; null where it has no date.
    Only factors that some agency knew are there, with a row for every agency that was read.
    """
    known = _known(tables).collect()
    agencies = tables.coverage.filter("returned").select("case_id", "agency", "name").collect()
    labels = {(factor.concept): factor for factor in factors()}
    rows = []
    topics = known.select("case_id", "concept", "whose").unique()
    order = {factor.concept: place for place, factor in enumerate(factors())}
    told = {
        (row["case_id"], row["concept"], row["whose"], row["agency"]): row
        for row in known.iter_rows(named=True)
    }
    for case_id, concept, whose in sorted(
        topics.iter_rows(), key=lambda it: (it[0], order[it[1]], it[2])
    ):
        for agency, name in _of(agencies, case_id):
            found = told.get((case_id, concept, whose, agency))
            rows.append(
                {
                    "case_id": case_id,
                    "factor": labels[concept].label,
                    "concept": concept,
                    "who": whose or None,
                    "agency": name,
                    "first_known": _day(found),
                    "how": found["how"] if found else "no evidence",
                    "event_id": found["event_id"] if found else None,
                }
            )
    return rows


def _of(agencies: pl.DataFrame, case_id: str) -> Iterable[tuple[str, str]]:
    return agencies.filter(case_id=case_id).sort("agency").select("agency", "name").iter_rows()


def _day(found: dict[str, Any] | None) -> str | None:
    day = found["day"] if found else None
    return day.isoformat() if day is not None and day < FAR_AHEAD else None


def _known(tables: Tables) -> pl.LazyFrame:
    """The first entry by which each agency knew of a factor."""
    concepts = [factor.concept for factor in factors()]
    past = [factor.concept for factor in factors() if factor.also_historical]
    family = [factor.concept for factor in factors() if factor.one_row]
    affirmed = pl.col("status") == "affirmed"
    said = (
        tables.signals.filter(
            pl.col("concept").is_in(concepts),
            affirmed | ((pl.col("status") == "historical") & pl.col("concept").is_in(past)),
        )
        .with_columns(
            whose=pl.when(~pl.col("concept").is_in(family)).then("who").otherwise(pl.lit(""))
        )
        .select("case_id", "event_id", "concept", "whose")
        .unique()
    )
    days = tables.events.select(
        "case_id",
        "event_id",
        "agency",
        own=pl.coalesce("recorded_on", "latest").fill_null(FAR_AHEAD),
        happened=pl.col("latest").fill_null(FAR_AHEAD),
    )
    entries = said.join(days, on=["case_id", "event_id"])
    own = entries.select(
        "case_id", "event_id", "concept", "whose", "agency", day="own", how=pl.lit(HOW[0])
    )
    told = tables.shared.select("case_id", "event_id", to="agency").unique()
    shared = entries.join(told, on=["case_id", "event_id"]).select(
        "case_id", "event_id", "concept", "whose", agency="to", day="happened", how=pl.lit(HOW[1])
    )
    return (
        pl.concat([own, shared])
        .sort("case_id", "concept", "whose", "agency", "day", "how", "event_id")
        .unique(["case_id", "concept", "whose", "agency"], keep="first", maintain_order=True)
    )
