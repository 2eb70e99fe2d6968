from __future__ import annotations

from typing import Any

import pytest

from drugcourt.casework.participants.changes import changes
from drugcourt.casework.participants.participants import Admission, admit, amend_episode
from drugcourt.casework.referrals import checklists, gates
from drugcourt.domain.cases import LegalTrack
from drugcourt.domain.referrals import Gatekeeper, RefusalGround, Verdict
from drugcourt.domain.tone import YesNo
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.workspace import Workspace
from tests.casework.files import leaves_nothing
from tests.casework.referrals.people import ago, referred


def say(workspace: Workspace, episode: int, keeper: Gatekeeper, verdict: Verdict, **m: Any) -> None:
    wanted = {"decided_by": "D. Marsh", **m}
    workspace.perform(
        gates.decide_gate, episode_id=episode, keeper=keeper, verdict=verdict, **wanted
    )


def enter(workspace: Workspace, episode: int, **more: Any) -> None:
    admission = Admission(ago(workspace, 0), **more)
    workspace.perform(admit, episode_id=episode, admission=admission)


def on_track(workspace: Workspace, episode: int, track: LegalTrack) -> None:
    workspace.perform(amend_episode, episode_id=episode, changes={"track": track})


def keys(workspace: Workspace, episode: int) -> set[str]:
    return {one.key for one in workspace.read(checklists.checklist, episode_id=episode)}


def approve_all(workspace: Workspace, episode: int) -> None:
    for keeper in (Gatekeeper.PROSECUTOR, Gatekeeper.TEAM):
        say(workspace, episode, keeper, Verdict.APPROVED)
    say(workspace, episode, Gatekeeper.PRETRIAL, Verdict.NOT_NEEDED, text="Already on bond")


def test_admission_waits_for_every_decision_and_says_whose_is_missing(workspace: Workspace) -> None:
    episode = referred(workspace)
    say(workspace, episode, Gatekeeper.TEAM, Verdict.APPROVED)
    with pytest.raises(FieldRefusal, match="prosecutor and the pretrial services is missing"):
        enter(workspace, episode)
    approve_all(workspace, episode)
    enter(workspace, episode)


def test_a_refusal_bars_unless_it_is_said_why_the_person_enters(workspace: Workspace) -> None:
    episode = referred(workspace)
    approve_all(workspace, episode)
    say(workspace, episode, Gatekeeper.PROSECUTOR, Verdict.REFUSED, ground=RefusalGround.VIOLENT)
    with leaves_nothing(workspace, "despite"):
        enter(workspace, episode)
    enter(workspace, episode, despite="The judge ordered it on Nov 24.")
    told = workspace.read(changes, episode_id=episode, today=workspace.today)
    said = "Entry was refused by the prosecutor. The judge ordered it on Nov 24."
    assert any(said in row.text for row in told if row.what == "Status added")


def test_a_criterion_that_bars_needs_to_be_set_aside_by_name_and_reason(workspace) -> None:
    episode = referred(workspace)
    approve_all(workspace, episode)
    answer = {"episode_id": episode, "key": "weapon", "evidence": "Police report"}
    workspace.perform(checklists.answer_criterion, answer=YesNo.YES, **answer)
    with pytest.raises(FieldRefusal, match="1 criterion of the checklist bars it"):
        enter(workspace, episode)
    aside = {"episode_id": episode, "key": "weapon"}
    for lacking in ({"reason": "", "by": "Judge"}, {"reason": "A knife at work", "by": " "}):
        with pytest.raises(FieldRefusal):
            workspace.perform(checklists.set_aside, **aside, **lacking)
    workspace.perform(
        checklists.set_aside, **aside, reason="A knife at work", by="Marsh, Whitfield"
    )
    enter(workspace, episode)


def test_another_answer_takes_what_was_set_aside_away(workspace: Workspace) -> None:
    episode = referred(workspace)
    wanted = {"episode_id": episode, "key": "weapon"}
    workspace.perform(checklists.answer_criterion, answer=YesNo.YES, **wanted)
    workspace.perform(checklists.set_aside, reason="Long ago", by="Marsh", **wanted)
    workspace.perform(checklists.answer_criterion, answer=YesNo.NO, **wanted)
    workspace.perform(checklists.answer_criterion, answer=YesNo.YES, **wanted)
    line = next(
        one
        for one in workspace.read(checklists.checklist, episode_id=episode)
        if one.key == "weapon"
    )
    assert (line.bars, line.override_reason) == (True, "")


def test_what_the_law_forbids_nobody_sets_aside(workspace: Workspace) -> None:
    episode = referred(workspace)
    on_track(workspace, episode, LegalTrack.SENTENCED)
    wanted = {"episode_id": episode, "key": "sentence_permits"}
    workspace.perform(checklists.answer_criterion, answer=YesNo.NO, **wanted)
    with pytest.raises(Refusal, match="the law forbids"):
        workspace.perform(checklists.set_aside, reason="Please", by="Judge", **wanted)


def test_each_track_has_its_own_checklist(workspace: Workspace) -> None:
    episode = referred(workspace)
    assert "appearances" not in keys(workspace, episode)
    on_track(workspace, episode, LegalTrack.DIVERSION)
    assert "appearances" in keys(workspace, episode)
    assert "sentence_permits" not in keys(workspace, episode)
    with pytest.raises(Refusal, match="no such criterion"):
        workspace.perform(
            checklists.answer_criterion,
            episode_id=episode,
            key="sentence_permits",
            answer=YesNo.YES,
        )


@pytest.mark.parametrize(
    ("verdict", "more", "field"),
    [
        (Verdict.REFUSED, {}, "ground"),
        (Verdict.REFUSED, {"ground": RefusalGround.OTHER}, "text"),
        (Verdict.NOT_NEEDED, {}, "text"),
        (Verdict.APPROVED, {"decided_by": ""}, "decided_by"),
        (Verdict.APPROVED, {"decided_on": -1}, "decided_on"),
        (Verdict.APPROVED, {"decided_on": 21}, "decided_on"),
    ],
)
def test_a_verdict_lacks_nothing(workspace: Workspace, verdict, more, field) -> None:
    episode = referred(workspace, 20)
    days = {key: ago(workspace, n) for key, n in more.items() if key == "decided_on"}
    with leaves_nothing(workspace, field):
        say(workspace, episode, Gatekeeper.TEAM, verdict, **{**more, **days})


def test_another_gatekeeper_may_be_asked_and_who_decided_is_not_asked_again(workspace) -> None:
    episode = referred(workspace)
    with pytest.raises(Refusal, match="was not asked"):
        say(workspace, episode, Gatekeeper.DEFENSE, Verdict.APPROVED)
    workspace.perform(gates.ask_gate, episode_id=episode, keeper=Gatekeeper.DEFENSE)
    say(workspace, episode, Gatekeeper.DEFENSE, Verdict.APPROVED)
    with pytest.raises(Refusal, match="decided already"):
        workspace.perform(gates.ask_gate, episode_id=episode, keeper=Gatekeeper.DEFENSE)
