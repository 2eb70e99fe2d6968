"""The proceeding before a termination: notice, counsel, hearing or signed waiver, finding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.participants.participants import move_status, not_after, open_episode
from drugcourt.domain.dates import short
from drugcourt.domain.episodes import CANDIDATE_STATUSES, EpisodeStatus
from drugcourt.domain.exits import TerminationDecision, TerminationFinding
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.records.episodes import Episode
from drugcourt.records.exits import TerminationProceeding
from drugcourt.workspace import Context

PROCEEDING_FIELDS = frozenset(
    {
        "grounds",
        "notice_on",
        "notice_to",
        "counsel",
        "hearing_on",
        "waiver_on",
        "waiver_text",
        "finding",
        "finding_text",
    }
)


def open_termination(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    grounds: str,
    on: date | None = None,
    **values: Any,
) -> int:
    """Open a proceeding with its grounds; an active participant is pending termination from then.

    Refused while another proceeding is open, and for a candidate. Returns its number.
    """
    episode = open_episode(db, episode_id)
    day = on or context.today
    not_after(context, "on", day)
    if episode.status in CANDIDATE_STATUSES:
        raise Refusal("This person has not been admitted yet.")
    if open_proceeding(db, episode_id) is not None:
        raise Refusal("A termination proceeding is open already. Go on with that one.")
    proceeding = TerminationProceeding(episode_id=episode_id, opened_on=day, grounds=grounds)
    _set(proceeding, values)
    _check(context, episode, proceeding)
    db.add(proceeding)
    if episode.status is EpisodeStatus.ACTIVE:
        move_status(db, episode, EpisodeStatus.PENDING_TERMINATION, day, "Termination proceeding")
    db.flush()
    return proceeding.id


def amend_termination(
    db: Session, context: Context, *, proceeding_id: int, changes: Mapping[str, Any]
) -> None:
    """Enter or correct notice, counsel, hearing, waiver or finding of an open proceeding."""
    proceeding = _proceeding(db, proceeding_id)
    episode = open_episode(db, proceeding.episode_id)
    _set(proceeding, changes)
    with db.no_autoflush:
        _check(context, episode, proceeding)


def end_termination(
    db: Session,
    context: Context,
    *,
    proceeding_id: int,
    decision: TerminationDecision,
    decided_by: str,
    on: date | None = None,
    text: str = "",
) -> None:
    """Close a proceeding in which the participant stays in the program."""
    proceeding = _proceeding(db, proceeding_id)
    episode = open_episode(db, proceeding.episode_id)
    day = on or context.today
    not_after(context, "on", day)
    if decision is TerminationDecision.TERMINATED:
        raise FieldRefusal("decision", "A termination ends the episode: record it as the exit.")
    if not decided_by.strip():
        raise FieldRefusal("decided_by", "Name who decided.")
    close_proceeding(proceeding, decision, day, decided_by, text)
    if episode.status is EpisodeStatus.PENDING_TERMINATION:
        move_status(db, episode, EpisodeStatus.ACTIVE, day, decision.label)


def close_proceeding(
    proceeding: TerminationProceeding,
    decision: TerminationDecision,
    day: date,
    decided_by: str,
    text: str,
) -> None:
    """Write the decision; the day must not lie before the proceeding began."""
    if day < proceeding.opened_on:
        raise FieldRefusal("on", "That day lies before the proceeding was opened.")
    proceeding.decision, proceeding.decided_on = decision, day
    proceeding.decided_by, proceeding.decision_text = decided_by.strip(), text


def open_proceeding(db: Session, episode_id: int) -> TerminationProceeding | None:
    """The proceeding that has no decision yet."""
    return db.scalar(
        select(TerminationProceeding).where(
            TerminationProceeding.episode_id == episode_id,
            TerminationProceeding.decision.is_(None),
        )
    )


def may_terminate(proceeding: TerminationProceeding | None, day: date) -> None:
    """Refusal that names everything missing for a termination on this day."""
    if proceeding is None:
        raise Refusal(
            "A termination needs notice and a hearing, or a signed waiver of both. Open the "
            "proceeding first and enter them."
        )
    if proceeding.finding is TerminationFinding.NOT_FOUND:
        raise Refusal(
            "The grounds were not found, so the participant can't be terminated on them. Close "
            "the proceeding; the participant stays in the program."
        )
    if waiting := missing(proceeding, day):
        raise Refusal(
            f"This termination can't be closed yet. Still missing: {', '.join(waiting)}. Enter "
            "that, or the waiver of notice and hearing that the participant signed."
        )


def missing(proceeding: TerminationProceeding, day: date) -> tuple[str, ...]:
    """What due process still asks before this day's decision; nothing where both were waived."""
    if proceeding.waiver_on is not None and proceeding.waiver_on <= day:
        return ()
    heard = proceeding.hearing_on
    asked = (
        (proceeding.notice_on is None or proceeding.notice_on > day, "the day of the notice"),
        (not proceeding.notice_to.strip(), "whom the notice went to"),
        (not proceeding.counsel.strip(), "counsel, or that counsel was declined"),
        (heard is None, "the hearing"),
        (heard is not None and heard > day, f"the hearing, set for {heard and short(heard, day)}"),
        (proceeding.finding is None, "the finding"),
    )
    return tuple(words for open_, words in asked if open_)


# Asked ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ProceedingRow:
    """One proceeding as it stands; `missing` is what a termination today would still lack."""

    id: int
    opened_on: date
    grounds: str
    notice_on: date | None
    notice_to: str
    counsel: str
    hearing_on: date | None
    waiver_on: date | None
    waiver_text: str
    finding: TerminationFinding | None
    finding_text: str
    decision: TerminationDecision | None
    decided_on: date | None
    decided_by: str
    decision_text: str
    missing: tuple[str, ...] = ()


def proceeding_rows(db: Session, *, episode_id: int, today: date) -> list[ProceedingRow]:
    """The proceedings of an episode, the newest first."""
    asked = (
        select(TerminationProceeding)
        .where(TerminationProceeding.episode_id == episode_id)
        .order_by(TerminationProceeding.opened_on.desc(), TerminationProceeding.id.desc())
    )
    names = [name for name in ProceedingRow.__slots__ if name != "missing"]
    return [
        ProceedingRow(
            **{name: getattr(kept, name) for name in names},
            missing=missing(kept, today) if kept.decision is None else (),
        )
        for kept in db.scalars(asked)
    ]


# Checks ---------------------------------------------------------------------------------------


def _set(proceeding: TerminationProceeding, changes: Mapping[str, Any]) -> None:
    for key, value in changes.items():
        if key not in PROCEEDING_FIELDS:
            raise FieldRefusal(key, "That is not a field of a termination proceeding.")
        if getattr(proceeding, key) != value:
            setattr(proceeding, key, value)


def _check(context: Context, episode: Episode, proceeding: TerminationProceeding) -> None:
    """Days stand in their order: admission, notice, hearing, finding."""
    if not (proceeding.grounds or "").strip():
        raise FieldRefusal("grounds", "Say on what grounds.")
    begins = episode.admitted_on
    for key in ("notice_on", "hearing_on", "waiver_on"):
        day = getattr(proceeding, key)
        if day is not None and begins is not None and day < begins:
            raise FieldRefusal(key, "That day lies before the admission.")
        if day is not None and key != "hearing_on":
            not_after(context, key, day)
    notice, heard = proceeding.notice_on, proceeding.hearing_on
    if notice is not None and heard is not None and heard < notice:
        raise FieldRefusal("hearing_on", "Notice comes before the hearing. Check both days.")
    waived = proceeding.waiver_on is not None
    if waived and not (proceeding.waiver_text or "").strip():
        raise FieldRefusal("waiver_text", "Say who signed, and with whose advice.")
    if proceeding.finding is not None and not waived and (heard is None or heard > context.today):
        raise FieldRefusal("finding", "A finding is made at the hearing; enter its day first.")


def _proceeding(db: Session, proceeding_id: int) -> TerminationProceeding:
    proceeding = db.get(TerminationProceeding, proceeding_id)
    if proceeding is None:
        raise Refusal("That termination proceeding is not recorded.")
    if proceeding.decision is not None:
        raise Refusal("This proceeding is closed. Open a new one if there are new grounds.")
    return proceeding
