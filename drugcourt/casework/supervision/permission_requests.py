"""Acts on requests for leave (travel, a later curfew, a move): asked, answered, waiting first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, case
from sqlalchemy.orm import Session

from drugcourt.casework import entering
from drugcourt.casework.supervision.listing import (
    BY_NAME,
    FIRST,
    Phases,
    Whose,
    Window,
    about,
    counted_rows,
    narrowed,
    windowed,
)
from drugcourt.domain.dates import counted
from drugcourt.domain.episodes import OPEN_STATUSES
from drugcourt.domain.permission_requests import (
    LEAVE,
    AnsweredHow,
    PermissionAnswer,
    PermissionKind,
)
from drugcourt.domain.tone import Term
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.exchange.supervision_policy import supervision_policy
from drugcourt.records.episodes import Episode
from drugcourt.records.permission_requests import PermissionRequest
from drugcourt.workspace import Context


def ask_permission(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    kind: PermissionKind,
    starts_on: date,
    ends_on: date | None = None,
    asked_on: date | None = None,
    place: str = "",
    text: str = "",
) -> int:
    """Take down what a participant asks leave for; without an end it is for one day."""
    day = asked_on or context.today
    entering.check_span(db, context, episode_id, ("asked_on", day))
    last = ends_on or starts_on
    _check_days(starts_on, last)
    if kind is PermissionKind.TRAVEL and not place.strip():
        raise FieldRefusal("place", "Say where the participant wants to travel.")
    values = {
        "kind": kind,
        "asked_on": day,
        "starts_on": starts_on,
        "ends_on": last,
        "place": place.strip(),
        "text": text,
    }
    return entering.enter(db, context, PermissionRequest, episode_id, values)


def answer_permission(
    db: Session,
    context: Context,
    *,
    request_id: int,
    answer: PermissionAnswer,
    answered_by: str = "",
    answered_how: AnsweredHow | None = None,
    answered_on: date | None = None,
    answer_text: str = "",
) -> None:
    """Answer a request. Terms and refusals are said in words; an answered one is corrected, with
    a reason, not answered again.
    """
    found: PermissionRequest = entering.known(db, PermissionRequest, request_id)
    if found.answer is not None:
        raise Refusal("That request was answered already. Correct the answer, with the reason.")
    day = answered_on or context.today
    entering.check_span(
        db, context, found.episode_id, ("asked_on", found.asked_on), ("answered_on", day)
    )
    if answer is PermissionAnswer.TERMS and not answer_text.strip():
        raise FieldRefusal("answer_text", "Say on which terms it is granted.")
    if answer is PermissionAnswer.REFUSED and not answer_text.strip():
        raise FieldRefusal("answer_text", "Say why it is refused, so that it can be explained.")
    found.answer = answer
    found.answered_on = day
    found.answered_by = answered_by.strip() or context.who
    found.answered_how = answered_how
    found.answer_text = answer_text


def check_request(db: Session, record: PermissionRequest, values: dict[str, Any]) -> None:
    """What a corrected request and its answer have to hold."""
    _check_days(values["starts_on"], values["ends_on"])
    answer, day = values["answer"], values["answered_on"]
    if (answer is None) != (day is None):
        raise FieldRefusal(
            "answered_on" if day is None else "answer",
            "An answer has its day, and a day its answer.",
        )
    if day is not None and day < values["asked_on"]:
        raise FieldRefusal("answered_on", "It can't be answered before it was asked.")


def _check_days(starts_on: date, ends_on: date) -> None:
    if ends_on < starts_on:
        raise FieldRefusal("ends_on", "It can't end before it begins.")
    longest = supervision_policy().longest_leave_days
    if (ends_on - starts_on).days > longest:
        raise FieldRefusal("ends_on", f"A permission lasts at most {counted(longest, 'day')}.")


class PermissionShows(Term):
    """Which requests the list shows."""

    WAITING = "waiting", "Waiting for an answer"
    RUNNING = "running", "Leave now or soon"
    GRANTED = "granted", "Granted"
    REFUSED = "refused", "Refused or withdrawn"
    ALL = "all", "All requests"


@dataclass(frozen=True, slots=True)
class PermissionRow:
    """One request, for the list."""

    id: int
    episode_id: int
    name: str
    phase: str
    case_manager: str
    kind: PermissionKind
    asked_on: date
    starts_on: date
    ends_on: date
    place: str
    text: str
    answer: PermissionAnswer | None
    answered_on: date | None
    answered_by: str
    answered_how: AnsweredHow | None
    answer_text: str

    @property
    def what(self) -> str:
        """`Travel, Macon`."""
        return ", ".join(part for part in (self.kind.label, self.place) if part)


_KEYS: dict[str, Sequence[Any]] = {
    "name": BY_NAME,
    "kind": (PermissionRequest.kind,),
    "asked_on": (PermissionRequest.asked_on,),
    "starts_on": (PermissionRequest.starts_on,),
    "ends_on": (PermissionRequest.ends_on,),
    "answer": (PermissionRequest.answer,),
    "answered_on": (PermissionRequest.answered_on,),
    "case_manager": (Episode.case_manager,),
}


def permission_rows(
    db: Session, *, shows: PermissionShows, whose: Whose, today: date, window: Window = FIRST
) -> list[PermissionRow]:
    """One window of the list: what waits first, the soonest leave on top; then the latest."""
    record = PermissionRequest
    waits = case((record.answer.is_(None), 0), else_=1)
    soonest = case((record.answer.is_(None), record.starts_on), else_=None)
    order = (waits, soonest, record.answered_on.desc(), record.id.desc())
    phases = Phases(db)
    return [
        PermissionRow(
            id=row.PermissionRequest.id,
            **phases.who(row),
            **{key: getattr(row.PermissionRequest, key) for key in _TOLD},
        )
        for row in db.execute(windowed(requests(shows, whose, today), window, _KEYS, order))
    ]


_TOLD = (
    "kind",
    "asked_on",
    "starts_on",
    "ends_on",
    "place",
    "text",
    "answer",
    "answered_on",
    "answered_by",
    "answered_how",
    "answer_text",
)


def permission_count(db: Session, *, shows: PermissionShows, whose: Whose, today: date) -> int:
    """How many requests the list has."""
    return counted_rows(db, requests(shows, whose, today))


def requests(shows: PermissionShows, whose: Whose, today: date) -> Select[*tuple[Any, ...]]:
    """The requests of one choice, with whom they are about."""
    record = PermissionRequest
    waiting = (record.answer.is_(None), Episode.status.in_(OPEN_STATUSES))
    running = (
        record.answer.in_(LEAVE),
        record.ends_on >= today,
        record.starts_on <= today + timedelta(days=supervision_policy().leave_soon_days),
    )
    conditions: dict[PermissionShows, tuple[Any, ...]] = {
        PermissionShows.WAITING: waiting,
        PermissionShows.RUNNING: running,
        PermissionShows.GRANTED: (record.answer.in_(LEAVE),),
        PermissionShows.REFUSED: (record.answer.not_in(LEAVE),),
        PermissionShows.ALL: (),
    }
    return narrowed(about(PermissionRequest).where(*conditions[shows]), whose)
