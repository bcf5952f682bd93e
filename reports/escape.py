"""Words of others made safe to show: in HTML, in a block of JSON, in a plotly label.

Everything in a return is hostile until it is escaped. Characters that cannot be seen but change how
a text reads (direction overrides, zero-width spaces, controls) become ``▯``, one for one, so that
the places of coded words still hold.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from typing import Any

import polars as pl

STAND_IN = "▯"
"""Stands where the source has a character that cannot be seen."""

# Joiners (U+200C, U+200D) and the plain direction marks stay: scripts and emoji need them, and each
# text is isolated by the style sheet, so a mark cannot reach past its own cell.
UNSEEN = (
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b\u202a-\u202e\u2028\u2029"
    "\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_UNSEEN = re.compile(UNSEEN)
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}
_VOID = ("input", "meta")
_IN_HTML = str.maketrans(_ENTITIES)
_IN_JSON = {character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


class Html(str):
    """Text that is HTML already. Everything else is escaped on its way in."""

    __slots__ = ()


def shown(text: str) -> str:
    """The text with what cannot be seen made visible; as many characters as before."""
    return _UNSEEN.sub(STAND_IN, text.replace("\r", " "))


def html(value: object) -> Html:
    """Anything as HTML: escaped, unless it is ``Html`` already; nothing for ``None``."""
    if isinstance(value, Html):
        return value
    return Html("" if value is None else shown(str(value)).translate(_IN_HTML))


def join(parts: Any, between: str = "") -> Html:
    """Parts, each escaped, as one piece of HTML."""
    return Html(str(html(between)).join(html(part) for part in parts))


def element(tag: str, /, *inside: object, **attributes: object) -> Html:
    """An element; ``class_`` is ``class``, ``aria_label`` ``aria-label``; ``None`` is left out."""
    written = "".join(
        f" {key.rstrip('_').replace('_', '-')}" + ("" if value is True else f'="{html(value)}"')
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    end = "" if tag in _VOID else f"</{tag}>"
    return Html(f"<{tag}{written}>{join(inside)}{end}")


def html_column(column: pl.Expr) -> pl.Expr:
    """A column of text as :func:`html` would give each value; nothing where it is null."""
    return (
        column.fill_null("")
        .str.replace_all("\r", " ", literal=True)
        .str.replace_all(UNSEEN, STAND_IN)
        .str.replace_many(list(_ENTITIES), list(_ENTITIES.values()))
    )


def shown_column(column: pl.Expr) -> pl.Expr:
    """A column of text as :func:`shown` would give each value."""
    return column.str.replace_all("\r", " ", literal=True).str.replace_all(UNSEEN, STAND_IN)


def plot_text(text: str, longest: int = 40) -> str:
    """Text for a plotly label, in which plotly would read ``<b>`` and ``<a href>``."""
    text = " ".join(shown(text).split())
    short = text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
    return short.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def json_block(data: Any) -> Html:
    """Data for ``<script type="application/json">``: nothing in it can end the script."""
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character, code in _IN_JSON.items():  # several times faster than str.translate here
        written = written.replace(character, code)
    return Html(written)


def content_hash(text: str) -> str:
    """A source expression for a content security policy that lets exactly this text through."""
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"
