"""What stands on each tab of a handbook: phases, graduation, the sober clock, the responses."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from drugcourt.casework.programs.handbook import EventLine, Handbook, PhaseCard, ResponseLine
from drugcourt.domain.program import Effect
from drugcourt.domain.tone import Tone
from drugcourt.fields.field import Field
from drugcourt.ui.kit.cards import Card, columns
from drugcourt.ui.kit.flow import scrolled
from drugcourt.ui.kit.labels import Heading, Muted, Pill, Text
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.table_view import DataTable
from drugcourt.ui.kit.theme import px
from drugcourt.ui.programs.lines import RequirementRow, SourcedRow, bullets, stacked

EVENT = Field("event", "What happened", width=30)
EFFECT = Field("effect", "What it does to the sober count", width=24)
_TONES = {"Low": Tone.GOOD, "Moderate": Tone.INFO, "High": Tone.WATCH}


def phases_tab(book: Handbook) -> QScrollArea:
    """One card a phase."""
    return _reading(*(_phase_card(phase) for phase in book.phases))


def graduation_tab(book: Handbook) -> QScrollArea:
    """What graduation takes, and what it does to the case on each legal track."""
    asked = Card("Graduation", "what it takes after the last phase")
    for line in book.graduation:
        asked.add(RequirementRow(line))
    if not book.graduation:
        asked.add(Muted("This handbook asks for nothing beyond the last phase."))
    ends = Card("What becomes of the case", "by legal track")
    for outcome in book.outcomes:
        ends.add(SourcedRow(outcome))
    if not book.outcomes:
        ends.add(Muted("This handbook does not say what becomes of the case."))
    once = Card("Milestones", "things done once")
    for milestone in book.milestones:
        once.add(SourcedRow(milestone))
    if not book.milestones:
        once.add(Muted("This handbook names no milestones."))
    for card in (asked, ends, once):
        card.add_space()
    side = stacked(ends, once, gap=14)
    held = QWidget()
    row = columns((asked, 3), (side, 2))
    held.setLayout(row)
    return _reading(held)


def sober_tab(book: Handbook) -> QScrollArea:
    """What each event does to the count, and how days are counted."""
    table = DataTable(
        [Column(EVENT, stretch=True), Column(EFFECT, pills=_effect)],
        "Sober count",
        row_id="event",
        fit=True,
    )
    table.set_rows(book.sober.events)
    clock = Card("The sober clock", "what starts the count again")
    clock.add(table)
    counting = Card("How days are counted")
    counting.add(bullets((*book.sober.sentences, *book.counting)))
    if book.sober.origin:
        counting.add(Heading("Where this comes from"))
        counting.add(Text(book.sober.origin))
    counting.add_space()
    held = QWidget()
    held.setLayout(columns((clock, 3), (counting, 2)))
    return _reading(held)


def responses_tab(book: Handbook) -> QScrollArea:
    """The catalogue, one card a family, from the mildest to the strongest."""
    if not book.responses:
        return _reading(Muted("This handbook has no catalogue of responses."))
    held = QWidget()
    held.setLayout(columns(*((_family(words, lines), 1) for words, lines in book.responses)))
    return _reading(held)


def _family(words: str, lines: tuple[ResponseLine, ...]) -> Card:
    card = Card(words)
    for magnitude in dict.fromkeys(line.magnitude for line in lines):
        card.add(Pill(magnitude, _TONES.get(magnitude, Tone.PLAIN)))
        card.add(bullets(_response(line) for line in lines if line.magnitude == magnitude))
    card.add_space()
    return card


def _response(line: ResponseLine) -> str:
    return f"{line.title} (jail)" if line.jail and "jail" not in line.title.lower() else line.title


def _phase_card(phase: PhaseCard) -> Card:
    card = Card(phase.title, phase.purpose)
    expected = stacked(
        *([Text(phase.for_whom)] if phase.for_whom else []),
        Heading("While in this phase"),
        bullets((*phase.expectations, *phase.duties))
        if phase.expectations or phase.duties
        else Muted("The handbook says nothing here."),
        *([Muted(f"Source: {phase.basis}", small=True)] if phase.basis else []),
    )
    leaving = stacked(
        Heading("What it takes to leave it"),
        *(RequirementRow(line) for line in phase.requirements),
        gap=0,
    )
    left, right = _topped(expected), _topped(leaving)
    card.add(columns((left, 2), (right, 3)))
    return card


def _topped(piece: QWidget) -> QWidget:
    """The piece at the top of its column."""
    held = QWidget()
    box = QVBoxLayout(held)
    box.setContentsMargins(0, 0, px(8), 0)
    box.addWidget(piece)
    box.addStretch(1)
    return held


def _reading(*pieces: QWidget) -> QScrollArea:
    """The pieces in an area that the arrow keys scroll."""
    inner = QWidget()
    box = QVBoxLayout(inner)
    box.setContentsMargins(0, px(12), px(4), 0)
    box.setSpacing(px(14))
    for piece in pieces:
        box.addWidget(piece)
    box.addStretch(1)
    area = scrolled(inner)
    area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return area


def _effect(line: EventLine) -> list[tuple[str, Tone]]:
    return [(line.effect, Tone.WATCH if line.does is Effect.RESET else Tone.PLAIN)]
