"""The lists around a session: the bench's, the jail's, the interpreters'."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.platypus import Flowable
from sqlalchemy.orm import Session

from drugcourt.casework.calendar.calendar import calendar_session
from drugcourt.casework.docket.checks import DocketChecks, docket_checks
from drugcourt.casework.docket.court_lists import (
    BenchLine,
    InterpreterLine,
    TransportLine,
    bench_lines,
    interpreter_lines,
    transport_lines,
)
from drugcourt.casework.docket.public_docket import PublicDocket, public_docket
from drugcourt.casework.hearings.sittings import Sitting, sitting
from drugcourt.casework.letterhead import Letterhead, letterhead
from drugcourt.domain.clock import spoken
from drugcourt.domain.dates import counted
from drugcourt.reports.letterhead import (
    Copy,
    hearing_line,
    protected_paper,
    short_day,
    weekday,
)
from drugcourt.reports.paper import Paper
from drugcourt.reports.style import bullets, gap, para, section
from drugcourt.reports.tables import Column, data_table

BENCH_TITLE = "Bench list"
TRANSPORT_TITLE = "Request for transport"
INTERPRETER_TITLE = "Request for interpreters"
_NOBODY = "Nobody is on the docket of this session. Put participants on it in the docket screen."


@dataclass(frozen=True, slots=True)
class BenchFigures:
    """The order of one session, and what to see to before it."""

    head: Letterhead
    at: Sitting
    lines: tuple[BenchLine, ...]
    checks: DocketChecks


@dataclass(frozen=True, slots=True)
class OutsideFigures:
    """What an office outside the team needs of a session; the court's own name is not said."""

    at: PublicDocket
    minutes: int = 0
    transport: tuple[TransportLine, ...] = ()
    interpreters: tuple[InterpreterLine, ...] = ()


def gather_bench(db: Session, *, session_id: int) -> BenchFigures:
    """The bench list of a session."""
    lines = tuple(bench_lines(db, session_id=session_id))
    checks = docket_checks(db, session_id=session_id)
    return BenchFigures(letterhead(db), sitting(db, session_id=session_id), lines, checks)


def gather_transport(db: Session, *, session_id: int) -> OutsideFigures:
    """Whom the jail is asked to bring to a session."""
    at = public_docket(db, session_id=session_id)
    session = calendar_session(db, session_id=session_id)
    assert session is not None  # else the public docket has refused it
    lines = tuple(transport_lines(db, session_id=session_id))
    return OutsideFigures(at, session.minutes, transport=lines)


def gather_interpreters(db: Session, *, session_id: int) -> OutsideFigures:
    """For whom interpreters are asked to come to a session."""
    lines = tuple(interpreter_lines(db, session_id=session_id))
    return OutsideFigures(public_docket(db, session_id=session_id), interpreters=lines)


def bench_paper(figures: BenchFigures, copy: Copy) -> Paper:
    """The frame of the bench list."""
    at = figures.at
    room = (at.courtroom,) if at.courtroom else ()
    right = (hearing_line(at), *room, figures.checks.session.load)
    return protected_paper(BENCH_TITLE, figures.head, copy, right=right, judge=at.judge or None)


def outside_paper(figures: OutsideFigures, title: str) -> Paper:
    """The frame of a request to another office: where and when, and nothing of the program."""
    at = figures.at
    when = f"{weekday(at.held_on)}, {spoken(at.starts_at)}"
    room = (at.courtroom,) if at.courtroom else ()
    return Paper(title=title, court=at.place, judge=at.judge, subtitle_right=(when, *room))


def bench_story(figures: BenchFigures) -> list[Flowable]:
    """The hearings in their order, then what may go wrong."""
    lines = figures.lines
    story: list[Flowable] = [
        section(counted(len(lines), "hearing") if lines else "No hearings"),
        *data_table(
            [
                Column("", 0.35, number=True),
                Column("Participant", 2.4, bold=True),
                Column("Case", 1.7),
                Column("Phase", 0.6),
                Column("Hearing", 1.4),
                Column("See to", 2.2),
                Column("Heard", 1),
            ],
            [_bench_row(line) for line in lines],
            _NOBODY,
        ),
    ]
    notes = [
        f"{found.name}: {found.text}" if found.name else found.text
        for found in figures.checks.found
    ]
    if notes:
        story += [gap(8), section("Before court"), *bullets(notes)]
    return story


def transport_story(figures: OutsideFigures) -> list[Flowable]:
    """Whom to bring."""
    at = figures.at
    when = f"{weekday(at.held_on)} at {spoken(at.starts_at)}"
    place = f" to {at.courtroom}" if at.courtroom else ""
    asked = (
        f"Please bring these people{place} by {when}. The session lasts about "
        f"{counted(figures.minutes, 'minute')}."
    )
    return [
        para(asked if figures.transport else ""),
        gap(8),
        *data_table(
            [
                Column("", 0.3, number=True),
                Column("Name", 2.4, bold=True),
                Column("Born", 1.2),
                Column("Case number", 2),
                Column("In custody since", 1.3),
                Column("Brought", 1),
            ],
            [
                (n, line.name, _day(line.birth_date), _cases(line.cases), _day(line.since), "")
                for n, line in enumerate(figures.transport, start=1)
            ],
            "Nobody on this docket is in custody.",
        ),
    ]


def interpreter_story(figures: OutsideFigures) -> list[Flowable]:
    """For whom, in which language, and how many hearings each language has."""
    lines = figures.interpreters
    counts: dict[str, int] = {}
    for line in lines:
        counts[line.language] = counts.get(line.language, 0) + 1
    told = "; ".join(f"{language}: {counted(n, 'hearing')}" for language, n in counts.items())
    return [
        para(f"Interpreters are needed for this session. {told}." if lines else ""),
        gap(8),
        *data_table(
            [
                Column("Language", 1.6, bold=True),
                Column("Name", 2.4),
                Column("Case number", 2),
                Column("Place in the order", 1.2, number=True),
                Column("Interpreter", 1.8),
            ],
            [(line.language, line.name, _cases(line.cases), line.number, "") for line in lines],
            "Nobody on this docket needs an interpreter.",
        ),
    ]


def _bench_row(line: BenchLine) -> Sequence[object]:
    see = [
        *(["In custody"] if line.custody else []),
        *([f"Interpreter, {line.interpreter}"] if line.interpreter else []),
        *(["Added late"] if line.late else []),
    ]
    return (
        line.number,
        line.name,
        _cases(line.cases),
        line.phase_number,
        line.kind.label,
        "; ".join(see),
        line.attendance.label if line.attendance else "",
    )


def _cases(numbers: Sequence[str]) -> str:
    return ", ".join(numbers) or "Not numbered"


def _day(day: date | None) -> str:
    return short_day(day) if day else ""
