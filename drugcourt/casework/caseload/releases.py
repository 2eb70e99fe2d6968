"""How releases from custody went: medication, naloxone, contact and harm in the first two weeks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    and_,
    case,
    distinct,
    func,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import Session

from drugcourt.casework.caseload import stays
from drugcourt.casework.caseload.days import DaysAfter
from drugcourt.casework.caseload.stepping_up import SteppingUp, stepping_up
from drugcourt.casework.safety.kits import held_on, opioid_history
from drugcourt.domain.conduct import LegalEventKind
from drugcourt.domain.safety import ReleaseCounting, WatchCause
from drugcourt.domain.specimens import CollectionStatus
from drugcourt.domain.supervision import ContactMode
from drugcourt.domain.treatment import KEPT, TREATMENT_KINDS
from drugcourt.errors import FieldRefusal
from drugcourt.exchange.safety_policy import safety_policy
from drugcourt.records.conduct import LegalEvent
from drugcourt.records.episodes import Episode, StatusSpan
from drugcourt.records.medications import Medication
from drugcourt.records.safety import NaloxoneKit, Overdose, PeerContact, WatchStep
from drugcourt.records.specimens import Specimen
from drugcourt.records.supervision import Contact
from drugcourt.records.treatment import AttendanceLine

USUAL_DAYS = 365  # the period when none is asked for: a year, today included


@dataclass(frozen=True, slots=True)
class Share:
    """One measure: how many of how many, in words what both are; `early` are not counted yet."""

    key: str
    label: str
    part: int
    whole: int
    formula: str
    early: int = 0

    @property
    def value(self) -> float | None:
        """The share, None where there is nothing to divide."""
        return self.part / self.whole if self.whole else None


@dataclass(frozen=True, slots=True)
class Harm:
    """What happened after release: in how many of the releases, and how often."""

    key: str
    label: str
    releases: int
    events: int
    formula: str


@dataclass(frozen=True, slots=True)
class ReleaseMeasures:
    """The measures of one period, both days included.

    `left` stays ended because the person left the program; they are no release. `followed` are
    releases whose days of watch are over.
    """

    since: date
    until: date
    watch_days: int
    releases: int
    people: int
    left: int
    followed: int
    shares: tuple[Share, ...]
    harm: tuple[Harm, ...]
    any_harm: Share
    stepping_up: SteppingUp


def release_measures(
    db: Session, *, today: date, since: date | None = None, until: date | None = None
) -> ReleaseMeasures:
    """How the releases of a period went; the last year unless it is said.

    Each release counts, also a second one of the same person. What is known today is counted; a
    measure whose days are not over for a release leaves that release out.
    """
    last = min(until or today, today)
    first = since or last - timedelta(days=USUAL_DAYS - 1)
    if first > last:
        raise FieldRefusal("since", "The period can't end before it begins.")
    policy = safety_policy()
    counting, days = policy.counting, policy.watch_days
    out = releases(first, last)
    counts = db.execute(_counted(out, counting, days, today)).mappings().one()
    harm = db.execute(_harmed(out, days, today)).mappings().one()
    events = db.execute(_events(out, days, today)).mappings().one()
    found = {key: int(value or 0) for key, value in {**counts, **harm, **events}.items()}
    return ReleaseMeasures(
        since=first,
        until=last,
        watch_days=days,
        releases=found["releases"],
        people=found["people"],
        left=int(db.scalar(_left(first, last)) or 0),
        followed=found["followed"],
        shares=_shares(found, counting, days),
        harm=_harm(found, days),
        any_harm=Share(
            "events_14d",
            "Any of these",
            found["any"],
            found["followed"],
            f"releases with at least one of these / releases whose {days} days are over",
            found["releases"] - found["followed"],
        ),
        stepping_up=stepping_up(db, first=first, last=last, today=today, days=days),
    )


# What a release is ----------------------------------------------------------------------------


def releases(first: date, last: date) -> Subquery:
    """Stays in custody that ended with a release in the period: span, episode, person, days.

    Each is a release of its own, also where one person has several.
    """
    return (
        select(
            StatusSpan.id,
            StatusSpan.episode_id,
            Episode.person_id,
            StatusSpan.started_on.label("booked_on"),
            StatusSpan.ended_on.label("out_on"),
        )
        .join(Episode, Episode.id == StatusSpan.episode_id)
        .where(stays.released(first, last))
        .subquery("released")
    )


def _left(first: date, last: date) -> Select[Any]:
    return (
        select(func.count())
        .select_from(StatusSpan)
        .join(Episode, Episode.id == StatusSpan.episode_id)
        .where(stays.ended(first, last), stays.by_exit())
    )


# What is counted of them ----------------------------------------------------------------------


def _counted(out: Subquery, counting: ReleaseCounting, days: int, today: date) -> Select[Any]:
    """One row: how many releases there are, and in how many each thing holds."""
    treated = _exists(
        Medication,
        out,
        Medication.moud,
        Medication.started_on <= out.c.out_on,
        or_(Medication.ended_on.is_(None), Medication.ended_on >= out.c.out_on),
    )
    at_risk = select(Episode.id).where(Episode.id == out.c.episode_id, opioid_history()).exists()
    seen = _contact_days(out, counting, days)
    soon = func.coalesce(seen.c.first_on <= DaysAfter(out.c.out_on, counting.contact_days), False)
    often = func.coalesce(seen.c.days, 0) >= counting.contacts
    dose_known, followed = _over(out, counting.dose_days, today), _over(out, days, today)
    dose = _dose(out, counting)
    kit = or_(
        _exists(NaloxoneKit, out, held_on(out.c.out_on)),
        _task(out, counting.naloxone_tasks, 0),
    )
    return (
        select(
            func.count().label("releases"),
            func.count(distinct(out.c.person_id)).label("people"),
            _number(treated).label("treated"),
            _number(treated, dose_known).label("treated_over"),
            _number(treated, dose_known, dose).label("dosed"),
            _number(at_risk).label("at_risk"),
            _number(at_risk, kit).label("kit"),
            _number(followed).label("followed"),
            _number(followed, soon).label("soon"),
            _number(followed, often).label("often"),
            _number(followed, soon, often).label("contact"),
        )
        .select_from(out)
        .outerjoin(seen, seen.c.id == out.c.id)
    )


def _dose(out: Subquery, counting: ReleaseCounting) -> ColumnElement[bool]:
    """Whether doses or an appointment are on record soon after the release."""
    kept = _exists(
        AttendanceLine,
        out,
        AttendanceLine.attendance.in_(KEPT),
        AttendanceLine.kind.in_(TREATMENT_KINDS),
        _within(AttendanceLine.held_on, out, counting.dose_days),
    )
    return or_(kept, _task(out, counting.dose_tasks, counting.dose_days))


def _contact_days(out: Subquery, counting: ReleaseCounting, days: int) -> Subquery:
    """The days of the watch with a contact, for each release: how many, and the first."""
    peers = select(PeerContact.episode_id, PeerContact.contacted_on.label("on"))
    staff = select(Contact.episode_id, Contact.contacted_on).where(
        Contact.reached,
        Contact.mode != ContactMode.COLLATERAL,
        Contact.person.in_(counting.contact_people),
    )
    tasks = (
        select(WatchStep.episode_id, WatchStep.done_on)
        .join(out, and_(WatchStep.episode_id == out.c.episode_id, WatchStep.since == out.c.out_on))
        .where(WatchStep.cause == WatchCause.RELEASE, WatchStep.key.in_(counting.contact_tasks))
    )
    held = union_all(peers, staff, tasks).subquery("contacts")
    return (
        select(
            out.c.id,
            func.count(distinct(held.c.on)).label("days"),
            func.min(held.c.on).label("first_on"),
        )
        .join(held, held.c.episode_id == out.c.episode_id)
        .where(_within(held.c.on, out, days))
        .group_by(out.c.id)
        .subquery("seen")
    )


def _harmed(out: Subquery, days: int, today: date) -> Select[Any]:
    """One row: in how many of the releases whose days are over each kind of event came."""
    followed = _over(out, days, today)
    kinds = {
        kind: _exists(record, out, *wanted) for kind, record, *wanted in _kinds_of_harm(out, days)
    }
    return select(
        *(_number(followed, there).label(kind) for kind, there in kinds.items()),
        _number(followed, or_(*kinds.values())).label("any"),
    ).select_from(out)


def _events(out: Subquery, days: int, today: date) -> Select[Any]:
    """One row: how many events of each kind there were; one after two releases counts once."""
    followed = _over(out, days, today)
    return select(
        *(
            select(func.count(distinct(record.id)))
            .join(out, out.c.episode_id == record.episode_id)
            .where(followed, *wanted)
            .scalar_subquery()
            .label(f"{kind}_events")
            for kind, record, *wanted in _kinds_of_harm(out, days)
        )
    )


def _kinds_of_harm(out: Subquery, days: int) -> tuple[tuple[Any, ...], ...]:
    """Kind, record, and what makes a record one of these after a release.

    An arrest on the day of the booking is the booking's own, also where somebody came out that day.
    """
    return (
        ("overdose", Overdose, _within(Overdose.happened_on, out, days)),
        (
            "arrest",
            LegalEvent,
            LegalEvent.kind == LegalEventKind.ARREST,
            LegalEvent.program_case.is_(False),
            LegalEvent.happened_on > out.c.booked_on,
            _within(LegalEvent.happened_on, out, days),
        ),
        (
            "missed",
            Specimen,
            Specimen.status == CollectionStatus.MISSED,
            Specimen.excused.is_(False),
            _within(Specimen.collected_on, out, days),
        ),
    )


def _exists(record: Any, out: Subquery, *wanted: Any) -> ColumnElement[bool]:
    found = select(record.id).where(record.episode_id == out.c.episode_id, *wanted)
    return found.correlate(out).exists()


def _task(out: Subquery, keys: frozenset[str], days: int) -> ColumnElement[bool]:
    """Whether one of these tasks of the release's watch was done within so many days."""
    return _exists(
        WatchStep,
        out,
        WatchStep.cause == WatchCause.RELEASE,
        WatchStep.since == out.c.out_on,
        WatchStep.key.in_(keys),
        WatchStep.done_on <= DaysAfter(out.c.out_on, days),
    )


def _within(day: Any, out: Subquery, days: int) -> ColumnElement[bool]:
    """Whether a day lies in the days after the release; that day and the last one count."""
    return and_(day >= out.c.out_on, day <= DaysAfter(out.c.out_on, days))


def _over(out: Subquery, days: int, today: date) -> ColumnElement[bool]:
    """Whether so many days after the release are over."""
    return out.c.out_on < today - timedelta(days=days)


def _number(*wanted: ColumnElement[bool]) -> ColumnElement[Any]:
    return func.sum(case((and_(true(), *wanted), 1), else_=0))


# What it is called ----------------------------------------------------------------------------


def _shares(found: dict[str, int], counting: ReleaseCounting, days: int) -> tuple[Share, ...]:
    early = found["releases"] - found["followed"]
    over = f"releases whose {days} days are over"
    who = ", ".join(sorted(person.label.lower() for person in counting.contact_people))
    contact = f"a contact reached by a peer or {who}, or a contact task of the watch done"
    return (
        Share(
            "moud_continuity",
            "Medication goes on",
            found["dosed"],
            found["treated_over"],
            "released on medication for opioid use disorder, and within "
            f"{counting.dose_days} days bridge doses in hand, an appointment made, or one kept / "
            "released on such a medication, in force until the day of release",
            found["treated"] - found["treated_over"],
        ),
        Share(
            "naloxone_at_release",
            "Naloxone in hand at release",
            found["kit"],
            found["at_risk"],
            "on the day of release a kit in date was held, whoever holds it, or the task was done "
            "/ released with an opioid history: primary substance, medication, an overdose or a "
            "positive test",
        ),
        Share(
            "contact_14d",
            "Seen soon and often",
            found["contact"],
            found["followed"],
            f"first contact within {24 * counting.contact_days} hours and {counting.contacts} days "
            f"with a contact within {days} days / {over}; counts: {contact}",
            early,
        ),
        Share(
            "contact_soon",
            "of it the first contact in time",
            found["soon"],
            found["followed"],
            f"a contact on day 0 to {counting.contact_days} / {over}",
            early,
        ),
        Share(
            "contact_often",
            "of it contacts often enough",
            found["often"],
            found["followed"],
            f"{counting.contacts} or more days with a contact on day 0 to {days} / {over}",
            early,
        ),
    )


def _harm(found: dict[str, int], days: int) -> tuple[Harm, ...]:
    told = (
        ("overdose", "Overdose", f"an overdose, fatal or not, on day 0 to {days}"),
        (
            "arrest",
            "Arrest",
            f"an arrest in another case on day 0 to {days}; on the day of the booking itself none",
        ),
        ("missed", "Missed test", f"a test missed and not excused on day 0 to {days}"),
    )
    return tuple(
        Harm(key, label, found[key], found[f"{key}_events"], formula)
        for key, label, formula in told
    )
