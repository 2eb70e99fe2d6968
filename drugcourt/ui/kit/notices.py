"""How a page says something without stopping work: banners in the page, a quiet status line."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from drugcourt.domain.tone import Tone
from drugcourt.ui.kit.buttons import Button, IconButton, Look
from drugcourt.ui.kit.icons import TONE_ICONS, Picture
from drugcourt.ui.kit.labels import Muted, Text
from drugcourt.ui.kit.theme import px


class Banner(QFrame):
    """One sentence with its tone as colour, icon and accessible word, and perhaps an action."""

    closed = Signal()

    def __init__(
        self,
        sentence: str,
        tone: Tone = Tone.INFO,
        action: tuple[str, Callable[[], object]] | None = None,
        *,
        closable: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("kit", "banner")
        self.setProperty("tone", tone.value)
        self.setAccessibleName(f"{tone.label}: {sentence}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.tone = tone
        self.sentence = Text(sentence)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(12), px(8), px(8), px(8))
        row.setSpacing(px(10))
        row.addWidget(Picture(TONE_ICONS[tone], tone.label, tone=tone, size=18))
        row.addWidget(self.sentence, 1)
        if action is not None:
            row.addWidget(Button(action[0], action[1], Look.SECONDARY))
        if closable:
            row.addWidget(IconButton("x", "Close this message", self.dismiss))

    def dismiss(self) -> None:
        """Take the banner away."""
        self.hide()
        self.closed.emit()
        self.deleteLater()


class Notices(QWidget):
    """A place at the head of a page for banners; takes no room while there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(px(6))
        self._keyed: dict[str, Banner] = {}
        self.hide()

    def say(
        self,
        sentence: str,
        tone: Tone = Tone.INFO,
        action: tuple[str, Callable[[], object]] | None = None,
        *,
        key: str = "",
        closable: bool = True,
    ) -> Banner:
        """Add a banner; one with the same key is replaced."""
        self.take_back(key)
        banner = Banner(sentence, tone, action, closable=closable)
        banner.closed.connect(self._closed)
        if key:
            self._keyed[key] = banner
        self._box.addWidget(banner)
        banner.show()  # a layout shows it later; whoever asks meanwhile would count it as gone
        self.show()
        return banner

    def take_back(self, key: str) -> None:
        """Remove the banner with this key, if it still stands."""
        banner = self._keyed.pop(key, None)
        if banner is not None:
            banner.dismiss()

    def clear(self) -> None:
        """Remove all banners."""
        for banner in self.banners():
            banner.dismiss()

    def banners(self) -> list[Banner]:
        """The banners that stand now."""
        items = (self._box.itemAt(place).widget() for place in range(self._box.count()))
        return [item for item in items if isinstance(item, Banner) and not item.isHidden()]

    def _closed(self) -> None:
        gone = self.sender()
        self._keyed = {key: banner for key, banner in self._keyed.items() if banner is not gone}
        self.setVisible(bool(self.banners()))


class StatusLine(Muted):
    """What just happened, for a while, then what stands there always."""

    def __init__(self, resting: str = "", parent: QWidget | None = None) -> None:
        super().__init__(resting, parent, wrap=False, small=True)
        self._resting = resting
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._rest)

    def say(self, sentence: str, seconds: int = 8) -> None:
        """Show a sentence for some seconds."""
        self.setText(sentence)
        self.setAccessibleName(sentence)
        self._timer.start(seconds * 1000)

    def rest_on(self, sentence: str) -> None:
        """What stands there always from now on, and at once."""
        self._resting = sentence
        self._timer.stop()
        self._rest()

    def _rest(self) -> None:
        self.setText(self._resting)
        self.setAccessibleName(self._resting)
