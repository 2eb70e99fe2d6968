"""Bench sheets: one page a participant for the judge, facts only, with room to write.

A sheet says neither medicines, providers, kinds of treatment, scores nor notes: what the team may
know besides stands in the staffing packet (domain: confidentiality, two documents, two lists).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from reportlab.platypus import CondPageBreak, Flowable
from sqlalchemy.orm import Session

from drugcourt.casework.letterhead import Letterhead, letterhead
from drugcourt.casework.progress import Sheet
from drugcourt.casework.staffings.agenda import AgendaLine
from drugcourt.casework.staffings.packet import Packet, packet
from drugcourt.domain.dates import counted, short
from drugcourt.domain.findings import Finding
from drugcourt.domain.specimens import Reading
from drugcourt.reports.contents import SheetNumber
from drugcourt.reports.layout import boxed, fact_grid, two_columns, verdict_mark
from drugcourt.reports.letterhead import Copy, hearing_line, protected_paper, short_day
from drugcourt.reports.paper import Paper, Section
from drugcourt.reports.recommendation import next_phase, recommendation
from drugcourt.reports.style import HAIR, HALF, WIDTH, marked, para, section, styles
from drugcourt.reports.tables import CLOSE, Column, data_table
from drugcourt.reports.type import muted, safe, strong
from drugcourt.rules.reading_words import substance_word

TITLE = "Bench sheets"
CONTENTS = "Contents"
READER = "the bench"
_LEAST_LINES, _LINE = 4, 21.0  # of the judge's own notes; a third of an inch
_NUMBER = 26.0
# A medicine explains what was found: the bench reads that it was explained, not by which.
_EXPLAINED = {Reading.EXPECTED_POSITIVE: "Negative, or explained"}


@dataclass(frozen=True, slots=True)
class Figures:
    """One session, and the court it belongs to."""

    head: Letterhead
    packet: Packet


def gather(db: Session, *, session_id: int, today: date) -> Figures:
    """The people of this session."""
    return Figures(letterhead(db), packet(db, session_id=session_id, today=today))


def paper(figures: Figures, copy: Copy) -> Paper:
    """The frame; the session stands on every sheet."""
    at = figures.packet.at
    right = (hearing_line(at), *((at.courtroom,) if at.courtroom else ()))
    return protected_paper(TITLE, figures.head, copy, right=right, judge=at.judge or None)


def sections(figures: Figures) -> list[Section]:
    """The contents, then a sheet a participant in the order of hearing."""
    found = figures.packet
    ordered = sorted(found.lines, key=lambda line: (line.position, line.id))
    first = Section(CONTENTS, _contents(found, ordered))
    return [first, *(_section(found, line) for line in ordered)]


def _section(found: Packet, line: AgendaLine) -> Section:
    sheet = found.sheets[line.episode_id]
    bookmark = sheet.cases[0] if sheet.cases else sheet.reference
    return Section(bookmark, _told(sheet, line))


def _told(sheet: Sheet, line: AgendaLine) -> Iterator[Flowable]:
    """The story, made when its turn comes, so that a long session needs little memory."""
    yield from story(sheet, line)


def _contents(found: Packet, lines: list[AgendaLine]) -> list[Flowable]:
    rows = [
        _content_row(number, line, found.sheets[line.episode_id])
        for number, line in enumerate(lines, start=1)
    ]
    return [
        section(counted(len(rows), "hearing") if rows else "No hearings"),
        *data_table(
            [
                Column("", 0.3, number=True),
                Column("Participant", 2.2),
                Column("Phase", 0.6, number=True),
                Column("What changed", 2.6),
                Column("Recommendation", 3),
                Column("Sheet", 0.55, number=True),
            ],
            rows,
            "Nobody is on the docket of this session.",
            set_in=CLOSE,
        ),
    ]


def _content_row(number: int, line: AgendaLine, sheet: Sheet) -> list[object]:
    case = ", ".join(sheet.cases) or "No case recorded"
    said = [change.reason.label for change in line.changes if change.bench]
    return [
        number,
        marked(f"{strong(line.name)}<br/>{muted(case)}", styles().cell),
        line.phase_number or "",
        "; ".join(dict.fromkeys(said)),
        recommendation(sheet).short,
        SheetNumber(number + 1, reach=WIDTH - _NUMBER),
    ]


# One sheet ------------------------------------------------------------------------------------


def story(sheet: Sheet, line: AgendaLine) -> list[Flowable]:
    """One page: who, what is recommended, what changed, the facts, and the judge's own notes."""
    said = recommendation(sheet)
    top: list[Flowable] = [
        fact_grid(_facts(sheet)),
        boxed([marked(f"{strong(said.lead)} {safe(said.text)}")]),
    ]
    if sheet.judgement is None:
        return [*top, *_notes()]
    return [
        *top,
        section("What changed", f"since {short(sheet.since, sheet.as_of)}"),
        *_changes(line),
        *two_columns(_attendance(sheet), _tests(sheet)),
        *_requirements(sheet),
        *two_columns(_responses(sheet), _tasks(sheet)),
        *_notes(),
    ]


def _facts(sheet: Sheet) -> list[tuple[object, object]]:
    unnamed = f"{sheet.reference}, name not recorded"
    name: object = unnamed if sheet.name == sheet.reference else marked(strong(sheet.name))
    judged = sheet.judgement
    here = judged.here if judged is not None else None
    phase = sheet.status.label if judged is None else "No phase recorded"
    if here is not None:
        days = (sheet.as_of - (here.entered or sheet.as_of)).days
        phase = f"{here.number} of {len(sheet.program.phases)}, day {days}"
    sober = "Not counted yet"
    if judged is not None:
        sure = ", provisional" if judged.clock.provisional_since is not None else ""
        sober = f"{counted(judged.clock.days, 'day')}{sure}"
    return [
        ("Participant", name),
        ("Case", ", ".join(sheet.cases) or "Not recorded"),
        ("Phase", phase),
        ("In program", counted(judged.days, "day") if judged is not None else "Not admitted"),
        ("Sober", sober),
        ("Next hearing", short_day(sheet.next_hearing) if sheet.next_hearing else "Not set"),
    ]


def _changes(line: AgendaLine) -> list[Flowable]:
    told = [(change.reason.label, change.bench) for change in line.changes if change.bench]
    return data_table(
        [Column("", 1), Column("", 6)],
        told,
        "Nothing that concerns the bench.",
        set_in=CLOSE,
    )


def _attendance(sheet: Sheet) -> list[Flowable]:
    """By sort alone; which provider it was stays with the team."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for line in sheet.attendance:
        label = "Treatment" if line.label.startswith("Treatment") else line.label
        for place, number in enumerate((line.due or 0, line.kept, line.excused, line.missed)):
            sums[label][place] += number
    rows = [(label, due or "–", *rest) for label, (due, *rest) in sums.items()]
    return [
        section("Attendance"),
        *data_table(
            [
                Column("", 2.6),
                Column("Due", 0.6, number=True),
                Column("Kept", 0.7, number=True),
                Column("Excused", 1, number=True),
                Column("Missed", 0.95, number=True),
            ],
            rows,
            "Nothing was due in this time.",
            width=HALF,
            set_in=CLOSE,
        ),
    ]


def _tests(sheet: Sheet) -> list[Flowable]:
    judged = sheet.judgement
    assert judged is not None
    read = {(test.on, test.id): reading for test, reading in judged.case.readings}
    rows = [
        (short(on, sheet.as_of), _read_words(reading))
        for (on, _), reading in sorted(read.items(), reverse=True)
        if sheet.since <= on and reading.reading is not Reading.NO_RESULT
    ]
    return [
        section("Drug and alcohol tests"),
        *data_table(
            [Column("", 0.9), Column("", 4)],
            rows,
            "No test in this time.",
            width=HALF,
            set_in=CLOSE,
        ),
    ]


def _read_words(reading: Any) -> str:
    """What was found, without the medicine that explains it."""
    word: str = _EXPLAINED.get(reading.reading, reading.reading.label)
    named = ", ".join(substance_word(s) for s in (reading.unexpected or reading.pending))
    about = f": {named}" if named else ""
    return f"{word}{about}{', disputed' if reading.disputed else ''}"


def _requirements(sheet: Sheet) -> list[Flowable]:
    """The handbook's words with the verdict; what was found for each stays with the team."""
    judged = sheet.judgement
    assert judged is not None
    if judged.phase is None:
        return [section("Requirements"), para("No phase is recorded, so nothing can be judged.")]
    asked = judged.phase
    half = (len(asked.findings) + 1) // 2
    title = f"Requirements for {next_phase(sheet)}"
    met = f"{asked.met_count} of {len(asked.findings)} met"
    left = _asked(asked.findings[:half], sheet.as_of)
    right = _asked(asked.findings[half:], sheet.as_of)
    return [section(title, met), *two_columns(left, right)]


def _asked(findings: tuple[Finding, ...], as_of: date) -> list[Flowable]:
    rows = [
        (
            verdict_mark(f.verdict),
            f.requirement,
            short(f.met_from, as_of) if f.met_from is not None else "",
        )
        for f in findings
    ]
    columns = [Column("", 0.3), Column("", 4.2), Column("", 1.35, number=True)]
    return data_table(columns, rows, "", width=HALF, set_in=CLOSE) if rows else []


def _responses(sheet: Sheet) -> list[Flowable]:
    rows = [
        (short(line.on, sheet.as_of), f"{line.family.label}: {line.title}")
        for line in sheet.responses
    ]
    return [
        section("Responses in this time"),
        *data_table([Column("", 0.9), Column("", 4)], rows, "None.", width=HALF, set_in=CLOSE),
    ]


def _tasks(sheet: Sheet) -> list[Flowable]:
    rows = [
        (task.text, short(task.due, sheet.as_of)) for task in sheet.tasks if task.due is not None
    ]
    return [
        section("Open orders"),
        *data_table(
            [Column("", 3.4), Column("", 1, number=True)],
            rows,
            "Nothing is open.",
            width=HALF,
            set_in=CLOSE,
        ),
    ]


def _notes() -> list[Flowable]:
    return [CondPageBreak(_LEAST_LINES * _LINE + 26), section("Judge's notes"), Ruled()]


class Ruled(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """Lines to write on, down to the end of the page."""

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        self.lines = max(_LEAST_LINES, int(height // _LINE))
        self.height = self.lines * _LINE
        return width, min(self.height, height)

    def draw(self) -> None:
        self.canv.setStrokeColor(HAIR)
        self.canv.setLineWidth(0.6)
        for line in range(self.lines):
            y = self.height - (line + 1) * _LINE + 2
            if y >= 0:
                self.canv.line(0, y, self.width, y)
