"""What would be found of a real participant, if: asked of a court file, which stays as it was."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from drugcourt.casework.programs import programs, versions
from drugcourt.casework.programs.drafting import Draft
from drugcourt.casework.readiness.readiness import readiness
from drugcourt.casework.readiness.suppositions import FORMS, read_supposition, refuse_for_many
from drugcourt.casework.readiness.what_if import supposable, suppose
from drugcourt.domain.findings import Verdict
from drugcourt.domain.program import Effect, SoberEvent
from drugcourt.domain.specimens import Substance
from drugcourt.domain.suppositions import (
    ActDone,
    Answer,
    Coming,
    ConfirmationIs,
    EffectIs,
    HearingIs,
    LetOff,
    NumberIs,
    SessionIs,
    TestBeing,
    TestIs,
)
from drugcourt.domain.treatment import Attendance
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.exchange.programs.files import program_text
from drugcourt.exchange.resources import resource
from drugcourt.records.history import HistoryEntry
from drugcourt.workspace import Workspace
from tests import courts
from tests.conftest import TODAY

DAY = date(2026, 11, 12)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def asked(workspace: Workspace, episode: int, *supposed):
    return workspace.read(suppose, episode_id=episode, as_of=TODAY, supposed=supposed)


def test_a_positive_test_takes_the_sober_days_and_writes_nothing(workspace: Workspace) -> None:
    episode = courts.participant(workspace)
    courts.collected(workspace, episode, ago(10))
    entries = workspace.read(lambda db: db.scalar(select(func.count(HistoryEntry.id))))
    answer = asked(workspace, episode, TestIs(ago(10), TestBeing.POSITIVE))
    first = answer.phase.lines[0]
    assert (first.id, first.changes) == ("p1.sober", True)
    assert first.now is not None
    assert first.then is not None
    assert (first.now.verdict, first.then.verdict) == (Verdict.MET, Verdict.UNMET)
    assert answer.sober == (
        "Sober count now: 60 days since Sep 25, the day of admission; then: 9 days since Nov 15."
    )
    assert answer.phase.sentence == "now earliest today; then earliest Nov 29, 5 days later."
    now = workspace.read(lambda db: db.scalar(select(func.count(HistoryEntry.id))))
    assert now == entries


def test_an_excused_absence_is_seen_in_its_own_line_alone(workspace: Workspace) -> None:
    episode = courts.participant(workspace)
    courts.attended(workspace, episode, ago(3), Attendance.ABSENT)
    answer = asked(workspace, episode, SessionIs(ago(3), Coming.EXCUSED))
    changed = [line.id for line in answer.phase.lines if line.changes]
    assert changed == ["p1.attendance"]


def test_several_suppositions_hold_at_once(workspace: Workspace) -> None:
    episode = courts.participant(workspace)
    courts.attended(workspace, episode, ago(3))
    answer = asked(
        workspace,
        episode,
        ActDone("p1.plan"),
        ActDone("p1.application"),
        ActDone("p1.team"),
    )
    assert answer.phase.then is not None
    assert answer.phase.then.ready
    assert answer.phase.sentence == "now earliest today; then everything is met."


@pytest.mark.parametrize(
    ("supposed", "said"),
    [
        (TestIs(ago(300), TestBeing.POSITIVE), "before the admission"),
        (SessionIs(TODAY + timedelta(days=1), Coming.ABSENT), "after the day asked"),
        (ConfirmationIs(ago(2), Answer.CONFIRMED), "No confirmation is out"),
        (ActDone("p1.days"), "more than one act"),
        (ActDone("p7.team"), "no requirement “p7.team”"),
        (NumberIs("p7.days", "least", "3 days"), "no requirement"),
        (TestIs(ago(2), TestBeing.MISSED, id=99), "not in the file any more"),
    ],
)
def test_what_can_not_be_supposed_is_said_in_a_sentence(
    workspace: Workspace, supposed, said: str
) -> None:
    episode = courts.participant(workspace)
    with pytest.raises(Refusal, match=said):
        asked(workspace, episode, supposed)


def test_a_number_that_the_file_would_not_take_is_refused_at_its_field(
    workspace: Workspace,
) -> None:
    episode = courts.participant(workspace)
    with pytest.raises(FieldRefusal, match="30 days"):
        asked(workspace, episode, NumberIs("p1.days", "least", "soon"))


def test_nothing_can_be_supposed_of_a_candidate(workspace: Workspace) -> None:
    episode = courts.candidate(workspace)
    with pytest.raises(Refusal, match="not been admitted"):
        asked(workspace, episode)


def test_what_may_be_supposed_is_offered_with_the_latest_on_top(workspace: Workspace) -> None:
    episode = courts.participant(workspace)
    courts.collected(workspace, episode, ago(9))
    waiting = courts.collected(
        workspace, episode, ago(4), Substance.FENTANYL, to_confirm=[Substance.FENTANYL]
    )
    offered = workspace.read(supposable, episode_id=episode, as_of=TODAY)
    assert [thing.on for thing in offered.tests] == [ago(4), ago(9)]
    assert [thing.id for thing in offered.pending] == [waiting]
    assert tuple(key for key, _ in offered.acts[:3]) == ("p1.plan", "p1.application", "p1.team")
    assert offered.numbers[0][:2] == ("p1.days", "least")


# Written and said --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("test 2026-11-12 positive", TestIs(DAY, TestBeing.POSITIVE)),
        ("test 2026-11-12 positive fentanyl", TestIs(DAY, TestBeing.POSITIVE, Substance.FENTANYL)),
        ("Test 2026-11-12 missed", TestIs(DAY, TestBeing.MISSED)),
        ("confirmation 2026-11-12 overturned", ConfirmationIs(DAY, Answer.OVERTURNED)),
        ("session 2026-11-12 excused", SessionIs(DAY, Coming.EXCUSED)),
        ("hearing 2026-11-12 absent", HearingIs(DAY, Coming.ABSENT)),
        ("rule p3.sober least 60 days", NumberIs("p3.sober", "least", "60 days")),
        ("sober missed nothing", EffectIs(SoberEvent.MISSED, Effect.NOTHING)),
        ("done p1.team", ActDone("p1.team")),
        ("waived p1.attendance", LetOff("p1.attendance")),
    ],
)
def test_a_supposition_is_written_on_one_line(text: str, meant) -> None:
    assert read_supposition(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nonsense",
        "test",
        "test yesterday positive",
        "test 2026-11-12 maybe",
        "test 2026-11-12 missed fentanyl",
        "session 2026-11-12",
        "rule p3.sober least",
        "done",
        "done p1.team p2.team",
        "sober missed set_back",
        "sober pending reset",
    ],
)
def test_a_line_that_says_nothing_is_refused_with_the_form_it_should_have(text: str) -> None:
    with pytest.raises(Refusal, match="written as") as refused:
        read_supposition(text)
    assert any(form in str(refused.value) for form in FORMS)


def test_only_a_rule_may_be_supposed_for_everybody() -> None:
    refuse_for_many([NumberIs("p1.days", "least", "10 days")], None)
    refuse_for_many([ActDone("p1.team")], "26-0001")
    with pytest.raises(Refusal, match="--participant"):
        refuse_for_many([ActDone("p1.team")], None)


# Readiness ---------------------------------------------------------------------------------------


def test_readiness_says_both_answers_what_moves_most_and_what_if(workspace: Workspace) -> None:
    episode = courts.participant(workspace, admitted_on=ago(30))
    courts.attended(workspace, episode, ago(3))
    (person,) = workspace.read(
        readiness, as_of=TODAY, supposed=[NumberIs("p1.days", "least", "30 days")]
    )
    goal = person["next_phase"]
    assert (goal["earliest"], goal["if_acted"]) == (None, "2026-12-24")
    assert goal["waits_for"] == ["p1.plan", "p1.application", "p1.team"]
    assert goal["moves_most"] == [{"rule": "p1.days", "earliest": "2026-11-24", "days": 30}]
    other = person["if"]
    assert other["suppose"] == ["“At least 60 days in phase 1” had least 30 days"]
    assert other["next_phase"]["if_acted"] == "2026-11-24"
    assert other["changed"]["next_phase"] == ["p1.days"]
    assert person["episode"] == episode


def test_a_past_day_is_judged_by_the_rules_then_in_force(workspace: Workspace) -> None:
    episode = courts.participant(workspace, admitted_on=ago(50))
    draft = Draft(program_text(resource("programs", "five-phase.toml")))
    draft.put(("program", "version"), "November 2026")
    draft.put(("phases", 0, "advance", 0, "least"), "45 days")
    new = workspace.perform(programs.keep_program, text=draft.text())
    workspace.perform(
        versions.move_to_version, episode_ids=[episode], program_id=new, reason="The court's order"
    )
    for day, version, asked_days in (
        (ago(1), "January 2024", "60 days"),
        (TODAY, "November 2026", "45 days"),
    ):
        (person,) = workspace.read(readiness, as_of=day)
        line = next(r for r in person["next_phase"]["requirements"] if r["rule"] == "p1.days")
        assert person["program"]["version"] == version
        assert line["verdict"] == ("met" if day == TODAY else "unmet"), asked_days


def test_the_status_said_is_that_of_the_day(workspace: Workspace) -> None:
    courts.participant(workspace, admitted_on=ago(50))
    (person,) = workspace.read(readiness, as_of=ago(20))
    assert person["status"] == "active"
