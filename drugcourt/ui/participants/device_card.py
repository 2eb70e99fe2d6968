"""Within Tests: the devices of a participant, their alerts, and what panels have to look for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from drugcourt.casework.moments import time_text
from drugcourt.casework.specimens import devices, oversight_people
from drugcourt.casework.specimens.devices import AlertRow, DeviceRow
from drugcourt.domain.dates import short
from drugcourt.domain.devices import AlertState
from drugcourt.domain.specimens import Substance
from drugcourt.domain.tone import Tone
from drugcourt.fields import devices as fields
from drugcourt.ui.kit.buttons import Button
from drugcourt.ui.kit.cards import Card
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.flow import FlowLayout
from drugcourt.ui.kit.labels import Muted
from drugcourt.ui.kit.table import Column
from drugcourt.ui.participants.change_button import ChangeButton, Entry
from drugcourt.ui.participants.device_entries import DeviceEntries
from drugcourt.ui.participants.pane import Pane


@dataclass(frozen=True, slots=True)
class Line:
    """A device, or an alert below its device; `spell_id` is the device's either way.

    An alert whose device is not recorded has none.
    `id` tells them apart: `spell` or `alert`, and the number.
    """

    id: tuple[str, int]
    spell_id: int | None
    alert_id: int | None
    word: str
    day: date
    quiet: str
    by: str
    state: AlertState | None
    ended: bool


def _state(row: Line) -> Sequence[tuple[str, Tone]]:
    if row.state is None:
        return [("Off", Tone.PLAIN)] if row.ended else [("In use", Tone.INFO)]
    return [(row.state.label, fields.STATE_TONES[row.state])]


class DeviceCard(Card):
    """Devices with their alerts below them, those in use first."""

    def __init__(self, pane: Pane) -> None:
        self._pane = pane
        self.new = Button("Device…", self.new_device, icon_name="plus")
        self._named: tuple[Substance, ...] = ()
        super().__init__("Devices", actions=(self.new,))
        self.lines = pane.table(
            [
                Column(fields.WORD, strong=True, detail=_quiet, tooltip=_by, stretch=True),
                Column(fields.DAY),
                Column(fields.QUIET, pills=_state),
            ],
            "Devices and alerts",
            empty="No device is recorded.",
        )
        self.alert = Button("Alert…", self.new_alert)
        self.answer = Button("Answer…", self.answer_alert)
        self.end = Button("Off…", self.end_device)
        self.change = ChangeButton(pane, self.lines, self._of_line)
        self.included = Muted("", small=True)
        self.look = Button("Always look for…", self.look_for)
        self.no_longer = Button("No longer…", self.look_no_longer)
        self.add(self.lines, 1)
        acts = FlowLayout()
        for button in (self.alert, self.answer, self.end, self.change):
            acts.addWidget(button)
        self.add(acts)
        self.add(self.included)
        looking = FlowLayout()
        for button in (self.look, self.no_longer):
            looking.addWidget(button)
        self.add(looking)
        self.lines.picked.connect(self.follow)
        self.lines.rows.reloaded.connect(self.follow)

    @property
    def _entries(self) -> DeviceEntries:
        desk = self._pane.desk
        return DeviceEntries(desk.ask, desk.episode_id)

    def refresh(self) -> int:
        """Ask again for devices and for what has to be looked for; returns how many are in use."""
        desk, today = self._pane.desk, self._pane.today
        rows = desk.read(devices.device_rows, today=today)
        lines = [line for row in rows for line in _lines(row, today)]
        alone = desk.read(devices.alerts_alone)
        lines += [_alert(alert, None, ended=True) for alert in alone]
        self.lines.set_rows(lines)
        wanted = desk.read(oversight_people.included, today=today)
        self._named = wanted.named
        named = ", ".join(substance.label for substance in wanted.all)
        self.included.setText(f"Panels have to look for: {named}." if named else "")
        self.included.setVisible(bool(named))
        self.follow()
        return sum(1 for row in rows if row.ended_on is None)

    def follow(self, _row: object = None) -> None:
        """Offer what the chosen line allows."""
        row: Line | None = self.lines.selected_row()
        open_ = not self._pane.closed
        self.new.setEnabled(open_)
        self.look.setEnabled(open_)
        self.no_longer.setEnabled(open_ and bool(self._named))
        self.alert.setEnabled(open_ and row is not None and row.spell_id is not None)
        self.answer.setEnabled(open_ and row is not None and row.alert_id is not None)
        self.end.setEnabled(open_ and row is not None and not row.ended)

    @does(DeviceEntries.device)
    def new_device(self) -> None:
        """Record a device."""
        self._entries.device()

    @does(DeviceEntries.must_include)
    def look_for(self) -> None:
        """Name a substance that the panels have to look for."""
        self._entries.must_include()

    @does(DeviceEntries.no_longer)
    def look_no_longer(self) -> None:
        """Take a substance off the list of those."""
        if self._named:
            self._entries.no_longer(self._named)

    @does(DeviceEntries.alert)
    def new_alert(self) -> None:
        """Record an alert of the chosen device."""
        row: Line | None = self.lines.selected_row()
        if row is not None and row.spell_id is not None:
            self._entries.alert(row.spell_id, row.word)

    @does(DeviceEntries.answer)
    def answer_alert(self) -> None:
        """Answer the chosen alert."""
        row: Line | None = self.lines.selected_row()
        if row is not None and row.alert_id is not None:
            self._entries.answer(row.alert_id, row.word)

    @does(DeviceEntries.end)
    def end_device(self) -> None:
        """The chosen device came off."""
        row: Line | None = self.lines.selected_row()
        if row is not None and row.spell_id is not None:
            self._entries.end(row.spell_id, row.word)

    def _of_line(self, row: Line) -> Entry:
        table, number = row.id
        return f"device_{table}", number, f"{row.word}, {short(row.day, self._pane.today)}"


def _quiet(row: Line) -> str:
    return row.quiet


def _lines(row: DeviceRow, today: date) -> Iterator[Line]:
    ended = row.ended_on is not None
    yield Line(
        ("spell", row.id),
        row.id,
        None,
        row.kind.label,
        row.started_on,
        _told(row, today),
        ""
        if row.counted.done_on is None
        else f"All quiet days by {short(row.counted.done_on, today)}",
        None,
        ended,
    )
    for alert in row.alerts:
        yield _alert(alert, row.id, ended=ended)


def _alert(alert: AlertRow, spell_id: int | None, *, ended: bool) -> Line:
    level = "" if alert.level is None else f", {alert.level:g}"
    device = "device not recorded" if spell_id is None else ""
    return Line(
        ("alert", alert.id),
        spell_id,
        alert.id,
        f"{alert.kind.label}{level}",
        alert.happened_on,
        ", ".join(part for part in (device, time_text(alert.happened_at), alert.text) if part),
        "",
        alert.state,
        ended,
    )


def _told(row: DeviceRow, today: date) -> str:
    counted = row.counted
    of = "" if row.asked_days is None else f" of {row.asked_days}"
    quiet = f"{counted.run}{of} quiet days"
    return quiet if row.ended_on is None else f"Until {short(row.ended_on, today)}, {quiet}"


def _by(row: Line) -> str:
    """When the days asked for will be full, if nothing happens."""
    return row.by
