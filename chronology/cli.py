"""Words to calls. Results go to stdout, everything else to stderr; no traceback reaches a user."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from chronology import __version__
from chronology.errors import ChronologyError, Exit

STOPPED = 130
"""The exit code after Ctrl-C."""

app = typer.Typer(
    name="chronology",
    help="Merges agencies' event timelines and points at patterns that reviews keep finding, each "
    "with the rows that evidence it. Prompts people to look; never decides. Nothing leaves this "
    "computer.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
rules_app = typer.Typer(help="The rule book.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(rules_app, name="rules")

CasePaths = Annotated[
    list[Path], typer.Argument(metavar="CASE", help="A case folder, or one or more return files.")
]
TextOrJson = Literal["text", "json"]
OfficeFormat = Annotated[
    Literal["xlsx", "docx", "csv"] | None,
    typer.Option("--format", help="Otherwise what the file's name ends in."),
]
Packs = Annotated[
    list[Path] | None,
    typer.Option("--pack", metavar="DIR", help="A folder with rules of your own; repeatable."),
]
NewFile = Annotated[Path, typer.Option("-o", "--output", help="The file to make.")]


@app.callback(invoke_without_command=True)
def _version(
    version: Annotated[bool, typer.Option("--version", help="Show the version.")] = False,
) -> None:
    if version:
        typer.echo(__version__)
        raise typer.Exit


@app.command()
def demo(
    name: Annotated[str, typer.Argument(help="Which sample case.")] = "rowan",
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Where to write.")] = None,
    open_it: Annotated[bool, typer.Option("--open", help="Open the report in a browser.")] = False,
) -> None:
    """Analyse a bundled, wholly fictional sample case and say where its report is."""
    from chronology import commands

    place, code = commands.demo(name, output or Path("chronology-demo"))
    if open_it:
        typer.launch(place.resolve().as_uri())
    raise typer.Exit(code)


@app.command()
def new(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The case folder to make.")],
    from_files: Annotated[
        list[Path] | None, typer.Option("--from", help="A return to copy into it; repeatable.")
    ] = None,
) -> None:
    """Make a case folder with a commented case.toml."""
    from chronology import commands

    commands.new(folder, from_files or [])


@app.command()
def template(
    output: NewFile,
    agency: Annotated[str | None, typer.Option(help="Whose return it is; filled in.")] = None,
    output_format: OfficeFormat = None,
) -> None:
    """Make the blank return that an agency fills in, for Excel, Word or as CSV."""
    from chronology import office

    office.template(output, output_format, agency)


@app.command()
def export(case: CasePaths, output: NewFile, output_format: OfficeFormat = None) -> None:
    """Write the merged events to work on in Excel or Word; they can be read in again."""
    from chronology import office

    raise typer.Exit(office.export(case, output, output_format))


@app.command()
def check(
    case: CasePaths,
    output_format: Annotated[TextOrJson, typer.Option("--format")] = "text",
) -> None:
    """Read and validate only: every problem with its place and what would be right."""
    from chronology import checking

    raise typer.Exit(checking.check(case, output_format))


@app.command()
def analyse(
    case: CasePaths,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Where to write.")] = None,
    select: Annotated[list[str] | None, typer.Option(help="Only this rule; repeatable.")] = None,
    ignore: Annotated[list[str] | None, typer.Option(help="Not this rule; repeatable.")] = None,
    profile: Annotated[
        str | None, typer.Option(help="Whose numbers hold: a profile's name, or its file.")
    ] = None,
    as_known_on: Annotated[
        str | None, typer.Option(help="Only what had been recorded or shared by this day.")
    ] = None,
    agency: Annotated[
        str | None, typer.Option(help="Only what this agency recorded or was told.")
    ] = None,
    blind: Annotated[
        bool, typer.Option("--blind", help="Hide the index incident and all that may follow it.")
    ] = False,
    output_format: Annotated[TextOrJson, typer.Option("--format")] = "text",
    nonzero: Annotated[
        bool, typer.Option("--exit-nonzero-on-flags", help="Exit with 1 when a flag is raised.")
    ] = False,
    pack: Packs = None,
) -> None:
    """Merge the returns, run the rules, write the report."""
    from chronology import commands
    from chronology.running import Asked

    asked = Asked(
        select=tuple(select or ()),
        ignore=tuple(ignore or ()),
        profile=profile,
        as_known_on=as_known_on,
        agency=agency,
        blind=blind,
    )
    raise typer.Exit(
        commands.analyse(
            case, output, asked, output_format, nonzero_on_flags=nonzero, packs=pack or []
        )
    )


@app.command()
def code(
    source: Annotated[
        str,
        typer.Argument(metavar="FILE|-", help="Text, one record a line; or a sentence in quotes."),
    ],
    output_format: Annotated[Literal["jsonl", "text"], typer.Option("--format")] = "jsonl",
    words: Annotated[
        Path | None, typer.Option("--words", help="A TOML file of local words.")
    ] = None,
) -> None:
    """How narratives are read: one line of text in, its signals out."""
    from chronology import commands

    commands.code(source, output_format, words)


@rules_app.command("list")
def rules_list(
    output_format: Annotated[TextOrJson, typer.Option("--format")] = "text",
    pack: Packs = None,
) -> None:
    """Every rule, a line each."""
    from chronology import rule_commands

    rule_commands.rules_list(output_format, pack or [])


@rules_app.command("show")
def rules_show(
    name: Annotated[str, typer.Argument(help="The rule's name.")], pack: Packs = None
) -> None:
    """A rule's page: what it looks for, why, its limits, numbers, sources and examples."""
    from chronology import rule_commands

    rule_commands.rules_show(name, pack or [])


@rules_app.command("test")
def rules_test(
    which: Annotated[
        str | None,
        typer.Argument(metavar="RULE|PACK|DIR", help="Only this rule, or the rules of this pack."),
    ] = None,
    pack: Packs = None,
) -> None:
    """Run the examples in the rules' own pages."""
    from chronology import rule_commands

    raise typer.Exit(rule_commands.rules_test(which, pack or []))


@rules_app.command("new")
def rules_new(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder of your rules.")],
    name: Annotated[str, typer.Argument(help="The rule's name, such as two-falls-in-a-week.")],
    kind: Annotated[
        Literal["count", "not_followed_by", "together", "nothing_for"],
        typer.Option(help="The kind of pattern."),
    ] = "count",
) -> None:
    """Write a commented rule of your own that works, to be changed."""
    from chronology import rule_commands

    rule_commands.rules_new(folder, name, kind)


@rules_app.command("pages")
def rules_pages(
    output: Annotated[Path, typer.Option("-o", "--output", help="The folder to write into.")],
    pack: Packs = None,
) -> None:
    """Write a Markdown page for each rule and an index: the installed ones, or a pack's."""
    from chronology import rule_commands

    rule_commands.rules_pages(output, pack or [])


@rules_app.command("sensitivity")
def rules_sensitivity(
    case: CasePaths,
    select: Annotated[list[str] | None, typer.Option(help="Only this rule; repeatable.")] = None,
    profile: Annotated[
        str | None, typer.Option(help="Whose numbers hold: a profile's name, or its file.")
    ] = None,
    output_format: Annotated[TextOrJson, typer.Option("--format")] = "text",
    pack: Packs = None,
) -> None:
    """Which flags of a case come or go when each threshold moves one step."""
    from chronology import rule_commands
    from chronology.running import Asked

    asked = Asked(select=tuple(select or ()), profile=profile)
    raise typer.Exit(rule_commands.rules_sensitivity(case, asked, output_format, pack or []))


def _fault(error: Exception) -> str:
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = f"{Path(place.tb_frame.f_code.co_filename).name}:{place.tb_lineno}" if place else "?"
    return (
        f"chronology {__version__} met a fault of its own: {type(error).__name__} at {where}.\n"
        "  Nothing was sent anywhere. Please report these lines; they hold nothing of the records."
    )


def main() -> None:
    """The command line. Ends the process with an exit code of ``errors.Exit``."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure:  # a Windows console may not know the characters that records hold
            reconfigure(encoding="utf-8", errors="replace")
    gc.set_threshold(100_000)  # one short run makes many small objects and keeps most of them
    try:
        _run()
    except ChronologyError as error:
        typer.echo(f"{error.where}\n  seen: {error.seen}\n  do:   {error.hint}", err=True)
        sys.exit(error.exit_code)
    except Exception as error:  # a fault of ours: its kind and place, never a record's words
        typer.echo(_fault(error), err=True)
        sys.exit(Exit.OWN_FAULT)


def _run() -> None:
    """Run the command. A reader that closes the pipe early, such as ``head``, is no error."""
    code: int | str | None = 0
    try:
        app()
    except SystemExit as stop:
        code = stop.code
    if code == STOPPED:
        typer.echo("Stopped.", err=True)
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = Exit.DONE
    sys.exit(code)


if __name__ == "__main__":
    main()
