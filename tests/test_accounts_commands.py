"""Accounts without a window: added, locked, released, left, recovered, all by the commands."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader

from drugcourt import cli
from drugcourt.domain.recovery import typed_code
from tests.conftest import PASSWORD

FIRST = "blue rivers in may"
OWN = "green rivers in june"


def run(monkeypatch: pytest.MonkeyPatch, *words: object, password: str, new: str = "") -> int:
    monkeypatch.setenv("DRUGCOURT_PASSWORD", password)
    monkeypatch.setenv("DRUGCOURT_NEW_PASSWORD", new)
    return cli.main([str(word) for word in words])


@pytest.fixture
def shared(office: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The court of the office with a prosecutor who chose a password of their own."""
    words = ("accounts", "add", office, "pike", "--name", "D. Pike", "--role", "prosecutor")
    assert run(monkeypatch, *words, password=PASSWORD, new=FIRST) == 0
    words = ("accounts", "password", office, "--user", "pike")
    assert run(monkeypatch, *words, password=FIRST, new=OWN) == 0
    return office


def test_a_command_for_one_account_needs_no_user(office: Path) -> None:
    assert cli.main(["check", str(office)]) == 0


def test_where_several_work_the_user_is_named_anywhere_on_the_line(
    shared: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "check", shared, password=PASSWORD) == 1
    assert "by your user name" in capsys.readouterr().err
    assert run(monkeypatch, "--user", "coordinator", "check", shared, password=PASSWORD) == 0
    assert run(monkeypatch, "check", shared, "--user=coordinator", password=PASSWORD) == 0


@pytest.mark.parametrize(
    "words",
    [
        ("export", "everything", "--format", "json", "-o", "out.json", "--court"),
        ("export", "tests", "--format", "csv", "-o", "out.csv", "--court"),
        ("report", "caseload", "-o", "out.pdf", "--court"),
        ("backup", "--to", "out"),
        ("move", "--to", "out.court", "--from"),
        ("accounts", "list"),
        ("accounts", "kit", "-o", "out.pdf"),
    ],
)
def test_a_role_without_the_right_is_refused_on_the_command_line(
    shared: Path,
    words: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(shared.parent)
    status = run(monkeypatch, *words, shared, "--user", "pike", password=OWN)
    said = capsys.readouterr().err
    assert status == 1
    assert said.startswith("Your role, prosecutor, may not")
    assert said.count("\n") == 1
    assert not list(shared.parent.glob("out*"))


def test_what_the_role_may_read_is_answered(shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = ("readiness", "--court", shared, "--user", "pike")
    assert run(monkeypatch, *words, password=OWN) == 0


def test_a_locked_account_is_released_by_a_command(
    shared: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("readiness", "--court", shared, "--user", "pike")
    for _ in range(5):
        assert run(monkeypatch, *words, password="wrong") == 1
    capsys.readouterr()
    assert run(monkeypatch, *words, password=OWN) == 1
    assert "locked" in capsys.readouterr().err
    admin = ("--user", "coordinator")
    assert run(monkeypatch, "accounts", "list", shared, *admin, password=PASSWORD) == 0
    assert "D. Pike, Prosecutor: May sign in, locked" in capsys.readouterr().out
    assert run(monkeypatch, "accounts", "release", shared, "pike", *admin, password=PASSWORD) == 0
    assert run(monkeypatch, *words, password=OWN) == 0


def test_who_left_opens_nothing_and_the_court_stands_under_another_key(
    shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("accounts", "depart", shared, "pike", "--another-key", "--user", "coordinator")
    assert run(monkeypatch, *words, password=PASSWORD) == 0
    words = ("readiness", "--court", shared, "--user", "pike")
    assert run(monkeypatch, *words, password=OWN) == 1
    assert run(monkeypatch, "check", shared, password=PASSWORD) == 0


def test_the_printed_kit_opens_the_court_again(
    office: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    page = tmp_path / "kit.pdf"
    assert run(monkeypatch, "accounts", "kit", office, "-o", page, password=PASSWORD) == 0
    text = PdfReader(page).pages[0].extract_text()
    groups = [word for word in text.split() if len(word) == 4 and word.isalnum()]
    code = next(
        found
        for place in range(len(groups))
        if (found := _code(groups[place : place + 8])) is not None
    )
    words = ("accounts", "recover", office)
    assert run(monkeypatch, *words, password=code, new="yellow rivers in july") == 0
    assert run(monkeypatch, "check", office, password=PASSWORD) == 1
    assert run(monkeypatch, "check", office, password="yellow rivers in july") == 0
    assert code not in capsys.readouterr().out


def _code(groups: list[str]) -> str | None:
    try:
        return typed_code("".join(groups))
    except ValueError:
        return None


def test_a_backup_is_restored_by_whoever_had_an_account_then(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "backups"
    admin = ("--user", "coordinator")
    assert run(monkeypatch, "backup", shared, "--to", folder, *admin, password=PASSWORD) == 0
    (backup,) = folder.iterdir()
    target = tmp_path / "again.court"
    words = ("restore", backup, "--to", target, "--user", "pike")
    assert run(monkeypatch, *words, password=OWN) == 0
    words = ("readiness", "--court", target, "--user", "pike")
    assert run(monkeypatch, *words, password=OWN) == 0


@pytest.mark.parametrize("new", ["", "short", OWN])
def test_a_password_that_can_not_be_the_next_one_leaves_the_one_before(
    shared: Path, new: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("accounts", "password", shared, "--user", "pike")
    assert run(monkeypatch, *words, password=OWN, new=new) == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert run(monkeypatch, *words, password=OWN, new="yellow rivers in july") == 0
    words = ("readiness", "--court", shared, "--user", "pike")
    assert run(monkeypatch, *words, password=OWN) == 1
    assert run(monkeypatch, *words, password="yellow rivers in july") == 0
