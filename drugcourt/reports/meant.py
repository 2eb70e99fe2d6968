"""Which session, ceremony and participants are meant when a paper is asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from drugcourt.casework.docket.docket import session_id_for
from drugcourt.casework.exits.ceremonies import ceremony_on, graduands
from drugcourt.casework.hearings.days import latest_held, next_session
from drugcourt.casework.hearings.sittings import docketed
from drugcourt.errors import Refusal
from drugcourt.reports.asked import Asked
from drugcourt.reports.catalog import Needs, Report
from drugcourt.reports.letterhead import short_day

_AFTER_COURT = ("minute-orders", "participant-page")  # of the hearing held last, if no day is said


def settled(db: Session, kind: Report, asked: Asked, day: date | None, title: str) -> Asked:
    """The session that was meant, and its docket where no participant was named."""
    if kind.needs in (Needs.GRADUATES, Needs.CEREMONY):
        return _with_ceremony(db, kind, asked, day, title)
    if kind.needs is Needs.DAY:
        return replace(asked, day=day or asked.today)
    if kind.needs not in (Needs.SESSION, Needs.PARTICIPANTS):
        return asked
    if day is None and len(asked.episode_ids) == 1 and kind.key in _AFTER_COURT:
        latest = latest_held(db, episode_id=asked.episode_ids[0], today=asked.today)
        return replace(asked, session_id=latest)
    if day is None and len(asked.episode_ids) == 1 and kind.needs is Needs.PARTICIPANTS:
        coming = next_session(db, episode_id=asked.episode_ids[0], today=asked.today)
        return replace(asked, session_id=coming.id if coming else None)
    session_id = session_id_for(db, day=day, today=asked.today, docket=title)
    if session_id is None and (day is not None or not asked.episode_ids):
        when = f" on {short_day(day)}" if day is not None else ""
        raise Refusal(
            f"No court session is recorded{when}; choose another day, or schedule the session."
        )
    if asked.episode_ids or session_id is None:
        return replace(asked, session_id=session_id)
    return replace(
        asked,
        session_id=session_id,
        episode_ids=tuple(docketed(db, session_id=session_id)),
    )


def _with_ceremony(db: Session, kind: Report, asked: Asked, day: date | None, title: str) -> Asked:
    """The ceremony that was meant, and whom it is for where no participant was named."""
    if kind.needs is Needs.GRADUATES and (asked.episode_ids or day is None):
        return asked
    ceremony = ceremony_on(db, day=day, today=asked.today)
    if ceremony is None and kind.key == "certificate" and day is not None:
        session_id = session_id_for(db, day=day, today=asked.today, docket=title)
        if session_id is not None:
            return replace(asked, session_id=session_id)
    if ceremony is None:
        when = f" on {short_day(day)}" if day is not None else ""
        raise Refusal(
            f"No ceremony is planned{when}; plan it on the page Participants, under Graduations."
        )
    listed = graduands(db, ceremony_id=ceremony.id, today=asked.today)
    ids = tuple(one.episode_id for one in listed if one.put_on)
    if not ids and kind.needs is Needs.GRADUATES:
        raise Refusal(
            "Nobody is put on this ceremony yet; put participants on it first, or choose one."
        )
    return replace(asked, ceremony=ceremony, episode_ids=ids)
