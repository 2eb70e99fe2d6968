from __future__ import annotations

from typing import Any

import pytest

from drugcourt.casework.participants.particulars import episode_values
from drugcourt.casework.referrals import gates, waiting
from drugcourt.casework.referrals.referrals import (
    add_referral,
    amend_referral,
    end_referral,
    open_referral,
    referral_card,
    set_stations,
)
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.referrals import (
    Channel,
    Gatekeeper,
    Intercept,
    RefusalGround,
    Verdict,
    WaitReason,
)
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.workspace import Workspace
from tests import courts
from tests.casework.files import leaves_nothing
from tests.casework.referrals.people import ago, referred


def card(workspace: Workspace, episode_id: int):
    return workspace.read(referral_card, episode_id=episode_id)


def test_a_referral_comes_with_its_intercept_and_a_waiting_decision_of_each_gatekeeper(workspace):
    episode = referred(workspace, channel=Channel.RESPONSE_TEAM, agency="Cedar QRT")
    found = card(workspace, episode)
    assert (found.channel, found.intercept) == (Channel.RESPONSE_TEAM, Intercept.COMMUNITY)
    assert found.referred_on == ago(workspace, 20)
    assert found.status is EpisodeStatus.REFERRED
    asked = workspace.read(gates.gates, episode_id=episode)
    assert [(gate.keeper, gate.verdict) for gate in asked] == [
        (Gatekeeper.PROSECUTOR, Verdict.PENDING),
        (Gatekeeper.TEAM, Verdict.PENDING),
        (Gatekeeper.PRETRIAL, Verdict.PENDING),
    ]
    assert {gate.sent_on for gate in asked} == {ago(workspace, 20)}
    assert workspace.read(episode_values, episode_id=episode)["referral_source"] == "Cedar QRT"


def test_an_intercept_that_was_said_stands_above_the_channels_own(workspace: Workspace) -> None:
    episode = referred(workspace, channel=Channel.JUDGE, intercept=Intercept.REENTRY)
    assert card(workspace, episode).intercept is Intercept.REENTRY


def test_somebody_known_comes_again_with_a_new_episode(workspace: Workspace) -> None:
    first = referred(workspace)
    end(workspace, first)
    person = workspace.read(episode_values, episode_id=first)
    assert person
    again = workspace.perform(
        open_referral,
        person={},
        person_id=1,
        channel=Channel.SELF,
        referred_on=ago(workspace, 2),
    )
    assert again != first
    assert card(workspace, again).channel is Channel.SELF
    assert card(workspace, first).ground is RefusalGround.OUT_OF_COUNTY


def end(workspace: Workspace, episode_id: int, **more: Any) -> None:
    wanted = {"ground": RefusalGround.OUT_OF_COUNTY, "decided_by": "D. Marsh, prosecutor", **more}
    workspace.perform(end_referral, episode_id=episode_id, **wanted)


def test_who_is_not_admitted_leaves_with_the_ground_and_who_decided(workspace: Workspace) -> None:
    episode = referred(workspace)
    workspace.perform(waiting.put_on_waiting_list, episode_id=episode, reason=WaitReason.BED)
    end(workspace, episode, decided_on=ago(workspace, 0), text="Lives in Polk County.")
    found = card(workspace, episode)
    assert found.status is EpisodeStatus.DECLINED
    assert (found.ground, found.decided_by) == (
        RefusalGround.OUT_OF_COUNTY,
        "D. Marsh, prosecutor",
    )
    assert workspace.read(waiting.waiting_list) == []


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"decided_by": " "}, "decided_by"),
        ({"ground": RefusalGround.OTHER}, "text"),
    ],
)
def test_an_end_without_who_decided_or_the_fact_is_refused(workspace, more, field) -> None:
    episode = referred(workspace)
    with leaves_nothing(workspace, field):
        end(workspace, episode, **more)


def test_a_participant_does_not_end_as_a_referral(workspace: Workspace) -> None:
    episode = courts.participant(workspace)
    with pytest.raises(Refusal, match="leaving it is an exit"):
        end(workspace, episode)


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"abeyance_until": 5}, "held_charges"),
        ({"encounter_on": -1}, "encounter_on"),
        ({"prior_contacts": -1}, "prior_contacts"),
        ({"unheard_of": "x"}, "unheard_of"),
    ],
)
def test_what_can_not_be_is_refused_at_its_field(workspace, told, field) -> None:
    days = {key: ago(workspace, n) for key, n in told.items() if key.endswith(("_on", "_until"))}
    with leaves_nothing(workspace, field):
        referred(workspace, **{**told, **days})


def test_charges_held_back_need_only_be_named_once(workspace: Workspace) -> None:
    episode = referred(workspace, held_charges="Possession", abeyance_until=ago(workspace, -30))
    changes = {"abeyance_until": ago(workspace, -60)}
    workspace.perform(amend_referral, episode_id=episode, changes=changes)
    found = card(workspace, episode)
    assert (found.held_charges, found.abeyance_until) == ("Possession", ago(workspace, -60))


def test_the_order_does_not_come_before_the_offer(workspace: Workspace) -> None:
    episode = referred(workspace)
    with leaves_nothing(workspace, "ordered_on"):
        workspace.perform(
            set_stations,
            episode_id=episode,
            offered_on=ago(workspace, 3),
            ordered_on=ago(workspace, 4),
        )
    workspace.perform(set_stations, episode_id=episode, offered_on=ago(workspace, 3))
    assert card(workspace, episode).offered_on == ago(workspace, 3)


def test_a_candidate_from_elsewhere_gets_a_referral_once(workspace: Workspace) -> None:
    episode = courts.candidate(workspace)
    assert card(workspace, episode) is None
    workspace.perform(add_referral, episode_id=episode, channel=Channel.DEFENSE)
    assert len(workspace.read(gates.gates, episode_id=episode)) == 3
    with pytest.raises(Refusal, match="already"):
        workspace.perform(add_referral, episode_id=episode, channel=Channel.DEFENSE)


def test_a_participant_gets_the_referral_without_decisions_on_entry(workspace: Workspace) -> None:
    episode = courts.participant(workspace)
    workspace.perform(add_referral, episode_id=episode, channel=Channel.DEFENSE)
    assert workspace.read(gates.gates, episode_id=episode) == []


def test_a_person_with_an_open_episode_is_not_referred_again(workspace: Workspace) -> None:
    referred(workspace)
    with pytest.raises(Refusal, match="open episode"):
        workspace.perform(open_referral, person={}, person_id=1, channel=Channel.SELF)
    with pytest.raises(FieldRefusal):
        workspace.perform(open_referral, person={}, channel=Channel.SELF)
