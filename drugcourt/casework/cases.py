"""Acts on court cases and charges: enter them, correct them, record what became of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.participants.participants import open_episode
from drugcourt.casework.programs.programs import program
from drugcourt.domain.cases import CaseOutcome, ChargeLevel, LegalTrack
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.records.cases import Charge, CourtCase
from drugcourt.workspace import Context

CASE_FIELDS = frozenset(
    {
        "number",
        "court",
        "track",
        "plea",
        "plea_on",
        "defense_counsel",
        "prosecutor",
        "if_graduated",
        "if_terminated",
    }
)


def add_case(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    number: str,
    charges: Sequence[Mapping[str, Any]] = (),
    **values: Any,
) -> int:
    """Add a case with its charges; the outcome of graduation follows the program's track table."""
    episode = open_episode(db, episode_id)
    unknown = set(values) - CASE_FIELDS
    if unknown:
        raise FieldRefusal(sorted(unknown)[0], "That is not a field of a case.")
    _number_is_free(db, episode_id, number, 0)
    track: LegalTrack | None = values.get("track") or episode.track
    values["track"] = track
    if "if_graduated" not in values and track is not None:
        planned = program(db, episode.program_id).outcome_for(track)
        if planned is not None:
            values["if_graduated"] = planned.outcome
    case = CourtCase(episode_id=episode_id, number=number.strip(), **values)
    case.charges = [Charge(**charge) for charge in charges]
    db.add(case)
    db.flush()
    _raise_level(episode, case)
    return case.id


def amend_case(db: Session, context: Context, *, case_id: int, changes: Mapping[str, Any]) -> None:
    """Correct a case; history keeps what stood before."""
    case = _case(db, case_id)
    if "number" in changes:
        _number_is_free(db, case.episode_id, changes["number"], case.id)
    for key, value in changes.items():
        if key not in CASE_FIELDS:
            raise FieldRefusal(key, "That is not a field of a case.")
        if getattr(case, key) != value:
            setattr(case, key, value)


def add_charge(db: Session, context: Context, *, case_id: int, text: str, **values: Any) -> int:
    """Add one count to a case."""
    case = _case(db, case_id)
    if not text.strip():
        raise FieldRefusal("text", "Say what the charge is.")
    charge = Charge(case_id=case.id, text=text.strip(), **values)
    case.charges.append(charge)
    db.flush()
    _raise_level(open_episode(db, case.episode_id, also_closed=True), case)
    return charge.id


def record_outcome(
    db: Session, context: Context, *, case_id: int, outcome: CaseOutcome, on: date
) -> None:
    """Record what the court made of a case and all its charges."""
    case = _case(db, case_id)
    if on > context.today:
        raise FieldRefusal("on", "That day has not come yet.")
    case.outcome = outcome
    case.outcome_on = None if outcome is CaseOutcome.PENDING else on
    for charge in case.charges:
        charge.outcome = outcome


def _raise_level(episode: Any, case: CourtCase) -> None:
    """The episode carries the gravest charge level among its cases."""
    order = [
        ChargeLevel.UNKNOWN,
        ChargeLevel.INFRACTION,
        ChargeLevel.MISDEMEANOR,
        ChargeLevel.FELONY,
    ]
    gravest = max(
        (charge.level for charge in case.charges), key=order.index, default=ChargeLevel.UNKNOWN
    )
    if order.index(gravest) > order.index(episode.charge_level):
        episode.charge_level = gravest


def case_numbers(
    db: Session, *, episode_ids: Sequence[int] | None = None
) -> dict[int, tuple[str, ...]]:
    """The case numbers of each of these episodes, in the order entered; of all when none named."""
    asked = select(CourtCase.episode_id, CourtCase.number).order_by(CourtCase.id)
    if episode_ids is not None:
        asked = asked.where(CourtCase.episode_id.in_(episode_ids))
    found: dict[int, tuple[str, ...]] = {}
    for episode_id, number in db.execute(asked):
        found[episode_id] = (*found.get(episode_id, ()), number)
    return found


def _number_is_free(db: Session, episode_id: int, number: str, mine: int) -> None:
    """A case number is given, and stands in the file once."""
    if not number.strip():
        raise FieldRefusal("number", "Enter the case number.")
    clash = select(CourtCase.id).where(
        CourtCase.number == number.strip(),
        CourtCase.episode_id == episode_id,
        CourtCase.id != mine,
    )
    if db.scalar(clash) is not None:
        raise FieldRefusal("number", "That case is in this file already.")


def _case(db: Session, case_id: int) -> CourtCase:
    case = db.get(CourtCase, case_id)
    if case is None:
        raise Refusal("That case is not recorded.")
    return case


@dataclass(frozen=True, slots=True)
class ChargeRow:
    """One count of a case, for the list."""

    id: int
    text: str
    statute: str
    level: ChargeLevel
    offense_on: date | None
    outcome: CaseOutcome


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case with its charges and what became, or will become, of it."""

    id: int
    number: str
    court: str
    track: LegalTrack | None
    plea: str
    plea_on: date | None
    defense_counsel: str
    prosecutor: str
    if_graduated: CaseOutcome
    if_terminated: str
    outcome: CaseOutcome
    outcome_on: date | None
    charges: tuple[ChargeRow, ...]


def case_rows(db: Session, *, episode_id: int) -> list[CaseRow]:
    """The cases of one episode in the order they were entered."""
    asked = select(CourtCase).where(CourtCase.episode_id == episode_id).order_by(CourtCase.id)
    return [
        CaseRow(
            **{name: getattr(case, name) for name in CaseRow.__slots__ if name != "charges"},
            charges=tuple(
                ChargeRow(c.id, c.text, c.statute, c.level, c.offense_on, c.outcome)
                for c in case.charges
            ),
        )
        for case in db.scalars(asked)
    ]
