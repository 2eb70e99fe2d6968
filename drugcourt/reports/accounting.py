"""The accounting of disclosures for one participant, as 42 CFR 2.25 gives it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reportlab.platypus import Flowable
from sqlalchemy.orm import Session

from drugcourt.casework.disclosures.accounting import AccountingRow, accounting, first_day
from drugcourt.casework.letterhead import Letterhead, letterhead
from drugcourt.casework.report_wishes import chosen
from drugcourt.domain.dates import counted
from drugcourt.exchange.disclosure_policy import disclosure_policy
from drugcourt.reports.letterhead import Copy, protected_paper, short_day, span
from drugcourt.reports.paper import Paper
from drugcourt.reports.style import LANDSCAPE_WIDTH, gap, para, section, styles
from drugcourt.reports.tables import CLOSE, Column, data_table

TITLE = "Accounting of disclosures"


@dataclass(frozen=True, slots=True)
class Figures:
    """One participant's disclosures of a span; both days are included."""

    head: Letterhead
    name: str
    number: str
    since: date
    until: date
    rows: tuple[AccountingRow, ...]


def gather(
    db: Session, *, episode_id: int, today: date, since: date | None, until: date | None
) -> Figures:
    """The disclosures of a participant, of the last three years unless other days are named."""
    who = chosen(db, episode_id=episode_id)
    rows = accounting(db, episode_id=episode_id, today=today, since=since, until=until)
    first, last = since or first_day(today), until or today
    return Figures(letterhead(db), who.name, who.number, first, last, tuple(rows))


def paper(figures: Figures, copy: Copy) -> Paper:
    """The frame, in landscape."""
    right = (span(figures.since, figures.until), counted(len(figures.rows), "disclosure"))
    return protected_paper(TITLE, figures.head, copy, right=right, landscape=True)


def story(figures: Figures) -> list[Flowable]:
    """Every disclosure, and where to complain."""
    return [
        section(figures.name, figures.number),
        *data_table(
            (
                Column("Day", 1),
                Column("Copy", 0.5, number=True),
                Column("To", 1.6, bold=True),
                Column("Paper", 1.6),
                Column("What it tells", 2.4),
                Column("For", 1.8),
                Column("Under", 1.9),
            ),
            [
                (
                    short_day(row.made_on),
                    row.copy_number,
                    ", ".join(filter(None, (row.recipient, row.address))),
                    row.title,
                    row.told,
                    row.purpose,
                    row.consent or row.basis,
                )
                for row in figures.rows
            ],
            "Nothing was disclosed in these days.",
            width=LANDSCAPE_WIDTH,
            set_in=CLOSE,
        ),
        gap(6),
        para(disclosure_policy().complaints, styles().small),
    ]
