"""A participant's testing history on paper, with the proof of the sober count day by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from reportlab.platypus import CondPageBreak, Flowable
from sqlalchemy.orm import Session

from drugcourt.casework.letterhead import Letterhead, letterhead
from drugcourt.casework.specimens.history import DayLine, History, history_of
from drugcourt.domain.dates import counted, short
from drugcourt.domain.specimens import Reading
from drugcourt.reports.charts import day_grid
from drugcourt.reports.layout import boxed, fact_grid
from drugcourt.reports.letterhead import Copy, protected_paper, short_day
from drugcourt.reports.paper import Paper
from drugcourt.reports.style import gap, marked, para, section, styles
from drugcourt.reports.tables import Column, data_table
from drugcourt.reports.type import safe, strong

TITLE = "Testing history"
SHOWN_DAYS = 365
_STATES = {
    Reading.NEGATIVE: "negative",
    Reading.EXPECTED_POSITIVE: "negative",
    Reading.UNEXPECTED_NEGATIVE: "negative",
    Reading.UNEXPECTED_POSITIVE: "positive",
    Reading.ADMITTED: "positive",
    Reading.TAMPERED: "positive",
    Reading.MISSED: "missed",
    Reading.REFUSED: "missed",
    Reading.EXCUSED: "excused",
    Reading.PENDING: "pending",
}
HOW = (
    "Each test is read against the medicines in force on its day. A day without a test shows "
    "nothing by itself: the count goes on by the program’s own rule. A result marked disputed is "
    "held until it is settled; a provisional count may still change when a confirmation comes back."
)


@dataclass(frozen=True, slots=True)
class Figures:
    """The history with its letterhead."""

    head: Letterhead
    found: History


def gather(db: Session, *, episode_id: int, today: date) -> Figures:
    """The history of one participant as of today."""
    return Figures(letterhead(db), history_of(db, episode_id=episode_id, today=today))


def paper(figures: Figures, copy: Copy) -> Paper:
    """The frame; the participant's number stands in it, the name never."""
    sheet = figures.found.sheet
    right = (f"As of {short_day(sheet.as_of)}", f"Participant {sheet.reference}")
    return protected_paper(TITLE, figures.head, copy, right=right)


def story(figures: Figures) -> list[Flowable]:
    """Who, the count and its rule, the year at a glance, every test, every day."""
    found = figures.found
    return [
        fact_grid(_facts(found)),
        boxed([marked(f"{strong('Sober time.')} {safe(found.clock)}. {safe(_totals(found))}")]),
        *_rule(found),
        *_year(found),
        *_tests(found),
        *_medicines(found),
        *_devices(found),
        *_days(found),
        gap(6),
        para(HOW, styles().muted),
    ]


def _facts(found: History) -> list[tuple[object, object]]:
    sheet = found.sheet
    name = sheet.reference if sheet.name == sheet.reference else sheet.name
    case = sheet.judgement.case if sheet.judgement is not None else None
    phase = case.phase.name if case is not None and case.phase is not None else "None"
    return [
        ("Participant", marked(strong(name))),
        ("Case", ", ".join(sheet.cases) or "Not recorded"),
        ("Phase", phase),
        ("Admitted", short_day(sheet.admitted_on) if sheet.admitted_on else "Not admitted"),
        ("Tests", f"{len(found.tests):,}"),
        ("Manager", sheet.case_manager or "Not assigned"),
    ]


def _totals(found: History) -> str:
    days = counted(found.longest, "day")
    return f"The longest count was {days}; {counted(found.total, 'sober day')} in all."


def _rule(found: History) -> list[Flowable]:
    if not found.origin:
        return []
    return [gap(2), para(f"The rule of the count: {found.origin}", styles().muted)]


def _year(found: History) -> list[Flowable]:
    sheet = found.sheet
    begun = sheet.admitted_on or sheet.as_of
    first = max(begun, sheet.as_of - timedelta(days=SHOWN_DAYS - 1))
    days = [(on, _STATES[reading]) for on, reading in found.states if reading in _STATES]
    shown = [(on, state) for on, state in days if on >= first]
    return [
        section("The year at a glance", f"{short(first)} to {short(sheet.as_of)}"),
        day_grid(shown, first=first, last=sheet.as_of),
    ]


def _tests(found: History) -> list[Flowable]:
    as_of = found.sheet.as_of
    rows: list[tuple[str, ...]] = [
        (
            short(line.on, as_of),
            line.reason.label,
            line.taken,
            line.text,
            line.confirmed,
            line.number,
        )
        for line in found.tests
    ]
    columns = [
        Column("Day", 0.8),
        Column("Why", 0.95),
        Column("Taken", 4.5),
        Column("What it said", 2.5, bold=True),
        Column("Laboratory", 1.2),
        Column("Number", 1.55),
    ]
    if not any(line.confirmed for line in found.tests):
        del columns[4]
        rows = [(*row[:4], row[5]) for row in rows]
    return [
        CondPageBreak(120),
        section("Every test", "the latest first"),
        *data_table(columns, rows, "No test is recorded."),
    ]


def _medicines(found: History) -> list[Flowable]:
    as_of = found.sheet.as_of
    rows = [
        (
            f"{m.name} {m.dose}".strip(),
            m.detected or "Nothing",
            short(m.started_on, as_of),
            short(m.ended_on, as_of) if m.ended_on else "in force",
        )
        for m in found.medicines
    ]
    columns = (
        Column("Medicine", 2, bold=True),
        Column("What a test may show of it", 2),
        Column("From", 1),
        Column("Until", 1),
    )
    table = data_table(columns, rows, "No medicine is recorded.")
    return [CondPageBreak(80), section("Medicines"), *table]


def _devices(found: History) -> list[Flowable]:
    alone = found.alerts_alone
    if not found.devices and not alone:
        return []
    as_of = found.sheet.as_of
    rows: list[tuple[object, ...]] = [
        (
            device.kind.label,
            device.vendor,
            short(device.started_on, as_of),
            short(device.ended_on, as_of) if device.ended_on else "in use",
            device.counted.days,
            device.counted.run,
            len(device.alerts),
        )
        for device in found.devices
    ]
    if alone:
        first, last = alone[-1].happened_on, alone[0].happened_on
        days = (short(first, as_of), short(last, as_of))
        rows.append(("Device not recorded", "", *days, "", "", len(alone)))
    columns = (
        Column("Device", 2, bold=True),
        Column("Vendor", 1.6),
        Column("From", 1),
        Column("Until", 1),
        Column("Days", 0.8, number=True),
        Column("Quiet days", 1, number=True),
        Column("Alerts", 0.8, number=True),
    )
    return [CondPageBreak(80), section("Devices"), *data_table(columns, rows, "")]


def _days(found: History) -> list[Flowable]:
    as_of = found.sheet.as_of
    rows = [
        (_span(line, as_of), line.text, _state(line), _counts(line))
        for line in reversed(found.days)
    ]
    columns = (
        Column("Day", 1.6),
        Column("What shows it", 4.6),
        Column("State", 1.2),
        Column("Count", 1, number=True, bold=True),
    )
    return [
        CondPageBreak(140),
        section("Day by day", "the count at the end of each day, the latest first; today goes on"),
        *data_table(columns, rows, "No day is counted yet."),
    ]


def _span(line: DayLine, as_of: date) -> str:
    if line.first == line.last:
        return short(line.first, as_of)
    return f"{short(line.first, as_of)} to {short(line.last, as_of)}"


def _counts(line: DayLine) -> str:
    first, last = line.counts
    return f"{last:,}" if first == last else f"{first:,} to {last:,}"


def _state(line: DayLine) -> str:
    said = "sober" if line.sober else "not counted"
    return f"{said}, provisional" if line.provisional else said
