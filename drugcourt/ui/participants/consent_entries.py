"""What is done about a participant's consents and about demands for records, each by its dialog."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from drugcourt.casework.disclosures import consents, forms, legal_process
from drugcourt.domain.disclosures import ConsentKind, OrderSection, ProcessKind
from drugcourt.exchange.disclosure_policy import disclosure_policy, paper_rule
from drugcourt.fields import disclosures as fields
from drugcourt.reports.catalog import REPORTS
from drugcourt.ui.asking import Asking
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.kit.doing import does

_SEPARATE = {
    ConsentKind.CRIMINAL_JUSTICE: "For the court, counsel and supervision, as a condition of the "
    "program. It may be revoked only from the day or event it states.",
    ConsentKind.TREATMENT: "For treatment, payment and operations, now and later.",
    ConsentKind.PROCEEDINGS: "For use against the participant in one proceeding. It stands alone.",
    ConsentKind.COUNSELLING: "For counselling notes and for nothing else.",
}


@dataclass(frozen=True, slots=True)
class ConsentEntries:
    """The dialogs about consents and demands of one episode."""

    ask: Asking
    episode_id: int

    def _perform(self, act: Callable[..., Any], **wanted: Any) -> Any:
        return self.ask.perform(act, **wanted)

    def _asked(self, question: Callable[..., Any], **wanted: Any) -> Any:
        return self.ask.shell.workspace.read(question, **wanted)

    @does(consents.add_consent)
    def consent(self, kind: ConsentKind) -> EditDialog:
        """Record a consent of this kind, with what the court's form says at first."""
        values = self._asked(
            forms.consent_form, episode_id=self.episode_id, kind=kind, today=self.ask.today
        )

        def act(given: dict[str, Any]) -> object:
            return self._perform(
                consents.add_consent, episode_id=self.episode_id, kind=kind, **_plain(given)
            )

        return self._open(f"Consent: {kind.label}", kind, act, values)

    @does(consents.change_draft)
    def draft(self, consent_id: int, kind: ConsentKind) -> EditDialog:
        """Fill in a draft, or sign it."""
        values = self._asked(forms.draft_values, consent_id=consent_id)

        def act(given: dict[str, Any]) -> object:
            return self._perform(consents.change_draft, consent_id=consent_id, **_plain(given))

        return self._open(f"Draft: {kind.label}", kind, act, values)

    def _open(
        self,
        title: str,
        kind: ConsentKind,
        act: Callable[[dict[str, Any]], object],
        values: dict[str, Any],
    ) -> EditDialog:
        return self.ask.open(
            title,
            fields.consent(kind),
            act,
            said="The consent is recorded.",
            values=values,
            detail=_SEPARATE[kind],
            columns=2,
        )

    @does(consents.withdraw_draft)
    def withdraw(self, consent_id: int) -> EditDialog:
        """Take a draft back."""

        def act(_given: dict[str, Any]) -> object:
            return self._perform(consents.withdraw_draft, consent_id=consent_id)

        return self.ask.open(
            "Take the draft back",
            (),
            act,
            said="The draft is taken back.",
            detail="It was never signed; the history keeps it.",
            confirm="Take back",
        )

    @does(consents.revoke_consent)
    def revoke(self, consent_id: int) -> EditDialog:
        """Revoke a consent, or say why it may not be revoked yet."""
        may = self._asked(consents.revocability_of, consent_id=consent_id, today=self.ask.today)

        def act(given: dict[str, Any]) -> object:
            given["although"] = bool(given.get("although"))
            return self._perform(consents.revoke_consent, consent_id=consent_id, **given)

        return self.ask.open(
            "Revoke the consent",
            fields.REVOKE[:2] if may.now else fields.REVOKE,
            act,
            said="The consent is revoked.",
            values={"revoked_on": self.ask.today, "although": False},
            detail=may.text,
            confirm="Revoke",
            danger=True,
        )

    @does(consents.ask_to_revoke)
    def asked_to_revoke(self, consent_id: int) -> EditDialog:
        """Note that the participant asked to revoke it."""

        def act(given: dict[str, Any]) -> object:
            return self._perform(consents.ask_to_revoke, consent_id=consent_id, **given)

        return self.ask.open(
            "Participant asked to revoke",
            fields.ASKED,
            act,
            said="It is noted that the participant asked to revoke the consent.",
            values={"asked_on": self.ask.today},
            detail="The consent stays in force until the day or event it states.",
        )

    @does(consents.note_event)
    def event(self, consent_id: int) -> EditDialog:
        """The event with which it ends has come."""

        def act(given: dict[str, Any]) -> object:
            return self._perform(consents.note_event, consent_id=consent_id, **given)

        return self.ask.open(
            "The event came",
            fields.EVENT,
            act,
            said="The consent has ended.",
            values={"ended_on": self.ask.today},
        )

    # Demands ----------------------------------------------------------------------------------

    @does(legal_process.receive_process)
    def process(self) -> EditDialog:
        """A subpoena, or another demand, was received."""

        def act(given: dict[str, Any]) -> object:
            return self._perform(legal_process.receive_process, episode_id=self.episode_id, **given)

        return self.ask.open(
            "A demand for records",
            fields.PROCESS,
            act,
            said="The demand is recorded. Nothing leaves by it alone.",
            values={"kind": ProcessKind.SUBPOENA, "received_on": self.ask.today},
            detail=disclosure_policy().subpoena,
            columns=2,
        )

    @does(legal_process.enter_order)
    def order(self, process_id: int) -> EditDialog:
        """Put the court order beside the demand."""
        papers = [(one.key, one.title) for one in REPORTS if paper_rule(one.key).tells]

        def act(given: dict[str, Any]) -> object:
            given["order_scope"] = [str(key) for key in given["order_scope"] or ()]
            return self._perform(legal_process.enter_order, process_id=process_id, **given)

        return self.ask.open(
            "The court order",
            fields.order(papers),
            act,
            said="The order is entered; only papers in its scope can go out.",
            values={"ordered_on": self.ask.today, "order_section": OrderSection.NONCRIMINAL},
            columns=2,
        )

    @does(legal_process.answer_process)
    def answer(self, process_id: int) -> EditDialog:
        """The demand was answered."""

        def act(given: dict[str, Any]) -> object:
            return self._perform(legal_process.answer_process, process_id=process_id, **given)

        return self.ask.open(
            "Answer to the demand",
            fields.ANSWER,
            act,
            said="The demand is answered.",
            values={"answered_on": self.ask.today},
        )


def _plain(given: dict[str, Any]) -> dict[str, Any]:
    """The values as the act takes them: lists as keys, an open answer as no."""
    values = dict(given)
    for key in ("information", "recipients"):
        values[key] = [str(one) for one in values.get(key) or ()]
    for key in ("redisclosure_told", "refusal_told"):
        if key in values:
            values[key] = bool(values[key])
    return values
