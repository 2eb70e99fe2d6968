"""What a sanction, jail and a departure from the matrix need before they are given."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from drugcourt.casework import medications
from drugcourt.casework.participants.corrections import correct_entry
from drugcourt.casework.responses import points, responses
from drugcourt.casework.responses.prizes import points_left
from drugcourt.casework.responses.responses import NewResponse
from drugcourt.casework.treatment import care
from drugcourt.domain.medications import StoppedBy
from drugcourt.domain.responses import Heard, Magnitude, ResponseFamily
from drugcourt.domain.treatment import LevelOfCare
from drugcourt.errors import Refusal
from drugcourt.records.responses import Response
from drugcourt.workspace import Workspace
from tests.casework.files import TODAY, ago, leaves_nothing, participant
from tests.court_day import kept, on_docket

INCENTIVE, SANCTION, ADJUSTMENT = ResponseFamily
JAIL: dict[str, Any] = {"title": "Jail", "jail_days": 2, "behavior_key": "missed_test"}
HEARD: dict[str, Any] = {"hearing_on": TODAY, "counsel": True}


def give(workspace: Workspace, episode: int, **wanted: Any) -> Response:
    """A sanction that may be given unless it is said otherwise; as it is kept."""
    entry = wanted.pop("docket_entry_id", None)
    about = {"family": SANCTION, "title": "Essay", "heard": Heard.AGREED, **wanted}
    number = workspace.perform(
        responses.give_response,
        episode_id=episode,
        response=NewResponse(**about),
        docket_entry_id=entry,
    )
    return kept(workspace, Response, number)


def in_care(workspace: Workspace, episode: int) -> None:
    workspace.perform(
        care.begin_treatment,
        episode_id=episode,
        provider="Northside IOP",
        level=LevelOfCare.INTENSIVE_OUTPATIENT,
        started_on=ago(60),
    )


def refused(workspace: Workspace, act: Any, /, *args: Any, **wanted: Any) -> Refusal:
    """The refusal, which left nothing behind."""
    found: list[Refusal] = []
    with leaves_nothing(workspace):
        try:
            act(*args, **wanted)
        except Refusal as refusal:
            found.append(refusal)
            raise
    return found[0]


# Heard ----------------------------------------------------------------------------------------


def test_a_sanction_waits_until_it_is_said_whether_one_was_heard(workspace: Workspace) -> None:
    episode = participant(workspace)
    with leaves_nothing(workspace, "heard"):
        give(workspace, episode, heard=Heard.UNSAID)
    said = give(workspace, episode, heard=Heard.DECLINED, explanation="Nothing to add.")
    assert (said.heard, said.explanation) == (Heard.DECLINED, "Nothing to add.")
    give(workspace, episode, family=INCENTIVE, title="Praise", heard=Heard.UNSAID)


def test_what_is_contested_needs_a_hearing_on_a_docket_or_apart(workspace: Workspace) -> None:
    episode = participant(workspace)
    with leaves_nothing(workspace, "hearing_on"):
        give(workspace, episode, heard=Heard.CONTESTED)
    apart = give(workspace, episode, heard=Heard.CONTESTED, hearing_on=ago(1))
    assert apart.hearing_on == ago(1)
    entry = on_docket(workspace, episode)
    there = give(workspace, episode, heard=Heard.CONTESTED, docket_entry_id=entry)
    assert there.hearing_on == TODAY


# Families and the matrix ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("family", "key"),
    [(INCENTIVE, "missed_test"), (SANCTION, "tests_negative"), (ADJUSTMENT, "sessions_kept")],
)
def test_the_families_are_never_mixed(
    workspace: Workspace, family: ResponseFamily, key: str
) -> None:
    episode = participant(workspace)
    with leaves_nothing(workspace, "family"):
        give(workspace, episode, family=family, behavior_key=key)


def test_a_departure_needs_its_reason_and_what_follows_needs_none(workspace: Workspace) -> None:
    episode = participant(workspace)
    about: dict[str, Any] = {
        "behavior_key": "missed_test",
        "suggested": ((str(SANCTION), "Curfew"),),
        "rule": "Missed test: sanction",
    }
    with leaves_nothing(workspace, "departure"):
        give(workspace, episode, **about)
    departed = give(workspace, episode, **about, departure="Works nights.")
    assert (departed.departure, departed.rule) == ("Works nights.", "Missed test: sanction")
    assert departed.suggested == [["sanction", "Curfew"]]
    followed = give(workspace, episode, **about, title="curfew ", departure="Not needed")
    assert followed.departure == ""


def test_an_incentive_brings_the_points_of_the_catalogue(workspace: Workspace) -> None:
    episode = participant(workspace)
    shelf = "Points for the prize shelf"
    give(workspace, episode, family=INCENTIVE, title=shelf, behavior="Led the meeting")
    (row,) = workspace.read(points.point_rows, episode_id=episode)
    assert (row.points, row.text) == (5, "Led the meeting")
    assert workspace.read(points_left, episode_id=episode) == 5


# Jail -----------------------------------------------------------------------------------------


def test_more_than_six_days_are_refused_without_hearing_and_counsel(workspace: Workspace) -> None:
    episode = participant(workspace)
    week = JAIL | {"jail_days": 7}
    for missing in ({}, {"counsel": True}, {"hearing_on": TODAY, "counsel": False}):
        refusal = refused(workspace, give, workspace, episode, **week, **missing)
        assert [f.rule for f in refusal.findings] == ["jail.confirm"]
        assert "Standards" in refusal.findings[0].basis
    given = give(workspace, episode, **week, **HEARD)
    assert [f["rule"] for f in given.findings] == ["jail.confirm"]


def test_a_hearing_on_the_docket_is_a_hearing(workspace: Workspace) -> None:
    episode = participant(workspace)
    entry = on_docket(workspace, episode)
    given = give(workspace, episode, **JAIL | {"jail_days": 7}, counsel=True, docket_entry_id=entry)
    assert given.hearing_on == TODAY


def test_four_days_are_given_with_the_warning_kept(workspace: Workspace) -> None:
    given = give(workspace, participant(workspace), **JAIL | {"jail_days": 4})
    assert [(f["rule"], f["verdict"]) for f in given.findings] == [("jail.length", "unknown")]
    short = give(workspace, participant(workspace, "Short"), **JAIL)
    assert short.findings is None


def test_jail_is_never_given_for_use_before_stability(workspace: Workspace) -> None:
    episode = participant(workspace)
    in_care(workspace, episode)
    refusal = refused(workspace, give, workspace, episode, **JAIL | {"behavior_key": "positive"})
    assert "stability" in str(refusal)


def test_jail_never_holds_somebody_for_a_treatment_place(workspace: Workspace) -> None:
    episode = participant(workspace)
    refusal = refused(workspace, give, workspace, episode, **JAIL, awaits_treatment=True)
    assert "instead of treatment" in str(refusal)


def test_it_warns_that_medicine_would_stop_and_only_while_it_is_taken(
    workspace: Workspace,
) -> None:
    episode = participant(workspace)
    number = workspace.perform(
        medications.start_medication,
        episode_id=episode,
        name="Buprenorphine",
        started_on=ago(30),
        moud=True,
    )
    given = give(workspace, episode, **JAIL)
    assert [f["rule"] for f in given.findings] == ["jail.medicine"]
    assert "Buprenorphine would stop" in given.findings[0]["text"]
    workspace.perform(
        medications.stop_medication,
        medication_id=number,
        ended_on=ago(1),
        stopped_by=StoppedBy.PRESCRIBER,
    )
    assert give(workspace, episode, **JAIL).findings is None


def test_a_correction_can_not_bring_days_that_were_never_heard(workspace: Workspace) -> None:
    given = give(workspace, participant(workspace), **JAIL)
    about: dict[str, Any] = {"table": "response", "number": given.id, "reason": "Misread"}
    longer = {"jail_days": 9}
    refusal = refused(workspace, workspace.perform, correct_entry, **about, changes=longer)
    assert "hearing and counsel" in str(refusal)
    workspace.perform(correct_entry, **about, changes={"magnitude": Magnitude.HIGH})
    workspace.perform(correct_entry, **about, changes={"jail_days": 3})
    found = select(Response.jail_days).where(Response.id == given.id)
    assert workspace.read(lambda db: db.scalar(found)) == 3


# Done and verified ----------------------------------------------------------------------------


def test_proof_is_seen_once_and_only_of_what_is_done(workspace: Workspace) -> None:
    given = give(workspace, participant(workspace), due_on=TODAY)
    with leaves_nothing(workspace):
        workspace.perform(responses.verify_response, response_id=given.id)
    workspace.perform(responses.complete_response, response_id=given.id, done_on=TODAY)
    workspace.perform(responses.verify_response, response_id=given.id, verified_by="J. Pike")
    held = kept(workspace, Response, given.id)
    assert (held.verified_by, held.verified_on) == ("J. Pike", TODAY)
    with leaves_nothing(workspace):
        workspace.perform(responses.verify_response, response_id=given.id)
