"""What a strand of the timeline is: one kind of line, its day, and where a word is looked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, false, func, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute

from drugcourt.casework.timeline.tellings import Telling, Told
from drugcourt.domain.tone import Term
from drugcourt.records.base import Words
from drugcourt.records.specimens import Specimen, SpecimenResult


class Entry(Term):
    """What a line of the timeline is about; the filter's chips."""

    TEST = "test", "Tests"
    HEARING = "hearing", "Hearings"
    SESSION = "session", "Sessions"
    TREATMENT = "treatment", "Treatment"
    RESPONSE = "response", "Responses"
    PHASE = "phase", "Phases"
    STATUS = "status", "Status"
    MEDICATION = "medication", "Medicines"
    MILESTONE = "milestone", "Milestones"
    CONTACT = "contact", "Contacts"
    NOTE = "note", "Notes"
    FEE = "fee", "Fees"
    WORK = "work", "Work and school"
    CONDUCT = "conduct", "Conduct"
    SERVICE = "service", "Service"
    CONDITION = "condition", "Conditions"
    ORDER = "order", "Orders"


@dataclass(frozen=True, slots=True)
class Strand:
    """One kind of line. `texts` and `terms` are the columns a word is looked for in."""

    entry: Entry
    record: Any
    day: Any
    tell: Callable[[Any, Telling], Told]
    texts: tuple[Any, ...] = ()
    terms: tuple[Any, ...] = ()
    spoken: str = ""
    keys: Callable[[Telling], dict[str, str]] | None = None
    key: Any = None
    inner: Callable[[str], ColumnElement[bool]] | None = None
    beside: tuple[Any, ...] = field(default=())

    def belongs(self, episode_id: int) -> tuple[ColumnElement[bool], ...]:
        """The records of this episode."""
        return (self.record.episode_id == episode_id, *self.beside)


def condition(strand: Strand, word: str, told: Telling) -> ColumnElement[bool]:
    """The word stands in a text, in the label of a value, or in the words of the kind itself."""
    if word in f"{strand.spoken} {strand.entry.label}".casefold():
        return true()
    asked: list[ColumnElement[bool]] = [
        func.lower(column).contains(word, autoescape=True) for column in strand.texts
    ]
    for column in strand.terms:
        members = [m for m in _terms(column) if word in m.label.casefold()]
        if members:
            asked.append(column.in_(members))
    if strand.keys is not None:
        keys = [key for key, label in strand.keys(told).items() if word in label.casefold()]
        if keys:
            asked.append(strand.key.in_(keys))
    if strand.inner is not None:
        asked.append(strand.inner(word))
    return or_(false(), *asked)


def _terms(column: InstrumentedAttribute[Any]) -> type[Term]:
    kind = column.type
    assert isinstance(kind, Words)
    return kind.term


def substances_found(word: str) -> ColumnElement[bool]:
    """A test in which a substance of this name was found or looked for with an answer."""
    kind = _terms(SpecimenResult.substance)
    members = [m for m in kind if word in m.label.casefold()]
    results = [m for m in _terms(SpecimenResult.result) if word in m.label.casefold()]
    asked = select(SpecimenResult.specimen_id).where(
        SpecimenResult.specimen_id == Specimen.id,
        or_(SpecimenResult.substance.in_(members), SpecimenResult.result.in_(results)),
    )
    return asked.exists()


def phases_named(told: Telling) -> dict[str, str]:
    """Each phase's key with the words shown for it."""
    phases = told.handbook.phases if told.handbook else ()
    return {p.key: f"phase {n} {p.name}" for n, p in enumerate(phases, start=1)}


def milestones_named(told: Telling) -> dict[str, str]:
    """Each milestone's key with its title."""
    return {m.key: m.title for m in told.handbook.milestones} if told.handbook else {}


def requirements_named(told: Telling) -> dict[str, str]:
    """Each requirement's key with the handbook's words."""
    return {r.key: r.text for r in told.handbook.requirements} if told.handbook else {}
