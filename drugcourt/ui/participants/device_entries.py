"""What may be entered of a participant's devices and of what the panels have to look for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from drugcourt.casework.moments import moment_at
from drugcourt.casework.specimens import devices, oversight_people
from drugcourt.domain.specimens import Substance
from drugcourt.fields import devices as fields
from drugcourt.fields.choices import closed_list
from drugcourt.fields.devices import AlertAnswer
from drugcourt.ui.asking import Asking
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.kit.doing import does


@dataclass(frozen=True, slots=True)
class DeviceEntries:
    """The dialogs on the devices of one episode."""

    ask: Asking
    episode_id: int

    @does(devices.start_device)
    def device(self) -> EditDialog:
        """A device was put on or installed."""

        def act(given: dict[str, Any]) -> object:
            return self.ask.perform(devices.start_device, episode_id=self.episode_id, **given)

        return self.ask.open(
            "New device",
            fields.DEVICE,
            act,
            said="The device is recorded.",
            values={"started_on": self.ask.today},
            columns=2,
        )

    @does(devices.end_device)
    def end(self, spell_id: int, words: str) -> EditDialog:
        """The device came off."""

        def act(given: dict[str, Any]) -> object:
            return self.ask.perform(devices.end_device, spell_id=spell_id, **given)

        return self.ask.open(
            "Device taken off",
            fields.END,
            act,
            said="The day is recorded.",
            values={"ended_on": self.ask.today},
            detail=words,
        )

    @does(devices.record_alert)
    def alert(self, spell_id: int, words: str) -> EditDialog:
        """The device reported something."""

        def act(given: dict[str, Any]) -> object:
            at = moment_at("time", given["happened_on"], given.pop("time"))
            return self.ask.perform(
                devices.record_alert, spell_id=spell_id, happened_at=at, **given
            )

        return self.ask.open(
            "Alert of a device",
            fields.ALERT,
            act,
            said="The alert is recorded; it counts once somebody has confirmed it.",
            values={"happened_on": self.ask.today},
            detail=words,
        )

    @does(devices.answer_alert)
    def answer(self, alert_id: int, words: str) -> EditDialog:
        """Somebody looked at the alert."""

        def act(given: dict[str, Any]) -> object:
            confirmed = given["answer"] is AlertAnswer.CONFIRMED
            return self.ask.perform(
                devices.answer_alert,
                alert_id=alert_id,
                confirmed=confirmed,
                reason=given["reason"],
            )

        return self.ask.open(
            "Answer the alert",
            fields.ANSWER,
            act,
            said="The answer is recorded; the sober date follows.",
            detail=words,
        )

    @does(oversight_people.must_include)
    def must_include(self) -> EditDialog:
        """A substance that the panels have to look for."""

        def act(given: dict[str, Any]) -> object:
            return self.ask.perform(
                oversight_people.must_include, episode_id=self.episode_id, **given
            )

        return self.ask.open(
            "Always look for",
            fields.MUST_INCLUDE,
            act,
            said="The oversight says when it was not looked for lately.",
        )

    @does(oversight_people.no_longer_include)
    def no_longer(self, named: Sequence[Substance]) -> EditDialog:
        """A substance of the list that need not be looked for any more."""
        pairs = [(one.value, one.label) for one in named]
        which = replace(fields.MUST_INCLUDE[0], choices=closed_list("Named", pairs))

        def act(given: dict[str, Any]) -> object:
            return self.ask.perform(
                oversight_people.no_longer_include,
                episode_id=self.episode_id,
                substance=Substance(str(given["substance"])),
                reason=given["reason"],
            )

        return self.ask.open(
            "No longer look for",
            (which, fields.NO_LONGER),
            act,
            said="It is off the list from today on.",
            values={"substance": next(iter(which.choices or ()), None)},
        )
