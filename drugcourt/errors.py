"""What may go wrong and is for the user to know: each error carries its own whole sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a window starts sooner without the words behind a finding
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


class WrongPassword(Refusal):
    """The password opens no key slot of this court."""


class NotACourt(Refusal):
    """The file is missing, damaged, foreign, or newer than this program."""


class Busy(Refusal):
    """Another program or desk holds the court file."""


class DiskTrouble(Refusal):
    """The disk is full, read-only or can't be written where it was asked."""
