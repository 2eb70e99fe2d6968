from __future__ import annotations

from dataclasses import asdict, replace
from datetime import timedelta
from pathlib import Path

import pytest

from drugcourt.casework import desk
from drugcourt.casework.accounts import accounts, key_slots, opening, own
from drugcourt.casework.accounts.opening import Locked, lock_state
from drugcourt.domain.accounts import AccountState, Happened, Role, Step
from drugcourt.errors import FieldRefusal, Refusal, WrongPassword
from drugcourt.records import tries
from drugcourt.records.history import Logbook
from drugcourt.records.key_document import parsed
from drugcourt.workspace import Workspace
from tests.casework.accounts.people import OWN, add, opened, row_of
from tests.conftest import PASSWORD

WRONG = "not the password"


def fail(workspace: Workspace, times: int, login: str = "coordinator") -> str:
    """Type a wrong password so often; returns what was said last."""
    said = ""
    for _ in range(times):
        with pytest.raises(Refusal) as refusal:
            opened(workspace.place, WRONG, login)
        said = str(refusal.value)
    return said


def test_the_last_tries_are_announced(workspace: Workspace) -> None:
    add(workspace, "pike", Role.PROSECUTOR)
    assert "left" not in fail(workspace, 2, "pike")
    assert "2 tries are left" in fail(workspace, 1, "pike")
    assert "1 try is left" in fail(workspace, 1, "pike")
    assert "locked now" in fail(workspace, 1, "pike")


def test_after_five_wrong_passwords_the_right_one_opens_nothing(workspace: Workspace) -> None:
    add(workspace, "pike", Role.PROSECUTOR)
    fail(workspace, 5, "pike")
    with pytest.raises(Locked, match="page Office"):
        opened(workspace.place, OWN, "pike")
    assert lock_state(workspace)["pike"] == 5
    opened(workspace.place, PASSWORD, "coordinator").close()  # the others go on


def test_an_administrator_releases_a_locked_account(workspace: Workspace) -> None:
    add(workspace, "pike", Role.PROSECUTOR)
    fail(workspace, 5, "pike")
    key_slots.release(workspace, account=row_of(workspace, "pike"))
    opened(workspace.place, OWN, "pike").close()
    assert lock_state(workspace)["pike"] == 0


def test_four_wrong_passwords_and_a_right_one_begin_anew(workspace: Workspace) -> None:
    add(workspace, "pike", Role.PROSECUTOR)
    for _ in range(3):
        fail(workspace, 4, "pike")
        opened(workspace.place, OWN, "pike").close()


def test_a_user_name_that_is_nobodys_is_answered_and_locked_like_any_other(
    workspace: Workspace,
) -> None:
    add(workspace, "pike", Role.PROSECUTOR)
    known, unknown = fail(workspace, 1, "pike"), fail(workspace, 1, "nobody")
    assert known == unknown
    fail(workspace, 4, "nobody")
    with pytest.raises(Locked):
        opened(workspace.place, WRONG, "nobody")


@pytest.mark.file
def test_the_only_administrator_waits_by_the_computers_running_time(workspace: Workspace) -> None:
    fail(workspace, 5)
    with pytest.raises(Locked, match=r"15 minutes, or use the recovery kit") as locked:
        opened(workspace.place)
    assert 890 < locked.value.seconds <= 900
    shift_tries(workspace.path, seconds=-899)
    with pytest.raises(Locked, match="1 minute"):
        opened(workspace.place)
    shift_tries(workspace.path, seconds=-2)
    opened(workspace.place).close()


@pytest.mark.file
def test_after_the_wait_one_wrong_password_makes_it_wait_again(workspace: Workspace) -> None:
    fail(workspace, 5)
    shift_tries(workspace.path, seconds=-1_000)
    with pytest.raises(WrongPassword):
        opened(workspace.place, WRONG)
    with pytest.raises(Locked):
        opened(workspace.place)


def shift_tries(court: Path, seconds: float, machine: str = "") -> None:
    """As if the tries had been made so many seconds of running time earlier, or elsewhere."""
    file = tries.tries_file(court)
    kept = tries.TriesFile(court).lines()
    moved = [
        replace(line, uptime=line.uptime + seconds, machine=machine or line.machine)
        for line in kept
    ]
    file.write_text("".join(tries.json.dumps(asdict(line)) + "\n" for line in moved), "utf-8")


def test_an_account_that_was_not_used_for_ninety_days_is_disabled(workspace: Workspace) -> None:
    add(workspace, "pike", Role.PROSECUTOR)
    long_ago = workspace.clock - timedelta(days=91)
    book = Logbook(workspace.database.history_key, long_ago, "pike", "note")
    with workspace.database.writing(book) as db, db.begin():
        for event in db.query(accounts.AccountEvent).filter_by(login="pike"):
            event.at = long_ago
    with pytest.raises(Refusal, match="more than 90 days"):
        desk.open_desk(workspace.place, OWN, user="pike")  # by the clock: no day was set
    assert row_of(workspace, "pike").state is AccountState.DISABLED
    opened(workspace.place, PASSWORD, "coordinator").close()


def test_ninety_days_without_use_do_not_shut_out_who_administers(workspace: Workspace) -> None:
    long_ago = workspace.clock - timedelta(days=400)
    book = Logbook(workspace.database.history_key, long_ago, "coordinator", "note")
    with workspace.database.writing(book) as db, db.begin():
        db.add(accounts.AccountEvent(login="coordinator", at=long_ago, what=Happened.SIGNED_IN))
    desk.open_desk(workspace.place, PASSWORD).close()


def test_the_tries_say_when_and_where_and_nothing_of_what_was_typed(workspace: Workspace) -> None:
    fail(workspace, 1)
    line, answer = workspace.database.tries.lines()
    assert (line.step, answer.step) == (Step.TRIED, Step.WRONG)
    assert line.login == "coordinator"
    assert line.at.endswith("+00:00")
    assert WRONG not in repr(line)


def test_who_is_refused_with_the_right_password_has_not_used_a_try(workspace: Workspace) -> None:
    add(workspace, "pike", Role.PROSECUTOR)
    row = row_of(workspace, "pike")
    key_slots.set_open(workspace, account=row, state=AccountState.DISABLED)
    for _ in range(6):
        with pytest.raises(Refusal, match="may not sign in"):
            opened(workspace.place, OWN, "pike")
    key_slots.set_open(workspace, account=row, state=AccountState.OPEN)
    opened(workspace.place, OWN, "pike").close()


def test_another_day_lets_no_account_in_that_was_not_used(workspace: Workspace) -> None:
    add(workspace, "pike", Role.PROSECUTOR)
    far_ahead = workspace.clock.date() + timedelta(days=4_000)
    desk.open_desk(workspace.place, OWN, user="pike", as_of=far_ahead).close()
    long_ago = workspace.clock - timedelta(days=91)
    book = Logbook(workspace.database.history_key, long_ago, "pike", "note")
    with workspace.database.writing(book) as db, db.begin():
        for event in db.query(accounts.AccountEvent).filter_by(login="pike"):
            assert event.at <= workspace.clock  # by the clock, not by the day that was set
            event.at = long_ago
    with pytest.raises(Refusal, match="more than 90 days"):
        desk.open_desk(workspace.place, OWN, user="pike", as_of=long_ago.date())


@pytest.mark.file
def test_on_another_computer_the_wait_begins_and_ends(workspace: Workspace) -> None:
    fail(workspace, 5)
    shift_tries(workspace.path, seconds=0, machine="elsewhere")
    with pytest.raises(Locked, match="15 minutes"):
        opened(workspace.place)
    shift_tries(workspace.path, seconds=-901)
    opened(workspace.place).close()


@pytest.mark.file
def test_of_those_who_waited_together_only_the_first_one_tries(workspace: Workspace) -> None:
    fail(workspace, 5)
    shift_tries(workspace.path, seconds=-1_000)
    doorstep, kept = workspace.database.tries, parsed(workspace.database.key_document(), "keys")
    first, second = (tries.stamped("coordinator", Step.TRIED, at) for at in ("1", "2"))
    doorstep.add(first)
    doorstep.add(second)
    doorstep.add(tries.stamped("coordinator", Step.WRONG, ""))
    doorstep.add(tries.stamped("coordinator", Step.WRONG, ""))
    opening._refuse_locked(doorstep, kept, "coordinator", opening.lock_policy(), first)
    with pytest.raises(Locked):
        opening._refuse_locked(doorstep, kept, "coordinator", opening.lock_policy(), second)


@pytest.mark.file
def test_tries_under_other_names_push_no_lock_out(workspace: Workspace) -> None:
    add(workspace, "pike", Role.PROSECUTOR)
    fail(workspace, 5, "PIKE")
    doorstep = workspace.database.tries
    line = tries.json.dumps(asdict(tries.stamped("nobody" * 20, Step.TRIED, ""))) + "\n"
    with tries.tries_file(workspace.path).open("a", encoding="utf-8") as stream:
        stream.write(line * (tries.MOST_BYTES // len(line)))
    doorstep.add(tries.stamped("nobody", Step.TRIED, ""))
    assert len(doorstep.lines()) < tries.KEPT_LINES + 50
    with pytest.raises(Locked):
        opened(workspace.place, OWN, "pike")


def test_guesses_at_an_open_desk_count_as_those_at_the_door(workspace: Workspace) -> None:
    add(workspace, "pike", Role.PROSECUTOR)
    theirs = opened(workspace.place, OWN, "pike")
    for _ in range(5):
        with pytest.raises(FieldRefusal, match="not your password"):
            own.change_own_password(theirs, before=WRONG, password="yellow rivers in july")
    with pytest.raises(Locked):
        own.change_own_password(theirs, before=OWN, password="yellow rivers in july")
    theirs.close()
    with pytest.raises(Locked):
        opened(workspace.place, OWN, "pike")


def test_ones_own_password_at_an_open_desk_uses_no_try(workspace: Workspace) -> None:
    for before, after in ((PASSWORD, OWN), (OWN, PASSWORD)) * 3:
        own.change_own_password(workspace, before=before, password=after)
    assert lock_state(workspace)["coordinator"] == 0
