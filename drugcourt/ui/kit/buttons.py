"""How people act: primary, secondary and quiet buttons, and chips of which one is chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QPushButton, QSizePolicy, QToolButton, QWidget

from drugcourt.domain.tone import Term, Tone
from drugcourt.ui.kit.doing import Deed, all_of, deeds_of, refusal, window_of
from drugcourt.ui.kit.flow import FlowLayout
from drugcourt.ui.kit.labels import paint_pill, pill_size
from drugcourt.ui.kit.signals import weakly
from drugcourt.ui.kit.theme import colors, px, tone_colors


class Look(Term):
    PRIMARY = "primary", "Primary"
    SECONDARY = "secondary", "Secondary"
    QUIET = "quiet", "Quiet"
    DANGER = "danger", "Danger"


def _enter(event: QKeyEvent) -> bool:
    """Whether a plain Enter was pressed: people expect it to press what has the keyboard."""
    plain = event.modifiers() in (
        Qt.KeyboardModifier.NoModifier,
        Qt.KeyboardModifier.KeypadModifier,
    )
    return plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)


if TYPE_CHECKING:
    _Base = QAbstractButton
else:  # Qt's classes are inherited from once
    _Base = object


class ByRight(_Base):
    """A button that is off, with the reason in its tooltip, where the desk may do nothing of what
    it does. A page turns it on and off as it needs; the right is on top of that.
    """

    _deeds: tuple[Deed, ...] = ()
    _closed = ""
    _wished = True
    _words = ""

    def does(self, *slots: Deed | Callable[..., object]) -> Self:
        """What pressing it does, where its slot is not what is marked with it."""
        self._deeds = all_of(slots)
        if self.isVisible():
            self.ask_rights()
        return self

    def ask_rights(self) -> None:
        """Ask the window whether this may be pressed here."""
        if not self._deeds:
            return
        self._closed = refusal(window_of(self), self._deeds)
        super().setEnabled(self._wished and not self._closed)
        super().setToolTip(self._closed or self._words)

    def setEnabled(self, on: bool) -> None:  # Qt's own signature
        self._wished = on
        super().setEnabled(on and not self._closed)

    def setDisabled(self, off: bool) -> None:  # Qt's own signature
        self.setEnabled(not off)

    def setToolTip(self, words: str) -> None:
        self._words = words
        super().setToolTip(self._closed or words)

    def showEvent(self, event: QShowEvent) -> None:
        self.ask_rights()
        super().showEvent(event)


class Button(ByRight, QPushButton):
    """A button that says its shortcut, if it has one, in its text and to screen readers."""

    def __init__(
        self,
        text: str,
        slot: Callable[[], object] | None = None,
        look: Look = Look.SECONDARY,
        shortcut: str = "",
        icon_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("kit", look.value)
        self.setAutoDefault(False)
        keys = QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)
        shown = f"{text}   {keys}" if keys else text
        self.setText(f" {shown}" if icon_name else shown)
        self.setAccessibleName(text)
        if shortcut:
            self.setShortcut(QKeySequence(shortcut))
            self.setToolTip(f"{text} ({keys})")
        if icon_name:
            on_color = look in (Look.PRIMARY, Look.DANGER)
            role = "accent_text" if on_color else "accent_fg" if look is Look.QUIET else "muted"
            from drugcourt.ui.kit.icons import icon  # the sign-in shows none and starts sooner

            self.setIcon(icon(icon_name, role))
            self.setIconSize(QSize(px(16), px(16)))
        if slot is not None:
            self.clicked.connect(slot)
            self._deeds = deeds_of(slot)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _enter(event):
            self.click()
        else:
            super().keyPressEvent(event)


class IconButton(ByRight, QToolButton):
    """A small button with a picture; its words are the tooltip and the accessible name."""

    def __init__(
        self,
        icon_name: str,
        text: str,
        slot: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        from drugcourt.ui.kit.icons import icon  # the sign-in shows none and starts sooner

        self.setIcon(icon(icon_name))
        self.setIconSize(QSize(px(16), px(16)))
        self.setToolTip(text)
        self.setAccessibleName(text)
        if slot is not None:
            self.clicked.connect(slot)
            self._deeds = deeds_of(slot)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _enter(event):
            self.click()
        else:
            super().keyPressEvent(event)


def ask_rights_below(window: QWidget) -> None:
    """The rights of the desk changed: every button in the window asks again."""
    for button in window.findChildren(QAbstractButton):
        if isinstance(button, ByRight):
            button.ask_rights()


class Chip(ByRight, QAbstractButton):
    """A rounded word that can be pressed, and shows when it is the chosen one."""

    def __init__(self, text: str, tone: Tone = Tone.GOOD, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.tone = tone

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _enter(event):
            self.click()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        size = pill_size(self.text(), self.font())
        return QSize(size.width() + px(4), size.height() + px(4))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = colors()
        ring: QColor | None = None
        if self.hasFocus():
            ring = QColor(look.focus)
        elif self.underMouse() and self.isEnabled():
            ring = QColor(look.line_strong)
        elif self.isChecked():
            ring = tone_colors(self.tone).fg
        tone = self.tone if self.isChecked() else Tone.PLAIN
        painter = QPainter(self)
        if not self.isEnabled():
            painter.setOpacity(0.5)
        paint_pill(painter, QRectF(self.rect()), self.text(), tone, self.font(), ring=ring)


class Choice(NamedTuple):
    """One answer of a set of chips."""

    value: Any
    text: str
    tone: Tone = Tone.GOOD


def term_choices(terms: type[Term], tones: dict[Any, Tone] | None = None) -> list[Choice]:
    """The members of a closed list as choices, in their order."""
    known = tones or {}
    return [Choice(member, member.label, known.get(member, Tone.GOOD)) for member in terms]


class ChoiceChips(QWidget):
    """One of a few answers, chosen by click, by arrows, or by the digits 1 to 9; one stop of Tab.

    `chosen` fires with the value when a person chooses; `set_value` is silent. With `optional`,
    choosing the chosen one again clears it to None. Another widget may send its digit keys to
    `press_digit`, so that a whole page can be answered without touching Tab.
    """

    chosen = Signal(object)

    def __init__(
        self,
        choices: Sequence[Choice],
        name: str,
        *,
        numbered: bool = True,
        optional: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._choices = list(choices)
        self._optional = optional
        self._numbered = numbered
        self._index = -1
        self.chips: list[Chip] = []
        self.setAccessibleName(name)
        flow = FlowLayout(self)
        for place, choice in enumerate(self._choices):
            text = f"{place + 1} {choice.text}" if numbered and place < 9 else choice.text
            chip = Chip(text, choice.tone, self)
            chip.setCheckable(True)
            chip.setAccessibleName(f"{name}: {choice.text}")
            chip.clicked.connect(weakly(self._clicked, place))
            flow.addWidget(chip)
            self.chips.append(chip)
        self._stop_at(0)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def value(self) -> Any:
        """The chosen value itself, or None."""
        return self._choices[self._index].value if self._index >= 0 else None

    def set_value(self, value: Any) -> None:
        """Choose without announcing; None or an unknown value clears."""
        values = [choice.value for choice in self._choices]
        self._show(values.index(value) if value in values else -1)

    def set_labels(self, labels: Mapping[Any, str]) -> None:
        """Other words on the chips of these values, with their digits."""
        for place, (choice, chip) in enumerate(zip(self._choices, self.chips, strict=True)):
            words = labels.get(choice.value, choice.text)
            chip.setText(f"{place + 1} {words}" if self._numbered and place < 9 else words)
            chip.updateGeometry()

    def press_digit(self, digit: int) -> bool:
        """Choose the n-th answer as if it were clicked; False when there is none."""
        if not 1 <= digit <= min(9, len(self._choices)):
            return False
        self._clicked(digit - 1)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if plain and Qt.Key.Key_1 <= key <= Qt.Key.Key_9 and self.press_digit(key - Qt.Key.Key_0):
            return
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
        if key in steps:
            self._move(steps[Qt.Key(key)])
            return
        super().keyPressEvent(event)

    def _move(self, step: int) -> None:
        focused = next((i for i, chip in enumerate(self.chips) if chip.hasFocus()), 0)
        self.chips[(focused + step) % len(self.chips)].setFocus(Qt.FocusReason.TabFocusReason)

    def _clicked(self, place: int) -> None:
        again = place == self._index and self._optional
        self._show(-1 if again else place)
        self.chosen.emit(self.value())

    def _show(self, index: int) -> None:
        self._index = index
        for place, chip in enumerate(self.chips):
            chip.setChecked(place == index)
        self._stop_at(max(0, index))

    def _stop_at(self, active: int) -> None:
        """Tab stops once, at the answer chosen or the first, as at a group of radio buttons."""
        for place, chip in enumerate(self.chips):
            stops = place == active
            policy = Qt.FocusPolicy.StrongFocus if stops else Qt.FocusPolicy.ClickFocus
            chip.setFocusPolicy(policy)
        if self.chips:
            self.setFocusProxy(self.chips[active])
