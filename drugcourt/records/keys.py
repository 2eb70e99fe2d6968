"""How a court file is unlocked: a random data key, wrapped by each password, kept beside the file.

The recipe (docs/decisions/0002): AES-256-GCM wraps the data key under a key that Argon2id makes of
the password. The header of the slot (court, login, cost) is authenticated with it, so that nobody
can weaken the cost or swap slots unnoticed.
"""

from __future__ import annotations

import base64
import json
import os
import secrets
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from drugcourt.errors import DiskTrouble, NotACourt, Refusal, WrongPassword

FORMAT = "drugcourt keys 1"
DATA_KEY_BYTES = 32
LEAST_CHARACTERS = 12  # trust.md S4: eight is the CJIS floor, twelve is recommended


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess costs: Argon2id passes, KiB of memory, lanes."""

    passes: int = 3
    memory_kib: int = 65_536
    lanes: int = 4


@dataclass(frozen=True, slots=True)
class Unlocked:
    """An open key: whose password it was, and the data key. Never logged, never printed."""

    login: str
    data_key: bytes

    def __repr__(self) -> str:
        return "Unlocked(…)"

    def derive(self, purpose: str) -> bytes:
        """A key for another purpose (history), from the data key by HKDF; not kept anywhere."""
        return HKDF(hashes.SHA256(), DATA_KEY_BYTES, None, purpose.encode()).derive(self.data_key)


def key_file(court: Path) -> Path:
    """Where the key slots of a court file stand: the same name with `.keys` added."""
    return court.with_name(court.name + ".keys")


def check_password(password: str) -> None:
    """Refuse a new password that is too short or one everybody tries first."""
    if len(password) < LEAST_CHARACTERS:
        raise Refusal(
            f"The password needs at least {LEAST_CHARACTERS} characters; a short sentence is "
            "easiest to remember."
        )
    if password.casefold() in COMMON or len(set(password)) < 4:
        raise Refusal(
            "That password is among the first that anybody would try; choose another one."
        )


COMMON = frozenset(
    {
        "password1234",
        "passwordpassword",
        "123456789012",
        "1234567890123",
        "qwertyuiop12",
        "qwerty123456",
        "letmeinletmein",
        "adminadminadmin",
        "drugcourtdrugcourt",
        "welcome12345",
        "iloveyou1234",
    }
)


def create(court: Path, login: str, password: str, cost: Cost | None = None) -> Unlocked:
    """Make the key file of a new court with one slot; returns the open key."""
    document, unlocked = new_document(login, password, cost)
    write_document(court, document)
    return unlocked


def new_document(login: str, password: str, cost: Cost | None = None) -> tuple[str, Unlocked]:
    """The key slots of a new court as they are kept (JSON), and its open key."""
    data_key = secrets.token_bytes(DATA_KEY_BYTES)
    court_id = secrets.token_hex(16)
    slot = _wrap(court_id, login, password, data_key, cost or Cost())
    document = {"format": FORMAT, "court": court_id, "slots": [slot]}
    return json.dumps(document, indent=1), Unlocked(login, data_key)


def unlock(court: Path, password: str, login: str | None = None) -> Unlocked:
    """Open the data key with a password; `login` narrows to one person's slot.

    Raises NotACourt when the key file is missing or damaged, WrongPassword when no slot opens.
    """
    return unlock_document(read_document(court), password, login, name=key_file(court).name)


def unlock_document(
    document: str, password: str, login: str | None = None, *, name: str
) -> Unlocked:
    """The same from the slots as they are kept; `name` says in a refusal where they stand."""
    keys = _parsed(document, name)
    for slot in keys["slots"]:
        if login is not None and slot["login"] != login:
            continue
        try:
            data_key = _unwrap(keys["court"], slot, password)
        except (ValueError, TypeError, HashingError) as damage:  # no proper salt, nonce or cost
            raise NotACourt(_DAMAGED.format(name=name)) from damage
        except MemoryError as trouble:
            raise Refusal(
                "This computer has too little free memory to check the password; close other "
                "programs and try again."
            ) from trouble
        if data_key is not None:
            return Unlocked(slot["login"], data_key)
    raise WrongPassword("That password does not open this court; check Caps Lock and try again.")


def _derive(password: str, salt: bytes, cost: Cost) -> bytes:
    text = unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
    return hash_secret_raw(
        text, salt, cost.passes, cost.memory_kib, cost.lanes, DATA_KEY_BYTES, Type.ID
    )


def _header(court_id: str, login: str, cost: Cost) -> bytes:
    parts = [FORMAT, court_id, login, cost.passes, cost.memory_kib, cost.lanes]
    return json.dumps(parts, ensure_ascii=False).encode()


def _wrap(court_id: str, login: str, password: str, data_key: bytes, cost: Cost) -> dict[str, Any]:
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    sealed = AESGCM(_derive(password, salt, cost)).encrypt(
        nonce, data_key, _header(court_id, login, cost)
    )
    return {
        "login": login,
        "passes": cost.passes,
        "memory_kib": cost.memory_kib,
        "lanes": cost.lanes,
        "salt": base64.b64encode(salt).decode(),
        "nonce": base64.b64encode(nonce).decode(),
        "sealed": base64.b64encode(sealed).decode(),
    }


def _unwrap(court_id: str, slot: dict[str, Any], password: str) -> bytes | None:
    cost = Cost(slot["passes"], slot["memory_kib"], slot["lanes"])
    try:
        derived = _derive(password, base64.b64decode(slot["salt"]), cost)
        return AESGCM(derived).decrypt(
            base64.b64decode(slot["nonce"]),
            base64.b64decode(slot["sealed"]),
            _header(court_id, slot["login"], cost),
        )
    except InvalidTag:
        return None


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


_PARTS = {"login", "passes", "memory_kib", "lanes", "salt", "nonce", "sealed"}


def _parsed(document: str, name: str) -> dict[str, Any]:
    try:
        keys = json.loads(document)
        whole = keys["format"] == FORMAT and isinstance(keys["court"], str)
        for slot in keys["slots"]:
            whole = whole and set(slot) >= _PARTS
            whole = whole and 1 <= slot["passes"] <= 64 and 8_192 <= slot["memory_kib"] <= 4_194_304
            whole = whole and 1 <= slot["lanes"] <= 64
    except (ValueError, KeyError, TypeError, RecursionError) as damage:
        raise NotACourt(_DAMAGED.format(name=name)) from damage
    if not whole:
        raise NotACourt(_DAMAGED.format(name=name))
    return dict(keys)


_DAMAGED = "The key file {name} is damaged. Put it back from the backup."


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
