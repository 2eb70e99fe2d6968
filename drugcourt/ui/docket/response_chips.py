"""Which responses this hearing gives: three families apart, removable until they are recorded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from drugcourt.casework.hearings.file import GivenResponse
from drugcourt.casework.responses.responses import NewResponse
from drugcourt.domain.dates import counted, short
from drugcourt.domain.responses import GoalClass, Heard, Magnitude, ResponseFamily
from drugcourt.domain.tone import Tone
from drugcourt.fields.hearings import FAMILY_TONES
from drugcourt.ui.kit.buttons import Chip
from drugcourt.ui.kit.flow import FlowLayout
from drugcourt.ui.kit.labels import Pill
from drugcourt.ui.kit.signals import weakly

SHORT_FAMILY = {
    ResponseFamily.INCENTIVE: "Incentive",
    ResponseFamily.SANCTION: "Sanction",
    ResponseFamily.SERVICE_ADJUSTMENT: "Adjustment",
}


def response_words(response: NewResponse | GivenResponse, as_of: date) -> str:
    """`Sanction: community service, 2 days jail, by Dec 8`."""
    told = [f"{SHORT_FAMILY[response.family]}: {response.title}"]
    if response.jail_days:
        told.append(f"{counted(response.jail_days, 'day')} jail")
    if response.due_on is not None:
        told.append(f"by {short(response.due_on, as_of)}")
    return ", ".join(told)


class ResponseChips(QWidget):
    """What this hearing gave already, then what it is about to give; a press removes the latter."""

    changed = Signal()
    add_wanted = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._given: tuple[GivenResponse, ...] = ()
        self._new: list[NewResponse] = []
        self.setAccessibleName("Responses")
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._lines: QWidget | None = None
        self.chips: list[Chip] = []
        self._write()

    def show_given(self, given: Sequence[GivenResponse], new: Sequence[NewResponse] = ()) -> None:
        """Begin with what is recorded and what a draft held."""
        if (tuple(given), list(new)) != (self._given, self._new):
            self._given, self._new = tuple(given), list(new)
            self._write()

    def new(self) -> tuple[NewResponse, ...]:
        """What is about to be given."""
        return tuple(self._new)

    def add_response(self, response: NewResponse) -> None:
        """One more to give."""
        self._new.append(response)
        self._write()
        self.changed.emit()

    def _remove(self, place: int) -> None:
        del self._new[place]
        self._write()
        self.changed.emit()

    def _write(self) -> None:
        if self._lines is not None:
            self._box.removeWidget(self._lines)
            self._lines.hide()
            self._lines.deleteLater()
        self._lines = QWidget()
        flow = FlowLayout(self._lines)
        self.chips = []
        for family in ResponseFamily:
            self._write_family(flow, family)
        adding = Chip("+ Add (R)", Tone.PLAIN)
        adding.setAccessibleName("Add a response")
        adding.clicked.connect(self.add_wanted)
        flow.addWidget(adding)
        self._box.addWidget(self._lines)

    def _write_family(self, flow: FlowLayout, family: ResponseFamily) -> None:
        tone = FAMILY_TONES[family]
        for given in self._given:
            if given.family is family:
                flow.addWidget(Pill(response_words(given, self._today), tone))
        for place, response in enumerate(self._new):
            if response.family is family:
                words = response_words(response, self._today)
                chip = Chip(f"{words}  ×", tone)
                chip.setCheckable(True)
                chip.setChecked(True)
                chip.setAccessibleName(f"{words}. Press to remove.")
                chip.setToolTip("Press to remove; it is not recorded yet")
                chip.clicked.connect(weakly(self._remove, place))
                flow.addWidget(chip)
                self.chips.append(chip)

    def kept(self) -> list[dict[str, Any]]:
        """Plain data for a draft."""
        return [
            {name: _plain(getattr(response, name)) for name in NewResponse.__slots__}
            for response in self._new
        ]


def restored(kept: Sequence[dict[str, Any]]) -> list[NewResponse]:
    """The responses of a draft; one of an earlier version lacks what was not asked then."""
    return [
        NewResponse(**{name: _READ.get(name, _same)(value) for name, value in line.items()})
        for line in kept
    ]


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [list(pair) for pair in value]
    return str(value) if isinstance(value, str) else value


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if value else None


def _pairs(value: Any) -> tuple[tuple[str, str], ...]:
    return tuple((str(family), str(title)) for family, title in value)


def _goal(value: Any) -> GoalClass | None:
    return GoalClass(value) if value else None


def _same(value: Any) -> Any:
    return value


_DAYS = ("behavior_on", "due_on", "hearing_on", "jail_from", "jail_until")
_READ: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(_DAYS, _day),
    "family": ResponseFamily,
    "magnitude": Magnitude,
    "heard": Heard,
    "goal": _goal,
    "suggested": _pairs,
}
