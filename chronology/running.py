"""One analysis from what was asked for to what is written: the case, the rules, the view."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from chronology.analysis import Chosen, Results, analyse
from chronology.errors import CaseProblem
from chronology.intake import CaseInput, Intake, take_in
from chronology.knowledge import View, kept_to, who_knew_what
from chronology.policy import Profile, read_profile
from chronology.records.dates import read_date
from chronology.rule import Rule
from chronology.rulebook import installed_rules, parameters_of, selected


@dataclass(frozen=True)
class Asked:
    """What a user asks of an analysis, beside the case."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    profile: str | None = None
    as_known_on: str | None = None
    agency: str | None = None
    blind: bool = False


@dataclass(frozen=True)
class Analysis:
    """What came of it. ``view`` says what the case was kept to, and what that hid."""

    intake: Intake
    chosen: list[Chosen]
    results: Results
    profile: Profile
    knowledge: list[dict[str, Any]] = field(default_factory=list)
    view: dict[str, Any] = field(default_factory=dict)


def rules_asked_for(
    source: CaseInput, asked: Asked, known: Mapping[str, Rule] | None = None
) -> tuple[list[Chosen], Profile]:
    """The rules that were asked for, with the numbers of the case and of its profile.

    Raises ``CaseProblem`` where a rule, a number or a profile is not known.
    """
    rules = installed_rules() if known is None else known
    beside = None if asked.profile else source.folder
    profile = read_profile(asked.profile or source.case.case.profile, beside)
    profile.check(rules)
    for name in source.case.rules:
        if name not in rules:
            raise CaseProblem(
                f"case.toml › rules › {name}",
                "there is no such rule",
                f"If it is of your own, give its folder with --pack. Known: {', '.join(rules)}",
            )
    chosen = [
        Chosen(rule, parameters_of(rule, source.case.rules.get(name), profile))
        for name, rule in selected(rules, asked.select, asked.ignore).items()
    ]
    return chosen, profile


def run(source: CaseInput, asked: Asked, known: Mapping[str, Rule] | None = None) -> Analysis:
    """Take a case in, keep it to the view that was asked for, and run the rules."""
    chosen, profile = rules_asked_for(source, asked, known)
    known_on = _day(asked.as_known_on)
    intake = take_in(source)
    agency = _agency(asked.agency, intake)
    intake, view = _kept(intake, View(known_on, agency, asked.blind))
    results = analyse(intake.tables, chosen, joining=True)
    knowledge = who_knew_what(intake.tables)
    return Analysis(intake, chosen, results, profile, knowledge, view)


def _kept(intake: Intake, view: View) -> tuple[Intake, dict[str, Any]]:
    if not view:
        return intake, {}
    if view.blind and intake.tables.cases.collect()["index_incident"].null_count():
        raise CaseProblem(
            "--blind", "the case has no index incident to hide", "Give index_incident in case.toml"
        )
    seen = kept_to(intake.tables, view)
    told = {
        "as_known_on": view.known_on.isoformat() if view.known_on else None,
        "agency": view.agency,
        "blind": view.blind,
        "hidden": {"later": seen.later, "other_agencies": seen.of_others, "undated": seen.undated},
    }
    return replace(intake, tables=seen.tables), told


def _day(written: str | None) -> date | None:
    """The day that ``--as-known-on`` gives, in any form that a return may use."""
    if written is None:
        return None
    read = read_date(written)
    if read.earliest is None or read.earliest != read.latest:
        raise CaseProblem(
            f"--as-known-on {written}", "it is not one day", "Give a day, such as 2021-08-03"
        )
    return read.earliest


def _agency(wanted: str | None, intake: Intake) -> str | None:
    """An agency by its id or its name."""
    if wanted is None:
        return None
    rows = intake.tables.coverage.select("agency", "name", "returned").collect()
    for agency, name, returned in rows.iter_rows():
        if wanted.casefold() in (agency.casefold(), (name or "").casefold()):
            if returned:
                return str(agency)
            raise CaseProblem(f"--agency {wanted}", "no return of it was read", _known(rows))
    raise CaseProblem(f"--agency {wanted}", "there is no such agency in the case", _known(rows))


def _known(rows: Any) -> str:
    ids: Iterable[str] = rows.filter("returned")["agency"].sort()
    return f"Those with a return are: {', '.join(ids)}"


def folder_for(source: CaseInput, output: Path | None) -> Path:
    """Where output goes: where it was asked for, or beside the returns."""
    return output or (source.folder / "output" if source.folder else Path("output"))
