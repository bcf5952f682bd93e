"""Numbers that belong to a concept, with whom they are about."""

from __future__ import annotations

import polars as pl
import pytest

from chronology.narrative import code


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("DASH score 16, high risk.", [("dash_score", 16.0, "mother")]),
        ("DASH completed, 12 ticks.", [("dash_score", 12.0, "mother")]),
        ("EPDS 19 at 6/52.", [("epds_score", 19.0, "mother")]),
        ("Temp 38.9, hr 170.", [("temperature_c", 38.9, "child")]),
        ("Booked at 28/40.", [("gestation_weeks", 28.0, "mother")]),
        ("Booked at 24 weeks gestation.", [("gestation_weeks", 24.0, "mother")]),
        ("Four incidents in one night.", [("incident_count", 4.0, "mother")]),
        ("Weight 3.45kg.", [("weight_kg", 3.45, "child")]),
        ("On the 9th centile.", [("weight_centile", 9.0, "child")]),
        ("DASH on 12/05/2021.", []),
        ("Seen at 12/52, nothing missed.", []),
        ("Temporary address, flat 38.", []),
        ("T 40 weeks.", []),
    ],
)  # fmt: skip
def test_a_number_is_read_with_its_concept(text: str, said: list[tuple[str, float, str]]) -> None:
    found = code([text]).filter(pl.col("value").is_not_null())
    assert list(found.select("concept", "value", "who").iter_rows()) == said


@pytest.mark.parametrize(
    ("text", "status", "who", "cue"),
    [
        ("Sibling weight 9.20kg.", "other_person", "sibling", "sibling"),
        ("Advised to refer if weight loss 12%.", "hypothetical", "child", "if"),
        ("Undressed to be weighed: 3.40kg.", "affirmed", "child", None),
        ("Weight loss 12% at day 5.", "affirmed", "child", None),
    ],
)
def test_a_number_is_said_as_the_words_inside_it(
    text: str, status: str, who: str, cue: str | None
) -> None:
    for padded in (text, f"{text} Mum well."):
        found = code([padded]).filter(pl.col("value").is_not_null())
        assert list(found.select("status", "who", "cue").iter_rows()) == [(status, who, cue)]
