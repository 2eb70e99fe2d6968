"""The weekly look at what happened at the court's door and past its rules, and who signed it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import takewhile

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from drugcourt.casework.oversight import review_parts
from drugcourt.casework.oversight.policy import OversightPolicy
from drugcourt.casework.oversight.review_parts import Part, Week
from drugcourt.casework.states import wall_clock
from drugcourt.domain.accounts import Try
from drugcourt.errors import Refusal
from drugcourt.records.history import HistoryEntry
from drugcourt.records.oversight import WeekReview
from drugcourt.workspace import Context

LONGEST_NOTE = 4_000


@dataclass(frozen=True, slots=True)
class WeekRow:
    """One week to choose: its days, and who signed it when; `ended` once it lies behind."""

    week_on: date
    ends_on: date
    signed_by: str
    signed_at: datetime | None
    note: str
    ended: bool


@dataclass(frozen=True, slots=True)
class Review:
    """One week as it is looked at."""

    week: WeekRow
    parts: tuple[Part, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many lines each part has."""
        return {part.key: part.total for part in self.parts}


def weeks(db: Session, *, today: date, policy: OversightPolicy) -> list[WeekRow]:
    """The weeks that can be looked at, the newest first; none from before the court was made."""
    begun = db.scalar(select(func.min(HistoryEntry.at)))
    if begun is None:
        return []
    this = policy.week_of(today)
    first = policy.week_of(begun.astimezone(wall_clock(db)).date())
    days = [this - timedelta(weeks=back) for back in range(policy.weeks_shown + 1)]
    return _rows(db, [day for day in days if day >= first], this)


def review(
    db: Session, *, week_on: date, today: date, policy: OversightPolicy, tries: Sequence[Try]
) -> Review:
    """One week in figures and lines; participants by their number, and no reasons.

    `tries` are the lines kept at the door of the court, which stand outside it.
    """
    return _review(db, week_on, today, policy, tries, reasons=False)


def review_in_full(
    db: Session, *, week_on: date, today: date, policy: OversightPolicy, tries: Sequence[Try]
) -> Review:
    """The same with the reasons that were given, which may tell of a participant."""
    return _review(db, week_on, today, policy, tries, reasons=True)


def due_week(db: Session, *, today: date, policy: OversightPolicy) -> date | None:
    """The week to sign next: the oldest that ended after the one signed last; None where all are.

    Where none was ever signed it is the week that ended last.
    """
    ended = [row for row in weeks(db, today=today, policy=policy) if row.ended]
    return next_to_sign(ended)


def next_to_sign(ended: Sequence[WeekRow]) -> date | None:
    """The same of the weeks at hand, the newest first."""
    after = list(takewhile(lambda row: row.signed_at is None, ended))
    if len(after) == len(ended):
        after = after[:1]
    return after[-1].week_on if after else None


def sign_review(
    db: Session,
    context: Context,
    *,
    week_on: date,
    note: str,
    counts: dict[str, int],
    policy: OversightPolicy,
) -> None:
    """Sign a week that has ended, with what was seen; a later signature takes the first's place.

    History keeps both.
    """
    if week_on != policy.week_of(week_on):
        raise Refusal("Choose a week from the list; its first day is meant.")
    if week_on >= policy.week_of(context.today):
        raise Refusal("This week has not ended yet. It can be signed from its last day on.")
    if not note.strip():
        raise Refusal("Say what you saw, such as “nothing unusual”, so that it can be read later.")
    if len(note) > LONGEST_NOTE:
        raise Refusal(f"The note is longer than {LONGEST_NOTE:,} letters; shorten it.")
    kept = db.scalar(select(WeekReview).where(WeekReview.week_on == week_on))
    if kept is None:
        kept = WeekReview(week_on=week_on)
        db.add(kept)
    kept.signed_at, kept.signed_by = context.now, context.who
    kept.note, kept.counts = note.strip(), dict(counts)


def _review(
    db: Session,
    week_on: date,
    today: date,
    policy: OversightPolicy,
    tries: Sequence[Try],
    *,
    reasons: bool,
) -> Review:
    week_on = policy.week_of(week_on)
    zone = wall_clock(db)
    ends = week_on + timedelta(days=7)
    since, until = (
        datetime.combine(day, time(), zone).astimezone(UTC)  # this computer's clock without a zone
        for day in (week_on, ends)
    )
    week = Week(since, until, today, reasons, timedelta(minutes=policy.clock_minutes))
    parts = (
        review_parts.sign_ins(db, week),
        review_parts.wrong_passwords(db, week, tries),
        review_parts.outside_caseload(db, week),
        review_parts.overrides(db, week),
        review_parts.corrections(db, week),
        review_parts.copies_out(db, week),
        review_parts.role_changes(db, week),
        review_parts.keys_and_passwords(db, week),
        review_parts.whole_court(db, week),
        review_parts.clock_jumps(db, week),
    )
    row = _rows(db, [week_on], policy.week_of(today))[0]
    return Review(row, parts)


def _rows(db: Session, days: Sequence[date], this: date) -> list[WeekRow]:
    asked = select(WeekReview).where(WeekReview.week_on.in_(days))
    signed = {one.week_on: one for one in db.scalars(asked)}
    rows = []
    for day in days:
        kept = signed.get(day)
        rows.append(
            WeekRow(
                day,
                day + timedelta(days=6),
                kept.signed_by if kept is not None else "",
                kept.signed_at if kept is not None else None,
                kept.note if kept is not None else "",
                day < this,
            )
        )
    return rows
