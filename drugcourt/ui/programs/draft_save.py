"""How an edited handbook becomes a kept version, and how people are moved to it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from drugcourt.casework.programs.drafting import Draft
from drugcourt.casework.programs.programs import keep_program
from drugcourt.casework.programs.versions import move_to_version, others_on
from drugcourt.domain.dates import counted
from drugcourt.domain.tone import Tone
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.fields.answers import answers
from drugcourt.fields.field import Field, Kind
from drugcourt.ui.kit.buttons import Button
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.kit.form import Form
from drugcourt.ui.kit.labels import Muted
from drugcourt.ui.kit.signals import weakly
from drugcourt.ui.kit.theme import px
from drugcourt.ui.shell import Shell

SAVE_FIELDS = (
    Field("version", "Name of the new version", required=True, max_length=60),
    Field("effective", "In force from", Kind.DATE, required=True),
    Field("default", "Judge new participants by it", Kind.YES_NO),
)
MOVE_FIELDS = (Field("reason", "Reason", Kind.LONG_TEXT, required=True, max_length=500),)
_ROLE = Qt.ItemDataRole.UserRole


class SaveDialog(EditDialog):
    """Asks for the version's name and day, and keeps it; `done_with` carries its number."""

    def __init__(self, shell: Shell, draft: Draft, parent: QWidget) -> None:
        today = shell.workspace.today
        form = Form(SAVE_FIELDS, today)
        form.set_values({"version": f"{today:%B %Y}", "effective": today, "default": False})
        detail = (
            "The version in force stays as it is, and people stay under theirs until they are "
            "moved with a reason."
        )
        super().__init__(
            "Save as new version",
            form,
            _Keep(shell, draft, str(draft.at(("program", "version")) or "")),
            "Save version",
            parent,
            detail=detail,
        )


@dataclass(frozen=True, slots=True)
class _Keep:
    """Keeps the draft under a new name; holds no widget."""

    shell: Shell
    draft: Draft
    old: str

    def __call__(self, given: dict[str, Any]) -> int:
        wanted = answers(SAVE_FIELDS, given)
        if wanted["version"] == self.old:
            raise FieldRefusal(
                "version", f"“{self.old}” is the version that is kept already; name this one anew."
            )
        named = Draft(self.draft.text())
        named.put(("program", "version"), wanted["version"])
        named.put(("program", "effective"), wanted["effective"])
        default = wanted["default"] is True
        return self.shell.workspace.perform(keep_program, text=named.text(), default=default)


@dataclass(slots=True)
class _Chosen:
    """Who is chosen to move; the list writes it, the act reads it."""

    shell: Shell
    program_id: int
    ids: set[int] = field(default_factory=set)

    def __call__(self, given: dict[str, Any]) -> int:
        if not self.ids:
            raise Refusal("Choose at least one participant.")
        moved = self.shell.workspace.perform(
            move_to_version,
            episode_ids=sorted(self.ids),
            program_id=self.program_id,
            reason=str(answers(MOVE_FIELDS, given)["reason"]),
        )
        said = counted(moved, "participant is", "participants are")
        self.shell.say(f"{said} judged by this version from now on.", Tone.GOOD)
        return moved


class MoveDialog(EditDialog):
    """Who goes over to a version, chosen from those on the others, and why."""

    def __init__(self, shell: Shell, program_id: int, touched: Collection[int] = ()) -> None:
        self._chosen = _Chosen(shell, program_id)
        form = Form(MOVE_FIELDS, shell.workspace.today)
        super().__init__(
            "Move participants to this version",
            form,
            self._chosen,
            "Move them",
            shell.window_widget(),
            detail="The reason and the version they had stay in the history of each file.",
        )
        self._touched = frozenset(touched)
        self.people = QListWidget()
        self.people.setAccessibleName("Participants on other versions of this handbook")
        self.people.setMinimumHeight(px(260))
        self.people.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for one in shell.workspace.read(others_on, program_id=program_id):
            item = QListWidgetItem(f"{one.name} ({one.reference}) · {one.phase} · {one.version}")
            item.setData(_ROLE, one.episode_id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.people.addItem(item)
        self.people.itemChanged.connect(self._checked)
        self.count = Muted("Nobody is chosen yet.", wrap=False, small=True)
        self._lay_out()
        self.people.setFocus()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(Button("Choose all", weakly(self.choose, None)))
        if self._touched:
            row.addWidget(Button("Those it changes", weakly(self.choose, self._touched)))
        row.addStretch(1)
        row.addWidget(self.count)
        box = self.layout()
        assert isinstance(box, QVBoxLayout)
        box.insertLayout(3, row)
        box.insertWidget(4, self.people, 1)
        self.resize(px(620), px(600))

    def choose(self, ids: Collection[int] | None) -> None:
        """Check these, or everybody."""
        for place in range(self.people.count()):
            item = self.people.item(place)
            wanted = ids is None or item.data(_ROLE) in ids
            item.setCheckState(Qt.CheckState.Checked if wanted else Qt.CheckState.Unchecked)

    def _checked(self, item: QListWidgetItem) -> None:
        number = int(item.data(_ROLE))
        if item.checkState() is Qt.CheckState.Checked:
            self._chosen.ids.add(number)
        else:
            self._chosen.ids.discard(number)
        self.count.setText(f"{counted(len(self._chosen.ids), 'participant')} chosen.")
