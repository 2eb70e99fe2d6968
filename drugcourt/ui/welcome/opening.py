"""How a court is opened or made away from the window, so that no key or disk freezes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from drugcourt.errors import DiskTrouble

if TYPE_CHECKING:  # the libraries behind it are loaded while the person types
    from drugcourt.workspace import Workspace

EXTENSION = ".court"
FILTERS = f"Court files (*{EXTENSION});;All files (*)"
BACKUPS = "Backups (*.courtbackup);;All files (*)"


def warm_up() -> None:
    """Load what opening a court needs; run in the background once the sign-in is painted."""
    for name in ("drugcourt.casework.desk", "drugcourt.ui.main_window", "drugcourt.ui.today.page"):
        import_module(name)


@dataclass(frozen=True, slots=True)
class Opening:
    """A court to open with a password."""

    path: Path | str
    password: str = field(repr=False)
    as_of: date | None = None
    user: str = ""
    code: str = field(default="", repr=False)
    new_password: str = field(default="", repr=False)

    def open(self) -> Workspace:
        """The open court; Refusal with its sentence otherwise."""
        desk = import_module("drugcourt.casework.desk")
        place = desk.place_of(self.path) if isinstance(self.path, str) else self.path
        opened: Workspace = desk.open_desk(
            place,
            self.password,
            user=self.user,
            code=self.code,
            new_password=self.new_password,
            as_of=self.as_of,
        )
        return opened


@dataclass(frozen=True, slots=True)
class Recovering:
    """A court to open with its recovery kit, and the new password of who administers it."""

    path: Path | str
    code: str = field(repr=False)
    password: str = field(repr=False)
    as_of: date | None = None

    def open(self) -> Workspace:
        """The open court; Refusal with its sentence otherwise."""
        desk = import_module("drugcourt.casework.desk")
        place = desk.place_of(self.path) if isinstance(self.path, str) else self.path
        opened: Workspace = desk.open_with_kit(place, self.code, self.password, as_of=self.as_of)
        return opened


@dataclass(frozen=True, slots=True)
class GoingOn:
    """A locked desk to open again for the same person."""

    workspace: Workspace
    password: str = field(repr=False)
    code: str = field(default="", repr=False)
    new_password: str = field(default="", repr=False)

    def open(self) -> Workspace:
        """The same workspace, open again; Refusal with its sentence otherwise."""
        desk = import_module("drugcourt.casework.desk")
        desk.go_on(self.workspace, self.password, code=self.code, new_password=self.new_password)
        return self.workspace


@dataclass(frozen=True, slots=True)
class Founding:
    """A new court to make; `about` is what the court says of itself."""

    path: Path
    password: str = field(repr=False)
    program_text: str
    staff_name: str
    about: Mapping[str, Any]
    as_of: date | None = None
    login: str = ""

    def found(self) -> Workspace:
        """The new court, open; Refusal with its sentence otherwise, and nothing is left."""
        desk = import_module("drugcourt.casework.desk")
        about = {key: value for key, value in self.about.items() if value not in (None, "")}
        made: Workspace = desk.new_desk(
            self.path,
            self.password,
            court=about.pop("name", ""),
            program_text=self.program_text,
            staff_name=self.staff_name,
            as_of=self.as_of,
            login=self.login or desk.FIRST_LOGIN,
            **about,
        )
        return made


def backup_at(path: Path) -> Any:
    """What a backup says of itself, before any password; Refusal where the file is none."""
    return import_module("drugcourt.casework.backups").backup_at(path)


@dataclass(frozen=True, slots=True)
class Restoring:
    """A backup to make a court of, and that court to open."""

    backup: Path
    password: str = field(repr=False)
    target: Path
    as_of: date | None = None
    user: str = ""

    def open(self) -> Workspace:
        """The restored court, open; Refusal with its sentence otherwise, and nothing is touched."""
        backups = import_module("drugcourt.casework.backups")
        now = datetime.now(UTC)  # no court is open to say it
        user = self.user or None
        backups.restore(self.backup, self.password, self.target, now=now, user=user)
        return Opening(self.target, self.password, self.as_of, self.user).open()


@dataclass(frozen=True, slots=True)
class Demonstration:
    """The invented court in a folder, made for the day it is; each day has its own file."""

    folder: Path
    as_of: date | None = None
    people: int = 64
    seed: int = 2026

    def open(self, report: Callable[[str], object]) -> Workspace:
        """The demonstration court, open; made first when there is none of this day."""
        today = self.as_of or datetime.now().astimezone().date()  # no court is open to say it
        name = f"demonstration-{today:%Y-%m-%d}-{self.people}-{self.seed}{EXTENSION}"
        path = self.folder / name
        if not path.exists():
            try:
                self.folder.mkdir(parents=True, exist_ok=True)
            except OSError as trouble:
                raise DiskTrouble(
                    f"The demonstration court can't be made here: {trouble.strerror}. Free some "
                    "space, or open a court of your own."
                ) from trouble
            making = import_module("drugcourt.demo.court")
            making.make_demonstration(
                path,
                people=self.people,
                seed=self.seed,
                today=today,
                progress=_Telling(report).hear,
            ).close()
        desk = import_module("drugcourt.casework.desk")
        return Opening(path, desk.DEMONSTRATION_PASSWORD, self.as_of).open()


@dataclass(frozen=True, slots=True)
class _Telling:
    """Puts the share done into words."""

    report: Callable[[str], object]

    def hear(self, share: float) -> bool:
        self.report(f"Inventing a court and two years of its life: {share:.0%}")
        return True
