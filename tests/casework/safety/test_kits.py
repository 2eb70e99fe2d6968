from __future__ import annotations

from datetime import date, timedelta

import pytest

from drugcourt.casework.follow_ups import follow_ups
from drugcourt.casework.medications import start_medication
from drugcourt.casework.participants.participants import amend_episode
from drugcourt.casework.safety import hand_offs, kits, overdoses, support
from drugcourt.casework.specimens.decisions import confirm, send_for_confirmation
from drugcourt.domain.safety import (
    HandOffMode,
    HarmService,
    KitHolder,
    PeerMode,
    PeerTopic,
    Rescuer,
)
from drugcourt.domain.specimens import Substance
from drugcourt.domain.tone import YesNo
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.workspace import Workspace
from tests import courts
from tests.casework.files import leaves_nothing

TODAY = date(2026, 11, 24)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.fixture
def episode(workspace: Workspace) -> int:
    return courts.participant(workspace, "Boyd")


def said(workspace: Workspace) -> list[str]:
    found = workspace.read(follow_ups, today=TODAY, each=99).shown
    return [one.text for one in found if one.tab == "safety"]


def issue(workspace: Workspace, episode: int, days: int = 0, lasts: int = 400) -> int:
    return workspace.perform(
        kits.issue_kit,
        episode_id=episode,
        holder=KitHolder.PARTICIPANT,
        issued_on=ago(days),
        expires_on=ago(days) + timedelta(days=lasts),
    )


NONE = "No naloxone kit in date, with an opioid history"


def test_an_opioid_history_without_a_kit_in_date_is_followed_up(workspace, episode) -> None:
    assert said(workspace) == []
    workspace.perform(
        amend_episode, episode_id=episode, changes={"primary_substance": Substance.FENTANYL}
    )
    assert said(workspace) == [NONE]
    kit = issue(workspace, episode)
    assert said(workspace) == []
    workspace.perform(kits.use_kit, kit_id=kit)
    assert said(workspace) == [NONE]


def test_medication_for_opioid_use_disorder_is_such_a_history(workspace: Workspace) -> None:
    other, opioid = courts.participant(workspace), courts.participant(workspace)
    for episode, name, moud in ((other, "Sertraline", False), (opioid, "Buprenorphine", True)):
        workspace.perform(
            start_medication, episode_id=episode, name=name, started_on=ago(9), moud=moud
        )
    found = workspace.read(follow_ups, today=TODAY, each=99).shown
    assert [one.episode_id for one in found if one.text == NONE] == [opioid]


def test_a_test_that_was_positive_for_an_opioid_is_such_a_history(workspace, episode) -> None:
    courts.collected(workspace, episode, ago(20), Substance.THC)
    assert said(workspace) == []
    number = courts.collected(workspace, episode, ago(9), Substance.FENTANYL)
    assert said(workspace) == [NONE]
    about = {"specimen_id": number, "substance": Substance.FENTANYL}
    workspace.perform(send_for_confirmation, **about)
    workspace.perform(confirm, **about, confirmed=False)
    assert said(workspace) == []  # the laboratory found otherwise


def test_a_kit_counts_until_the_day_before_it_expires(workspace, episode) -> None:
    issue(workspace, episode, days=30, lasts=30)
    (row,) = workspace.read(kits.kits, episode_id=episode, today=TODAY)
    assert (row.state, row.in_date) == ("Expired", False)
    (row,) = workspace.read(kits.kits, episode_id=episode, today=ago(1))
    assert row.in_date


def test_a_kit_that_ends_soon_is_told_and_one_that_had_ended_is_refused(workspace, episode) -> None:
    issue(workspace, episode, days=10, lasts=20)
    assert said(workspace) == ["Naloxone kit expires Dec 4, held by: the participant"]
    with leaves_nothing(workspace, "expires_on"):
        issue(workspace, episode, days=10, lasts=0)


def test_an_overdose_uses_the_kit_and_is_followed_up_in_three_days(workspace, episode) -> None:
    kit = issue(workspace, episode, days=30)
    number = workspace.perform(
        overdoses.record_overdose,
        episode_id=episode,
        happened_on=ago(4),
        kit_id=kit,
        rescuer=Rescuer.FAMILY,
    )
    (row,) = workspace.read(overdoses.overdoses, episode_id=episode)
    assert (row.naloxone, row.due_on, row.followed_on) == (YesNo.YES, ago(1), None)
    assert "Overdose of Nov 20: follow up by Nov 23 (late)" in said(workspace)
    workspace.perform(overdoses.follow_up_overdose, overdose_id=number, followed_on=ago(2))
    assert not any(text.startswith("Overdose of") for text in said(workspace))
    with pytest.raises(Refusal, match="not held any more"):
        workspace.perform(kits.lose_kit, kit_id=kit)


def test_what_can_not_be_of_an_overdose_is_refused(workspace, episode) -> None:
    kit = issue(workspace, episode, days=30)
    wanted = {"episode_id": episode, "happened_on": ago(1), "kit_id": kit}
    with leaves_nothing(workspace, "naloxone"):
        workspace.perform(overdoses.record_overdose, naloxone=YesNo.NO, **wanted)
    other = courts.participant(workspace)
    with pytest.raises(Refusal, match="another file"):
        workspace.perform(overdoses.record_overdose, **{**wanted, "episode_id": other})
    number = workspace.perform(
        overdoses.record_overdose, episode_id=episode, happened_on=ago(1), fatal=True
    )
    with pytest.raises(Refusal, match="fatal"):
        workspace.perform(overdoses.follow_up_overdose, overdose_id=number)


@pytest.mark.parametrize(("days", "within"), [(0, 1), (1, 1), (3, 3), (7, 7), (8, None)])
def test_a_first_service_keeps_the_smallest_target_it_can(workspace, episode, days, within) -> None:
    number = workspace.perform(
        hand_offs.hand_on,
        episode_id=episode,
        given_to="Cedar Clinic",
        mode=HandOffMode.TOGETHER,
        handed_on=ago(9),
    )
    assert said(workspace) == ["Handed on to Cedar Clinic Nov 15, 9 days: no first service noted"]
    workspace.perform(
        hand_offs.note_first_service,
        hand_off_id=number,
        accepted=YesNo.YES,
        served_on=ago(9 - days),
    )
    (row,) = workspace.read(hand_offs.hand_offs, episode_id=episode)
    assert (row.days, row.within) == (days, within)
    assert said(workspace) == []


def test_peers_are_counted_by_topic_and_never_by_content(workspace, episode) -> None:
    workspace.perform(support.assign_peer, episode_id=episode, peer="M. Ortiz", started_on=ago(30))
    for days in (20, 10):
        workspace.perform(
            support.record_peer_contact,
            episode_id=episode,
            peer="M. Ortiz",
            mode=PeerMode.PHONE,
            topic=PeerTopic.HOUSING,
            minutes=15,
            contacted_on=ago(days),
        )
    workspace.perform(support.assign_peer, episode_id=episode, peer="L. Shaw", started_on=ago(5))
    first, second = workspace.read(support.peers, episode_id=episode)
    assert (first.peer, first.contacts, first.ended_on) == ("L. Shaw", 0, None)
    assert (second.contacts, second.minutes, second.last_on, second.ended_on) == (
        2,
        30,
        ago(10),
        ago(5),
    )
    with pytest.raises(FieldRefusal):
        workspace.perform(
            support.record_peer_contact,
            episode_id=episode,
            mode=PeerMode.PHONE,
            topic=PeerTopic.OTHER,
            minutes=0,
        )


def test_services_and_crisis_contacts_stand_beside_each_other_latest_first(workspace, episode):
    workspace.perform(
        support.record_harm_reduction, episode_id=episode, service=HarmService.TRAINING
    )
    workspace.perform(
        support.record_crisis_contact, episode_id=episode, happened_on=ago(3), led_to="Clinic"
    )
    rows = workspace.read(support.support, episode_id=episode)
    assert [(row.what, row.detail) for row in rows] == [
        ("Naloxone training", ""),
        ("Crisis contact", "Clinic"),
    ]
