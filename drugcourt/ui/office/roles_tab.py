"""What each role may do in this court: the table that the office edits."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from drugcourt.casework.accounts import key_slots
from drugcourt.casework.accounts.accounts import accounts, role_table
from drugcourt.domain.accounts import AccountState, Area, Right, Role
from drugcourt.domain.dates import counted
from drugcourt.domain.tone import Tone
from drugcourt.errors import Refusal
from drugcourt.ui.kit.buttons import Button, ChoiceChips, Look, term_choices
from drugcourt.ui.kit.cards import Card
from drugcourt.ui.kit.flow import scrolled
from drugcourt.ui.kit.labels import Muted
from drugcourt.ui.kit.notices import Notices
from drugcourt.ui.kit.theme import px
from drugcourt.ui.office.rights_grid import RightsGrid
from drugcourt.ui.office.tab import OfficeTab
from drugcourt.ui.shell import Shell

MEANING = (
    "Every act and every question asks this table, on the screen and on the command line. Arrows "
    "walk, the space bar ticks."
)


class RolesTab(OfficeTab):
    """One role at a time; what is ticked counts once it is saved."""

    title = "Roles"
    kinds = frozenset({"staff", "role_right"})

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.role = Role.COORDINATOR
        self.held: dict[Role, dict[Area, frozenset[Right]]] = {}
        self.notices = Notices()
        self.roles = ChoiceChips(term_choices(Role), "Role")
        self.roles.set_value(self.role)
        self.grid = RightsGrid()
        self.card = Card(self.role.label, MEANING)
        self.people = Muted("", small=True)
        self.save_button = Button("Save this role", self.save, Look.PRIMARY)
        self.undo_button = Button("As it was", self.undo)
        self._build()
        self.roles.chosen.connect(self.show_role)
        self.grid.changed.connect(self._ticked)

    def _build(self) -> None:
        inner = QWidget()
        box = QVBoxLayout(inner)
        box.setContentsMargins(px(2), px(2), px(2), px(2))
        box.addWidget(self.grid)
        box.addStretch(1)
        self.card.add(scrolled(inner), 1)
        feet = QHBoxLayout()
        feet.addWidget(self.people, 1)
        feet.addWidget(self.undo_button)
        feet.addWidget(self.save_button)
        self.card.add(feet)
        self.column.addWidget(self.roles)
        self.column.addWidget(self.notices)
        self.column.addWidget(self.card, 1)
        self.setFocusProxy(self.roles)

    def show_now(self) -> None:
        """Ask again for the table; what is ticked and not saved yet stays."""
        held = self.shell.workspace.read(role_table)
        if held != self.held:
            self.held = held
            self._show()

    def show_role(self, role: Role) -> None:
        """Show another role; unsaved ticks of this one are asked about by what stands below."""
        if self.is_changed() and role is not self.role:
            self.roles.set_value(self.role)
            self.notices.say(
                f"What you ticked for {self.role.label.lower()} is not saved. Save it, or take it "
                "back with “As it was”.",
                Tone.WATCH,
                key="act",
            )
            return
        self.role = role
        self.roles.set_value(role)
        self._show()

    def is_changed(self) -> bool:
        """Whether something is ticked that is not saved."""
        kept = self.held.get(self.role, {})
        return any(kept.get(area, frozenset()) != now for area, now in self.grid.rights().items())

    def save(self) -> None:
        """Let it count from now on."""
        try:
            key_slots.set_role_rights(
                self.shell.workspace, role=self.role, rights=self.grid.rights()
            )
        except Refusal as refusal:
            self.notices.say(str(refusal), Tone.ALARM, key="act")
        else:
            self.notices.take_back("act")
            self.shell.say("Saved; it holds from the next act on.", Tone.GOOD)

    def undo(self) -> None:
        """Tick again what is saved."""
        self.notices.take_back("act")
        self._show()

    def _show(self) -> None:
        self.notices.take_back("act")
        self.card.set_heading(self.role.label, MEANING)
        self.grid.set_rights(self.held.get(self.role, {}))
        rows = self.shell.workspace.read(accounts)
        having = [r for r in rows if r.role is self.role and r.state is AccountState.OPEN]
        words = counted(len(having), "account has", "accounts have")
        self.people.setText(f"{words} this role." if having else "No account has this role.")
        self._ticked()

    def _ticked(self) -> None:
        changed = self.is_changed()
        self.save_button.setEnabled(changed)
        self.undo_button.setEnabled(changed)
