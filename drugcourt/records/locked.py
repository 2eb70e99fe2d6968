"""What stands in place of an open court while its desk is locked: it knows no key."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn

from sqlalchemy.orm import Session

from drugcourt.errors import Refusal
from drugcourt.records.database import OpenCourt
from drugcourt.records.history import Logbook
from drugcourt.records.tries import Tries

LOCKED = "The desk is locked; sign in again to go on, for what was typed still stands."


class LockedCourt(OpenCourt):
    """Refuses every question and every act; knows only where the court is and whose desk it was."""

    driver = "nothing"

    def __init__(self, before: OpenCourt) -> None:
        self.place, self.name, self.login = before.place, before.name, before.login

    def reading(self) -> NoReturn:
        """Nobody reads."""
        raise Refusal(LOCKED)

    def writing(self, book: Logbook) -> NoReturn:
        """Nobody writes."""
        raise Refusal(LOCKED)

    def explain(self, trouble: BaseException) -> Refusal:
        """The one sentence for all of it."""
        return Refusal(LOCKED)

    @property
    def history_key(self) -> NoReturn:  # type: ignore[override]  # there is none to be kept
        """Not from here."""
        raise Refusal(LOCKED)

    def key_document(self) -> str:
        """Not from here."""
        raise Refusal(LOCKED)

    def amend_key_document(self, change: Callable[[str], str]) -> None:
        """Not from here."""
        raise Refusal(LOCKED)

    @property
    def tries(self) -> Tries:
        """Not from here."""
        raise Refusal(LOCKED)

    def tell_others(self, db: Session, kinds: frozenset[str]) -> None:
        """Nobody is told."""

    def close(self) -> None:
        """There is nothing to let go of."""

    def discard(self) -> None:
        """There is nothing to take back."""
