"""What oversight of the invented court looks like: who looked at whom, and one week signed."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.oversight.policy import oversight_policy
from drugcourt.demo.deeds import COORDINATOR
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.oversight import Look
from drugcourt.records.episodes import Episode
from drugcourt.records.oversight import FileView, WeekReview
from drugcourt.workspace import Context

PEOPLE, DAYS = 12, 18
OUTSIDE = {3: "Covering while the case manager is in training.", 8: ""}


def keep_oversight(db: Session, context: Context) -> None:
    """Looks of the last days, two of them outside the caseload, and the review before last."""
    episodes = db.scalars(
        select(Episode).where(Episode.status == EpisodeStatus.ACTIVE).order_by(Episode.id)
    ).all()[:PEOPLE]
    managers = sorted({one.case_manager for one in episodes if one.case_manager})
    for place, episode in enumerate(episodes):
        day = context.today - timedelta(days=1 + place * DAYS // PEOPLE)
        if day.isoweekday() > 5:
            day -= timedelta(days=2)
        others = [name for name in managers if name != episode.case_manager]
        outside = place in OUTSIDE and bool(others)
        who = others[0] if outside else episode.case_manager or COORDINATOR
        db.add(
            FileView(
                episode_id=episode.id,
                login=_login(who),
                who=who,
                at=datetime.combine(day, time(15, 10 + place), UTC),
                how=Look.PRINTED if place % 5 == 4 else Look.OPENED,
                outside=outside,
                why=OUTSIDE[place] if outside else "",
            )
        )
    policy = oversight_policy()
    db.add(
        WeekReview(
            week_on=policy.week_of(context.today) - timedelta(weeks=2),
            signed_at=datetime.combine(context.today - timedelta(days=7), time(16, 5), UTC),
            signed_by=COORDINATOR,
            note="Nothing unusual; the backup of Friday was looked at too.",
            counts={},
        )
    )


def _login(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalpha())[:20]
