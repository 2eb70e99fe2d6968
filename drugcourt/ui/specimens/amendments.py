"""What may be done with a recorded test, wherever it is listed, each by its dialog."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from drugcourt.casework.moments import moment_at, time_text
from drugcourt.casework.specimens import decisions, specimens, testing
from drugcourt.domain.specimens import Confirmation, Explanation, Substance
from drugcourt.domain.tone import Term
from drugcourt.fields import specimens as fields
from drugcourt.fields.choices import closed_list
from drugcourt.fields.field import Field, Kind
from drugcourt.ui.asking import Asking
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.kit.doing import does


class Answer(Term):
    """What the laboratory may answer."""

    CONFIRMED = "confirmed", Confirmation.CONFIRMED.label
    NOT_CONFIRMED = "not_confirmed", Confirmation.NOT_CONFIRMED.label


# Each moment is typed as a time beside the day it belongs to.
_TIMED = {
    "notified": "collected_on",
    "collected": "collected_on",
    "received": "received_on",
    "reported": "reported_on",
}
ANSWER = Field("answer", "The laboratory says", Kind.CHOICE, choices=Answer, required=True)


@dataclass(frozen=True, slots=True)
class TestAmendments:
    """The dialogs of one test; of several substances they ask which is meant.

    A dialog stands over `parent`, or over the window.
    """

    __test__ = False

    ask: Asking
    specimen_id: int
    parent: QWidget | None = None

    @does(decisions.send_for_confirmation)
    def send(self, positives: Sequence[Substance]) -> EditDialog:
        """Send a positive to the laboratory."""

        def act(given: dict[str, Any], substance: Substance) -> object:
            return self._perform(decisions.send_for_confirmation, substance=substance, **given)

        return self._about(
            "Send for confirmation",
            positives,
            (fields.SENT_ON, fields.SECOND_LABORATORY),
            act,
            said="It is with the laboratory; the sober date is provisional until it answers.",
            values={"sent_on": self.ask.today},
            confirm="Send",
        )

    @does(decisions.confirm)
    def answer(self, pending: Sequence[Substance]) -> EditDialog:
        """Enter what the laboratory says."""

        def act(given: dict[str, Any], substance: Substance) -> object:
            return self._perform(
                decisions.confirm,
                substance=substance,
                confirmed=given["answer"] is Answer.CONFIRMED,
                on=given["on"],
                level=given["level"],
            )

        return self._about(
            "Laboratory answer",
            pending,
            (ANSWER, fields.ANSWERED_ON, fields.SECOND_LEVEL),
            act,
            said="The answer is entered.",
            values={"on": self.ask.today},
        )

    @does(decisions.explain_result)
    def explain(
        self, positives: Sequence[Substance], given: Explanation = Explanation.PRESCRIPTION
    ) -> EditDialog:
        """Say why a positive stands or does not count; `given` is offered first."""

        def act(given: dict[str, Any], substance: Substance) -> object:
            return self._perform(
                decisions.explain_result,
                substance=substance,
                explanation=given["explanation"],
                reason=given["basis"],
            )

        return self._about(
            "Explain a positive",
            positives,
            (fields.EXPLANATION, fields.BASIS),
            act,
            said="The explanation is recorded.",
            values={"explanation": given},
        )

    @does(decisions.excuse)
    def excuse(self) -> EditDialog:
        """Excuse a test that was not given, or how it was given, with the reason."""

        def act(given: dict[str, Any]) -> object:
            return self._perform(decisions.excuse, reason=given["excused_reason"])

        return self.ask.open(
            "Excuse this test",
            (fields.EXCUSED_REASON,),
            act,
            said="The test is excused.",
            confirm="Excuse",
            parent=self.parent,
        )

    @does(specimens.amend_test)
    def correct(self) -> EditDialog:
        """Correct how the test was recorded, with the reason; the results are on the card."""
        workspace = self.ask.shell.workspace
        kept = workspace.read(testing.one_test, specimen_id=self.specimen_id).values
        times = {f"{name}_time": time_text(kept[f"{name}_at"]) for name in _TIMED}

        def act(given: dict[str, Any]) -> object:
            why = given.pop("why")
            typed = {name: given.pop(f"{name}_time") for name in _TIMED}
            given["late"] = bool(given["late"])
            changed = {key: value for key, value in given.items() if value != kept[key]}
            for name, text in typed.items():
                day = _TIMED[name]
                if text != times[f"{name}_time"] or (text and day in changed):
                    changed[f"{name}_at"] = moment_at(f"{name}_time", given[day], text)
            return self._perform(specimens.amend_test, changes=changed, reason=why)

        return self.ask.open(
            "Correct this test",
            (*fields.WHOLE, fields.WHY),
            act,
            said="The test is corrected; the history keeps what stood before.",
            values={**kept, **times},
            columns=3,
            parent=self.parent,
        )

    def _perform(self, act: Callable[..., Any], **wanted: Any) -> object:
        return self.ask.perform(act, specimen_id=self.specimen_id, **wanted)

    def _about(
        self,
        title: str,
        substances: Sequence[Substance],
        asked: Sequence[Field],
        act: Callable[[dict[str, Any], Substance], object],
        *,
        values: dict[str, Any] | None = None,
        **words: Any,
    ) -> EditDialog:
        """A dialog about one of these substances: the only one, or the one chosen."""
        first = substances[0]
        which = () if len(substances) == 1 else (_which(substances),)

        def done(given: dict[str, Any]) -> object:
            return act(given, Substance(str(given.pop("substance", first))))

        return self.ask.open(
            title,
            (*which, *asked),
            done,
            values={**(values or {}), **({"substance": _chosen(which)} if which else {})},
            detail="" if which else first.label,
            parent=self.parent,
            **words,
        )


def _which(substances: Sequence[Substance]) -> Field:
    pairs = [(one.value, one.label) for one in substances]
    return Field(
        "substance", "Substance", Kind.CHOICE, choices=closed_list("Found", pairs), required=True
    )


def _chosen(which: Sequence[Field]) -> object:
    return next(iter(which[0].choices or ()), None)
