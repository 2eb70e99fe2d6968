"""Real courts for tests, made through the acts that staff use; tests name what they are about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from drugcourt.casework import desk
from drugcourt.casework.cases import add_case
from drugcourt.casework.hearings.hearings import put_on_docket, schedule_session
from drugcourt.casework.participants.participants import Admission, admit, refer
from drugcourt.casework.programs.programs import keep_program
from drugcourt.casework.programs.versions import move_to_version
from drugcourt.casework.specimens.specimens import record_test
from drugcourt.casework.treatment.care import record_attendance
from drugcourt.domain.cases import ChargeLevel, LegalTrack
from drugcourt.domain.specimens import AnalyteResult, CollectionStatus, Substance
from drugcourt.domain.treatment import Attendance, SessionKind
from drugcourt.exchange.resources import resource
from drugcourt.records.keys import Cost
from drugcourt.workspace import Context, Workspace

PASSWORD = "four small words here"
CHEAP = Cost(1, 8_192, 1)
PANEL = (Substance.FENTANYL, Substance.METHAMPHETAMINE, Substance.THC)

_numbers = count(1)


def court(path: Path, today: date, *, program: str = "five-phase.toml", **about: Any) -> Workspace:
    """An empty court of Cedar County; it sits on the weekday of `today`."""
    made: dict[str, Any] = {
        "court": "Cedar County Recovery Court",
        "staff_name": "R. Alvarez",
        "judge": "Hon. M. Whitfield",
        "courtroom": "Courtroom 4",
        "weekday": today.weekday(),
        "cost": CHEAP,
    }
    return desk.new_desk(
        path,
        PASSWORD,
        program_text=resource("programs", program).read_text("utf-8"),
        as_of=today,
        **{**made, **about},
    )


def candidate(workspace: Workspace, family: str = "", given: str = "Sam", **person: Any) -> int:
    """Someone referred a fortnight ago; returns the episode's number."""
    return workspace.perform(
        refer,
        person={"family_name": family or f"Person {next(_numbers)}", "given_name": given, **person},
        referred_on=workspace.today - timedelta(days=14),
        referral_source="Public defender",
    )


def participant(
    workspace: Workspace,
    family: str = "",
    given: str = "Sam",
    *,
    admitted_on: date | None = None,
    track: LegalTrack = LegalTrack.POST_PLEA,
    phase: str = "",
    **person: Any,
) -> int:
    """Someone admitted (sixty days ago unless said), with one case; the episode's number."""
    admitted = admitted_on or workspace.today - timedelta(days=60)
    episode_id = workspace.perform(
        refer,
        person={"family_name": family or f"Person {next(_numbers)}", "given_name": given, **person},
        referred_on=admitted - timedelta(days=20),
        referral_source="Public defender",
    )
    admission = Admission(admitted, track, ChargeLevel.FELONY, case_manager="J. Pike", phase=phase)
    workspace.perform(admit, episode_id=episode_id, admission=admission)
    workspace.perform(
        add_case,
        episode_id=episode_id,
        number=f"CR-2026-{next(_numbers):05d}",
        charges=[{"text": "Possession of a controlled substance", "level": ChargeLevel.FELONY}],
    )
    return episode_id


def collected(
    workspace: Workspace,
    episode_id: int,
    on: date,
    *positive: Substance,
    to_confirm: Iterable[Substance] = (),
) -> int:
    """A collected test, negative but for what is named; the specimen's number."""
    results = dict.fromkeys(PANEL, AnalyteResult.NEGATIVE)
    results |= dict.fromkeys(positive, AnalyteResult.POSITIVE)
    return workspace.perform(
        record_test,
        episode_id=episode_id,
        values={"collected_on": on},
        results=results,
        to_confirm=to_confirm,
    )


def missed_test(workspace: Workspace, episode_id: int, on: date) -> int:
    """A test that was due and missed; the specimen's number."""
    values = {"collected_on": on, "status": CollectionStatus.MISSED}
    return workspace.perform(record_test, episode_id=episode_id, values=values, results={})


def attended(
    workspace: Workspace,
    episode_id: int,
    on: date,
    attendance: Attendance = Attendance.ATTENDED,
    kind: SessionKind = SessionKind.GROUP,
) -> int:
    """One session that was due; the line's number."""
    return workspace.perform(
        record_attendance,
        episode_id=episode_id,
        held_on=on,
        kind=kind,
        attendance=attendance,
        provider="Northside IOP",
    )


def on_docket(workspace: Workspace, day: date, *episode_ids: int) -> tuple[int, list[int]]:
    """A session of that day with these people on its docket; its number and the entries'."""
    session_id = workspace.perform(schedule_session, held_on=day)
    entries = [
        workspace.perform(put_on_docket, session_id=session_id, episode_id=episode_id)
        for episode_id in episode_ids
    ]
    return session_id, entries


def participants(workspace: Workspace, count: int) -> list[int]:
    """So many people admitted sixty days ago, in one act: much quicker than one by one."""

    def enter(db: Session, context: Context) -> list[int]:
        admitted = context.today - timedelta(days=60)
        found = []
        for _ in range(count):
            person = {"family_name": f"Person {next(_numbers)}", "given_name": "Sam"}
            episode_id = refer(
                db, context, person=person, referred_on=admitted - timedelta(days=20)
            )
            admit(db, context, episode_id=episode_id, admission=Admission(admitted))
            found.append(episode_id)
        return found

    return workspace.perform(enter)


def in_second_program(workspace: Workspace, episode_ids: Sequence[int]) -> int:
    """A second handbook (the first under another name) in force beside it, for these people."""
    text = resource("programs", "five-phase.toml").read_text("utf-8")
    text = text.replace('"five-phase"', '"veterans"', 1).replace("Five-phase model", "Veterans", 1)
    program_id = workspace.perform(keep_program, text=text)
    workspace.perform(
        move_to_version, episode_ids=episode_ids, program_id=program_id, reason="Their own court"
    )
    return program_id
