"""How a court on a PostgreSQL server is opened, written by one desk at a time, heard by others."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    create_engine,
    event,
    insert,
    inspect,
    select,
    text,
    update,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from drugcourt.errors import Busy, NotACourt, Refusal
from drugcourt.records import migrate
from drugcourt.records.addresses import ServerAddress
from drugcourt.records.court_keys import CourtKeys
from drugcourt.records.database import ClosedCourt, OpenCourt
from drugcourt.records.everything import METADATA
from drugcourt.records.keys import Unlocked
from drugcourt.records.tries import TriesTable

CHANNEL = "drugcourt"
ONE_WRITER = 0x64_72_75_67  # the advisory lock that every act takes: one writer, as on a file
LOCK_WAIT = "30s"  # how long an act waits for another desk's act before it says so
CONNECT_WAIT = 10  # seconds
EVERYTHING = "*"
STILL_ENDING = 50  # tenths of a second that a server is given to notice that a desk is gone
MOST_NOTICE = 7_000  # bytes; PostgreSQL takes 8,000 with a notice


class ServerCourt(OpenCourt):
    """An open court on a server, one desk of several. `desk` tells its own notices apart."""

    driver = "psycopg"

    def __init__(self, address: ServerAddress, key: Unlocked, engine: Engine) -> None:
        self.address = address
        self.desk = secrets.token_hex(8)
        self._ear: Connection | None = None
        super().__init__(
            address,
            address.name,
            key,
            engine,
            isolation_level="REPEATABLE READ",
            postgresql_readonly=True,
        )

    def explain(self, trouble: BaseException) -> Refusal:
        """The one sentence for what the server, or the way to it, said."""
        return explain(trouble, self.address)

    def key_document(self) -> str:
        """The key slots in their table."""
        try:
            with self.engine.connect() as connection:
                return connection.execute(select(CourtKeys.document)).scalar_one()
        except DBAPIError as trouble:
            raise explain(trouble, self.address) from trouble

    def amend_key_document(self, change: Callable[[str], str]) -> None:
        """Read and change them in their table while no other desk writes."""
        try:
            with self.engine.execution_options(writes=True).begin() as connection:
                document = change(connection.execute(select(CourtKeys.document)).scalar_one())
                connection.execute(update(CourtKeys).values(document=document))
        except DBAPIError as trouble:
            raise explain(trouble, self.address) from trouble

    @property
    def tries(self) -> TriesTable:
        """The lines in their table."""
        return TriesTable(self.engine)

    def tell_others(self, db: Session, kinds: frozenset[str]) -> None:
        """Other desks hear the kinds that changed once the act is committed, not before."""
        told = f"{self.desk}:{','.join(sorted(kinds))}"
        if len(told) > MOST_NOTICE:
            told = f"{self.desk}:{EVERYTHING}"
        db.execute(text("SELECT pg_notify(:channel, :told)"), {"channel": CHANNEL, "told": told})

    def mark(self, db: Session) -> str:
        """The server's own number of the transaction; it remembers what became of it."""
        return str(db.scalar(text("SELECT pg_current_xact_id()")))

    def is_cut(self, trouble: DBAPIError) -> bool:
        """Whether the connection is gone: ended by the server, or the way to it broke."""
        state = str(getattr(trouble.orig, "sqlstate", None) or "")
        return trouble.connection_invalidated or state.startswith(("08", "57P"))

    def came_true(self, mark: str) -> bool:
        """Ask on a new connection, after every older one was let go of."""
        self.engine.dispose()
        asked = text("SELECT pg_xact_status(CAST(:mark AS xid8))")
        for _turn in range(STILL_ENDING):
            with self.engine.connect() as connection:
                said = connection.scalar(asked, {"mark": mark})
                if said != "in progress":
                    return bool(said == "committed")
                connection.execute(text("SELECT pg_sleep(0.1)"))  # its last moment, on the server
        return False

    def ear(self) -> int | None:
        """Begin to listen; the socket is readable when another desk may have changed something."""
        return int(self._listening().fileno())

    @property
    def listens(self) -> bool:
        """Whether the ear that was opened still hears."""
        return self._ear is not None

    def hear(self) -> frozenset[str]:
        """The kinds of record that other desks touched since this was asked last.

        After the way to the server broke, all kinds: nobody knows what was missed.
        """
        try:
            ear = self._listening()
            ear.execute("SELECT 1")  # a connection that broke says so only when it is used
            spoken = [notice.payload for notice in ear.notifies(timeout=0)]
        except (DBAPIError, self.engine.dialect.loaded_dbapi.Error):
            self._stop_listening()
            return frozenset(METADATA.tables)
        heard: set[str] = set()
        for payload in spoken:
            desk, _, kinds = payload.partition(":")
            if desk != self.desk:
                heard |= set(METADATA.tables) if kinds == EVERYTHING else set(kinds.split(","))
        return frozenset(heard)

    def close(self) -> None:
        """Let go of every connection."""
        self._stop_listening()
        super().close()

    def discard(self) -> None:
        """Empty the database again: it was empty before the court was made in it."""
        with self.engine.begin() as connection:
            connection.execute(text("DROP TABLE IF EXISTS alembic_version"))
            METADATA.drop_all(connection)
            for name in connection.scalars(_OUR_FUNCTIONS).all():
                connection.execute(text(f'DROP FUNCTION "{name}"'))
        self.close()

    def _listening(self) -> Any:
        if self._ear is None:
            ear = self.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            ear.exec_driver_sql(f"LISTEN {CHANNEL}")
            self._ear = ear
        return self._ear.connection.driver_connection

    def _stop_listening(self) -> None:
        ear, self._ear = self._ear, None
        if ear is not None:
            with suppress(DBAPIError):
                ear.invalidate()
                ear.close()


_OUR_FUNCTIONS = text(
    "SELECT proname FROM pg_proc WHERE pronamespace = current_schema()::regnamespace"
)


class ClosedServer(ClosedCourt):
    """A court on a server before its key is known. Raises NotACourt where there is none."""

    def __init__(self, address: ServerAddress) -> None:
        self.address = address
        self.name = address.name
        self._engine = open_engine(address)
        self.tries = TriesTable(self._engine)

    def key_document(self) -> str:
        """The key slots in their table."""
        try:
            if migrate.version_of(self._engine) is None:
                raise NotACourt(f"There is no court in {self.name}; nothing was changed.")
            with self._engine.connect() as connection:
                document = connection.scalar(select(CourtKeys.document))
        except DBAPIError as trouble:
            raise explain(trouble, self.address) from trouble
        if document is None:
            raise NotACourt(f"The court in {self.name} has no keys; nobody can open it.")
        return str(document)

    def open(self, key: Unlocked) -> ServerCourt:
        """The court, with its tables brought up to date; it goes on with the same engine."""
        try:
            migrate.bring_up_to_date(self._engine, None)
        except DBAPIError as trouble:
            raise explain(trouble, self.address) from trouble
        return ServerCourt(self.address, key, self._engine)

    def close(self) -> None:
        """Let go of the connection."""
        self._engine.dispose()


def is_taken(address: ServerAddress) -> bool:
    """Whether the database holds anything. Raises Refusal where it can't be asked."""
    engine = open_engine(address)
    try:
        return bool(_tables_in(engine))
    except DBAPIError as trouble:
        raise explain(trouble, address) from trouble
    finally:
        engine.dispose()


def _tables_in(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return inspect(connection).get_table_names()


def make_server_court(address: ServerAddress, document: str, key: Unlocked) -> ServerCourt:
    """The tables of a new, empty court in an empty database; one that holds a court is refused."""
    engine = open_engine(address)
    try:
        if _tables_in(engine):
            raise Refusal(
                f"{address.name} is not empty; name an empty database, which the office's "
                "administrator makes; nothing was changed."
            )
        migrate.bring_up_to_date(engine, None, create=True)
        with engine.execution_options(writes=True).begin() as connection:
            connection.execute(insert(CourtKeys).values(document=document))
    except DBAPIError as trouble:
        engine.dispose()
        raise explain(trouble, address) from trouble
    except Refusal:
        engine.dispose()
        raise
    return ServerCourt(address, key, engine)


def open_engine(address: ServerAddress) -> Engine:
    """An engine whose acts come one after another, and whose moments are in UTC."""
    engine = create_engine(
        address.url.set(drivername="postgresql+psycopg"),
        hide_parameters=True,
        pool_pre_ping=True,
        connect_args={
            "options": f"-c timezone=UTC -c lock_timeout={LOCK_WAIT}",
            "application_name": "drugcourt",
            "connect_timeout": CONNECT_WAIT,
        },
    )

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get("writes", False):
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({ONE_WRITER})")

    return engine


def explain(trouble: BaseException, address: ServerAddress) -> Refusal:
    """The one sentence for a failure of the server or of the way to it."""
    origin = getattr(trouble, "orig", None) or trouble
    state = str(getattr(origin, "sqlstate", None) or "")
    said = str(origin).lower()
    if "certificate" in said or "ssl " in said:
        return Refusal(
            f"The server of {address.name} could not prove that it is the right one, so nothing "
            "was sent to it; ask the office's administrator about its certificate."
        )
    for beginning, refusal in _SENTENCES.items():
        if state.startswith(beginning):
            return refusal(address)
    if not state:  # the way to the server failed: the driver has only its words
        for words, refusal in _AT_THE_DOOR.items():
            if words in said:
                return refusal(address)
        return Busy(
            f"The server of {address.name} can't be reached; nothing was changed, so try again "
            "when the network is back."
        )
    return Refusal("The server refused that change; nothing was changed.")


def _busy(_address: ServerAddress) -> Refusal:
    return Busy("Another desk is changing the court just now; nothing was changed, so try again.")


def _unknown(address: ServerAddress) -> Refusal:
    return NotACourt(f"The server has no database named {address.url.database}; check its name.")


def _not_let_in(address: ServerAddress) -> Refusal:
    return Refusal(
        f"The server of {address.name} does not let this user in; check the user name in the "
        "address and the server's password."
    )


def _full(_address: ServerAddress) -> Refusal:
    return Refusal("The server's disk is full and nothing was changed; tell the administrator.")


def _gone(address: ServerAddress) -> Refusal:
    return Busy(
        f"The server of {address.name} ended the connection; nothing was changed, so try again in "
        "a moment."
    )


_SENTENCES: dict[str, Callable[[ServerAddress], Refusal]] = {
    "08": _gone,
    "28": _not_let_in,
    "3D": _unknown,
    "40": _busy,
    "53": _full,
    "55P03": _busy,
    "57": _gone,
}


_AT_THE_DOOR: dict[str, Callable[[ServerAddress], Refusal]] = {
    "authentication failed": _not_let_in,
    "no password supplied": _not_let_in,
    "pg_hba.conf": _not_let_in,
    "role ": _not_let_in,
    "database ": _unknown,
    "starting up": _gone,
    "shutting down": _gone,
}
