"""The minutes as they write themselves, what is added by hand, and the end of the meeting."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, QSignalBlocker, Signal
from PySide6.QtWidgets import QTextBrowser, QVBoxLayout, QWidget

from drugcourt.casework.staffings.minutes import Minutes
from drugcourt.fields import staffings as fields
from drugcourt.ui.kit.buttons import Button, ChoiceChips, Look, term_choices
from drugcourt.ui.kit.cards import Card
from drugcourt.ui.kit.editors import LongEditor
from drugcourt.ui.kit.flow import FlowLayout, side_by_side
from drugcourt.ui.kit.labels import Muted
from drugcourt.ui.kit.theme import colors, px
from drugcourt.ui.staffings.agenda_card import View


class MinutesView(QWidget):
    """On the left what the minutes say, on the right what a person adds."""

    view_chosen = Signal(object)
    edited = Signal()
    close_wanted = Signal()
    print_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Minutes | None = None
        self.views = ChoiceChips(term_choices(View), "View", numbered=False)
        self.views.set_value(View.MINUTES)
        self.views.chosen.connect(self.view_chosen)
        self.paper = Card("Minutes", actions=(self.views,))
        self.text = QTextBrowser()
        self.text.setAccessibleName("Minutes")
        self.text.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.text.setOpenLinks(False)
        self.text.setTabChangesFocus(True)
        self.text.viewport().setAutoFillBackground(False)
        self.paper.add(self.text, 1)
        self.addition = LongEditor(fields.ADDITION)
        self.addition.box.setMinimumHeight(px(160))
        self.addition.box.setMaximumHeight(px(420))
        self.addition.changed.connect(self.edited)
        self.state = Muted("")
        self.close_button = Button("Close the meeting", self.close_wanted, Look.PRIMARY)
        self.close_button.setToolTip("Freeze the minutes (Ctrl+L)")
        self.print_button = Button("Print minutes", self.print_wanted, icon_name="printer")
        side = Card("Also in the minutes")
        side.add(self.addition)
        side.add(self.state)
        feet = QWidget()
        flow = FlowLayout(feet)
        flow.addWidget(self.close_button)
        flow.addWidget(self.print_button)
        side.add(feet)
        side.add_space()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(side_by_side((self.paper, 2), (side, 1)), 1)

    def show_minutes(self, minutes: Minutes) -> None:
        """The paragraphs as they stand; what is being typed is left alone."""
        self.views.set_value(View.MINUTES)
        self._shown = minutes
        told = f"{minutes.decided} of {minutes.people} decided"
        self.paper.set_heading("Minutes", "closed" if minutes.closed else told)
        self._write(minutes)
        if not self.addition.box.hasFocus() or minutes.closed:
            with QSignalBlocker(self.addition):
                self.addition.set_value(minutes.addition)
        self.addition.setEnabled(not minutes.closed)
        self.close_button.setEnabled(not minutes.closed)
        self.state.setText(
            f"Closed by {minutes.closed_by}. The minutes can't be changed any more."
            if minutes.closed
            else "The minutes write themselves from the decisions until the meeting is closed."
        )

    def _write(self, minutes: Minutes) -> None:
        place = self.text.verticalScrollBar().value()
        self.text.setHtml(_as_html(minutes))
        self.text.verticalScrollBar().setValue(place)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.PaletteChange and self._shown is not None:
            self._write(self._shown)  # its colors stand in the text itself
        super().changeEvent(event)


def _as_html(minutes: Minutes) -> str:
    """Headings and paragraphs; whatever is written is shown as it is, never read as markup."""
    parts = []
    for heading, text in minutes.paragraphs:
        muted = f"; color:{colors().muted}" if heading == "Not decided" else ""
        body = escape(text).replace("\n", "<br>")
        parts.append(
            f"<p style='margin:0 0 2px 0'><b>{escape(heading)}</b></p>"
            f"<p style='margin:0 0 12px 0{muted}'>{body}</p>"
        )
    return "".join(parts)
