"""The invented team's meetings: who came, what was decided of whom, and today's as it begins."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.staffings import staffings
from drugcourt.casework.staffings.sentences import Decision, Objection, Option
from drugcourt.casework.staffings.team import seats_of
from drugcourt.demo.deeds import LIAISON, STAFFING, moment
from drugcourt.domain.hearings import PhaseMove
from drugcourt.domain.responses import GoalClass, ResponseFamily
from drugcourt.domain.staffings import Presence, TeamRole
from drugcourt.records.episodes import Episode
from drugcourt.records.hearings import CourtSession, DocketEntry
from drugcourt.records.responses import Response
from drugcourt.workspace import Context

MEETINGS = 4  # the latest ones; a court of thousands gets no more, so that making it stays quick
MOST = 24  # people decided about in one meeting
SEATS = (
    (TeamRole.PROSECUTOR, "L. Osei"),
    (TeamRole.DEFENSE, "A. Moreno"),
    (TeamRole.TREATMENT, LIAISON),
    (TeamRole.SUPERVISION, "J. Pike"),
    (TeamRole.LAW_ENFORCEMENT, "Dep. L. Marsh"),
)
_HOW_OFTEN_THERE = {TeamRole.LAW_ENFORCEMENT: 0.5, TeamRole.PROSECUTOR: 0.8}
_NO_BUS = "The last bus leaves before the evening group ends."
_DISSENT = "First look at what kept the participant from coming."


def keep_staffings(db: Session, context: Context, *, seed: int) -> None:
    """The meetings before the last sessions with their minutes, and the seats of today's."""
    rng = Random(f"staffings {seed}")  # noqa: S311  # invented, replayable
    for session_id, held_on in _sessions(db, context.today):
        then = replace(context, today=held_on, now=moment(held_on, STAFFING))
        db.info["logbook"].at = then.now
        _take_seats(db, then, session_id, rng)
        for row in _heard(db, session_id):
            decision = _as_it_went(db, row, rng)
            staffings.decide(db, then, entry_id=row.id, decision=decision)
        staffings.close_staffing(db, then, session_id=session_id)
    db.info["logbook"].at = context.now
    _today(db, context)


def _sessions(db: Session, today: date) -> list[Any]:
    asked = (
        select(CourtSession.id, CourtSession.held_on)
        .where(CourtSession.held_on < today, CourtSession.cancelled_at.is_(None))
        .order_by(CourtSession.held_on.desc())
        .limit(MEETINGS)
    )
    return list(reversed(db.execute(asked).all()))


def _heard(db: Session, session_id: int) -> list[Any]:
    """Who was heard then and is in the program still; of others the file is closed."""
    asked = (
        select(DocketEntry.id, DocketEntry.move, DocketEntry.recommendation, CourtSession.held_on)
        .join(CourtSession, CourtSession.id == DocketEntry.session_id)
        .join(Episode, Episode.id == DocketEntry.episode_id)
        .where(
            DocketEntry.session_id == session_id,
            DocketEntry.attendance.is_not(None),
            Episode.exited_on.is_(None),
        )
        .order_by(DocketEntry.position, DocketEntry.id)
        .limit(MOST)
    )
    return list(db.execute(asked))


def _take_seats(db: Session, context: Context, session_id: int, rng: Random) -> None:
    about: dict[str, Any] = {"session_id": session_id}
    names = dict(SEATS)
    for seat in seats_of(db, **about):
        name = seat.name or names.get(seat.role, "")
        if name != seat.name:
            staffings.name_seat(db, context, **about, role=seat.role, old="", new=name)
        share = _HOW_OFTEN_THERE.get(seat.role, 0.95)
        there = Presence.PRESENT if rng.random() < 0.85 else Presence.REMOTE
        presence = there if rng.random() < share else Presence.ABSENT
        staffings.mark_presence(db, context, **about, role=seat.role, name=name, presence=presence)


def _as_it_went(db: Session, row: Any, rng: Random) -> Decision:
    """What the team recommended before the court gave what it gave."""
    given = db.execute(
        select(
            Response.family,
            Response.title,
            Response.magnitude,
            Response.behavior,
            Response.behavior_key,
            Response.goal,
            Response.rule,
            Response.jail_days,
        ).where(Response.docket_entry_id == row.id)
    ).all()
    sanction = next((r for r in given if r.family is ResponseFamily.SANCTION), None)
    first = sanction or next(iter(given), None)
    options = [Option(r.family, r.title, r.magnitude, r.jail_days, chosen=True) for r in given]
    move = PhaseMove.STAY if sanction is not None else row.move
    if first is None:
        return Decision(move=move, said=row.recommendation)
    dissents = (Objection(TeamRole.DEFENSE, _DISSENT),) if sanction and rng.random() < 0.4 else ()
    return Decision(
        behavior=first.behavior or first.title,
        behavior_key=first.behavior_key,
        rule=first.rule,
        goal=first.goal or (GoalClass.PROXIMAL if sanction is not None else None),
        account=_NO_BUS if sanction is not None and rng.random() < 0.6 else "",
        move=move,
        options=tuple(options),
        dissents=dissents,
    )


def _today(db: Session, context: Context) -> None:
    """Today's meeting: one provider was asked yesterday."""
    asked = select(CourtSession.id).where(
        CourtSession.held_on == context.today, CourtSession.cancelled_at.is_(None)
    )
    session_id = db.scalar(asked.order_by(CourtSession.id).limit(1))
    if session_id is not None:
        yesterday = context.today - timedelta(days=1)
        staffings.ask_for_report(
            db, context, session_id=session_id, provider="Northside IOP", asked_on=yesterday
        )
