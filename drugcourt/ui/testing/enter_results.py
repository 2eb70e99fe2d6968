"""Where a day's results are entered: whom, on which panel, and all of them saved in one go."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from drugcourt.casework.specimens import pasted_results
from drugcourt.casework.specimens.result_entry import Panel, enter_day
from drugcourt.domain.dates import counted, short
from drugcourt.domain.tone import Tone
from drugcourt.errors import Refusal
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.cards import EmptyState
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.labels import Muted
from drugcourt.ui.kit.notices import Notices
from drugcourt.ui.kit.suggest import Result
from drugcourt.ui.kit.theme import px
from drugcourt.ui.people_search import PeopleSearch
from drugcourt.ui.shell import Shell
from drugcourt.ui.testing.day_people import DayPeople
from drugcourt.ui.testing.entry_choice import EntryChoice
from drugcourt.ui.testing.find_line import FindLine
from drugcourt.ui.testing.grid_drafts import GridDraft, GridDrafts
from drugcourt.ui.testing.grid_saving import DayEntry, Saved
from drugcourt.ui.testing.pasted_rows import pasted_rows
from drugcourt.ui.testing.result_grid import ResultGrid
from drugcourt.ui.testing.result_keys import ResultKeys
from drugcourt.ui.testing.tab import TestingTab

DRAFT_PAUSE = 600


class EnterResults(TestingTab):
    """The grid of one day.

    Rows are those scheduled for the day, and whom the person at the keyboard adds; what was typed
    stays when rows are added or the panel changes, when saving is refused, and after a crash.
    """

    title = "Enter results"
    day_wanted = Signal(object)

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._workspace = shell.workspace
        self._people: DayPeople | None = None
        self._drafts = GridDrafts(shell)
        self.notices = Notices()
        self.grid = ResultGrid()
        self.keys = ResultKeys()
        self.choice = EntryChoice()
        self.search = FindLine(PeopleSearch(self._workspace))
        self.all_button = Button("All active", self.add_all_active)
        self.rest_button = Button("All others negative", self.fill_rest)
        self.save_button = Button("Save all", self.save, Look.PRIMARY, "Ctrl+S")
        self._count = Muted("", wrap=False)
        self._elsewhere = Muted("", small=True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(DRAFT_PAUSE)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.all_button.setToolTip("Add everybody active who has no test of this day yet")
        self.rest_button.setToolTip("Fill every empty cell with negative (Shift+Space)")
        tools = QHBoxLayout()
        tools.setSpacing(px(8))
        tools.addWidget(self.choice)
        tools.addWidget(self.search, 1)
        tools.addWidget(self.all_button)
        tools.addWidget(self.rest_button)
        tools.addWidget(self._count)
        tools.addWidget(self.save_button)
        empty = EmptyState(
            "Nobody to enter yet",
            "No test is scheduled for this day. Type part of a name above, add all who are active, "
            "or paste a list from a spreadsheet with Ctrl+V.",
            icon_name="test-tube",
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.grid)
        self._stack.addWidget(empty)
        self.column.addLayout(tools)
        self.column.addWidget(self.notices)
        self.column.addWidget(self._stack, 1)
        self.column.addWidget(self._elsewhere)
        self.column.addWidget(self.keys)

    def _connect(self) -> None:
        self.search.chosen.connect(self._take)
        self.search.left.connect(self.take_keyboard)
        self.search.pasted.connect(self.paste)
        self.grid.asked_whom.connect(self._ask_whom)
        self.grid.pasted.connect(self.paste)
        self.grid.changed.connect(self._edited)
        self.grid.selectionModel().currentChanged.connect(self._tell_cell)
        self.choice.panel_chosen.connect(self._panel_changed)
        self._pause.timeout.connect(self.keep_draft)

    # Whose rows -------------------------------------------------------------------------------

    def panel(self) -> Panel:
        """The panel whose substances stand across."""
        return self.choice.panel()

    @property
    def people(self) -> DayPeople:
        """Who belongs to the day that is shown."""
        assert self._people is not None, "no day has been shown yet"
        return self._people

    def show_day(self, day: date) -> None:
        """The people of a day; the same day keeps who was added and what was typed."""
        if self._people is None or self._people.day != day:
            self._begin(day)
        else:
            self._catch_up()
        self._tell_other_days()

    def _begin(self, day: date) -> None:
        """Another day: its own rows, and what was typed for it and not saved."""
        self.keep_draft()
        self.notices.clear()
        self._people = DayPeople(self._workspace, day)
        scheduled = self.people.ask_scheduled()
        self.choice.set_panel(self.people.panel_among(self.choice.panels))
        self.grid.set_grid([], [])
        self._show([person.episode_id for person in scheduled])
        if (draft := self._drafts.load(day)) is not None:
            self._restore(draft)

    def _restore(self, draft: GridDraft) -> None:
        self.choice.restore(draft.panel, draft.reason)
        self.people.learn(draft.people)
        shown = self._shown()
        known = [key for key in draft.people if key in self.people.known and key not in shown]
        rows = [*self.grid.cells.rows, *self.people.rows(known), *draft.strangers]
        self.people.offer(known)
        self.grid.cells.change(draft.cells, rows)
        self._arrange()
        self.notices.say(
            "These results were typed and not saved. They stand as they were left.",
            Tone.INFO,
            ("Throw them away", self.throw_away),
            key="draft",
        )

    def _catch_up(self) -> None:
        """The same day again: who came to be scheduled since, and who has a result by now."""
        typed = self.grid.typed_rows()
        shown, before = self._shown(), set(self.people.scheduled())
        self.people.learn({*shown, *before})
        now = {person.episode_id for person in self.people.ask_scheduled()}
        done = before - now - typed
        self._show([key for key in shown if key not in done])

    def _shown(self) -> list[int]:
        return [row.id for row in self.grid.cells.rows if isinstance(row.id, int)]

    def _show(self, ids: Collection[int]) -> None:
        """Rows of these and of who is newly scheduled, if they fit the panel or hold something."""
        typed = self.grid.typed_rows()
        new = [key for key in self.people.not_offered(self.people.scheduled()) if key not in ids]
        panel = self.panel()
        rows = [key for key in (*ids, *new) if key in typed or self.people.fits(key, panel)]
        self.people.offer(rows, again=[key for key in ids if key not in rows])
        strangers = [row for row in self.grid.cells.rows if isinstance(row.id, str)]
        self.grid.show_panel([*self.people.rows(rows), *strangers], panel)
        self._elsewhere.setText(self.people.elsewhere(panel, rows))
        self._elsewhere.setVisible(bool(self._elsewhere.text()))

    def _arrange(self) -> None:
        """Columns for whatever stands in the grid."""
        self.grid.show_panel(self.grid.cells.rows, self.panel())

    def _panel_changed(self) -> None:
        self._show(self._shown())

    def _ask_whom(self) -> None:
        """`/` in the grid: find somebody, or say whom a pasted line means."""
        cell = self.grid.current_cell()
        row = next((r for r in self.grid.cells.rows if cell and r.id == cell[0]), None)
        self.search.ask_for(row.label if row is not None and row.problem else "")

    def _take(self, result: Result) -> None:
        """Somebody was chosen: go to their row, new or not; a line that was asked about is it."""
        about, episode_id = self.search.about, int(result.payload)
        self.search.clear()
        if episode_id not in self.people.known:
            self.people.learn([episode_id])
        if about or episode_id not in self._shown():
            self._put_in(episode_id, about)
        self.grid.go_to_row(episode_id)
        self.grid.setFocus()

    def _put_in(self, episode_id: int, about: str) -> None:
        """Add the row, in the place of the pasted line that it was."""
        rows = list(self.grid.cells.rows)
        new = [] if episode_id in self._shown() else self.people.rows([episode_id])
        at = next((y for y, row in enumerate(rows) if about and row.label == about), len(rows))
        was = rows[at].id if at < len(rows) else None
        typed = self.grid.typed().items()
        cells = {(episode_id, key): text for (row_id, key), text in typed if row_id == was}
        self.people.offer([episode_id])
        self.grid.cells.change(cells, [*rows[:at], *new, *rows[at + 1 :]])
        self._arrange()

    def add_all_active(self) -> None:
        """Everybody active who has no test of the day yet."""
        shown, panel = self._shown(), self.panel()
        found = [person.episode_id for person in self.people.ask_all_active()]
        more = [key for key in found if key not in shown and self.people.fits(key, panel)]
        self.people.offer(more)
        self.grid.cells.change({}, [*self.grid.cells.rows, *self.people.rows(more)])
        self._arrange()
        self.grid.setFocus()

    # Typing and pasting -----------------------------------------------------------------------

    def paste(self, text: str) -> None:
        """What a spreadsheet left: a list of participants wherever it names some, else cells."""
        self.notices.take_back("paste")
        keys = self.grid.panel_keys()
        try:
            pasted = self._workspace.read(
                pasted_results.read_pasted, text=text, day=self.people.day, substances=keys
            )
        except Refusal as refusal:
            self._say(str(refusal), "paste")
            return
        if pasted is not None:
            put = pasted_rows(pasted, self.grid.cells.rows, self.people, keys)
            self.grid.cells.change(put.cells, put.rows)
            self._arrange()
            self.notices.say(put.sentence, put.tone, ("Take back", self.grid.undo), key="paste")
            self.grid.setFocus()
        elif left_out := self.grid.paste_here(text):
            self._say(
                f"{counted(left_out, 'cell')} had no place in the grid and were left out. Paste "
                "from the first row and column they belong to, or copy the names along.",
                "paste",
            )

    def fill_rest(self) -> None:
        """Negative into every cell that is still empty."""
        self.grid.fill_rest("N")
        self.grid.setFocus()

    def has_typed(self) -> bool:
        """Whether something stands here that is not saved."""
        return bool(self.grid.typed())

    def holds_back(self) -> str:
        if not self.has_typed():
            return ""
        return "Save or empty the results you typed before you turn to another day."

    def take_keyboard(self) -> None:
        """To the grid; to the line for names while nobody stands in it."""
        if self.grid.cells.rows:
            self.grid.setFocus()
        else:
            self.search.setFocus()

    def marked_episode(self) -> int | None:
        cell = self.grid.current_cell()
        return cell[0] if cell is not None and isinstance(cell[0], int) else None

    def _edited(self) -> None:
        filled = len(self.grid.typed_rows())
        self._count.setText(f"{filled} of {len(self.grid.cells.rows)}")
        self.save_button.setEnabled(bool(filled))
        self.rest_button.setEnabled(bool(self.grid.cells.rows))
        self._stack.setCurrentIndex(0 if self.grid.cells.rows else 1)
        self._tell_cell()
        self._pause.start()

    def _tell_cell(self) -> None:
        """In words: whose cell the keyboard is on, what it says, and why it can't be taken."""
        if self.grid.current_cell() is None:
            self.keys.tell("", "", wrong=False)
            return
        at = self.grid.currentIndex()
        place = (at.row(), at.column())
        row, column = self.grid.cells.rows[place[0]], self.grid.cells.columns[place[1]]
        code = self.grid.cells.codes.get(self.grid.cells.text(place))
        problem = row.problem or self.grid.cells.reason(place)
        words = problem or (code.label if code else "nothing entered")
        whose = f"{row.label} · {column.help or column.label}"
        self.keys.tell(whose, words, wrong=bool(problem))

    # Keeping and saving -----------------------------------------------------------------------

    def keep_draft(self) -> None:
        """Keep what is typed now, at once."""
        self._pause.stop()
        if self._people is not None:
            panel, reason = self.panel().name, str(self.choice.reason())
            rows, typed = self.grid.cells.rows, self.grid.typed()
            self._drafts.save(self._people.day, panel, reason, rows, typed)

    def hideEvent(self, event: QHideEvent) -> None:
        if self._pause.isActive():
            self.keep_draft()
        super().hideEvent(event)

    def throw_away(self) -> None:
        """Empty the grid of what was typed; Ctrl+Z brings it back while the grid is open."""
        self.notices.take_back("draft")
        rows = [row for row in self.grid.cells.rows if isinstance(row.id, int)]
        self.grid.cells.change(dict.fromkeys(self.grid.typed(), ""), rows)

    def _other_days(self) -> list[date]:
        return [day for day in self._drafts.days() if day != self.people.day]

    def _tell_other_days(self) -> None:
        """Another day's results that were typed and not saved are not forgotten."""
        days = self._other_days()
        self.notices.take_back("other")
        if days:
            day = short(days[0], self._workspace.today)
            action = (f"Go to {day}", self._go_to_other_day)
            sentence = f"Results typed for {day} are not saved yet."
            self.notices.say(sentence, Tone.WATCH, action, key="other")

    def _go_to_other_day(self) -> None:
        for day in self._other_days()[:1]:
            self.day_wanted.emit(day)

    @does(enter_day)
    def save(self) -> None:
        """Record all rows that were typed, or none: reasons are marked in the grid."""
        self._save(())

    @does(enter_day)
    def save_second(self) -> None:
        """Record them, beside the tests that stand recorded for the day."""
        self._save([key for key in self.grid.typed_rows() if isinstance(key, int)])

    def _save(self, second: Collection[int]) -> None:
        for said in ("save", "paste"):
            self.notices.take_back(said)
        entry = DayEntry(
            self._workspace,
            self.people.day,
            self.panel(),
            self.choice.reason(),
            frozenset(self.people.scheduled()),
        )
        outcome = entry.save(self.grid, second)
        if isinstance(outcome, Saved):
            self._saved(outcome)
            return
        self.grid.set_errors(outcome.cells)
        action = None
        if outcome.recorded is not None:
            self.grid.go_to_row(outcome.recorded)
            action = ("Record a second test", self.save_second)
        self._say(outcome.sentence, action=action)

    def _saved(self, saved: Saved) -> None:
        left = [row for row in self.grid.cells.rows if row.id not in saved.done]
        self.grid.set_grid([], [])
        self.grid.show_panel(left, self.panel())
        self.notices.clear()
        self.keep_draft()
        self._tell_other_days()
        self._shell.say(f"{counted(saved.count, 'test')} saved.", Tone.GOOD)

    def _say(
        self,
        sentence: str,
        key: str = "save",
        action: tuple[str, Callable[[], object]] | None = None,
    ) -> None:
        self.notices.say(sentence, Tone.ALARM, action, key=key)
