from __future__ import annotations

import pytest
from sqlalchemy import select

from drugcourt.casework.accounts import accounts, key_slots
from drugcourt.casework.accounts.opening import NewPasswordWanted, WhoWanted
from drugcourt.casework.accounts.rights import NotAllowed
from drugcourt.domain.accounts import AccountState, Area, Happened, Right, Role
from drugcourt.errors import FieldRefusal, Refusal, WrongPassword
from drugcourt.records.accounts import AccountEvent, RoleRight
from drugcourt.records.history import HistoryEntry
from drugcourt.records.key_document import logins, parsed
from drugcourt.workspace import Workspace
from tests.casework.accounts.people import FIRST, OWN, add, opened, row_of
from tests.conftest import PASSWORD


def test_a_court_with_one_account_opens_with_a_password_alone(workspace: Workspace) -> None:
    again = opened(workspace.place)
    assert again.who == "R. Alvarez"
    again.close()


def test_with_two_accounts_it_has_to_be_said_who_signs_in(workspace: Workspace) -> None:
    add(workspace, "pike", Role.PROSECUTOR)
    with pytest.raises(WhoWanted):
        opened(workspace.place)
    again = opened(workspace.place, OWN, "Pike")
    assert again.who == "Pike"
    again.close()


def test_a_first_password_opens_nothing_before_another_one_is_chosen(workspace: Workspace) -> None:
    add(workspace, "pike", Role.PROSECUTOR, own=False)
    with pytest.raises(NewPasswordWanted):
        opened(workspace.place, FIRST, "pike")
    assert row_of(workspace, "pike").must_choose


def test_the_first_password_opens_nothing_after_it_was_changed(workspace: Workspace) -> None:
    add(workspace, "pike", Role.PROSECUTOR)
    with pytest.raises(WrongPassword):
        opened(workspace.place, FIRST, "pike")


@pytest.mark.parametrize("login", ["", "x", "Two Words", "recovery kit", "../pike", "ä", "a" * 41])
def test_a_user_name_that_can_not_be_typed_is_refused(workspace: Workspace, login: str) -> None:
    with pytest.raises(FieldRefusal, match="small letters"):
        key_slots.add_person(workspace, login=login, name="Pike", role=Role.DEFENSE, password=FIRST)
    assert len(workspace.read(accounts.accounts)) == 1


def test_a_user_name_is_never_given_again(workspace: Workspace) -> None:
    add(workspace, "pike", Role.PROSECUTOR)
    key_slots.depart(workspace, account=row_of(workspace, "pike"), another_key=False)
    with pytest.raises(FieldRefusal, match="once was"):
        key_slots.add_person(
            workspace, login="PIKE", name="Paul Ike", role=Role.DEFENSE, password=FIRST
        )


def test_a_weak_first_password_leaves_no_account(workspace: Workspace) -> None:
    with pytest.raises(FieldRefusal, match="12 characters"):
        key_slots.add_person(
            workspace, login="pike", name="Pike", role=Role.DEFENSE, password="short"
        )
    assert [row.login for row in workspace.read(accounts.accounts)] == ["coordinator"]


def test_a_disabled_account_is_refused_and_may_be_let_in_again(workspace: Workspace) -> None:
    add(workspace, "pike", Role.PROSECUTOR)
    for state in (AccountState.DISABLED, AccountState.OPEN):
        key_slots.set_open(workspace, account=row_of(workspace, "pike"), state=state)
        if state is AccountState.DISABLED:
            with pytest.raises(Refusal, match="may not sign in"):
                opened(workspace.place, OWN, "pike")
    opened(workspace.place, OWN, "pike").close()


def test_who_is_disabled_while_at_work_may_do_nothing_more(workspace: Workspace) -> None:
    add(workspace, "pike", Role.CASE_MANAGER)
    theirs = opened(workspace.place, OWN, "pike")
    theirs.read(accounts.own_account, login="pike")
    key_slots.set_open(workspace, account=row_of(workspace, "pike"), state=AccountState.DISABLED)
    theirs.announce({"staff"})  # as a server tells it to the other desks
    with pytest.raises(NotAllowed, match="may not sign in any more"):
        theirs.read(accounts.own_account, login="pike")
    theirs.close()


def test_the_last_account_that_administers_can_not_go(workspace: Workspace) -> None:
    own = row_of(workspace, "coordinator")
    with pytest.raises(Refusal, match="last account that administers"):
        key_slots.set_open(workspace, account=own, state=AccountState.DISABLED)
    with pytest.raises(Refusal, match="last account that administers"):
        key_slots.amend_person(workspace, account_id=own.id, name=own.name, role=Role.JUDGE)
    rights = dict(workspace.read(accounts.role_table)[Role.COORDINATOR])
    rights[Area.OFFICE] = frozenset({Right.READ})
    with pytest.raises(Refusal, match="last account that administers"):
        key_slots.set_role_rights(workspace, role=Role.COORDINATOR, rights=rights)
    assert row_of(workspace, "coordinator").state is AccountState.OPEN


def test_who_has_left_has_no_slot_any_more(workspace: Workspace) -> None:
    add(workspace, "pike", Role.PROSECUTOR)
    key_slots.depart(workspace, account=row_of(workspace, "pike"), another_key=False)
    kept = parsed(workspace.database.key_document(), "keys")
    assert logins(kept) == ["coordinator"]
    with pytest.raises(WrongPassword):
        opened(workspace.place, OWN, "pike")
    opened(workspace.place).close()  # with one account nobody is asked again


def test_nobody_leaves_at_their_own_desk(workspace: Workspace) -> None:
    with pytest.raises(Refusal, match="at your own desk"):
        key_slots.depart(workspace, account=row_of(workspace, "coordinator"), another_key=False)


def test_a_forgotten_password_is_replaced_by_a_first_one(workspace: Workspace) -> None:
    add(workspace, "pike", Role.PROSECUTOR)
    key_slots.set_first_password(
        workspace, account=row_of(workspace, "pike"), password="yellow rivers in july"
    )
    with pytest.raises(WrongPassword):
        opened(workspace.place, OWN, "pike")
    with pytest.raises(NewPasswordWanted):
        opened(workspace.place, "yellow rivers in july", "pike")


def test_the_courts_own_table_takes_the_place_of_the_shipped_one(workspace: Workspace) -> None:
    add(workspace, "pike", Role.PROSECUTOR)
    theirs = opened(workspace.place, OWN, "pike")
    with pytest.raises(NotAllowed):
        theirs.read(accounts.accounts)
    table = dict(workspace.read(accounts.role_table)[Role.PROSECUTOR])
    table[Area.OFFICE] = frozenset({Right.READ})
    key_slots.set_role_rights(workspace, role=Role.PROSECUTOR, rights=table)
    theirs.announce({"role_right"})
    assert len(theirs.read(accounts.accounts)) == 2
    rows = workspace.read(lambda db: list(db.scalars(select(RoleRight.role))))
    assert set(rows) == set(Role) - {Role.PROSECUTOR} | {Role.PROSECUTOR}
    theirs.close()


def test_what_happens_with_accounts_stands_in_the_history(workspace: Workspace) -> None:
    add(workspace, "pike", Role.PROSECUTOR)
    with pytest.raises(WrongPassword):
        opened(workspace.place, "not this", "pike")
    opened(workspace.place, OWN, "pike").close()
    events = workspace.read(
        lambda db: list(
            db.execute(
                select(AccountEvent.what, AccountEvent.wrong_before)
                .where(AccountEvent.login == "pike")
                .order_by(AccountEvent.id)
            )
        )
    )
    assert [tuple(event) for event in events] == [
        (Happened.SIGNED_IN, 0),
        (Happened.PASSWORD_CHOSEN, 0),
        (Happened.SIGNED_IN, 1),
    ]
    kinds = workspace.read(lambda db: set(db.scalars(select(HistoryEntry.kind))))
    assert {"staff", "account_event"} <= kinds


def test_neither_passwords_nor_secrets_stand_in_the_history(workspace: Workspace) -> None:
    add(workspace, "pike", Role.PROSECUTOR)
    texts = workspace.read(
        lambda db: " ".join(
            f"{before} {after}"
            for before, after in db.execute(select(HistoryEntry.before, HistoryEntry.after))
        )
    )
    for secret in (PASSWORD, FIRST, OWN):
        assert secret not in texts
