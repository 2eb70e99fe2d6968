"""The agenda of a real court: what changed first, few questions, and what providers still owe."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import event

from drugcourt.casework.medications import start_medication, stop_medication
from drugcourt.casework.staffings.agenda import agenda, agenda_heading
from drugcourt.casework.staffings.packet import packet
from drugcourt.casework.staffings.provider_reports import missing_reports
from drugcourt.casework.staffings.staffings import ask_for_report
from drugcourt.casework.treatment.care import begin_treatment, record_attendance
from drugcourt.domain.medications import StoppedBy
from drugcourt.domain.specimens import Substance
from drugcourt.domain.staffings import Reason
from drugcourt.domain.treatment import Attendance, LevelOfCare, SessionKind
from tests.court_day import TODAY, admitted, cup, days_ago, no_cup, on_docket, session
from tests.courts import candidate


def agenda_now(court):
    return court.read(agenda, session_id=session(court), today=TODAY)


def kept_session(court, episode_id, on, attendance=Attendance.ATTENDED):
    court.perform(
        record_attendance,
        episode_id=episode_id,
        held_on=on,
        kind=SessionKind.GROUP,
        attendance=attendance,
        provider="Northside IOP",
    )


def test_what_changed_stands_first_and_says_why(workspace):
    calm, missed, used = (admitted(workspace, name) for name in ("Ames", "Boyd", "Cole"))
    for person in (calm, missed, used):
        kept_session(workspace, person, days_ago(1))
        cup(workspace, person, days_ago(2))
        on_docket(workspace, person)
    no_cup(workspace, missed, days_ago(3))
    cup(workspace, used, days_ago(4), Substance.FENTANYL)
    lines = agenda_now(workspace)
    assert [line.name for line in lines] == ["Cole, James", "Boyd, James", "Ames, James"]
    assert [line.reason for line in lines] == [Reason.POSITIVE, Reason.MISSED, Reason.UNCHANGED]
    assert lines[1].why == "Stands under “Missed”. 1 test missed or refused (Nov 21)."
    assert lines[2].why == "Comes last. Nothing new since Oct 21."
    assert agenda_heading(lines) == "2 people with something new, 1 without"


def test_a_medicine_that_stopped_is_watched(workspace):
    person = admitted(workspace)
    number = workspace.perform(
        start_medication, episode_id=person, name="Methadone", started_on=days_ago(30)
    )
    ended = {"medication_id": number, "ended_on": days_ago(3), "stopped_by": StoppedBy.PRESCRIBER}
    workspace.perform(stop_medication, **ended)
    on_docket(workspace, person)
    (line,) = agenda_now(workspace)
    assert Reason.WATCH in line.reasons


def test_a_candidate_is_to_be_looked_at(workspace):
    on_docket(workspace, candidate(workspace))
    (line,) = agenda_now(workspace)
    assert (line.reason, line.sober_days) == (Reason.LOOK, None)
    assert line.changes[0].text == "Not admitted yet: decide about the admission."


def test_the_questions_are_as_many_for_forty_people_as_for_two(workspace):
    def asked(people):
        for n in range(people):
            on_docket(workspace, admitted(workspace, f"Person {n:02}"))
        seen = []

        def listen(*given):
            seen.append(given[2])

        event.listen(workspace.database.engine, "before_cursor_execute", listen)
        agenda_now(workspace)
        event.remove(workspace.database.engine, "before_cursor_execute", listen)
        return len(seen)

    assert asked(2) == asked(38)


def test_the_packet_lists_the_people_as_the_agenda_does_and_judges_nobody_twice(workspace):
    people = [admitted(workspace, name) for name in ("Ames", "Boyd")]
    for person in people:
        on_docket(workspace, person)
    no_cup(workspace, people[1], days_ago(1))
    found = workspace.read(packet, session_id=session(workspace), today=TODAY)
    assert [line.changes for line in found.lines] == [
        line.changes for line in agenda_now(workspace)
    ]


def test_a_provider_owes_a_report_when_its_latest_entry_is_older_than_a_week(workspace):
    late, new, told = (admitted(workspace, name) for name in ("Ames", "Boyd", "Cole"))
    for person, started in ((late, 30), (new, 3), (told, 30)):
        workspace.perform(
            begin_treatment,
            episode_id=person,
            provider="Northside IOP",
            level=LevelOfCare.INTENSIVE_OUTPATIENT,
            started_on=days_ago(started),
        )
        on_docket(workspace, person)
    kept_session(workspace, late, days_ago(8))
    kept_session(workspace, told, days_ago(7))
    about = {"session_id": session(workspace)}
    (report,) = workspace.read(missing_reports, **about, today=TODAY)
    assert [person.name for person in report.people] == ["Ames, James"]
    assert report.words(TODAY) == "1 person, nothing since Nov 16"
    workspace.perform(ask_for_report, **about, provider="Northside IOP")
    (report,) = workspace.read(missing_reports, **about, today=TODAY)
    assert report.words(TODAY).endswith("; asked Nov 24")
    kept_session(workspace, late, TODAY - timedelta(days=1))
    assert workspace.read(missing_reports, **about, today=TODAY) == []
