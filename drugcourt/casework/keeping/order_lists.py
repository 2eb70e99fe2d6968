"""How orders hold across backups: listed beside the court, carried out again on an older one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.keeping.keeping import ROOTS, carry_out
from drugcourt.casework.keeping.subjects import marked, seeing
from drugcourt.casework.readiness import standing
from drugcourt.domain.keeping import REMOVES, OrderKind, OrderState, Reach
from drugcourt.opening import open_closed
from drugcourt.records import wiping
from drugcourt.records.court_files import ClosedFile, CourtFile
from drugcourt.records.database import OpenCourt
from drugcourt.records.history import note_line
from drugcourt.records.keeping import KeepingOrder
from drugcourt.records.key_document import parsed
from drugcourt.records.keys import Unlocked
from drugcourt.records.order_lists import ENDING, list_file, read_list, write_list
from drugcourt.workspace import Context, Workspace

__all__ = ["ENDING", "Again", "carry_out_again", "settle", "settle_restored", "write_lists"]

Listed = dict[str, Any]
_KEPT = ("mark", "court", "judge", "digest", "marks", "asked_by", "settled_by")


@dataclass(frozen=True, slots=True)
class Again:
    """What was carried out again on an older state: orders, and whether something was removed."""

    orders: int = 0
    removed: bool = False


def write_lists(workspace: Workspace, *also: Path) -> None:
    """Write down what was carried out, beside the court and in the folders of its backups."""
    database = workspace.database
    if not isinstance(database, CourtFile):
        return
    done = workspace.ask_inside(_done)
    if not done:
        return
    court, here = _court_of(database), list_file(database.path)
    for folder in dict.fromkeys((here.parent, *also)):
        if folder.is_dir():
            write_list(folder / here.name, court, database.history_key, done)


def listed_near(database: CourtFile, files: Iterable[Path]) -> list[Listed]:
    """The orders in these lists, as far as they are this court's; oldest first, each once."""
    court = _court_of(database)
    found = {
        order["mark"]: order
        for file in files
        for order in read_list(file, court, database.history_key)
    }
    return sorted(found.values(), key=lambda order: str(order["settled_at"]))


def carry_out_again(workspace: Workspace, listed: list[Listed]) -> Again:
    """Carry out what this state of the court does not know of; the program's own, at any desk."""
    known = workspace.ask_inside(_known)
    missing = [order for order in listed if order["mark"] not in known]
    door, workspace.door = workspace.door, None
    try:
        removed = False
        for order in missing:
            workspace.perform(repeat_order, listed=order)
            removed = removed or OrderKind(order["kind"]) in REMOVES
    finally:
        workspace.door = door
    if removed:
        wiping.wipe(workspace.database)
    return Again(len(missing), removed)


def settle(workspace: Workspace) -> Again:
    """At the opening: whoever was removed stays removed, however an older file came here."""
    database = workspace.database
    if not isinstance(database, CourtFile) or not list_file(database.path).exists():
        return Again()
    return carry_out_again(workspace, listed_near(database, [list_file(database.path)]))


def settle_restored(
    court: Path, key: Unlocked, files: Iterable[Path], target: Path, *, today: date
) -> Again:
    """On a court that is being restored, before it takes its place: what was ordered since holds.

    The list stands beside the target from then on.
    """
    files = list(files)
    if not files:
        return Again()
    workspace = open_closed(ClosedFile(court), key, as_of=today, derive=standing.derive)
    try:
        database = workspace.database
        assert isinstance(database, CourtFile)
        listed = listed_near(database, files)
        again = carry_out_again(workspace, listed)
        if listed:
            write_list(list_file(target), _court_of(database), database.history_key, listed)
        return again
    finally:
        workspace.close()


def repeat_order(db: Session, context: Context, *, listed: Listed) -> None:
    """One order of the list, on a state from before it."""
    seeing(db)
    order = db.scalar(select(KeepingOrder).where(KeepingOrder.mark == listed["mark"]))
    if order is None:
        order = KeepingOrder(
            **{name: listed[name] for name in _KEPT},
            kind=OrderKind(listed["kind"]),
            reach=Reach(listed["reach"]),
            state=OrderState.ASKED,
            number=listed["number"],
            ordered_on=date.fromisoformat(listed["ordered_on"]),
            asked_at=datetime.fromisoformat(listed["asked_at"]),
            told={},
        )
        db.add(order)
        db.flush()
    subjects = marked(db, ROOTS[order.reach], set(listed["marks"]))
    for subject in subjects:
        order.subject = subject
        carry_out(db, context, order)
    if not subjects:  # this state is from before the record came in
        order.state, order.settled_at, order.subject = OrderState.DONE, context.now, None
        note_line(db, "keeping_order", order.id, {"kind": str(order.kind), "state": "done"})
    order.marks, order.settled_by = listed["marks"], listed["settled_by"]
    order.settled_at = datetime.fromisoformat(listed["settled_at"])


def _known(db: Session) -> frozenset[str]:
    seeing(db)
    done = KeepingOrder.state == OrderState.DONE
    return frozenset(db.scalars(select(KeepingOrder.mark).where(done)))


def _done(db: Session) -> list[Listed]:
    seeing(db)
    asked = select(KeepingOrder).where(KeepingOrder.state == OrderState.DONE)
    return [_listed(order) for order in db.scalars(asked.order_by(KeepingOrder.id))]


def _listed(order: KeepingOrder) -> Listed:
    assert order.settled_at is not None  # it is done
    return {
        **{name: getattr(order, name) for name in _KEPT},
        "kind": str(order.kind),
        "reach": str(order.reach),
        "number": "",  # outside the court the code over it has to do
        "ordered_on": order.ordered_on.isoformat(),
        "asked_at": order.asked_at.isoformat(),
        "settled_at": order.settled_at.isoformat(),
    }


def _court_of(database: OpenCourt) -> str:
    return str(parsed(database.key_document(), database.name)["court"])
