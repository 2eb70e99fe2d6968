"""Acts on a person and an episode: refer, admit, amend, change status."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from drugcourt.casework.programs.programs import program
from drugcourt.casework.referrals.barring import what_bars
from drugcourt.domain.cases import ChargeLevel, LegalTrack
from drugcourt.domain.episodes import (
    CANDIDATE_STATUSES,
    EXIT_STATUSES,
    OPEN_STATUSES,
    EpisodeStatus,
    RiskNeed,
    StayOutcome,
)
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.records.courts import Court
from drugcourt.records.episodes import Episode, StatusSpan
from drugcourt.records.people import Alias, Person
from drugcourt.records.phases import PhaseStay
from drugcourt.records.sealed import SEES
from drugcourt.workspace import Context

OLDEST = 120  # years; nobody in a court file was born earlier
_NAMED = ("family_name", "given_name", "reference")
PERSON_FIELDS = frozenset(
    {
        "reference",
        "family_name",
        "given_name",
        "middle_name",
        "preferred_name",
        "pronouns",
        "birth_date",
        "sex",
        "gender",
        "race",
        "ethnicity",
        "language",
        "interpreter",
        "veteran",
        "phone",
        "ok_to_text",
        "email",
        "address",
        "emergency_contact",
    }
)
EPISODE_FIELDS = (
    "track",
    "charge_level",
    "risk_need",
    "case_manager",
    "primary_substance",
    "referral_source",
    "referred_on",
    "arrested_on",
)


@dataclass(frozen=True, slots=True)
class Admission:
    """What admitting someone needs besides the person.

    `despite` is why somebody is admitted against a missing or refused decision on the entry.
    """

    admitted_on: date
    track: LegalTrack | None = None
    charge_level: ChargeLevel = ChargeLevel.UNKNOWN
    risk_need: RiskNeed = RiskNeed.UNKNOWN
    case_manager: str = ""
    phase: str = ""
    program_id: int | None = None
    baseline: Mapping[str, Any] | None = None
    despite: str = ""


def refer(
    db: Session,
    context: Context,
    *,
    person: Mapping[str, Any],
    referred_on: date | None = None,
    referral_source: str = "",
    arrested_on: date | None = None,
    person_id: int | None = None,
) -> int:
    """Open an episode for a candidate; `person_id` reopens a known person with a new episode.

    Returns the episode's number. Refused while the person has an open episode.
    """
    known = db.get(Person, person_id) if person_id is not None else new_person(db, context, person)
    if known is None:
        raise Refusal("That person is not in this court.")
    _no_open_episode(db, known.id)
    on = referred_on or context.today
    not_after(context, "referred_on", on)
    court = db.scalars(select(Court)).one()
    if court.program_id is None:
        raise Refusal("This court has no program yet. Keep one in Program setup first.")
    episode = Episode(
        person=known,
        program_id=court.program_id,
        number=1
        + (db.scalar(select(func.max(Episode.number)).where(Episode.person_id == known.id)) or 0),
        status=EpisodeStatus.REFERRED,
        referred_on=on,
        referral_source=referral_source,
        arrested_on=arrested_on,
    )
    db.add(episode)
    db.flush()
    db.add(StatusSpan(episode_id=episode.id, status=EpisodeStatus.REFERRED, started_on=on))
    return episode.id


def admit(db: Session, context: Context, *, episode_id: int, admission: Admission) -> None:
    """Make a candidate a participant: status active, the first phase (or a later one) begun."""
    episode = open_episode(db, episode_id)
    if episode.status not in CANDIDATE_STATUSES:
        raise Refusal("This person is in the program already.")
    on = admission.admitted_on
    not_after(context, "admitted_on", on)
    if episode.referred_on is not None and on < episode.referred_on:
        raise FieldRefusal("admitted_on", "Admission can't come before the referral.")
    if admission.program_id is not None:
        episode.program_id = admission.program_id
    handbook = program(db, episode.program_id)
    phase = admission.phase or handbook.first.key
    if handbook.phase(phase) is None:
        raise FieldRefusal("phase", "The program has no such phase.")
    barred = what_bars(db, episode_id, admission.track or episode.track)
    despite = admission.despite.strip()
    if barred and not despite:
        raise FieldRefusal(
            "despite", f"{' '.join(barred)} Say why the person is admitted all the same."
        )
    episode.admitted_on = on
    episode.track = admission.track
    episode.charge_level = admission.charge_level
    episode.risk_need = admission.risk_need
    episode.case_manager = admission.case_manager
    episode.baseline = dict(admission.baseline or {})
    episode.phase = phase
    db.add(PhaseStay(episode_id=episode.id, phase=phase, entered_on=on))
    move_status(db, episode, EpisodeStatus.ACTIVE, on, _admitted(barred, despite))


def _admitted(barred: tuple[str, ...], despite: str) -> str:
    """Why the status changed; an admission against a decision says so and why."""
    return f"Admitted. {' '.join(barred)} {despite}"[:300] if barred else "Admitted"


def set_status(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    status: EpisodeStatus,
    on: date | None = None,
    reason: str = "",
) -> None:
    """Begin a new status span; the one before ends that day. Exits have acts of their own."""
    episode = open_episode(db, episode_id)
    day = on or context.today
    not_after(context, "on", day)
    if status in EXIT_STATUSES and status is not EpisodeStatus.DECLINED:
        raise FieldRefusal("status", "Leaving the program is recorded as an exit, with its reason.")
    if status is episode.status:
        raise FieldRefusal("status", f"The status is {status.label.lower()} already.")
    _fits(episode, status)
    move_status(db, episode, status, day, reason)
    if status is EpisodeStatus.DECLINED:
        episode.exited_on = day


def amend_person(
    db: Session, context: Context, *, person_id: int, changes: Mapping[str, Any]
) -> None:
    """Correct what is known of a person; history keeps what stood before."""
    person = db.get(Person, person_id)
    if person is None:
        raise Refusal("That person is not in this court.")
    values = dict(changes)
    aliases = values.pop("aliases", None)
    _check_birth(context, values)
    if any(key in values for key in _NAMED):
        _check_named({key: values.get(key, getattr(person, key)) for key in _NAMED})
    if "reference" in values and not str(values["reference"] or "").strip():
        raise FieldRefusal("reference", "Enter the participant number.")
    for key, value in values.items():
        if key not in PERSON_FIELDS:
            raise FieldRefusal(key, "That is not a field of a person.")
        if getattr(person, key) != value:
            setattr(person, key, value)
    if aliases is not None:
        set_aliases(person, aliases)
    if "reference" in values:
        _reference_is_free(db, person)


def amend_episode(
    db: Session, context: Context, *, episode_id: int, changes: Mapping[str, Any]
) -> None:
    """Correct the frame of an episode: track, quadrant, case manager, what is assigned, flags."""
    episode = open_episode(db, episode_id, also_closed=True)
    allowed = {*EPISODE_FIELDS, "assigned", "flags", "baseline"}
    for key, value in changes.items():
        if key not in allowed:
            raise FieldRefusal(key, "That is not a field of an episode.")
        if getattr(episode, key) != value:
            setattr(episode, key, value)


def new_person(db: Session, context: Context, values: Mapping[str, Any]) -> Person:
    """A new person; without a participant number the next free one is given."""
    given = dict(values)
    aliases = given.pop("aliases", ())
    _check_birth(context, given)
    _check_named(given)
    unknown = set(given) - PERSON_FIELDS
    if unknown:
        raise FieldRefusal(sorted(unknown)[0], "That is not a field of a person.")
    if not given.get("reference"):
        given["reference"] = next_reference(db, context.today)
    person = Person(**given)
    set_aliases(person, aliases)
    _reference_is_free(db, person)
    db.add(person)
    db.flush()
    return person


def next_reference(db: Session, today: date) -> str:
    """The next free participant number of the year: `26-0041`."""
    prefix = f"{today:%y}-"
    asked = select(Person.reference).where(Person.reference.startswith(prefix, autoescape=True))
    taken = db.scalars(asked.execution_options(**{SEES: True}))  # no number twice, sealed or not
    numbers = [int(rest) for text in taken if (rest := text[len(prefix) :]).isdigit()]
    return f"{prefix}{max(numbers, default=0) + 1:04d}"


def set_aliases(person: Person, names: Any) -> None:
    """Make the aliases of a person exactly these names (empty ones are left out)."""
    wanted = list(dict.fromkeys(name.strip()[:200] for name in names if name and name.strip()))
    person.aliases = [a for a in person.aliases if a.name in wanted]
    present = {alias.name for alias in person.aliases}
    person.aliases += [Alias(name=name) for name in wanted if name not in present]


def open_episode(db: Session, episode_id: int, *, also_closed: bool = False) -> Episode:
    """The episode with this number; Refusal when it is unknown or has ended."""
    episode = db.get(Episode, episode_id)
    if episode is None:
        raise Refusal("That participant is not in this court.")
    if episode.exited_on is not None and not also_closed:
        raise Refusal("This episode has ended; nothing more can be entered for it.")
    return episode


def within_episode(context: Context, episode: Episode, field: str, day: date) -> None:
    """Refuse a day that has not come yet, or that lies far before the episode began."""
    not_after(context, field, day)
    begins = episode.referred_on or episode.admitted_on
    if begins is not None and day < begins - timedelta(days=3660):
        raise FieldRefusal(field, "That day lies more than ten years before the referral.")


def end_stay(db: Session, episode: Episode, day: date, outcome: StayOutcome) -> PhaseStay | None:
    """Close the open phase stay on this day; None when no stay is open."""
    stay = db.scalar(
        select(PhaseStay).where(PhaseStay.episode_id == episode.id, PhaseStay.left_on.is_(None))
    )
    if stay is not None:
        if day < stay.entered_on:
            raise FieldRefusal("on", "That day lies before the present phase began.")
        stay.left_on = day
        stay.outcome = outcome
    return stay


def move_status(
    db: Session, episode: Episode, status: EpisodeStatus, day: date, reason: str
) -> None:
    """End the open status span on this day and begin the next; the day must not lie before it."""
    span = db.scalar(
        select(StatusSpan)
        .where(StatusSpan.episode_id == episode.id, StatusSpan.ended_on.is_(None))
        .order_by(StatusSpan.started_on.desc())
    )
    if span is not None:
        if day < span.started_on:
            raise FieldRefusal("on", "That day lies before the present status began.")
        span.ended_on = day
    db.add(StatusSpan(episode_id=episode.id, status=status, started_on=day, reason=reason))
    episode.status = status


def _no_open_episode(db: Session, person_id: int) -> None:
    still_open = db.scalar(
        select(Episode.id).where(Episode.person_id == person_id, Episode.exited_on.is_(None))
    )
    if still_open is not None:
        raise Refusal("This person has an open episode already. Open that one instead.")


def _reference_is_free(db: Session, person: Person) -> None:
    with db.no_autoflush:
        other = db.scalar(
            select(Person.id).where(
                Person.reference == person.reference, Person.id != (person.id or 0)
            )
        )
    if other is not None:
        raise FieldRefusal("reference", "Another person has that participant number.")


def _fits(episode: Episode, status: EpisodeStatus) -> None:
    """A candidate becomes a participant by admission only, and nobody goes back to candidate."""
    candidate = episode.status in CANDIDATE_STATUSES
    if candidate and status not in CANDIDATE_STATUSES | {EpisodeStatus.DECLINED}:
        raise FieldRefusal("status", "A candidate enters the program by being admitted.")
    if not candidate and status not in OPEN_STATUSES:
        raise FieldRefusal("status", "That status is for candidates; this person is admitted.")


def _check_birth(context: Context, values: Mapping[str, Any]) -> None:
    born = values.get("birth_date")
    if born is not None and not (context.today.year - OLDEST <= born.year and born < context.today):
        raise FieldRefusal("birth_date", "That birth date can't be right. Check the year.")


def _check_named(values: Mapping[str, Any]) -> None:
    if not any(str(values.get(key) or "").strip() for key in _NAMED):
        raise FieldRefusal("family_name", "Enter a name, or the participant number.")


def not_after(context: Context, field: str, day: date) -> None:
    """Refuse a day that has not come yet, at the form's field."""
    if day > context.today:
        raise FieldRefusal(field, "That day has not come yet.")
