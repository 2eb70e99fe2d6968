"""What one entry of the handbook says, to be changed: a sentence with its numbers, and the rest."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from drugcourt.casework.programs.draft_slots import (
    WORDS_AND_BASIS,
    Slot,
    Sort,
    is_requirement,
    slots,
)
from drugcourt.casework.programs.draft_views import heading, rule_in_words
from drugcourt.casework.programs.draft_words import KINDS_IN_WORDS, SENTENCES
from drugcourt.casework.programs.drafting import Draft, Path, Verdict
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.flow import FlowLayout, rule
from drugcourt.ui.kit.labels import Heading, Muted, Text
from drugcourt.ui.kit.signals import weakly
from drugcourt.ui.kit.theme import px
from drugcourt.ui.programs.draft_inputs import Input, UndoElsewhere
from drugcourt.ui.programs.draft_typing import input_for
from drugcourt.ui.programs.lines import stacked

_NARROW = (Sort.AMOUNT, Sort.WHOLE, Sort.NUMBER, Sort.MONEY, Sort.DAY, Sort.WEEKDAY)

_LONGEST = 38


class SlotRow(QWidget):
    """A label, the input, and under it why it can't be taken."""

    def __init__(self, piece: Input, *, labelled: bool) -> None:
        super().__init__()
        self.input = piece
        self.error = Muted("", small=True)
        self.error.setProperty("kit", "error")
        self.error.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(2))
        if labelled and piece.slot.sort is not Sort.YES_NO:
            star = " *" if piece.slot.needed else ""
            words = QLabel(piece.slot.label.replace("&", "&&") + star)
            words.setTextFormat(Qt.TextFormat.PlainText)
            words.setWordWrap(True)
            words.setBuddy(piece.focusProxy())
            box.addWidget(words)
        if labelled and piece.slot.sort in _NARROW:
            box.addWidget(piece, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            box.addWidget(piece)
        box.addWidget(self.error)

    def say(self, sentence: str) -> None:
        """Show why it can't be taken; nothing clears."""
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))
        self.input.mark(sentence)


class DraftForm(QScrollArea):
    """The form of one entry. `typed(path, value)` goes out for every change of a value.

    `wanted(verb, path)` asks for what changes the shape: up, down, remove, part, go.
    """

    typed = Signal(object, object)
    left = Signal()
    wanted = Signal(str, object)
    given_up = Signal()

    def __init__(self, draft: Draft, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.draft, self._today = draft, today
        self.path: Path = ()
        self.rows: dict[Path, SlotRow] = {}
        self._shape: tuple[Any, ...] = ()
        self._open: frozenset[str] = frozenset()
        self._elsewhere = UndoElsewhere(self)
        self.sentence, self.problem = Text(""), Muted("", small=True)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("What this entry says")

    # Showing ----------------------------------------------------------------------------------

    def show_entry(self, path: Path, verdict: Verdict) -> None:
        """Lay out the form of an entry; the same entry keeps its inputs."""
        self._open_wrong(path, verdict)
        shape = (path, self._kind(path), tuple(sorted(self._open)), self._keys_shape())
        if shape != self._shape or not self.rows:
            self.path, self._shape = path, shape
            self._lay_out()
        self.refresh(verdict)

    def _open_wrong(self, path: Path, verdict: Verdict) -> None:
        """A mistake in a part of the form that is folded away opens it."""
        if path != self.path or not self.rows:
            return
        hidden = [m for m in verdict.under(path) if len(m.path) > len(path)]
        if any(m.path[: len(path) + 1] not in self.rows for m in hidden):
            self._open |= {"more"} | {str(m.path[len(path)]) for m in hidden}

    def refresh(self, verdict: Verdict) -> None:
        """Show the values and mistakes as they stand."""
        base = self.draft.full(self.path) if is_requirement(self.path) else None
        for path, row in self.rows.items():
            value = self.draft.at(path)
            if value is None and base and len(path) == len(self.path) + 1:
                value = base.get(str(path[-1]))
            row.input.show_value(value)
            row.say(" ".join(str(mistake) for mistake in verdict.under(path)))
        self.sentence.setText(rule_in_words(self.draft, self.path, verdict.program))
        self.sentence.setVisible(bool(self.sentence.text()))
        said = " ".join(verdict.at(self.path) + self._elsewhere_said(verdict))
        self.problem.setText(said)
        self.problem.setVisible(bool(said))

    def _elsewhere_said(self, verdict: Verdict) -> list[str]:
        """Mistakes of this entry that have no input of their own."""
        shown = {*self.rows, self.path}
        return [
            str(mistake)
            for mistake in verdict.under(self.path)
            if len(mistake.path) == len(self.path) + 1
            and mistake.path not in shown
            and isinstance(mistake.path[-1], str)
        ]

    def focus_value(self, path: Path) -> None:
        """Put the keyboard on the input of a value, or on the first."""
        row = next((row for at, row in self.rows.items() if path[: len(at)] == at), None)
        row = row or next(iter(self.rows.values()), None)
        if row is not None:
            row.input.setFocus(Qt.FocusReason.OtherFocusReason)
            self.ensureWidgetVisible(row)

    def _kind(self, path: Path) -> str:
        """The kind of a requirement, which an exception may take from the rule it replaces."""
        return str(self.draft.full(path).get("kind", "")) if is_requirement(path) else ""

    def _keys_shape(self) -> tuple[int, ...]:
        parts = self.draft.at((*self.path, "parts")) or []
        named = [len(self.draft.keys(name)) for name in ("phases", "milestones", "requirements")]
        return (*named, len(parts))

    # Building ---------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.rows = {}
        inner = QWidget()
        inner.setProperty("kit", "canvas")
        box = QVBoxLayout(inner)
        box.setContentsMargins(px(4), 0, px(14), px(12))
        box.setSpacing(px(10))
        kind = self._kind(self.path)
        box.addWidget(Heading(heading(self.draft, self.path)))
        self.problem = Muted("", small=True)
        self.problem.setProperty("kit", "error")
        self.sentence = Text("")
        box.addWidget(self.problem)
        if is_requirement(self.path):
            self._lay_out_requirement(box, kind)
        else:
            self._rows(box, self.path, self._plain_slots())
            if self.path[0] == "phases":
                self._for_whom(box, "only_if", "Only for some people")
        self._feet(box)
        box.addStretch(1)
        self.setWidget(inner)

    def _lay_out_requirement(self, box: QVBoxLayout, kind: str) -> None:
        box.addWidget(Muted(KINDS_IN_WORDS.get(kind, "Unknown kind"), small=True))
        box.addWidget(self._row(self.path, WORDS_AND_BASIS[0]))
        found = {slot.name: slot for slot in slots(self.path, kind)}
        template = SENTENCES.get(kind, "")
        inline = [name for name in re.findall(r"\{(\w+)\}", template) if name in found]
        if inline:
            box.addWidget(self._flow(template, found))
        box.addWidget(self.sentence)
        if kind in ("all_of", "any_of", "n_of"):
            box.addWidget(self._parts())
        box.addWidget(self._row(self.path, WORDS_AND_BASIS[1]))
        rest = [slot for name, slot in found.items() if name not in inline]
        entry = self.draft.at(self.path) or {}
        given = [slot for slot in rest if slot.name in entry]
        more = [slot for slot in rest if slot.name not in entry]
        self._rows(box, self.path, given)
        if self._fold(box, "more", f"More settings ({len(more)})"):
            self._rows(box, self.path, more)
        self._for_whom(box, "only_if", "Only for some people")
        self._for_whom(box, "unless", "Not for some people")

    def _plain_slots(self) -> list[Slot]:
        if self.path != ("options",):
            return list(slots(self.path))
        names = self.draft.at(self.path) or {}
        return [Slot(name, name.replace("_", " "), Sort.YES_NO, needed=True) for name in names]

    def _for_whom(self, box: QVBoxLayout, when: str, words: str) -> None:
        path = (*self.path, when)
        if self.draft.at(path):
            box.addWidget(Heading(words))
        elif not self._fold(box, when, f"{words}…"):
            return
        self._rows(box, path, list(slots(path)))

    def _fold(self, box: QVBoxLayout, name: str, words: str) -> bool:
        """A button that opens a part; True when it is open."""
        opened = name in self._open
        sign = "▾" if opened else "▸"
        row = QHBoxLayout()
        row.addWidget(Button(f"{sign} {words}", weakly(self.fold, name), Look.QUIET))
        row.addStretch(1)
        box.addLayout(row)
        return opened

    def fold(self, name: str) -> None:
        """Open a part of the form, or close it."""
        self._open ^= {name}
        self.wanted.emit("go", self.path)

    def _rows(self, box: QVBoxLayout, path: Path, found: list[Slot]) -> None:
        for slot in found:
            box.addWidget(self._row(path, slot))

    def _row(self, path: Path, slot: Slot, *, labelled: bool = True) -> SlotRow:
        piece = input_for(slot, self._today, self.draft.keys(slot.source) if slot.source else ())
        for child in (piece, *piece.findChildren(QWidget)):
            child.installEventFilter(self._elsewhere)
        at = (*path, slot.name)
        piece.typed.connect(weakly(self._typed, at, piece))
        piece.left.connect(self.left)
        row = SlotRow(piece, labelled=labelled)
        self.rows[at] = row
        return row

    def _flow(self, template: str, found: dict[str, Slot]) -> QWidget:
        """The kind's sentence with its numbers as inputs in it."""
        held = QWidget()
        flow = FlowLayout(held, gap=5)
        for piece in re.split(r"(\{\w+\})", template):
            name = piece.strip("{}")
            if piece.startswith("{") and name in found:
                flow.addWidget(self._row(self.path, found[name], labelled=False))
            else:
                for word in piece.split():
                    label = QLabel(word)
                    label.setMinimumHeight(px(30))
                    flow.addWidget(label)
        policy = held.sizePolicy()
        policy.setHeightForWidth(True)
        held.setSizePolicy(policy)
        return held

    def _parts(self) -> QWidget:
        parts = self.draft.at((*self.path, "parts")) or []
        pieces: list[QWidget] = [Heading("Its parts")]
        for n, part in enumerate(parts):
            path = (*self.path, "parts", n)
            words = str(part.get("text", "")).replace("&", "&&")
            cut = words if len(words) <= _LONGEST else f"{words[:_LONGEST].rstrip()}…"
            go = Button(f"{n + 1}. {cut}", weakly(self._want, "go", path), Look.QUIET)
            go.setAccessibleName(f"Part {n + 1}: {words}")
            pieces.append(go)
        add = Button("Add a part…", weakly(self._want, "part", self.path), icon_name="plus")
        return stacked(*pieces, add, gap=4)

    def _feet(self, box: QVBoxLayout) -> None:
        entry = self.draft.at(self.path)
        if isinstance(entry, dict) and entry.get("key"):
            box.addWidget(Muted(f"Short name that never changes: {entry['key']}", small=True))
        if not isinstance(self.path[-1], int):
            return
        box.addWidget(rule())
        row = QHBoxLayout()
        row.addWidget(Button("Earlier", weakly(self._want, "up", self.path)))
        row.addWidget(Button("Later", weakly(self._want, "down", self.path)))
        row.addStretch(1)
        row.addWidget(Button("Remove", weakly(self._want, "remove", self.path)))
        box.addLayout(row)

    # Hearing ----------------------------------------------------------------------------------

    def _typed(self, path: Path, piece: Input) -> None:
        value = piece.value()
        entry = self.draft.at(self.path)
        inherits = isinstance(entry, dict) and bool(entry.get("replaces"))
        if value == piece.slot.default and not inherits:
            value = None
        self.typed.emit(path, value)

    def _want(self, verb: str, path: Path) -> None:
        self.wanted.emit(verb, path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
            event.accept()
        else:
            super().keyPressEvent(event)
