from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from drugcourt.casework.accounts.rights import CourtDoor
from drugcourt.casework.oversight import looking
from drugcourt.casework.oversight.policy import oversight_policy
from drugcourt.casework.oversight.watch import Watch, WhyWanted
from drugcourt.casework.oversight.who_looked import lookers, looks_count, who_looked
from drugcourt.casework.participants import changes, dossier
from drugcourt.casework.participants.participants import amend_episode
from drugcourt.casework.readiness.readiness import readiness
from drugcourt.domain.accounts import Account, Role
from drugcourt.domain.oversight import Look
from drugcourt.opening import open_court
from drugcourt.records.accounts import Staff
from drugcourt.records.history import HistoryEntry
from drugcourt.records.oversight import FileView
from drugcourt.reports.registry import make_report
from drugcourt.workspace import Workspace
from tests import courts

ASKS = replace(oversight_policy(), ask_why=frozenset({Role.CASE_MANAGER}))


@pytest.fixture
def desk(workspace: Workspace) -> Workspace:
    """A case manager's desk, watched, in a court with one file of theirs and one of another."""
    workspace.guard = Watch(workspace)
    return workspace


def as_case_manager(workspace: Workspace) -> None:
    workspace.door = None
    workspace.perform(
        lambda db, _context: db.add(Staff(login="ortiz", name="M. Ortiz", role=Role.CASE_MANAGER))
    )
    workspace.who = "M. Ortiz"
    account = Account("ortiz", "M. Ortiz", Role.CASE_MANAGER)
    workspace.door = CourtDoor(account, workspace.ask_inside)


def opened(workspace: Workspace, episode_id: int) -> None:
    workspace.read(dossier.head, episode_id=episode_id, today=workspace.today)


def kept(workspace: Workspace) -> list[Any]:
    assert isinstance(workspace.guard, Watch)
    workspace.guard.keep()
    columns = select(FileView.how, FileView.outside, FileView.why).order_by(FileView.id)
    return workspace.ask_inside(lambda db: list(db.execute(columns)))


def test_every_question_that_looks_stands_where_it_is_named() -> None:
    for where in looking.LOOKS:
        module, _, name = where.rpartition(".")
        assert callable(getattr(import_module(module), name)), where


def test_opening_judging_and_printing_are_looks_and_a_list_is_none(
    desk: Workspace, tmp_path: Path
) -> None:
    episode = courts.participant(desk, "Tran")
    opened(desk, episode)
    desk.read(readiness, as_of=desk.today, episode_id=episode)
    desk.read(readiness, as_of=desk.today, episode_id=None)
    make_report(desk, "eligibility", tmp_path / "all.pdf")
    make_report(desk, "testing", tmp_path / "one.pdf", episode_ids=[episode])
    assert [view.how for view in kept(desk)] == [Look.OPENED, Look.JUDGED, Look.PRINTED]


def test_looks_of_one_sitting_are_one_and_the_screen_may_ask_again(desk: Workspace) -> None:
    episode = courts.participant(desk, "Tran")
    for _ in range(5):
        opened(desk, episode)
    assert len(kept(desk)) == 1
    opened(desk, episode)
    assert len(kept(desk)) == 1


def test_a_look_changes_nothing_of_the_file_and_is_in_the_chained_history(desk: Workspace) -> None:
    episode = courts.participant(desk, "Tran")
    before = desk.read(changes.changes_count, episode_id=episode)
    heard: list[frozenset[str]] = []
    desk.listen(heard.append)
    opened(desk, episode)
    kept(desk)
    assert heard == [frozenset({"file_view"})]
    assert desk.read(changes.changes_count, episode_id=episode) == before
    entries = select(HistoryEntry.kind, HistoryEntry.episode_id).order_by(HistoryEntry.id.desc())
    last = desk.ask_inside(lambda db: db.execute(entries.limit(1)).one())
    assert tuple(last) == ("file_view", None)


def test_a_file_that_names_another_case_manager_is_marked_as_outside(desk: Workspace) -> None:
    own, others, nobodys = (courts.participant(desk, name) for name in ("Tran", "Reyes", "Ali"))
    desk.perform(amend_episode, episode_id=own, changes={"case_manager": "M. Ortiz"})
    desk.perform(amend_episode, episode_id=others, changes={"case_manager": "J. Pike"})
    desk.perform(amend_episode, episode_id=nobodys, changes={"case_manager": ""})
    as_case_manager(desk)
    for episode in (own, others, nobodys):
        opened(desk, episode)
    assert [view.outside for view in kept(desk)] == [False, True, False]


def test_where_the_policy_asks_a_file_outside_the_caseload_opens_only_with_a_reason(
    desk: Workspace,
) -> None:
    own, others = (courts.participant(desk, name) for name in ("Tran", "Reyes"))
    desk.perform(amend_episode, episode_id=own, changes={"case_manager": "M. Ortiz"})
    desk.perform(amend_episode, episode_id=others, changes={"case_manager": "J. Pike"})
    desk.guard = watch = Watch(desk, ASKS)
    opened(desk, others)  # the coordinator is not asked
    as_case_manager(desk)
    opened(desk, own)
    desk.guard = watch = Watch(desk, ASKS)
    for question in (
        lambda: opened(desk, others),
        lambda: desk.read(readiness, as_of=desk.today, episode_id=others),
    ):
        with pytest.raises(WhyWanted):
            question()
    with pytest.raises(WhyWanted):
        watch.because(others, "  ")
    watch.because(others, "Covering for J. Pike")
    opened(desk, others)
    assert [(view.outside, view.why) for view in kept(desk)] == [(True, "Covering for J. Pike")]


def test_who_looked_is_told_for_each_member_of_staff(desk: Workspace) -> None:
    episode = courts.participant(desk, "Tran")
    opened(desk, episode)
    desk.read(readiness, as_of=desk.today, episode_id=episode)
    kept(desk)
    as_case_manager(desk)
    desk.guard = Watch(desk)
    opened(desk, episode)
    kept(desk)
    desk.door = None
    assert [(one.who, one.times) for one in desk.read(lookers, episode_id=episode)] == [
        ("M. Ortiz", 1),
        ("R. Alvarez", 2),
    ]
    rows = desk.read(who_looked, episode_id=episode, who="R. Alvarez")
    assert [row.how for row in rows] == ["Asked what is met", "Opened the file"]
    assert desk.read(looks_count, episode_id=episode) == 3


def test_looks_that_wait_are_kept_when_the_desk_is_left(desk: Workspace) -> None:
    episode = courts.participant(desk, "Tran")
    opened(desk, episode)
    place = desk.place
    desk.close()
    again = open_court(place, courts.PASSWORD)
    assert again.ask_inside(lambda db: len(db.scalars(select(FileView.id)).all())) == 1
    again.close()
