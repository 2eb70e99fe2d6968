"""How planned lives become a court's record one act at a time, each on its own day."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session

from drugcourt.casework.bulk import record_attendance_in_bulk, record_tests_in_bulk
from drugcourt.casework.hearings.hearings import close_session, schedule_session
from drugcourt.casework.participants.participants import open_episode, refer
from drugcourt.demo.deeds import AFTER_COURT, OFFICE, Deed, Frame, Kept, Life
from drugcourt.records.history import Logbook
from drugcourt.workspace import Context, Workspace

_TOGETHER = frozenset({record_tests_in_bulk, record_attendance_in_bulk})
SESSIONS_AHEAD = 9

Planned = tuple[Deed, Life | None]


def sittings(frame: Frame) -> list[date]:
    """Every court day from the start to some weeks from today."""
    last = frame.today + timedelta(weeks=SESSIONS_AHEAD)
    count = (last - frame.start).days // 7
    return [frame.start + timedelta(weeks=week) for week in range(count + 1)]


def perform_lives(
    workspace: Workspace,
    frame: Frame,
    lives: Sequence[Life],
    went_on: Callable[[float], bool],
) -> bool:
    """Perform all deeds of all lives, day after day, a week in a transaction.

    `went_on` hears the share done and says whether to go on; returns whether it came to the end.
    """
    planned = _in_order(frame, lives)
    done, total = 0, len(planned)
    database = workspace.database
    first = planned[0][0]
    book = Logbook(database.history_key, first.now, first.who, first.act.__name__)
    with database.writing(book) as db, _at_hand(db):
        hand = _Hand(db, book)
        for _, week in groupby(planned, key=lambda item: (item[0].on - frame.start).days // 7):
            done += hand.week(list(week))
            if not went_on(done / total):
                return False
    return True


@contextmanager
def _at_hand(db: Session) -> Iterator[None]:
    """Hold what the acts load and make, so that none of it is asked for again."""
    held: list[object] = []

    def hold(_db: Session, record: object) -> None:
        held.append(record)

    for arrived in ("loaded_as_persistent", "pending_to_persistent"):
        event.listen(db, arrived, hold)
    yield
    held.clear()


def _in_order(frame: Frame, lives: Sequence[Life]) -> list[Planned]:
    planned: list[Planned] = [(deed, life) for life in lives for deed in life.deeds]
    for day in sittings(frame):
        announced = min(max(frame.start, day - timedelta(weeks=SESSIONS_AHEAD)), frame.today)
        wanted: dict[str, Any] = {"held_on": day}
        planned.append((Deed(announced, OFFICE - 1, schedule_session, wanted, f"{day}"), None))
        if day < frame.today:
            closed = {"session_id": Kept(f"{day}")}
            planned.append((Deed(day, AFTER_COURT + 60, close_session, closed), None))
    return sorted(planned, key=lambda item: (item[0].on, item[0].minute))


class _Hand:
    """Performs planned deeds and remembers the numbers that were given."""

    def __init__(self, db: Session, book: Logbook) -> None:
        self._db, self._book = db, book
        self._numbers: dict[tuple[int, str], int] = {}

    def week(self, planned: list[Planned]) -> int:
        """One transaction; the history still says for each act who, when and which."""
        db, book = self._db, self._book
        with db.begin():
            for group in _grouped(planned):
                deed = group[0][0]
                book.at, book.who, book.reason = deed.now, deed.who, ""
                book.act = deed.act.__name__
                context = Context(deed.who, deed.on, deed.now)
                if deed.act in _TOGETHER:
                    self._together(db, context, group)
                else:
                    self._one(db, context, *group[0])
                db.flush()
        return len(planned)

    def _one(self, db: Session, context: Context, deed: Deed, life: Life | None) -> None:
        wanted = self._resolved(deed, life)
        answer = deed.act(db, context, **wanted)
        if deed.act is refer:
            self._referred(db, life, answer)
        elif deed.keep:
            self._numbers[_owner(life), deed.keep] = answer

    def _referred(self, db: Session, life: Life | None, episode_id: int) -> None:
        episode = open_episode(db, episode_id)
        self._numbers[_owner(life), "episode"] = episode_id
        self._numbers[_owner(life), "person"] = episode.person_id

    def _together(self, db: Session, context: Context, group: list[Planned]) -> None:
        rows = [self._resolved(deed, life) for deed, life in group]
        numbers = group[0][0].act(db, context, rows=rows)
        for (deed, life), number in zip(group, numbers, strict=True):
            if deed.keep:
                self._numbers[_owner(life), deed.keep] = number

    def _resolved(self, deed: Deed, life: Life | None) -> dict[str, Any]:
        return {
            name: self._number(value, life) if isinstance(value, Kept) else value
            for name, value in deed.wanted.items()
        }

    def _number(self, kept: Kept, life: Life | None) -> int:
        owner = _owner(life)
        if kept.name == "person" and life is not None and life.person_of is not None:
            owner = life.person_of
        return self._numbers[owner, kept.name]


def _grouped(planned: list[Planned]) -> Iterator[list[Planned]]:
    """Tests and sessions of one hour together, every other deed alone."""
    for (_, _, together), group in groupby(
        planned, key=lambda item: (item[0].on, item[0].minute, item[0].act in _TOGETHER)
    ):
        if together:
            yield list(group)
        else:
            yield from ([item] for item in group)


def _owner(life: Life | None) -> int:
    return -1 if life is None else life.number
