"""Who is who, accounts side by side and remarks, as text: what is told, folded and left out."""

from __future__ import annotations

import dataclasses
import re
from html import unescape
from typing import Any

import polars as pl
import pytest
from chronology.reports.happenings import happenings
from chronology.reports.html import render
from chronology.reports.view import view_of
from made_case import large_case, made_case
from made_people import HEALTH_VISITORS

from chronology.tables import CaseAnalysis


def _section(page: str, name: str) -> str:
    start = page.index(f'<section id="{name}"')
    return page[start : page.index("</section>", start)]


def _told(page: str, name: str) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", _section(page, name)))


def _with(**ledger: Any) -> CaseAnalysis:
    case = made_case()
    return dataclasses.replace(case, ledger={**case.ledger, **ledger})


NEW = ("accounts", "people", "remarks")


@pytest.mark.parametrize("name", NEW)
def test_each_new_part_is_in_the_navigation(text: str, name: str) -> None:
    nav = text[text.index("<nav") : text.index("</nav>")]
    assert f'href="#{name}"' in nav
    assert f'<section id="{name}"' in text


def test_a_ledger_without_the_new_parts_still_makes_a_page() -> None:
    case = made_case()
    page = render(dataclasses.replace(case, ledger={"files": case.ledger["files"]}))
    assert "There is no remark" in _told(page, "remarks")
    assert "Rowan" in _told(page, "people")
    assert "(2)" in _told(page, "accounts")


def test_a_person_has_each_agency_s_words_with_counts_and_the_reason(text: str) -> None:
    told = " ".join(_told(text, "people").split())
    for said in (
        "Rowan child under review born 3 Jun 2021",
        "a name in case.toml certain",
        "the only father in the case likely",
        "Children's social care: grandmother (2) Police: grandmother (1)",
        "by 6 agencies",
    ):
        assert said in told, said


def test_somebody_no_record_names_is_listed_all_the_same(text: str) -> None:
    told = " ".join(_told(text, "people").split())
    assert "Mother's new partner partner in no entry No entry in the records supplied" in told


def test_professionals_are_numbers_in_order_and_their_names_stay_in_the_entries(text: str) -> None:
    section = _section(text, "people")
    labels = re.findall(r"<bdi>(HV\d+|Dr Bell)</bdi></a>", section)
    assert labels == ["Dr Bell", *(f"HV{nth}" for nth in range(1, 13))]
    assert [name for name in HEALTH_VISITORS if name in section] == []
    assert "HV1</bdi></a>: 2 entries" in section
    assert 'title="author, “Jo Cole”: a professional whom the records name (likely)"' in text


def test_a_professional_of_case_toml_stays_in_the_filter(text: str) -> None:
    pick = text[text.index('data-filter="person"') : text.index('data-filter="concept"')]
    assert "Dr Bell" in pick
    assert "HV1" not in pick


def test_what_nobody_was_found_for_says_why_who_it_could_be_and_where(text: str) -> None:
    section = _section(text, "people")
    told = " ".join(_told(text, "people").split())
    assert "her partner Health visiting 2 more than one person of the case could be" in told
    assert (
        "Father, Mother's new partner health_visiting.xlsx › Chronology › row 17 , row 24" in told
    )
    assert 'href="#e-ev016">row 17</a>' in section
    assert "police.xlsx › Chronology › row 900" in told
    assert "<summary>3 more</summary>" in section


def test_slips_are_suggested_with_what_to_ask(text: str) -> None:
    told = " ".join(_told(text, "people").split())
    assert "Rowen rowan Rowan Is ‘Rowen’ Rowan?" in told
    assert "6 Mar 2021 3 Jun 2021 Rowan Midwifery has a birth date" in told


def test_accounts_stand_side_by_side_with_what_differs(text: str) -> None:
    told = " ".join(_told(text, "accounts").split())
    for said in (
        "2 Aug 2021: Health visiting, Fellside Surgery",
        "bruise on the same day, in words that are alike.",
        "Date 2 Aug 2021 between 2 and 3 Aug 2021",
        "Who was present Rowan, Mother Rowan",
        "Small bruise to left cheek",
        "Health visitor rang about a bruise",
        "counts once where a rule counts happenings",
        "Nothing is merged",
    ):
        assert said in told, said


def test_what_an_account_leaves_out_is_not_recorded_and_no_difference_by_itself(text: str) -> None:
    case = made_case()
    found = view_of(case).happenings
    assert [item.what for item in found[1].differs] == ["date", "who was present"]
    birth = _section(text, "accounts").split("<article")[1]
    assert "nothing in the date, the time" in birth
    assert '<td class="quiet">not recorded</td>' in birth


def test_entries_that_a_view_leaves_out_are_in_no_account() -> None:
    case = made_case()
    rows = {event: row for row, event in enumerate(case.events["event_id"]) if event != "ev037"}
    assert len(happenings(case, rows, {})) == 1
    shown = case.events.filter(pl.col("event_id") != "ev037")
    page = render(dataclasses.replace(case, events=shown))
    assert "Health visitor rang" not in _section(page, "accounts")


def test_a_table_row_leads_to_the_other_account(text: str) -> None:
    row = text[text.index('<tr id="e-ev036"') :].partition("</tr>")[0]
    assert '<a href="#h-2">Also recorded by Fellside Surgery</a>' in row


def test_many_accounts_are_folded_where_they_do_not_differ() -> None:
    group = made_case().ledger["accounts"]
    page = render(_with(accounts=[*group, *[group[0]] * 7]))
    section = _section(page, "accounts")
    assert section.count("<details") == 9
    assert section.count("<details open>") == 1


def test_remarks_are_for_agencies_and_no_findings(text: str) -> None:
    told = " ".join(_told(text, "remarks").split())
    assert "These are not findings" in told
    assert "2 of 9 entries (22%) have no certain day. Which days?" in told
    assert _section(text, "remarks").count('rowspan="2"') == 1


def test_other_headings_and_words_struck_out_are_in_the_table(text: str) -> None:
    other = text[text.index('<tr id="e-ev009"') :].partition("</tr>")[0]
    assert '<span data-field="other"><span class="label">Seen by: </span>Dr Bell\n' in other
    struck = text[text.index('<tr id="e-ev028"') :].partition("</tr>")[0]
    assert "Struck out by a tracked change:" in struck
    assert "What happened: <del>‘Mother rang beforehand.’</del>\n" in struck


def test_an_undated_entry_is_known_by_whatever_it_says() -> None:
    case = made_case()
    only_other = pl.col("event_id") == "ev059"
    events = case.events.with_columns(
        record=pl.when(only_other).then(None).otherwise("record"),
        other=pl.when(only_other).then(pl.lit("What we saw: a note")).otherwise("other"),
    )
    page = render(dataclasses.replace(case, events=events))
    listed = page[page.index('id="undated"') :].partition("</ul>")[0]
    assert "What we saw: a note" in listed


def test_dates_are_asked_for_day_first_and_the_subject_by_its_name(text: str) -> None:
    form = text[text.index('id="filters"') :].partition("</form>")[0]
    assert 'type="date"' not in form
    assert form.count('placeholder="dd/mm/yyyy"') == 2
    assert "<summary>Subject " in form
    assert "Concept" not in form


def test_a_page_of_five_thousand_entries_does_not_outgrow_its_bound() -> None:
    """Without plotly: 4.8 MB before people, accounts and remarks were shown, 5.1 MB since."""
    page = render(large_case(5000))
    own = len(re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL).encode())
    assert own < 5_300_000
