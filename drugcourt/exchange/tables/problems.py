"""What is wrong with a row of someone else's table, and where."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One reason why a row is not taken.

    `row_number` is the row as the spreadsheet shows it, `column` its heading ("" for the whole
    row), `value_kind` what was expected there, `reason` a whole sentence without the cell's text.
    """

    row_number: int
    column: str
    value_kind: str
    reason: str


class UnreadableError(ValueError):
    """A cell that does not hold what its column promises; the text is the reason, a sentence."""


class UnknownWordError(UnreadableError):
    """A cell that says something nobody told the program the meaning of yet; a person may."""
