from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from drugcourt.casework.accounts import accounts
from drugcourt.casework.oversight.anchors import note_notice
from drugcourt.casework.oversight.policy import oversight_policy
from drugcourt.casework.oversight.reviews import (
    Review,
    due_week,
    review,
    review_in_full,
    sign_review,
    weeks,
)
from drugcourt.casework.participants.participants import amend_person
from drugcourt.casework.phases import advance
from drugcourt.domain.accounts import Happened, Role, Step, Try
from drugcourt.domain.oversight import Look, Noticed
from drugcourt.errors import Refusal
from drugcourt.records.history import Logbook
from drugcourt.records.oversight import CourtNotice, FileView, WeekReview
from drugcourt.workspace import Workspace
from tests import courts

POLICY = oversight_policy()
MONDAY = date(2026, 11, 23)  # of the week in which the tests are
NOON = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)


def seen(workspace: Workspace, *, full: bool = True, tries: tuple[Try, ...] = ()) -> Review:
    return workspace.read(
        review_in_full if full else review,
        week_on=MONDAY,
        today=workspace.today,
        policy=POLICY,
        tries=tries,
    )


def part(found: Review, key: str) -> Any:
    return next(one for one in found.parts if one.key == key)


def test_a_quiet_week_says_so_in_each_part(workspace: Workspace) -> None:
    found = seen(workspace)
    quiet = {one.key for one in found.parts if not one.total}
    assert {"wrong_passwords", "outside", "overrides", "corrections", "copies", "court"} <= quiet
    assert all(one.none.endswith(".") for one in found.parts)


def test_what_happened_at_the_door_is_counted_by_account(workspace: Workspace) -> None:
    for wrong in (0, 2):
        workspace.perform(
            accounts.note, login="coordinator", what=Happened.SIGNED_IN, at=NOON, wrong_before=wrong
        )
    workspace.perform(accounts.note, login="pike", what=Happened.RELEASED, at=NOON)
    workspace.perform(accounts.note, login="pike", what=Happened.KEY_CHANGED, at=NOON)
    tries = (
        Try("pike", Step.WRONG, NOON.isoformat()),
        Try("pike", Step.WRONG, NOON.isoformat()),
        Try("pike", Step.WRONG, (NOON - timedelta(days=9)).isoformat()),
        Try("pike", Step.OPENED, NOON.isoformat()),
        Try("pike", Step.WRONG, "nonsense"),
    )
    found = seen(workspace, tries=tries)
    ins = part(found, "sign_ins")
    assert (ins.total, ins.lines[0].what) == (2, "Signed in twice, after 2 wrong passwords")
    assert [line.what for line in part(found, "wrong_passwords").lines] == [
        "2 wrong passwords or codes",
        "Released after wrong passwords",
    ]
    assert part(found, "keys").lines[0].what == Happened.KEY_CHANGED.label


def test_looks_waivers_corrections_roles_and_notices_stand_in_their_parts(
    workspace: Workspace,
) -> None:
    episode = courts.participant(workspace, "Tran")
    workspace.perform(
        lambda db, _context: db.add(
            FileView(
                episode_id=episode,
                login="pike",
                who="J. Pike",
                at=NOON,
                how=Look.OPENED,
                outside=True,
                why="a neighbour of mine",
            )
        )
    )
    workspace.perform_because(
        "the birth certificate says so", amend_person, person_id=1, changes={"given_name": "Sam R."}
    )
    workspace.perform(accounts.add_account, login="pike", name="J. Pike", role=Role.PROBATION)
    workspace.perform(note_notice, what=Noticed.RESTORED, text="From Monday.")
    found = seen(workspace)
    assert [one.key for one in found.parts if one.total] == [
        "outside",
        "corrections",
        "roles",
        "court",
    ]
    outside = part(found, "outside").lines[0]
    assert (outside.who, outside.text) == ("J. Pike", "a neighbour of mine")
    assert "birth certificate" in part(found, "corrections").lines[0].text
    assert part(found, "roles").lines[0].what == "Account added: pike"


def test_an_advance_against_open_requirements_is_an_override(workspace: Workspace) -> None:
    episode = courts.participant(workspace, "Tran")
    workspace.perform(
        advance,
        episode_id=episode,
        decided_by="Hon. M. Whitfield",
        reason="all are of one mind",
    )
    lines = part(seen(workspace), "overrides").lines
    assert len(lines) == 1
    assert "of one mind" in lines[0].text


def test_without_the_right_to_the_files_neither_names_nor_reasons_are_told(
    workspace: Workspace,
) -> None:
    courts.participant(workspace, "Tranquillity")
    workspace.perform_because(
        "CANARY reason", amend_person, person_id=1, changes={"given_name": "CANARY name"}
    )
    told = repr(seen(workspace, full=False))
    assert "CANARY" not in told
    assert "Tranquillity" not in told
    assert part(seen(workspace, full=False), "corrections").total == 1


def test_a_clock_that_was_set_back_is_found_and_a_few_minutes_are_not(workspace: Workspace) -> None:
    for minutes in (0, -3, -60):
        at = NOON + timedelta(minutes=minutes)
        book = Logbook(workspace.database.history_key, at, "R. Alvarez", "add_account")
        with workspace.database.writing(book) as db, db.begin():
            db.add(CourtNotice(at=at, who="R. Alvarez", what=Noticed.ACCEPTED))
    told = [one.text for one in part(seen(workspace), "clock").lines]
    assert len([text for text in told if "57 minutes" in text]) == 1
    assert not [text for text in told if "by 3 minutes" in text]


def test_a_week_is_due_once_it_ended_until_somebody_signs_it(workspace: Workspace) -> None:
    today = workspace.today
    assert workspace.read(due_week, today=today, policy=POLICY) is None
    later = today + timedelta(days=7)
    assert workspace.read(due_week, today=later, policy=POLICY) == MONDAY
    workspace._as_of = later
    workspace.perform(
        sign_review, week_on=MONDAY, note="Nothing unusual.", counts={"x": 1}, policy=POLICY
    )
    assert workspace.read(due_week, today=later, policy=POLICY) is None
    kept = workspace.read(weeks, today=later, policy=POLICY)[1]
    assert (kept.week_on, kept.signed_by, kept.note) == (MONDAY, "R. Alvarez", "Nothing unusual.")
    much_later = later + timedelta(days=21)
    assert workspace.read(due_week, today=much_later, policy=POLICY) == MONDAY + timedelta(days=7)


@pytest.mark.parametrize(
    ("week_on", "note", "says"),
    [
        (MONDAY, "fine", "has not ended"),
        (MONDAY - timedelta(days=7), " ", "Say what you saw"),
        (MONDAY - timedelta(days=6), "fine", "first day"),
        (MONDAY - timedelta(days=7), "x" * 5_000, "longer"),
    ],
)
def test_what_can_not_be_signed_is_refused_and_leaves_nothing(
    workspace: Workspace, week_on: date, note: str, says: str
) -> None:
    with pytest.raises(Refusal, match=says):
        workspace.perform(sign_review, week_on=week_on, note=note, counts={}, policy=POLICY)
    assert workspace.ask_inside(lambda db: db.scalar(select(WeekReview.id))) is None
