"""A real PostgreSQL for tests: the system's own package, a cluster in a temporary folder."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import psycopg

from drugcourt.records.addresses import ServerAddress, address_of

OWNER = "postgres"  # the server refuses to run as root; its package brings this user
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "max_connections": "60",
    "shared_buffers": "32MB",
}

# What databases do differently: numbers given in bulk, upper and lower case and accents in search,
# order and pages in SQL, days and moments, partial unique indexes, statements the session adds of
# itself, the history's chain, rows that come back. A room that does one of these belongs here; all
# rooms run on a server by `pytest --on-server tests/casework`, which takes as long as on files.
ON_BOTH = frozenset(
    {
        "casework.draws.test_overrides",
        "casework.hearings.test_hearings",
        "casework.keeping.test_seals",
        "casework.keeping.test_keeping",
        "casework.oversight.test_anchors",
        "casework.participants.test_roster",
        "casework.participants.test_search",
        "casework.responses.test_fishbowl",
        "casework.test_bulk",
        "casework.test_cases",
        "casework.test_notes",
        "casework.timeline.test_timeline",
    }
)
ROOM = 2_000_000_000  # bytes: databases of a run and the server's log of changes

_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Server:
    """A running server; its socket stands in its folder and nobody else hears it."""

    programs: Path
    folder: Path

    def run(self, program: str, *arguments: str) -> None:
        """One of the server's own programs, as the server's own user."""
        subprocess.run(
            [str(self.programs / program), *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.STDOUT,
            env={**os.environ, "PGHOST": str(self.folder), "PGUSER": OWNER, "LC_ALL": "C.UTF-8"},
            cwd=self.folder,
            **_as_owner(),
        )

    def new_database(self, like: ServerAddress | None = None) -> ServerAddress:
        """An empty database, as the office's administrator makes one; or a copy of another.

        Nobody may be in the one that is copied.
        """
        name = f"court_{next(_numbers)}"
        pattern = "template0" if like is None else str(like.url.database)
        self.ask(f'CREATE DATABASE "{name}" TEMPLATE "{pattern}" STRATEGY FILE_COPY')
        return address_of(f"postgresql://{OWNER}@/{name}?host={self.folder}")

    def drop(self, address: ServerAddress) -> None:
        """Remove a database, whoever is still in it."""
        self.ask(f'DROP DATABASE "{address.url.database}" WITH (FORCE)')

    def ask(self, statement: str) -> None:
        """One statement of the administrator's, in a database that is no court."""
        at = f"postgresql://{OWNER}@/postgres?host={self.folder}"
        with psycopg.connect(at, autocommit=True) as connection:
            connection.execute(statement.encode())


def programs() -> list[Path]:
    """Where the newest server's programs are; empty where no server is installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name))
    on_path = shutil.which("initdb")
    return found[-1:] or ([Path(on_path).parent] if on_path else [])


@contextmanager
def running(
    where: Path, prepare: Callable[[Path], dict[str, str]] | None = None
) -> Iterator[Server]:
    """A fresh server for a while. `prepare` puts files into its folder and names more settings."""
    with tempfile.TemporaryDirectory(prefix="drugcourt-server-", dir=_quick_disk()) as name:
        folder = Path(name)
        if os.getuid() == 0:
            shutil.chown(folder, OWNER, OWNER)
        server = Server(where, folder)
        data = str(folder / "data")
        server.run("initdb", "-D", data, "-A", "trust", "-U", OWNER, "-E", "UTF8", "--no-sync")
        settings = SETTINGS | (prepare(folder) if prepare is not None else {})
        options = " ".join(f"-c {key}='{value}'" for key, value in settings.items())
        server.run("pg_ctl", "-D", data, "-w", "-l", f"{folder}/log", "-o",
                   f"-k {folder} {options}", "start")  # fmt: skip
        try:
            yield server
        finally:
            server.run("pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")


def _quick_disk() -> Path | None:
    """Memory where there is enough of it: a new database is some hundred files."""
    memory = Path("/dev/shm")  # the folder in it is made by tempfile
    enough = memory.is_dir() and shutil.disk_usage(memory).free > ROOM
    return memory if enough else None


def _as_owner() -> dict[str, Any]:
    if os.getuid() != 0:
        return {}
    owner = pwd.getpwnam(OWNER)
    return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
