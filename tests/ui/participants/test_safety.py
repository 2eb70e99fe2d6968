"""The tab Safety by keyboard: the watch task by task, kits, overdoses, hand-offs and peers."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from drugcourt.casework import medications
from drugcourt.casework.participants.participants import set_status
from drugcourt.casework.safety import continuity, hand_offs, kits, overdoses, support, watches
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.safety import (
    HandOffMode,
    HarmService,
    KitHolder,
    PeerMode,
    PeerTopic,
    Rescuer,
)
from drugcourt.domain.tone import YesNo
from drugcourt.ui.participants.safety_pane import SafetyPane
from tests.casework.files import TODAY, ago, participant
from tests.ui.participants.window import PagesWindow, fill


@pytest.fixture
def episode(window: PagesWindow) -> int:
    number = participant(window.workspace)
    window.open_participant(number, "safety")
    return number


def pane(window: PagesWindow) -> SafetyPane:
    found = window.file.pane("safety")
    assert isinstance(found, SafetyPane)
    return found


def held(window: PagesWindow, episode: int, since: int, until: int | None = None) -> None:
    spans = [(EpisodeStatus.IN_CUSTODY, since)]
    if until is not None:
        spans.append((EpisodeStatus.ACTIVE, until))
    for status, days in spans:
        window.workspace.perform(set_status, episode_id=episode, status=status, on=ago(days))


def test_the_watch_is_worked_through_with_one_letter_and_closed_with_a_reason(window, episode):
    shown = pane(window)
    assert not shown.of_watch.isVisible()
    held(window, episode, 6, 2)
    assert shown.of_watch.title.text() == "Release from custody"
    shown.tasks.select_place(0)
    for _ in range(3):
        QTest.keyClick(shown.tasks, Qt.Key.Key_D)
    (watch,) = window.workspace.read(watches.watches, today=TODAY, episode_id=episode)
    assert [task.key for task in watch.tasks if task.done_on] == [
        "contact_0",
        "naloxone",
        "appointment",
    ]
    QTest.keyClick(shown.tasks, Qt.Key.Key_Return)
    fill(window, text="Sister drove")
    shown.ask_end()
    fill(window, reason="In residential care")
    assert "watch closed Nov 24: In residential care" in shown.of_watch.subtitle.text()
    assert not shown.tasks.isVisible()


def test_medication_in_custody_shows_its_steps_until_release(window, episode) -> None:
    window.workspace.perform(
        medications.start_medication,
        episode_id=episode,
        name="Methadone",
        started_on=ago(30),
        moud=True,
    )
    held(window, episode, 1)
    shown = pane(window)
    assert shown.medicines.text() == "Methadone; in custody since Nov 23."
    shown.steps.select_place(0)
    QTest.keyClick(shown.steps, Qt.Key.Key_D)
    found = window.workspace.read(continuity.continuity, episode_id=episode)
    assert [step.key for step in found.steps if step.done_on] == ["jail_told"]


def test_a_kit_is_handed_out_and_used(window: PagesWindow, episode: int) -> None:
    shown = pane(window)
    assert not shown.used.isEnabled()
    shown.ask_kit()
    fill(window, lot="N1", expires_on=TODAY + timedelta(days=700), trained=YesNo.YES)
    shown.kits.select_place(0)
    shown.ask_used()
    fill(window)
    (row,) = window.workspace.read(kits.kits, episode_id=episode, today=TODAY)
    assert (row.lot, row.state) == ("N1", "Used Nov 24")
    assert not shown.used.isEnabled()


def test_an_overdose_begins_a_watch_and_is_followed_up_from_its_line(window, episode) -> None:
    shown = pane(window)
    shown.ask_overdose()
    fill(window, happened_on=ago(1), naloxone=YesNo.YES, rescuer=Rescuer.POLICE)
    assert shown.of_watch.title.text() == "Overdose"
    shown.overdoses.select_place(0)
    QTest.keyClick(shown.overdoses, Qt.Key.Key_Return)
    fill(window, followed_by="S. Amara")
    (row,) = window.workspace.read(overdoses.overdoses, episode_id=episode)
    assert (row.followed_on, row.followed_by) == (TODAY, "S. Amara")


def test_hand_offs_peers_and_support_are_entered_from_their_cards(window, episode) -> None:
    shown = pane(window)
    shown.ask_hand_on()
    fill(window, given_to="Cedar Clinic", mode=HandOffMode.TOGETHER, handed_on=ago(2))
    shown.hand_offs.select_place(0)
    QTest.keyClick(shown.hand_offs, Qt.Key.Key_Return)
    fill(window, served_on=ago(1))
    (row,) = window.workspace.read(hand_offs.hand_offs, episode_id=episode)
    assert (row.accepted, row.within) == (YesNo.YES, 1)
    shown.ask_peer()
    fill(window, peer="M. Ortiz")
    shown.ask_peer_contact()
    fill(window, mode=PeerMode.PHONE, topic=PeerTopic.WORK, minutes=20)
    (peer,) = window.workspace.read(support.peers, episode_id=episode)
    assert (peer.peer, peer.contacts, peer.minutes) == ("M. Ortiz", 1, 20)
    shown.ask_harm()
    fill(window, service=HarmService.TEST_STRIPS)
    shown.ask_crisis()
    fill(window, happened_on=ago(3), led_to="Clinic")
    what = [row.what for row in window.workspace.read(support.support, episode_id=episode)]
    assert set(what) == {"Peer: work or school", "Fentanyl test strips", "Crisis contact"}


def test_a_kit_an_overdose_and_a_contact_are_corrected_and_a_peer_ends(window, episode):
    work, shown = window.workspace, pane(window)
    work.perform(kits.issue_kit, episode_id=episode, holder=KitHolder.PARTICIPANT)
    work.perform(
        overdoses.record_overdose, episode_id=episode, happened_on=ago(9), rescuer=Rescuer.POLICE
    )
    shown.kits.select_place(0)
    shown.change_kit.correct()
    fill(window, lot="A-77", why="Read off the box")
    assert work.read(kits.kits, episode_id=episode, today=TODAY)[0].lot == "A-77"
    shown.overdoses.select_place(0)
    shown.change_overdose.correct()
    dialog = fill(window, followed_on=ago(12), why="Late entry")
    assert dialog.isVisible()  # before it happened
    fill(window, followed_on=ago(7))
    assert work.read(overdoses.overdoses, episode_id=episode)[0].followed_on == ago(7)
    work.perform(support.assign_peer, episode_id=episode, peer="M. Dodd", started_on=ago(9))
    work.perform(
        support.record_peer_contact,
        episode_id=episode,
        mode=PeerMode.PHONE,
        topic=PeerTopic.HOUSING,
    )
    shown.support.select_place(0)
    shown.change_support.take_back()
    fill(window, reason="Another person")
    assert work.read(support.support, episode_id=episode) == []
    shown.peers.select_place(0)
    assert shown.ends.isEnabled()
    shown.ask_peer_ends()
    fill(window)
    assert work.read(support.peers, episode_id=episode)[0].ended_on == TODAY
    shown.peers.select_place(0)
    assert not shown.ends.isEnabled()
