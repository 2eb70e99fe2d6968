"""What the papers before entry share: one candidate's sheet, as of a day, and the frame."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from drugcourt.casework.letterhead import Letterhead, letterhead
from drugcourt.casework.referrals.sheet import EntrySheet, entry_sheet
from drugcourt.reports.letterhead import Copy, protected_paper, short_day
from drugcourt.reports.paper import Paper


@dataclass(frozen=True, slots=True)
class Figures:
    """One candidate, as of a day."""

    head: Letterhead
    sheet: EntrySheet
    today: date


def gather(db: Session, *, episode_id: int, today: date) -> Figures:
    """Everything before entry. Refusal where no referral was entered."""
    return Figures(letterhead(db), entry_sheet(db, episode_id=episode_id, today=today), today)


def framed(title: str, figures: Figures, copy: Copy) -> Paper:
    """The frame; the participant number alone stands in its head."""
    right = (f"No. {figures.sheet.reference}", f"As of {short_day(figures.today)}")
    return protected_paper(title, figures.head, copy, right=right)
