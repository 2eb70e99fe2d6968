"""The day's list for the collection site: whom it expects, a sheet for results, the call line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reportlab.platypus import Flowable
from sqlalchemy.orm import Session

from drugcourt.casework.draws.lists import DailyList, ListedPerson, daily_list
from drugcourt.casework.letterhead import Letterhead, letterhead
from drugcourt.casework.specimens.result_entry import Panel, panels, short_name
from drugcourt.domain.dates import counted
from drugcourt.domain.people import Sex
from drugcourt.domain.specimens import Matrix
from drugcourt.reports.letterhead import Copy, protected_paper, weekday
from drugcourt.reports.paper import Paper, Section
from drugcourt.reports.style import LANDSCAPE_WIDTH, gap, para, section, styles
from drugcourt.reports.tables import WRITTEN, Column, data_table

TITLE = "Daily test list"
SPARE_LINES = 4  # for people who are sent over during the day


@dataclass(frozen=True, slots=True)
class Figures:
    """The list of one day and the panel that its cups are read by."""

    head: Letterhead
    day: date
    listed: DailyList
    panel: Panel


def gather(db: Session, *, day: date) -> Figures:
    """The list of a day; Refusal when no draw was made on it."""
    return Figures(letterhead(db), day, daily_list(db, day=day), panels()[0])


def paper(figures: Figures, copy: Copy) -> Paper:
    """The frame, in landscape."""
    code = figures.listed.draws[-1].fingerprint[:12]
    right = (weekday(figures.day), f"Draw {code}")
    return protected_paper(TITLE, figures.head, copy, right=right, landscape=True)


def sections(figures: Figures) -> list[Section]:
    """The list, the sheet to fill in by hand, and the words for the line, each on its own page."""
    return [
        Section("Daily test list", _list(figures)),
        Section("Result sheet", _sheet(figures)),
        Section("Call-in script", _script(figures)),
    ]


def _list(figures: Figures) -> list[Flowable]:
    people = figures.listed.people
    cups = sum(1 for one in people if not one.checks_in)
    rows = [(place, *_row(one)) for place, one in enumerate(people, start=1)]
    columns = [
        Column("", 0.35, number=True),
        Column("Participant", 2.2, bold=True),
        Column("Number", 0.9),
        Column("Phase", 0.8),
        Column("Observer", 0.9),
        Column("What is done", 1.7),
        Column("Must include", 1.3),
        Column("Came at", 1),
        Column("Signature", 2.2),
    ]
    note = figures.listed.row.reason
    return [
        *([para(note, styles().body), gap(3)] if note else []),
        section("Expected today", f"{counted(len(people), 'participant')}, {cups:,} to be tested"),
        *data_table(
            columns, rows, "Nobody is expected today.", width=LANDSCAPE_WIDTH, set_in=WRITTEN
        ),
    ]


def _row(one: ListedPerson) -> tuple[str, ...]:
    done = "Check in only" if one.checks_in else f"{_matrix(one)}, {_why(one)}"
    return (
        one.name,
        one.reference,
        one.phase,
        "" if one.sex is Sex.UNKNOWN else one.sex.label,
        done,
        one.must_include,
        "",
        "",
    )


def _matrix(one: ListedPerson) -> str:
    return "Urine" if one.matrix is Matrix.URINE else one.matrix.label


def _why(one: ListedPerson) -> str:
    return one.reason.label.lower() if one.reason is not None else "random"


def _sheet(figures: Figures) -> list[Flowable]:
    """One line a cup; a dash for what was not tested, so that no empty cell is read as negative."""
    cups = [one for one in figures.listed.people if not one.checks_in]
    substances = [short_name(substance) for substance in figures.panel.substances]
    columns = [
        Column("", 0.4, number=True),
        Column("Participant", 2.1, bold=True),
        Column("Cup number", 1.1),
        Column("Time", 0.6),
        Column("By", 0.6),
        Column("Temp.", 0.6),
        *(Column(name, 0.52) for name in substances),
        Column("Remarks", 1.2),
    ]
    blank = ("",) * (len(columns) - 2)
    rows = [(place, one.name, *blank) for place, one in enumerate(cups, start=1)]
    rows += [(len(cups) + n, "", *blank) for n in range(1, SPARE_LINES + 1)]
    return [
        section("Results by hand", figures.panel.name),
        *data_table(columns, rows, "", width=LANDSCAPE_WIDTH, set_in=WRITTEN),
        gap(6),
        para(
            "N negative, P positive, C positive and sent to the laboratory, M missed, R refused, "
            "U unable, A use admitted. Strike out what was not tested: an empty cell says nothing.",
            styles().small,
        ),
    ]


def _script(figures: Figures) -> list[Flowable]:
    said: list[Flowable] = []
    for words in figures.listed.script:
        said += [para(words, styles().body), gap(5)]
    return [
        section("For the testing line", "numbers and groups only, never a name"),
        *said,
        para(
            "Whoever is only to check in is called in the same words, so that nobody can tell.",
            styles().small,
        ),
    ]
