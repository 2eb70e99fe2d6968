from __future__ import annotations

import pytest

from drugcourt.casework.participants.corrections import take_back_entry
from drugcourt.casework.referrals import entry, waiting
from drugcourt.domain.referrals import WaitReason
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.workspace import Workspace
from tests import courts
from tests.casework.files import leaves_nothing
from tests.casework.referrals.people import ago, referred


def put(workspace: Workspace, episode: int, days: int, reason: WaitReason = WaitReason.BED) -> int:
    return workspace.perform(
        waiting.put_on_waiting_list,
        episode_id=episode,
        reason=reason,
        placed_on=ago(workspace, days),
    )


def test_places_count_among_those_who_wait_for_the_same(workspace: Workspace) -> None:
    late, early, other = (referred(workspace) for _ in range(3))
    put(workspace, late, 3)
    put(workspace, early, 9)
    put(workspace, other, 5, WaitReason.CAPACITY)
    lines = workspace.read(waiting.waiting_list)
    assert [(line.episode_id, line.position) for line in lines] == [
        (early, 1),
        (other, 1),
        (late, 2),
    ]
    (one,) = workspace.read(waiting.waiting_list, episode_id=late)
    assert (one.position, one.days(workspace.today)) == (2, 3)
    assert one.until == ago(workspace, 3 - 60)


def test_a_place_is_looked_at_again_or_ends(workspace: Workspace) -> None:
    episode = referred(workspace)
    place = put(workspace, episode, 5)
    with pytest.raises(Refusal, match="already"):
        put(workspace, episode, 4)
    with pytest.raises(FieldRefusal, match="passed"):
        workspace.perform(waiting.keep_waiting, place_id=place, until=ago(workspace, 1))
    workspace.perform(waiting.keep_waiting, place_id=place, until=ago(workspace, -9))
    assert workspace.read(waiting.waiting_list)[0].until == ago(workspace, -9)
    with leaves_nothing(workspace, "ended_on"):
        workspace.perform(waiting.take_off_waiting_list, place_id=place, ended_on=ago(workspace, 6))
    workspace.perform(waiting.take_off_waiting_list, place_id=place, text="A bed came free")
    assert workspace.read(waiting.waiting_list) == []
    with pytest.raises(Refusal, match="off the waiting list already"):
        workspace.perform(waiting.take_off_waiting_list, place_id=place)
    put(workspace, episode, 0)


def test_a_participant_waits_for_nothing(workspace: Workspace) -> None:
    episode = courts.participant(workspace)
    with pytest.raises(Refusal, match="nothing to wait for"):
        put(workspace, episode, 0)


def test_court_is_watched_once_a_day_and_a_mistake_is_taken_back(workspace: Workspace) -> None:
    episode = referred(workspace)
    wanted = {"episode_id": episode, "watched_on": ago(workspace, 7)}
    number = workspace.perform(entry.record_observation, **wanted)
    with leaves_nothing(workspace, "watched_on"):
        workspace.perform(entry.record_observation, **wanted)
    workspace.perform(entry.record_observation, episode_id=episode)
    seen = workspace.read(entry.observations, episode_id=episode)
    assert [one.watched_on for one in seen] == [ago(workspace, 7), workspace.today]
    about = {"table": "court_observation", "number": number, "reason": "Another candidate"}
    workspace.perform(take_back_entry, **about)
    assert len(workspace.read(entry.observations, episode_id=episode)) == 1


def test_the_packet_says_what_is_in_hand_and_where(workspace: Workspace) -> None:
    episode = referred(workspace)
    about = {"episode_id": episode, "key": "rights"}
    workspace.perform(entry.have_packet_item, **about, kept_where="File 2")
    lines = {line.key: line for line in workspace.read(entry.packet, episode_id=episode)}
    assert (lines["rights"].done_on, lines["rights"].kept_where) == (workspace.today, "File 2")
    assert lines["contract"].done_on is None
    workspace.perform(entry.have_packet_item, **about, done_on=ago(workspace, 3))
    workspace.perform(entry.lack_packet_item, **about)
    assert all(one.done_on is None for one in workspace.read(entry.packet, episode_id=episode))
    with pytest.raises(Refusal, match="not in hand"):
        workspace.perform(entry.lack_packet_item, **about)
    with pytest.raises(Refusal, match="no such paper"):
        workspace.perform(entry.have_packet_item, episode_id=episode, key="passport")
