"""Who is open on a court day and where they stand, above what the team reads and decides."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from drugcourt.casework.hearings.file import HearingFile, words_of_medications
from drugcourt.domain.dates import counted, short
from drugcourt.domain.episodes import EpisodeStatus, RiskNeed
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.flow import FoldingRow
from drugcourt.ui.kit.labels import Muted, Title
from drugcourt.ui.kit.theme import px

FOLDS = 470  # below this width the buttons stand under the name


def head_words(file: HearingFile) -> str:
    """`CR-2026-00412 · phase 1, day 34 of at least 60 days · 0 sober days · high risk, high need`.

    Lists beside it leave out the phase and the sober days in a narrow window: they stand here.
    """
    place = file.place
    told = list(file.case_numbers)
    if place.number is not None:
        least = f" of at least {place.at_least}" if place.at_least else ""
        told.append(f"phase {place.number}, day {place.days}{least}")
    if file.sober_days is not None:
        told.append(counted(file.sober_days, "sober day"))
    if file.status is not EpisodeStatus.ACTIVE:
        since = f" since {short(file.status_since, file.as_of)}" if file.status_since else ""
        told.append(f"{file.status.label.lower()}{since}")
    if file.risk_need is not RiskNeed.UNKNOWN:
        told.append(file.risk_need.label.lower())
    if file.medications:
        told.append(words_of_medications(file.medications, file.as_of))
    if file.preferred_name:
        told.append(f"called {file.preferred_name}")
    return " · ".join(told)


class PersonHead(QWidget):
    """Name, where the participant stands, and the two ways on. `what` is what F9 records."""

    record_wanted = Signal()
    file_wanted = Signal()

    def __init__(self, what: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = Title("")
        self.name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.detail = Muted("")
        self.file_button = Button("Open file", self.file_wanted)
        self.record_button = Button(
            "Record and next", self.record_wanted, Look.PRIMARY, icon_name="check"
        )
        self.record_button.setText("Record and next   F9")
        self.record_button.setToolTip(f"Record this {what} and go to the next (F9)")
        words, buttons = QWidget(), QWidget()
        told = QVBoxLayout(words)
        told.setContentsMargins(0, 0, 0, 0)
        told.setSpacing(px(4))
        told.addWidget(self.name)
        told.addWidget(self.detail)
        row = QHBoxLayout(buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        row.addWidget(self.file_button, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.record_button, 0, Qt.AlignmentFlag.AlignVCenter)
        both = QVBoxLayout(self)
        both.setContentsMargins(0, 0, 0, 0)
        both.addWidget(FoldingRow((words, 1), (buttons, 0), under=FOLDS, gap=8))

    def show_file(self, file: HearingFile) -> None:
        """The words of one participant."""
        self.name.setText(file.name)
        self.name.setToolTip(file.name)
        self.detail.setText(head_words(file))
