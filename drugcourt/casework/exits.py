"""Acts that end an episode: graduation with dismissal of charges, termination, neutral exits."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.cases import record_outcome
from drugcourt.casework.participants import end_stay, move_status, not_after, open_episode
from drugcourt.casework.phases import judged, snapshot
from drugcourt.domain.terms import (
    CANDIDATE_STATUSES,
    CaseOutcome,
    EpisodeStatus,
    ExitReason,
    StayOutcome,
)
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.records.cases import CourtCase
from drugcourt.records.episodes import Episode
from drugcourt.workspace import Context

NEUTRAL = frozenset({ExitReason.RELOCATED, ExitReason.ILLNESS, ExitReason.DEATH, ExitReason.OTHER})


def graduate(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    on: date | None = None,
    decided_by: str = "",
    reason: str = "",
) -> None:
    """End in graduation; each case gets the outcome its track was promised.

    Refused with the open findings unless all measured requirements are met, or a named person
    decided otherwise for a reason.
    """
    episode = open_episode(db, episode_id)
    day = on or context.today
    not_after(context, "on", day)
    db.flush()
    eligibility = judged(db, episode_id=episode_id, as_of=day).dismissal
    if not eligibility.ready_but_for_decisions and not (reason.strip() and decided_by.strip()):
        raise Refusal(
            "Not every requirement is met. To graduate all the same, say who decided and why.",
            eligibility.open,
        )
    stay = end_stay(db, episode, day, StayOutcome.EXITED)
    if stay is not None:
        stay.decided_by, stay.reason = decided_by, reason
        stay.findings = snapshot(eligibility)
    for case in db.scalars(select(CourtCase).where(CourtCase.episode_id == episode_id)):
        if case.outcome is CaseOutcome.PENDING and case.if_graduated is not CaseOutcome.PENDING:
            record_outcome(db, context, case_id=case.id, outcome=case.if_graduated, on=day)
    _close(db, episode, EpisodeStatus.GRADUATED, ExitReason.COMPLETED, day, reason)


def terminate(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    exit_reason: ExitReason,
    note: str,
    on: date | None = None,
) -> None:
    """End unsuccessfully; the grounds must be said."""
    episode = open_episode(db, episode_id)
    day = on or context.today
    not_after(context, "on", day)
    if exit_reason is ExitReason.COMPLETED:
        raise FieldRefusal("exit_reason", "Completing the program is recorded as graduation.")
    if not note.strip():
        raise FieldRefusal("note", "Say what the termination rests on: notice, hearing, finding.")
    end_stay(db, episode, day, StayOutcome.EXITED)
    _close(db, episode, EpisodeStatus.TERMINATED, exit_reason, day, note)


def discharge(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    exit_reason: ExitReason,
    note: str = "",
    on: date | None = None,
) -> None:
    """End neutrally (moved away, illness, death): it counts neither as success nor as failure."""
    episode = open_episode(db, episode_id)
    day = on or context.today
    not_after(context, "on", day)
    if exit_reason not in NEUTRAL:
        raise FieldRefusal("exit_reason", "That reason is not a neutral one.")
    end_stay(db, episode, day, StayOutcome.EXITED)
    _close(db, episode, EpisodeStatus.NEUTRAL_DISCHARGE, exit_reason, day, note)


def _close(
    db: Session,
    episode: Episode,
    status: EpisodeStatus,
    exit_reason: ExitReason,
    day: date,
    note: str,
) -> None:
    if episode.status in CANDIDATE_STATUSES:
        raise Refusal("This person has not been admitted yet.")
    move_status(db, episode, status, day, exit_reason.label)
    episode.exited_on, episode.exit_reason, episode.exit_note = day, exit_reason, note
