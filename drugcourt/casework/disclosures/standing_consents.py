"""What consents stand for many participants at once, with the events that end them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, case, func, select, type_coerce
from sqlalchemy.orm import Session

from drugcourt.casework.facts.facts import CHUNK
from drugcourt.domain.cases import CaseOutcome
from drugcourt.domain.disclosures import ConsentEnds
from drugcourt.records.cases import CourtCase
from drugcourt.records.disclosures import Consent
from drugcourt.records.episodes import Episode
from drugcourt.rules.disclosures import ConsentFacts

# The day of the last outcome once no case of the consent's episode is pending.
DISPOSED = type_coerce(
    select(
        case(
            (
                func.sum(case((CourtCase.outcome == CaseOutcome.PENDING, 1), else_=0)) == 0,
                func.max(CourtCase.outcome_on),
            ),
            else_=None,
        )
    )
    .where(CourtCase.episode_id == Consent.episode_id)
    .correlate(Consent)
    .scalar_subquery(),
    Date,
)
EVENT: ColumnElement[date | None] = case(
    (Consent.ends == ConsentEnds.EXIT, Episode.exited_on),
    (Consent.ends == ConsentEnds.FINAL_DISPOSITION, DISPOSED),
    (Consent.ends == ConsentEnds.OTHER, Consent.ended_on),
    else_=None,
)


def consents_with_events() -> Select[*tuple[Any, ...]]:
    """Consents, each with the day of its event, when the participant left, and the disposition."""
    asked: Select[*tuple[Any, ...]] = select(
        Consent,
        EVENT.label("event_on"),
        Episode.exited_on,
        DISPOSED.label("disposed_on"),
    )
    return asked.join(Episode, Episode.id == Consent.episode_id)


def consent_facts(db: Session, episode_ids: Sequence[int]) -> dict[int, list[ConsentFacts]]:
    """The consents of these episodes, in a query for every few hundred of them."""
    found: dict[int, list[ConsentFacts]] = {}
    columns = (
        Consent.episode_id,
        Consent.id,
        Consent.kind,
        Consent.state,
        Consent.recipients,
        Consent.recipient_names,
        Consent.information,
        Consent.signed_on,
        Consent.expires_on,
        EVENT,
        Consent.revoked_on,
    )
    asked = select(*columns).join(Episode, Episode.id == Consent.episode_id)
    for first in range(0, len(episode_ids), CHUNK):
        some = episode_ids[first : first + CHUNK]
        for row in db.execute(asked.where(Consent.episode_id.in_(some))):
            found.setdefault(row[0], []).append(_facts(row))
    return found


def _facts(row: Any) -> ConsentFacts:
    _, number, kind, state, recipients, names, information, signed, expires, event, revoked = row
    return ConsentFacts(
        id=number,
        kind=kind,
        state=state,
        recipients=frozenset(recipients),
        names=names_of(names),
        information=frozenset(information),
        signed_on=signed,
        expires_on=expires,
        event_on=event,
        revoked_on=revoked,
    )


def names_of(text: str) -> frozenset[str]:
    """The names among recipients written one a line, before a comma if an address follows."""
    lines = (line.strip() for line in text.splitlines())
    return frozenset(line.partition(",")[0].strip().casefold() for line in lines if line)


def event_day(
    ends: ConsentEnds | None, own: date | None, exited_on: date | None, disposed_on: date | None
) -> date | None:
    """The day on which an event came, as far as it is known."""
    if ends is ConsentEnds.EXIT:
        return exited_on
    if ends is ConsentEnds.FINAL_DISPOSITION:
        return disposed_on
    return own if ends is ConsentEnds.OTHER else None
