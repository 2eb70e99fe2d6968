"""What may be done with a session in the calendar: move it, cancel it, hold it after all."""

from __future__ import annotations

from datetime import date
from typing import Any

from drugcourt.casework.calendar import session_moves
from drugcourt.casework.calendar.calendar import CalendarSession, calendar_sessions
from drugcourt.domain.clock import spoken, wall_time
from drugcourt.domain.dates import counted, long
from drugcourt.errors import FieldRefusal
from drugcourt.fields import calendar as fields
from drugcourt.ui.asking import Asking


def ask_move(asking: Asking, session: CalendarSession) -> None:
    """Another day, hour or room, with everybody on it."""
    people = counted(session.people, "person", "people")
    asking.open(
        "Move this session",
        fields.MOVE,
        _Moving(asking, session).move,
        said="The session is moved with everybody on it. Slips tell them: print them from here.",
        values={"starts_at": spoken(session.starts_at), "courtroom": session.courtroom},
        detail=f"{session.docket}, {long(session.held_on)}. {people} move with it.",
        confirm="Move",
    )


def ask_cancel(asking: Asking, session: CalendarSession) -> None:
    """Do not hold it; its people go to another session, or need another date."""
    people = counted(session.people, "person", "people")
    asking.open(
        "Cancel this session",
        fields.CANCEL,
        _Moving(asking, session).cancel,
        said="The session is cancelled.",
        detail=f"{session.docket}, {long(session.held_on)}, {people}.",
        confirm="Cancel the session",
        danger=True,
    )


class _Moving:
    """What the dialogs do; holds no widget."""

    def __init__(self, asking: Asking, session: CalendarSession) -> None:
        self._asking, self._session = asking, session

    def move(self, values: dict[str, Any]) -> object:
        return self._asking.perform(
            session_moves.move_session,
            session_id=self._session.id,
            held_on=values["held_on"],
            starts_at=typed_time(values["starts_at"]),
            courtroom=values["courtroom"],
            reason=values["reason"],
        )

    def cancel(self, values: dict[str, Any]) -> object:
        day: date | None = values["to_day"]
        return self._asking.perform(
            session_moves.cancel_session,
            session_id=self._session.id,
            reason=values["reason"],
            to_session_id=None if day is None else self._session_on(day),
        )

    def _session_on(self, day: date) -> int:
        """The session of the same docket on that day, else the first one."""
        rows = self._asking.shell.workspace.read(calendar_sessions, first=day, last=day)
        open_ones = [row for row in rows if not row.cancelled and not row.closed]
        same = [row for row in open_ones if row.docket == self._session.docket]
        found = (same or open_ones)[:1]
        if not found:
            raise FieldRefusal("to_day", "No session stands on that day. Plan one first.")
        return found[0].id


def typed_time(text: str) -> str:
    """The wall time that was typed; nothing for nothing. FieldRefusal for anything else."""
    if not text.strip():
        return ""
    try:
        return wall_time(text)
    except ValueError as problem:
        raise FieldRefusal("starts_at", str(problem)) from problem
