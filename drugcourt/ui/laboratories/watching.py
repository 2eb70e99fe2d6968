"""How the folder into which a laboratory's files fall is looked at while the court is open."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from drugcourt import settings
from drugcourt.casework.imports.lab import bring_tests, known_columns, read_tests
from drugcourt.casework.imports.lines import Verdict
from drugcourt.casework.imports.watching import Look, files_in, settled_files
from drugcourt.casework.laboratories.originals import is_read
from drugcourt.casework.laboratories.unread import set_aside
from drugcourt.casework.states import wall_clock
from drugcourt.domain.dates import counted
from drugcourt.errors import Refusal
from drugcourt.ui.kit import tasks
from drugcourt.workspace import Workspace

log = logging.getLogger(__name__)
PAUSE = 1_500  # milliseconds between two looks: a file that changed meanwhile is being written
AT_ONCE = 100  # files of one round; the rest follow in the next


@dataclass(frozen=True, slots=True)
class Brought:
    """What one round brought, in counts only: no name of a file or of a person is in it."""

    files: int = 0
    refused: int = 0
    counts: dict[Verdict, int] = field(default_factory=dict)
    done: tuple[tuple[Path, Look], ...] = ()

    @property
    def sentence(self) -> str:
        """What the window says; "" when nothing came of it."""
        told = [
            f"{self.counts[verdict]:,} {words}"
            for verdict, words in (
                (Verdict.NEW, "new"),
                (Verdict.CHANGED, "corrected"),
                (Verdict.REVIEW, "to review"),
                (Verdict.REJECTED, "rejected"),
            )
            if self.counts.get(verdict)
        ]
        if self.refused:
            told.append(f"{counted(self.refused, 'file')} could not be read")
        if not told:
            return ""
        return f"From the laboratory folder: {', '.join(told)}."


@dataclass(frozen=True, slots=True)
class Bringing:
    """One round on a worker: each whole file is read once and brought in; holds no widget."""

    workspace: Workspace
    files: tuple[tuple[Path, Look], ...]

    def do(self) -> Brought:
        """Bring the files in one by one; one that is refused does not hold up the others."""
        counts: dict[Verdict, int] = {}
        refused = 0
        zone = self.workspace.read(wall_clock)
        for path, _look in self.files:
            try:
                file = read_tests(path, zone=zone)
                if self.workspace.read(is_read, sha256=file.sha256):
                    continue
                file = self.workspace.read(known_columns, file=file)
                report = self.workspace.perform(bring_tests, file=file)
            except Refusal as refusal:
                # Told once: the next start finds it kept apart already.
                refused += self.workspace.perform(set_aside, path=path, reason=str(refusal))
                continue
            for verdict, number in report.counts().items():
                counts[verdict] = counts.get(verdict, 0) + number
        return Brought(len(self.files), refused, counts, self.files)


class LaboratoryWatch(QObject):
    """Looks at the folder at the start, when it changes, and again until nothing is growing.

    `told` carries a sentence of counts. Files stay where they are; each is taken once as it is.
    """

    told = Signal(str)

    def __init__(self, workspace: Workspace, kept: settings.Settings) -> None:
        super().__init__()
        self._workspace = workspace
        self._kept = kept
        self._before: dict[Path, Look] = {}
        self._taken: dict[Path, Look] = {}
        self._busy = False
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self.look)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.look)

    @property
    def folder(self) -> Path | None:
        """The folder that this computer looks at for this court."""
        named = self._kept.lab_folders.get(self._place, "")
        return Path(named) if named else None

    @property
    def _place(self) -> str:
        return str(self._workspace.place)

    def start(self) -> None:
        """Begin to look, if a folder was chosen."""
        watched = self._watcher.directories()
        if watched:
            self._watcher.removePaths(watched)
        folder = self.folder
        if folder is not None and folder.is_dir():
            self._watcher.addPath(str(folder))
            self.look()

    def choose(self, folder: Path | None) -> None:
        """Look at another folder from now on, or at none."""
        if folder is None:
            self._kept.lab_folders.pop(self._place, None)
        else:
            self._kept.lab_folders[self._place] = str(folder)
        settings.save(self._kept)
        self._before, self._taken = {}, {}
        self.start()

    def look(self, _changed: str = "") -> None:
        """Take what is whole since the last look; look again while something is new."""
        folder = self.folder
        if folder is None or self._busy:
            return
        try:
            now = files_in(folder)
        except Refusal as refusal:
            log.warning("the laboratory folder could not be read")
            self.told.emit(str(refusal))
            return
        fresh = {path: seen for path, seen in now.items() if self._taken.get(path) != seen}
        whole = settled_files(self._before, fresh)[:AT_ONCE]
        self._before = fresh
        if whole:
            self._busy = True
            files = tuple((path, fresh[path]) for path in whole)
            tasks.run(Bringing(self._workspace, files).do, self._brought, self._failed)
        elif fresh:
            self._pause.start()

    def _brought(self, brought: Brought) -> None:
        self._busy = False
        self._taken.update(dict(brought.done))
        if brought.sentence:
            self.told.emit(brought.sentence)
        self.look()

    def _failed(self, problem: Exception) -> None:
        self._busy = False
        log.warning("the laboratory folder: %s", type(problem).__name__)
        if isinstance(problem, Refusal):
            self.told.emit(str(problem))
