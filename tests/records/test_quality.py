"""Remarks on a return's own quality: what is asked of its agency, and what is no reason to ask."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from case_folders import CommandLine, csv_text, folder, intake_of

from chronology.narrative.lexicon import builtin_lexicon
from chronology.records.quality import KINDS, OF_ANY_SIZE, remarks
from chronology.records.return_facts import CONCERNS, GOOD
from chronology.tables import COVERAGE, EVENTS, SIGNALS

FIRST, LAST = date(2021, 1, 1), date(2021, 12, 31)
PLAIN = "Seen at home with mum, settled and warm."
Row = dict[str, Any]


def rows(number: int, every: int = 9, **same: Any) -> list[Row]:
    """Entries of one agency, a fixed number of days apart."""
    return [{"earliest": FIRST + timedelta(days=every * place), **same} for place in range(number)]


def on(*days: date, **same: Any) -> list[Row]:
    return [{"earliest": day, **same} for day in days]


def table(entries: Iterable[Row]) -> pl.DataFrame:
    """Entries as events: each stands in its agency's own file, in a row of its own."""
    made = []
    for number, row in enumerate(entries, start=1):
        whole: Row = {"agency": "hv", "precision": "day", "record": f"{PLAIN} Visit {number}."}
        whole |= {"agency_kind": "health_visiting", "sequence": number, **row}
        whole.setdefault("latest", whole["earliest"])
        whole.setdefault("source_file", f"{whole['agency']}.csv")
        made.append(
            {"case_id": "c", "event_id": str(number), "source_place": f"row {number}", **whole}
        )
    return EVENTS.frame(made)


def told(
    entries: Iterable[Row],
    signals: Iterable[Row] | None = None,
    *,
    basis: str = "the review period",
    known: frozenset[str] = frozenset(),
) -> list[dict[str, Any]]:
    """The remarks on some entries, whose agencies were asked about the whole of 2021."""
    events = table(entries)
    days = {"from_date": FIRST, "to_date": LAST}
    covers = [
        {"agency": agency, "name": agency.upper(), "basis": basis, **days}
        for agency in events["agency"].unique().sort()
    ]
    spoken = None if signals is None else SIGNALS.frame({"case_id": "c", **s} for s in signals)
    period = None if basis == "its own entries" else (FIRST, LAST)
    return remarks(events, spoken, COVERAGE.frame(covers), period=period, known=known)


def kinds(*args: Any, **more: Any) -> list[str]:
    return [remark["kind"] for remark in told(*args, **more)]


def one(kind: str, *args: Any, **more: Any) -> dict[str, Any]:
    (remark,) = [it for it in told(*args, **more) if it["kind"] == kind]
    return remark


def test_an_ordinary_return_is_not_remarked_on() -> None:
    assert told(rows(40)) == []
    assert told([]) == []


def test_a_remark_has_the_same_parts_and_its_figures_can_be_written_down() -> None:
    (remark,) = told(on(date(2008, 5, 1)))
    assert list(remark) == ["agency", "name", "kind", "remark", "figures", "ask"]
    assert (remark["agency"], remark["name"]) == ("hv", "HV")
    assert json.loads(json.dumps(remark)) == remark


def test_no_remark_repeats_a_record() -> None:
    secret = "Quince marmalade was on the table."
    bad = rows(12, record=secret, who_text=None) + on(date(2001, 1, 1), record=secret * 200)
    assert set(kinds(bad)) >= {"no_who", "long_entries", "outside_period"}
    assert "marmalade" not in json.dumps(told(bad))


def test_a_tiny_return_is_asked_only_about_dates_and_repeated_rows() -> None:
    bad = on(date(2001, 1, 1), FIRST, FIRST, record="Nobody answered the telephone. QXZ. QXZ.")
    assert kinds(bad) == ["outside_period", "same_text"]
    assert set(OF_ANY_SIZE) <= set(KINDS)


def test_remarks_come_by_agency_and_then_by_kind() -> None:
    both = [row | {"agency": name} for name in ("zeta", "alpha") for row in on(date(2001, 1, 1))]
    assert [remark["agency"] for remark in told(both)] == ["alpha", "zeta"]


# ----------------------------------------------------------------------------------------- silences


def test_a_silence_between_regular_entries_is_told_with_its_days() -> None:
    late = [row | {"earliest": row["earliest"] + timedelta(days=210)} for row in rows(10)]
    remark = one("long_silence", rows(12) + late)
    assert remark["remark"] == (
        "No entry between 10 April 2021 and 30 July 2021 (111 days; usually one every 9 days)."
    )
    assert remark["ask"] == "Was there no contact, or are records missing?"
    (silence,) = remark["figures"]["silences"]
    assert (silence["from"], silence["to"], silence["days"]) == ("2021-04-10", "2021-07-30", 111)


@pytest.mark.parametrize(("days", "expected"), [(89, []), (90, ["long_silence"])])
def test_a_silence_is_long_from_ninety_days(days: int, expected: list[str]) -> None:
    after = FIRST + timedelta(days=9 * 29 + days)
    assert kinds([*rows(30), *on(after, after + timedelta(days=7))], basis="stated") == expected


@pytest.mark.parametrize(("days", "expected"), [(99, []), (100, ["long_silence"])])
def test_a_silence_is_at_least_five_times_the_usual_gap(days: int, expected: list[str]) -> None:
    after = FIRST + timedelta(days=180 + days)
    assert kinds([*rows(10, 20), *on(after, after + timedelta(days=20))]) == expected


def test_a_season_may_fill_a_silence_but_a_year_does_not() -> None:
    later = on(*(date(2021, month, day) for month in (10, 11, 12) for day in (1, 8, 15, 22)))
    summer = {"earliest": date(2021, 6, 1), "latest": date(2021, 8, 31), "precision": "season"}
    year = {"earliest": FIRST, "latest": LAST, "precision": "year"}
    assert kinds([*rows(15), summer, *later]) == []
    assert kinds([*rows(15), year, *later]) == ["long_silence"]


def test_days_asked_about_before_the_first_entry_and_after_the_last_are_silences_too() -> None:
    middle = [row | {"earliest": row["earliest"] + timedelta(days=150)} for row in rows(12)]
    remark = one("long_silence", middle)
    assert "Asked about from 1 January 2021, the first entry is of 31 May 2021" in remark["remark"]
    assert "Asked about until 31 December 2021, the last entry is of" in remark["remark"]
    assert [it["where"] for it in remark["figures"]["silences"]] == ["start", "end"]
    assert kinds(middle, basis="its own entries") == []


def test_an_entry_that_says_why_there_is_nothing_beyond_it_explains_the_silence() -> None:
    middle = [row | {"earliest": row["earliest"] + timedelta(days=150)} for row in rows(12)]
    middle[0]["record"] = "Referral received from the midwife."
    middle[-1]["action"] = "Closed, discharged to the GP."
    assert kinds(middle) == []
    again = on(date(2021, 12, 20), date(2021, 12, 27), record="Re-referred, seen with mum.")
    assert kinds(middle + again) == []


def test_agencies_that_are_called_out_have_no_usual_gap() -> None:
    clocked: Row = {"agency_kind": "police", "at": time(9, 30)}
    assert kinds([*rows(12, **clocked), *on(LAST, **clocked)]) == []


def test_an_agency_with_many_gaps_is_not_seen_regularly() -> None:
    weeks = [FIRST + timedelta(days=130 * visit + day) for visit in range(5) for day in range(3)]
    events = [{"earliest": day} for day in weeks]
    assert kinds(events, basis="its own entries") == []


def test_the_first_entries_of_a_return_that_nobody_bounded_may_be_history() -> None:
    assert kinds(on(date(2008, 3, 1)) + rows(20), basis="its own entries") == []


# -------------------------------------------------------------------------------------------- dates


def test_entries_outside_the_period_are_counted_on_either_side() -> None:
    remark = one("outside_period", [*on(date(2008, 5, 1), date(2024, 5, 1)), *rows(40)])
    assert remark["remark"] == (
        "Of 42 entries, 1 is dated before 1 January 2021 and 1 is dated after 31 December 2021,"
        " outside the period asked about (row 1, row 2)."
    )
    assert (remark["figures"]["before"], remark["figures"]["after"]) == (1, 1)


def test_an_entry_that_may_lie_within_the_period_is_not_outside_it() -> None:
    assert kinds([*rows(40), {"earliest": date(2020, 12, 1), "latest": FIRST}]) == []


def test_a_tenth_of_the_entries_without_a_day_is_remarked_on() -> None:
    undated = {"earliest": None, "latest": None, "precision": "undated"}
    month = {"earliest": date(2021, 5, 1), "latest": date(2021, 5, 31), "precision": "month"}
    remark = one("undated", [*rows(36), undated, undated, month, month])
    assert remark["remark"] == (
        "4 of 40 entries (10%) have no certain day or week: 2 without a date,"
        " 2 no finer than a month (for example row 37, row 38, row 39)."
    )
    assert "undated" not in kinds([*rows(37), undated, undated, month])


def test_dates_that_can_be_read_in_two_ways_count_as_no_day() -> None:
    note = "two-digit year read as 2021; it could also be day 21 of the month"
    doubtful = on(*(FIRST + timedelta(days=day) for day in range(3)), date_note=note)
    assert "3 that could be read in two ways" in one("undated", rows(20) + doubtful)["remark"]
    assert kinds(rows(40, date_note="two-digit year read as 2021; day first")) == []


def test_rows_that_say_the_same_on_the_same_day_are_named() -> None:
    twice = on(FIRST, FIRST, FIRST + timedelta(days=1), record=PLAIN)
    remark = one("same_text", rows(3) + twice)
    assert remark["remark"] == "On the same date, row 5 says the same as row 4."
    assert remark["figures"]["pairs"] == [{"again": "row 5", "first": "row 4"}]


@pytest.mark.parametrize(
    "other", [{"who_text": "Tilly"}, {"at": time(14, 0)}, {"action": "Rang back."}]
)
def test_rows_that_differ_in_anything_are_not_the_same(other: Row) -> None:
    assert kinds([*on(FIRST, record=PLAIN), *on(FIRST, record=PLAIN, **other)]) == []


# -------------------------------------------------------------------------------- what entries hold


def test_meetings_and_referrals_without_an_outcome_are_counted() -> None:
    bare = rows(20, record="Strategy meeting with mum and the school.")
    remark = one("no_outcomes", bare + rows(20))
    assert remark["remark"] == (
        "All 20 entries of meetings, referrals and appointments don’t say what came of them"
        " (for example row 1, row 2, row 3); an action or outcome is filled in for none of all"
        " 40 entries."
    )


@pytest.mark.parametrize("said", [{"action": "None needed."}, {"comment": "Agreed to meet again."}])
def test_an_action_or_an_outcome_in_the_text_is_enough(said: Row) -> None:
    assert kinds(rows(40, record="Strategy meeting with mum and the school.", **said)) == []


def test_entries_that_name_nobody_are_remarked_on() -> None:
    empty = rows(40, record="Telephone contact, advice repeated.")
    assert one("no_who", empty)["remark"] == "All 40 entries name nobody as present or spoken to."
    assert kinds(rows(40, record="Telephone contact.", who_text="Mother")) == []
    assert kinds(rows(40, record="Telephone contact with Jade."), known=frozenset({"JADE"})) == []


def test_the_police_are_asked_for_times_and_a_nursery_is_not() -> None:
    police = rows(40, agency_kind="police")
    assert one("no_times", police)["remark"] == "None of 40 entries has a time of day."
    assert kinds(rows(40, agency_kind="police", at=time(9, 30))) == []
    assert kinds(rows(40, agency_kind="education")) == []


def test_an_entry_of_many_pages_may_hold_several_happenings() -> None:
    page = "Mum was seen at home. " * 200
    remark = one("long_entries", [*rows(39), *on(LAST, record=page)])
    assert remark["remark"] == (
        "1 entry is longer than 4,000 characters (row 40); the longest has 4,400."
    )


def test_entries_written_down_much_later_are_counted() -> None:
    prompt = [row | {"recorded_on": row["earliest"] + timedelta(days=7)} for row in rows(40)]
    assert kinds(prompt) == []
    late = [row | {"recorded_on": row["earliest"] + timedelta(days=8)} for row in rows(40)]
    assert one("late_recorded", prompt[:32] + late[32:])["remark"] == (
        "8 of 40 entries (20%) were written down more than 7 days afterwards, the latest 8 days"
        " (for example row 33, row 34, row 35)."
    )


# --------------------------------------------------------------------------------------------- tone


def spoken(concept: str, status: str, count: int = 12) -> list[Row]:
    return [
        {"event_id": str(number), "concept": concept, "status": status}
        for number in range(1, count + 1)
    ]


def test_a_return_of_nothing_but_concerns_is_asked_for_good_practice() -> None:
    assert kinds(rows(40), spoken("no_access", "affirmed")) == ["only_negative"]
    praise = [{"event_id": "20", "concept": "good_practice", "status": "affirmed"}]
    assert kinds(rows(40), spoken("no_access", "affirmed") + praise) == []
    assert kinds(rows(40), spoken("no_access", "affirmed", 9)) == []
    assert kinds(rows(40), spoken("no_access", "historical")) == []
    assert kinds(rows(40), None) == []


def test_a_return_of_nothing_but_good_news_is_asked_about_concerns() -> None:
    assert kinds(rows(40), spoken("bruise", "negated")) == ["only_positive"]


def test_that_the_police_tell_of_concerns_is_no_wonder() -> None:
    called = rows(40, agency_kind="police", at=time(9, 30))
    assert kinds(called, spoken("domestic_abuse", "affirmed")) == []


def test_the_concepts_that_make_the_tone_are_in_the_lexicon() -> None:
    assert {*CONCERNS, *GOOD} <= set(builtin_lexicon().concepts)


# --------------------------------------------------------------------- whose return, and where told


def test_an_entry_in_another_agencys_return_is_not_its_own_agencys_return() -> None:
    guest = on(date(2001, 1, 1), agency="school", source_file="hv.csv")
    assert kinds(rows(40) + guest) == []


def test_a_chronology_of_many_agencies_in_one_file_is_remarked_on_by_agency() -> None:
    whole = [row | {"source_file": "all.csv"} for row in rows(40)]
    other = [row | {"agency": "school", "source_file": "all.csv"} for row in rows(30)]
    (remark,) = told([*whole, *other])
    assert (remark["agency"], remark["kind"]) == ("school", "long_silence")


def test_places_name_the_file_where_an_agency_sent_several() -> None:
    two = [row | {"source_file": "second.csv"} for row in rows(20)]
    early = on(date(2001, 1, 1), source_file="second.csv")
    assert one("outside_period", rows(40) + two + early)["figures"]["places"] == [
        "second.csv › row 61"
    ]


def test_the_ledger_has_the_remarks(tmp_path: Path) -> None:
    intake = intake_of(tmp_path, {"gp.csv": [("", "GP", PLAIN), ("01/02/2021", "GP", PLAIN)]})
    (remark,) = intake.ledger["remarks"]
    assert remark == intake.remarks[0]
    assert (remark["kind"], remark["figures"]["places"]) == ("undated", ["row 2"])


def test_check_prints_them_for_the_agencies(chronology: CommandLine, tmp_path: Path) -> None:
    undated = csv_text(("", "GP", PLAIN), ("01/02/2021", "GP", PLAIN))
    out = chronology("check", folder(tmp_path / "case", {"gp.csv": undated})).out
    heading, _, rest = out.partition("Remarks on the returns (for the agencies, not findings)")
    assert heading
    assert "1 of 2 entries (50%) has no certain day or week" in rest
    dated = csv_text(("01/02/2021", "GP", PLAIN))
    assert "Remarks" not in chronology("check", folder(tmp_path / "other", {"gp.csv": dated})).out
