"""The agenda of a meeting: everybody on the docket, what changed first, each with the reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.facts.facts import CHUNK, gather
from drugcourt.casework.hearings.days import last_heard
from drugcourt.casework.hearings.sittings import known_session
from drugcourt.casework.programs.programs import programs_on
from drugcourt.casework.readiness.attention_policy import attention_policy
from drugcourt.casework.staffings.decisions import Decided, decisions_of
from drugcourt.domain.dates import counted
from drugcourt.domain.facts import ParticipantFacts
from drugcourt.domain.hearings import HearingAttendance
from drugcourt.domain.program import Program
from drugcourt.domain.staffings import REASON_TONES, Reason
from drugcourt.domain.tone import Tone
from drugcourt.exchange.staffing_policy import staffing_policy
from drugcourt.records.episodes import Episode
from drugcourt.records.hearings import DocketEntry
from drugcourt.records.people import Person, listed_name
from drugcourt.rules.attention import Attention, attention
from drugcourt.rules.phases import Judgement, judge_person
from drugcourt.rules.staffings import Change, agenda_order, changes


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """One participant on the agenda. `changes` are the most urgent first, never empty.

    `why` says in a sentence why the line stands where it stands. `decided` is what the team
    recommends already; a candidate has no judgement and is to be looked at.
    """

    id: int
    episode_id: int
    name: str
    phase_number: int | None
    sober_days: int | None
    provisional: bool
    position: int
    attendance: HearingAttendance | None
    changes: tuple[Change, ...]
    why: str
    decided: str

    @property
    def reason(self) -> Reason:
        """The most urgent one."""
        return self.changes[0].reason

    @property
    def tone(self) -> Tone:
        return REASON_TONES[self.reason]

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Each once, in the order of urgency."""
        return tuple(dict.fromkeys(change.reason for change in self.changes))


@dataclass(frozen=True, slots=True)
class Judged:
    """One participant, judged: `first` is the last hearing or the admission."""

    judgement: Judgement
    first: date
    attention: Sequence[Attention]


def agenda(db: Session, *, session_id: int, today: date) -> list[AgendaLine]:
    """Everybody on the docket of a session, what changed first.

    Judged on the day of the session, or today while that day has not come. The questions are a
    handful for any number of people.
    """
    held_on = known_session(db, session_id).held_on
    rows = list(db.execute(_asked(session_id)))
    as_of = min(held_on, today)
    kept: dict[int, Program] = {}
    judged: dict[int, Judged] = {}
    for first in range(0, len(rows), CHUNK):
        ids = [row.episode_id for row in rows[first : first + CHUNK]]
        kept |= programs_on(db, episode_ids=ids, as_of=as_of)
        judged |= _judged(gather(db, ids), kept, as_of, held_on)
    return _in_order(rows, kept, judged, decisions_of(db, session_id=session_id))


def agenda_of(
    db: Session, *, session_id: int, programs: Mapping[int, Program], judged: Mapping[int, Judged]
) -> list[AgendaLine]:
    """The same for people who are judged already, by episode; nothing is judged again."""
    rows = list(db.execute(_asked(session_id)))
    return _in_order(rows, programs, judged, decisions_of(db, session_id=session_id))


def _judged(
    facts: Mapping[int, ParticipantFacts], kept: Mapping[int, Program], as_of: date, before: date
) -> dict[int, Judged]:
    found = {}
    for number, known in facts.items():
        if known.admitted_on <= as_of:
            judgement = judge_person(known, kept[number], as_of)
            first = last_heard(known, before) or known.admitted_on
            items = attention(known, judgement, as_of, first, attention_policy())
            found[number] = Judged(judgement, first, items)
    return found


def _in_order(
    rows: Sequence[Any],
    kept: Mapping[int, Program],
    judged: Mapping[int, Judged],
    decided: Mapping[int, Decided],
) -> list[AgendaLine]:
    found = {
        row.id: _line(
            row, kept[row.episode_id], judged.get(row.episode_id), decided.get(row.episode_id)
        )
        for row in rows
    }
    placed = [(line.id, line.position, line.changes) for line in found.values()]
    return [found[number] for number in agenda_order(placed, staffing_policy())]


def _line(row: Any, own: Program, judged: Judged | None, decided: Decided | None) -> AgendaLine:
    found = _changes(judged)
    clock = judged.judgement.clock if judged is not None else None
    return AgendaLine(
        id=row.id,
        episode_id=row.episode_id,
        name=listed_name(row.family_name, row.given_name, row.reference),
        phase_number=own.number(row.phase),
        sober_days=clock.days if clock is not None else None,
        provisional=clock is not None and clock.provisional_since is not None,
        position=row.position,
        attendance=row.attendance,
        changes=found,
        why=why(found),
        decided=decided.recommended if decided is not None else "",
    )


def _changes(judged: Judged | None) -> tuple[Change, ...]:
    if judged is None:
        text = "Not admitted yet: decide about the admission."
        return (Change(Reason.LOOK, text, text),)
    news = attention_policy().news_days
    return changes(judged.judgement, judged.attention, judged.first, staffing_policy(), news)


def why(found: Sequence[Change]) -> str:
    """Why a line stands where it stands, in a sentence."""
    first = found[0]
    if first.reason is Reason.UNCHANGED:
        return f"Comes last. {first.text}"
    others = dict.fromkeys(c.reason.label for c in found[1:] if c.reason is not first.reason)
    more = f" Also: {', '.join(others).lower()}." if others else ""
    return f"Stands under “{first.reason.label}”. {first.text}{more}"


def agenda_heading(lines: Sequence[AgendaLine]) -> str:
    """`7 people with something new, 11 without`."""
    new = sum(1 for line in lines if line.reason is not Reason.UNCHANGED)
    rest = len(lines) - new
    told = f"{counted(new, 'person', 'people')} with something new"
    return f"{told}, {rest} without" if rest else told


def _asked(session_id: int) -> Any:
    return (
        select(
            DocketEntry.id,
            DocketEntry.episode_id,
            DocketEntry.position,
            DocketEntry.attendance,
            Episode.phase,
            Person.family_name,
            Person.given_name,
            Person.reference,
        )
        .join(Episode, Episode.id == DocketEntry.episode_id)
        .join(Person, Person.id == Episode.person_id)
        .where(DocketEntry.session_id == session_id)
        .order_by(DocketEntry.position, DocketEntry.id)
    )
