"""Who has a court file open: one program at a time, and the next one is told who and where."""

from __future__ import annotations

import json
import os
import socket
import sys
import threading
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from drugcourt.errors import Held
from drugcourt.records.folders import SHARING

ENDING = ".open"
_HERE: dict[Path, Hold] = {}  # what this program holds; it may open its own court twice
_ONE = threading.Lock()
_FAR = 1 << 30  # Windows locks bytes, and nobody could read those: the text stands before them


class Hold:
    """The hold on one court file, for as long as a workspace of this program has it open.

    The lock is the operating system's: it ends with the program, however that ends, and the text
    beside it only says whose it was.
    """

    def __init__(self, court: Path, descriptor: int | None) -> None:
        self._court = court
        self._descriptor = descriptor
        self._count = 1
        self._said = {
            "computer": socket.gethostname(),
            "process": os.getpid(),
            "since": datetime.now(UTC).isoformat(timespec="seconds"),
        }

    def once_more(self) -> Hold:
        """This program opens the file another time."""
        self._count += 1
        return self

    def say(self, name: str) -> None:
        """Whose name others read while it is open here."""
        if self._descriptor is None:
            return
        written = json.dumps({"name": name, **self._said}, ensure_ascii=False).encode()
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        os.ftruncate(self._descriptor, 0)
        os.write(self._descriptor, written)

    def release(self) -> None:
        """This workspace has closed it; the last one lets others in."""
        with _ONE:
            self._count -= 1
            if self._count > 0 or _HERE.get(self._court) is not self:
                return
            del _HERE[self._court]
            _let_go(self._descriptor, _beside(self._court))


def hold(court: Path, name: str) -> Hold:
    """Take the court file for this program. Raises Held with who has it and where.

    Where the folder can't be written nobody writes in the court either: the opening says so.
    """
    where = court.resolve()
    with _ONE:
        mine = _HERE.get(where)
        if mine is not None:
            return mine.once_more()
        taken = Hold(where, _take(_beside(where)))
        _HERE[where] = taken
    taken.say(name)
    return taken


def told(said: dict[str, Any]) -> Held:
    """What the second program says, by the text that the first one left beside the file."""
    name = str(said.get("name") or "Somebody")
    computer = str(said.get("computer") or "another computer")
    since = _moment(said.get("since"))
    here = computer == socket.gethostname()
    where = "on this computer" if here else f"on the computer {computer}"
    when = f" since {_clock(since)}" if since else ""
    return Held(
        f"{name} has this court open {where}{when}. One desk at a time works in a court "
        f"file: close it there, then open it here. {SHARING}",
        name,
        computer,
        since,
    )


def _beside(court: Path) -> Path:
    return court.with_name(court.name + ENDING)


def _take(file: Path) -> int | None:
    while True:
        try:
            descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError:
            return None
        try:
            _lock(descriptor)
        except OSError:
            said = _read(descriptor)
            os.close(descriptor)
            raise told(said) from None
        with suppress(FileNotFoundError):
            if _is(descriptor, file):
                return descriptor
        os.close(descriptor)  # it was taken away between the opening and the lock: once more


def _is(descriptor: int, file: Path) -> bool:
    return os.path.samestat(os.fstat(descriptor), file.stat())


def _let_go(descriptor: int | None, file: Path) -> None:
    if descriptor is None:
        return
    if sys.platform != "win32":  # there an open file can't be removed
        file.unlink(missing_ok=True)
    os.close(descriptor)
    with suppress(OSError):
        if sys.platform == "win32":
            file.unlink(missing_ok=True)


def _lock(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt  # only Windows has it

        os.lseek(descriptor, _FAR, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl  # only Windows has it not

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _read(descriptor: int) -> dict[str, Any]:
    try:
        os.lseek(descriptor, 0, os.SEEK_SET)
        said = json.loads(os.read(descriptor, 4_096) or b"{}")
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}


def _moment(written: object) -> datetime | None:
    try:
        return datetime.fromisoformat(str(written))
    except ValueError:
        return None


def _clock(moment: datetime) -> str:
    local = moment.astimezone()
    half = "AM" if local.hour < 12 else "PM"
    return f"{local.hour % 12 or 12}:{local:%M} {half} on {local:%b} {local.day}"
