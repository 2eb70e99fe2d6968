"""A participant's file made through acts, and the proof that a refusal left nothing behind."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from drugcourt.casework.exits import terminations
from drugcourt.casework.participants import participants
from drugcourt.casework.participants.participants import Admission
from drugcourt.domain.cases import LegalTrack
from drugcourt.domain.exits import TerminationFinding
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.records.everything import METADATA
from drugcourt.records.history import HistoryEntry
from drugcourt.workspace import Workspace

TODAY = date(2026, 11, 24)
ADMITTED = date(2026, 2, 10)


def ago(days: int) -> date:
    """So many days before today."""
    return TODAY - timedelta(days=days)


def candidate(
    workspace: Workspace, family: str = "Tran", given: str = "Kevin", **person: Any
) -> int:
    """A candidate, referred two weeks before the usual admission."""
    return workspace.perform(
        participants.refer,
        person={"family_name": family, "given_name": given, **person},
        referred_on=ADMITTED - timedelta(days=14),
    )


def participant(
    workspace: Workspace,
    family: str = "Tran",
    given: str = "Kevin",
    admitted_on: date = ADMITTED,
    **person: Any,
) -> int:
    """An admitted participant in the first phase."""
    episode_id = candidate(workspace, family, given, **person)
    workspace.perform(
        participants.admit,
        episode_id=episode_id,
        admission=Admission(admitted_on, track=LegalTrack.POST_PLEA, case_manager="J. Pike"),
    )
    return episode_id


def proceeding(workspace: Workspace, episode_id: int, **values: Any) -> int:
    """A termination proceeding with notice, hearing and finding; its number."""
    heard = {
        "grounds": "Three missed hearings",
        "on": ago(14),
        "notice_on": ago(14),
        "notice_to": "Participant and counsel",
        "counsel": "Public defender",
        "hearing_on": ago(1),
        "finding": TerminationFinding.FOUND,
    }
    return workspace.perform(
        terminations.open_termination, episode_id=episode_id, **{**heard, **values}
    )


def last_change(workspace: Workspace, kind: str) -> HistoryEntry:
    """The newest line of the history about this kind of record."""

    def asked(db: Session) -> HistoryEntry:
        newest = select(HistoryEntry).where(HistoryEntry.kind == kind)
        found = db.scalars(newest.order_by(HistoryEntry.id.desc()).limit(1)).one()
        db.expunge(found)
        return found

    return workspace.read(asked)


def _everything(db: Session) -> dict[str, Any]:
    return {
        table.name: (
            db.scalar(select(func.count()).select_from(table)),
            [tuple(row) for row in db.execute(select(table)).all()],
        )
        for table in METADATA.sorted_tables
    }


@contextmanager
def leaves_nothing(workspace: Workspace, field: str = "") -> Iterator[None]:
    """What happens inside is refused (at this field), and no row of any table is another."""
    before = workspace.read(_everything)
    with pytest.raises(FieldRefusal if field else Refusal) as refused:
        yield
    if field:
        assert isinstance(refused.value, FieldRefusal)
        assert refused.value.field == field
    assert str(refused.value).endswith("."), "a refusal is a whole sentence"
    assert workspace.read(_everything) == before
