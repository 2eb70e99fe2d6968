"""How a court of one's own is made: its name, its program, who works there, its password."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel

from drugcourt import settings
from drugcourt.domain.accounts import FIRST_LOGIN
from drugcourt.domain.clock import wall_time
from drugcourt.domain.tone import Tone
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.fields.courts import NEW_COURT
from drugcourt.ui.kit import messages, tasks
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.flow import side_by_side
from drugcourt.ui.kit.form import Form
from drugcourt.ui.kit.labels import Muted
from drugcourt.ui.kit.lines import LabelledLine
from drugcourt.ui.welcome.frame import Column
from drugcourt.ui.welcome.opening import EXTENSION, FILTERS, Founding

RULES = "At least 12 characters. A short sentence is easiest to remember."
FORGOTTEN = (
    "Nobody can open the court without its password, not even the makers of this program. Once it "
    "is made you print a recovery kit, which opens it when the password is lost."
)


class NewCourt(Column):
    """The form of a new court. `wanted` carries a Founding."""

    wanted = Signal(object)
    back = Signal()

    def __init__(self, as_of: date | None = None) -> None:
        super().__init__(
            "Start your own court",
            "All of this can be changed later, in the menu beside your name.",
            width=620,
        )
        self._as_of = as_of
        self._programs: list[Any] = []
        self.form = Form(NEW_COURT, as_of or date.min, columns=2)  # no field asks for a day
        self.form.set_values({"starts_at": "1:30 PM"})
        self.card.add(self.form)
        self._add_program()
        self.staff = LabelledLine("Your name", help_text="It stands beside what you enter.")
        self.login = LabelledLine(
            "User name", help_text="Asked for once others work here too.", most=40
        )
        self.login.line.setText(FIRST_LOGIN)
        self.card.add(side_by_side((self.staff, 1), (self.login, 1), gap=20))
        self.password = LabelledLine("Password", password=True)
        self.again = LabelledLine("The same password again", password=True)
        self.card.add(side_by_side((self.password, 1), (self.again, 1), gap=20))
        self.card.add(Muted(f"{RULES} {FORGOTTEN}"))
        self.working = Muted("", wrap=False, small=True)
        self.make = Button("Make the court…", self.submit, Look.PRIMARY)
        row = QHBoxLayout()
        row.addWidget(Button("Back", self.back.emit, Look.QUIET))
        row.addWidget(self.working, 1)
        row.addWidget(self.make)
        self.card.add(row)
        self.setFocusProxy(self.form.editor("name").inner)

    def _add_program(self) -> None:
        label = QLabel("Program")
        self.program = QComboBox()
        self.program.setAccessibleName("Program")
        label.setBuddy(self.program)
        self.program_detail = Muted("Reading the programs…", small=True)
        self.program.currentIndexChanged.connect(self._program_chosen)
        self.card.add(label)
        self.card.add(self.program)
        self.card.add(self.program_detail)
        tasks.run(_shipped_programs, self._programs_came)

    def _programs_came(self, found: Sequence[Any]) -> None:
        self._programs = list(found)
        self.program.addItems([one.name for one in self._programs])
        if not self._programs:
            self.program_detail.setText("No program came with this installation. Install it again.")

    def _program_chosen(self, place: int) -> None:
        if 0 <= place < len(self._programs):
            self.program_detail.setText(
                f"{self._programs[place].detail} Program setup shows every rule."
            )

    def submit(self) -> None:
        """Check what was typed, ask where the file shall stand, and hand it on."""
        self.notices.clear()
        founding = self._founding()
        if founding is not None and self.make.isEnabled():
            self.wanted.emit(founding)

    def work(self) -> None:
        """Show that the court is being made."""
        self.working.setText("Making the court…")
        self.make.setEnabled(False)

    def refuse(self, problem: Exception) -> None:
        """Say why it was not made; what was typed stands."""
        self.working.setText("")
        self.make.setEnabled(True)
        if isinstance(problem, FieldRefusal) and problem.field in self.form.values():
            self.form.set_errors({problem.field: str(problem)})
        else:
            self.notices.say(str(problem), Tone.ALARM, key="refused")

    def _founding(self) -> Founding | None:
        if not (self.form.check() and self._password_fits()):
            return None
        about = self.form.values()
        try:
            about["starts_at"] = wall_time(about["starts_at"]) if about["starts_at"] else "13:30"
        except ValueError as problem:
            self.form.set_errors({"starts_at": str(problem)})
            return None
        if about["weekday"] is not None:
            about["weekday"] = int(about["weekday"])
        place = self.program.currentIndex()
        if not 0 <= place < len(self._programs):
            self.notices.say("Choose a program first.", Tone.WATCH, key="refused")
            return None
        path = self._path(str(about["name"]))
        if path is None:
            return None
        text = self._programs[place].text
        staff = self.staff.text().strip()
        login = self.login.text().strip().casefold()
        return Founding(path, self.password.text(), text, staff, about, self._as_of, login)

    def _password_fits(self) -> bool:
        """The password keeps the rules, and the two agree."""
        try:
            near = (self.staff.text(), self.login.text(), str(self.form.values()["name"] or ""))
            _desk().check_password(self.password.text(), near=near)
        except Refusal as refusal:
            self.password.say(str(refusal))
            self.password.line.setFocus()
            return False
        if self.password.text() != self.again.text():
            self.again.say("The two passwords differ. Type them once more.")
            self.again.line.setFocus()
            return False
        return True

    def _path(self, name: str) -> Path | None:
        bare = "-".join("".join(c if c.isalnum() else " " for c in name.casefold()).split())
        suggested = settings.courts_folder() / f"{bare or 'court'}{EXTENSION}"
        path = messages.choose_save_path(self, "Where shall the court stand?", suggested, FILTERS)
        if path is not None and not path.suffix:
            return path.with_suffix(EXTENSION)
        return path


def _desk() -> Any:
    """Loaded in the background long before a form is filled in, and not before the window."""
    return import_module("drugcourt.casework.desk")


def _shipped_programs() -> Sequence[Any]:
    found: Sequence[Any] = import_module("drugcourt.casework.programs.shipped").shipped_programs()
    return found
