"""What a participant takes home of a session, in plain words: where, what to do, when to come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.hearings.decided import Decided, decided
from drugcourt.casework.hearings.reminders import courthouse_of, place_of, reminder_columns
from drugcourt.casework.hearings.sittings import Sitting
from drugcourt.casework.progress import HEARINGS, Sheet, sheets
from drugcourt.domain.clock import spoken
from drugcourt.domain.dates import counted, long
from drugcourt.domain.hearings import HearingAttendance, PhaseMove
from drugcourt.domain.responses import ResponseFamily
from drugcourt.domain.specimens import Reading
from drugcourt.records.episodes import Episode
from drugcourt.records.hearings import CourtSession, DocketEntry
from drugcourt.records.people import Person

_EXPECTED = frozenset({Reading.NEGATIVE, Reading.EXPECTED_POSITIVE, Reading.RESIDUAL})


@dataclass(frozen=True, slots=True)
class OwnPage:
    """One participant's page; every text is a whole sentence, spoken to them."""

    called: str
    where: tuple[str, ...]
    well: tuple[str, ...]
    to_do: tuple[str, ...]
    needed: tuple[str, ...]
    when: str
    next_day: str
    next_place: str
    contact: str


def own_pages(
    db: Session, *, episode_ids: Sequence[int], at: Sitting | None, today: date
) -> list[OwnPage]:
    """The pages of these participants, in the order asked.

    Candidates have none yet, nor is a session's page made for somebody who did not come.
    """
    told = {}
    if at is not None:
        told = {o.episode_id: o for o in decided(db, session_id=at.id, episode_ids=episode_ids)}
    coming = _coming(db, episode_ids, at.held_on if at is not None else today)
    names = _names(db, episode_ids)
    found = []
    for sheet in sheets(db, episode_ids=episode_ids, today=today, at=at):
        here = told.get(sheet.episode_id)
        absent = here is not None and here.attendance is HearingAttendance.FAILED_TO_APPEAR
        if sheet.judgement is not None and not (absent and len(episode_ids) > 1):
            found.append(_page(sheet, here, coming.get(sheet.episode_id), names[sheet.episode_id]))
    return found


def _page(sheet: Sheet, here: Decided | None, coming: tuple[str, str] | None, name: str) -> OwnPage:
    needed, when = _needed(sheet)
    next_day, next_place = coming or ("", "")
    return OwnPage(
        called=name,
        where=tuple(_where(sheet, here)),
        well=tuple(_well(sheet, here)),
        to_do=tuple(_to_do(sheet, here)),
        needed=needed,
        when=when,
        next_day=next_day,
        next_place=next_place,
        contact=sheet.case_manager,
    )


def _where(sheet: Sheet, here: Decided | None) -> list[str]:
    judgement = sheet.judgement
    assert judgement is not None
    told = []
    if here is not None and here.move is PhaseMove.ADVANCE:
        told.append(f"You moved on to {here.phase}. Congratulations!")
    elif here is not None and here.move is PhaseMove.GRADUATE:
        told.append("You have graduated. Congratulations!")
    elif judgement.case.phase is not None:
        phase = judgement.case.phase
        number = sheet.program.number(phase.key)
        told.append(f"You are in phase {number}, {phase.name}.")
    told.append(f"You have been in the program for {counted(judgement.days, 'day')}.")
    clock = judgement.clock
    if clock.days:
        told.append(f"You have {counted(clock.days, 'sober day')} in a row.")
    if clock.provisional_since is not None:
        told.append("The laboratory still has to confirm a test, so this count may change.")
    return told


def _well(sheet: Sheet, here: Decided | None) -> list[str]:
    told = []
    if here is not None:
        told += [
            f"The court gave you: {given.title}."
            for given in here.responses
            if given.family is ResponseFamily.INCENTIVE
        ]
    for kept in sheet.attendance:
        if kept.due and kept.kept == kept.due:
            told.append(_kept_all(kept.label, kept.due))
    if sheet.tests and all(test.reading in _EXPECTED for test in sheet.tests):
        told.append("All your tests since the last hearing were as expected.")
    return told


def _kept_all(label: str, due: int) -> str:
    """What was kept without a miss, in a sentence."""
    if label == HEARINGS:
        return "You came to court each time."
    times = "your appointment" if due == 1 else f"all {due} appointments"
    return f"You kept {times}: {label[:1].lower()}{label[1:]}."


def _to_do(sheet: Sheet, here: Decided | None) -> list[str]:
    """What the court asked today, then what is open from before; each once."""
    asked: list[str] = []
    if here is not None:
        for given in here.responses:
            if given.family is ResponseFamily.INCENTIVE:
                continue
            jail = f", {counted(given.jail_days, 'day')} in jail" if given.jail_days else ""
            by = f" by {long(given.due_on)}" if given.due_on is not None else ""
            asked.append(f"{given.title}{jail}{by}.")
        asked += [words for line in here.orders.splitlines() if (words := " ".join(line.split()))]
    named = {given.title for given in here.responses} if here is not None else set()
    for task in sheet.tasks:
        if task.due is not None and task.text not in named:
            asked.append(_open_task(task.text, task.due, sheet.as_of))
    return asked


def _open_task(text: str, due: date, as_of: date) -> str:
    if due >= as_of:
        return f"{text} by {long(due)}."
    return f"{text}. It was due {long(due)}: do it now, or say what stands in the way."


def _needed(sheet: Sheet) -> tuple[tuple[str, ...], str]:
    """What the next step still asks, and when it can be at the earliest."""
    judgement = sheet.judgement
    assert judgement is not None
    asked = judgement.phase or judgement.dismissal
    lines = tuple(
        f"{finding.requirement}. {_so_far(finding)}".strip()
        for finding in asked.open
        if not finding.verdict.satisfied
    )
    day = asked.earliest or asked.if_acted
    if asked.ready_but_for_decisions:
        return lines, "All that is measured is done. The team decides about the next step."
    if day is None:
        return lines, ""
    return lines, f"If all goes well, the next step can be on {long(day)} at the earliest."


def _so_far(finding: Any) -> str:
    return f"So far: {finding.achieved}." if finding.achieved else ""


def _coming(db: Session, episode_ids: Sequence[int], after: date) -> dict[int, tuple[str, str]]:
    """The next hearing of each: the day with its hour, and where."""
    asked = (
        reminder_columns()
        .add_columns(DocketEntry.episode_id)
        .where(
            DocketEntry.episode_id.in_(episode_ids),
            DocketEntry.attendance.is_(None),
            CourtSession.cancelled_at.is_(None),
            CourtSession.held_on > after,
        )
        .order_by(CourtSession.held_on, CourtSession.starts_at)
    )
    courthouse = courthouse_of(db)
    found: dict[int, tuple[str, str]] = {}
    for row in db.execute(asked):
        when = f"{row.held_on:%A}, {row.held_on:%B} {row.held_on.day}, {spoken(row.starts_at)}"
        found.setdefault(row.episode_id, (when, place_of(row, courthouse)))
    return found


def _names(db: Session, episode_ids: Sequence[int]) -> dict[int, str]:
    asked = (
        select(Episode.id, Person.preferred_name, Person.given_name, Person.reference)
        .join(Person, Person.id == Episode.person_id)
        .where(Episode.id.in_(episode_ids))
    )
    return {number: next(filter(None, named), "") for number, *named in db.execute(asked)}
