"""What a draw said: the draws of a day, everybody on the list with number, line and reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.draws.policy import DayRow, days_ahead
from drugcourt.casework.draws.record import plan_of, scheme_of
from drugcourt.domain.dates import short
from drugcourt.domain.draws import CALLED, TESTED, DayPlan, DrawOutcome
from drugcourt.domain.specimens import CollectionStatus
from drugcourt.domain.tone import Tone
from drugcourt.errors import Refusal
from drugcourt.records.draws import Draw, DrawEntry
from drugcourt.records.episodes import Episode
from drugcourt.records.people import Person, listed_name
from drugcourt.records.specimens import Specimen
from drugcourt.rules.draws import WHOLE, line_of

TONES = {
    DrawOutcome.DRAWN: Tone.INFO,
    DrawOutcome.MINIMUM: Tone.INFO,
    DrawOutcome.FORCED: Tone.WATCH,
    DrawOutcome.CHECK_IN: Tone.INFO,
    DrawOutcome.OVER_CAPACITY: Tone.WATCH,
    DrawOutcome.EXCUSED: Tone.PLAIN,
    DrawOutcome.MAXIMUM: Tone.PLAIN,
    DrawOutcome.NOT_DRAWN: Tone.PLAIN,
}


@dataclass(frozen=True, slots=True)
class DrawHead:
    """One draw as a whole. `fingerprint` and `seed` in hexadecimal."""

    id: int
    day: date
    number: int
    seed: str
    algorithm: str
    plan: DayPlan
    note: str
    reason: str
    people: int
    tested: int
    previous: str
    fingerprint: str
    made_at: datetime
    made_by: str


@dataclass(frozen=True, slots=True)
class DrawRow:
    """One participant in a draw. Number and line in hexadecimal, `why` a whole sentence."""

    id: int
    episode_id: int
    name: str
    reference: str
    draw_number: int
    unit: str
    basis: str
    scheme: str
    times: str
    hex_number: str
    hex_line: str
    own_hex: str
    chance: str
    since: date
    counted: tuple[date, ...]
    closed: tuple[date, ...]
    outcome: DrawOutcome
    why: str
    decided: str
    status: CollectionStatus | None
    specimen_id: int | None

    @property
    def called(self) -> bool:
        """Whether this participant is to come, for a test or only to check in."""
        return self.outcome in CALLED


@dataclass(frozen=True, slots=True)
class DrawnDay:
    """A day's draws with everybody in them; without a draw only what is done on the day."""

    row: DayRow
    draws: tuple[DrawHead, ...]
    rows: tuple[DrawRow, ...]

    @property
    def called(self) -> tuple[DrawRow, ...]:
        """Whoever is to come, by name."""
        return tuple(row for row in self.rows if row.called)


def drawn_day(db: Session, *, day: date) -> DrawnDay:
    """The draws of a day; those called come first, everybody by name."""
    heads = tuple(_head(draw) for draw in _draws(db, day))
    rows = tuple(row for head in heads for row in _rows(db, head))
    ordered = sorted(rows, key=lambda r: (not r.called, r.name.casefold(), r.episode_id))
    return DrawnDay(days_ahead(db, first=day, count=1)[0], heads, tuple(ordered))


def the_drawn_day(db: Session, *, day: date) -> DrawnDay:
    """The same; Refusal when no draw was made on the day."""
    found = drawn_day(db, day=day)
    if not found.draws:
        raise Refusal(
            f"No draw was made on {short(day)}. Make it on the page Testing, in the tab Draw."
        )
    return found


def _draws(db: Session, day: date) -> list[Draw]:
    return list(db.scalars(select(Draw).where(Draw.day == day).order_by(Draw.number)))


def _head(draw: Draw) -> DrawHead:
    return DrawHead(
        draw.id,
        draw.day,
        draw.number,
        draw.seed,
        draw.algorithm,
        plan_of(draw),
        str(draw.policy.get("note", "")),
        draw.reason,
        draw.people,
        draw.tested,
        draw.previous,
        draw.fingerprint,
        draw.made_at,
        draw.made_by,
    )


def _rows(db: Session, head: DrawHead) -> list[DrawRow]:
    asked = (
        select(
            DrawEntry,
            Person.family_name,
            Person.given_name,
            Person.reference,
            Specimen.status,
        )
        .join(Episode, Episode.id == DrawEntry.episode_id)
        .join(Person, Person.id == Episode.person_id)
        .outerjoin(Specimen, Specimen.id == DrawEntry.specimen_id)
        .where(DrawEntry.draw_id == head.id)
    )
    return [_row(head, *found) for found in db.execute(asked)]


def _row(
    head: DrawHead, entry: DrawEntry, family: str, given: str, reference: str, status: Any
) -> DrawRow:
    chance = Fraction(entry.chance)
    number = int(entry.number, 16)
    return DrawRow(
        id=entry.id,
        episode_id=entry.episode_id,
        name=listed_name(family, given, reference),
        reference=reference,
        draw_number=head.number,
        unit=entry.unit,
        basis=entry.basis,
        scheme=scheme_of(entry).words,
        times=str(scheme_of(entry)),
        hex_number=entry.number,
        hex_line=f"{line_of(chance):016x}",
        own_hex=entry.own_number,
        chance=entry.chance,
        since=entry.since,
        counted=tuple(date.fromisoformat(day) for day in entry.counted),
        closed=tuple(date.fromisoformat(day) for day in entry.closed),
        outcome=entry.outcome,
        why=_why(head, entry, number, chance),
        decided=entry.why,
        status=status,
        specimen_id=entry.specimen_id if entry.outcome in TESTED else None,
    )


def _why(head: DrawHead, entry: DrawEntry, number: int, chance: Fraction) -> str:
    """Why the outcome is what it is, in one sentence."""
    told, line = f"{number / WHOLE:.4f}", f"{float(chance):.4f}"
    if told == line:  # so near that four digits can't show which lies below
        told, line = f"{number / WHOLE:.10f}", f"{float(chance):.10f}"
    outcome = entry.outcome
    if outcome in (DrawOutcome.DRAWN, DrawOutcome.CHECK_IN):
        said = f"Number {told} lies below {line}."
        return f"{said} Also: {entry.why}" if entry.forced else said
    if outcome is DrawOutcome.MINIMUM:
        return f"The minimum of {entry.least} is due today."
    if outcome is DrawOutcome.MAXIMUM:
        days = ", ".join(short(date.fromisoformat(day), head.day) for day in entry.counted)
        return f"The maximum of {entry.most} is reached by the tests of {days}."
    if outcome is DrawOutcome.OVER_CAPACITY:
        limit = head.plan.limit
        return f"Drawn with number {told}, but only {limit} places; lower numbers went first."
    if outcome in (DrawOutcome.FORCED, DrawOutcome.EXCUSED):
        return entry.why
    return f"Number {told} does not lie below {line}."
