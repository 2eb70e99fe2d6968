"""What the hearing does to the phase, and who decided it when the rules say otherwise."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from drugcourt.casework.hearings.file import HearingFile
from drugcourt.domain.dates import short
from drugcourt.domain.findings import Finding
from drugcourt.domain.hearings import PhaseMove
from drugcourt.domain.tone import Tone
from drugcourt.fields import hearings as fields
from drugcourt.ui.kit.buttons import Choice, ChoiceChips
from drugcourt.ui.kit.dialogs import FindingList
from drugcourt.ui.kit.editors import LongEditor, TextEditor
from drugcourt.ui.kit.labels import Muted
from drugcourt.ui.kit.theme import px


class PhaseMoveChoice(QWidget):
    """Stay, advance, return or graduate; who and why are asked where they are needed."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._file: HearingFile | None = None
        self._offered: tuple[tuple[PhaseMove, str], ...] = ()
        self.chips: ChoiceChips | None = None
        self.words = Muted("", small=True)
        self.findings = FindingList()
        self.back_to = QComboBox()
        self.back_to.setAccessibleName("Return to phase")
        self.decided_by = TextEditor(fields.DECIDED_BY)
        self.decided_by.line.setPlaceholderText("Who decided")
        self.reason = TextEditor(fields.REASON)
        self.reason.line.setPlaceholderText("Why")
        self.plan = LongEditor(fields.REMEDIAL_PLAN)
        self.plan.box.setPlaceholderText("What helps from here")
        self.plan.box.setMinimumHeight(px(48))
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(px(4))
        for piece in (
            self.words,
            self.back_to,
            self.decided_by,
            self.reason,
            self.plan,
            self.findings,
        ):
            self._box.addWidget(piece)
        for editor in (self.decided_by, self.reason, self.plan):
            editor.changed.connect(self._edited)
        self.back_to.currentIndexChanged.connect(self._edited)

    def show_file(self, file: HearingFile) -> None:
        """Offer what this participant's phase allows, standing at what was decided."""
        self._file = file
        offered = _offers(file)
        if self.chips is None or offered != self._offered:
            self._make_chips(offered)
        with QSignalBlocker(self.back_to):
            self.back_to.clear()
            for key, name in reversed(file.place.earlier):
                self.back_to.addItem(name, key)
        self.restore({"move": file.entry.move.value})

    def _make_chips(self, offered: tuple[tuple[PhaseMove, str], ...]) -> None:
        if self.chips is not None:
            self._box.removeWidget(self.chips)
            self.chips.hide()
            self.chips.deleteLater()
        self._offered = offered
        tones = {PhaseMove.STAY: Tone.INFO, PhaseMove.DEMOTE: Tone.WATCH}
        choices = [Choice(move, words, tones.get(move, Tone.GOOD)) for move, words in offered]
        self.chips = ChoiceChips(choices, "Phase", numbered=False)
        self.chips.chosen.connect(self._chosen)
        self._box.insertWidget(0, self.chips)

    def move(self) -> PhaseMove:
        """The move chosen; staying when none is."""
        chosen = self.chips.value() if self.chips is not None else None
        return chosen or PhaseMove.STAY

    def forward(self) -> PhaseMove:
        """The step on that this phase allows: the next phase, or graduation from the last one."""
        offered = dict(self._offered)
        return PhaseMove.GRADUATE if PhaseMove.GRADUATE in offered else PhaseMove.ADVANCE

    def set_move(self, move: PhaseMove) -> None:
        """Choose a move as if its chip were pressed."""
        if self.chips is not None and move in dict(self._offered):
            self.chips.set_value(move)
            self._chosen(move)

    def values(self) -> dict[str, Any]:
        """The parts of an outcome that this choice decides."""
        move = self.move()
        if move is PhaseMove.STAY:
            return {"move": move}
        return {
            "move": move,
            "decided_by": self.decided_by.value() or "",
            "reason": self.reason.value() or "",
            "back_to": self.back_to.currentData() or "" if move is PhaseMove.DEMOTE else "",
            "remedial_plan": self.plan.value() or "" if move is PhaseMove.DEMOTE else "",
        }

    def kept(self) -> dict[str, Any]:
        """Plain data for a draft."""
        return {
            "move": self.move().value,
            "decided_by": self.decided_by.kept(),
            "reason": self.reason.kept(),
            "remedial_plan": self.plan.kept(),
            "back_to": self.back_to.currentData() or "",
        }

    def restore(self, kept: dict[str, Any]) -> None:
        """Put a draft back, silently."""
        for editor, key in (
            (self.decided_by, "decided_by"),
            (self.reason, "reason"),
            (self.plan, "remedial_plan"),
        ):
            with QSignalBlocker(editor):
                editor.restore(kept.get(key, ""))
        place = self.back_to.findData(kept.get("back_to", ""))
        with QSignalBlocker(self.back_to):
            self.back_to.setCurrentIndex(max(0, place))
        if self.chips is not None:
            self.chips.set_value(PhaseMove(kept.get("move", PhaseMove.STAY)))
        self._write()

    def refuse(self, findings: tuple[Finding, ...]) -> None:
        """Show the findings that stand against the move and go to the first empty answer."""
        self.findings.show_findings(findings)
        self.decided_by.show()
        self.reason.show()
        self.missing().setFocus()

    def missing(self) -> QWidget:
        """The first answer that is not given: who decided, or why."""
        return self.decided_by if self.decided_by.value() is None else self.reason

    def _chosen(self, move: object) -> None:
        self._write()
        self.changed.emit()

    def _edited(self) -> None:
        self.changed.emit()

    def _write(self) -> None:
        """The remark, and the answers that the chosen move needs."""
        self.findings.show_findings(())
        if self._file is None:
            return
        move, asked = self.move(), _goal(self._file, self.move())
        self.words.setText(_remark(self._file, move))
        made = self._file.entry.move is not PhaseMove.STAY
        against = asked is not None and not asked.ready_but_for_decisions
        back = move is PhaseMove.DEMOTE
        needed = not made and (back or (move is not PhaseMove.STAY and against))
        self.decided_by.setVisible(needed)
        self.reason.setVisible(needed)
        self.back_to.setVisible(back and not made)
        self.plan.setVisible(back and not made)
        if self.chips is not None:
            self.chips.setEnabled(not made)


def _goal(file: HearingFile, move: PhaseMove) -> Any:
    return file.dismissal if move is PhaseMove.GRADUATE else file.readiness


def _offers(file: HearingFile) -> tuple[tuple[PhaseMove, str], ...]:
    place = file.place
    if place.number is None:
        return ((PhaseMove.STAY, "No phase"),)
    offered = [(PhaseMove.STAY, f"Stays in {place.number}")]
    if place.next_name:
        offered.append((PhaseMove.ADVANCE, f"Advances to {place.next_number}"))
    else:
        offered.append((PhaseMove.GRADUATE, "Graduates"))
    if place.earlier:
        offered.append((PhaseMove.DEMOTE, "Returns"))
    return tuple(offered)


def _remark(file: HearingFile, move: PhaseMove) -> str:
    """Why not yet, in one line: the earliest day and what sets it."""
    if file.entry.move is not PhaseMove.STAY:
        return f"{file.entry.move.label}, as recorded at this hearing."
    if move is PhaseMove.DEMOTE:
        return "A step back comes with a reason and a plan of what helps."
    asked = _goal(file, move)
    if asked is None:
        return ""
    if asked.ready:
        return f"{asked.title}: everything is met."
    if asked.ready_but_for_decisions:
        return f"{asked.title}: all is met that does not wait for a decision."
    day = asked.earliest or asked.if_acted
    what = asked.title.partition(":")[0]
    when = f"{what} at the earliest {short(day, file.as_of)}" if day else f"{what}: not yet"
    binding = f" ({asked.binding.requirement})" if asked.binding else ""
    return f"{when}{binding}."
