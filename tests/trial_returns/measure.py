"""How well trial returns are read: the share of dates, people and agencies that are read right.

    python tests/trial_returns/measure.py [--after-check] [--mistakes]

The returns (``*.jsonl``) were written apart from the program, by writers who had not seen it, each
row with what a careful reader takes it to mean. They are fictional. They are for measuring and not
for tuning: a mistake found here is reported, and mended only where the reason is a general one
that would be mended without these rows. ``--after-check`` adds to ``case.toml`` what ``check``
asks for: the headings and files that it doesn't know.
"""

from __future__ import annotations

import csv
import json
import sys
import tempfile
from collections import Counter
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import docx
import xlsxwriter

from chronology.intake import Intake, find_case, take_in

HERE = Path(__file__).resolve().parent
FAMILY = ("child", "sibling", "mother", "father", "ex", "partner", "mgm", "aunt")
Row = dict[str, Any]


def main(mistakes: bool, after_check: bool) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        truths = made(folder, after_check)
        intake = take_in(find_case([folder]))
    total: Counter[str] = Counter()
    heads = ("rows", "dates", "days", "times", "agency", "people found", "right")
    print(f"{'return':<24}" + "".join(f"{head:>14}" for head in heads))
    for name, rows in truths.items():
        counts, wrong = scored(name, rows, intake)
        total.update(counts)
        print(line(name, counts))
        if mistakes:
            print("\n".join(f"    {text}" for text in wrong))
    print(line("all", total))


def line(name: str, it: Counter[str]) -> str:
    def share(right: str, of: str) -> str:
        return f"{it[right] / it[of]:.3f}" if it[of] else "-"

    return (
        f"{name[:23]:<24}{it['rows']:>14}{share('date', 'rows'):>14}{share('overlap', 'dated'):>14}"
        f"{share('time', 'timed'):>14}{share('agency', 'rows'):>14}"
        f"{share('people_right', 'people_true'):>14}{share('people_right', 'people_said'):>14}"
    )


def made(folder: Path, after_check: bool = False) -> dict[str, list[Row]]:
    """The returns as the files that their agencies would send; the truth of each row by file."""
    returns = folder / "returns"
    returns.mkdir()
    names = ("case.toml", "after_check.toml") if after_check else ("case.toml",)
    (folder / "case.toml").write_bytes(b"".join((HERE / name).read_bytes() for name in names))
    truths: dict[str, list[Row]] = {}
    for source in sorted(HERE.glob("*.jsonl")):
        head, *rows = (json.loads(line) for line in source.read_text("utf-8").splitlines() if line)
        path = returns / f"{head['file']}.{head['format']}"
        table = [head["headings"], *(row["cells"] for row in rows)]
        {"csv": as_csv, "xlsx": as_excel, "docx": as_word}[head["format"]](path, head, table)
        truths[path.name] = [row for row in rows if not row.get("section")]
    return truths


def shown(cell: Any) -> str:
    return cell["date_cell"] if isinstance(cell, dict) else cell


def as_csv(path: Path, head: Row, table: list[list[Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(
            [*head["title_rows"], *([shown(c) for c in row] for row in table)]
        )


def as_excel(path: Path, head: Row, table: list[list[Any]]) -> None:
    with xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy"}) as book:
        sheet = book.add_worksheet(head["sheet"] or "Sheet1")
        for number, row in enumerate([*head["title_rows"], *table]):
            for column, cell in enumerate(row):
                if isinstance(cell, dict):
                    sheet.write_datetime(number, column, datetime.fromisoformat(cell["date_cell"]))
                elif cell:
                    sheet.write_string(number, column, cell)


def as_word(path: Path, head: Row, table: list[list[Any]]) -> None:
    document = docx.Document()
    for title in head["title_rows"]:
        document.add_paragraph(" ".join(title))
    grid = document.add_table(rows=len(table), cols=len(table[0]))
    for row, cells in zip(grid.rows, table, strict=True):
        for place, cell in zip(row.cells, cells, strict=True):
            place.text = shown(cell)
    document.save(str(path))


def scored(name: str, rows: list[Row], intake: Intake) -> tuple[Counter[str], list[str]]:
    events = intake.tables.events.collect().filter(source_file=name).sort("sequence").to_dicts()
    taking_part: dict[str, set[str]] = {}
    people = intake.tables.participants.collect().select("event_id", "person_id")
    for event_id, person in people.iter_rows():
        taking_part.setdefault(event_id, set()).add(person)
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    if len(events) != len(rows):
        wrong.append(f"{len(rows)} rows, {len(events)} events")
    for row, event in zip(rows, paired(rows, events), strict=True):
        score_row(
            row, event, taking_part.get((event or {}).get("event_id", ""), set()), counts, wrong
        )
    return counts, wrong


def paired(rows: list[Row], events: list[Row]) -> list[Row | None]:
    """The event of each row: in order, matched by a cell that stands in its record."""
    found: list[Row | None] = []
    place = 0
    for row in rows:
        longest = max((shown(cell) for cell in row["cells"]), key=len).strip()
        ahead = range(place, min(place + 5, len(events)))
        hit = next((at for at in ahead if longest in texts(events[at])), None)
        found.append(None if hit is None else events[hit])
        place = place if hit is None else hit + 1
    return found


def texts(event: Row) -> str:
    return "\n".join(value for value in event.values() if isinstance(value, str))


def score_row(
    row: Row, event: Row | None, people: set[str], counts: Counter[str], wrong: list[str]
) -> None:
    counts["rows"] += 1
    truth = row["date"]
    want = tuple(truth[end] and date.fromisoformat(truth[end]) for end in ("earliest", "latest"))
    family = {person for _, person in row["people"]} & set(FAMILY)
    counts["people_true"] += len(family)
    counts["dated"] += want != (None, None)
    at = truth.get("at")
    counts["timed"] += at is not None
    if event is None:
        wrong.append(f"no event for: {row['cells']}")
        return
    got = (event["earliest"], event["latest"])
    counts["date"] += got == want
    counts["overlap"] += overlaps(got, want)
    if got != want:
        wrong.append(f"date {event['date_text']!r}: {shown_span(got)} for {shown_span(want)}")
    if at is not None:
        counts["time"] += event["at"] == time.fromisoformat(at)
        if event["at"] != time.fromisoformat(at):
            wrong.append(f"time {event['date_text']!r}: {event['at']} for {at}")
    kinds = set((event["agency_kinds"] or "").split("; "))
    counts["agency"] += kinds == set(row["agency_kinds"])
    if kinds != set(row["agency_kinds"]):
        wrong.append(f"agency {event['agency']!r}: {sorted(kinds)} for {row['agency_kinds']}")
    said = people & set(FAMILY)
    counts["people_said"] += len(said)
    counts["people_right"] += len(said & family)
    if said != family:
        words = {person: [w for w, p in row["people"] if p == person] for person in family - said}
        wrong.append(f"people missed {words} too many {sorted(said - family)}")


def overlaps(got: tuple[Any, Any], want: tuple[Any, Any]) -> bool:
    """Whether the days read and the days meant have one in common."""
    if want == (None, None) or got == (None, None):
        return False
    first, last = got[0] or date.min, got[1] or date.max
    return bool(first <= (want[1] or date.max) and (want[0] or date.min) <= last)


def shown_span(span: tuple[Any, Any]) -> str:
    return f"{span[0]}..{span[1]}"


if __name__ == "__main__":
    main("--mistakes" in sys.argv, "--after-check" in sys.argv)
