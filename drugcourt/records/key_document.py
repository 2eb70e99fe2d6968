"""How the key slots of a court are kept: a small JSON document beside the file, or in a table.

Nothing here knows a key, so that a sign-in can ask who has an account before it is painted.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from drugcourt.errors import DiskTrouble, NotACourt

FORMAT = "drugcourt keys 1"
RECOVERY = "recovery kit"  # the slot that the printed code opens; no account may be called so


def key_file(court: Path) -> Path:
    """Where the key slots of a court file stand: the same name with `.keys` added."""
    return court.with_name(court.name + ".keys")


def read_document(court: Path) -> str:
    """The key slots beside a court file. Raises NotACourt or DiskTrouble."""
    path = key_file(court)
    if not path.exists():
        raise NotACourt(
            f"The key file {path.name} is not beside the court file; put it back from the backup; "
            "without it nobody can open the court."
        )
    if not path.is_file():  # reading a pipe would wait for ever
        raise NotACourt(_DAMAGED.format(name=path.name))
    try:
        return path.read_text("utf-8")
    except OSError as trouble:
        raise DiskTrouble(
            f"The key file {path.name} can't be read: {trouble.strerror}."
        ) from trouble
    except ValueError as damage:
        raise NotACourt(_DAMAGED.format(name=path.name)) from damage


def write_document(court: Path, document: str) -> None:
    """Put the key slots beside a court file, whole or not at all. Raises DiskTrouble."""
    path = key_file(court)
    side = path.with_name(path.name + ".new")
    try:
        with side.open("w", encoding="utf-8") as stream:
            stream.write(document)
            stream.flush()
            os.fsync(stream.fileno())
        side.replace(path)
    except OSError as trouble:
        with suppress(OSError):
            side.unlink(missing_ok=True)
        raise DiskTrouble(
            f"The key file {path.name} can't be written here ({trouble.strerror}); choose another "
            "folder, or free some space, and try again."
        ) from trouble


_PARTS = {"login", "passes", "memory_kib", "lanes", "salt", "nonce", "sealed"}


def parsed(document: str, name: str) -> dict[str, Any]:
    """The document as a table; `name` says where it stands. Raises NotACourt for a damaged one."""
    try:
        keys = json.loads(document)
        whole = keys["format"] == FORMAT and isinstance(keys["court"], str)
        for slot in (*keys["slots"], *keys.get("next", {}).get("slots", ())):
            whole = whole and set(slot) >= _PARTS
            whole = whole and 1 <= slot["passes"] <= 64 and 8_192 <= slot["memory_kib"] <= 4_194_304
            whole = whole and 1 <= slot["lanes"] <= 64 and isinstance(slot["login"], str)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as damage:
        raise NotACourt(_DAMAGED.format(name=name)) from damage
    if not whole:
        raise NotACourt(_DAMAGED.format(name=name))
    return dict(keys)


def damaged(name: str) -> NotACourt:
    """What is said of a document that can't be what it says it is."""
    return NotACourt(_DAMAGED.format(name=name))


_DAMAGED = "The key file {name} is damaged; put it back from the backup."


def written(document: dict[str, Any]) -> str:
    """The table as it is kept."""
    return json.dumps(document, indent=1)


def logins(document: dict[str, Any]) -> list[str]:
    """Who has a password here, in the order in which they came; the recovery kit is nobody."""
    return [slot["login"] for slot in document["slots"] if slot["login"] != RECOVERY]


def administrators(document: dict[str, Any]) -> list[str]:
    """Who may release a locked account, as far as the document says."""
    return [
        slot["login"]
        for slot in document["slots"]
        if slot["login"] != RECOVERY and slot.get("administers")
    ]
