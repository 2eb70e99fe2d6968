"""The caseload summary: how the whole court stands, in figures, charts and formulas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.platypus import CondPageBreak, Flowable
from sqlalchemy.orm import Session

from drugcourt.casework.caseload.caseload import Caseload, Cohort, caseload
from drugcourt.casework.caseload.counts import Tally
from drugcourt.casework.letterhead import Letterhead, letterhead
from drugcourt.casework.staffings.team import SeatRate, seat_rates
from drugcourt.domain.dates import counted
from drugcourt.reports.charts import bars, line, stacked_weeks
from drugcourt.reports.layout import fact_grid, two_columns
from drugcourt.reports.letterhead import Copy, protected_paper, short_day, span
from drugcourt.reports.paper import Paper
from drugcourt.reports.style import HALF, gap, para, section, styles
from drugcourt.reports.tables import Column, data_table

TITLE = "Caseload summary"
_MOST_BARS = 12


@dataclass(frozen=True, slots=True)
class Figures:
    """The court's figures with its letterhead."""

    head: Letterhead
    caseload: Caseload
    seats: tuple[SeatRate, ...] = ()


def gather(
    db: Session, *, today: date, since: date | None = None, until: date | None = None
) -> Figures:
    """The figures of a period; a year up to today unless it is said."""
    found = caseload(db, today=today, since=since, until=until)
    seats = seat_rates(db, since=found.since, until=found.until)
    return Figures(letterhead(db), found, tuple(seats))


def paper(figures: Figures, copy: Copy) -> Paper:
    """The frame."""
    found = figures.caseload
    right = (f"Period {span(found.since, found.until)}", f"As of {short_day(found.as_of)}")
    return protected_paper(TITLE, figures.head, copy, right=right)


def story(figures: Figures) -> list[Flowable]:
    """Counts first, then the rates with their formulas, the months, the tests, who people are."""
    found = figures.caseload
    tallies = found.tallies
    return [
        *_counts(found),
        *_measures(found),
        *_pairs(tallies[:4]),
        *_months(found),
        *_retention(found),
        *_pairs(tallies[4:6]),
        *_tests(found),
        *_pairs(tallies[6:]),
        *_team(figures.seats),
    ]


def _counts(found: Caseload) -> list[Flowable]:
    day = short_day(found.until)
    return [
        fact_grid(
            [
                ("In program", f"{found.active:,} on {day}"),
                *((label, f"{n:,} in the period") for label, n in found.exits),
                ("Candidates", f"{found.candidates:,} today, counted apart"),
            ],
            columns=3,
        )
    ]


def _measures(found: Caseload) -> list[Flowable]:
    rows = [(m.label, m.text, m.formula) for m in found.measures]
    columns = [Column("Measure", 1.9), Column("Figure", 2, bold=True), Column("Formula", 4)]
    return [section("Measures"), *data_table(columns, rows, "Nothing is recorded yet.")]


def _pairs(tallies: Sequence[Tally]) -> list[Flowable]:
    """The counts two by two."""
    found: list[Flowable] = []
    for place in range(0, len(tallies), 2):
        left, right = tallies[place], tallies[place + 1 : place + 2]
        found.append(CondPageBreak(_tallest(tallies[place : place + 2])))
        found += two_columns(_tally(left), [f for item in right for f in _tally(item)])
    return found


def _tallest(tallies: Sequence[Tally]) -> float:
    """Room for the higher of two counts: its heading and its bars stay together."""
    return 34.0 + 15.0 * max(min(len(t.rows), _MOST_BARS) + bool(t.unknown) for t in tallies)


def _tally(tally: Tally) -> list[Flowable]:
    shown = [(label, float(n)) for label, n in tally.rows[:_MOST_BARS]]
    if tally.unknown:
        shown.append(("Unknown", float(tally.unknown)))
    total = sum(n for _, n in tally.rows) + tally.unknown
    flowables: list[Flowable] = [section(tally.title, counted(total, "participant"))]
    if not total:
        return [*flowables, para("Nobody is in the program.", styles().muted)]
    flowables.append(bars(shown, width=HALF))
    more = len(tally.rows) - _MOST_BARS
    if more > 0:
        flowables.append(para(f"{more} more are in the export.", styles().muted))
    return flowables


def _months(found: Caseload) -> list[Flowable]:
    census = [(f"{m.first:%b %y}", float(m.census)) for m in found.months]
    rows = [
        (f"{m.first:%B %Y}", m.admitted, m.graduated, m.terminated, m.neutral, m.census)
        for m in found.months
    ]
    return [
        CondPageBreak(150),
        section("Census", "in the program at the end of each month, or of the period"),
        line(census),
        CondPageBreak(120),
        section("Admissions and exits by month"),
        *data_table(
            [
                Column("Month", 2),
                Column("Admitted", 1, number=True),
                Column("Graduated", 1, number=True),
                Column("Terminated", 1, number=True),
                Column("Neutral exits", 1, number=True),
                Column("Census", 1, number=True),
            ],
            rows,
            "The period holds no month.",
        ),
    ]


def _retention(found: Caseload) -> list[Flowable]:
    rows = [(str(c.year), c.admitted, *_kept(c)) for c in found.cohorts]
    return [
        section("Retention by year of admission"),
        *data_table(
            [
                Column("Admitted in", 1.4),
                Column("Admitted", 1, number=True),
                Column("At 3 months", 1.6, number=True),
                Column("At 6 months", 1.6, number=True),
                Column("At 12 months", 1.6, number=True),
            ],
            rows,
            "Nobody was admitted in these years.",
        ),
        gap(2),
        para(
            "Graduates and those still in the program so many months after admission, divided by "
            "those admitted at least that long before the end of the period.",
            styles().muted,
        ),
    ]


def _kept(cohort: Cohort) -> list[str]:
    return [
        f"{kept / reached:.0%} ({kept:,} of {reached:,})" if reached else "too early"
        for _, kept, reached in cohort.kept
    ]


def _tests(found: Caseload) -> list[Flowable]:
    tests = found.tests
    weeks = [
        (f"{week.monday:%b} {week.monday.day}", week.tests - week.unexpected, week.unexpected)
        for week in tests.weeks
    ]
    said = (
        f"{counted(tests.collected, 'test')} collected and {tests.missed:,} missed in the period; "
        f"{tests.unexpected:,} unexpectedly positive."
    )
    return [
        CondPageBreak(176),
        section("Tests by week", "the last weeks of the period, by their Monday"),
        stacked_weeks(weeks, names=("As expected or not final", "Unexpected positive")),
        gap(2),
        para(said, styles().muted),
    ]


def _team(seats: Sequence[SeatRate]) -> list[Flowable]:
    """Which seats were taken in the team's meetings; nothing where none was closed."""
    if not seats:
        return []
    rows = [(s.role.label, s.meetings, s.attended, f"{s.attended / s.meetings:.0%}") for s in seats]
    columns = [
        Column("Seat", 2),
        Column("Meetings", 1, number=True),
        Column("Attended", 1, number=True),
        Column("Share", 1, number=True),
    ]
    return [
        CondPageBreak(120),
        section("Team attendance", "closed staffing meetings; by video or phone is there"),
        *data_table(columns, rows, ""),
    ]
