"""Numbers that belong to a concept: weights, centiles, weight lost, scores, weeks, incidents.

Only texts that hold the words are looked at closely.
"""

from __future__ import annotations

import re

import polars as pl

CENTILES = (0.4, 2.0, 9.0, 25.0, 50.0, 75.0, 91.0, 98.0, 99.6)
"""The lines of the UK growth charts; the gap between two neighbours is one centile space."""

_CENTILE = r"(?:0\.4|99\.6|\d{1,2})(?:st|nd|rd|th)?"
_WORD = {"one": 1, "two": 2, "three": 3, "four": 4, "a": 1, "1": 1, "2": 2, "3": 3, "4": 4} | {
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}
_COUNT = r"(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten)"

_BEFORE = r"(?:on |at |<|below |just below |above |just above |to |from |now )?"
_BIRTH_WEIGHT = r"(?: (?:birth ?weight|bwt|bw|body weight))?"
_LOST = r"(?:weight ?loss|wt ?loss|loss|lost|below birth ?weight|below bw|down on birth)"
_LOSS_OF = r"(?:weight ?loss|wt ?loss|loss|lost|lost approx|down)(?: of| is| at|:| =)?"
_FALL = (
    r"(?:dropp(?:ed|ing)|fall(?:en|ing)?|fell|lost|down|drop of|fall of|crossed|crossing) "
    r"(?:by |through |across |down )?(?:at least |over |more than |nearly )?"
)

_UNDER = ("<", "below ", "just below ")
"""What stands before a centile that the weight is under: the number itself is then not reached."""

_OVER = ("above ", "just above ")

_READERS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "weight_centile",
        re.compile(
            rf"(?<![\d.]){_BEFORE}(?P<v>{_CENTILE})(?: ?- ?{_CENTILE})? "
            r"(?:centile|cent\b|percentile|c'tile)"
        ),
    ),
    (
        "weight_centile",
        re.compile(
            rf"(?<![\d.])from (?:the )?(?P<v>{_CENTILE}) (?:centile )?to "
            rf"(?:the |below (?:the )?)?{_CENTILE} centile"
        ),
    ),
    (
        "weight_centile",
        re.compile(
            r"\d ?kgs?\b(?:(?!between)[^.;]){0,25}?[ (](?:now )?(?:on |at )?(?:the )?"
            r"(?P<v>0\.4th|2nd|9th|25th|50th|75th|91st|98th|99\.6th)\b(?! cent| to | and |-)"
        ),
    ),
    (
        "centile_fall",
        re.compile(
            rf"{_FALL}(?P<v>one|two|three|four|a|[1-4]) (?:full )?(?:weight )?"
            r"cent(?:ile|iles)\b(?: spaces?| lines?)?"
        ),
    ),
    (
        "weight_loss_percent",
        re.compile(rf"(?P<v>\d{{1,2}}(?:\.\d+)?) ?(?:%|per ?cent)(?: of)?{_BIRTH_WEIGHT} ?{_LOST}"),
    ),
    (
        "weight_loss_percent",
        re.compile(
            rf"{_LOSS_OF} ?(?:approx\.? |about |over |> ?)?"
            r"(?P<v>\d{1,2}(?:\.\d+)?) ?(?:%|per ?cent)"
        ),
    ),
    ("weight_kg", re.compile(r"(?<![\d.])(?P<v>\d{1,2}\.\d{1,3}) ?kgs?\b")),
    ("weight_g", re.compile(r"(?<![\d.])(?P<v>\d{3,4}|\d,\d{3}) ?(?:g|gm|gms|grams|gr)\b")),
    (
        "dash_score",
        re.compile(
            r"\b(?:dash|ric)\b(?:[ -](?:ric|risk|score|scored|assessment|checklist|form))*"
            r"(?: of| was| is| at| ?=|:)? ?(?P<v>\d{1,2})\b(?! ?[/.]\d)"
        ),
    ),
    ("dash_score", re.compile(r"\b(?P<v>\d{1,2}) (?:dash )?ticks\b")),
    (
        "epds_score",
        re.compile(
            r"\b(?:epds|edinburgh)\b(?: (?:score|scored))?(?: of| was| is| at| ?=|:)? ?"
            r"(?P<v>\d{1,2})\b"
        ),
    ),
    (
        "temperature_c",
        re.compile(
            r"\b(?:temp|temperature|t)\b(?: of| was| is| at| ?=|:)? ?"
            r"(?P<v>3[4-9](?:\.\d)?|4[0-2](?:\.\d)?)\b(?! ?(?:weeks|wks|/))"
        ),
    ),
    (
        "gestation_weeks",
        re.compile(r"(?<![\d/.])(?P<v>[4-9]|[1-3]\d|4[0-2])(?: ?\+ ?\d)? ?/ ?40\b"),
    ),
    (
        "gestation_weeks",
        re.compile(
            r"(?<![\d/.])(?P<v>[4-9]|[1-3]\d|4[0-2])(?: ?\+ ?\d)? ?"
            r"(?:weeks|wks|week)(?:'? gestation| pregnant)\b"
        ),
    ),
    (
        "gestation_weeks",
        re.compile(
            r"\b(?:booked|booking|booker|books)\b[^.;]{0,25}?\b(?P<v>[4-9]|[1-3]\d|4[0-2])"
            r"(?: ?\+ ?\d\b| ?(?:weeks|wks)\b)(?! ago|'? gestation| pregnant| weeks| wks| ?/)"
        ),
    ),
    (
        "incident_count",
        re.compile(
            rf"\b(?P<v>{_COUNT}) (?:reported |recorded |previous |further |separate |da |dv |"
            r"domestic |domestic abuse |domestic violence )*(?:incidents|call ?-?outs|callouts)\b"
        ),
    ),
)
_OF_MOTHER = ("dash_score", "epds_score", "gestation_weeks", "incident_count")
"""Numbers that are about the mother unless another is meant."""

_NUMERAL = r"(?:\d|two|three|four|five|six|seven|eight|nine|ten)"
_LIKELY = (
    r"centile|\bcent\b|percent|per +cent|c'tile|\d *%|\d *(?:kgs?|g|gms?|grams|gr)\b"
    r"|\b(?:dash|ric|epds|edinburgh|temp|temperature|t)\b[^.;]{0,25}\d|\d +(?:dash +)?ticks|/ *40\b"
    r"|\d *(?:weeks|wks|week)'? +(?:gestation|pregnant)"
    r"|\bbook(?:ed|ing|er|s)\b[^.;]{0,25}\d"
    rf"|{_NUMERAL} +[a-z ]{{0,40}}(?:incidents|call ?-?outs)"
)
"""What a text must hold for any of the readers to find a number in it."""

_FIGURE = r"\d|centile|two|three|four|five|six|seven|eight|nine|ten"
_HINTS = [
    *("centile", " cent", "percent", "c'tile", "%", "kg", "gm", "gram"),
    *("dash", "ric ", "ticks", "epds", "edinburgh", "temp", "t 3", "/40", "/ 40", "gestation"),
    *("pregnant", "incidents", "call out", "callout"),
    "call-out",
    *(f"{digit}{space}g" for digit in range(10) for space in ("", " ")),
]


def read(texts: pl.DataFrame) -> pl.DataFrame:
    """Signals that carry a number, as folded places: ``weight_kg``, ``weight_centile``, …"""
    hinted = texts.filter(pl.col("folded").str.contains_any(_HINTS))
    likely = hinted.filter(
        pl.col("folded").str.contains(_FIGURE), pl.col("folded").str.contains(_LIKELY)
    )
    rows = [
        (row, concept, *span, written, value)
        for row, folded in likely.select("row", "folded").iter_rows()
        for concept, span, written, value in _in_text(folded)
    ]
    return (
        pl.DataFrame(
            rows,
            schema={
                "row": pl.Int64,
                "concept": pl.String,
                "start": pl.Int64,
                "end": pl.Int64,
                "entry": pl.String,
                "value": pl.Float64,
            },
            orient="row",
        )
        .join(
            texts.select(pl.col("row").cast(pl.Int64), "text"),
            on="row",
            how="left",
            maintain_order="left",
        )
        .select(
            "row",
            "concept",
            "start",
            "end",
            "entry",
            "value",
            status=pl.lit("affirmed"),
            who=pl.when(pl.col("concept").is_in(_OF_MOTHER))
            .then(pl.lit("mother"))
            .otherwise(pl.lit("child")),
            person_id=pl.lit(None, dtype=pl.String),
            cue=pl.lit(None, dtype=pl.String),
            term=pl.col("text").str.slice(pl.col("start"), pl.col("end") - pl.col("start")),
        )
    )


_HINTS_OF = {
    "weight_centile": ("cent", "kg", "c'tile"),
    "centile_fall": ("cent",),
    "weight_loss_percent": ("%", "per cent", "percent"),
    "weight_kg": ("kg",),
    "weight_g": ("g",),
    "dash_score": ("dash", "ric", "ticks"),
    "epds_score": ("epds", "edinburgh"),
    "temperature_c": ("temp", "t "),
    "gestation_weeks": ("40", "gestation", "pregnant", "book"),
    "incident_count": ("incidents", "call"),
}

_CROSSED = re.compile(
    rf"(?:crossed|dropped|fallen|fell|gone|down|dipped) (?:down )?from (?:the )?(?P<v>{_CENTILE})"
    rf"(?: centile)? to (?:the )?(?P<w>{_CENTILE})"
)


def _fall_between(higher: float, lower: float) -> float:
    """How many whole centile spaces lie between two centiles that are lines of the chart."""
    return float(sum(lower < line <= higher for line in CENTILES))


def _in_text(folded: str) -> list[tuple[str, tuple[int, int], str, float]]:
    """The numbers of a text, whatever spaces it was typed with."""
    if "  " not in folded:
        return _numbers_in(folded)
    kept = [
        place for place in range(len(folded)) if folded[place] != " " or folded[place - 1] != " "
    ]
    found = _numbers_in("".join(folded[place] for place in kept))
    return [
        (concept, (kept[start], kept[end - 1] + 1), written, value)
        for concept, (start, end), written, value in found
    ]


def _numbers_in(folded: str) -> list[tuple[str, tuple[int, int], str, float]]:
    found = []
    for concept, pattern in _READERS:
        if not any(hint in folded for hint in _HINTS_OF[concept]):
            continue
        for match in pattern.finditer(folded):
            value = _value(match["v"])
            if value is None or (concept == "weight_centile" and value > 99.6):
                continue
            if concept == "weight_centile" and match[0].startswith(_UNDER):
                value -= 0.1
            elif concept == "weight_centile" and match[0].startswith(_OVER):
                value += 0.1
            name, value = ("weight_kg", value / 1000) if concept == "weight_g" else (concept, value)
            found.append((name, match.span(), match["v"], value))
    for match in _CROSSED.finditer(folded) if "from" in folded else ():
        higher, lower = _value(match["v"]), _value(match["w"])
        if higher is not None and lower is not None and higher > lower:
            fall = _fall_between(higher, lower)
            found.append(("centile_fall", match.span(), match[0], fall))
    return found


def _value(written: str) -> float | None:
    if written in _WORD:
        return float(_WORD[written])
    digits = re.sub(r"[^\d.]", "", written)
    return float(digits) if digits else None
