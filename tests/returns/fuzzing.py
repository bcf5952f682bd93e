"""Broken returns by the thousand: files of four formats, cut, stirred and stuffed by hypothesis.

    python tests/returns/fuzzing.py 10000

Whatever a file holds, the reading process may end over it, but never the program; nothing takes
longer than the limit; and of what is read, every row is an event, blank or rejected.
"""

from __future__ import annotations

import io
import json
import sys
import tempfile
import time
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import making
import making_word
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from chronology.records.dates import DateContext
from chronology.records.events import records_of
from chronology.records.ids import with_ids
from chronology.returns import Limits, ReturnFile, read_returns

LIMITS = Limits(seconds=20, memory_bytes=1024**3)
BATCH = 25
"""Files that one reading process is given: as many as agencies may send for a case."""

FORMATS = ("xlsx", "docx", "csv", "json")
ROWS = [
    ("Date", "Time", "Who present", "Details of contact", "Action taken"),
    ("03/05/2021", "14:00", "Mum", "Home visit. Weighed 4.1 kg. Sleeping in own cot.", "Review"),
    ("early June 2021", "", "", "Was not brought to clinic; “no answer” to call.", "Text sent"),
    ("2021", "", "", "", ""),
    ("31/02/2021", "9.15", "MGM", "Bruise seen on left arm, c. 1cm – referred.", "Referral made"),
]
NASTY = [
    b"\x00",
    b"\xff\xfe",
    b"<",
    b">",
    b'"',
    b"'",
    b"&#0;",
    b"&amp;",
    b"]]>",
    b"<!--",
    b"\xe2\x80\x8b",
    b"9" * 400,
    b"-1",
    b"1e999",
    b"NaN",
    b"XFD1048576",
    b"\n",
    b"\r\n",
    b",,,,,,,,",
    b"{" * 60,
    b"[" * 60,
    b"A" * 5000,
    b"w:tbl",
    b"w:tc",
    b"r=",
    b't="s"',
    b"null",
    b"true",
]


def seeds() -> dict[str, list[bytes]]:
    """Whole files of each format to begin with."""
    with tempfile.TemporaryDirectory() as place:
        book = making.workbook(Path(place) / "a.xlsx", {"Chronology": ROWS, "More": ROWS})
        excel = book.read_bytes()
    word = making_word.document(
        making_word.table(*(making_word.row(*cells) for cells in ROWS))
        + making_word.paragraph("2021")
        + making_word.table(
            making_word.row("Date", "Details"),
            making_word.row(
                "1/2/21",
                making_word.cell(
                    making_word.paragraph(
                        making_word.inserted("seen "), making_word.deleted("not seen")
                    )
                ),
            ),
        )
    )
    text = "\n".join(",".join(f'"{cell}"' for cell in row) for row in ROWS).encode()
    return {
        "xlsx": [excel],
        "docx": [word],
        "csv": [
            text,
            text.replace(b",", b";"),
            "\ufeff".encode() + text,
            text.decode().encode("utf-16"),
        ],
        "json": [json.dumps(BUNDLE).encode()],
    }


BUNDLE = {
    "resourceType": "Bundle",
    "type": "collection",
    "entry": [
        {
            "fullUrl": "urn:uuid:1",
            "resource": {
                "resourceType": "Patient",
                "id": "1",
                "name": [{"given": ["Kim"], "family": "Aldous"}],
            },
        },
        {
            "resource": {
                "resourceType": "Appointment",
                "status": "noshow",
                "start": "2021-05-03T10:00:00Z",
                "participant": [{"actor": {"reference": "urn:uuid:1"}, "status": "accepted"}],
                "description": "Health visitor review",
            }
        },
        {
            "resource": {
                "resourceType": "Observation",
                "status": "final",
                "effectiveDateTime": "2021-05",
                "code": {"coding": [{"system": "http://loinc.org", "code": "29463-7"}]},
                "valueQuantity": {"value": 4.1, "unit": "kg"},
                "subject": {"reference": "urn:uuid:1"},
            }
        },
        {
            "resource": {
                "resourceType": "Condition",
                "recordedDate": "2021-05-04",
                "code": {"text": "Bruise of arm"},
                "subject": {"reference": "Patient/1"},
            }
        },
    ],
}

PART = st.integers(0, 2**16 - 1)
CHANGE = st.one_of(
    st.tuples(st.just("cut"), PART, PART, st.just(b"")),
    st.tuples(st.just("put"), PART, PART, st.sampled_from(NASTY) | st.binary(max_size=12)),
    st.tuples(st.just("over"), PART, PART, st.binary(min_size=1, max_size=6)),
    st.tuples(st.just("again"), PART, PART, st.just(b"")),
    st.tuples(st.just("end"), PART, PART, st.just(b"")),
)
FILE = st.tuples(
    st.sampled_from(FORMATS), PART, st.booleans(), st.lists(CHANGE, min_size=1, max_size=6)
)


def changed(data: bytes, changes: list[tuple[str, int, int, bytes]]) -> bytes:
    """The bytes after each change; places are parts of 65,536 of the whole."""
    for kind, first, second, new in changes:
        if not data:
            return data
        start = first * len(data) >> 16
        length = min((second * 80) >> 16, len(data) - start) + 1
        if kind == "cut":
            data = data[:start] + data[start + length :]
        elif kind == "put":
            data = data[:start] + new + data[start:]
        elif kind == "over":
            data = data[:start] + new + data[start + len(new) :]
        elif kind == "again":
            data = data[:start] + data[start : start + length] * 3 + data[start + length :]
        else:
            data = data[: max(start, 1)]
    return data


def broken(
    data: bytes, which: int, inside: bool, changes: list[tuple[str, int, int, bytes]]
) -> bytes:
    """A file changed as it lies, or, where it is an archive, in one of its parts."""
    if not inside or not data.startswith(b"PK"):
        return changed(data, changes)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    likely = [name for name in parts if "sheet" in name or "document" in name or "shared" in name]
    names = likely if which % 4 else list(parts)
    name = names[which % len(names)]
    return making.packed(parts | {name: changed(parts[name], changes)})


@dataclass
class Tally:
    """What became of the files."""

    counts: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0

    def take(self, files: list[tuple[str, Path]]) -> None:
        """Read files as a case's are read, and hold what comes of it to its promises."""
        began = time.perf_counter()
        found = read_returns(files, LIMITS)
        spent = time.perf_counter() - began
        self.slowest = max(self.slowest, spent)
        assert spent < LIMITS.seconds * len(files), "longer than the limit"
        assert [it.file for it in found] == [name for name, _ in files]
        for it in found:
            kind = it.file.rpartition(".")[2]
            self.counts[kind] += 1
            if not isinstance(it, ReturnFile):
                broke = "broke off" in it.seen or "took longer" in it.seen
                self.counts["reading ended" if broke else "refused with a reason"] += 1
                assert it.seen
                assert it.hint
                continue
            self.counts["read"] += 1
            self.balance(it)

    def balance(self, file: ReturnFile) -> None:
        """The ledger of one file."""
        events, ledger = records_of(
            file,
            case_id="c",
            given_columns={},
            agency_of=lambda cell, name, above: (cell or name, "gp", ("gp",)),
            dates=DateContext(),
        )
        with_ids(events)
        assert ledger.events == len(events)
        assert ledger.rows_read == ledger.blank + len(events) + len(ledger.rejected)
        self.counts["rows"] += ledger.rows_read
        self.counts["events"] += len(events)
        self.counts["blank"] += ledger.blank
        self.counts["rejected"] += len(ledger.rejected)


def fuzz(count: int, place: Path, number: int = 0) -> Tally:
    """Make and read so many broken files."""
    whole = seeds()
    tally = Tally()

    @seed(number)
    @settings(
        max_examples=max(count // BATCH, 1),
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(FILE, min_size=BATCH, max_size=BATCH))
    def batch(files: list[tuple[str, int, bool, list[tuple[str, int, int, bytes]]]]) -> None:
        made: list[tuple[str, Path]] = []
        for number, (kind, which, inside, changes) in enumerate(files):
            path = place / f"{number}.{kind}"
            seed_file = whole[kind][which % len(whole[kind])]
            path.write_bytes(broken(seed_file, which, inside, changes))
            made.append((path.name, path))
        tally.take(made)

    batch()
    return tally


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as place:
        began = time.perf_counter()
        tally = fuzz(count, Path(place))
    files = sum(tally.counts[kind] for kind in FORMATS)
    print(
        f"{files:,} broken files in {time.perf_counter() - began:.0f} s; no crash, ledgers balance"
    )
    print(", ".join(f"{kind} {tally.counts[kind]:,}" for kind in FORMATS))
    told = ("read", "refused with a reason", "reading ended", "rows", "events", "blank", "rejected")
    print(", ".join(f"{what} {tally.counts[what]:,}" for what in told))
    print(f"slowest {BATCH} files: {tally.slowest:.1f} s")
    assert files >= count - BATCH


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
