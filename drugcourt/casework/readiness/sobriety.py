"""The sober clock of one participant with each day and its reason, as plain values."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.facts.facts import gather_one
from drugcourt.casework.programs.programs import program_on
from drugcourt.errors import Refusal
from drugcourt.records.episodes import Episode
from drugcourt.records.people import Person
from drugcourt.rules.sobriety import SoberDay, days_with_reason, sober_clock


def sobriety(db: Session, *, episode_id: int, as_of: date) -> dict[str, Any]:
    """Sober date, streaks, what is provisional, and every day since admission with its reason."""
    facts = gather_one(db, episode_id)
    reference = db.scalar(
        select(Person.reference)
        .join(Episode, Episode.person_id == Person.id)
        .where(Episode.id == episode_id)
    )
    if facts is None or reference is None:
        raise Refusal("This person has not been admitted yet, so there is nothing to count.")
    handbook = program_on(db, episode_id=episode_id, as_of=as_of)
    clock = sober_clock(facts, handbook, as_of)
    days = days_with_reason(facts, handbook, facts.admitted_on, as_of + timedelta(days=1))
    return {
        "participant": reference,
        "as_of": as_of.isoformat(),
        "admitted": facts.admitted_on.isoformat(),
        "sober_date": _iso(clock.sober_date),
        "current": clock.days,
        "longest": clock.longest,
        "total": clock.total,
        "provisional_since": _iso(clock.provisional_since),
        "if_confirmed": _iso(clock.if_confirmed),
        "if_cleared": _iso(clock.if_cleared),
        "stands_still_since": _iso(clock.suspended_since or clock.paused_since),
        "text": clock.text,
        "policy": handbook.sober.origin,
        "days": [_day(day) for day in days],
    }


def _day(day: SoberDay) -> dict[str, Any]:
    return {
        "on": day.on.isoformat(),
        "sober": day.sober,
        "count": day.count,
        "provisional": day.provisional,
        "reason": day.reason,
        "evidence": [{"kind": ref.kind, "id": ref.id} for ref in day.evidence],
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
