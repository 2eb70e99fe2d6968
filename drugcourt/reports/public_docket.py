"""The public docket: a list for the door of the courtroom, from its own question alone."""

from __future__ import annotations

from reportlab.platypus import Flowable

from drugcourt.casework.docket.public_docket import Naming, PublicDocket, public_docket
from drugcourt.domain.clock import spoken
from drugcourt.reports.letterhead import weekday
from drugcourt.reports.paper import Paper
from drugcourt.reports.style import gap
from drugcourt.reports.tables import Column, data_table

TITLE = "Court calendar"
gather = public_docket
_HEADS = {
    Naming.NUMBER: "Case number",
    Naming.INITIALS: "Initials",
    Naming.NAME: "Name",
}


def paper(docket: PublicDocket) -> Paper:
    """The frame; it carries neither the court's name nor a code of the file."""
    when = f"{weekday(docket.held_on)}, {spoken(docket.starts_at)}"
    room = (docket.courtroom,) if docket.courtroom else ()
    return Paper(
        title=docket.title,
        court=docket.place,
        judge=docket.judge,
        subtitle_right=(when, *room),
    )


def story(docket: PublicDocket, naming: Naming = Naming.NUMBER) -> list[Flowable]:
    """One line a hearing."""
    return [
        gap(8),
        *data_table(
            [Column("", 0.3, number=True), Column(_HEADS[naming], 3), Column("Matter", 2)],
            [(number, line.number, line.hearing) for number, line in enumerate(docket.lines, 1)],
            "No hearings are set for this session.",
        ),
    ]
