"""The page as text: what is on it without a browser, and what never may be."""

from __future__ import annotations

import dataclasses
import re

import polars as pl
import pytest
from chronology.reports.html import render
from made_case import CASE, hostile_case, large_case, made_case

from chronology import tables
from chronology.tables import FOOTER, CaseAnalysis


def _without_scripts(page: str) -> str:
    return re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)


def test_the_same_case_gives_the_same_bytes(text: str) -> None:
    assert render(made_case()) == text
    hostile = hostile_case()
    assert render(hostile) == render(hostile)


def test_the_order_of_rows_changes_nothing(text: str) -> None:
    case = made_case()
    shuffled = {
        name: getattr(case, name).sample(fraction=1, shuffle=True, seed=4)
        for name in ("events", "participants", "persons", "coverage", "signals")
    }
    assert render(dataclasses.replace(case, **shuffled)) == text


def test_the_clock_of_the_manifest_is_not_on_the_page(text: str) -> None:
    case = made_case()
    later = {**case.manifest, "made": "2027-02-02T02:02:02+00:00"}
    assert render(dataclasses.replace(case, manifest=later)) == text


def test_what_it_is_not_stands_at_the_top_the_end_and_on_every_printed_page(text: str) -> None:
    page = _without_scripts(text)
    assert page.index(FOOTER) < page.index("<h2")
    assert FOOTER in page[page.index("<footer") :]
    assert f'content: "{FOOTER}"' in page[page.index("@bottom-left") :]


def test_handling_and_live_case_notes(text: str) -> None:
    assert "Official-sensitive" in text
    assert "call 999" in text


def test_nothing_is_loaded_from_anywhere(text: str) -> None:
    page = _without_scripts(text)
    assert not re.search(r"https?://", page)
    assert not re.search(r"<(link|img|iframe|object|embed|base)\b", page)
    assert not re.search(r"@import|url\(", page)
    assert not re.search(r"<script[^>]+src", text)


def test_policy_lets_only_named_scripts_and_styles_in(text: str) -> None:
    found = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    assert found
    policy = dict(part.strip().split(" ", 1) for part in found[1].split(";"))
    assert policy["default-src"] == "'none'"
    assert "unsafe" not in found[1]
    assert len(policy["script-src"].split()) == 3
    assert text.count("<script>") == 3


@pytest.mark.parametrize("status", ["Not assessable", "Failed", "Not applicable", "Nothing found"])
def test_every_outcome_is_on_the_page(text: str, status: str) -> None:
    section = text[text.index('id="rules"') :]
    assert status in section


def test_flags_and_questions_are_apart(text: str) -> None:
    flags, questions = text.index('<section id="flags"'), text.index('<section id="questions"')
    assert flags < text.index('id="f-fl-bruise"') < questions < text.index('id="f-fl-housing"')


def test_a_card_has_all_that_a_panel_needs(text: str) -> None:
    start = text.index('id="f-fl-bruise"')
    card = text[start : text.index("</article>", start)]
    for said in (
        "high: look first",
        "definite",
        "Rowan",
        "Question for the panel",
        "bruise, second account",
        "Health visiting",
        "2 Aug 2021",
        "health_visiting.xlsx › Chronology › row 37",
        "Small bruise to left cheek",
        "examined within days",
        "NICE CG89",
        "Most babies with a bruise have not been harmed",
    ):
        assert said in card
    assert 'href="#e-ev036"' in card


def test_the_ledger_tells_every_row_and_every_file(text: str) -> None:
    section = text[text.index('id="files"') :]
    for said in ("31/02/2021", "there is no 31 February", "Could not be read: a PDF", "gp.xlsx"):
        assert said in section


def test_entries_are_in_the_table_once_with_long_texts_to_fold() -> None:
    page = _without_scripts(render(hostile_case()))
    assert len(re.findall(r"<tr id=\"e-", page)) == made_case().events.height
    assert page.count("A long one.") <= 4
    assert 'data-field="record" class="long"' in page


def test_words_of_others_are_never_markup() -> None:
    page = render(hostile_case())
    assert page.count("<script") == render(made_case()).count("<script")
    assert "<img" not in _without_scripts(page)
    assert "<!--" not in page.split("<body>")[1].split("plotly.js v")[0]
    assert "\u202e" not in page
    assert 'href="javascript' not in page


def test_no_score_no_ranking_no_verdict(text: str) -> None:
    page = _without_scripts(text).casefold()
    for word in ("risk score", "total risk", "high risk", "perpetrator", "probability"):
        assert word not in page


def _empty() -> CaseAnalysis:
    frames = {table.name: table.frame() for table in tables.STAGES}
    return CaseAnalysis(case_id="empty", **frames)


def test_a_case_with_nothing_in_it_still_makes_a_page() -> None:
    page = render(_empty())
    assert "0 entries" in page
    assert "No rule raised a flag" in page


def test_a_case_of_undated_entries_makes_a_page() -> None:
    entry = {"case_id": CASE, "event_id": "a", "record": "Said something."}
    case = dataclasses.replace(_empty(), events=tables.EVENTS.frame([entry]))
    assert "Undated" in render(case)


def test_a_view_that_leaves_something_out_says_so() -> None:
    case = dataclasses.replace(
        made_case(), view={"blind": True, "as_known_on": "2021-07-01", "hidden": {"later": 1200}}
    )
    page = render(case)
    assert "Blind view" in page
    assert "Entries left out: 1,200 later." in page
    assert "recorded or shared by 2021-07-01" in page


def test_evidence_that_is_in_no_entry_is_shown_without_a_link() -> None:
    case = made_case()
    flag = {**case.flags[0], "evidence": [{"event_id": "gone", "quote": "q", "agency": "x"}]}
    assert 'href="#e-gone"' not in render(dataclasses.replace(case, flags=[flag]))


def test_five_thousand_entries_are_all_in_the_page() -> None:
    case = large_case(5000)
    assert case.events.height == 5000
    assert render(case).count("<tr id=") == 5000


def test_a_report_is_installed() -> None:
    pytest.importorskip("importlib.metadata")
    from importlib.metadata import entry_points

    points = entry_points(group="chronology.reports", name="html")
    assert [point.load() for point in points] == [render]


def test_age_is_uncertain_where_the_birth_is() -> None:
    case = made_case()
    subject = pl.col("person_id") == "child"
    persons = case.persons.with_columns(
        born_latest=pl.when(subject).then(pl.date(2021, 6, 20)).otherwise("born_latest")
    )
    assert "age uncertain by up to 17 days" in render(dataclasses.replace(case, persons=persons))
