"""What may be entered of supervision, each by its dialog: from the lists and from the file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from drugcourt.casework.readiness.attention_policy import attention_policy
from drugcourt.casework.supervision import (
    checks,
    conduct,
    contacts,
    custody,
    imposed,
    permission_requests,
    service_orders,
)
from drugcourt.domain.cases import ChargeLevel
from drugcourt.domain.conduct import LegalEventKind
from drugcourt.domain.custody import CustodyReason
from drugcourt.domain.permission_requests import PermissionAnswer
from drugcourt.domain.supervision import ContactMode, ContactWith
from drugcourt.domain.tone import YesNo
from drugcourt.fields import conditions as condition_fields
from drugcourt.fields import conduct as conduct_fields
from drugcourt.fields import custody as custody_fields
from drugcourt.fields import permission_requests as request_fields
from drugcourt.fields import service as service_fields
from drugcourt.fields import supervision as contact_fields
from drugcourt.fields.field import Field, Kind
from drugcourt.ui.asking import Asking
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.suggest import Result
from drugcourt.ui.people_search import PeopleSearch

WHO = Field("episode_id", "Participant", Kind.PERSON, required=True)


@dataclass(frozen=True, slots=True)
class Supervising:
    """The dialogs of supervision. Without an `episode_id` a new entry first asks for whom it is;
    `about` stands filled in there.
    """

    ask: Asking
    episode_id: int | None = None
    about: Result | None = None

    def _new(
        self,
        title: str,
        fields: tuple[Field, ...],
        act: Callable[..., Any],
        said: str,
        values: Mapping[str, Any],
        detail: str = "",
        draft: str = "",
    ) -> EditDialog:
        """A new entry for the participant of the file, or for whoever is named first.

        What is typed in a file is kept under `draft`, so that a crash loses nothing.
        """
        known = self.episode_id

        def perform(given: dict[str, Any]) -> object:
            if "reached" in given:  # a contact is made unless somebody says that it was not
                given["reached"] = given["reached"] is not False
            return self.ask.perform(act, **({"episode_id": known} if known else {}), **given)

        return self.ask.open(
            title,
            fields if known else (WHO, *fields),
            perform,
            said=said,
            values={WHO.key: self.about, **values},
            detail=detail,
            columns=2,
            draft=f"{draft}:{known}" if draft and known else "",
            search=PeopleSearch(self.ask.shell.workspace, candidates=False),
        )

    # New entries ------------------------------------------------------------------------------

    @does(contacts.record_contact)
    def contact(self) -> EditDialog:
        """Record one contact."""
        return self._new(
            "New contact",
            contact_fields.CONTACT,
            contacts.record_contact,
            "The contact is recorded.",
            {
                "contacted_on": self.ask.today,
                "mode": ContactMode.OFFICE,
                "person": ContactWith.CASE_MANAGER,
                "reached": True,
                "by": self.ask.shell.workspace.who,
            },
            draft="contact",
        )

    @does(imposed.impose)
    def impose(self) -> EditDialog:
        """Impose a condition."""
        return self._new(
            "New condition",
            condition_fields.IMPOSED_HERE if self.episode_id else condition_fields.IMPOSED,
            imposed.impose,
            "The condition is recorded.",
            {"started_on": self.ask.today, "ordered_on": self.ask.today},
            detail="A curfew has its hours; a new curfew ends the one before it that day.",
        )

    @does(permission_requests.ask_permission)
    def permission(self) -> EditDialog:
        """Take down a request for leave."""
        return self._new(
            "New request",
            request_fields.ASK,
            permission_requests.ask_permission,
            "The request is taken down; it waits for an answer.",
            {"asked_on": self.ask.today},
        )

    @does(custody.book)
    def book(self) -> EditDialog:
        """Somebody was taken into custody."""
        return self._new(
            "Booked into custody",
            custody_fields.BOOK,
            custody.book,
            "The stay in custody is recorded.",
            {
                "on": self.ask.today,
                "reason": CustodyReason.NEW_ARREST,
                "medication_told": YesNo.UNKNOWN,
            },
            detail="The status becomes “In custody” on that day.",
        )

    @does(conduct.record_legal_event)
    def arrest(self) -> EditDialog:
        """Somebody was arrested or charged anew."""
        fields = tuple(f for f in conduct_fields.LEGAL_EVENT if f.key != "program_case")
        return self._new(
            "New arrest or charge",
            fields,
            conduct.record_legal_event,
            "It is recorded; the team has not heard of it yet.",
            {
                "kind": LegalEventKind.ARREST,
                "happened_on": self.ask.today,
                "level": ChargeLevel.UNKNOWN,
                "drug_related": YesNo.UNKNOWN,
            },
        )

    @does(service_orders.order_service)
    def order(self) -> EditDialog:
        """Order community service."""
        return self._new(
            "Order community service",
            service_fields.ORDER,
            service_orders.order_service,
            "The order is recorded.",
            {"ordered_on": self.ask.today},
            detail="Hours that a sanction asks for are on this list without being ordered again.",
        )

    # What stands already ----------------------------------------------------------------------

    @does(imposed.end_imposed)
    def end_condition(self, imposed_id: int, words: str) -> EditDialog:
        """A condition holds no more."""

        def act(given: dict[str, Any]) -> object:
            return self.ask.perform(imposed.end_imposed, imposed_id=imposed_id, **given)

        return self.ask.open(
            "End a condition",
            condition_fields.END_IMPOSED,
            act,
            said="The end is recorded.",
            values={"ended_on": self.ask.today},
            detail=words,
        )

    @does(checks.record_check)
    def check(self, imposed_id: int, words: str) -> EditDialog:
        """Somebody looked whether a condition is kept."""

        def act(given: dict[str, Any]) -> object:
            return self.ask.perform(checks.record_check, imposed_id=imposed_id, **given)

        return self.ask.open(
            "Check of a condition",
            condition_fields.CHECK,
            act,
            said="The check is recorded.",
            values={"checked_on": self.ask.today, "by": self.ask.shell.workspace.who},
            detail=f"{words}. What was not kept counts as an infraction.",
            columns=2,
        )

    @does(permission_requests.answer_permission)
    def answer(self, request_id: int, words: str, answer: PermissionAnswer | None) -> EditDialog:
        """Answer a request for leave; `answer` stands chosen already."""

        def act(given: dict[str, Any]) -> object:
            return self.ask.perform(
                permission_requests.answer_permission, request_id=request_id, **given
            )

        return self.ask.open(
            "Answer a request",
            request_fields.ANSWER,
            act,
            said="The answer is recorded.",
            values={
                "answer": answer,
                "answered_on": self.ask.today,
                "answered_by": self.ask.shell.workspace.who,
            },
            detail=words,
            columns=2,
        )

    @does(custody.log_stay)
    def log(self, span_id: int, words: str, values: Mapping[str, Any]) -> EditDialog:
        """Say more of a stay in custody."""

        def act(given: dict[str, Any]) -> object:
            return self.ask.perform(custody.log_stay, span_id=span_id, **given)

        return self.ask.open(
            "Stay in custody",
            custody_fields.LOG,
            act,
            said="The log is up to date.",
            values=values,
            detail=words,
            columns=2,
        )

    @does(custody.release)
    def release(self, span_id: int, words: str) -> EditDialog:
        """Somebody came out of custody."""

        def act(given: dict[str, Any]) -> object:
            return self.ask.perform(custody.release, span_id=span_id, **given)

        days = attention_policy().release_watch_days

        return self.ask.open(
            "Released from custody",
            custody_fields.RELEASE,
            act,
            said=f"The release is recorded. The next {days} days are the most dangerous ones.",
            values={"on": self.ask.today},
            detail=f"{words}. The status becomes “Active” on that day.",
        )

    @does(conduct.tell_team)
    def tell(self, event_id: int, words: str) -> EditDialog:
        """The team heard of an arrest."""

        def act(given: dict[str, Any]) -> object:
            return self.ask.perform(conduct.tell_team, event_id=event_id, **given)

        return self.ask.open(
            "The team has heard",
            conduct_fields.TELL,
            act,
            said="It is recorded that the team has heard.",
            values={"told_on": self.ask.today},
            detail=words,
        )

    @does(service_orders.close_service_order)
    def close_order(self, order_id: int, words: str) -> EditDialog:
        """Nothing more is asked of an order."""

        def act(given: dict[str, Any]) -> object:
            return self.ask.perform(service_orders.close_service_order, order_id=order_id, **given)

        return self.ask.open(
            "Close an order",
            service_fields.CLOSE,
            act,
            said="The order is closed.",
            values={"closed_on": self.ask.today},
            detail=words,
        )
