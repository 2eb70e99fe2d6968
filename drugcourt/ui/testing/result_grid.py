"""How a day's cups are typed: one row a participant, one key a cell, exceptions only."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from drugcourt.casework.specimens.result_entry import Panel, short_name
from drugcourt.casework.specimens.specimens import NewTest
from drugcourt.domain.specimens import CollectionStatus, Substance
from drugcourt.exchange.tables.pasted import STATUS, TEMPERATURE, VALIDITY
from drugcourt.ui.kit.grid_entry import GridEntry
from drugcourt.ui.kit.grid_model import Cell, GridColumn, GridRow
from drugcourt.ui.testing.result_codes import (
    HOMES,
    NO_CUP_TO_READ,
    NO_RESULT,
    RESULTS,
    SEND,
    STATUSES,
    TEMPERATURES,
    VALIDITIES,
    WRONG_PLACE,
    codes,
    misplaced,
)

_SIGNS = {"+": "P", "-": "N"}
_AFTER = (
    GridColumn(STATUS, "Collection", "Collection", WRONG_PLACE[STATUS]),
    GridColumn(VALIDITY, "Validity", "Validity", WRONG_PLACE[VALIDITY]),
    GridColumn(TEMPERATURE, "Temp.", "Temperature", WRONG_PLACE[TEMPERATURE]),
)
_HELD = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


@dataclass(frozen=True, slots=True)
class Entered:
    """What the grid holds: tests ready to be recorded, and cells that can't be read."""

    tests: tuple[NewTest, ...]
    problems: Mapping[Cell, str]


class ResultGrid(GridEntry):
    """Substances across, participants down. A letter that speaks of the collection, of validity or
    of temperature finds its own column wherever it is typed; filling touches the substances only,
    and never those of a row whose specimen was not collected or can't be read.

    `asked_whom` goes out at `/`: the keyboard wants to find a participant. `pasted` carries what
    a spreadsheet left on the clipboard.
    """

    asked_whom = Signal()
    pasted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(codes(), "Results of the day", fill="N", parent=parent)
        self._substances: tuple[Substance, ...] = ()

    def show_panel(self, rows: Sequence[GridRow], panel: Panel) -> None:
        """These rows under the panel's substances, and under others in which something stands."""
        self._substances = panel.substances
        self.show_rows(rows, self.columns_for(self.typed()))

    def columns_for(self, cells: Iterable[Cell]) -> list[GridColumn]:
        """The columns that hold these cells: nothing typed or pasted may stand where none is."""
        known = {str(substance) for substance in self._substances}
        own = {column.key for column in _AFTER}
        more = sorted({key for _, key in cells} - known - own)
        substances = (*self._substances, *(Substance(key) for key in more))
        return [
            *(GridColumn(str(s), short_name(s), s.label, NO_RESULT) for s in substances),
            *_AFTER,
        ]

    def panel_keys(self) -> tuple[str, ...]:
        """The keys of the panel's substances, in order."""
        return tuple(str(substance) for substance in self._substances)

    def typed(self) -> dict[Cell, str]:
        """Every cell that holds something, by person and column."""
        return {
            (row_id, key): text
            for row_id, cells in self.changes().items()
            for key, text in cells.items()
            if text
        }

    def typed_rows(self) -> set[Hashable]:
        """Whose rows hold something."""
        return {row_id for row_id, _ in self.typed()}

    def entered(self, values: Mapping[str, object], scheduled: frozenset[int]) -> Entered:
        """Read the grid: a test for every row in which something was typed.

        `values` are said of every test; of one that was scheduled only the day and the panel.
        """
        problems = dict(self.problems())
        tests: list[NewTest] = []
        for row_id, cells in self.changes().items():
            filled = {key: text for key, text in cells.items() if text}
            for key, text in filled.items():
                if reason := misplaced(key, text):
                    problems.setdefault((row_id, key), reason)
            if filled and isinstance(row_id, int):
                keep = {"collected_on", "panel", "matrix"} if row_id in scheduled else set(values)
                common = {key: value for key, value in values.items() if key in keep}
                tests.append(_read(row_id, filled, common))
        return Entered(tuple(tests), problems)

    def fill_row(self, key: str, *, only_empty: bool = False) -> None:
        """Fill the substances of the row; the other columns are left alone."""
        cell = self.current_cell()
        if cell is not None:
            typed = self.typed()
            self.cells.change(
                {
                    (cell[0], substance): key
                    for substance in self.panel_keys()
                    if not (only_empty and typed.get((cell[0], substance)))
                }
            )

    def fill_rest(self, key: str) -> None:
        """Fill every row whose exceptions alone were entered, or nothing yet, as one step.

        A row that holds this code already was entered cell by cell or pasted: what is empty in it
        was not tested, and stays so.
        """
        wanted: dict[Cell, str] = {}
        changes = self.changes()
        for row in self.cells.rows:
            typed = {column: text for column, text in changes.get(row.id, {}).items() if text}
            given = typed.get(STATUS) or typed.get(VALIDITY, "") in NO_CUP_TO_READ
            if not (row.problem or given or key in typed.values()):
                empty = [substance for substance in self.panel_keys() if substance not in typed]
                wanted |= {(row.id, substance): key for substance in empty}
        self.cells.change(wanted)

    def paste(self, text: str) -> None:
        self.pasted.emit(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = _SIGNS.get(event.text(), event.text().upper())
        cell = self.current_cell()
        if event.text() == "/":
            self.asked_whom.emit()
        elif cell is None or event.modifiers() & _HELD:
            super().keyPressEvent(event)
        elif letter in HOMES:
            self.cells.change({(cell[0], HOMES[letter]): letter})
            if HOMES[letter] == STATUS:
                self._go(self.currentIndex().row() + 1, self.currentIndex().column())
        elif event.text() in _SIGNS:
            self.cells.change({cell: letter})
            self._next(1)
        else:
            super().keyPressEvent(event)


def _read(episode_id: int, cells: Mapping[str, str], common: Mapping[str, object]) -> NewTest:
    values = {
        **common,
        "status": STATUSES.get(cells.get(STATUS, ""), CollectionStatus.COLLECTED),
    }
    if cells.get(VALIDITY) in VALIDITIES:
        values["validity"] = VALIDITIES[cells[VALIDITY]]
    if cells.get(TEMPERATURE) in TEMPERATURES:
        values["temperature_in_range"] = TEMPERATURES[cells[TEMPERATURE]]
    found = {
        Substance(key): text
        for key, text in cells.items()
        if key not in WRONG_PLACE and text in RESULTS
    }
    return NewTest(
        episode_id,
        values,
        {substance: RESULTS[text] for substance, text in found.items()},
        frozenset(substance for substance, text in found.items() if text == SEND),
    )
