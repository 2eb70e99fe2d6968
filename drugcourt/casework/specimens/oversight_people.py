"""Who is tested too seldom, and for whom a substance was not looked for lately."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, cast, func, select, union_all
from sqlalchemy.orm import Session

from drugcourt.casework import entering
from drugcourt.casework.participants.participants import open_episode
from drugcourt.casework.programs.programs import programs
from drugcourt.casework.specimens.result_entry import TESTED_STATUSES
from drugcourt.domain.program import Program
from drugcourt.domain.specimens import CollectionStatus, Substance
from drugcourt.errors import Refusal
from drugcourt.exchange.collection import collection_policy
from drugcourt.records.episodes import Episode
from drugcourt.records.people import Person, listed_name
from drugcourt.records.specimens import MustInclude, Specimen, SpecimenResult
from drugcourt.rules.reading_words import substance_word
from drugcourt.workspace import Context

# Drinking is looked for in more ways than one; any of them will do.
_ALSO = {Substance.ALCOHOL: (Substance.ALCOHOL, Substance.ETG)}


@dataclass(frozen=True, slots=True)
class WatchLine:
    """One participant whose tests are too few: tests of the last days, asked for, and the gap.

    `gap` are whole days since the last test, or since admission; `longest` the longest gap of the
    period. `said` says which of the two rules is broken.
    """

    episode_id: int
    name: str
    tests: int
    asked: int
    last_on: date | None
    gap: int
    longest: int
    said: str


@dataclass(frozen=True, slots=True)
class RotationLine:
    """One participant, and the substances that had to be looked for and were not."""

    episode_id: int
    name: str
    substances: tuple[Substance, ...]
    last_on: date | None
    said: str


def too_few(db: Session, *, today: date) -> list[WatchLine]:
    """Active participants below their phase's number of tests, or with too long a gap.

    The last phase asks for no number, as its tests may fall. The longest gap comes first.
    """
    policy = collection_policy()
    kept = programs(db)
    asked = _asked(kept, policy.tests)
    period = today - timedelta(days=policy.period_days - 1)
    week = today - timedelta(days=policy.tests_days - 1)
    lines = []
    dialect = db.get_bind().dialect.name
    for row in db.execute(_tested(period, week, today, dialect)):
        wanted = asked.get((row.program_id, row.phase), policy.tests)
        start = row.last_on or row.admitted_on
        gap = (today - start).days
        watched = (today - row.admitted_on).days >= policy.tests_days
        said = []
        if watched and row.tests < wanted:
            said.append(f"{row.tests} of {wanted} tests in {policy.tests_days} days")
        if gap > policy.gap_days:
            said.append(f"no test for {gap} days")
        if said:
            name = listed_name(row.family_name, row.given_name, row.reference)
            lines.append(
                WatchLine(
                    row.id,
                    name,
                    row.tests,
                    wanted,
                    row.last_on,
                    gap,
                    max(gap, row.longest or 0),
                    "; ".join(said),
                )
            )
    return sorted(lines, key=lambda line: (-line.gap, line.name))


def _asked(kept: dict[int, Program], usual: int) -> dict[tuple[int, str], int]:
    """Tests in a week by program and phase; none in the last phase."""
    found: dict[tuple[int, str], int] = {}
    for number, program in kept.items():
        for phase in program.phases:
            last = program.after(phase.key) is None
            weekly = usual if phase.tests_per_week is None else int(phase.tests_per_week)
            found[number, phase.key] = 0 if last else weekly
    return found


def _days_between(later: Any, earlier: Any, dialect: str) -> Any:
    """Whole days between two columns of days, as each database counts them."""
    if dialect == "postgresql":
        return later - earlier
    return cast(func.julianday(later) - func.julianday(earlier), Integer)


def _tested(period: date, week: date, today: date, dialect: str) -> Select[Any]:
    """Each active participant's tests of the week, the last test, and the longest gap."""
    given = (
        select(
            Specimen.episode_id,
            Specimen.collected_on,
            func.lag(Specimen.collected_on)
            .over(partition_by=Specimen.episode_id, order_by=Specimen.collected_on)
            .label("before"),
        )
        .where(
            Specimen.collected_on.between(period, today),
            Specimen.status == CollectionStatus.COLLECTED,
        )
        .subquery()
    )
    days = _days_between(given.c.collected_on, given.c.before, dialect)
    counted = (
        select(
            given.c.episode_id,
            func.count().filter(given.c.collected_on >= week).label("tests"),
            func.max(given.c.collected_on).label("last_on"),
            func.max(days).label("longest"),
        )
        .group_by(given.c.episode_id)
        .subquery()
    )
    return (
        select(
            Episode.id,
            Episode.program_id,
            Episode.phase,
            Episode.admitted_on,
            Person.family_name,
            Person.given_name,
            Person.reference,
            func.coalesce(counted.c.tests, 0).label("tests"),
            counted.c.last_on,
            counted.c.longest,
        )
        .join(Person, Person.id == Episode.person_id)
        .outerjoin(counted, counted.c.episode_id == Episode.id)
        .where(
            Episode.status.in_(TESTED_STATUSES),
            Episode.exited_on.is_(None),
            Episode.admitted_on.is_not(None),
        )
    )


def not_looked_for(db: Session, *, today: date) -> list[RotationLine]:
    """Active participants with a substance that no panel has looked for lately.

    Looked for has to be the primary substance, and whatever else somebody named for them.
    """
    policy = collection_policy()
    since = today - timedelta(days=policy.rotation_days - 1)
    missing: dict[int, list[Substance]] = defaultdict(list)
    for substance, owners in _wanted(db, today).items():
        looked = _looked_for(db, substance, since, today)
        for episode_id in owners:
            if episode_id not in looked:
                missing[episode_id].append(substance)
    return _named(db, missing, today)


def _wanted(db: Session, today: date) -> dict[Substance, list[int]]:
    active = (
        Episode.status.in_(TESTED_STATUSES),
        Episode.exited_on.is_(None),
        Episode.admitted_on <= today - timedelta(days=collection_policy().rotation_days),
    )
    first = select(Episode.id, Episode.primary_substance.label("substance")).where(
        *active, Episode.primary_substance.is_not(None)
    )
    more = (
        select(Episode.id, MustInclude.substance.label("substance"))
        .join(MustInclude, MustInclude.episode_id == Episode.id)
        .where(*active, _in_force(today))
    )
    found: dict[Substance, dict[int, None]] = defaultdict(dict)
    rows: Any = db.execute(union_all(first, more))
    for episode_id, substance in rows:
        if substance is not Substance.OTHER:
            found[substance][episode_id] = None
    return {substance: list(owners) for substance, owners in found.items()}


def _looked_for(db: Session, substance: Substance, since: date, today: date) -> frozenset[int]:
    asked = (
        select(Specimen.episode_id)
        .join(SpecimenResult, SpecimenResult.specimen_id == Specimen.id)
        .where(
            Specimen.collected_on.between(since, today),
            SpecimenResult.substance.in_(_ALSO.get(substance, (substance,))),
        )
        .distinct()
    )
    return frozenset(db.scalars(asked))


def _named(db: Session, missing: dict[int, list[Substance]], today: date) -> list[RotationLine]:
    numbers = list(missing)
    names: dict[int, str] = {}
    for start in range(0, len(numbers), 500):
        asked = (
            select(Episode.id, Person.family_name, Person.given_name, Person.reference)
            .join(Person, Person.id == Episode.person_id)
            .where(Episode.id.in_(numbers[start : start + 500]))
        )
        for row in db.execute(asked):
            names[row.id] = listed_name(row.family_name, row.given_name, row.reference)
    days = _last_days(db, missing)
    lines = [
        RotationLine(
            episode_id,
            names[episode_id],
            tuple(substances),
            min((days[episode_id, s] for s in substances if (episode_id, s) in days), default=None),
            ", ".join(substance_word(substance) for substance in substances),
        )
        for episode_id, substances in missing.items()
    ]
    return sorted(lines, key=lambda line: (line.last_on or date.min, line.name))


def _last_days(
    db: Session, missing: dict[int, list[Substance]]
) -> dict[tuple[int, Substance], date]:
    """When each missing substance was last looked for, for those who had any test of it."""
    by_substance: dict[Substance, list[int]] = defaultdict(list)
    for episode_id, substances in missing.items():
        for substance in substances:
            by_substance[substance].append(episode_id)
    found: dict[tuple[int, Substance], date] = {}
    for substance, owners in by_substance.items():
        for start in range(0, len(owners), 500):
            asked = (
                select(Specimen.episode_id, func.max(Specimen.collected_on))
                .join(SpecimenResult, SpecimenResult.specimen_id == Specimen.id)
                .where(
                    Specimen.episode_id.in_(owners[start : start + 500]),
                    SpecimenResult.substance.in_(_ALSO.get(substance, (substance,))),
                )
                .group_by(Specimen.episode_id)
            )
            found.update({(row[0], substance): row[1] for row in db.execute(asked)})
    return found


# Acts -----------------------------------------------------------------------------------------


def must_include(
    db: Session, context: Context, *, episode_id: int, substance: Substance, reason: str = ""
) -> int:
    """From today on this participant's panels have to look for this substance."""
    entering.check_span(db, context, episode_id, ("started_on", context.today))
    held = db.scalar(
        select(MustInclude.id).where(
            MustInclude.episode_id == episode_id,
            MustInclude.substance == substance,
            MustInclude.ended_on.is_(None),
        )
    )
    if held is not None:
        raise Refusal(f"{substance.label} is on this participant’s list already.")
    values = {"substance": substance, "started_on": context.today, "reason": reason.strip()}
    return entering.enter(db, context, MustInclude, episode_id, values)


def no_longer_include(
    db: Session, context: Context, *, episode_id: int, substance: Substance, reason: str
) -> None:
    """From today on this participant's panels need not look for this substance, with the reason."""
    open_episode(db, episode_id)
    entering.check_reason(reason)
    held = db.scalars(
        select(MustInclude).where(
            MustInclude.episode_id == episode_id,
            MustInclude.substance == substance,
            _in_force(context.today),
        )
    ).all()
    if not held:
        raise Refusal(f"{substance.label} is not on this participant’s list.")
    db.info["logbook"].reason = reason
    for entry in held:
        entry.ended_on = context.today


@dataclass(frozen=True, slots=True)
class Included:
    """What a participant's panels have to look for: the primary substance, and those named."""

    primary: Substance | None
    named: tuple[Substance, ...]

    @property
    def all(self) -> tuple[Substance, ...]:
        """Each once, the primary one first."""
        first = () if self.primary is None else (self.primary,)
        return tuple(dict.fromkeys((*first, *self.named)))


def included(db: Session, *, episode_id: int, today: date) -> Included:
    """The substances that this participant's panels have to look for on a day."""
    asked = (
        select(MustInclude.substance)
        .where(MustInclude.episode_id == episode_id, _in_force(today))
        .order_by(MustInclude.substance)
    )
    primary = db.scalar(select(Episode.primary_substance).where(Episode.id == episode_id))
    return Included(primary, tuple(dict.fromkeys(db.scalars(asked))))


def _in_force(day: date) -> ColumnElement[bool]:
    return (MustInclude.started_on <= day) & (
        MustInclude.ended_on.is_(None) | (MustInclude.ended_on > day)
    )
