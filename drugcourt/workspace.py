"""The open court: ask it questions, perform acts on it, hear what changed."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from drugcourt.errors import Refusal
from drugcourt.records import keys, migrate
from drugcourt.records.database import Database, explain, look_at
from drugcourt.records.history import Logbook

log = logging.getLogger(__name__)

Wanted = ParamSpec("Wanted")
Answer = TypeVar("Answer")
Heard = Callable[[frozenset[str]], None]


@dataclass(frozen=True, slots=True)
class Context:
    """Who performs an act, on which day, at which moment, and why."""

    who: str
    today: date
    now: datetime
    reason: str = ""


Derive = Callable[[Session, Context, frozenset[int] | None, frozenset[str]], None]
Question = Callable[Concatenate[Session, Wanted], Answer]
Act = Callable[Concatenate[Session, Context, Wanted], Answer]


class Workspace:
    """One open court file. Widgets hold ids and ask again; they never hold live records."""

    def __init__(
        self,
        database: Database,
        *,
        who: str = "",
        as_of: date | None = None,
        derive: Derive | None = None,
    ) -> None:
        self.database = database
        self.who = who or database.login
        self._as_of = as_of
        self._derive = derive
        self._heard: list[Heard] = []

    @property
    def path(self) -> Path:
        """Where the court file is."""
        return self.database.path

    @property
    def today(self) -> date:
        """The day it is: the computer's, unless another was set at opening."""
        return self._as_of or datetime.now().astimezone().date()

    @property
    def now(self) -> datetime:
        """This moment, aware; on the day that was set, if one was."""
        moment = datetime.now(UTC)
        return (
            moment
            if self._as_of is None
            else moment.replace(year=self._as_of.year, month=self._as_of.month, day=self._as_of.day)
        )

    def read(
        self,
        question: Callable[Concatenate[Session, Wanted], Answer],
        /,
        *args: Wanted.args,
        **wanted: Wanted.kwargs,
    ) -> Answer:
        """Ask: `question(db, **wanted)` in one consistent view of the court; it changes nothing."""
        try:
            with self.database.reading() as db:
                answer = question(db, *args, **wanted)
                db.rollback()
                return answer
        except DBAPIError as trouble:
            raise self._explain(trouble) from trouble

    def perform(
        self,
        act: Callable[Concatenate[Session, Context, Wanted], Answer],
        /,
        *args: Wanted.args,
        **wanted: Wanted.kwargs,
    ) -> Answer:
        """Do: `act(db, context, **wanted)` in one transaction with its history, or not at all."""
        return self.perform_because("", act, *args, **wanted)

    def perform_because(
        self,
        reason: str,
        act: Callable[Concatenate[Session, Context, Wanted], Answer],
        /,
        *args: Wanted.args,
        **wanted: Wanted.kwargs,
    ) -> Answer:
        """The same, with the reason that goes into the history."""
        context = Context(self.who, self.today, self.now, reason)
        name = getattr(act, "__name__", "act")
        book = Logbook(self.database.history_key, context.now, self.who, name, reason)
        try:
            with self.database.writing(book) as db, db.begin():
                answer = act(db, context, *args, **wanted)
                db.flush()
                if self._derive is not None and book.touched:
                    self._derive(db, context, frozenset(book.episodes), frozenset(book.touched))
        except IntegrityError as clash:
            raise Refusal(
                "That would clash with something already recorded; nothing was changed."
            ) from clash
        except StaleDataError as stale:
            raise Refusal(
                "Someone else changed this record meanwhile. Look at it again, then repeat your "
                "change."
            ) from stale
        except DBAPIError as trouble:
            raise self._explain(trouble) from trouble
        self.announce(book.touched)
        return answer

    def listen(self, heard: Heard) -> None:
        """Call `heard(kinds)` after every act, with the kinds of record it touched."""
        self._heard.append(heard)

    def unlisten(self, heard: Heard) -> None:
        """Stop calling; unknown listeners are ignored."""
        self._heard = [other for other in self._heard if other != heard]

    def announce(self, kinds: Iterable[str]) -> None:
        """Tell every listener which kinds of record changed."""
        touched = frozenset(kinds)
        if touched:
            for heard in list(self._heard):
                heard(touched)

    def close(self) -> None:
        """Let go of the file."""
        self._heard.clear()
        self.database.close()

    def discard(self) -> None:
        """Close a court that could not be made whole, and take its files back."""
        self.close()
        _remove(self.path)

    def _explain(self, trouble: SQLAlchemyError) -> Refusal:
        log.warning("database trouble: %s", type(getattr(trouble, "orig", trouble)).__name__)
        return explain(trouble, self.path.name)


def open_court(
    path: Path,
    password: str,
    *,
    as_of: date | None = None,
    who: str = "",
    derive: Derive | None = None,
) -> Workspace:
    """Open a court file with a password; its tables are brought up to date first.

    Raises WrongPassword, NotACourt, Busy or DiskTrouble, each with its sentence; the file is then
    as it was.
    """
    database_file = Path(path)
    look_at(database_file)
    key = keys.unlock(database_file, password)
    database = Database(database_file, key)
    try:
        migrate.bring_up_to_date(database.engine, database_file)
    except DBAPIError as trouble:
        database.close()
        raise explain(trouble, database_file.name) from trouble
    except Refusal:
        database.close()
        raise
    return Workspace(database, who=who, as_of=as_of, derive=derive)


def create_court(
    path: Path,
    password: str,
    *,
    login: str = "coordinator",
    as_of: date | None = None,
    who: str = "",
    derive: Derive | None = None,
    any_password: bool = False,
    cost: keys.Cost | None = None,
) -> Workspace:
    """Make a new, empty, encrypted court file; refuses to touch one that exists.

    `any_password` lifts the password rules; only the demonstration court uses it.
    """
    database_file = Path(path)
    if database_file.exists() or keys.key_file(database_file).exists():
        raise Refusal(f"{database_file.name} exists already in that folder. Choose another name.")
    if not database_file.parent.is_dir():
        raise Refusal(f"The folder for {database_file.name} does not exist. Choose another place.")
    if not any_password:
        keys.check_password(password)
    key = keys.create(database_file, login, password, cost)
    try:
        database = Database(database_file, key, create=True)
        migrate.bring_up_to_date(database.engine, None, create=True)
    except (DBAPIError, Refusal) as trouble:
        _remove(database_file)
        raise (
            trouble if isinstance(trouble, Refusal) else explain(trouble, database_file.name)
        ) from trouble
    return Workspace(database, who=who, as_of=as_of, derive=derive)


def _remove(path: Path) -> None:
    """Take back a court file that could not be made whole."""
    for leftover in (
        path,
        keys.key_file(path),
        *(path.with_name(path.name + s) for s in ("-wal", "-shm")),
    ):
        leftover.unlink(missing_ok=True)
