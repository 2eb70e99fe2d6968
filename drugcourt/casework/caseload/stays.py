"""Which stays in custody began with a booking, and which ended with a release."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import aliased

from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.records.episodes import Episode, StatusSpan


def held() -> ColumnElement[bool]:
    """Whether a span of status is a stay in custody."""
    return StatusSpan.status == EpisodeStatus.IN_CUSTODY


def ended(first: date, last: date) -> ColumnElement[bool]:
    """Whether a stay in custody ended in a period, both days included."""
    return and_(held(), StatusSpan.ended_on.between(first, last))


def booked(first: date, last: date) -> ColumnElement[bool]:
    """Whether somebody was booked in a period; a stay that goes on from another is no booking."""
    before = aliased(StatusSpan)
    goes_on = _neighbour(before, before.ended_on == StatusSpan.started_on)
    return and_(held(), StatusSpan.started_on.between(first, last), ~goes_on)


def by_exit() -> ColumnElement[bool]:
    """Whether the stay of an episode ended because the person left the program."""
    return func.coalesce(Episode.exited_on <= StatusSpan.ended_on, False)


def released(first: date, last: date) -> ColumnElement[bool]:
    """Whether somebody came out in a period, neither out of the program nor into a next stay."""
    after = aliased(StatusSpan)
    goes_on = _neighbour(after, after.started_on == StatusSpan.ended_on)
    return and_(ended(first, last), ~by_exit(), ~goes_on)


def _neighbour(other: Any, meets: ColumnElement[bool]) -> ColumnElement[bool]:
    return (
        select(other.id)
        .where(
            other.episode_id == StatusSpan.episode_id,
            other.id != StatusSpan.id,
            other.status == EpisodeStatus.IN_CUSTODY,
            meets,
        )
        .correlate(StatusSpan)
        .exists()
    )
