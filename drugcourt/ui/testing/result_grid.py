"""How a day's cups are typed: one row a participant, one key a cell, exceptions only."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from drugcourt.casework.result_entry import Panel, ToTest, short_name
from drugcourt.casework.specimens import NewTest
from drugcourt.domain.terms import AnalyteResult, CollectionStatus, Substance, Validity
from drugcourt.domain.tone import Tone
from drugcourt.ui.kit.grid_entry import Code, GridColumn, GridEntry, GridRow

STATUS, VALIDITY = "status", "validity"
SEND = "C"
RESULTS = {
    "N": AnalyteResult.NEGATIVE,
    "P": AnalyteResult.POSITIVE,
    SEND: AnalyteResult.POSITIVE,
    "I": AnalyteResult.INCONCLUSIVE,
    "O": AnalyteResult.NOT_REPORTED,
}
STATUSES = {
    "M": CollectionStatus.MISSED,
    "R": CollectionStatus.REFUSED,
    "U": CollectionStatus.UNABLE,
    "A": CollectionStatus.ADMITTED,
}
VALIDITIES = {
    "V": Validity.VALID,
    "D": Validity.DILUTE,
    "T": Validity.ADULTERATED,
    "S": Validity.SUBSTITUTED,
    "X": Validity.INVALID,
}
CODES = (
    Code("N", "Negative", Tone.GOOD),
    Code("P", "Positive", Tone.ALARM),
    Code(SEND, "Positive, to the laboratory", Tone.WATCH),
    Code("I", "Inconclusive", Tone.INFO),
    Code("O", "Not reported", Tone.PLAIN),
    Code("M", "Missed", Tone.WATCH),
    Code("R", "Refused", Tone.ALARM),
    Code("U", "Unable to provide", Tone.WATCH),
    Code("A", "Use admitted, no specimen", Tone.ALARM),
    Code("V", "Valid", Tone.GOOD),
    Code("D", "Dilute", Tone.WATCH),
    Code("T", "Adulterated", Tone.ALARM),
    Code("S", "Substituted", Tone.ALARM),
    Code("X", "Invalid", Tone.PLAIN),
)
_HOMES: dict[str, str] = {
    **dict.fromkeys(STATUSES, STATUS),
    **dict.fromkeys(VALIDITIES, VALIDITY),
}
_WRONG_PLACE = {
    STATUS: "Collection takes M missed, R refused, U unable or A use admitted.",
    VALIDITY: "Validity takes V valid, D dilute, T adulterated, S substituted or X invalid.",
}
_NO_RESULT = "A substance takes N negative, P positive, C to the laboratory, I or O."


@dataclass(frozen=True, slots=True)
class Entered:
    """What the grid holds: tests ready to be recorded, and cells that can't be read."""

    tests: tuple[NewTest, ...]
    problems: Mapping[tuple[Hashable, str], str]


class ResultGrid(GridEntry):
    """Substances across, participants down. A letter that speaks of the collection or of validity
    finds its own column wherever it is typed; filling a row touches the substances only.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(CODES, "Results of the day", fill="N", parent=parent)
        self._panel: Panel | None = None

    def show_panel(
        self,
        people: list[ToTest],
        panel: Panel,
        values: Mapping[tuple[Hashable, str], str] | None = None,
    ) -> None:
        """Begin with these people and the panel's substances; cells of `values` stand as typed."""
        self._panel = panel
        rows = [
            GridRow(p.episode_id, p.name, f"{p.detail}{', scheduled' if p.scheduled else ''}")
            for p in people
        ]
        columns = [
            *(GridColumn(str(s), short_name(s), s.label) for s in panel.substances),
            GridColumn(STATUS, "Collection", "M missed, R refused, U unable, A use admitted"),
            GridColumn(VALIDITY, "Validity", "V valid, D dilute, T adulterated, S, X invalid"),
        ]
        self.set_grid(rows, columns)
        self._put_back(values or {})

    def _put_back(self, values: Mapping[tuple[Hashable, str], str]) -> None:
        places = {
            (row.id, column.key): (y, x)
            for y, row in enumerate(self.cells.rows)
            for x, column in enumerate(self.cells.columns)
        }
        self.cells.put({places[cell]: text for cell, text in values.items() if cell in places})

    def typed(self) -> dict[tuple[Hashable, str], str]:
        """Every cell that holds something, by person and column."""
        return {
            (row_id, key): text
            for row_id, cells in self.changes().items()
            for key, text in cells.items()
            if text
        }

    def entered(self, values: Mapping[str, object], scheduled: frozenset[int]) -> Entered:
        """Read the grid: a test for every row in which something was typed.

        `values` are said of every test; of one that was scheduled only the day and the panel.
        """
        problems = dict(self.problems())
        tests: list[NewTest] = []
        for row_id, cells in self.changes().items():
            filled = {key: text for key, text in cells.items() if text}
            for key, text in filled.items():
                if reason := _misplaced(key, text):
                    problems.setdefault((row_id, key), reason)
            if filled and isinstance(row_id, int):
                keep = {"collected_on", "panel", "matrix"} if row_id in scheduled else set(values)
                common = {key: value for key, value in values.items() if key in keep}
                tests.append(_read(row_id, filled, common))
        return Entered(tuple(tests), problems)

    def fill_row(self, key: str, *, only_empty: bool = False) -> None:
        """Fill the substances of the row; the collection and validity columns are left alone."""
        y = self.currentIndex().row()
        places = [
            (y, x) for x, column in enumerate(self.cells.columns) if column.key not in _WRONG_PLACE
        ]
        self.cells.put({p: key for p in places if not (only_empty and self.cells.text(p))})

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = event.text().upper()
        at = self.currentIndex()
        home = _HOMES.get(letter)
        held = event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier
            | Qt.KeyboardModifier.AltModifier
            | Qt.KeyboardModifier.MetaModifier
        )
        if home is None or held or not at.isValid():
            super().keyPressEvent(event)
            return
        keys = [column.key for column in self.cells.columns]
        self.cells.put({(at.row(), keys.index(home)): letter})
        if at.row() + 1 < len(self.cells.rows) and home == STATUS:
            self.setCurrentIndex(self.cells.index(at.row() + 1, at.column()))


def _misplaced(key: str, text: str) -> str:
    allowed = {STATUS: STATUSES, VALIDITY: VALIDITIES}.get(key, RESULTS)
    return "" if text in allowed else _WRONG_PLACE.get(key, _NO_RESULT)


def _read(episode_id: int, cells: Mapping[str, str], common: Mapping[str, object]) -> NewTest:
    status = STATUSES.get(cells.get(STATUS, ""), CollectionStatus.COLLECTED)
    values = {**common, "status": status}
    if cells.get(VALIDITY) in VALIDITIES:
        values["validity"] = VALIDITIES[cells[VALIDITY]]
    codes = {
        Substance(key): text
        for key, text in cells.items()
        if key not in _WRONG_PLACE and text in RESULTS
    }
    return NewTest(
        episode_id,
        values,
        {substance: RESULTS[text] for substance, text in codes.items()},
        frozenset(substance for substance, text in codes.items() if text == SEND),
    )
