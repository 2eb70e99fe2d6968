"""Ordered hours: what is left, from orders and from sanctions, and hours entered for many."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from drugcourt.casework.participants.corrections import take_back_entry
from drugcourt.casework.responses.responses import NewResponse, give_response, response_rows
from drugcourt.casework.supervision import service, service_orders
from drugcourt.casework.supervision.listing import Whose
from drugcourt.casework.supervision.service_orders import (
    ORDER,
    RESPONSE,
    ServiceOrderRow,
    ServiceShows,
)
from drugcourt.domain.fees import DebtKind
from drugcourt.domain.responses import Heard, Magnitude, ResponseFamily
from drugcourt.workspace import Workspace
from tests.casework.files import TODAY, ago, leaves_nothing, participant


def ordered(workspace: Workspace, episode: int, hours: float = 20, **more: object) -> int:
    values = {"ordered_on": ago(60), "site": "Food bank", **more}
    return workspace.perform(
        service_orders.order_service, episode_id=episode, hours=hours, **values
    )


def sanction(workspace: Workspace, episode: int, hours: float, due_on: date) -> int:
    wish = NewResponse(
        family=ResponseFamily.SANCTION,
        title="Community service",
        magnitude=Magnitude.MODERATE,
        hours=hours,
        due_on=due_on,
        behavior="Missed a session",
        behavior_on=ago(41),
        explanation="Overslept",
        heard=Heard.AGREED,
        reason="Third time",
    )
    number: int = workspace.perform(give_response, episode_id=episode, response=wish, on=ago(40))
    return number


def listed(workspace: Workspace, shows: ServiceShows) -> list[ServiceOrderRow]:
    asked = {"shows": shows, "whose": Whose(), "today": TODAY}
    rows: list[ServiceOrderRow] = workspace.read(service_orders.service_orders, **asked)
    assert workspace.read(service_orders.service_order_count, **asked) == len(rows)
    return rows


def hours(workspace: Workspace, order: tuple[str, int], done: float, days: int = 9) -> None:
    workspace.perform(
        service_orders.record_hours,
        served_on=ago(days),
        lines=[{"order": order, "hours": done}],
    )


def test_hours_done_for_an_order_are_taken_off_it_and_others_are_not(workspace: Workspace) -> None:
    episode = participant(workspace)
    number = ordered(workspace, episode)
    hours(workspace, (ORDER, number), 4.5)
    workspace.perform(service.record_service, episode_id=episode, served_on=ago(8), hours=3)
    (row,) = listed(workspace, ServiceShows.OPEN)
    assert (row.hours, row.done, row.left, row.last_on) == (20, 4.5, 15.5, ago(9))
    entries = workspace.read(service.service_rows, episode_id=episode)
    assert {(one.hours, one.site) for one in entries} == {(4.5, "Food bank"), (3, "")}


def test_a_sanctions_hours_are_on_the_list_and_close_it_when_done(workspace: Workspace) -> None:
    episode = participant(workspace)
    number = sanction(workspace, episode, 8, ago(2))
    (row,) = listed(workspace, ServiceShows.OVERDUE)
    assert (row.id, row.source, row.left) == ((RESPONSE, number), "Sanction", 8)
    hours(workspace, (RESPONSE, number), 5)
    assert [one.left for one in listed(workspace, ServiceShows.OVERDUE)] == [3]
    hours(workspace, (RESPONSE, number), 3, days=1)
    assert listed(workspace, ServiceShows.OPEN) == []
    assert [one.id for one in listed(workspace, ServiceShows.DONE)] == [(RESPONSE, number)]
    done = workspace.read(
        response_rows, episode_id=episode, today=TODAY, family=ResponseFamily.SANCTION
    )
    assert [one.done_on for one in done] == [ago(1)]
    entries = workspace.read(service.service_rows, episode_id=episode)
    assert all(one.sanction for one in entries)


@pytest.mark.parametrize(
    ("due", "shows"),
    [
        (ago(1), {ServiceShows.OVERDUE}),
        (TODAY, {ServiceShows.SOON}),
        (TODAY + timedelta(days=14), {ServiceShows.SOON}),
        (TODAY + timedelta(days=15), set()),
        (None, set()),
    ],
)
def test_an_order_is_overdue_after_its_day_and_soon_before(
    workspace: Workspace, due: date | None, shows: set[ServiceShows]
) -> None:
    ordered(workspace, participant(workspace), due_on=due)
    both = (ServiceShows.OVERDUE, ServiceShows.SOON)
    assert {one for one in both if listed(workspace, one)} == shows


@pytest.mark.parametrize(("days", "idle"), [(30, 0), (31, 1)])
def test_an_order_is_idle_when_nothing_was_done_for_thirty_days(
    workspace: Workspace, days: int, idle: int
) -> None:
    number = ordered(workspace, participant(workspace))
    hours(workspace, (ORDER, number), 2, days=days)
    assert len(listed(workspace, ServiceShows.IDLE)) == idle


def test_a_closed_order_asks_for_nothing_more(workspace: Workspace) -> None:
    number = ordered(workspace, participant(workspace))
    with leaves_nothing(workspace, "why"):
        workspace.perform(
            service_orders.close_service_order, order_id=number, closed_on=TODAY, why=" "
        )
    close = {"order_id": number, "closed_on": TODAY, "why": "Forgiven"}
    workspace.perform(service_orders.close_service_order, **close)
    assert listed(workspace, ServiceShows.OPEN) == []
    (row,) = listed(workspace, ServiceShows.DONE)
    assert (row.left, row.closed_why) == (0, "Forgiven")
    with leaves_nothing(workspace):
        workspace.perform(service_orders.close_service_order, **close)


@pytest.mark.parametrize(
    ("more", "field"),
    [({"hours": 0}, "hours"), ({"hours": 2_001}, "hours"), ({"due_on": ago(61)}, "due_on")],
)
def test_an_order_that_can_not_be_is_refused(
    workspace: Workspace, more: dict[str, object], field: str
) -> None:
    episode = participant(workspace)
    with leaves_nothing(workspace, field):
        ordered(workspace, episode, **more)  # type: ignore[arg-type]  # wrong on purpose


def test_hours_in_place_of_a_fee_say_which(workspace: Workspace) -> None:
    episode = participant(workspace)
    number = ordered(workspace, episode, pays=DebtKind.PROGRAM_FEES)
    hours(workspace, (ORDER, number), 2)
    assert listed(workspace, ServiceShows.OPEN)[0].source == "For program fees"
    (entry,) = workspace.read(service.service_rows, episode_id=episode)
    assert entry.pays is DebtKind.PROGRAM_FEES


def test_a_day_of_many_is_one_act_and_one_wrong_line_leaves_nothing(workspace: Workspace) -> None:
    numbers = [ordered(workspace, participant(workspace, name)) for name in ("Abe", "Bea")]
    lines = [{"order": (ORDER, number), "hours": 4} for number in numbers]
    wanted = {"served_on": ago(1), "site": "Park crew", "verified_by": "Site log"}
    count = workspace.perform(service_orders.record_hours, lines=lines, **wanted)
    assert count == 2
    with leaves_nothing(workspace, "hours"):
        wrong = [*lines, {"order": (ORDER, numbers[0]), "hours": 25}]
        workspace.perform(service_orders.record_hours, lines=wrong, **wanted)
    rows = listed(workspace, ServiceShows.OPEN)
    assert [(row.name, row.done) for row in rows] == [("Abe, Kevin", 4), ("Bea, Kevin", 4)]
    served = [workspace.read(service.service_rows, episode_id=row.episode_id) for row in rows]
    assert [[(one.site, one.verified_by) for one in each] for each in served] == [
        [("Park crew", "Site log")],
        [("Park crew", "Site log")],
    ]


def test_an_order_with_hours_is_not_taken_back(workspace: Workspace) -> None:
    number = ordered(workspace, participant(workspace))
    hours(workspace, (ORDER, number), 2)
    with leaves_nothing(workspace):
        workspace.perform(
            take_back_entry, table="service_order", number=number, reason="By mistake"
        )
