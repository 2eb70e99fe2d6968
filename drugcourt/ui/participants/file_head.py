"""The head of a participant's file: who this is, and the state at a glance."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from drugcourt.casework.participants.dossier import Head
from drugcourt.domain.clock import spoken
from drugcourt.domain.dates import short
from drugcourt.domain.episodes import EpisodeStatus, RiskNeed
from drugcourt.domain.hearings import WarrantStep
from drugcourt.domain.tone import Tone
from drugcourt.fields.participants import STATUS_TONES
from drugcourt.ui.kit.flow import FlowLayout
from drugcourt.ui.kit.labels import Pill
from drugcourt.ui.kit.theme import colors, px


class Disc(QWidget):
    """The initials in a circle; decoration, so it has no name of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.letters = ""
        self.setFixedSize(px(52), px(52))

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = colors(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.accent_soft))
        painter.drawEllipse(self.rect().adjusted(1, 1, -1, -1))
        font = QFont(self.font())
        font.setPixelSize(px(15))
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(look.accent_fg))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self.letters)


class NameLine(QWidget):
    """The name, large, and beside it the muted rest; what does not fit ends in dots."""

    def __init__(self) -> None:
        super().__init__()
        self._name = self._rest = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_words(self, name: str, rest: str) -> None:
        """Replace both; the whole is in the tooltip and for screen readers."""
        self._name, self._rest = name, rest
        self.setAccessibleName(f"{name}. {rest}")
        self.setToolTip(f"{name}\n{rest}")
        self.updateGeometry()
        self.update()

    def _large(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(px(20))
        font.setBold(True)
        return font

    def sizeHint(self) -> QSize:
        return QSize(px(320), QFontMetrics(self._large()).height() + px(2))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(160), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, look = QPainter(self), colors()
        large, small = QFontMetrics(self._large()), QFontMetrics(self.font())
        wanted = small.horizontalAdvance(self._rest) + px(10)
        room = max(min(self.width(), px(200)), self.width() - wanted)
        name = large.elidedText(self._name, Qt.TextElideMode.ElideRight, room)
        painter.setFont(self._large())
        painter.setPen(QColor(look.text))
        base = large.ascent() + px(1)
        painter.drawText(0, base, name)
        left = large.horizontalAdvance(name) + px(10)
        rest = small.elidedText(
            self._rest, Qt.TextElideMode.ElideRight, max(0, self.width() - left)
        )
        painter.setFont(self.font())
        painter.setPen(QColor(look.muted))
        painter.drawText(left, base, rest)


class FileHead(QWidget):
    """Disc, name, chips on the left; the page's buttons on the right."""

    def __init__(self, buttons: list[QWidget]) -> None:
        super().__init__()
        self.disc, self.name = Disc(), NameLine()
        self.pills = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.pills.setSizePolicy(policy)
        self._flow = FlowLayout(self.pills)
        words = QVBoxLayout()
        words.setSpacing(px(5))
        words.addWidget(self.name)
        words.addWidget(self.pills)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(14))
        row.addWidget(self.disc, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        for button in buttons:
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_head(self, head: Head, today: date) -> None:
        """Write name and chips anew."""
        self.disc.letters = head.initials
        self.disc.update()
        self.name.set_words(*name_words(head))
        while (item := self._flow.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for word, tone in chips(head, today):
            pill = Pill(word, tone, self.pills)
            self._flow.addWidget(pill)
            pill.show()
        self.pills.updateGeometry()


def name_words(head: Head) -> tuple[str, str]:
    """The name, and the rest: age, pronouns, case numbers, track, number of the episode."""
    name = head.name
    if head.preferred_name and head.preferred_name not in name:
        name = f"{name} “{head.preferred_name}”"
    more = f" and {len(head.cases) - 1} more" if len(head.cases) > 1 else ""
    parts = (
        str(head.age) if head.age is not None else "",
        head.pronouns,
        f"{head.cases[0]}{more}" if head.cases else f"No. {head.reference}",
        head.track.label.lower() if head.track is not None else "",
        f"episode {head.number}" if head.number > 1 else "",
        head.case_manager,
    )
    return name, " · ".join(part for part in parts if part)


def chips(head: Head, today: date) -> list[tuple[str, Tone]]:
    """The state at a glance, what needs acting on first."""
    found = [chip for chip in (_goal(head, today), _status(head, today)) if chip is not None]
    if head.warrant is not WarrantStep.NONE:
        found.append((head.warrant.label, Tone.ALARM))
    if head.overview is not None and head.overview.provisional and head.exited_on is None:
        found.append(("Sober date provisional", Tone.WATCH))
    if head.risk_need is not RiskNeed.UNKNOWN:
        found.append((head.risk_need.label, Tone.PLAIN))
    found += [(f"{name} since {short(since, today)}", Tone.INFO) for name, since in head.moud]
    if head.exited_on is None:
        found.append(_hearing(head, today))
    return found


def _goal(head: Head, today: date) -> tuple[str, Tone] | None:
    """How far it is to the next phase or to the end."""
    overview = head.overview
    if overview is None or overview.readiness is None or head.exited_on is not None:
        return None
    asked = overview.readiness
    goal = f"phase {head.next_phase_number}" if head.next_phase_number else "graduation"
    if asked.ready:
        return f"✓ Ready for {goal}", Tone.GOOD
    if asked.ready_but_for_decisions:
        return f"✓ Ready for {goal}, to be decided", Tone.GOOD
    if asked.if_acted is not None and asked.if_acted > today:
        return f"Not yet ready for {goal}: earliest {short(asked.if_acted, today)}", Tone.PLAIN
    return f"{asked.met_count} of {len(asked.findings)} met for {goal}", Tone.PLAIN


def _status(head: Head, today: date) -> tuple[str, Tone] | None:
    if head.status is EpisodeStatus.ACTIVE:
        return None
    since = head.exited_on or head.status_since
    when = f" since {short(since, today)}" if since and head.exited_on is None else ""
    if head.exited_on is not None:
        when = f" {short(head.exited_on, today)}"
        if head.exit_reason is not None and head.status is not EpisodeStatus.GRADUATED:
            when += f": {head.exit_reason.label.lower()}"
    return f"{head.status.label}{when}", STATUS_TONES.get(head.status, Tone.PLAIN)


def _hearing(head: Head, today: date) -> tuple[str, Tone]:
    if head.next_hearing is None:
        return "No hearing scheduled", Tone.WATCH if head.overview is not None else Tone.PLAIN
    day, at = head.next_hearing
    when = "today" if day == today else short(day, today)
    return f"Next hearing {when} {spoken(at)}", Tone.PLAIN
