"""Acts that end an episode: graduation with dismissal of charges, termination, neutral exits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.exits.aftercare import plan_after
from drugcourt.casework.exits.dispositions import settle
from drugcourt.casework.exits.graduations import RECORD_CHECK, check_open
from drugcourt.casework.exits.terminations import close_proceeding, may_terminate, open_proceeding
from drugcourt.casework.participants.participants import (
    end_stay,
    move_status,
    not_after,
    open_episode,
)
from drugcourt.casework.phases import judged, snapshot
from drugcourt.casework.programs.programs import program
from drugcourt.domain.cases import CaseOutcome
from drugcourt.domain.episodes import CANDIDATE_STATUSES, EpisodeStatus, ExitReason, StayOutcome
from drugcourt.domain.exits import TerminationDecision
from drugcourt.domain.findings import Finding, Readiness
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

    Refused with the open findings unless all measured requirements are met and the record check is
    as fresh as the program asks, or a named person decided otherwise for a reason.
    """
    episode = open_episode(db, episode_id)
    day = on or context.today
    not_after(context, "on", day)
    db.flush()
    eligibility = judged(db, episode_id=episode_id, as_of=day).dismissal
    lacking = _record_check(db, episode, eligibility, day)
    if not (reason.strip() and decided_by.strip()):
        _refuse_early(eligibility, lacking)
    stay = end_stay(db, episode, day, StayOutcome.EXITED)
    if stay is not None:
        stay.decided_by, stay.reason = decided_by, reason
        stay.findings = snapshot(replace(eligibility, findings=(*eligibility.findings, *lacking)))
    for case in db.scalars(select(CourtCase).where(CourtCase.episode_id == episode_id)):
        if case.outcome is CaseOutcome.PENDING and case.if_graduated is not CaseOutcome.PENDING:
            settle(db, context, case, case.if_graduated, day)
    _withdraw(db, episode, day, decided_by or context.who)
    _close(db, episode, EpisodeStatus.GRADUATED, ExitReason.COMPLETED, day, reason)
    plan_after(db, episode, day)


def terminate(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    exit_reason: ExitReason,
    decided_by: str,
    note: str = "",
    on: date | None = None,
) -> None:
    """End unsuccessfully, on the open proceeding; `note` is what the court said in deciding.

    Refused, naming what is missing, without notice, hearing and finding or a signed waiver.
    """
    episode = open_episode(db, episode_id)
    day = on or context.today
    not_after(context, "on", day)
    if episode.status in CANDIDATE_STATUSES:
        raise Refusal("This person has not been admitted yet.")
    if exit_reason is ExitReason.COMPLETED:
        raise FieldRefusal("exit_reason", "Completing the program is recorded as graduation.")
    if exit_reason in (ExitReason.DEATH, ExitReason.ILLNESS):
        raise FieldRefusal("exit_reason", "That is a neutral exit; record it as one.")
    if not decided_by.strip():
        raise FieldRefusal("decided_by", "Name who decided.")
    proceeding = open_proceeding(db, episode_id)
    may_terminate(proceeding, day)
    assert proceeding is not None
    close_proceeding(proceeding, TerminationDecision.TERMINATED, day, decided_by, note)
    end_stay(db, episode, day, StayOutcome.EXITED)
    _close(db, episode, EpisodeStatus.TERMINATED, exit_reason, day, note or proceeding.grounds)
    plan_after(db, episode, day)


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
    _withdraw(db, episode, day, context.who)
    _close(db, episode, EpisodeStatus.NEUTRAL_DISCHARGE, exit_reason, day, note)


def _record_check(
    db: Session, episode: Episode, eligibility: Readiness, day: date
) -> tuple[Finding, ...]:
    """The check as a finding of its own, unless the handbook's own line says the same already."""
    handbook = program(db, episode.program_id)
    lacking = check_open(db, episode, handbook, day)
    if lacking is None:
        return ()
    said = {
        asked.key
        for asked in handbook.requirements
        if getattr(asked.rule, "milestone", "") == RECORD_CHECK
    }
    return () if any(found.rule in said for found in eligibility.open) else (lacking,)


def _refuse_early(eligibility: Readiness, lacking: tuple[Finding, ...]) -> None:
    if not eligibility.ready_but_for_decisions:
        raise Refusal(
            "Not every requirement is met. To graduate all the same, say who decided and why.",
            (*eligibility.open, *lacking),
        )
    if lacking:
        raise Refusal(
            f"The record check does not hold: {lacking[0].text}. Enter a new one, or say who "
            "decided otherwise and why.",
            lacking,
        )


def _withdraw(db: Session, episode: Episode, day: date, by: str) -> None:
    """An exit of another kind ends a termination proceeding that is still open."""
    if (proceeding := open_proceeding(db, episode.id)) is not None:
        close_proceeding(proceeding, TerminationDecision.WITHDRAWN, day, by, "")


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
