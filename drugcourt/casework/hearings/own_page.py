"""What a participant takes home of a session, in plain words: where, what to do, when to come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from drugcourt.domain.dates import long
from drugcourt.domain.hearings import HearingAttendance, PhaseMove
from drugcourt.domain.responses import ResponseFamily
from drugcourt.domain.specimens import Reading
from drugcourt.exchange.calendar_policy import reminder_policy
from drugcourt.exchange.own_page_policy import ENGLISH, OwnWords, own_words
from drugcourt.records.episodes import Episode
from drugcourt.records.hearings import CourtSession, DocketEntry
from drugcourt.records.people import Person

_EXPECTED = frozenset({Reading.NEGATIVE, Reading.EXPECTED_POSITIVE, Reading.RESIDUAL})


@dataclass(frozen=True, slots=True)
class OwnPage:
    """One participant's page; every text is a whole sentence, spoken to them in their language.

    `finished`: they graduated at this session, and nothing is asked of them any more.
    """

    called: str
    where: tuple[str, ...]
    well: tuple[str, ...]
    to_do: tuple[str, ...]
    needed: tuple[str, ...]
    when: str
    next_day: str
    next_place: str
    contact: str
    words: OwnWords
    finished: bool = False


@dataclass(frozen=True, slots=True)
class _Reader:
    """Who reads the page: how they are called, and in which words it speaks to them."""

    called: str
    words: OwnWords

    def day(self, day: date) -> str:
        """A day with its year, as the language writes it."""
        if self.words.language == ENGLISH:
            return long(day)
        return f"{reminder_policy().day_in(day, self.words.language)}, {day.year}"


def own_pages(
    db: Session, *, episode_ids: Sequence[int], at: Sitting | None, today: date
) -> list[OwnPage]:
    """The pages of these participants, in the order asked.

    Candidates have none yet, nor is a session's page made for somebody who did not come.
    """
    told = {}
    if at is not None:
        told = {o.episode_id: o for o in decided(db, session_id=at.id, episode_ids=episode_ids)}
    readers = _readers(db, episode_ids)
    coming = _coming(db, readers, at.held_on if at is not None else today)
    found = []
    for sheet in sheets(db, episode_ids=episode_ids, today=today, at=at):
        here = told.get(sheet.episode_id)
        absent = here is not None and here.attendance is HearingAttendance.FAILED_TO_APPEAR
        if sheet.judgement is not None and not (absent and len(episode_ids) > 1):
            next_one = coming.get(sheet.episode_id)
            found.append(_page(sheet, here, next_one, readers[sheet.episode_id]))
    return found


def _page(
    sheet: Sheet, here: Decided | None, coming: tuple[str, str] | None, reader: _Reader
) -> OwnPage:
    finished = here is not None and here.move is PhaseMove.GRADUATE
    needed, when = ((), "") if finished else _needed(sheet, reader)
    next_day, next_place = coming or ("", "")
    return OwnPage(
        called=reader.called,
        where=tuple(_where(sheet, here, reader.words)),
        well=tuple(_well(sheet, here, reader.words)),
        to_do=() if finished else tuple(_to_do(sheet, here, reader)),
        needed=needed,
        when=when,
        next_day=next_day,
        next_place=next_place,
        contact=sheet.case_manager,
        words=reader.words,
        finished=finished and not next_day,
    )


def _where(sheet: Sheet, here: Decided | None, words: OwnWords) -> list[str]:
    judgement = sheet.judgement
    assert judgement is not None
    told = []
    if here is not None and here.move is PhaseMove.ADVANCE:
        told.append(words.say("advanced", phase=here.phase))
    elif here is not None and here.move is PhaseMove.GRADUATE:
        told.append(words.say("graduated"))
    elif judgement.case.phase is not None:
        phase = judgement.case.phase
        number = sheet.program.number(phase.key)
        told.append(words.say("phase", number=number, phase=phase.name))
    days = words.counted(judgement.days, "one_day", "days")
    told.append(words.say("in_program", days=days))
    clock = judgement.clock
    if clock.days:
        days = words.counted(clock.days, "one_sober_day", "sober_days")
        told.append(words.say("sober", days=days))
    if clock.provisional_since is not None:
        told.append(words.say("provisional"))
    return told


def _well(sheet: Sheet, here: Decided | None, words: OwnWords) -> list[str]:
    told = []
    if here is not None:
        told += [
            words.say("given", what=given.title)
            for given in here.responses
            if given.family is ResponseFamily.INCENTIVE
        ]
    for kept in sheet.attendance:
        if kept.due and kept.kept == kept.due:
            told.append(_kept_all(kept.label, kept.due, words))
    if sheet.tests and all(test.reading in _EXPECTED for test in sheet.tests):
        told.append(words.say("tests"))
    return told


def _kept_all(label: str, due: int, words: OwnWords) -> str:
    """What was kept without a miss, in a sentence."""
    if label == HEARINGS:
        return words.say("came")
    what = f"{label[:1].lower()}{label[1:]}"
    return words.say("kept_one" if due == 1 else "kept_all", count=due, what=what)


def _to_do(sheet: Sheet, here: Decided | None, reader: _Reader) -> list[str]:
    """What the court asked today, then what is open from before; each once."""
    words = reader.words
    asked: list[str] = []
    if here is not None:
        for given in here.responses:
            if given.family is ResponseFamily.INCENTIVE:
                continue
            what = given.title
            if given.jail_days:
                days = words.counted(given.jail_days, "one_day", "days")
                what = words.say("jail", what=what, days=days)
            due = given.due_on
            by = words.say("by", what=what, day=reader.day(due)) if due is not None else ""
            asked.append(by or words.say("plain", what=what))
        asked += [said for line in here.orders.splitlines() if (said := " ".join(line.split()))]
    named = {given.title for given in here.responses} if here is not None else set()
    for task in sheet.tasks:
        if task.due is not None and task.text not in named:
            key = "by" if task.due >= sheet.as_of else "overdue"
            asked.append(words.say(key, what=task.text, day=reader.day(task.due)))
    return asked


def _needed(sheet: Sheet, reader: _Reader) -> tuple[tuple[str, ...], str]:
    """What the next step still asks, and when it can be at the earliest."""
    judgement = sheet.judgement
    assert judgement is not None
    words = reader.words
    asked = judgement.phase or judgement.dismissal
    lines = tuple(
        _open_line(finding, words) for finding in asked.open if not finding.verdict.satisfied
    )
    day = asked.earliest or asked.if_acted
    if asked.ready_but_for_decisions:
        return lines, words.say("decided")
    return lines, words.say("earliest", day=reader.day(day)) if day is not None else ""


def _open_line(finding: Any, words: OwnWords) -> str:
    if finding.achieved:
        return words.say("so_far", what=finding.requirement, found=finding.achieved)
    return words.say("plain", what=finding.requirement)


def _coming(db: Session, readers: Mapping[int, _Reader], after: date) -> dict[int, tuple[str, str]]:
    """The next hearing of each: the day with its hour, and where."""
    asked = (
        reminder_columns()
        .add_columns(DocketEntry.episode_id)
        .where(
            DocketEntry.episode_id.in_(readers),
            DocketEntry.attendance.is_(None),
            CourtSession.cancelled_at.is_(None),
            CourtSession.held_on > after,
        )
        .order_by(CourtSession.held_on, CourtSession.starts_at)
    )
    courthouse = courthouse_of(db)
    policy = reminder_policy()
    found: dict[int, tuple[str, str]] = {}
    for row in db.execute(asked):
        language = readers[row.episode_id].words.language
        when = f"{policy.day_in(row.held_on, language)}, {spoken(row.starts_at)}"
        found.setdefault(row.episode_id, (when, place_of(row, courthouse)))
    return found


def _readers(db: Session, episode_ids: Sequence[int]) -> dict[int, _Reader]:
    asked = (
        select(
            Episode.id,
            Person.language,
            Person.preferred_name,
            Person.given_name,
            Person.reference,
        )
        .join(Person, Person.id == Episode.person_id)
        .where(Episode.id.in_(episode_ids))
    )
    language_of = reminder_policy().language
    return {
        number: _Reader(next(filter(None, named), ""), own_words(language_of(language)))
        for number, language, *named in db.execute(asked)
    }
