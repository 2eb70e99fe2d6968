"""The court's own catalogue and matrix: seen, changed, checked, and kept from a day on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QHBoxLayout

from drugcourt.casework.responses import drafting, policy, versions
from drugcourt.casework.responses.drafting import BehaviorRow, NumberRow, RuleRow
from drugcourt.domain.dates import counted, short
from drugcourt.domain.response_policy import CatalogItem, ResponsePolicy
from drugcourt.domain.tone import Tone
from drugcourt.errors import Refusal
from drugcourt.fields import response_policy as fields
from drugcourt.ui.kit import messages
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.cards import Card
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.flow import side_by_side
from drugcourt.ui.kit.labels import Muted
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.table_view import DataTable
from drugcourt.ui.kit.theme import px
from drugcourt.ui.responses.matrix_dialogs import MatrixDialogs
from drugcourt.ui.responses.tab import ResponsesTab
from drugcourt.ui.responses.versions_dialog import VersionsDialog
from drugcourt.ui.shell import Shell

DRAFT = "response-policy"
_NUMBERS = {field.key: field.label for field in fields.NUMBERS}


@dataclass(frozen=True, slots=True)
class _ItemRow:
    """One response of the catalogue, with itself."""

    id: str
    item: CatalogItem
    family: Any
    title: str
    more: str


class MatrixTab(ResponsesTab):
    """A draft is changed here and kept as it is typed; Ctrl+S makes it the court's own."""

    title = "Catalogue and matrix"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.policy: ResponsePolicy | None = None
        self.in_force: ResponsePolicy | None = None
        self.state = Muted("")
        self.save_button = Button("Save as the court’s own…", self.save, Look.PRIMARY)
        self.drop_button = Button("Throw away", self.throw_away)
        self.behaviors = DataTable(
            (
                Column(fields.BEHAVIOR_TITLE, strong=True, stretch=True),
                Column(fields.BEHAVIOR_SIDE),
                Column(fields.GOALS, muted=True),
            ),
            "Behaviors",
            row_id="key",
            empty="No behavior yet.",
        )
        self.rules = DataTable(
            (
                Column(fields.RULE_FAMILY),
                Column(fields.RULE_WHEN, strong=True),
                Column(fields.RULE_GIVES, stretch=True),
            ),
            "Rules of the behavior",
            row_id="place",
            empty="No rule answers it, so nothing is suggested.",
        )
        self.items = DataTable(
            (
                Column(fields.ITEM_TITLE, strong=True, stretch=True),
                Column(fields.ITEM_FAMILY),
                Column(fields.ITEM_MORE, muted=True),
            ),
            "Responses",
            empty="No response yet.",
        )
        self.numbers = DataTable(
            (
                Column(fields.NUMBER_WORDS, strong=True),
                Column(fields.NUMBER_VALUE, text=_value),
                Column(fields.NUMBER_ORIGIN, muted=True, stretch=True),
            ),
            "Numbers",
            row_id="name",
        )
        self._build()
        self.behaviors.picked.connect(self._behavior_picked)
        self.behaviors.opened.connect(self._behavior_opened)
        self.rules.opened.connect(self._rule_opened)
        self.items.opened.connect(self._item_opened)
        self.numbers.opened.connect(self._numbers_opened)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(self.state, 1)
        head.addWidget(Button("Versions…", self.show_versions))
        head.addWidget(self.drop_button)
        head.addWidget(self.save_button)
        self.column.addLayout(head)
        behaviors = _card(
            "Behaviors",
            self.behaviors,
            (
                ("New…", self.new_behavior),
                ("Change…", self.change_behavior),
                ("Remove", self.remove_behavior),
            ),
        )
        self.rules_card = _card(
            "Rules",
            self.rules,
            (
                ("New…", self.new_rule),
                ("Change…", self.change_rule),
                ("Remove", self.remove_rule),
            ),
        )
        items = _card(
            "Responses",
            self.items,
            (
                ("New…", self.new_item),
                ("Change…", self.change_item),
                ("Remove", self.remove_item),
            ),
        )
        numbers = _card("Numbers", self.numbers, (("Change…", self.change_numbers),))
        self.column.addLayout(side_by_side((behaviors, 1), (self.rules_card, 1), gap=12), 1)
        self.column.addLayout(side_by_side((items, 11), (numbers, 10), gap=12), 1)
        self.shell.shortcuts.add("Ctrl+S", "Save the matrix", self.save, self, self.title)

    # Showing ----------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask for the version in force; a draft that was being written stands over it."""
        self.in_force = self.workspace.read(policy.response_policy, on=self.workspace.today)
        draft = self.shell.drafts.load(DRAFT)
        kept = policy.policy_of_draft(draft) if draft else None
        self._show(kept or self.in_force)

    def _show(self, shown: ResponsePolicy) -> None:
        self.policy = shown
        marked = self.behaviors.selected_id()
        self.behaviors.set_rows(drafting.behavior_rows(shown))
        if marked is None or not self.behaviors.select_id(marked):
            self.behaviors.select_place(0)
        self.items.set_rows([_item_row(item) for item in shown.catalog])
        self.numbers.set_rows(drafting.number_rows(shown, _NUMBERS))
        self._show_rules()
        self._show_state()

    def _show_rules(self) -> None:
        row = self.behaviors.selected_row()
        if row is None or self.policy is None:
            self.rules.set_rows([])
            return
        self.rules_card.set_heading(f"Rules: {row.title}")
        self.rules.set_rows(drafting.rule_rows(self.policy, row.key))

    def _show_state(self) -> None:
        """What is in force, whether a draft differs from it, and what is wrong with it."""
        held = self.in_force
        assert held is not None
        assert self.policy is not None
        since = f", since {short(held.started_on)}" if held.started_on else ""
        changed = self.changed
        self.save_button.setEnabled(changed)
        self.drop_button.setVisible(changed)
        draft = " You are writing a draft; nothing of it holds yet." if changed else ""
        self.state.setText(f"In force: {held.origin}{since}.{draft}")
        wrong = [m for m in policy.policy_mistakes(self.policy) if not m.warning]
        if wrong:
            more = f" And {len(wrong) - 1:,} more." if len(wrong) > 1 else ""
            sentence = f"{wrong[0].line}: {wrong[0].sentence}{more}"
            self.notices.say(sentence, Tone.WATCH, key="mistakes")
        else:
            self.notices.take_back("mistakes")

    @property
    def changed(self) -> bool:
        """Whether the draft differs from what is in force."""
        if self.policy is None or self.in_force is None:
            return False
        return policy.policy_draft(self.policy) != policy.policy_draft(self.in_force)

    def take_keyboard(self) -> None:
        self.behaviors.setFocus()

    def _behavior_picked(self, _row: object) -> None:
        self._show_rules()

    # Changing ---------------------------------------------------------------------------------

    def take_over(self, changed: ResponsePolicy) -> None:
        """The policy with a change in it; it is kept as a draft at once."""
        self.policy = changed
        if self.changed:
            self.shell.drafts.save(DRAFT, policy.policy_draft(changed))
        else:
            self.shell.drafts.clear(DRAFT)
        self._show(changed)

    def _dialogs(self) -> MatrixDialogs:
        assert self.policy is not None
        return MatrixDialogs(self.asking, self.policy, self.take_over)

    @does(policy.keep_policy)
    def new_behavior(self) -> None:
        """Add a behavior."""
        self._dialogs().behavior()

    @does(policy.keep_policy)
    def change_behavior(self) -> None:
        """Change the marked behavior."""
        if (row := self._marked(self.behaviors)) is not None:
            self._dialogs().behavior(row.key)

    @does(policy.keep_policy)
    def remove_behavior(self) -> None:
        """Take the marked behavior out, with its rules."""
        row: BehaviorRow | None = self._marked(self.behaviors)
        if row is None or self.policy is None:
            return
        if row.rules and not messages.ask(
            self,
            f"Remove “{row.title}”?",
            f"{counted(row.rules, 'rule')} about it will be removed too. What was recorded stays "
            "as it is.",
            confirm="Remove",
            cancel="Keep it",
            danger=True,
        ):
            return
        self.take_over(drafting.without_behavior(self.policy, row.key))

    @does(policy.keep_policy)
    def new_rule(self) -> None:
        """Add a rule to the marked behavior."""
        if (row := self._marked(self.behaviors)) is not None:
            self._dialogs().rule(row.key)

    @does(policy.keep_policy)
    def change_rule(self) -> None:
        """Change the marked rule."""
        about, row = self._marked(self.behaviors), self._marked(self.rules)
        if about is not None and row is not None:
            self._dialogs().rule(about.key, row.place)

    @does(policy.keep_policy)
    def remove_rule(self) -> None:
        """Take the marked rule out."""
        row: RuleRow | None = self._marked(self.rules)
        if row is not None and self.policy is not None:
            self.take_over(drafting.without_rule(self.policy, row.place))

    @does(policy.keep_policy)
    def new_item(self) -> None:
        """Add a response."""
        self._dialogs().item()

    @does(policy.keep_policy)
    def change_item(self) -> None:
        """Change the marked response."""
        if (row := self._marked(self.items)) is not None:
            self._dialogs().item(row.item)

    @does(policy.keep_policy)
    def remove_item(self) -> None:
        """Take the marked response out."""
        row: _ItemRow | None = self._marked(self.items)
        if row is None or self.policy is None:
            return
        try:
            self.take_over(drafting.without_item(self.policy, row.item))
        except Refusal as refusal:
            self.notices.say(str(refusal), Tone.WATCH, key="refused")
        else:
            self.notices.take_back("refused")

    @does(policy.keep_policy)
    def change_numbers(self) -> None:
        """Change the numbers."""
        self._dialogs().numbers()

    def _behavior_opened(self, row: BehaviorRow) -> None:
        self._dialogs().behavior(row.key)

    def _rule_opened(self, row: RuleRow) -> None:
        self.change_rule()

    def _item_opened(self, row: _ItemRow) -> None:
        self._dialogs().item(row.item)

    def _numbers_opened(self, row: NumberRow) -> None:
        self.change_numbers()

    def _marked(self, table: DataTable) -> Any:
        row = table.selected_row()
        if row is None:
            self.mark_first()
        else:
            self.notices.take_back("mark")
        return row

    # Keeping ----------------------------------------------------------------------------------

    def show_versions(self) -> None:
        """Every version there was, and what changed with it."""
        found = self.workspace.read(versions.policy_versions, words=_NUMBERS)
        VersionsDialog(found, self.workspace.today, self.window()).open()

    @does(policy.keep_policy)
    def save(self) -> None:
        """Keep the draft as the court's own from a day on."""
        if not self.changed:
            self.shell.say("Nothing differs from the version in force.")
            return
        self._dialogs().keep(self.workspace.today, self._keep)

    def _keep(self, given: dict[str, Any]) -> object:
        assert self.policy is not None
        self.shell.drafts.clear(DRAFT)
        try:
            return self.workspace.perform(policy.keep_policy, policy=self.policy, **given)
        except Refusal:
            self.shell.drafts.save(DRAFT, policy.policy_draft(self.policy))
            raise

    def throw_away(self) -> None:
        """Forget the draft, after asking."""
        if self.in_force is None or not messages.ask(
            self,
            "Throw the draft away?",
            "What you changed here is forgotten; the version in force stays.",
            confirm="Throw away",
            cancel="Keep writing",
            danger=True,
        ):
            return
        self.shell.drafts.clear(DRAFT)
        self._show(self.in_force)


def _value(row: NumberRow) -> str:
    return f"{row.value:g}"


def _item_row(item: CatalogItem) -> _ItemRow:
    told = [item.magnitude.label.lower()]
    if item.off:
        told.append(f"not to be given: {item.off}")
    if item.due_days is not None:
        told.append(f"due in {counted(item.due_days, 'day')}")
    if item.hours:
        told.append(f"{item.hours:g} hours")
    if item.draws:
        told.append(counted(item.draws, "draw"))
    if item.points:
        told.append(counted(item.points, "point"))
    key = f"{item.family}|{item.title}"
    return _ItemRow(key, item, item.family, item.title, ", ".join(told))


def _card(
    title: str, table: DataTable, buttons: Sequence[tuple[str, Callable[[], object]]]
) -> Card:
    actions = [Button(words, slot, Look.QUIET) for words, slot in buttons]
    for button in actions:
        button.setAccessibleName(f"{title}: {button.text()}")
    card = Card(title, actions=actions)
    card.add(table, 1)
    return card
