"""How a court is unlocked: a random data key, sealed for each person, opened by their password.

The recipe (docs/decisions/0002 and 0008): Argon2id makes a key of the password; AES-256-GCM wraps
with it the private half of the person's own key pair (X25519), and the data key is sealed for the
public half. So the data key can be changed for everybody without anybody's password. The header of
the slot (court, login, cost) is authenticated, so that nobody can weaken the cost or swap slots.
"""

from __future__ import annotations

import base64
import hmac
import json
import secrets
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from drugcourt.errors import Refusal, WrongPassword
from drugcourt.records.key_document import (
    FORMAT,
    RECOVERY,
    damaged,
    key_file,
    logins,
    parsed,
    read_document,
    write_document,
    written,
)

__all__ = [
    "Cost",
    "Unlocked",
    "create",
    "is_genuine",
    "keep_history_key",
    "key_file",
    "new_document",
    "new_slot",
    "read_document",
    "resealed",
    "unlock",
    "unlock_document",
    "write_document",
]

DATA_KEY_BYTES = 32
WRONG = "That password does not open this court; check Caps Lock and try again."


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess costs: Argon2id passes, KiB of memory, lanes."""

    passes: int = 3
    memory_kib: int = 65_536
    lanes: int = 4


@dataclass(frozen=True, slots=True)
class Unlocked:
    """An open key: whose password it was, and the data key. Never logged, never printed.

    `history` is the key of the history's chain where the data key was changed since: the chain
    goes on under the key it began with. `another` is the data key that is being put in its place.
    """

    login: str
    data_key: bytes
    history: bytes | None = None
    another: bytes | None = None

    def __repr__(self) -> str:
        return "Unlocked(…)"

    def derive(self, purpose: str) -> bytes:
        """A key for another purpose, from the data key by HKDF; not kept anywhere."""
        return _stretched(self.data_key, purpose.encode())

    @property
    def history_key(self) -> bytes:
        """The key of the history's chain."""
        return self.history or self.derive("history")


def create(court: Path, login: str, password: str, cost: Cost | None = None) -> Unlocked:
    """Make the key file of a new court with one slot; returns the open key."""
    document, unlocked = new_document(login, password, cost)
    write_document(court, document)
    return unlocked


def new_document(login: str, password: str, cost: Cost | None = None) -> tuple[str, Unlocked]:
    """The key slots of a new court as they are kept (JSON), and its open key."""
    data_key = secrets.token_bytes(DATA_KEY_BYTES)
    document: dict[str, Any] = {"format": FORMAT, "court": secrets.token_hex(16), "slots": []}
    slot = new_slot(document, login, password, data_key, cost)
    document["slots"] = [{**slot, "administers": True}]
    return written(document), Unlocked(login, data_key)


def unlock(court: Path, password: str, login: str | None = None) -> Unlocked:
    """Open the data key with a password; `login` says whose, where several have one.

    Raises NotACourt when the key file is missing or damaged, WrongPassword when it does not open.
    """
    return unlock_document(read_document(court), password, login, name=key_file(court).name)


def unlock_document(
    document: str, password: str, login: str | None = None, *, name: str
) -> Unlocked:
    """The same from the slots as they are kept; `name` says in a refusal where they stand."""
    keys = parsed(document, name)
    slot = _slot_of(keys, login)
    if slot is None:
        _derive(password, b"0" * 16, Cost())  # as long as with a slot: no answer by the clock
        raise WrongPassword(WRONG)
    try:
        opened = _opened(keys, slot, password)
    except (ValueError, TypeError, KeyError, HashingError) as damage:  # no proper salt or cost
        raise damaged(name) from damage
    except MemoryError as trouble:
        raise Refusal(
            "This computer has too little free memory to check the password; close other "
            "programs and try again."
        ) from trouble
    if opened is None:
        raise WrongPassword(WRONG)
    return opened


def _slot_of(keys: dict[str, Any], login: str | None) -> dict[str, Any] | None:
    """The slot of a login; without one, the only one there is. Raises Refusal where it must be
    said who signs in."""
    names = logins(keys)
    if login is None:
        if len(names) > 1:
            raise Refusal("Several people work in this court; say who you are by your user name.")
        login = names[0] if names else ""
    wanted = login.strip().casefold()
    return next((slot for slot in keys["slots"] if slot["login"].casefold() == wanted), None)


def _opened(keys: dict[str, Any], slot: dict[str, Any], password: str) -> Unlocked | None:
    cost = Cost(slot["passes"], slot["memory_kib"], slot["lanes"])
    header = _header(keys["court"], slot["login"], cost)
    derived = _derive(password, _bytes(slot["salt"]), cost)
    try:
        inner = AESGCM(derived).decrypt(_bytes(slot["nonce"]), _bytes(slot["sealed"]), header)
        if "public" not in slot:  # of a court made before each person had a key pair
            return Unlocked(slot["login"], inner, _history(keys, inner))
        data_key = _unsealed(slot, inner, header)
        coming = next(
            (s for s in keys.get("next", {}).get("slots", ()) if s["login"] == slot["login"]), None
        )
        another = _unsealed(coming, inner, header) if coming is not None else None
        return Unlocked(slot["login"], data_key, _history(keys, data_key), another)
    except InvalidTag:
        return None


# One slot ----------------------------------------------------------------------------------------


def new_slot(
    keys: dict[str, Any], login: str, password: str, data_key: bytes, cost: Cost | None = None
) -> dict[str, Any]:
    """A slot that this password opens: a fresh key pair, and the data key sealed for it."""
    cost = cost or _cost_of(keys)
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    private = X25519PrivateKey.generate()
    header = _header(keys["court"], login, cost)
    wrapped = AESGCM(_derive(password, salt, cost)).encrypt(
        nonce, private.private_bytes_raw(), header
    )
    slot = {
        "login": login,
        "passes": cost.passes,
        "memory_kib": cost.memory_kib,
        "lanes": cost.lanes,
        "salt": _text(salt),
        "nonce": _text(nonce),
        "sealed": _text(wrapped),
        "public": _text(private.public_key().public_bytes_raw()),
    }
    return resealed(keys, slot, data_key)


def resealed(keys: dict[str, Any], slot: dict[str, Any], data_key: bytes) -> dict[str, Any]:
    """The slot with this data key sealed for its person, whose password nobody needs to know."""
    public = _bytes(slot["public"])
    cost = Cost(slot["passes"], slot["memory_kib"], slot["lanes"])
    header = _header(keys["court"], slot["login"], cost)
    once, nonce = X25519PrivateKey.generate(), secrets.token_bytes(12)
    shared = once.exchange(X25519PublicKey.from_public_bytes(public))
    sealed = AESGCM(_stretched(shared, b"seal" + public)).encrypt(nonce, data_key, header)
    return {
        **slot,
        "once": _text(once.public_key().public_bytes_raw()),
        "key_nonce": _text(nonce),
        "key": _text(sealed),
        "proof": _text(_proof(data_key, slot)),
    }


def is_genuine(slot: dict[str, Any], data_key: bytes) -> bool:
    """Whether the slot's public key was put there by somebody who could open the court.

    Otherwise a new data key would be sealed for whoever wrote into the key file.
    """
    return "public" in slot and hmac.compare_digest(
        _bytes(slot.get("proof", "")), _proof(data_key, slot)
    )


def keep_history_key(keys: dict[str, Any], data_key: bytes, history_key: bytes) -> None:
    """Let the chain of the history go on under its own key, wrapped by the new data key."""
    nonce = secrets.token_bytes(12)
    wrapping = _stretched(data_key, b"history key")
    sealed = AESGCM(wrapping).encrypt(nonce, history_key, keys["court"].encode())
    keys["history"] = {"nonce": _text(nonce), "sealed": _text(sealed)}


def _history(keys: dict[str, Any], data_key: bytes) -> bytes | None:
    for kept in (keys.get("history"), keys.get("next", {}).get("history")):
        if kept is None:
            continue
        try:
            wrapping = _stretched(data_key, b"history key")
            return AESGCM(wrapping).decrypt(
                _bytes(kept["nonce"]), _bytes(kept["sealed"]), keys["court"].encode()
            )
        except InvalidTag:
            continue
    return None


def _unsealed(slot: dict[str, Any], private: bytes, header: bytes) -> bytes:
    own = X25519PrivateKey.from_private_bytes(private)
    public = own.public_key().public_bytes_raw()
    shared = own.exchange(X25519PublicKey.from_public_bytes(_bytes(slot["once"])))
    return AESGCM(_stretched(shared, b"seal" + public)).decrypt(
        _bytes(slot["key_nonce"]), _bytes(slot["key"]), header
    )


def _proof(data_key: bytes, slot: dict[str, Any]) -> bytes:
    said = json.dumps([slot["login"], slot["public"]], ensure_ascii=False).encode()
    return hmac.digest(_stretched(data_key, b"slots"), said, "sha256")


def _cost_of(keys: dict[str, Any]) -> Cost:
    """A new slot costs what the others of its court cost."""
    for slot in keys["slots"]:
        if slot["login"] != RECOVERY:
            return Cost(slot["passes"], slot["memory_kib"], slot["lanes"])
    return Cost()


def _derive(password: str, salt: bytes, cost: Cost) -> bytes:
    text = unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
    return hash_secret_raw(
        text, salt, cost.passes, cost.memory_kib, cost.lanes, DATA_KEY_BYTES, Type.ID
    )


def _stretched(secret: bytes, purpose: bytes) -> bytes:
    return HKDF(hashes.SHA256(), DATA_KEY_BYTES, None, purpose).derive(secret)


def _header(court_id: str, login: str, cost: Cost) -> bytes:
    parts = [FORMAT, court_id, login, cost.passes, cost.memory_kib, cost.lanes]
    return json.dumps(parts, ensure_ascii=False).encode()


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text)
