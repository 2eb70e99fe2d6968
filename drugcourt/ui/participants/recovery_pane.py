"""The tab Recovery: the plan and how much treatment there was; services, capital, snapshots."""

from __future__ import annotations

from drugcourt.casework.treatment import capital, dosage, plans, services, snapshots
from drugcourt.casework.treatment.capital import CapitalRow
from drugcourt.casework.treatment.plans import PlanLine
from drugcourt.casework.treatment.services import NeedRow
from drugcourt.casework.treatment.snapshots import SnapshotRow
from drugcourt.domain.dates import counted, short
from drugcourt.domain.tone import Tone
from drugcourt.exchange.treatment_policy import treatment_policy
from drugcourt.fields import recovery as fields
from drugcourt.ui.kit.buttons import Button
from drugcourt.ui.kit.cards import Card, stacked
from drugcourt.ui.kit.charts import Bar, WeekBars
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.flow import FoldingRow
from drugcourt.ui.kit.key_table import KeyTable
from drugcourt.ui.kit.labels import Muted, Text
from drugcourt.ui.kit.table import Column
from drugcourt.ui.participants.change_button import ChangeButton, Entry
from drugcourt.ui.participants.pane import Pane
from drugcourt.ui.participants.recovery_acts import RecoveryActs
from drugcourt.ui.shell import Shell

FOLDS_UNDER = 930


class RecoveryPane(Pane):
    """What is planned and needed on the left, how it goes on the right."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        box = self.scroll()
        left = stacked(self._plan_card(), self._needs_card())
        right = stacked(self._dosage_card(), self._capital_card(), self._snapshot_card())
        box.addWidget(FoldingRow((left, 1), (right, 1), under=FOLDS_UNDER))
        box.addStretch(1)

    @property
    def acts(self) -> RecoveryActs:
        """The dialogs for this file."""
        return RecoveryActs(self.desk.ask, self.desk.episode_id)

    # Its pieces -------------------------------------------------------------------------------

    def _plan_card(self) -> Card:
        self.new_goal = Button("Goal…", self.ask_goal, icon_name="plus")
        self.new_step = Button("Step…", self.ask_step, icon_name="plus")
        self.stands = Button("Stands…", self.ask_stands)
        self.ends = Button("Ends…", self.ask_end)
        self.plan = KeyTable(
            [
                Column(fields.PLAN_TEXT, text=_plan_text, detail=self._since, stretch=True),
                Column(fields.PLAN_DUE, pills=self._plan_state),
            ],
            "Treatment plan",
            as_of=self.today,
            fit=True,
            empty="No goal is agreed on yet.",
            row_id="key",
        )
        self.plan.pressed.connect(self._plan_key)
        self.plan.picked.connect(self._plan_picked)
        self.change_goal = ChangeButton(self, self.plan, _of_goal)
        buttons = (self.change_goal, self.ends, self.stands, self.new_step, self.new_goal)
        self.of_plan = Card("Treatment plan", actions=buttons)
        self.of_plan.add(self.plan)
        self.goals = Muted("", small=True)
        self.of_plan.add(self.goals)
        self.of_plan.add_space()
        return self.of_plan

    def _needs_card(self) -> Card:
        self.new_need = Button("Need…", self.ask_need, icon_name="plus")
        self.needs = self.table(
            [
                Column(fields.SERVICE, strong=True, detail=_need_detail, stretch=True),
                Column(fields.NEEDED),
                Column(fields.STATE, pills=_need_state),
            ],
            "Services needed",
            empty="Nothing beside treatment is needed, or nobody asked yet.",
            fit=True,
        )
        self.needs.opened.connect(self.ask_follow)
        self.change_need = ChangeButton(self, self.needs, _of_need)
        self.of_needs = Card("Services needed", actions=(self.change_need, self.new_need))
        self.of_needs.add(self.needs)
        self.of_needs.add(Muted("Enter on a line: referred, accepted, started.", small=True))
        self.of_needs.add_space()
        return self.of_needs

    def _dosage_card(self) -> Card:
        self.hours = Text("")
        self.pace = Muted("")
        card = Card("Hours of treatment")
        card.add(self.hours)
        card.add(self.pace)
        card.add_space()
        return card

    def _capital_card(self) -> Card:
        self.new_measure = Button("Measure…", self.ask_measure, icon_name="plus")
        self.trend = WeekBars("Recovery capital over time")
        self.measured = self.table(
            [
                Column(fields.MEASURED),
                Column(fields.TOTAL, text=_total, stretch=True),
                Column(fields.CHANGE, pills=_change),
            ],
            "Measures",
            empty="Recovery capital was not measured yet.",
            fit=True,
        )
        self.change_measure = ChangeButton(self, self.measured, _of_measure)
        name = treatment_policy().capital_name
        self.of_capital = Card(
            f"Recovery capital ({name})", actions=(self.change_measure, self.new_measure)
        )
        self.of_capital.add(self.trend)
        self.of_capital.add(self.measured)
        self.of_capital.add_space()
        return self.of_capital

    def _snapshot_card(self) -> Card:
        self.new_snapshot = Button("Snapshot…", self.ask_snapshot, icon_name="plus")
        self.lives = self.table(
            [
                Column(fields.MOMENT, strong=True, detail=self._taken),
                Column(fields.HOUSING, detail=_transport, stretch=True),
                Column(fields.EMPLOYMENT, detail=_education),
            ],
            "Snapshots",
            empty="No snapshot was taken. One at entry and one at exit show what changed.",
            fit=True,
        )
        self.change_life = ChangeButton(self, self.lives, _of_snapshot)
        card = Card("Snapshots", actions=(self.change_life, self.new_snapshot))
        card.add(self.lives)
        card.add_space()
        return card

    # Showing ----------------------------------------------------------------------------------

    def refresh(self) -> None:
        for button in (self.new_goal, self.new_step, self.stands, self.ends, self.new_need):
            button.setVisible(not self.closed)
        for button in (self.new_measure, self.new_snapshot):
            button.setVisible(not self.closed)
        lines = self.desk.read(plans.plan)
        self.plan.set_rows(lines)
        goals = sum(line.goal and line.open for line in lines)
        said = f"{counted(goals, 'open goal')}. D on a step: done today, or open again."
        self.goals.setText(said)
        found = self.desk.read(services.needs)
        self.needs.set_rows(found)
        unmet = sum(row.unmet for row in found)
        self.of_needs.set_heading("Services needed", f"{unmet} not met" if unmet else "")
        self._show_dosage()
        self._show_capital()
        self.lives.set_rows(self.desk.read(snapshots.snapshots))
        self._plan_picked(self.plan.selected_row())

    def _show_dosage(self) -> None:
        found = self.desk.read(dosage.dosage, today=self.today)
        percent = round(found.share * 100)
        months = treatment_policy().months
        self.hours.setText(
            f"{found.hours:,.0f} of {found.target:,} hours ({percent} %), aimed at over "
            f"{counted(months, 'month')}"
        )
        told = f"{found.a_week:.1f} hours a week in the last four weeks"
        if found.unknown:
            told += f"; {counted(found.unknown, 'session')} without a length"
        self.pace.setText(f"{told}.")

    def _show_capital(self) -> None:
        rows = self.desk.read(capital.measures)
        self.measured.set_rows(rows)
        bars = [Bar(short(row.measured_on, self.today), row.total) for row in reversed(rows)]
        self.trend.set_bars(bars, "")
        self.trend.setVisible(len(rows) > 1)

    def _since(self, line: PlanLine) -> str:
        return f"agreed {short(line.started_on, self.today)}" if line.started_on else ""

    def _plan_state(self, line: PlanLine) -> list[tuple[str, Tone]]:
        if line.done_on is not None:
            word = line.outcome.label if line.outcome is not None else "Done"
            return [(f"{word} {short(line.done_on, self.today)}", Tone.GOOD)]
        if line.due_on is None:
            return []
        word = "look again" if line.goal else "by"
        tone = Tone.WATCH if line.due_on <= self.today else Tone.PLAIN
        return [(f"{word} {short(line.due_on, self.today)}", tone)]

    def _taken(self, row: SnapshotRow) -> str:
        return short(row.taken_on, self.today)

    def _plan_picked(self, line: PlanLine | None) -> None:
        goal = line is not None and line.goal and line.open
        self.stands.setEnabled(goal)
        self.ends.setEnabled(goal)
        self.new_step.setEnabled(line is not None and (not line.goal or line.open))

    # Acts -------------------------------------------------------------------------------------

    @does(RecoveryActs.goal)
    def ask_goal(self) -> None:
        """Agree on a goal."""
        self.acts.goal()

    @does(RecoveryActs.step)
    def ask_step(self) -> None:
        """Agree on a step towards the chosen goal."""
        if (line := self.plan.selected_row()) is not None:
            self.acts.step(line)

    @does(RecoveryActs.keep_goal)
    def ask_stands(self) -> None:
        """The chosen goal was looked at and stands."""
        if (line := self.plan.selected_row()) is not None and line.goal:
            self.acts.keep_goal(line)

    @does(RecoveryActs.end_goal)
    def ask_end(self) -> None:
        """The chosen goal has ended."""
        if (line := self.plan.selected_row()) is not None and line.goal:
            self.acts.end_goal(line)

    @does(RecoveryActs.need)
    def ask_need(self) -> None:
        """A service is needed."""
        self.acts.need()

    @does(RecoveryActs.follow)
    def ask_follow(self, row: NeedRow) -> None:
        """How far the chosen need got."""
        if row.ended_on is None and not self.closed:
            self.acts.follow(row)

    @does(RecoveryActs.measure)
    def ask_measure(self) -> None:
        """Fill in the measure of recovery capital."""
        self.acts.measure()

    @does(RecoveryActs.snapshot)
    def ask_snapshot(self) -> None:
        """Take a snapshot."""
        self.acts.snapshot(first=self.lives.rows.rowCount() == 0)

    def _plan_key(self, letter: str) -> None:
        line = self.plan.selected_row()
        if letter == "d" and line is not None and not line.goal and not self.closed:
            self.acts.turn_step(line)
            self.plan.step()


def _plan_text(line: PlanLine) -> str:
    return line.text if line.goal else f"    · {line.text}"


def _need_detail(row: NeedRow) -> str:
    return "; ".join(part for part in (row.provider, row.text) if part)


def _need_state(row: NeedRow) -> list[tuple[str, Tone]]:
    if row.ended_on is not None:
        return [(row.state, Tone.PLAIN)]
    return [(row.state, Tone.WATCH if row.unmet else Tone.GOOD)]


def _total(row: CapitalRow) -> str:
    policy = treatment_policy()
    return f"{row.total} of {len(policy.capital_items) * policy.most}"


def _change(row: CapitalRow) -> list[tuple[str, Tone]]:
    if not row.change:
        return []
    tone = Tone.GOOD if row.change > 0 else Tone.WATCH
    return [(f"{row.change:+d}", tone)]


def _transport(row: SnapshotRow) -> str:
    return f"a way to get here: {row.transport.label.lower()}"


def _education(row: SnapshotRow) -> str:
    return row.education.label


def _of_goal(line: PlanLine) -> Entry | None:
    return ("plan_goal", line.id, line.text) if line.goal else None


def _of_need(row: NeedRow) -> Entry:
    return "service_need", row.id, row.service.label


def _of_measure(row: CapitalRow) -> Entry:
    return "capital_measure", row.id, f"Measure of {row.measured_on:%m/%d/%Y}"


def _of_snapshot(row: SnapshotRow) -> Entry:
    return "life_snapshot", row.id, row.moment.label
