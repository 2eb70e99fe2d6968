"""What may be ordered for one participant alone, each by its dialog."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from drugcourt.casework import orders, phases
from drugcourt.fields import orders as fields
from drugcourt.ui.asking import Asking
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.kit.doing import does


@dataclass(frozen=True, slots=True)
class OrderEntries:
    """The dialogs that order something for one episode."""

    ask: Asking
    episode_id: int

    def _perform(self, act: Callable[..., Any], **wanted: Any) -> Any:
        return self.ask.perform(act, episode_id=self.episode_id, **wanted)

    def _asked(self, question: Callable[..., Any]) -> Any:
        return self.ask.shell.workspace.read(question, episode_id=self.episode_id)

    @does(orders.override)
    def override(self) -> EditDialog:
        """Set one number of the program for this participant."""
        asked = fields.override(self._asked(orders.numbers_open))

        def act(given: dict[str, Any]) -> object:
            requirement, field = str(given.pop("number")).rsplit("|", 1)
            return self._perform(orders.override, requirement=requirement, field=field, **given)

        return self.ask.open(
            "Another number for this participant",
            asked,
            act,
            said="The number is set for this participant.",
            values={"on": self.ask.today},
            detail="The findings say from now on that it was ordered, by whom and why.",
        )

    @does(orders.extend)
    def extension(self) -> EditDialog:
        """Order more time in a phase."""
        asked = fields.extension(self._asked(phases.phases_of))

        def act(given: dict[str, Any]) -> object:
            given["phase"] = str(given["phase"])
            return self._perform(orders.extend, **given)

        return self.ask.open(
            "More time in a phase",
            asked,
            act,
            said="The phase is longer for this participant.",
            values={"on": self.ask.today},
        )

    @does(orders.find_ability)
    def ability(self) -> EditDialog:
        """Record a finding on ability to pay."""

        def act(given: dict[str, Any]) -> object:
            return self._perform(orders.find_ability, **given)

        return self.ask.open(
            "Ability to pay",
            fields.ABILITY,
            act,
            said="The finding is recorded.",
            values={"started_on": self.ask.today},
            detail="An earlier finding about the same debt ends that day.",
        )

    @does(orders.end_ability)
    def end_ability(self, finding_id: int, words: str) -> EditDialog:
        """A finding on ability to pay holds no more."""

        def act(given: dict[str, Any]) -> object:
            return self.ask.perform(orders.end_ability, finding_id=finding_id, **given)

        return self.ask.open(
            "End a finding",
            fields.END_ABILITY,
            act,
            said="The finding has ended.",
            values={"ended_on": self.ask.today},
            detail=words,
        )
