from __future__ import annotations

import pytest
from sqlalchemy import select

from drugcourt.casework import desk
from drugcourt.casework.accounts import key_slots
from drugcourt.casework.accounts.opening import Locked
from drugcourt.casework.accounts.recovery import has_kit, make_kit
from drugcourt.casework.accounts.rights import NotAllowed
from drugcourt.domain.accounts import Happened, Role
from drugcourt.errors import FieldRefusal, WrongPassword
from drugcourt.records.accounts import AccountEvent
from drugcourt.workspace import Workspace
from tests.casework.accounts.people import OWN, add, opened, row_of
from tests.casework.accounts.test_opening import fail
from tests.conftest import PASSWORD, TODAY

NEW = "yellow rivers in july"


def recovered(workspace: Workspace, code: str, password: str = NEW) -> Workspace:
    return desk.open_with_kit(workspace.place, code, password, as_of=TODAY)


def test_the_kit_gives_who_administers_a_new_password(workspace: Workspace) -> None:
    kit = make_kit(workspace)
    again = recovered(workspace, kit.code.lower().replace("-", " "))
    assert again.who == "R. Alvarez"
    again.close()
    with pytest.raises(WrongPassword):
        opened(workspace.place, PASSWORD)
    opened(workspace.place, NEW).close()


def test_its_use_is_loud_in_the_history(workspace: Workspace) -> None:
    kit = make_kit(workspace)
    recovered(workspace, kit.code).close()
    events = workspace.read(lambda db: list(db.scalars(select(AccountEvent.what))))
    assert events[:3] == [Happened.KIT_MADE, Happened.KIT_USED, Happened.PASSWORD_CHOSEN]


def test_the_kit_opens_a_locked_account(workspace: Workspace) -> None:
    kit = make_kit(workspace)
    fail(workspace, 5)
    with pytest.raises(Locked):
        opened(workspace.place)
    recovered(workspace, kit.code).close()


def test_a_new_kit_makes_the_earlier_one_worthless(workspace: Workspace) -> None:
    first = make_kit(workspace)
    second = make_kit(workspace)
    with pytest.raises(FieldRefusal, match="opens nothing"):
        recovered(workspace, first.code)
    recovered(workspace, second.code).close()


def test_the_code_is_no_password_and_the_kit_no_account(workspace: Workspace) -> None:
    kit = make_kit(workspace)
    with pytest.raises(WrongPassword):
        opened(workspace.place, kit.code, "coordinator")
    with pytest.raises(WrongPassword):
        opened(workspace.place, kit.code, "recovery kit")
    opened(workspace.place).close()  # with a kit there is still one account only
    assert has_kit(workspace)


def test_a_weak_new_password_changes_nothing(workspace: Workspace) -> None:
    kit = make_kit(workspace)
    with pytest.raises(FieldRefusal, match="12 characters"):
        recovered(workspace, kit.code, "short")
    opened(workspace.place).close()


def test_only_who_administers_may_make_a_kit(workspace: Workspace) -> None:
    add(workspace, "pike", Role.JUDGE)
    theirs = opened(workspace.place, OWN, "pike")
    with pytest.raises(NotAllowed):
        make_kit(theirs)
    assert not has_kit(theirs)
    theirs.close()


def test_the_kit_still_opens_the_court_after_its_key_was_changed(workspace: Workspace) -> None:
    kit = make_kit(workspace)
    add(workspace, "pike", Role.JUDGE)
    key_slots.depart(workspace, account=row_of(workspace, "pike"), another_key=True)
    workspace.close()
    recovered(workspace, kit.code).close()


def test_a_kit_never_shows_its_code_by_accident(workspace: Workspace) -> None:
    kit = make_kit(workspace)
    assert kit.code not in repr(kit)
