"""How long a Word table of 3,000 rows takes against no more than unpacking and parsing it.

    python tests/benchmarks/word_3000.py

(A) ``chronology.returns.word.read`` in this process.
(B) ``zipfile`` and ``xml.etree.ElementTree.parse`` of the same document, in this process.
(C) ``chronology.returns.read_returns``, which reads in a process of its own and sends the rows.

In turns, in one run; the ratio of the medians of A and B is to be 3 at most. C is told beside them:
it holds the start of a Python.
"""

from __future__ import annotations

import io
import statistics
import sys
import tempfile
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import docx
from timing import told, ways_in_turns

from chronology.returns import Limits, ReturnFile, read_returns
from chronology.returns.word import read

ROWS, COLUMNS = 3_000, 6
TARGET = 3.0
TIMES = 15


def main() -> int:
    """Print the figures; the exit code is 1 where the ratio is above its target."""
    data = _document()
    with tempfile.TemporaryDirectory(prefix="chronology-benchmark-") as folder:
        path = Path(folder) / "return.docx"
        path.write_bytes(data)
        ours, peer, child = ways_in_turns(
            TIMES, lambda: _read(data), lambda: _parse(data), lambda: _read_in_child(path)
        )
    print(f"a Word table of {ROWS:,} rows and {COLUMNS} columns, {len(data) / 1e6:.1f} MB packed")
    print(f"  A  read in process           {told(ours)}")
    print(f"  B  unpacked and parsed alone {told(peer)}")
    print(f"  C  read in a child process   {told(child)}")
    ratio = statistics.median(ours) / statistics.median(peer)
    beside = statistics.median(child) / statistics.median(peer)
    print(f"  A / B = {ratio:.1f} (target: {TARGET:g} at most); C / B = {beside:.1f}")
    return int(ratio > TARGET)


def _document() -> bytes:
    made = docx.Document()
    for number, cell in enumerate(made.add_table(rows=ROWS, cols=COLUMNS)._cells):
        cell.text = f"Practice entry {number}: seen at home with mother, who reported all well."
    saved = io.BytesIO()
    made.save(saved)
    return saved.getvalue()


def _read(data: bytes) -> None:
    (grid,) = read(data, "docx", Limits()).grids
    assert (grid.height, len(grid.columns)) == (ROWS, COLUMNS)


def _parse(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("word/document.xml") as part:
        ElementTree.parse(part)


def _read_in_child(path: Path) -> None:
    (found,) = read_returns([("return.docx", path)])
    assert isinstance(found, ReturnFile)
    assert len(found.sheets[0].rows) == ROWS


if __name__ == "__main__":
    sys.exit(main())
