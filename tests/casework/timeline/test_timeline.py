from __future__ import annotations

from drugcourt.casework import (
    fees,
    medications,
    milestones,
    notes,
    orders,
)
from drugcourt.casework.hearings import hearings
from drugcourt.casework.hearings.hearings import Outcome
from drugcourt.casework.participants import changes, dossier, participants
from drugcourt.casework.responses import points, responses
from drugcourt.casework.responses.responses import NewResponse
from drugcourt.casework.specimens import file_tests, specimens
from drugcourt.casework.supervision import conditions, contacts, service, work
from drugcourt.casework.timeline import timeline
from drugcourt.casework.timeline.strand import Entry
from drugcourt.casework.treatment import care
from drugcourt.domain.fees import DebtKind, FeeKind
from drugcourt.domain.hearings import HearingAttendance
from drugcourt.domain.responses import ResponseFamily
from drugcourt.domain.specimens import AnalyteResult, CollectionStatus, Reading, Substance
from drugcourt.domain.supervision import ContactMode, WorkKind
from drugcourt.domain.tone import Tone
from drugcourt.domain.treatment import Attendance, LevelOfCare, SessionKind
from drugcourt.workspace import Workspace
from tests.casework.files import ADMITTED, TODAY, ago, participant

NEGATIVE, POSITIVE = AnalyteResult.NEGATIVE, AnalyteResult.POSITIVE


def _whole_file(workspace: Workspace) -> int:
    """One of everything that a timeline tells of."""
    episode = participant(workspace)

    def do(act: object, **wanted: object) -> int:
        return workspace.perform(act, episode_id=episode, **wanted)

    do(medications.start_medication, name="Suboxone", started_on=ago(60))
    do(
        specimens.record_test,
        values={"collected_on": ago(9), "panel": "12 panel"},
        results={Substance.BUPRENORPHINE: POSITIVE, Substance.FENTANYL: NEGATIVE},
    )
    do(
        specimens.record_test,
        values={"collected_on": ago(8), "status": CollectionStatus.MISSED},
        results={},
    )
    do(
        care.begin_treatment,
        provider="Northside",
        level=LevelOfCare.OUTPATIENT,
        started_on=ago(50),
    )
    do(
        care.record_attendance,
        held_on=ago(7),
        kind=SessionKind.GROUP,
        attendance=Attendance.ATTENDED,
        minutes=180,
        title="IOP group",
    )
    fishbowl = NewResponse(ResponseFamily.INCENTIVE, "Fishbowl draw", behavior="attendance")
    do(responses.give_response, response=fishbowl, on=ago(6))
    do(milestones.reach_milestone, key="treatment_plan", done_on=ago(5))
    do(milestones.waive, requirement="p1.application", by="Judge", reason="Papers burned")
    do(contacts.record_contact, contacted_on=ago(4), mode=ContactMode.HOME, text="All well")
    do(work.begin_work, kind=WorkKind.JOB, started_on=ago(20), place="Harbor Lumber")
    do(fees.enter_fee, debt=DebtKind.PROGRAM_FEES, kind=FeeKind.CHARGE, cents=5000, on=ago(3))
    do(service.record_service, served_on=ago(19), hours=4, site="Food bank")
    do(conditions.begin_condition, key="housing", started_on=ago(18))
    do(points.give_points, given_on=ago(17), points=5, text="Full attendance")
    do(orders.extend, phase="phase-1", amount="1 week", by="Judge", reason="To find a job")
    do(notes.write_note, text="School in January", about=ago(2))
    session = workspace.perform(hearings.schedule_session, held_on=ago(10))
    entry = do(hearings.put_on_docket, session_id=session)
    outcome = Outcome(HearingAttendance.PRESENT, orders="Keep on", next_on=TODAY)
    workspace.perform(hearings.record_hearing, entry_id=entry, outcome=outcome)
    return episode


def test_everything_stands_in_one_list_newest_first(workspace: Workspace) -> None:
    episode = _whole_file(workspace)
    rows = workspace.read(timeline.timeline, episode_id=episode)
    assert {row.entry for row in rows} == set(Entry)
    assert [row.on for row in rows] == sorted((row.on for row in rows), reverse=True)
    assert workspace.read(timeline.timeline_count, episode_id=episode) == len(rows)
    told = {row.word: row.text for row in rows}
    assert told["As prescribed"] == "Urine, 12 panel · Negative; buprenorphine expected"
    assert told["Group"] == "IOP group, attended 3 h"
    assert told["Incentive"] == "Fishbowl draw · for attendance"
    assert told["Hearing"] == "Present · Keep on · Next date Nov 24"
    assert told["Waiver"] == "Waived: Phase application · by Judge · Papers burned"


def test_kinds_and_words_narrow_it(workspace: Workspace) -> None:
    episode = _whole_file(workspace)

    def words(text: str, *entries: Entry) -> set[str]:
        asked = {"episode_id": episode, "text": text, "entries": frozenset(entries)}
        rows = workspace.read(timeline.timeline, **asked)
        assert workspace.read(timeline.timeline_count, **asked) == len(rows)
        return {row.word for row in rows}

    assert words("", Entry.NOTE, Entry.FEE) == {"Note", "Charge"}
    assert words("missed") == {"Missed"}
    assert words("fentanyl") == {"As prescribed"}
    assert words("harbor lumber") == {"Work"}
    assert words("northside", Entry.NOTE) == set()
    assert words("treatment plan") == {"Milestone"}
    assert words("nothing like this") == set()
    assert words("100%") == set()


def test_windows_of_the_timeline_join(workspace: Workspace) -> None:
    episode = _whole_file(workspace)
    whole = [row.id for row in workspace.read(timeline.timeline, episode_id=episode)]
    joined = [
        row.id
        for offset in range(0, len(whole), 4)
        for row in workspace.read(timeline.timeline, episode_id=episode, offset=offset, limit=4)
    ]
    assert joined == whole


def test_nobody_reads_in_anothers_file(workspace: Workspace) -> None:
    _whole_file(workspace)
    other = participant(workspace, "Ellison", "Dana")
    words = {row.word for row in workspace.read(timeline.timeline, episode_id=other)}
    assert words == {"Phase", "Status"}


def test_since_the_last_hearing_is_one_sentence(workspace: Workspace) -> None:
    episode = _whole_file(workspace)
    overview = workspace.read(dossier.head, episode_id=episode, today=TODAY).overview
    assert overview is not None
    assert overview.since_title == "Since the last hearing (Nov 14)"
    assert overview.since_text == (
        "2 tests called, 1 negative, 1 missed · 1 of 1 session · 1 incentive (fishbowl draw)"
    )
    tones = {day.on: day.tone for day in overview.days}
    assert tones[ago(9)] is Tone.GOOD
    assert ago(10) not in tones


def test_someone_without_anything_reads_well(workspace: Workspace) -> None:
    episode = participant(workspace)
    overview = workspace.read(dossier.head, episode_id=episode, today=TODAY).overview
    assert overview is not None
    assert overview.since_title == "Since admission (Feb 10)"
    assert overview.since_text == "Nothing has been recorded."
    assert overview.moves.startswith("Earliest today, once this is done: Treatment plan signed")
    assert overview.track[0].caption.startswith("Feb 10 · day 287")


def test_the_proof_names_what_began_the_count_again(workspace: Workspace) -> None:
    episode = _whole_file(workspace)
    proof = workspace.read(file_tests.sober_proof, episode_id=episode, today=TODAY)
    assert proof is not None
    assert [(mark.on, mark.effect) for mark in proof.marks] == [(ago(8), "starts the count again")]


def test_tests_come_in_windows_with_their_reading(workspace: Workspace) -> None:
    episode = _whole_file(workspace)
    newest, oldest = workspace.read(file_tests.file_tests, episode_id=episode)
    assert (newest.collected_on, newest.reading) == (ago(8), Reading.MISSED)
    assert oldest.positives == (Substance.BUPRENORPHINE,)
    (first,) = workspace.read(
        file_tests.file_tests, episode_id=episode, limit=1, sort="collected_on"
    )
    assert first.id == oldest.id
    assert workspace.read(file_tests.file_tests_count, episode_id=episode) == 2


def test_every_change_is_a_sentence_with_who_and_why(workspace: Workspace) -> None:
    episode = participant(workspace)
    person = workspace.read(dossier.head, episode_id=episode, today=TODAY).person_id
    workspace.perform_because(
        "Marriage",
        participants.amend_person,
        person_id=person,
        changes={"family_name": "Lindqvist", "aliases": ["Tran, Kevin"]},
    )
    rows = workspace.read(changes.changes, episode_id=episode, today=TODAY, limit=2)
    named = next(row for row in rows if row.what == "Person changed")
    assert (named.who, named.text, named.reason) == (
        "R. Alvarez",
        "Family name: Tran → Lindqvist",
        "Marriage",
    )
    assert {row.what for row in rows} == {"Person changed", "Other name added"}
    participant(workspace, "Ellison", "Dana")
    everything = workspace.read(changes.changes, episode_id=episode, today=TODAY)
    assert workspace.read(changes.changes_count, episode_id=episode) == len(everything)
    assert not any("Ellison" in row.text for row in everything)
    entered = next(row for row in everything if row.what == "Phase added")
    assert entered.text == f"Phase: phase 1, Acute stabilization; Entered: {ADMITTED:%b} 10"
