"""Who is who in the made-up case, and what intake tells of its returns: fictional throughout."""

from __future__ import annotations

from collections import Counter
from typing import Any

CASE = "2021-014"
Row = dict[str, Any]

TAKEN_FOR = {
    "child": ("Rowan", "a name in case.toml", "certain"),
    "sibling": ("older child", "the only sibling in the case", "likely"),
    "mother": ("mother", "the only mother in the case", "likely"),
    "father": ("Father", "the only father in the case", "likely"),
    "mgm": ("grandmother", "the only grandmother in the case", "likely"),
    "dr_bell": ("Dr Bell", "a name in case.toml", "certain"),
}
"""The words for each person, why they are taken to mean them, and how sure that is."""

HEALTH_VISITORS = (
    "Ann Berry", "Jo Cole", "Di Frost", "Meg Hale", "Pam Ives", "Sue Kemp",
    "Liz Lowe", "Una Moss", "Eve Nash", "Kit Orme", "Fay Pike", "Gill Rudd",
)  # fmt: skip
NAMED = "a professional whom the records name"


def authors(events: list[Row]) -> None:
    """Each health visiting entry is written by the next of them."""
    entries = [event for event in events if event["agency"] == "Health visiting"]
    for nth, event in enumerate(entries):
        event["author"] = HEALTH_VISITORS[nth % len(HEALTH_VISITORS)]


def unusual(events: list[Row]) -> None:
    """Columns that few entries have: other headings, words struck out, codes, a second agency."""
    by_id = {event["event_id"]: event for event in events}
    by_id["ev009"] |= {
        "other": "Seen by: Dr Bell\nTold us: 💙 low mood in the past",
        "codes": "http://snomed.info/sct|77386006",
        "agency_kinds": "gp; adult_mental_health",
        "source": "Letter from the clinic",
    }
    by_id["ev028"]["deleted"] = "What happened: ‘Mother rang beforehand.’\n‘Father was there.’"


def participants(events: list[Row], family: list[tuple[str, str, str]]) -> list[Row]:
    """Participants from (event, person, part), and the professionals, with the words for them."""
    rows = [(event, person, part, *TAKEN_FOR[person]) for event, person, part in family]
    rows.append(("ev009", "dr_bell", "mentioned", *TAKEN_FOR["dr_bell"]))
    for event in events:
        if event["author"] in HEALTH_VISITORS:
            person = f"hv{HEALTH_VISITORS.index(event['author']) + 1}"
            rows.append((event["event_id"], person, "author", event["author"], NAMED, "likely"))
    names = ("event_id", "person_id", "part", "mention", "reason", "confidence")
    return [{"case_id": CASE, **dict(zip(names, row, strict=True))} for row in rows]


def professionals() -> list[Row]:
    numbered = [(f"hv{nth}", f"HV{nth}") for nth in range(1, len(HEALTH_VISITORS) + 1)]
    return [
        {"case_id": CASE, "person_id": person, "role": "professional", "label": label}
        for person, label in [("dr_bell", "Dr Bell"), *numbered]
    ]


def people(events: list[Row], taking_part: list[Row]) -> Row:
    """What the ledger holds under ``people``."""
    agency_of = {event["event_id"]: event["agency"] for event in events}
    names = ("person_id", "agency", "mention", "reason", "confidence")
    told = [
        {**row, "agency": agency_of[row["event_id"]], "mention": row["mention"].lower()}
        for row in taking_part
    ]
    counts = Counter(tuple(row[name] for name in names) for row in told)
    called = [
        {**dict(zip(names, key, strict=True)), "entries": entries}
        for key, entries in sorted(counts.items())
    ]
    return {"called": called, "unresolved": _unresolved(), "suggestions": _suggestions()}


def _unresolved() -> list[Row]:
    partner = {
        "agency": "Health visiting",
        "mention": "her partner",
        "reason": "more than one person of the case could be meant",
        "candidates": ["father", "partner"],
        "entries": 2,
        "places": [f"health_visiting.xlsx › Chronology › row {row}" for row in (17, 24)],
    }
    strangers = [
        {
            "agency": "Police",
            "mention": f"{letter} Stone",
            "reason": "a name that case.toml doesn't list",
            "candidates": [],
            "entries": 1,
            "places": ["police.xlsx › Chronology › row 900"],
        }
        for letter in "ABCDEFGHIJKL"
    ]
    return [partner, *strangers]


def _suggestions() -> list[Row]:
    return [
        {
            "kind": "name",
            "seen": "Rowen",
            "like": "rowan",
            "person_id": "child",
            "ask": "Is ‘Rowen’ Rowan? If so, add it to the names in case.toml",
        },
        {
            "kind": "birth date",
            "seen": "2021-03-06",
            "like": "2021-06-03",
            "person_id": "child",
            "agency": "Midwifery",
            "ask": "Midwifery has a birth date of 06/03/2021; which is right?",
        },
    ]


def accounts(events: list[Row]) -> list[Row]:
    """What the ledger holds under ``accounts``, of the entries that are linked."""
    groups = {
        event["account_of"]: [event["account_of"], event["event_id"]]
        for event in events
        if event["account_of"]
    }
    bruise, birth = groups["ev036"], groups["ev018"]
    return [
        _group(birth, "birth on the same day, in words that are alike", {}),
        _group(
            bruise,
            "bruise on the same day, in words that are alike",
            {
                "date": ("2021-08-02", "2021-08-02 to 2021-08-03"),
                "who was present": ("child, mother", "child"),
                "explanation given": ("said to have rolled onto a toy", None),
            },
        ),
    ]


def _group(events: list[str], why: str, told: dict[str, tuple[str | None, ...]]) -> Row:
    differs = [
        {
            "what": what,
            "accounts": [
                {"event_id": event, "says": said} for event, said in zip(events, says, strict=True)
            ],
        }
        for what, says in told.items()
    ]
    return {"events": events, "why": [why], "differs": differs}


def remarks() -> list[Row]:
    """What the ledger holds under ``remarks``."""
    return [
        {
            "agency": agency,
            "name": agency,
            "kind": kind,
            "remark": remark,
            "figures": {},
            "ask": ask,
        }
        for agency, kind, remark, ask in (
            ("Police", "undated", "2 of 9 entries (22%) have no certain day.", "Which days?"),
            ("Police", "no_times", "None of 9 entries has a time of day.", "Can they be added?"),
            ("Housing", "jargon", "Not understood here: TOR (3 times).", "What does it mean?"),
        )
    ]
