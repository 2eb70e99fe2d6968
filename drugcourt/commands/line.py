"""What commands share: the day, the password, the court and the program file they are given."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from drugcourt.casework import desk
from drugcourt.casework.desk import Place, place_of
from drugcourt.casework.oversight.watch import watch_of
from drugcourt.errors import DiskTrouble, Held, Refusal
from drugcourt.exchange.programs.files import program_text, shipped_programs
from drugcourt.workspace import Workspace

PATIENCE, LOOK = 30.0, 0.2  # seconds: commands last some, windows stay
FIRST_YEAR, LAST_YEAR = 1900, 2199  # beyond, the calendar itself ends within a long program


@dataclass(slots=True)
class Anywhere:
    """What may be said anywhere on the line: the day it is, where the password stands, whose it is,
    the code of the second factor, and why a file outside one's caseload is opened."""

    as_of: date | None = None
    password_file: Path | None = None
    user: str | None = None
    code: str = ""
    because: str = ""

    @property
    def today(self) -> date:
        """The day it is, or was set to be."""
        return self.as_of or datetime.now().astimezone().date()

    @property
    def now(self) -> datetime:
        """This moment, for names of files."""
        return datetime.now(UTC)


class Day(click.ParamType[date]):
    """A date as `2026-11-24`, of a century in which a drug court may have sat or will sit."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date, or a usage error that says how to write one."""
        try:
            day = value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            self.fail(f"“{value}” is not a date. Write it as 2026-11-24.", param, ctx)
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            self.fail(
                f"“{value}” can't be right. Give a day from {FIRST_YEAR} to {LAST_YEAR}.",
                param,
                ctx,
            )
        return day


class CourtPlace(click.ParamType[Place]):
    """A court: its file, or its address on the office's server."""

    name = "court"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Place:
        """The place; an address that can't be one is refused with its sentence."""
        return place_of(value) if isinstance(value, str) else value


FILE = click.Path(path_type=Path)
COURT = CourtPlace()
COURT_HELP = "The court file, or postgresql://user@server/database."
court_option = click.option("--court", "court", type=COURT, required=True, help=COURT_HELP)
person_option = click.option("--participant", help="Participant number, case or episode number.")
json_option = click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")


def password_of(said: Anywhere, *, confirm: bool = False) -> str:
    """The password: from the file, from DRUGCOURT_PASSWORD, else from a prompt."""
    if said.password_file is not None:
        try:
            words = said.password_file.read_text("utf-8-sig").rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as trouble:
            raise DiskTrouble(
                f"The password file {said.password_file.name} can't be read; name another one."
            ) from trouble
        if not words:
            raise Refusal(
                f"The password file {said.password_file.name} is empty; write the password in it."
            )
        return words
    given = os.environ.get("DRUGCOURT_PASSWORD")
    if given is not None:
        return given
    if not sys.stdin.isatty():
        return _piped_password()
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=confirm, err=True))


def _piped_password() -> str:
    """The first line that another program hands in, where nobody sits to be asked."""
    line = sys.stdin.readline()
    if not line:
        raise Refusal(
            "A password is needed; set DRUGCOURT_PASSWORD, or name a file with --password-file."
        )
    return line.rstrip("\r\n")


def open_court(said: Anywhere, court: Place, *, warn: bool = True) -> Workspace:
    """The court, open for work on the day that was said; a warning where its history is not the one
    that this computer has seen."""
    workspace = _patiently_open(said, court)
    watch = watch_of(workspace)
    watch.because_always = said.because.strip()
    if warn and watch.unlike is not None:
        click.echo(watch.unlike.sentence, err=True)
    return workspace


def _patiently_open(said: Anywhere, court: Place) -> Workspace:
    """Another command that has the file just now is waited for; an open window is told at last."""
    password, until = password_of(said), time.monotonic() + PATIENCE
    while True:
        try:
            return desk.open_desk(court, password, user=said.user, code=said.code, as_of=said.as_of)
        except Held:
            if time.monotonic() > until:
                raise
            time.sleep(LOOK)


def program_text_of(program: str) -> str:
    """The text of a program file, or of a shipped program by its name."""
    shipped = {path.stem: path for path in shipped_programs()}
    path = shipped.get(program, Path(program))
    if not path.is_file():
        names = ", ".join(sorted(shipped))
        raise Refusal(
            f"There is no program file {path.name} to read; the shipped programs are: {names}."
        )
    return program_text(path)
