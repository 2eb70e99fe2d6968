"""Moving a court between a file and the office's server, without a window."""

from __future__ import annotations

import sys
from contextlib import closing

import click

from drugcourt.casework.desk import Place
from drugcourt.casework.moves import move
from drugcourt.commands.line import COURT, COURT_HELP, Anywhere, open_court


@click.command("move")
@click.option("--from", "source", type=COURT, required=True, help=COURT_HELP)
@click.option("--to", "target", type=COURT, required=True, help="A new file, or an empty database.")
@click.pass_obj
def move_command(said: Anywhere, source: Place, target: Place) -> int:
    """Copy a court from a file to a server or back; every row is compared on arrival."""
    with closing(open_court(said, source)) as workspace:
        rows = move(workspace, target, _say_share)
    click.echo(
        f"{rows:,} rows stand in {target.name}, each compared, and the history holds. "
        f"{source.name} is as it was: put it away, so that nobody goes on working in it."
    )
    return 0


def _say_share(done: int, whole: int) -> None:
    """The share done, where somebody watches."""
    if sys.stderr.isatty():
        click.echo(f"\r{done / max(1, whole):.0%}", nl=False, err=True)
