"""Where to begin: see a court at work, make one's own, open one, or restore a backup."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.flow import rule
from drugcourt.ui.kit.icons import Picture
from drugcourt.ui.kit.labels import Heading, Muted
from drugcourt.ui.kit.signals import weakly
from drugcourt.ui.kit.theme import px
from drugcourt.ui.welcome.frame import Column


class FirstRun(Column):
    """The ways in, and the courts opened here before."""

    demonstration = Signal()
    new_court = Signal()
    another = Signal()
    backup = Signal()
    server = Signal()
    recent = Signal(str)

    def __init__(self, recent: Sequence[Path | str]) -> None:
        super().__init__("Where would you like to begin?", "", width=520)
        self.buttons = [
            self._way(
                "eye",
                "See a court at work",
                "A demonstration court with 64 invented participants and two years behind them. "
                "Try everything; nothing in it is real.",
                Button("Demonstration", self.demonstration.emit, Look.PRIMARY),
            ),
            self._way(
                "plus-circle",
                "Start your own court",
                "Name the court, choose its program, set a password. Then bring in your "
                "spreadsheets.",
                Button("New court…", self.new_court.emit),
            ),
            self._way(
                "folder-open",
                "Open a court",
                "A court file that exists, on this computer or on a drive of the office.",
                Button("Open…", self.another.emit),
            ),
            self._way(
                "clock-counter-clockwise",
                "Restore a backup",
                "Make a court of a backup. It is opened and checked first, and a court that "
                "stands there is kept under another name.",
                Button("Restore…", self.backup.emit),
                last=True,
            ),
        ]
        self.setFocusProxy(self.buttons[0])
        self.working = Muted("", wrap=True, small=True)
        self.foot.addWidget(self.working)
        self._add_quiet(Button("A court on the office's server…", self.server.emit, Look.QUIET))
        if recent:
            self.foot.addWidget(Muted("Opened here before", wrap=False, small=True))
        for place in recent:
            button = Button(_named(place), None, Look.QUIET)
            button.setToolTip(str(place))
            button.clicked.connect(weakly(self._open_recent, str(place)))
            self._add_quiet(button)

    def _add_quiet(self, button: Button) -> None:
        row = QHBoxLayout()
        row.addWidget(button)
        row.addStretch(1)
        self.foot.addLayout(row)

    def work(self, sentence: str) -> None:
        """Say what is going on; the ways are closed meanwhile. Nothing opens them again."""
        self.working.setText(sentence)
        for button in self.buttons:
            button.setEnabled(not sentence)

    def _open_recent(self, path: str) -> None:
        self.recent.emit(path)

    def _way(
        self, icon_name: str, title: str, sentence: str, button: Button, *, last: bool = False
    ) -> Button:
        row = QHBoxLayout()
        row.setSpacing(px(12))
        row.addWidget(Picture(icon_name, role="accent_fg", size=24))
        words = QVBoxLayout()
        words.setSpacing(px(2))
        words.addWidget(Heading(title))
        words.addWidget(Muted(sentence))
        row.addLayout(words, 1)
        button.setMinimumWidth(px(120))
        button.setAccessibleDescription(sentence)
        row.addWidget(button)
        self.card.add(row)
        if not last:
            self.card.add(rule())
        return button


def _named(place: Path | str) -> str:
    """A court in the list of those opened before: its name, and where it is."""
    if isinstance(place, Path):
        return f"{place.stem}, in {place.parent.name}"
    return place.partition("?")[0].rpartition("/")[2] + ", on the office's server"
