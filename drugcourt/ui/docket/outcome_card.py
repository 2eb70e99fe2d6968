"""What the hearing decided, entered by keyboard."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from drugcourt.casework.hearings.file import HearingFile
from drugcourt.casework.hearings.hearings import Outcome
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.hearings import HearingAttendance, PhaseMove, WarrantStep
from drugcourt.domain.tone import Tone
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.fields import hearings as fields
from drugcourt.ui.docket.next_date import NextDate
from drugcourt.ui.docket.phase_move import PhaseMoveChoice
from drugcourt.ui.docket.response_chips import ResponseChips, restored
from drugcourt.ui.docket.timer import HearingTimer
from drugcourt.ui.kit.buttons import ChoiceChips, term_choices
from drugcourt.ui.kit.cards import Card
from drugcourt.ui.kit.editors import LongEditor
from drugcourt.ui.kit.flow import FoldingRow
from drugcourt.ui.kit.labels import Muted, TwoTone
from drugcourt.ui.kit.notices import Notices
from drugcourt.ui.kit.theme import px
from drugcourt.ui.kit.versions import Versions

FOLDS = 470  # below this width the phase and the dates stand under the rest
_WARRANT_TONES = {WarrantStep.ISSUED: Tone.ALARM, WarrantStep.REQUESTED: Tone.WATCH}


class OutcomeCard(Card):
    """One hearing's outcome. `outcome()` reads it, `kept` and `restore` are for the draft."""

    changed = Signal()

    def __init__(self, today: date, account: LongEditor, parent: QWidget | None = None) -> None:
        super().__init__("Outcome", parent=parent)
        self._file: HearingFile | None = None
        self.account = account
        self._filling = False
        self._absent = False
        self.notices = Notices()
        self.versions = Versions()
        self.attendance = ChoiceChips(
            term_choices(HearingAttendance, fields.ATTENDANCE_TONES), "Attendance"
        )
        self.warrant = ChoiceChips(
            term_choices(WarrantStep, _WARRANT_TONES), "Warrant", numbered=False
        )
        self.warrant_label = Muted("Warrant", wrap=False)
        self.recommended = TwoTone()
        self.responses = ResponseChips(today)
        self.orders = LongEditor(fields.ORDERS)
        self.note = LongEditor(fields.NOTE)
        self.move = PhaseMoveChoice()
        self.next = NextDate(today)
        self.timer = HearingTimer()
        self._build()
        self.attendance.chosen.connect(self._attended)
        self.warrant.chosen.connect(self._edited)
        self.move.changed.connect(self._moved)
        for part in (self.responses, self.orders, self.note, account, self.next):
            part.changed.connect(self._edited)

    def _build(self) -> None:
        for editor, words in ((self.orders, "Orders (O)"), (self.note, "Note for the team (N)")):
            editor.box.setMinimumHeight(px(48))
            editor.box.setMaximumHeight(px(90))
            editor.box.setPlaceholderText(words)
        left = QVBoxLayout()
        left.setSpacing(px(5))
        for words, piece in (
            ("Attendance", self.attendance),
            ("", self.warrant),
            ("Responses", self.responses),
            ("Orders and note", _beside(self.orders, self.note)),
        ):
            left.addWidget(self.warrant_label if not words else Muted(words, wrap=False))
            left.addWidget(piece)
            left.addSpacing(px(3))
        right = QVBoxLayout()
        right.setSpacing(px(5))
        for words, piece in (
            ("Phase", self.move),
            ("Next hearing", self.next),
            ("Heard", self.timer),
        ):
            right.addWidget(Muted(words, wrap=False))
            right.addWidget(piece)
            right.addSpacing(px(3))
        left.addStretch(1)
        right.addStretch(1)
        self.add(self.notices)
        self.add(self.versions)
        self.add(self.recommended)
        self.add(FoldingRow((_column(left), 3), (_column(right), 2), under=FOLDS, gap=20))

    # Filling ----------------------------------------------------------------------------------

    def show_file(self, file: HearingFile, draft: Mapping[str, Any] | None) -> None:
        """Show what is recorded; a draft of typed, unrecorded words stands over it."""
        self._file = file
        self._filling = True
        entry = file.entry
        self.notices.clear()
        self.versions.clear()
        self.recommended.set_words("The team recommends (Y):", entry.recommendation)
        self.recommended.setVisible(bool(entry.recommendation))
        self.move.show_file(file)
        fresh = entry.attendance is None
        self.next.show_dates(file.next_if_stays, _phase_words(file), entry.next_on)
        if fresh and entry.next_on is None:
            self.next.set_value(self.next.best())
        self._put(
            {
                "attendance": entry.attendance,
                "warrant": entry.warrant,
                "orders": entry.orders,
                "note": entry.note,
                "account": entry.account,
                "seconds": entry.seconds or 0,
            }
        )
        given = [response for response in file.responses if response.here]
        self.responses.show_given(given)
        if draft:
            self._restore(draft)
        self._absent = self.attendance.value() is HearingAttendance.FAILED_TO_APPEAR
        self._write_warrant()
        self._filling = False

    def _put(self, values: Mapping[str, Any]) -> None:
        self.attendance.set_value(values["attendance"])
        self.warrant.set_value(values["warrant"])
        self.orders.set_value(values["orders"])
        self.note.set_value(values["note"])
        self.account.set_value(values["account"])
        self.timer.set_seconds(values["seconds"])

    def kept(self) -> dict[str, Any]:
        """What stands here, as plain data."""
        day = self.next.value()
        return {
            "attendance": self.attendance.value(),
            "warrant": self.warrant.value(),
            "orders": self.orders.kept(),
            "note": self.note.kept(),
            "account": self.account.kept(),
            "seconds": self.timer.seconds(),
            "next_on": day.isoformat() if day else None,
            "responses": self.responses.kept(),
            **self.move.kept(),
        }

    def _restore(self, draft: Mapping[str, Any]) -> None:
        assert self._file is not None
        said = draft["attendance"]
        self.move.restore(dict(draft))
        self._offer_dates()
        self.next.set_value(date.fromisoformat(draft["next_on"]) if draft["next_on"] else None)
        self._put(
            {
                **draft,
                "attendance": HearingAttendance(said) if said else None,
                "warrant": WarrantStep(draft["warrant"]),
            }
        )
        given = [response for response in self._file.responses if response.here]
        self.responses.show_given(given, restored(draft["responses"]))

    # Reading ----------------------------------------------------------------------------------

    def outcome(self) -> Outcome:
        """What was entered. FieldRefusal when something is missing or can't be read."""
        attendance = self.attendance.value()
        if attendance is None:
            raise FieldRefusal("attendance", "Say how the participant attended: press 1 to 6.")
        if sentence := self.next.problem():
            raise FieldRefusal("next_on", sentence)
        return Outcome(
            attendance=attendance,
            orders=self.orders.value() or "",
            note=self.note.value() or "",
            account=self.account.value() or "",
            warrant=self.warrant.value() or WarrantStep.NONE,
            responses=self.responses.new(),
            next_on=self.next.value(),
            seconds=self.timer.seconds() or None,
            **self.move.values(),
        )

    def refuse(self, refusal: Refusal) -> None:
        """Say why it could not be recorded, beside what was typed."""
        self.notices.say(str(refusal), Tone.ALARM, key="refusal")
        if refusal.findings:
            self.move.refuse(refusal.findings)
        elif isinstance(refusal, FieldRefusal):
            self._go_to(refusal.field)

    def _go_to(self, field: str) -> None:
        places: dict[str, QWidget] = {
            "attendance": self.attendance,
            "next_on": self.next.other,
            "reason": self.move.reason,
            "decided_by": self.move.decided_by,
            "remedial_plan": self.move.plan,
            "warrant": self.warrant,
        }
        if field in places:
            places[field].setFocus()

    # Reacting ---------------------------------------------------------------------------------

    def _attended(self, attendance: object) -> None:
        """Somebody who failed to appear gets no next date by itself, but steps of a warrant; a
        slip of the finger is taken back whole.
        """
        absent = attendance is HearingAttendance.FAILED_TO_APPEAR
        leaves = self.move.move() is PhaseMove.GRADUATE
        if self._absent and not absent and not leaves and self.next.value() is None:
            self.next.set_value(self.next.best())
        self._absent = absent
        if absent:
            self.next.set_value(None)
        elif self.warrant.value() in (WarrantStep.ISSUED, WarrantStep.REQUESTED):
            self.warrant.set_value(self._file.entry.warrant if self._file else WarrantStep.NONE)
        self._write_warrant()
        self._edited()

    def step_warrant(self) -> None:
        """The step after the one that stands; after the last, none."""
        steps = list(WarrantStep)
        place = steps.index(self.warrant.value() or WarrantStep.NONE)
        self.warrant.set_value(steps[(place + 1) % len(steps)])
        self._edited()

    def _write_warrant(self) -> None:
        absent = self.attendance.value() is HearingAttendance.FAILED_TO_APPEAR
        away = self._file is not None and self._file.status is EpisodeStatus.ABSCONDED
        stands = self.warrant.value() not in (None, WarrantStep.NONE)
        self.warrant.setVisible(absent or away or stands)
        self.warrant_label.setVisible(absent or away or stands)

    def _moved(self) -> None:
        """Another phase may mean another interval; who graduates comes back no more."""
        if not self._filling:
            self._offer_dates()
        self._edited()

    def _offer_dates(self) -> None:
        if self._file is None:
            return
        move = self.move.move()
        if move is PhaseMove.GRADUATE:
            self.next.set_value(None)
            return
        ahead = move is PhaseMove.ADVANCE and self._file.entry.move is PhaseMove.STAY
        dates = self._file.next_if_moves if ahead else self._file.next_if_stays
        chosen = self.next.value()
        best = dates.days[0][0] if dates.days else None
        words = self._file.place.next_name if ahead else _phase_words(self._file)
        self.next.show_dates(dates, words, best if chosen is not None else None)

    def _edited(self) -> None:
        if not self._filling:
            self.notices.take_back("refusal")
            self.changed.emit()


def _phase_words(file: HearingFile) -> str:
    return f"phase {file.place.number}" if file.place.number is not None else "this program"


def _column(box: QVBoxLayout) -> QWidget:
    column = QWidget()
    box.setContentsMargins(0, 0, 0, 0)
    column.setLayout(box)
    return column


def _beside(*pieces: QWidget) -> QWidget:
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(px(8))
    for piece in pieces:
        row.addWidget(piece, 1)
    return both
