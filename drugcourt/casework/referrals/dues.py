"""What a referral leaves to do: late stations, decisions, charges held back, waiting places."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, select

from drugcourt.casework.referrals.stations import late, stations, where_they_wait
from drugcourt.domain.dates import counted, short
from drugcourt.domain.episodes import CANDIDATE_STATUSES
from drugcourt.domain.referrals import Step
from drugcourt.exchange.referral_policy import referral_policy
from drugcourt.records.episodes import Episode
from drugcourt.records.referrals import Referral, WaitingPlace


def late_stations(today: date) -> Select[*tuple[Any, ...]]:
    """Candidates whose next station is past its target, those who wait longest first."""
    waits = where_they_wait(stations(on_the_way=True))
    return (
        select(Episode.id, waits.c.since, waits.c.waits)
        .select_from(Episode)
        .join(waits, waits.c.episode_id == Episode.id)
        .where(Episode.status.in_(CANDIDATE_STATUSES), late(waits, today))
        .order_by(waits.c.since, Episode.id)
    )


def say_late(row: tuple[Any, Any], today: date) -> str:
    """`Clinical screen late: 12 days since the last step, 7 is the target`."""
    since, waits = row
    step = Step(waits)
    days, target = counted((today - since).days, "day"), referral_policy().targets[step]
    return f"{step.label} late: {days} since the last step, {target} aimed at"


def abeyance_ending(today: date) -> Select[*tuple[Any, ...]]:
    """Charges held back that fall due soon or are past their day; closed referrals as well."""
    soon = today + timedelta(days=referral_policy().abeyance_soon)
    return (
        select(Episode.id, Referral.abeyance_until, Referral.held_charges)
        .select_from(Referral)
        .join(Episode, Episode.id == Referral.episode_id)
        .where(Episode.exited_on.is_(None), Referral.abeyance_until <= soon)
        .order_by(Referral.abeyance_until, Episode.id)
    )


def say_abeyance(row: tuple[Any, Any], today: date) -> str:
    """Until when charges are held back, or that the day has passed."""
    until, _charges = row
    if until < today:
        return f"Charges held in abeyance only until {short(until, today)}"
    return f"Charges held in abeyance until {short(until, today)}: file, extend or drop"


def waiting_to_look_at(today: date) -> Select[*tuple[Any, ...]]:
    """Places on the waiting list whose day has come."""
    return (
        select(Episode.id, WaitingPlace.until, WaitingPlace.reason)
        .select_from(WaitingPlace)
        .join(Episode, Episode.id == WaitingPlace.episode_id)
        .where(
            WaitingPlace.ended_on.is_(None),
            Episode.status.in_(CANDIDATE_STATUSES),
            WaitingPlace.until <= today,
        )
        .order_by(WaitingPlace.until, Episode.id)
    )


def say_waiting_place(row: tuple[Any, Any], today: date) -> str:
    """What somebody waits for, and that it is to be asked again."""
    until, reason = row
    return f"Waits for {reason.label.lower()}: look again, said for {short(until, today)}"
