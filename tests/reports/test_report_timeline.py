"""The figure: who has a lane, what uncertain dates look like, what silence means."""

from __future__ import annotations

import dataclasses
import json

import polars as pl
from chronology.reports.timeline import CONFIG, figure, marks
from chronology.reports.timeline_lanes import lanes
from chronology.reports.view import view_of
from made_case import hostile_case, large_case, made_case

from chronology.tables import CaseAnalysis


def _labels(case: CaseAnalysis) -> list[str]:
    return list(figure(view_of(case))["layout"]["yaxis"]["ticktext"])


def _notes(case: CaseAnalysis) -> list[str]:
    return [note["text"] for note in figure(view_of(case))["layout"]["annotations"]]


def test_every_agency_and_person_has_a_lane() -> None:
    labels = " ".join(_labels(made_case()))
    for name in ("Police", "Housing", "Probation", "Rowan", "Father", "Maternal grandmother"):
        assert name in labels


def test_no_professional_has_a_lane() -> None:
    labels = " ".join(_labels(made_case()))
    assert "HV" not in labels
    assert "Dr Bell" not in labels


def test_an_unseen_carer_is_an_empty_lane_that_says_so() -> None:
    assert "no entry in the records supplied names this person" in _notes(made_case())


def test_a_carer_who_is_only_named_is_told_from_one_who_was_present() -> None:
    case = made_case()
    parts = case.participants.with_columns(
        part=pl.when(pl.col("person_id") == "father")
        .then(pl.lit("mentioned"))
        .otherwise(pl.col("part"))
    )
    case = dataclasses.replace(case, participants=parts)
    assert "Father<br>spoken of, never present" in _labels(case)


def test_silence_outside_cover_is_never_called_no_contact() -> None:
    case = made_case()
    written = json.dumps(figure(view_of(case)))
    assert "no contact" not in written
    assert "asked, no return read: no record submitted" in _notes(case)
    assert "not asked for a return: no record submitted" in _notes(case)


def test_uncertain_dates_are_bars_with_another_mark_than_known_days() -> None:
    view = view_of(made_case())
    placed = marks(view, lanes(view))
    long_spans, spans, shown = figure(view)["data"][:3]
    uncertain = placed.filter(~pl.col("sure")).height
    assert len(long_spans["x"]) + len(spans["x"]) == 3 * uncertain
    symbols = shown["marker"]["symbol"]
    assert sum(symbol not in ("circle", "circle-open") for symbol in symbols) == uncertain


def test_undated_entries_are_not_placed() -> None:
    view = view_of(made_case())
    undated = set(view.events.filter(pl.col("undated"))["row"])
    assert len(undated) == 3
    assert not undated & set(figure(view)["data"][2]["customdata"])


def test_flags_differ_in_shape_not_only_in_colour() -> None:
    assert set(figure(view_of(made_case()))["data"][3]["marker"]["symbol"]) == {
        "circle",
        "diamond",
        "square",
    }


def test_only_svg_traces_and_no_way_to_share() -> None:
    drawn = figure(view_of(made_case()))
    assert {trace["type"] for trace in drawn["data"]} == {"scatter"}
    assert CONFIG["showSendToCloud"] is False
    assert CONFIG["plotlyServerURL"] == ""


def test_names_cannot_be_markup_in_a_label() -> None:
    for label in _labels(hostile_case()):
        assert "<" not in label.replace("<br>", "")


def test_near_entries_do_not_hide_each_other() -> None:
    view = view_of(made_case())
    placed = marks(view, lanes(view))
    same = placed.group_by("lane", "middle", "y").len().filter(pl.col("len") > 1)
    assert same.is_empty()


def test_words_about_cover_are_left_out_where_entries_contradict_them() -> None:
    shapes = figure(view_of(large_case(1200)))["layout"]["shapes"]
    assert not any("label" in shape for shape in shapes)


def test_blind_view_has_no_line_for_the_incident() -> None:
    case = made_case()
    blind = dataclasses.replace(
        case, cases=case.cases.with_columns(index_incident=pl.lit(None, pl.Date))
    )
    assert "index incident" in _notes(case)
    assert "index incident" not in _notes(blind)
