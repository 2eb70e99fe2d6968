"""Days of watch after release, residential care, a stopped medication or an overdose."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, and_, literal, or_, select, union_all
from sqlalchemy.orm import Session, aliased

from drugcourt.casework import entering
from drugcourt.casework.safety.kits import in_date
from drugcourt.domain.dates import short
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.safety import WatchCause, WatchTask
from drugcourt.domain.treatment import LevelOfCare
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.exchange.safety_policy import safety_policy
from drugcourt.records.episodes import Episode, StatusSpan
from drugcourt.records.medications import Medication
from drugcourt.records.people import Person, listed_name
from drugcourt.records.safety import NaloxoneKit, Overdose, WatchEnd, WatchStep
from drugcourt.records.treatment import TreatmentEpisode
from drugcourt.workspace import Context


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One task of a watch; `done_on` None while it is open."""

    key: str
    text: str
    due_on: date
    done_on: date | None
    done_by: str
    note: str

    def late(self, today: date) -> bool:
        """Whether it is open after its day."""
        return self.done_on is None and self.due_on < today


@dataclass(frozen=True, slots=True)
class Watch:
    """One watch with its tasks; `day` counts from 0, `closed_on` None while it goes on."""

    episode_id: int
    name: str
    reference: str
    cause: WatchCause
    since: date
    until: date
    day: int
    moud: bool
    tasks: tuple[TaskLine, ...]
    closed_on: date | None
    closed_because: str

    @property
    def open_tasks(self) -> tuple[TaskLine, ...]:
        return tuple(task for task in self.tasks if task.done_on is None)


def watches(db: Session, *, today: date, episode_id: int | None = None) -> list[Watch]:
    """The watches of today: of one file also those closed, of all only those that go on.

    They are worked out from the records: nobody has to begin one, and none is forgotten.
    """
    begun = _begun(today).subquery()
    asked = (
        select(
            begun.c.episode_id,
            begun.c.cause,
            begun.c.since,
            Person.family_name,
            Person.given_name,
            Person.reference,
        )
        .join(Episode, Episode.id == begun.c.episode_id)
        .join(Person, Person.id == Episode.person_id)
        .where(Episode.exited_on.is_(None))
        .order_by(begun.c.since, begun.c.episode_id)
    )
    if episode_id is not None:
        asked = asked.where(begun.c.episode_id == episode_id)
    rows = db.execute(asked).all()
    ids = {row.episode_id for row in rows}
    known = _Known.of(db, ids, today)
    found = [known.watch(row, today) for row in rows]
    return [one for one in found if episode_id is not None or one.closed_on is None]


def do_task(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    cause: WatchCause,
    since: date,
    key: str,
    done_on: date | None = None,
    text: str = "",
) -> None:
    """A task of a watch is done. Done again, its day and note are the newer ones."""
    watch = _watch(db, context, episode_id, cause, since)
    if key not in {task.key for task in watch.tasks}:
        raise Refusal("This watch has no such task.")
    day = done_on or context.today
    entering.check_span(db, context, episode_id, ("since", since), ("done_on", day))
    found = db.scalar(_step(episode_id, cause, since, key))
    if found is None:
        found = WatchStep(episode_id=episode_id, cause=cause, since=since, key=key, done_on=day)
        db.add(found)
    found.done_on, found.done_by, found.text = day, context.who, text.strip()


def undo_task(
    db: Session, context: Context, *, episode_id: int, cause: WatchCause, since: date, key: str
) -> None:
    """A task was marked by mistake; it is open again, and history keeps both."""
    found = db.scalar(_step(episode_id, cause, since, key))
    if found is None:
        raise Refusal("That task is open.")
    db.delete(found)


def end_watch(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    cause: WatchCause,
    since: date,
    reason: str,
) -> None:
    """Close a watch, with the reason; before its last day this is somebody's decision."""
    watch = _watch(db, context, episode_id, cause, since)
    if watch.closed_on is not None:
        raise Refusal("That watch is closed already.")
    if not reason.strip():
        raise FieldRefusal("reason", "Say how the watch ends, so that it can be understood later.")
    db.add(
        WatchEnd(
            episode_id=episode_id,
            cause=cause,
            since=since,
            ended_on=context.today,
            reason=reason.strip(),
        )
    )


def say_task(watch: Watch, task: TaskLine, today: date) -> str:
    """`Release from custody, day 5: Appointment kept; due Nov 21`."""
    due = f"due {short(task.due_on, today)}"
    return f"{watch.cause.label}, day {watch.day}: {task.text}; {due}"


# What begins a watch --------------------------------------------------------------------------


def _begun(today: date) -> Any:
    """Episode, cause and first day of every watch whose days are not over."""
    first = today - timedelta(days=safety_policy().watch_days)
    after = aliased(Medication)
    goes_on = (
        select(after.id)
        .where(
            after.episode_id == Medication.episode_id,
            after.moud,
            after.started_on <= Medication.ended_on,
            or_(after.ended_on.is_(None), after.ended_on > Medication.ended_on),
        )
        .exists()
    )
    return union_all(
        _cause(StatusSpan.episode_id, WatchCause.RELEASE, StatusSpan.ended_on).where(
            StatusSpan.status == EpisodeStatus.IN_CUSTODY,
            StatusSpan.ended_on.between(first, today),
        ),
        _cause(
            TreatmentEpisode.episode_id, WatchCause.RESIDENTIAL, TreatmentEpisode.ended_on
        ).where(
            TreatmentEpisode.level == LevelOfCare.RESIDENTIAL,
            TreatmentEpisode.ended_on.between(first, today),
        ),
        _cause(Medication.episode_id, WatchCause.MEDICATION, Medication.ended_on).where(
            Medication.moud, Medication.ended_on.between(first, today), ~goes_on
        ),
        _cause(Overdose.episode_id, WatchCause.OVERDOSE, Overdose.happened_on).where(
            Overdose.fatal.is_(False), Overdose.happened_on.between(first, today)
        ),
    )


def _cause(episode: Any, cause: WatchCause, day: Any) -> Select[Any, Any, Any]:
    return select(
        episode.label("episode_id"), literal(cause.value).label("cause"), day.label("since")
    ).distinct()


@dataclass(frozen=True, slots=True)
class _Known:
    """What the tasks of some watches turn on, asked once for all of them."""

    steps: dict[tuple[int, WatchCause, date, str], WatchStep]
    ends: dict[tuple[int, WatchCause, date], WatchEnd]
    moud: frozenset[int]
    kits: frozenset[int]

    @classmethod
    def of(cls, db: Session, ids: Iterable[int], today: date) -> _Known:
        wanted = tuple(ids)
        steps = db.scalars(select(WatchStep).where(WatchStep.episode_id.in_(wanted)))
        ends = db.scalars(select(WatchEnd).where(WatchEnd.episode_id.in_(wanted)))
        first = today - timedelta(days=safety_policy().watch_days)
        treated = select(Medication.episode_id).where(
            Medication.episode_id.in_(wanted),
            Medication.moud,
            or_(Medication.ended_on.is_(None), Medication.ended_on >= first),
        )
        held = select(NaloxoneKit.episode_id).where(
            NaloxoneKit.episode_id.in_(wanted), in_date(today)
        )
        return cls(
            {(one.episode_id, one.cause, one.since, one.key): one for one in steps},
            {(one.episode_id, one.cause, one.since): one for one in ends},
            frozenset(db.scalars(treated)),
            frozenset(db.scalars(held)),
        )

    def watch(self, row: Any, today: date) -> Watch:
        cause, moud = WatchCause(row.cause), row.episode_id in self.moud
        policy = safety_policy()
        end = self.ends.get((row.episode_id, cause, row.since))
        return Watch(
            episode_id=row.episode_id,
            name=listed_name(row.family_name, row.given_name, row.reference),
            reference=row.reference,
            cause=cause,
            since=row.since,
            until=policy.last_day(row.since),
            day=(today - row.since).days,
            moud=moud,
            tasks=tuple(
                self._line(row.episode_id, cause, row.since, task)
                for task in policy.tasks_of(cause, moud=moud)
            ),
            closed_on=end.ended_on if end else None,
            closed_because=end.reason if end else "",
        )

    def _line(self, episode_id: int, cause: WatchCause, since: date, task: WatchTask) -> TaskLine:
        step = self.steps.get((episode_id, cause, since, task.key))
        due = since + timedelta(days=task.day)
        if step is not None:
            return TaskLine(task.key, task.text, due, step.done_on, step.done_by, step.text)
        if task.key == "naloxone" and episode_id in self.kits:
            return TaskLine(task.key, task.text, due, since, "", "A kit in date is on record")
        return TaskLine(task.key, task.text, due, None, "", "")


def _watch(db: Session, context: Context, episode_id: int, cause: WatchCause, since: date) -> Watch:
    for one in watches(db, today=context.today, episode_id=episode_id):
        if (one.cause, one.since) == (cause, since):
            return one
    raise Refusal("That watch is over, or what began it was corrected.")


def _step(episode_id: int, cause: WatchCause, since: date, key: str) -> Select[WatchStep]:
    return select(WatchStep).where(
        and_(
            WatchStep.episode_id == episode_id,
            WatchStep.cause == cause,
            WatchStep.since == since,
            WatchStep.key == key,
        )
    )
