"""Plain paragraphs and lists, as rule cards write them, as HTML."""

from __future__ import annotations

import re

from .escape import Html, element, join

_BULLET = re.compile(r"\s*[-*•]\s+")


def prose(text: str) -> Html:
    """Paragraphs apart by a blank line; lines that begin with a dash are a list."""
    return join([_block(block) for block in re.split(r"\n\s*\n", text.strip()) if block.strip()])


def _block(block: str) -> Html:
    said: list[str] = []
    items: list[str] = []
    for line in block.splitlines():
        if _BULLET.match(line):
            items.append(_BULLET.sub("", line, count=1))
        elif items:
            items[-1] += " " + line.strip()
        else:
            said.append(line.strip())
    paragraph = element("p", " ".join(said)) if said else None
    listed = element("ul", *(element("li", item) for item in items)) if items else None
    return join([paragraph, listed])
