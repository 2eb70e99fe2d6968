"""A court day made through acts: people admitted, a session, and who is on its docket."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import Session

from drugcourt.casework import cases
from drugcourt.casework.hearings import hearings
from drugcourt.casework.participants import participants
from drugcourt.casework.participants.participants import Admission
from drugcourt.casework.specimens import specimens
from drugcourt.domain.cases import LegalTrack
from drugcourt.domain.episodes import RiskNeed
from drugcourt.domain.hearings import HearingAttendance
from drugcourt.domain.specimens import AnalyteResult, CollectionStatus, Substance
from drugcourt.workspace import Workspace

TODAY = date(2026, 11, 24)
CUP = (Substance.THC, Substance.COCAINE, Substance.FENTANYL, Substance.BUPRENORPHINE)


def days_ago(n: int) -> date:
    return TODAY - timedelta(days=n)


def admitted(
    court: Workspace,
    family: str = "Okafor",
    given: str = "James",
    *,
    days: int = 34,
    case: str = "",
    **wanted: Any,
) -> int:
    """A participant of phase 1 since `days` ago; returns the episode."""
    on = days_ago(days)
    episode_id = court.perform(
        participants.refer,
        person={"family_name": family, "given_name": given},
        referred_on=on,
    )
    admission = Admission(
        admitted_on=on, track=LegalTrack.POST_PLEA, risk_need=RiskNeed.HIGH_HIGH, **wanted
    )
    court.perform(participants.admit, episode_id=episode_id, admission=admission)
    if case:
        court.perform(cases.add_case, episode_id=episode_id, number=case)
    return episode_id


def session(court: Workspace, day: date = TODAY) -> int:
    return court.perform(hearings.schedule_session, held_on=day)


def on_docket(court: Workspace, episode_id: int, day: date = TODAY) -> int:
    """Put on the docket of a day; returns the entry."""
    return court.perform(
        hearings.put_on_docket, session_id=session(court, day), episode_id=episode_id
    )


def heard(court: Workspace, entry_id: int, **wanted: Any) -> None:
    wanted.setdefault("attendance", HearingAttendance.PRESENT)
    court.perform(hearings.record_hearing, entry_id=entry_id, outcome=hearings.Outcome(**wanted))


def cup(
    court: Workspace, episode_id: int, day: date, *positive: Substance, confirm: bool = False
) -> int:
    """A collected urine cup, negative but for the substances named; returns the specimen."""
    results = {s: AnalyteResult.POSITIVE if s in positive else AnalyteResult.NEGATIVE for s in CUP}
    return court.perform(
        specimens.record_test,
        episode_id=episode_id,
        values={"collected_on": day},
        results=results,
        to_confirm=positive if confirm else (),
    )


def no_cup(
    court: Workspace,
    episode_id: int,
    day: date,
    status: CollectionStatus = CollectionStatus.MISSED,
) -> int:
    return court.perform(
        specimens.record_test,
        episode_id=episode_id,
        values={"collected_on": day, "status": status},
        results={},
    )


def kept(court: Workspace, record: type[Any], number: int) -> Any:
    """A record as it is kept now, cut loose from the file; None when there is none."""

    def question(db: Session) -> Any:
        found = db.get(record, number)
        db.expunge_all()
        return found

    return court.read(question)


def kept_all(court: Workspace, asked: Select[Any]) -> list[Any]:
    """The records asked for as they are kept now, cut loose from the file."""

    def question(db: Session) -> list[Any]:
        found = list(db.scalars(asked))
        db.expunge_all()
        return found

    return court.read(question)
