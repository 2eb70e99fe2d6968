"""What this court answered the last time in a case like this one, and what happened then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.facts.facts import gather_one
from drugcourt.casework.programs.programs import program
from drugcourt.casework.responses.advice import seen_of
from drugcourt.casework.responses.balance import phase_on_day
from drugcourt.casework.responses.policy import response_policy
from drugcourt.domain.dates import counted, short
from drugcourt.domain.responses import BehaviorSide, ResponseFamily, Sign
from drugcourt.records.episodes import Episode
from drugcourt.records.phases import PhaseStay
from drugcourt.records.responses import Response
from drugcourt.rules.responses.matrix import nth

LOOKED_THROUGH = 60


@dataclass(frozen=True, slots=True)
class SimilarCase:
    """The last like case of another participant, without a name.

    `alike` says that phase and number of times are the same too. `after` is what the records show
    of the same behavior in the days of the policy after it; empty where they can't show it.
    """

    given_on: date
    phase: int | None
    times: int | None
    responses: tuple[tuple[ResponseFamily, str], ...]
    departure: str
    done: str
    after: str
    alike: bool

    def words(self, as_of: date) -> str:
        """All of it in a sentence or two."""
        told = [short(self.given_on, as_of), "another participant"]
        if self.phase is not None:
            told.append(f"phase {self.phase}")
        if self.times:
            told.append(f"{nth(self.times)} time")
        given = ", ".join(f"{title} ({family.label.lower()})" for family, title in self.responses)
        why = f", departing from the matrix: {self.departure}" if self.departure else ""
        rest = " ".join(part for part in (self.done, self.after) if part)
        return f"{', '.join(told)}: {given}{why}. {rest}".strip()


def last_similar(
    db: Session,
    *,
    episode_id: int,
    behavior_key: str,
    times: int,
    phase: int | None,
    as_of: date,
) -> SimilarCase | None:
    """The latest case of the same behavior, of another participant; None where there is none.

    One of the same phase and the same number of times goes before a later one that is less alike.
    """
    rows = _rows(db, episode_id, behavior_key, as_of)
    if not rows:
        return None
    numbers = {row.id: _phase_number(db, row) for row in rows}
    alike = [row for row in rows if (row.times, numbers[row.id]) == (times, phase)]
    chosen = (alike or rows)[0]
    together = [
        row
        for row in rows
        if row.episode_id == chosen.episode_id and row.given_on == chosen.given_on
    ]
    return SimilarCase(
        given_on=chosen.given_on,
        phase=numbers[chosen.id],
        times=chosen.times,
        responses=tuple((row.family, row.title) for row in together),
        departure=next((row.departure for row in together if row.departure), ""),
        done=_done_words(together, as_of),
        after=_after(db, chosen, behavior_key, as_of),
        alike=bool(alike),
    )


def _rows(db: Session, episode_id: int, behavior_key: str, as_of: date) -> list[Any]:
    asked = (
        select(
            Response.id,
            Response.episode_id,
            Response.given_on,
            Response.family,
            Response.title,
            Response.times,
            Response.departure,
            Response.due_on,
            Response.done_on,
            PhaseStay.phase,
            Episode.program_id,
        )
        .join(Episode, Episode.id == Response.episode_id)
        .outerjoin(PhaseStay, phase_on_day(Response.given_on))
        .where(
            Response.behavior_key == behavior_key,
            Response.given_on <= as_of,
            Response.episode_id != episode_id,
        )
        .order_by(Response.given_on.desc(), Response.id.desc())
        .limit(LOOKED_THROUGH)
    )
    return list(db.execute(asked))


def _phase_number(db: Session, row: Any) -> int | None:
    return program(db, row.program_id).number(row.phase) if row.phase else None


def _done_words(rows: list[Any], as_of: date) -> str:
    ordered = [row for row in rows if row.due_on is not None]
    if not ordered:
        return ""
    if all(row.done_on is not None and row.done_on <= as_of for row in ordered):
        return f"Done {short(max(row.done_on for row in ordered), as_of)}."
    late = any(row.due_on < as_of and row.done_on is None for row in ordered)
    return "Not done in time." if late else "Not done yet."


def _after(db: Session, row: Any, behavior_key: str, as_of: date) -> str:
    """Whether the same was seen again in the days after, as far as they have passed."""
    policy = response_policy(db, on=as_of)
    behavior = policy.behavior(behavior_key)
    facts = gather_one(db, row.episode_id)
    if behavior is None or facts is None:
        return ""
    if behavior.sign is Sign.PERSON or behavior.side is BehaviorSide.ACHIEVED:
        return ""
    last = min(as_of, row.given_on + timedelta(days=policy.numbers.outcome_days))
    days = (last - row.given_on).days
    if days <= 0:
        return ""
    seen = seen_of(db, facts, last).between(row.given_on + timedelta(days=1), last)
    again = sum(1 for one in seen if one.sign is behavior.sign)
    often = "not seen again" if not again else f"seen again {counted(again, 'time')}"
    return f"In the {counted(days, 'day')} after: {often}."
