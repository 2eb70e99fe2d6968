from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from drugcourt.casework.caseload.caseload import caseload
from drugcourt.casework.cases import case_rows
from drugcourt.casework.exports import participant_rows, record_rows, record_tables, specimen_rows
from drugcourt.casework.hearings.hearings import put_on_docket
from drugcourt.casework.keeping.keeping import ask_order, confirm_order, orders
from drugcourt.casework.keeping.seals import SEALED_MEANWHILE, open_sealed, seal_of
from drugcourt.casework.participants.matches import possible_matches
from drugcourt.casework.participants.roster import RosterFilter, roster, roster_count
from drugcourt.casework.participants.search import find_people
from drugcourt.casework.readiness.readiness import find_episode, readiness
from drugcourt.casework.today import caseload_by_phase, counts, court_day
from drugcourt.domain.keeping import OrderKind, Reach
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.records.people import Person
from drugcourt.reports import paper, registry
from drugcourt.workspace import Workspace
from tests import courts
from tests.casework.keeping.rig import JUDGE, NUMBER, at_desk, order, person_of, with_somebody
from tests.conftest import TODAY

# what an ordinary desk may see of keeping itself: that there were orders, and who works here
BESIDE = {"history_entry", "keeping_order", "staff", "account_event", "court_notice"}


def seal(workspace: Workspace, subject: int, **changed: Any) -> None:
    ordered = order(OrderKind.SEAL, **changed)
    asked = workspace.perform(ask_order, order=ordered, subject=subject)
    with at_desk(workspace, JUDGE):
        workspace.perform(confirm_order, order_id=asked, number=NUMBER)


def answers(workspace: Workspace) -> dict[str, Any]:
    """What the desk is told, by lists, counts, search, duplicates, exports and figures."""
    told: dict[str, Any] = {
        "roster": workspace.read(roster, wanted=RosterFilter(), today=TODAY),
        "count": workspace.read(roster_count, wanted=RosterFilter(), today=TODAY),
        "find": workspace.read(find_people, text="zanz"),
        "again": workspace.read(
            possible_matches, family_name="Zanzibar", given_name="Quentin", birth_date=None
        ),
        "readiness": workspace.read(readiness, as_of=TODAY),
        "caseload": workspace.read(caseload, today=TODAY),
        "today": workspace.read(counts, today=TODAY),
        "phases": workspace.read(caseload_by_phase),
        "court day": workspace.read(court_day, today=TODAY),
    }

    def exported(db: Any) -> dict[str, Any]:
        tables = [table for table in record_tables() if table not in BESIDE]
        found: dict[str, Any] = {
            table: list(record_rows(db, table=table, native=True)) for table in tables
        }
        found["tests"] = list(specimen_rows(db))
        found["people"] = list(participant_rows(db, today=TODAY))
        return found

    return told | workspace.ask_inside(exported)


def test_a_sealed_person_is_as_if_never_known_in_whatever_is_asked(workspace: Workspace) -> None:
    courts.participant(workspace, "Doe")
    session_id, _ = courts.on_docket(workspace, TODAY)
    never = answers(workspace)
    person_id, episode_id = with_somebody(workspace)
    workspace.perform(put_on_docket, session_id=session_id, episode_id=episode_id)
    known = answers(workspace)
    assert len(known["find"]) == 1
    assert sum(known[name] != never[name] for name in known) > 12
    seal(workspace, person_id)
    sealed = answers(workspace)
    assert {name for name in sealed if sealed[name] != never[name]} == set()


def test_asking_for_a_sealed_participant_is_answered_as_for_an_unknown_one(
    workspace: Workspace,
) -> None:
    person_id, _ = with_somebody(workspace)
    asked = select(Person.reference).where(Person.id == person_id)
    number = workspace.ask_inside(lambda db: db.scalar(asked))
    seal(workspace, person_id)
    said = []
    for name in (number, "26-9999"):
        with pytest.raises(Refusal) as refused:
            workspace.read(find_episode, asked=name)
        said.append(str(refused.value).replace(name, "…"))
    assert said[0] == said[1]


def test_the_history_of_a_sealed_person_is_told_to_nobody_and_the_chain_holds(
    workspace: Workspace,
) -> None:
    person_id, _ = with_somebody(workspace)
    seal(workspace, person_id)

    def told(db: Any) -> str:
        return repr(list(record_rows(db, table="history_entry", native=True)))

    assert "Zanzibar" not in workspace.ask_inside(told)
    assert workspace.ask_inside(_whole, key=workspace.database.history_key) is None


def _whole(db: Any, *, key: bytes) -> object:
    from drugcourt.records.history import check_chain

    return check_chain(db, key)


def test_an_act_on_a_sealed_person_finds_nobody(workspace: Workspace) -> None:
    person_id, episode_id = with_somebody(workspace)
    session_id, _ = courts.on_docket(workspace, TODAY)
    seal(workspace, person_id)
    with pytest.raises(Refusal, match="not in this court"):
        workspace.perform(put_on_docket, session_id=session_id, episode_id=episode_id)


def test_a_number_that_is_sealed_is_given_to_nobody_else(workspace: Workspace) -> None:
    person_id, _ = with_somebody(workspace)
    seal(workspace, person_id)
    other = person_of(workspace, courts.candidate(workspace, "Roe"))
    asked = select(Person.reference).where(Person.id == other)
    assert workspace.ask_inside(lambda db: db.scalar(asked)) == "26-0002"


def test_one_case_is_sealed_and_the_file_stays(workspace: Workspace) -> None:
    _, episode_id = with_somebody(workspace)
    (case,) = workspace.read(case_rows, episode_id=episode_id)
    assert len(workspace.read(find_people, text=case.number)) == 1
    seal(workspace, case.id, reach=Reach.CASE)
    assert workspace.read(case_rows, episode_id=episode_id) == []
    assert workspace.read(find_people, text=case.number) == []
    assert len(workspace.read(find_people, text="zanzibar")) == 1


def test_the_file_is_opened_by_the_orders_number_and_who_opened_it_is_kept(
    workspace: Workspace,
) -> None:
    person_id, _ = with_somebody(workspace)
    seal(workspace, person_id)
    (order,) = workspace.read(orders)
    row = workspace.read(seal_of, order_id=order.id)
    with pytest.raises(FieldRefusal, match="not the number"):
        workspace.perform(open_sealed, seal_id=row.id, number="Order 8", reason="Appeal")
    with pytest.raises(FieldRefusal, match="why"):
        workspace.perform(open_sealed, seal_id=row.id, number=NUMBER, reason=" ")
    opened = workspace.perform(open_sealed, seal_id=row.id, number=NUMBER, reason="Appeal")
    assert opened.about.startswith("Zanzibar, Quentin")
    assert "Case" in {record.kind for record in opened.records}
    assert workspace.read(find_people, text="zanzibar") == []


def test_the_list_of_orders_tells_neither_whom_a_seal_hides_nor_the_number_that_opens_it(
    workspace: Workspace,
) -> None:
    person_id, _ = with_somebody(workspace)
    seal(workspace, person_id)
    (row,) = workspace.read(orders)
    assert (row.about, row.number) == ("", "")


def test_opened_again_by_order_all_is_as_it_was(workspace: Workspace) -> None:
    person_id, _ = with_somebody(workspace)
    before = answers(workspace)
    seal(workspace, person_id)
    ordered = order(OrderKind.UNSEAL, number="Order 9 of 2026")
    asked = workspace.perform(ask_order, order=ordered, subject=person_id)
    with at_desk(workspace, JUDGE):
        workspace.perform(confirm_order, order_id=asked, number="Order 9 of 2026")
    assert answers(workspace) == before


def test_a_paper_that_was_being_made_when_the_seal_came_is_not_kept(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person_id, episode_id = with_somebody(workspace)
    built = paper.build

    def build_and_seal(*given: Any, **named: Any) -> int:
        pages = built(*given, **named)
        seal(workspace, person_id)
        return pages

    monkeypatch.setattr(registry, "build", build_and_seal)
    target = tmp_path / "progress.pdf"
    with pytest.raises(Refusal, match="sealed or removed"):
        registry.make_report(workspace, "progress", target, episode_ids=[episode_id])
    assert list(tmp_path.glob("*.pdf")) == []
    assert SEALED_MEANWHILE


def test_no_paper_names_who_is_sealed(workspace: Workspace) -> None:
    person_id, episode_id = with_somebody(workspace)
    courts.participant(workspace, "Doe", admitted_on=date(2026, 8, 3))
    courts.on_docket(workspace, TODAY, episode_id)
    seal(workspace, person_id)
    with pytest.raises(Refusal, match="not in this court"):
        registry.make_report(workspace, "progress", BytesIO(), episode_ids=[episode_id])
    made = registry.make_report(workspace, "eligibility", BytesIO())
    assert made.people == 1
