"""What became of every row of a file, and why: the ledger that balances."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from chronology.records.columns import Headings, HeadingsNotFound
from chronology.returns import CellValue, RawRow, Sheet


@dataclass
class FileLedger:
    """What became of a file's rows: ``rows_read = blank + events + rejected``.

    ``above`` has, by agency, the texts that stand above its tables, and ``agencies_in_text`` says
    whether only the narratives name the agencies; neither is a part of the JSON.
    """

    file: str
    sha256: str | None
    rows_read: int = 0
    blank: int = 0
    events: int = 0
    rejected: list[dict[str, Any]] = field(default_factory=list)
    problems: list[dict[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    columns: list[dict[str, Any]] = field(default_factory=list)
    unreadable: dict[str, str] | None = None
    above: dict[str, list[str]] = field(default_factory=dict)
    agencies_in_text: bool = False

    def as_json(self) -> dict[str, Any]:
        """The file's part of ``ledger.json``."""
        known = {
            "file": self.file,
            "sha256": self.sha256,
            "rows_read": self.rows_read,
            "blank": self.blank,
            "events": self.events,
            "rejected": self.rejected,
            "problems": self.problems,
            "notes": self.notes,
            "columns": self.columns,
        }
        return known | ({"unreadable": self.unreadable} if self.unreadable else {})


def of_sheet(sheet: Sheet, note: str) -> str:
    return f"sheet ‘{sheet.name}’: {note}" if sheet.name else note


def mapping(sheet: Sheet, headings: Headings) -> list[dict[str, Any]]:
    return [
        {"sheet": sheet.name, "heading": it.heading, "column": it.column, "how": it.how}
        for it in headings.columns
    ]


def reject_sheet(sheet: Sheet, missing: HeadingsNotFound, ledger: FileLedger) -> None:
    filled = [row for row in sheet.rows if any(not empty(cell) for cell in row.cells)]
    if not filled:
        ledger.rows_read += len(sheet.rows)
        ledger.blank += len(sheet.rows)
        return
    seen = ", ".join(f"‘{heading}’" for heading in missing.seen) or "no headings"
    why = f"{missing.reason}; looked for {missing.looked_for}"
    ledger.problems.append(
        {"place": sheet.name or "", "column": None, "seen": seen, "why": why, "hint": missing.hint}
    )
    ledger.rows_read += len(sheet.rows)
    ledger.blank += len(sheet.rows) - len(filled)
    ledger.rejected.extend(
        {
            "place": place(sheet, row),
            "column": None,
            "seen": "a row under headings that were not recognised",
            "why": missing.reason,
            "hint": missing.hint,
        }
        for row in filled
    )


def place(sheet: Sheet, row: RawRow) -> str:
    return f"{sheet.name} › row {row.number}" if sheet.name else f"row {row.number}"


def empty(cell: CellValue) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())
