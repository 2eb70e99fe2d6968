"""Commands on the draw of who is tested: make or show the day's, and make it again as a proof."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import click

from drugcourt.casework.draws.days import DrawnDay, DrawRow, drawn_day
from drugcourt.casework.draws.draws import make_draw
from drugcourt.casework.draws.replay import replay
from drugcourt.commands.line import (
    COURT,
    COURT_HELP,
    Anywhere,
    Day,
    court_option,
    json_option,
    open_court,
)
from drugcourt.domain.dates import counted, long
from drugcourt.errors import Refusal


@click.group("draw", invoke_without_command=True)
@click.option("--court", "court", type=COURT, help=COURT_HELP)
@json_option
@click.pass_context
def draw_commands(context: click.Context, court: Path | None, *, as_json: bool) -> int | None:
    """Make the day's draw of who is tested, or show it when it was made already.

    A draw is committed before it is shown, and there is one a day.
    """
    if context.invoked_subcommand is not None:
        return None
    if court is None:
        raise click.UsageError("Name the court file: --court FILE.")
    said: Anywhere = context.obj
    with closing(open_court(said, court)) as workspace:
        today = workspace.today
        found = workspace.read(drawn_day, day=today)
        made = not found.draws
        if made:
            workspace.perform(make_draw)
            found = workspace.read(drawn_day, day=today)
    if as_json:
        click.echo(json.dumps(_plain(found, made=made), indent=1))
    else:
        _say(found)
    return 0


@draw_commands.command("replay")
@court_option
@click.option("--date", "day", type=Day(), required=True, help="The day of the draw.")
@json_option
@click.pass_obj
def replay_command(said: Anywhere, court: Path, day: date, *, as_json: bool) -> int:
    """Make the draw of a day again from its record; it has to come out the same."""
    with closing(open_court(said, court)) as workspace:
        found = workspace.read(replay, day=day)
    if as_json:
        answer = {
            "day": day.isoformat(),
            "same": found.same,
            "draws": found.draws,
            "people": found.people,
            "tested": found.tested,
            "problem": found.problem or None,
        }
        click.echo(json.dumps(answer, indent=1))
        return 0 if found.same else 1
    if not found.same:
        raise Refusal(found.sentence)
    click.echo(found.sentence)
    return 0


def _say(found: DrawnDay) -> None:
    first = found.draws[0]
    people = sum(draw.people for draw in found.draws)
    tested = sum(draw.tested for draw in found.draws)
    click.echo(
        f"{long(found.row.day)}: {counted(people, 'participant')} on the list, "
        f"{tested:,} to be tested. Made by {first.made_by}."
    )
    for row in found.called:
        click.echo(f"  {row.reference:<10}{row.name:<28}{row.outcome.label}. {row.why}")
    click.echo(f"Seed {first.seed}")
    click.echo(f"Fingerprint {first.fingerprint}")


def _plain(found: DrawnDay, *, made: bool) -> dict[str, Any]:
    return {
        "day": found.row.day.isoformat(),
        "made_now": made,
        "draws": [
            {
                "number": draw.number,
                "seed": draw.seed,
                "algorithm": draw.algorithm,
                "kind": str(draw.plan.kind),
                "places": draw.plan.places,
                "allowance": draw.plan.allowance,
                "taken": draw.plan.taken,
                "reason": draw.reason or None,
                "made_at": draw.made_at.isoformat(),
                "made_by": draw.made_by,
                "people": draw.people,
                "tested": draw.tested,
                "previous": draw.previous or None,
                "fingerprint": draw.fingerprint,
            }
            for draw in found.draws
        ],
        "people": [_person(row) for row in found.rows],
    }


def _person(row: DrawRow) -> dict[str, Any]:
    return {
        "draw": row.draw_number,
        "episode": row.episode_id,
        "participant": row.reference,
        "unit": row.unit,
        "scheme": row.scheme,
        "basis": row.basis,
        "chance": row.chance,
        "since": row.since.isoformat(),
        "counted": [day.isoformat() for day in row.counted],
        "closed": [day.isoformat() for day in row.closed],
        "number": row.hex_number,
        "own_number": row.own_hex,
        "line": row.hex_line,
        "outcome": str(row.outcome),
        "decided": row.decided or None,
        "tested": row.specimen_id is not None,
        "why": row.why,
    }
