"""What the timeline stands on: axes, the time each return covers, lines, and words in the lanes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import polars as pl

from chronology.tables import FAR_AHEAD, LONG_AGO

from .escape import plot_text
from .timeline_lanes import Lanes, extent, opening
from .view import View

INK, MUTED, LINE, BAND = "#1d2b36", "#566370", "#d9dfe4", "#e9eff4"
FONT = '"Segoe UI", -apple-system, "Helvetica Neue", Arial, system-ui, sans-serif'
LANE_HEIGHT = 33
_TOP = -0.35


def layout(view: View, laid: Lanes) -> dict[str, Any]:
    """The figure's layout; the page sets ticks, because they depend on how far one has zoomed."""
    first, last = extent(view)
    start, end = opening(view)
    dates = _date_axis(start, end, first, last)
    return {
        "font": {"family": FONT, "size": 12, "color": INK},
        "height": round((laid.bottom - _TOP) * LANE_HEIGHT) + 112,
        "margin": {"l": 172, "r": 30, "t": 40, "b": 72, "pad": 0},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "#fff",
        "showlegend": False,
        "hovermode": "closest",
        "dragmode": "zoom",
        "uirevision": "chronology",
        "xaxis": dates,
        "xaxis2": _age_axis(),
        "xaxis3": {**dates, "matches": "x", "overlaying": "x", "side": "top", "showgrid": False},
        "yaxis": _lane_axis(laid),
        "shapes": [*_bands(view, laid), *_rules(laid), *_lines(view, laid)],
        "annotations": [*_headings(laid), *_notes(laid), *_line_labels(view)],
    }


def _date_axis(start: date, end: date, first: date, last: date) -> dict[str, Any]:
    margin = timedelta(days=30)
    return {
        "type": "date",
        "range": [str(start), str(end)],
        "minallowed": str(min(first, start) - margin),
        "maxallowed": str(max(last, end) + margin),
        "showgrid": True,
        "gridcolor": "#eef1f3",
        "zeroline": False,
        "showline": True,
        "linecolor": "#9aa5ae",
        "ticks": "outside",
        "ticklen": 4,
        "tickcolor": "#9aa5ae",
        "tickfont": {"size": 12},
        "tickformatstops": [
            {"dtickrange": [None, 2419200000], "value": "%-d %b %Y"},
            {"dtickrange": [2419200000, "M6"], "value": "%b %Y"},
            {"dtickrange": ["M6", None], "value": "%Y"},
        ],
        "nticks": 12,
    }


def _age_axis() -> dict[str, Any]:
    return {
        "type": "date",
        "matches": "x",
        "overlaying": "x",
        "side": "bottom",
        "anchor": "free",
        "position": 0,
        "showgrid": False,
        "zeroline": False,
        "ticks": "",
        "ticklabelstandoff": 22,
        "tickfont": {"size": 11, "color": MUTED},
        "tickvals": [],
        "ticktext": [],
        "title": {"text": "", "font": {"size": 12, "color": MUTED}, "standoff": 8},
    }


def _lane_axis(laid: Lanes) -> dict[str, Any]:
    return {
        "range": [laid.bottom, _TOP],
        "fixedrange": True,
        "tickvals": [lane.y for lane in laid.lanes],
        "ticktext": [lane.label for lane in laid.lanes],
        "ticks": "",
        "ticklabelstandoff": 6,
        "tickfont": {"size": 11.5},
        "showgrid": False,
        "zeroline": False,
    }


def _bands(view: View, laid: Lanes) -> list[dict[str, Any]]:
    """For each agency the time that its return speaks of, and in words where it does not."""
    start, end = opening(view)
    shapes = []
    for index, y in laid.of("agency").items():
        agency = view.agencies[index]
        if agency.from_date is None or agency.to_date is None or agency.returned is False:
            continue
        covered = (max(agency.from_date, LONG_AGO), min(agency.to_date, FAR_AHEAD))
        shapes.append(_rectangle(*covered, y, BAND, ""))
        for gap in ((start, covered[0]), (covered[1], end)):
            wide = (gap[1] - gap[0]).days > (end - start).days * 0.16
            if wide and not _entries_between(view, index, *gap):
                shapes.append(_rectangle(*gap, y, "rgba(0,0,0,0)", "outside this return"))
    return shapes


def _entries_between(view: View, agency: int, start: date, end: date) -> bool:
    """Whether an agency has entries where its return says it has none: then words would mislead."""
    first, last = pl.col("earliest"), pl.col("latest")
    inside = (first > start) & (last < end) & (pl.col("agency_row") == agency)
    return not view.events.filter(inside).is_empty()


def _rectangle(start: date, end: date, y: float, fill: str, label: str) -> dict[str, Any]:
    shape: dict[str, Any] = {
        "type": "rect",
        "x0": str(start),
        "x1": str(end),
        "y0": y - 0.42,
        "y1": y + 0.42,
        "fillcolor": fill,
        "line": {"width": 0},
        "layer": "below",
    }
    if label:
        shape["label"] = {"text": label, "font": {"size": 11, "color": MUTED}}
    return shape


def _rules(laid: Lanes) -> list[dict[str, Any]]:
    """A thin line under each lane."""
    across = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "layer": "below"}
    thin = {"color": LINE, "width": 1}
    return [{**across, "y0": lane.y + 0.5, "y1": lane.y + 0.5, "line": thin} for lane in laid.lanes]


def _lines(view: View, laid: Lanes) -> list[dict[str, Any]]:
    births = [_upright(day, laid, "dot", MUTED, 1.2) for day, _ in _births(view)]
    return births if view.incident is None else [
        *births, _upright(view.incident, laid, "dash", INK, 2)
    ]  # fmt: skip


def _births(view: View) -> list[tuple[date, str]]:
    """Births whose day is known; an uncertain one would look surer as a line than it is."""
    return [
        (child.born_earliest, child.label)
        for child in view.children
        if child.born_earliest and child.born_earliest == child.born_latest
    ]


def _upright(at: date, laid: Lanes, dash: str, colour: str, width: float) -> dict[str, Any]:
    line = {"color": colour, "width": width, "dash": dash}
    ends = {"x0": str(at), "x1": str(at), "y0": _TOP, "y1": laid.bottom}
    return {"type": "line", **ends, "line": line, "layer": "below"}


def _headings(laid: Lanes) -> list[dict[str, Any]]:
    place = {"xref": "paper", "x": 0, "xanchor": "right", "xshift": -6, "showarrow": False}
    font = {"size": 10.5, "color": MUTED}
    return [{**place, "y": y + 0.1, "text": text, "font": font} for y, text in laid.headings]


def _notes(laid: Lanes) -> list[dict[str, Any]]:
    """What an empty lane says of itself, in the lane, wherever one has zoomed to."""
    place = {"xref": "paper", "x": 0.01, "xanchor": "left", "showarrow": False}
    font = {"size": 11.5, "color": MUTED}
    empty = [lane for lane in laid.lanes if lane.note]
    return [
        {**place, "y": lane.y, "text": plot_text(lane.note, 90), "font": font} for lane in empty
    ]


def _line_labels(view: View) -> list[dict[str, Any]]:
    place = {"yref": "paper", "y": 1, "yanchor": "bottom", "yshift": 20, "showarrow": False}
    labels = [(day, f"birth: {plot_text(label, 18)}", MUTED) for day, label in _births(view)]
    if view.incident:
        labels.append((view.incident, "index incident", INK))
    return [
        {**place, "x": str(at), "text": text, "font": {"size": 11.5, "color": colour}}
        for at, text, colour in labels
    ]
