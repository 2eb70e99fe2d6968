"""Commands on program files: every mistake, the handbook in words, whom a change touches."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import date
from pathlib import Path

import click

from drugcourt.casework.programs.handbook import handbook
from drugcourt.casework.programs.impact import Touched, impact
from drugcourt.casework.programs.scenarios import Miss, run
from drugcourt.commands.line import (
    FILE,
    Anywhere,
    court_option,
    json_option,
    open_court,
    program_text_of,
)
from drugcourt.domain.dates import counted
from drugcourt.exchange.programs.files import load_program
from drugcourt.exchange.programs.problems import ProgramRefusal
from drugcourt.exchange.scenarios.scenarios import read_scenario
from drugcourt.reports.handout import plain_handbook, write_handout


@click.group("program")
def program_commands() -> None:
    """Check, explain, compare and test program files."""


@program_commands.command("check")
@click.argument("file")
@json_option
def check_command(file: str, *, as_json: bool) -> int:
    """Say every mistake of a program file at once, with line and key."""
    text = program_text_of(file)
    try:
        load_program(text)
    except ProgramRefusal as refusal:
        if not as_json:
            raise
        problems = [
            {"line": p.line, "key": p.key, "text": p.sentence, "suggestion": p.suggestion}
            for p in refusal.problems
        ]
        click.echo(json.dumps({"ok": False, "problems": problems}, indent=1))
        return 1
    if as_json:
        click.echo(json.dumps({"ok": True, "problems": []}))
    else:
        click.echo("The program file has no mistakes.")
    return 0


@program_commands.command("explain")
@click.argument("file")
@click.option("-o", "--output", "output", type=FILE, help="Write a handout as PDF instead.")
def explain_command(file: str, output: Path | None) -> int:
    """Print the handbook in plain English, or as a handout."""
    told = handbook(load_program(program_text_of(file)))
    if output is None:
        click.echo(plain_handbook(told))
        return 0
    pages = write_handout(told, output)
    click.echo(f"{output.name}: {counted(pages, 'page')}.")
    return 0


@program_commands.command("impact")
@click.argument("file")
@court_option
@json_option
@click.pass_obj
def impact_command(said: Anywhere, file: str, court: Path, *, as_json: bool) -> int:
    """Say whom a new version of the program would change, and how; nothing is saved."""
    changed = load_program(program_text_of(file))
    with closing(open_court(said, court)) as workspace:
        touched = workspace.read(impact, changed=changed, as_of=workspace.today)
        today = workspace.today
    if as_json:
        values = {"as_of": today.isoformat(), "participants": [_values(t) for t in touched]}
        click.echo(json.dumps(values, indent=1))
        return 0
    if not touched:
        click.echo("Nobody would be judged otherwise.")
    for one in touched:
        _say(one)
    return 0


@program_commands.command("test")
@click.argument("file")
@click.argument("scenario", type=FILE)
@json_option
def test_command(file: str, scenario: Path, *, as_json: bool) -> int:
    """Run a scenario: say each expected answer that the handbook does not give."""
    program = load_program(program_text_of(file))
    read = read_scenario(scenario, program)
    missed = run(read, program)
    if as_json:
        values = {
            "ok": not missed,
            "expectations": len(read.expect),
            "misses": [_miss_values(miss) for miss in missed],
        }
        click.echo(json.dumps(values, indent=1))
        return 1 if missed else 0
    for miss in missed:
        click.echo(miss.sentence)
    told = counted(len(read.expect), "expectation")
    if missed:
        click.echo(f"{told}; {counted(len(missed), 'answer')} not as expected.")
        return 1
    click.echo(f"{told}; every answer is as expected.")
    return 0


def _miss_values(miss: Miss) -> dict[str, str]:
    return {
        "place": miss.place,
        "participant": miss.participant,
        "on": miss.on.isoformat(),
        "said": miss.said,
        "expected": miss.expected,
        "found": miss.found,
    }


def _values(one: Touched) -> dict[str, object]:
    return {
        "participant": one.reference,
        "episode": one.episode_id,
        "problem": one.problem or None,
        "sober_date": _pair(one.sober_before, one.sober_after),
        "next_phase": _pair(one.phase_before, one.phase_after),
        "dismissal": _pair(one.dismissal_before, one.dismissal_after),
        "rules": [
            {
                "goal": change.goal,
                "rule": change.rule,
                "requirement": change.requirement,
                "before": change.before or None,
                "after": change.after or None,
            }
            for change in one.rules
        ],
    }


def _pair(before: date | None, after: date | None) -> dict[str, str | None]:
    return {
        "before": before.isoformat() if before else None,
        "after": after.isoformat() if after else None,
    }


def _say(one: Touched) -> None:
    click.echo(f"\n{one.reference}")
    if one.problem:
        click.echo(f"  {one.problem}")
    for title, before, after in (
        ("Sober since", one.sober_before, one.sober_after),
        ("Next phase, if all open acts were done", one.phase_before, one.phase_after),
        ("Dismissal, if all open acts were done", one.dismissal_before, one.dismissal_after),
    ):
        if before != after:
            click.echo(f"  {title}: {before or 'no date'} → {after or 'no date'}")
    for change in one.rules:
        click.echo(f"  {change.requirement}")
        click.echo(f"    before: {change.before or 'not asked'}")
        click.echo(f"    after:  {change.after or 'not asked'}")
