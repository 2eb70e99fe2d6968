"""What stands in the invented court's fishbowl, who drew from it, and who saved points."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.responses.fishbowl import commit_slip, waiting_draws
from drugcourt.casework.responses.points import give_points
from drugcourt.casework.responses.prizes import prizes, spend_points, start_bowl
from drugcourt.demo.deeds import OFFICE, moment
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.records.episodes import Episode
from drugcourt.workspace import Context

WAITING = 3  # draws that nobody has made yet
MOST_DRAWS = 60
SAVERS = 9
_FOR = ("Every session of the month kept", "Cleaned up the park", "Led the meeting", "New job")


def keep_prizes(db: Session, context: Context) -> int:
    """Fill the bowl, make most of the draws that are owed, and give points; how many draws."""
    context = replace(context, now=moment(context.today, OFFICE + 45))
    start_bowl(db, context)
    owed = waiting_draws(db, today=context.today)
    drawn = owed[: max(0, min(MOST_DRAWS, len(owed) - WAITING))]
    for place, one in enumerate(drawn):
        seed = hashlib.sha256(f"fishbowl {context.today} {place}".encode()).digest()
        commit_slip(db, context, episode_id=one.episode_id, response_id=one.response_id, seed=seed)
    _points(db, context)
    return len(drawn)


def _points(db: Session, context: Context) -> None:
    asked = (
        select(Episode.id, Episode.admitted_on)
        .where(Episode.status == EpisodeStatus.ACTIVE)
        .order_by(Episode.id)
        .limit(SAVERS)
    )
    shelf = [prize.id for prize in prizes(db, today=context.today) if prize.points == 5]
    for place, (episode_id, admitted) in enumerate(db.execute(asked)):
        for number, text in enumerate(_FOR[: 1 + place % len(_FOR)]):
            on = context.today - timedelta(days=6 + 9 * number)
            if admitted is not None and on >= admitted:
                give_points(db, context, episode_id=episode_id, given_on=on, points=5, text=text)
        if shelf and place % 4 == 3:
            spend_points(db, context, episode_id=episode_id, prize_id=shelf[0])
