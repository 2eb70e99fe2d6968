"""What the bench sees of one participant, and what is said to have happened since."""

from __future__ import annotations

from datetime import timedelta

from drugcourt.casework import medications
from drugcourt.casework.hearings.file import HearingFile, hearing_file
from drugcourt.casework.responses.responses import NewResponse
from drugcourt.casework.supervision import contacts, work
from drugcourt.casework.treatment import care
from drugcourt.domain.responses import Heard, ResponseFamily
from drugcourt.domain.specimens import CollectionStatus, Substance
from drugcourt.domain.supervision import ContactMode, WorkKind
from drugcourt.domain.treatment import Attendance, LevelOfCare, SessionKind
from drugcourt.workspace import Workspace
from tests.court_day import TODAY, admitted, cup, days_ago, heard, no_cup, on_docket


def file_of(court: Workspace, entry_id: int) -> HearingFile:
    return court.read(hearing_file, entry_id=entry_id, today=TODAY)


def line(file: HearingFile, topic: str) -> tuple[str, str]:
    return next((found.strong, found.text) for found in file.lines if found.topic == topic)


def test_the_lines_begin_at_the_last_hearing_held(workspace: Workspace) -> None:
    episode = admitted(workspace)
    no_cup(workspace, episode, days_ago(20))
    heard(workspace, on_docket(workspace, episode, days_ago(14)))
    no_cup(workspace, episode, days_ago(5))
    no_cup(workspace, episode, days_ago(2))
    cup(workspace, episode, days_ago(8))
    file = file_of(workspace, on_docket(workspace, episode))
    assert file.since == days_ago(14)
    assert line(file, "Tests") == ("2 missed (Nov 19, Nov 22)", "1 negative")


def test_a_positive_names_its_substance_and_an_explained_one_does_not_stand_out(
    workspace: Workspace,
) -> None:
    episode = admitted(workspace)
    workspace.perform(
        medications.start_medication,
        episode_id=episode,
        name="buprenorphine",
        started_on=days_ago(27),
    )
    cup(workspace, episode, days_ago(5), Substance.FENTANYL, Substance.BUPRENORPHINE)
    cup(workspace, episode, days_ago(2), Substance.BUPRENORPHINE)
    file = file_of(workspace, on_docket(workspace, episode))
    assert line(file, "Tests") == (
        "1 positive for fentanyl (Nov 19)",
        "1 positive, explained by a prescription",
    )
    assert file.medications == (("buprenorphine", days_ago(27)),)


def test_treatment_supervision_and_life_are_told(workspace: Workspace) -> None:
    episode = admitted(workspace)
    workspace.perform(
        care.begin_treatment,
        episode_id=episode,
        provider="Cedar",
        level=LevelOfCare.INTENSIVE_OUTPATIENT,
        started_on=days_ago(30),
    )
    for day, said in ((9, Attendance.ATTENDED), (8, Attendance.ABSENT), (1, Attendance.EXCUSED)):
        workspace.perform(
            care.record_attendance,
            episode_id=episode,
            held_on=days_ago(day),
            kind=SessionKind.GROUP,
            attendance=said,
        )
    contact = {"episode_id": episode, "mode": ContactMode.OFFICE}
    workspace.perform(contacts.record_contact, **contact, contacted_on=days_ago(12))
    workspace.perform(contacts.record_contact, **contact, contacted_on=days_ago(4), reached=False)
    workspace.perform(
        work.begin_work,
        episode_id=episode,
        kind=WorkKind.JOB,
        place="Mill",
        started_on=days_ago(6),
    )
    file = file_of(workspace, on_docket(workspace, episode))
    assert line(file, "Treatment") == (
        "Absent Nov 16",
        "Intensive outpatient: 1 of 3 kept; excused Nov 23",
    )
    assert line(file, "Supervision") == ("Not reached Nov 20", "Office Nov 12")
    assert line(file, "Life") == ("", "Job at Mill began Nov 18")


def test_silence_is_said_in_words(workspace: Workspace) -> None:
    file = file_of(workspace, on_docket(workspace, admitted(workspace)))
    assert line(file, "Tests") == ("", "No test in this time")
    assert file.since == days_ago(34)


def test_the_next_date_keeps_the_interval_of_the_phase(workspace: Workspace) -> None:
    file = file_of(workspace, on_docket(workspace, admitted(workspace)))
    dates = file.next_if_stays
    assert dates.interval == "every 2 weeks"
    assert dates.due == TODAY + timedelta(weeks=2)
    assert [day for day, _ in dates.days] == [
        TODAY + timedelta(weeks=2),
        TODAY + timedelta(weeks=3),
        TODAY + timedelta(weeks=1),
    ]


def test_open_orders_and_counts_come_from_the_responses(workspace: Workspace) -> None:
    episode = admitted(workspace)
    essay = NewResponse(
        ResponseFamily.SANCTION, "Essay", due_on=TODAY + timedelta(days=3), heard=Heard.AGREED
    )
    gift = NewResponse(ResponseFamily.INCENTIVE, "Gift card")
    heard(workspace, on_docket(workspace, episode, days_ago(7)), responses=[essay, gift])
    file = file_of(workspace, on_docket(workspace, episode))
    assert [order.title for order in file.open_orders] == ["Essay"]
    assert file.count(ResponseFamily.INCENTIVE) == file.count(ResponseFamily.SANCTION) == 1
    assert not any(response.here for response in file.responses)


def test_a_past_hearing_is_shown_as_of_its_own_day(workspace: Workspace) -> None:
    episode = admitted(workspace)
    past = on_docket(workspace, episode, days_ago(7))
    no_cup(workspace, episode, days_ago(2), CollectionStatus.REFUSED)
    file = file_of(workspace, past)
    assert (file.as_of, file.sober_days) == (days_ago(7), 27)
    assert line(file, "Tests") == ("", "No test in this time")
