"""One test, whole: its reading, each substance, what helps to read it, what may still be said."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from drugcourt.casework.laboratories.waiting import has_reports
from drugcourt.casework.specimens import card as specimen_card
from drugcourt.casework.specimens import decisions, specimens, testing
from drugcourt.casework.specimens.card import Beside, Hint, series_words
from drugcourt.casework.specimens.testing import ResultRow, TestCard
from drugcourt.domain.dates import counted, long, short
from drugcourt.domain.specimens import (
    AnalyteResult,
    CollectionStatus,
    Confirmation,
    Explanation,
    Interpretation,
)
from drugcourt.domain.tone import Tone, YesNo
from drugcourt.fields import specimens as fields
from drugcourt.fields.field import Field
from drugcourt.ui.asking import Asking
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.flow import FlowLayout
from drugcourt.ui.kit.labels import Heading, Muted, Pill, Text
from drugcourt.ui.kit.notices import Notices
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.table_view import DataTable
from drugcourt.ui.kit.theme import px
from drugcourt.ui.shell import Shell
from drugcourt.ui.specimens.amendments import TestAmendments
from drugcourt.ui.specimens.beside import BesideTabs
from drugcourt.ui.specimens.disputes import TestDoubts
from drugcourt.ui.specimens.laboratory_reports import LaboratoryReportsDialog

UNCONFIRMED = (
    "Part of this is general knowledge that nobody looked up yet; a toxicologist should confirm it."
)


def _result(row: ResultRow) -> Sequence[tuple[str, Tone]]:
    if row.result is AnalyteResult.POSITIVE:
        calm = row.expected or row.confirmation is Confirmation.NOT_CONFIRMED
        return [(row.result.label, Tone.GOOD if calm else Tone.ALARM)]
    tone = Tone.GOOD if row.result is AnalyteResult.NEGATIVE else Tone.PLAIN
    return [(row.result.label, tone)]


def _level(row: ResultRow) -> str:
    level = row.confirmation_level if row.confirmation_level is not None else row.level
    said = "" if level is None else f"{level:g}"
    cut = "" if row.cutoff is None else f"cut-off {row.cutoff:g}"
    unit = row.unit if said or cut else ""
    return ", ".join(part for part in (f"{said} {unit}".strip() if said else "", cut) if part)


def _confirmation(row: ResultRow) -> str:
    if row.confirmation is Confirmation.NONE:
        return ""
    days = row.turnaround
    took = f", {counted(days, 'day')}" if days is not None else ""
    by = f" ({row.confirmation_laboratory})" if row.confirmation_laboratory else ""
    return f"{row.confirmation.label}{took}{by}"


def _explanation(row: ResultRow) -> str:
    if row.explanation is not Explanation.NONE:
        return row.explanation.label
    expected = row.expected and row.result is AnalyteResult.POSITIVE
    return Explanation.PRESCRIPTION.label if expected else ""


COLUMNS = (
    Column(fields.SUBSTANCE, strong=True),
    Column(fields.RESULT, pills=_result),
    Column(Field("level", "Level", width=18), text=_level),
    Column(fields.CONFIRMATION, text=_confirmation, stretch=True),
    Column(fields.SENT_ON),
    Column(fields.CONFIRMED_ON),
    Column(fields.EXPLANATION, text=_explanation, stretch=True),
)


class SpecimenDialog(QDialog):
    """A test as it stands; every change goes through an act and shows here at once."""

    def __init__(self, shell: Shell, specimen_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Test")
        self._shell = shell
        self._workspace = shell.workspace
        self._specimen_id = specimen_id
        self._card: TestCard | None = None
        self._beside: Beside | None = None
        self.name, self.day, self.reading, self.words = Heading(), Muted(), Pill(), Text()
        self.disputed = Pill("Disputed", Tone.WATCH)
        self.notices = Notices()
        self.results = DataTable(
            COLUMNS, "Results", row_id="substance", as_of=shell.workspace.today
        )
        self.results.picked.connect(self._picked)
        self.hint = Muted(small=True)
        self.tabs = BesideTabs(shell.workspace.today)
        self.send = Button("Send to the laboratory", self.send_to_laboratory, shortcut="Alt+L")
        self.answer = Button("Enter the answer", self.ask_answer, shortcut="Alt+A")
        self.explain = Button("Explain", self.ask_explanation, shortcut="Alt+E")
        self.corrected = Button("Corrected report", self.ask_corrected_report)
        self.dispute = Button("Dispute", self.ask_dispute, shortcut="Alt+D")
        self.excuse = Button("Excuse", self.ask_excuse, shortcut="Alt+X")
        self.reopen = Button("Take the excuse back", self.ask_reopen)
        self.hand = Button("Hand over", self.ask_hand_over, shortcut="Alt+H")
        self.note = Button("Note", self.ask_note, shortcut="Alt+N")
        self.correct = Button("Correct", self.ask_correction, shortcut="Alt+C")
        self.sent = Button("From the laboratory", self.show_reports, Look.QUIET)
        self._build()
        self.show_test()

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(20), px(16), px(20), px(16))
        outer.setSpacing(px(10))
        head = QHBoxLayout()
        head.setSpacing(px(10))
        head.addWidget(self.name)
        head.addWidget(self.reading)
        head.addWidget(self.disputed)
        head.addStretch(1)
        head.addWidget(self.sent)
        head.addWidget(Button("Open file", self.open_participant, Look.QUIET))
        outer.addLayout(head)
        outer.addWidget(self.day)
        outer.addWidget(self.words)
        outer.addWidget(self.notices)
        self.results.setMinimumHeight(px(120))
        outer.addWidget(self.results, 3)
        outer.addWidget(self.hint)
        outer.addWidget(_line(self.send, self.answer, self.explain, self.corrected))
        outer.addWidget(self.tabs, 3)
        feet = QHBoxLayout()
        about = (self.dispute, self.excuse, self.reopen, self.hand, self.note, self.correct)
        feet.addWidget(_line(*about), 1)
        feet.addWidget(Button("Close", self.close))
        outer.addLayout(feet)
        self.resize(px(980), px(690))

    # Showing ----------------------------------------------------------------------------------

    def show_test(self, _result: object = None) -> None:
        """Ask again for the test and show it."""
        card = self._workspace.read(testing.one_test, specimen_id=self._specimen_id)
        beside = self._workspace.read(specimen_card.beside, specimen_id=self._specimen_id)
        self._card, self._beside = card, beside
        self.sent.setVisible(self._workspace.read(has_reports, specimen_id=self._specimen_id))
        self.name.setText(card.row.name)
        self.day.setText(f"{long(card.row.collected_on)}, {card.row.reason.label.lower()}")
        self.reading.set_pill(card.row.reading.label, card.row.tone)
        self.words.setText(_words(card, beside))
        self.words.setVisible(bool(self.words.text()))
        self.disputed.setVisible(beside.disputed)
        self._say(beside)
        self.results.setVisible(bool(card.results))
        rows = sorted(card.results, key=_calm)
        self.results.set_rows(rows)
        first = next((n for n, r in enumerate(rows) if r.result is AnalyteResult.POSITIVE), 0)
        if self.results.selected_row() is None:
            self.results.select_place(first)
        self.tabs.show_test(card, beside)
        self._picked()

    def show_reports(self) -> None:
        """What the laboratory sent about this test, with its original and documents."""
        LaboratoryReportsDialog(self._workspace, self._specimen_id, self).open()

    def _say(self, beside: Beside) -> None:
        """What asks for a look: a dispute, a list that changed, measures that say otherwise."""
        self.notices.clear()
        if beside.disputed:
            since = f" since {short(beside.disputed_on)}" if beside.disputed_on else ""
            self.notices.say(
                f"In dispute{since}: {beside.disputed_reason} Nothing follows from this test until "
                "that is settled.",
                Tone.WATCH,
                ("Settle", self.ask_settlement),
                closable=False,
            )
        if beside.differs:
            now = ", ".join(beside.medicines_now) or "none"
            self.notices.say(
                f"The list of medicines changed since. By the list as it stands now: {now}. The "
                "test keeps what was known when it was recorded.",
                Tone.INFO,
                ("Read again", self.ask_taken_again),
                closable=False,
            )
        if beside.suggestion is not None:
            found = beside.suggestion
            self.notices.say(
                f"The measures speak for {found.validity.label.lower()}: {found.text} "
                f"({found.basis}).",
                Tone.INFO,
                ("Enter it", self.take_suggestion),
                closable=False,
            )
        if beside.warm is YesNo.NO:
            self.notices.say(
                f"The temperature was out of range. A fresh specimen: {beside.fresh}.",
                Tone.WATCH,
                closable=False,
            )

    def _picked(self, _row: object = None) -> None:
        row: ResultRow | None = self.results.selected_row()
        self._enable(row)
        self.hint.setVisible(row is not None)
        if row is not None:
            told = self._workspace.read(
                specimen_card.hint, specimen_id=self._specimen_id, substance=row.substance
            )
            self.hint.setText(self._hint_words(told))
            cut = (told.threshold.origin,) if told.threshold is not None else ()
            self.hint.setToolTip("; ".join(filter(None, (told.origin, *cut))))

    def _hint_words(self, hint: Hint) -> str:
        said = [hint.text]
        if hint.threshold is not None:
            cut = hint.threshold
            levels = [
                f"{word} {level:g} {cut.unit}"
                for word, level in (("screen", cut.screen), ("second method", cut.confirm))
                if level is not None
            ]
            said.append(f"Usual cut-off: {', '.join(levels)}.")
        if len(hint.series) > 1:
            lines = series_words(hint.series[-4:], self._workspace.today)
            told = "; ".join(f"{day} {level}, {use.lower()}" for day, level, use in lines)
            said.append(f"Over creatinine: {told}.")
        found = " ".join(part for part in said if part)
        asks = f" {UNCONFIRMED}" if hint.unconfirmed else ""
        proof = "Help for reading, never proof."
        return f"{hint.substance.label}: {found} {proof}{asks}" if found else ""

    def _enable(self, row: ResultRow | None) -> None:
        assert self._card is not None
        assert self._beside is not None
        positive = row is not None and row.result is AnalyteResult.POSITIVE
        pending = row is not None and row.confirmation is Confirmation.PENDING
        fresh = row is not None and row.confirmation is Confirmation.NONE
        self.send.setEnabled(positive and fresh)
        self.answer.setEnabled(positive and (fresh or pending))
        self.explain.setEnabled(positive)
        status, excused = self._card.row.status, self._card.row.excused
        collected = status is CollectionStatus.COLLECTED
        ahead = status in (CollectionStatus.SCHEDULED, CollectionStatus.CANCELLED)
        for button in (self.send, self.answer, self.explain, self.corrected):
            button.setVisible(collected and bool(self._card.results))
        self.hand.setVisible(collected)
        self.excuse.setVisible(not excused and self._card.excusable)
        self.reopen.setVisible(excused)
        self.dispute.setVisible(not ahead and not self._beside.disputed)

    # Acts -------------------------------------------------------------------------------------

    @does(decisions.send_for_confirmation)
    def send_to_laboratory(self) -> None:
        """Send the marked positive for confirmation."""
        self._workspace.perform(
            decisions.send_for_confirmation,
            specimen_id=self._specimen_id,
            substance=self.results.selected_row().substance,
        )
        self.show_test()

    @does(TestAmendments.answer)
    def ask_answer(self) -> None:
        """Enter what the laboratory found."""
        self._follow(self._test.answer([self.results.selected_row().substance]))

    @does(TestAmendments.explain)
    def ask_explanation(self) -> None:
        """Say why the marked positive stands or does not count."""
        row = self.results.selected_row()
        self._follow(self._test.explain([row.substance], row.explanation))

    @does(TestAmendments.correct)
    def ask_correction(self) -> None:
        """Correct what was recorded, with the reason."""
        self._follow(self._test.correct())

    @does(TestAmendments.excuse)
    def ask_excuse(self) -> None:
        """Excuse a test that was not given."""
        self._follow(self._test.excuse())

    @does(TestDoubts.reopen)
    def ask_reopen(self) -> None:
        """Take an excuse back."""
        self._follow(self._doubts.reopen())

    @does(TestDoubts.dispute)
    def ask_dispute(self) -> None:
        """Put the test in dispute."""
        self._follow(self._doubts.dispute())

    @does(TestDoubts.settle)
    def ask_settlement(self) -> None:
        """Say how the dispute was settled."""
        self._follow(self._doubts.settle())

    @does(TestDoubts.take_again)
    def ask_taken_again(self) -> None:
        """Read the test by the list of medicines as it stands now."""
        self._follow(self._doubts.take_again())

    @does(TestDoubts.corrected_report)
    def ask_corrected_report(self) -> None:
        """Enter the laboratory's corrected report."""
        assert self._card is not None
        self._follow(self._doubts.corrected_report(self._card.results))

    @does(TestDoubts.hand_over)
    def ask_hand_over(self) -> None:
        """Record one more hand-over."""
        self._follow(self._doubts.hand_over())

    @does(TestDoubts.note)
    def ask_note(self) -> None:
        """Write a note."""
        self._follow(self._doubts.note())

    @does(specimens.amend_test)
    def take_suggestion(self) -> None:
        """Enter the validity that the measures speak for; the history keeps what stood."""
        assert self._beside is not None
        found = self._beside.suggestion
        assert found is not None
        self._workspace.perform(
            specimens.amend_test,
            specimen_id=self._specimen_id,
            changes={"validity": found.validity},
            reason=f"By the measures: {found.text}.",
        )
        self.show_test()

    @property
    def _test(self) -> TestAmendments:
        return TestAmendments(Asking(self._shell), self._specimen_id, self)

    @property
    def _doubts(self) -> TestDoubts:
        return TestDoubts(Asking(self._shell), self._specimen_id, self)

    def _follow(self, dialog: EditDialog) -> None:
        dialog.done_with.connect(self.show_test)

    def open_participant(self) -> None:
        """Show the participant's file."""
        assert self._card is not None
        self._shell.open_participant(self._card.row.episode_id)
        self.close()


def _calm(row: ResultRow) -> bool:
    """What was found stands above what was not."""
    return row.result is AnalyteResult.NEGATIVE


def _words(card: TestCard, beside: Beside) -> str:
    """What the reading says more than its chip, and by which medicines it was read."""
    told = "" if card.row.text == card.row.reading.label else f"{card.row.text}."
    shown = (Interpretation.MIXED, Interpretation.UNEXPECTED_NEGATIVE)
    about = f"{beside.interpretation.label}." if beside.interpretation in shown else ""
    if beside.interpretation is Interpretation.UNEXPECTED_NEGATIVE:
        about += " To treatment and the prescriber, not to sanctions."
    then = beside.medicines_then
    held = ", ".join(beside.medicines_now if then is None else then)
    medicines = f"Medicines in force: {held}." if held else ""
    said = card.values.get("admission")
    admitted = f"Said before the test: {said}." if said else ""
    return " ".join(part for part in (told, about, admitted, medicines) if part)


def _line(*buttons: Button) -> QWidget:
    line = QWidget()
    flow = FlowLayout(line)
    for button in buttons:
        flow.addWidget(button)
    return line
