"""A made-up case for trying reports out: fictional, about 60 entries, six agencies, a family of
six and the professionals who wrote (``made_people``).

``hostile_case`` is the same with words that attack whoever shows them.
"""

from __future__ import annotations

import dataclasses
import re
from datetime import date, time
from pathlib import Path
from typing import Any

import made_people
import polars as pl

from chronology import tables
from chronology.tables import FAR_AHEAD, LONG_AGO, CaseAnalysis

CASE = "2021-014"
PWNED = "<script>window.pwned=1</script>"

AGENCIES = {
    "Fellside Surgery": "gp",
    "Midwifery": "midwifery",
    "Health visiting": "health_visiting",
    "West Cumber Hospital": "hospital",
    "Police": "police",
    "Children's social care": "childrens_social_care",
}

ENTRIES = (Path(__file__).parent / "made_case.txt").read_text(encoding="utf-8").splitlines()[1:]
"""An entry a line: date written, first day, last day, agency, who was there, record, action."""

TERMS = [
    ("bruise", r"\bbruis(?:e|ing)\b", "child"),
    ("other_injury", r"\bSwelling of the head\b", "child"),
    ("missed_appointment", r"\b(?:did not attend|Was not brought)\b", "child"),
    ("appointment_cancelled", r"\bcancelled the visit\b", "mother"),
    ("no_access", r"\b(?:no access|No reply at door)\b", "mother"),
    ("feeding_difficulty", r"\b(?:Vomiting|Not latching|Reflux|vomiting)\b", "child"),
    ("feeding_difficulty", r"\bFeeding (?:well|better)\b", "child"),
    ("crying_unsettled", r"\b(?:Crying|crying|unsettled)\b", "child"),
    ("faltering_growth", r"\b(?:weight loss|Weight static|dropped one centile)\b", "child"),
    ("substance_misuse", r"\bcannabis\b", "father"),
    ("prescription_misuse", r"\b(?:lost script|early prescription)\b", "father"),
    ("mental_health", r"\blow mood\b", "father"),
    ("male_carer_not_seen", r"\b(?:not spoken to|never met|details not recorded)\b", "father"),
    ("domestic_abuse", r"\bverbal argument\b", "unknown"),
    ("threshold_not_met", r"\bThreshold not met\b", "professional"),
    ("family_concern_dismissed", r"\bJudged a family dispute\b", "wider_family"),
    ("early_help", r"\b[Ee]arly help\b", "mother"),
    ("safe_sleep_advice", r"\bSafe sleep advice given\b", "professional"),
    ("unsafe_sleep", r"\bOwn cot, feet to foot\b", "child"),
    ("care_experienced_parent", r"\bin care\b", "mother"),
    ("professional_disagreement", r"\bDisagreed\b", "professional"),
    ("child_not_seen", r"\bfully undressed\b", "child"),
    ("home_conditions", r"\bclean and tidy\b", "unknown"),
]
NEGATING = {
    "Feeding well": "well",
    "Feeding better": "better",
    "Own cot, feet to foot": "own cot",
    "clean and tidy": "clean",
    "fully undressed": "undressed",
}
PARTS_OF = {
    "child": "child",
    "unborn": "child",
    "mother": "mother",
    "father": "father",
    "sibling": "sibling",
    "grandmother": "mgm",
}


def made_case() -> CaseAnalysis:
    """The case, analysed by hand."""
    events = [_event(n, line) for n, line in enumerate(ENTRIES, 1)]
    _link(events, "2/8/21", "Fellside Surgery", "Health visiting")
    _link(events, "3/6/21", "Midwifery", "West Cumber Hospital")
    made_people.authors(events)
    made_people.unusual(events)
    taking_part = _participants(events)
    signals = [signal for event in events for signal in _signals(event)]
    flags = _flags(events)
    return CaseAnalysis(
        case_id=CASE,
        cases=tables.CASES.frame(
            [
                {
                    "case_id": CASE,
                    "review_from": date(2020, 6, 1),
                    "review_to": date(2021, 10, 31),
                    "index_incident": date(2021, 10, 12),
                }
            ]
        ),
        events=tables.EVENTS.frame(events),
        participants=tables.PARTICIPANTS.frame(taking_part),
        persons=tables.PERSONS.frame([*_persons(), *made_people.professionals()]),
        relationships=tables.RELATIONSHIPS.frame(
            [{"case_id": CASE, "person_id": "father", "related_id": "child", "kind": "parent"}]
        ),
        coverage=tables.COVERAGE.frame(_coverage()),
        signals=tables.SIGNALS.frame(signals),
        flags=flags,
        outcomes=_outcomes(),
        ledger={
            **_ledger(),
            "people": made_people.people(events, taking_part),
            "accounts": made_people.accounts(events),
            "remarks": made_people.remarks(),
        },
        manifest={
            "made": "2026-01-01T10:00:00+00:00",
            "chronology": "0.1.0",
            "python": "3.11.7",
            "polars": "2.1.0",
            "profile": "england",
        },
        cards=_cards(),
    )


def hostile_case() -> CaseAnalysis:
    """The same case, with names, records and file names that try to become markup."""
    case = made_case()
    nasty = [
        f"Said: {PWNED} and </script><script>window.pwned=2</script>",
        "<!-- <script> --> <img src=x onerror=window.pwned=3> <svg onload=window.pwned=4>",
        "javascript:window.pwned=5 <a href='javascript:window.pwned=6'>here</a>",
        "name \u202egnp.exe\u202c and zero\u200bwidth, line\u2028separator, nul\u0000",
        "A long one. " + "bruise " * 1430,
        "💙💙 bruise after two hearts & <b>bold</b>",
    ]
    rows = case.events.to_dicts()
    for row, text in zip(rows[20:], nasty, strict=False):
        row["record"] = text
        row["date_text"] = text[:40]
        row["source_file"] = "<b>hv</b>.xlsx"
        row["author"] = text[:80]
        row["other"] = f"{PWNED}: {text[:60]}\nHeading: {PWNED}"
        row["deleted"] = f"{PWNED}: ‘{text[:60]}’"
        row["agency"] = 'Police <b>A&E</b> <a href="javascript:window.pwned=7">x</a>'
    persons = case.persons.to_dicts()
    persons[3]["label"] = '<a href="javascript:window.pwned=8">Uncle</a> \u202eevil'
    said = pl.lit(f'"><img src=x onerror=window.pwned=9> {PWNED}')
    flags = [dict(flag) for flag in case.flags]
    flags[0]["title"] = f"Title {PWNED}"
    flags[0]["explanation"] = "</script>" + PWNED
    signals = [s for row in rows for s in _signals(row)]
    return dataclasses.replace(
        case,
        case_id=f"case {PWNED}",
        events=tables.EVENTS.frame(rows),
        participants=case.participants.with_columns(mention=said, reason=said),
        persons=tables.PERSONS.frame(persons),
        ledger=_hostile(case.ledger),
        signals=tables.SIGNALS.frame(signals),
        flags=flags,
    )


def _hostile(told: Any) -> Any:
    """A ledger in which every text that says something tries to become markup."""
    if isinstance(told, dict):
        kept = ("event_id", "events", "person_id", "confidence", "what", "sha256")
        return {key: it if key in kept else _hostile(it) for key, it in told.items()}
    if isinstance(told, list):
        return [_hostile(it) for it in told]
    return f"{told}<img src=x onerror=window.pwned=10>{PWNED}" if isinstance(told, str) else told


def large_case(size: int = 5000) -> CaseAnalysis:
    """The case's entries again and again over three years, to see what a large one costs."""
    case = made_case()
    times = -(-size // case.events.height)
    days = pl.col("copy") * 11
    shifted = {
        name: pl.when(
            (pl.col("earliest") > date(2020, 1, 1)) & (pl.col("latest") < date(2022, 1, 1))
        )
        .then(pl.col(name) - pl.duration(days=days))
        .otherwise(pl.col(name))
        for name in ("earliest", "latest")
    }
    copies = pl.DataFrame({"copy": range(times)})
    renamed = (pl.col("event_id") + "-" + pl.col("copy").cast(pl.String)).alias("event_id")
    grown = {
        name: getattr(case, name).join(copies, how="cross").with_columns(renamed)
        for name in ("events", "participants", "signals")
    }
    grown["events"] = grown["events"].with_columns(account_of=None, **shifted).head(size)
    for name in grown:
        grown[name] = tables.__dict__[name.upper()].select(grown[name].lazy()).collect()
    return dataclasses.replace(case, flags=[], **grown)


def _event(number: int, line: str) -> dict[str, Any]:
    written, first, last, agency, who, record, action = line.split("|")
    earliest = LONG_AGO if first == "-" else date.fromisoformat(first)
    latest = FAR_AHEAD if last == "-" else date.fromisoformat(last)
    undated = earliest == LONG_AGO
    return {
        "case_id": CASE,
        "event_id": f"ev{number:03d}",
        "agency": agency,
        "agency_kind": AGENCIES.get(agency, "other"),
        "earliest": earliest,
        "latest": latest,
        "precision": "unknown" if undated else "day" if earliest == latest else "range",
        "at": time(14, 30) if number % 9 == 0 else None,
        "sequence": number,
        "date_text": written,
        "date_note": "read as a span" if earliest != latest and not undated else None,
        "recorded_on": date(2021, 11, 20) if number % 13 == 0 else None,
        "author": None,
        "who_text": who or None,
        "record": record,
        "action": action or None,
        "comment": "Agency comment: good joint working here." if number % 17 == 0 else None,
        "child_seen": "yes" if "child" in who else None,
        "account_of": None,
        "source_file": f"{AGENCIES.get(agency, 'other')}.xlsx",
        "source_place": f"Chronology › row {number + 1}",
    }


def _link(events: list[dict[str, Any]], written: str, account: str, of: str) -> None:
    same = {e["agency"]: e for e in events if e["date_text"] == written}
    same[account]["account_of"] = same[of]["event_id"]


def _signals(event: dict[str, Any]) -> list[dict[str, Any]]:
    found = []
    for name in ("record", "action", "other"):
        text = event.get(name) or ""
        for concept, pattern, who in TERMS:
            found += [
                _signal(event, name, concept, who, match, text)
                for match in re.finditer(pattern, text)
            ]
    return found


def _signal(
    event: dict[str, Any], name: str, concept: str, who: str, match: re.Match[str], text: str
) -> dict[str, Any]:
    negated = match.group() in NEGATING or text[: match.start()].endswith("No ")
    cue = NEGATING.get(match.group(), "No") if negated else None
    return {
        "case_id": CASE,
        "event_id": event["event_id"],
        "person_id": "father" if who == "father" else "child" if who == "child" else None,
        "concept": concept,
        "status": "negated" if negated else "affirmed",
        "who": who,
        "field": name,
        "start": match.start(),
        "end": match.end(),
        "term": match.group(),
        "cue": cue,
        "entry": f"{concept} › {match.group().lower()}",
        "value": 9.0 if match.group() == "weight loss" else None,
        "basis": "text",
    }


def _participants(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    rows = []
    for event in events:
        for who in filter(None, (event["who_text"] or "").split(", ")):
            beside = who == "father" and "mother" in event["who_text"]
            part = "mentioned" if beside and event["agency"] == "Police" else "present"
            rows.append((event["event_id"], PARTS_OF[who], part))
        if "ather" in event["record"] and "father" not in (event["who_text"] or ""):
            rows.append((event["event_id"], "father", "mentioned"))
    return made_people.participants(events, rows)


def _persons() -> list[dict[str, Any]]:
    people = [
        ("child", "subject", "Rowan", date(2021, 6, 3), date(2021, 6, 3), date(2021, 6, 13)),
        ("sibling", "sibling", "Older sibling", date(2019, 5, 1), date(2019, 5, 31), None),
        ("mother", "mother", "Mother", None, None, None),
        ("father", "father", "Father", None, None, None),
        ("mgm", "grandparent", "Maternal grandmother", None, None, None),
        ("partner", "partner", "Mother's new partner", None, None, None),
    ]
    return [
        {
            "case_id": CASE,
            "person_id": person,
            "role": role,
            "label": label,
            "born_earliest": first,
            "born_latest": last,
            "due": due,
        }
        for person, role, label, first, last, due in people
    ]


def _coverage() -> list[dict[str, Any]]:
    start, end = date(2020, 6, 1), date(2021, 10, 31)
    spans = {
        "Midwifery": (date(2020, 11, 1), date(2021, 8, 31)),
        "Children's social care": (date(2020, 2, 1), end),
    }
    rows = []
    for agency, kind in AGENCIES.items():
        first, last = spans.get(agency, (start, end))
        rows.append((agency, kind, True, True, first, last, "stated in case.toml"))
    rows.append(("Housing", "housing", True, False, None, None, None))
    rows.append(("Probation", "probation", False, False, None, None, None))
    names = ("agency", "agency_kind", "asked", "returned", "from_date", "to_date", "basis")
    return [{"case_id": CASE, **dict(zip(names, row, strict=True))} for row in rows]


def _evidence(events: list[dict[str, Any]], wanted: list[tuple[str, str, str]]) -> Any:
    rows = []
    for written, agency, part in wanted:
        event = next(e for e in events if (e["date_text"], e["agency"]) == (written, agency))
        rows.append(
            {
                "event_id": event["event_id"],
                "date": str(event["earliest"]),
                "agency": agency,
                "part": part,
                "quote": event["record"],
                "source": f"{event['source_file']} › {event['source_place']}",
            }
        )
    return rows


def _flag(events: list[dict[str, Any]], wanted: list[tuple[str, str, str]], **of: Any) -> Any:
    evidence = _evidence(events, wanted)
    dates = sorted(row["date"] for row in evidence)
    return {
        "case_id": CASE,
        "kind": "flag",
        "certainty": "definite",
        "raised_on": dates[-1],
        "first_date": dates[0],
        "last_date": dates[-1],
        "evidence": evidence,
        "rule_version": "0.1.0",
        **of,
    }


def _flags(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        _flag(
            events,
            [
                ("2/8/21", "Health visiting", "bruise"),
                ("2/8/21", "Fellside Surgery", "bruise, second account"),
                ("6/8/21", "Fellside Surgery", "examination not kept"),
            ],
            flag_id="fl-bruise",
            rule="bruising-non-mobile-infant",
            title="Bruise on a baby not yet mobile, no same-day examination",
            person_id="child",
            attention="high",
            explanation="A bruise was recorded on 2 Aug 2021, at 8 weeks 4 days. No examination by "
            "a paediatrician is recorded by the end of 3 Aug 2021.",
            question="Who saw the mark, what explanation was given, and who examined the baby?",
            parameters={"mobile_from_months": 6, "examined_within_days": 1},
        ),
        _flag(
            events,
            [
                ("14/1/21", "Midwifery", "missed appointment"),
                ("9/7/21", "Health visiting", "was not brought"),
                ("20/7/21", "Fellside Surgery", "was not brought"),
                ("6/8/21", "Fellside Surgery", "was not brought"),
                ("27/9/21", "Fellside Surgery", "was not brought"),
            ],
            flag_id="fl-missed",
            rule="missed-appointments-across-agencies",
            title="Missed appointments across agencies",
            person_id="child",
            attention="medium",
            explanation="Four appointments were not kept in 81 days across two agencies; neither "
            "agency alone reached its own count of five.",
            question="Who could have seen the whole pattern at the time?",
            parameters={"missed": 3, "within_days": 180},
        ),
        _flag(
            events,
            [
                ("early Feb 2021", "Police", "cannabis"),
                ("7/4/21", "Fellside Surgery", "lost script"),
                ("c. 15 Sept 2021", "Police", "cannabis in the home"),
            ],
            flag_id="fl-substance",
            rule="parental-substance-misuse",
            title="Parental substance misuse known to more than one agency",
            person_id="father",
            attention="medium",
            certainty="possible",
            explanation="Two agencies recorded substance misuse by the father between February and "
            "September 2021. Two of the dates are uncertain, so the order may differ.",
            question="Was its effect on the baby's daily care considered?",
            parameters={"agencies": 2},
        ),
        _flag(
            events,
            [
                ("28/4/21", "Health visiting", "father not spoken to"),
                ("15/7/21", "Health visiting", "father never met"),
            ],
            flag_id="fl-housing",
            rule="unseen-male-carer",
            title="Did housing know who lived in the home?",
            person_id="father",
            kind="information_gap",
            attention="low",
            explanation="Housing was asked for a return and none was read, so who lived in the "
            "home cannot be told from its records.",
            question="Housing: who was recorded as living at the address from June 2021?",
            parameters={"by_weeks": 8},
        ),
    ]


def _outcomes() -> list[dict[str, Any]]:
    rows = [
        ("bruising-non-mobile-infant", "flagged", "1 flag"),
        ("missed-appointments-across-agencies", "flagged", "1 flag"),
        ("parental-substance-misuse", "flagged", "1 flag"),
        ("unseen-male-carer", "information_gap", "housing sent no return"),
        ("statutory-timescale-missed", "not_assessable", "no meeting dates in the records"),
        ("relative-carer-unchecked", "nothing_found", "12 entries with relatives read"),
        ("late-booking", "nothing_found", "booked at 11 weeks"),
        ("child-voice-absent", "not_applicable", "no child of four or older under review"),
        ("virtual-key-meeting", "failed", "the rule stopped: see the log"),
    ]
    return [
        {"case_id": CASE, "rule": rule, "status": status, "reason": reason}
        for rule, status, reason in rows
    ]


def _ledger() -> dict[str, Any]:
    files = []
    for agency, kind in AGENCIES.items():
        events = sum(f"|{agency}|" in line for line in ENTRIES)
        rejected = []
        if kind == "police":
            rejected = [
                {
                    "place": "Chronology › row 31",
                    "column": "Date",
                    "seen": "31/02/2021",
                    "why": "there is no 31 February",
                    "hint": "Ask the agency which day was meant",
                }
            ]
        files.append(
            {
                "file": f"{kind}.xlsx",
                "sha256": (kind.encode().hex() * 8)[:64],
                "rows_read": events + 2 + len(rejected),
                "blank": 2,
                "events": events,
                "rejected": rejected,
                "problems": [],
                "columns": [
                    {"sheet": "Chronology", "heading": "Date", "column": "date", "how": "exact"}
                ],
                "notes": ["Heading “Contact details” read as record"] if kind == "gp" else [],
            }
        )
    files.append(
        {
            "file": "housing.pdf",
            "sha256": "0" * 64,
            "rows_read": 0,
            "blank": 0,
            "events": 0,
            "rejected": [],
            "notes": [],
            "unreadable": {
                "seen": "a PDF",
                "hint": "Ask the agency for the Word or Excel file",
            },
        }
    )
    return {"files": files, "totals": {}}


def _cards() -> list[dict[str, Any]]:
    titles = {
        "bruising-non-mobile-infant": "Bruise on a baby not yet mobile, no same-day examination",
        "missed-appointments-across-agencies": "Missed appointments across agencies",
        "parental-substance-misuse": "Parental substance misuse",
        "unseen-male-carer": "A male carer whom no agency has seen",
        "statutory-timescale-missed": "A statutory timescale was missed",
        "relative-carer-unchecked": "Relatives relied on without checks",
        "late-booking": "Antenatal care sought late",
        "child-voice-absent": "The child's own voice is absent",
        "virtual-key-meeting": "A key meeting was held remotely",
    }
    return [
        {
            "rule": rule,
            "title": title,
            "looks_for": "What the rule looks for, in a sentence or two that a panel can check.",
            "why": "Why reviews keep finding that this matters.",
            "limits": "Most babies with a bruise have not been harmed. A record may lack what was "
            "done; the rule reads only what was supplied.",
            "questions": ["What did other agencies know that day?"],
            "sources": ["Child Safeguarding Practice Review Panel, Bruising (2022)", "NICE CG89"],
            "version": "0.1.0",
            "parameters": [
                {
                    "name": "mobile_from_months",
                    "value": 6,
                    "meaning": "Age at which a baby may be mobile",
                    "basis": "local example",
                    "source": "CUMB; LEEDS",
                    "changed": False,
                }
            ],
        }
        for rule, title in titles.items()
    ]
