"""What was tried at the door of a court: a line before each password is looked at.

The lines stand outside the court, which is closed then, and are only ever added to: a program that
is killed while it looks leaves its try behind, and two that try at once both count.
"""

from __future__ import annotations

import hashlib
import json
import logging
import math
import os
import platform
import time
from dataclasses import asdict
from pathlib import Path
from typing import Protocol

from sqlalchemy import Engine, and_, delete, func, insert, or_, select
from sqlalchemy.exc import DBAPIError

from drugcourt.domain.accounts import Try
from drugcourt.errors import Refusal
from drugcourt.records.accounts import DoorTry
from drugcourt.records.court_keys import CourtKeys
from drugcourt.records.key_document import logins, parsed, read_document

log = logging.getLogger(__name__)

MOST_BYTES = 262_144  # beyond, only the newest lines are kept
KEPT_LINES = 500
KEPT_OF_EACH = 40  # of everybody who has an account: nobody's lines are pushed out by others


class Tries(Protocol):
    """The record of one court's tries."""

    def lines(self) -> list[Try]: ...
    def add(self, one: Try) -> None: ...


def here() -> str:
    """This computer, as a mark that says nothing of its name."""
    return hashlib.sha256(platform.node().encode()).hexdigest()[:12]


def uptime() -> float:
    """Seconds that this computer has been running; setting its clock does not touch it."""
    return time.monotonic()


def stamped(login: str, step: str, at: str) -> Try:
    """A line of this moment on this computer; its running time rounded down, never ahead of it.

    A line that lay ahead would look like one from before the computer was started anew, and the
    whole wait would be over.
    """
    return Try(login, step, at, here(), math.floor(uptime() * 100) / 100)


class TriesFile:
    """The lines beside a court file; a disk that refuses them is noted, and opens nothing more.

    Who can write there could also copy the court and guess elsewhere: Argon2id is what stands
    against that, this only against guessing in the program.
    """

    def __init__(self, court: Path) -> None:
        self.path = tries_file(court)
        self._court = court

    def lines(self) -> list[Try]:
        """The lines in the order in which they were added; what is damaged is passed over."""
        try:
            text = self.path.read_text("utf-8", errors="replace")
        except OSError:
            return []
        return [one for line in text.splitlines() if (one := _read(line)) is not None]

    def add(self, one: Try) -> None:
        """Add a line, on the disk before anything else happens."""
        line = json.dumps(asdict(one), ensure_ascii=False) + "\n"
        try:
            with self.path.open("a", encoding="utf-8") as stream:
                stream.write(line)
                stream.flush()
                os.fsync(stream.fileno())
            if self.path.stat().st_size > MOST_BYTES:
                self._shorten()
        except OSError as trouble:
            log.warning("a try at the door was not kept: %s", type(trouble).__name__)

    def _shorten(self) -> None:
        room = dict.fromkeys(self._known(), KEPT_OF_EACH)
        kept: list[str] = []
        lines = self.path.read_text("utf-8", errors="replace").splitlines()
        for place, line in enumerate(reversed(lines)):
            one = _read(line)
            login = one.login.casefold() if one is not None else ""
            if place < KEPT_LINES or room.get(login, 0) > 0:
                kept.append(line)
            if login in room:
                room[login] -= 1
        side = self.path.with_name(self.path.name + ".new")
        side.write_text("\n".join(reversed(kept)) + "\n", "utf-8")
        side.replace(self.path)

    def _known(self) -> set[str]:
        try:
            return _with_account(read_document(self._court))
        except Refusal:
            return set()


def tries_file(court: Path) -> Path:
    """Where they stand: the court's name with `.tries` added."""
    return court.with_name(court.name + ".tries")


def _read(line: str) -> Try | None:
    try:
        given = json.loads(line)
        return Try(
            str(given["login"]),
            str(given["step"]),
            str(given["at"]),
            str(given["machine"]),
            float(given["uptime"]),
        )
    except (ValueError, KeyError, TypeError):
        return None


def _with_account(document: str) -> set[str]:
    """Who has a slot in the key document, nobody where there is none."""
    try:
        return {login.casefold() for login in logins(parsed(document, ""))}
    except Refusal:
        return set()


class TriesTable:
    """The same in a table of the server, which is open to the desk before the court is."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def lines(self) -> list[Try]:
        """The lines in the order in which they were added."""
        try:
            with self._engine.connect() as connection:
                rows = connection.execute(select(DoorTry.__table__).order_by(DoorTry.id)).all()
        except DBAPIError as trouble:
            log.warning("the tries at the door can't be read: %s", type(trouble).__name__)
            return []
        return [Try(row.login, row.step, row.at, row.machine, row.uptime) for row in rows]

    def add(self, one: Try) -> None:
        """Add a line; the oldest of this name go, and of names without an account."""
        login = func.lower(DoorTry.login)
        try:
            with self._engine.begin() as connection:
                added = insert(DoorTry).values(**asdict(one)).returning(DoorTry.id)
                number = connection.execute(added).scalar_one()
                known = _with_account(connection.scalar(select(CourtKeys.document)) or "")
                own = select(DoorTry.id).where(login == one.login.lower())
                first = own.order_by(DoorTry.id.desc()).offset(KEPT_LINES).limit(1)
                old = and_(login == one.login.lower(), DoorTry.id <= first.scalar_subquery())
                odd = and_(login.not_in(known), DoorTry.id <= number - 10 * KEPT_LINES)
                connection.execute(delete(DoorTry).where(or_(old, odd)))
        except DBAPIError as trouble:  # a court of an earlier version has no such table yet
            log.warning("a try at the door was not kept: %s", type(trouble).__name__)
