"""A large, wholly fictional case for the benchmarks: ten returns, half of them workbooks.

Every record is put together from the phrases below by a seeded generator, so the same numbers give
the same files. Each agency has headings and a way of writing dates of its own.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

import xlsxwriter

FIRST, LAST = date(2020, 1, 1), date(2021, 12, 31)
BORN = date(2021, 1, 14)

CASE_TOML = """\
# WHOLLY FICTIONAL, made by tests/benchmarks/big_case.py
[case]
id = "benchmark"
review_from = 2020-01-01
review_to = 2021-12-31

[[people]]
id = "child"
role = "subject"
names = ["Robin Vale", "Robin", "RV"]
born = 2021-01-14

[[people]]
id = "mother"
role = "mother"
names = ["Sky Vale", "Sky", "Ms Vale"]

[[people]]
id = "father"
role = "father"
names = ["Lee Marrow", "Mr Marrow"]
"""

ORDINARY = (
    "{who} weighed {kg}kg, following the {centile}th centile.",
    "{who} was alert, smiling and reaching for toys.",
    "Home was clean, tidy and warm, with food in the cupboards.",
    "Sky was open about how tired she has been and accepted an extra visit.",
    "Telephone call from Sky to ask about {topic}; advice given and written down.",
    "Discussed {topic} and left the leaflet with the family.",
    "Attended on time with {who} and the maternal grandmother.",
    "No bruising or marks seen when {who} was undressed to be weighed.",
    "Immunisations up to date. Next review in {weeks} weeks.",
    "Letter received from {place} about {topic}, filed and copied to the GP.",
    "Rent paid in full. Repair to the {room} window completed on the second visit.",
    "{who} is feeding well and settles in the Moses basket beside the bed.",
    "Maternal grandmother collected {who} and stayed for tea, as she does on {day}s.",
    "Sky denies any drug use and drinks only on family occasions.",
    "Supervision: case discussed, plan to remain as it is, review in {weeks} weeks.",
    "Neighbour rang about noise in the stairwell; not this flat.",
)
TELLING = (
    "Was not brought to the {place} appointment, second letter sent.",
    "No access at the planned home visit, card left.",
    "Sky cancelled today's appointment by text and asked for another.",
    "{who} has been vomiting after most feeds and takes an hour over {ml}ml.",
    "Weight {kg}kg, down from the {centile}th centile; to be weighed again in a week.",
    "{who} cries from teatime until late and nothing settles him.",
    "Partner in the background, name not taken and not spoken to.",
    "Small bruise to the left shin, Sky says from the cot bars.",
    "Raised voices reported from the flat; verbal argument about money, nobody hurt.",
    "Sky spoke of her own years in care and of seven placements.",
    "Asked the GP for anything relevant about the father; no reply yet.",
    "Lee Marrow has moved in and minds {who} on {day} evenings.",
    "Advised to return at once if any bruising or fever appears.",
    "Prescription lost again, early supply asked for and declined.",
    "Referral closed as the threshold was not met.",
    "Baby was asleep in the bedroom and was not seen.",
)
ACTIONS = (
    "",
    "",
    "NFA",
    "Advice given",
    "Review in {weeks} weeks",
    "Copied to {place}",
    "To ring {day}",
)
SLOTS: dict[str, tuple[str, ...]] = {
    "who": ("Robin", "baby", "RV", "Robin Vale"),
    "topic": ("safer sleep", "weaning", "benefits", "teething", "contraception", "crying", "damp"),
    "place": (
        "children's outpatients",
        "the clinic",
        "the family centre",
        "the surgery",
        "housing",
    ),
    "room": ("kitchen", "bathroom", "front"),
    "day": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"),
    "weeks": ("two", "three", "four", "six"),
    "centile": ("2", "9", "25", "50", "75"),
    "kg": tuple(f"{grams / 1000:.2f}" for grams in range(3100, 9900, 170)),
    "ml": ("40", "60", "90"),
}


def _numeric(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _dotted(day: date) -> str:
    return f"{day.day}.{day.month}.{day:%y}"


def _worded(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _coarse(day: date) -> str:
    part = ("early", "mid", "late")[min((day.day - 1) // 10, 2)]
    return f"{part} {day:%B %Y}"


@dataclass(frozen=True)
class Habit:
    """How an agency writes its return: its file, its headings, its dates (None: date cells)."""

    file: str
    headings: tuple[str, str, str, str]
    written: Callable[[date], str] | None


HABITS = (
    Habit("gp.xlsx", ("Date", "Record", "Action", "Seen by"), None),
    Habit("hospital.xlsx", ("Date", "Details", "Outcome", "Source"), None),
    Habit("health_visiting.xlsx", ("Date of contact", "Details", "Action taken", "Source"), None),
    Habit("leaving_care.xlsx", ("Date", "Details of contact", "Outcome", "Worker"), _worded),
    Habit("family_centre.xlsx", ("Date", "Event", "Action taken", "Source"), _dotted),
    Habit("midwifery.csv", ("Date", "Details", "Action taken / outcome", "Practitioner"), _numeric),
    Habit("police.csv", ("Date", "Event", "Outcome", "Officer"), _numeric),
    Habit(
        "childrens_social_care.csv", ("Date", "Details of contact", "Outcome", "Worker"), _dotted
    ),
    Habit("housing.csv", ("Date", "Details", "Outcome", "Officer"), _worded),
    Habit("ambulance.csv", ("Date", "Details", "Outcome", "Crew"), _numeric),
)


def write_case(folder: Path, events: int = 5_000, seed: int = 2021) -> list[Path]:
    """A case folder with so many events in ten returns; gives the returns."""
    random = Random(seed)
    returns = folder / "returns"
    returns.mkdir(parents=True)
    (folder / "case.toml").write_text(CASE_TOML, encoding="utf-8", newline="\n")
    paths = []
    for number, habit in enumerate(HABITS):
        share = events // len(HABITS) + (number < events % len(HABITS))
        rows = [_row(random, habit) for _ in range(share)]
        rows.sort(key=lambda row: row[0])
        path = returns / habit.file
        write = _write_workbook if path.suffix == ".xlsx" else _write_csv
        write(path, habit, random, rows)
        paths.append(path)
    return paths


Row = tuple[date, str, str, str]


def _row(random: Random, habit: Habit) -> Row:
    day = FIRST + timedelta(days=random.randrange((LAST - FIRST).days + 1))
    sentences = [
        random.choice(TELLING if random.random() < 0.2 else ORDINARY)
        for _ in range(random.choice((1, 1, 2, 2, 3, 4)))
    ]
    worker = f"{habit.file.partition('.')[0][:3].upper()} worker {random.randrange(1, 9)}"
    return (
        day,
        _filled(random, " ".join(sentences)),
        _filled(random, random.choice(ACTIONS)),
        worker,
    )


def _filled(random: Random, text: str) -> str:
    return text.format_map({name: random.choice(words) for name, words in SLOTS.items()})


def _date_text(random: Random, habit: Habit, day: date) -> str:
    assert habit.written is not None
    unsure = random.random()
    if unsure < 0.02:
        return _coarse(day)
    return f"?{habit.written(day)}" if unsure < 0.04 else habit.written(day)


def _write_workbook(path: Path, habit: Habit, random: Random, rows: list[Row]) -> None:
    with xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy"}) as book:
        sheet = book.add_worksheet("Chronology")
        sheet.write_row(0, 0, habit.headings)
        for number, (day, *rest) in enumerate(rows, start=1):
            if habit.written is None:
                sheet.write_datetime(number, 0, day)
            else:
                sheet.write_string(number, 0, _date_text(random, habit, day))
            sheet.write_row(number, 1, rest)


def _write_csv(path: Path, habit: Habit, random: Random, rows: list[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(habit.headings)
        writer.writerows([_date_text(random, habit, day), *rest] for day, *rest in rows)
