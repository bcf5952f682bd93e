"""Word documents that are made, or broken, so that reading them would do harm."""

from __future__ import annotations

import random
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import making
import making_word as word
import pytest

from chronology.returns import Limits, ReturnFile, Unreadable, read_returns
from chronology.returns.rows import Refused
from chronology.returns.word import read

LIMITS = Limits(memory_bytes=1024**3, seconds=20)
DEEP = 100_000
GOOD = word.document(word.entries("seen"))


def changed(name: str, part: str | bytes | None) -> bytes:
    """A document with one of its parts replaced, or left out."""
    parts: dict[str, str | bytes] = {**word.parts(word.entries("seen"))}
    if part is None:
        del parts[name]
    else:
        parts[name] = part
    return making.packed(parts)


def nested(start: str, end: str, times: int = DEEP) -> bytes:
    """A cell in which the same thing stands in itself, many times."""
    inside = start * times + word.paragraph("Rowan") + end * times
    return word.document(word.table(word.row(word.cell(inside))))


ENTITIES = '<!DOCTYPE lolz [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
XML = word.parts(word.entries("seen"))["word/document.xml"]
TABLE_IN_ITSELF = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
CONTROL_IN_ITSELF = "<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"
HOSTILE = {
    "tables in themselves": (nested(*TABLE_IN_ITSELF), "it has tables within each other"),
    "controls in themselves": (nested(*CONTROL_IN_ITSELF), "it has elements within each other"),
    "unknown in itself": (nested("<w:x>", "</w:x>"), "it has elements within each other"),
    "the body's controls": (
        word.document(
            CONTROL_IN_ITSELF[0] * DEEP + word.entries("x") + CONTROL_IN_ITSELF[1] * DEEP
        ),
        "it has elements within each other",
    ),
    "entities": (changed("word/document.xml", ENTITIES + XML), "it defines entities"),
    "a document type": (
        changed("word/comments.xml", '<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'),
        "it defines entities",
    ),
    "a claimed span": (
        word.document(
            word.table(
                word.row("a"),
                word.row(word.cell("x", properties='<w:gridSpan w:val="2147483648"/>')),
            )
        ),
        "a table of it claims more than 1,000 columns",
    ),
    "a span of many digits": (
        word.document(
            word.table(
                word.row("a", properties=f'<w:gridBefore w:val="{"9" * 10_000}"/>'), word.row("x")
            )
        ),
        "a table of it claims more than 1,000 columns",
    ),
    "broken XML": (changed("word/document.xml", XML[:-40]), "it is damaged: a part of it is not"),
    "broken relationships": (changed("_rels/.rels", "<a><b></a>"), "it is damaged: a part"),
    "no XML at all": (changed("word/document.xml", b"\xff\xfe\xfd" * 9), "it is damaged: a part"),
    "nothing": (changed("word/document.xml", ""), "it is damaged: a part"),
    "no body": (changed("word/document.xml", "<w:x xmlns:w='x'/>"), "it is damaged: the part"),
    "another main part": (
        making.packed(
            {
                **{name: part for name, part in word.parts("").items() if "document" not in name},
                "word/document.xml": "<nothing/>",
            }
        ),
        "it is damaged: the part with its text holds none",
    ),
    "cut short": (GOOD[: len(GOOD) // 2], "it is damaged, or only part of it arrived"),
    "a long note": (
        word.document(
            word.entries('<w:r><w:footnoteReference w:id="1"/></w:r>' * 30_000),
            footnotes=word.story("footnotes", "x" * 10_000),
        ),
        "it holds more than 200,000,000 characters",
    ),
    "a long cell": (word.document(word.entries("x" * 1_000_001)), "a cell in sheet 'table 1', col"),
}


def test_each_comes_back_with_what_was_seen(tmp_path: Path) -> None:
    files = []
    for number, (name, (data, _)) in enumerate(HOSTILE.items()):
        path = tmp_path / f"{number}.docx"
        path.write_bytes(data)
        files.append((name, path))
    good = tmp_path / "good.docx"
    good.write_bytes(GOOD)
    *found, last = read_returns([*files, ("good", good)], LIMITS)
    for one, (_, beginning) in zip(found, HOSTILE.values(), strict=True):
        assert isinstance(one, Unreadable), one.file
        assert one.seen.startswith(beginning), (one.file, one.seen)
        assert one.hint
        assert one.sha256 is not None
        assert "Rowan" not in repr(one)
    assert isinstance(last, ReturnFile)


def test_fifty_tables_in_each_other_are_read() -> None:
    (grid,) = read(nested(*TABLE_IN_ITSELF, times=50), "docx", LIMITS).grids
    assert list(grid.columns[0]) == ["Rowan"]
    with pytest.raises(Refused):
        read(nested(*TABLE_IN_ITSELF, times=51), "docx", LIMITS)


def test_tables_with_more_cells_than_are_read() -> None:
    body = word.entries(*["seen"] * 10) + word.entries(*["seen"] * 10)
    with pytest.raises(Refused) as refusal:
        read(word.document(body), "docx", replace(LIMITS, cells=50))
    assert refusal.value.seen == "its tables have more cells than are read"


def test_a_document_with_a_changed_byte_never_breaks_out() -> None:
    """Only the text part is changed, unpacked: a changed archive seldom gets as far."""
    rolling = random.Random(11)
    whole = word.entries(word.inserted("a") + word.deleted("b")).encode()
    for _ in range(300):
        body = bytearray(whole)
        for _ in range(2):
            body[rolling.randrange(len(body))] = rolling.choice(b'<>/"&w: 09x')
        part = f"<w:document {word.NAMES}><w:body>".encode() + body + b"</w:body></w:document>"
        with suppress(Refused):
            read(changed("word/document.xml", part), "docx", LIMITS)
