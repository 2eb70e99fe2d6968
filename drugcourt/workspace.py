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
from drugcourt.records import keys, servers
from drugcourt.records.addresses import Place, ServerAddress
from drugcourt.records.court_files import CourtFile, check_new, make_file, open_file
from drugcourt.records.database import OpenCourt
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
    """One open court. Widgets hold ids and ask again; they never hold live records."""

    def __init__(
        self,
        database: OpenCourt,
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
    def place(self) -> Place:
        """Where the court stands: its file, or its address on the office's server."""
        return self.database.place

    @property
    def is_file(self) -> bool:
        """Whether the court is a file on this computer, not one on a server."""
        return isinstance(self.database, CourtFile)

    @property
    def path(self) -> Path:
        """Where the court file is. Raises Refusal where the court stands on a server."""
        if isinstance(self.database, CourtFile):
            return self.database.path
        raise Refusal(
            "This court stands on the office's server, so there is no file of it here; take it "
            "into a file first, with the command “move”."
        )

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
            raise self._explain(trouble, reading=True) from trouble

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
                if book.touched:
                    self.database.tell_others(db, frozenset(book.touched))
        except IntegrityError as clash:
            raise Refusal(
                "That would clash with something already recorded; nothing was changed."
            ) from clash
        except StaleDataError as stale:
            raise Refusal(
                "Someone else changed this record meanwhile; look at it again, then repeat your "
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

    def ear(self) -> int | None:
        """A socket that is readable when another desk changed something; None for a file."""
        try:
            return self.database.ear()
        except DBAPIError as trouble:
            raise self._explain(trouble) from trouble

    @property
    def listens(self) -> bool:
        """Whether the ear that was opened still hears."""
        return self.database.listens

    def hear_others(self) -> frozenset[str]:
        """Announce what other desks changed, and give back which kinds of record."""
        kinds = self.database.hear()
        self.announce(kinds)
        return kinds

    def close(self) -> None:
        """Let go of the court."""
        self._heard.clear()
        self.database.close()

    def discard(self) -> None:
        """Take back a new court that could not be made whole."""
        self._heard.clear()
        self.database.discard()

    def _explain(self, trouble: SQLAlchemyError, *, reading: bool = False) -> Refusal:
        log.warning("database trouble: %s", type(getattr(trouble, "orig", trouble)).__name__)
        said = self.database.explain(trouble)
        if reading and type(said) is Refusal:  # it speaks of a change, and there was none to refuse
            return Refusal(
                "The court's records could not be read just now. Try again; if it says so again, "
                "close the court, open it anew, and check it."
            )
        return said


def open_court(
    place: Place,
    password: str,
    *,
    as_of: date | None = None,
    who: str = "",
    derive: Derive | None = None,
) -> Workspace:
    """Open a court, a file or on a server, with a password; its tables are brought up to date.

    Raises WrongPassword, NotACourt, Busy or DiskTrouble, each with its sentence; the court is then
    as it was.
    """
    if isinstance(place, ServerAddress):
        database: OpenCourt = servers.open_server(place, password)
    else:
        database = open_file(place, password)
    return Workspace(database, who=who, as_of=as_of, derive=derive)


def create_court(
    place: Place,
    password: str,
    *,
    login: str = "coordinator",
    as_of: date | None = None,
    who: str = "",
    derive: Derive | None = None,
    any_password: bool = False,
    cost: keys.Cost | None = None,
) -> Workspace:
    """Make a new, empty court; refuses to touch a file, or a database, that holds something.

    `any_password` lifts the password rules; only the demonstration court uses it.
    """
    if not any_password:
        keys.check_password(password)
    if isinstance(place, Path):
        check_new(place)  # before the work that a password costs
    document, key = keys.new_document(login, password, cost)
    database: OpenCourt = (
        servers.make_server_court(place, document, key)
        if isinstance(place, ServerAddress)
        else make_file(place, document, key)
    )
    return Workspace(database, who=who, as_of=as_of, derive=derive)
