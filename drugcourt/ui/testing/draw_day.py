"""What the draw of a day said: who is called and why, and the proof that it was not made twice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from drugcourt.casework.draws import days as draw_days
from drugcourt.casework.draws import draws
from drugcourt.casework.draws import pool as draw_pool
from drugcourt.casework.draws import replay as draw_replay
from drugcourt.casework.draws.days import TONES, DrawHead, DrawnDay, DrawRow
from drugcourt.casework.moments import time_text
from drugcourt.domain.dates import counted, long
from drugcourt.domain.draws import DayType
from drugcourt.domain.tone import Tone
from drugcourt.errors import Refusal
from drugcourt.fields import draws as fields
from drugcourt.ui.kit.buttons import Button, Choice, ChoiceChips, Look
from drugcourt.ui.kit.cards import Card, EmptyState
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.flow import side_by_side
from drugcourt.ui.kit.labels import Muted, Text
from drugcourt.ui.kit.notices import Notices
from drugcourt.ui.kit.suggest import Result
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.table_view import DataTable
from drugcourt.ui.kit.theme import px
from drugcourt.ui.papers import paper
from drugcourt.ui.shell import Shell
from drugcourt.ui.testing.draw_dialogs import DrawDialogs

CALLED, EVERYBODY = "called", "everybody"


def _outcome(row: DrawRow) -> Sequence[tuple[str, Tone]]:
    return [(row.outcome.label, TONES[row.outcome])]


def _status(row: DrawRow) -> str:
    return row.status.label if row.status is not None else ""


COLUMNS = (
    Column(fields.NAME, strong=True),
    Column(fields.OUTCOME, pills=_outcome),
    Column(fields.WHY, muted=True, stretch=True),
    Column(fields.TIMES),
    Column(fields.STATUS, text=_status),
)


class DrawDay(QWidget):
    """Today's draw is made here, by one button; it is shown only after it was committed."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._workspace = shell.workspace
        self._day = self._workspace.today
        self._found: DrawnDay | None = None
        self.notices = Notices()
        self.said = Text("")
        self.which = ChoiceChips(
            [Choice(CALLED, "Called"), Choice(EVERYBODY, "Everybody on the list")],
            "Who is shown",
            numbered=False,
        )
        self.which.set_value(CALLED)
        self.table = DataTable(
            COLUMNS, "The draw", as_of=self._day, empty="Nobody is called on this day."
        )
        self.proof = Card("Proof")
        self.proof_words = Muted("", small=True)
        self.make_button = Button("Make today’s draw", self.make, Look.PRIMARY, "Ctrl+D")
        self.empty = EmptyState("", "", self.make_button, icon_name="shuffle")
        self.empty_words = self.empty.sentence
        self.stack = QStackedWidget()
        self._build()
        self.which.chosen.connect(self._chosen)
        self.table.opened.connect(self._open_participant)

    def _build(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(px(8))
        tools.addWidget(self.which, 1)
        self.late_button = Button("People added late", self.draw_late, Look.QUIET)
        for button in (
            self.late_button,
            Button("Must test", self.must_test),
            Button("Excuse", self.excuse),
            Button("Print the list", self.print_list, icon_name="printer"),
        ):
            tools.addWidget(button)
        self.proof.add(self.proof_words)
        buttons = QVBoxLayout()
        buttons.setSpacing(px(6))
        buttons.addWidget(Button("Draw again as a proof", self.replay))
        buttons.addWidget(Button("Print the record", self.print_record, Look.QUIET))
        self.proof.add(buttons)
        self.proof.add_space()
        self.proof.setFixedWidth(px(262))
        drawn = QWidget()
        column = QVBoxLayout(drawn)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(10))
        column.addWidget(self.said)
        column.addLayout(tools)
        column.addLayout(side_by_side((self.table, 1), (self.proof, 0)), 1)
        self.stack.addWidget(drawn)
        self.stack.addWidget(self.empty)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(px(10))
        outer.addWidget(self.notices)
        outer.addWidget(self.stack, 1)

    # Showing ----------------------------------------------------------------------------------

    def show_day(self, day: date) -> None:
        """The draw of this day, or that there is none."""
        if day != self._day:
            self.notices.clear()
        self._day = day
        self._found = found = self._workspace.read(draw_days.drawn_day, day=day)
        if not found.draws:
            self._show_none(found)
            return
        self.stack.setCurrentIndex(0)
        people = sum(draw.people for draw in found.draws)
        tested = sum(draw.tested for draw in found.draws)
        self.said.setText(
            f"{counted(people, 'participant')} on the list, {tested:,} to be tested. "
            f"Drawn {_when(found.draws)}."
        )
        self.late_button.setVisible(day == self._workspace.today)
        self.proof_words.setText(_proof(found.draws))
        self._fill()

    def _show_none(self, found: DrawnDay) -> None:
        """Why nothing is shown, and what can be done."""
        self.stack.setCurrentIndex(1)
        day, today = self._day, self._workspace.today
        closed = found.row.kind is DayType.CLOSED
        self.make_button.setVisible(day == today and not closed)
        reason = f" {found.row.reason.rstrip('.')}." if found.row.reason else ""
        if closed:
            title, said = "No tests are taken on this day", f"{long(day)}.{reason}"
        elif day > today:
            title = "Not drawn yet"
            said = "The draw of a coming day is made on its morning, so that nobody can know it."
        elif day < today:
            title, said = "No draw was made on this day", "Only today’s draw can be made."
        else:
            people = self._workspace.read(draw_pool.how_many, day=day)
            title = "Today is not drawn yet"
            said = (
                f"{counted(people, 'participant')} {'is' if people == 1 else 'are'} on the list. "
                f"The draw is committed before anybody sees it, and there is one a day.{reason}"
            )
        self.empty.title.setText(title)
        self.empty_words.setText(said)
        self.empty.setAccessibleName(f"{title}. {said}")

    def _fill(self) -> None:
        if self._found is None:
            return
        everybody = self.which.value() == EVERYBODY
        self.table.set_rows(self._found.rows if everybody else self._found.called)
        if self.table.selected_row() is None:
            self.table.select_place(0)

    def _chosen(self, _value: object) -> None:
        self._fill()

    def take_keyboard(self) -> None:
        """The button while there is nothing to see, else the list."""
        where = self.table if self.stack.currentIndex() == 0 else self.make_button
        where.setFocus()

    def marked_episode(self) -> int | None:
        """Whose line is marked."""
        row: DrawRow | None = self.table.selected_row()
        return row.episode_id if row is not None and self.stack.currentIndex() == 0 else None

    # Acting -----------------------------------------------------------------------------------

    @does(draws.make_draw)
    def make(self) -> None:
        """Make today's draw; it is shown once it is committed."""
        if self._day != self._workspace.today:
            return
        try:
            self._workspace.perform(draws.make_draw)
        except Refusal as refusal:
            self.notices.say(str(refusal), Tone.ALARM, key="draw")
            return
        self.notices.take_back("draw")
        self._shell.say("The draw is made and stands.", Tone.GOOD)
        self.show_day(self._day)
        self.take_keyboard()

    def replay(self) -> None:
        """Make the draw again from its record, and say whether it came out the same."""
        found = self._workspace.read(draw_replay.replay, day=self._day)
        tone = Tone.GOOD if found.same else Tone.ALARM
        self.notices.say(found.sentence, tone, key="replay")

    @does(DrawDialogs.must_test)
    def must_test(self) -> None:
        """Ask who must test on this day."""
        self._dialogs().must_test(max(self._day, self._workspace.today), self._marked())

    @does(DrawDialogs.excuse)
    def excuse(self) -> None:
        """Ask who is excused; days that were drawn stand."""
        self._dialogs().excuse(max(self._day, self._workspace.today), self._marked())

    @does(DrawDialogs.late_comers)
    def draw_late(self) -> None:
        """Draw for those who were not on the first list."""
        self._dialogs().late_comers()

    @does(paper("daily-list"))
    def print_list(self) -> None:
        """The day's list, result sheet and call-in script."""
        self._shell.open_report("daily-list", session_day=self._day)

    @does(paper("draw-record"))
    def print_record(self) -> None:
        """All it takes to make the draw again by hand."""
        self._shell.open_report("draw-record", session_day=self._day)

    def _dialogs(self) -> DrawDialogs:
        return DrawDialogs(self._shell, self)

    def _marked(self) -> Result | None:
        row: DrawRow | None = self.table.selected_row()
        if row is None or self.stack.currentIndex() != 0:
            return None
        return Result(row.name, payload=row.episode_id)

    def _open_participant(self, row: DrawRow) -> None:
        self._shell.open_participant(row.episode_id, "tests")


def _when(made: Sequence[DrawHead]) -> str:
    first = made[0]
    said = f"at {time_text(first.made_at)} by {first.made_by}"
    if len(made) > 1:
        said += f", and {counted(len(made) - 1, 'more time')} for people added late"
    return said


def _proof(made: Sequence[DrawHead]) -> str:
    parts = []
    for draw in made:
        parts.append(f"Seed\n{_in_lines(draw.seed)}")
        parts.append(f"Fingerprint\n{_in_lines(draw.fingerprint)}")
    return "\n\n".join(parts)


def _in_lines(digits: str) -> str:
    """In fours, sixteen digits a line, so that two people can compare them aloud."""
    fours = [digits[at : at + 4] for at in range(0, len(digits), 4)]
    return "\n".join(" ".join(fours[at : at + 4]) for at in range(0, len(fours), 4))
