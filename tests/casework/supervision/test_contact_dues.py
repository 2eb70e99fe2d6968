"""Who is short of contact, kept in step with the record, filtered and sorted in SQL."""

from __future__ import annotations

from datetime import timedelta

import pytest

from drugcourt.casework.participants.participants import amend_episode, set_status
from drugcourt.casework.supervision import contacts
from drugcourt.casework.supervision.contact_dues import (
    DueRow,
    DueShows,
    contact_due_count,
    contact_dues,
    expected_contacts,
)
from drugcourt.casework.supervision.listing import NO_MANAGER, Whose, Window, managers
from drugcourt.casework.today import counts
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.supervision import ContactMode, ContactWith
from drugcourt.workspace import Workspace
from tests.casework.files import TODAY, ago, candidate, leaves_nothing, participant

EVERYBODY = Whose()


def due(
    workspace: Workspace, shows: DueShows, whose: Whose = EVERYBODY, **window: object
) -> list[DueRow]:
    rows: list[DueRow] = workspace.read(
        contact_dues, shows=shows, whose=whose, today=TODAY, window=Window(**window)
    )
    count = workspace.read(contact_due_count, shows=shows, whose=whose, today=TODAY)
    assert window or count == len(rows)
    return rows


def names(rows: list[DueRow]) -> list[str]:
    return [row.name.partition(",")[0] for row in rows]


def seen(workspace: Workspace, episode: int, days: int, *, reached: bool = True) -> None:
    workspace.perform(
        contacts.record_contact,
        episode_id=episode,
        contacted_on=ago(days),
        mode=ContactMode.HOME,
        reached=reached,
    )


@pytest.fixture
def three(workspace: Workspace) -> dict[str, int]:
    """Abe was seen nine days ago, Bea yesterday, Cal never; all of them in the first phase."""
    people = {name: participant(workspace, name) for name in ("Abe", "Bea", "Cal")}
    seen(workspace, people["Abe"], 9)
    seen(workspace, people["Abe"], 2, reached=False)
    seen(workspace, people["Bea"], 1)
    return people


@pytest.mark.usefixtures("three")
def test_each_choice_shows_its_lines_the_most_overdue_first(workspace: Workspace) -> None:
    assert names(due(workspace, DueShows.SHORT)) == ["Cal", "Abe"]
    assert names(due(workspace, DueShows.WEEK)) == ["Cal", "Abe"]
    assert names(due(workspace, DueShows.AHEAD)) == ["Cal", "Abe", "Bea"]
    assert names(due(workspace, DueShows.ALL)) == ["Cal", "Abe", "Bea"]
    assert names(due(workspace, DueShows.SILENT)) == ["Cal"]
    assert due(workspace, DueShows.OUT) == []


@pytest.mark.usefixtures("three")
def test_a_line_says_what_is_asked_what_was_found_and_what_was_tried(workspace: Workspace) -> None:
    abe = due(workspace, DueShows.SHORT)[1]
    assert abe.asked == "1 contact a week with the case manager"
    assert abe.said == "1 of at least 4 contacts in 4 weeks"
    assert (abe.last_on, abe.last_mode, abe.due_on) == (ago(9), ContactMode.HOME, ago(2))
    assert (abe.lacking, abe.tried, abe.phase) == (1, 1, "Phase 1")


def test_a_contact_takes_the_line_off_the_list_at_once(
    workspace: Workspace, three: dict[str, int]
) -> None:
    seen(workspace, three["Abe"], 0)
    assert names(due(workspace, DueShows.SHORT)) == ["Cal"]
    assert workspace.read(counts, today=TODAY).short_of_contact == 1


def test_whoever_is_in_custody_is_not_short(workspace: Workspace, three: dict[str, int]) -> None:
    workspace.perform(
        set_status, episode_id=three["Cal"], status=EpisodeStatus.IN_CUSTODY, on=ago(1)
    )
    assert names(due(workspace, DueShows.SHORT)) == ["Abe"]
    assert names(due(workspace, DueShows.OUT)) == ["Cal"]


def test_a_case_manager_sees_her_own(workspace: Workspace, three: dict[str, int]) -> None:
    workspace.perform(amend_episode, episode_id=three["Abe"], changes={"case_manager": "D. Osgood"})
    workspace.perform(amend_episode, episode_id=three["Cal"], changes={"case_manager": ""})
    assert workspace.read(managers) == ["", "D. Osgood", "J. Pike"]
    assert names(due(workspace, DueShows.SHORT, Whose("D. Osgood"))) == ["Abe"]
    assert names(due(workspace, DueShows.SHORT, Whose(NO_MANAGER))) == ["Cal"]
    assert names(due(workspace, DueShows.ALL, Whose("J. Pike"))) == ["Bea"]


@pytest.mark.usefixtures("three")
def test_the_list_sorts_and_pages_in_the_database(workspace: Workspace) -> None:
    assert names(due(workspace, DueShows.ALL, sort="name", descending=True, limit=10)) == [
        "Cal",
        "Bea",
        "Abe",
    ]
    last = due(workspace, DueShows.ALL, sort="last_on", descending=True, limit=10)
    assert names(last) == ["Bea", "Abe", "Cal"]  # blanks last, whichever way
    assert names(due(workspace, DueShows.ALL, offset=1, limit=1)) == ["Abe"]


def test_a_candidate_is_asked_for_no_contact(workspace: Workspace) -> None:
    candidate(workspace)
    assert due(workspace, DueShows.ALL) == []
    assert workspace.read(expected_contacts, on=TODAY, whose=EVERYBODY) == []


def test_the_batch_offers_those_due_first_and_says_who_has_one(
    workspace: Workspace, three: dict[str, int]
) -> None:
    offered = workspace.read(expected_contacts, on=ago(1), whose=EVERYBODY)
    assert [(one.id, one.recorded) for one in offered] == [
        (three["Cal"], False),
        (three["Abe"], False),
        (three["Bea"], True),
    ]


def test_a_batch_is_one_act_with_each_lines_own_words(
    workspace: Workspace, three: dict[str, int]
) -> None:
    count = workspace.perform(
        contacts.record_contacts,
        contacted_on=TODAY,
        mode=ContactMode.OFFICE,
        person=ContactWith.CASE_MANAGER,
        minutes=20,
        lines=[
            {"episode_id": three["Abe"], "reached": True, "text": "Pay slip seen"},
            {"episode_id": three["Cal"], "reached": False},
        ],
    )
    assert count == 2
    abe = workspace.read(contacts.contact_rows, episode_id=three["Abe"])[0]
    cal = workspace.read(contacts.contact_rows, episode_id=three["Cal"])[0]
    assert (abe.text, abe.minutes, abe.reached) == ("Pay slip seen", 20, True)
    assert (cal.minutes, cal.reached) == (None, False)
    assert names(due(workspace, DueShows.SHORT)) == ["Cal"]


def test_a_batch_with_one_wrong_line_leaves_nothing(
    workspace: Workspace, three: dict[str, int]
) -> None:
    with leaves_nothing(workspace):
        workspace.perform(
            contacts.record_contacts,
            contacted_on=TODAY,
            mode=ContactMode.OFFICE,
            lines=[
                {"episode_id": three["Abe"], "reached": True},
                {"episode_id": 999, "reached": True},
            ],
        )
    with leaves_nothing(workspace):
        workspace.perform(
            contacts.record_contacts, contacted_on=TODAY, mode=ContactMode.OFFICE, lines=[]
        )
    with leaves_nothing(workspace, "contacted_on"):
        workspace.perform(
            contacts.record_contacts,
            contacted_on=TODAY + timedelta(days=1),
            mode=ContactMode.OFFICE,
            lines=[{"episode_id": three["Abe"], "reached": True}],
        )
