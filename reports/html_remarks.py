"""Remarks on the returns: for the agencies, on how records were written down. Never findings."""

from __future__ import annotations

from itertools import groupby

from .escape import Html, element
from .html_tables import wide_table
from .view import View


def remarks_section(view: View) -> Html:
    """Each agency's return with what it may want to complete or explain."""
    bodies = _by_agency(view)
    note = (
        "For the agencies: how their records were written down, and what they may want to "
        "complete or explain. These are not findings, and say nothing of the family."
    )
    heads = ("Agency", "Remark on its return", "What to ask it")
    table = wide_table("remarks-table", "Remarks, agency by agency", heads, bodies)
    return element(
        "section",
        element("h2", "Remarks on the returns", id="remarks-title"),
        element("p", note, class_="reading-note"),
        table if bodies else element("p", "There is no remark on any return."),
        id="remarks",
        aria_labelledby="remarks-title",
    )


def _by_agency(view: View) -> list[list[Html]]:
    """For each agency the rows of its remarks, in the order of the ledger."""
    names = {agency.agency_id: agency.name for agency in view.agencies}
    remarks = view.analysis.ledger.get("remarks") or []
    bodies = []
    for agency, of_agency in groupby(remarks, key=lambda remark: remark["agency"]):
        items = list(of_agency)
        name = names.get(agency or "") or items[0]["name"] or "not named"
        head = element("th", element("bdi", name), scope="rowgroup", rowspan=len(items))
        bodies.append(
            [
                element(
                    "tr",
                    head if nth == 0 else None,
                    element("td", item["remark"]),
                    element("td", item["ask"]),
                )
                for nth, item in enumerate(items)
            ]
        )
    return bodies
