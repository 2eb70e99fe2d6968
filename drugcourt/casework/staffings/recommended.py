"""What the team recommends for one hearing, ready to be given in court."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.responses.responses import NewResponse
from drugcourt.casework.staffings.decisions import decisions_of
from drugcourt.casework.staffings.sentences import Decision, Option
from drugcourt.domain.hearings import PhaseMove
from drugcourt.domain.responses import Heard, ResponseFamily
from drugcourt.records.hearings import DocketEntry


@dataclass(frozen=True, slots=True)
class Recommended:
    """The responses and the move of the team's decision.

    `asked` are sanctions of which nobody has recorded yet whether the participant was heard: they
    are given by themselves, once that is said.
    """

    responses: tuple[NewResponse, ...]
    asked: tuple[str, ...]
    move: PhaseMove


def recommended(db: Session, *, entry_id: int) -> Recommended | None:
    """What the team recommends for a hearing; None where it has not decided."""
    row = db.execute(
        select(DocketEntry.session_id, DocketEntry.episode_id).where(DocketEntry.id == entry_id)
    ).one_or_none()
    if row is None:
        return None
    found = decisions_of(db, session_id=row.session_id, episode_id=row.episode_id)
    if row.episode_id not in found:
        return None
    decision = found[row.episode_id].decision
    heard = _heard(decision)
    ready, asked = [], []
    for option in decision.chosen:
        if option.family is ResponseFamily.SANCTION and heard is Heard.UNSAID:
            asked.append(option.title)
        else:
            ready.append(_response(option, decision, heard))
    return Recommended(tuple(ready), tuple(asked), decision.move)


def _heard(decision: Decision) -> Heard:
    if decision.contested:
        return Heard.CONTESTED
    return Heard.AGREED if decision.account.strip() else Heard.UNSAID


def _response(option: Option, decision: Decision, heard: Heard) -> NewResponse:
    sanction = option.family is ResponseFamily.SANCTION
    return NewResponse(
        family=option.family,
        title=option.title,
        magnitude=option.magnitude,
        behavior=decision.behavior[:200],
        behavior_key=decision.behavior_key,
        goal=decision.goal,
        rule=decision.rule,
        jail_days=option.jail_days,
        due_on=option.due_on,
        heard=heard if sanction else Heard.UNSAID,
        explanation=decision.account if sanction else "",
    )
