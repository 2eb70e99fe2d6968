"""Which files of a watched folder are there to be brought in, and whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from drugcourt.errors import Refusal

MOST_FILES = 2_000  # of one folder; more is an archive, not a letter box
_UNFINISHED = (".part", ".partial", ".tmp", ".temp", ".crdownload", ".download", ".filepart",
               ".lock", ".swp", ".rejects.csv", ".court", ".keys")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Look:
    """What a file looked like: two equal looks some time apart say that nobody writes it."""

    size: int
    changed: int


def files_in(folder: Path) -> dict[Path, Look]:
    """The files of a folder itself, without hidden and unfinished ones, in the order of names."""
    try:
        found = sorted(folder.iterdir())[: MOST_FILES * 2]
    except OSError as trouble:
        raise Refusal(
            f"The folder “{folder.name}” can't be read; choose another one in the settings."
        ) from trouble
    looks: dict[Path, Look] = {}
    for path in found:
        name = path.name.casefold()
        if name.startswith((".", "~$")) or name.endswith(_UNFINISHED):
            continue
        try:
            if path.is_symlink() or not path.is_file():
                continue
            state = path.stat()
        except OSError:
            continue  # it went away between two looks
        if state.st_size:
            looks[path] = Look(state.st_size, state.st_mtime_ns)
    return dict(list(looks.items())[:MOST_FILES])


def settled_files(before: Mapping[Path, Look], now: Mapping[Path, Look]) -> list[Path]:
    """The files that look as they did before: they are whole."""
    return [path for path, look in now.items() if before.get(path) == look]
