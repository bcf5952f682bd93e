"""Where a sheet's headings stand, and which column of the contract each of them means.

What a heading means is in ``heading_words``. A heading that means nothing is listed as unused, and
said so in the notes: nothing is dropped without a word.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from chronology.records.cells import as_written, holds_sentences, is_filled
from chronology.records.heading_repeats import LONGEST_HEADING, repeats
from chronology.records.heading_words import (
    COLUMNS,
    EXPORT_ONLY,
    PROSE,
    How,
    MappedColumn,
    given_columns,
    meaning,
    plain,
)
from chronology.returns import CellValue, RawRow, Sheet
from chronology.returns.worksheet import column_letters

__all__ = ["COLUMNS", "Headings", "HeadingsNotFound", "MappedColumn", "find_headings"]

SINGLE = ("date", "time", "end_date", "recorded_on")
"""Only one heading can mean one of these; a second is left unused."""

SAYS_SOMETHING = ("record", "action", "event_type", "comment")
"""A sheet needs one of these: without them its entries say nothing."""

NOTHING_SAID = "no column that says what happened"

OTHER = "other"
"""The column of an event that keeps what stands under headings that are not known."""

MOST_COLUMNS = 500
"""A wider row has no headings: nobody fills in a form of so many columns."""

FEWEST_ENTRIES = 3
"""Rows that make a chronology, where no heading says so."""

HEADING_ROWS = 20
"""Headings are looked for in this many rows from the top."""

LONGEST_SHOWN = 60
DIGITS_OF_A_VALUE = 4
"""A cell with as many digits is a date or a number, not a heading."""

ORDER: tuple[How, ...] = ("given", "exact", "fuzzy", "unused")
"""How a heading was understood, the surest first."""


@dataclass(frozen=True, slots=True)
class Headings:
    """The headings of a sheet.

    ``row`` is the number of the heading row and ``first_row`` that of the first row below it.
    ``titles`` are the rows above that hold something, ``repeats`` those in which the headings
    stand again, as at the top of a printed page; neither are entries.
    """

    row: int
    first_row: int
    columns: tuple[MappedColumn, ...]
    titles: tuple[int, ...]
    repeats: tuple[int, ...]
    notes: tuple[str, ...]
    _parts: dict[str, list[MappedColumn]] = field(init=False, repr=False, compare=False)
    _single: tuple[tuple[str, int], ...] = field(init=False, repr=False, compare=False)
    _strange: tuple[MappedColumn, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        parts = by_column(self.columns)
        single = tuple((name, of[0].index) for name, of in parts.items() if len(of) == 1)
        strange = tuple(it for it in self.columns if it.column is None and it.how == "unused")
        object.__setattr__(self, "_parts", {n: of for n, of in parts.items() if len(of) > 1})
        object.__setattr__(self, "_single", single)
        object.__setattr__(self, "_strange", strange)

    def entries(self, sheet: Sheet) -> Iterator[RawRow]:
        """The rows below the headings, blank ones too, without repeated headings."""
        repeats = set(self.repeats)
        return (row for row in sheet.rows if row.number > self.row and row.number not in repeats)

    def values(self, row: RawRow) -> dict[str, CellValue]:
        """The cells of a row by column of the contract; what is empty is left out.

        A column that comes from one heading has the cell as it is. Where several headings mean
        it, their texts are joined in order: the parts of a narrative with their headings, on
        lines of their own, others with semicolons between them. What stands under headings that
        are not known is kept under ``other``, each cell with its heading.
        """
        cells = row.cells
        found: dict[str, CellValue] = {
            column: cell
            for column, index in self._single
            if (cell := cells[index]) is not None and is_filled(cell)
        }
        for column, parts in self._parts.items():
            filled = [
                (part.heading, row.cells[part.index])
                for part in parts
                if is_filled(row.cells[part.index])
            ]
            if not filled:
                continue
            if column in PROSE:
                found[column] = "\n".join(f"{heading}: {cell}" for heading, cell in filled)
            else:
                found[column] = "; ".join(str(cell) for _, cell in filled)
        if self._strange and (other := "\n".join(self._others(row))):
            found[OTHER] = other
        return found

    def _others(self, row: RawRow) -> Iterator[str]:
        for column in self._strange:
            cell = row.cells[column.index]
            if is_filled(cell):
                text = as_written(cell)
                yield f"{column.heading}: {text}" if column.heading else text

    @property
    def unused(self) -> tuple[str, ...]:
        """The headings that are not known, or that ``case.toml`` leaves out."""
        return tuple(column.heading for column in self.columns if column.column is None)


@dataclass(frozen=True, slots=True)
class HeadingsNotFound:
    """A sheet whose entries can't be read: what was looked for, what was seen, what would help."""

    reason: str
    seen: tuple[str, ...]
    looked_for: str
    hint: str


def find_headings(sheet: Sheet, given: Mapping[str, str]) -> Headings | HeadingsNotFound:
    """Find the heading row of a sheet, and what each heading means.

    ``given`` is ``[columns]`` of ``case.toml``: headings, and the columns they mean. Raises
    ``CaseProblem`` where one of those columns isn't known.
    """
    wanted = given_columns(given)
    mapped = [(row, _map_row(row, wanted)) for row in sheet.rows[:HEADING_ROWS]]
    row, columns = _heading_row(mapped)
    if _likeness(row, columns) <= UNLIKE:
        return _not_found(sheet)
    columns, notes = _settle(_with_bare_columns(columns, sheet, row))
    reason = _why_unusable(columns)
    prose = _prose(sheet, row, columns) if reason == NOTHING_SAID else None
    if prose is not None:
        columns = tuple(
            replace(it, column="record", how="fuzzy") if it is prose else it for it in columns
        )
        unknown = f"the column {prose.heading!r} is not known; its text is kept as it is"
        notes = [it for it in notes if it != unknown]
        notes.append(f"the column {prose.heading!r} was read as record: that is what it holds")
        reason = None
    if reason:
        return _lacking(reason, columns)
    return _headings(sheet, row, columns, notes)


def _heading_row(
    mapped: Sequence[tuple[RawRow, tuple[MappedColumn, ...]]],
) -> tuple[RawRow, tuple[MappedColumn, ...]]:
    """The row that looks most like headings; but the first that would do, where entries stand
    between the two: they are not a title."""
    best = max(mapped, key=lambda one: _likeness(*one), default=(RawRow(0, ()), ()))
    would_do = [one for one in mapped if _likeness(*one)[0]]
    if would_do and would_do[0][0].number < best[0].number:
        first = would_do[0]
        between = [row for row, _ in mapped if first[0].number < row.number < best[0].number]
        if any(_is_value(cell) for row in between for cell in row.cells):
            return first
    return best


def _headings(
    sheet: Sheet, row: RawRow, columns: tuple[MappedColumn, ...], notes: list[str]
) -> Headings:
    titles = tuple(
        above.number for above in sheet.rows if above.number < row.number and not above.is_blank
    )
    again = tuple(repeats(sheet, row, columns))
    if titles:
        notes.insert(0, f"{_rows(titles)} above the headings: taken for a title")
    if again:
        notes.append(f"{_rows(again)}: the headings stand there again")
    if all(below.is_blank for below in sheet.rows if below.number > row.number):
        notes.append("there are no entries below the headings")
    return Headings(row.number, row.number + 1, columns, titles, again, tuple(notes))


# ---------------------------------------------------------------------------------- reading a row


def _map_row(row: RawRow, wanted: Mapping[str, str]) -> tuple[MappedColumn, ...]:
    seen: Counter[str] = Counter()
    columns: list[MappedColumn] = []
    for index, cell in enumerate(row.cells):
        if not isinstance(cell, str) or not cell.strip():
            continue
        heading = " ".join(cell.split())
        key = plain(heading)
        seen[key] += 1
        if seen[key] > 1:
            heading = f"{heading} ({seen[key]})"
        column, how = (
            (None, "unused")
            if len(cell) > LONGEST_HEADING or len(row.cells) > MOST_COLUMNS
            else meaning(cell, wanted)
        )
        if seen[key] > 1 and plain(heading) in wanted:
            column, how = meaning(heading, wanted)
        columns.append(MappedColumn(index, heading.rstrip(" :*"), column, how))
    return tuple(columns)


UNLIKE = (False, -5.0)


def _likeness(row: RawRow, columns: Sequence[MappedColumn]) -> tuple[bool, float]:
    """How much a row looks like headings: whether they would do, and how many are known.

    Cells that are values, and to a lesser degree words that aren't known, speak against it. A row
    with neither a date nor a record among its headings has none.
    """
    meant = {column.column for column in columns if column.column}
    if not meant & {"date", "record", "recorded_on"}:
        return UNLIKE
    would_do = bool(meant & {"date", "recorded_on"}) and bool(meant & set(SAYS_SOMETHING))
    if not would_do and len(columns) == 1:
        return UNLIKE
    values = sum(_is_value(cell) for cell in row.cells)
    strangers = sum(column.column is None for column in columns)
    return would_do, len(meant) - values - strangers / 4


def _is_value(cell: CellValue) -> bool:
    if isinstance(cell, str):
        return sum(character.isdigit() for character in cell) >= DIGITS_OF_A_VALUE
    return cell is not None


def _with_bare_columns(
    columns: tuple[MappedColumn, ...], sheet: Sheet, row: RawRow
) -> tuple[MappedColumn, ...]:
    """The columns, with those that have cells below but no heading."""
    headed = {column.index for column in columns}
    below = [under for under in sheet.rows if under.number > row.number]
    bare = [
        MappedColumn(index, "", None, "unused")
        for index in range(len(row.cells))
        if index not in headed and any(is_filled(under.cells[index]) for under in below)
    ]
    return tuple(sorted([*columns, *bare], key=lambda column: column.index))


def _settle(columns: tuple[MappedColumn, ...]) -> tuple[tuple[MappedColumn, ...], list[str]]:
    """Settle what several headings mean, and say what a reader should know of the mapping."""
    notes: list[str] = []
    more: set[int] = set()
    settled = list(columns)
    if not any(column.column == "date" for column in settled):
        _take_other_date(settled, notes)
    if not any(column.column == "record" for column in settled):
        _take_event_type(settled)
    for name, parts in by_column(settled).items():
        if name in SINGLE:
            for extra in sorted(parts, key=lambda part: ORDER.index(part.how))[1:]:
                settled[settled.index(extra)] = replace(extra, column=None, how="unused")
                more.add(extra.index)
        elif len(parts) > 1:
            names = ", ".join(repr(part.heading) for part in parts)
            notes.append(f"the columns {names} were joined as {name}")
    for column in settled:
        if column.how == "fuzzy":
            notes.append(f"the column {column.heading!r} was read as {column.column}")
        elif column.column is None and column.how == "given":
            notes.append(f"the column {column.heading!r} was left out, as case.toml says")
        elif column.index in more:
            what = meaning(column.heading, {})[0] or "column"
            notes.append(
                f"the column {column.heading!r} is one {what.replace('_', ' ')} more; "
                "its text is kept as it is"
            )
        elif column.column is None and column.heading:
            notes.append(f"the column {column.heading!r} is not known; its text is kept as it is")
        elif column.column is None:
            letters = column_letters(column.index + 1)
            notes.append(f"column {letters} has no heading; its text is kept as it is")
    return tuple(settled), notes


def _take_other_date(columns: list[MappedColumn], notes: list[str]) -> None:
    """Where the only date is that of recording, entries are dated by it; a note says so."""
    for place, column in enumerate(columns):
        if column.column == "recorded_on":
            columns[place] = replace(column, column="date")
            notes.append(f"there is no other date, so {column.heading!r} was taken as the date")
            return


def _take_event_type(columns: list[MappedColumn]) -> None:
    """Where nothing else says what happened, the kind of event does: it is the record."""
    said = [column.column for column in columns if column.column in SAYS_SOMETHING]
    if said == ["event_type"]:
        place = next(i for i, column in enumerate(columns) if column.column == "event_type")
        columns[place] = replace(columns[place], column="record")


def by_column(columns: Sequence[MappedColumn]) -> dict[str, list[MappedColumn]]:
    """The headings that mean each column of the contract, in their order."""
    parts: defaultdict[str, list[MappedColumn]] = defaultdict(list)
    for column in columns:
        if column.column:
            parts[column.column].append(column)
    return dict(parts)


# ------------------------------------------------------------------------------- what is not there


def _why_unusable(columns: Sequence[MappedColumn]) -> str | None:
    meant = by_column(columns)
    if "date" not in meant:
        return "no date column"
    if not any(name in meant for name in SAYS_SOMETHING):
        return NOTHING_SAID
    return None


def _prose(sheet: Sheet, row: RawRow, columns: Sequence[MappedColumn]) -> MappedColumn | None:
    """The column under a heading that isn't known in which sentences stand, the longest: entries,
    and no table of versions or of contacts."""
    below = [under for under in sheet.rows if under.number > row.number and not under.is_blank]
    held: list[tuple[int, int]] = []
    for number, column in enumerate(columns):
        if column.column is not None or column.how == "given" or not column.heading:
            continue
        cells = [under.cells[column.index] for under in below]
        if holds_sentences(cells, len(below)):
            held.append((sum(len(cell) for cell in cells if isinstance(cell, str)), -number))
    if not held or len(below) < FEWEST_ENTRIES:
        return None
    return columns[-max(held)[1]]


LOOKED_FOR = (
    "a row with a heading for the date and one for what happened, "
    "such as Date and Significant event"
)


def _not_found(sheet: Sheet) -> HeadingsNotFound:
    if all(row.is_blank for row in sheet.rows):
        return HeadingsNotFound(
            "the sheet is empty", (), LOOKED_FOR, "Remove it, or ask the agency for its entries"
        )
    likely = next((row for row in sheet.rows[:HEADING_ROWS] if may_be_shown(row)), None)
    columns = _map_row(likely, {}) if likely else ()
    return _lacking(f"no headings in the first {HEADING_ROWS} rows", columns)


def may_be_shown(row: RawRow) -> bool:
    """Whether a row can be headings in other words, and not an entry, which is never quoted."""
    filled = [cell for cell in row.cells if is_filled(cell)]
    return len(filled) > 1 and all(
        isinstance(cell, str) and len(cell) <= LONGEST_SHOWN and not _is_value(cell)
        for cell in filled
    )


def _lacking(reason: str, columns: Sequence[MappedColumn]) -> HeadingsNotFound:
    seen = tuple(column.heading for column in columns if column.heading)
    known = ", ".join(name for name in COLUMNS if name not in EXPORT_ONLY)
    return HeadingsNotFound(
        reason,
        seen,
        LOOKED_FOR,
        "Where a heading has another name, say in case.toml what it means: "
        '[columns], then "the heading" = "record" (or one of: '
        f"{known})",
    )


def _rows(numbers: Sequence[int]) -> str:
    named = ", ".join(str(number) for number in numbers[:5])
    more = f" and {len(numbers) - 5} more" if len(numbers) > 5 else ""
    return f"row {named}" if len(numbers) == 1 else f"rows {named}{more}"
