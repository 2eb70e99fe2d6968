"""Where a court stands: a file on this computer, or a database on the office's server."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from drugcourt.errors import Refusal
from drugcourt.settings import on_server

HERE = ("", "localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """Where a court stands on a server. The password in it, if any, is never shown."""

    url: URL

    @property
    def name(self) -> str:
        """What people read: the database and the server."""
        return f"{self.url.database} on {self.url.host or 'this computer'}"

    def __str__(self) -> str:
        return self.url.set(password=None).render_as_string()

    def __repr__(self) -> str:
        return f"ServerAddress({self})"


def address_of(written: str) -> ServerAddress:
    """The address `postgresql://user@server/database`. Raises Refusal with what is wrong with it.

    Away from this computer the server's certificate is always checked (trust.md S8).
    """
    try:
        url = make_url(written)
        named = bool(url.database) and url.get_backend_name() in ("postgresql", "postgres")
    except (ArgumentError, ValueError) as problem:
        raise Refusal(_FORM) from problem
    if not named:
        raise Refusal(_FORM)
    query = dict(url.query)
    far = (url.host or "") not in HERE and not str(query.get("host", "")).startswith("/")
    if far and query.setdefault("sslmode", "verify-full") != "verify-full":
        raise Refusal(
            "The server's certificate has to be checked: leave sslmode out of the address, or "
            "write sslmode=verify-full."
        )
    if far:
        query.setdefault("sslrootcert", "system")
    return ServerAddress(url.set(drivername="postgresql", query=query))


_FORM = (
    "That is not the address of a court on a server. Write it as postgresql://user@server/database."
)


Place = Path | ServerAddress


def place_of(written: str) -> Place:
    """The place a person wrote or the program remembered."""
    if on_server(written):
        return address_of(written.strip())
    return Path(written)
