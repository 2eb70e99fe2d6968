"""What a paper looks like before it leaves: making it, showing it, saving and printing it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QStackedWidget, QWidget

from drugcourt.casework.disclosures.gate import NoConsent
from drugcourt.casework.disclosures.leaving import (
    DECIDED,
    CopyTaken,
    Leaving,
    cancel_disclosure,
    record_disclosure,
    record_without_consent,
)
from drugcourt.domain.dates import counted
from drugcourt.domain.disclosures import Basis, DisclosureForm
from drugcourt.domain.tone import Tone
from drugcourt.errors import Refusal
from drugcourt.ui.kit import messages, tasks
from drugcourt.ui.kit.buttons import Button
from drugcourt.ui.kit.cards import Card, EmptyState
from drugcourt.ui.kit.notices import Notices
from drugcourt.ui.kit.pdf_view import PdfPane
from drugcourt.ui.kit.progress import ProgressPanel
from drugcourt.ui.kit.signals import weakly
from drugcourt.ui.kit.theme import px
from drugcourt.ui.reports import folders
from drugcourt.ui.reports.printing import Printing, plain_printer
from drugcourt.ui.reports.work import QUEUE, Paper, PaperWork, SaveWork
from drugcourt.ui.shell import Shell

STALE = "Records changed since this preview."
WAITING = "Preview shows the paper as it will be printed."
STARTING = frozenset({Basis.STARTING, Basis.OVERRIDE, Basis.ORDER})
Again = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Asked:
    """One paper that was asked for: the work, and the name a file of it is offered."""

    work: PaperWork
    file_name: str


class PreviewCard(Card):
    """The paper. `made` carries it once it can be seen."""

    made = Signal(object)

    def __init__(self, shell: Shell, again: Again, why: Again) -> None:
        self.save_button = Button("Save as PDF…", self.ask_save, icon_name="floppy-disk")
        self.print_button = Button("Print…", self.ask_print, icon_name="printer")
        super().__init__("Preview", actions=(self.save_button, self.print_button))
        self.shell, self._again, self._why = shell, again, why
        self.notices = Notices()
        self.add(self.notices)
        self.pane = PdfPane()
        self.empty = EmptyState("No paper yet", WAITING, icon_name="file-text")
        self.empty.sentence.setMinimumWidth(px(460))
        self.progress = ProgressPanel(self.cancel)
        self.stack = QStackedWidget()
        for piece in (self.empty, self.progress, self.pane):
            self.stack.addWidget(piece)
        self.add(self.stack, 1)
        self.paper: Paper | None = None
        self.printing: Printing | None = None
        self._asked: Asked | None = None
        self._handle: tasks.Handle | None = None
        self._changed = False
        self._number: int | None = None  # of the copy that is being printed
        self._show(self.empty)

    @property
    def under_way(self) -> bool:
        """Whether a paper is being made now."""
        return self._handle is not None

    def make(self, asked: Asked) -> None:
        """Make the paper on a worker; what was shown before goes."""
        self._drop()
        self.clear()
        self._asked = asked
        self.progress.say("The figures are being gathered.")
        self._show(self.progress)
        if self.progress.cancel is not None:
            self.progress.cancel.setFocus()
        self._handle = tasks.run(
            asked.work.make, self._made, self._failed, self._going_on, queue=QUEUE
        )

    def say_missing(self, sentence: str) -> None:
        """What has to be chosen before this paper can be made."""
        self.notices.say(sentence, Tone.WATCH, key="paper")

    def clear(self) -> None:
        """Show no paper; nothing of the one before stays in memory."""
        self.notices.clear()
        self.paper = None
        self._changed = False
        self.pane.clear()
        self.set_heading("Preview")
        self._show(self.empty)

    def records_changed(self) -> None:
        """Say that the paper no longer shows the records as they are."""
        self._changed = True
        if self.paper is not None:
            self.notices.say(
                STALE, Tone.WATCH, ("Refresh", self._again), key="stale", closable=False
            )

    def cancel(self) -> None:
        """Stop making the paper."""
        self._drop()
        self._show(self.empty)
        self.notices.say("The paper was not made, because you stopped it.", key="paper")

    def _drop(self) -> None:
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None

    def _going_on(self, place: tuple[int, int]) -> None:
        self.progress.say(f"Part {place[0]:,} of {place[1]:,} is being printed.", *place)

    def _made(self, paper: Paper) -> None:
        self._handle = None
        try:
            self.pane.load(paper.content)
        except Refusal as refusal:
            self._failed(refusal)
            return
        self.paper = paper
        self.set_heading(
            paper.made.title,
            f"{counted(paper.made.pages, 'page')} · copy {paper.made.passing.number}",
        )
        passing = paper.made.passing
        tone = Tone.WATCH if passing.basis in STARTING else Tone.INFO
        self.notices.say(passing.line, tone, key="passing")
        self._show(self.pane)
        self.pane.setFocus()
        if self._changed:
            self.records_changed()
        self.made.emit(paper)

    def _failed(self, problem: Exception) -> None:
        self._handle = None
        self._show(self.empty)
        if not isinstance(problem, Refusal):
            raise problem
        action = ("Give the reason…", self._why) if isinstance(problem, NoConsent) else None
        self.notices.say(str(problem), Tone.WATCH, action, key="paper")

    def _show(self, piece: QWidget) -> None:
        self.stack.setCurrentWidget(piece)
        shown = piece is self.pane
        self.save_button.setVisible(shown)
        self.print_button.setVisible(shown)

    # Out of the window ------------------------------------------------------------------------

    def ask_save(self) -> None:
        """Ask where to, then write what is shown."""
        if self.paper is None or self._asked is None:
            return
        suggested = folders.last_folder(self.shell.layouts) / self._asked.file_name
        path = messages.choose_save_path(self, "Save as PDF", suggested, "PDF (*.pdf)")
        if path is not None:
            self.save(path if path.suffix else path.with_suffix(".pdf"))

    def save(self, path: Path) -> None:
        """Write what is shown, whole or not at all."""
        if self.paper is not None and self._asked is not None:
            work = SaveWork(self._asked.work, self.paper, path)
            tasks.run(work.save, self._saved, self._not_saved, queue=QUEUE)

    def _saved(self, path: Path) -> None:
        folders.used(self.shell.layouts, path)
        self.notices.say(
            f"“{path.name}” is saved. It is not encrypted.",
            Tone.GOOD,
            ("Open folder", weakly(self._open_folder, path.parent)),
            key="saved",
        )

    def _not_saved(self, problem: Exception) -> None:
        if not isinstance(problem, Refusal):
            raise problem
        self.notices.say(str(problem), Tone.ALARM, key="saved")

    def _open_folder(self, folder: Path) -> None:
        if not folders.show_folder(folder):
            self.notices.say(f"The folder is {folder}.", Tone.INFO, key="folder")

    def ask_print(self) -> QPrintDialog | None:
        """Ask for the printer; the job begins when the person agrees."""
        printing = self._printing(plain_printer())
        return None if printing is None else printing.ask(self)

    def print_to(self, printer: QPrinter) -> None:
        """Print what is shown on this printer."""
        printing = self._printing(printer)
        if printing is not None:
            printing.start()

    def _printing(self, printer: QPrinter) -> Printing | None:
        if self.paper is None:
            return None
        if self.printing is not None:
            self.printing.stop()
            self.printing.deleteLater()
        self.printing = Printing(self.paper.content, printer, self)
        self.printing.leaves.connect(self._leaves)
        self.printing.progress.connect(self._page_printed)
        self.printing.done.connect(self._printed)
        self.printing.failed.connect(self._not_printed)
        return self.printing

    def _leaves(self) -> None:
        """Write the copy down before its first page goes; without the entry nothing is printed."""
        if self.paper is None or self.printing is None:
            return
        made = self.paper.made
        leaving = Leaving(made.title, DisclosureForm.PRINT, made.pages)
        act = record_without_consent if made.passing.basis in DECIDED else record_disclosure
        try:
            self._number = self.shell.workspace.perform(act, passing=made.passing, leaving=leaving)
        except CopyTaken:
            self.printing.hold()
            self.notices.say(
                f"Copy {made.passing.number} has left already. Every copy has a number of its own.",
                Tone.WATCH,
                ("Make another copy", self._again),
                key="printed",
            )
        except Refusal as refusal:
            self.printing.hold()
            self.notices.say(str(refusal), Tone.ALARM, key="printed")

    def _page_printed(self, page: int, last: int) -> None:
        self.shell.say(f"Printing page {page:,} of {last:,}.")

    def _printed(self, pages: int) -> None:
        if not pages and self._number is not None:
            self.shell.workspace.perform(cancel_disclosure, copy_number=self._number)
        self._number = None
        self.shell.say(f"{counted(pages, 'page')} went to the printer.", Tone.GOOD)

    def _not_printed(self, sentence: str) -> None:
        if self._number is not None:
            self.shell.workspace.perform(cancel_disclosure, copy_number=self._number)
            self._number = None
        self.notices.say(sentence, Tone.ALARM, key="printed")
