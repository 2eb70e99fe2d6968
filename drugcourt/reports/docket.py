"""The confidential docket: who is heard in which order, with what the team has to know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.platypus import Flowable
from sqlalchemy.orm import Session

from drugcourt.casework.hearings.sittings import Sitting, sitting
from drugcourt.casework.letterhead import Letterhead, letterhead
from drugcourt.casework.progress import Sheet, sheets
from drugcourt.domain.dates import counted, short
from drugcourt.reports.letterhead import Copy, hearing_line, protected_paper
from drugcourt.reports.paper import Paper
from drugcourt.reports.recommendation import recommendation
from drugcourt.reports.style import LANDSCAPE_WIDTH, marked, para, section, styles
from drugcourt.reports.tables import Column, data_table
from drugcourt.reports.type import muted, strong

TITLE = "Confidential docket"
_EMPTY = "Nobody is on the docket of this session. Put participants on it in the docket screen."
_MOST_ISSUES = 3


@dataclass(frozen=True, slots=True)
class Figures:
    """The docket of one session."""

    head: Letterhead
    at: Sitting
    sheets: tuple[Sheet, ...]


def gather(db: Session, *, episode_ids: Sequence[int], session_id: int, today: date) -> Figures:
    """The sheets of a session's docket, in its order."""
    at = sitting(db, session_id=session_id)
    found = sheets(db, episode_ids=episode_ids, today=today, at=at)
    return Figures(letterhead(db), at, tuple(found))


def paper(figures: Figures, copy: Copy) -> Paper:
    """The frame, landscape, with room for the judge's notes."""
    at = figures.at
    room = (at.courtroom,) if at.courtroom else ()
    return protected_paper(
        TITLE,
        figures.head,
        copy,
        right=(hearing_line(at), *room),
        judge=at.judge or None,
        landscape=True,
    )


def story(figures: Figures) -> list[Flowable]:
    """One line a hearing."""
    total = len(figures.sheets)
    return [
        section(counted(total, "hearing") if total else "No hearings"),
        *data_table(
            [
                Column("", 0.35, number=True),
                Column("Participant", 2.2),
                Column("Phase", 1.15),
                Column("Days", 0.6, number=True),
                Column("Sober", 0.65, number=True),
                Column("Last test", 1.75),
                Column("Attendance", 1.25),
                Column("Open issues", 2.4),
                Column("Recommendation", 2.3),
                Column("Judge's note", 2),
            ],
            [_row(number, sheet) for number, sheet in enumerate(figures.sheets, start=1)],
            _EMPTY,
            width=LANDSCAPE_WIDTH,
        ),
    ]


def _row(number: int, sheet: Sheet) -> list[object]:
    case = ", ".join(sheet.cases) or "No case recorded"
    who = marked(f"{strong(sheet.name)}<br/>{muted(case)}", styles().cell)
    if sheet.judgement is None:
        blank = ["", "", "", ""]
        return [number, who, sheet.status.label, *blank, "", recommendation(sheet).short, ""]
    return [
        number,
        who,
        _phase(sheet),
        sheet.judgement.days,
        _sober(sheet),
        _last_test(sheet),
        _attendance(sheet),
        _issues(sheet),
        recommendation(sheet).short,
        "",
    ]


def _phase(sheet: Sheet) -> str:
    judgement = sheet.judgement
    if judgement is None or judgement.case.phase is None:
        return "None"
    entered = judgement.case.entered
    number = sheet.program.index(judgement.case.phase.key) + 1
    return f"{number}, day {(sheet.as_of - entered).days}" if entered else str(number)


def _sober(sheet: Sheet) -> str:
    assert sheet.judgement is not None
    clock = sheet.judgement.clock
    return f"{clock.days}?" if clock.provisional_since is not None else str(clock.days)


def _last_test(sheet: Sheet) -> str:
    last = sheet.last_test
    return "None recorded" if last is None else f"{short(last.on, sheet.as_of)}: {last.text}"


def _attendance(sheet: Sheet) -> str:
    due = sum(line.due or 0 for line in sheet.attendance)
    if not due:
        return "Nothing due"
    kept = sum(line.kept for line in sheet.attendance if line.due is not None)
    missed = sum(line.missed for line in sheet.attendance)
    said = f"{kept} of {due} kept"
    return f"{said}, {missed} missed" if missed else said


def _issues(sheet: Sheet) -> Flowable | str:
    if not sheet.attention:
        return "None"
    shown = " ".join(item.text for item in sheet.attention[:_MOST_ISSUES])
    more = len(sheet.attention) - _MOST_ISSUES
    return para(f"{shown} And {more} more." if more > 0 else shown, styles().cell)
