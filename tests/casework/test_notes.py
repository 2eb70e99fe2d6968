from __future__ import annotations

from drugcourt.casework import notes
from drugcourt.casework.exits import exits
from drugcourt.domain.episodes import ExitReason
from drugcourt.domain.notes import NoteKind
from drugcourt.workspace import Workspace
from tests.casework.files import TODAY, ago, last_change, leaves_nothing, participant


def test_a_later_word_stands_under_its_note(workspace: Workspace) -> None:
    episode = participant(workspace)
    first = workspace.perform(
        notes.write_note, episode_id=episode, text="School in January", about=ago(3)
    )
    later = workspace.perform(
        notes.write_note, episode_id=episode, text="It starts on the 11th", addendum_to=first
    )
    workspace.perform(notes.write_note, episode_id=episode, text="In room 4", addendum_to=later)
    (row,) = workspace.read(notes.note_rows, episode_id=episode)
    assert (row.text, row.author) == ("School in January", "R. Alvarez")
    assert [added.text for added in row.addenda] == ["It starts on the 11th", "In room 4"]
    assert last_change(workspace, "note").change == "added"


def test_words_are_found_in_notes_and_addenda(workspace: Workspace) -> None:
    episode = participant(workspace)
    first = workspace.perform(notes.write_note, episode_id=episode, text="School in January")
    workspace.perform(notes.write_note, episode_id=episode, text="Sister", kind=NoteKind.CONTACT)
    workspace.perform(notes.write_note, episode_id=episode, text="100% sure", addendum_to=first)
    for words, count in (("school", 1), ("100%", 1), ("0_% s", 0), ("", 2)):
        assert workspace.read(notes.note_count, episode_id=episode, text=words) == count


def test_an_empty_note_and_a_note_to_nothing_are_refused(workspace: Workspace) -> None:
    episode, other = participant(workspace), participant(workspace, "Ellison", "Dana")
    theirs = workspace.perform(notes.write_note, episode_id=other, text="Hers")
    with leaves_nothing(workspace, "text"):
        workspace.perform(notes.write_note, episode_id=episode, text=" \n")
    with leaves_nothing(workspace):
        workspace.perform(notes.write_note, episode_id=episode, text="x", addendum_to=theirs)


def test_notes_are_written_after_the_end_too(workspace: Workspace) -> None:
    episode = participant(workspace)
    workspace.perform(exits.discharge, episode_id=episode, exit_reason=ExitReason.ILLNESS)
    workspace.perform(notes.write_note, episode_id=episode, text="Card from the family")
    assert workspace.read(notes.note_count, episode_id=episode) == 1


def test_a_draft_is_kept_until_it_is_dropped(workspace: Workspace) -> None:
    workspace.perform(notes.keep_draft, key="note:1", values={"text": "half a sen"})
    workspace.perform(
        notes.keep_draft, key="note:1", values={"text": "half a sentence", "d": TODAY}
    )
    assert workspace.read(notes.draft, key="note:1") == {
        "text": "half a sentence",
        "d": "2026-11-24",
    }
    workspace.perform(notes.drop_draft, key="note:1")
    assert workspace.read(notes.draft, key="note:1") is None
