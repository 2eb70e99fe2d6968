"""Which backups of this court there are beside it, and one more now, here or on another disk."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from drugcourt.casework.backups import (
    Backup,
    back_up,
    backup_folder,
    backups_in,
    policy_words,
)
from drugcourt.domain.tone import Tone
from drugcourt.errors import Refusal
from drugcourt.fields.field import Field, Kind
from drugcourt.ui.backups.backing_up import FAILED, QUEUE
from drugcourt.ui.kit import messages, tasks
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.labels import Heading, Muted
from drugcourt.ui.kit.notices import Notices
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.table_view import DataTable
from drugcourt.ui.kit.theme import px
from drugcourt.workspace import Workspace

WHEN = Field("made_at", "Made", Kind.MOMENT, width=20)
PEOPLE = Field("participants", "People", Kind.WHOLE, width=9)
ENTRIES = Field("entries", "History entries", Kind.WHOLE, width=14)
SIZE = Field("size", "Size", width=10)
DETAIL = (
    "Each was opened, checked and counted. Keep one on another disk too, away from this computer: "
    "a backup can be restored from the first page, with the same password."
)


def _size(backup: Backup) -> str:
    return f"{backup.size / 1_000_000:,.1f} MB"


class BackupsDialog(QDialog):
    """The list, newest first. Esc closes; work under way goes on to its end."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Backups")
        self.workspace = workspace
        self.folder = backup_folder(workspace.path)
        self.notices = Notices()
        self.table = DataTable(
            [
                Column(WHEN, strong=True, stretch=True),
                Column(PEOPLE),
                Column(ENTRIES),
                Column(SIZE, text=_size, muted=True),
            ],
            "Backups of this court",
            row_id="path",
            as_of=workspace.today,
            empty="There is no backup beside this court yet.",
        )
        self.now_button = Button("Back up now", self.back_up_here, Look.PRIMARY)
        self.elsewhere = Button("Back up to another disk…", self.back_up_elsewhere)
        self._build()
        self.reload()

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(20), px(16), px(20), px(16))
        outer.setSpacing(px(12))
        outer.addWidget(Heading("Backups"))
        outer.addWidget(Muted(f"{policy_words()} {DETAIL}"))
        outer.addWidget(self.notices)
        outer.addWidget(self.table, 1)
        feet = QHBoxLayout()
        feet.addWidget(self.now_button)
        feet.addWidget(self.elsewhere)
        feet.addStretch(1)
        feet.addWidget(Button("Close", self.close))
        outer.addLayout(feet)
        self.resize(px(680), px(460))

    def reload(self) -> None:
        """Look at the folder again."""
        self.table.set_rows(backups_in(self.folder))

    @does(back_up)
    def back_up_here(self) -> None:
        """One more beside the court."""
        self._start(self.folder)

    @does(back_up)
    def back_up_elsewhere(self) -> None:
        """One in a folder that is chosen now: another disk, or a drive that is taken away."""
        folder = messages.choose_folder(self, "Where to put the backup", self.folder.parent)
        if folder is not None:
            self._start(folder)

    def _start(self, folder: Path) -> None:
        self._ready(ready=False)
        self.notices.say("The backup is being made and checked.", key="backup", closable=False)
        tasks.run(_Work(self.workspace, folder).do, self._made, self._refused, queue=QUEUE)

    def _made(self, backup: Backup) -> None:
        self._ready(ready=True)
        self.reload()
        said = f"The backup stands in “{backup.path.parent.name}”, checked: {backup.sentence}."
        self.notices.say(said, Tone.GOOD, key="backup")

    def _refused(self, problem: Exception) -> None:
        self._ready(ready=True)
        self.notices.say(
            str(problem) if isinstance(problem, Refusal) else FAILED, Tone.ALARM, key="backup"
        )

    def _ready(self, *, ready: bool) -> None:
        self.now_button.setEnabled(ready)
        self.elsewhere.setEnabled(ready)


@dataclass(frozen=True, slots=True)
class _Work:
    """What is done on the worker; holds no widget."""

    workspace: Workspace
    folder: Path

    def do(self) -> Backup:
        return back_up(self.workspace, self.folder)
