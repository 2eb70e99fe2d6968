"""A court with two people at its desks and somebody with much in the file, for tests of keeping."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from drugcourt.casework.accounts import accounts
from drugcourt.casework.keeping.keeping import Order
from drugcourt.domain.accounts import Role
from drugcourt.domain.keeping import OrderKind
from drugcourt.records.episodes import Episode
from drugcourt.workspace import Workspace
from tests import courts
from tests.conftest import TODAY

JUDGE = "whitfield"
NAME = ("Zanzibar", "Quentin")  # nowhere else in a court
NUMBER = "Order 7 of 2026"


def order(kind: OrderKind, **changed: Any) -> Order:
    """An order of yesterday."""
    made = Order(kind, "Cedar County", "Hon. M. Whitfield", NUMBER, TODAY - timedelta(days=1))
    return dataclasses.replace(made, **changed)


def with_somebody(workspace: Workspace) -> tuple[int, int]:
    """Quentin Zanzibar with a case, tests, notes and a draft; person's number and episode's."""
    episode_id = courts.participant(
        workspace, *NAME, admitted_on=date(2026, 8, 3), middle_name="Umber", aliases=["Q. Zanzi"]
    )
    workspace.perform(accounts.add_account, login=JUDGE, name="Hon. M. Whitfield", role=Role.JUDGE)
    courts.collected(workspace, episode_id, date(2026, 11, 2))
    return person_of(workspace, episode_id), episode_id


def person_of(workspace: Workspace, episode_id: int) -> int:
    """Whose episode it is."""
    asked = select(Episode.person_id).where(Episode.id == episode_id)
    return int(workspace.ask_inside(lambda db: db.scalar(asked)))


@contextmanager
def at_desk(workspace: Workspace, login: str) -> Iterator[None]:
    """As if somebody else sat there; the door of the first stays."""
    own, workspace.database.login = workspace.database.login, login
    yield
    workspace.database.login = own
