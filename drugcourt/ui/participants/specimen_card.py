"""How one test is entered from the file: the collection, the panel, what goes to the laboratory."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout

from drugcourt.casework.specimens import specimens
from drugcourt.casework.specimens.specimens import record_test
from drugcourt.domain.specimens import (
    AnalyteResult,
    CollectionStatus,
    Matrix,
    Substance,
    TestReason,
)
from drugcourt.domain.tone import YesNo
from drugcourt.fields import specimens as fields
from drugcourt.fields.field import Field, Kind
from drugcourt.ui.asking import Asking
from drugcourt.ui.kit.buttons import Button
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.labels import KeyHint, Muted

PANEL = (
    Substance.AMPHETAMINE,
    Substance.METHAMPHETAMINE,
    Substance.COCAINE,
    Substance.OPIATES,
    Substance.OXYCODONE,
    Substance.FENTANYL,
    Substance.BUPRENORPHINE,
    Substance.METHADONE,
    Substance.BENZODIAZEPINES,
    Substance.THC,
    Substance.ETG,
    Substance.ALCOHOL,
)
_COLLECTION = (
    fields.COLLECTED_ON,
    fields.STATUS,
    fields.MATRIX,
    fields.REASON,
    fields.VALIDITY,
    fields.NUMBER,
    fields.COLLECTOR,
    fields.OBSERVED,
    fields.CREATININE,
)
_CONFIRM = Field("to_confirm", "Send positives to the laboratory", Kind.YES_NO)
_RESULTS = tuple(
    Field(
        f"result:{substance}",
        substance.label,
        Kind.CHOICE,
        choices=AnalyteResult,
        placeholder="Not tested",
    )
    for substance in PANEL
)


class _Rest(QObject):
    """Fills the substances of the panel that have no result yet; lives with its dialog."""

    def __init__(self, dialog: EditDialog) -> None:
        super().__init__(dialog)
        self._form = dialog.form

    def fill(self) -> None:
        """A cup reads negative where no line is missing."""
        for field in _RESULTS:
            editor = self._form.editor(field.key)
            if editor.value() is None:
                editor.set_value(AnalyteResult.NEGATIVE)


@does(record_test)
def open_card(ask: Asking, episode_id: int) -> EditDialog:
    """Open the card of a new test."""

    def act(given: dict[str, Any]) -> object:
        results = {
            substance: given.pop(f"result:{substance}")
            for substance in PANEL
            if given[f"result:{substance}"] is not None
        }
        asked = {key: value for key, value in given.items() if not key.startswith("result:")}
        sent = asked.pop("to_confirm")
        asked = {key: value for key, value in asked.items() if value is not None}
        positives = [s for s, result in results.items() if result is AnalyteResult.POSITIVE]
        return ask.perform(
            specimens.record_test,
            episode_id=episode_id,
            values={**asked, "panel": f"{len(results)} panel" if results else ""},
            results=results,
            to_confirm=positives if sent else (),
        )

    dialog = ask.open(
        "New test",
        (*_COLLECTION, *_RESULTS, _CONFIRM, fields.REMARKS),
        act,
        said="The test is recorded and read.",
        values={
            "collected_on": ask.today,
            "status": CollectionStatus.COLLECTED,
            "matrix": Matrix.URINE,
            "reason": TestReason.RANDOM,
            "observed": YesNo.UNKNOWN,
            "to_confirm": False,
        },
        columns=3,
        draft=f"test:{episode_id}",
    )
    line = QHBoxLayout()
    rest = _Rest(dialog)
    line.addWidget(Button("Rest negative", rest.fill))
    line.addWidget(KeyHint("Alt+N"))
    QShortcut(QKeySequence("Alt+N"), dialog).activated.connect(rest.fill)
    line.addWidget(Muted("fills what is still open on the panel", wrap=False, small=True))
    line.addStretch(1)
    dialog.layout().insertLayout(1, line)
    return dialog
