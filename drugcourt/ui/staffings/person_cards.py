"""What the team reads of one participant: what changed, what is known since, what is open."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from drugcourt.casework.hearings.file import HearingFile
from drugcourt.casework.staffings.agenda import AgendaLine
from drugcourt.domain.dates import short
from drugcourt.domain.findings import Finding
from drugcourt.domain.responses import ResponseFamily
from drugcourt.domain.staffings import REASON_TONES
from drugcourt.domain.tone import Tone
from drugcourt.ui.kit.cards import Card
from drugcourt.ui.kit.labels import Muted, Pill, Text, TwoTone
from drugcourt.ui.kit.theme import px

MOST_CHANGES, MOST_LINES, MOST_OPEN = 7, 5, 5


class ChangesCard(Card):
    """Why this participant is talked about: each reason with what was found."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("What changed", parent=parent)
        self._rows: list[tuple[Pill, Text, QWidget]] = []
        for _ in range(MOST_CHANGES):
            line = QWidget()
            pill, text = Pill(), Text()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(px(8))
            row.addWidget(pill, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(text, 1)
            self.add(line)
            self._rows.append((pill, text, line))
        self.add_space()

    def show_line(self, line: AgendaLine, file: HearingFile) -> None:
        """The changes, the most urgent first."""
        self.set_heading("What changed", f"since {short(file.since, file.as_of)}")
        for place, (pill, text, row) in enumerate(self._rows):
            there = place < len(line.changes)
            row.setVisible(there)
            if there:
                change = line.changes[place]
                pill.set_pill(change.reason.label, REASON_TONES[change.reason])
                text.setText(change.text)

    def texts(self) -> list[str]:
        """What is said, for those who look from outside."""
        return [text.text() for _, text, row in self._rows if not row.isHidden()]


class SinceCard(Card):
    """What was recorded since the last hearing, part by part."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("In this time", parent=parent)
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(14))
        grid.setVerticalSpacing(px(6))
        grid.setColumnStretch(1, 1)
        self._rows: list[tuple[Muted, TwoTone]] = []
        top = Qt.AlignmentFlag.AlignTop
        for place in range(MOST_LINES):
            topic, line = Muted("", wrap=False), TwoTone()
            grid.addWidget(topic, place, 0, top)
            grid.addWidget(line, place, 1, top)
            self._rows.append((topic, line))
        self.add(grid)
        self.add_space()

    def show_file(self, file: HearingFile) -> None:
        """The parts of one participant."""
        for place, (topic, line) in enumerate(self._rows):
            there = place < len(file.lines)
            topic.setVisible(there)
            line.setVisible(there)
            if there:
                said = file.lines[place]
                topic.setText(said.topic)
                both = said.strong and said.text
                line.set_words(f"{said.strong};" if both else said.strong, said.text)


class OpenCard(Card):
    """What the next step still asks, and how the responses stand so far."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Next step", parent=parent)
        self.goal = TwoTone()
        self.add(self.goal)
        self._rows: list[TwoTone] = []
        for _ in range(MOST_OPEN):
            line = TwoTone()
            self.add(line)
            self._rows.append(line)
        ratio = QHBoxLayout()
        self.ratio = TwoTone()
        self.pill = Pill("", Tone.WATCH)
        ratio.addWidget(self.ratio, 1)
        ratio.addWidget(self.pill, 0, Qt.AlignmentFlag.AlignTop)
        self.add(ratio)
        self.orders = TwoTone()
        self.add(self.orders)
        self.add_space()

    def show_file(self, file: HearingFile) -> None:
        """Of one participant."""
        asked = file.readiness
        self.goal.setVisible(asked is not None)
        open_: Sequence[Finding] = asked.open if asked is not None else ()
        if asked is not None:
            met = f"{asked.met_count} of {len(asked.findings)} met"
            self.goal.set_words(f"{asked.title}:", met)
        for place, line in enumerate(self._rows):
            there = place < len(open_)
            line.setVisible(there)
            if there and place == MOST_OPEN - 1 and len(open_) > MOST_OPEN:
                line.set_words("", f"and {len(open_) - place} more, in the file")
            elif there:
                line.set_words("", f"Open: {open_[place].requirement} ({open_[place].text})")
        self._show_responses(file)

    def _show_responses(self, file: HearingFile) -> None:
        good = file.count(ResponseFamily.INCENTIVE)
        hard = file.count(ResponseFamily.SANCTION)
        self.ratio.set_words(f"{good} : {hard}", "incentives to sanctions since admission")
        self.pill.set_pill(f"aim {file.ratio} : 1", Tone.WATCH)
        self.pill.setVisible(good < file.ratio * hard)
        due = [o for o in file.open_orders if o.due_on is not None]
        self.orders.setVisible(bool(due))
        told = [f"{o.title} by {short(o.due_on, file.as_of)}" for o in due if o.due_on]
        self.orders.set_words("Open orders:", "; ".join(told))
