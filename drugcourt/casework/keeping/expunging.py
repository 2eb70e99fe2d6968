"""How an order is confirmed to its end: carried out, wiped from the pages, listed, and proved."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.backups import backup_folder, backups_in
from drugcourt.casework.courts import CourtFacts, court_facts
from drugcourt.casework.keeping.keeping import (
    OrderRow,
    confirm_order,
    note_wiped,
    orders,
    words_of,
)
from drugcourt.casework.keeping.order_lists import write_lists
from drugcourt.casework.keeping.subjects import seeing
from drugcourt.domain.disclosures import Outcome
from drugcourt.domain.keeping import REMOVES, OrderState, Reach
from drugcourt.errors import Refusal
from drugcourt.records import wiping
from drugcourt.records.court_files import CourtFile
from drugcourt.records.disclosures import DisclosedPerson, Disclosure
from drugcourt.records.episodes import Episode
from drugcourt.records.keeping import KeepingOrder
from drugcourt.records.naming import Naming
from drugcourt.records.removal import places_named
from drugcourt.workspace import Workspace

PENDING = (
    "The record is removed, but its pages could not be written anew: {why} Do it with “Wipe again” "
    "on the page Office, under Keeping."
)
ON_SERVER = (
    "On the server the tables were written anew; the server's own write-ahead files, archives and "
    "backups are the office's to expire."
)


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody to whom a copy about the person went, so that the office can tell them."""

    sent_on: date
    recipient: str
    address: str
    title: str


@dataclass(frozen=True, slots=True)
class Certificate:
    """What was carried out, in numbers and without a name; `number` is said here a last time."""

    court: CourtFacts
    order: OrderRow
    number: str
    made_at: datetime
    recipients: tuple[Recipient, ...] = ()
    still: tuple[str, ...] = field(default=())
    pending: str = ""
    on_server: bool = False

    @property
    def rows(self) -> int:
        """How many rows went."""
        return int(sum(self.order.told.get("rows", {}).values()))

    @property
    def found(self) -> int | None:
        """In how many places a name still stood; None where nobody could look for it."""
        found = self.order.told.get("found")
        return None if found is None else int(found)


def confirm(workspace: Workspace, *, order_id: int, number: str) -> Certificate:
    """Confirm an order as the second person, and do all that follows from it.

    What is destroyed is wiped from the pages and looked for there; the list beside the court and
    its backups is written, so that no older backup brings it back.
    """
    words = workspace.ask_inside(words_of, order_id=order_id)
    told = tuple(workspace.ask_inside(recipients, order_id=order_id))
    workspace.perform(confirm_order, order_id=order_id, number=number)
    pending = ""
    order = _row(workspace, order_id)
    if order.kind in REMOVES:
        pending = _wiped(workspace, order_id, words)
    try:
        write_lists(workspace, *_backup_folders(workspace))
    except Refusal as trouble:
        pending = f"{pending} {trouble}".strip()
    made = certificate(workspace, order_id=order_id)
    return replace(made, number=number.strip(), recipients=told, pending=pending)


def wipe_again(workspace: Workspace, *, order_id: int) -> Certificate:
    """Write the pages anew where that failed after an order; who was named is not known any more.

    Raises Refusal where nothing waits for it, Busy or DiskTrouble.
    """
    order = _row(workspace, order_id)
    if order.kind not in REMOVES or order.state is not OrderState.DONE:
        raise Refusal("Nothing was removed by that order, so there is nothing to wipe.")
    pending = _wiped(workspace, order_id, ())
    write_lists(workspace, *_backup_folders(workspace))
    return replace(certificate(workspace, order_id=order_id), pending=pending)


def certificate(workspace: Workspace, *, order_id: int) -> Certificate:
    """The certificate of an order that was carried out."""
    order = _row(workspace, order_id)
    if order.state is not OrderState.DONE or order.settled_at is None:
        raise Refusal("That order was not carried out, so there is nothing to certify.")
    on_file = isinstance(workspace.database, CourtFile)
    still = still_holding(workspace.path, order.settled_at) if on_file else []
    return Certificate(
        court=workspace.ask_inside(court_facts),
        order=order,
        number=order.number,
        made_at=workspace.now,
        still=tuple(still) if order.kind in REMOVES else (),
        on_server=not on_file,
    )


def recipients(db: Session, *, order_id: int) -> list[Recipient]:
    """To whom copies about the person went, the newest first."""
    seeing(db)
    order = db.get(KeepingOrder, order_id)
    if order is None or order.reach is not Reach.PERSON or order.subject is None:
        return []
    asked = (
        select(Disclosure)
        .where(
            Disclosure.outcome == Outcome.LEFT,
            Disclosure.id.in_(
                select(DisclosedPerson.disclosure_id)
                .join(Episode, Episode.id == DisclosedPerson.episode_id)
                .where(Episode.person_id == order.subject)
            ),
        )
        .order_by(Disclosure.made_on.desc(), Disclosure.id.desc())
    )
    return [
        Recipient(one.made_on, one.recipient, one.address, one.title) for one in db.scalars(asked)
    ]


def still_holding(court: Path, since: datetime) -> list[str]:
    """Files beside the court from before an order: backups, and copies that were set aside."""
    folder = backup_folder(court)
    found = [one.path.name for one in backups_in(folder) if one.made_at <= since]
    copies = [
        *court.parent.glob(f"{court.name}.before-*"),
        *court.parent.glob(f"{court.stem}.before-restore-*{court.suffix}"),
    ]
    return [*sorted(found), *sorted(copy.name for copy in copies)]


def _wiped(workspace: Workspace, order_id: int, words: tuple[str, ...]) -> str:
    """Write the pages anew and look for what names somebody; why that failed, if it did."""
    database = workspace.database
    try:
        wiping.wipe(database)
        found = _found(workspace, words) if words else None
    except Refusal as trouble:
        return PENDING.format(why=str(trouble))
    door, workspace.door = workspace.door, None  # the program's own word of what it did
    try:
        workspace.perform(note_wiped, order_id=order_id, found=found)
    finally:
        workspace.door = door
    return ""


def _found(workspace: Workspace, words: tuple[str, ...]) -> int:
    """In how many places of the tables, and of the file's pages, one of these words stands."""
    database = workspace.database
    found = sum(workspace.ask_inside(_named, words=words).values())
    if isinstance(database, CourtFile):
        found += wiping.found_in_pages(database, words)
    return found


def _named(db: Session, *, words: tuple[str, ...]) -> dict[str, int]:
    seeing(db)
    return places_named(db, Naming(words))


def _row(workspace: Workspace, order_id: int) -> OrderRow:
    found = next((one for one in workspace.ask_inside(orders) if one.id == order_id), None)
    if found is None:
        raise Refusal("There is no such order; look at the list again.")
    return found


def _backup_folders(workspace: Workspace) -> tuple[Path, ...]:
    return (backup_folder(workspace.path),) if workspace.is_file else ()
