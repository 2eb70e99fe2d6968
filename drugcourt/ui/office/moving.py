"""How a court moves from its file to the office's server and back, on screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from drugcourt import settings
from drugcourt.casework.desk import Place, place_of
from drugcourt.casework.moves import move
from drugcourt.domain.tone import Tone
from drugcourt.errors import Refusal
from drugcourt.ui.kit import messages, tasks
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.labels import Heading, Muted
from drugcourt.ui.kit.lines import LabelledLine
from drugcourt.ui.kit.notices import Notices
from drugcourt.ui.kit.progress import ProgressPanel
from drugcourt.ui.kit.theme import px
from drugcourt.workspace import Workspace

FILTERS = "Court files (*.court);;All files (*)"
TO_SERVER = "Move this court to the office's server"
TO_FILE = "Take this court into a file"
WHY_SERVER = (
    "On a server of the office several desks work in the court at once. The office's administrator "
    "makes an empty database there and gives you its address. Every row is copied and compared, "
    "and the history is checked where it arrives; this file stays as it is. The same passwords "
    "open the court there. Its rows are not encrypted by this program on a server: the server's "
    "disk is the office's care."
)
WHY_FILE = (
    "In a file one desk works at a time, and everything is encrypted. Every row is copied and "
    "compared, and the history is checked where it arrives; the court on the server stays as it "
    "is. The same passwords open the file."
)
FIRST = "Let the other desks close the court first: what they save after the copy is not in it."
FAILED = "The move did not work because of a fault in the program. Nothing was kept at the target."


class MoveDialog(QDialog):
    """Asks where to, copies behind the window, and offers to go on there.

    `go_there` carries the new place, once the person wants to work on in it.
    """

    go_there = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.workspace = workspace
        self.target: Place | None = None
        self._under_way: tasks.Handle | None = None
        self.title = TO_SERVER if workspace.is_file else TO_FILE
        self.setWindowTitle(self.title)
        self.notices = Notices()
        self.address = LabelledLine(
            "Address of the empty database",
            help_text="Such as postgresql://user@server/database",
            most=500,
        )
        self.progress = ProgressPanel(self.stop)
        self.progress.hide()
        self.begin_button = Button(
            "Copy and compare" if workspace.is_file else "Choose the file…",
            self.begin,
            Look.PRIMARY,
        )
        self.go_button = Button("Go on there", self.go_on, Look.PRIMARY)
        self.go_button.hide()
        self.close_button = Button("Close", self.close)
        self._build()

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(20), px(16), px(20), px(16))
        outer.setSpacing(px(12))
        outer.addWidget(Heading(self.title))
        outer.addWidget(Muted(WHY_SERVER if self.workspace.is_file else WHY_FILE))
        if not self.workspace.is_file:
            outer.addWidget(Muted(FIRST))
        outer.addWidget(self.notices)
        if self.workspace.is_file:
            outer.addWidget(self.address)
            self.address.line.returnPressed.connect(self.begin)
        outer.addWidget(self.progress)
        outer.addStretch(1)
        feet = QHBoxLayout()
        feet.addStretch(1)
        for button in (self.close_button, self.begin_button, self.go_button):
            button.setAutoDefault(False)
            feet.addWidget(button)
        outer.addLayout(feet)
        self.resize(px(600), px(380))

    def begin(self) -> None:
        """Copy to the place that is named now; a place that can't be one is said at once."""
        if self._under_way is not None:
            return
        try:
            self.target = self._asked()
        except Refusal as refusal:
            self.address.say(str(refusal))
            self.address.line.setFocus()
            return
        if self.target is None:
            return
        self.notices.clear()
        self._ready(ready=False)
        self.progress.say("The court is being copied.")
        work = _Work(self.workspace, self.target)
        self._under_way = tasks.run(work.do, self._moved, self._refused, self._told)

    def _asked(self) -> Place | None:
        if not self.workspace.is_file:
            wanted = settings.courts_folder() / "from-the-server.court"
            return messages.choose_save_path(self, TO_FILE, wanted, FILTERS)
        written = self.address.text().strip()
        if not settings.on_server(written):
            raise Refusal("Write it as postgresql://user@server/database.")
        return place_of(written)

    def _told(self, share: tuple[int, int]) -> None:
        done, whole = share
        self.progress.say(f"{done:,} of {whole:,} rows are copied.", done, max(1, whole))

    def _moved(self, rows: int) -> None:
        self._under_way = None
        self._ready(ready=True)
        self.begin_button.hide()
        self.address.hide()
        self.go_button.show()
        self.go_button.setFocus()
        self.notices.say(
            f"{rows:,} rows stand at the new place, each compared, and the history holds there. "
            "Go on there now, and put away what this court was until today, so that nobody works "
            "on in it.",
            Tone.GOOD,
            key="move",
            closable=False,
        )

    def _refused(self, problem: Exception) -> None:
        self._under_way = None
        self._ready(ready=True)
        said = str(problem) if isinstance(problem, Refusal) else FAILED
        self.notices.say(said, Tone.ALARM, key="move")

    def stop(self) -> None:
        """Stop copying: nothing stays at the target."""
        if self._under_way is not None:
            self._under_way.cancel()
            self._under_way = None
            self._ready(ready=True)
            self.notices.say("The copying was stopped; nothing stays at the target.", key="move")

    def go_on(self) -> None:
        """Close the court here; its sign-in at the new place comes next."""
        target = self.target
        self.close()
        self.go_there.emit(target)

    def _ready(self, *, ready: bool) -> None:
        self.progress.setVisible(not ready)
        self.begin_button.setEnabled(ready)
        self.close_button.setEnabled(ready)
        self.address.setEnabled(ready)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Copying goes to its end, or is stopped first."""
        if self._under_way is not None:
            event.ignore()
            return
        super().closeEvent(event)

    def reject(self) -> None:
        """Esc closes as the button does."""
        self.close()


@dataclass(frozen=True, slots=True)
class _Work:
    """What is done on the worker; holds no widget."""

    workspace: Workspace
    target: Place

    def do(self, report: Callable[[tuple[int, int]], None]) -> int:
        return move(self.workspace, self.target, lambda done, whole: report((done, whole)))
