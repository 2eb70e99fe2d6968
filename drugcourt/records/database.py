"""How a court is opened, a file here: encrypted or not at all, whole transactions, one refusal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as cipher
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import QueuePool

from drugcourt.errors import Busy, DiskTrouble, NotACourt, Refusal
from drugcourt.records import history
from drugcourt.records.addresses import Place
from drugcourt.records.keys import Unlocked, key_file

PLAIN_HEADER = b"SQLite format 3\x00"
PAGE_CACHE_KIB = 65_536  # trust.md section 6: with 64 MB, encryption is not felt in daily work
BUSY_MILLISECONDS = 5_000
SIDE_FILES = ("-wal", "-shm")


class HistorySession(Session):
    """A database session of the court; it writes history by itself."""


history.watch(HistorySession)


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
            f"The court file {path.name} can't be opened here. Check that the folder exists and "
            "may be written."
        ) from trouble
    try:
        connection.isolation_level = None
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("PRAGMA cipher_log_level = NONE")
        version = connection.execute("PRAGMA cipher_version").fetchone()
        if not version or not version[0]:
            raise NotACourt(
                "This installation can't encrypt, so it will not open a court. Install the program "
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
            raise NotACourt(f"There is no court file {path.name} in that folder.")
        if path.is_dir():
            raise NotACourt(f"{path.name} is a folder, not a court file.")
        if not path.is_file():  # reading a pipe would wait for ever
            raise NotACourt(f"{path.name} is a device, not a court file.")
        size = path.stat().st_size
        with path.open("rb") as stream:
            header = stream.read(16)
    except OSError as trouble:
        raise DiskTrouble(
            f"The court file {path.name} can't be read: {trouble.strerror}."
        ) from trouble
    if size < 1024 or header == PLAIN_HEADER:
        raise NotACourt(f"{path.name} is not a court file of this program, or it is cut off.")


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


class OpenCourt:
    """An open court: sessions to read, sessions to write, and the key to the history."""

    driver = ""

    def __init__(
        self, place: Place, name: str, key: Unlocked, engine: Engine, **reading: Any
    ) -> None:
        self.place = place
        self.name = name
        self.login = key.login
        self.key = key
        self.history_key = key.derive("history")
        self.engine = engine
        self._readers = sessionmaker(
            engine.execution_options(**reading), class_=HistorySession, expire_on_commit=False
        )
        self._writers = sessionmaker(
            engine.execution_options(writes=True), class_=HistorySession, expire_on_commit=False
        )

    def reading(self) -> Session:
        """A session for questions; it sees one consistent state and changes nothing."""
        return self._readers()

    def writing(self, book: history.Logbook) -> Session:
        """A session for one act; its history goes under the given logbook."""
        db = self._writers()
        db.info["logbook"] = book
        return db

    def explain(self, trouble: BaseException) -> Refusal:
        """The one sentence for a failure of the database, by what the engine said."""
        return explain(trouble, self.name)

    def raised(self, trouble: DBAPIError) -> bool:
        """Whether a failure is this court's, when two are at work."""
        return type(trouble.orig).__module__.startswith(self.driver)

    def tell_others(self, db: Session, kinds: frozenset[str]) -> None:
        """Let other desks know, with the act's own commit; a file has no other desks."""

    def ear(self) -> int | None:
        """The number of a socket that is readable when another desk spoke; None for a file."""
        return None

    @property
    def listens(self) -> bool:
        """Whether the ear that was opened still hears; a file has none."""
        return False

    def hear(self) -> frozenset[str]:
        """The kinds of record that other desks touched since this was asked last."""
        return frozenset()

    def close(self) -> None:
        """Let go of the court and of every connection that knows the key."""
        self.engine.dispose()

    def discard(self) -> None:
        """Take back a new court that could not be made whole."""
        raise NotImplementedError


class Database(OpenCourt):
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

    def discard(self) -> None:
        """Close the file and remove it with its keys."""
        self.close()
        forget_file(self.path)


def forget_file(path: Path) -> None:
    """Remove a court file that is not wanted, with its keys and what the database keeps beside."""
    for leftover in (path, key_file(path), *(path.with_name(path.name + s) for s in SIDE_FILES)):
        leftover.unlink(missing_ok=True)


def explain(trouble: BaseException, name: str) -> Refusal:
    """The one sentence for a failure of the database, by what the engine said."""
    said = str(getattr(trouble, "orig", None) or trouble).lower()
    if "full" in said:
        return DiskTrouble("The disk is full. Free some space and try again; nothing was changed.")
    if "locked" in said or "busy" in said:
        return Busy("The court file is in use by another program. Try again in a moment.")
    if "readonly" in said or "read-only" in said:
        return DiskTrouble(f"The court file {name} is read-only here; nothing was changed.")
    if "not a database" in said or "malformed" in said or "corrupt" in said or "hmac" in said:
        return NotACourt(
            f"{name} is damaged, or it belongs to another key file. Nothing was changed; open the "
            "latest backup instead."
        )
    if "unable to open" in said or "disk i/o" in said:
        return DiskTrouble(
            f"The disk refused to read or write {name}. Check the drive and its free space; "
            "nothing was changed."
        )
    return Refusal("The court file refused that change; nothing was changed.")


def _quoted(path: Path) -> str:
    """A path as SQLite's file addresses want it: the three reserved characters escaped."""
    text = str(path.resolve())
    return text.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
