"""The custody log of a period: who was held, where, why and how long; the days of each reason."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from reportlab.platypus import Flowable
from sqlalchemy.orm import Session

from drugcourt.casework.letterhead import Letterhead, letterhead
from drugcourt.casework.supervision.custody import CustodyRow, custody_between
from drugcourt.domain.custody import CustodyReason
from drugcourt.domain.dates import counted
from drugcourt.reports.letterhead import Copy, protected_paper, short_day, span
from drugcourt.reports.paper import Paper
from drugcourt.reports.style import LANDSCAPE_WIDTH, gap, para, section, styles
from drugcourt.reports.tables import CLOSE, Column, data_table

TITLE = "Custody log"
USUAL_DAYS = 365


@dataclass(frozen=True, slots=True)
class Figures:
    """The stays of a period; both days are included."""

    head: Letterhead
    today: date
    since: date
    until: date
    stays: tuple[CustodyRow, ...]

    def days(self, row: CustodyRow) -> int:
        """The days of a stay that lie in the period."""
        out = row.ended_on or self.today
        first, end = max(row.started_on, self.since), min(out, self.until + timedelta(days=1))
        return max(0, (end - first).days)


def gather(db: Session, *, today: date, since: date | None, until: date | None) -> Figures:
    """The stays of the period, of the last twelve months unless it is named."""
    last = min(until or today, today)
    first = since or last - timedelta(days=USUAL_DAYS - 1)
    found = custody_between(db, since=first, until=last, today=today)
    return Figures(letterhead(db), today, first, last, tuple(found))


def paper(figures: Figures, copy: Copy) -> Paper:
    """The frame, in landscape."""
    right = (span(figures.since, figures.until), counted(len(figures.stays), "stay"))
    return protected_paper(TITLE, figures.head, copy, right=right, landscape=True)


def story(figures: Figures) -> list[Flowable]:
    """By reason first, then every stay."""
    stays: Counter[CustodyReason] = Counter(row.reason for row in figures.stays)
    days: Counter[CustodyReason] = Counter()
    for row in figures.stays:
        days[row.reason] += figures.days(row)
    return [
        section("By reason"),
        *data_table(
            (
                Column("Why", 2.4, bold=True),
                Column("Stays", 0.8, number=True),
                Column("Days in the period", 1.2, number=True),
                Column("", 5),
            ),
            [
                (reason.label, f"{stays[reason]:,}", f"{days[reason]:,}", "")
                for reason in CustodyReason
                if stays[reason]
            ],
            "Nobody was in custody in this period.",
            width=LANDSCAPE_WIDTH,
            set_in=CLOSE,
        ),
        section("Stays", counted(len(figures.stays), "stay")),
        *data_table(
            (
                Column("Participant", 2.2, bold=True),
                Column("Phase", 0.8),
                Column("Why", 1.6),
                Column("Where", 1.6),
                Column("Booked", 1.1),
                Column("Released", 1.1),
                Column("Days", 0.6, number=True),
                Column("Medicines", 1),
                Column("Released to", 1.5),
            ),
            [
                (
                    row.name,
                    row.phase,
                    row.reason.label,
                    row.facility,
                    short_day(row.started_on),
                    short_day(row.ended_on) if row.ended_on else "still held",
                    figures.days(row),
                    "not told" if row.untold else "told" if row.medicines else "none",
                    row.released_to,
                )
                for row in figures.stays
            ],
            "Nobody was in custody in this period.",
            width=LANDSCAPE_WIDTH,
            set_in=CLOSE,
        ),
        gap(6),
        para(
            "Days are those inside the period; neither the day of release nor today counts. “Told” "
            "says that the jail was told of the medicines in force on the day of booking.",
            styles().small,
        ),
    ]
