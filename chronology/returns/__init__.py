"""What agencies sent, as raw rows: every cell with its file, sheet and row.

One module reads one format; every file is read in a process of its own, under limits, because
these files come from outside. :func:`read_returns` is all that other rooms need.
"""

from chronology.returns.limits import Limits
from chronology.returns.rows import CellValue, RawRow, ReturnFile, Sheet, Unreadable
from chronology.returns.sandbox import read_returns

__all__ = [
    "CellValue",
    "Limits",
    "RawRow",
    "ReturnFile",
    "Sheet",
    "Unreadable",
    "read_returns",
]
