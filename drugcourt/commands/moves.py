"""Moving a whole court between a file and the office's server, and back from plain files."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import click

from drugcourt.casework.desk import Place, stands
from drugcourt.casework.moves import move
from drugcourt.casework.whole_courts import make_court_of
from drugcourt.commands.line import COURT, COURT_HELP, Anywhere, open_court, password_of
from drugcourt.errors import Refusal


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


def bring_everything(said: Anywhere, files: Sequence[Path], place: Place) -> int:
    """`import everything`: a new court of the JSON file that `export everything` wrote."""
    if len(files) != 1:
        raise Refusal("A whole court comes from one file: the JSON that `export everything` wrote.")
    if stands(place):
        raise Refusal(
            f"{place.name} is there already. A whole court is brought into a new place: name one "
            "that does not exist yet."
        )
    rows = make_court_of(
        files[0], place, password_of(said, confirm=True), _say_rows, as_of=said.as_of
    )
    click.echo(
        f"{rows:,} rows stand in {place.name}, each compared with the file. The password you gave "
        "opens it; the file you brought in is readable by anybody, so put it in a safe place."
    )
    return 0


def _say_rows(done: int) -> None:
    """How many rows are in, where somebody watches."""
    if sys.stderr.isatty():
        click.echo(f"\r{done:,}", nl=False, err=True)


def _say_share(done: int, whole: int) -> None:
    """The share done, where somebody watches."""
    if sys.stderr.isatty():
        click.echo(f"\r{done / max(1, whole):.0%}", nl=False, err=True)
