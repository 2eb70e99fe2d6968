"""The command that lists what is due: one line each, or as JSON for another program."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import click

from drugcourt.casework.follow_ups import FollowUp, follow_ups
from drugcourt.commands.line import Anywhere, court_option, open_court
from drugcourt.domain.dates import counted

MOST = 100_000  # of one sort: a command tells them all


@click.command("followups")
@court_option
@click.option("--json", "as_json", is_flag=True, help="As JSON, for another program.")
@click.pass_obj
def follow_ups_command(said: Anywhere, court: Path, *, as_json: bool) -> int:
    """List what is overdue or waits for somebody: orders, hearings, referrals, leave and more."""
    with closing(open_court(said, court)) as workspace:
        found = workspace.read(follow_ups, today=workspace.today, each=MOST)
        day = workspace.today
    if as_json:
        told = {"as_of": day.isoformat(), "follow_ups": [_plain(one) for one in found.shown]}
        click.echo(json.dumps(told, indent=1, ensure_ascii=False))
        return 0
    for one in found.shown:
        since = one.due_on.isoformat() if one.due_on else ""
        click.echo(f"{since:<10}  {one.reference or one.who:<12}  {one.text}")
    click.echo(f"{counted(found.total, 'thing')} to follow up.")
    return 0


def _plain(one: FollowUp) -> dict[str, str | None]:
    """By participant number; a name is not told where nobody asked for it."""
    return {
        "participant": one.reference or None,
        "about": one.tab if one.reference else "docket",
        "due": one.due_on.isoformat() if one.due_on else None,
        "urgency": one.tone.value,
        "text": one.text,
    }
