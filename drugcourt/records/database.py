"""What an open court is, wherever it stands: who reads and writes in it, and who else is told."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any, ClassVar

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker

from drugcourt.errors import Refusal
from drugcourt.records import history, sealed
from drugcourt.records.addresses import Place
from drugcourt.records.keys import Unlocked
from drugcourt.records.tries import Tries


class HistorySession(Session):
    """A database session of the court; it writes history by itself."""


history.watch(HistorySession)
sealed.watch(HistorySession)


class ClosedCourt(ABC):
    """A court before its key is known: who has an account, and what was tried at its door."""

    name: str
    tries: Tries

    @abstractmethod
    def key_document(self) -> str:
        """The key slots as they are kept. Raises NotACourt, Busy or DiskTrouble."""

    @abstractmethod
    def open(self, key: Unlocked) -> OpenCourt:
        """The court, open and brought up to date; what can't be opened is let go of."""

    @abstractmethod
    def close(self) -> None:
        """Let go of what was needed to look at it."""


class OpenCourt(ABC):
    """An open court: sessions to read, sessions to write, and the key to the history.

    `driver` is the package whose errors are this court's. `reading` are options of the sessions
    that ask.
    """

    driver: ClassVar[str]

    def __init__(
        self, place: Place, name: str, key: Unlocked, engine: Engine, **reading: Any
    ) -> None:
        self.place = place
        self.name = name
        self.login = key.login
        self.key = key
        self.history_key = key.history_key
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

    @abstractmethod
    def explain(self, trouble: BaseException) -> Refusal:
        """The one sentence for a failure of the database, by what the engine said."""

    @abstractmethod
    def key_document(self) -> str:
        """The key slots, wherever they are kept: the same passwords open a copy."""

    @abstractmethod
    def amend_key_document(self, change: Callable[[str], str]) -> None:
        """Put what `change` makes of the key slots in their place, whole or not at all."""

    @property
    @abstractmethod
    def tries(self) -> Tries:
        """What was tried at the door of this court."""

    def raised(self, trouble: DBAPIError) -> bool:
        """Whether a failure is this court's, when two are at work."""
        return type(trouble.orig).__module__.startswith(self.driver)

    @abstractmethod
    def tell_others(self, db: Session, kinds: frozenset[str]) -> None:
        """Let other desks know which kinds of record an act touched, with its own commit."""

    def mark(self, db: Session) -> str:
        """What tells afterwards whether the transaction about to be committed was; a file knows."""
        return ""

    def is_cut(self, trouble: DBAPIError) -> bool:
        """Whether the way to the court broke, so that the same act may be tried again."""
        return False

    def came_true(self, mark: str) -> bool:
        """Whether the transaction of that mark was committed. Raises DBAPIError where nobody can
        be asked now."""
        return False

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

    @abstractmethod
    def discard(self) -> None:
        """Take back a new court that could not be made whole."""
