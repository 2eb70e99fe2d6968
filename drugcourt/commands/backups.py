"""Backing up a court and making a court of a backup, without a window."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from drugcourt.casework.backups import back_up, restore
from drugcourt.casework.desk import Place
from drugcourt.commands.line import COURT, FILE, Anywhere, open_court, password_of


@click.command("backup")
@click.argument("file", type=COURT)
@click.option("--to", "folder", type=FILE, required=True, help="The folder for the backup.")
@click.pass_obj
def backup_command(said: Anywhere, file: Place, folder: Path) -> int:
    """Make a backup: copied whole, opened, checked and counted."""
    with closing(open_court(said, file)) as workspace:
        made = back_up(workspace, folder)
    click.echo(f"{made.sentence}. It was opened, checked and counted.")
    return 0


@click.command("restore")
@click.argument("backup", type=FILE)
@click.option("--to", "file", type=FILE, required=True, help="The court file to make.")
@click.pass_obj
def restore_command(said: Anywhere, backup: Path, file: Path) -> int:
    """Make a court of a backup; a court that stands there is kept under another name."""
    done = restore(backup, password_of(said), file, now=said.now, user=said.user)
    click.echo(f"{file.name} stands as it was: {done.backup.sentence}.")
    if done.aside is not None:
        click.echo(f"The file that stood there before is kept as {done.aside.name}.")
    return 0
