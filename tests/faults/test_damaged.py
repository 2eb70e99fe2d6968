"""Files that are broken, foreign or no files at all are refused in one sentence, and at once."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from drugcourt import cli
from drugcourt.errors import Refusal
from drugcourt.workspace import Workspace
from tests.conftest import PASSWORD
from tests.faults.office import command, court_with_people, ended, is_one_sentence

Damage = Callable[[Path], object]


def _flip(path: Path, place: int) -> None:
    data = bytearray(path.read_bytes())
    data[place] ^= 0xFF
    path.write_bytes(data)


def _slot(path: Path, **values: object) -> None:
    keys = json.loads(path.read_text("utf-8"))
    keys["slots"][0].update(values)
    path.write_text(json.dumps(keys), "utf-8")


def _pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


COURT: dict[str, Damage] = {
    "gone": Path.unlink,
    "empty": lambda path: path.write_bytes(b""),
    "text": lambda path: path.write_text("Dear court,\n" * 500),
    "cut": lambda path: path.write_bytes(path.read_bytes()[:-4096]),
    "cut inside a page": lambda path: path.write_bytes(path.read_bytes()[:100_000]),
    "salt changed": lambda path: _flip(path, 3),
    "first page changed": lambda path: _flip(path, 2_000),
    "last page changed": lambda path: _flip(path, path.stat().st_size - 2_000),
}
KEYS: dict[str, Damage] = {
    "keys gone": Path.unlink,
    "keys empty": lambda path: path.write_text(""),
    "keys nested without end": lambda path: path.write_text("[" * 100_000),
    "salt a number": lambda path: _slot(path, salt=7),
    "salt no base64": lambda path: _slot(path, salt="é"),
    "salt too short": lambda path: _slot(path, salt="AAAA"),
    "nonce too short": lambda path: _slot(path, nonce="AAAA"),
    "sealed cut": lambda path: _slot(path, sealed="AAAA"),
    "cost a text": lambda path: _slot(path, passes="3"),
    "cost a fraction": lambda path: _slot(path, passes=2.5),
    "memory too small for its lanes": lambda path: _slot(path, memory_kib=8_192, lanes=64),
    "login a list": lambda path: _slot(path, login=[{}]),
}
if hasattr(os, "mkfifo"):
    COURT["a pipe"] = _pipe
    KEYS["keys a pipe"] = _pipe


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    path = court_with_people(tmp_path_factory.mktemp("whole"))
    return {
        name: path.with_name(name).read_bytes() for name in ("broken.court", "broken.court.keys")
    }


@pytest.fixture
def court(tmp_path: Path, whole: dict[str, bytes]) -> Path:
    for name, data in whole.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path / "broken.court"


def test_the_court_is_whole_before_it_is_damaged(court: Path) -> None:
    status, out, complaint = ended(command("check", court))
    assert (status, complaint) == (0, "")
    assert "whole" in out


@pytest.mark.parametrize("damage", [*COURT, *KEYS])
def test_a_damaged_court_is_refused_in_one_sentence(
    court: Path, damage: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DRUGCOURT_PASSWORD", PASSWORD)
    if damage in COURT:
        COURT[damage](court)
    else:
        KEYS[damage](court.with_name(court.name + ".keys"))
    assert cli.main(["check", str(court)]) == 1
    complaint = capfd.readouterr().err
    assert is_one_sentence(complaint), complaint
    assert "inside the program" not in complaint


def test_a_question_that_fails_says_nothing_of_a_change(workspace: Workspace) -> None:
    with pytest.raises(Refusal, match="could not be read") as told:
        workspace.read(lambda db: db.execute(text("SELECT 1 FROM no_such_table")))
    assert "change" not in str(told.value)
