"""The list for a graduation ceremony: who will be ready, and what is still to be done for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reportlab.platypus import Flowable
from sqlalchemy.orm import Session

from drugcourt.casework.exits.ceremonies import CeremonyRow, Graduand, Readied, graduands
from drugcourt.casework.letterhead import Letterhead, letterhead
from drugcourt.domain.dates import counted
from drugcourt.reports.letterhead import Copy, protected_paper, short_day, weekday
from drugcourt.reports.paper import Paper
from drugcourt.reports.style import LANDSCAPE_WIDTH, gap, para, section, styles
from drugcourt.reports.tables import Column, data_table

TITLE = "Graduation list"


@dataclass(frozen=True, slots=True)
class Figures:
    """One ceremony and the people who may graduate at it."""

    head: Letterhead
    as_of: date
    ceremony: CeremonyRow
    people: tuple[Graduand, ...]


def gather(db: Session, *, ceremony: CeremonyRow, today: date) -> Figures:
    """Whom the ceremony is for, as of today."""
    found = graduands(db, ceremony_id=ceremony.id, today=today)
    return Figures(letterhead(db), today, ceremony, tuple(found))


def paper(figures: Figures, copy: Copy) -> Paper:
    """The frame, in landscape."""
    right = (f"Ceremony {weekday(figures.ceremony.held_on)}", f"As of {short_day(figures.as_of)}")
    return protected_paper(TITLE, figures.head, copy, right=right, landscape=True)


def story(figures: Figures) -> list[Flowable]:
    """Who is put on it first, then who else will be ready by its day."""
    put_on = [one for one in figures.people if one.put_on]
    others = [one for one in figures.people if not one.put_on]
    ceremony = figures.ceremony
    said = ". ".join(part.strip(". ") for part in (ceremony.place, ceremony.remarks) if part)
    opening: list[Flowable] = [para(f"{said}.", styles().body), gap(4)] if said else []
    return [
        *opening,
        section("On this ceremony", counted(len(put_on), "participant")),
        *_table(put_on, "Nobody is put on this ceremony yet."),
        section("Will be ready by its day", counted(len(others), "participant")),
        *_table(others, "Nobody else will be ready by the day of the ceremony."),
        gap(6),
        para(
            "“Ready by then” holds if nothing goes wrong and open acts and decisions are done.",
            styles().small,
        ),
    ]


def _table(people: list[Graduand], empty: str) -> list[Flowable]:
    columns = (
        Column("Participant", 2.4, bold=True),
        Column("Number", 1),
        Column("Case", 1.5),
        Column("Stands", 1.4),
        Column("Earliest", 1.2),
        Column("Application", 1.2),
        Column("Record check", 1.6),
    )
    return data_table(columns, [_row(one) for one in people], empty, width=LANDSCAPE_WIDTH)


def _row(one: Graduand) -> tuple[str, ...]:
    done = one.standing is Readied.GRADUATED
    earliest = short_day(one.earliest) if one.earliest else ("" if done else "no date yet")
    applied = short_day(one.applied_on) if one.applied_on else ("" if done else "not yet")
    return (
        one.name,
        one.reference,
        one.case_number,
        one.standing.label,
        earliest,
        applied,
        one.check_word,
    )
