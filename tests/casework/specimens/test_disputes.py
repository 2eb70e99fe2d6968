"""Disputes, excuses taken back and notes, on a real court file."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.facts.facts import gather
from drugcourt.casework.hearings.since_hearing import SinceHearing, since_hearings
from drugcourt.casework.hearings.since_words import in_a_sentence, since_lines
from drugcourt.casework.phases import judged
from drugcourt.casework.specimens import decisions, disputes, specimens
from drugcourt.casework.specimens import notes as specimen_notes
from drugcourt.casework.specimens.testing import Shows, TestsWanted, listed_tests, one_test
from drugcourt.domain.specimens import (
    CollectionStatus,
    Confirmation,
    Reading,
    SpecimenNoteKind,
    Substance,
    Validity,
)
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.records.episodes import AttentionItem, Standing
from drugcourt.records.specimens import Specimen
from drugcourt.workspace import Workspace
from tests.court_day import TODAY, admitted, cup, days_ago, kept, kept_all, no_cup

FENTANYL = Substance.FENTANYL


def attention(court: Workspace, episode_id: int) -> dict[str, str]:
    asked = select(AttentionItem).where(AttentionItem.episode_id == episode_id)
    return {item.key: item.text for item in kept_all(court, asked)}


def standing(court: Workspace, episode_id: int) -> Standing:
    return kept(court, Standing, episode_id)


def kinds(court: Workspace, number: int) -> list[SpecimenNoteKind]:
    rows = court.read(specimen_notes.note_rows, specimen_id=number)
    return [row.kind for row in reversed(rows)]


def test_a_dispute_holds_the_response_and_leaves_the_date_provisional(
    workspace: Workspace,
) -> None:
    episode = admitted(workspace)
    number = cup(workspace, episode, days_ago(2), FENTANYL)
    assert "unexpected_positive" in attention(workspace, episode)
    assert standing(workspace, episode).provisional_since is None
    workspace.perform(disputes.dispute, specimen_id=number, reason="Says it was a cough medicine")
    shown = attention(workspace, episode)
    assert "unexpected_positive" not in shown
    assert "disputed" in shown["disputed"]
    assert standing(workspace, episode).provisional_since == days_ago(2)
    row = workspace.read(one_test, specimen_id=number).row
    assert (row.reading, row.text) == (
        Reading.UNEXPECTED_POSITIVE,
        "Positive: fentanyl; disputed",
    )
    listed = workspace.read(listed_tests, wanted=TestsWanted(Shows.DISPUTED))
    assert [one.id for one in listed] == [number]


def test_a_dispute_that_was_won_gives_the_sober_date_back(workspace: Workspace) -> None:
    episode = admitted(workspace)
    before = standing(workspace, episode).sober_date
    number = cup(workspace, episode, days_ago(2), FENTANYL)
    workspace.perform(disputes.dispute, specimen_id=number, reason="Never used it")
    workspace.perform(
        disputes.settle, specimen_id=number, stands=False, reason="Cups were mixed up"
    )
    after = standing(workspace, episode)
    assert (after.sober_date, after.provisional_since) == (before, None)
    assert "disputed" not in attention(workspace, episode)
    found = {r.substance: r for r in workspace.read(one_test, specimen_id=number).results}
    assert found[FENTANYL].confirmation is Confirmation.NOT_CONFIRMED
    assert kinds(workspace, number) == [SpecimenNoteKind.DISPUTED, SpecimenNoteKind.SETTLED]


def test_a_dispute_that_was_lost_leaves_the_test_as_it_was(workspace: Workspace) -> None:
    episode = admitted(workspace)
    number = cup(workspace, episode, days_ago(2), FENTANYL)
    stood = standing(workspace, episode).sober_date
    workspace.perform(disputes.dispute, specimen_id=number, reason="Never used it")
    workspace.perform(disputes.settle, specimen_id=number, stands=True, reason="Confirmed by phone")
    after = standing(workspace, episode)
    assert (after.sober_date, after.provisional_since) == (stood, None)
    assert "unexpected_positive" in attention(workspace, episode)


@pytest.mark.parametrize(
    ("status", "becomes", "excused"),
    [
        (CollectionStatus.MISSED, CollectionStatus.MISSED, True),
        (CollectionStatus.UNABLE, CollectionStatus.UNABLE, True),
        (CollectionStatus.REFUSED, CollectionStatus.CANCELLED, False),
    ],
)
def test_what_was_not_given_and_does_not_stand_counts_no_more(
    workspace: Workspace, status: CollectionStatus, becomes: CollectionStatus, excused: bool
) -> None:
    episode = admitted(workspace)
    number = no_cup(workspace, episode, days_ago(3), status)
    workspace.perform(disputes.dispute, specimen_id=number, reason="Was never told")
    workspace.perform(disputes.settle, specimen_id=number, stands=False, reason="The line was down")
    made = kept(workspace, Specimen, number)
    assert (made.status, made.excused, made.disputed) == (becomes, excused, False)


def test_a_tampered_specimen_that_does_not_stand_is_valid(workspace: Workspace) -> None:
    number = cup(workspace, admitted(workspace), days_ago(3))
    workspace.perform(
        specimens.amend_test,
        specimen_id=number,
        changes={"validity": Validity.ADULTERATED},
        reason="As the laboratory wrote",
    )
    workspace.perform(disputes.dispute, specimen_id=number, reason="Counsel doubts it")
    workspace.perform(disputes.settle, specimen_id=number, stands=False, reason="Withdrawn")
    assert kept(workspace, Specimen, number).validity is Validity.VALID


def test_an_excuse_is_taken_back_and_both_stand_in_the_notes(workspace: Workspace) -> None:
    episode = admitted(workspace)
    number = no_cup(workspace, episode, days_ago(3))
    counted = standing(workspace, episode).sober_date
    workspace.perform(decisions.excuse, specimen_id=number, reason="In hospital")
    assert standing(workspace, episode).sober_date != counted
    workspace.perform(disputes.reopen, specimen_id=number, reason="The paper was false")
    assert standing(workspace, episode).sober_date == counted
    workspace.perform(specimen_notes.add_note, specimen_id=number, text="Told in person")
    assert kinds(workspace, number) == [
        SpecimenNoteKind.EXCUSED,
        SpecimenNoteKind.REOPENED,
        SpecimenNoteKind.NOTE,
    ]


def test_the_words_for_the_hearing_say_disputed(workspace: Workspace) -> None:
    episode = admitted(workspace)
    cup(workspace, episode, days_ago(6), FENTANYL)
    held = [cup(workspace, episode, days_ago(2), FENTANYL), no_cup(workspace, episode, days_ago(1))]
    for number in held:
        workspace.perform(disputes.dispute, specimen_id=number, reason="Doubted")
    since = workspace.read(_since, episode_id=episode)
    _, sentence = in_a_sentence(since)
    assert sentence.startswith("3 tests called, 1 positive, 2 disputed")
    strong = since_lines(since)[0].strong
    assert "2 positive for fentanyl, 1 of them disputed" in strong
    assert "1 missed, disputed" in strong


def _since(db: Session, *, episode_id: int) -> SinceHearing:
    found = {episode_id: judged(db, episode_id=episode_id, as_of=TODAY)}
    return since_hearings(gather(db, [episode_id]), found, {}, TODAY)[episode_id]


def test_what_makes_no_sense_is_refused(workspace: Workspace) -> None:
    episode = admitted(workspace)
    ahead = no_cup(workspace, episode, TODAY, CollectionStatus.SCHEDULED)
    given = cup(workspace, episode, days_ago(4), FENTANYL)
    for act, wanted in (
        (disputes.dispute, {"specimen_id": ahead, "reason": "x"}),
        (disputes.settle, {"specimen_id": given, "stands": True, "reason": "x"}),
        (disputes.reopen, {"specimen_id": given, "reason": "x"}),
    ):
        with pytest.raises(Refusal):
            workspace.perform(act, **wanted)
    with pytest.raises(FieldRefusal) as refused:
        workspace.perform(disputes.dispute, specimen_id=given, reason="  ")
    assert refused.value.field == "reason"
    workspace.perform(disputes.dispute, specimen_id=given, reason="Doubted")
    with pytest.raises(Refusal, match="already"):
        workspace.perform(disputes.dispute, specimen_id=given, reason="Again")
