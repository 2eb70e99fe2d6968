"""What can be filled in at a place of a handbook being edited: one slot for each of its values.

The slots follow from the classes in domain/, so that a new kind or a new key needs its words only.
"""

from __future__ import annotations

import dataclasses
from datetime import date
from functools import lru_cache
from typing import Any, get_args, get_origin, get_type_hints

from drugcourt.casework.programs.draft_words import LABELS, NARROWER
from drugcourt.casework.programs.drafting import Path
from drugcourt.domain.dates import Amount, WeekdayOfMonth
from drugcourt.domain.money import Cents
from drugcourt.domain.program import (
    MilestoneKind,
    OnlyIf,
    Phase,
    Program,
    ResponseItem,
    SoberEvent,
    SoberPolicy,
    SoberRule,
    TrackOutcome,
)
from drugcourt.domain.responses import Magnitude, ResponseFamily
from drugcourt.domain.sober import POLICY_EVENTS
from drugcourt.domain.tone import Term
from drugcourt.exchange.programs.forms import KINDS
from drugcourt.exchange.programs.values import by_key, number_fields, written_value


class Sort(Term):
    """How a value is typed."""

    AMOUNT = "amount"
    WHOLE = "whole"
    NUMBER = "number"
    MONEY = "money"
    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"
    TEXT = "text"
    LINES = "lines"
    WORDS = "words"
    KEY = "key"
    KEYS = "keys"
    DAY = "day"
    DAYS = "days"
    MONTHS = "months"
    WEEKDAY = "weekday"
    WEEKDAYS = "weekdays"
    BY_CARE = "by_care"
    BY_WORD = "by_word"


@dataclasses.dataclass(frozen=True, slots=True)
class Slot:
    """One value: `default` is what holds where the file does not say, as the file writes it.

    `terms` are the choices of a closed list, `source` names the entries whose keys may stand here,
    `choices` are words of this place alone. `each` is how each value of a number is typed that
    differs by track, charge level or level of care.
    """

    name: str
    label: str
    sort: Sort
    needed: bool = False
    default: Any = None
    terms: type[Term] | None = None
    source: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    each: Sort | None = None


_SOURCES = {
    "milestone": "milestones",
    "event": "milestones",
    "after": "milestones",
    "requires": "milestones",
    "done": "milestones",
    "phase": "phases",
    "phases": "phases",
    "entered_at": "phases",
    "from_phase": "phases",
    "continues_in": "phases",
    "replaces": "requirements",
    "skip": "requirements",
}
_PLAIN: dict[Any, Sort] = {
    Amount: Sort.AMOUNT,
    Cents: Sort.MONEY,
    WeekdayOfMonth: Sort.WEEKDAY,
    date: Sort.DAY,
    bool: Sort.YES_NO,
    int: Sort.WHOLE,
    float: Sort.NUMBER,
    str: Sort.TEXT,
}
_MANY: dict[Any, Sort] = {
    WeekdayOfMonth: Sort.WEEKDAYS,
    date: Sort.DAYS,
    int: Sort.MONTHS,
}
_HEAD = (
    "name",
    "version",
    "effective",
    "state",
    "completes",
    "month_days",
    "record_check_days",
    "demotion",
    "ceremonies",
    "holidays",
    "sources",
    "remarks",
)
_PLACES: dict[str, type[Any]] = {
    "program": Program,
    "phases": Phase,
    "milestones": MilestoneKind,
    "outcomes": TrackOutcome,
    "responses": ResponseItem,
    "clock": SoberPolicy,
    "clock.rules": SoberRule,
    "only_if": OnlyIf,
}
_LEFT_OUT = frozenset({"key", "advance", "only_if", "effects", "rules", "parts"})
_TERMS = {"family": ResponseFamily, "magnitude": Magnitude}
_SENTENCE = (
    Slot("replaces", LABELS["replaces"], Sort.KEY, source="requirements"),
    Slot("continues", LABELS["continues"], Sort.YES_NO, default=False),
    Slot("continues_in", LABELS["continues_in"], Sort.KEYS, source="phases"),
)
WORDS_AND_BASIS = (
    Slot("text", LABELS["text"], Sort.TEXT, needed=True),
    Slot("basis", LABELS["basis"], Sort.TEXT),
)


def slots(path: Path, kind: str = "") -> tuple[Slot, ...]:
    """What can be filled in at a path; `kind` for a requirement, whose words come apart."""
    if path[-1:] in (("only_if",), ("unless",)):
        return _slots("only_if")
    if path == ("program",):
        held = {slot.name: slot for slot in _slots("program")}
        return tuple(held[name] for name in _HEAD)
    if path[0] == "sober":
        return _slots("clock.rules" if len(path) > 1 else "clock")
    if is_requirement(path):
        return (*_slots(kind), *_numbers(kind), *_SENTENCE) if kind in KINDS else _SENTENCE
    return _slots(str(path[0]))


def is_requirement(path: Path) -> bool:
    """Whether a path names a requirement or a part of one."""
    in_list = len(path) > 1 and isinstance(path[-1], int)
    return in_list and path[-2] in ("advance", "graduation", "parts")


@lru_cache(maxsize=64)
def _slots(place: str) -> tuple[Slot, ...]:
    cls = KINDS.get(place) or _PLACES[place]
    hints = get_type_hints(cls)
    return tuple(
        _slot(item, hints[item.name], place)
        for item in dataclasses.fields(cls)
        if item.name not in _LEFT_OUT and not (cls is Program and item.name not in _HEAD)
    )


@lru_cache(maxsize=64)
def _numbers(kind: str) -> tuple[Slot, ...]:
    """Which numbers are set for each person, and how each differs between people."""
    held = [slot for slot in _slots(kind) if slot.name in number_fields(KINDS[kind])]
    if not held:
        return ()
    choices = tuple((slot.name, slot.label) for slot in held)
    return (
        Slot("individual", LABELS["individual"], Sort.CHOICES, choices=choices),
        *(
            Slot(
                by_key(slot.name),
                f"{slot.label}: for some people, one a line, such as “felony: …”",
                Sort.BY_WORD,
                each=slot.sort,
            )
            for slot in held
        ),
    )


def _slot(item: Any, hint: Any, place: str) -> Slot:
    name = item.name
    hint = _TERMS.get(name, _bare(hint))
    sort, terms = _sort(hint)
    source = _SOURCES.get(name, "")
    if source and sort in (Sort.TEXT, Sort.WORDS):
        sort = Sort.KEY if sort is Sort.TEXT else Sort.KEYS
    needed = item.default is dataclasses.MISSING and item.default_factory is dataclasses.MISSING
    label = NARROWER.get(f"{place}.{name}", LABELS.get(name, name.replace("_", " ")))
    choices: tuple[tuple[str, str], ...] = ()
    if terms is SoberEvent and place == "clock.rules":
        terms, choices = None, tuple((event.value, event.label) for event in POLICY_EVENTS)
    return Slot(name, label, sort, needed, _default(item), terms, source, choices)


def _bare(hint: Any) -> Any:
    """The type without the None that a value may be."""
    if type(None) in get_args(hint):
        return next(part for part in get_args(hint) if part is not type(None))
    return hint


def _sort(hint: Any) -> tuple[Sort, type[Term] | None]:
    if hint in _PLAIN:
        return _PLAIN[hint], None
    if get_origin(hint) is dict:
        return Sort.BY_CARE, get_args(hint)[0]
    if get_origin(hint) in (tuple, frozenset):
        inner = get_args(hint)[0]
        if isinstance(inner, type) and issubclass(inner, Term):
            return Sort.CHOICES, inner
        words = Sort.LINES if get_origin(hint) is tuple else Sort.WORDS
        return _MANY.get(inner, words), None
    return Sort.CHOICE, hint


def _default(item: Any) -> Any:
    """The default as the file would write it; None where nothing is said."""
    if item.default in (dataclasses.MISSING, None, (), frozenset(), ""):
        return None
    return written_value(item.default)
