"""How the court answers what happened since the last hearing: praise often, sanctions seldom."""

from __future__ import annotations

import re
from datetime import date, timedelta

from drugcourt.casework.responses import NewResponse, complete_response, give_response
from drugcourt.demo.deeds import AFTER_COURT, COORDINATOR, OFFICE, Frame, Kept, Life
from drugcourt.demo.testing import Event
from drugcourt.domain.program import ResponseItem
from drugcourt.domain.responses import Magnitude, ResponseFamily

_ORDERED = ("essay", "letter", "service", "report", "assessment", "plan")
_GOOD = (
    "Every session kept",
    "Every test negative",
    "A month without an absence",
    "New job",
    "Honest about a hard week",
    "Helped a newcomer",
)


def answer(
    life: Life,
    frame: Frame,
    day: date,
    phase: int,
    happened: list[Event],
    *,
    no_sanction: bool,
) -> None:
    """Plan the responses of one hearing; where no sanction may fall, treatment answers instead."""
    rng = life.rng
    jailed = next((d for d in life.jail_days if d[0] == day), None)
    if jailed is not None:
        _jail(life, day, jailed[1], happened)
    elif happened:
        used = any("ositive" in event.what or "admitted" in event.what for event in happened)
        sanction = not no_sanction and rng.random() < (0.26 if used else 0.36)
        if sanction:
            _give(life, frame, day, phase, ResponseFamily.SANCTION, happened[-1])
        elif rng.random() < 0.55:
            _give(life, frame, day, phase, ResponseFamily.SERVICE_ADJUSTMENT, happened[-1])
    if rng.random() < (0.5 if happened else 0.85):
        _give(life, frame, day, phase, ResponseFamily.INCENTIVE, Event(day, rng.choice(_GOOD)))


def _jail(life: Life, day: date, days: int, happened: list[Event]) -> None:
    what = happened[-1] if happened else Event(day, "Repeated violations of the program rules")
    response = NewResponse(
        family=ResponseFamily.SANCTION,
        title=f"Jail, {days} day{'' if days == 1 else 's'}",
        magnitude=Magnitude.HIGH,
        behavior=what.what,
        behavior_on=what.on,
        jail_days=days,
        reason="Lesser responses were tried first; hearing held with counsel.",
    )
    _plan(life, day, response, 0)


def _give(
    life: Life, frame: Frame, day: date, phase: int, family: ResponseFamily, event: Event
) -> None:
    rng = life.rng
    items = [i for i in frame.program.responses if i.family == family and not i.jail]
    if not items:
        return
    weights = [_weight(item, phase) for item in items]
    item = rng.choices(items, weights)[0]
    ordered = family is not ResponseFamily.INCENTIVE and _is_ordered(item)
    hours = re.search(r"(\d+) hours", item.title)
    response = NewResponse(
        family=family,
        title=item.title,
        magnitude=Magnitude(item.magnitude),
        behavior=event.what,
        behavior_on=event.on,
        hours=float(hours[1]) if hours else None,
        due_on=day + timedelta(days=rng.choice((7, 14, 21))) if ordered else None,
    )
    _plan(life, day, response, ("incentive", "sanction", "service_adjustment").index(family))


def _weight(item: ResponseItem, phase: int) -> int:
    """Small answers are the rule; strong ones are rare, a little less so later on."""
    return {"low": 12, "moderate": 4, "high": 1 if phase < 2 else 2}[item.magnitude]


def _is_ordered(item: ResponseItem) -> bool:
    title = item.title.lower()
    return any(word in title for word in _ORDERED)


def _plan(life: Life, day: date, response: NewResponse, place: int) -> None:
    rng = life.rng
    keep = f"response {day} {place}" if response.due_on else ""
    life.do(
        day,
        AFTER_COURT + place,
        give_response,
        keep=keep,
        who=COORDINATOR,
        response=response,
        on=day,
        docket_entry_id=Kept(f"hearing {day}"),
    )
    if response.due_on is None or rng.random() < 0.06:
        return
    done = response.due_on - timedelta(days=rng.randrange(0, 4))
    if done < life.last_day:
        life.on_record(
            done,
            OFFICE + 120,
            complete_response,
            response_id=Kept(keep),
            done_on=done,
            verified_by=life.case_manager,
        )
