"""What tests of the draw ask again and again."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select, text

from drugcourt.casework.draws.days import DrawnDay, drawn_day
from drugcourt.domain.draws import DrawOutcome
from drugcourt.workspace import Workspace
from tests.conftest import TODAY


def on(workspace: Workspace, day: date) -> Workspace:
    """The same court on another day."""
    return Workspace(workspace.database, who=workspace.who, as_of=day)


def drawn(workspace: Workspace, day: date = TODAY) -> DrawnDay:
    return workspace.read(drawn_day, day=day)


def outcome_of(workspace: Workspace, episode_id: int, day: date = TODAY) -> DrawOutcome:
    return next(r.outcome for r in drawn(workspace, day).rows if r.episode_id == episode_id)


def all_of(workspace: Workspace, record: type[Any]) -> list[Any]:
    def question(db: Any) -> list[Any]:
        found = list(db.scalars(select(record).order_by(record.id)))
        db.expunge_all()
        return found

    return workspace.read(question)


def tampered(workspace: Workspace, statement: str) -> None:
    """What somebody with the key might do past the program: the guards taken off first."""
    engine = workspace.database.engine.execution_options(writes=True)
    with engine.begin() as connection:
        for table in ("draw", "draw_entry"):
            connection.execute(text(f"DROP TRIGGER IF EXISTS {table}_no_update"))
            connection.execute(text(f"DROP TRIGGER IF EXISTS {table}_no_delete"))
        connection.execute(text(statement))
