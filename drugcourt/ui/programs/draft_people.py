"""Whom the edited handbook would change, and how: the real court judged by both, side by side."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from drugcourt.casework.programs.impact import Touched, impact
from drugcourt.casework.programs.versions import BothWays, VersionPerson, both_ways, people_in
from drugcourt.domain.dates import counted, short
from drugcourt.domain.program import Program
from drugcourt.domain.tone import Tone
from drugcourt.errors import Refusal
from drugcourt.fields.field import Field
from drugcourt.ui.kit import tasks
from drugcourt.ui.kit.buttons import Button
from drugcourt.ui.kit.cards import Card, columns
from drugcourt.ui.kit.labels import Muted
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.table_view import DataTable
from drugcourt.ui.kit.theme import px
from drugcourt.ui.shell import Shell
from drugcourt.workspace import Workspace

log = logging.getLogger(__name__)
NAME = Field("name", "Participant", width=20)
ASKED = Field("requirement", "What is asked", width=22)
BEFORE = Field("before", "By the version in force", width=20)
AFTER = Field("after", "By the edited one", width=20)


@dataclass(frozen=True, slots=True)
class _Question:
    """Everybody judged by both, on a worker; holds no widget."""

    workspace: Workspace
    changed: Program

    def whom(self) -> list[Touched]:
        return self.workspace.read(impact, changed=self.changed, as_of=self.workspace.today)


@dataclass(frozen=True, slots=True)
class _Person:
    """One participant judged by both, on a worker."""

    workspace: Workspace
    changed: Program
    episode_id: int

    def judged(self) -> tuple[BothWays, ...]:
        return self.workspace.read(
            both_ways,
            episode_id=self.episode_id,
            changed=self.changed,
            as_of=self.workspace.today,
        )


def _what(row: Touched) -> str:
    """What changes for somebody, in a line."""
    told = [row.problem] if row.problem else []
    if row.rules:
        told.append(counted(len({change.rule for change in row.rules}), "requirement"))
    for words, before, after in (
        ("sober since", row.sober_before, row.sober_after),
        ("next phase", row.phase_before, row.phase_after),
        ("dismissal", row.dismissal_before, row.dismissal_after),
    ):
        if before != after:
            told.append(f"{words} {_day(before)} → {_day(after)}")
    return " · ".join(told)


def _day(day: date | None) -> str:
    return short(day) if day else "no date"


def _goal(row: BothWays) -> str:
    return row.goal


def _differs(row: BothWays) -> tuple[str, Tone, str] | None:
    return ("arrows-clockwise", Tone.WATCH, "Changes") if row.differs else None


def _after(row: BothWays) -> str:
    return row.after


def _in_full(row: BothWays) -> str:
    return f"{row.requirement}\nBefore: {row.before}\nAfter: {row.after}"


class PeoplePanel(QWidget):
    """On the left whom it changes, on the right what both versions say of the one chosen."""

    judged = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shell = shell
        self.touched: list[Touched] = []
        self._program: Program | None = None
        self._done: Program | None = None
        self._people: list[VersionPerson] = []
        self.state = Muted("")
        self.people = DataTable(
            [Column(NAME, detail=_what, tooltip=_what, strong=True, stretch=True)],
            "Whom it would change",
            row_id="episode_id",
            empty="Nobody in the court would be judged otherwise.",
            detail_lines=2,
        )
        self.people.picked.connect(self._picked)
        self.people.opened.connect(self._opened)
        self.anyone = QComboBox()
        self.anyone.setAccessibleName("Any other participant")
        self.anyone.activated.connect(self._chosen)
        self.lines = DataTable(
            [
                Column(ASKED, detail=_goal, tooltip=_in_full, stretch=True),
                Column(BEFORE, tooltip=_in_full, stretch=True, muted=True),
                Column(AFTER, text=_after, icon=_differs, tooltip=_in_full, stretch=True),
            ],
            "Both ways",
            empty="Choose a participant on the left.",
            detail_lines=1,
        )
        self.file_button = Button("Open the file", self.open_file)
        self.file_button.setEnabled(False)
        self._shown: int | None = None
        self._lay_out()

    def _lay_out(self) -> None:
        left = Card("Whom it would change")
        left.add(self.state)
        left.add(self.people, 1)
        left.add(Muted("Or anybody else in the program:", small=True))
        left.add(self.anyone)
        self.right = Card("Before and after", "", (self.file_button,))
        self.right.add(self.lines, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, px(10), 0, 0)
        held = QWidget()
        row: QHBoxLayout = columns((left, 2), (self.right, 3))
        row.setContentsMargins(0, 0, 0, 0)
        held.setLayout(row)
        box.addWidget(held, 1)
        self.setFocusProxy(self.people)

    def judge(self, changed: Program | None) -> None:
        """Judge everybody by this program; None while the draft has mistakes."""
        self._program = changed
        if changed is None:
            self.state.setText("Mend the mistakes first; then everybody is judged by both.")
            self._show(())
            return
        if changed is self._done:
            return
        self.state.setText("Judging everybody by both…")
        tasks.run(_Question(self.shell.workspace, changed).whom, self._answered, self._failed)

    def _answered(self, touched: list[Touched]) -> None:
        self._done, self.touched = self._program, touched
        self._people = self.shell.workspace.read(people_in, as_of=self.shell.workspace.today)
        self.anyone.clear()
        self.anyone.addItem("Choose…")
        self.anyone.addItems([f"{one.name} ({one.reference})" for one in self._people])
        said = counted(len(touched), "participant")
        self.state.setText(f"{said} of {len(self._people):,} would be judged otherwise.")
        self.people.set_rows(touched)
        if touched:
            self.people.select_place(0)
            self.show_person(touched[0].episode_id)
        else:
            self._show(())
        self.judged.emit()

    def _failed(self, problem: Exception) -> None:
        if not isinstance(problem, Refusal):
            log.error("judging by an edited handbook failed", exc_info=problem)
            self.state.setText("This could not be judged; the edits are kept as they are.")
        else:
            self.state.setText(str(problem))

    def _show(self, rows: Iterable[BothWays]) -> None:
        self.lines.set_rows(sorted(rows, key=lambda row: not row.differs))
        self.file_button.setEnabled(bool(self._shown))

    def _picked(self, row: Touched) -> None:
        self.show_person(row.episode_id)

    def _opened(self, row: Touched) -> None:
        self.shell.open_participant(row.episode_id)

    def _chosen(self, place: int) -> None:
        if place > 0:
            self.show_person(self._people[place - 1].episode_id)

    def show_person(self, episode_id: int) -> None:
        """Lay both versions of one participant side by side."""
        if self._program is None:
            return
        self._shown = episode_id
        name = next((one.name for one in self._people if one.episode_id == episode_id), "")
        self.right.set_heading("Before and after", name)
        question = _Person(self.shell.workspace, self._program, episode_id)
        tasks.run(question.judged, self._show, self._failed)

    def open_file(self) -> None:
        """Go to the file of the one shown."""
        if self._shown is not None:
            self.shell.open_participant(self._shown)
