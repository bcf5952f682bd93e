"""How large a return may be, and what reading it may cost."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file must keep to. The defaults are far above any return that was seen.

    They stop a file that would fill the memory or never end, not a long chronology: 800 rows of
    narrative are about half a megabyte.
    """

    file_bytes: int = 100_000_000
    """The file as it lies on the disk."""

    unpacked_bytes: int = 500_000_000
    """All parts of a workbook together, once unpacked (a workbook is a zip archive)."""

    unpacked_ratio: int = 200
    """How many times larger than packed a part of more than 10 MB may be."""

    parts: int = 10_000
    """Parts of a workbook."""

    cells: int = 5_000_000
    """Rows times columns, counted from A1 to the last cell used, over all sheets."""

    cell_characters: int = 1_000_000
    """One cell. Excel itself stops at 32,767."""

    text_characters: int = 200_000_000
    """All cells together, merged cells counted once for each row that they fill."""

    memory_bytes: int = 2 * 1024**3
    """What the reading process may take. Not enforced on Windows."""

    seconds: float = 60.0
    """How long reading one file may take."""


DEFAULT_LIMITS = Limits()
