"""Acts on legal events and on infractions: what happened, and when a charge or warrant ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework import entering
from drugcourt.domain.cases import ChargeLevel
from drugcourt.domain.conduct import InfractionKind, LegalEventKind
from drugcourt.domain.tone import YesNo
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.records.conduct import Infraction, LegalEvent
from drugcourt.workspace import Context

LASTING = frozenset({LegalEventKind.CHARGE, LegalEventKind.WARRANT})


def record_legal_event(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    kind: LegalEventKind,
    happened_on: date,
    ended_on: date | None = None,
    level: ChargeLevel = ChargeLevel.UNKNOWN,
    program_case: bool = False,
    case_number: str = "",
    text: str = "",
    agency: str = "",
    drug_related: YesNo = YesNo.UNKNOWN,
    outcome: str = "",
) -> int:
    """Record an offence, arrest, charge, conviction or warrant; the last two may have ended."""
    entering.check_span(
        db, context, episode_id, ("happened_on", happened_on), ("ended_on", ended_on)
    )
    if ended_on is not None and kind not in LASTING:
        raise FieldRefusal("ended_on", "Only a charge or a warrant lasts until a day.")
    return entering.enter(
        db,
        context,
        LegalEvent,
        episode_id,
        {
            "kind": kind,
            "happened_on": happened_on,
            "ended_on": ended_on,
            "level": level,
            "program_case": program_case,
            "case_number": case_number,
            "text": text,
            "agency": agency.strip(),
            "drug_related": drug_related,
            "outcome": outcome.strip(),
        },
    )


def end_legal_event(db: Session, context: Context, *, event_id: int, ended_on: date) -> None:
    """The charge was settled, or the warrant served or recalled, on this day."""
    event = entering.known(db, LegalEvent, event_id)
    if event.kind not in LASTING:
        raise Refusal("Only a charge or a warrant lasts until a day.")
    if event.ended_on is not None:
        raise Refusal("That has ended already.")
    entering.check_span(
        db, context, event.episode_id, ("happened_on", event.happened_on), ("ended_on", ended_on)
    )
    event.ended_on = ended_on


def tell_team(
    db: Session, context: Context, *, event_id: int, told_on: date, told_what: str = ""
) -> None:
    """The team heard of it on this day; `told_what` says what was decided then.

    What was said before is replaced; history keeps it.
    """
    event: LegalEvent = entering.known(db, LegalEvent, event_id)
    if event.program_case:
        raise Refusal("The court's own case is no news to the team.")
    entering.check_span(
        db, context, event.episode_id, ("happened_on", event.happened_on), ("told_on", told_on)
    )
    event.told_on, event.told_by, event.told_what = told_on, context.who, told_what


def record_infraction(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    kind: InfractionKind,
    happened_on: date,
    by: str = "",
    text: str = "",
) -> int:
    """Record a breach of a rule that no test, session, hearing or legal event says."""
    entering.check_span(db, context, episode_id, ("happened_on", happened_on))
    values = {"kind": kind, "happened_on": happened_on, "by": by or context.who, "text": text}
    return entering.enter(db, context, Infraction, episode_id, values)


@dataclass(frozen=True, slots=True)
class ConductRow:
    """One legal event or infraction, for the list; `open` while a charge or warrant lasts."""

    id: int
    table: str
    word: str
    happened_on: date
    ended_on: date | None
    open: bool
    text: str


def conduct_rows(db: Session, *, episode_id: int) -> list[ConductRow]:
    """Legal events and infractions in one list, open ones first, then the latest."""
    events = db.scalars(select(LegalEvent).where(LegalEvent.episode_id == episode_id))
    breaches = db.scalars(select(Infraction).where(Infraction.episode_id == episode_id))
    rows = [_event_row(event) for event in events]
    rows += [
        ConductRow(
            id=breach.id,
            table=Infraction.__tablename__,
            word=breach.kind.label,
            happened_on=breach.happened_on,
            ended_on=None,
            open=False,
            text=breach.text,
        )
        for breach in breaches
    ]
    rows.sort(key=lambda row: (row.happened_on, row.id), reverse=True)
    return sorted(rows, key=lambda row: not row.open)


def _event_row(event: LegalEvent) -> ConductRow:
    level = "" if event.level is ChargeLevel.UNKNOWN else event.level.label
    own = "the court's own case" if event.program_case else ""
    said = ", ".join(part for part in (level, event.case_number, own) if part)
    return ConductRow(
        event.id,
        LegalEvent.__tablename__,
        event.kind.label,
        event.happened_on,
        event.ended_on,
        event.kind in LASTING and event.ended_on is None,
        ". ".join(part for part in (said, event.text) if part),
    )
