"""How a court file is opened and made: encrypted or not at all, in whole transactions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as cipher
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

from drugcourt.errors import Busy, DiskTrouble, NotACourt, Refusal
from drugcourt.records import key_document, migrate
from drugcourt.records.database import ClosedCourt, OpenCourt
from drugcourt.records.folders import check_folder
from drugcourt.records.key_document import key_file
from drugcourt.records.keys import Unlocked
from drugcourt.records.tries import TriesFile, tries_file

PLAIN_HEADER = b"SQLite format 3\x00"
PAGE_CACHE_KIB = 65_536  # trust.md section 6: with 64 MB, encryption is not felt in daily work
BUSY_MILLISECONDS = 5_000
SIDE_FILES = ("-wal", "-shm")


def connect(path: Path, key: bytes, *, create: bool = False) -> Any:
    """A keyed connection to the file. The key comes first, then every other setting.

    Raises NotACourt when the file is missing, plain, foreign or damaged, or when the library does
    not encrypt (its `PRAGMA key` would be ignored without an error).
    """
    if not create:
        look_at(path)
    try:
        connection = cipher.connect(
            f"file:{_quoted(path)}?mode={'rwc' if create else 'rw'}",
            uri=True,
            check_same_thread=False,
            timeout=BUSY_MILLISECONDS / 1000,
        )
    except cipher.Error as trouble:
        raise DiskTrouble(
            f"The court file {path.name} can't be opened here; check that the folder exists and "
            "may be written."
        ) from trouble
    try:
        connection.isolation_level = None
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("PRAGMA cipher_log_level = NONE")
        version = connection.execute("PRAGMA cipher_version").fetchone()
        if not version or not version[0]:
            raise NotACourt(
                "This installation can't encrypt, so it will not open a court; install the program "
                "again from its own package list."
            )
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        for setting in _SETTINGS:
            connection.execute(setting)
    except cipher.Error as trouble:
        connection.close()
        raise explain(trouble, path.name) from trouble
    except NotACourt:
        connection.close()
        raise
    return connection


_SETTINGS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",
    f"PRAGMA cache_size = -{PAGE_CACHE_KIB}",
    f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}",
    "PRAGMA trusted_schema = OFF",
)


def look_at(path: Path) -> None:
    """Refuse what can't be a court file, before any key is tried."""
    try:
        if not path.exists():
            raise NotACourt(
                f"There is no court file {path.name} in that folder; look for it elsewhere."
            )
        if path.is_dir():
            raise NotACourt(f"{path.name} is a folder, not a court file; choose a file in it.")
        if not path.is_file():  # reading a pipe would wait for ever
            raise NotACourt(f"{path.name} is a device, not a court file; choose a file.")
        size = path.stat().st_size
        with path.open("rb") as stream:
            header = stream.read(16)
    except OSError as trouble:
        raise DiskTrouble(
            f"The court file {path.name} can't be read ({trouble.strerror}); ask whoever keeps "
            "this computer to let you read it."
        ) from trouble
    if size < 1024 or header == PLAIN_HEADER:
        raise NotACourt(
            f"{path.name} is not a court file of this program, or it is cut off; choose another "
            "file, or the latest backup."
        )


def open_engine(open_connection: Callable[[], Any]) -> Engine:
    """An engine over keyed connections; `BEGIN` is explicit, a failed step leaves nothing."""
    engine = create_engine(
        "sqlite://",
        module=cipher,
        creator=open_connection,
        poolclass=QueuePool,
        hide_parameters=True,
    )

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


class CourtFile(OpenCourt):
    """An open court file."""

    driver = "sqlcipher3"

    def __init__(self, path: Path, key: Unlocked, *, create: bool = False) -> None:
        self.path = path
        if create:
            connect(path, key.data_key, create=True).close()
        super().__init__(path, path.name, key, open_engine(lambda: connect(path, key.data_key)))

    def connect(self) -> Any:
        """One more keyed connection to the file, outside every transaction."""
        return connect(self.path, self.key.data_key)

    def tell_others(self, db: Session, kinds: frozenset[str]) -> None:
        """A file has no other desks."""

    def explain(self, trouble: BaseException) -> Refusal:
        """The one sentence for what the engine said of the file."""
        return explain(trouble, self.name)

    def key_document(self) -> str:
        """The key slots beside the file."""
        return key_document.read_document(self.path)

    def amend_key_document(self, change: Callable[[str], str]) -> None:
        """Read and change them beside the file while no other program writes in it."""
        try:
            with self.engine.execution_options(writes=True).begin():
                after = change(key_document.read_document(self.path))
                key_document.write_document(self.path, after)
        except DBAPIError as trouble:
            raise explain(trouble, self.name) from trouble

    @property
    def tries(self) -> TriesFile:
        """The lines beside the file."""
        return TriesFile(self.path)

    def discard(self) -> None:
        """Close the file and remove it with its keys."""
        self.close()
        forget_file(self.path)


class ClosedFile(ClosedCourt):
    """A court file before its key is known. Raises NotACourt where it can't be one."""

    def __init__(self, path: Path) -> None:
        look_at(path)
        check_folder(path)
        self.path = path
        self.name = key_file(path).name
        self.tries = TriesFile(path)

    def key_document(self) -> str:
        """The key slots beside the file."""
        return key_document.read_document(self.path)

    def close(self) -> None:
        """Nothing is held of a file before it is opened."""

    def open(self, key: Unlocked) -> CourtFile:
        """The court, with its tables brought up to date."""
        court = CourtFile(self.path, key)
        try:
            migrate.bring_up_to_date(court.engine, self.path)
        except DBAPIError as trouble:
            court.close()
            raise explain(trouble, self.path.name) from trouble
        except Refusal:
            court.close()
            raise
        return court


def check_new(path: Path) -> None:
    """Refuse a place where no new court file can or should stand."""
    if path.exists() or key_file(path).exists():
        raise Refusal(f"{path.name} exists already in that folder; choose another name.")
    if not path.parent.is_dir():
        raise Refusal(f"The folder for {path.name} does not exist; choose another place.")
    check_folder(path)


def make_file(path: Path, document: str, key: Unlocked) -> CourtFile:
    """A new, empty court file with its key slots beside it; when that fails nothing is left."""
    check_new(path)
    try:
        key_document.write_document(path, document)
        court = CourtFile(path, key, create=True)
        migrate.bring_up_to_date(court.engine, None, create=True)
    except (DBAPIError, Refusal) as trouble:
        forget_file(path)
        said = trouble if isinstance(trouble, Refusal) else explain(trouble, path.name)
        raise said from trouble
    return court


def forget_file(path: Path) -> None:
    """Remove a court file that is not wanted, with its keys and what the database keeps beside."""
    side_files = [path.with_name(path.name + ending) for ending in SIDE_FILES]
    for leftover in (path, key_file(path), tries_file(path), *side_files):
        leftover.unlink(missing_ok=True)


def explain(trouble: BaseException, name: str) -> Refusal:
    """The one sentence for a failure of the database, by what the engine said."""
    said = str(getattr(trouble, "orig", None) or trouble).lower()
    if "full" in said:
        return DiskTrouble(
            "The disk is full and nothing was changed; free some space and try again."
        )
    if "locked" in said or "busy" in said:
        return Busy("The court file is in use by another program; try again in a moment.")
    if "readonly" in said or "read-only" in said:
        return DiskTrouble(f"The court file {name} is read-only here, so nothing was changed.")
    if "not a database" in said or "malformed" in said or "corrupt" in said or "hmac" in said:
        return NotACourt(
            f"{name} is damaged, or it belongs to another key file; nothing was changed, so open "
            "the latest backup instead."
        )
    if "unable to open" in said or "disk i/o" in said:
        return DiskTrouble(
            f"The disk refused to read or write {name}; check the drive and its free space; "
            "nothing was changed."
        )
    return Refusal("The court file refused that change; nothing was changed.")


def _quoted(path: Path) -> str:
    """A path as SQLite's file addresses want it: the three reserved characters escaped."""
    text = str(path.resolve())
    return text.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
