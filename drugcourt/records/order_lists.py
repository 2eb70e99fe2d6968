"""The list beside a court of the orders that were carried out: it outlives an older backup.

It names nobody: marks made with the court's key, and what was ordered. Signed with the same key.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from drugcourt.errors import DiskTrouble, NotACourt, Refusal

FORMAT = "drugcourt orders 1"
ENDING = ".orders"
_MOST = 20_000_000  # bytes; a list of orders is small, and another file may have its name


def list_file(court: Path) -> Path:
    """Where the list of a court file stands: the same name with `.orders` added."""
    return court.with_name(court.name + ENDING)


def write_list(path: Path, court: str, key: bytes, orders: list[dict[str, Any]]) -> None:
    """Put the list in its place, whole or not at all. Raises DiskTrouble."""
    document = {"format": FORMAT, "court": court, "orders": orders}
    document["signature"] = _signature(key, court, orders)
    side = path.with_name(path.name + ".new")
    try:
        with side.open("w", encoding="utf-8") as stream:
            json.dump(document, stream)
            stream.flush()
            os.fsync(stream.fileno())
        side.replace(path)
    except OSError as trouble:
        with suppress(OSError):
            side.unlink(missing_ok=True)
        raise DiskTrouble(
            f"The list of orders {path.name} can't be written here ({trouble.strerror}); free some "
            "space. Without it an older backup would bring back what was destroyed."
        ) from trouble


def read_list(path: Path, court: str, key: bytes) -> list[dict[str, Any]]:
    """The orders of a list, oldest first; none where it is another court's or not there.

    Raises NotACourt where it is this court's and was changed.
    """
    try:
        if not path.is_file() or path.stat().st_size > _MOST:
            return []
        document = json.loads(path.read_text("utf-8"))
        if document["format"] != FORMAT or document["court"] != court:
            return []
        orders: list[dict[str, Any]] = document["orders"]
        said = str(document["signature"])
    except OSError as trouble:
        raise DiskTrouble(
            f"The list of orders {path.name} can't be read ({trouble.strerror}); nothing was "
            "changed."
        ) from trouble
    except (ValueError, KeyError, TypeError) as damage:
        raise Refusal(_CHANGED.format(name=path.name)) from damage
    if not hmac.compare_digest(said, _signature(key, court, orders)):
        raise NotACourt(_CHANGED.format(name=path.name))
    return sorted(orders, key=lambda order: str(order["settled_at"]))


_CHANGED = (
    "The list of orders {name} was changed or is damaged, so it is not known who has to stay "
    "removed; put it back from the folder of the backups. Nothing was changed."
)


def _signature(key: bytes, court: str, orders: list[dict[str, Any]]) -> str:
    said = json.dumps([court, orders], sort_keys=True)
    return hmac.new(key, b"orders\n" + said.encode(), hashlib.sha256).hexdigest()
