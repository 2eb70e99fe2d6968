"""How a plan, needed services, recovery capital and snapshots are entered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from drugcourt.casework.treatment import capital, plans, services, snapshots
from drugcourt.casework.treatment.plans import PlanLine
from drugcourt.casework.treatment.services import NeedRow
from drugcourt.domain.treatment import Moment
from drugcourt.exchange.treatment_policy import treatment_policy
from drugcourt.fields import recovery as fields
from drugcourt.fields.choices import closed_list
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.kit.doing import does
from drugcourt.ui.participants.file_acts import FileActs


@dataclass(frozen=True, slots=True)
class RecoveryActs(FileActs):
    """The dialogs of one file's recovery; without a dialog where a letter says it all."""

    @does(plans.add_goal)
    def goal(self) -> EditDialog:
        """Agree on a goal."""
        values = {"started_on": self.ask.today}
        return self._act("Goal", fields.GOAL, plans.add_goal, "The goal is in the plan.", values)

    @does(plans.add_step)
    def step(self, line: PlanLine) -> EditDialog:
        """Agree on a step towards the goal of a line."""
        goal = line.goal_id or line.id
        said = "The step is in the plan."
        return self._on("Step", fields.STEP, plans.add_step, said, {}, goal_id=goal)

    @does(plans.end_goal)
    def end_goal(self, line: PlanLine) -> EditDialog:
        """A goal is met, replaced or given up."""
        values, said = {"ended_on": self.ask.today}, "The goal has ended."
        return self._on(
            "Goal ends",
            fields.GOAL_ENDS,
            plans.end_goal,
            said,
            values,
            detail=line.text,
            goal_id=line.id,
        )

    @does(plans.keep_goal)
    def keep_goal(self, line: PlanLine) -> EditDialog:
        """A goal was looked at and stands."""
        said = "The goal stands."
        return self._on(
            "Goal stands",
            fields.GOAL_STANDS,
            plans.keep_goal,
            said,
            {},
            detail=line.text,
            goal_id=line.id,
        )

    @does(plans.do_step, plans.undo_step)
    def turn_step(self, line: PlanLine) -> None:
        """With one key: done today, or open again."""
        act = plans.do_step if line.done_on is None else plans.undo_step
        self.ask.perform(act, step_id=line.id)

    @does(services.need_service)
    def need(self) -> EditDialog:
        """A service somebody needs."""
        values, said = {"needed_on": self.ask.today}, "The need is on the list."
        return self._act("Service needed", fields.NEED, services.need_service, said, values)

    @does(services.follow_need)
    def follow(self, row: NeedRow) -> EditDialog:
        """How far a need got."""

        def act(given: dict[str, Any]) -> object:
            return self.ask.perform(services.follow_need, need_id=row.id, changes=given)

        return self.ask.open(
            row.service.label,
            fields.FOLLOW,
            act,
            said="The need is brought up to date.",
            values={field.key: getattr(row, field.key) for field in fields.FOLLOW},
            columns=2,
        )

    @does(capital.measure)
    def measure(self) -> EditDialog:
        """The ten answers of a day."""
        policy = treatment_policy()
        ends = {policy.least: " – strongly disagree", policy.most: " – strongly agree"}
        scale = closed_list(
            "Answer",
            [(str(n), f"{n}{ends.get(n, '')}") for n in range(policy.least, policy.most + 1)],
        )
        asked = fields.answers(policy.capital_items, scale)

        def act(given: dict[str, Any]) -> object:
            answers = [int(given[field.key]) if given[field.key] else None for field in asked]
            return self.ask.perform(
                capital.measure,
                episode_id=self.episode_id,
                measured_on=given["measured_on"],
                answers=answers,
            )

        return self.ask.open(
            policy.capital_name,
            (fields.MEASURED, *asked),
            act,
            said="The answers are kept.",
            values={"measured_on": self.ask.today},
            detail="The person answers; nobody answers for them.",
        )

    @does(snapshots.take_snapshot)
    def snapshot(self, *, first: bool) -> EditDialog:
        """How the person lives on a day."""

        def act(given: dict[str, Any]) -> object:
            return self.ask.perform(
                snapshots.take_snapshot, episode_id=self.episode_id, values=given
            )

        moment = Moment.ENTRY if first else Moment.REVIEW
        return self.ask.open(
            "Snapshot",
            fields.SNAPSHOT,
            act,
            said="The snapshot is kept.",
            values={"moment": moment, "taken_on": self.ask.today},
            columns=2,
        )
