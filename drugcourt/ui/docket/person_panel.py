"""What the team reads of one participant before and during the hearing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from drugcourt.casework.hearings.file import HearingFile
from drugcourt.casework.hearings.since_words import SinceLine
from drugcourt.domain.dates import counted, short
from drugcourt.domain.findings import Finding, Readiness, Verdict
from drugcourt.domain.responses import ResponseFamily
from drugcourt.domain.tone import Tone
from drugcourt.fields import hearings as fields
from drugcourt.ui.kit.cards import Card
from drugcourt.ui.kit.editors import LongEditor
from drugcourt.ui.kit.labels import Muted, Pill, Text, TwoTone
from drugcourt.ui.kit.theme import colors, px

MOST_LINES = 5
_SIGNS = {
    Verdict.MET: "✓",
    Verdict.WAIVED: "✓",
    Verdict.UNMET: "✗",
    Verdict.UNKNOWN: "?",
    Verdict.FAILED: "✗",
}


class SinceCard(Card):
    """What happened since the last hearing, and the participant's own account of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Since the last hearing", parent=parent)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(px(14))
        self._grid.setVerticalSpacing(px(8))
        self._grid.setColumnStretch(1, 1)
        self._topics: list[Muted] = []
        self.lines: list[TwoTone] = []
        for place in range(MOST_LINES):
            topic, line = Muted("", wrap=False), TwoTone()
            top = Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(topic, place, 0, top)
            self._grid.addWidget(line, place, 1, top)
            self._topics.append(topic)
            self.lines.append(line)
        self.account = LongEditor(fields.ACCOUNT)
        self.account.box.setPlaceholderText("In the participant's own words")
        self.account.box.setMinimumHeight(px(34))
        self.account.box.setMaximumHeight(px(54))
        label = Muted("Own account", wrap=False)
        self._grid.addWidget(label, MOST_LINES, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(self.account, MOST_LINES, 1)
        self.add(self._grid)
        self.add_space()

    def show_file(self, file: HearingFile) -> None:
        """The lines of one participant."""
        self.set_heading(f"Since {short(file.since, file.as_of)}")
        self.show_lines(file.lines)

    def show_lines(self, lines: Sequence[SinceLine]) -> None:
        """As many lines as there are."""
        for place in range(MOST_LINES):
            shown = place < len(lines)
            self._topics[place].setVisible(shown)
            self.lines[place].setVisible(shown)
            if shown:
                self._topics[place].setText(lines[place].topic)
                self.lines[place].set_words(*_joined(lines[place]))


def _joined(line: SinceLine) -> tuple[str, str]:
    """What stands out, then the rest, parted so that both read as one sentence."""
    both = line.strong and line.text
    return (f"{line.strong};" if both else line.strong, line.text)


class RulesCard(Card):
    """What the handbook says of this participant today: what needs a look, what is met or open."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("What the rules say", parent=parent)
        self._rows: list[tuple[Pill, Text, QWidget]] = []
        for _ in range(MOST_LINES):
            line = QWidget()
            pill, text = Pill(), Text()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(px(8))
            row.addWidget(pill, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(text, 1)
            self.add(line)
            self._rows.append((pill, text, line))
        self.goal = TwoTone()
        self.add(self.goal)
        self.findings = QLabel()
        self.findings.setTextFormat(Qt.TextFormat.RichText)
        self.findings.setWordWrap(True)
        self.findings.setProperty("kit", "small")
        self.add(self.findings)
        self.add_space()
        self._shown: HearingFile | None = None

    def show_file(self, file: HearingFile) -> None:
        """The attention items, then the requirements of the next step."""
        self._shown = file
        for place, (pill, text, line) in enumerate(self._rows):
            there = place < len(file.attention)
            line.setVisible(there)
            if there:
                item = file.attention[place]
                pill.set_pill(item.word, item.tone)
                text.setText(item.text)
        asked = file.readiness
        self.goal.setVisible(asked is not None)
        self.findings.setVisible(asked is not None)
        if asked is not None:
            self.goal.set_words(asked.title, goal_words(asked, file.as_of))
            self._write_findings(asked)

    def _write_findings(self, asked: Readiness) -> None:
        lines = [_finding_line(finding) for finding in asked.open]
        met = [finding for finding in asked.findings if finding.verdict.satisfied]
        if met:
            lines.append(_met_line(met))
        self.findings.setText("<br>".join(lines))
        told = [f"{f.verdict.label}: {f.requirement}. {f.text}" for f in (*asked.open, *met)]
        self.findings.setAccessibleName(" ".join(told))
        self.findings.setToolTip("<br>".join(escape(line) for line in told))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.PaletteChange and self._shown and self._shown.readiness:
            self._write_findings(self._shown.readiness)
        super().changeEvent(event)


def goal_words(asked: Readiness, as_of: date) -> str:
    """`5 of 9 met, at the earliest Dec 24`."""
    told = f"{asked.met_count} of {len(asked.findings)} met"
    if asked.ready:
        return f"{told}, ready"
    if asked.ready_but_for_decisions:
        return f"{told}, the rest is to be decided"
    if asked.earliest is not None:
        return f"{told}, at the earliest {short(asked.earliest, as_of)}"
    if asked.if_acted is not None:
        return f"{told}, at the earliest {short(asked.if_acted, as_of)} if the open acts are done"
    return told


def _finding_line(finding: Finding) -> str:
    """The requirement that is open, with how far it is."""
    look = colors()
    tone = {Tone.WATCH: look.watch_fg, Tone.ALARM: look.alarm_fg}
    color = tone.get(finding.verdict.tone, look.info_fg)
    sign = f"<span style='color:{color}'><b>{_SIGNS[finding.verdict]}</b></span>"
    so_far = f"now {finding.achieved}" if finding.achieved else ""
    if finding.verdict is Verdict.UNKNOWN:
        so_far = "to be decided"
    asked = f"<span style='color:{look.text}'>{escape(finding.requirement)}</span>"
    return f"{sign}&nbsp; {asked} {escape(so_far)}"


def _met_line(met: Sequence[Finding]) -> str:
    look = colors()
    sign = f"<span style='color:{look.good_fg}'><b>{_SIGNS[Verdict.MET]}</b></span>"
    named = "; ".join(escape(finding.requirement) for finding in met)
    return f"{sign}&nbsp; {named}"


class RatioCard(Card):
    """How many incentives stand against how many sanctions, since admission."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Incentives to sanctions", parent=parent)
        self.words = TwoTone()
        self.pill = Pill("", Tone.WATCH)
        row = QHBoxLayout()
        row.addWidget(self.words, 1)
        row.addWidget(self.pill)
        self.add(row)
        self.add_space()

    def show_file(self, file: HearingFile) -> None:
        """Counts of this participant; the aim is said while it is missed."""
        good = file.count(ResponseFamily.INCENTIVE)
        hard = file.count(ResponseFamily.SANCTION)
        self.setVisible(bool(good or hard))
        self.words.set_words(f"{good} : {hard}", "since admission")
        self.pill.set_pill(f"aim {file.ratio} : 1", Tone.WATCH)
        self.pill.setVisible(good < file.ratio * hard)


class OrdersCard(Card):
    """What was ordered and is not done yet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Open orders", parent=parent)
        self.words = Text()
        self.add(self.words)
        self.add_space()

    def show_file(self, file: HearingFile) -> None:
        """The open orders, the earliest due first."""
        due = sorted(file.open_orders, key=lambda order: (order.due_on or file.as_of, order.id))
        self.setVisible(bool(due))
        lines = []
        for order in due:
            late = (file.as_of - order.due_on).days if order.due_on else 0
            over = f", {counted(late, 'day')} late" if late > 0 else ""
            day = short(order.due_on, file.as_of) if order.due_on else ""
            lines.append(f"{order.title}, due {day}{over}")
        self.words.setText("\n".join(lines))
