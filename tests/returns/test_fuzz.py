"""A few hundred broken files at every run of the tests; ``tasks.py fuzz`` reads ten thousand."""

from __future__ import annotations

from pathlib import Path

import fuzzing


def test_broken_files_end_nothing_and_lose_nothing(tmp_path: Path) -> None:
    tally = fuzzing.fuzz(250, tmp_path)
    assert sum(tally.counts[kind] for kind in fuzzing.FORMATS) >= 225
    assert all(tally.counts[kind] for kind in fuzzing.FORMATS)
    assert tally.counts["read"]
    assert tally.counts["refused with a reason"]
