"""Which sessions the rules of the dockets propose, and the act that lets them stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.calendar.closures import closed_days
from drugcourt.casework.calendar.dockets import DocketRow, dockets
from drugcourt.domain.recurrences import parse_recurrence
from drugcourt.records.hearings import CourtSession
from drugcourt.rules.court_days import Placed, named_days, placed
from drugcourt.workspace import Context

_AROUND = timedelta(days=31)  # a session may be shifted over the edge of the stretch asked for


@dataclass(frozen=True, slots=True)
class ProposedSession:
    """One session that a rule names. `held_on` None: left out, because court is closed; `stands`:
    there is a session for it already, perhaps moved or cancelled.
    """

    docket: str
    planned_on: date
    held_on: date | None
    closed: str
    starts_at: str
    rule: str
    stands: bool


def proposed_sessions(
    db: Session, *, first: date, last: date, docket: str = ""
) -> list[ProposedSession]:
    """What the rules name from `first` to `last`, both included, in order of the day held."""
    closures = closed_days(db, first=first - _AROUND, last=last + _AROUND)
    found: list[ProposedSession] = []
    for one in dockets(db):
        if docket and one.title != docket:
            continue
        known = _known(db, one.title, first, last)
        found += [
            ProposedSession(
                docket=one.title,
                planned_on=place.planned_on,
                held_on=place.held_on,
                closed=place.closed,
                starts_at=one.starts_at,
                rule=rule,
                stands=place.planned_on in known or place.held_on in known,
            )
            for rule, place in places(one, closures, first, last)
        ]
    return sorted(found, key=lambda p: (p.held_on or p.planned_on, p.docket))


def plan_sessions(
    db: Session, context: Context, *, first: date, last: date, docket: str = ""
) -> int:
    """Let the proposed sessions of these days stand; returns how many are new."""
    kept = {one.title: one for one in dockets(db)}
    new = 0
    for proposal in proposed_sessions(db, first=first, last=last, docket=docket):
        if proposal.held_on is None or proposal.stands:
            continue
        about = kept[proposal.docket]
        db.add(
            CourtSession(
                held_on=proposal.held_on,
                planned_on=proposal.planned_on,
                starts_at=about.starts_at,
                docket=about.title,
                courtroom=about.courtroom,
                judge=about.judge,
            )
        )
        new += 1
    return new


def places(
    docket: DocketRow, closures: dict[date, str], first: date, last: date
) -> list[tuple[str, Placed]]:
    """Each day that the docket's rules name in a stretch, once, with where its session goes."""
    found: dict[date, tuple[str, Placed]] = {}
    for rule in docket.rules:
        end = last if rule.last_on is None else min(last, rule.last_on)
        named = named_days(parse_recurrence(rule.text), rule.first_on, first, end)
        for place in placed(named, closures, rule.on_closed):
            found.setdefault(place.planned_on, (rule.text, place))
    return sorted(found.values(), key=lambda item: item[1].planned_on)


def _known(db: Session, title: str, first: date, last: date) -> set[date]:
    """Days for which a session of the docket stands, by the day held, planned and moved from."""
    asked = select(CourtSession.held_on, CourtSession.planned_on, CourtSession.moved_from).where(
        CourtSession.docket == title,
        CourtSession.held_on.between(first - _AROUND, last + _AROUND)
        | CourtSession.planned_on.between(first, last),
    )
    return {day for row in db.execute(asked) for day in row if day is not None}
