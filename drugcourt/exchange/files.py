"""How a file is written so that it is either whole and new, or untouched and old."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from drugcourt.errors import DiskTrouble

# Windows gives these names to devices, with any ending; a file so named cannot be opened there.
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$"}
    | {f"{port}{n}" for port in ("com", "lpt") for n in "123456789¹²³"}
)
_FORBIDDEN = frozenset('<>:"|?*')
_KEYS = ".keys"  # the ending of the file of keys beside a court
_LONGEST_NAME = 200  # bytes; file systems allow 255, the temporary name beside it needs the rest


@contextmanager
def atomic_write(path: Path) -> Iterator[BinaryIO]:
    """A binary file to write to that replaces `path` only when the block ends well.

    The bytes go to a temporary file in the same folder, are flushed to the disk, and then take
    the place of the old file in one step. When anything fails the old file stays as it was.
    Raises DiskTrouble for what the disk, the folder or the name does not allow.
    """
    path = Path(path)
    check_target(path)
    try:
        handle, name = tempfile.mkstemp(prefix=".writing-", suffix=".tmp", dir=path.parent)
    except OSError as problem:
        raise _trouble(problem, path) from problem
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        check_target(path)
        draft.replace(path)
        _sync_folder(path.parent)
    except OSError as problem:
        raise _trouble(problem, path) from problem
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)


def check_target(path: Path) -> None:
    """Refuse a place that cannot or should not be written: folders, links, reserved names."""
    _check_name(path.name)
    try:
        linked, folder, parent = path.is_symlink(), path.is_dir(), path.parent.is_dir()
        special = path.exists() and not path.is_file() and not folder
        court = _of_a_court(path)
    except (OSError, ValueError) as problem:
        raise DiskTrouble(
            f"“{path.name}” can't be reached; choose another folder or name."
        ) from problem
    if linked:
        raise DiskTrouble(f"“{path.name}” is a link to another place; choose a plain file name.")
    if folder:
        raise DiskTrouble(f"“{path.name}” is a folder; choose a file name inside it.")
    if special:
        raise DiskTrouble(f"“{path.name}” is a device, not a file; choose another name.")
    if court:
        raise DiskTrouble(f"“{path.name}” belongs to a court and was kept; choose another name.")
    if not parent:
        raise DiskTrouble(f"The folder for “{path.name}” does not exist; choose another folder.")


def _of_a_court(path: Path) -> bool:
    """Whether the place holds a court file, its keys, or what the database keeps beside it."""
    bare = path.name.removesuffix("-wal").removesuffix("-shm").removesuffix("-journal")
    if bare.casefold().endswith(_KEYS):
        return path.exists() and path.with_name(bare[: -len(_KEYS)]).exists()
    court = path.with_name(bare)
    return (path.exists() or court.exists()) and path.with_name(bare + _KEYS).exists()


def _check_name(name: str) -> None:
    stem = name.split(".")[0].strip().casefold()
    if not name or name in {".", ".."}:
        raise DiskTrouble("No file name was given; choose a name for the file.")
    if stem in _DEVICES:
        raise DiskTrouble(f"“{name}” is a name that Windows keeps for devices; choose another.")
    if _FORBIDDEN & set(name) or any(ord(sign) < 32 for sign in name):
        raise DiskTrouble(
            "The file name holds a sign that not every computer allows, such as : or ?; "
            "choose another name."
        )
    if name != name.rstrip(" ."):
        raise DiskTrouble("The file name ends with a space or a point; choose another name.")
    if len(name.encode("utf-8", "surrogatepass")) > _LONGEST_NAME:
        raise DiskTrouble("The file name is too long; choose a shorter one.")


def _trouble(problem: OSError, path: Path) -> DiskTrouble:
    name = path.name
    if problem.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskTrouble(
            f"The disk is full, so “{name}” was not written; free some space and try again."
        )
    if problem.errno in (errno.EACCES, errno.EPERM):
        return DiskTrouble(
            f"“{name}” can't be written there: it is open in another program or the folder does "
            "not allow it; close it or choose another folder."
        )
    if problem.errno == errno.EROFS:
        return DiskTrouble(f"The disk is read-only, so “{name}” was not written; choose another.")
    if problem.errno == errno.EFBIG:
        return DiskTrouble(f"“{name}” is larger than this disk allows; choose another disk.")
    return DiskTrouble(f"“{name}” could not be written; choose another folder and try again.")


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut; Windows offers no such call for folders."""
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
