"""Who is on the way into the program: at which station, since when, late or not, one window."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from drugcourt.casework.referrals.stations import late, stations, step_clocks, where_they_wait
from drugcourt.domain.episodes import CANDIDATE_STATUSES, EpisodeStatus, RiskNeed
from drugcourt.domain.referrals import Channel, Intercept, RefusalGround, Step, StepClock, Verdict
from drugcourt.domain.tone import Term
from drugcourt.records.episodes import Episode
from drugcourt.records.people import Person, SearchName, listed_name
from drugcourt.records.referrals import Referral, ReferralGate, WaitingPlace
from drugcourt.records.search import fold


class PipelineShows(Term):
    """Which referrals the list shows."""

    OPEN = "open", "On the way"
    LATE = "late", "Late"
    LEGAL = "legal", "Legal screen"
    CLINICAL = "clinical", "Clinical screen"
    GATES = "gates", "Decisions"
    READY = "ready", "To be offered or admitted"
    WAITING = "waiting", "Waiting list"
    NOT_ENTERED = "not_entered", "Not admitted"
    ADMITTED = "admitted", "Admitted"


_AT = {
    PipelineShows.LEGAL: (Step.LEGAL,),
    PipelineShows.CLINICAL: (Step.CLINICAL,),
    PipelineShows.GATES: (Step.GATES,),
    PipelineShows.READY: (Step.OFFER, Step.ORDER, Step.ADMISSION),
}


@dataclass(frozen=True, slots=True)
class PipelineRow:
    """One referral. `waits` is the station not reached yet; `late` the days past its target."""

    episode_id: int
    name: str
    reference: str
    referred_on: date | None
    arrested_on: date | None
    channel: Channel
    intercept: Intercept
    agency: str
    status: EpisodeStatus
    quadrant: RiskNeed
    waits: Step | None
    since: date | None
    due_on: date | None
    late: int
    asked: int
    approved: int
    refused: int
    waiting: bool
    ground: RefusalGround | None


def pipeline(
    db: Session,
    *,
    shows: PipelineShows,
    today: date,
    text: str = "",
    offset: int = 0,
    limit: int = 100,
    sort: str = "",
    descending: bool = False,
) -> list[PipelineRow]:
    """One window of the list: by default those who are late first, then who waits longest."""
    asked, keys, otherwise = _asked(shows, today, text)
    chosen: list[Any] = []
    for column in keys.get(sort, ()):
        chosen += [column.is_(None), column.desc() if descending else column.asc()]
    rows = db.execute(asked.order_by(*chosen, *otherwise).offset(offset).limit(limit)).all()
    ids = [row.whose for row in rows]
    clocks = step_clocks(db, episode_ids=ids, today=today)
    verdicts = _verdicts(db, ids)
    return [_row(row, clocks[row.whose], verdicts.get(row.whose, {})) for row in rows]


def pipeline_count(db: Session, *, shows: PipelineShows, today: date, text: str = "") -> int:
    """How many referrals the list has."""
    asked, _keys, _otherwise = _asked(shows, today, text)
    return int(db.scalar(select(func.count()).select_from(asked.subquery())) or 0)


def pipeline_counts(db: Session, *, today: date) -> dict[PipelineShows, int]:
    """How many each choice of the list has."""
    return {shows: pipeline_count(db, shows=shows, today=today) for shows in PipelineShows}


def _asked(
    shows: PipelineShows, today: date, text: str
) -> tuple[Select[*tuple[Any, ...]], dict[str, tuple[Any, ...]], tuple[Any, ...]]:
    waits = where_they_wait(stations())
    is_late = late(waits, today)
    waiting = (
        select(WaitingPlace.id)
        .where(WaitingPlace.episode_id == Episode.id, WaitingPlace.ended_on.is_(None))
        .exists()
    )
    asked = (
        select(
            Episode.id.label("whose"),
            Person.family_name,
            Person.given_name,
            Person.reference,
            Episode.referred_on,
            Episode.arrested_on,
            Episode.status,
            Episode.risk_need,
            Referral.channel,
            Referral.intercept,
            Referral.agency,
            Referral.ground,
            waits.c.waits,
            waits.c.since,
            waiting.label("waiting"),
        )
        .select_from(Referral)
        .join(Episode, Episode.id == Referral.episode_id)
        .join(Person, Person.id == Episode.person_id)
        .join(waits, waits.c.episode_id == Episode.id)
        .where(*_chosen(shows, waits, is_late, waiting), *_found(text))
    )
    name = (func.lower(Person.family_name), func.lower(Person.given_name))
    keys = {
        "name": name,
        "referred_on": (Episode.referred_on,),
        "channel": (Referral.channel,),
        "intercept": (Referral.intercept,),
        "since": (waits.c.since,),
        "waits": (waits.c.waits, waits.c.since),
        "ground": (Referral.ground,),
    }
    closed = shows in (PipelineShows.NOT_ENTERED, PipelineShows.ADMITTED)
    latest = (Episode.referred_on.desc(), Episode.id.desc())
    first = (is_late.desc(), waits.c.since, *name, Episode.id)
    return asked, keys, latest if closed else first


def _chosen(
    shows: PipelineShows, waits: Any, is_late: Any, waiting: Any
) -> list[ColumnElement[bool]]:
    if shows is PipelineShows.NOT_ENTERED:
        return [Episode.status == EpisodeStatus.DECLINED]
    if shows is PipelineShows.ADMITTED:
        return [Episode.admitted_on.is_not(None)]
    conditions: list[ColumnElement[bool]] = [Episode.status.in_(CANDIDATE_STATUSES)]
    if shows is PipelineShows.LATE:
        conditions.append(is_late)
    if shows is PipelineShows.WAITING:
        conditions.append(waiting)
    if shows in _AT:
        conditions.append(waits.c.waits.in_([step.value for step in _AT[shows]]))
    return conditions


def _found(text: str) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [
        or_(
            Episode.person_id.in_(
                select(SearchName.person_id).where(
                    SearchName.folded.contains(word, autoescape=True)
                )
            ),
            func.lower(Referral.agency).contains(word, autoescape=True),
        )
        for word in fold(text).split()
    ]
    return found


def _verdicts(db: Session, ids: list[int]) -> dict[int, dict[Verdict, int]]:
    asked = (
        select(ReferralGate.episode_id, ReferralGate.verdict, func.count())
        .where(ReferralGate.episode_id.in_(ids))
        .group_by(ReferralGate.episode_id, ReferralGate.verdict)
    )
    found: dict[int, dict[Verdict, int]] = {}
    for episode_id, verdict, count in db.execute(asked):
        found.setdefault(episode_id, {})[verdict] = count
    return found


def _row(row: Any, clocks: tuple[StepClock, ...], verdicts: dict[Verdict, int]) -> PipelineRow:
    open_ = row.status in CANDIDATE_STATUSES
    at = Step(row.waits) if open_ and row.waits else None
    clock = next((clock for clock in clocks if clock.step is at), None)
    return PipelineRow(
        episode_id=row.whose,
        name=listed_name(row.family_name, row.given_name, row.reference),
        reference=row.reference,
        referred_on=row.referred_on,
        arrested_on=row.arrested_on,
        channel=row.channel,
        intercept=row.intercept,
        agency=row.agency,
        status=row.status,
        quadrant=row.risk_need,
        waits=at,
        since=row.since,
        due_on=clock.due_on if clock else None,
        late=clock.late if clock else 0,
        asked=sum(verdicts.values()),
        approved=verdicts.get(Verdict.APPROVED, 0) + verdicts.get(Verdict.NOT_NEEDED, 0),
        refused=verdicts.get(Verdict.REFUSED, 0),
        waiting=bool(row.waiting),
        ground=row.ground,
    )
