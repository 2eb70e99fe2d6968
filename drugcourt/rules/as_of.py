"""What was known of a participant on a given day: the facts without what came later."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from operator import attrgetter
from typing import Any, TypeVar

from drugcourt.domain.devices import AlertState
from drugcourt.domain.facts import (
    AbilityFacts,
    AlertFacts,
    ConditionFacts,
    LegalFacts,
    MedicationFacts,
    ParticipantFacts,
    PhaseStayFacts,
    PlanFacts,
    ResultFacts,
    SpecimenFacts,
    StatusFacts,
    TreatmentFacts,
    WorkFacts,
)
from drugcourt.domain.specimens import Confirmation

_Spell = TypeVar(
    "_Spell",
    StatusFacts,
    MedicationFacts,
    PlanFacts,
    WorkFacts,
    TreatmentFacts,
    ConditionFacts,
    AbilityFacts,
)
_Dated = TypeVar("_Dated")


def judging_day(facts: ParticipantFacts, as_of: date) -> date:
    """The day that facts are judged on: `as_of`, or the exit day once the episode has ended."""
    return as_of if facts.exited_on is None else min(as_of, facts.exited_on)


def known_on(facts: ParticipantFacts, as_of: date) -> ParticipantFacts:
    """The facts as a reader knew them on the evening of `as_of`.

    Records dated later are left out, spans that end later are still open, and a confirmation
    that came back later is still pending. After an exit everything stands as on the exit day:
    spans that the exit itself closed are open again.
    """
    day = judging_day(facts, as_of)
    exited = facts.exited_on if facts.exited_on is not None and facts.exited_on <= as_of else None
    ends_after = day if exited is None else date.fromordinal(max(1, exited.toordinal() - 1))
    return replace(
        facts,
        exited_on=exited,
        statuses=_spells(facts.statuses, day, ends_after),
        stays=_stays(facts.stays, day, ends_after),
        specimens=_specimens(facts.specimens, day),
        medications=_spells(facts.medications, day, ends_after),
        responses=_until(facts.responses, day, _on),
        sessions=_until(facts.sessions, day, _on),
        milestones=_until(facts.milestones, day, _done_on),
        ledger=_until(facts.ledger, day, _on),
        plans=_spells(facts.plans, day, ends_after),
        work=_work(facts.work, day, ends_after),
        decisions=_until(facts.decisions, day, _on),
        waivers=_until(facts.waivers, day, _on),
        treatments=_spells(facts.treatments, day, ends_after),
        hearings=_until(facts.hearings, day, _on),
        contacts=_until(facts.contacts, day, _on),
        legal=_legal(facts.legal, day, ends_after),
        infractions=_until(facts.infractions, day, _on),
        alerts=_alerts(facts.alerts, day),
        service=_until(facts.service, day, _on),
        conditions=_spells(facts.conditions, day, ends_after),
        items=_until(facts.items, day, _on),
        points=_until(facts.points, day, _on),
        abilities=_spells(facts.abilities, day, ends_after),
        overrides=_until(facts.overrides, day, _on),
        extensions=_until(facts.extensions, day, _on),
    )


_on: Callable[[Any], date] = attrgetter("on")
_done_on: Callable[[Any], date] = attrgetter("done_on")


def _until(
    items: tuple[_Dated, ...], day: date, dated: Callable[[_Dated], date]
) -> tuple[_Dated, ...]:
    """The items dated up to the day; as of today that is mostly all of them, as they are."""
    if not items or max(map(dated, items)) <= day:
        return items
    return tuple([item for item in items if dated(item) <= day])


def _spells(items: Iterable[_Spell], day: date, ends_after: date) -> tuple[_Spell, ...]:
    return tuple(
        replace(item, end=None) if item.end is not None and item.end > ends_after else item
        for item in items
        if item.start <= day
    )


def _legal(items: Iterable[LegalFacts], day: date, ends_after: date) -> tuple[LegalFacts, ...]:
    return tuple(
        replace(item, end=None) if item.end is not None and item.end > ends_after else item
        for item in items
        if item.on <= day
    )


def _work(items: Iterable[WorkFacts], day: date, ends_after: date) -> tuple[WorkFacts, ...]:
    return tuple(
        replace(item, verified_on=None)
        if item.verified_on is not None and item.verified_on > day
        else item
        for item in _spells(items, day, ends_after)
    )


def _alerts(items: Iterable[AlertFacts], day: date) -> tuple[AlertFacts, ...]:
    """Alerts of the day and before; one that was answered later is still open."""
    return tuple(
        replace(item, state=AlertState.OPEN, answered_on=None)
        if item.answered_on is not None and item.answered_on > day
        else item
        for item in items
        if item.on <= day
    )


def _stays(
    items: Iterable[PhaseStayFacts], day: date, ends_after: date
) -> tuple[PhaseStayFacts, ...]:
    return tuple(
        replace(item, left=None) if item.left is not None and item.left > ends_after else item
        for item in items
        if item.entered <= day
    )


def _specimens(items: tuple[SpecimenFacts, ...], day: date) -> tuple[SpecimenFacts, ...]:
    """Most specimens say the same, so each saying is looked at once for what came back later."""
    kept = _until(items, day, _on)
    sayings = {id(item.results): item.results for item in kept}
    unknown = {key for key, results in sayings.items() if _came_back_later(results, day)}
    if not unknown:
        return kept
    return tuple(
        replace(item, results=tuple(_known_result(r, day) for r in item.results))
        if id(item.results) in unknown
        else item
        for item in kept
    )


def _came_back_later(results: Iterable[ResultFacts], day: date) -> bool:
    return any(r.confirmed_on is not None and r.confirmed_on > day for r in results)


def _known_result(result: ResultFacts, day: date) -> ResultFacts:
    if result.confirmed_on is None or result.confirmed_on <= day:
        return result
    return replace(result, confirmation=Confirmation.PENDING, confirmed_on=None)
