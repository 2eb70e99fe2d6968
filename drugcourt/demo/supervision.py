"""What stands beside the demonstration's contacts: conditions, leave, custody, arrests, hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.supervision.checks import record_check
from drugcourt.casework.supervision.conduct import record_legal_event, tell_team
from drugcourt.casework.supervision.custody import log_stay
from drugcourt.casework.supervision.imposed import end_imposed, impose
from drugcourt.casework.supervision.permission_requests import (
    answer_permission,
    ask_permission,
)
from drugcourt.casework.supervision.service_orders import ORDER, order_service, record_hours
from drugcourt.domain.cases import ChargeLevel
from drugcourt.domain.conditions import CheckResult, ConditionKind
from drugcourt.domain.conduct import LegalEventKind
from drugcourt.domain.custody import CustodyReason
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.fees import DebtKind
from drugcourt.domain.permission_requests import AnsweredHow, PermissionAnswer, PermissionKind
from drugcourt.domain.supervision import ContactMode
from drugcourt.domain.tone import YesNo
from drugcourt.records.episodes import Episode, StatusSpan
from drugcourt.workspace import Context

PEOPLE = 120
"""Those admitted last; a court of thousands gets no more, so that making it stays quick."""
STAYS = 40
CHECK_DAYS = 24
JAIL = "Cedar County Jail"
OFFICER = "Dep. L. Marsh"
_EARLY = frozenset({"phase-1", "phase-2"})
_SITES = ("Northside food bank", "County parks crew", "Habitat build site", "Animal shelter")
_LEAVE = (
    (PermissionKind.TRAVEL, "Lakeview, two counties over", "A nephew’s wedding; back on Sunday."),
    (PermissionKind.CURFEW, "", "Late shift in the week of the inventory, home by midnight."),
    (PermissionKind.TRAVEL, "Out of state, with the mother", "The grandmother’s funeral."),
    (PermissionKind.WORK, "Harbor Lumber, second shift", "A better job that ends at 11 PM."),
    (PermissionKind.MOVE, "14 Mill Street", "The lease ends; the sister has a room."),
    (PermissionKind.EXCUSE, "Thursday group", "A dental operation; the letter is in the file."),
)
_STAY_AWAY = (
    (ConditionKind.NO_CONTACT, "The person named in the order of protection."),
    (ConditionKind.NO_ALCOHOL, "No alcohol at home, and no bars."),
    (ConditionKind.GPS, "Ankle unit, charged twice a day."),
    (ConditionKind.TRAVEL, "Not out of the county without leave."),
)


@dataclass(frozen=True, slots=True)
class _One:
    """Somebody in the program now."""

    id: int
    admitted_on: date
    phase: str


def keep_supervision(db: Session, context: Context, *, seed: int) -> int:
    """Put conditions, checks, requests, custody, arrests and hours beside; returns for how many."""
    rng = Random(f"supervision {seed}")  # noqa: S311  # invented, replayable
    people = _people(db)
    for place, one in enumerate(people):
        if one.phase in _EARLY and place % 2 == 0:
            _curfew(db, context, one, rng)
        if place % 5 == 3:
            _condition(db, context, one, place)
        if place % 3 == 1:
            _request(db, context, one, place, rng)
        if place % 6 == 2:
            _service(db, context, one, place, rng)
    _custody(db, context, rng)
    _arrests(db, context, [one for one in people if one.phase in _EARLY])
    return len(people)


def _people(db: Session) -> list[_One]:
    asked = (
        select(Episode.id, Episode.admitted_on, Episode.phase)
        .where(Episode.status == EpisodeStatus.ACTIVE, Episode.admitted_on.is_not(None))
        .order_by(Episode.admitted_on.desc(), Episode.id.desc())
        .limit(PEOPLE)
    )
    return [_One(row.id, row.admitted_on, row.phase) for row in db.execute(asked)]


def _curfew(db: Session, context: Context, one: _One, rng: Random) -> None:
    """A curfew of the phase, looked at in some evenings; some were not at home."""
    today = context.today
    hours = ("20:00", "06:00") if one.phase == "phase-1" else ("22:00", "05:30")
    number = impose(
        db,
        context,
        episode_id=one.id,
        kind=ConditionKind.CURFEW,
        started_on=one.admitted_on,
        from_time=hours[0],
        until_time=hours[1],
        ordered_on=one.admitted_on,
        ordered_by="Hon. M. Whitfield",
        source="Order of admission",
    )
    day = today - timedelta(days=rng.randrange(1, 13))
    while day > max(one.admitted_on, today - timedelta(days=CHECK_DAYS)):
        result = rng.choices(
            (CheckResult.KEPT, CheckResult.UNCLEAR, CheckResult.BROKEN), (86, 9, 5)
        )[0]
        said = {
            CheckResult.KEPT: "",
            CheckResult.UNCLEAR: "No answer at the door; called again at 11 PM.",
            CheckResult.BROKEN: "Not at home; the roommate said since the afternoon.",
        }
        record_check(
            db,
            context,
            imposed_id=number,
            checked_on=day,
            result=result,
            checked_at=rng.choice(("21:15", "22:30", "23:05")),
            mode=rng.choice((ContactMode.HOME, ContactMode.PHONE)),
            by=OFFICER,
            text=said[result],
        )
        day -= timedelta(days=rng.randrange(4, 9))


def _condition(db: Session, context: Context, one: _One, place: int) -> None:
    kind, text = _STAY_AWAY[place // 5 % len(_STAY_AWAY)]
    number = impose(
        db,
        context,
        episode_id=one.id,
        kind=kind,
        started_on=one.admitted_on,
        ordered_on=one.admitted_on,
        ordered_by="Hon. M. Whitfield",
        source="Order of admission",
        text=text,
    )
    if kind is ConditionKind.GPS:
        end_imposed(
            db,
            context,
            imposed_id=number,
            ended_on=context.today + timedelta(days=9),
            reason="Ninety days without an alert",
        )


def _request(db: Session, context: Context, one: _One, place: int, rng: Random) -> None:
    """A request: of every three one waits, one was granted, one was refused or has its terms."""
    today = context.today
    kind, where, text = rng.choice(_LEAVE)
    waits = place // 3 % 3 == 0
    starts = today + timedelta(days=rng.randrange(1, 12) if waits else rng.randrange(-20, 8))
    asked = min(today, starts) - timedelta(days=rng.randrange(1, 6))
    number = ask_permission(
        db,
        context,
        episode_id=one.id,
        kind=kind,
        starts_on=starts,
        ends_on=starts + timedelta(days=rng.randrange(0, 3)),
        asked_on=max(asked, one.admitted_on),
        place=where,
        text=text,
    )
    if waits:
        return
    answer, said = (
        (PermissionAnswer.TERMS, "Call the case manager on leaving and on coming back.")
        if place // 3 % 3 == 1
        else (PermissionAnswer.REFUSED, "Two tests were missed this month; ask again in December.")
    )
    if place % 8 == 1 and answer is PermissionAnswer.REFUSED:
        answer, said = PermissionAnswer.GRANTED, ""
    answer_permission(
        db,
        context,
        request_id=number,
        answer=answer,
        answered_by="J. Pike" if place % 8 == 1 else context.who,
        answered_how=rng.choice(tuple(AnsweredHow)),
        answered_on=max(asked, one.admitted_on),
        answer_text=said,
    )


def _service(db: Session, context: Context, one: _One, place: int, rng: Random) -> None:
    """Hours ordered, a part of them done; one in three is late."""
    ordered = max(one.admitted_on, context.today - timedelta(days=70 + place % 50))
    late = place // 6 % 3 == 0
    number = order_service(
        db,
        context,
        episode_id=one.id,
        hours=float(rng.choice((12, 16, 20, 40))),
        ordered_on=ordered,
        due_on=context.today + timedelta(days=-9 if late else rng.randrange(5, 60))
        if ordered < context.today - timedelta(days=10)
        else None,
        site=_SITES[place // 6 % len(_SITES)],
        pays=DebtKind.PROGRAM_FEES if place // 6 % 4 == 3 else None,
        by="Hon. M. Whitfield",
    )
    day = ordered + timedelta(days=4)
    for _ in range(rng.randrange(0, 4)):
        if day > context.today:
            break
        record_hours(
            db,
            context,
            served_on=day,
            lines=[{"order": (ORDER, number), "hours": float(rng.choice((2, 3, 4)))}],
            verified_by="Site log",
        )
        day += timedelta(days=rng.randrange(7, 15))


def _custody(db: Session, context: Context, rng: Random) -> None:
    """Where and why those who were held were held, the latest stays first."""
    asked = (
        select(StatusSpan.id, StatusSpan.reason, StatusSpan.started_on, StatusSpan.ended_on)
        .where(StatusSpan.status == EpisodeStatus.IN_CUSTODY)
        .order_by(StatusSpan.ended_on.is_not(None), StatusSpan.started_on.desc(), StatusSpan.id)
        .limit(STAYS)
    )
    for place, span in enumerate(db.execute(asked).all()):
        sanction = "sanction" in span.reason.casefold()
        held = span.ended_on is None
        log_stay(
            db,
            context,
            span_id=span.id,
            facility=JAIL,
            reason=CustodyReason.SANCTION if sanction else CustodyReason.NEW_ARREST,
            ends_expected=context.today + timedelta(days=2) if held and sanction else None,
            hold="" if sanction or place % 3 else "Hold of the next county",
            medication_told=YesNo.UNKNOWN if held else YesNo.YES,
            released_to="" if held else rng.choice(("Home, with a ride", "Sober living", "Home")),
        )


def _arrests(db: Session, context: Context, early: list[_One]) -> None:
    """Three arrests among those who came lately; the team has not heard of the last one."""
    today = context.today
    known = (
        ("Driving with a suspended license", ChargeLevel.MISDEMEANOR, YesNo.NO, 44),
        ("Possession of a controlled substance", ChargeLevel.FELONY, YesNo.YES, 23),
        ("Disorderly conduct at a bus stop", ChargeLevel.MISDEMEANOR, YesNo.UNKNOWN, 2),
    )
    settled = [one for one in early if (today - one.admitted_on).days > 50]
    for one, (text, level, drugs, ago) in zip(settled[1:], known, strict=False):
        number = record_legal_event(
            db,
            context,
            episode_id=one.id,
            kind=LegalEventKind.ARREST,
            happened_on=today - timedelta(days=ago),
            level=level,
            text=text,
            agency="Cedar County Sheriff",
            drug_related=drugs,
        )
        if ago > 7:
            tell_team(
                db,
                context,
                event_id=number,
                told_on=today - timedelta(days=ago - 4),
                told_what="On the agenda; counsel asked for the report. No change until charged.",
            )
