"""What narrows the list of participants: the view, choices with counts, words; each removable."""

from __future__ import annotations

import json
from collections.abc import MutableMapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from drugcourt.casework.participants.roster import (
    NO_MANAGER,
    Ready,
    RosterChoices,
    RosterFilter,
    View,
)
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.ui.kit.buttons import Button, Chip, Choice, ChoiceChips, Look
from drugcourt.ui.kit.editors import CleanLine
from drugcourt.ui.kit.flow import FlowLayout
from drugcourt.ui.kit.labels import Muted
from drugcourt.ui.kit.signals import weakly
from drugcourt.ui.kit.theme import px

KEPT = "participants.filter"  # this computer keeps it; typed words are people's names and are not


class _Select(QComboBox):
    """A list of choices that stays on its title: each choice taken becomes a chip below."""

    taken = Signal(object)

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self._values: list[Any] = []
        self.setAccessibleName(title)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMaxVisibleItems(16)
        self.activated.connect(self._activated)

    def offer(self, choices: list[tuple[Any, str]]) -> None:
        """Replace the choices; without any there is nothing to choose."""
        with QSignalBlocker(self):
            self.clear()
            self.addItem(self._title)
            self._values = [value for value, _ in choices]
            self.addItems([words for _, words in choices])
            self.setCurrentIndex(0)
        self.setEnabled(bool(choices))

    def _activated(self, place: int) -> None:
        self.setCurrentIndex(0)
        if place > 0:
            self.taken.emit(self._values[place - 1])


class FilterBar(QWidget):
    """The filter as it stands. `changed` fires when the list has to be asked again."""

    changed = Signal()

    def __init__(self, layouts: MutableMapping[str, str]) -> None:
        super().__init__()
        self._layouts = layouts
        self.wanted = _restored(layouts)
        self._words: dict[str, str] = {}
        self.view = ChoiceChips([Choice(v, v.label) for v in View], "Show", numbered=False)
        self.view.set_value(self.wanted.view)
        self.view.chosen.connect(self._view_chosen)
        self.text = CleanLine(80)
        self.text.setPlaceholderText("Name, number, case or birth date")
        self.text.setAccessibleName("Narrow the list by words")
        self.text.setClearButtonEnabled(True)
        self.text.setMinimumWidth(px(220))
        self.text.textChanged.connect(self._typed)
        self.status, self.phase = _Select("Status"), _Select("Phase")
        self.manager, self.ready = _Select("Case manager"), _Select("Readiness")
        self.status.taken.connect(self._add_status)
        self.phase.taken.connect(self._add_phase)
        self.manager.taken.connect(self._add_manager)
        self.ready.taken.connect(self._set_ready)
        self.count = Muted("", wrap=False)
        self._lay_out()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(90)
        self._pause.timeout.connect(self._take_text)

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(px(8))
        first.addWidget(self.view, 1)
        first.addWidget(self.text)
        second = QHBoxLayout()
        second.setSpacing(px(8))
        for select in (self.status, self.phase, self.manager, self.ready):
            second.addWidget(select)
        self.taken = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.taken.setSizePolicy(policy)
        self._flow = FlowLayout(self.taken)
        second.addWidget(self.taken, 1)
        second.addWidget(self.count)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(10))
        box.addLayout(first)
        box.addLayout(second)

    def offer(self, choices: RosterChoices) -> None:
        """Show what can be chosen now, each with its count."""
        for chip, (view, count) in zip(self.view.chips, choices.views, strict=True):
            chip.setText(f"{view.label}  {count:,}")
            chip.updateGeometry()
        self.view.layout().invalidate()
        self.status.offer([(s, f"{s.label} ({n:,})") for s, n in choices.statuses])
        self.phase.offer([(key, f"{words} ({n:,})") for key, words, n in choices.phases])
        self.manager.offer(
            [(name, f"{_manager(name)} ({n:,})") for name, n in choices.case_managers]
        )
        self.ready.offer([(ready, ready.label) for ready in Ready])
        self._words = {key: words for key, words, _ in choices.phases}
        self._show_taken()

    def clear(self) -> None:
        """Take every narrowing away; the view stays."""
        with QSignalBlocker(self.text):
            self.text.clear()
        self._set(RosterFilter(view=self.wanted.view))

    def set_view(self, view: View) -> None:
        """Show another part of the court."""
        self.view.set_value(view)
        self._view_chosen(view)

    def _view_chosen(self, view: Any) -> None:
        self._set(RosterFilter(view=view, text=self.wanted.text))

    def _typed(self, _text: str) -> None:
        self._pause.start()

    def _take_text(self) -> None:
        self._set(replace(self.wanted, text=self.text.text().strip()))

    def _add_status(self, status: Any) -> None:
        self._set(replace(self.wanted, statuses=self.wanted.statuses | {status}))

    def _add_phase(self, phase: Any) -> None:
        self._set(replace(self.wanted, phases=self.wanted.phases | {phase}))

    def _add_manager(self, name: Any) -> None:
        self._set(replace(self.wanted, case_managers=self.wanted.case_managers | {name}))

    def _set_ready(self, ready: Any) -> None:
        self._set(replace(self.wanted, ready=ready))

    def _set(self, wanted: RosterFilter) -> None:
        if wanted != self.wanted:
            self.wanted = wanted
            self._layouts[KEPT] = _kept(wanted)
            self._show_taken()
            self.changed.emit()

    # What is taken ----------------------------------------------------------------------------

    def _show_taken(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        lines = self._taken_now()
        for words, without in lines:
            chip = Chip(f"{words}  ×", parent=self.taken)
            chip.setAccessibleName(f"Remove the filter {words}")
            chip.setToolTip("Remove this filter")
            chip.setCheckable(True)
            chip.setChecked(True)
            chip.clicked.connect(weakly(self._set, without))
            self._flow.addWidget(chip)
            chip.show()
        if lines or self.wanted.text:
            clear = Button("Clear all", self.clear, Look.QUIET, parent=self.taken)
            self._flow.addWidget(clear)
            clear.show()
        self.taken.updateGeometry()

    def _taken_now(self) -> list[tuple[str, RosterFilter]]:
        """Each narrowing with the filter that stands without it."""
        wanted = self.wanted
        found = [
            (s.label, replace(wanted, statuses=wanted.statuses - {s}))
            for s in EpisodeStatus
            if s in wanted.statuses
        ]
        found += [
            (self._words.get(p, p), replace(wanted, phases=wanted.phases - {p}))
            for p in sorted(wanted.phases)
        ]
        found += [
            (_manager(n), replace(wanted, case_managers=wanted.case_managers - {n}))
            for n in sorted(wanted.case_managers)
        ]
        if wanted.ready is not None:
            found.append((wanted.ready.label, replace(wanted, ready=None)))
        return found


def _manager(name: str) -> str:
    return "No case manager" if name == NO_MANAGER else name


def _kept(wanted: RosterFilter) -> str:
    return json.dumps(
        {
            "view": wanted.view,
            "statuses": sorted(wanted.statuses),
            "phases": sorted(wanted.phases),
            "ready": wanted.ready,
        }
    )


def _restored(layouts: MutableMapping[str, str]) -> RosterFilter:
    """The filter of last time; what cannot be read any more is as good as none."""
    try:
        kept = json.loads(layouts.get(KEPT, "{}"))
        return RosterFilter(
            view=View(kept.get("view", View.OPEN)),
            statuses=frozenset(EpisodeStatus(s) for s in kept.get("statuses", ())),
            phases=frozenset(str(p) for p in kept.get("phases", ())),
            ready=Ready(kept["ready"]) if kept.get("ready") else None,
        )
    except (ValueError, TypeError, AttributeError):
        return RosterFilter()
