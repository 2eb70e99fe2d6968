"""The staffing packet: the agenda with what changed first, then one page a participant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from reportlab.platypus import Flowable
from sqlalchemy.orm import Session

from drugcourt.casework.letterhead import Letterhead, letterhead
from drugcourt.casework.progress import Sheet
from drugcourt.casework.staffings.agenda import AgendaLine, agenda_heading
from drugcourt.casework.staffings.decisions import Decided
from drugcourt.casework.staffings.minutes import team_words
from drugcourt.casework.staffings.packet import Packet, packet
from drugcourt.casework.staffings.sentences import option_words
from drugcourt.domain.dates import short
from drugcourt.domain.responses import GoalClass
from drugcourt.reports import progress
from drugcourt.reports.contents import SheetNumber
from drugcourt.reports.layout import fact_grid
from drugcourt.reports.letterhead import Copy, hearing_line, protected_paper, span
from drugcourt.reports.paper import Paper, Section
from drugcourt.reports.recommendation import recommendation
from drugcourt.reports.style import WIDTH, marked, para, section, styles
from drugcourt.reports.tables import CLOSE, Column, Setting, data_table
from drugcourt.reports.type import muted, safe, strong

TITLE = "Staffing packet"
AGENDA = "Agenda"
_NUMBER = 26.0  # width of the column with the sheet's number
_BELOW = 96.0  # about how high the block for the decision stands
_WRITING = Setting(5.5)  # rows a team writes in


@dataclass(frozen=True, slots=True)
class Figures:
    """One meeting, and the court it belongs to."""

    head: Letterhead
    packet: Packet


def gather(db: Session, *, session_id: int, today: date) -> Figures:
    """The meeting before this session."""
    return Figures(letterhead(db), packet(db, session_id=session_id, today=today))


def paper(figures: Figures, copy: Copy) -> Paper:
    """The frame; each section names its own period."""
    at = figures.packet.at
    return protected_paper(TITLE, figures.head, copy, judge=at.judge or None)


def sections(figures: Figures) -> list[Section]:
    """The agenda, then a section a participant in its order, found by case or number."""
    found = figures.packet
    first = Section(AGENDA, _agenda(found), (hearing_line(found.at),))
    return [first, *(_section(found, line) for line in found.lines)]


def _section(found: Packet, line: AgendaLine) -> Section:
    sheet = found.sheets[line.episode_id]
    period = f"Period {span(sheet.since, sheet.as_of)}"
    bookmark = sheet.cases[0] if sheet.cases else sheet.reference
    told = _told(sheet, line, found.decided.get(line.episode_id))
    return Section(bookmark, told, (hearing_line(found.at), period))


def _told(sheet: Sheet, line: AgendaLine, decided: Decided | None) -> Iterator[Flowable]:
    """The story, made when its turn comes, so that a long session needs little memory."""
    yield from story(sheet, line, decided)


# The agenda -----------------------------------------------------------------------------------


def _agenda(found: Packet) -> list[Flowable]:
    if not found.lines:
        empty = "Nobody is on the docket of this session. Put participants on it first."
        return [para(empty, styles().muted)]
    rows = [
        _row(number, line, found.sheets[line.episode_id])
        for number, line in enumerate(found.lines, start=1)
    ]
    return [
        section("What changed first", agenda_heading(found.lines)),
        *data_table(
            [
                Column("", 0.3, number=True),
                Column("Participant", 1.75),
                Column("Ph", 0.35, number=True),
                Column("Sober", 0.6, number=True),
                Column("Why here", 4),
                Column("Recommendation", 2.2),
                Column("Sheet", 0.55, number=True),
            ],
            rows,
            "",
            set_in=CLOSE,
        ),
        *_around(found),
    ]


def _row(number: int, line: AgendaLine, sheet: Sheet) -> list[object]:
    case = ", ".join(sheet.cases) or "No case recorded"
    sober = "" if line.sober_days is None else f"{line.sober_days}{'?' * line.provisional}"
    return [
        number,
        marked(f"{strong(line.name)}<br/>{muted(case)}", styles().cell),
        line.phase_number or "",
        sober,
        _why(line),
        line.decided or recommendation(sheet).short,
        SheetNumber(number + 1, reach=WIDTH - _NUMBER),
    ]


def _why(line: AgendaLine) -> Flowable:
    """Each reason with what was found; one that leads several of them stands once."""
    told, last = [], None
    for change in line.changes:
        lead = strong(f"{change.reason.label}.")
        word = "" if change.reason is last else f"{lead} "
        told.append(f"{word}{safe(change.text)}")
        last = change.reason
    return marked("<br/>".join(told), styles().cell)


def _around(found: Packet) -> list[Flowable]:
    """Who is at the table, and which reports are missing."""
    as_of = min((sheet.as_of for sheet in found.sheets.values()), default=found.at.held_on)
    missing = [
        (report.provider, report.words(as_of), "; ".join(p.name for p in report.people))
        for report in found.missing
    ]
    return [
        section("Reports still missing"),
        *data_table(
            [Column("Provider", 1.6), Column("", 2.4), Column("Of whom", 3.6)],
            missing,
            "Every provider has reported of everybody on this docket.",
            set_in=CLOSE,
        ),
        section("Team"),
        para(team_words(found.seats)),
    ]


# One participant ------------------------------------------------------------------------------


def story(sheet: Sheet, line: AgendaLine, decided: Decided | None) -> list[Flowable]:
    """One page: who, what is recommended, why it is talked about, the facts, the decision."""
    return [
        *progress.opening(sheet),
        section("What changed", f"since {short(sheet.since, sheet.as_of)}"),
        *data_table(
            [Column("", 1), Column("", 6)],
            [(change.reason.label, change.text) for change in line.changes],
            "",
            set_in=CLOSE,
        ),
        *progress.body(sheet, more=len(line.changes) + 4, below=_BELOW),
        *(_written(decided, sheet) if decided is not None else _blank()),
    ]


def _written(decided: Decided, sheet: Sheet) -> list[Flowable]:
    """What the team decided, as it was entered."""
    said = decided.decision
    weighed = [option_words(o, sheet.as_of) for o in said.options if not o.chosen]
    dissents = [f"{d.role.label}{f': {d.text}' if d.text else ''}" for d in said.dissents]
    contested = "Contested" if said.contested else "Not contested"
    pairs: list[tuple[object, object]] = [
        ("Behavior", said.behavior or "None named"),
        ("Goal", said.goal.label if said.goal is not None else "Not said"),
        ("Account", f"{said.account or 'None recorded'} ({contested.lower()})"),
        ("Weighed", "; ".join(weighed) or "Nothing else"),
        ("Decided", decided.recommended),
        ("Dissent", "; ".join(dissents) or "None"),
    ]
    return [section("Decision"), fact_grid(pairs, columns=2)]


def _blank() -> list[Flowable]:
    """Room to write in during the meeting."""
    goals = ", ".join(goal.label.lower() for goal in GoalClass)
    return [
        section("Decision", f"goal: {goals}"),
        *data_table(
            [Column("", 1.3), Column("", 6)],
            [("Behavior and goal", ""), ("Participant's account", ""), ("Response, dissent", "")],
            "",
            set_in=_WRITING,
        ),
    ]
