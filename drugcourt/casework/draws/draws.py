"""Acts that make a draw: the day's, committed before anybody sees it, and one for late comers."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from drugcourt.casework.bulk import enter_in_bulk, next_numbers
from drugcourt.casework.draws.policy import DayRow, day_plan, days_ahead, draw_settings
from drugcourt.casework.draws.pool import Listed, pool
from drugcourt.casework.draws.record import entry_row, fingerprint, policy_of
from drugcourt.domain.dates import long
from drugcourt.domain.draws import TESTED, DayPlan, DayType, Drawn, DrawOutcome
from drugcourt.domain.specimens import CollectionStatus, TestReason
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.records.draws import Draw, DrawEntry
from drugcourt.records.specimens import Specimen
from drugcourt.rules.draws import ALGORITHM, draw
from drugcourt.workspace import Context

SEED_BYTES = 32


@dataclass(frozen=True, slots=True)
class _Made:
    """A draw before it is written down."""

    plan: DayPlan
    note: str
    seed: bytes
    number: int
    reason: str
    listed: Sequence[Listed]
    drawn: Sequence[Drawn]


def make_draw(db: Session, context: Context) -> int:
    """Make the draw of today; its seed comes from the computer's source of chance. Its number.

    Refused when it was made already (it stands), when a later day was drawn, when no tests are
    taken today, and when nobody is on the list.
    """
    day = context.today
    row = _open_day(db, day)
    _not_made(db, day)
    listed = pool(db, day=day)
    if not listed:
        raise Refusal("Nobody in the program can be tested today, so there is nothing to draw.")
    plan = day_plan(row, draw_settings(db))
    return commit_draw(
        db, context, plan=plan, listed=listed, seed=os.urandom(SEED_BYTES), note=row.reason
    )


def add_to_draw(db: Session, context: Context, *, reason: str) -> int:
    """A second draw of today for those alone who were not on the first one's list. Its number.

    It has a seed of its own and is recorded as what it is, with the reason.
    """
    day = context.today
    row = _open_day(db, day)
    made = list(db.scalars(select(Draw).where(Draw.day == day).order_by(Draw.number)))
    if not made:
        raise Refusal("Today's draw was not made yet. Make it first.")
    if not reason.strip():
        raise FieldRefusal("reason", "Say why somebody was not on the list in time.")
    earlier = select(DrawEntry.episode_id).where(DrawEntry.draw_id.in_([d.id for d in made]))
    known = set(db.scalars(earlier))
    _none_later(db, day)
    late = [one for one in pool(db, day=day) if one.eligible.episode_id not in known]
    if not late:
        raise Refusal("Everybody in the program was on the list of today's draw already.")
    taken = sum(d.tested for d in made)
    return commit_draw(
        db,
        context,
        plan=day_plan(row, draw_settings(db), taken),
        listed=late,
        seed=os.urandom(SEED_BYTES),
        note=row.reason,
        number=made[-1].number + 1,
        reason=reason.strip(),
    )


def commit_draw(
    db: Session,
    context: Context,
    *,
    plan: DayPlan,
    listed: Sequence[Listed],
    seed: bytes,
    note: str = "",
    number: int = 1,
    reason: str = "",
    specimens: Mapping[int, int] | None = None,
) -> int:
    """Draw for a list with a seed and write all of it down; returns its number.

    The tests of those drawn are scheduled, unless `specimens` names by episode what is recorded.
    """
    drawn = draw(seed, plan, [one.eligible for one in listed])
    made = _Made(plan, note, seed, number, reason, listed, drawn)
    if specimens is None:
        specimens = _scheduled(db, context, made)
    return _written(db, context, made, specimens)


def _written(db: Session, context: Context, made: _Made, specimens: Mapping[int, int]) -> int:
    by_episode = {one.eligible.episode_id: one for one in made.listed}
    rows = [entry_row(by_episode[one.episode_id], one) for one in made.drawn]
    tested = [one.episode_id for one in made.drawn if one.outcome in TESTED]
    tests = {episode_id: specimens[episode_id] for episode_id in tested}
    head: dict[str, Any] = {
        "day": made.plan.day,
        "number": made.number,
        "seed": made.seed.hex(),
        "algorithm": ALGORITHM,
        "policy": policy_of(made.plan, made.note),
        "reason": made.reason[:300],
        "previous": _previous(db),
    }
    record = Draw(
        **head,
        people=len(rows),
        tested=len(tested),
        fingerprint=fingerprint(head, rows),
        made_at=context.now,
        made_by=context.who,
    )
    db.add(record)
    db.flush()
    enter_in_bulk(
        db,
        context,
        record=DrawEntry,
        rows=[
            {**row, "draw_id": record.id, "specimen_id": tests.get(row["episode_id"])}
            for row in rows
        ],
    )
    return record.id


def _scheduled(db: Session, context: Context, made: _Made) -> dict[int, int]:
    """The tests of those called, by episode; one that stands already is taken for it."""
    day = made.plan.day
    called = {one.episode_id: one.outcome for one in made.drawn if one.outcome in TESTED}
    found = _standing(db, day, called)
    reasons = {one.eligible.episode_id: one.test_reason for one in made.listed}
    todo = [episode_id for episode_id in called if episode_id not in found]
    numbers = next_numbers(db, Specimen, len(todo))
    rows = [
        {
            "id": number,
            "episode_id": episode_id,
            "collected_on": day,
            "status": CollectionStatus.SCHEDULED,
            "reason": _reason(called[episode_id], reasons[episode_id]),
        }
        for number, episode_id in zip(numbers, todo, strict=True)
    ]
    enter_in_bulk(db, context, record=Specimen, rows=rows)
    return {**found, **dict(zip(todo, numbers, strict=True))}


def _standing(db: Session, day: date, called: Mapping[int, DrawOutcome]) -> dict[int, int]:
    """Tests of the day that are there already, the first of each participant."""
    asked = (
        select(Specimen.episode_id, Specimen.id)
        .where(Specimen.collected_on == day, Specimen.status != CollectionStatus.CANCELLED)
        .order_by(Specimen.id.desc())
    )
    return {episode_id: number for episode_id, number in db.execute(asked) if episode_id in called}


def _reason(outcome: DrawOutcome, wanted: str) -> TestReason:
    """Only what chance or the minimum brought is random; the rest is what the person said."""
    if outcome is not DrawOutcome.FORCED:
        return TestReason.RANDOM
    return TestReason(wanted or TestReason.COURT_ORDERED)


def _open_day(db: Session, day: date) -> DayRow:
    row = days_ahead(db, first=day, count=1)[0]
    if row.kind is DayType.CLOSED:
        said = f": {row.reason}" if row.reason else ""
        raise Refusal(f"No tests are taken on {long(day)}{said.rstrip('.')}.")
    return row


def _not_made(db: Session, day: date) -> None:
    made = db.scalar(select(Draw).where(Draw.day == day, Draw.number == 1))
    if made is not None:
        raise Refusal(
            f"The draw of {long(day)} was made by {made.made_by} and stands. A second one is "
            "refused; for people who were added since, draw for them alone and say why."
        )
    _none_later(db, day)


def _none_later(db: Session, day: date) -> None:
    later = db.scalar(select(func.max(Draw.day)))
    if later is not None and later > day:
        raise Refusal(
            f"The draw of {long(later)} was made already. A draw of an earlier day can't be made "
            "after it."
        )


def _previous(db: Session) -> str:
    """The fingerprint of the draw before, by which the draws hang together."""
    asked = select(Draw.fingerprint).order_by(Draw.id.desc()).limit(1)
    return db.scalar(asked) or ""
