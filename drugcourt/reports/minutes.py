"""The minutes of a session on paper, of the meeting and of court: as they stand, or frozen."""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.platypus import CondPageBreak, Flowable
from sqlalchemy.orm import Session

from drugcourt.casework.hearings.minutes import CourtMinutes, court_minutes
from drugcourt.casework.letterhead import Letterhead, letterhead
from drugcourt.casework.staffings.minutes import Minutes, minutes
from drugcourt.domain.clock import spoken
from drugcourt.reports.layout import signature_lines
from drugcourt.reports.letterhead import Copy, protected_paper, weekday
from drugcourt.reports.paper import Paper
from drugcourt.reports.style import gap, marked, para, section, styles
from drugcourt.reports.type import strong

TITLE = "Staffing minutes"
_TOGETHER = 40.0  # a heading keeps some lines of what follows
_SIGNING = 60.0


@dataclass(frozen=True, slots=True)
class Figures:
    """One meeting's minutes, and the court they belong to."""

    head: Letterhead
    minutes: Minutes
    court: CourtMinutes


def gather(db: Session, *, session_id: int) -> Figures:
    """The minutes of the meeting before this session, and of the session itself."""
    court = court_minutes(db, session_id=session_id)
    return Figures(letterhead(db), minutes(db, session_id=session_id), court)


def paper(figures: Figures, copy: Copy) -> Paper:
    """The frame; minutes that may still change say so on every page."""
    said = figures.minutes
    when = f"Session {weekday(said.held_on)}, {spoken(said.starts_at)}"
    state = f"Closed by {said.closed_by}" if said.closed else "Not closed yet"
    return protected_paper(
        TITLE,
        figures.head,
        copy,
        right=(when, state),
        judge=said.judge or None,
        marked="" if said.closed else "DRAFT",
    )


def story(figures: Figures) -> list[Flowable]:
    """A paragraph for the meeting, the team, and each participant."""
    flowables: list[Flowable] = [gap(4)]
    for heading, text in figures.minutes.paragraphs:
        flowables += [
            CondPageBreak(_TOGETHER),
            marked(strong(heading)),
            para(text, styles().body),
            gap(7),
        ]
    flowables += _court(figures.court)
    return [*flowables, CondPageBreak(_SIGNING), signature_lines(["Coordinator", "Judge", "Date"])]


def _court(court: CourtMinutes) -> list[Flowable]:
    """What was recorded of each hearing; nothing before anybody was heard."""
    if court.closed_at is None and not court.anybody_heard:
        return []
    state = "Frozen when the session was closed" if court.frozen else "May still change"
    flowables: list[Flowable] = [section("In court", state)]
    for line in court.lines:
        flowables += [
            CondPageBreak(_TOGETHER),
            marked(strong(line.heading)),
            *(para(sentence, styles().body) for sentence in line.text.splitlines()),
            gap(6),
        ]
    return flowables
