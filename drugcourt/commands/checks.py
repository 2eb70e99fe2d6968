"""Checking a court without a window: pages, history, anchors, draws, and the code of a paper."""

from __future__ import annotations

from contextlib import closing

import click

from drugcourt.casework.checking import check_court
from drugcourt.casework.desk import Place
from drugcourt.casework.oversight.anchors import printed_state
from drugcourt.casework.oversight.watch import watch_of
from drugcourt.commands.line import COURT, Anywhere, open_court
from drugcourt.errors import Refusal


@click.command("check")
@click.argument("file", type=COURT)
@click.option("--anchor", "code", help="The “file state” at the foot of a paper, to compare.")
@click.option("--accept", "reason", help="Accept this history as it stands, and say why.")
@click.pass_obj
def check_command(said: Anywhere, file: Place, code: str | None, reason: str | None) -> int:
    """Check that the court is whole, its history the one it was, and its draws unchanged.

    The history is compared with its own chain, and with what this computer has seen of it: an
    entry that was changed or removed, a cut end and an older copy are named with the first bad
    entry. A restored backup is told of by the restore; another older copy is accepted with
    --accept, which the history keeps.
    """
    with closing(open_court(said, file, warn=False)) as workspace:
        watch = watch_of(workspace)
        found = workspace.read(
            check_court, history_key=workspace.database.history_key, unlike=watch.unlike
        )
        if reason is not None and watch.unlike is not None:
            if found.problems != (watch.unlike.sentence,):
                raise Refusal(f"{found.sentence} This can't be accepted; open the latest backup.")
            watch.accept(reason)
            click.echo("Accepted; from now on this is the history that this computer knows.")
            return 0
        printed = workspace.read(printed_state, code=code) if code is not None else ""
    for problem in found.problems[1:]:
        click.echo(problem, err=True)
    if found.problems:
        raise Refusal(found.sentence)
    click.echo(found.sentence)
    if printed:
        click.echo(printed)
    return 0
