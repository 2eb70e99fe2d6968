"""The open court: ask it questions, perform acts on it, hear what changed."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar, cast

from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from drugcourt.domain.accounts import Account
from drugcourt.errors import Busy, Refusal
from drugcourt.records.addresses import Place
from drugcourt.records.court_files import CourtFile
from drugcourt.records.database import OpenCourt
from drugcourt.records.everything import METADATA
from drugcourt.records.history import Logbook, end_of_history
from drugcourt.records.holding import Hold
from drugcourt.records.locked import LockedCourt
from drugcourt.records.meanwhile import Meanwhile, Seen, refuse_as
from drugcourt.records.sealed import HIDES

log = logging.getLogger(__name__)

_SEEN: ContextVar[Seen | None] = ContextVar("seen", default=None)

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
    login: str = ""  # whose desk it is, where an act asks for two different people


Derive = Callable[[Session, Context, frozenset[int] | None, frozenset[str]], None]
Question = Callable[Concatenate[Session, Wanted], Answer]
Act = Callable[Concatenate[Session, Context, Wanted], Answer]


class Door(Protocol):
    """Who works here, and what they may: asked before every act and every question."""

    account: Account

    def check(self, what: Callable[..., Any], wanted: dict[str, Any], *, acts: bool) -> None:
        """Raise Refusal where the account's role may not do or ask this."""

    def why_not(self, what: Callable[..., Any], wanted: dict[str, Any], *, acts: bool) -> str:
        """The reason of that refusal, without refusing; nothing where it may."""

    def heard(self, kinds: frozenset[str]) -> None:
        """Records changed; what is known of accounts and rights may be old."""


class Guard(Protocol):
    """What watches the desk: who is looked at, and how far the history went."""

    def asked(self, what: Callable[..., Any], wanted: dict[str, Any]) -> None:
        """A question is being asked. Raises Refusal where something has to be said first."""

    def acted(self) -> None:
        """An act was done."""

    def leaving(self) -> None:
        """The desk is being locked or closed."""


@dataclass(slots=True)
class _Done:
    """An act as it was wanted, and what came of it."""

    act: Callable[..., Any]
    args: tuple[Any, ...]
    wanted: dict[str, Any]
    touched: set[str]
    seen: Seen | None
    answer: Any = None
    mine: set[int] = field(default_factory=set)
    mark: str = ""


class _Cut(Exception):  # never leaves this room
    """The way to the court broke before anything was kept."""

    def __init__(self, trouble: DBAPIError) -> None:
        super().__init__("cut")
        self.trouble = trouble


class Workspace:
    """One open court. Widgets hold ids and ask again; they never hold live records.

    Without a door nothing is checked: the program itself works then, as when it makes a court.
    """

    def __init__(
        self,
        database: OpenCourt,
        *,
        who: str = "",
        as_of: date | None = None,
        derive: Derive | None = None,
        door: Door | None = None,
        hold: Hold | None = None,
    ) -> None:
        self.database = database
        self._hold = hold
        self._doubt: _Done | None = None
        self.who = who or database.login
        self.door = door
        self.guard: Guard | None = None
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

    @property
    def by_the_clock(self) -> bool:
        """Whether the day is the computer's own, not one that was set at opening."""
        return self._as_of is None

    @property
    def clock(self) -> datetime:
        """This moment by the computer's clock, whichever day was set: for codes that run out."""
        return datetime.now(UTC)

    def read(
        self,
        question: Callable[Concatenate[Session, Wanted], Answer],
        /,
        *args: Wanted.args,
        **wanted: Wanted.kwargs,
    ) -> Answer:
        """Ask: `question(db, **wanted)` in one consistent view of the court; it changes nothing.

        Raises Refusal where the account's role may not ask it.
        """
        self.check(question, wanted, acts=False)
        if self.guard is not None:
            self.guard.asked(question, wanted)
        return self.ask_inside(question, *args, **wanted)

    def ask_inside(
        self,
        question: Callable[Concatenate[Session, Wanted], Answer],
        /,
        *args: Wanted.args,
        **wanted: Wanted.kwargs,
    ) -> Answer:
        """The same without the door: what the door itself has to know."""
        try:
            with self.database.reading() as db:
                db.info[HIDES] = True
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
        self.check(act, wanted, acts=True)
        arrived = self._settled(act, args, wanted)
        if arrived is not None:
            return cast(Answer, arrived.answer)
        try:
            done = self._do(reason, act, args, wanted)
        except _Cut:  # nothing of it was kept: the same once more, on a new connection
            try:
                done = self._do(reason, act, args, wanted)
            except _Cut as cut:
                raise self._explain(cut.trouble) from cut.trouble
        self._tell(done)
        return cast(Answer, done.answer)

    def _do(
        self, reason: str, act: Callable[..., Any], args: tuple[Any, ...], wanted: dict[str, Any]
    ) -> _Done:
        """One try. Raises _Cut where the way to the court broke before anything was kept."""
        context = Context(self.who, self.today, self.now, reason, self.database.login)
        name = getattr(act, "__name__", "act")
        book = Logbook(self.database.history_key, context.now, self.who, name, reason)
        done = _Done(act, args, wanted, touched=book.touched, seen=_SEEN.get())
        try:
            with self.database.writing(book) as db, db.begin():
                db.info[HIDES] = True
                met = Meanwhile.before(db, done.seen) if done.seen is not None else None
                try:
                    done.answer = act(db, context, *args, **wanted)
                    db.flush()
                except Refusal as refusal:
                    raise refuse_as(refusal, met, wanted) from refusal
                done.mine = met.check(db) if met is not None else set()
                db.info[HIDES] = False  # the program itself sees everybody
                if self._derive is not None and book.touched:
                    self._derive(db, context, frozenset(book.episodes), frozenset(book.touched))
                if book.touched:
                    self.database.tell_others(db, frozenset(book.touched))
                done.mark = self.database.mark(db)
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
            if not self.database.is_cut(trouble):
                raise self._explain(trouble) from trouble
            if not self._arrived(done):
                raise _Cut(trouble) from trouble
        return done

    def _arrived(self, done: _Done) -> bool:
        """Whether an act was kept whose connection broke; raises Busy where nobody can say yet."""
        if not done.mark:
            return False
        try:
            return self.database.came_true(done.mark)
        except DBAPIError as trouble:
            self._doubt = done
            raise Busy(
                "The way to the office's server broke while this was being saved. What you typed "
                "stands here. Save it again in a moment: it is looked up first whether it arrived, "
                "so it is not entered twice."
            ) from trouble

    def _settled(
        self, act: Callable[..., Any], args: tuple[Any, ...], wanted: dict[str, Any]
    ) -> _Done | None:
        """What was in doubt, once the server can be asked: the very act that is wanted now, done
        already; or nothing. Raises Busy, or Refusal where it arrived in other words."""
        doubt = self._doubt
        if doubt is None:
            return None
        if not self._arrived(doubt):
            self._doubt = None
            return None
        self._doubt = None
        self._tell(doubt)
        if (doubt.act, doubt.args, doubt.wanted) == (act, args, wanted):
            return doubt
        if doubt.act is act:
            raise Refusal(
                "What you saved before the connection broke did arrive. Look at it first; then "
                "change it, or save this as well."
            )
        return None

    def _tell(self, done: _Done) -> None:
        if done.seen is not None:
            done.seen.own |= done.mine
        self.announce(done.touched)
        if self.guard is not None:
            self.guard.acted()

    def seen(self) -> Seen:
        """How far the history goes now: asked when a form is filled, told when it is saved."""
        return Seen(self.ask_inside(end_of_history)[0])

    @contextmanager
    def saving(self, seen: Seen | None) -> Iterator[None]:
        """Acts done inside overwrite nothing that others changed since: they raise Overtaken."""
        before = _SEEN.set(seen)
        try:
            yield
        finally:
            _SEEN.reset(before)

    def check(
        self, what: Callable[..., Any], wanted: dict[str, Any] | None = None, *, acts: bool
    ) -> None:
        """Refuse what the account's role may not do or ask; for what works past `perform` too."""
        if self.door is not None:
            self.door.check(what, wanted or {}, acts=acts)

    def why_not(self, what: Callable[..., Any], /, *, acts: bool = True, **wanted: Any) -> str:
        """Why this desk may not do or ask something, in a sentence; nothing where it may."""
        return "" if self.door is None else self.door.why_not(what, wanted, acts=acts)

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
            if self.door is not None:
                self.door.heard(touched)
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
        if self.database.listens:  # where the way broke nothing can be asked until it is back
            self.announce(kinds)
        return kinds

    def announce_everything(self) -> None:
        """Tell every listener that any record may have changed: nobody knows what was missed."""
        self.announce(METADATA.tables)

    def close(self) -> None:
        """Let go of the court."""
        self._leave()
        self._heard.clear()
        self.database.close()
        self._let_go()

    def held_by(self, name: str) -> None:
        """Whose name another program reads that wants to open the same file."""
        if self._hold is not None:
            self._hold.say(name)

    def _let_go(self) -> None:
        """Others may open the file."""
        held, self._hold = self._hold, None
        if held is not None:
            held.release()

    def _leave(self) -> None:
        """Let the guard write down what waits; a court that can't be written closes as well."""
        if self.guard is None or self.locked:
            return
        try:
            self.guard.leaving()
        except (Refusal, SQLAlchemyError) as trouble:
            log.warning("not everything was noted at closing: %s", type(trouble).__name__)

    @property
    def locked(self) -> bool:
        """Whether the key was dropped and nobody can read until somebody signs in again."""
        return isinstance(self.database, LockedCourt)

    def lock(self) -> None:
        """Close the court and drop its key; what hangs on this workspace stays as it is."""
        self._leave()
        database, self.database = self.database, LockedCourt(self.database)
        database.close()

    def go_on(self, opened: Workspace) -> None:
        """Work on with the court that the same person opened again."""
        self.database, self.door, self.who = opened.database, opened.door, opened.who
        opened._let_go()  # this workspace has held the file all the time

    def stand_on(self, database: OpenCourt) -> None:
        """Work on with the same court under another key; what was open of it is let go of."""
        before, self.database = self.database, database
        before.close()

    def discard(self) -> None:
        """Take back a new court that could not be made whole."""
        self._heard.clear()
        self.database.discard()
        self._let_go()

    def _explain(self, trouble: SQLAlchemyError, *, reading: bool = False) -> Refusal:
        log.warning("database trouble: %s", type(getattr(trouble, "orig", trouble)).__name__)
        said = self.database.explain(trouble)
        if reading and type(said) is Refusal:  # it speaks of a change, and there was none to refuse
            return Refusal(
                "The court's records could not be read just now. Try again; if it says so again, "
                "close the court, open it anew, and check it."
            )
        return said


def stamp() -> str:
    """This moment as the record of tries keeps it: UTC, to a thousandth of a second."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")
