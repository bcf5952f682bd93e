"""Files that are made, or broken, so that reading them would do harm: each must come back named."""

from __future__ import annotations

import random
import struct
import zipfile
import zlib
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import making
import pytest

from chronology.returns import Limits, ReturnFile, Unreadable, read_returns

CELL = '<row r="1"><c r="A1"><v>1</v></c></row>'
LIMITS = Limits(memory_bytes=1024**3, seconds=20)


def refused(data: bytes, tmp_path: Path, limits: Limits = LIMITS) -> str:
    """What is said of a file that isn't read."""
    path = tmp_path / "return.xlsx"
    path.write_bytes(data)
    (found,) = read_returns([("return.xlsx", path)], limits)
    assert isinstance(found, Unreadable), found
    assert found.hint
    return found.seen


def test_two_cells_in_the_far_corners(tmp_path: Path) -> None:
    """calamine issue 693: without a look at the cells, this aborts the process."""
    far = '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    seen = refused(making.bare(CELL + far), tmp_path)
    assert seen == "a sheet reaches to row 1,048,576 and column XFD"


@pytest.mark.parametrize(
    "cell",
    [
        "<c s=\"1\" r='XFD1048576'><v>2</v></c>",
        '<c\n r = "XFD1048576"><v>2</v></c>',
        '<x:c r="XFD1048576" xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        "<x:v>2</x:v></x:c>",
        '<c r="XFD1048576"><f>1</f><v>2</v></c>',
        making.text_cell("XFD1048576", "a"),
    ],
)
def test_a_far_corner_in_other_writing(cell: str, tmp_path: Path) -> None:
    seen = refused(making.bare(f'{CELL}<row r="1048576">{cell}</row>'), tmp_path)
    assert "XFD" in seen


def test_a_far_corner_that_the_search_cannot_see_takes_only_the_reading_process(
    tmp_path: Path,
) -> None:
    good, bad = tmp_path / "good.xlsx", tmp_path / "bad.xlsx"
    good.write_bytes(making.bare(CELL))
    bad.write_bytes(
        making.bare(f'{CELL}<row r="1048576"><c r="XFD1048576"><!-- --><v>2</v></c></row>')
    )
    files = [("1", good), ("2", bad), ("3", good), ("4", bad), ("5", good)]
    found = read_returns(files, LIMITS)
    assert [type(one) for one in found] == [
        ReturnFile,
        Unreadable,
        ReturnFile,
        Unreadable,
        ReturnFile,
    ]
    assert [one.file for one in found] == ["1", "2", "3", "4", "5"]
    broken = found[1]
    assert isinstance(broken, Unreadable)
    assert broken.seen.startswith("reading it broke off")
    assert broken.sha256 is not None


def test_cells_that_are_only_coloured_do_not_count(tmp_path: Path) -> None:
    path = tmp_path / "coloured.xlsx"
    coloured = '<row r="1048576"><c r="XFD1048576" s="1"/></row>'
    path.write_bytes(making.bare(CELL + coloured))
    (found,) = read_returns([("coloured.xlsx", path)], LIMITS)
    assert isinstance(found, ReturnFile)
    assert len(found.sheets[0].rows) == 1


def test_a_bomb_is_refused_by_what_it_declares(tmp_path: Path) -> None:
    bomb = making.packed({**making.bare_parts(CELL), "xl/sharedStrings.xml": b" " * 30_000_000})
    assert len(bomb) < 100_000
    assert "more than 200 times its size" in refused(bomb, tmp_path)
    limits = replace(LIMITS, unpacked_bytes=20_000_000)
    assert "the file, unpacked, is 30 MB" in refused(bomb, tmp_path, limits)


def test_a_bomb_that_lies_about_its_size_is_never_unpacked(tmp_path: Path) -> None:
    """The archive declares 100 bytes of a part that unpacks to 50 MB, with a checksum to match."""
    start, full = b"<sst>" + b" " * 95, b"<sst>" + b" " * 50_000_000
    parts = making.bare_parts(CELL)
    del parts["xl/sharedStrings.xml"]
    packing = BytesIO()
    with zipfile.ZipFile(packing, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
        archive.writestr("xl/sharedStrings.xml", full)
        member = archive.infolist()[-1]
        truth = struct.pack("<LLL", member.CRC, member.compress_size, member.file_size)
    lie = struct.pack("<LLL", zlib.crc32(start), member.compress_size, len(start))
    data = packing.getvalue().replace(truth, lie)
    assert data.count(lie) == 2
    assert refused(data, tmp_path) == "it is damaged, or not written as Excel would"


def test_a_long_text_shared_by_many_cells(tmp_path: Path) -> None:
    shared = f'<sst xmlns="{making.MAIN}"><si><t>{"x" * 30_000}</t></si></sst>'
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 20_001))
    parts = making.bare_parts(rows, **{"xl/sharedStrings.xml": shared})
    assert "more than 200,000,000 characters" in refused(making.packed(parts), tmp_path)


def test_a_long_text_merged_over_many_rows(tmp_path: Path) -> None:
    rows = f'<row r="1">{making.text_cell("A1", "x" * 30_000)}<c r="B1"><v>1</v></c></row>'
    rows += "".join(f'<row r="{n}"><c r="B{n}"><v>1</v></c></row>' for n in range(2, 10_001))
    parts = making.bare_parts(rows)
    name = "xl/worksheets/sheet1.xml"
    merged = '<mergeCells count="1"><mergeCell ref="A1:A10000"/></mergeCells>'
    parts[name] = parts[name].replace("</sheetData>", f"</sheetData>{merged}")
    assert "more than 200,000,000 characters" in refused(making.packed(parts), tmp_path)


def test_a_spreadsheet_of_repeated_cells(tmp_path: Path) -> None:
    content = making.ods_row("a", repeated=1_000_000) + making.ods_row(*[""] * 9, "b")
    assert "reaches to row 1,000,001" in refused(making.spreadsheet(content), tmp_path)


@pytest.mark.parametrize(
    "part",
    [
        '<!DOCTYPE lolz [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><sst><si><t>&b;</t></si></sst>',
        '<!DOCTYPE x SYSTEM "file:///etc/passwd"><sst/>',
    ],
)
def test_entities_are_refused(part: str, tmp_path: Path) -> None:
    seen = refused(making.bare(CELL, **{"xl/sharedStrings.xml": part}), tmp_path)
    assert seen.startswith("it defines entities")


@pytest.mark.parametrize(
    "part",
    ["<!DOCTYPE x><sst/>".encode("utf-16"), b'<?xml version="1.0" encoding="UTF-7"?><sst/>'],
)
def test_encodings_that_would_hide_them_are_refused(part: bytes, tmp_path: Path) -> None:
    parts: dict[str, str | bytes] = {**making.bare_parts(CELL), "xl/sharedStrings.xml": part}
    assert "encoding that Office doesn't write" in refused(making.packed(parts), tmp_path)


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/evil.xml", "C:\\evil.xml", "xl\\..\\..\\e"])
def test_parts_that_point_outside(name: str, tmp_path: Path) -> None:
    assert "points outside" in refused(making.bare(CELL, **{name: "<a/>"}), tmp_path)


def test_parts_of_the_same_name(tmp_path: Path) -> None:
    data = making.packed({**making.bare_parts(CELL), "XL/workbook.XML": "<a/>"})
    assert "same name" in refused(data, tmp_path)


def test_too_many_parts(tmp_path: Path) -> None:
    more = {f"xl/{n}.xml": "<a/>" for n in range(100)}
    limits = replace(LIMITS, parts=50)
    assert "at most 50 are read" in refused(making.bare(CELL, **more), tmp_path, limits)


def test_a_file_that_was_cut_short(tmp_path: Path) -> None:
    whole = making.bare(CELL)
    for end in (len(whole) - 30, len(whole) // 2, 40):
        assert refused(whole[:end], tmp_path) == "it is damaged, or only part of it arrived"


def test_a_file_with_a_changed_byte_never_breaks_out(tmp_path: Path) -> None:
    whole = making.bare(CELL)
    rolling = random.Random(7)
    files = []
    for number in range(60):
        changed = bytearray(whole)
        for _ in range(3):
            changed[rolling.randrange(len(changed))] = rolling.randrange(256)
        path = tmp_path / f"{number}.xlsx"
        path.write_bytes(bytes(changed))
        files.append((path.name, path))
    found = read_returns(files, LIMITS)
    assert [one.file for one in found] == [name for name, _ in files]
    assert any(isinstance(one, Unreadable) for one in found)


def test_random_bytes(tmp_path: Path) -> None:
    assert refused(random.Random(3).randbytes(5000), tmp_path).startswith("it is neither")
    for start in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        refused(start + random.Random(4).randbytes(5000), tmp_path)


def test_an_old_workbook_that_is_broken_inside(tmp_path: Path) -> None:
    whole = making.old_workbook([["Date", "Event"], [44256.0, "seen"]])
    middle = whole[:1600] + random.Random(5).randbytes(400) + whole[2000:]
    refused(middle, tmp_path)


def test_a_file_larger_than_the_limit(tmp_path: Path) -> None:
    limits = replace(LIMITS, file_bytes=1_000_000)
    assert refused(b"a,b\n" * 500_000, tmp_path, limits).startswith("the file is 2 MB; at most 1")


def test_a_folder_and_a_missing_file(tmp_path: Path) -> None:
    gone = tmp_path / "gone.xlsx"
    folder, missing = read_returns([("returns", tmp_path), ("gone.xlsx", gone)], LIMITS)
    assert isinstance(folder, Unreadable)
    assert folder.seen == "it is a folder"
    assert isinstance(missing, Unreadable)
    assert missing.seen.startswith("it can't be opened")
    assert str(tmp_path) not in missing.seen + missing.hint
