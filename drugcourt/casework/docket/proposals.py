"""Who belongs on a session's docket and is not on it yet, each with the reason."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from drugcourt.casework.calendar.dockets import default_title
from drugcourt.casework.hearings.hearings import put_on_docket
from drugcourt.casework.hearings.taking_back import on_docket
from drugcourt.casework.programs.programs import programs
from drugcourt.domain.dates import counted, short
from drugcourt.domain.episodes import OPEN_STATUSES, EpisodeStatus
from drugcourt.domain.hearings import HearingKind, WarrantStep
from drugcourt.domain.program import Program
from drugcourt.domain.tone import Term, Tone
from drugcourt.domain.treatment import LevelOfCare
from drugcourt.errors import Refusal
from drugcourt.records.episodes import Episode
from drugcourt.records.hearings import CourtSession, DocketEntry
from drugcourt.records.people import Person, listed_name
from drugcourt.records.treatment import TreatmentEpisode
from drugcourt.records.warrants import Warrant
from drugcourt.rules.hearings import next_hearing_due
from drugcourt.workspace import Context


class Why(Term):
    """Why somebody is proposed, the most urgent first."""

    OVERDUE = "overdue", "Overdue"
    NAMED = "named", "Told to come"
    SERVED = "served", "Warrant served"
    NEVER = "never", "Not heard yet"
    DUE = "due", "Due"
    WARRANT = "warrant", "Warrant out"


TONES = {
    Why.OVERDUE: Tone.ALARM,
    Why.NAMED: Tone.GOOD,
    Why.SERVED: Tone.WATCH,
    Why.NEVER: Tone.WATCH,
    Why.DUE: Tone.INFO,
    Why.WARRANT: Tone.PLAIN,
}
_ORDER = {why: place for place, why in enumerate(Why)}


@dataclass(frozen=True, slots=True)
class Proposal:
    """One participant with the reason; `id` is the episode, for lists."""

    id: int
    name: str
    phase_number: int | None
    why: Why
    text: str
    kind: HearingKind
    due: date | None


@dataclass(frozen=True, slots=True)
class _Session:
    """The session that is built, and the docket's next one."""

    id: int
    held_on: date
    moved_from: date | None
    docket: str
    following: date | None


@dataclass(frozen=True, slots=True)
class _Hearings:
    """What somebody's dockets say: the last hearing held, and the next one set elsewhere."""

    last_on: date | None = None
    next_on: date | None = None
    warrant: WarrantStep = WarrantStep.NONE
    ahead: date | None = None
    out_since: date | None = None
    returns: bool = False


def docket_proposals(db: Session, *, session_id: int, today: date) -> list[Proposal]:
    """Who should be heard in this session by next date, frequency of the phase, or warrant.

    Whoever is due before the docket sits again is proposed, unless another hearing in time is set.
    Only participants of this docket: those heard on it last, or never yet where it is the court's
    own.
    """
    session = _session(db, session_id)
    kept = programs(db)
    heard = _hearings(db, session, today)
    levels = _levels(db, session.held_on)
    due = []
    for row in db.execute(_people(session)):
        known = heard.get(row.id, _Hearings())
        proposal = _proposal(row, known, levels.get(row.id, ()), kept, session, today)
        if proposal is not None:
            due.append(proposal)
    own, last_docket = default_title(db), _last_dockets(db, [proposal.id for proposal in due])
    found = [one for one in due if last_docket.get(one.id, own) == session.docket]
    return sorted(found, key=lambda p: (_ORDER[p.why], p.due or session.held_on, p.name))


def put_proposed_on_docket(
    db: Session, context: Context, *, session_id: int, proposals: Sequence[tuple[int, HearingKind]]
) -> int:
    """Put these participants on the docket, at its end, in this order; returns how many."""
    text = f"{counted(len(proposals), 'person', 'people')} put on the docket"
    with on_docket(db, context, session_id=session_id, text=text):
        for episode_id, kind in proposals:
            put_on_docket(db, context, session_id=session_id, episode_id=episode_id, kind=kind)
    return len(proposals)


def _session(db: Session, session_id: int) -> _Session:
    row = db.execute(
        select(
            CourtSession.id, CourtSession.held_on, CourtSession.moved_from, CourtSession.docket
        ).where(CourtSession.id == session_id)
    ).one_or_none()
    if row is None:
        raise Refusal("That court session is not recorded.")
    following = db.scalar(
        select(func.min(CourtSession.held_on)).where(
            CourtSession.docket == row.docket,
            CourtSession.held_on > row.held_on,
            CourtSession.cancelled_at.is_(None),
        )
    )
    return _Session(row.id, row.held_on, row.moved_from, row.docket, following)


def _people(session: _Session) -> Any:
    """Everybody in the program who is not on this docket."""
    there = select(DocketEntry.episode_id).where(DocketEntry.session_id == session.id)
    return (
        select(
            Episode.id,
            Episode.status,
            Episode.phase,
            Episode.program_id,
            Episode.admitted_on,
            Person.family_name,
            Person.given_name,
            Person.reference,
        )
        .join(Person, Person.id == Episode.person_id)
        .where(
            Episode.status.in_(OPEN_STATUSES),
            Episode.admitted_on.is_not(None),
            Episode.admitted_on <= session.held_on,
            Episode.id.not_in(there),
        )
    )


def _hearings(db: Session, session: _Session, today: date) -> dict[int, _Hearings]:
    """Each one's last hearing held before this session, and the first one set besides it."""
    place = func.row_number().over(
        partition_by=DocketEntry.episode_id,
        order_by=(CourtSession.held_on.desc(), CourtSession.id.desc()),
    )
    held = (
        select(
            DocketEntry.episode_id,
            CourtSession.held_on,
            DocketEntry.next_on,
            DocketEntry.warrant,
            place.label("place"),
        )
        .join(CourtSession, CourtSession.id == DocketEntry.session_id)
        .where(DocketEntry.attendance.is_not(None), CourtSession.held_on < session.held_on)
        .subquery()
    )
    ahead = (
        select(DocketEntry.episode_id, func.min(CourtSession.held_on))
        .join(CourtSession, CourtSession.id == DocketEntry.session_id)
        .where(DocketEntry.attendance.is_(None), DocketEntry.session_id != session.id)
        .where(CourtSession.held_on >= today)
        .group_by(DocketEntry.episode_id)
    )
    coming: dict[int, date] = dict(db.execute(ahead).all())
    out, returns = _warrants(db)
    last = {row.episode_id: row for row in db.execute(select(held).where(held.c.place == 1))}
    found = {}
    for episode in {*coming, *last, *out, *returns}:
        row = last.get(episode)
        found[episode] = _Hearings(
            last_on=row.held_on if row else None,
            next_on=row.next_on if row else None,
            warrant=row.warrant if row else WarrantStep.NONE,
            ahead=coming.get(episode),
            out_since=out.get(episode),
            returns=episode in returns,
        )
    return found


def _warrants(db: Session) -> tuple[dict[int, date], set[int]]:
    """Since when a warrant is out, and who was served and has no return hearing yet."""
    asked = select(
        Warrant.episode_id, Warrant.issued_on, Warrant.served_on, Warrant.return_entry_id
    ).where(Warrant.recalled_on.is_(None), Warrant.issued_on.is_not(None))
    out: dict[int, date] = {}
    returns: set[int] = set()
    for episode, issued_on, served_on, return_entry_id in db.execute(asked):
        if served_on is None and issued_on is not None:
            out[episode] = issued_on
        elif return_entry_id is None:
            returns.add(episode)
    return out, returns


def _levels(db: Session, day: date) -> dict[int, list[LevelOfCare]]:
    """The levels of care at which each one is treated on a day."""
    asked = select(TreatmentEpisode.episode_id, TreatmentEpisode.level).where(
        TreatmentEpisode.started_on <= day,
        TreatmentEpisode.ended_on.is_(None) | (TreatmentEpisode.ended_on > day),
    )
    found: dict[int, list[LevelOfCare]] = {}
    for episode_id, level in db.execute(asked):
        found.setdefault(episode_id, []).append(level)
    return found


def _last_dockets(db: Session, episode_ids: Sequence[int]) -> dict[int, str]:
    """The docket of the latest hearing of each of these, held or set."""
    place = func.row_number().over(
        partition_by=DocketEntry.episode_id,
        order_by=(CourtSession.held_on.desc(), CourtSession.id.desc()),
    )
    ranked = (
        select(DocketEntry.episode_id, CourtSession.docket, place.label("place"))
        .join(CourtSession, CourtSession.id == DocketEntry.session_id)
        .where(DocketEntry.episode_id.in_(episode_ids))
        .subquery()
    )
    asked = select(ranked.c.episode_id, ranked.c.docket).where(ranked.c.place == 1)
    return dict(db.execute(asked).all())


def _proposal(
    row: Any,
    heard: _Hearings,
    levels: Collection[LevelOfCare],
    kept: Mapping[int, Program],
    session: _Session,
    today: date,
) -> Proposal | None:
    found = _reason(row, heard, levels, kept[row.program_id], session, today)
    if found is None:
        return None
    why, text, due = found
    kind = HearingKind.WARRANT_RETURN if why in (Why.SERVED, Why.WARRANT) else HearingKind.REVIEW
    if why is Why.NEVER:
        kind = HearingKind.ENTRY
    if row.status in _SAID:
        text = f"{text} {_SAID[row.status]}"
    return Proposal(
        id=row.id,
        name=listed_name(row.family_name, row.given_name, row.reference),
        phase_number=kept[row.program_id].number(row.phase),
        why=why,
        text=text,
        kind=kind,
        due=due,
    )


_SAID = {
    EpisodeStatus.IN_CUSTODY: "In custody.",
    EpisodeStatus.MEDICAL_LEAVE: "On medical leave.",
}


def _reason(
    row: Any,
    heard: _Hearings,
    levels: Collection[LevelOfCare],
    program: Program,
    session: _Session,
    today: date,
) -> tuple[Why, str, date | None] | None:
    """Why this participant is proposed, in a sentence; None where nothing calls for it."""
    day, last = session.held_on, heard.last_on
    if row.status is EpisodeStatus.ABSCONDED:
        since = heard.out_since
        if since is None and heard.warrant is WarrantStep.ISSUED:
            since = last  # of before warrants were kept apart
        if since is None:
            return None
        return Why.WARRANT, f"Warrant out since {short(since, today)}; put on when served.", None
    if heard.ahead is not None and heard.ahead < day:
        last = heard.ahead  # heard there before this session
    if heard.next_on is not None and heard.ahead is None and heard.next_on in _days(session):
        return Why.NAMED, f"Told on {short(last or day, today)} to come on this day.", heard.next_on
    back = heard.warrant in (WarrantStep.ISSUED, WarrantStep.SERVED) or heard.returns
    if heard.ahead is None and back:
        return Why.SERVED, "Back after a warrant; no return hearing is set.", None
    if last is None:
        if heard.ahead is not None:
            return None
        return Why.NEVER, f"Admitted {short(row.admitted_on, today)}, not heard yet.", None
    due = next_hearing_due(program, row.phase, last, levels)
    if due is None or (heard.ahead is not None and day <= heard.ahead <= due):
        return None
    return _due(due, last, heard.ahead, session, today)


def _due(
    due: date, last: date, ahead: date | None, session: _Session, today: date
) -> tuple[Why, str, date | None] | None:
    day = session.held_on
    booked = f" Booked only for {short(ahead, today)}." if ahead and ahead > day else ""
    before = "On the docket of" if last >= today else "Last heard"
    said = f"{before} {short(last, today)}, due by {short(due, today)}"
    if due < day:
        late = counted((day - due).days, "day")
        return Why.OVERDUE, f"{said}: {late} over on this day.{booked}", due
    if session.following is not None and due >= session.following:
        return None
    if session.following is None and due > day:
        return None  # nobody knows yet when the docket sits again
    after = f"; the next session is {short(session.following, today)}" if session.following else ""
    return Why.DUE, f"{said}{after}.{booked}", due


def _days(session: _Session) -> tuple[date, ...]:
    """The days by which people were told of this session."""
    return tuple(day for day in (session.held_on, session.moved_from) if day is not None)
