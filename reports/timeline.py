"""The timeline as a plotly figure, as a plain dict: no plotly object is needed to make one.

Marks that lie on a lane carry the row of their entry as ``customdata``; a page that filters draws
the subset of these arrays whose entries it shows.
"""

from __future__ import annotations

from typing import Any

import polars as pl

from chronology.tables import FAR_AHEAD, LONG_AGO

from .escape import plot_text
from .timeline_lanes import Lanes, extent, lanes, opening
from .timeline_layout import MUTED, layout
from .view import View, looked_up

FLAG_INK = "#3a2f6b"
_WIDE_DAYS = 120
_STEP = 0.2
_LEVELS = 4

CONFIG = {
    # plotly 7 offers to upload the chart unless it is told not to.
    "displaylogo": False,
    "showSendToCloud": False,
    "plotlyServerURL": "",
    "displayModeBar": False,
    # plotly's own way of following the window's size forgets the height of the lanes.
    "responsive": False,
    "scrollZoom": False,
    "doubleClick": False,
    "showTips": False,
}


def figure(view: View) -> dict[str, Any]:
    """The whole figure: ``data``, ``layout`` and ``config``."""
    laid = lanes(view)
    placed = marks(view, laid)
    return {
        "data": [
            _spans(placed.filter("wide"), "long spans", {"width": 1.5, "dash": "dash"}),
            _spans(placed.filter(~pl.col("wide")), "spans", {"width": 6}),
            _marks(view, placed),
            _flags(view, laid),
            *_axis_carriers(),
        ],
        "layout": layout(view, laid),
        "config": CONFIG,
    }


def marks(view: View, laid: Lanes) -> pl.DataFrame:
    """One row a mark: its entry, its lane, its days within the picture, its height, its shape."""
    first, last = extent(view)
    on = view.events.filter(~pl.col("undated"))
    agency_lane = _height(laid.of("agency"), "agency_row")
    by_agency = on.select("row", *_DAYS, "agency_row", lane=agency_lane)
    by_person = (
        view.participants.join(on.select("row", *_DAYS, "agency_row"), on="row")
        .group_by("row", "person", *_DAYS, "agency_row")
        .agg(named_only=(pl.col("part") != "present").all())
        .with_columns(lane=_height(laid.of("person"), "person"))
        .drop_nulls("lane")
    )
    both = pl.concat([by_agency, by_person], how="diagonal").with_columns(
        start=pl.col("earliest").clip(first, last),
        end=pl.col("latest").clip(first, last),
        open_start=pl.col("earliest") <= LONG_AGO,
        open_end=pl.col("latest") >= FAR_AHEAD,
        sure=pl.col("earliest") == pl.col("latest"),
        # A year, or "1999 onwards": drawn lightly, so that it does not look like cover.
        wide=(pl.col("latest") - pl.col("earliest")).dt.total_days() > _WIDE_DAYS,
        named_only=pl.col("named_only").fill_null(False),
    )
    return _staggered(both.with_columns(middle=_middle()), view)


_DAYS = ("earliest", "latest")


def _height(of: dict[int, float], column: str) -> pl.Expr:
    return looked_up(pl.col(column), of, pl.Float64())


def _middle() -> pl.Expr:
    days = (pl.col("end") - pl.col("start")).dt.total_days()
    return (
        pl.when("open_start")
        .then("end")
        .when("open_end")
        .then("start")
        .otherwise(pl.col("start") + pl.duration(days=days // 2))
    )


def _staggered(placed: pl.DataFrame, view: View) -> pl.DataFrame:
    """Entries near each other step down the lane in their order, so that none hides another."""
    first, last = opening(view)
    near = max(1, (last - first).days // 75)
    crowd = pl.col("middle").diff().dt.total_days().fill_null(near + 1) > near
    return (
        placed.sort("lane", "middle", "row")
        .with_columns(crowd=crowd.cum_sum().over("lane"))
        .with_columns(
            nth=pl.int_range(pl.len()).over("lane", "crowd"),
            levels=pl.len().over("lane", "crowd").clip(1, _LEVELS),
        )
        .with_columns(
            y=(
                pl.col("lane") + (pl.col("nth") % _LEVELS - (pl.col("levels") - 1) / 2) * _STEP
            ).round(3)
        )
    )


def _iso(column: str) -> pl.Expr:
    return pl.col(column).dt.strftime("%Y-%m-%d")


def _spans(placed: pl.DataFrame, name: str, line: dict[str, Any]) -> dict[str, Any]:
    """Uncertain dates, each a bar from its first to its last day; a null ends a bar."""
    spans = placed.filter(~pl.col("sure"))
    ends = spans.select(
        "row", "y", "lane", x=pl.concat_list(_iso("start"), _iso("end"), pl.lit(None, pl.String))
    ).explode("x")
    return {
        "type": "scatter",
        "name": name,
        "mode": "lines+markers",
        "x": ends["x"].to_list(),
        "y": ends["y"].to_list(),
        "customdata": ends["row"].to_list(),
        "meta": {"lane": ends["lane"].to_list()},
        "line": {"color": "rgba(86,99,112,0.4)", **line},
        "marker": {"symbol": "line-ns-open", "size": 10, "color": MUTED, "line": {"width": 1.5}},
        "connectgaps": False,
        "hoverinfo": "none",
    }


def _marks(view: View, placed: pl.DataFrame) -> dict[str, Any]:
    """Every entry on its lanes: a disc for a known day, a diamond within a span, rings if named."""
    colours = [agency.colour for agency in view.agencies]
    symbol = (
        pl.when(~pl.col("sure") & pl.col("open_start"))
        .then(pl.lit("triangle-left-open"))
        .when(~pl.col("sure") & pl.col("open_end"))
        .then(pl.lit("triangle-right-open"))
        .when(~pl.col("sure"))
        .then(pl.lit("diamond-open"))
        .when("named_only")
        .then(pl.lit("circle-open"))
        .otherwise(pl.lit("circle"))
    )
    return {
        "type": "scatter",
        "name": "entries",
        "mode": "markers",
        "x": placed.select(_iso("middle")).to_series().to_list(),
        "y": placed["y"].to_list(),
        "customdata": placed["row"].to_list(),
        "meta": {"lane": placed["lane"].to_list()},
        "marker": {
            "size": 10,
            "symbol": placed.select(symbol).to_series().to_list(),
            "color": [colours[agency] for agency in placed["agency_row"]],
            "line": {"width": 1.6, "color": "#fff"},
        },
        "hoverinfo": "none",
    }


def _flags(view: View, laid: Lanes) -> dict[str, Any]:
    """Flags with their numbers: a disc if definite, a diamond if possible, a square for a gap."""
    drawn = [i for i, flag in enumerate(view.flags) if flag.raised]
    sure = [view.flags[i].content.get("certainty") == "definite" for i in drawn]
    gap = [view.flags[i].is_gap for i in drawn]
    return {
        "type": "scatter",
        "name": "flags",
        "mode": "markers+text",
        "x": [str(view.flags[i].raised) for i in drawn],
        "y": [laid.flag_y[i] for i in drawn],
        "customdata": drawn,
        "text": [plot_text(view.flags[i].number) for i in drawn],
        "textfont": {
            "size": 11,
            "color": ["#fff" if s and not g else FLAG_INK for s, g in zip(sure, gap, strict=True)],
        },
        "marker": {
            "size": [20 if s or g else 24 for s, g in zip(sure, gap, strict=True)],
            "symbol": [
                "square" if g else "circle" if s else "diamond"
                for s, g in zip(sure, gap, strict=True)
            ],
            "color": [FLAG_INK if s and not g else "#fff" for s, g in zip(sure, gap, strict=True)],
            "line": {"width": 1.8, "color": FLAG_INK},
            "opacity": 1,
        },
        "hoverinfo": "none",
    }


def _axis_carriers() -> list[dict[str, Any]]:
    """An axis is only drawn when a trace lies on it: one for ages, one for dates along the top."""
    empty = {"type": "scatter", "x": [None], "y": [None], "hoverinfo": "skip", "mode": "markers"}
    return [{**empty, "xaxis": "x2", "name": "ages"}, {**empty, "xaxis": "x3", "name": "dates"}]
