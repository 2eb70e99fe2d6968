"""What a laboratory sent and nobody can read is kept apart, with its line and its reason."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from drugcourt.casework.imports.lab import bring_tests, read_tests
from drugcourt.casework.laboratories import originals, unread
from drugcourt.casework.laboratories.unread import see_to, set_aside, unread_count, unread_lines
from drugcourt.errors import Refusal
from drugcourt.workspace import Workspace
from tests.casework.files import participant
from tests.exchange.messages import message

HEAD = "Participant,DOB,Collected,COC\n"


def put(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8", newline="")
    return path


def told(workspace: Workspace) -> list[tuple[str, int, str]]:
    return [(each.file, each.line, each.reason) for each in workspace.read(unread_lines)]


def bring(workspace: Workspace, path: Path) -> None:
    workspace.perform(bring_tests, file=read_tests(path))


def test_a_refused_file_is_kept_once_with_its_reason_and_its_bytes(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(tmp_path, "photo.csv", "%PDF-1.4")
    with pytest.raises(Refusal) as refused:
        read_tests(path)
    reason = str(refused.value)
    assert workspace.perform(set_aside, path=path, reason=reason)
    assert not workspace.perform(set_aside, path=path, reason=reason)
    assert told(workspace) == [("photo.csv", 1, reason)]
    (line,) = workspace.read(unread_lines)
    data = workspace.read(originals.original_bytes, original_id=line.original_id)
    assert data == path.read_bytes()
    monkeypatch.setattr(unread, "MOST_APART", 4)
    for other in (put(tmp_path, "large.csv", "%PDF-"), tmp_path / "gone.csv"):
        assert not workspace.perform(set_aside, path=other, reason=reason)


def test_a_file_that_could_not_be_read_comes_in_when_it_can(
    workspace: Workspace, tmp_path: Path
) -> None:
    participant(workspace, birth_date=date(1990, 3, 17))
    path = put(tmp_path, "a.hl7", message())
    workspace.perform(set_aside, path=path, reason="An older program could not read this.")
    assert len(told(workspace)) == 1
    bring(workspace, path)
    assert told(workspace) == []


def test_a_table_of_which_no_row_is_good_stays_with_its_reasons(
    workspace: Workspace, tmp_path: Path
) -> None:
    participant(workspace, birth_date=date(1990, 3, 17))
    path = put(tmp_path, "t.csv", HEAD + "Kevin Tran,1990-03-17,2026-31-02,Positive\n")
    bring(workspace, path)
    bring(workspace, path)
    assert told(workspace) == [("t.csv", 2, "Collected: There is no such day.")]
    (line,) = workspace.read(unread_lines)
    shown = workspace.read(originals.original_text, original_id=line.original_id, line=line.line)
    assert "2026-31-02" in shown


def test_the_lines_of_a_batch_that_breaks_off_are_kept_beside_its_good_ones(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = put(tmp_path, "cut.hl7", message() + message(control="M2")[:-40])
    bring(workspace, path)
    assert [(file, line) for file, line, _ in told(workspace)] == [("cut.hl7", 10)]


def test_a_line_that_somebody_saw_to_leaves_the_list_and_stays_so(
    workspace: Workspace, tmp_path: Path
) -> None:
    participant(workspace, birth_date=date(1990, 3, 17))
    path = put(tmp_path, "cut.hl7", message() + message(control="M2")[:-40])
    bring(workspace, path)
    (line,) = workspace.read(unread_lines)
    how = {"original_id": line.original_id, "place": line.place, "how": "Sent again by fax"}
    workspace.perform(see_to, **how)
    assert workspace.read(unread_lines) == []
    assert workspace.read(unread_count) == 0
    bring(workspace, path)
    assert workspace.read(unread_lines) == []
    (kept,) = workspace.read(unread_lines, also_done=True)
    assert kept.done.endswith(": Sent again by fax")
    with pytest.raises(Refusal, match="already"):
        workspace.perform(see_to, **how)
