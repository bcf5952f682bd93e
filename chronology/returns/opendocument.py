"""OpenDocument spreadsheets: how many cells a few bytes of them stand for."""

from __future__ import annotations

import re
from collections.abc import Mapping

from chronology.returns.limits import Limits
from chronology.returns.worksheet import too_far

STEP = re.compile(
    rb"<(?:\w+:)?(table|table-row|table-cell|covered-table-cell)((?=[\s/>])[^<>]*?)(/?)>"
)
REPEATED = re.compile(rb"""number-(?:rows|columns)-repeated\s*=\s*["'](\d{1,12})["']""")


def check(parts: Mapping[str, bytes], limits: Limits) -> None:
    """Refuse a spreadsheet in which repeated cells come to more than the limits.

    A cell or a row can be repeated a million times in twenty bytes. Empty cells count only where
    something follows them: every spreadsheet ends in a million empty rows. Raises ``Refused``.
    """
    before = row_repeats = column = widest = 0
    for kind, attributes, closed in STEP.findall(parts.get("content.xml", b"")):
        repeated = REPEATED.search(attributes)
        repeats = int(repeated[1]) if repeated else 1
        if kind == b"table":
            before = row_repeats = widest = 0
        elif kind == b"table-row":
            before += row_repeats
            row_repeats, column = repeats, 0
        else:
            column += repeats
            if not closed or b":value" in attributes:
                widest = max(widest, column)
                if (before + row_repeats) * widest > limits.cells:
                    raise too_far(before + row_repeats, widest)
