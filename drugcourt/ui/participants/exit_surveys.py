"""The exit survey as a form, and the window that shows what all who left said together."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from drugcourt.casework.exits import surveys as exit_surveys
from drugcourt.casework.exits.surveys import QuestionSum, Said
from drugcourt.domain.dates import counted
from drugcourt.domain.exits import SurveyKind
from drugcourt.exchange.surveys import exit_survey
from drugcourt.fields import exit_surveys as fields
from drugcourt.ui.asking import Asking
from drugcourt.ui.kit.buttons import Button
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.flow import scrolled
from drugcourt.ui.kit.labels import Heading, Muted, Text
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.table_view import DataTable
from drugcourt.ui.kit.theme import px
from drugcourt.ui.shell import Shell


@does(exit_surveys.record_exit_survey)
def ask_survey(ask: Asking, episode_id: int) -> EditDialog:
    """Enter what somebody who leaves said; anonymous unless said otherwise."""
    questions = exit_survey().questions

    def act(given: dict[str, Any]) -> object:
        said = Said(
            answers={key: given[key] for key, _text in questions},
            helped=given["helped"],
            hindered=given["hindered"],
            advice=given["advice"],
        )
        return ask.perform(
            exit_surveys.record_exit_survey,
            episode_id=episode_id,
            kind=given["kind"],
            taken_on=given["taken_on"],
            said=said,
            anonymous=given["anonymous"] is not False,
            by=given["by"],
        )

    return ask.open(
        "Exit survey",
        fields.survey(questions),
        act,
        said="The survey is kept.",
        values={"anonymous": True, "taken_on": ask.today, "kind": SurveyKind.SURVEY},
        detail="What is not answered stays open. An answer never changes anything for the "
        "participant.",
        columns=2,
    )


def _average(row: QuestionSum) -> str:
    return f"{row.average:.1f}" if row.average is not None else "too few"


def _agree(row: QuestionSum) -> str:
    return f"{row.agree} %" if row.agree is not None else ""


class ExitSurveysDialog(QDialog):
    """Each question with how many agree, and the texts without a name. Open with `open()`."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent or shell.window_widget())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Exit surveys")
        found = shell.workspace.read(exit_surveys.survey_sum)
        self.questions = DataTable(
            [
                Column(fields.QUESTION, strong=True, stretch=True),
                Column(fields.ANSWERS),
                Column(fields.AVERAGE, text=_average),
                Column(fields.AGREE, text=_agree),
            ],
            "Answers by question",
            empty="No question is asked.",
        )
        self.questions.set_rows(found.questions)
        self.told = Text("\n\n".join(f"{what}: {text}" for what, text in found.texts))
        self.told.setAlignment(Qt.AlignmentFlag.AlignTop)
        few = (
            f" Figures and words are shown once {found.least_shown:,} have answered, so that "
            "nobody is told by them."
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(px(20), px(16), px(20), px(16))
        box.setSpacing(px(10))
        box.addWidget(Heading("Exit surveys"))
        box.addWidget(
            Muted(
                f"{counted(found.surveys, 'survey')} kept, anonymous ones and others together."
                f"{few if found.too_few else ''} A survey is entered on the tab Way out of a file."
            )
        )
        box.addWidget(self.questions, 3)
        reading = scrolled(self.told)
        reading.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        reading.setVisible(bool(found.texts))
        box.addWidget(reading, 2)
        feet = QHBoxLayout()
        feet.addStretch(1)
        feet.addWidget(Button("Close", self.close))
        box.addLayout(feet)
        self.resize(px(760), px(560))
