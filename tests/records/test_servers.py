"""A court on a real server: opened, written by several desks, heard by the others, refused."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date
from select import select as wait

import pytest
from sqlalchemy import func, select, text

from drugcourt.casework import desk
from drugcourt.casework.accounts import key_slots, own
from drugcourt.casework.notes import write_note
from drugcourt.casework.readiness.readiness import readiness
from drugcourt.domain.accounts import Role
from drugcourt.errors import Busy, NotACourt, Refusal, WrongPassword
from drugcourt.exchange.resources import resource
from drugcourt.records.addresses import ServerAddress, address_of
from drugcourt.records.history import HistoryEntry, check_chain
from drugcourt.records.notes import Note
from drugcourt.records.servers import ServerCourt
from drugcourt.workspace import Workspace
from tests import courts
from tests.casework.accounts.people import OWN, add, row_of
from tests.conftest import CHEAP, PASSWORD, TODAY

PROGRAM = resource("programs", "five-phase.toml").read_text("utf-8")


def found(address: ServerAddress) -> Workspace:
    return desk.new_desk(
        address, PASSWORD, court="Cedar County", program_text=PROGRAM, as_of=TODAY, cost=CHEAP
    )


@pytest.fixture
def court(database: ServerAddress) -> Iterator[Workspace]:
    opened = found(database)
    yield opened
    opened.close()


@pytest.fixture
def other(court: Workspace) -> Iterator[Workspace]:
    opened = desk.open_desk(court.place, PASSWORD, as_of=TODAY)
    yield opened
    opened.close()


def chain(court: Workspace) -> object:
    return court.read(check_chain, key=court.database.history_key)


def heard(court: Workspace) -> frozenset[str]:
    assert isinstance(court.database, ServerCourt)
    return court.database.hear()


def test_a_court_on_a_server_works_as_a_file_does(court: Workspace, other: Workspace) -> None:
    episode_id = courts.participant(court, admitted_on=date(2026, 8, 3))
    assert other.read(readiness, as_of=TODAY)[0]["episode"] == episode_id
    assert chain(other) is None


def test_what_one_desk_does_the_others_hear_and_not_itself(
    court: Workspace, other: Workspace
) -> None:
    episode_id = courts.participant(court, admitted_on=date(2026, 8, 3))
    assert heard(other) == frozenset()  # it began to listen only now
    assert heard(court) == frozenset()
    other.perform(write_note, episode_id=episode_id, text="Called; will come on Friday.")
    assert "note" in heard(court)
    assert heard(court) == frozenset()
    assert heard(other) == frozenset()


def test_an_act_that_failed_is_heard_by_nobody(court: Workspace, other: Workspace) -> None:
    episode_id = courts.participant(court, admitted_on=date(2026, 8, 3))
    assert heard(other) == frozenset()

    def fails(db, context, **given):  # type: ignore[no-untyped-def]  # an act that breaks off
        write_note(db, context, **given)
        raise Refusal("No.")

    with pytest.raises(Refusal):
        court.perform(fails, episode_id=episode_id, text="never said")
    assert heard(other) == frozenset()
    assert court.read(lambda db: db.scalar(select(func.count()).select_from(Note))) == 0


def test_twenty_desks_that_write_at_once_lose_nothing(court: Workspace) -> None:
    episode_id = courts.participant(court, admitted_on=date(2026, 8, 3))
    before = court.read(lambda db: db.scalar(select(func.max(HistoryEntry.id))))
    troubles: list[BaseException] = []

    def work(number: int) -> None:
        at = desk.open_desk(court.place, PASSWORD, as_of=TODAY)
        try:
            for turn in range(2):
                at.perform(write_note, episode_id=episode_id, text=f"desk {number}, turn {turn}")
        except BaseException as trouble:  # noqa: BLE001  # told in the assertion
            troubles.append(trouble)
        finally:
            at.close()

    desks = [threading.Thread(target=work, args=(number,)) for number in range(20)]
    for at in desks:
        at.start()
    for at in desks:
        at.join()
    assert troubles == []
    texts = court.read(lambda db: set(db.scalars(select(Note.text))))
    assert texts == {f"desk {n}, turn {turn}" for n in range(20) for turn in range(2)}
    assert court.read(lambda db: db.scalar(select(func.max(HistoryEntry.id)))) >= before + 40
    assert chain(court) is None


def test_a_connection_that_the_server_ends_costs_one_sentence_and_the_next_act_works(
    court: Workspace, other: Workspace
) -> None:
    episode_id = courts.participant(court, admitted_on=date(2026, 8, 3))

    def cut_in_the_middle(db, context, **given):  # type: ignore[no-untyped-def]  # see below
        write_note(db, context, **given)
        db.flush()
        mine = db.scalar(text("SELECT pg_backend_pid()"))
        with other.database.engine.begin() as connection:
            connection.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": mine})
        db.scalar(text("SELECT 1"))

    with pytest.raises(Busy, match="nothing was changed"):
        court.perform(cut_in_the_middle, episode_id=episode_id, text="cut off")
    court.perform(write_note, episode_id=episode_id, text="once more")
    assert court.read(lambda db: list(db.scalars(select(Note.text)))) == ["once more"]
    assert chain(court) is None


def test_a_desk_that_lost_its_ear_reloads_everything(court: Workspace, other: Workspace) -> None:
    assert heard(court) == frozenset()
    with other.database.engine.begin() as connection:
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )
    assert isinstance(court.database, ServerCourt)
    assert wait([court.database.ear()], [], [], 10)[0]
    assert {"note", "specimen", "episode"} <= heard(court)
    assert heard(court) == frozenset()


def test_a_wrong_password_and_an_empty_database_are_refused(
    court: Workspace, database: ServerAddress
) -> None:
    with pytest.raises(WrongPassword):
        desk.open_desk(database, "another long sentence", as_of=TODAY)
    with pytest.raises(Refusal, match="not empty"):
        found(database)


def test_an_empty_database_holds_no_court_and_none_is_made_in_it(database: ServerAddress) -> None:
    with pytest.raises(NotACourt, match="no court"):
        desk.open_desk(database, PASSWORD, as_of=TODAY)
    assert not desk.stands(database)


def test_a_court_that_could_not_be_made_whole_leaves_an_empty_database(
    database: ServerAddress,
) -> None:
    with pytest.raises(Refusal):
        desk.new_desk(database, PASSWORD, court="Cedar", program_text="not a program", cost=CHEAP)
    assert not desk.stands(database)
    found(database).close()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"database": "nowhere"}, "no database named nowhere"),
        ({"username": "stranger"}, "does not let this user in"),
    ],
)
def test_the_door_says_why_it_stays_closed(
    database: ServerAddress, change: dict[str, str], sentence: str
) -> None:
    elsewhere = ServerAddress(database.url.set(**change))
    with pytest.raises(Refusal, match=sentence):
        desk.open_desk(elsewhere, PASSWORD, as_of=TODAY)


def test_a_server_that_is_not_there_is_said_within_its_wait() -> None:
    with pytest.raises(Busy, match="can't be reached"):
        desk.open_desk(address_of("postgresql://me@127.0.0.1:1/court"), PASSWORD)


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("postgresql://me@db.example.org/court?sslmode=require", "certificate"),
        ("postgresql://me@db.example.org/court?sslmode=disable", "certificate"),
        ("postgresql://me@db.example.org/", "Write it as"),
        ("postgresql://me@[::1/court", "Write it as"),
        ("mysql://me@db.example.org/court", "Write it as"),
    ],
)
def test_an_address_that_would_not_be_safe_is_refused(written: str, reason: str) -> None:
    with pytest.raises(Refusal, match=reason):
        address_of(written)


def test_away_from_this_computer_the_certificate_is_always_checked() -> None:
    far = address_of("postgresql://me:secret@db.example.org/court")
    assert far.url.query["sslmode"] == "verify-full"
    assert "secret" not in str(far)
    assert "secret" not in repr(far)
    assert far.name == "court on db.example.org"


def test_after_another_key_a_desk_that_knows_the_old_one_seals_no_slot_with_it(
    court: Workspace, other: Workspace
) -> None:
    """A slot of the old key would open a history that goes on under a key of its own."""
    for login in ("pike", "banner"):
        add(court, login, Role.PROSECUTOR)
    key_slots.depart(court, account=row_of(court, "pike"), another_key=True)
    with pytest.raises(Refusal, match="another key"):
        own.change_own_password(other, before=PASSWORD, password=OWN)
    add(court, "clerk", Role.CASE_MANAGER)  # the desk that changed it goes on
    key_slots.depart(court, account=row_of(court, "banner"), another_key=True)
    theirs = desk.open_desk(court.place, OWN, user="clerk", as_of=TODAY)
    assert theirs.database.key.data_key == court.database.key.data_key
    theirs.close()
    assert chain(court) is None
