"""A table wide enough to scroll sideways, as several parts of the page have them."""

from __future__ import annotations

from collections.abc import Iterable

from .escape import Html, element


def wide_table(
    name: str | None,
    caption: str,
    heads: Iterable[object],
    bodies: Iterable[Iterable[Html]],
    *,
    label: str | None = None,
    class_: str | None = None,
) -> Html:
    """A table with its caption and heads; each of ``bodies`` is a group of rows.

    ``label`` tells it from the other tables of the page where the caption does not.
    """
    head = element("thead", element("tr", *(element("th", title, scope="col") for title in heads)))
    groups = [element("tbody", *rows) for rows in bodies]
    table = element("table", element("caption", caption), head, *groups, class_=class_)
    # Focusable, so that a wide table can be scrolled with the keyboard on a narrow screen.
    return element(
        "div",
        table,
        class_="wide",
        id=name,
        tabindex="0",
        role="region",
        aria_label=label or caption,
    )
