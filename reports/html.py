"""One self-contained HTML file for a case: timeline, entries, flags, and what they rest on.

The page asks nothing of any network: its content security policy names the hash of each of its own
scripts and of its style sheet, and lets nothing else in. Without JavaScript it still shows the
flags, the table of entries, the outcomes and the ledger.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from plotly.offline import get_plotlyjs  # type: ignore[import-untyped]

from chronology.tables import FOOTER, CaseAnalysis

from . import words
from .escape import Html, content_hash, element, join, json_block
from .html_accounts import accounts_section
from .html_checklist import checklist_section
from .html_data import page_data
from .html_events import events_table
from .html_filters import filters
from .html_flags import flags_section, questions_section
from .html_head import contents, header, timeline_section
from .html_knowledge import knowledge_section
from .html_people import people_section
from .html_remarks import remarks_section
from .html_sources import agencies_section, files_section, rules_section
from .view import COLOURS, View, view_of

SCRIPTS = (
    "page_dom.js",
    "page_case.js",
    "page_dates.js",
    "page_filters.js",
    "page_table.js",
    "page_record.js",
    "page_axes.js",
    "page_timeline.js",
    "page.js",
)
"""Our own scripts, joined in this order into one."""

_WITH_SCRIPT = 'document.documentElement.className = "script";'


def render(analysis: CaseAnalysis) -> str:
    """The whole page as text; the same analysis always gives the same text."""
    view = view_of(analysis)
    # Placed so that a reader meets the filters and the table before plotly's 5 MB are parsed.
    scripts = [_script(_own_script()), _script(_plotly())]
    return "".join(
        [
            "<!DOCTYPE html>\n",
            '<html lang="en-GB">\n',
            _head(analysis),
            "\n<body>\n",
            _body(view),
            f'<script type="application/json" id="data">{json_block(page_data(view))}</script>\n',
            *_map_style_guards(),
            *scripts,
            "</body>\n</html>\n",
        ]
    )


def _head(analysis: CaseAnalysis) -> Html:
    style = _style()
    return element(
        "head",
        Html('<meta charset="utf-8">'),
        Html(f'<meta http-equiv="Content-Security-Policy" content="{_policy(style)}">'),
        Html('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        Html('<meta name="referrer" content="no-referrer">'),
        Html('<meta name="robots" content="noindex, nofollow">'),
        element("title", f"Merged chronology {analysis.case_id}"),
        Html(f"<style>{style}</style>"),
        _script(_WITH_SCRIPT),
    )


def _policy(style: str) -> str:
    """Only our own text runs. plotly makes an empty style element and fills it rule by rule."""
    scripts = " ".join(content_hash(text) for text in (_WITH_SCRIPT, _own_script()))
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {scripts} {_plotly_hash()}",
            f"style-src {content_hash(style)} {content_hash('')}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def _body(view: View) -> Html:
    main = element(
        "main",
        element(
            "div",
            filters(view),
            timeline_section(view),
            flags_section(view),
            questions_section(view),
            accounts_section(view),
            _entries(view),
            class_="reading",
        ),
        knowledge_section(view),
        people_section(view),
        rules_section(view),
        checklist_section(view),
        agencies_section(view),
        remarks_section(view),
        files_section(view),
        id="main",
        tabindex="-1",
    )
    return join(
        [
            element("a", "Skip to the report", href="#main", class_="skip"),
            header(view),
            contents(view),
            element("div", main, _record_panel(), class_="columns"),
            element("footer", element("p", FOOTER), element("p", words.HANDLING)),
            element("p", FOOTER, class_="print-footer", aria_hidden="true"),
            element("div", id="tip", hidden=True, aria_hidden="true"),
            "\n",
        ]
    )


def _entries(view: View) -> Html:
    return element(
        "section",
        element("h2", "Entries", id="entries-title"),
        element("div", id="pages", class_="pages needs-script", hidden=True),
        element("p", id="print-filters"),
        element("p", "No entry matches the filters.", id="none", hidden=True),
        events_table(view),
        id="entries",
        aria_labelledby="entries-title",
    )


def _record_panel() -> Html:
    buttons = [
        element("button", "Previous", type="button", id="previous"),
        element("button", "Next", type="button", id="next"),
        element("button", "Close", type="button", id="close"),
    ]
    hint = (
        "Choose an entry on the timeline or in the table: its record opens here with the coded "
        "words marked. Left and right arrow keys go through the entries shown."
    )
    return element(
        "aside",
        element(
            "div", element("h2", "Record", id="record-title", tabindex="-1"),
            element("div", *buttons, class_="buttons"), class_="record-head",
        ),
        element("p", id="told", role="status", class_="hidden"),
        element("div", element("p", hint, class_="quiet"), id="record-body"),
        id="record",
        class_="needs-script",
        aria_labelledby="record-title",
    )  # fmt: skip


def _script(text: str) -> Html:
    return Html(f"<script>{text}</script>\n")


@cache
def _own_script() -> str:
    texts = [_resource(name) for name in SCRIPTS]
    return '(() => {\n"use strict";\n' + "\n".join(texts) + "\n})();"


@cache
def _style() -> str:
    keys = "".join(f".k{n}{{background:{COLOURS[n]}}}" for n in range(len(COLOURS)))
    return _resource("page.css") + keys + "\n" + _resource("print.css")


def _resource(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


@cache
def _plotly() -> str:
    return str(get_plotlyjs())


@cache
def _map_style_guards() -> tuple[Html, ...]:
    """Empty elements by whose ids plotly's map library believes that its style is in the page.

    It would add 83 kB of it on loading, map or no map, which the page's policy rightly refuses.
    """
    names = re.findall(r'getElementById\("([0-9a-f]{64})"\)', _plotly())
    return tuple(element("template", id=name) for name in sorted(set(names)))


@cache
def _plotly_hash() -> str:
    return content_hash(_plotly())
