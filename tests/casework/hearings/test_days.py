"""When participants were heard last and are heard next, and what happened in between."""

from __future__ import annotations

from datetime import timedelta

from drugcourt.casework.facts.facts import gather_one
from drugcourt.casework.hearings import days as hearing_days
from drugcourt.casework.hearings import hearings
from drugcourt.casework.hearings.file import hearing_file
from drugcourt.casework.hearings.hearings import Outcome
from drugcourt.casework.participants import dossier, roster
from drugcourt.casework.participants.roster import RosterFilter
from drugcourt.casework.progress import sheets
from drugcourt.domain.hearings import HearingAttendance
from drugcourt.workspace import Workspace
from tests.court_day import TODAY, admitted, cup, days_ago, heard, no_cup, on_docket

NEXT = TODAY + timedelta(days=14)


def test_whoever_was_excused_was_not_heard(workspace: Workspace) -> None:
    episode = admitted(workspace)
    heard(workspace, on_docket(workspace, episode, days_ago(14)))
    excused = on_docket(workspace, episode, days_ago(7))
    workspace.perform(
        hearings.record_hearing,
        entry_id=excused,
        outcome=Outcome(attendance=HearingAttendance.EXCUSED),
    )
    ids = [episode]
    found = workspace.read(hearing_days.last_hearings, before=TODAY, episode_ids=ids)
    assert found == {episode: days_ago(14)}
    assert workspace.read(hearing_days.last_hearings, before=days_ago(14), episode_ids=ids) == {}
    known = workspace.read(gather_one, episode)
    assert known is not None
    assert hearing_days.last_heard(known, TODAY) == days_ago(14)
    assert hearing_days.last_heard(known, days_ago(14)) is None


def test_a_hearing_of_this_day_is_the_next_one_until_it_is_held(workspace: Workspace) -> None:
    episode = admitted(workspace)
    entry = on_docket(workspace, episode)
    assert workspace.read(hearing_days.next_hearings, today=TODAY) == {episode: TODAY}
    heard(workspace, entry, next_on=NEXT)
    assert workspace.read(hearing_days.next_hearings, today=TODAY) == {episode: NEXT}
    coming = workspace.read(hearing_days.next_session, episode_id=episode, today=TODAY)
    assert coming.held_on == NEXT
    head = workspace.read(dossier.head, episode_id=episode, today=TODAY)
    assert head.next_hearing == (NEXT, coming.starts_at)
    (row,) = workspace.read(roster.roster, wanted=RosterFilter(), today=TODAY)
    assert row.next_hearing == NEXT


def test_file_docket_and_progress_report_tell_of_the_same_time(workspace: Workspace) -> None:
    episode = admitted(workspace)
    no_cup(workspace, episode, days_ago(20))
    heard(workspace, on_docket(workspace, episode, days_ago(14)))
    no_cup(workspace, episode, days_ago(5))
    cup(workspace, episode, days_ago(2))
    entry = on_docket(workspace, episode)
    overview = workspace.read(dossier.head, episode_id=episode, today=TODAY).overview
    assert overview is not None
    assert overview.since_title == "Since the last hearing (Nov 10)"
    assert overview.since_text.startswith("2 tests called, 1 negative, 1 missed")
    file = workspace.read(hearing_file, entry_id=entry, today=TODAY)
    assert file.since == days_ago(14)
    assert (file.lines[0].strong, file.lines[0].text) == ("1 missed (Nov 19)", "1 negative")
    (sheet,) = workspace.read(sheets, episode_ids=[episode], today=TODAY)
    assert (sheet.since, [test.on for test in sheet.tests]) == (
        days_ago(14),
        [days_ago(2), days_ago(5)],
    )
