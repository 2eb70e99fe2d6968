from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from drugcourt.casework import desk
from drugcourt.casework.participants import participants
from drugcourt.errors import NotACourt, Refusal
from drugcourt.opening import create_court, open_court
from drugcourt.records import court_files, keys
from drugcourt.workspace import Workspace
from tests.conftest import CHEAP, PASSWORD

CANARY = "Zyxwvutsrq"


@pytest.fixture
def closed(workspace: Workspace) -> Path:
    workspace.perform(participants.refer, person={"family_name": CANARY, "given_name": "A"})
    workspace.close()
    return workspace.path


def count_people(path: Path) -> int:
    opened = open_court(path, PASSWORD)
    return opened.read(lambda db: db.execute(text("SELECT count(*) FROM person")).scalar_one())


def damage(path: Path, change: Callable[[bytes], bytes]) -> bytes:
    path.write_bytes(change(path.read_bytes()))
    return path.read_bytes()


def test_no_file_that_the_program_writes_holds_a_name_in_plain_text(closed: Path) -> None:
    for file in closed.parent.rglob("*"):
        if file.is_file():
            assert CANARY.encode() not in file.read_bytes(), file.name


def test_the_write_ahead_log_holds_no_plain_text_while_the_court_is_open(
    workspace: Workspace,
) -> None:
    workspace.perform(participants.refer, person={"family_name": CANARY})
    side = workspace.path.with_name(workspace.path.name + "-wal")
    assert side.stat().st_size > 0
    assert CANARY.encode() not in side.read_bytes()


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda _bytes: b"", id="empty"),
        pytest.param(lambda b: b[:511], id="511 bytes"),
        pytest.param(lambda b: b[: len(b) // 2], id="half"),
        pytest.param(lambda b: b"%PDF-1.7 something else entirely" + b[32:], id="another header"),
        pytest.param(lambda b: b[:5000] + bytes([b[5000] ^ 1]) + b[5001:], id="one bit"),
        pytest.param(lambda b: b"SQLite format 3\x00" + b[16:], id="plain header"),
    ],
)
def test_a_damaged_file_is_refused_with_one_sentence_and_left_as_it_is(
    closed: Path, change: Callable[[bytes], bytes]
) -> None:
    after = damage(closed, change)
    with pytest.raises(Refusal) as refusal:
        count_people(closed)
    assert str(refusal.value).endswith((".", "instead."))
    assert closed.read_bytes() == after


def test_a_plain_sqlite_file_is_never_taken_for_a_court(tmp_path: Path) -> None:
    plain = tmp_path / "plain.court"
    connection = sqlite3.connect(plain)
    connection.execute("CREATE TABLE person (id INTEGER)")
    connection.commit()
    connection.close()
    keys.create(plain, "alvarez", PASSWORD, CHEAP)
    with pytest.raises(NotACourt, match="not a court file"):
        open_court(plain, PASSWORD)


def test_a_missing_court_is_never_created_by_opening_it(tmp_path: Path) -> None:
    gone = tmp_path / "gone.court"
    with pytest.raises(NotACourt, match="no court file"):
        open_court(gone, PASSWORD)
    assert list(tmp_path.glob("gone*")) == []


def test_a_library_that_does_not_encrypt_opens_nothing_and_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(court_files, "cipher", sqlite3)
    with pytest.raises(NotACourt, match="can't encrypt"):
        court_files.connect(tmp_path / "a.court", b"k" * 32, create=True)
    assert not (tmp_path / "a.court").exists() or (tmp_path / "a.court").stat().st_size == 0


def test_a_court_is_not_made_over_another_file(closed: Path) -> None:
    before = closed.read_bytes()
    with pytest.raises(Refusal, match="exists already"):
        create_court(closed, PASSWORD)
    assert closed.read_bytes() == before


def test_a_court_that_can_not_be_founded_leaves_no_files(tmp_path: Path) -> None:
    path = tmp_path / "a.court"
    with pytest.raises(Refusal):
        desk.new_desk(path, PASSWORD, court="  ", program_text="", cost=CHEAP)
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith("a.court")] == []


def test_a_path_with_signs_that_addresses_reserve_opens_the_same_file(tmp_path: Path) -> None:
    path = tmp_path / "50%25 of? #1.court"
    create_court(path, PASSWORD, cost=CHEAP).close()
    assert path.exists()
    open_court(path, PASSWORD).close()


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("database or disk is full", "disk is full"),
        ("database is locked", "in use by another"),
        ("attempt to write a readonly database", "read-only"),
        ("database disk image is malformed", "damaged"),
        ("disk I/O error", "refused to read or write"),
    ],
)
def test_every_trouble_of_the_engine_has_its_sentence(said: str, answer: str) -> None:
    refusal = court_files.explain(court_files.cipher.OperationalError(said), "cedar.court")
    assert answer in str(refusal)


def test_a_full_disk_keeps_what_was_there_and_says_so(workspace: Workspace) -> None:
    first = workspace.perform(participants.refer, person={"family_name": "Before"})
    pages = workspace.read(lambda db: db.execute(text("PRAGMA page_count")).scalar_one())

    def too_much(db: object, context: object) -> None:
        db.execute(text(f"PRAGMA max_page_count = {pages}"))
        for number in range(400):
            participants.refer(
                db, context, person={"family_name": f"After {number}", "address": "x" * 900}
            )

    with pytest.raises(Refusal, match="disk is full"):
        workspace.perform(too_much)
    workspace.database.engine.dispose()
    names = workspace.read(
        lambda db: db.execute(text("SELECT family_name FROM person")).scalars().all()
    )
    assert names == ["Before"]
    assert first == 1
