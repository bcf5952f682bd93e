"""What says whose record an entry is, where no heading does: a column that holds agencies' names.

A merged chronology may head that column "Source", "Who" or "Org". What stands below tells: names of
agencies of several kinds and nothing beside them. Or there is none, and only the narratives tell.
"""

from __future__ import annotations

import re
from dataclasses import replace

from chronology.records.agencies import first_agency, is_generic, kinds, parts
from chronology.records.cells import is_filled
from chronology.records.columns import OTHER, Headings, MappedColumn
from chronology.returns import CellValue, Sheet

MAY_HOLD_AGENCIES = {"source": 2, "who": 2, None: 2, "author": 3}
"""What a heading may have been taken for, and of how many kinds the agencies below it must be:
fewer may be one service's own contacts. One agency has authors of several posts."""

FEWEST_NAMED = 3
"""Cells that name an agency."""

HOLDS_SOURCES = ("source", None)
FEWEST_KINDS, MOST_WORDS = 3, 4
"""A column of sources names agencies with words of their own too ("LA file"): not in more words,
and of more kinds. A cell with figures names a page or a log."""


FEWEST_TOLD, SHARE_TOLD, SHARE_ALONE = 3, 0.5, 0.3
"""Project defaults: kinds of agency that the narratives of a merged chronology name first, and the
share of its entries that name one: of the only file of a case, fewer. One agency's own entries
name others less often."""

TOLD = (
    "nothing says whose these entries are, so each is taken for the agency that its words name"
    " first: say in case.toml, [[agencies]] files, if they are one agency's"
)


def narratives_name_agencies(headings: Headings, sheet: Sheet, alone: bool = False) -> bool:
    """Whether the narratives of a sheet without an agency column are those of several agencies.

    ``alone`` says that it is the only one of the case: it is then likelier to be.
    """
    if any(it.column == "agency" for it in headings.columns):
        return False
    cells = [headings.values(row) for row in headings.entries(sheet) if not row.is_blank]
    named = [first_agency(str(it.get("record") or it.get(OTHER) or "")) for it in cells]
    told = [kinds(name)[0] for name in named if name]
    share = SHARE_ALONE if alone else SHARE_TOLD
    return len(set(told)) >= FEWEST_TOLD and len(told) >= share * len(cells)


def with_agency_column(headings: Headings, sheet: Sheet) -> Headings:
    """The headings, with the column that holds agencies' names as ``agency`` where none is."""
    columns = headings.columns
    if any(it.column == "agency" for it in columns):
        return headings
    found = next((it for it in columns if _may(it) and _names_agencies(it, headings, sheet)), None)
    if found is None:
        return headings
    read = replace(found, column="agency", how="fuzzy")
    unknown = f"the column {found.heading!r} is not known; its text is kept as it is"
    note = f"the column {found.heading!r} was read as agency: that is what it holds"
    return replace(
        headings,
        columns=tuple(read if it is found else it for it in columns),
        notes=(*(it for it in headings.notes if it != unknown), note),
    )


def _may(column: MappedColumn) -> bool:
    return column.how != "given" and column.column in MAY_HOLD_AGENCIES


def _names_agencies(column: MappedColumn, headings: Headings, sheet: Sheet) -> bool:
    """Whether more than half of what stands in a column is the bare name of an agency."""
    cells = [row.cells[column.index] for row in headings.entries(sheet)]
    filled = [cell for cell in cells if is_filled(cell)]
    named = [cell for cell in filled if _is_agency(cell)]
    told = {kind for cell in named for kind in kinds(str(cell))}
    different = len(told) >= MAY_HOLD_AGENCIES[column.column]
    if different and len(named) >= FEWEST_NAMED and 2 * len(named) > len(filled):
        return True
    loosely = [cell for cell in filled if _has_agency(cell)]
    told = {kind for cell in loosely for kind in kinds(str(cell))}
    return (
        column.column in HOLDS_SOURCES
        and len(told) >= FEWEST_KINDS
        and 2 * len(loosely) > len(filled)
    )


def _has_agency(cell: CellValue) -> bool:
    if not isinstance(cell, str) or re.search(r"\d", cell):
        return False
    return len(cell.split()) <= MOST_WORDS and bool(kinds(cell))


def _is_agency(cell: CellValue) -> bool:
    return isinstance(cell, str) and all(is_generic(part) for part in parts(cell))
