"""The blank return that an agency fills in, as a workbook, a Word document or a text file.

What it says is data, in ``template.toml``: columns, lists, guidance. Where a filled-in return comes
back, :func:`without_guidance` takes out what the template itself had put there.
"""

from __future__ import annotations

import codecs
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from chronology.errors import CaseProblem, PackUnusable
from chronology.returns.rows import RawRow, Sheet

OfficeFormat = Literal["xlsx", "docx", "csv"]
FORMATS: tuple[OfficeFormat, ...] = get_args(OfficeFormat)
TEXTS = Path(__file__).with_name("template.toml")

TITLE_ROWS = 20
"""The guidance's title is looked for in this many rows from the top."""

LONGEST_PROMPT = 255
LONGEST_AGENCY = 80
AGENCY = "Agency"
"""The heading of the column that is filled in beforehand where the agency is known."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Column(_Part):
    """A column: its heading, its width in Excel's characters and Word's millimetres, and a word
    of advice that Excel shows beside its cells."""

    heading: str
    excel: int
    word: int
    prompt: str = Field("", max_length=LONGEST_PROMPT)


class Section(_Part):
    """A heading of the guidance, and what stands below it."""

    heading: str
    lines: tuple[str, ...]


class Guidance(_Part):
    """How to fill it in: at length, with examples by heading, and in short."""

    title: str
    about: str
    sections: tuple[Section, ...]
    examples_about: str
    examples: tuple[dict[str, str], ...]
    lists_heading: str
    lists_about: str
    short: tuple[str, ...]


class Placeholders(_Part):
    """What Word shows in the cells of dates and lists before anybody has filled them in."""

    date: str
    list: str


class Former(_Part):
    """What earlier releases said."""

    texts: tuple[str, ...]


class Template(_Part):
    """The whole of ``template.toml``."""

    columns: tuple[Column, ...]
    lists: dict[str, tuple[str, ...]]
    placeholders: Placeholders
    guidance: Guidance
    former: Former

    @property
    def headings(self) -> list[str]:
        return [column.heading for column in self.columns]


@cache
def template(path: Path = TEXTS) -> Template:
    """What the blank return says. Raises ``PackUnusable`` where the file isn't as it must be."""
    try:
        return Template.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise PackUnusable(
            path.name, f"it can't be used ({error})", "Compare it with the one that came with this"
        ) from None


# ------------------------------------------------------------------------------------ writing it


def write_template(path: Path, format: OfficeFormat, agency: str | None = None) -> None:
    """Write a blank return. The same words give the same bytes each time.

    Raises ``CaseProblem`` where the file is there already or can't be written, or where the
    agency's name can't stand in a cell.
    """
    write_new(path, _made(format, _checked(agency)))


def _made(format: OfficeFormat, agency: str | None) -> bytes:
    if format == "xlsx":
        from chronology.returns.template_excel import workbook

        return workbook(template(), agency)
    if format == "docx":
        from chronology.returns.template_word import document

        return document(template(), agency)
    line = ",".join(f'"{heading}"' for heading in template().headings)
    return codecs.BOM_UTF8 + f"{line}\r\n".encode()


def _checked(agency: str | None) -> str | None:
    if agency is None:
        return None
    name = " ".join(agency.split())
    if not name or len(name) > LONGEST_AGENCY or not name.isprintable():
        raise CaseProblem(
            "--agency",
            "it is empty, very long, or has characters that can't be shown",
            f"Give a name of up to {LONGEST_AGENCY} characters",
        )
    return name


def format_of(path: Path, format: str | None) -> OfficeFormat:
    """The format of a file to be written: the one that is named, or else what its name ends in.

    Raises ``CaseProblem`` where there is none, or where the two differ.
    """
    ending = path.suffix.lower().removeprefix(".")
    wanted = format or ending
    for known in FORMATS:
        if wanted == known == ending:
            return known
    if format:
        raise CaseProblem(str(path), f"its name doesn't end in .{format}", f"Add .{format}")
    raise CaseProblem(
        str(path),
        "its name doesn't say which kind of file it should be",
        f"End it in {', '.join(f'.{known}' for known in FORMATS)}",
    )


def write_new(path: Path, content: bytes) -> None:
    """Write a file that isn't there yet. Raises ``CaseProblem``: nothing is written over."""
    try:
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError:
        raise CaseProblem(
            str(path), "it is there already", "Give another name, or move the old file away"
        ) from None
    except OSError as error:
        raise CaseProblem(
            str(path), f"it can't be written ({error.strerror})", "Give another place with -o"
        ) from None


# --------------------------------------------------------------------------------- its guidance


def guidance_rows(texts: Template) -> Iterator[tuple[str, str]]:
    """The guidance in two columns: what it is about, and what it says. The lists come after it."""
    guidance = texts.guidance
    yield guidance.title, ""
    yield "", guidance.about
    for section in guidance.sections:
        yield section.heading, section.lines[0]
        yield from (("", line) for line in section.lines[1:])
    yield "", guidance.examples_about
    for example in guidance.examples:
        yield from example.items()
        yield "", ""


def list_rows(texts: Template) -> Iterator[tuple[str, str]]:
    """The words that the lists offer, in the same two columns."""
    yield texts.guidance.lists_heading, texts.guidance.lists_about
    for heading, words in texts.lists.items():
        yield heading, words[0]
        yield from (("", word) for word in words[1:])


TITLE_WITHIN = 100
"""The guidance begins within so many rows of its sheet."""


def without_guidance(sheet: Sheet) -> Sheet | None:
    """A sheet without the rows of the template's own guidance; ``None`` where no other is left.

    A sheet that doesn't have the guidance comes back as it is. What somebody wrote between its
    lines is kept.
    """
    titles, texts = _own_texts()
    if not any(_plain(cell) in titles for row in sheet.rows[:TITLE_ROWS] for cell in row.cells):
        return sheet
    headings = set(template().headings)
    others = tuple(row for row in sheet.rows if not _is_own(row, texts, headings))
    return replace(sheet, rows=others) if any(not row.is_blank for row in others) else None


def without_placeholders(sheet: Sheet) -> Sheet:
    """A sheet of a document without the words that the template shows in empty cells.

    They are marked as placeholders, but programs other than Word make ordinary text of them.
    """
    shown = template().placeholders
    phrases = (shown.date, shown.list)
    rows = tuple(_without(row, phrases) for row in sheet.rows)
    return sheet if rows == sheet.rows else replace(sheet, rows=rows)


def _without(row: RawRow, phrases: Sequence[str]) -> RawRow:
    cells = list(row.cells)
    for place, cell in enumerate(cells):
        for phrase in phrases if isinstance(cell, str) else ():
            text = str(cells[place] or "")  # what is typed beside a prompt stands at its edge
            if text.startswith(phrase) or text.endswith(phrase):
                cells[place] = text.removeprefix(phrase).removesuffix(phrase).strip() or None
    return replace(row, cells=tuple(cells))


def _is_own(row: RawRow, texts: frozenset[str], headings: set[str]) -> bool:
    """Whether a row holds nothing but texts of the guidance. Headings side by side are somebody's
    own table: the guidance has each beside what is written under it."""
    cells = [cell for cell in map(_plain, row.cells) if cell]
    a_table = len(cells) > 1 and headings.issuperset(cells)
    return bool(cells) and texts.issuperset(cells) and not a_table


def _plain(cell: object) -> str:
    return " ".join(cell.split()) if isinstance(cell, str) else "" if cell is None else repr(cell)


@cache
def _own_texts() -> tuple[frozenset[str], frozenset[str]]:
    """The titles of the guidance, and every text of it, of this release and those before."""
    texts = template()
    former = {_plain(text) for text in texts.former.texts}
    rows = (*guidance_rows(texts), *list_rows(texts))
    own = {_plain(cell) for row in rows for cell in row} | former
    return frozenset({texts.guidance.title} | former), frozenset(own)
