"""How a court is backed up, which backups are kept, and how one becomes a court again."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from drugcourt.casework.keeping import order_lists
from drugcourt.domain.dates import counted
from drugcourt.errors import DiskTrouble, NotACourt, Refusal
from drugcourt.exchange.backup_files import (
    ENDING,
    BackupAbout,
    read_about,
    sha256_of,
    take_out,
    write_backup,
)
from drugcourt.exchange.files import check_target
from drugcourt.exchange.policy import policy_table
from drugcourt.records import copies, keys
from drugcourt.records.anchors import Anchors, Restoring
from drugcourt.records.copies import Contents
from drugcourt.records.court_files import SIDE_FILES, CourtFile
from drugcourt.records.folders import check_folder
from drugcourt.records.key_document import parsed
from drugcourt.rules.backups import BackupPolicy, due, kept
from drugcourt.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup on a disk, as it describes itself."""

    path: Path
    made_at: datetime
    size: int
    participants: int
    entries: int
    court_file: str

    @property
    def court_name(self) -> str:
        """The name of the court's file, without its ending."""
        return Path(self.court_file).stem

    @property
    def sentence(self) -> str:
        """One line for a list and for the command."""
        return (
            f"{self.path.name}: {counted(self.participants, 'person', 'people')}, "
            f"{counted(self.entries, 'entry', 'entries')} of history"
        )


@dataclass(frozen=True, slots=True)
class Restored:
    """A court that stands again; `aside` is where the file before it was kept, if there was one."""

    path: Path
    backup: Backup
    aside: Path | None


def backup_policy() -> BackupPolicy:
    """The court's numbers, from resources/policy/backups.toml."""
    table = policy_table("backups")
    return BackupPolicy(**table["kept"], **table["made"])


def policy_words() -> str:
    """What the program does by itself, in a sentence."""
    policy = backup_policy()
    days, weeks = counted(policy.daily, "day"), counted(policy.weekly, "week")
    return (
        f"The program makes one beside the court when the last is {policy.every_hours} hours old, "
        f"and keeps {days}, {weeks} and {counted(policy.monthly, 'month')}."
    )


def backup_folder(court: Path) -> Path:
    """Where the program's own backups of a court stand: a folder beside it."""
    return court.parent / f"Backups of {court.stem}"


def back_up(workspace: Workspace, folder: Path) -> Backup:
    """Make one backup: copied whole, opened, checked and counted before it gets its name.

    A damaged court is refused and no backup is let go. Raises DiskTrouble or NotACourt, and
    Refusal for a court on a server.
    """
    workspace.check(back_up, acts=True)
    return _back_up(workspace, folder)


def _back_up(workspace: Workspace, folder: Path) -> Backup:
    database, now = _file_of(workspace), workspace.now
    before = copies.contents(database)
    _make(folder)
    _check_room(folder, workspace.path)
    with _side_folder(folder) as side:
        court = side / "court"
        copies.copy_whole(database, court)
        found = copies.prove(court, database.key)
        if not copies.is_of_a_moment(found, before, copies.contents(database)):
            raise NotACourt(
                "The backup does not hold what the court holds, so it was not kept. Try again; if "
                "it happens once more, the disk may be failing."
            )
        key_file = keys.key_file(workspace.path)
        target = _free_name(folder, workspace.path.stem, now)
        write_backup(target, court, key_file, _about(workspace, court, key_file, found, now))
    order_lists.write_lists(workspace, folder)
    return _described(target, read_about(target))


def backup_at(path: Path) -> Backup:
    """A backup as it describes itself; its contents are proved only when it is restored."""
    return _described(path, read_about(path))


def backups_in(folder: Path) -> list[Backup]:
    """The backups in a folder, newest first; files that are none are passed over."""
    found = []
    for path in folder.glob(f"*{ENDING}") if folder.is_dir() else ():
        try:
            found.append(_described(path, read_about(path)))
        except Refusal:
            continue
    return sorted(found, key=lambda backup: (backup.made_at, backup.path.name), reverse=True)


def back_up_when_due(workspace: Workspace) -> Backup | None:
    """The program's own backup beside the court, when it is time; older ones are thinned out."""
    folder, policy = backup_folder(workspace.path), backup_policy()
    standing = backups_in(folder)
    newest = standing[0].made_at if standing else None
    if not due(newest, workspace.now, policy):
        return None
    made = _back_up(workspace, folder)  # the program's own, at whosever desk
    thin_out(folder, policy)
    return made


def thin_out(folder: Path, policy: BackupPolicy) -> list[Path]:
    """Let go of the backups that the policy does not keep; returns what went."""
    standing = backups_in(folder)
    keep = kept((backup.made_at for backup in standing), policy)
    gone = [backup.path for backup in standing if backup.made_at not in keep]
    for path in gone:
        path.unlink(missing_ok=True)
    return gone


def restore(
    backup: Path, password: str, target: Path, *, now: datetime, user: str | None = None
) -> Restored:
    """Make a court of a backup: first beside the target, opened and checked; then in its place.

    A court that stands there is kept under another name. Orders that were carried out since the
    backup are carried out on it first: who was sealed or destroyed does not come back. Whatever is
    wrong is refused before the target is touched. Raises WrongPassword, NotACourt, DiskTrouble.
    """
    if not target.exists():
        check_target(target)
    check_folder(target)
    with _side_folder(target.parent) as side:
        court = side / target.name
        about = take_out(backup, court, keys.key_file(court))
        key = keys.unlock(court, password, user)
        found = copies.prove(court, key)
        copies.check_version(found)
        if (found.rows, found.last_entry, found.last_link) != (
            about.rows,
            about.last_entry,
            about.last_link,
        ):
            raise NotACourt(
                f"{backup.name} does not hold what it says it holds. Choose another backup; "
                "nothing was changed."
            )
        lists = _lists_near(target, backup)
        order_lists.settle_restored(court, key, lists, target, today=now.astimezone().date())
        aside = _set_aside(target, now)
        for file in (keys.key_file(court), court):
            file.replace(target.with_name(file.name))
    _tell_restored(target, about, now)
    return Restored(target, _described(backup, about), aside)


def _tell_restored(target: Path, about: BackupAbout, now: datetime) -> None:
    """The history is shorter than this computer knew it, and there is a reason for that."""
    court = parsed(keys.read_document(target), keys.key_file(target).name)["court"]
    Anchors(court, target).restored(
        Restoring(about.last_entry, about.last_link, about.made_at.isoformat(), now.isoformat())
    )


def _lists_near(target: Path, backup: Path) -> list[Path]:
    """Lists of orders beside the court, its backups, and the one chosen, of whichever court."""
    folders = dict.fromkeys((target.parent, backup_folder(target), backup.parent))
    return [file for folder in folders for file in sorted(folder.glob(f"*{order_lists.ENDING}"))]


def _file_of(workspace: Workspace) -> CourtFile:
    if isinstance(workspace.database, CourtFile):
        return workspace.database
    raise Refusal(
        "The backups of a court on the office's server are made there. To have it in a file, move "
        "a copy of it into one."
    )


def _about(
    workspace: Workspace, court: Path, key_file: Path, found: Contents, now: datetime
) -> BackupAbout:
    return BackupAbout(
        court_file=workspace.path.name,
        made_at=now,
        **asdict(found),
        court_sha256=sha256_of(court),
        court_bytes=court.stat().st_size,
        keys_sha256=sha256_of(key_file),
    )


def _described(path: Path, about: BackupAbout) -> Backup:
    people = about.rows.get("person", 0)
    return Backup(
        path, about.made_at, about.court_bytes, people, about.last_entry, about.court_file
    )


def _free_name(folder: Path, stem: str, now: datetime) -> Path:
    """A name for this moment that nothing has yet; the local clock, as people read it."""
    name = f"{stem}-{now.astimezone():%Y-%m-%d-%H%M%S}"
    number, path = 1, folder / f"{name}{ENDING}"
    while path.exists():
        number += 1
        path = folder / f"{name}-{number}{ENDING}"
    return path


def _check_room(folder: Path, court: Path) -> None:
    """Refuse before the work begins where the disk can't hold the copy and the backup."""
    needed = 2 * court.stat().st_size
    if shutil.disk_usage(folder).free < needed:
        raise DiskTrouble(
            f"A backup needs {needed / 1_000_000:,.0f} MB of free space there for a moment. Free "
            "some space or choose another disk; the earlier backups were kept."
        )


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as trouble:
        raise DiskTrouble(
            f"The folder {folder.name} can't be made or used there. Choose another folder."
        ) from trouble


@contextmanager
def _side_folder(beside: Path) -> Iterator[Path]:
    """A private folder on the same disk that is gone afterwards, whatever happens."""
    try:
        with tempfile.TemporaryDirectory(prefix=".backup-", dir=beside) as name:
            yield Path(name)
    except OSError as trouble:
        raise DiskTrouble(
            f"The folder {beside.name} can't be written, or its disk is full. Choose another "
            "folder; nothing was changed."
        ) from trouble


def _set_aside(target: Path, now: datetime) -> Path | None:
    """Keep the court that stands at the target, with its keys and its log, under another name."""
    if not target.exists() and not keys.key_file(target).exists():
        return None
    stamp = f"{now.astimezone():%Y-%m-%d-%H%M%S}"
    aside = target.with_name(f"{target.stem}.before-restore-{stamp}{target.suffix}")
    for suffix in (".keys", *SIDE_FILES, ""):
        file = target.with_name(target.name + suffix)
        if file.exists():
            file.replace(aside.with_name(aside.name + suffix))
    return aside
