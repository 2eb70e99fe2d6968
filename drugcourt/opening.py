"""How a court is found, opened and made: the file or the server, its key, its hold.

No door and no count of tries stand here: people come in by `casework/desk.py`.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from drugcourt.domain.accounts import FIRST_LOGIN
from drugcourt.records import keys, rekeying, servers
from drugcourt.records.addresses import Place, ServerAddress
from drugcourt.records.court_files import ClosedFile, check_new, make_file
from drugcourt.records.database import ClosedCourt, OpenCourt
from drugcourt.records.holding import hold
from drugcourt.records.keys import Unlocked
from drugcourt.workspace import Derive, Workspace


def closed_court(place: Place) -> ClosedCourt:
    """A court before its key is known. Raises NotACourt or DiskTrouble where none can be there."""
    return servers.ClosedServer(place) if isinstance(place, ServerAddress) else ClosedFile(place)


def open_closed(
    closed: ClosedCourt,
    key: Unlocked,
    *,
    as_of: date | None = None,
    who: str = "",
    derive: Derive | None = None,
) -> Workspace:
    """The open court; a change of keys that was cut off is settled first.

    A file is held for this program from here on: raises Held where another one has it.
    """
    if not isinstance(closed, ClosedFile):
        return Workspace(closed.open(key), who=who, as_of=as_of, derive=derive)
    held = hold(closed.path, who or key.login)
    try:
        key = rekeying.settled(closed.path, key)
        return Workspace(closed.open(key), who=who, as_of=as_of, derive=derive, hold=held)
    except BaseException:
        held.release()
        raise


def open_court(
    place: Place,
    password: str,
    *,
    login: str | None = None,
    as_of: date | None = None,
    who: str = "",
    derive: Derive | None = None,
) -> Workspace:
    """Open a court, a file or on a server, with a password; its tables are brought up to date.

    No door and no count of tries: people come in by `casework/desk.py`. Raises WrongPassword,
    NotACourt, Busy or DiskTrouble, each with its sentence; the court is then as it was.
    """
    closed = closed_court(place)
    try:
        key = keys.unlock_document(closed.key_document(), password, login, name=closed.name)
        return open_closed(closed, key, as_of=as_of, who=who, derive=derive)
    except BaseException:
        closed.close()
        raise


def create_court(
    place: Place,
    password: str,
    *,
    login: str = FIRST_LOGIN,
    as_of: date | None = None,
    who: str = "",
    derive: Derive | None = None,
    cost: keys.Cost | None = None,
) -> Workspace:
    """Make a new, empty court; refuses to touch a file, or a database, that holds something.

    Whether the password is a good one is asked by `casework/desk.py`.
    """
    if isinstance(place, Path):
        check_new(place)  # before the work that a password costs
    document, key = keys.new_document(login, password, cost)
    database: OpenCourt = (
        servers.make_server_court(place, document, key)
        if isinstance(place, ServerAddress)
        else make_file(place, document, key)
    )
    held = hold(place, who or login) if isinstance(place, Path) else None
    return Workspace(database, who=who, as_of=as_of, derive=derive, hold=held)
