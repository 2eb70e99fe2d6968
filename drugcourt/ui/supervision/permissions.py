"""Which requests for leave wait, and how the others were answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from drugcourt.casework.supervision import permission_requests
from drugcourt.casework.supervision.permission_requests import PermissionRow, PermissionShows
from drugcourt.domain.dates import short
from drugcourt.domain.permission_requests import LEAVE, PermissionAnswer
from drugcourt.domain.tone import Tone
from drugcourt.exchange.supervision_policy import supervision_policy
from drugcourt.fields import permission_requests as request_fields
from drugcourt.fields import supervision_lists as fields
from drugcourt.ui.kit.buttons import Button
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.table import Column
from drugcourt.ui.papers import paper
from drugcourt.ui.supervising import Supervising
from drugcourt.ui.supervision.listing import SupervisionList, act_button, whose

NOT_GRANTED = "Only leave that was granted has a permission to print."


def _text(row: PermissionRow) -> str:
    return " ".join((row.answer_text or row.text).split())


class PermissionsList(SupervisionList):
    """What waits stands first, the soonest leave on top; one letter answers the chosen line."""

    name = "Requests for leave"
    noun = "request"
    shows = PermissionShows
    first = PermissionShows.WAITING
    hint = (
        "Enter opens the file, N takes down a request, G grants, T grants with terms, R refuses, "
        "W withdraws, P prints the permission."
    )
    empty = "No request here. Press N to take one down."

    def columns(self) -> Sequence[Column]:
        return (
            Column(fields.NAME, strong=True, detail=whose),
            Column(fields.WHAT, detail=_text, stretch=True),
            Column(fields.ASKED_ON),
            Column(fields.FROM),
            Column(fields.TO),
            Column(fields.ANSWER, pills=self._answer, detail=self._answered),
        )

    def buttons(self) -> Sequence[Button]:
        return (
            act_button("New request…", self.new, "N"),
            act_button("Print", self.print_one, "P"),
            act_button("Answer…", self.answer, "A", first=True),
        )

    def act_keys(self) -> dict[str, Callable[[], object]]:
        return {
            "n": self.new,
            "a": self.answer,
            "g": self.grant,
            "t": self.grant_with_terms,
            "r": self.refuse,
            "w": self.withdraw,
            "p": self.print_one,
        }

    def questions(self) -> tuple[Callable[..., Any], Callable[..., Any]]:
        return permission_requests.permission_rows, permission_requests.permission_count

    @does(Supervising.permission)
    def new(self) -> None:
        """Take down a request."""
        self.entries.permission()

    @does(Supervising.answer)
    def answer(self) -> None:
        """Answer the chosen request."""
        self._answer_with(None)

    @does(Supervising.answer)
    def grant(self) -> None:
        """Grant the chosen request."""
        self._answer_with(PermissionAnswer.GRANTED)

    @does(Supervising.answer)
    def grant_with_terms(self) -> None:
        """Grant the chosen request with terms."""
        self._answer_with(PermissionAnswer.TERMS)

    @does(Supervising.answer)
    def refuse(self) -> None:
        """Refuse the chosen request."""
        self._answer_with(PermissionAnswer.REFUSED)

    @does(Supervising.answer)
    def withdraw(self) -> None:
        """The participant withdrew the chosen request."""
        self._answer_with(PermissionAnswer.WITHDRAWN)

    @does(paper("permission"))
    def print_one(self) -> None:
        """The permission that the participant carries."""
        row: PermissionRow | None = self.chosen()
        if row is None:
            return
        if row.answer not in LEAVE:
            self.notices.say(NOT_GRANTED, Tone.INFO, key="mark")
            return
        self.shell.open_report("permission", episode_id=row.episode_id)

    def _answer_with(self, answer: PermissionAnswer | None) -> None:
        row: PermissionRow | None = self.chosen()
        if row is not None:
            self.entries.answer(row.id, request_words(row, self.today), answer)

    def _answer(self, row: PermissionRow) -> list[tuple[str, Tone]]:
        return [answer_state(row, self.today)]

    def _answered(self, row: PermissionRow) -> str:
        if row.answered_on is None:
            return ""
        by = f", {row.answered_by}" if row.answered_by else ""
        return f"{short(row.answered_on, self.today)}{by}"


def answer_state(row: PermissionRow, today: date) -> tuple[str, Tone]:
    """The answer; one that waits is urgent once the leave is near."""
    if row.answer is not None:
        return row.answer.label, request_fields.ANSWER_TONES[row.answer]
    late = (row.starts_on - today).days <= supervision_policy().leave_urgent_days
    return "Waiting", Tone.ALARM if late else Tone.WATCH


def request_words(row: PermissionRow, today: date) -> str:
    """The request in a line, such as `Boyd, Sam: Travel, Macon, Nov 27 to Nov 29`."""
    days = short(row.starts_on, today)
    if row.ends_on != row.starts_on:
        days = f"{days} to {short(row.ends_on, today)}"
    text = " ".join(row.text.split())
    return f"{row.name}: {row.what}, {days}. {text}".strip()
