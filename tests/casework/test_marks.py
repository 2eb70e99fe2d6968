from __future__ import annotations

from drugcourt.casework import marks
from drugcourt.casework.facts.facts import gather_one
from drugcourt.casework.programs import programs, versions
from drugcourt.exchange.programs.files import program_text
from drugcourt.exchange.resources import resource
from drugcourt.records.episodes import Episode
from drugcourt.workspace import Workspace
from tests import courts
from tests.casework.files import last_change, leaves_nothing


def in_suffolk(workspace: Workspace) -> int:
    """A participant under a handbook whose rules turn on what is assigned and recorded."""
    episode = courts.participant(workspace, admitted_on=workspace.today)
    text = program_text(resource("programs", "ny-suffolk-jdp.toml"))
    kept = workspace.perform(programs.keep_program, text=text)
    handbook = programs.parsed(text)

    def move(db, _context):
        db.get(Episode, episode).phase = handbook.phases[0].key

    workspace.perform(move)
    workspace.perform(
        versions.move_to_version, episode_ids=[episode], program_id=kept, reason="Transfer"
    )
    return episode


def test_what_the_program_asks_about_is_offered_with_the_sentence_that_asks(
    workspace: Workspace,
) -> None:
    found = workspace.read(marks.marks, episode_id=in_suffolk(workspace))
    assert found
    assert all(mark.asked and not mark.holds for mark in found)


def test_what_is_set_reaches_the_rules_with_its_reason_and_may_be_taken_back(
    workspace: Workspace,
) -> None:
    episode = in_suffolk(workspace)
    first = workspace.read(marks.marks, episode_id=episode)[0]
    name = f"{first.room}|{first.key}"
    workspace.perform(
        marks.set_marks, episode_id=episode, holding={name: True}, reason="Order of today"
    )
    facts = workspace.read(gather_one, episode_id=episode)
    assert first.key in getattr(facts, first.room)
    assert last_change(workspace, "episode").reason == "Order of today"
    workspace.perform(marks.set_marks, episode_id=episode, holding={name: False})
    facts = workspace.read(gather_one, episode_id=episode)
    assert first.key not in getattr(facts, first.room)


def test_what_no_rule_asks_about_is_refused(workspace: Workspace) -> None:
    episode = courts.participant(workspace)
    with leaves_nothing(workspace, "flags|left_handed"):
        workspace.perform(marks.set_marks, episode_id=episode, holding={"flags|left_handed": True})
