"""How one line of a handbook looks: its sentence, the rule behind it, and where it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from drugcourt.casework.programs.handbook import RequirementLine, Sourced
from drugcourt.ui.kit.flow import rule
from drugcourt.ui.kit.icons import Picture
from drugcourt.ui.kit.labels import Muted, Text
from drugcourt.ui.kit.theme import px

LONGEST_WORD = 24
_PLACES = re.compile(r"[/.?&=_-]+")


def stacked(*pieces: QWidget, gap: int = 6) -> QWidget:
    """The pieces under each other, as tall as they are."""
    held = QWidget()
    box = QVBoxLayout(held)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(px(gap))
    for piece in pieces:
        box.addWidget(piece)
    return held


def breakable(words: str) -> str:
    """The words with places to break in those that are longer than a column, as addresses are."""
    return " ".join(
        _PLACES.sub("\\g<0>\u200b", word) if len(word) > LONGEST_WORD else word
        for word in words.split(" ")
    )


def bullet(words: str) -> QWidget:
    """One sentence of a list."""
    held = QWidget()
    row = QHBoxLayout(held)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(px(8))
    row.addWidget(Picture("minus", role="faint", size=13), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Text(breakable(words)), 1)
    return held


def bullets(words: Iterable[str]) -> QWidget:
    """A list of sentences."""
    return stacked(*(bullet(word) for word in words), gap=4)


class RequirementRow(QWidget):
    """One requirement: the handbook’s words, the rule in plain words, for whom, the source."""

    def __init__(self, line: RequirementLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = line
        told = " ".join(part for part in (line.rule, line.applies) if part)
        self.setAccessibleName(f"{line.text}. {told} {line.basis}".strip())
        self.setToolTip(f"{line.text}\n{told}\n{line.basis}".strip())
        words = QVBoxLayout()
        words.setSpacing(px(1))
        words.addWidget(Text(line.text))
        words.addWidget(Muted(told, small=True))
        if line.basis:
            words.addWidget(Muted(f"Source: {line.basis}", small=True))
        row = QHBoxLayout()
        row.setContentsMargins(0, px(6), 0, px(6))
        row.setSpacing(px(8))
        row.addWidget(Picture("circle", role="muted"), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(row)
        outer.addWidget(rule())


class SourcedRow(QWidget):
    """A milestone, or what a track ends with, and its source."""

    def __init__(self, what: Sourced, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(f"{what.title} {what.detail}. {what.basis}".strip())
        words = QVBoxLayout(self)
        words.setContentsMargins(0, px(4), 0, px(4))
        words.setSpacing(px(1))
        words.addWidget(Text(f"{what.title}: {what.detail}" if what.detail else what.title))
        if what.basis:
            words.addWidget(Muted(what.basis, small=True))
