"""The page in a real Chromium, by mouse and by keyboard.

Every test also holds that the page asked for nothing but itself and that the browser had nothing to
complain of: no error, no breach of the content security policy (see ``show`` in conftest).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Shown
from made_case import made_case

pytestmark = pytest.mark.browser
Show = Callable[..., Shown]
ALL = made_case().events.height


def _row(page: Any, number: int) -> Any:
    return page.locator("#entries-table tbody tr").nth(number)


def _shown_rows(page: Any) -> int:
    return int(page.locator("#entries-table tbody tr:not([hidden])").count())


def _pick(page: Any, name: str) -> Any:
    return page.locator(f'details.pick[data-filter="{name}"]')


def _points(page: Any) -> int:
    return int(page.locator("#chart .scatterlayer .points path.point").count())


def _place_of(page: Any, trace: str, number: int) -> tuple[float, float]:
    """Where on the screen a mark of a trace was drawn."""
    place = page.evaluate(
        """([name, number]) => {
          const chart = document.getElementById("chart");
          const at = chart.data.findIndex((trace) => trace.name === name);
          const trace = chart.data[at];
          const { xaxis, yaxis } = chart._fullLayout;
          const box = chart.getBoundingClientRect();
          return [box.left + xaxis._offset + xaxis.d2p(trace.x[number]),
                  box.top + yaxis._offset + yaxis.d2p(trace.y[number])];
        }""",
        [trace, number],
    )
    return place[0], place[1]


def test_it_draws(show: Show) -> None:
    page = show().drawn()
    assert _points(page) > 140
    assert page.locator("#chart .main-svg").count() > 0
    assert page.locator("#chart canvas").count() == 0


def test_a_lane_for_each_agency_and_person_and_the_age_below(show: Show) -> None:
    page = show().drawn()
    labels = " ".join(page.locator("#chart .ytick").all_text_contents())
    for name in ("Police", "Housing", "Rowan", "Mother's new partner"):
        assert name in labels
    assert "8 wk" in page.locator("#chart .x2tick").all_text_contents()
    assert "born 3 Jun 2021" in str(page.locator("#chart .x2title").text_content())


def test_nothing_offers_to_share_or_to_upload(show: Show) -> None:
    page = show().drawn()
    page.locator("#chart").hover()
    offers = page.locator("button, a, #chart").filter(
        has_text=re.compile("share|upload|cloud", re.I)
    )
    assert offers.count() == 0
    assert page.locator(".modebar-btn").count() == 0


FILTERS = [("agency", "Police", 8), ("person", "father", None), ("concept", "bruise", None)]


@pytest.mark.parametrize(("name", "value", "number"), FILTERS)
def test_a_filter_by_mouse(show: Show, name: str, value: str, number: int | None) -> None:
    shown = show()
    page = shown.drawn()
    before = _points(page)
    pick = _pick(page, name)
    pick.locator("summary").click()
    box = pick.locator(f'input[value="{value}"]')
    expected = int(str(box.locator("xpath=../span[@class='count']").text_content()))
    box.click()
    page.locator(f"#count:text-matches('^{expected} of')").wait_for()
    assert shown.count == f"{expected} of {ALL} entries"
    assert number in (None, expected)
    assert _shown_rows(page) == expected
    assert _points(page) < before
    assert f"{name}={value}" in page.url


@pytest.mark.parametrize("name", ["agency", "person", "concept", "flag"])
def test_a_filter_by_keyboard(show: Show, name: str) -> None:
    page = show().drawn()
    summary = _pick(page, name).locator("summary")
    summary.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    if name == "concept":
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.locator(f"#count:not(:text-matches('^{ALL} of'))").wait_for()
    assert 0 < _shown_rows(page) < ALL
    page.keyboard.press("Escape")
    assert _pick(page, name).get_attribute("open") is None
    assert summary.evaluate("(node) => node === document.activeElement")
    page.locator("#clear").focus()
    page.keyboard.press("Enter")
    page.locator(f"#count:text-matches('^{ALL} of')").wait_for()
    assert _shown_rows(page) == ALL
    assert "#" not in page.url


def test_a_rule_filters_to_its_evidence(show: Show) -> None:
    page = show(hash_="#flag=bruising-non-mobile-infant").drawn()
    assert _shown_rows(page) == 3


def test_words_are_found_wherever_they_stand(show: Show) -> None:
    page = show().drawn()
    page.locator("input[name=q]").press_sequentially("CHEEK bruise")
    page.locator("#count:text-matches('^2 of')").wait_for()
    assert "q=CHEEK+bruise" in page.url


def test_dates_are_typed_day_first_whatever_the_browser_s_language(show: Show) -> None:
    page = show(locale="en-US").drawn()
    page.locator("input[name=from]").press_sequentially("15/8/2021")
    page.locator("input[name=to]").press_sequentially("17.08.2021")
    page.locator(f"#count:not(:text-matches('^{ALL} of'))").wait_for()
    assert "from=2021-08-15&to=2021-08-17" in page.url
    assert page.locator("#date-problem").text_content() == ""
    page.reload()
    assert page.locator("input[name=from]").input_value() == "15/08/2021"


def test_a_date_that_is_not_understood_is_told_when_its_field_is_left(show: Show) -> None:
    shown = show()
    page = shown.drawn()
    field = page.locator("input[name=from]")
    field.press_sequentially("31/02/2021")
    assert page.locator("#date-problem").text_content() == ""
    field.press("Tab")
    told = str(page.locator("#date-problem").text_content())
    assert "“31/02/2021” is not understood" in told
    assert "dd/mm/yyyy" in told
    assert field.get_attribute("aria-invalid") == "true"
    assert shown.count == f"{ALL} of {ALL} entries"
    field.fill("28/02/2021")
    assert page.locator("#date-problem").text_content() == ""
    assert field.get_attribute("aria-invalid") is None


def test_dates_the_wrong_way_round_are_told(show: Show) -> None:
    page = show(hash_="#from=2021-08-17&to=2021-08-15").drawn()
    assert "From is later than To" in str(page.locator("#date-problem").text_content())
    page.locator("#clear").click()
    assert page.locator("#date-problem").text_content() == ""


def test_dates_filter_and_keep_what_may_fall_within_them(show: Show) -> None:
    page = show(hash_="#from=2021-08-15&to=2021-08-17").drawn()
    said = page.locator("#entries-table tbody tr:not([hidden]) .when a").all_text_contents()
    assert "between 11 and 20 Aug 2021" in said
    assert said.count("Undated") == 3


@pytest.mark.parametrize("name", ["key", "good"])
def test_key_events_and_good_practice_against_the_full_view(show: Show, name: str) -> None:
    page = show().drawn()
    page.locator(f"input[name={name}]").check()
    page.locator(f"#count:not(:text-matches('^{ALL} of'))").wait_for()
    assert 0 < _shown_rows(page) < ALL


def test_how_a_concept_is_said_can_be_asked_for(show: Show) -> None:
    page = show(hash_="#concept=bruise&said=negated").drawn()
    assert _shown_rows(page) == 1
    assert "No bruising seen" in str(
        page.locator("#entries-table tbody tr:not([hidden])").text_content()
    )


def test_the_address_holds_the_whole_view(show: Show) -> None:
    page = show(hash_="#agency=Police&sort=agency-&entry=ev036&key=1").drawn()
    assert page.locator('input[value="Police"]').is_checked()
    assert page.locator("input[name=key]").is_checked()
    assert "2 Aug 2021" in str(page.locator("#record-title").text_content())
    assert page.locator("th[aria-sort]").get_attribute("aria-sort") == "descending"


def test_an_address_that_names_nothing_is_passed_over(show: Show) -> None:
    page = show(hash_="#agency=Nobody&entry=<script>&sort=x&from=never&show=9").drawn()
    assert _shown_rows(page) == ALL


def test_clicking_a_point_opens_its_record_with_the_words_marked(show: Show) -> None:
    page = show().drawn()
    number = page.evaluate(
        "() => document.getElementById('chart').data"
        ".find((trace) => trace.name === 'entries').customdata.indexOf(35)"
    )
    page.mouse.click(*_place_of(page, "entries", number))
    page.locator("#record mark").first.wait_for()
    record = str(page.locator("#record").text_content())
    for said in ("Small bruise", "“2/8/21”".strip("“”"), "8 weeks 4 days", "row 37", "Rowan"):
        assert said in record
    assert page.locator("#record mark").first.text_content() == "bruise"
    assert "Also recorded by: Fellside Surgery, 2 Aug 2021 (side by side)" in record
    assert "1: Bruise on a baby" in record
    assert "entry=ev036" in page.url


def test_a_record_leads_to_its_other_accounts_and_to_both_side_by_side(show: Show) -> None:
    page = show(hash_="#entry=ev036").drawn()
    page.locator("#record .also a").last.click()
    assert page.evaluate("document.activeElement.id") == "h-2"
    page.locator("#h-2 .side-by-side a").last.click()
    assert "Fellside Surgery" in str(page.locator("#record-title").text_content())
    assert page.locator("#record .also a").first.text_content() == "Health visiting, 2 Aug 2021"


def test_a_record_says_whom_its_words_mean_and_why(show: Show) -> None:
    page = show(hash_="#entry=ev036").drawn()
    people = page.locator("#record-people li").all_text_contents()
    assert "Rowan (present)Rowan: a name in case.toml (certain)" in people
    assert any(told.startswith("HV") and "(author)" in told for told in people)


def test_words_under_other_headings_are_marked_where_they_stand(show: Show) -> None:
    page = show(hash_="#entry=ev009").drawn()
    record = page.locator("#record-body")
    assert record.locator(".label").all_text_contents() == ["Seen by: ", "Told us: "]
    assert record.locator("mark").last.text_content() == "low mood"
    assert "Letter from the clinic" in str(record.text_content())
    assert "gp; adult mental health" in str(record.text_content())


def test_words_struck_out_by_a_tracked_change_are_told_as_such(show: Show) -> None:
    page = show(hash_="#entry=ev028").drawn()
    for place in ("#record-body", "tr[data-row='27']"):
        told = page.locator(place)
        assert "Struck out by a tracked change:" in str(told.text_content())
        assert told.locator("del").all_text_contents() == [
            "‘Mother rang beforehand.’",
            "‘Father was there.’",
        ]


def test_numbered_professionals_are_listed_and_not_in_the_filter(show: Show) -> None:
    page = show().drawn()
    names = " ".join(_pick(page, "person").locator(".name").all_text_contents())
    assert "Dr Bell" in names
    assert "HV" not in names
    page.locator("#people summary", has_text="13 professionals").click()
    page.get_by_role("link", name="HV10", exact=True).click()
    assert "HV10 (author)" in str(page.locator("#record-people").text_content())


def test_a_mark_tells_what_was_read_and_why(show: Show) -> None:
    page = show(hash_="#entry=ev030").drawn()
    mark = page.locator("#record mark.is-negated").first
    mark.focus()
    told = str(page.locator("#tip").text_content())
    assert "Bruise: negated" in told
    assert "“No”" in told
    assert "Lexicon entry" in told
    described = page.locator(f"#{mark.get_attribute('aria-describedby')}")
    assert "Bruise: negated" in str(described.text_content())
    page.keyboard.press("Escape")
    assert page.locator("#tip").is_hidden()


def test_a_row_opens_by_enter_and_gives_the_focus_back(show: Show) -> None:
    page = show().drawn()
    link = _row(page, 5).locator(".when a")
    link.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.locator("#record-title").evaluate("(node) => node === document.activeElement")
    first = page.locator("#record-title").text_content()
    page.keyboard.press("ArrowRight")
    assert page.locator("#record-title").text_content() != first
    page.keyboard.press("ArrowLeft")
    assert page.locator("#record-title").text_content() == first
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('.when a')")


def test_the_timeline_goes_from_entry_to_entry_by_keys(show: Show) -> None:
    page = show().drawn()
    page.locator("#chart").focus()
    page.keyboard.press("Home")
    assert page.locator("#record-place").text_content() == f"Entry 1 of {ALL} shown"
    page.keyboard.press("ArrowRight")
    assert "Entry 2 of" in str(page.locator("#told").text_content())
    span = "() => Date.parse(document.getElementById('chart').layout.xaxis.range[1])"
    before = page.evaluate(span)
    page.keyboard.press("+")
    assert page.evaluate(span) < before


def test_previous_and_next_go_through_what_is_shown(show: Show) -> None:
    page = show(hash_="#flag=bruising-non-mobile-infant").drawn()
    page.locator("#next").click()
    assert page.locator("#record-place").text_content() == "Entry 1 of 3 shown"
    assert page.locator("#previous").is_disabled()
    page.locator("#next").click()
    page.locator("#next").click()
    assert page.locator("#next").is_disabled()


def test_the_table_sorts_by_date_and_agency_and_says_so(show: Show) -> None:
    page = show().drawn()
    agency = page.locator("th[data-sort=agency]")
    agency.locator("button").click()
    assert agency.get_attribute("aria-sort") == "ascending"
    assert page.locator("th[data-sort=date]").get_attribute("aria-sort") is None
    assert "Fellside Surgery" in str(_row(page, 0).text_content())
    agency.locator("button").press("Enter")
    assert agency.get_attribute("aria-sort") == "descending"
    assert "Children's social care" in str(_row(page, 0).text_content())


def test_undated_entries_stay_last_and_in_their_own_list(show: Show) -> None:
    page = show().drawn()
    page.locator("th[data-sort=date] button").click()
    assert "Undated" in str(_row(page, ALL - 1).text_content())
    assert page.locator("#undated li:not([hidden])").count() == 3
    page.locator("#undated a").first.click()
    assert "Undated" in str(page.locator("#record-title").text_content())


def test_a_flag_on_the_timeline_shows_its_evidence(show: Show) -> None:
    page = show().drawn()
    page.mouse.click(*_place_of(page, "flags", 0))
    page.locator("#record-title:text-matches('Flag 1')").wait_for()
    assert page.locator("#record li a").count() == 3
    assert "show=fl-bruise" in page.url
    page.locator("#record").get_by_text("Go to its card").click()
    assert page.evaluate("document.activeElement.id") == "f-fl-bruise"


def test_evidence_on_a_card_opens_its_entry(show: Show) -> None:
    page = show().drawn()
    page.locator("#f-fl-bruise td a").first.click()
    assert "Health visiting" in str(page.locator("#record-title").text_content())


def test_a_flag_s_card_shows_it_on_the_timeline(show: Show) -> None:
    page = show().drawn()
    button = page.locator("button[data-flag=fl-missed]")
    button.press("Enter")
    assert button.get_attribute("aria-pressed") == "true"
    lines = page.evaluate(
        "() => document.getElementById('chart').data"
        ".filter((trace) => trace.name === 'evidence').map((trace) => trace.x.length)"
    )
    assert lines == [15]


def test_words_of_others_stay_words(show: Show) -> None:
    page = show("hostile").drawn()
    for row in range(20, 26):
        page.locator(f'tr[data-row="{row}"] .when a').click()
    page.locator("summary").first.click()
    page.mouse.move(*_place_of(page, "entries", 3))
    assert page.evaluate("window.pwned") is None
    assert page.locator("#record script, main img, #tip b").count() == 0
    assert "</script>" in str(page.locator("#entries-table").text_content())
    assert page.locator("#chart a").count() == 0


def test_an_emoji_before_it_does_not_move_a_mark(show: Show) -> None:
    page = show("hostile").drawn()
    page.locator("tr:has-text('two hearts') .when a").first.click()
    assert page.locator("#record mark").first.text_content() == "bruise"


def test_a_long_text_is_folded_until_one_asks(show: Show) -> None:
    page = show("hostile").drawn()
    button = page.locator("#entries-table .fold").first
    assert "characters" in str(button.text_content())
    button.press("Enter")
    assert button.get_attribute("aria-expanded") == "true"
    assert page.locator("#entries-table .long.whole").count() == 1


def test_thousands_of_entries_are_counted_in_groups_and_paged(show: Show) -> None:
    shown = show("large")
    page = shown.drawn()
    assert page.evaluate("performance.now()") < 15000
    assert "counted in squares" in str(page.locator("#drawn").text_content())
    assert page.locator("#entries-table tr.later").count() == 4800
    page.get_by_text("Next page").click()
    assert "Rows 201 to 400 of 5,000" in str(page.locator("#pages").text_content())
    page.locator("input[name=q]").fill("cannabis daily flat")
    page.locator("#count:not(:text-matches('^5,000'))").wait_for()
    page.locator("#drawn:not(:text-matches('counted in squares'))").wait_for()
    assert _points(page) <= 3000


def test_without_javascript_everything_but_the_picture_is_there(show: Show) -> None:
    page = show(java_script_enabled=False).page
    assert _row(page, 0).is_visible()
    assert _row(page, ALL - 1).is_visible()
    assert page.locator("#f-fl-bruise").is_visible()
    assert page.get_by_text("The picture needs JavaScript").is_visible()
    assert page.locator("#rules table").is_visible()
    assert page.locator("#family-table").is_visible()
    assert page.locator("#h-1 .side-by-side").is_visible()
    assert page.locator("#remarks-table").is_visible()
    page.locator("#people > details summary").first.click()
    assert page.get_by_text("HV12").last.is_visible()
    assert page.locator("#filters").is_hidden()


@pytest.mark.parametrize(
    ("name", "hash_", "width"),
    [("made", "", 1366), ("made", "#entry=ev036", 1366), ("made", "", 320), ("hostile", "", 1366)],
)
def test_axe_finds_nothing(show: Show, name: str, hash_: str, width: int) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = show(name, hash_, viewport={"width": width, "height": 768}).drawn()
    page.evaluate("document.querySelectorAll('section details').forEach((it) => it.open = true)")
    results = axe.Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


def test_it_reads_at_four_hundred_per_cent(show: Show) -> None:
    """1280 pixels at 400 % are 320: nothing but the picture may need scrolling sideways."""
    page = show(viewport={"width": 320, "height": 256}).drawn()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    _row(page, 3).locator(".when a").press("Enter")
    assert page.locator("#record").is_visible()
    assert page.evaluate("document.querySelector('main').inert") is True
    page.keyboard.press("Escape")
    assert page.evaluate("document.querySelector('main').inert") is False


def test_skip_link_and_one_heading(show: Show) -> None:
    page = show().drawn()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the report"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    assert page.locator("h1").count() == 1


def test_it_prints_in_full(show: Show, tmp_path: Path) -> None:
    page = show("hostile").drawn()
    paper = page.pdf(prefer_css_page_size=True, path=tmp_path / "report.pdf")
    assert paper.startswith(b"%PDF")
    page.emulate_media(media="print")
    assert page.locator("#filters").is_hidden()
    assert page.locator("#record").is_hidden()
    assert _row(page, ALL - 1).is_visible()
    long = page.locator("#entries-table .long").first
    assert long.evaluate("(node) => node.scrollHeight <= node.clientHeight + 1 || "
                         "getComputedStyle(node).overflow === 'visible'")  # fmt: skip
    assert page.locator("#chart .main-svg").first.is_visible()
    assert page.locator("#more-mentions-table").is_visible()
