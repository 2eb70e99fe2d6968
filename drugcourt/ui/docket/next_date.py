"""When the participant comes back: the day the handbook points to, its neighbors, or another."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from drugcourt.casework.hearings.next_dates import NextDates
from drugcourt.domain.dates import counted
from drugcourt.fields import hearings as fields
from drugcourt.ui.kit.buttons import Choice, ChoiceChips
from drugcourt.ui.kit.editors import DayEditor
from drugcourt.ui.kit.labels import Muted
from drugcourt.ui.kit.theme import px

OTHER = "other"
FIRST_DIGIT = 7  # 1 to 6 say how somebody attended
DAYS = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")


def day_words(day: date) -> str:
    """`Tue Dec 1`."""
    return f"{day:%a %b} {day.day}"


class NextDate(QWidget):
    """Chips of suggested days. `value()` is None when no date is given."""

    changed = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dates = NextDates("", None, ())
        self._phase = ""
        self.chips: ChoiceChips | None = None
        self.other = DayEditor(fields.NEXT_ON, today)
        self.other.changed.connect(self._edited)
        self.words = Muted("", small=True)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(px(4))
        self._box.addWidget(self.other)
        self._box.addWidget(self.words)
        self.other.hide()

    def show_dates(self, dates: NextDates, phase: str, chosen: date | None) -> None:
        """Offer these days; a chosen one that is not among them stands as another day."""
        if self.chips is None or dates.days != self._dates.days:
            self._make_chips(dates)
        self._dates, self._phase = dates, phase
        self.set_value(chosen)

    def _make_chips(self, dates: NextDates) -> None:
        if self.chips is not None:
            self._box.removeWidget(self.chips)
            self.chips.hide()
            self.chips.deleteLater()
        days = enumerate(dates.days, start=FIRST_DIGIT)
        choices = [Choice(day, f"{digit} {day_words(day)}") for digit, (day, _) in days]
        choices.append(Choice(OTHER, "Other (D)"))
        self.chips = ChoiceChips(choices, "Next hearing", numbered=False, optional=True)
        self.chips.chosen.connect(self._chosen)
        self._box.insertWidget(0, self.chips)

    def value(self) -> date | None:
        """The day chosen, or None."""
        chosen = self.chips.value() if self.chips is not None else None
        return self.other.value() if chosen == OTHER else chosen

    def problem(self) -> str:
        """Why what was typed is no day, or nothing."""
        typed = self.chips is not None and self.chips.value() == OTHER
        return self.other.problem() if typed else ""

    def set_value(self, day: date | None) -> None:
        """Choose a day without announcing it."""
        if self.chips is None:
            return
        offered = [offer for offer, _ in self._dates.days]
        another = day is not None and day not in offered
        with QSignalBlocker(self.other):
            self.other.set_value(day if another else None)
        self.chips.set_value(OTHER if another else day)
        self._write()

    def best(self) -> date | None:
        """The day the handbook points to."""
        return self._dates.days[0][0] if self._dates.days else None

    def type_other(self) -> None:
        """Take another day by keyboard."""
        if self.chips is not None:
            self.chips.set_value(OTHER)
            self._write()
            self.other.setFocus()
            self.other.line.selectAll()

    def choose(self, place: int) -> None:
        """Choose a suggested day by its place, as if its chip were pressed."""
        if self.chips is not None and place < len(self._dates.days):
            self.chips.press_digit(place + 1)

    def _chosen(self, value: object) -> None:
        self._write()
        if value == OTHER:
            self.other.setFocus()
        self.changed.emit()

    def _edited(self) -> None:
        self._write()
        self.changed.emit()

    def _write(self) -> None:
        self.other.setVisible(self.chips is not None and self.chips.value() == OTHER)
        day = self.value()
        booked = dict(self._dates.days).get(day, None) if day else None
        told = []
        if self._dates.interval:
            told.append(f"{self._dates.interval} in {self._phase}")
        if booked is not None:
            told.append(f"{counted(booked, 'person', 'people')} booked")
        if day in self._dates.full:
            told.append("full")
        if self._dates.instead:
            told.append(self._dates.instead)
        closed = dict(self._dates.closed).get(day) if day else None
        if closed is not None:
            told.append(f"court is closed: {closed}" if closed else "court is closed")
        if day is not None and self._dates.due is not None and day > self._dates.due:
            told.append("later than the handbook asks")
        usual = self._dates.weekday
        if day is not None and booked is None and usual is not None and day.weekday() != usual:
            told.append(f"court usually sits on {DAYS[usual]}")
        self.words.setText(" · ".join(told))
