from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pyotp
import pytest

from drugcourt.casework import desk
from drugcourt.casework.accounts import accounts, key_slots, own, second_factor
from drugcourt.casework.accounts.opening import CodeWanted, NewPasswordWanted
from drugcourt.domain.accounts import Role
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.workspace import Workspace
from tests.casework.accounts.people import FIRST, OWN, add, opened, row_of
from tests.conftest import PASSWORD, TODAY

NOW = datetime(2026, 11, 24, 12, 0, 10, tzinfo=UTC)
HALF_A_MINUTE = timedelta(seconds=30)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_at(secret: str, moment: datetime) -> str:
    return pyotp.TOTP(secret).at(moment)


def set_up(workspace: Workspace) -> str:
    """A second factor for the account at this desk; returns its secret."""
    secret, address = own.begin_second_factor(workspace)
    assert address.startswith("otpauth://totp/")
    own.confirm_second_factor(workspace, code=code_at(secret, workspace.clock))
    return secret


@pytest.mark.parametrize(("seconds", "taken"), [(-31, True), (0, True), (29, True), (-75, False)])
def test_codes_of_this_half_minute_and_its_neighbours_are_taken(
    seconds: int, *, taken: bool
) -> None:
    code = code_at(SECRET, datetime.fromtimestamp(NOW.timestamp() + seconds, UTC))
    assert (second_factor.step_of(SECRET, code, NOW, 0) is not None) is taken


def test_a_code_is_taken_once() -> None:
    code = code_at(SECRET, NOW)
    step = second_factor.step_of(SECRET, code, NOW, 0)
    assert step is not None
    assert second_factor.step_of(SECRET, code, NOW, step) is None


@pytest.mark.parametrize("typed", ["", "000000x", "12 34", "١٢٣٤٥٦"])
def test_what_is_no_code_is_not_taken(typed: str) -> None:
    assert second_factor.step_of(SECRET, typed, NOW, 0) is None


def test_a_second_factor_counts_once_a_code_of_it_was_typed_back(workspace: Workspace) -> None:
    own.begin_second_factor(workspace)
    opened(workspace.place).close()
    with pytest.raises(FieldRefusal, match="not right"):
        own.confirm_second_factor(workspace, code="000000")
    assert not row_of(workspace, "coordinator").second_factor


def test_with_a_second_factor_the_password_alone_opens_nothing(workspace: Workspace) -> None:
    secret = set_up(workspace)
    with pytest.raises(CodeWanted):
        opened(workspace.place)
    code = code_at(secret, workspace.clock + HALF_A_MINUTE)  # the one of now was typed back
    desk.open_desk(workspace.place, PASSWORD, code=code, as_of=TODAY).close()
    with pytest.raises(CodeWanted, match="not right"):  # the same code once more
        desk.open_desk(workspace.place, PASSWORD, code=code, as_of=TODAY)


def test_asking_for_the_code_costs_no_try_but_a_wrong_code_does(workspace: Workspace) -> None:
    add(workspace, "pike", Role.PROSECUTOR)
    secret = set_up(workspace)
    for _ in range(7):
        with pytest.raises(CodeWanted):
            opened(workspace.place, PASSWORD, "coordinator")
    for _ in range(5):
        with pytest.raises(CodeWanted):
            desk.open_desk(
                workspace.place, PASSWORD, user="coordinator", code="000000", as_of=TODAY
            )
    with pytest.raises(Refusal, match="locked"):
        desk.open_desk(
            workspace.place,
            PASSWORD,
            user="coordinator",
            code=code_at(secret, workspace.clock + HALF_A_MINUTE),
            as_of=TODAY,
        )


def test_the_administrator_takes_a_lost_telephone_away(workspace: Workspace) -> None:
    add(workspace, "pike", Role.PROSECUTOR)
    theirs = opened(workspace.place, OWN, "pike")
    set_up(theirs)
    theirs.close()
    workspace.perform(accounts.drop_second_factor, login="pike")
    opened(workspace.place, OWN, "pike").close()


def test_ones_own_second_factor_goes_with_ones_password_only(workspace: Workspace) -> None:
    set_up(workspace)
    with pytest.raises(FieldRefusal, match="not your password"):
        own.drop_second_factor(workspace, password="guess")
    own.drop_second_factor(workspace, password=PASSWORD)
    opened(workspace.place).close()


def test_what_the_telephone_reads_names_the_court_and_the_user_only(workspace: Workspace) -> None:
    secret, address = own.begin_second_factor(workspace)
    assert secret in address
    assert "coordinator" in address
    assert "Alvarez" not in address


def test_a_password_of_ones_own_is_asked_for_before_a_code_is_used_up(
    workspace: Workspace,
) -> None:
    add(workspace, "pike", Role.PROSECUTOR)
    theirs = opened(workspace.place, OWN, "pike")
    code = code_at(set_up(theirs), workspace.clock + HALF_A_MINUTE)
    theirs.close()
    key_slots.set_first_password(workspace, account=row_of(workspace, "pike"), password=FIRST)

    def sign_in(new: str) -> None:
        desk.open_desk(
            workspace.place, FIRST, user="pike", code=code, new_password=new, as_of=TODAY
        ).close()

    with pytest.raises(NewPasswordWanted):
        sign_in("")
    with pytest.raises(FieldRefusal, match="12 characters"):
        sign_in("short")
    sign_in("yellow rivers in july")
