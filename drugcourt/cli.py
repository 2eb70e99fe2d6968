"""The same work without a window: every command, one sentence for every refusal."""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import click

from drugcourt.casework import desk
from drugcourt.casework.checking import check_court
from drugcourt.casework.imports.batches import ReadFile, import_file, preview, read_file
from drugcourt.casework.imports.lines import ImportReport
from drugcourt.casework.readiness import find_episode, readiness
from drugcourt.casework.sobriety import sobriety
from drugcourt.commands.backups import backup_command, restore_command
from drugcourt.commands.facts import facts_commands
from drugcourt.commands.line import (
    FILE,
    Anywhere,
    Day,
    court_option,
    json_option,
    open_court,
    password_of,
    person_option,
    program_text_of,
)
from drugcourt.commands.programs import program_commands
from drugcourt.demo.court import make_demonstration
from drugcourt.errors import Refusal
from drugcourt.exchange.mapping import load_mapping
from drugcourt.exchange.program_files import load_program
from drugcourt.exchange.program_problems import ProgramRefusal
from drugcourt.exchange.rejects import write_rejects
from drugcourt.exchange.scenario_problems import ScenarioRefusal
from drugcourt.fields.exports import Export, Format
from drugcourt.fields.imports import ImportKind
from drugcourt.reports.exporting import export
from drugcourt.reports.registry import REPORTS, make_report
from drugcourt.settings import demonstration_folder

log = logging.getLogger(__name__)

REFUSED, USAGE = 1, 2
MOST_PEOPLE = 100_000


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def commands(context: click.Context) -> None:
    """Casework for drug courts. Without a command the window opens.

    --as-of DATE and --password-file FILE may stand anywhere on the line. The password comes from
    a prompt, from DRUGCOURT_PASSWORD, or from the file.
    """


@commands.command()
@click.option("--to", "to", type=FILE, help="Where to make it; without this it opens.")
@click.option("--people", type=click.IntRange(1, MOST_PEOPLE), default=64, show_default=True)
@click.option("--seed", type=int, default=2026, show_default=True)
@click.pass_obj
def demo(said: Anywhere, to: Path | None, people: int, seed: int) -> int:
    """Make the demonstration court: invented people, two years of life, today a court day."""
    today = said.today
    target = to or demonstration_folder() / f"demonstration-{today:%Y-%m-%d}-{people}-{seed}.court"
    if to is not None or not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        made = make_demonstration(target, people=people, seed=seed, today=today)
        if made is not None:
            made.close()
        click.echo(f"The demonstration court is made: {people:,} invented people in {target.name}.")
    click.echo(f"Its password is: {desk.DEMONSTRATION_PASSWORD}")
    if to is not None:
        return 0
    return _open_window(target, said, desk.DEMONSTRATION_PASSWORD)


@commands.command()
@click.argument("file", type=FILE)
@click.option("--court", "name", required=True, help="The court's name, as on its papers.")
@click.option("--program", required=True, help="A program file, or the name of a shipped one.")
@click.pass_obj
def new(said: Anywhere, file: Path, name: str, program: str) -> int:
    """Make a new, empty court with a program."""
    text = program_text_of(program)
    load_program(text)
    password = password_of(said, confirm=True)
    desk.new_desk(file, password, court=name, program_text=text, as_of=said.as_of).close()
    click.echo(
        f"The court is made. Keep {file.name} and {file.name}.keys together, and back up both."
    )
    return 0


@commands.command("import")
@click.argument("kind", type=click.Choice([str(kind) for kind in ImportKind]))
@click.argument("file", type=FILE)
@court_option
@click.option("--map", "mapping", type=FILE, help="A saved mapping of columns (TOML).")
@click.option("--dry-run", is_flag=True, help="Say what would happen; write nothing.")
@click.option("--rejects", type=FILE, help="Where the rejected rows go (CSV).")
@json_option
@click.pass_obj
def import_command(
    said: Anywhere,
    kind: str,
    file: Path,
    court: Path,
    mapping: Path | None,
    rejects: Path | None,
    *,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Bring in people, tests, attendance or medications from a spreadsheet or CSV file."""
    saved = load_mapping(mapping) if mapping else None
    read = read_file(file, ImportKind(kind), saved)
    with closing(open_court(said, court)) as workspace:
        if dry_run:
            done, _lines = workspace.read(preview, file=read, today=workspace.today)
        else:
            done = workspace.perform(import_file, file=read)
    kept = None
    if done.problems and not dry_run:
        kept = _keep_rejects(read, done, file, court, rejects)
    _say_import(done, kept, dry_run=dry_run, as_json=as_json)
    return 0


@commands.command("readiness")
@court_option
@person_option
@click.option("--program", help="Judge by this program file instead of everybody's own.")
@json_option
@click.pass_obj
def readiness_command(
    said: Anywhere, court: Path, participant: str | None, program: str | None, *, as_json: bool
) -> int:
    """Say for each participant what is met, what is open, and the earliest dates."""
    handbook = load_program(program_text_of(program)) if program else None
    with closing(open_court(said, court)) as workspace:
        episode_id = workspace.read(find_episode, asked=participant) if participant else None
        judged = workspace.read(
            readiness, as_of=workspace.today, episode_id=episode_id, by=handbook
        )
        today = workspace.today
    if as_json:
        click.echo(json.dumps({"as_of": today.isoformat(), "participants": judged}, indent=1))
        return 0
    for person in judged:
        _say_readiness(person)
    if not judged:
        click.echo("Nobody is in the program on that day.")
    return 0


@commands.command("report")
@click.argument("key", required=False)
@click.option("--list", "listed", is_flag=True, help="The reports there are.")
@click.option("--court", "court", type=FILE, help="The court file.")
@person_option
@click.option(
    "--session", "session", type=Day(), help="The day of the court session, or of the ceremony."
)
@click.option("--reader", default="", help="Who this copy is for.")
@click.option("-o", "--output", "output", type=FILE, help="The PDF to write.")
@click.pass_obj
def report_command(
    said: Anywhere,
    key: str | None,
    court: Path | None,
    participant: str | None,
    session: date | None,
    reader: str,
    output: Path | None,
    *,
    listed: bool,
) -> int:
    """Print a report as PDF."""
    if listed:
        for report in REPORTS:
            click.echo(f"{report.key:<16}{report.title}. {report.description}")
        return 0
    keys = [report.key for report in REPORTS]
    if key not in keys:
        names = ", ".join(keys)
        raise click.UsageError(f"There is no such report. The reports are: {names}.")
    if court is None or output is None:
        raise click.UsageError("A report needs --court FILE and -o PDF.")
    with closing(open_court(said, court)) as workspace:
        asked = [workspace.read(find_episode, asked=participant)] if participant else None
        made = make_report(
            workspace, key, output, episode_ids=asked, session_day=session, reader=reader
        )
    click.echo(f"{output.name}: {made.pages} page{'' if made.pages == 1 else 's'}.")
    return 0


@commands.command("export")
@click.argument("what", type=click.Choice([str(item) for item in Export]))
@court_option
@click.option("--format", "kind", type=click.Choice([str(item) for item in Format]), required=True)
@click.option("-o", "--output", "output", type=FILE, required=True)
@click.pass_obj
def export_command(said: Anywhere, what: str, court: Path, kind: str, output: Path) -> int:
    """Take data out: the caseload's figures, participants, tests, or everything."""
    with closing(open_court(said, court)) as workspace:
        rows = export(workspace, what, kind, output)
    click.echo(f"{output.name}: {rows:,} rows.")
    return 0


@commands.command()
@click.argument("file", type=FILE)
@click.pass_obj
def check(said: Anywhere, file: Path) -> int:
    """Check that the court file is whole and its history unbroken."""
    with closing(open_court(said, file)) as workspace:
        found = workspace.read(check_court, history_key=workspace.database.history_key)
    for problem in found.problems[1:]:
        click.echo(problem, err=True)
    if found.problems:
        raise Refusal(found.sentence)
    click.echo(found.sentence)
    return 0


@commands.command("sobriety")
@court_option
@person_option
@json_option
@click.pass_obj
def sobriety_command(said: Anywhere, court: Path, participant: str | None, *, as_json: bool) -> int:
    """Say the sober date of a participant, the streaks, and each day with its reason."""
    if participant is None:
        raise click.UsageError("Name the participant: --participant ID.")
    with closing(open_court(said, court)) as workspace:
        episode_id = workspace.read(find_episode, asked=participant)
        found = workspace.read(sobriety, episode_id=episode_id, as_of=workspace.today)
    if as_json:
        click.echo(json.dumps(found, indent=1))
        return 0
    click.echo(found["text"])
    click.echo(f"Longest {found['longest']}, total {found['total']}. {found['policy']}")
    for day in found["days"]:
        mark = "sober" if day["sober"] else "not"
        waits = ", provisional" if day["provisional"] else ""
        click.echo(f"{day['on']}  {mark:<6}{day['count']:>4}{waits}  {day['reason']}")
    return 0


commands.add_command(program_commands)
commands.add_command(facts_commands)
commands.add_command(backup_command)
commands.add_command(restore_command)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; exit status 0, 1 (refused, one sentence on stderr) or 2 (usage)."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        said = _said_anywhere(arguments)
        if not arguments:
            return _open_window(None, said)
        answer = commands.main(arguments, "drugcourt", standalone_mode=False, obj=said)
    except (ProgramRefusal, ScenarioRefusal) as refusal:
        sentence = str(refusal)  # it may name the first mistake already
        rest = (str(problem) for problem in refusal.problems)
        return _refuse("\n".join([sentence, *(words for words in rest if words not in sentence)]))
    except Refusal as refusal:
        return _refuse(str(refusal))
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.Abort:
        return _refuse("Stopped. Nothing more was done.")
    except click.ClickException as usage:
        usage.show()
        return USAGE
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return REFUSED
    except Exception as fault:  # noqa: BLE001  # no traceback ever reaches a user
        log.error("a command failed: %s", type(fault).__name__)
        return _refuse(
            f"Something went wrong inside the program ({type(fault).__name__}). Nothing was lost; "
            "please report it."
        )
    return int(answer or 0)


def _open_window(court: Path | None, said: Anywhere, password: str | None = None) -> int:
    # Commands work where no screen is; only here a window is wanted.
    from drugcourt.ui.app import run

    return run(court, as_of=said.as_of, password=password)


def _refuse(sentence: str) -> int:
    click.echo(sentence, err=True)
    return REFUSED


def _said_anywhere(arguments: list[str]) -> Anywhere:
    """Take `--as-of` and `--password-file` out of the line, wherever they stand."""
    said = Anywhere()
    for name in ("--as-of", "--password-file"):
        value = _take(arguments, name)
        if value is None:
            continue
        if name == "--as-of":
            said.as_of = Day().convert(value, None, None)
        else:
            said.password_file = Path(value)
    return said


def _take(arguments: list[str], name: str) -> str | None:
    for place, word in enumerate(arguments):
        if word.startswith(name + "="):
            del arguments[place]
            return word.removeprefix(name + "=")
        if word == name:
            if place + 1 == len(arguments):
                raise click.UsageError(f"{name} needs a value.")
            value = arguments[place + 1]
            del arguments[place : place + 2]
            return value
    return None


def _keep_rejects(
    read: ReadFile, done: ImportReport, file: Path, court: Path, asked: Path | None
) -> Path:
    """Write the rejected rows where it was asked, else beside the court, which keeps such data."""
    target = asked or court.with_name(f"{file.stem}.rejects.csv")
    write_rejects(target, done.problems, read.table, read.proposal.heading_row)
    return target


def _say_import(done: ImportReport, kept: Path | None, *, dry_run: bool, as_json: bool) -> None:
    if as_json:
        answer = {
            "kind": done.kind,
            "dry_run": dry_run,
            "new": done.new,
            "changed": done.changed,
            "unchanged": done.unchanged,
            "rejected": done.rejected,
            "import": done.batch_id,
            "rejects": str(kept) if kept else None,
            "problems": [
                {"row": p.row_number, "column": p.column, "reason": p.reason} for p in done.problems
            ],
        }
        click.echo(json.dumps(answer, indent=1))
        return
    click.echo(("Would be: " if dry_run else "") + done.sentence)
    for problem in done.problems[:20]:
        column = f", {problem.column}" if problem.column else ""
        click.echo(f"  row {problem.row_number:,}{column}: {problem.reason}")
    if len(done.problems) > 20:
        click.echo(f"  and {len(done.problems) - 20:,} more reasons.")
    if kept:
        click.echo(f"The rejected rows stand in {kept}.")


def _say_readiness(person: dict[str, Any]) -> None:
    click.echo(f"\n{person['participant']} · {person['sober']['text']}")
    for name in ("next_phase", "dismissal"):
        goal = person[name]
        if goal is None:
            continue
        earliest = goal["earliest"] or "no date yet"
        state = "ready" if goal["ready"] else f"earliest {earliest}"
        click.echo(f"  {goal['title']}: {state}")
        for found in goal["requirements"]:
            click.echo(f"    {found['verdict']:<8}{found['requirement']}: {found['text']}")
