"""What somebody takes along into the first two weeks: days, medicine, kit, people, places."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework import medications
from drugcourt.casework.courts import court_place
from drugcourt.casework.hearings.days import next_session
from drugcourt.casework.safety import kits, support
from drugcourt.casework.treatment import care
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.safety import KitHolder, PlanWords, WatchCause
from drugcourt.errors import Refusal
from drugcourt.exchange.safety_policy import safety_policy
from drugcourt.records.custody import CustodyStay
from drugcourt.records.episodes import Episode, StatusSpan
from drugcourt.records.people import Person
from drugcourt.records.treatment import Provider

_HOLDS = {
    KitHolder.PARTICIPANT: "in my hand",
    KitHolder.FAMILY: "at home, with my family or housemate",
    KitHolder.OTHER: "with somebody near me",
}


@dataclass(frozen=True, slots=True)
class OwnDay:
    """One day of the plan, in the person's own words."""

    on: date
    told: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where treatment is, with whom to speak there; empty where the directory does not say."""

    name: str
    contact: str
    phone: str
    address: str


@dataclass(frozen=True, slots=True)
class OwnPlan:
    """Everything about one person that stands on the release packet and the safety plan."""

    name: str
    at: str
    today: date
    days: tuple[OwnDay, ...]
    medicines: tuple[str, ...]
    kit: str
    peer: str
    case_manager: str
    places: tuple[Place, ...]
    hearing: tuple[date, str] | None
    words: PlanWords


def own_plan(db: Session, *, episode_id: int, today: date) -> OwnPlan:
    """The plan; its days count from the release. Refusal where the person is not in the court.

    Nothing of cases, charges or tests stands in it: whoever finds the paper reads it too.
    """
    found = db.execute(
        select(Episode, Person)
        .join(Person, Person.id == Episode.person_id)
        .where(Episode.id == episode_id)
    ).one_or_none()
    if found is None:
        raise Refusal("That participant is not in this court.")
    episode, person = found
    taken = [row for row in medications.medication_rows(db, episode_id=episode_id) if _now(row)]
    policy = safety_policy()
    tasks = policy.tasks_of(WatchCause.RELEASE, moud=any(row.moud for row in taken))
    present = [row for row in support.peers(db, episode_id=episode_id) if row.ended_on is None]
    session = next_session(db, episode_id=episode_id, today=today)
    given = person.preferred_name or person.given_name
    out_on = _released(db, episode_id, today)
    return OwnPlan(
        name=f"{given} {person.family_name}".strip(),
        at=court_place(db),
        today=today,
        days=tuple(
            OwnDay(out_on + timedelta(days=task.day), task.told) for task in tasks if task.told
        ),
        medicines=tuple(_said(row) for row in taken),
        kit=_kit(db, episode_id, today),
        peer=present[0].peer if present else "",
        case_manager=episode.case_manager,
        places=_places(db, episode_id),
        hearing=(session.held_on, session.starts_at) if session is not None else None,
        words=policy.plan,
    )


def _released(db: Session, episode_id: int, today: date) -> date:
    """The day that the days count from: of a release that is expected, or whose watch goes on.

    Without either it is today: whoever prints the packet has somebody before them who goes now.
    """
    known = select(StatusSpan.ended_on, CustodyStay.ends_expected).outerjoin(
        CustodyStay, CustodyStay.span_id == StatusSpan.id
    )
    latest = db.execute(
        known.where(
            StatusSpan.episode_id == episode_id,
            StatusSpan.status == EpisodeStatus.IN_CUSTODY,
            StatusSpan.started_on <= today,
        )
        .order_by(StatusSpan.started_on.desc(), StatusSpan.id.desc())
        .limit(1)
    ).first()
    if latest is None:
        return today
    ended, expected = latest
    if ended is not None:
        return ended if ended <= today <= safety_policy().last_day(ended) else today
    return max(expected or today, today)


def _now(row: medications.MedicationRow) -> bool:
    return row.ended_on is None


def _said(row: medications.MedicationRow) -> str:
    by = f", from {row.prescriber}" if row.prescriber else ""
    return f"{row.name} {row.dose}".strip() + by


def _kit(db: Session, episode_id: int, today: date) -> str:
    """The kit in date, the person's own before others'; empty where there is none."""
    held = [row for row in kits.kits(db, episode_id=episode_id, today=today) if row.in_date]
    if not held:
        return ""
    kit = next((row for row in held if row.holder is KitHolder.PARTICIPANT), held[0])
    until = f"good until {kit.expires_on:%B} {kit.expires_on.year}" if kit.expires_on else ""
    return ", ".join(filter(None, (_HOLDS[kit.holder], until)))


def _places(db: Session, episode_id: int) -> tuple[Place, ...]:
    stays = [s for s in care.treatment_rows(db, episode_id=episode_id) if s.ended_on is None]
    names = list(dict.fromkeys(stay.provider for stay in stays))
    known = {p.name: p for p in db.scalars(select(Provider).where(Provider.name.in_(names)))}
    return tuple(
        Place(name, p.contact, p.phone, p.address)
        if (p := known.get(name)) is not None
        else Place(name, "", "", "")
        for name in names
    )
