"""How a backup stands on a disk: one file with the court, its keys and what it should hold."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from drugcourt.errors import DiskTrouble, NotACourt
from drugcourt.exchange.files import atomic_write

ENDING = ".courtbackup"
FORMAT = "drugcourt backup 1"
_COURT, _KEYS, _ABOUT = "court", "keys", "about.json"
_MOST_ABOUT = 1_000_000  # bytes of the description and of the key file; both are a few thousand
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class BackupAbout:
    """What a backup says of itself, readable without a password: numbers only."""

    court_file: str
    made_at: datetime
    version: str
    rows: dict[str, int]
    last_entry: int
    last_link: str
    court_sha256: str
    court_bytes: int
    keys_sha256: str


def write_backup(path: Path, court: Path, keys: Path, about: BackupAbout) -> None:
    """Write the backup whole or not at all; the court in it is encrypted, so nothing is packed."""
    told = {"format": FORMAT, **asdict(about), "made_at": about.made_at.isoformat()}
    with atomic_write(path) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as bundle:
        bundle.writestr(_ABOUT, json.dumps(told, indent=1))
        bundle.write(keys, _KEYS)
        bundle.write(court, _COURT)


def read_about(path: Path) -> BackupAbout:
    """What a backup says of itself. Raises NotACourt where the file is none, or is cut off."""
    with _bundle(path) as bundle:
        return _about(path, bundle)


def take_out(path: Path, court: Path, keys: Path) -> BackupAbout:
    """Write the court and its keys out of a backup; every byte has to be as it was put in."""
    with _bundle(path) as bundle:
        about = _about(path, bundle)
        wanted = ((_KEYS, keys, about.keys_sha256), (_COURT, court, about.court_sha256))
        for name, target, sha256 in wanted:
            with bundle.open(name) as source, atomic_write(target) as file:
                found = _copied(source, file)
            if found != sha256:
                target.unlink(missing_ok=True)
                raise NotACourt(_DAMAGED.format(name=path.name))
    return about


def sha256_of(path: Path) -> str:
    """The fingerprint of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def _bundle(path: Path) -> Iterator[zipfile.ZipFile]:
    """The opened archive; whatever is wrong with it is one sentence."""
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except (zipfile.BadZipFile, EOFError, KeyError, ValueError, NotImplementedError) as damage:
        raise NotACourt(_DAMAGED.format(name=path.name)) from damage
    except OSError as trouble:
        raise DiskTrouble(f"The backup {path.name} can't be read: {trouble.strerror}.") from trouble


_DAMAGED = (
    "{name} is not a backup of this program, or it is damaged or cut off. Choose another backup; "
    "nothing was changed."
)


def _about(path: Path, bundle: zipfile.ZipFile) -> BackupAbout:
    parts = {part.filename: part for part in bundle.infolist()}
    packed = any(part.compress_type != zipfile.ZIP_STORED for part in parts.values())
    large = any(parts[name].file_size > _MOST_ABOUT for name in (_ABOUT, _KEYS) if name in parts)
    if set(parts) != {_COURT, _KEYS, _ABOUT} or packed or large:
        raise NotACourt(_DAMAGED.format(name=path.name))
    try:
        told: dict[str, Any] = json.loads(bundle.read(_ABOUT))
        if told.pop("format") != FORMAT:
            raise NotACourt(_DAMAGED.format(name=path.name))
        told["made_at"] = datetime.fromisoformat(told["made_at"])
        return BackupAbout(**told)
    except (ValueError, TypeError, AttributeError, RecursionError) as damage:
        raise NotACourt(_DAMAGED.format(name=path.name)) from damage


def _copied(source: Any, target: BinaryIO) -> str:
    digest = hashlib.sha256()
    for piece in _pieces(source):
        digest.update(piece)
        target.write(piece)
    return digest.hexdigest()


def _pieces(source: Any) -> Iterator[bytes]:
    while piece := source.read(_CHUNK):
        yield piece
