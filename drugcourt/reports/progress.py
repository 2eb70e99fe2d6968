"""The court progress report: one participant, one page where it can be one, facts first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.platypus import CondPageBreak, Flowable
from sqlalchemy.orm import Session

from drugcourt.casework.hearings.sittings import Sitting, sitting
from drugcourt.casework.letterhead import Letterhead, letterhead
from drugcourt.casework.progress import Sheet, SpecimenLine, sheets
from drugcourt.domain.dates import counted, short
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.findings import Finding, Verdict
from drugcourt.domain.responses import ResponseFamily
from drugcourt.reports.layout import boxed, fact_grid, signature_lines, two_columns, verdict_mark
from drugcourt.reports.letterhead import Copy, hearing_line, protected_paper, short_day, span
from drugcourt.reports.paper import Paper, Section
from drugcourt.reports.recommendation import next_phase, next_steps, recommendation
from drugcourt.reports.style import GUTTER, HALF, WIDTH, gap, marked, para, section, styles
from drugcourt.reports.tables import CLOSE, DENSE, ROOMY, Column, Setting, data_table
from drugcourt.reports.type import safe, strong

TITLE = "Court progress report"
_WORDS = {
    Verdict.MET: "Met",
    Verdict.WAIVED: "Waived",
    Verdict.UNMET: "Open",
    Verdict.FAILED: "Failed",
    Verdict.UNKNOWN: "Unknown",
}
_WEEKEND = 5
_CLOSING = 86.0  # next steps and signatures stay together
_LEFT_SHARE = 0.46  # what a test showed needs more room than counts of attendance
_LEFT, _RIGHT = ((WIDTH - GUTTER) * share for share in (_LEFT_SHARE, 1 - _LEFT_SHARE))
_ROOMY_LINES, _CLOSE_LINES, _DENSE_LINES = 18, 23, 29  # lines that one page holds, set so
# About how many letters a line holds in the box and in the columns that may wrap.
_BOX_LETTERS, _RESULT_LETTERS, _FOUND_LETTERS, _RESPONSE_LETTERS = 115, 36, 52, 46


@dataclass(frozen=True, slots=True)
class Figures:
    """What a file of progress reports is made from."""

    head: Letterhead
    at: Sitting | None
    sheets: tuple[Sheet, ...]


def gather(
    db: Session, *, episode_ids: Sequence[int], session_id: int | None, today: date
) -> Figures:
    """The sheets of these participants for this session, or as of today without one."""
    at = None if session_id is None else sitting(db, session_id=session_id)
    found = sheets(db, episode_ids=episode_ids, today=today, at=at)
    return Figures(letterhead(db), at, tuple(found))


def paper(figures: Figures, copy: Copy) -> Paper:
    """The frame; each section names its own period."""
    at = figures.at
    return protected_paper(
        TITLE, figures.head, copy, judge=at.judge if at is not None and at.judge else None
    )


def sections(figures: Figures) -> list[Section]:
    """One section a participant, found in the outline by case or participant number."""
    return [
        Section(
            sheet.cases[0] if sheet.cases else sheet.reference,
            _told(sheet),
            _right(sheet, figures.at),
        )
        for sheet in figures.sheets
    ]


def _told(sheet: Sheet) -> Iterator[Flowable]:
    """The story, made when its turn comes, so that a long session needs little memory."""
    yield from story(sheet)


def _right(sheet: Sheet, at: Sitting | None) -> tuple[str, ...]:
    first = hearing_line(at) if at is not None else f"As of {short_day(sheet.as_of)}"
    return first, f"Period {span(sheet.since, sheet.as_of)}"


def story(sheet: Sheet) -> list[Flowable]:
    """The report in its fixed order: status, recommendation, facts, requirements, next steps."""
    return [*opening(sheet), *body(sheet), *_closing(sheet)]


def opening(sheet: Sheet) -> list[Flowable]:
    """Who it is, and what is recommended."""
    said = recommendation(sheet)
    return [
        fact_grid(_facts(sheet)),
        boxed([marked(f"{strong(said.lead)} {safe(said.text)}")]),
    ]


def body(sheet: Sheet, more: int = 0, below: float = _CLOSING) -> list[Flowable]:
    """The facts and the requirements; nothing for a candidate, who is not judged.

    `more` lines stand on the page besides, the last of them `below` points high.
    """
    if sheet.judgement is None:
        return []
    how = _setting(sheet, more)
    return [
        *two_columns(_attendance(sheet, how), _tests(sheet, how), share=_LEFT_SHARE),
        *_requirements(sheet, how),
        # What does not fit the first page goes over as a whole: no sheet of signatures alone.
        CondPageBreak(below + _below(sheet)),
        *two_columns(_responses(sheet, how), _tasks(sheet, how)),
    ]


def _setting(sheet: Sheet, more: int = 0) -> Setting:
    """How close the rows stand, so that one page holds them where it can be one."""
    lines = _lines_above(sheet) + max(_lines_of_responses(sheet), len(sheet.tasks), 1) + more
    if lines <= _ROOMY_LINES:
        return ROOMY
    # What fills two pages anyway need not be crowded.
    return CLOSE if lines <= _CLOSE_LINES or lines > _DENSE_LINES else DENSE


def _lines_above(sheet: Sheet) -> int:
    """About how many lines box, facts and requirements take; a long text counts as two or more."""
    assert sheet.judgement is not None
    findings = sheet.judgement.phase.findings if sheet.judgement.phase is not None else ()
    said = len(recommendation(sheet).text) // _BOX_LETTERS
    tests = sum(1 + len(test.text) // _RESULT_LETTERS for test in sheet.tests)
    asked = sum(1 + len(finding.told) // _FOUND_LETTERS for finding in findings)
    return said + max(tests, len(sheet.attendance)) + asked


def _lines_of_responses(sheet: Sheet) -> int:
    return sum(
        1 + (len(line.family.label) + len(line.title) + len(line.behavior)) // _RESPONSE_LETTERS
        for line in sheet.responses
    )


def _below(sheet: Sheet) -> float:
    """About how high responses and tasks stand, with their headings."""
    return 44.0 + 13.5 * max(_lines_of_responses(sheet) + 1, len(sheet.tasks), 1)


# Blocks ---------------------------------------------------------------------------------------


def _facts(sheet: Sheet) -> list[tuple[object, object]]:
    unnamed = f"{sheet.reference}, name not recorded"
    name = unnamed if sheet.name == sheet.reference else marked(strong(sheet.name))
    return [
        ("Participant", name),
        ("Case", ", ".join(sheet.cases) or "Not recorded"),
        ("Track", sheet.track.label if sheet.track else "Not recorded"),
        ("Phase", _phase(sheet)),
        ("Admitted", short_day(sheet.admitted_on) if sheet.admitted_on else "Not admitted"),
        ("In program", _in_program(sheet)),
        ("Sober since", _sober(sheet)),
        ("Manager", sheet.case_manager or "Not assigned"),
        ("Next hearing", short_day(sheet.next_hearing) if sheet.next_hearing else "Not set"),
        *([("Status", sheet.status.label)] if _away(sheet) else []),
    ]


def _away(sheet: Sheet) -> bool:
    return sheet.judgement is not None and sheet.status is not EpisodeStatus.ACTIVE


def _phase(sheet: Sheet) -> str:
    if sheet.judgement is None:
        return sheet.status.label
    item = sheet.judgement.here
    if item is None:
        return "No phase recorded"
    least = f" of at least {item.at_least.removesuffix(' days')}" if item.at_least else ""
    entered = item.entered or sheet.as_of
    days = (sheet.as_of - entered).days
    return f"{item.number} of {len(sheet.program.phases)}, day {days}{least}"


def _in_program(sheet: Sheet) -> str:
    if sheet.judgement is None:
        return "Not admitted"
    out = ", ".join(f"{n} {status.label.lower()}" for status, n in sheet.judgement.out)
    days = counted(sheet.judgement.days, "day")
    return f"{days} ({out})" if out else days


def _sober(sheet: Sheet) -> str:
    if sheet.judgement is None:
        return "Not counted yet"
    clock = sheet.judgement.clock
    since = short_day(clock.sober_date or clock.count_from)
    sure = ", provisional" if clock.provisional_since is not None else ""
    return f"{since} · {counted(clock.days, 'day')}{sure}"


def _attendance(sheet: Sheet, how: Setting) -> list[Flowable]:
    rows = [
        (line.label, "–", line.kept, "", "")
        if line.due is None
        else (line.label, line.due, line.kept, line.excused, line.missed)
        for line in sheet.attendance
    ]
    return [
        section(f"Attendance since {short(sheet.since, sheet.as_of)}"),
        *data_table(
            [
                Column("", 3.3),
                Column("Due", 0.55, number=True),
                Column("Kept", 0.65, number=True),
                Column("Excused", 1, number=True),
                Column("Missed", 0.95, number=True),
            ],
            rows,
            "Nothing was due in this period.",
            width=_LEFT,
            set_in=how,
        ),
    ]


def _tests(sheet: Sheet, how: Setting) -> list[Flowable]:
    rows = [
        (specimen_day(test, sheet.as_of), specimen_words(test), test.text) for test in sheet.tests
    ]
    return [
        section("Drug and alcohol tests"),
        *data_table(
            [Column("Collected", 50), Column("Specimen", 62), Column("Result", 147)],
            rows,
            _no_tests(sheet),
            width=_RIGHT,
            set_in=how,
        ),
    ]


def _no_tests(sheet: Sheet) -> str:
    if sheet.last_test is None:
        return "No test is recorded."
    last = sheet.last_test
    said = f"{short(last.on, sheet.as_of)}: {last.text}"
    return f"No test in this period. The last one was on {said}."


def specimen_day(test: SpecimenLine, as_of: date) -> str:
    """`Nov 23`; a weekend day is marked, as random testing has to reach weekends."""
    day = short(test.on, as_of)
    return f"{day} ({test.on:%a})" if test.on.weekday() >= _WEEKEND else day


def specimen_words(test: SpecimenLine) -> str:
    """`Urine, observed`."""
    if not test.collected:
        return "–"
    return f"{test.matrix.label}, observed" if test.observed else test.matrix.label


def _requirements(sheet: Sheet, how: Setting) -> list[Flowable]:
    judgement = sheet.judgement
    assert judgement is not None
    if judgement.phase is None:
        return [section("Requirements"), para("No phase is recorded, so nothing can be judged.")]
    program = sheet.program
    return [
        section(f"Requirements for {next_phase(sheet)}", f"{program.name}, {program.version}"),
        *requirement_table(judgement.phase.findings, sheet.as_of, set_in=how),
    ]


def requirement_table(
    findings: Sequence[Finding],
    as_of: date,
    width: float | None = None,
    set_in: Setting | None = None,
) -> list[Flowable]:
    """Findings in the handbook's order: mark, verdict, requirement, what was found, since when."""
    rows = [
        (
            verdict_mark(f.verdict),
            verdict_word(f),
            f.requirement,
            f.told,
            met_from(f, as_of),
        )
        for f in findings
    ]
    return data_table(
        [
            Column("", 0.18),
            Column("", 0.65),
            Column("Requirement", 3.3),
            Column("Found", 3.35),
            Column("Met from", 0.95),
        ],
        rows,
        "The handbook asks for nothing here.",
        width=width,
        set_in=set_in,
    )


def verdict_word(finding: Finding) -> str:
    """The verdict in a word; a decision that is still due is told from a fact that is missing."""
    return "To decide" if finding.awaits_decision else _WORDS[finding.verdict]


def met_from(finding: Finding, as_of: date) -> str:
    """The day it was met, or the first day on which it can be."""
    return short(finding.met_from, as_of) if finding.met_from is not None else ""


def _responses(sheet: Sheet, how: Setting) -> list[Flowable]:
    rows = [
        (
            short(line.on, sheet.as_of),
            f"{line.family.label}: {line.title}" + (f", {line.behavior}" if line.behavior else ""),
        )
        for line in sheet.responses
    ]
    return [
        section("Incentives, sanctions and adjustments"),
        *data_table(
            [Column("", 0.8), Column("", 4)],
            rows,
            "None in this period.",
            width=HALF,
            set_in=how,
        ),
        gap(2),
        para(f"Since admission: {_totals(sheet)}.", styles().muted),
    ]


def _totals(sheet: Sheet) -> str:
    words = {
        ResponseFamily.INCENTIVE: "incentive",
        ResponseFamily.SANCTION: "sanction",
        ResponseFamily.SERVICE_ADJUSTMENT: "service adjustment",
    }
    return ", ".join(counted(n, words[family]) for family, n in sheet.totals)


def _tasks(sheet: Sheet, how: Setting) -> list[Flowable]:
    rows = [
        (task.text, _due(task.due, sheet.as_of) if task.due else f"for {next_phase(sheet)}")
        for task in sheet.tasks
    ]
    return [
        section("Open tasks"),
        *data_table(
            [Column("", 3), Column("", 1.5, number=True)],
            rows,
            "Nothing is open.",
            width=HALF,
            set_in=how,
        ),
    ]


def _due(day: date, as_of: date) -> str:
    return short(day, as_of) if day >= as_of else f"{short(day, as_of)}, past due"


def _closing(sheet: Sheet) -> list[Flowable]:
    return [
        CondPageBreak(_CLOSING),
        section("Next steps"),
        para(" ".join(next_steps(sheet))),
        signature_lines(["Coordinator", "Case manager", "Date"]),
    ]
