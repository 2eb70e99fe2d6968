"""Whether a draw comes out the same when it is made again from its record, and the tests agree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.draws.record import (
    eligible_of,
    fingerprint,
    head_of,
    plan_of,
    rows_of,
)
from drugcourt.domain.dates import counted, long
from drugcourt.domain.draws import BY_LUCK, TESTED, Drawn
from drugcourt.domain.specimens import CollectionStatus, TestReason
from drugcourt.errors import Refusal
from drugcourt.records.draws import Draw, DrawEntry
from drugcourt.records.nameless import nameless_lines
from drugcourt.records.sealed import SEES
from drugcourt.records.specimens import Specimen
from drugcourt.rules.draws import ALGORITHM, draw


@dataclass(frozen=True, slots=True)
class Replay:
    """What came of drawing again; `problem` is one sentence, empty when all is the same."""

    day: date
    draws: int
    people: int
    tested: int
    problem: str

    @property
    def same(self) -> bool:
        """Whether it came out the same."""
        return not self.problem

    @property
    def sentence(self) -> str:
        """What to say of it."""
        if self.problem:
            return self.problem
        return (
            f"The draw of {long(self.day)} comes out the same: "
            f"{counted(self.people, 'participant')} on the list, {self.tested:,} to be tested."
        )


def replay(db: Session, *, day: date) -> Replay:
    """Make the draws of a day again from what was kept; Refusal when none was made that day."""
    made = list(db.scalars(select(Draw).where(Draw.day == day).order_by(Draw.number)))
    if not made:
        raise Refusal(f"No draw was made on {long(day)}.")
    people = tested = 0
    problem = ""
    known: set[int] = set()
    for record in made:
        entries = _entries(db, record)
        problem = problem or next(_differences(db, record, entries), "")
        people += len(entries)
        tested += sum(1 for entry in entries if entry.outcome in TESTED)
        known.update(entry.episode_id for entry in entries)
    problem = problem or _tests_without_a_draw(db, day, known)
    return Replay(day, len(made), people, tested, problem)


def first_unlike(db: Session) -> str:
    """The first draw on record that does not come out the same, in a sentence; empty when all do.

    Only the records of draws are asked. A test that was put on another day since is a correction
    with its reason, and does not make the court's file a broken one.
    """
    asked = select(Draw).order_by(Draw.day, Draw.number)
    found = (
        next(_record_differences(db, record, _entries(db, record)), "")
        for record in db.scalars(asked)
    )
    return next(filter(None, found), "")


def _entries(db: Session, record: Draw) -> list[Any]:
    """The rows as plain values: a court of thousands has many, and none is to be changed."""
    columns = [getattr(DrawEntry, c.key) for c in DrawEntry.__mapper__.column_attrs]
    asked = select(*columns).where(DrawEntry.draw_id == record.id).order_by(DrawEntry.episode_id)
    kept: list[Any] = list(db.execute(asked.execution_options(**{SEES: True})))  # the proof of all
    nameless = nameless_lines(db, DrawEntry, draw_id=record.id)
    return sorted([*kept, *nameless], key=lambda entry: entry.episode_id) if nameless else kept


def _differences(db: Session, record: Draw, entries: Sequence[Any]) -> Iterator[str]:
    """What does not agree, a sentence each, the plainest first."""
    yield from _record_differences(db, record, entries)
    if record.algorithm == ALGORITHM:
        yield from _tests_that_differ(db, record)


def _record_differences(db: Session, record: Draw, entries: Sequence[Any]) -> Iterator[str]:
    """What in the record of the draw itself does not agree."""
    when = long(record.day)
    if record.algorithm != ALGORITHM:
        yield (
            f"The draw of {when} was made by rules this version does not know "
            f"({record.algorithm}). Replay it with the version that made it."
        )
        return
    try:
        again = draw(bytes.fromhex(record.seed), plan_of(record), [eligible_of(e) for e in entries])
    except (ArithmeticError, KeyError, TypeError, ValueError):
        yield f"The record of the draw of {when} was changed: it can't be read any more."
        return
    changed = sum(
        1 for entry, drawn in zip(entries, again, strict=True) if not _is_same(entry, drawn)
    )
    if changed:
        yield (
            f"The draw of {when} does not come out the same for "
            f"{counted(changed, 'participant')}: its record was changed."
        )
    if fingerprint(head_of(record), rows_of(entries)) != record.fingerprint:
        yield f"The record of the draw of {when} was changed: its fingerprint does not fit."
    if record.previous != _before(db, record):
        yield f"A draw before {when} was changed, removed or slipped in: they do not hang together."


def _is_same(entry: Any, drawn: Drawn) -> bool:
    return (
        entry.number == f"{drawn.number:016x}"
        and entry.own_number == f"{drawn.own_number:016x}"
        and entry.chance == f"{drawn.chance.numerator}/{drawn.chance.denominator}"
        and entry.outcome is drawn.outcome
    )


def _before(db: Session, record: Draw) -> str:
    asked = select(Draw.fingerprint).where(Draw.id < record.id).order_by(Draw.id.desc()).limit(1)
    return db.scalar(asked) or ""


def _tests_that_differ(db: Session, record: Draw) -> Iterator[str]:
    """Whoever was to be tested has that very test on record, with the reason it was drawn for."""
    asked = (
        select(
            DrawEntry.outcome,
            DrawEntry.episode_id,
            Specimen.episode_id.label("tested"),
            Specimen.collected_on,
            Specimen.reason,
        )
        .outerjoin(Specimen, Specimen.id == DrawEntry.specimen_id)
        .where(DrawEntry.draw_id == record.id, DrawEntry.outcome.in_(TESTED))
    )
    for outcome, episode_id, tested, collected_on, reason in db.execute(asked):
        if tested != episode_id:
            yield f"A test that was drawn for {long(record.day)} is not on record any more."
        elif collected_on != record.day:
            yield (
                f"A test that was drawn for {long(record.day)} stands on record for "
                f"{long(collected_on)}."
            )
        elif reason is TestReason.RANDOM and outcome not in BY_LUCK:
            yield f"A test that a person ordered on {long(record.day)} is recorded as random."


def _tests_without_a_draw(db: Session, day: date, known: set[int]) -> str:
    """A random test of the day that no draw brought, for somebody who was on the list."""
    drawn = (
        select(DrawEntry.episode_id)
        .join(Draw, Draw.id == DrawEntry.draw_id)
        .where(Draw.day == day, DrawEntry.outcome.in_(BY_LUCK))
    )
    asked = select(Specimen.episode_id).where(
        Specimen.collected_on == day,
        Specimen.reason == TestReason.RANDOM,
        Specimen.status != CollectionStatus.CANCELLED,
        Specimen.episode_id.not_in(drawn),
    )
    extra = len(set(db.scalars(asked)) & known)
    if not extra:
        return ""
    return (
        f"{counted(extra, 'participant')} who {'was' if extra == 1 else 'were'} not drawn on "
        f"{long(day)} {'has' if extra == 1 else 'have'} a test on record as random."
    )
