"""Who knew what when: views of a case, one agency alone, the gain from joining up."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
from case_folders import csv_text, folder

from chronology.analysis import Chosen, analyse
from chronology.intake import find_case, take_in
from chronology.knowledge import View, kept_to, who_knew_what
from chronology.knowledge.factors import HOW, factors
from chronology.narrative.lexicon import builtin_lexicon
from chronology.rulebook import installed_rules
from chronology.tables import Tables

CASE = """
[case]
id = "known"
review_from = 2021-01-01
review_to = 2021-12-31
index_incident = 2021-10-12
[[people]]
id = "child"
role = "subject"
born = 2021-06-03
died = 2021-10-14
[[people]]
id = "mother"
role = "mother"
"""

HEAD = ("date", "agency", "record", "recorded on", "shared with")
ROWS = (
    ("01/03/2021", "GP", "Mother has low mood, started sertraline.", "", "Health visitor"),
    ("24/06/2021", "Health visitor", "Slow feeder, vomiting after most feeds.", "02/07/2021", ""),
    ("30/06/2021", "GP", "Reflux, not keeping feeds down.", "", ""),
    ("N/K", "Police", "Mother and her partner arguing, domestic abuse.", "", ""),
    ("12/10/2021", "Hospital", "Admitted with a head injury.", "", ""),
)


def tables(tmp_path: Path, rows: tuple[tuple[str, ...], ...] = ROWS) -> Tables:
    text = csv_text(*rows, headings=HEAD)
    return take_in(find_case([folder(tmp_path / "case", {"all.csv": text}, CASE)])).tables


def records(case: Tables) -> list[str]:
    return [record.partition(" ")[0] for record in case.events.collect()["record"].sort()]


def test_without_a_view_everything_is_there(tmp_path: Path) -> None:
    assert not View()
    seen = kept_to(tables(tmp_path), View(known_on=date(2030, 1, 1)))
    assert (seen.later, seen.of_others, seen.undated) == (0, 0, 1)


def test_an_entry_is_known_from_the_day_it_was_written_down(tmp_path: Path) -> None:
    case = tables(tmp_path)
    assert records(kept_to(case, View(known_on=date(2021, 7, 1))).tables) == ["Mother", "Reflux,"]
    seen = kept_to(case, View(known_on=date(2021, 7, 2)))
    assert records(seen.tables) == ["Mother", "Reflux,", "Slow"]
    assert (seen.later, seen.undated) == (1, 1)


def test_an_agency_knows_its_own_entries_and_what_it_was_told(tmp_path: Path) -> None:
    seen = kept_to(tables(tmp_path), View(agency="health visiting"))
    assert records(seen.tables) == ["Mother", "Slow"]
    assert seen.of_others == 3
    assert seen.tables.coverage.collect()["agency"].to_list() == ["health visiting"]


def test_a_blind_view_hides_how_it_ended(tmp_path: Path) -> None:
    seen = kept_to(tables(tmp_path), View(blind=True))
    assert "Admitted" not in records(seen.tables)
    (head,) = seen.tables.cases.collect().to_dicts()
    assert (head["index_incident"], head["review_to"]) == (None, date(2021, 10, 11))
    assert seen.tables.persons.collect()["died"].drop_nulls().to_list() == []
    assert seen.later == 1
    assert kept_to(tables(tmp_path / "again"), View()).tables.persons.collect()["died"].to_list()


def test_signals_go_with_their_entries(tmp_path: Path) -> None:
    seen = kept_to(tables(tmp_path), View(known_on=date(2021, 3, 1))).tables.collected()
    entries = set(seen["events"]["event_id"])
    assert len(entries) == 1
    for name in ("signals", "participants", "shared"):
        assert set(seen[name]["event_id"]) <= entries


def gains(case: Tables, rule: str) -> list[dict[str, Any]]:
    chosen = [Chosen(installed_rules()[rule], installed_rules()[rule].parameters())]
    return [flag["joined_up"] for flag in analyse(case, chosen, joining=True).flags]


def test_a_flag_that_no_agency_alone_raises_says_so(tmp_path: Path) -> None:
    (gain,) = gains(tables(tmp_path), "infant-feeding-difficulties")
    assert gain == {"only_merged": True, "alone": [], "days_gained": None}


def test_the_days_that_joining_up_gains(tmp_path: Path) -> None:
    again = ("12/07/2021", "GP", "Reflux, not keeping feeds down.", "", "")
    case = tables(tmp_path, (*ROWS, again))
    (gain,) = gains(case, "infant-feeding-difficulties")
    assert gain["only_merged"] is False
    assert gain["alone"] == [{"agency": "GP", "raised_on": "2021-07-12"}]
    assert gain["days_gained"] == 12


def test_agencies_alone_change_no_flag_and_no_outcome(tmp_path: Path) -> None:
    case = tables(tmp_path)
    chosen = [Chosen(rule, rule.parameters()) for rule in installed_rules().values()]
    usual, joined = analyse(case, chosen), analyse(case, chosen, joining=True)
    assert joined.outcomes == usual.outcomes
    without = [{k: v for k, v in flag.items() if k != "joined_up"} for flag in joined.flags]
    assert without == usual.flags


def test_who_knew_what_and_since_when(tmp_path: Path) -> None:
    rows = pl.DataFrame(who_knew_what(tables(tmp_path))).filter(concept="mental_health")
    told = {
        agency: (day, how)
        for agency, day, how in rows.select("agency", "first_known", "how").iter_rows()
    }
    assert told["GP"] == ("2021-03-01", "own record")
    assert told["Health visiting"] == ("2021-03-01", "told by another")
    assert told["Hospital"] == (None, "no evidence")
    assert set(rows["how"]) <= set(HOW)


def test_what_has_no_date_is_known_without_one(tmp_path: Path) -> None:
    rows = pl.DataFrame(who_knew_what(tables(tmp_path))).filter(concept="domestic_abuse")
    (police,) = rows.filter(agency="Police").unique("agency").to_dicts()
    assert (police["first_known"], police["how"]) == (None, "own record")


def test_every_factor_is_a_concept_that_is_read() -> None:
    known = {*builtin_lexicon().concepts, "male_carer_identified"}
    assert {factor.concept for factor in factors()} <= known
