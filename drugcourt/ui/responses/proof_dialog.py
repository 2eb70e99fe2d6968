"""How one slip was drawn, so that anybody can draw it again: seed, number, bowl, place."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from drugcourt.casework.responses.fishbowl import Proof
from drugcourt.domain.dates import long
from drugcourt.domain.tone import Tone
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.icons import TONE_ICONS, Picture
from drugcourt.ui.kit.labels import Heading, Muted, Text
from drugcourt.ui.kit.theme import px


class ProofDialog(QDialog):
    """The proof in lines; the words can be marked and copied."""

    def __init__(self, proof: Proof, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Proof of a draw")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(20), px(16), px(20), px(16))
        outer.setSpacing(px(12))
        outer.addWidget(Heading(proof.title))
        outer.addWidget(Muted(f"{proof.name}, {long(proof.day)}"))
        same = Tone.ALARM if proof.problem else Tone.GOOD
        said = proof.problem or "Drawn again from this record, it comes out the same."
        line = QHBoxLayout()
        line.setSpacing(px(8))
        line.addWidget(Picture(TONE_ICONS[same], same.label, tone=same))
        line.addWidget(Text(said), 1)
        outer.addLayout(line)
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(px(6))
        grid.setColumnStretch(1, 1)
        for place, (name, words) in enumerate(lines(proof)):
            value = Text(words)
            value.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse
                | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            grid.addWidget(Muted(name, wrap=False), place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, place, 1)
        outer.addLayout(grid)
        outer.addStretch(1)
        close = Button("Close", self.close, Look.PRIMARY)
        outer.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self.resize(px(620), px(440))
        close.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)


def lines(proof: Proof) -> list[tuple[str, str]]:
    """What is needed to draw it again, in its order."""
    total = sum(slips.count for slips in proof.bowl)
    bowl = "; ".join(f"{slips.count:,} × {slips.title}" for slips in proof.bowl)
    return [
        ("Seed", _spaced(proof.seed)),
        ("Drawn for", f"{proof.day.isoformat()}|{proof.unit}"),
        ("Number", f"{proof.drawn} (HMAC-SHA256 of it with the seed, first eight bytes)"),
        ("In the bowl", f"{bowl}: {total:,} slips in this order"),
        ("Slip", f"{proof.place:,}: number times {total:,}, divided by 2 to the 64, plus one"),
        ("Fingerprint", _spaced(proof.fingerprint)),
        ("Way of drawing", proof.algorithm),
    ]


def _spaced(text: str) -> str:
    """In groups of eight, so that a long number breaks where it should."""
    return " ".join(text[place : place + 8] for place in range(0, len(text), 8))
