from __future__ import annotations

import json

import pytest

from drugcourt.casework.accounts import key_slots
from drugcourt.casework.accounts.recovery import make_kit
from drugcourt.casework.checking import check_court
from drugcourt.domain.accounts import Role
from drugcourt.errors import Busy, NotACourt, Refusal
from drugcourt.records import key_document, keys, rekeying
from drugcourt.records.court_files import CourtFile, connect
from drugcourt.records.key_document import key_file
from drugcourt.records.keys import Unlocked
from drugcourt.workspace import Workspace
from tests.casework.accounts.people import OWN, add, opened, row_of
from tests.conftest import PASSWORD

pytestmark = pytest.mark.file


def departed(workspace: Workspace) -> None:
    add(workspace, "pike", Role.PROSECUTOR)
    add(workspace, "banner", Role.DEFENSE)
    key_slots.depart(workspace, account=row_of(workspace, "pike"), another_key=True)


def is_whole(workspace: Workspace) -> bool:
    found = workspace.read(check_court, history_key=workspace.database.history_key)
    return not found.problems


def test_after_the_change_the_old_key_opens_the_file_no_more(workspace: Workspace) -> None:
    old = workspace.database.key.data_key
    departed(workspace)
    with pytest.raises(NotACourt):
        connect(workspace.path, old)
    assert is_whole(workspace)  # the same desk goes on, and the chain holds
    for password, login in ((PASSWORD, "coordinator"), (OWN, "banner")):
        again = opened(workspace.path, password, login)
        again.close()


def test_the_slots_of_those_who_stay_need_no_password(workspace: Workspace) -> None:
    departed(workspace)
    kept = key_document.parsed(key_document.read_document(workspace.path), "keys")
    assert key_document.logins(kept) == ["coordinator", "banner"]
    assert "next" not in kept


@pytest.mark.parametrize("swapped", [False, True])
def test_a_change_that_was_cut_off_is_settled_at_the_next_opening(
    workspace: Workspace, *, swapped: bool
) -> None:
    """The two moments at which a power cut leaves file and key document at odds."""
    path, key = workspace.path, workspace.database.key
    workspace.close()
    document = key_document.parsed(key_document.read_document(path), "keys")
    after, fresh = rekeying.with_another_key(document, key, [])
    side = path.with_name(path.name + ".rekey")
    rekeying._export(path, key.data_key, side, fresh.data_key)
    coming = {"slots": after["slots"], "history": after["history"]}
    key_document.write_document(path, key_document.written({**document, "next": coming}))
    if swapped:
        rekeying.swap(side, path)
    again = opened(path)
    assert is_whole(again)
    assert again.database.key.data_key == (fresh.data_key if swapped else key.data_key)
    again.close()
    assert "next" not in json.loads(key_file(path).read_text("utf-8"))
    assert not side.exists()
    opened(path).close()


def test_a_court_that_somebody_else_has_open_is_left_as_it_is(workspace: Workspace) -> None:
    add(workspace, "pike", Role.PROSECUTOR)
    other = CourtFile(workspace.path, workspace.database.key)
    with other.reading() as db:
        db.connection().exec_driver_sql("SELECT 1 FROM staff").fetchall()
        before = key_file(workspace.path).read_bytes()
        with pytest.raises(Busy):
            key_slots.depart(workspace, account=row_of(workspace, "pike"), another_key=True)
        assert key_file(workspace.path).read_bytes() == before
    other.close()
    opened(workspace.path, OWN, "pike").close()
    assert not list(workspace.path.parent.glob("*.rekey*"))


def test_a_slot_that_somebody_slipped_in_gets_no_new_key(workspace: Workspace) -> None:
    document = key_document.parsed(workspace.database.key_document(), "keys")
    foreign = keys.new_slot(document, "intruder", "their password", b"x" * 32)
    document["slots"].append(foreign)
    with pytest.raises(Refusal, match="intruder"):
        rekeying.with_another_key(document, workspace.database.key, [])


def test_where_no_copy_can_be_made_the_court_is_left_as_it_was(workspace: Workspace) -> None:
    path, key = workspace.path, workspace.database.key
    workspace.close()
    before = (path.read_bytes(), key_file(path).read_bytes())
    blocked = path.with_name(path.name + ".rekey")
    blocked.mkdir()  # where the copy would stand
    with pytest.raises(Refusal):
        rekeying.rekey_file(path, Unlocked(key.login, key.data_key), [])
    assert (path.read_bytes(), key_file(path).read_bytes()) == before


def test_a_slot_that_is_of_no_account_goes_with_who_leaves(workspace: Workspace) -> None:
    """Who holds the data key may have slipped it in, to come back by it."""
    add(workspace, "pike", Role.PROSECUTOR)
    key = workspace.database.key.data_key

    def slip_in(text: str) -> str:
        document = key_document.parsed(text, "keys")
        document["slots"].append(keys.new_slot(document, "back-door", "of pike", key))
        return key_document.written(document)

    workspace.database.amend_key_document(slip_in)
    make_kit(workspace)
    key_slots.depart(workspace, account=row_of(workspace, "pike"), another_key=True)
    kept = key_document.parsed(key_document.read_document(workspace.path), "keys")
    assert [slot["login"] for slot in kept["slots"]] == ["coordinator", key_document.RECOVERY]


def test_nobody_else_changes_the_key_document_meanwhile(workspace: Workspace) -> None:
    """Two programs that read, change and write it at once would lose what one of them wrote."""
    other = connect(workspace.path, workspace.database.key.data_key)
    other.execute("PRAGMA busy_timeout = 0")

    def change(text: str) -> str:
        with pytest.raises(Exception, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        return text

    workspace.database.amend_key_document(change)
    other.execute("BEGIN IMMEDIATE")
    other.execute("ROLLBACK")
    other.close()
