"""What is overdue or waits for somebody: orders, confirmations, hearings, work, candidates."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from drugcourt.casework import medications
from drugcourt.casework.disclosures import dues as disclosure_dues
from drugcourt.casework.exits import dues as exit_dues
from drugcourt.casework.hearings.days import coming_hearings
from drugcourt.casework.hearings.tasks import say_task, tasks_due
from drugcourt.casework.hearings.warrant_rows import say_warrant, warrant_due
from drugcourt.casework.referrals import dues as referral_dues
from drugcourt.casework.safety import continuity, hand_offs, kits, overdoses
from drugcourt.casework.safety.watches import say_task as say_watch
from drugcourt.casework.safety.watches import watches
from drugcourt.casework.supervision import dues
from drugcourt.casework.treatment import capital, plans, services
from drugcourt.domain.dates import counted, short
from drugcourt.domain.episodes import CANDIDATE_STATUSES, OPEN_STATUSES, EpisodeStatus
from drugcourt.domain.tone import Tone
from drugcourt.records.episodes import AttentionItem, Episode, WorkSpell
from drugcourt.records.hearings import CourtSession, DocketEntry
from drugcourt.records.people import Person, listed_name
from drugcourt.records.referrals import Referral
from drugcourt.records.responses import Response

CANDIDATE_DAYS = 14  # a candidate who waits longer is looked at; our choice


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One thing due. It opens an episode's file at `tab`, the docket of `session_on`, or the weekly
    review.

    `due_on` is the day since which it is due, or by which; `reference` the participant number.
    """

    text: str
    who: str
    tone: Tone
    episode_id: int | None = None
    tab: str = "overview"
    session_on: date | None = None
    review: bool = False
    due_on: date | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True)
class FollowUps:
    """The first of each sort, the oldest first; `total` counts all there are."""

    shown: tuple[FollowUp, ...]
    total: int


Asked = tuple[Select[*tuple[Any, ...]], Callable[[Any, date], str], Tone, str]


def follow_ups(db: Session, *, today: date, each: int) -> FollowUps:
    """What is due on this day, at most `each` of a sort."""
    shown: list[FollowUp] = []
    unheard = _unheard(db, today)
    watched = _watched(db, today)
    shown += (*watched[:each], *unheard[:each])
    total = len(watched) + len(unheard)
    found = [
        (say, tone, tab, db.execute(asked.add_columns(func.count().over()).limit(each)).all())
        for asked, say, tone, tab in _sorts(today)
    ]
    names = _names(db, {row[0] for *_, rows in found for row in rows})
    for say, tone, tab, rows in found:
        total += rows[0][-1] if rows else 0
        for episode_id, since, what, _ in rows:
            who, reference = names[episode_id]
            told = say((since, what), today)
            shown.append(
                FollowUp(told, who, tone, episode_id, tab, due_on=since, reference=reference)
            )
    return FollowUps(tuple(shown), total)


def _names(db: Session, episode_ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Name and participant number of each."""
    asked = (
        select(Episode.id, Person.family_name, Person.given_name, Person.reference)
        .join(Person, Person.id == Episode.person_id)
        .where(Episode.id.in_(episode_ids))
    )
    return {
        number: (listed_name(family, given, reference), reference)
        for number, family, given, reference in db.execute(asked)
    }


def _sorts(today: date) -> Sequence[Asked]:
    return (
        (_orders(today), _say_order, Tone.WATCH, "responses"),
        (tasks_due(today), say_task, Tone.WATCH, "hearings"),
        (warrant_due(today), say_warrant, Tone.ALARM, "hearings"),
        (continuity.open_checklists(today), continuity.say_checklist, Tone.ALARM, "safety"),
        (
            medications.unconfirmed_stops(today),
            medications.say_unconfirmed,
            Tone.ALARM,
            "treatment",
        ),
        (overdoses.to_follow_up(today), overdoses.say_overdose, Tone.ALARM, "safety"),
        (kits.without_kit(today), kits.say_without_kit, Tone.WATCH, "safety"),
        (kits.ending_kits(today), kits.say_ending_kit, Tone.PLAIN, "safety"),
        (hand_offs.not_served(today), hand_offs.say_not_served, Tone.WATCH, "safety"),
        (services.needs_late(today), services.say_need, Tone.PLAIN, "recovery"),
        (plans.goals_to_review(today), plans.say_goal, Tone.PLAIN, "recovery"),
        (capital.measures_due(today), capital.say_measure, Tone.PLAIN, "recovery"),
        (
            dues.jail_not_told(today),
            dues.say_jail,
            Tone.ALARM,
            "supervision",
        ),
        (
            dues.arrests_untold(today),
            dues.say_arrest,
            Tone.WATCH,
            "supervision",
        ),
        (
            dues.requests_waiting(today),
            dues.say_request,
            Tone.WATCH,
            "supervision",
        ),
        (disclosure_dues.demands_open(today), disclosure_dues.say_demand, Tone.ALARM, "consents"),
        (
            disclosure_dues.consents_ending(today),
            disclosure_dues.say_consent,
            Tone.WATCH,
            "consents",
        ),
        (_no_hearing(today), _say_no_hearing, Tone.WATCH, "hearings"),
        (_attention("confirmation_waiting"), _say_waiting, Tone.INFO, "tests"),
        (_attention("no_test"), _say_untested, Tone.WATCH, "tests"),
        (_work(), _say_work, Tone.PLAIN, "supervision"),
        (exit_dues.terminations_open(today), exit_dues.say_termination, Tone.WATCH, "exit"),
        (exit_dues.applications_open(today), exit_dues.say_application, Tone.INFO, "exit"),
        (referral_dues.abeyance_ending(today), referral_dues.say_abeyance, Tone.WATCH, "entry"),
        (referral_dues.late_stations(today), referral_dues.say_late, Tone.WATCH, "entry"),
        (
            referral_dues.waiting_to_look_at(today),
            referral_dues.say_waiting_place,
            Tone.PLAIN,
            "entry",
        ),
        (_candidates(today), _say_candidate, Tone.PLAIN, "entry"),
        (exit_dues.expungements(today), exit_dues.say_expungement, Tone.PLAIN, "cases"),
        (exit_dues.follow_ups_due(today), exit_dues.say_follow_up, Tone.PLAIN, "exit"),
    )


def _orders(today: date) -> Select[*tuple[Any, ...]]:
    late = select(Response.id).where(Response.due_on < today, Response.done_on.is_(None))
    return (
        select(Episode.id, Response.due_on, Response.title)
        .select_from(Response)
        .join(Episode, Episode.id == Response.episode_id)
        .where(Response.id.in_(late), Episode.status.in_(OPEN_STATUSES))
        .order_by(Response.due_on, Response.id)
    )


def _no_hearing(today: date) -> Select[*tuple[Any, ...]]:
    """Active participants for whom no hearing lies ahead."""
    ahead = coming_hearings(today).subquery()
    return (
        select(Episode.id, Episode.admitted_on, Episode.phase)
        .where(
            Episode.status == EpisodeStatus.ACTIVE, Episode.id.not_in(select(ahead.c.episode_id))
        )
        .order_by(Episode.admitted_on, Episode.id)
    )


def _attention(key: str) -> Select[*tuple[Any, ...]]:
    return (
        select(Episode.id, AttentionItem.since, AttentionItem.text)
        .select_from(AttentionItem)
        .join(Episode, Episode.id == AttentionItem.episode_id)
        .where(AttentionItem.key == key)
        .order_by(AttentionItem.rank, AttentionItem.since, AttentionItem.id)
    )


def _work() -> Select[*tuple[Any, ...]]:
    return (
        select(Episode.id, WorkSpell.started_on, WorkSpell.kind)
        .select_from(WorkSpell)
        .join(Episode, Episode.id == WorkSpell.episode_id)
        .where(
            WorkSpell.ended_on.is_(None),
            WorkSpell.verified_on.is_(None),
            Episode.status.in_(OPEN_STATUSES),
        )
        .order_by(WorkSpell.started_on, WorkSpell.id)
    )


def _candidates(today: date) -> Select[*tuple[Any, ...]]:
    """Those of whom no referral is kept; the others have their stations."""
    return (
        select(Episode.id, Episode.referred_on, Episode.status)
        .where(
            Episode.status.in_(CANDIDATE_STATUSES),
            Episode.referred_on < today - timedelta(days=CANDIDATE_DAYS),
            ~select(Referral.id).where(Referral.episode_id == Episode.id).exists(),
        )
        .order_by(Episode.referred_on, Episode.id)
    )


def _watched(db: Session, today: date) -> list[FollowUp]:
    """The tasks of every watch that are due, the longest due first."""
    found = [
        FollowUp(
            say_watch(watch, task, today),
            watch.name,
            Tone.ALARM,
            watch.episode_id,
            "safety",
            due_on=task.due_on,
            reference=watch.reference,
        )
        for watch in watches(db, today=today)
        for task in watch.open_tasks
        if task.due_on <= today
    ]
    return sorted(found, key=lambda one: (one.due_on or today, one.who))


def _unheard(db: Session, today: date) -> list[FollowUp]:
    """Past sessions still open in which somebody's hearing has no outcome."""
    asked = (
        select(CourtSession.held_on, func.count())
        .join(DocketEntry, DocketEntry.session_id == CourtSession.id)
        .where(
            CourtSession.held_on < today,
            CourtSession.closed_at.is_(None),
            DocketEntry.attendance.is_(None),
        )
        .group_by(CourtSession.held_on)
        .order_by(CourtSession.held_on.desc())
    )
    return [
        FollowUp(
            f"Outcome missing for the docket of {short(day, today)}",
            counted(number, "hearing"),
            Tone.WATCH,
            session_on=day,
            due_on=day,
        )
        for day, number in db.execute(asked)
    ]


def _say_order(row: tuple[Any, Any], today: date) -> str:
    return f"{row[1]}, due {short(row[0], today)}"


def _say_no_hearing(row: tuple[Any, Any], today: date) -> str:
    return "No next court date"


def _say_waiting(row: tuple[Any, Any], today: date) -> str:
    since = f" since {short(row[0], today)}" if row[0] else ""
    return f"Confirmation waiting{since}"


def _say_untested(row: tuple[Any, Any], today: date) -> str:
    return f"No test since {short(row[0], today)}" if row[0] else "No test for long"


def _say_work(row: tuple[Any, Any], today: date) -> str:
    return f"{row[1].label} to verify, since {short(row[0], today)}"


def _say_candidate(row: tuple[Any, Any], today: date) -> str:
    return f"Candidate since {short(row[0], today)}, {(today - row[0]).days} days"
