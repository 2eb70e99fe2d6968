"""The dialogs about a test that is doubted, excused, handed on, or corrected by its laboratory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from drugcourt.casework.moments import moment_at
from drugcourt.casework.specimens import corrected_reports, custody, disputes, snapshots
from drugcourt.casework.specimens import notes as specimen_notes
from drugcourt.casework.specimens.specimens import NewResult
from drugcourt.casework.specimens.testing import ResultRow
from drugcourt.domain.specimens import AnalyteResult, Substance
from drugcourt.domain.tone import Term
from drugcourt.errors import Refusal
from drugcourt.fields import specimens as fields
from drugcourt.fields.field import Field, Kind
from drugcourt.ui.asking import Asking
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.kit.doing import does


class Outcome(Term):
    """How a dispute ends."""

    STANDS = "stands", "The test stands"
    FALLS = "falls", "The test does not stand"


OUTCOME = Field(
    "outcome",
    "Outcome",
    Kind.CHOICE,
    help="What does not stand is taken back: a positive is not confirmed, a missed test excused.",
    choices=Outcome,
    required=True,
)
CORRECTION_WHY = Field("reason", "What the laboratory says of it", max_length=300)


@dataclass(frozen=True, slots=True)
class TestDoubts:
    """The dialogs of one test beyond its results; each stands over `parent`."""

    __test__ = False

    ask: Asking
    specimen_id: int
    parent: QWidget | None = None

    @does(disputes.dispute)
    def dispute(self) -> EditDialog:
        """Put the test in dispute."""
        return self._plain(
            "Dispute this test",
            (fields.WHY_DISPUTED,),
            disputes.dispute,
            "The test is in dispute; nothing follows from it until that is settled.",
            "Dispute",
        )

    @does(disputes.settle)
    def settle(self) -> EditDialog:
        """Say how the dispute was settled."""

        def act(given: dict[str, Any]) -> object:
            stands = given["outcome"] is Outcome.STANDS
            return self._perform(disputes.settle, stands=stands, reason=given["reason"])

        return self.ask.open(
            "Settle the dispute",
            (OUTCOME, fields.HOW_SETTLED),
            act,
            said="The dispute is settled; the sober date follows.",
            confirm="Settle",
            parent=self.parent,
        )

    @does(disputes.reopen)
    def reopen(self) -> EditDialog:
        """Take an excuse back."""
        return self._plain(
            "Take the excuse back",
            (fields.WHY_REOPENED,),
            disputes.reopen,
            "The test counts again.",
            "Take back",
        )

    @does(specimen_notes.add_note)
    def note(self) -> EditDialog:
        """Write a note on the test."""
        return self._plain(
            "Note on this test",
            (fields.NOTE,),
            specimen_notes.add_note,
            "The note is written.",
            "Write",
        )

    @does(snapshots.take_again)
    def take_again(self) -> EditDialog:
        """Read the test by the list of medicines as it stands now."""
        return self._plain(
            "Read by today’s list of medicines",
            (fields.WHY_TAKEN_AGAIN,),
            snapshots.take_again,
            "The test is read by the list as it stands now; the history keeps what stood before.",
            "Read again",
        )

    @does(custody.hand_over)
    def hand_over(self) -> EditDialog:
        """Record one more hand-over."""

        def act(given: dict[str, Any]) -> object:
            at = moment_at("handed_time", given.pop("handed_on"), given.pop("handed_time"))
            return self._perform(custody.hand_over, handed_at=at, **given)

        asked = (
            fields.HANDED_ON,
            fields.HANDED_TIME,
            fields.FROM_WHOM,
            fields.TO_WHOM,
            fields.PURPOSE,
            fields.SEAL,
            fields.STEP_REMARKS,
        )
        return self.ask.open(
            "Hand-over",
            asked,
            act,
            said="The hand-over is recorded.",
            values={"handed_on": self.ask.today},
            columns=2,
            parent=self.parent,
        )

    @does(corrected_reports.supersede_results)
    def corrected_report(self, results: tuple[ResultRow, ...]) -> EditDialog:
        """Enter the laboratory's corrected report; what stood before stays on record."""
        kept = {row.substance: row.result for row in results}
        substances = tuple(
            Field(
                f"result:{row.substance}", row.substance.label, Kind.CHOICE, choices=AnalyteResult
            )
            for row in results
        )

        def act(given: dict[str, Any]) -> object:
            said = {
                Substance(key.removeprefix("result:")): given.pop(key)
                for key in [name for name in given if name.startswith("result:")]
            }
            changed = {
                substance: NewResult(result)
                for substance, result in said.items()
                if result is not None and result is not kept[substance]
            }
            if not changed:
                raise Refusal("Nothing here differs from what is recorded.")
            return self._perform(corrected_reports.supersede_results, results=changed, **given)

        return self.ask.open(
            "The laboratory’s corrected report",
            (*substances, fields.CORRECTED_ON, fields.REPORT, CORRECTION_WHY),
            act,
            said="The corrected report is entered; what stood before is kept on the card.",
            values={
                "reported_on": self.ask.today,
                **{f"result:{row.substance}": row.result for row in results},
            },
            columns=2,
            parent=self.parent,
        )

    def _perform(self, act: Callable[..., Any], **wanted: Any) -> object:
        return self.ask.perform(act, specimen_id=self.specimen_id, **wanted)

    def _plain(
        self,
        title: str,
        asked: tuple[Field, ...],
        act: Callable[..., Any],
        said: str,
        confirm: str,
    ) -> EditDialog:
        """A dialog whose answers are exactly what the act wants."""

        def done(given: dict[str, Any]) -> object:
            return self._perform(act, **given)

        return self.ask.open(title, asked, done, said=said, confirm=confirm, parent=self.parent)
