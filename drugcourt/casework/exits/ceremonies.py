"""The court's graduation ceremonies, and who will be ready by each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, and_, false, func, or_, select, true
from sqlalchemy.orm import Session

from drugcourt.casework.cases import case_numbers
from drugcourt.casework.exits.graduations import latest_checks
from drugcourt.casework.programs.programs import programs
from drugcourt.domain.dates import short
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.program import Ceremony as CeremonyRule
from drugcourt.domain.program import Program, with_parts
from drugcourt.domain.tone import Term, Tone
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.records.episodes import Episode, Standing
from drugcourt.records.exits import Ceremony, GraduationPreparation
from drugcourt.records.people import Person, listed_name
from drugcourt.rules.requirements.ceremony import handbook_ceremony
from drugcourt.workspace import Context

CEREMONY_FIELDS = frozenset({"held_on", "place", "remarks"})


def schedule_ceremony(
    db: Session, context: Context, *, held_on: date, place: str = "", remarks: str = ""
) -> int:
    """Put a ceremony on the court's list; one a day. Returns its number."""
    _day_is_free(db, held_on, 0)
    ceremony = Ceremony(held_on=held_on, place=place, remarks=remarks)
    db.add(ceremony)
    db.flush()
    return ceremony.id


def amend_ceremony(
    db: Session, context: Context, *, ceremony_id: int, changes: Mapping[str, Any]
) -> None:
    """Move a ceremony or correct what is said of it; whoever was put on it moves along."""
    ceremony = _ceremony(db, ceremony_id)
    if "held_on" in changes:
        _day_is_free(db, changes["held_on"], ceremony_id)
    for key, value in changes.items():
        if key not in CEREMONY_FIELDS:
            raise FieldRefusal(key, "That is not a field of a ceremony.")
        if getattr(ceremony, key) != value:
            setattr(ceremony, key, value)


def cancel_ceremony(db: Session, context: Context, *, ceremony_id: int) -> None:
    """Take a coming ceremony off the list; whoever was put on it waits for another."""
    ceremony = _ceremony(db, ceremony_id)
    if ceremony.held_on < context.today:
        raise Refusal("That ceremony has been held; it stays on record.")
    put_on = select(GraduationPreparation).where(GraduationPreparation.ceremony_id == ceremony_id)
    for prepared in db.scalars(put_on):
        prepared.ceremony_id = None
    db.flush()
    db.delete(ceremony)


# Asked ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CeremonyRow:
    """One ceremony and how many are put on it."""

    id: int
    held_on: date
    place: str
    remarks: str
    people: int


def ceremonies(db: Session, *, today: date, coming: bool = False) -> list[CeremonyRow]:
    """The ceremonies, those to come first and the nearest on top; with `coming` only those."""
    people = (
        select(GraduationPreparation.ceremony_id, func.count().label("people"))
        .where(GraduationPreparation.ceremony_id.is_not(None))
        .group_by(GraduationPreparation.ceremony_id)
        .subquery()
    )
    asked = (
        select(Ceremony, func.coalesce(people.c.people, 0))
        .outerjoin(people, people.c.ceremony_id == Ceremony.id)
        .order_by(Ceremony.held_on)
    )
    rows = [
        CeremonyRow(c.id, c.held_on, c.place, c.remarks, count) for c, count in db.execute(asked)
    ]
    ahead = [row for row in rows if row.held_on >= today]
    return ahead if coming else [*ahead, *(row for row in reversed(rows) if row.held_on < today)]


def handbook_day(db: Session, *, today: date) -> date | None:
    """The next ceremony by the handbooks in use that the court does not have on its list yet."""
    in_use = select(Episode.program_id).where(Episode.exited_on.is_(None)).distinct()
    kept, planned = programs(db), set(db.scalars(select(Ceremony.held_on)))
    days = (
        _not_planned(rule, kept[number], today, planned)
        for number in db.scalars(in_use)
        for rule in {
            asked.rule
            for asked in with_parts(kept[number].requirements)
            if isinstance(asked.rule, CeremonyRule) and not asked.rule.own
        }
    )
    return min((day for day in days if day is not None), default=None)


def _not_planned(
    rule: CeremonyRule, handbook: Program, today: date, planned: set[date]
) -> date | None:
    day = handbook_ceremony(rule, handbook, today)
    while day in planned:
        day = handbook_ceremony(rule, handbook, day + timedelta(days=1))
    return day


def ceremony_on(db: Session, *, day: date | None, today: date) -> CeremonyRow | None:
    """The ceremony of that day, or the next one; None when there is none."""
    rows = ceremonies(db, today=today, coming=day is None)
    return next((row for row in rows if day is None or row.held_on == day), None)


class Readied(Term):
    """How someone stands for a ceremony."""

    GRADUATED = "graduated", "Graduated"
    READY = "ready", "Ready now"
    BY_THEN = "by_then", "Ready by then"
    NOT_BY_THEN = "not_by_then", "Not by then"

    @property
    def tone(self) -> Tone:
        """The colour family it is shown in."""
        return {"graduated": Tone.GOOD, "ready": Tone.GOOD, "by_then": Tone.INFO}.get(
            self.value, Tone.WATCH
        )


@dataclass(frozen=True, slots=True)
class Graduand:
    """One line of a ceremony's list.

    `put_on` says that the office chose this ceremony; `check_word` how the record check stands for
    the day of the ceremony.
    """

    episode_id: int
    name: str
    reference: str
    case_number: str
    put_on: bool
    standing: Readied
    earliest: date | None
    applied_on: date | None
    check_word: str
    check_holds: bool


def graduands(db: Session, *, ceremony_id: int, today: date) -> list[Graduand]:
    """Who is put on a ceremony, and who else will be ready by its day, by name.

    Someone put on another coming ceremony is not listed twice.
    """
    ceremony = _ceremony(db, ceremony_id)
    rows = db.execute(_asked(ceremony, today)).all()
    ids = [row.id for row in rows]
    cases, kept = case_numbers(db, episode_ids=ids), programs(db)
    checks = latest_checks(db, day=min(today, ceremony.held_on))
    return [
        Graduand(
            episode_id=row.id,
            name=listed_name(row.family_name, row.given_name, row.reference),
            reference=row.reference,
            case_number=next(iter(cases.get(row.id, ())), ""),
            put_on=row.ceremony_id == ceremony.id,
            standing=_readied(row, ceremony, today),
            earliest=row.dismissal_earliest if row.exited_on is None else None,
            applied_on=row.applied_on,
            **_check(row, checks.get(row.id), kept[row.program_id].record_check_days, ceremony),
        )
        for row in rows
    ]


def _asked(ceremony: Ceremony, today: date) -> Select[*tuple[Any, ...]]:
    """Those put on it, and open episodes whose dismissal lies no later than its day."""
    prepared = GraduationPreparation
    ready = or_(
        Standing.dismissal_ready_from <= ceremony.held_on,
        Standing.dismissal_earliest <= ceremony.held_on,
    )
    free = or_(prepared.ceremony_id.is_(None), Ceremony.held_on < today)
    coming = true() if ceremony.held_on >= today else false()
    others = and_(coming, Episode.exited_on.is_(None), ready, free)
    return (
        select(
            Episode.id,
            Episode.program_id,
            Episode.status,
            Episode.exited_on,
            Person.family_name,
            Person.given_name,
            Person.reference,
            prepared.ceremony_id,
            prepared.applied_on,
            Standing.dismissal_ready_from,
            Standing.dismissal_earliest,
        )
        .join(Person, Person.id == Episode.person_id)
        .outerjoin(prepared, prepared.episode_id == Episode.id)
        .outerjoin(Ceremony, Ceremony.id == prepared.ceremony_id)
        .outerjoin(Standing, Standing.episode_id == Episode.id)
        .where(or_(prepared.ceremony_id == ceremony.id, others))
        .order_by(Person.family_name, Person.given_name, Episode.id)
    )


def _readied(row: Any, ceremony: Ceremony, today: date) -> Readied:
    if row.status is EpisodeStatus.GRADUATED:
        return Readied.GRADUATED
    if row.exited_on is not None:
        return Readied.NOT_BY_THEN
    if row.dismissal_ready_from is not None and row.dismissal_ready_from <= today:
        return Readied.READY
    days = [d for d in (row.dismissal_ready_from, row.dismissal_earliest) if d is not None]
    return Readied.BY_THEN if days and min(days) <= ceremony.held_on else Readied.NOT_BY_THEN


def _check(row: Any, on: date | None, valid: int | None, ceremony: Ceremony) -> dict[str, Any]:
    if row.exited_on is not None:
        return {"check_word": "", "check_holds": True}
    if on is None:
        word = "No record check" if valid is not None else "Not asked"
        return {"check_word": word, "check_holds": valid is None}
    holds = valid is None or (ceremony.held_on - on).days <= valid
    said = short(on, ceremony.held_on)
    return {"check_word": said if holds else f"{said}, too old then", "check_holds": holds}


def _day_is_free(db: Session, held_on: date, mine: int) -> None:
    clash = select(Ceremony.id).where(Ceremony.held_on == held_on, Ceremony.id != mine)
    if db.scalar(clash) is not None:
        raise FieldRefusal("held_on", "A ceremony is planned for that day already.")


def _ceremony(db: Session, ceremony_id: int) -> Ceremony:
    ceremony = db.get(Ceremony, ceremony_id)
    if ceremony is None:
        raise Refusal("That ceremony is not on the court's list.")
    return ceremony
