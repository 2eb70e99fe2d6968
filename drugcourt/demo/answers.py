"""How the court answers what happened since the last hearing: praise often, sanctions seldom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from drugcourt.casework.responses.responses import (
    NewResponse,
    complete_response,
    give_response,
)
from drugcourt.demo.deeds import AFTER_COURT, COORDINATOR, OFFICE, Frame, Kept, Life
from drugcourt.demo.testing import Event
from drugcourt.domain.program import ResponseItem
from drugcourt.domain.response_policy import Behavior
from drugcourt.domain.responses import BehaviorSide, Heard, Magnitude, ResponseFamily
from drugcourt.exchange.response_policy import shipped_response_policy
from drugcourt.rules.responses.matrix import Suggestion, suggest

_ORDERED = ("essay", "letter", "service", "report", "assessment", "plan")
_GOOD = (
    ("Every session kept", "sessions_kept"),
    ("Every test negative", "tests_negative"),
    ("A month without an absence", "sessions_kept"),
    ("New job", "work"),
    ("Honest about a hard week", "honest"),
    ("Helped a newcomer", "helped"),
)
_BEHAVIORS = {
    "Positive test": "positive",
    "Adulterated specimen": "tampered",
    "Missed test": "missed_test",
    "Refused test": "refused_test",
    "Use admitted": "admitted",
}
_WHY = (
    "Works two jobs since last week; the team looks at the schedule first.",
    "Came forward before the test.",
    "The same as the last time did not help.",
    "Lesser because it was the first in a year.",
)
_SAID = (
    (Heard.AGREED, 78),
    (Heard.DECLINED, 12),
    (Heard.CONTESTED, 10),
)
_EXPLAINED = ("Overslept.", "The bus did not come.", "Had the days mixed up.", "")


def answer(
    life: Life,
    frame: Frame,
    day: date,
    phase: int,
    happened: list[Event],
    events: Sequence[Event],
    *,
    no_sanction: bool,
) -> None:
    """Plan the responses of one hearing; where no sanction may fall, treatment answers instead.

    `happened` since the last hearing, of all `events` of the life.
    """
    rng = life.rng
    jailed = next((d for d in life.jail_days if d[0] == day), None)
    if jailed is not None:
        _jail(life, day, jailed[1], happened)
    elif happened:
        event = happened[-1]
        used = any(_key(e) in ("positive", "admitted") for e in happened)
        told = _told(event, events, day, phase)
        families = {one.family for one in told} or {ResponseFamily.SANCTION}
        sanction = not no_sanction and rng.random() < (0.26 if used else 0.36)
        if sanction and ResponseFamily.SANCTION in families:
            _give(life, frame, day, phase, ResponseFamily.SANCTION, event, events)
        elif rng.random() < 0.55:
            _give(life, frame, day, phase, ResponseFamily.SERVICE_ADJUSTMENT, event, events)
    if rng.random() < (0.5 if happened else 0.85):
        what, _ = rng.choice(_GOOD)
        _give(life, frame, day, phase, ResponseFamily.INCENTIVE, Event(day, what), events)


def _key(event: Event) -> str:
    """The behavior of the shipped catalogue that an event of the life is."""
    good = dict(_GOOD).get(event.what, "")
    missed = "missed_session" if event.what.startswith("Missed ") else ""
    return _BEHAVIORS.get(event.what) or good or missed


def _behavior(event: Event) -> Behavior | None:
    return shipped_response_policy().behavior(_key(event))


def _times(event: Event, events: Sequence[Event], day: date) -> int:
    """How often within the period before the hearing, this time included."""
    since = day - timedelta(days=shipped_response_policy().numbers.period_days)
    key = _key(event)
    return max(1, sum(1 for e in events if since < e.on <= day and _key(e) == key))


def _told(event: Event, events: Sequence[Event], day: date, phase: int) -> tuple[Suggestion, ...]:
    key = _key(event)
    return _suggested(key, _times(event, events, day), phase + 1) if key else ()


@cache
def _suggested(key: str, times: int, phase: int) -> tuple[Suggestion, ...]:
    """What the shipped matrix says; asked for many times, and always the same."""
    policy = shipped_response_policy()
    behavior = policy.behavior(key)
    return suggest(policy, behavior, times, phase) if behavior is not None else ()


def _advised(
    life: Life, response: NewResponse, event: Event, events: Sequence[Event], day: date, phase: int
) -> NewResponse:
    """The response with what the matrix says of it, and why the team departs where it does."""
    behavior = _behavior(event)
    if behavior is None:
        return response
    told = _told(event, events, day, phase)
    own = next((one.rule for one in told if one.family is response.family), "")
    advised = replace(
        response,
        behavior_key=behavior.key,
        goal=behavior.goal(phase + 1),
        times=_times(event, events, day) if behavior.side is BehaviorSide.MISSED else 1,
        suggested=tuple((str(one.family), title) for one in told for title in one.titles),
        rule=own or (told[0].rule if told else ""),
    )
    return replace(advised, departure=life.rng.choice(_WHY)) if advised.departs else advised


def _heard(life: Life, response: NewResponse) -> NewResponse:
    """Before a sanction the participant is heard."""
    if response.family is not ResponseFamily.SANCTION:
        return response
    heard = life.rng.choices([h for h, _ in _SAID], [w for _, w in _SAID])[0]
    said = life.rng.choice(_EXPLAINED) if heard is not Heard.DECLINED else ""
    return replace(response, heard=heard, explanation=said)


def _jail(life: Life, day: date, days: int, happened: list[Event]) -> None:
    """Jail answers what is no substance use; a hearing is held, and counsel is there."""
    other = [e for e in happened if _key(e) not in ("positive", "admitted")]
    what = other[-1] if other else Event(day, "Repeated violations of the program rules")
    response = NewResponse(
        family=ResponseFamily.SANCTION,
        title=f"Jail, {days} day{'' if days == 1 else 's'}",
        magnitude=Magnitude.HIGH,
        behavior=what.what,
        behavior_on=what.on,
        jail_days=days,
        reason="Lesser responses were tried first; hearing held with counsel.",
        behavior_key=_key(what) or "rule",
        heard=Heard.AGREED,
        hearing_on=day,
        counsel=True,
        jail_from=day,
        jail_until=day + timedelta(days=days),
    )
    _plan(life, day, response, 0)


def _give(
    life: Life,
    frame: Frame,
    day: date,
    phase: int,
    family: ResponseFamily,
    event: Event,
    events: Sequence[Event],
) -> None:
    rng = life.rng
    items = [i for i in frame.program.responses if i.family == family and not i.jail]
    told = [t for one in _told(event, events, day, phase) if one.family is family
            for t in one.titles]  # fmt: skip
    asked = [i for i in items if i.title in told]
    if asked and rng.random() < 0.86:
        items = asked
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
    advised = _advised(life, response, event, events, day, phase)
    place = ("incentive", "sanction", "service_adjustment").index(family)
    _plan(life, day, _heard(life, advised), place)


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
        lately = (life.last_day - done).days < 30 and rng.random() < 0.4
        life.on_record(
            done,
            OFFICE + 120,
            complete_response,
            response_id=Kept(keep),
            done_on=done,
            verified_by="" if lately else life.case_manager,
        )
