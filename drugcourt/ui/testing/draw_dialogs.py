"""What is asked about the draw: who must test or is excused, days apart, groups, own times."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from drugcourt.casework.draws import draws
from drugcourt.casework.draws import overrides as draw_overrides
from drugcourt.casework.draws import policy as draw_policy
from drugcourt.casework.draws import times as draw_times
from drugcourt.casework.draws.policy import DrawSettings
from drugcourt.casework.draws.times import GroupRow
from drugcourt.domain.draws import DayType
from drugcourt.domain.specimens import TestReason
from drugcourt.domain.tone import Tone
from drugcourt.fields import draws as fields
from drugcourt.fields.answers import answers
from drugcourt.fields.choices import closed_list
from drugcourt.fields.field import Field
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.form import Form
from drugcourt.ui.kit.suggest import Result
from drugcourt.ui.people_search import PeopleSearch
from drugcourt.ui.shell import Shell

Act = Callable[[dict[str, Any]], object]
_TIMES = ("target", "least", "most")


@dataclass(frozen=True, slots=True)
class DrawDialogs:
    """Opens dialogs over `parent`; it holds the shell and no page, so pages can be freed."""

    shell: Shell
    parent: QWidget

    @does(draw_overrides.force)
    def must_test(self, day: date, person: Result | None = None) -> EditDialog:
        """Somebody must test on a date, whatever the draw says."""
        asked = (
            fields.PERSON,
            fields.ON,
            fields.TEST_REASON,
            fields.REASON,
            fields.DECIDED_BY,
        )
        ordered = next(m for m in fields.ORDERED if m == TestReason.COURT_ORDERED.value)
        return self._open(
            "Must test",
            asked,
            self._forced,
            {"person": person, "on": day, "test_reason": ordered},
            "The test is on the list, with the reason.",
            confirm="Add to the list",
        )

    @does(draw_overrides.excuse_from_draw)
    def excuse(self, day: date, person: Result | None = None) -> EditDialog:
        """Somebody is not drawn on a date, or on some days."""
        asked = (
            fields.PERSON,
            fields.FIRST_ON,
            fields.LAST_ON,
            fields.REASON,
            fields.DECIDED_BY,
        )
        return self._open(
            "Excuse from the draw",
            asked,
            self._excused,
            {"person": person, "first_on": day},
            "Excused, with the reason.",
            confirm="Excuse",
        )

    @does(draws.add_to_draw)
    def late_comers(self) -> EditDialog:
        """Draw for those alone who were not on the list of today's draw."""
        return self._open(
            "Draw for people added late",
            (fields.REASON,),
            self._late,
            {},
            "Drawn, and recorded as a second draw with its reason.",
            confirm="Draw for them",
            detail="Only who was not on the first list is drawn for; the first draw stands.",
        )

    @does(draw_policy.set_draw_policy)
    def settle(self, now: DrawSettings) -> EditDialog:
        """How often, how many a day, and what is done on which weekday."""
        values: dict[str, Any] = {
            "target": str(now.target),
            "least": now.least,
            "most": str(now.most or ""),
            "places": now.places,
            "reduced_places": now.reduced_places,
            "allowance": now.allowance,
            "call_line": now.call_line,
            "origin": now.origin if now.own else "",
        }
        values |= {field.key: kind for field, kind in zip(fields.WEEK, now.week, strict=True)}
        return self._open(
            "Settings of the draw",
            fields.POLICY,
            self._settled,
            values,
            "Settled from the next draw on.",
            columns=2,
            detail="Draws that were made keep what stood when they were made.",
        )

    @does(draw_policy.set_testing_days)
    def days_apart(self, day: date) -> EditDialog:
        """Days that are not like their weekday."""
        asked = (
            fields.FIRST_ON,
            fields.LAST_ON,
            fields.DAY_KIND,
            fields.DAY_PLACES,
            fields.DAY_REASON,
        )
        values = {"first_on": day, "kind": DayType.CLOSED}
        return self._open("Set days apart", asked, self._apart, values, "The days are set apart.")

    @does(draw_times.set_group)
    def group(self, known: GroupRow | None = None) -> EditDialog:
        """A new group that shares its dates, or other times for one."""
        asked = (fields.GROUP_NAME, fields.TARGET, fields.LEAST, fields.MOST)
        values: dict[str, Any] = {"target": "2/7"}
        if known is not None:
            values = {key: getattr(known, key) for key in ("name", *_TIMES)}

        def act(given: dict[str, Any]) -> object:
            return self.shell.workspace.perform(
                draw_times.set_group,
                name=given.pop("name"),
                values=given,
                group_id=None if known is None else known.id,
            )

        title = "New group" if known is None else "Change the group"
        return self._open(title, asked, act, values, "The group is kept.")

    @does(draw_times.put_in_group)
    def join(self, groups: Sequence[GroupRow], person: Result | None = None) -> EditDialog:
        """A participant shares a group's dates from the next draw on."""
        named = closed_list("Group", [(str(g.id), g.name) for g in groups])
        asked = (fields.PERSON, replace(fields.GROUP, choices=named), fields.DAY_REASON)
        first = next(iter(named), None)
        return self._open(
            "Put in a group",
            asked,
            self._joined,
            {"person": person, "group_id": first},
            "In the group from the next draw on.",
        )

    @does(draw_times.set_scheme)
    def own_times(self, person: Result | None = None) -> EditDialog:
        """A participant has times of their own from the next draw on."""
        asked = (fields.PERSON, fields.TARGET, fields.LEAST, fields.MOST, fields.REASON)
        return self._open(
            "Own times",
            asked,
            self._own,
            {"person": person},
            "Own times from the next draw on.",
        )

    # What they do -----------------------------------------------------------------------------

    def _forced(self, given: dict[str, Any]) -> object:
        reason = TestReason(str(given.pop("test_reason")))
        return self.shell.workspace.perform(
            draw_overrides.force, episode_id=given.pop("person"), test_reason=reason, **given
        )

    def _excused(self, given: dict[str, Any]) -> object:
        person = given.pop("person")
        return self.shell.workspace.perform(
            draw_overrides.excuse_from_draw, episode_id=person, **given
        )

    def _late(self, given: dict[str, Any]) -> object:
        return self.shell.workspace.perform(draws.add_to_draw, **given)

    def _settled(self, given: dict[str, Any]) -> object:
        week = [given.pop(field.key) for field in fields.WEEK]
        return self.shell.workspace.perform(
            draw_policy.set_draw_policy, values={**given, "week": week}
        )

    def _apart(self, given: dict[str, Any]) -> object:
        return self.shell.workspace.perform(draw_policy.set_testing_days, **given)

    def _joined(self, given: dict[str, Any]) -> object:
        return self.shell.workspace.perform(
            draw_times.put_in_group,
            episode_id=given["person"],
            group_id=int(given["group_id"]),
            reason=given["reason"],
        )

    def _own(self, given: dict[str, Any]) -> object:
        return self.shell.workspace.perform(
            draw_times.set_scheme,
            episode_id=given.pop("person"),
            reason=given.pop("reason"),
            values=given,
        )

    def _open(
        self,
        title: str,
        asked: Sequence[Field],
        act: Act,
        values: Mapping[str, Any],
        said: str,
        *,
        confirm: str = "Save",
        detail: str = "",
        columns: int = 1,
    ) -> EditDialog:
        shell = self.shell
        form = Form(
            asked, shell.workspace.today, search=PeopleSearch(shell.workspace), columns=columns
        )
        form.set_values(values)

        def done(given: dict[str, Any]) -> object:
            outcome = act(answers(asked, given))
            shell.say(said, Tone.GOOD)
            return outcome

        dialog = EditDialog(title, form, done, confirm, self.parent, detail=detail)
        dialog.open()
        return dialog
