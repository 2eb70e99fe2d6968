"""How a court makes the words of its papers its own: a form that checks fields, and a preview."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from drugcourt.casework import paper_texts
from drugcourt.casework.courts import court_facts
from drugcourt.domain.cases import CaseOutcome
from drugcourt.domain.tone import Tone
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.exchange.wording import PaperText, PaperWords, check_words
from drugcourt.fields.answers import answers
from drugcourt.fields.field import Field, Kind
from drugcourt.reports.paper_sample import sample
from drugcourt.ui.kit import messages
from drugcourt.ui.kit.buttons import Button
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.form import Form
from drugcourt.ui.kit.labels import Muted
from drugcourt.ui.kit.pdf_view import PdfPane
from drugcourt.ui.kit.theme import px
from drugcourt.ui.shell import Shell


def text_fields(words: PaperWords) -> tuple[Field, ...]:
    """The texts of a paper as fields, keyed as their checks name them."""
    found = [
        Field(
            "paragraphs",
            "Paragraphs",
            Kind.LONG_TEXT,
            required=True,
            max_length=8000,
            help="One paragraph a line.",
        ),
        Field("closing", "Closing line", Kind.LONG_TEXT, max_length=500),
    ]
    for part in words.parts:
        named = f" · {CaseOutcome(part).label}" if part else ""
        found.append(Field(f"title:{part}", f"Title{named}", required=True, max_length=200))
        if part:
            found.append(Field(f"relief:{part}", f"What is asked{named}", max_length=1000))
    return tuple(found)


class PaperTextDialog(EditDialog):
    """The words of one paper. An unknown field is refused where it stands, with a suggestion."""

    def __init__(self, shell: Shell, paper: PaperText) -> None:
        words = shell.workspace.read(paper_texts.words_of, paper=paper)
        fields = text_fields(words)
        form = Form(fields, shell.workspace.today, columns=1 if "" in words.parts else 2)
        form.set_values({key: text for key, text in words.texts() if text})
        known = " · ".join(f"{{{key}}} {meaning}" for key, meaning in paper.fields.items())
        super().__init__(
            f"Words of the paper: {paper.label}",
            form,
            _Keep(shell, words, fields),
            "Save",
            shell.window_widget(),
            detail=f"These fields may stand in braces and are filled in: {known}.",
        )
        self._shell, self._words, self._fields = shell, words, fields
        self.preview = Button("Preview", self.show_preview, icon_name="eye")
        self.restore = Button("Back to the words that came along…", self.ask_restore)
        self.restore.setVisible(paper in shell.workspace.read(paper_texts.own_words))
        row = QHBoxLayout()
        row.addWidget(self.preview)
        row.addWidget(self.restore)
        row.addStretch(1)
        box = self.layout()
        assert isinstance(box, QVBoxLayout)
        box.insertLayout(box.count() - 1, row)
        self.resize(px(860), px(680))

    def typed(self) -> PaperWords:
        """The words as they stand in the form."""
        return with_texts(self._words, answers(self._fields, self.form.values()))

    def show_preview(self) -> None:
        """The typed words in print; a mistake is said where it stands."""
        self.notices.clear()
        try:
            words = self.typed()
            check_words(words)
        except FieldRefusal as refusal:
            self.form.set_errors({refusal.field: str(refusal)})
            return
        court = self._shell.workspace.read(court_facts)
        paper = sample(court, words, self._shell.workspace.today)
        SampleDialog(words.paper.label, paper, self).open()

    @does(paper_texts.restore_words)
    def ask_restore(self) -> None:
        """Give the court's own words up, after asking."""
        paper = self._words.paper
        sentence = "The court’s own words leave this paper; the history keeps them."
        if not messages.ask(self, "Use the words that came along?", sentence, "Use them"):
            return
        try:
            self._shell.workspace.perform(paper_texts.restore_words, paper=paper)
        except Refusal as refusal:
            self.notices.say(str(refusal), Tone.ALARM, key="restore")
            return
        self._leaving = True
        self._shell.say("The paper has the words that came with the program.", Tone.GOOD)
        self.close()


class SampleDialog(QDialog):
    """A paper for an invented person; nothing is written to the disk."""

    def __init__(self, title: str, content: bytes, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"{title}: sample")
        self.pane = PdfPane()
        box = QVBoxLayout(self)
        box.setContentsMargins(px(12), px(12), px(12), px(12))
        box.addWidget(Muted("A sample for an invented person.", wrap=False))
        box.addWidget(self.pane, 1)
        feet = QHBoxLayout()
        feet.addStretch(1)
        feet.addWidget(Button("Close", self.close))
        box.addLayout(feet)
        self.resize(px(820), px(680))
        self.pane.load(content)


def with_texts(words: PaperWords, texts: dict[str, Any]) -> PaperWords:
    """The words with these texts in their places; blank lines between paragraphs are left out."""
    lines = str(texts["paragraphs"]).splitlines()
    parts = {
        part: (str(texts[f"title:{part}"]), str(texts.get(f"relief:{part}", "")))
        for part in words.parts
    }
    paragraphs = tuple(line.strip() for line in lines if line.strip())
    return PaperWords(words.paper, paragraphs, str(texts["closing"]), parts)


class _Keep:
    """Keeps what stands in the form; holds no widget, so the dialog can be freed."""

    def __init__(self, shell: Shell, words: PaperWords, fields: tuple[Field, ...]) -> None:
        self._shell, self._words, self._fields = shell, words, fields

    def __call__(self, given: dict[str, Any]) -> None:
        words = with_texts(self._words, answers(self._fields, given))
        self._shell.workspace.perform(paper_texts.keep_words, words=words)
        self._shell.say("The words are kept; papers printed from now on have them.", Tone.GOOD)
