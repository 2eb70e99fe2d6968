"""What may be entered of conduct, service, conditions and points, each by its dialog."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from drugcourt.casework.responses import points
from drugcourt.casework.supervision import conditions, conduct, service
from drugcourt.domain.cases import ChargeLevel
from drugcourt.domain.tone import Tone
from drugcourt.fields import conditions as condition_fields
from drugcourt.fields import conduct as conduct_fields
from drugcourt.fields import points as point_fields
from drugcourt.fields import service as service_fields
from drugcourt.ui.asking import Asking
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.kit.doing import does


@dataclass(frozen=True, slots=True)
class ConductEntries:
    """The dialogs on what happened and what holds for one episode."""

    ask: Asking
    episode_id: int

    def _perform(self, act: Callable[..., Any], **wanted: Any) -> Any:
        return self.ask.perform(act, episode_id=self.episode_id, **wanted)

    def _asked(self, question: Callable[..., Any]) -> Any:
        return self.ask.shell.workspace.read(question, episode_id=self.episode_id)

    @does(conduct.record_legal_event)
    def legal_event(self) -> EditDialog:
        """Record an offence, arrest, charge, conviction or warrant."""

        def act(given: dict[str, Any]) -> object:
            given["program_case"] = bool(given["program_case"])
            return self._perform(conduct.record_legal_event, **given)

        return self.ask.open(
            "New legal event",
            conduct_fields.LEGAL_EVENT,
            act,
            said="The legal event is recorded.",
            values={
                "happened_on": self.ask.today,
                "level": ChargeLevel.UNKNOWN,
                "program_case": False,
            },
            columns=2,
        )

    @does(conduct.end_legal_event)
    def end_legal_event(self, event_id: int, words: str) -> EditDialog:
        """A charge was settled, or a warrant served or recalled."""

        def act(given: dict[str, Any]) -> object:
            return self.ask.perform(conduct.end_legal_event, event_id=event_id, **given)

        return self.ask.open(
            "Charge or warrant ended",
            conduct_fields.END,
            act,
            said="The day is recorded.",
            values={"ended_on": self.ask.today},
            detail=words,
        )

    @does(conduct.record_infraction)
    def infraction(self) -> EditDialog:
        """Record a breach of a rule."""

        def act(given: dict[str, Any]) -> object:
            return self._perform(conduct.record_infraction, **given)

        return self.ask.open(
            "New infraction",
            conduct_fields.INFRACTION,
            act,
            said="The infraction is recorded.",
            values={"happened_on": self.ask.today, "by": self.ask.shell.workspace.who},
            detail="Missed tests, sessions and hearings have entries of their own.",
        )

    @does(service.record_service)
    def service(self) -> EditDialog:
        """Record community service of one day."""

        def act(given: dict[str, Any]) -> object:
            for name in ("approved", "sanction"):
                given[name] = bool(given[name])
            return self._perform(service.record_service, **given)

        return self.ask.open(
            "Community service",
            service_fields.SERVICE,
            act,
            said="The hours are recorded.",
            values={"served_on": self.ask.today, "approved": True, "sanction": False},
            columns=2,
        )

    @does(conditions.begin_condition)
    def condition(self) -> EditDialog:
        """Record that something holds from a day on."""
        fields = condition_fields.condition(self._asked(conditions.conditions_asked))

        def act(given: dict[str, Any]) -> object:
            given["key"] = str(given["key"])
            for name in ("approved", "efforts"):
                given[name] = bool(given[name])
            return self._perform(conditions.begin_condition, **given)

        return self.ask.open(
            "New condition",
            fields,
            act,
            said="The condition is recorded.",
            values={"started_on": self.ask.today, "approved": False, "efforts": False},
            detail="Housing, a sponsor, a licence: what held under the same name ends that day.",
            columns=2,
        )

    @does(conditions.end_condition)
    def end_condition(self, condition_id: int, words: str) -> EditDialog:
        """Something does not hold any more."""

        def act(given: dict[str, Any]) -> object:
            return self.ask.perform(conditions.end_condition, condition_id=condition_id, **given)

        return self.ask.open(
            "End a condition",
            condition_fields.END,
            act,
            said="The condition has ended.",
            values={"ended_on": self.ask.today},
            detail=words,
        )

    @does(conditions.approve_condition)
    def approve(self, condition_id: int) -> None:
        """The court approved of a condition; nothing more has to be said."""
        self.ask.perform(conditions.approve_condition, condition_id=condition_id)
        self.ask.shell.say("The court's approval is recorded.", Tone.GOOD)

    @does(conditions.check_item)
    def check(self, item_id: int) -> None:
        """Something handed in was looked through; nothing more has to be said."""
        self.ask.perform(conditions.check_item, item_id=item_id)
        self.ask.shell.say("It is recorded as looked through.", Tone.GOOD)

    @does(conditions.hand_in)
    def item(self) -> EditDialog:
        """Record something that was handed in."""
        fields = condition_fields.item(self._asked(conditions.items_asked))

        def act(given: dict[str, Any]) -> object:
            given["key"], given["checked"] = str(given["key"]), bool(given["checked"])
            return self._perform(conditions.hand_in, **given)

        return self.ask.open(
            "Handed in",
            fields,
            act,
            said="It is recorded as handed in.",
            values={"handed_in_on": self.ask.today, "checked": False},
        )

    @does(points.give_points)
    def points(self) -> EditDialog:
        """Give points or demerits."""

        def act(given: dict[str, Any]) -> object:
            return self._perform(points.give_points, **given)

        return self.ask.open(
            "Points",
            point_fields.POINTS,
            act,
            said="The points are recorded.",
            values={"given_on": self.ask.today},
        )
