"""Leave: asked, waiting, answered, and the paper that is carried."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from drugcourt.casework import follow_ups
from drugcourt.casework.participants.corrections import correct_entry
from drugcourt.casework.supervision import permission_requests
from drugcourt.casework.supervision.listing import Whose
from drugcourt.casework.supervision.permission_requests import PermissionRow, PermissionShows
from drugcourt.casework.supervision.permits import permits
from drugcourt.domain.permission_requests import AnsweredHow, PermissionAnswer, PermissionKind
from drugcourt.workspace import Workspace
from tests.casework.files import TODAY, ago, leaves_nothing, participant


def ahead(days: int) -> date:
    return TODAY + timedelta(days=days)


def ask(workspace: Workspace, episode: int, starts: date, **more: object) -> int:
    values = {"kind": PermissionKind.TRAVEL, "place": "Macon", **more}
    return workspace.perform(
        permission_requests.ask_permission, episode_id=episode, starts_on=starts, **values
    )


def answer(workspace: Workspace, number: int, said: PermissionAnswer, **more: object) -> None:
    workspace.perform(permission_requests.answer_permission, request_id=number, answer=said, **more)


def listed(workspace: Workspace, shows: PermissionShows) -> list[PermissionRow]:
    asked = {"shows": shows, "whose": Whose(), "today": TODAY}
    rows: list[PermissionRow] = workspace.read(permission_requests.permission_rows, **asked)
    assert workspace.read(permission_requests.permission_count, **asked) == len(rows)
    return rows


def test_what_waits_stands_first_the_soonest_leave_on_top(workspace: Workspace) -> None:
    episode = participant(workspace)
    late = ask(workspace, episode, ahead(9))
    granted = ask(workspace, episode, ahead(1))
    soon = ask(workspace, episode, ahead(3))
    answer(workspace, granted, PermissionAnswer.GRANTED)
    assert [row.id for row in listed(workspace, PermissionShows.ALL)] == [soon, late, granted]
    assert [row.id for row in listed(workspace, PermissionShows.WAITING)] == [soon, late]
    assert [row.id for row in listed(workspace, PermissionShows.RUNNING)] == [granted]


def test_without_an_end_it_is_for_one_day(workspace: Workspace) -> None:
    ask(workspace, participant(workspace), ahead(2))
    (row,) = listed(workspace, PermissionShows.WAITING)
    assert (row.starts_on, row.ends_on, row.asked_on) == (ahead(2), ahead(2), TODAY)
    assert row.what == "Travel, Macon"


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"place": ""}, "place"),
        ({"ends_on": ahead(1)}, "ends_on"),
        ({"ends_on": ahead(369)}, "ends_on"),
        ({"asked_on": ahead(1)}, "asked_on"),
    ],
)
def test_a_request_that_says_too_little_is_refused(
    workspace: Workspace, more: dict[str, object], field: str
) -> None:
    episode = participant(workspace)
    with leaves_nothing(workspace, field):
        ask(workspace, episode, ahead(2), **more)


def test_an_answer_keeps_who_when_and_how(workspace: Workspace) -> None:
    number = ask(workspace, participant(workspace), ahead(2), asked_on=ago(2))
    answer(workspace, number, PermissionAnswer.GRANTED, answered_how=AnsweredHow.PHONE)
    (row,) = listed(workspace, PermissionShows.ALL)
    assert (row.answered_by, row.answered_on, row.answered_how) == (
        "R. Alvarez",
        TODAY,
        AnsweredHow.PHONE,
    )
    with leaves_nothing(workspace):  # it was answered already
        answer(workspace, number, PermissionAnswer.REFUSED, answer_text="No")


@pytest.mark.parametrize("said", [PermissionAnswer.TERMS, PermissionAnswer.REFUSED])
def test_terms_and_refusals_are_said_in_words(workspace: Workspace, said: PermissionAnswer) -> None:
    number = ask(workspace, participant(workspace), ahead(2), asked_on=ago(2))
    with leaves_nothing(workspace, "answer_text"):
        answer(workspace, number, said)
    with leaves_nothing(workspace, "answered_on"):
        answer(workspace, number, said, answer_text="Call on leaving.", answered_on=ago(3))
    answer(workspace, number, said, answer_text="Call on leaving.")


def test_a_corrected_answer_has_its_day(workspace: Workspace) -> None:
    number = ask(workspace, participant(workspace), ahead(2), asked_on=ago(2))
    answer(workspace, number, PermissionAnswer.GRANTED)
    wanted = {"table": "permission_request", "number": number, "reason": "Misheard"}
    with leaves_nothing(workspace, "answered_on"):
        workspace.perform(correct_entry, changes={"answered_on": None}, **wanted)
    with leaves_nothing(workspace, "ends_on"):
        workspace.perform(correct_entry, changes={"ends_on": ahead(1)}, **wanted)
    changes = {"answer": PermissionAnswer.REFUSED, "answer_text": "Two tests were missed"}
    workspace.perform(correct_entry, changes=changes, **wanted)
    assert [row.id for row in listed(workspace, PermissionShows.REFUSED)] == [number]


def test_only_granted_leave_that_is_not_over_is_carried(workspace: Workspace) -> None:
    episode = participant(workspace, "Tran", "Kevin")
    for starts, said in (
        (ahead(5), PermissionAnswer.TERMS),
        (ahead(3), PermissionAnswer.REFUSED),
        (ago(1), PermissionAnswer.GRANTED),
        (TODAY, PermissionAnswer.GRANTED),
    ):
        number = ask(workspace, episode, starts, asked_on=ago(2))
        answer(workspace, number, said, answer_text="Call on leaving.")
    ask(workspace, episode, ahead(2))
    found = workspace.read(permits, episode_id=episode, today=TODAY)
    assert [(one.name, one.starts_on) for one in found.permits] == [
        ("Kevin Tran", TODAY),
        ("Kevin Tran", ahead(5)),
    ]


@pytest.mark.parametrize(("days", "told"), [(7, True), (8, False)])
def test_a_request_is_followed_up_in_the_week_before_its_day(
    workspace: Workspace, days: int, told: bool
) -> None:
    ask(workspace, participant(workspace), ahead(days))
    found = workspace.read(follow_ups.follow_ups, today=TODAY, each=5)
    said = [item.text for item in found.shown if item.tab == "supervision"]
    assert said == (["Leave to answer: travel, from Dec 1"] if told else [])
