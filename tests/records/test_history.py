from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from drugcourt.casework.participants import participants
from drugcourt.domain.specimens import CollectionStatus
from drugcourt.errors import Refusal
from drugcourt.records import history
from drugcourt.records.history import Break, HistoryEntry, check_chain
from drugcourt.records.people import Person
from drugcourt.records.specimens import Specimen
from drugcourt.workspace import Workspace


def entries(workspace: Workspace) -> list[Any]:
    return workspace.read(
        lambda db: list(db.execute(select(*HistoryEntry.__table__.c).order_by("id")))
    )


def chain(workspace: Workspace) -> Break | None:
    return workspace.read(lambda db: check_chain(db, workspace.database.history_key))


@pytest.fixture
def episode(workspace: Workspace) -> int:
    return workspace.perform(
        participants.refer, person={"family_name": "Tran", "given_name": "Kevin"}
    )


def test_each_act_says_who_what_when_and_on_which_record(
    workspace: Workspace, episode: int
) -> None:
    written = [e for e in entries(workspace) if e.kind == "episode"]
    assert [(e.who, e.act, e.change, e.record_id) for e in written] == [
        ("R. Alvarez", "refer", "added", episode)
    ]
    assert written[0].at.date() == date(2026, 11, 24)


def test_a_correction_keeps_before_after_and_the_reason(workspace: Workspace, episode: int) -> None:
    workspace.perform_because(
        "the birth certificate says so",
        participants.amend_person,
        person_id=1,
        changes={"given_name": "Kevyn"},
    )
    last = entries(workspace)[-1]
    assert (last.before, last.after) == ('{"given_name": "Kevin"}', '{"given_name": "Kevyn"}')
    assert last.reason == "the birth certificate says so"


def test_a_refused_act_leaves_no_trace(workspace: Workspace, episode: int) -> None:
    before = len(entries(workspace))
    with pytest.raises(Refusal):
        workspace.perform(
            participants.amend_person,
            person_id=1,
            changes={"given_name": "X", "birth_date": date(1700, 1, 1)},
        )
    assert len(entries(workspace)) == before
    assert workspace.read(lambda db: db.get(Person, 1).given_name) == "Kevin"


def test_the_chain_holds_over_many_acts(workspace: Workspace, episode: int) -> None:
    for number in range(12):
        workspace.perform(
            participants.amend_person, person_id=1, changes={"phone": f"555-010{number}"}
        )
    assert chain(workspace) is None


@pytest.mark.parametrize(
    ("forgery", "says"),
    [
        ("UPDATE history_entry SET who = 'somebody else' WHERE id = 2", "was changed"),
        ("UPDATE history_entry SET after = '{}' WHERE id = 2", "was changed"),
        ("DELETE FROM history_entry WHERE id = 2", "is missing"),
    ],
)
def test_a_forged_history_is_found_at_its_entry(
    workspace: Workspace, episode: int, forgery: str, says: str
) -> None:
    with workspace.database.engine.begin() as connection:
        connection.execute(text("DROP TRIGGER history_entry_no_update"))
        connection.execute(text("DROP TRIGGER history_entry_no_delete"))
        connection.execute(text(forgery))
    found = chain(workspace)
    assert found is not None
    assert found.entry == 2
    assert says in found.sentence


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE history_entry SET who = 'x'",
        "DELETE FROM history_entry",
        "INSERT OR REPLACE INTO history_entry SELECT * FROM history_entry WHERE id = 1",
    ],
)
def test_the_database_itself_refuses_to_rewrite_history(
    workspace: Workspace, episode: int, statement: str
) -> None:
    with pytest.raises(Refusal):
        workspace.perform(lambda db, _context: db.execute(text(statement)))
    assert chain(workspace) is None


def test_a_bulk_insert_is_written_as_one_entry_with_its_count(
    workspace: Workspace, episode: int
) -> None:
    def many(db: object, context: object) -> None:
        rows = [
            {
                "episode_id": episode,
                "collected_on": date(2026, 11, day),
                "status": CollectionStatus.MISSED,
            }
            for day in range(1, 11)
        ]
        history.add_rows(db, Specimen, rows)

    workspace.perform(many)
    last = entries(workspace)[-1]
    assert (last.kind, last.change, '"rows": 10' in last.after) == ("specimen", "added", True)
    assert chain(workspace) is None


def test_a_bulk_change_behind_the_history_is_refused(workspace: Workspace, episode: int) -> None:
    def sweep(db: object, context: object) -> None:
        db.execute(update(Person).values(phone="none"))

    with pytest.raises(RuntimeError, match="one by one"):
        workspace.perform(sweep)


def test_listeners_hear_the_kinds_that_were_touched(workspace: Workspace, episode: int) -> None:
    heard: list[frozenset[str]] = []
    workspace.listen(heard.append)
    workspace.perform(participants.amend_person, person_id=1, changes={"phone": "555-0100"})
    assert heard == [frozenset({"person"})]
    workspace.unlisten(heard.append)
    workspace.perform(participants.amend_person, person_id=1, changes={"phone": "555-0101"})
    assert len(heard) == 1


def test_a_session_kept_open_goes_on_where_another_desk_left_the_chain(
    workspace: Workspace, episode: int
) -> None:
    book = history.Logbook(workspace.database.history_key, workspace.now, "T. Brantley", "amend")

    def rename(db: Session, name: str) -> None:
        with db.begin():
            db.get_one(Person, 1).given_name = name

    with workspace.database.writing(book) as db:
        rename(db, "Kevyn")
        workspace.perform(participants.amend_person, person_id=1, changes={"phone": "555 0100"})
        db.expire_all()
        rename(db, "Kevin")
    assert chain(workspace) is None
    assert [e.who for e in entries(workspace)[-3:]] == ["T. Brantley", "R. Alvarez", "T. Brantley"]
