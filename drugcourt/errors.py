"""What may go wrong and is for the user to know: each error carries its own whole sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # a window starts sooner without the words behind a finding
    from datetime import datetime

    from drugcourt.domain.findings import Finding


class Refusal(Exception):
    """The user's kind of trouble: shown as it is, no traceback, nothing was changed.

    `str(refusal)` says what happened and what to do. `findings` are the rules behind it, if any.
    """

    def __init__(self, sentence: str, findings: tuple[Finding, ...] = ()) -> None:
        super().__init__(sentence)
        self.findings = findings


class FieldRefusal(Refusal):
    """One value can't be taken; `field` names the form field it belongs to."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


class Overtaken(Refusal):
    """Somebody changed the same record while it stood open here; nothing was overwritten.

    `theirs` holds what they saved, by column; `removed` says that they took the record back.
    `number` is how far the history goes: who saves again has seen it up to there.
    """

    def __init__(
        self, who: str, at: datetime, theirs: Mapping[str, Any], number: int, *, removed: bool
    ) -> None:
        did = "took this back" if removed else "changed this"
        then = (
            "It can't be saved any more; what you typed stands here, to be copied."
            if removed
            else "Nothing was overwritten: choose for each field which version stays."
        )
        local = at.astimezone()
        clock = f"{local.hour % 12 or 12}:{local:%M} {'AM' if local.hour < 12 else 'PM'}"
        super().__init__(f"{who} {did} at {clock}, while it stood open here. {then}")
        self.who, self.at, self.theirs = who, at, dict(theirs)
        self.number, self.removed = number, removed


class WrongPassword(Refusal):
    """The password opens no key slot of this court."""


class NotACourt(Refusal):
    """The file is missing, damaged, foreign, or newer than this program."""


class Busy(Refusal):
    """Another program or desk holds the court file."""


class Held(Busy):
    """Another program has the court file open: whose it is, on which computer, since when."""

    def __init__(self, sentence: str, name: str, computer: str, since: datetime | None) -> None:
        super().__init__(sentence)
        self.name, self.computer, self.since = name, computer, since


class DiskTrouble(Refusal):
    """The disk is full, read-only or can't be written where it was asked."""


NO_MEMORY = (
    "This computer's memory ran short, so nothing of this was done. Close other programs and try "
    "again, or take the work in smaller parts."
)


def is_short_of_memory(trouble: BaseException | None) -> bool:
    """Whether memory ran short, however deep below what was raised for it in the end."""
    while trouble is not None:
        if isinstance(trouble, MemoryError):
            return True
        trouble = trouble.__cause__ or trouble.__context__
    return False
