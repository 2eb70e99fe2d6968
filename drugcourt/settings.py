"""What this computer remembers for the person at it: last court, look, window, column widths.

Never anything about a participant: the file is plain text outside the encrypted court.
"""

from __future__ import annotations

import json
import logging
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

import platformdirs

log = logging.getLogger(__name__)

MOST_RECENT = 8
_NAME = "drugcourt"


class Settings:
    """The choices; `layouts` keeps widths and order of table columns under the table's name, and
    `lab_folders` the folder that is looked at for a laboratory's files, under the court's place,
    and `users` who signed in there last, where several people do.

    Not a dataclass: the sign-in needs this room, and would wait for that library alone.
    """

    def __init__(
        self,
        last_court: str = "",
        recent_courts: list[str] | None = None,
        theme: str = "system",
        window: str = "",
        layouts: dict[str, str] | None = None,
        lab_folders: dict[str, str] | None = None,
        users: dict[str, str] | None = None,
    ) -> None:
        self.last_court = last_court
        self.recent_courts = [] if recent_courts is None else recent_courts
        self.theme = theme
        self.window = window
        self.layouts = {} if layouts is None else layouts
        self.lab_folders = {} if lab_folders is None else lab_folders
        self.users = {} if users is None else users

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Settings) and vars(self) == vars(other)

    __hash__ = None  # type: ignore[assignment]  # they change

    def opened(self, court: object) -> None:
        """Put a court first among the recent ones: a file's path, or an address on a server."""
        name = str(court)
        self.last_court = name
        self.recent_courts = [name, *(other for other in self.recent_courts if other != name)]
        del self.recent_courts[MOST_RECENT:]


def known_place(name: str) -> Path | str | None:
    """A court as it was remembered: its file if it is still there, or its address on a server."""
    if on_server(name):
        return name
    return Path(name) if name and Path(name).exists() else None


def on_server(name: str) -> bool:
    """Whether a court's name is an address on a server; decided without any library."""
    return name.strip().startswith(("postgresql:", "postgres:"))


def config_folder() -> Path:
    """Where the choices stand; DRUGCOURT_HOME moves everything, as tests do."""
    home = os.environ.get("DRUGCOURT_HOME")
    return Path(home) if home else platformdirs.user_config_path(_NAME, appauthor=False)


def state_folder() -> Path:
    """Where the log of the program stands."""
    home = os.environ.get("DRUGCOURT_HOME")
    return Path(home) / "state" if home else platformdirs.user_log_path(_NAME, appauthor=False)


def courts_folder() -> Path:
    """Where a new court is offered to stand: the person's documents, if there are any."""
    home = os.environ.get("DRUGCOURT_HOME")
    if home:
        return Path(home)
    documents = platformdirs.user_documents_path()
    return documents if documents.is_dir() else Path.home()


def demonstration_folder() -> Path:
    """Where the demonstration court stands, away from the person's own documents."""
    home = os.environ.get("DRUGCOURT_HOME")
    return Path(home) if home else platformdirs.user_data_path(_NAME, appauthor=False)


def load() -> Settings:
    """The choices kept on this computer; what is missing or damaged is as at the first start."""
    try:
        kept = json.loads(_file().read_text("utf-8"))
    except (OSError, ValueError):
        return Settings()
    if not isinstance(kept, dict):
        return Settings()
    plain = vars(Settings())
    return Settings(
        **{name: kept[name] for name, value in plain.items() if _fits(kept.get(name), value)}
    )


def save(settings: Settings) -> None:
    """Keep the choices; a disk that refuses costs only the choices, so it is noted, not said."""
    target = _file()
    fresh = target.with_name(target.name + ".new")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(json.dumps(vars(settings), indent=1), "utf-8")
        fresh.replace(target)
    except OSError as trouble:
        log.warning("settings were not kept: %s", type(trouble))
        with suppress(OSError):
            fresh.unlink(missing_ok=True)


def _file() -> Path:
    return config_folder() / "settings.json"


def _fits(value: Any, plain: Any) -> bool:
    """Whether a kept value has the shape of the value it stands for."""
    if isinstance(plain, list):
        return isinstance(value, list) and all(isinstance(part, str) for part in value)
    if isinstance(plain, dict):
        return isinstance(value, dict) and all(isinstance(part, str) for part in value.values())
    return isinstance(value, str)
