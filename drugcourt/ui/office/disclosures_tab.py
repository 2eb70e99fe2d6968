"""What left the court and under what, which consents are to be seen to, who demands records."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from drugcourt.casework.disclosures.consent_rows import TONES, ConsentRow, due_consents
from drugcourt.casework.disclosures.inquiry import answer_to_inquiry
from drugcourt.casework.disclosures.leaving import note_address
from drugcourt.casework.disclosures.legal_process import ProcessRow, process_rows
from drugcourt.casework.disclosures.log import LogRow, log_count, log_rows
from drugcourt.casework.disclosures.settings import set_disclosure_setting, setting
from drugcourt.domain.dates import counted, short
from drugcourt.domain.disclosures import Basis, Outcome
from drugcourt.domain.tone import Term, Tone
from drugcourt.errors import Refusal
from drugcourt.fields import disclosures as fields
from drugcourt.ui.asking import Asking
from drugcourt.ui.kit.buttons import Button, ChoiceChips, term_choices
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.labels import Muted
from drugcourt.ui.kit.lines import CleanLine
from drugcourt.ui.kit.notices import Notices
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.table_view import DataTable
from drugcourt.ui.kit.theme import px
from drugcourt.ui.office.tab import OfficeTab
from drugcourt.ui.shell import Shell


class Shows(Term):
    """Which of the lists is in sight."""

    DUE = "due", "Consents to see to"
    COPIES = "copies", "Copies that left"
    DEMANDS = "demands", "Demands for records"


def _standing(row: ConsentRow) -> list[tuple[str, Tone]]:
    return [(row.standing.label, TONES[row.standing])]


def _basis(row: LogRow) -> list[tuple[str, Tone]]:
    if row.outcome is Outcome.CANCELLED:
        return [(row.basis, Tone.PLAIN)]
    known = {Basis.CONSENT.label: Tone.GOOD, Basis.STARTING.label: Tone.WATCH}
    plain = {Basis.INSIDE.label, Basis.NOT_NEEDED.label, Basis.PARTICIPANT.label}
    tone = Tone.PLAIN if row.basis in plain | {Basis.SERVICE.label} else Tone.ALARM
    return [(row.basis, known.get(row.basis, tone))]


class DisclosuresTab(OfficeTab):
    """Three lists under one row of chips; Enter on a line opens the participant's consents."""

    title = "Disclosures"
    kinds = frozenset({"consent", "disclosure", "legal_process", "disclosure_setting", "episode"})
    areas = ("people",)

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.notices = Notices()
        self.chips = ChoiceChips(term_choices(Shows), "Which list")
        self.chips.set_value(Shows.DUE)
        self.find = CleanLine(60)
        self.find.setPlaceholderText("Paper, recipient or name")
        self.find.setAccessibleName("Find a copy")
        self.find.setFixedWidth(px(210))
        self.setting = Button("From when…", self.edit_setting)
        self.inquiry = Button("Answer to an inquiry", self.answer_inquiry)
        self.address = Button("Address…", self.edit_address)
        self.address.setToolTip("Where the chosen copy was sent, for the accounting")
        self.inquiry.setToolTip("Is somebody in the program? One answer, whoever is asked about")
        self.due, self.copies, self.demands = self._tables()
        self.stack = QStackedWidget()
        for table in (self.due, self.copies, self.demands):
            self.stack.addWidget(table)
        self.words = Muted("", small=True)
        self._build()
        self.chips.chosen.connect(self._chosen)
        self.find.textChanged.connect(self._narrowed)
        self.due.opened.connect(self._open_person)
        self.demands.opened.connect(self._open_person)
        self.copies.opened.connect(self._open_copy)

    def _tables(self) -> tuple[DataTable, DataTable, DataTable]:
        shared: dict[str, Any] = {
            "as_of": self.shell.workspace.today,
            "layouts": self.shell.layouts,
        }
        due = DataTable(
            (
                Column(fields.NAME, strong=True),
                Column(fields.STANDING, pills=_standing),
                Column(fields.KIND),
                Column(fields.UNTIL),
                Column(fields.NOTE, muted=True, stretch=True),
            ),
            "Consents to see to",
            empty="No consent is missing, ends soon, or waits.",
            **shared,
        )
        copies = DataTable(
            (
                Column(fields.COPY),
                Column(fields.MADE_ON),
                Column(fields.TITLE, strong=True),
                Column(fields.RECIPIENT),
                Column(fields.FOR, stretch=True),
                Column(fields.BASIS, pills=_basis),
                Column(fields.PEOPLE),
                Column(fields.BY, muted=True),
            ),
            "Copies that left",
            empty="Nothing has left the court yet.",
            **shared,
        )
        demands = DataTable(
            (
                Column(fields.RECEIVED),
                Column(fields.NAME, strong=True),
                Column(fields.WHAT),
                Column(fields.FROM),
                Column(fields.DUE),
                Column(fields.ORDER),
                Column(fields.STATE, stretch=True),
            ),
            "Demands for records",
            empty="Nobody has demanded records.",
            **shared,
        )
        return due, copies, demands

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(self.chips, 1)
        for piece in (self.find, self.address, self.inquiry, self.setting):
            head.addWidget(piece)
        held = QWidget()
        box = QVBoxLayout(held)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(head)
        self.column.addWidget(held)
        self.column.addWidget(self.notices)
        self.column.addWidget(self.stack, 1)
        self.column.addWidget(self.words)
        self.setFocusProxy(self.due)

    def show_now(self) -> None:
        """Ask again for the list in sight."""
        ask, today = self.shell.workspace.read, self.shell.workspace.today
        chosen = self.chips.value()
        for piece in (self.find, self.address):
            piece.setVisible(chosen is Shows.COPIES)
        decided = ask(setting)
        since = decided.strict_from
        if since is not None and since > today:
            self.notices.say(
                f"Until {short(since, today)} papers also go out about people for whom no consent "
                "is recorded, with a word on it. An expired or revoked one refuses already.",
                Tone.WATCH,
                key="starting",
            )
        else:
            self.notices.take_back("starting")
        if chosen is Shows.DUE:
            rows = ask(due_consents, today=today)
            self.due.set_rows(rows)
            self.words.setText(f"{counted(len(rows), 'consent')} to see to")
        elif chosen is Shows.DEMANDS:
            demands = ask(process_rows)
            self.demands.set_rows(demands)
            waiting = sum(row.answered_on is None for row in demands)
            self.words.setText(f"{counted(waiting, 'demand')} not answered")
        else:
            self._show_copies()

    def _show_copies(self) -> None:
        text = self.find.text()
        ask = self.shell.workspace.read

        def fetch(offset: int, limit: int, *_sort: Any) -> Any:
            return ask(log_rows, text=text, offset=offset, limit=limit)

        def count() -> int:
            return int(ask(log_count, text=text))

        self.copies.set_source(fetch, count)
        self.words.setText(counted(count(), "copy", "copies"))

    def _chosen(self, shows: Shows) -> None:
        self.stack.setCurrentIndex(list(Shows).index(shows))
        self.show_now()

    def _narrowed(self) -> None:
        if self.chips.value() is Shows.COPIES:
            self._show_copies()

    def _open_person(self, row: ConsentRow | ProcessRow) -> None:
        self.shell.open_participant(row.episode_id, "consents")

    def _open_copy(self, row: LogRow) -> None:
        where = f", {row.address}" if row.address else ""
        why = f" {row.reason}" if row.reason else ""
        self.notices.say(
            f"Copy {row.copy_number}: {row.title} to {row.recipient}{where}, for {row.purpose}; "
            f"{counted(row.people, 'participant')}, {row.form.label.lower()}. {row.basis}.{why}",
            key="copy",
        )

    @does(note_address)
    def edit_address(self) -> None:
        """Add, or correct, where the chosen copy was sent."""
        row: LogRow | None = self.copies.selected_row()
        if row is None:
            self.notices.say("Choose a copy first.", key="copy")
            return

        def act(given: dict[str, Any]) -> object:
            return self.shell.workspace.perform(note_address, disclosure_id=row.id, **given)

        Asking(self.shell).open(
            f"Copy {row.copy_number}",
            (fields.ADDRESS,),
            act,
            said="The address is kept with the copy.",
            values={"address": row.address},
            detail=f"{row.title} to {row.recipient}",
        )

    def answer_inquiry(self) -> None:
        """Put the one answer on the screen and into the clipboard."""
        words = self.shell.workspace.read(answer_to_inquiry, about="")
        QApplication.clipboard().setText(words)
        self.notices.say(f"{words} (It is in the clipboard.)", key="inquiry")

    @does(set_disclosure_setting)
    def edit_setting(self) -> None:
        """From when consents are asked for strictly, and how early revocation is met."""
        decided = self.shell.workspace.read(setting)

        def act(given: dict[str, Any]) -> object:
            if given["part2_program"] is None:
                raise Refusal("Say whether this court is itself a Part 2 program.")
            return self.shell.workspace.perform(set_disclosure_setting, **given)

        Asking(self.shell).open(
            "Consents of this court",
            fields.SETTING,
            act,
            said="The court’s rule on consents is kept.",
            values={
                "strict_from": decided.strict_from or self.shell.workspace.today,
                "revocation": decided.revocation,
                "part2_program": decided.part2_program,
            },
        )
