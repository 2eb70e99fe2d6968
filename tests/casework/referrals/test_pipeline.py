"""A short list of people at every station; each is counted and found where it stands."""

from __future__ import annotations

from datetime import timedelta

import pytest

from drugcourt.casework.follow_ups import follow_ups
from drugcourt.casework.participants.participants import Admission, admit
from drugcourt.casework.referrals import checklists, gates, referrals, screens, stations, waiting
from drugcourt.casework.referrals.pipeline import (
    PipelineShows,
    pipeline,
    pipeline_count,
    pipeline_counts,
)
from drugcourt.domain.referrals import (
    Channel,
    Gatekeeper,
    RefusalGround,
    Severity,
    Step,
    Verdict,
    WaitReason,
)
from drugcourt.domain.tone import YesNo
from drugcourt.exchange.referral_policy import criteria_for, referral_policy
from drugcourt.workspace import Workspace
from tests.casework.referrals.people import ago, referred


def answer_all(workspace: Workspace, episode: int, days: int) -> None:
    for criterion in criteria_for(None):
        good = YesNo.NO if criterion.bars == YesNo.YES else YesNo.YES
        workspace.perform(
            checklists.answer_criterion,
            episode_id=episode,
            key=criterion.key,
            answer=good,
            answered_on=ago(workspace, days),
        )


def screen(workspace: Workspace, episode: int, days: int) -> None:
    workspace.perform(
        screens.record_clinical_screen,
        episode_id=episode,
        instrument="ASI",
        severity=Severity.SEVERE,
        screened_on=ago(workspace, days),
    )


def approve(workspace: Workspace, episode: int, days: int) -> None:
    for keeper in (Gatekeeper.TEAM, Gatekeeper.PROSECUTOR, Gatekeeper.PRETRIAL):
        workspace.perform(
            gates.decide_gate,
            episode_id=episode,
            keeper=keeper,
            verdict=Verdict.APPROVED,
            decided_by="D. Marsh",
            decided_on=ago(workspace, days),
        )


@pytest.fixture
def at_each_station(workspace: Workspace) -> dict[str, int]:
    found = {name: referred(workspace, 30) for name in ("legal", "clinical", "gates", "ready")}
    found["fresh"] = referred(workspace, 2)
    for name in ("clinical", "gates", "ready"):
        answer_all(workspace, found[name], 20)
    for name in ("gates", "ready"):
        screen(workspace, found[name], 10)
    approve(workspace, found["ready"], 3)
    found["not_entered"] = referred(workspace, 40)
    workspace.perform(
        referrals.end_referral,
        episode_id=found["not_entered"],
        ground=RefusalGround.LOW_RISK,
        decided_by="The team",
    )
    found["admitted"] = referred(workspace, 40)
    approve(workspace, found["admitted"], 8)
    workspace.perform(admit, episode_id=found["admitted"], admission=Admission(ago(workspace, 4)))
    return found


def shown(workspace: Workspace, shows: PipelineShows, **wanted) -> list[int]:
    rows = workspace.read(pipeline, shows=shows, today=workspace.today, **wanted)
    return [row.episode_id for row in rows]


def test_everybody_stands_at_the_first_station_not_reached(workspace, at_each_station) -> None:
    at = at_each_station
    assert set(shown(workspace, PipelineShows.LEGAL)) == {at["legal"], at["fresh"]}
    assert shown(workspace, PipelineShows.CLINICAL) == [at["clinical"]]
    assert shown(workspace, PipelineShows.GATES) == [at["gates"]]
    assert shown(workspace, PipelineShows.READY) == [at["ready"]]
    assert shown(workspace, PipelineShows.NOT_ENTERED) == [at["not_entered"]]
    assert shown(workspace, PipelineShows.ADMITTED) == [at["admitted"]]
    counts = workspace.read(pipeline_counts, today=workspace.today)
    for shows in PipelineShows:
        assert counts[shows] == len(shown(workspace, shows)), shows


def test_the_late_come_first_and_who_waits_longest(workspace, at_each_station) -> None:
    at = at_each_station
    names = ("legal", "clinical", "gates", "ready", "fresh")
    assert shown(workspace, PipelineShows.OPEN) == [at[name] for name in names]
    assert shown(workspace, PipelineShows.LATE) == [at["legal"], at["clinical"], at["gates"]]


def test_the_list_and_the_clock_agree_on_the_target_and_the_day_itself_is_not_late(
    workspace: Workspace,
) -> None:
    target = referral_policy().targets[Step.LEGAL]
    on_the_day, a_day_late = referred(workspace, target), referred(workspace, target + 1)
    assert shown(workspace, PipelineShows.LATE) == [a_day_late]
    clocks = workspace.read(
        stations.step_clocks, episode_ids=[on_the_day, a_day_late], today=workspace.today
    )
    late = {
        number: next(c.late for c in found if c.step is Step.LEGAL)
        for number, found in clocks.items()
    }
    assert late == {on_the_day: 0, a_day_late: 1}


def test_a_target_counts_from_the_latest_station_before_it(workspace: Workspace) -> None:
    """The clinical screen came first; the decisions are due a week after the checklist."""
    episode = referred(workspace, 30)
    screen(workspace, episode, 25)
    answer_all(workspace, episode, 5)
    (row,) = workspace.read(pipeline, shows=PipelineShows.GATES, today=workspace.today)
    assert (row.since, row.due_on, row.late) == (
        ago(workspace, 5),
        ago(workspace, 5) + timedelta(days=7),
        0,
    )


def test_an_unknown_answer_is_none_and_a_refusal_is_no_passed_gate(workspace) -> None:
    episode = referred(workspace, 30)
    answer_all(workspace, episode, 20)
    workspace.perform(
        checklists.answer_criterion, episode_id=episode, key="victim", answer=YesNo.UNKNOWN
    )
    assert shown(workspace, PipelineShows.LEGAL) == [episode]
    workspace.perform(
        checklists.answer_criterion, episode_id=episode, key="victim", answer=YesNo.NO
    )
    screen(workspace, episode, 10)
    approve(workspace, episode, 5)
    workspace.perform(
        gates.decide_gate,
        episode_id=episode,
        keeper=Gatekeeper.TEAM,
        verdict=Verdict.REFUSED,
        decided_by="The team",
        ground=RefusalGround.LOW_NEED,
    )
    (row,) = workspace.read(pipeline, shows=PipelineShows.GATES, today=workspace.today)
    assert (row.asked, row.approved, row.refused) == (3, 2, 1)


def test_words_narrow_by_name_and_agency_and_windows_follow_the_order(workspace) -> None:
    for family, agency in (("Adler", "County jail"), ("Boone", "LEAD"), ("Cole", "County jail")):
        person = {"family_name": family, "given_name": "Kim"}
        referred(workspace, 5, person=person, agency=agency, channel=Channel.OFFICER)
    wanted = {"shows": PipelineShows.OPEN, "today": workspace.today}
    names = [row.name for row in workspace.read(pipeline, **wanted, text="county JAIL")]
    assert names == ["Adler, Kim", "Cole, Kim"]
    assert workspace.read(pipeline_count, **wanted, text="county jail") == 2
    assert workspace.read(pipeline_count, **wanted, text="boo") == 1
    page = workspace.read(pipeline, **wanted, sort="name", descending=True, offset=1, limit=1)
    assert [row.name for row in page] == ["Boone, Kim"]


def test_what_is_late_held_back_or_waiting_is_followed_up(workspace: Workspace) -> None:
    held = referred(workspace, 1, held_charges="Possession", abeyance_until=ago(workspace, -3))
    late = referred(workspace, 12)
    waits = referred(workspace, 1)
    workspace.perform(
        waiting.put_on_waiting_list,
        episode_id=waits,
        reason=WaitReason.BED,
        placed_on=ago(workspace, 1),
        until=ago(workspace, 0),
    )
    found = workspace.read(follow_ups, today=workspace.today, each=9)
    said = {one.episode_id: (one.text, one.tab) for one in found.shown}
    assert said == {
        held: ("Charges held in abeyance until Nov 27: file, extend or drop", "entry"),
        late: ("Legal screen late: 12 days since the last step, 7 aimed at", "entry"),
        waits: ("Waits for a bed: look again, said for Nov 24", "entry"),
    }
