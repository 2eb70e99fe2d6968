"""How a copy leaves: file and entry appear in one transaction, or neither of them does."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework import entering
from drugcourt.casework.disclosures.gate import Pass, must_pass
from drugcourt.casework.keeping.seals import still_there
from drugcourt.domain.disclosures import Basis, DisclosureForm, Outcome
from drugcourt.errors import DiskTrouble, Refusal
from drugcourt.exchange.disclosure_policy import paper_rule
from drugcourt.exchange.files import check_target
from drugcourt.records.disclosures import DisclosedPerson, Disclosure
from drugcourt.records.history import add_rows
from drugcourt.workspace import Context, Workspace

DECIDED = frozenset({Basis.OVERRIDE, Basis.ORDER})


class CopyTaken(Refusal):
    """Another copy left meanwhile under this number; the paper is made again with the next one."""


@dataclass(frozen=True, slots=True)
class Leaving:
    """What a copy is: its title, its form, how many pages or rows."""

    title: str
    form: DisclosureForm
    pages: int = 0


def record_disclosure(
    db: Session,
    context: Context,
    *,
    passing: Pass,
    leaving: Leaving,
    settle: Callable[[], object] | None = None,
) -> int:
    """Write down that a copy leaves, and let its file appear; returns the copy's number.

    `settle` puts the file at its place and comes last: what it raises takes the entry back.
    """
    must_pass(passing)
    still_there(db, (one.episode_id for one in passing.carried))
    taken = db.scalar(select(Disclosure.id).where(Disclosure.copy_number == passing.number))
    if taken is not None:
        raise CopyTaken("Another copy was made meanwhile; this one is made again with its number.")
    told = ", ".join(sorted(one.label.lower() for one in paper_rule(passing.document).tells))
    made = Disclosure(
        copy_number=passing.number,
        document=passing.document,
        title=leaving.title[:100],
        form=leaving.form,
        outcome=Outcome.LEFT,
        protected=passing.protected,
        made_on=context.today,
        made_at=context.now,
        made_by=context.who[:100],
        reader=passing.reader,
        recipient=passing.recipient[:200],
        address=passing.going.address.strip()[:300],
        purpose=passing.purpose[:200],
        told=told,
        basis=passing.basis,
        without_consent=passing.going.without_consent,
        reason=passing.going.reason.strip(),
        process_id=passing.going.process_id,
        people=len(passing.carried),
        pages=leaving.pages,
    )
    db.add(made)
    db.flush()
    rows = [
        {
            "disclosure_id": made.id,
            "episode_id": one.episode_id,
            "basis": one.basis,
            "consent_id": one.consent_id,
        }
        for one in passing.carried
        if passing.basis is not Basis.NOT_NEEDED or passing.protected
    ]
    add_rows(db, DisclosedPerson, rows)
    if settle is not None:
        settle()
    return made.copy_number


def record_without_consent(
    db: Session,
    context: Context,
    *,
    passing: Pass,
    leaving: Leaving,
    settle: Callable[[], object] | None = None,
) -> int:
    """The same where no consent carries it but the law does; that is decided, not just entered."""
    return record_disclosure(db, context, passing=passing, leaving=leaving, settle=settle)


def cancel_disclosure(db: Session, context: Context, *, copy_number: int) -> None:
    """The printing was cancelled, or failed: the copy did not leave."""
    made = db.scalar(select(Disclosure).where(Disclosure.copy_number == copy_number))
    if made is None:
        raise Refusal("There is no copy with that number.")
    made.outcome = Outcome.CANCELLED


def note_address(db: Session, context: Context, *, disclosure_id: int, address: str) -> None:
    """Add where a copy was sent, for the accounting."""
    made = entering.known(db, Disclosure, disclosure_id)
    made.address = address.strip()


def let_out(
    workspace: Workspace,
    place: Path,
    passing: Pass,
    leaving: Callable[[Path], Leaving],
) -> Leaving:
    """Write files through `leaving`, and let them appear in `place` as the copy is written down.

    `leaving` writes into the folder it is given; whatever stands there then moves to `place`, over
    what had these names. Where the entry can't be written the files go, and what they replaced is
    back.
    """
    must_pass(passing)
    act = record_without_consent if passing.basis in DECIDED else record_disclosure
    with _folder(place) as folder:
        made = leaving(folder)
        moves = _Moves(folder, place)
        try:
            workspace.perform(act, passing=passing, leaving=made, settle=moves.settle)
        except BaseException:
            moves.undo()
            raise
        return made


@contextlib.contextmanager
def _folder(place: Path) -> Iterator[Path]:
    try:
        folder = Path(tempfile.mkdtemp(prefix=".leaving-", dir=place))
    except OSError as problem:
        raise DiskTrouble(
            f"Nothing can be written in the folder “{place.name}”; choose another one."
        ) from problem
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class _Moves:
    """Files that take their places together, or give them back."""

    def __init__(self, folder: Path, place: Path) -> None:
        self._folder, self._place = folder, place
        self._done: list[tuple[Path, Path | None]] = []

    def settle(self) -> None:
        """Move every file to its place; what stood there waits in the folder."""
        for file in sorted(self._folder.iterdir()):
            target = self._place / file.name
            check_target(target)
            kept: Path | None = None
            try:
                if target.exists():
                    kept = self._folder / f".before-{len(self._done)}"
                    target.replace(kept)
                    self._done.append((target, kept))
                    file.replace(target)
                else:
                    file.replace(target)
                    self._done.append((target, None))
            except OSError as problem:
                raise DiskTrouble(
                    f"“{target.name}” can't be written there: it is open in another program or "
                    "the folder does not allow it; close it or choose another folder."
                ) from problem

    def undo(self) -> None:
        """Give the places back."""
        for target, kept in reversed(self._done):
            with contextlib.suppress(OSError):
                if kept is None:
                    target.unlink(missing_ok=True)
                else:
                    kept.replace(target)
        self._done.clear()
