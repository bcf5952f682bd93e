"""What an entry's heading names and its narrative takes back.

A return has "Core group 2" in the column for the kind of event and "Did not take place, chair
unwell" in the one beside it: each is read by itself, and together they say that none was held.
"""

from __future__ import annotations

import polars as pl

from chronology.narrative.lexicon import builtin_lexicon

NOT_HELD = "not_held"
"""What a narrative says that begins with "did not take place"."""

KEY = ["case_id", "event_id"]


def without_those_not_held(signals: pl.DataFrame) -> pl.DataFrame:
    """Signals, with what a heading names negated where the narrative begins by taking it back."""
    begins = (pl.col("concept") == NOT_HELD) & (pl.col("start") == 0)
    said = begins & (pl.col("status") == "affirmed") & (pl.col("field") != "event_type")
    taken_back = signals.filter(said).group_by(KEY).agg(_taken_back=pl.col("term").first())
    acts = list(builtin_lexicon().context.acts)
    heading = (pl.col("field") == "event_type") & pl.col("concept").is_in(acts)
    undone = heading & pl.col("_taken_back").is_not_null() & (pl.col("status") == "affirmed")
    return (
        signals.join(taken_back, on=KEY, how="left", maintain_order="left")
        .with_columns(
            status=pl.when(undone).then(pl.lit("negated")).otherwise("status"),
            cue=pl.when(undone).then("_taken_back").otherwise("cue"),
        )
        .drop("_taken_back")
    )
