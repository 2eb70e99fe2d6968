"""What a scenario expects on a certain day, as it is written in its file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from drugcourt.domain.findings import Verdict
from drugcourt.domain.program import Program
from drugcourt.domain.tone import Term
from drugcourt.exchange.scenarios import values
from drugcourt.exchange.scenarios.lives import Life
from drugcourt.exchange.scenarios.problems import Gathered, MistakeError, Table, table
from drugcourt.exchange.scenarios.words import requirement_keys

Value = TypeVar("Value")


class Goal(Term):
    """What readiness is asked for."""

    NEXT_PHASE = "next_phase", "the next phase"
    DISMISSAL = "dismissal", "dismissal of the charges"


@dataclass(frozen=True, slots=True)
class Expectation:
    """What one participant's answers should be on one day; only what is `said` is looked at.

    `said` holds the plain answers by their word, the others go by the requirement's key.
    """

    place: str
    on: date
    participant: str
    goal: Goal | None
    said: Mapping[str, Any]
    verdicts: Mapping[str, Verdict]
    met_from: Mapping[str, date | None]
    met_if_acted: Mapping[str, date | None]
    says: Mapping[str, str]
    why: Mapping[str, str]
    warns: Mapping[str, str | bool]
    asked: tuple[str, ...]
    not_asked: tuple[str, ...]


LAST_PHASE = "phase.last"  # the finding that the rules themselves add to dismissal
_NOTHING: dict[str, Any] = {}
_DAY = values.maybe(values.day)
_COUNT = values.whole(0, 100_000)
_OF_GOAL: Mapping[str, Callable[[Any], Any]] = {
    "ready": values.yes_or_no,
    "ready_but_for_decisions": values.yes_or_no,
    "earliest": _DAY,
    "if_acted": _DAY,
    "binding": values.maybe(values.key),
}
_OF_DAY: Mapping[str, Callable[[Any], Any]] = {
    "phase": values.maybe(values.key),
    "sober_date": _DAY,
    "days": _COUNT,
    "longest": _COUNT,
    "total": _COUNT,
    "provisional_since": _DAY,
}


def expectation_from(
    value: Any,
    place: str,
    lives: Mapping[str, Life],
    program: Program | None,
    gathered: Gathered,
) -> Expectation | None:
    """One expectation; None, with its mistakes kept, where it can't be read."""
    said = table(value, place, gathered)
    if said is None:
        return None
    before = len(gathered.problems)
    on = said.take("on", values.day, None, needed=True)
    goal = said.take("goal", values.term(Goal), None)
    plain = {
        name: said.take(name, read, None)
        for name, read in {**_OF_GOAL, **_OF_DAY}.items()
        if said.has(name)
    }
    keys = None if program is None else [LAST_PHASE, *requirement_keys(program)]
    named = values.known_key(keys, "requirement")
    verdicts = said.take("verdicts", _by_key(named, values.term(Verdict)), _NOTHING)
    met_from = said.take("met_from", _by_key(named, _DAY), _NOTHING)
    met_if_acted = said.take("met_if_acted", _by_key(named, _DAY), _NOTHING)
    says = said.take("says", _by_key(named, values.words), _NOTHING)
    why = said.take("why", _by_key(named, values.words), _NOTHING)
    warns = said.take("warns", _by_key(named, _words_or_none), _NOTHING)
    several = values.many(named, 1_000)
    asked, not_asked = said.take("asked", several, ()), said.take("not_asked", several, ())
    participant = _participant(said, lives)
    said.nothing_else([*_OF_GOAL, *_OF_DAY])
    if goal is None and (needing := next((n for n in plain if n in _OF_GOAL), None)):
        said.wrong(needing, "Say for which “goal”: next_phase or dismissal.")
    by_key = (verdicts, met_from, met_if_acted, says, why, warns)
    if not (plain or any(by_key) or asked or not_asked):
        gathered.add(place, "This expects nothing.")
    if len(gathered.problems) > before or on is None:
        return None
    return Expectation(
        place,
        on,
        participant,
        goal,
        plain,
        verdicts,
        met_from,
        met_if_acted,
        says,
        why,
        warns,
        asked,
        not_asked,
    )


def _words_or_none(value: Any) -> str | bool:
    """Words of a warning, or only whether there is one."""
    return value if isinstance(value, bool) else values.words(value)


def _participant(said: Table, lives: Mapping[str, Life]) -> str:
    only = next(iter(lives)) if len(lives) == 1 else ""
    read = values.term_of(lives, "participant")
    named = said.take("participant", read, only)
    if not said.has("participant") and not only:
        said.gathered.add(said.place, "“participant” is missing; the file tells several lives.")
    return named


def _by_key(
    named: Callable[[Any], str], read: Callable[[Any], Value]
) -> Callable[[Any], dict[str, Value]]:
    def read_all(value: Any) -> dict[str, Value]:
        if not isinstance(value, dict):
            raise MistakeError("This must be an object with a value for each requirement.")
        return {named(key): read(item) for key, item in value.items()}

    return read_all
