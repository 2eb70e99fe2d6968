"""What an import would do with each row, and what it did: the words of preview and report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from drugcourt.domain.tone import Term
from drugcourt.exchange.tables.problems import RowProblem
from drugcourt.workspace import Context


class Verdict(Term):
    """What becomes of a row."""

    NEW = "new", "New"
    CHANGED = "changed", "Changed"
    UNCHANGED = "unchanged", "Unchanged"
    REVIEW = "review", "To review"
    REJECTED = "rejected", "Rejected"


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that a row would change."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the preview. `text` says what it holds, without the person's name.

    `also` are the further rows of the same test, in a table with a row for each substance.
    """

    row: int
    verdict: Verdict
    who: str
    text: str
    differences: tuple[Difference, ...] = ()
    problem: RowProblem | None = None
    also: tuple[int, ...] = ()

    @property
    def problems(self) -> tuple[RowProblem, ...]:
        """The problem for each row it speaks of."""
        if self.problem is None:
            return ()
        told = self.problem
        return (told, *(replace(told, row_number=row) for row in self.also))


MOST_REASONS = 5_000  # rows told one by one; the counts are of all

Write = Callable[[Session, Context, int], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """Every row with its verdict, and the act that writes the new and the changed ones."""

    lines: tuple[Line, ...]
    write: Write


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or would do when it was only tried: counts, reasons, and its number.

    `review` tests wait for a person since now; `reviews` has the reason of each row that waits,
    since now or since an earlier import. `reasons` are the verdict, the row and the words of every
    row that came to nothing new, and of every new or changed one.
    """

    kind: str
    new: int
    changed: int
    unchanged: int
    rejected: int
    problems: tuple[RowProblem, ...]
    batch_id: int | None = None
    review: int = 0
    reviews: tuple[RowProblem, ...] = ()
    reasons: tuple[tuple[str, int, str], ...] = ()

    def counts(self) -> dict[Verdict, int]:
        """How many rows got each verdict, in the order in which they are told."""
        return {
            Verdict.NEW: self.new,
            Verdict.CHANGED: self.changed,
            Verdict.UNCHANGED: self.unchanged,
            Verdict.REVIEW: self.review,
            Verdict.REJECTED: self.rejected,
        }

    def kept_counts(self) -> dict[str, int]:
        """The same, as an import's record keeps them."""
        return {verdict.value: number for verdict, number in self.counts().items()}

    @property
    def not_taken(self) -> tuple[RowProblem, ...]:
        """Every reason why a row is not in the court now, in the order of the file."""
        return tuple(sorted((*self.problems, *self.reviews), key=lambda told: told.row_number))

    @property
    def sentence(self) -> str:
        """The counts in words: 12 new, 1 changed, 0 unchanged, 2 rejected."""
        waiting = f"{self.review:,} to review, " if self.review else ""
        return (
            f"{self.new:,} new, {self.changed:,} changed, {self.unchanged:,} unchanged, "
            f"{waiting}{self.rejected:,} rejected."
        )


def report(kind: str, lines: Iterable[Line], batch_id: int | None = None) -> ImportReport:
    """Counts over the rows. A row with several problems counts once, with all its reasons."""
    lines = list(lines)
    counts = Counter(line.verdict for line in lines if line.verdict is not Verdict.REJECTED)
    problems = tuple(p for line in lines if line.verdict is Verdict.REJECTED for p in line.problems)
    reviews = tuple(
        p for line in lines if line.verdict is not Verdict.REJECTED for p in line.problems
    )
    return ImportReport(
        kind=kind,
        new=counts[Verdict.NEW],
        changed=counts[Verdict.CHANGED],
        unchanged=counts[Verdict.UNCHANGED],
        rejected=len({problem.row_number for problem in problems}),
        problems=problems,
        batch_id=batch_id,
        review=counts[Verdict.REVIEW],
        reviews=reviews,
        reasons=tuple((line.verdict.value, line.row, line.text) for line in lines[:MOST_REASONS]),
    )


def together(one: ImportReport | None, other: ImportReport) -> ImportReport:
    """The counts and reasons of two sheets of one file."""
    if one is None:
        return other
    return ImportReport(
        kind=one.kind,
        new=one.new + other.new,
        changed=one.changed + other.changed,
        unchanged=one.unchanged + other.unchanged,
        rejected=one.rejected + other.rejected,
        problems=one.problems + other.problems,
        batch_id=one.batch_id,
        review=one.review + other.review,
        reviews=one.reviews + other.reviews,
        reasons=(one.reasons + other.reasons)[:MOST_REASONS],
    )


def differences(
    labels: dict[str, str], before: dict[str, Any], after: dict[str, Any]
) -> tuple[Difference, ...]:
    """The values that differ, in words; an empty new value never counts as a difference."""
    return tuple(
        Difference(label, shown(before.get(key)), shown(after[key]))
        for key, label in labels.items()
        if key in after and after[key] not in (None, "") and after[key] != before.get(key)
    )


def shown(value: Any) -> str:
    """A value as the preview shows it."""
    if value in (None, ""):
        return "—"
    if isinstance(value, Term):
        return value.label
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return str(value)
