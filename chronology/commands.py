"""What each command does, in the words it prints.

Results go to stdout and everything else to stderr. What is printed of a record is its place,
never its words, except by ``code``, which was given the words to show.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from importlib import resources
from pathlib import Path
from textwrap import fill
from typing import Any

from chronology.case import read_words
from chronology.checking import reading_code, say_totals
from chronology.errors import CaseProblem, Exit
from chronology.intake import CaseInput, find_case
from chronology.narrative import code as code_texts
from chronology.narrative.local import lexicon_with
from chronology.output import OUTPUT_FILES, case_analysis, write
from chronology.packs import rule_book
from chronology.running import Analysis, Asked, folder_for, run
from chronology.saying import note, say
from chronology.tables import FOOTER

OUTCOME_WORDS = {
    "flagged": "flagged",
    "information_gap": "information gap",
    "nothing_found": "nothing found",
    "not_applicable": "not applicable",
    "not_assessable": "not assessable",
    "failed": "failed",
}


def demo(name: str, output: Path) -> tuple[Path, int]:
    """Analyse a bundled sample case; the report's place and the exit code."""
    samples = resources.files("chronology.sample_data")
    names = sorted(entry.name for entry in samples.iterdir() if (entry / "case.toml").is_file())
    if name not in names:
        raise CaseProblem(
            f"sample {name}", "there is no such sample case", f"Known: {', '.join(names)}"
        )
    with resources.as_file(samples / name) as folder:
        note(f"The sample case ‘{name}’ is wholly fictional.")
        code = analyse([folder], output, Asked(), "text")
    return output / "report.html", code


def new(folder: Path, files: Sequence[Path]) -> None:
    """Make a case folder. Nothing that is there already is written over."""
    if (folder / "case.toml").exists():
        raise CaseProblem(str(folder), "it has a case.toml already", "Give a folder that is new")
    missing = [file for file in files if not file.is_file()]
    if missing:
        raise CaseProblem(str(missing[0]), "there is no such file", "Check the name")
    twice = [name for name, times in Counter(file.name for file in files).items() if times > 1]
    if twice:
        raise CaseProblem(twice[0], "two of the files have this name", "Rename one of the two")
    returns = folder / "returns"
    try:
        returns.mkdir(parents=True, exist_ok=True)
        for file in files:
            if (returns / file.name).exists():
                raise CaseProblem(
                    str(returns / file.name), "it is there already", "Rename one of the two"
                )
            shutil.copy2(file, returns / file.name)
        blank = resources.files("chronology") / "new_case.toml"
        text = blank.read_text(encoding="utf-8").replace(
            "CASE-ID", _toml_safe(folder.resolve().name)
        )
        (folder / "case.toml").write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise CaseProblem(
            str(folder), f"it can't be written ({error.strerror})", "Give another folder"
        ) from None
    say(f"Made {folder}")
    say(f"  {folder / 'case.toml'}: who and when; every part is optional")
    say(f"  {returns}: put what the agencies sent here ({len(files)} there now)")
    say(f"Then: chronology check {folder}")


def _toml_safe(name: str) -> str:
    return "".join(letter if letter.isalnum() or letter in "-_ ." else "-" for letter in name)


def analyse(
    paths: Sequence[Path],
    output: Path | None,
    asked: Asked,
    output_format: str,
    *,
    nonzero_on_flags: bool = False,
    packs: Sequence[Path] = (),
) -> int:
    """The main job. Gives the exit code."""
    source = find_case(paths)
    folder = folder_for(source, output)
    _not_over_returns(folder, source)
    made = run(source, asked, rule_book(packs))
    intake, results = made.intake, made.results
    place = write(case_analysis(made), folder)
    if output_format == "json":
        say(
            json.dumps(
                {
                    "case_id": intake.case_id,
                    "report": str(place),
                    "view": made.view,
                    "ledger": intake.ledger["totals"],
                    "flags": results.flags,
                    "outcomes": results.outcomes,
                },
                ensure_ascii=False,
                indent=2,
                default=str,
            )
        )
    else:
        _say_summary(made)
        say()
        say(f"Report: {place}")
    code = reading_code(intake)
    if code == Exit.DONE and nonzero_on_flags and any(f["kind"] == "flag" for f in results.flags):
        return Exit.FLAGS_RAISED
    return code


def _not_over_returns(folder: Path, source: CaseInput) -> None:
    """Raise ``CaseProblem`` where output would lie among, or on, what the agencies sent."""
    place = folder.resolve()
    home = (source.folder / "returns").resolve() if source.folder else None
    made = {place / name for name in OUTPUT_FILES}
    if (home and place.is_relative_to(home)) or any(
        path.resolve() in made for _, path in source.files
    ):
        raise CaseProblem(
            str(folder), "it holds what the agencies sent", "Give another folder with -o"
        )


def _say_summary(made: Analysis) -> None:
    intake, results = made.intake, made.results
    say(f"Case {intake.case_id}")
    _say_view(made.view)
    say()
    say("What was read")
    for file in intake.ledger["files"]:
        if "unreadable" in file:
            say(f"  {file['file']}: NOT READ: {file['unreadable']['seen']}")
        else:
            rejected = len(file["rejected"])
            say(
                f"  {file['file']}: {file['events']} events"
                + (f", {rejected} rows rejected" if rejected else "")
                + (f", {len(file['problems'])} to check" if file["problems"] else "")
            )
    say_totals(intake)
    coverage = intake.tables.coverage.collect().filter(asked=True, returned=False)
    for agency in coverage["name"]:
        say(f"  {agency}: asked; no record submitted")
    for kind, heading in (
        ("flag", "What was flagged"),
        ("information_gap", "Questions to agencies"),
    ):
        told = [flag for flag in results.flags if flag["kind"] == kind]
        say()
        say(f"{heading}: {len(told) or 'nothing'}")
        for flag in told:
            _say_flag(flag)
    say()
    say("Every rule")
    _say_outcomes(results.outcomes)
    say()
    say(FOOTER)


def _say_outcomes(outcomes: Sequence[Mapping[str, Any]]) -> None:
    """What became of every rule; those of which the same is to be said together."""
    same: dict[tuple[str, str], list[str]] = {}
    for outcome in outcomes:
        same.setdefault((outcome["status"], outcome["reason"]), []).append(outcome["rule"])
    order = list(OUTCOME_WORDS)
    for (status, reason), rules in sorted(
        same.items(), key=lambda it: (order.index(it[0][0]), it[0][1])
    ):
        say(f"  {OUTCOME_WORDS[status]}: {reason}")
        say(
            fill(
                ", ".join(rules),
                100,
                initial_indent="    ",
                subsequent_indent="    ",
                break_on_hyphens=False,
            )
        )


def _say_view(view: Mapping[str, Any]) -> None:
    """What the analysis was kept to, so that nobody takes it for the whole."""
    if not view:
        return
    parts = [
        f"as known on {view['as_known_on']}" if view["as_known_on"] else "",
        f"by {view['agency']} alone" if view["agency"] else "",
        "without the index incident and what may follow it" if view["blind"] else "",
    ]
    say(f"Kept to a view: {', '.join(filter(None, parts))}")
    hidden = view["hidden"]
    say(
        f"  hidden: {hidden['later']} later entries, {hidden['other_agencies']} of other agencies, "
        f"{hidden['undated']} without a known day"
    )


MOST_ROWS = 6
"""Rows of a flag that a terminal shows; the report has them all."""


def _say_flag(flag: Mapping[str, Any]) -> None:
    raised = flag["raised_on"] or "undated"
    say(f"  [{flag['attention']} attention, {flag['certainty']}] {flag['title']} ({raised})")
    say(f"    {flag['explanation']}")
    if (gain := flag.get("joined_up")) and gain["only_merged"]:
        say("    No one agency's own records show this: only the merged timeline does.")
    elif gain and gain["days_gained"]:
        say(f"    The merged timeline shows it {days_gained(gain)} sooner than one agency alone.")
    say(f"    Ask: {flag['question']}")
    for item in flag["evidence"][:MOST_ROWS]:
        when = item["date"] or "undated"
        say(f"    - {when}  {item['agency']}: {item['part']}  ({item['source']})")
    if (more := len(flag["evidence"]) - MOST_ROWS) > 0:
        say(f"    and {more} more row{'' if more == 1 else 's'}, in the report")


def days_gained(gain: Mapping[str, Any]) -> str:
    """ "1 day", "12 days"."""
    days = gain["days_gained"]
    return f"{days} day{'' if days == 1 else 's'}"


def code(source: str, output_format: str, words: Path | None = None) -> None:
    """Print the signals of each line of a file, or of standard input for ``-``.

    ``words`` is a file of local words, such as ``[words]`` in ``case.toml`` names.
    """
    lines = _lines(source)
    lexicon = None if words is None else lexicon_with(read_words(words), words.name)
    signals = code_texts(lines, lexicon)
    by_row: dict[int, list[dict[str, Any]]] = {}
    for row in signals.iter_rows(named=True):
        by_row.setdefault(row["row"], []).append(row)
    keys = ("concept", "status", "who", "start", "end", "term", "cue")
    for number, text in enumerate(lines):
        found = by_row.get(number, [])
        if output_format == "jsonl":
            shown = [
                {key: row[key] for key in keys}
                | ({"value": row["value"]} if row["value"] is not None else {})
                for row in found
            ]
            say(json.dumps({"text": text, "signals": shown}, ensure_ascii=False))
            continue
        say(text)
        for row in found:
            cue = f", because of ‘{row['cue']}’" if row["cue"] else ""
            value = f" = {row['value']:g}" if row["value"] is not None else ""
            say(
                f"  {row['concept']}{value}: {row['status']}, {row['who']}{cue}"
                f" — ‘{row['term']}’ (lexicon: {_shortened(row['entry'])})"
            )


def _shortened(entry: str, most: int = 70) -> str:
    """A lexicon entry that fits a line; some list a great many words."""
    return entry if len(entry) <= most else f"{entry[: most - 1]}…"


def _is_sentence(source: str) -> bool:
    """Whether what was given is a sentence to read: words with spaces between, and no file's name.

    A record's words must not come back in an error as the name of a file that there is not.
    """
    if " " not in source.strip() or source.lower().endswith((".txt", ".text", ".md", ".csv")):
        return False
    try:
        return not Path(source).exists()
    except (OSError, ValueError):  # longer than a file's name may be
        return True


def _lines(source: str) -> list[str]:
    if source == "-":
        text = sys.stdin.buffer.read().decode("utf-8-sig", errors="replace")
    elif _is_sentence(source):
        text = source
    else:
        path = Path(source)
        if not path.is_file():
            raise CaseProblem(
                source,
                "there is no such file",
                "Give a text file, a sentence in quotes, or - for standard input",
            )
        text = path.read_bytes().decode("utf-8-sig", errors="replace")
    return [line.removesuffix("\r") for line in text.removesuffix("\n").split("\n")] if text else []
