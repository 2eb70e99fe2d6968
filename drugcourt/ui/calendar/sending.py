"""How court dates leave the program from the calendar: a file for Outlook, a list to text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from drugcourt.casework.calendar.events import Each
from drugcourt.casework.states import court_zone, set_court_zone
from drugcourt.domain.dates import add, counted
from drugcourt.domain.tone import Tone
from drugcourt.errors import Refusal
from drugcourt.exchange.calendar_policy import docket_policy
from drugcourt.fields import calendar as fields
from drugcourt.fields.calendar import Naming, OneFile
from drugcourt.fields.field import Field, Kind
from drugcourt.reports.calendar_out import write_calendar
from drugcourt.reports.reminder_list import write_reminders
from drugcourt.ui.asking import Asking
from drugcourt.ui.kit import messages
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.page import Page
from drugcourt.ui.papers import paper
from drugcourt.ui.shell import Shell

EACH = Field("each", "One event is", Kind.CHOICE, required=True, choices=Each)


class SendingActs(QObject):
    """Asks what is wanted and where to; lives with its page."""

    def __init__(self, page: Page, shell: Shell) -> None:
        super().__init__(page)
        self._shell = shell

    @does(paper("slips"))  # a calendar file goes out as a paper of court days does
    def ask_calendar(self) -> None:
        """A file of court dates for Outlook and other calendars."""
        today = self._shell.workspace.today
        wanted = (fields.FIRST, fields.LAST, EACH, fields.FILES, fields.NAMING)
        if not self._zone_known():
            wanted = (*wanted, fields.ZONE)
        Asking(self._shell).open(
            "Calendar file",
            wanted,
            self._write_calendar,
            said="The calendar file is written.",
            values={
                "first": today,
                "last": add(today, docket_policy().look_ahead),
                "each": Each.SESSION,
                "files": OneFile.ONE,
                "naming": Naming.NOBODY,
            },
            detail="Events keep their numbers: written again, a moved hearing moves in the other "
            "calendar too, and one taken off comes in a second file that withdraws it.",
            confirm="Write the file…",
        )

    def _zone_known(self) -> bool:
        try:
            self._shell.workspace.read(court_zone)
        except Refusal:
            return False
        return True

    def _write_calendar(self, values: dict[str, Any]) -> object:
        if zone := values.get(fields.ZONE.key):
            self._shell.workspace.perform(set_court_zone, name=zone)
        per_file = values["files"] is OneFile.EACH
        names = values["naming"] is Naming.NAMES
        suggested = Path("court-dates" if per_file else "court-dates.ics")
        target = messages.choose_save_path(
            self._shell.window_widget(), "Calendar file", suggested, "Calendar (*.ics)"
        )
        if target is None:
            raise Refusal("Nothing was written. Choose where the file goes.")
        return write_calendar(
            self._shell.workspace,
            target,
            first=values["first"],
            last=values["last"],
            each=Each.HEARING if names else values["each"],
            per_file=per_file,
            names=names,
        )

    @does(paper("reminder-letters"))
    def ask_reminders(self) -> None:
        """The list of reminders for a texting service."""
        today = self._shell.workspace.today
        Asking(self._shell).open(
            "Reminders",
            (fields.FIRST, fields.LAST),
            self._write_reminders,
            said="The reminders are written.",
            values={"first": today, "last": today},
            detail="Messages to send on these days, for those who agreed to them. Nothing of any "
            "case is in them.",
            confirm="Write the list…",
        )

    def _write_reminders(self, values: dict[str, Any]) -> object:
        target = messages.choose_save_path(
            self._shell.window_widget(), "Reminders", Path("reminders.csv"), "CSV (*.csv)"
        )
        if target is None:
            raise Refusal("Nothing was written. Choose where the list goes.")
        found = write_reminders(self._shell.workspace, target, **values)
        page = self.parent()
        assert isinstance(page, Page)
        page.notices.say(found.sentence, Tone.GOOD, key="reminders")
        return counted(len(found.reminders), "reminder")
