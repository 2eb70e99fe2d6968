"""The window Graduations: the court's ceremonies, who will be ready by each, and their papers."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from drugcourt.casework.exits import ceremonies, graduations
from drugcourt.casework.exits.ceremonies import CeremonyRow, Graduand
from drugcourt.domain.dates import counted, long
from drugcourt.domain.tone import Tone
from drugcourt.errors import Refusal
from drugcourt.fields import exits as fields
from drugcourt.fields.field import Field, Kind
from drugcourt.ui.asking import Asking
from drugcourt.ui.kit import messages
from drugcourt.ui.kit.buttons import Button
from drugcourt.ui.kit.cards import Card
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.flow import side_by_side
from drugcourt.ui.kit.labels import Heading, Muted
from drugcourt.ui.kit.notices import Notices
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.table_view import DataTable
from drugcourt.ui.kit.theme import px
from drugcourt.ui.papers import paper
from drugcourt.ui.participants.exit_surveys import ExitSurveysDialog
from drugcourt.ui.participants.expungement_rules import ExpungementRulesDialog
from drugcourt.ui.shell import Shell

NAME = Field("name", "Participant", width=24)
STANDS = Field("standing", "Stands", Kind.CHOICE, width=14)
EARLIEST = Field("earliest", "Earliest", Kind.DATE, width=12)
APPLIED = Field("applied_on", "Application", Kind.DATE, width=12)
CHECK = Field("check_word", "Record check", width=18)
PUT_ON = Field("put_on", "On it", width=8)


class GraduationsDialog(QDialog):
    """Ceremonies on the left, the chosen one's people on the right. Open with `open()`."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window_widget())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Graduations")
        self.shell = shell
        self.today = shell.workspace.today
        self.notices = Notices()
        self._make_ceremonies()
        self._make_people()
        box = QVBoxLayout(self)
        box.setContentsMargins(px(20), px(16), px(20), px(16))
        box.setSpacing(px(12))
        box.addWidget(Heading("Graduations"))
        box.addWidget(
            Muted(
                "Plan the ceremonies, see who will be ready by each, and print for all who are "
                "put on it. “Ready by then” holds if nothing goes wrong."
            )
        )
        box.addWidget(self.notices)
        box.addLayout(side_by_side((self.left, 2), (self.right, 5)), 1)
        feet = QHBoxLayout()
        feet.addWidget(Button("Expungement rules…", self.open_expungement))
        feet.addWidget(Button("Exit surveys…", self.open_surveys))
        feet.addStretch(1)
        feet.addWidget(Button("Close", self.close))
        box.addLayout(feet)
        self.resize(px(1120), px(600))
        self.refresh()
        self.dates.setFocus()

    def _make_ceremonies(self) -> None:
        self.new = Button("New…", self.ask_new, icon_name="plus")
        self.change = Button("Change…", self.ask_change)
        self.drop = Button("Cancel it…", self.ask_cancel)
        self.dates = DataTable(
            [
                Column(fields.HELD_ON, detail=_place, strong=True, stretch=True),
                Column(fields.PEOPLE),
            ],
            "Ceremonies",
            as_of=self.today,
            empty="No ceremony is planned yet.",
        )
        self.dates.picked.connect(self._show)
        self.dates.opened.connect(self._change)
        self.left = Card("Ceremonies", actions=(self.new,))
        self.left.add(self.dates, 1)
        row = QHBoxLayout()
        row.addWidget(self.change)
        row.addWidget(self.drop)
        row.addStretch(1)
        self.left.add(row)

    def _make_people(self) -> None:
        self.put = Button("Put on it", self.put_or_take)
        self.file = Button("Open file", self.open_file)
        self.people = DataTable(
            [
                Column(NAME, detail=_number, strong=True, stretch=True),
                Column(STANDS, pills=_stands),
                Column(EARLIEST),
                Column(APPLIED),
                Column(CHECK, pills=_check),
                Column(PUT_ON, pills=_put_on),
            ],
            "People of this ceremony",
            row_id="episode_id",
            as_of=self.today,
            empty="Nobody is put on it, and nobody else will be ready by then.",
        )
        self.people.picked.connect(self._picked)
        self.people.opened.connect(self._toggle)
        self.right = Card("Who may graduate", actions=(self.put, self.file))
        self.right.add(self.people, 1)
        self.papers = [
            Button("Print the list", self.print_list),
            Button("Certificates", self.print_certificates),
            Button("Motions and orders", self.print_orders),
        ]
        row = QHBoxLayout()
        for button in self.papers:
            row.addWidget(button)
        row.addStretch(1)
        self.right.add(row)

    def open_expungement(self) -> ExpungementRulesDialog:
        """From when cases may be expunged."""
        dialog = ExpungementRulesDialog(self.shell, self)
        dialog.open()
        return dialog

    def open_surveys(self) -> ExitSurveysDialog:
        """What those who left said, all together."""
        dialog = ExitSurveysDialog(self.shell, self)
        dialog.open()
        return dialog

    # Showing ----------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask again; the chosen ceremony and person stay chosen."""
        chosen, person = self.dates.selected_id(), self.people.selected_id()
        rows = self.shell.workspace.read(ceremonies.ceremonies, today=self.today)
        self.dates.set_rows(rows)
        if not self.dates.select_id(chosen) and rows:
            self.dates.select_place(0)
        self._show(self.dates.selected_row())
        self.people.select_id(person)
        self._picked(self.people.selected_row())

    def _show(self, row: CeremonyRow | None) -> None:
        found: list[Graduand] = []
        if row is not None:
            found = self.shell.workspace.read(
                ceremonies.graduands, ceremony_id=row.id, today=self.today
            )
        self.people.set_rows(found)
        words = f"{long(row.held_on)}, {counted(len(found), 'person', 'people')}" if row else ""
        self.right.set_heading("Who may graduate", words)
        self.change.setEnabled(row is not None)
        self.drop.setEnabled(row is not None and row.held_on >= self.today)
        on_it = any(one.put_on for one in found)
        self.papers[0].setEnabled(row is not None)
        for button in self.papers[1:]:
            button.setEnabled(on_it)
        self._picked(self.people.selected_row())

    def _picked(self, row: Graduand | None) -> None:
        self.put.setText("Take off" if row is not None and row.put_on else "Put on it")
        self.put.setAccessibleName(self.put.text())
        self.put.setEnabled(row is not None)
        self.file.setEnabled(row is not None)

    # Acts -------------------------------------------------------------------------------------

    @does(ceremonies.schedule_ceremony)
    def ask_new(self) -> EditDialog:
        """Plan a ceremony; the handbook's next one that is not on the list stands there."""
        day = self.shell.workspace.read(ceremonies.handbook_day, today=self.today)
        dialog = Asking(self.shell).open(
            "New ceremony",
            fields.CEREMONY,
            self._schedule,
            said="The ceremony is planned.",
            confirm="Plan",
            values={"held_on": day} if day is not None else {},
            parent=self,
        )
        dialog.done_with.connect(self._planned)
        return dialog

    def _schedule(self, given: dict[str, Any]) -> int:
        return self.shell.workspace.perform(ceremonies.schedule_ceremony, **given)

    def _planned(self, number: int) -> None:
        self.refresh()
        self.dates.select_id(number)
        self._show(self.dates.selected_row())

    @does(ceremonies.amend_ceremony)
    def ask_change(self) -> None:
        """Move the chosen ceremony, or correct what is said of it."""
        self._change(self.dates.selected_row())

    @does(ceremonies.amend_ceremony)
    def _change(self, row: CeremonyRow | None) -> None:
        if row is None:
            return
        kept = {field.key: getattr(row, field.key) for field in fields.CEREMONY}
        workspace, number = self.shell.workspace, row.id

        def act(given: dict[str, Any]) -> object:
            return workspace.perform(ceremonies.amend_ceremony, ceremony_id=number, changes=given)

        dialog = Asking(self.shell).open(
            "Change ceremony",
            fields.CEREMONY,
            act,
            said="The ceremony is changed.",
            values=kept,
            parent=self,
        )
        dialog.done_with.connect(self._changed)

    def _changed(self, _outcome: object) -> None:
        self.refresh()

    @does(ceremonies.cancel_ceremony)
    def ask_cancel(self) -> None:
        """Take the chosen ceremony off the list, after asking."""
        row = self.dates.selected_row()
        if row is None:
            return
        people = counted(row.people, "person", "people")
        sentence = f"{long(row.held_on)}: {people} put on it will wait for another ceremony."
        if messages.ask(self, "Cancel this ceremony?", sentence, "Cancel it", "Keep it"):
            self._perform(ceremonies.cancel_ceremony, ceremony_id=row.id)

    @does(graduations.prepare_graduation)
    def put_or_take(self) -> None:
        """Put the chosen person on the chosen ceremony, or take them off."""
        self._toggle(self.people.selected_row())

    @does(graduations.prepare_graduation)
    def _toggle(self, row: Graduand | None) -> None:
        ceremony = self.dates.selected_row()
        if row is None or ceremony is None:
            return
        wanted = None if row.put_on else ceremony.id
        self._perform(
            graduations.prepare_graduation,
            episode_id=row.episode_id,
            changes={"ceremony_id": wanted},
        )

    def _perform(self, act: Any, **wanted: Any) -> None:
        self.notices.clear()
        try:
            self.shell.workspace.perform(act, **wanted)
        except Refusal as refusal:
            self.notices.say(str(refusal), Tone.ALARM, key="refused")
        self.refresh()

    def open_file(self) -> None:
        """The file of the chosen person, at the way out."""
        row = self.people.selected_row()
        if row is not None:
            self.close()
            self.shell.open_participant(row.episode_id, "exit")

    # Papers -----------------------------------------------------------------------------------

    @does(paper("graduation-list"))
    def print_list(self) -> None:
        """The list of this ceremony."""
        self._print("graduation-list")

    @does(paper("certificate"))
    def print_certificates(self) -> None:
        """A certificate for everybody who is put on it."""
        self._print("certificate")

    @does(paper("dismissal"))
    def print_orders(self) -> None:
        """Motion and order for everybody who is put on it and eligible."""
        self._print("dismissal")

    def _print(self, report: str) -> None:
        row = self.dates.selected_row()
        if row is not None:
            self.close()
            self.shell.open_report(report, session_day=row.held_on)


def _place(row: CeremonyRow) -> str:
    return row.place or "No place given"


def _number(row: Graduand) -> str:
    return " · ".join(filter(None, (f"No. {row.reference}", row.case_number)))


def _stands(row: Graduand) -> list[tuple[str, Tone]]:
    return [(row.standing.label, row.standing.tone)]


def _check(row: Graduand) -> list[tuple[str, Tone]]:
    if not row.check_word:
        return []
    return [(row.check_word, Tone.GOOD if row.check_holds else Tone.WATCH)]


def _put_on(row: Graduand) -> list[tuple[str, Tone]]:
    return [("On it", Tone.INFO)] if row.put_on else []
