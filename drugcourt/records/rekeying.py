"""How a court gets another data key: copied under it, proved, and swapped so that a crash loses
nothing.

The key document names both keys while file and document can't be changed in one step; whichever
file stands afterwards is opened, and the step is finished or taken back at the next opening.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as cipher

from drugcourt.errors import Busy, DiskTrouble, NotACourt, Refusal
from drugcourt.records import copies, key_document, keys
from drugcourt.records.court_files import SIDE_FILES, connect, explain, forget_file
from drugcourt.records.key_document import RECOVERY, key_file
from drugcourt.records.keys import DATA_KEY_BYTES, Unlocked


def with_another_key(
    document: dict[str, Any], key: Unlocked, leaving: Iterable[str]
) -> tuple[dict[str, Any], Unlocked]:
    """The key slots under a fresh data key, without those who leave; and that key.

    Raises Refusal where the slot of somebody who stays can't be trusted with it.
    """
    gone = {login.casefold() for login in leaving}
    stay = [slot for slot in document["slots"] if slot["login"].casefold() not in gone]
    odd = [slot["login"] for slot in stay if not keys.is_genuine(slot, key.data_key)]
    if odd:
        raise Refusal(
            f"The new key can't be sealed for {_named(odd)}: that password was set by an earlier "
            "version of the program, so let them choose a new password first; nothing was changed."
        )
    fresh = secrets.token_bytes(DATA_KEY_BYTES)
    after = {name: part for name, part in document.items() if name not in ("slots", "next")}
    after["slots"] = [keys.resealed(document, slot, fresh) for slot in stay]
    keys.keep_history_key(after, fresh, key.history_key)
    return after, Unlocked(key.login, fresh, key.history_key)


def rekey_file(path: Path, key: Unlocked, leaving: Iterable[str]) -> Unlocked:
    """Encrypt a closed court file anew; returns its key from now on.

    Raises Busy where another program has the court open, DiskTrouble where there is no room for
    the copy; the court is then as it was.
    """
    document = key_document.parsed(key_document.read_document(path), key_file(path).name)
    after, fresh = with_another_key(document, key, leaving)
    side = path.with_name(path.name + ".rekey")
    forget_side(side)
    try:
        _export(path, key.data_key, side, fresh.data_key)
        found = copies.prove(side, fresh)
        if found != copies.counted_at(path, key):
            raise NotACourt(
                "The newly encrypted copy does not hold what the court holds, so it was not taken; "
                "nothing was changed."
            )
        coming = {"slots": after["slots"], "history": after["history"]}
        key_document.write_document(path, key_document.written({**document, "next": coming}))
        swap(side, path)
    except OSError as trouble:
        forget_side(side)
        raise DiskTrouble(
            f"The court could not be encrypted anew here ({trouble.strerror}); nothing was changed."
        ) from trouble
    except Refusal:
        forget_side(side)
        raise
    key_document.write_document(path, key_document.written(after))
    return fresh


def settled(path: Path, key: Unlocked) -> Unlocked:
    """The key that opens the file, where a change of keys was cut off: finished, or taken back."""
    if key.another is None:
        return key
    document = key_document.parsed(key_document.read_document(path), key_file(path).name)
    coming = document.pop("next")
    if _opens(path, key.another):
        document.update(coming)
        key = Unlocked(key.login, key.another, key.history_key)
    else:
        key = Unlocked(key.login, key.data_key, key.history)
    key_document.write_document(path, key_document.written(document))
    forget_side(path.with_name(path.name + ".rekey"))
    return key


def swap(side: Path, path: Path) -> None:
    """Put the copy in the file's place; the log of the old file must be empty and gone."""
    left = [path.with_name(path.name + ending) for ending in SIDE_FILES]
    if any(file.exists() and file.stat().st_size for file in left):
        raise Busy(
            "Another program has this court open; close it there, then try again, for nothing was "
            "changed."
        )
    with side.open("rb+") as stream:
        os.fsync(stream.fileno())
    side.replace(path)


def forget_side(side: Path) -> None:
    """Remove a copy that is not wanted, with what the database keeps beside it."""
    with suppress(OSError):  # what can't be removed is said when the copy is written
        forget_file(side)


def _export(path: Path, old: bytes, side: Path, fresh: bytes) -> None:
    connection = connect(path, old)
    try:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")  # the lock stays: nobody else reads or writes from here on
        connection.execute("ATTACH DATABASE ? AS fresh KEY ?", (str(side), f"x'{fresh.hex()}'"))
        connection.execute("SELECT sqlcipher_export('fresh')").fetchall()
        connection.execute("DETACH DATABASE fresh")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    except cipher.Error as trouble:
        raise explain(trouble, path.name) from trouble
    finally:
        connection.close()


def _opens(path: Path, data_key: bytes) -> bool:
    try:
        connect(path, data_key).close()
    except NotACourt:
        return False
    return True


def _named(people: list[str]) -> str:
    shown = ["the recovery kit" if login == RECOVERY else login for login in people]
    return ", ".join(shown)
