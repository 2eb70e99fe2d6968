from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from drugcourt import cli, settings
from drugcourt.casework import backups, desk
from drugcourt.casework.oversight.anchors import code_of
from drugcourt.casework.oversight.watch import watch_of
from drugcourt.casework.participants.participants import amend_person, refer
from drugcourt.domain.oversight import Anchor
from drugcourt.errors import Refusal
from drugcourt.records.anchors import thinned
from drugcourt.records.history import end_of_history
from drugcourt.records.oversight import CourtNotice
from drugcourt.workspace import Workspace
from tests.casework.oversight.tampering import rewrite, tamper
from tests.conftest import copied
from tests.courts import PASSWORD


def opened(court: Path) -> Workspace:
    return desk.open_desk(court, PASSWORD)


def lived(court: Path) -> tuple[int, str]:
    """A court in which somebody worked and signed out; returns where its history ended."""
    workspace = opened(court)
    workspace.perform(refer, person={"family_name": "Tran", "given_name": "Kevin"})
    workspace.perform(amend_person, person_id=1, changes={"phone": "555-0100"})
    workspace.perform(amend_person, person_id=1, changes={"phone": "555-0101"})
    end = workspace.ask_inside(end_of_history)
    workspace.close()
    return end


@pytest.fixture
def office(cedar: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A court whose password costs little, with that in the environment as a command has it."""
    monkeypatch.setenv("DRUGCOURT_PASSWORD", PASSWORD)
    return copied(cedar, tmp_path)


@pytest.fixture
def worked(office: Path) -> tuple[Path, int, str]:
    return (office, *lived(office))


def checked(court: Path, *more: str) -> int:
    return cli.main(["check", str(court), *more])


def test_a_whole_history_holds(worked: tuple[Path, int, str], capsys: Any) -> None:
    assert checked(worked[0]) == 0
    assert "holds" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("forgery", "bad", "says"),
    [
        ("UPDATE history_entry SET who = 'somebody else' WHERE id = {end} - 1", -1, "was changed"),
        ("DELETE FROM history_entry WHERE id = {end} - 2", -2, "is missing"),
        ("DELETE FROM history_entry WHERE id > {end} - 2", -1, "ends with entry"),
    ],
)
def test_an_edited_a_removed_and_a_cut_history_are_found_at_the_first_bad_entry(
    worked: tuple[Path, int, str], capsys: Any, forgery: str, bad: int, says: str
) -> None:
    court, end, _ = worked
    tamper(court, lambda connection: connection.execute(forgery.format(end=end)))
    assert checked(court) == 1
    said = capsys.readouterr().err.splitlines()[-1]
    assert says in said
    assert f"entry {end + bad}" in said.lower()


def test_a_history_rewritten_with_the_key_is_found_by_the_anchor(
    worked: tuple[Path, int, str], capsys: Any
) -> None:
    court, end, _ = worked
    rewrite(court, lambda row: {**row, "after": row["after"].replace("555-0100", "555-9999")})
    assert checked(court) == 1
    said = capsys.readouterr().err
    assert "written anew" in said
    assert f"Entry {end}" in said


def test_a_file_rolled_back_to_an_older_copy_is_found_and_said_at_opening(
    office: Path, tmp_path: Path, capsys: Any
) -> None:
    older = tmp_path / "older"
    shutil.copy2(office, older)
    _, _ = lived(office)
    shutil.copy2(older, office)
    warned = opened(office)
    assert watch_of(warned).unlike is not None
    assert "older copy" in watch_of(warned).unlike.sentence
    warned.close()
    assert checked(office) == 1
    assert "not the one that this computer has seen" in capsys.readouterr().err
    assert checked(office, "--accept", "the office went back to Monday") == 0
    assert checked(office) == 0
    kept = opened(office).ask_inside(lambda db: [one.text for one in db.query(CourtNotice)])
    assert kept[-1] == "the office went back to Monday"


def test_an_older_copy_in_another_folder_is_found_too(office: Path, tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    for file in office.parent.glob(f"{office.name}*"):
        shutil.copy2(file, folder / file.name)
    lived(office)
    elsewhere = opened(folder / office.name)
    assert watch_of(elsewhere).unlike is not None
    elsewhere.close()


def test_a_restored_backup_is_told_of_and_is_no_alarm(office: Path, tmp_path: Path) -> None:
    workspace = opened(office)
    made = backups.back_up(workspace, tmp_path / "backups")
    workspace.close()
    lived(office)
    backups.restore(made.path, PASSWORD, office, now=datetime.now(UTC))
    again = opened(office)
    assert watch_of(again).unlike is None
    again.close()
    assert checked(office) == 0
    later = opened(office)
    kept = later.ask_inside(lambda db: [one.what.value for one in db.query(CourtNotice)])
    assert kept == ["restored"]  # told once
    later.close()


def test_a_paper_proves_the_state_it_was_printed_from(
    worked: tuple[Path, int, str], capsys: Any
) -> None:
    court, end, link = worked
    code = code_of(end, link)
    assert checked(court, "--anchor", code.lower()) == 0
    assert f"entry {end}" in capsys.readouterr().out
    assert checked(court, "--anchor", code.partition("-")[2]) == 0
    rewrite(court, lambda row: {**row, "after": row["after"].replace("555-0100", "555-9999")})
    (settings.config_folder() / "anchors.json").unlink()  # another computer
    assert checked(court) == 0
    assert checked(court, "--anchor", code) == 1
    assert "written anew" in capsys.readouterr().err


@pytest.mark.parametrize("code", ["", "hello", "1-2-3", "9999999-AAAA-BBBB", "1-AAAA-BBBB"])
def test_a_code_that_is_none_is_refused_in_a_sentence(office: Path, code: str) -> None:
    assert checked(office, "--anchor", code) == 1


def test_anchors_say_nothing_of_the_court_or_of_anybody(worked: tuple[Path, int, str]) -> None:
    text = (settings.config_folder() / "anchors.json").read_text("utf-8")
    for word in ("Tran", "Kevin", "Our Court", worked[0].name, str(worked[0].parent)):
        assert word not in text


def test_without_a_reason_nothing_is_accepted(office: Path, tmp_path: Path) -> None:
    older = tmp_path / "older"
    shutil.copy2(office, older)
    lived(office)
    shutil.copy2(older, office)
    warned = opened(office)
    with pytest.raises(Refusal, match="Say why"):
        watch_of(warned).accept(" ")
    assert watch_of(warned).unlike is not None
    warned.close()


def test_older_anchors_are_thinned_and_the_newest_stay() -> None:
    seen = [Anchor(number, "x") for number in range(1, 101)]
    kept = thinned(seen, 32)
    assert len(kept) <= 32
    assert kept[0].entry == 1
    assert [one.entry for one in kept[-16:]] == list(range(85, 101))
