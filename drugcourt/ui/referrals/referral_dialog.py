"""How a referral is entered: whoever may be meant already is shown while the name is typed."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal

from drugcourt.casework.participants import matches
from drugcourt.casework.participants.matches import Match
from drugcourt.casework.referrals.referrals import open_referral
from drugcourt.domain.tone import Tone
from drugcourt.errors import Refusal
from drugcourt.fields.answers import answers
from drugcourt.fields.field import Field, Kind
from drugcourt.fields.referrals import NEW
from drugcourt.ui.kit.buttons import Button
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.kit.form import Form
from drugcourt.ui.kit.labels import Heading, Muted
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.table_view import DataTable
from drugcourt.ui.kit.theme import px
from drugcourt.ui.shell import Shell

PERSON_KEYS = ("family_name", "given_name", "birth_date", "reference")
NAME = Field("name", "Known already", width=22)
BORN = Field("birth_date", "Born", Kind.DATE, width=12)
STANDS = Field("stands", "Here", width=22)
PAUSE = 150


def _stands(row: Match) -> list[tuple[str, Tone]]:
    if row.status is None:
        return [("No episode", Tone.PLAIN)]
    return [(row.status.label, Tone.INFO if row.open else Tone.PLAIN)]


def _number(row: Match) -> str:
    return f"No. {row.reference}"


class ReferralDialog(EditDialog):
    """A referral of someone new, or again of someone known.

    `done_with` carries the number of the new episode, `open_known` that of one that runs already.
    """

    open_known = Signal(int)

    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        form = Form(NEW, shell.workspace.today, columns=2)
        form.set_values({"referred_on": shell.workspace.today})
        super().__init__(
            "New referral",
            form,
            _Refer(shell).new,
            "Enter",
            shell.window_widget(),
            detail="As you type, people who are in this court already are shown below.",
            drafts=shell.drafts,
            draft_name="referral",
        )
        self.found = Heading("No one like this is in the court yet")
        self.list = DataTable(
            [
                Column(NAME, detail=_number, stretch=True),
                Column(BORN),
                Column(STANDS, pills=_stands),
            ],
            "People who may be meant",
            row_id="person_id",
            empty="Type a name or a birth date.",
        )
        self.list.setFixedHeight(px(150))
        self.use = Button("Use this person", self.use_known)
        self.list.opened.connect(self._use)
        self.list.picked.connect(self._picked)
        box = self.layout()
        last = box.count() - 1
        box.insertWidget(last, self.found)
        box.insertWidget(last + 1, self.list)
        box.insertWidget(last + 2, Muted("Enter on a line takes that person.", small=True))
        box.insertWidget(last + 3, self.use, 0, Qt.AlignmentFlag.AlignLeft)
        self.use.hide()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.look)
        form.changed.connect(self._look_soon)
        self.resize(px(640), px(690))

    def _look_soon(self) -> None:
        self._pause.start()

    def look(self) -> None:
        """Ask who may be meant by what stands in the form now."""
        given = {key: self.form.editor(key).value() for key in PERSON_KEYS}
        found = self._shell.workspace.read(
            matches.possible_matches,
            family_name=given["family_name"] or "",
            given_name=given["given_name"] or "",
            birth_date=given["birth_date"],
            reference=given["reference"] or "",
        )
        self.list.set_rows(found)
        self.found.setText(
            "May be one of these" if found else "No one like this is in the court yet"
        )
        self.use.setVisible(bool(found))
        self.use.setEnabled(self.list.selected_row() is not None)

    def _picked(self, row: Match) -> None:
        self.use.setEnabled(True)
        self.use.setText("Open the running episode" if row.open else "New episode for this person")

    def use_known(self) -> None:
        """Take the chosen person: open the running episode, or begin a new one."""
        self._use(self.list.selected_row())

    def _use(self, row: Match | None) -> None:
        if row is None:
            return
        if row.open and row.episode_id is not None:
            self._close_without_asking()
            self.open_known.emit(row.episode_id)
            self.close()
            return
        try:
            given = answers(NEW, self.form.values())
            episode_id = _Refer(self._shell).again(row.person_id, given)
        except Refusal as refusal:
            self.notices.say(str(refusal), Tone.ALARM, key="refusal")
            return
        self._close_without_asking()
        self._shell.say("A new episode has begun for someone who was here before.", Tone.GOOD)
        self.done_with.emit(episode_id)
        self.accept()
        self.close()

    def _close_without_asking(self) -> None:
        self._forget_draft()
        self._leaving = True


class _Refer:
    """The two acts of the dialog; it holds the shell and no widget."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell

    def new(self, given: dict[str, Any]) -> int:
        """Someone new."""
        values = answers(NEW, given)
        person = {key: values.pop(key) for key in PERSON_KEYS}
        episode_id = self._shell.workspace.perform(open_referral, person=person, **values)
        self._shell.say("The referral is entered.", Tone.GOOD)
        return episode_id

    def again(self, person_id: int, given: dict[str, Any]) -> int:
        """Someone known, with a new episode."""
        values = {key: value for key, value in given.items() if key not in PERSON_KEYS}
        return self._shell.workspace.perform(
            open_referral, person={}, person_id=person_id, **values
        )
