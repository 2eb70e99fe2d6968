"""Within Supervision: the conditions one person is under, what checks found, and leave."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from drugcourt.casework.supervision import (
    checks,
    imposed,
    permission_requests,
)
from drugcourt.casework.supervision.checks import CheckRow
from drugcourt.casework.supervision.imposed import ConditionShows, ImposedRow
from drugcourt.casework.supervision.permission_requests import PermissionRow, PermissionShows
from drugcourt.domain.clock import spoken
from drugcourt.domain.dates import short
from drugcourt.domain.permission_requests import LEAVE
from drugcourt.domain.tone import Tone
from drugcourt.fields import conditions as condition_fields
from drugcourt.fields import permission_requests as request_fields
from drugcourt.fields import supervision_lists as fields
from drugcourt.ui.kit.buttons import Button
from drugcourt.ui.kit.cards import Card, columns
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.theme import px
from drugcourt.ui.papers import paper
from drugcourt.ui.participants.change_button import ChangeButton, Entry
from drugcourt.ui.participants.pane import Pane
from drugcourt.ui.shell import Shell
from drugcourt.ui.supervising import Supervising


def _kind(row: ImposedRow) -> str:
    return row.kind.label


def _hours(row: ImposedRow) -> str:
    return row.hours or " ".join(row.text.split())


def _in_force(row: ImposedRow) -> list[tuple[str, Tone]]:
    if not row.in_force:
        return [("Ended", Tone.PLAIN)]
    return [(f"{row.broken} not kept", Tone.ALARM)] if row.broken else [("In force", Tone.INFO)]


def _at(row: CheckRow) -> str:
    return spoken(row.checked_at) if row.checked_at else ""


def _seen(row: CheckRow) -> str:
    return ", ".join(part for part in (row.by, " ".join(row.text.split())) if part)


def _answered(row: PermissionRow) -> list[tuple[str, Tone]]:
    if row.answer is None:
        return [("Waiting", Tone.WATCH)]
    return [(row.answer.label, request_fields.ANSWER_TONES[row.answer])]


def _answer_words(row: PermissionRow) -> str:
    return " ".join((row.answer_text or row.text).split())


class SupervisedPane(Pane):
    """Conditions and their checks on the left, leave on the right."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        left, right = QWidget(), QWidget()
        for side, cards in (
            (left, (self._conditions(), self._checks())),
            (right, (self._leave(),)),
        ):
            box = QVBoxLayout(side)
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(px(12))
            for card in cards:
                box.addWidget(card, 1)
        self.box.addLayout(columns((left, 1), (right, 1)), 1)

    def _conditions(self) -> Card:
        self.impose = Button("New…", self.new_condition, icon_name="plus")
        self.check = Button("Check…", self.new_check)
        self.end = Button("End…", self.end_condition)
        self.conditions = self.table(
            [
                Column(fields.CONDITION, text=_kind, detail=_hours, strong=True, stretch=True),
                Column(fields.SINCE),
                Column(fields.UNTIL),
                Column(fields.STATE, pills=_in_force),
            ],
            "Conditions of supervision",
            empty="No condition is imposed.",
        )
        self.change = ChangeButton(self, self.conditions, self._of_condition)
        card = Card(
            "Conditions of supervision", actions=(self.impose, self.check, self.end, self.change)
        )
        card.add(self.conditions, 1)
        return card

    def _checks(self) -> Card:
        self.checked = self.table(
            [
                Column(condition_fields.CHECKED),
                Column(condition_fields.CHECKED_AT, text=_at),
                Column(fields.CHECKED_WHAT),
                Column(condition_fields.RESULT),
                Column(condition_fields.CHECK_TEXT, text=_seen, muted=True, stretch=True),
            ],
            "Checks of conditions",
            empty="Nobody has looked yet.",
        )
        self.change_check = ChangeButton(self, self.checked, self._of_check)
        card = Card("Checks", actions=(self.change_check,))
        card.add(self.checked, 1)
        return card

    def _leave(self) -> Card:
        self.ask_leave = Button("New…", self.new_request, icon_name="plus")
        self.answer = Button("Answer…", self.answer_request)
        self.print = Button("Print", self.print_permission)
        self.requests = self.table(
            [
                Column(fields.WHAT, detail=_answer_words, strong=True, stretch=True),
                Column(fields.FROM),
                Column(fields.TO),
                Column(fields.ANSWER, pills=_answered),
            ],
            "Requests for leave",
            empty="Nothing was asked for.",
        )
        self.change_request = ChangeButton(self, self.requests, self._of_request)
        card = Card(
            "Permissions", actions=(self.ask_leave, self.answer, self.print, self.change_request)
        )
        card.add(self.requests, 1)
        return card

    # Showing ----------------------------------------------------------------------------------

    def refresh(self) -> None:
        self.conditions.set_rows(self.desk.lines(imposed.imposed_rows, ConditionShows.ALL))
        self.checked.set_rows(self.desk.read(checks.check_rows, limit=500))
        self.requests.set_rows(
            self.desk.lines(permission_requests.permission_rows, PermissionShows.ALL)
        )
        for button in (
            *(self.impose, self.check, self.end),
            *(self.ask_leave, self.answer),
        ):
            button.setEnabled(not self.closed)

    # Acts -------------------------------------------------------------------------------------

    @does(Supervising.impose)
    def new_condition(self) -> None:
        """Impose a condition."""
        self.desk.supervising.impose()

    @does(Supervising.check)
    def new_check(self) -> None:
        """Somebody looked whether the chosen condition is kept."""
        row: ImposedRow | None = self.conditions.selected_row()
        if row is not None:
            self.desk.supervising.check(row.id, self._of_condition(row)[2])

    @does(Supervising.end_condition)
    def end_condition(self) -> None:
        """The chosen condition holds no more."""
        row: ImposedRow | None = self.conditions.selected_row()
        if row is not None and row.in_force:
            self.desk.supervising.end_condition(row.id, self._of_condition(row)[2])

    @does(Supervising.permission)
    def new_request(self) -> None:
        """Take down a request."""
        self.desk.supervising.permission()

    @does(Supervising.answer)
    def answer_request(self) -> None:
        """Answer the chosen request."""
        row: PermissionRow | None = self.requests.selected_row()
        if row is not None and row.answer is None:
            self.desk.supervising.answer(row.id, self._of_request(row)[2], None)

    @does(paper("permission"))
    def print_permission(self) -> None:
        """The permissions that the participant carries."""
        if any(row.answer in LEAVE for row in self._requests()):
            self.shell.open_report("permission", episode_id=self.desk.episode_id)
        else:
            self.shell.say("Nothing was granted that could be printed.", Tone.INFO)

    def _requests(self) -> list[PermissionRow]:
        rows: list[PermissionRow] = self.desk.lines(
            permission_requests.permission_rows, PermissionShows.GRANTED
        )
        return rows

    # Changed ----------------------------------------------------------------------------------

    def _of_condition(self, row: ImposedRow) -> Entry:
        return (
            "imposed_condition",
            row.id,
            f"{row.kind.label}, since {short(row.started_on, self.today)}",
        )

    def _of_check(self, row: CheckRow) -> Entry:
        return "condition_check", row.id, f"{row.what}, {short(row.checked_on, self.today)}"

    def _of_request(self, row: PermissionRow) -> Entry:
        return "permission_request", row.id, f"{row.what}, {short(row.starts_on, self.today)}"
