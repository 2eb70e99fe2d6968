"""The eligibility worksheet of one candidate: what was asked, found and decided before entry."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from reportlab.platypus import Flowable

from drugcourt.casework.referrals.barring import CheckLine
from drugcourt.casework.referrals.gates import Gate
from drugcourt.casework.referrals.sheet import EntrySheet
from drugcourt.domain.dates import counted, short
from drugcourt.domain.referrals import Held, StepClock
from drugcourt.reports.candidate_sheet import Figures, framed
from drugcourt.reports.layout import fact_grid
from drugcourt.reports.letterhead import Copy, short_day
from drugcourt.reports.paper import Paper
from drugcourt.reports.style import gap, para, section, styles
from drugcourt.reports.tables import Column, data_table

TITLE = "Eligibility worksheet"


def paper(figures: Figures, copy: Copy) -> Paper:
    """The frame; the participant number alone stands in its head."""
    return framed(TITLE, figures, copy)


def story(figures: Figures) -> list[Flowable]:
    """Who, how the referral came, the checklist, the screens, the decisions, the stations."""
    sheet, today = figures.sheet, figures.today
    return [
        para(sheet.name, styles().strong),
        fact_grid(_facts(sheet, today), columns=2),
        para(
            " ".join(sheet.bars) or "Nothing on record stands against an admission.",
            styles().body,
        ),
        *_checklist(sheet.lines, today),
        *_screens(sheet, today),
        *_gates(sheet.gates, today),
        *_stations(sheet.clocks, today),
        gap(14),
        para("Reviewed by ______________________________   Date ______________", styles().muted),
    ]


def _facts(sheet: EntrySheet, today: date) -> list[tuple[str, str]]:
    card = sheet.card
    by = ", ".join(part for part in (card.referred_by, card.agency) if part)
    facts = [
        ("Born", short_day(sheet.birth_date) if sheet.birth_date else "not known"),
        ("Case", ", ".join(sheet.case_numbers) or "none entered"),
        ("Track", sheet.track.label if sheet.track else "not chosen"),
        ("Referred", f"{short(card.referred_on, today)} by {by}" if card.referred_on else by),
        ("Came by", card.channel.label),
        ("Intercept", card.intercept.label),
        ("Now", card.held.label if card.held is not Held.UNKNOWN else "not known"),
        ("Counsel", card.defense_counsel or "not known"),
    ]
    if card.abeyance_until:
        until = short(card.abeyance_until, today)
        facts.append(("Abeyance", f"{card.held_charges}, until {until}"))
    return facts


def _checklist(lines: Iterable[CheckLine], today: date) -> list[Flowable]:
    rows = [(line.text, _answer(line), line.evidence, _who(line, today)) for line in lines]
    return [
        section("Legal checklist"),
        *data_table(
            [
                Column("Criterion", 4),
                Column("Answer", 1.5, bold=True),
                Column("What shows it", 1.8),
                Column("By", 1.6),
            ],
            rows,
            "This track has no checklist.",
        ),
    ]


def _answer(line: CheckLine) -> str:
    if not line.answered:
        return "open"
    if line.override_reason:
        return f"{line.answer.label}; set aside: {line.override_reason} ({line.override_by})"
    return f"{line.answer.label}, bars" if line.bars else line.answer.label


def _who(line: CheckLine, today: date) -> str:
    if line.answered_on is None:
        return ""
    return f"{line.answered_by}, {short(line.answered_on, today)}"


def _screens(sheet: EntrySheet, today: date) -> list[Flowable]:
    """The category and the quadrant; never an answer given in a screen."""
    rows = [
        (
            short(row.screened_on, today),
            "Clinical",
            row.severity.label,
            row.instrument,
            row.assessor,
        )
        for row in sheet.clinical
    ] + [
        (short(row.screened_on, today), "Risk and need", row.quadrant.label, row.tool, row.assessor)
        for row in sheet.risks
    ]
    return [
        section("Screens"),
        *data_table(
            [
                Column("On", 0.9),
                Column("Screen", 1.3),
                Column("Found", 2.2, bold=True),
                Column("By means of", 2),
                Column("Assessor", 1.5),
            ],
            rows,
            "No screen is entered.",
        ),
    ]


def _gates(found: Iterable[Gate], today: date) -> list[Flowable]:
    rows = [
        (
            gate.keeper.label,
            gate.verdict.label,
            f"{gate.decided_by}, {short(gate.decided_on, today)}" if gate.decided_on else "",
            "; ".join(
                part for part in (gate.ground.label if gate.ground else "", gate.text) if part
            ),
        )
        for gate in found
    ]
    return [
        section("Decisions on entry"),
        *data_table(
            [
                Column("Who decides", 1.8),
                Column("Decision", 1.2, bold=True),
                Column("By", 2),
                Column("Ground", 3),
            ],
            rows,
            "Nobody was asked.",
        ),
    ]


def _stations(clocks: Iterable[StepClock], today: date) -> list[Flowable]:
    rows = [
        (
            clock.step.label,
            short(clock.reached_on, today) if clock.reached_on else "",
            short(clock.due_on, today) if clock.due_on else "",
            f"{counted(clock.late, 'day')} late" if clock.late else "",
        )
        for clock in clocks
    ]
    return [
        section("Stations"),
        *data_table(
            [
                Column("Station", 2, bold=True),
                Column("Reached", 1),
                Column("Due", 1),
                Column("", 1),
            ],
            rows,
            "",
        ),
    ]
