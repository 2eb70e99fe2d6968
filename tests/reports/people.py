"""Participants for the papers, made through the acts that staff use."""

from __future__ import annotations

from datetime import date, timedelta

from drugcourt.casework import cases, medications, milestones, phases
from drugcourt.casework.exits import ceremonies, exits, graduations, terminations
from drugcourt.casework.hearings import hearings
from drugcourt.casework.hearings.hearings import Outcome
from drugcourt.casework.participants import participants
from drugcourt.casework.participants.participants import Admission
from drugcourt.casework.responses import responses
from drugcourt.casework.responses.responses import NewResponse
from drugcourt.casework.specimens import specimens
from drugcourt.casework.supervision import contacts, permission_requests, work
from drugcourt.casework.treatment import care
from drugcourt.domain.cases import ChargeLevel, LegalTrack
from drugcourt.domain.episodes import EpisodeStatus, ExitReason, RiskNeed
from drugcourt.domain.exits import TerminationFinding
from drugcourt.domain.hearings import HearingAttendance, HearingKind
from drugcourt.domain.people import Ethnicity, Gender, Race, Sex
from drugcourt.domain.permission_requests import PermissionAnswer, PermissionKind
from drugcourt.domain.responses import Heard, ResponseFamily
from drugcourt.domain.rule_terms import DecisionBy
from drugcourt.domain.specimens import AnalyteResult, CollectionStatus, Matrix, Substance
from drugcourt.domain.supervision import ContactMode, WorkKind
from drugcourt.domain.tone import YesNo
from drugcourt.domain.treatment import Attendance, LevelOfCare, SessionKind
from drugcourt.workspace import Workspace

TODAY = date(2026, 11, 24)
NEG, POS = AnalyteResult.NEGATIVE, AnalyteResult.POSITIVE
PANEL = (Substance.THC, Substance.FENTANYL, Substance.METHAMPHETAMINE, Substance.BUPRENORPHINE)


def admitted(
    workspace: Workspace,
    family: str = "Boyd",
    given: str = "Terrell",
    *,
    on: date = date(2026, 9, 1),
    case_number: str = "",
    track: LegalTrack = LegalTrack.POST_PLEA,
    case_manager: str = "J. Pike",
    phase: str = "",
    **person,
) -> int:
    """A participant in the program; returns the episode's number."""
    episode_id = workspace.perform(
        participants.refer,
        person={"family_name": family, "given_name": given, **person},
        referred_on=on - timedelta(days=20),
        referral_source="Defense counsel",
    )
    workspace.perform(
        participants.admit,
        episode_id=episode_id,
        admission=Admission(
            on,
            track,
            ChargeLevel.FELONY,
            RiskNeed.HIGH_HIGH,
            case_manager=case_manager,
            phase=phase,
        ),
    )
    if case_number:
        workspace.perform(
            cases.add_case,
            episode_id=episode_id,
            number=case_number,
            charges=[
                {"text": "Possession of a controlled substance", "statute": "ORS 475.854"},
                {"text": "Theft in the second degree", "level": ChargeLevel.MISDEMEANOR},
            ],
            defense_counsel="A. Winters",
            prosecutor="L. Osei",
        )
    return episode_id


def test_on(workspace: Workspace, episode_id: int, day: date, *positive: Substance, **values):
    values = {"collected_on": day, "observed": YesNo.YES, **values}
    collected = values.get("status", CollectionStatus.COLLECTED) is CollectionStatus.COLLECTED
    results = {s: POS if s in positive else NEG for s in PANEL} if collected else {}
    workspace.perform(specimens.record_test, episode_id=episode_id, values=values, results=results)


test_on.__test__ = False


def session_on(workspace: Workspace, day: date, *episode_ids: int, kind=HearingKind.REVIEW) -> int:
    """A session with these people on its docket."""
    session_id = workspace.perform(hearings.schedule_session, held_on=day)
    for episode_id in episode_ids:
        workspace.perform(
            hearings.put_on_docket, session_id=session_id, episode_id=episode_id, kind=kind
        )
    return session_id


def heard(workspace: Workspace, day: date, episode_id: int, **outcome) -> None:
    """A hearing that was held."""
    session_id = workspace.perform(hearings.schedule_session, held_on=day)
    entry = workspace.perform(hearings.put_on_docket, session_id=session_id, episode_id=episode_id)
    outcome = Outcome(**{"attendance": HearingAttendance.PRESENT, **outcome})
    workspace.perform(hearings.record_hearing, entry_id=entry, outcome=outcome)


def tran(workspace: Workspace) -> int:
    """Kevin Tran of the picture: phase 3, 45 sober days, everything met but the team's decision."""
    episode_id = admitted(
        workspace,
        "Tran",
        "Kevin",
        on=date(2026, 2, 10),
        case_number="CR-2025-01187",
        birth_date=date(1994, 5, 2),
        sex=Sex.MALE,
        gender=Gender.MAN,
        race=Race.ASIAN,
        ethnicity=Ethnicity.NOT_HISPANIC,
    )
    about = {"episode_id": episode_id}
    workspace.perform(
        participants.set_status,
        **about,
        status=EpisodeStatus.IN_CUSTODY,
        on=date(2026, 3, 2),
        reason="County jail",
    )
    workspace.perform(
        participants.set_status, **about, status=EpisodeStatus.ACTIVE, on=date(2026, 3, 30)
    )
    for on in (date(2026, 5, 12), date(2026, 8, 10)):
        workspace.perform(
            phases.advance, **about, on=on, decided_by="Hon. M. Whitfield", reason="As agreed"
        )
    workspace.perform(
        medications.start_medication,
        **about,
        name="Buprenorphine/naloxone",
        started_on=date(2026, 4, 1),
        detected_as=[Substance.BUPRENORPHINE],
        moud=True,
    )
    workspace.perform(
        care.begin_treatment,
        **about,
        provider="Northside IOP",
        level=LevelOfCare.INTENSIVE_OUTPATIENT,
        started_on=date(2026, 8, 12),
    )
    test_on(workspace, episode_id, date(2026, 10, 9), Substance.FENTANYL, Substance.BUPRENORPHINE)
    for day, matrix in ((11, Matrix.BREATH), (14, Matrix.URINE), (17, Matrix.ORAL_FLUID)):
        test_on(workspace, episode_id, date(2026, 11, day), Substance.BUPRENORPHINE, matrix=matrix)
    for day in (20, 23):
        test_on(workspace, episode_id, date(2026, 11, day), Substance.BUPRENORPHINE)
    for day in (1, 3, 6, 8, 10, 13, 15, 17, 20, 22):
        workspace.perform(
            care.record_attendance,
            **about,
            held_on=date(2026, 11, day),
            kind=SessionKind.GROUP,
            attendance=Attendance.ATTENDED,
            provider="Northside IOP",
        )
    for day, came in ((11, Attendance.ATTENDED), (18, Attendance.EXCUSED)):
        workspace.perform(
            care.record_attendance,
            **about,
            held_on=date(2026, 11, day),
            kind=SessionKind.SUPPORT_MEETING,
            attendance=came,
        )
    workspace.perform(
        contacts.record_contact, **about, contacted_on=date(2026, 11, 12), mode=ContactMode.HOME
    )
    workspace.perform(
        work.begin_work,
        **about,
        kind=WorkKind.JOB,
        started_on=date(2026, 9, 1),
        place="Cedar Lumber",
        hours=24.0,
        verified_on=date(2026, 11, 9),
    )
    for on, family, title in (
        (date(2026, 10, 14), ResponseFamily.SANCTION, "Essay on triggers"),
        (date(2026, 11, 10), ResponseFamily.INCENTIVE, "Fishbowl draw"),
    ):
        workspace.perform(
            responses.give_response,
            **about,
            response=NewResponse(family, title, behavior="full attendance", heard=Heard.AGREED),
            on=on,
        )
    workspace.perform(
        responses.give_response,
        **about,
        response=NewResponse(
            ResponseFamily.SERVICE_ADJUSTMENT,
            "Relapse-prevention plan, draft",
            due_on=date(2026, 12, 8),
        ),
        on=date(2026, 11, 3),
    )
    for key in ("identification", "application_4"):
        workspace.perform(milestones.reach_milestone, **about, key=key, done_on=date(2026, 11, 2))
    heard(workspace, date(2026, 11, 10), episode_id, next_on=TODAY)
    session_on(workspace, date(2026, 12, 22), episode_id)
    return episode_id


def bare(workspace: Workspace) -> int:
    """No name, no case, no test, no hearing: only a participant number and an admission."""
    return admitted(workspace, "", "", reference="P-0007", on=date(2026, 11, 12), case_manager="")


def missing_tests(workspace: Workspace) -> int:
    """Two missed tests, one positive, one absence, on the docket today."""
    episode_id = admitted(
        workspace, "Okafor", "James", on=date(2026, 10, 21), case_number="CR-2026-00412"
    )
    for day in (19, 22):
        test_on(workspace, episode_id, date(2026, 11, day), status=CollectionStatus.MISSED)
    test_on(workspace, episode_id, date(2026, 11, 12), Substance.METHAMPHETAMINE)
    workspace.perform(
        care.record_attendance,
        episode_id=episode_id,
        held_on=date(2026, 11, 16),
        kind=SessionKind.GROUP,
        attendance=Attendance.ABSENT,
        provider="Northside IOP",
    )
    heard(workspace, date(2026, 11, 10), episode_id)
    session_on(workspace, TODAY, episode_id)
    return episode_id


def done(workspace: Workspace) -> int:
    """Marisol Reyes: all that dismissal asks is met but for the decisions of people."""
    episode_id = admitted(
        workspace,
        "Reyes",
        "Marisol",
        on=date(2025, 4, 1),
        case_number="CR-2024-00318",
        sex=Sex.FEMALE,
        race=Race.WHITE,
        ethnicity=Ethnicity.HISPANIC,
    )
    about = {"episode_id": episode_id}
    for on in (date(2025, 7, 1), date(2025, 10, 1), date(2026, 1, 6), date(2026, 4, 7)):
        workspace.perform(phases.advance, **about, on=on, decided_by="Judge", reason="Agreed")
    for key in (
        "intake",
        "assessment",
        "treatment_plan",
        "primary_care",
        "housing",
        "identification",
        "application_2",
        "application_3",
        "application_4",
        "application_5",
        "relapse_prevention",
        "recovery_plan",
        "giving_back",
        "exit_interview",
        "record_check",
    ):
        workspace.perform(milestones.reach_milestone, **about, key=key, done_on=date(2026, 11, 5))
    workspace.perform(
        work.begin_work,
        **about,
        kind=WorkKind.JOB,
        started_on=date(2026, 1, 1),
        hours=38.0,
        verified_on=date(2026, 11, 3),
    )
    for week in range(30):
        test_on(workspace, episode_id, date(2026, 4, 20) + timedelta(weeks=week))
    for week in range(4):
        workspace.perform(
            care.record_attendance,
            **about,
            held_on=date(2026, 11, 2) + timedelta(weeks=week, days=-1),
            kind=SessionKind.GROUP,
            attendance=Attendance.ATTENDED,
        )
    heard(workspace, date(2026, 11, 10), episode_id)
    session_on(workspace, TODAY, episode_id)
    may_travel(workspace, episode_id)
    return episode_id


def may_travel(workspace: Workspace, episode_id: int) -> None:
    """Leave for a weekend, granted."""
    number = workspace.perform(
        permission_requests.ask_permission,
        episode_id=episode_id,
        kind=PermissionKind.TRAVEL,
        starts_on=TODAY + timedelta(days=4),
        place="Lakeview",
    )
    workspace.perform(
        permission_requests.answer_permission, request_id=number, answer=PermissionAnswer.GRANTED
    )


def graduated(workspace: Workspace) -> int:
    """Someone who left in graduation this year."""
    episode_id = admitted(
        workspace, "Quinn", "Adele", on=date(2025, 3, 3), case_number="CR-2024-00077"
    )
    workspace.perform(
        exits.graduate,
        episode_id=episode_id,
        on=date(2026, 6, 2),
        decided_by="Hon. M. Whitfield",
        reason="As agreed",
    )
    return episode_id


def moved_away(workspace: Workspace) -> int:
    """A neutral exit."""
    episode_id = admitted(workspace, "Soto", "Luis", on=date(2025, 12, 1))
    workspace.perform(
        exits.discharge,
        episode_id=episode_id,
        exit_reason=ExitReason.RELOCATED,
        on=date(2026, 7, 7),
    )
    return episode_id


def ended(workspace: Workspace) -> int:
    """A termination."""
    episode_id = admitted(workspace, "Hale", "Brett", on=date(2026, 1, 13))
    workspace.perform(
        terminations.open_termination,
        episode_id=episode_id,
        grounds="A new arrest in July",
        on=date(2026, 7, 21),
        notice_on=date(2026, 7, 21),
        notice_to="Participant and counsel",
        counsel="Public defender",
        hearing_on=date(2026, 8, 4),
        finding=TerminationFinding.FOUND,
    )
    workspace.perform(
        exits.terminate,
        episode_id=episode_id,
        exit_reason=ExitReason.NEW_OFFENSE,
        decided_by="Hon. M. Whitfield",
        note="Notice, hearing, finding",
        on=date(2026, 8, 4),
    )
    return episode_id


def candidate(workspace: Workspace) -> int:
    """A referral, not admitted."""
    return workspace.perform(
        participants.refer,
        person={"family_name": "Vance", "given_name": "Leah"},
        referred_on=date(2026, 11, 17),
    )


def granted(workspace: Workspace, episode_id: int) -> None:
    """All decisions of people that dismissal waits for."""
    found = workspace.read(phases.judged, episode_id=episode_id, as_of=TODAY).dismissal
    for finding in found.open:
        workspace.perform(
            milestones.decide,
            episode_id=episode_id,
            requirement=finding.rule,
            by=DecisionBy.JUDGE if "judge" in finding.rule else DecisionBy.TEAM,
            granted=True,
            name="As decided",
        )


def ceremony(workspace: Workspace, *episode_ids: int, day: date = date(2026, 12, 15)) -> date:
    """A ceremony with these people on it; its day."""
    number = workspace.perform(ceremonies.schedule_ceremony, held_on=day, place="Courtroom 4")
    for episode_id in episode_ids:
        workspace.perform(
            graduations.prepare_graduation,
            episode_id=episode_id,
            changes={"ceremony_id": number, "applied_on": date(2026, 11, 10)},
        )
    return day


def everyone(workspace: Workspace) -> dict[str, int]:
    """A small court with one of each."""
    people = (tran, missing_tests, done, bare, graduated, moved_away, ended, candidate)
    return {make.__name__: make(workspace) for make in people}
