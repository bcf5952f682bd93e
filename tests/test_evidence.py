"""Evidence of several things put together, held against polars' own way, which is slower."""

from __future__ import annotations

from random import Random

import polars as pl
import pytest

from chronology.tables import EVIDENCE
from chronology.temporal import put_together


@pytest.mark.parametrize("sizes", [(1,), (0,), (0, 1, 2, 3)])
@pytest.mark.parametrize("rows", [0, 1, 2, 300])
def test_all_entries_are_there_in_their_order(rows: int, sizes: tuple[int, ...]) -> None:
    random = Random(rows)
    names = ("first", "then", "last")
    frame = pl.DataFrame({name: _evidence(random, rows, sizes) for name in names})
    expected = frame.select(together=pl.concat_list(names))
    assert frame.lazy().select(together=put_together(*names)).collect().equals(expected)


def test_what_is_null_has_no_entries() -> None:
    frame = pl.DataFrame({"first": _evidence(Random(1), 2, (2,)), "then": [None, None]})
    frame = frame.with_columns(pl.col("then").cast(EVIDENCE))
    assert frame.select(put_together("first", "then")).to_series().equals(frame["first"])


def _evidence(random: Random, rows: int, sizes: tuple[int, ...]) -> pl.Series:
    lists = [
        [{"event_id": f"{random.random()}", "part": "seen"} for _ in range(random.choice(sizes))]
        for _ in range(rows)
    ]
    return pl.Series(lists, dtype=EVIDENCE)
