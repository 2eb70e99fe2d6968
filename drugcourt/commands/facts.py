"""Commands on lives told as plain facts: bring them into a court."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from drugcourt.casework import desk
from drugcourt.casework.desk import Place
from drugcourt.casework.facts.lives import Loaded, court_program, load_lives
from drugcourt.commands.line import COURT, FILE, Anywhere, open_court, password_of, program_text_of
from drugcourt.domain.dates import counted
from drugcourt.errors import Refusal
from drugcourt.exchange.programs.files import load_program, shipped_programs
from drugcourt.exchange.scenarios.scenarios import program_named, read_facts

NEW_COURT = "Court of plain facts"


@click.group("facts")
def facts_commands() -> None:
    """Bring lives told as plain facts into a court."""


@facts_commands.command("load")
@click.argument("file", type=FILE)
@click.option("--to", "to", type=COURT, required=True, help="The court; made if it is new.")
@click.pass_obj
def load_command(said: Anywhere, file: Path, to: Place) -> int:
    """Enter the lives of a facts file; a court that does not exist is made with its program."""
    loaded = _into(said, file, to) if desk.stands(to) else _into_new(said, file, to)
    click.echo(
        f"{counted(loaded.people, 'participant')} with {counted(loaded.facts, 'fact')} "
        f"{'is' if loaded.people == 1 else 'are'} in {to.name}."
    )
    return 0


def _into(said: Anywhere, file: Path, to: Place) -> Loaded:
    program_named(file)  # a file that can't be read is said before a password is asked
    with closing(open_court(said, to)) as workspace:
        lives = read_facts(file, workspace.read(court_program))
        return workspace.perform(load_lives, lives=lives)


def _into_new(said: Anywhere, file: Path, to: Place) -> Loaded:
    text = _named_program(file)
    lives = read_facts(file, load_program(text))
    password = password_of(said, confirm=True)
    workspace = desk.new_desk(to, password, court=NEW_COURT, program_text=text, as_of=said.as_of)
    try:
        loaded = workspace.perform(load_lives, lives=lives)
    except Exception:
        workspace.discard()
        raise
    workspace.close()
    return loaded


def _named_program(file: Path) -> str:
    """The text of the program that the file names, seen from the file's own folder."""
    named = program_named(file)
    if not named:
        raise Refusal(
            f"{file.name} names no program, and a new court needs one. Write “program” into it: "
            "the name of a shipped program, or the path of a TOML file."
        )
    if named in {path.stem for path in shipped_programs()}:
        return program_text_of(named)
    beside = file.parent / named
    if beside.suffix != ".toml" or not beside.is_file():
        names = ", ".join(sorted(path.stem for path in shipped_programs()))
        raise Refusal(
            f"There is no program “{named[:60]}”. It is a TOML file seen from the folder of "
            f"{file.name}, or one of the shipped programs: {names}."
        )
    return program_text_of(str(beside))
