"""Acts on what is ordered for one participant alone: other numbers, more time, ability to pay."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework import entering
from drugcourt.casework.programs.programs import program
from drugcourt.domain.dates import parse_amount
from drugcourt.domain.fees import DebtKind
from drugcourt.domain.money import MOST_CENTS, dollars
from drugcourt.domain.program import Program, Requirement, with_parts
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.exchange.programs.numbers import check_number, numbers_of
from drugcourt.records.episodes import Episode
from drugcourt.records.orders import AbilityFinding, Extension, Override
from drugcourt.workspace import Context

LONGEST = 60  # letters of a requirement in a list of choices


def override(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    requirement: str,
    field: str,
    value: str,
    by: str,
    reason: str,
    on: date | None = None,
) -> int:
    """Set one number of a requirement for this participant; a later order for it stands instead.

    `value` is written as in the program file: `9 months`, `4`, `$150.00`, `true`.
    """
    day = on or context.today
    entering.check_span(db, context, episode_id, ("on", day))
    entering.check_named(by, reason)
    asked = _by_key(_handbook(db, episode_id)).get(requirement)
    if asked is None:
        raise FieldRefusal("requirement", "The program asks for no such thing.")
    try:
        check_number(asked, field, value)
    except ValueError as wrong:
        raise FieldRefusal("value", str(wrong)) from wrong
    values = {"requirement": requirement, "field": field, "value": value.strip(), "ordered_on": day}
    return entering.enter(db, context, Override, episode_id, {**values, "by": by, "reason": reason})


def extend(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    phase: str,
    amount: str,
    by: str,
    reason: str,
    on: date | None = None,
) -> int:
    """Order more time in a phase: it lengthens what is asked in the stay that holds the day."""
    day = on or context.today
    entering.check_span(db, context, episode_id, ("on", day))
    entering.check_named(by, reason)
    if _handbook(db, episode_id).phase(phase) is None:
        raise FieldRefusal("phase", "The program has no such phase.")
    try:
        written = str(parse_amount(amount))
    except ValueError as wrong:
        raise FieldRefusal("amount", str(wrong)) from wrong
    values = {"phase": phase, "ordered_on": day, "amount": written, "by": by, "reason": reason}
    return entering.enter(db, context, Extension, episode_id, values)


def find_ability(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    started_on: date,
    cents_per_month: int | None = None,
    debt: DebtKind | None = None,
    by: str = "",
    reason: str = "",
) -> int:
    """Record what the court found a participant able to pay; an earlier finding for it ends.

    Without `debt` it is about every debt; without an amount nothing is asked.
    """
    entering.check_span(db, context, episode_id, ("started_on", started_on))
    entering.check_named(by, reason)
    if cents_per_month is not None and not 0 <= cents_per_month <= MOST_CENTS:
        raise FieldRefusal("cents_per_month", "Enter an amount, or nothing.")
    asked = select(AbilityFinding).where(
        AbilityFinding.episode_id == episode_id,
        AbilityFinding.debt.is_(None) if debt is None else AbilityFinding.debt == debt,
        AbilityFinding.ended_on.is_(None),
    )
    for earlier in db.scalars(asked):
        earlier.ended_on = max(started_on, earlier.started_on)
    values = {"started_on": started_on, "cents_per_month": cents_per_month, "debt": debt}
    return entering.enter(
        db, context, AbilityFinding, episode_id, {**values, "by": by, "reason": reason}
    )


def end_ability(db: Session, context: Context, *, finding_id: int, ended_on: date) -> None:
    """The finding holds no more; `ended_on` is the first day without it."""
    found = entering.known(db, AbilityFinding, finding_id)
    if found.ended_on is not None:
        raise Refusal("That finding has ended already.")
    entering.check_span(
        db, context, found.episode_id, ("started_on", found.started_on), ("ended_on", ended_on)
    )
    found.ended_on = ended_on


def numbers_open(db: Session, *, episode_id: int) -> list[tuple[str, str]]:
    """The numbers that may be set for this participant: `key|field`, and words with the number."""
    asked = _by_key(_handbook(db, episode_id))
    return [
        (f"{key}|{number.field}", _shown(requirement.text, number.words))
        for key, requirement in asked.items()
        for number in numbers_of(requirement)
    ]


def _shown(text: str, words: str) -> str:
    """The number first; a long sentence is cut, so that the list stays as wide as a form."""
    cut = text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
    return f"{words}: {cut}"


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One order for this participant alone, for the list; `what` is its table's word."""

    id: int
    table: str
    what: str
    ordered_on: date
    text: str
    by: str
    reason: str
    ended_on: date | None


def order_rows(db: Session, *, episode_id: int) -> list[OrderRow]:
    """Overrides, extensions and findings on ability to pay in one list, the latest first."""
    handbook = _handbook(db, episode_id)
    rows = [
        *_override_rows(db, episode_id, handbook),
        *_extension_rows(db, episode_id, handbook),
        *_ability_rows(db, episode_id),
    ]
    return sorted(rows, key=lambda row: (row.ordered_on, row.id), reverse=True)


def _override_rows(db: Session, episode_id: int, handbook: Program) -> Iterator[OrderRow]:
    asked = _by_key(handbook)
    for one in db.scalars(select(Override).where(Override.episode_id == episode_id)):
        text = asked[one.requirement].text if one.requirement in asked else one.requirement
        said = f"{text}: {one.field.replace('_', ' ')} {one.value}"
        yield OrderRow(
            one.id, "override", "Other number", one.ordered_on, said, one.by, one.reason, None
        )


def _extension_rows(db: Session, episode_id: int, handbook: Program) -> Iterator[OrderRow]:
    for one in db.scalars(select(Extension).where(Extension.episode_id == episode_id)):
        phase = handbook.phase(one.phase)
        said = f"{one.amount} more in {phase.name if phase else one.phase}"
        yield OrderRow(
            one.id, "extension", "More time", one.ordered_on, said, one.by, one.reason, None
        )


def _ability_rows(db: Session, episode_id: int) -> Iterator[OrderRow]:
    for one in db.scalars(select(AbilityFinding).where(AbilityFinding.episode_id == episode_id)):
        yield OrderRow(
            one.id,
            "ability_finding",
            "Ability to pay",
            one.started_on,
            ability_words(one),
            one.by,
            one.reason,
            one.ended_on,
        )


def ability_words(found: AbilityFinding) -> str:
    """`Program fees: $20.00 a month`, `All debts: nothing is asked`."""
    debt = found.debt.label if found.debt else "All debts"
    cents = found.cents_per_month
    return f"{debt}: {f'{dollars(cents)} a month' if cents else 'nothing is asked'}"


def _handbook(db: Session, episode_id: int) -> Program:
    program_id = db.scalar(select(Episode.program_id).where(Episode.id == episode_id))
    if program_id is None:
        raise Refusal("That participant is not in this court.")
    return program(db, program_id)


def _by_key(handbook: Program) -> dict[str, Requirement]:
    return {asked.key: asked for asked in with_parts(handbook.requirements)}
