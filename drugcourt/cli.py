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
from drugcourt.casework.desk import Place
from drugcourt.casework.readiness.readiness import find_episode, readiness
from drugcourt.casework.readiness.sobriety import sobriety
from drugcourt.casework.readiness.suppositions import read_supposition, refuse_for_many
from drugcourt.commands.accounts import accounts_commands, write_kit
from drugcourt.commands.backups import backup_command, restore_command
from drugcourt.commands.calendar import calendar_command, export_reminders
from drugcourt.commands.checks import check_command
from drugcourt.commands.disclosures import (
    accounting_command,
    address_option,
    breach_command,
    going,
    inquiry_command,
    order_option,
    reason_option,
    without_option,
)
from drugcourt.commands.draws import draw_commands
from drugcourt.commands.facts import facts_commands
from drugcourt.commands.follow_ups import follow_ups_command
from drugcourt.commands.imports import import_command
from drugcourt.commands.line import (
    COURT,
    COURT_HELP,
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
from drugcourt.commands.moves import move_command
from drugcourt.commands.programs import program_commands
from drugcourt.demo.court import make_demonstration
from drugcourt.domain.dates import counted
from drugcourt.errors import NO_MEMORY, Refusal, is_short_of_memory
from drugcourt.exchange.programs.files import load_program
from drugcourt.exchange.programs.problems import ProgramRefusal
from drugcourt.exchange.scenarios.problems import ScenarioRefusal
from drugcourt.fields.exports import Export, Format
from drugcourt.reports.catalog import REPORTS
from drugcourt.reports.exporting import export
from drugcourt.reports.registry import make_report
from drugcourt.screen import NO_SCREEN, no_screen
from drugcourt.settings import demonstration_folder

log = logging.getLogger(__name__)

REFUSED, USAGE = 1, 2
MOST_PEOPLE = 100_000
REMINDERS = "reminders"


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def commands(context: click.Context) -> None:
    """Casework for drug courts. Without a command the window opens.

    --as-of DATE, --user NAME, --password-file FILE and --code DIGITS may stand anywhere on the
    line. The password comes from a prompt, from DRUGCOURT_PASSWORD, or from the file. The user is
    needed where several people have an account, the code where theirs has a second factor.
    --because TEXT says why a file outside one's caseload is opened, where the court asks for it.
    """


@commands.command()
@click.option("--to", "to", type=COURT, help="Where to make it; without this it opens.")
@click.option("--people", type=click.IntRange(1, MOST_PEOPLE), default=64, show_default=True)
@click.option("--seed", type=int, default=2026, show_default=True)
@click.pass_obj
def demo(said: Anywhere, to: Place | None, people: int, seed: int) -> int:
    """Make the demonstration court: invented people, two years of life, today a court day."""
    today = said.today
    target = to or demonstration_folder() / f"demonstration-{today:%Y-%m-%d}-{people}-{seed}.court"
    if to is not None or not desk.stands(target):
        if isinstance(target, Path):
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
@click.argument("file", type=COURT)
@click.option("--court", "name", required=True, help="The court's name, as on its papers.")
@click.option("--program", required=True, help="A program file, or the name of a shipped one.")
@click.option("--kit", "kit", type=FILE, help="Write the recovery kit to this PDF.")
@click.pass_obj
def new(said: Anywhere, file: Place, name: str, program: str, kit: Path | None) -> int:
    """Make a new, empty court with a program; with --user the first account has that name."""
    text = program_text_of(program)
    load_program(text)
    password = password_of(said, confirm=True)
    login = said.user or desk.FIRST_LOGIN
    with closing(
        desk.new_desk(file, password, court=name, program_text=text, as_of=said.as_of, login=login)
    ) as workspace:
        if kit is not None:
            write_kit(workspace, kit)
    if isinstance(file, Path):
        keep = f"Keep {file.name} and {file.name}.keys together, and back up both."
    else:
        keep = f"It stands in {file.name}; the server's administrator backs it up."
    click.echo(f"The court is made. {keep}")
    if kit is not None:
        click.echo(f"Its recovery kit is {kit.name}: print it, lock it away, delete the file.")
    else:
        click.echo("Make its recovery kit soon: drugcourt accounts kit FILE -o PDF.")
    return 0


@commands.command("readiness")
@court_option
@person_option
@click.option("--program", help="Judge by this program file instead of everybody's own.")
@click.option(
    "--if",
    "supposed",
    multiple=True,
    metavar="WHAT",
    help="Suppose this as well, such as “test 2026-11-12 positive”; see docs/what-if.md.",
)
@json_option
@click.pass_obj
def readiness_command(
    said: Anywhere,
    court: Path,
    participant: str | None,
    program: str | None,
    supposed: tuple[str, ...],
    *,
    as_json: bool,
) -> int:
    """Say for each participant what is met, what is open, and the earliest dates.

    With --as-of this is said of a past day by the rules then in force, or of a day to come if
    nothing more is recorded until then. With --if nothing is saved.
    """
    handbook = load_program(program_text_of(program)) if program else None
    suppositions = [read_supposition(text) for text in supposed]
    refuse_for_many(suppositions, participant)
    with closing(open_court(said, court)) as workspace:
        episode_id = (
            workspace.read(find_episode, asked=participant) if participant is not None else None
        )
        judged = workspace.read(
            readiness,
            as_of=workspace.today,
            episode_id=episode_id,
            by=handbook,
            supposed=suppositions,
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
@click.option("--court", "court", type=COURT, help=COURT_HELP)
@person_option
@click.option(
    "--session", "session", type=Day(), help="The day of the session, of the ceremony, or of tests."
)
@click.option("--from", "since", type=Day(), help="The first day, of papers about a period.")
@click.option("--to", "until", type=Day(), help="The last day; today without it.")
@click.option("--docket", default="", help="Which docket, where several sit on that day.")
@click.option("--reader", default="", help="Who this copy is for.")
@without_option
@reason_option
@order_option
@address_option
@click.option("-o", "--output", "output", type=FILE, help="The PDF to write.")
@click.pass_obj
def report_command(
    said: Anywhere,
    key: str | None,
    court: Path | None,
    participant: str | None,
    session: date | None,
    since: date | None,
    until: date | None,
    docket: str,
    reader: str,
    without: str | None,
    reason: str,
    process: int | None,
    address: str,
    output: Path | None,
    *,
    listed: bool,
) -> int:
    """Print a report as PDF, for a reader; refused where no consent carries it."""
    if listed:
        wide = max(len(report.key) for report in REPORTS) + 2
        for report in REPORTS:
            click.echo(f"{report.key:<{wide}}{report.title}. {report.description}")
        return 0
    keys = [report.key for report in REPORTS]
    if key not in keys:
        names = ", ".join(keys)
        raise click.UsageError(f"There is no such report. The reports are: {names}.")
    if court is None or output is None:
        raise click.UsageError("A report needs --court FILE and -o PDF.")
    with closing(open_court(said, court)) as workspace:
        asked = (
            [workspace.read(find_episode, asked=participant)] if participant is not None else None
        )
        made = make_report(
            workspace,
            key,
            output,
            episode_ids=asked,
            session_day=session,
            since=since,
            until=until,
            docket=docket,
            going=going(reader, without, reason, process, address),
        )
    click.echo(f"{output.name}: {counted(made.pages, 'page')}. {made.passing.line}")
    return 0


@commands.command("export")
@click.argument("what", type=click.Choice([*(str(item) for item in Export), REMINDERS]))
@court_option
@click.option("--format", "kind", type=click.Choice([str(item) for item in Format]))
@click.option("--from", "since", type=Day(), help="Reminders: the first day of sending.")
@click.option("--to", "until", type=Day(), help="Reminders: the last day of sending.")
@click.option("--reader", default="", help="Who gets it; the court's own office without it.")
@without_option
@reason_option
@click.option("-o", "--output", "output", type=FILE, required=True)
@click.pass_obj
def export_command(
    said: Anywhere,
    what: str,
    court: Path,
    kind: str | None,
    since: date | None,
    until: date | None,
    reader: str,
    without: str | None,
    reason: str,
    output: Path,
) -> int:
    """Take data out: the caseload's figures, participants, tests, reminders, or everything."""
    if what == REMINDERS:
        return export_reminders(said, court, output, since, until)
    if kind is None:
        raise click.UsageError("Say in which format: --format xlsx, csv or json.")
    with closing(open_court(said, court)) as workspace:
        rows = export(workspace, what, kind, output, going=going(reader, without, reason, None))
    click.echo(f"{output.name}: {rows:,} rows.")
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
commands.add_command(import_command)
commands.add_command(facts_commands)
commands.add_command(calendar_command)
commands.add_command(follow_ups_command)
commands.add_command(draw_commands)
commands.add_command(check_command)
commands.add_command(backup_command)
commands.add_command(restore_command)
commands.add_command(move_command)
commands.add_command(accounts_commands)
commands.add_command(accounting_command)
commands.add_command(breach_command)
commands.add_command(inquiry_command)


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
        if is_short_of_memory(fault):
            return _refuse(NO_MEMORY)
        return _refuse(
            f"Something went wrong inside the program ({type(fault).__name__}). Nothing was lost; "
            "please report it."
        )
    return int(answer or 0)


def _open_window(court: Place | None, said: Anywhere, password: str | None = None) -> int:
    if no_screen():
        raise Refusal(NO_SCREEN)
    # Commands work where no screen is; only here a window is wanted.
    from drugcourt.ui.app import run

    place = court if court is None or isinstance(court, Path) else str(court)
    return run(place, as_of=said.as_of, password=password)


def _refuse(sentence: str) -> int:
    click.echo(sentence, err=True)
    return REFUSED


def _said_anywhere(arguments: list[str]) -> Anywhere:
    """Take `--as-of`, `--user`, `--password-file`, `--code` and `--because` out of the line,
    wherever they stand."""
    said = Anywhere()
    if (day := _take(arguments, "--as-of")) is not None:
        said.as_of = Day().convert(day, None, None)
    if (file := _take(arguments, "--password-file")) is not None:
        said.password_file = Path(file)
    said.user = _take(arguments, "--user")
    said.code = _take(arguments, "--code") or ""
    said.because = _take(arguments, "--because") or ""
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


def _say_readiness(person: dict[str, Any]) -> None:
    click.echo(f"\n{person['participant']} · {person['sober']['text']}")
    for name in ("next_phase", "dismissal"):
        goal = person[name]
        if goal is not None:
            _say_goal(goal)
    if "if" in person:
        click.echo(f"  If {' and '.join(person['if']['suppose'])}:")
        for sentence in person["if"]["said"]:
            click.echo(f"    {sentence}")


def _say_goal(goal: dict[str, Any]) -> None:
    """Ready, or both answers: as it stands, and if the open acts were done on the day asked."""
    state = f"earliest {goal['earliest']}" if goal["earliest"] else "no date as it stands"
    state = "ready" if goal["ready"] else state
    if goal["waits_for"] and goal["if_acted"]:
        state += f"; {goal['if_acted']} if what is open were done on the day asked"
    click.echo(f"  {goal['title']}: {state}")
    for found in goal["requirements"]:
        click.echo(f"    {found['verdict']:<8}{found['requirement']}: {found['text']}")
    if goal["moves_most"]:
        most = goal["moves_most"][0]
        words = next(f["requirement"] for f in goal["requirements"] if f["rule"] == most["rule"])
        click.echo(f"    Moved most by: {words}. Without it {most['earliest']}.")
