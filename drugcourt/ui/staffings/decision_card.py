"""What the team decides about one participant, entered by keyboard."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from drugcourt.casework.hearings.file import HearingFile
from drugcourt.casework.responses.jail import JailWish, jail_check
from drugcourt.casework.staffings.guide import Guide, GuideLine
from drugcourt.casework.staffings.sentences import Decision, Objection, recommendation_words
from drugcourt.domain.hearings import PhaseMove
from drugcourt.domain.responses import GoalClass
from drugcourt.domain.staffings import TeamRole
from drugcourt.domain.tone import Tone
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.fields import staffings as fields
from drugcourt.ui.kit.buttons import Chip, Choice, ChoiceChips, term_choices
from drugcourt.ui.kit.cards import Card
from drugcourt.ui.kit.editors import LongEditor, TextEditor
from drugcourt.ui.kit.labels import Muted, TwoTone
from drugcourt.ui.kit.notices import Notices
from drugcourt.ui.kit.theme import px
from drugcourt.ui.responding.details import JailSigns
from drugcourt.ui.staffings.dissents import Dissents
from drugcourt.ui.staffings.guide_row import GuideRow
from drugcourt.ui.staffings.options import Options, restored
from drugcourt.workspace import Workspace


class DecisionCard(Card):
    """One decision. `decision()` reads it, `kept` and `restore` are for the draft."""

    changed = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__("Decision", parent=parent)
        self._workspace = workspace
        self._file: HearingFile | None = None
        self._guide = Guide((), (), ())
        self._filling = False
        self.notices = Notices()
        self.behavior = TextEditor(fields.BEHAVIOR)
        self.goal = ChoiceChips(term_choices(GoalClass, fields.GOAL_TONES), "Goal")
        self.account = LongEditor(fields.ACCOUNT)
        self.contested = Chip("Contested (X)", Tone.ALARM)
        self.contested.setCheckable(True)
        self.guide = GuideRow()
        self._rule = ""
        self._key = ""
        self.options = Options(workspace.today)
        self.signs = JailSigns()
        self._wished: JailWish | None = None
        self.move = ChoiceChips(
            [Choice(move, words, Tone.GOOD) for move, words in fields.MOVES.items()],
            "Phase",
            numbered=False,
        )
        self.dissents = Dissents()
        self.said = LongEditor(fields.SAID)
        self.preview = TwoTone()
        self._build()
        for part in (self.behavior, self.account, self.options, self.dissents, self.said):
            part.changed.connect(self._edited)
        self.goal.chosen.connect(self._edited)
        self.move.chosen.connect(self._edited)
        self.contested.clicked.connect(self._edited)
        self.guide.chosen.connect(self._answer_to)
        self.guide.wanted.connect(self.options.add_option)

    def _build(self) -> None:
        for editor in (self.account, self.said):
            editor.box.setMinimumHeight(px(44))
            editor.box.setMaximumHeight(px(58))
        heard = QHBoxLayout()
        heard.addWidget(Muted("Participant's account", wrap=False), 1)
        heard.addWidget(self.contested)
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(20))
        grid.setVerticalSpacing(px(5))
        grid.addWidget(Muted("Behavior", wrap=False), 0, 0, 1, 2)
        grid.addWidget(self.behavior, 1, 0, 1, 2)
        grid.addWidget(Muted("Goal (1, 2, 3)", wrap=False), 2, 0)
        grid.addWidget(self.goal, 3, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(heard, 2, 1)
        grid.addWidget(self.account, 3, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.add(self.preview)
        self.add(self.notices)
        self.add(grid)
        table = QWidget()
        column = QVBoxLayout(table)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.options)
        column.addWidget(self.signs)
        rest = QGridLayout()
        rest.setHorizontalSpacing(px(14))
        rest.setVerticalSpacing(px(8))
        rest.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        for place, (words, piece) in enumerate(
            (
                ("Guide", self.guide),
                ("Options", table),
                ("Phase", self.move),
                ("Dissent (D)", self.dissents),
                ("Team's words", self.said),
            )
        ):
            rest.addWidget(Muted(words, wrap=False), place, 0, top)
            rest.addWidget(piece, place, 1)
        self.add(rest)

    # Filling ----------------------------------------------------------------------------------

    def show_file(
        self,
        file: HearingFile,
        guide: Guide,
        decision: Decision | None,
        behavior: str,
        draft: Mapping[str, Any] | None,
    ) -> None:
        """What was decided, or a fresh start; a draft stands over either.

        A fresh start is the latest behavior that the guide found, else `behavior`.
        """
        self._file, self._guide, self._wished = file, guide, None
        self._filling = True
        self.notices.clear()
        self._put(decision or self._fresh(behavior, file.entry.account))
        if draft:
            self._put(_of_draft(draft))
        self._filling = False
        self._write_preview()
        self._show_signs()

    def _fresh(self, behavior: str, account: str) -> Decision:
        first = next(iter(self._guide.lines), None)
        if first is None:
            return Decision(behavior=behavior, account=account)
        return Decision(
            behavior=first.words,
            behavior_key=first.key,
            rule=first.rule,
            goal=first.goal,
            account=account,
        )

    def _put(self, decision: Decision) -> None:
        self._key, self._rule = decision.behavior_key, decision.rule
        self.guide.show_guide(self._guide, decision.behavior_key)
        self.behavior.set_value(decision.behavior)
        self.behavior.line.setCursorPosition(0)
        self.goal.set_value(decision.goal)
        self.account.set_value(decision.account)
        self.contested.setChecked(decision.contested)
        self.options.show_options(decision.options)
        self.move.set_value(decision.move)
        self.dissents.show_objections(decision.dissents)
        self.said.set_value(decision.said)

    def decision(self) -> Decision:
        """What stands here."""
        return Decision(
            behavior=self.behavior.value() or "",
            behavior_key=self._key,
            rule=self._rule,
            goal=self.goal.value(),
            account=self.account.value() or "",
            contested=self.contested.isChecked(),
            move=self.move.value() or PhaseMove.STAY,
            options=self.options.options(),
            dissents=self.dissents.objections(),
            said=self.said.value() or "",
        )

    def kept(self) -> dict[str, Any]:
        """What stands here, as plain data."""
        goal, move = self.goal.value(), self.move.value()
        return {
            "behavior": self.behavior.kept(),
            "behavior_key": self._key,
            "rule": self._rule,
            "goal": goal.value if goal else None,
            "account": self.account.kept(),
            "contested": self.contested.isChecked(),
            "move": move.value if move else PhaseMove.STAY.value,
            "options": self.options.kept(),
            "dissents": self.dissents.kept(),
            "said": self.said.kept(),
        }

    # Reacting ---------------------------------------------------------------------------------

    def _answer_to(self, line: GuideLine | None) -> None:
        """Another behavior is answered: its words, its goal, its rule.

        None: what is written is none of the matrix's; it stays, and no rule speaks for it.
        """
        self._key, self._rule = (line.key, line.rule) if line is not None else ("", "")
        if line is not None:
            self.behavior.set_value(line.words)
            self.behavior.line.setCursorPosition(0)
            self.goal.set_value(line.goal)
        self._edited()

    def toggle_advance(self) -> None:
        """Advance, in the last phase graduate; or stay after all."""
        if self._file is None:
            return
        step = PhaseMove.ADVANCE if self._file.place.next_name else PhaseMove.GRADUATE
        stays = self.move.value() is PhaseMove.STAY
        self.move.set_value(step if stays else PhaseMove.STAY)
        self._edited()

    def toggle_contested(self) -> None:
        """The participant disputes it, or does not."""
        self.contested.setChecked(not self.contested.isChecked())
        self._edited()

    def refuse(self, refusal: Refusal) -> None:
        """Say why it could not be recorded, beside what was typed."""
        self.notices.say(str(refusal), Tone.ALARM, key="refusal")
        places: dict[str, QWidget] = {
            "behavior": self.behavior,
            "goal": self.goal,
            "options": self.options,
            "move": self.move,
        }
        if isinstance(refusal, FieldRefusal) and refusal.field in places:
            places[refusal.field].setFocus()

    def _edited(self) -> None:
        if not self._filling:
            self.notices.take_back("refusal")
            self._write_preview()
            self._show_signs()
            self.changed.emit()

    def _show_signs(self) -> None:
        """What stands against the days in jail on the table; asked again only when they change."""
        if self._file is None:
            return
        line = self.guide.line
        wish = JailWish(
            days=max((option.jail_days for option in self.options.options()), default=0),
            behavior_key=self._key,
            times=line.times if line is not None else 1,
            hearing_on=self._file.entry.held_on,
        )
        if wish != self._wished:
            self._wished = wish
            about = {"episode_id": self._file.entry.episode_id, "on": self._file.as_of}
            self.signs.show_findings(self._workspace.read(jail_check, wish=wish, **about))

    def _write_preview(self) -> None:
        """What the court will read, as it is being decided."""
        place = self._file.place if self._file is not None else None
        here = f"phase {place.number}" if place is not None and place.number else ""
        following = f"phase {place.next_number}" if place is not None and place.next_number else ""
        words = recommendation_words(self.decision(), here, following, self._workspace.today)
        self.preview.set_words("The court reads:", words)


def _of_draft(draft: Mapping[str, Any]) -> Decision:
    return Decision(
        behavior=draft["behavior"],
        behavior_key=draft["behavior_key"],
        rule=draft["rule"],
        goal=GoalClass(draft["goal"]) if draft["goal"] else None,
        account=draft["account"],
        contested=draft["contested"],
        move=PhaseMove(draft["move"]),
        options=tuple(restored(draft["options"])),
        dissents=tuple(Objection(TeamRole(d["role"]), d["text"]) for d in draft["dissents"]),
        said=draft["said"],
    )
