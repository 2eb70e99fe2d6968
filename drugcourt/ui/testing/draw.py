"""The draw of who is tested: this day's, the coming weeks, its fairness, and what is settled."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QStackedWidget

from drugcourt.ui.kit.buttons import Choice, ChoiceChips
from drugcourt.ui.shell import Shell
from drugcourt.ui.testing.draw_day import DrawDay
from drugcourt.ui.testing.draw_settings import DrawSettingsView
from drugcourt.ui.testing.fairness_view import FairnessView
from drugcourt.ui.testing.load_view import ComingWeeks
from drugcourt.ui.testing.tab import TestingTab

THIS_DAY, COMING, FAIR, SETTINGS = "day", "coming", "fairness", "settings"


class DrawTab(TestingTab):
    """Four views; Ctrl+D makes today's draw, Ctrl+Enter does so too, or asks who must test."""

    title = "Draw"
    kinds = frozenset(
        {
            "draw",
            "draw_policy",
            "draw_override",
            "testing_day",
            "testing_group",
            "testing_scheme",
            "program_version",
        }
    )

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._day = shell.workspace.today
        self.views = ChoiceChips(
            [
                Choice(THIS_DAY, "This day"),
                Choice(COMING, "Coming weeks"),
                Choice(FAIR, "Fairness"),
                Choice(SETTINGS, "Settings"),
            ],
            "What is shown",
        )
        self.views.set_value(THIS_DAY)
        self.day_view = DrawDay(shell)
        self.coming = ComingWeeks(shell)
        self.fairness = FairnessView(shell)
        self.settings = DrawSettingsView(shell)
        self.stack = QStackedWidget()
        for view in (self.day_view, self.coming, self.fairness, self.settings):
            self.stack.addWidget(view)
        self.column.addWidget(self.views)
        self.column.addWidget(self.stack, 1)
        self.views.chosen.connect(self._chosen)

    def show_day(self, day: date) -> None:
        """Ask again for the view that is open."""
        self._day = day
        view = self._view()
        if isinstance(view, DrawDay):
            view.show_day(day)
        else:
            view.ask()

    def take_keyboard(self) -> None:
        self._view().take_keyboard()

    def act(self) -> None:
        """Make today's draw while there is none; else ask who must test."""
        if self.views.value() != THIS_DAY:
            return
        if self.day_view.make_button.isVisible():
            self.day_view.make()
        else:
            self.day_view.must_test()

    def marked_episode(self) -> int | None:
        return self.day_view.marked_episode() if self.views.value() == THIS_DAY else None

    def _chosen(self, _view: object) -> None:
        self.stack.setCurrentWidget(self._view())
        self.show_day(self._day)

    def _view(self) -> DrawDay | ComingWeeks | FairnessView | DrawSettingsView:
        views = {COMING: self.coming, FAIR: self.fairness, SETTINGS: self.settings}
        return views.get(self.views.value(), self.day_view)
