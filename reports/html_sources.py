"""What was looked for and what was read: every rule's outcome, each agency's cover, every file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from . import words
from .escape import Html, element, join
from .html_tables import wide_table
from .view import Agency, View


def rules_section(view: View) -> Html:
    """Every rule and what became of it, so that no flag is never mistaken for no data."""
    titles = {card.get("rule"): card.get("title") for card in view.analysis.cards}
    order = list(words.OUTCOME)

    def place(outcome: Mapping[str, Any]) -> tuple[int, str]:
        rule = outcome.get("rule")
        return _place(order, outcome.get("status")), str(titles.get(rule) or rule)

    outcomes = sorted(view.analysis.outcomes, key=place)
    meanings = element(
        "dl",
        *(
            element("div", element("dt", name), element("dd", meaning))
            for name, meaning in words.OUTCOME.values()
        ),
        class_="facts meanings",
    )
    rows = [
        element(
            "tr",
            element("th", titles.get(o.get("rule")) or o.get("rule"), scope="row"),
            element("td", _outcome(o.get("status")), class_="nowrap"),
            element("td", o.get("reason")),
        )
        for o in outcomes
    ]
    caption = f"What became of each of {words.number(len(rows), 'rule')}"
    table = wide_table("outcomes", caption, ("Rule", "Outcome", "Why"), [rows])
    heading = element("h2", "Every rule and what became of it", id="rules-title")
    return element("section", heading, meanings, table, id="rules", aria_labelledby="rules-title")


def agencies_section(view: View) -> Html:
    """For each agency what was asked, what came, and from when to when it speaks."""
    rows = [
        element(
            "tr",
            element("th", element("bdi", agency.name or "not named"), scope="row"),
            element("td", _asked(agency)),
            element("td", _covered(agency)),
            element("td", agency.basis),
            element("td", f"{agency.entries:,}", class_="figure"),
        )
        for agency in view.agencies
    ]
    heads = ("Agency", "Return", "Its records speak of", "According to", "Entries")
    table = wide_table("agencies-table", "Returns and the time they cover", heads, [rows])
    heading = element("h2", "What each agency submitted", id="agencies-title")
    note = element(
        "p",
        "Outside the time that a return covers no record was submitted. That is not the same as no "
        "contact.",
        class_="reading-note",
    )
    return element("section", heading, note, table, id="agencies", aria_labelledby="agencies-title")


def files_section(view: View) -> Html:
    """Every file, every row: read = blank + entries + rejected."""
    files = view.analysis.ledger.get("files") or []
    rows = [_file_row(file) for file in files]
    heads = ("File", "Rows read", "Blank", "Entries", "Rejected", "Notes")
    table = wide_table("files-table", "Rows read = blank + entries + rejected", heads, [rows])
    heading = element("h2", "Files and rows read", id="files-title")
    return element(
        "section",
        heading,
        table if files else element("p", "No file is listed."),
        _rows_of(files, "rejected", "Rows that were rejected")
        or element("p", "No row was rejected."),
        _rows_of(files, "problems", "Problems in rows that were kept"),
        _headings(files),
        _made_with(view),
        id="files",
        aria_labelledby="files-title",
    )


def _place(order: list[str], value: Any) -> int:
    return order.index(value) if value in order else len(order)


def _outcome(status: Any) -> str:
    return words.OUTCOME[status][0] if status in words.OUTCOME else words.plain(str(status or ""))


def _asked(agency: Agency) -> str:
    if agency.asked is False and not agency.returned:
        return "Not asked"
    if agency.returned:
        return "Received"
    return "Asked, none read" if agency.asked else "Not said"


def _covered(agency: Agency) -> str:
    if agency.from_date is None or agency.to_date is None:
        return "No record submitted" if not agency.entries else "Not said"
    return f"{words.day(agency.from_date)} to {words.day(agency.to_date)}"


def _file_row(file: Mapping[str, Any]) -> Html:
    notes = [*_unreadable(file), *(file.get("notes") or [])]
    rejected = len(file.get("rejected") or [])
    counts = (file.get("rows_read"), file.get("blank"), file.get("events"), rejected)
    sha = file.get("sha256")
    return element(
        "tr",
        element(
            "th",
            element("bdi", file.get("file")),
            element("span", f"sha256 {str(sha)[:12]}…", class_="source") if sha else None,
            scope="row",
        ),
        *(
            element("td", f"{count:,}" if isinstance(count, int) else count, class_="figure")
            for count in counts
        ),
        element("td", element("ul", *(element("li", note) for note in notes)) if notes else None),
    )


def _unreadable(file: Mapping[str, Any]) -> list[str]:
    problem = file.get("unreadable")
    if not problem:
        return []
    if isinstance(problem, Mapping):
        problem = ". ".join(str(problem[key]) for key in ("seen", "hint") if problem.get(key))
    return [f"Could not be read: {problem}"]


def _rows_of(files: list[Mapping[str, Any]], kind: str, caption: str) -> Html | None:
    """Rows of all files that something is said of: their place, what was seen, why, what helps."""
    found = [(file, row) for file in files for row in file.get(kind) or []]
    if not found:
        return None
    keys = ("place", "column", "seen", "why", "hint")
    rows = [
        element(
            "tr",
            element("th", element("bdi", file.get("file")), scope="row"),
            *(element("td", row.get(key), class_="said") for key in keys),
        )
        for file, row in found
    ]
    heads = ("File", "Place", "Column", "What was seen", "Why", "What would be right")
    return wide_table(f"{kind}-table", caption, heads, [rows])


_HOW = {"exact": "recognised", "fuzzy": "a near match: check it", "given": "given in case.toml"}


def _headings(files: list[Mapping[str, Any]]) -> Html | None:
    """How each heading of each return was understood, folded away."""
    found = [(file, item) for file in files for item in file.get("columns") or []]
    if not found:
        return None
    rows = [
        element(
            "tr",
            element("th", element("bdi", file.get("file")), scope="row"),
            element("td", element("bdi", item.get("sheet"))),
            element("td", element("bdi", item.get("heading"))),
            element("td", words.plain(item.get("column") or "not used")),
            element("td", _HOW.get(item.get("how") or "", item.get("how"))),
        )
        for file, item in found
    ]
    heads = ("File", "Sheet", "Heading", "Read as", "How")
    table = wide_table("headings-table", "How the headings were read", heads, [rows])
    return element("details", element("summary", "How the headings were read"), table)


def _made_with(view: View) -> Html | None:
    """Enough of the manifest to repeat the run; not its clock: the same input gives this page."""
    manifest = view.analysis.manifest
    versions = [f"{name} {manifest[name]}" for name in _MADE_WITH if manifest.get(name)]
    pairs = [("Made with", ", ".join(versions)), ("Policy profile", manifest.get("profile"))]
    told = [
        element("div", element("dt", name), element("dd", said)) for name, said in pairs if said
    ]
    if not told:
        return None
    return join([element("h3", "How this report was made"), element("dl", *told, class_="facts")])


_MADE_WITH = ("chronology", "python", "polars")
