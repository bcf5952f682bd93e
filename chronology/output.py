"""What an analysis leaves behind: tables, flags, outcomes, the ledger, the manifest, the report."""

from __future__ import annotations

import json
import platform
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import polars as pl

from chronology import __version__
from chronology.analysis import Chosen
from chronology.errors import CaseProblem, PackUnusable
from chronology.policy.checklist import checklist
from chronology.rule import Dated, Rule
from chronology.running import Analysis
from chronology.tables import FAR_AHEAD, FOOTER, LONG_AGO, CaseAnalysis

PARQUET = ("events", "participants", "persons", "signals")
"""The tables that are written beside the JSON files."""


def case_analysis(made: Analysis) -> CaseAnalysis:
    """All that a report shows of a case."""
    frames: dict[str, Any] = made.intake.tables.collected()
    return CaseAnalysis(
        case_id=made.intake.case_id,
        **frames,
        flags=made.results.flags,
        outcomes=made.results.outcomes,
        ledger=made.intake.ledger,
        manifest=manifest(made),
        cards=[card_of(it) for it in made.chosen],
        knowledge=made.knowledge,
        checklist=_questions({it.rule.name for it in made.chosen}),
        view=made.view,
    )


def _questions(rules: set[str]) -> list[dict[str, Any]]:
    """The checklist, naming only rules that were run."""
    return [
        item.model_dump() | {"rules": [name for name in item.rules if name in rules]}
        for item in checklist()
    ]


def card_of(it: Chosen) -> dict[str, Any]:
    """What a report says of a rule, and each of its numbers with where it comes from."""
    card = it.rule.card
    return {
        "rule": it.rule.name,
        "title": card.title,
        "looks_for": card.looks_for,
        "why": card.why,
        "limits": card.limits,
        "questions": list(card.questions),
        "sources": list(card.sources),
        "version": it.rule.version,
        "parameters": numbers_of(it),
    }


def numbers_of(it: Chosen) -> list[dict[str, Any]]:
    """A rule's parameters: name, value, meaning, basis, source."""
    rows = []
    for name, field in it.rule.parameters.model_fields.items():
        extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
        stated = it.parameters.stated.get(name)
        row = {
            "name": name,
            "value": getattr(it.parameters, name),
            "meaning": field.description,
            "basis": stated.basis if stated else extra.get("basis"),
            "source": stated.source if stated else extra.get("source"),
            "changed": getattr(it.parameters, name) != field.default,
        }
        if name in it.parameters.dated:
            row["in_force"] = [_in_force(value) for value in it.parameters.dated[name]]
        rows.append(row)
    return rows


def _in_force(value: Dated) -> dict[str, Any]:
    """A value that holds for a time only; an end that is open is null."""
    return {
        "value": value.value,
        "valid_from": value.valid_from.isoformat() if value.valid_from > LONG_AGO else None,
        "valid_to": value.valid_to.isoformat() if value.valid_to < FAR_AHEAD else None,
        "basis": value.basis,
        "source": value.source,
    }


def manifest(made: Analysis) -> dict[str, Any]:
    """Enough to repeat the run. Only ``made`` differs between two runs on the same input."""
    intake, profile = made.intake, made.profile
    return {
        "made": datetime.now(UTC).replace(microsecond=0).isoformat(),
        "chronology": __version__,
        "python": platform.python_version(),
        "polars": pl.__version__,
        "case_id": intake.case_id,
        "profile": {"name": profile.name, "title": profile.title, "extends": list(profile.extends)},
        "view": made.view,
        "inputs": [{"file": file.file, "sha256": file.sha256} for file in intake.files],
        "rules": {
            it.rule.name: {
                "version": it.rule.version,
                "parameters": it.parameters.model_dump(mode="json"),
                "in_force": {
                    name: [_in_force(value) for value in values]
                    for name, values in it.parameters.dated.items()
                },
            }
            | _origin(it.rule)
            for it in made.chosen
        },
        "note": FOOTER,
    }


def _origin(rule: Rule) -> dict[str, str]:
    """Of a rule from a folder, the file that it came from."""
    return {"file": rule.origin.file, "sha256": rule.origin.sha256} if rule.origin else {}


JSON_FILES = ("flags", "outcomes", "ledger", "knowledge", "manifest")

OUTPUT_FILES = (
    *(f"{name}.parquet" for name in PARQUET),
    *(f"{name}.json" for name in JSON_FILES),
    "report.html",
)
"""What :func:`write` makes."""


def report(name: str) -> Callable[[CaseAnalysis], str]:
    """An installed report by its name. Raises ``CaseProblem`` where there is none."""
    points = {point.name: point for point in entry_points(group="chronology.reports")}
    if name not in points:
        raise CaseProblem(f"report {name}", "it is not installed", f"Known: {', '.join(points)}")
    try:
        made: Callable[[CaseAnalysis], str] = points[name].load()
    except ImportError as error:
        raise PackUnusable(f"report {name}", "it can't be loaded", "Install it again") from error
    return made


def write(analysis: CaseAnalysis, folder: Path) -> Path:
    """Write everything into ``folder`` and give the report's place.

    Raises ``CaseProblem`` where the folder can't be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in PARQUET:
            getattr(analysis, name).write_parquet(folder / f"{name}.parquet")
        for name in JSON_FILES:
            _write_json(getattr(analysis, name), folder / f"{name}.json")
        place = folder / "report.html"
        place.write_text(report("html")(analysis), encoding="utf-8", newline="\n")
    except OSError as error:
        raise CaseProblem(
            str(folder), f"it can't be written ({error.strerror})", "Give another folder with -o"
        ) from None
    return place


def _write_json(content: Any, place: Path) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=2, default=str)
    place.write_text(text + "\n", encoding="utf-8", newline="\n")
