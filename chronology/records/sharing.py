"""Which agency was told what, by the columns in which returns say so."""

from __future__ import annotations

import polars as pl

from chronology.records.coverage import Agencies
from chronology.tables import SHARED


def shared_entries(events: pl.DataFrame, agencies: Agencies) -> pl.DataFrame:
    """One row an entry and an agency that knew of it through another; see ``tables.SHARED``.

    *Told*: an agency writes that it shared the entry. *Heard*: an agency writes that it has it from
    another, so both knew it.
    """
    rows = []
    present = dict(events.select("agency", "agency_kind").unique().sort("agency").iter_rows())
    columns = ("case_id", "event_id", "agency", "shared_with", "source")
    for case_id, event_id, own, told, source in events.select(columns).iter_rows():
        others = [
            (*one, how)
            for cell, how in ((told, "told"), (source, "heard"))
            if cell
            for one in agencies.named_in(cell, present)
        ]
        rows += [
            dict(zip(SHARED.names, (case_id, event_id, *other), strict=True))
            for other in others
            if other[0] != own
        ]
    return SHARED.frame(rows)
