from __future__ import annotations

from datetime import date

import pytest

from drugcourt.casework import follow_ups, milestones
from drugcourt.casework.exits import ceremonies, exits, graduations
from drugcourt.casework.exits.ceremonies import Readied
from drugcourt.casework.phases import judged
from drugcourt.casework.programs.programs import keep_program
from drugcourt.domain.episodes import ExitReason
from drugcourt.domain.exits import RecordCheckResult
from drugcourt.errors import Refusal
from drugcourt.exchange.resources import resource
from drugcourt.workspace import Workspace
from tests.casework.files import (
    TODAY,
    ago,
    candidate,
    last_change,
    leaves_nothing,
    participant,
)
from tests.reports import people

DECEMBER = date(2026, 12, 15)


def check(workspace: Workspace, episode: int, on: date, result: RecordCheckResult, **more: str):
    values = {"checked_by": "J. Pike", **more}
    return workspace.perform(
        graduations.record_check, episode_id=episode, checked_on=on, result=result, **values
    )


def put_on(workspace: Workspace, episode: int, ceremony: int | None) -> None:
    workspace.perform(
        graduations.prepare_graduation, episode_id=episode, changes={"ceremony_id": ceremony}
    )


def test_a_clear_check_is_the_handbooks_milestone_too(workspace: Workspace) -> None:
    episode = participant(workspace)
    check(workspace, episode, ago(3), RecordCheckResult.CLEAR)
    assert "record_check" not in dict(
        workspace.read(milestones.milestones_open, episode_id=episode)
    )
    kept = workspace.read(graduations.preparation, episode_id=episode, today=TODAY)
    assert (kept.check_lacks, kept.checks[0].checked_by) == ("", "J. Pike")
    assert last_change(workspace, "record_check").act == "record_check"


def test_a_check_that_found_something_says_what_and_is_no_milestone(workspace: Workspace) -> None:
    episode = participant(workspace)
    with leaves_nothing(workspace, "text"):
        check(workspace, episode, ago(3), RecordCheckResult.OPEN_CASE)
    with leaves_nothing(workspace, "checked_by"):
        check(workspace, episode, ago(3), RecordCheckResult.CLEAR, checked_by=" ")
    with leaves_nothing(workspace, "checked_on"):
        check(workspace, episode, ago(-1), RecordCheckResult.CLEAR)
    check(workspace, episode, ago(3), RecordCheckResult.OPEN_CASE, text="CR-7, county court")
    assert "record_check" in dict(workspace.read(milestones.milestones_open, episode_id=episode))


@pytest.mark.parametrize(("days", "holds"), [(30, True), (31, False)])
def test_the_check_holds_to_the_last_day_of_its_term(
    workspace: Workspace, days: int, holds: bool
) -> None:
    episode = participant(workspace)
    check(workspace, episode, ago(days), RecordCheckResult.CLEAR)
    kept = workspace.read(graduations.preparation, episode_id=episode, today=TODAY)
    assert (kept.check_lacks == "") is holds


def test_application_and_ceremony_are_kept_and_corrected(workspace: Workspace) -> None:
    episode = participant(workspace)
    number = workspace.perform(ceremonies.schedule_ceremony, held_on=DECEMBER)
    put_on(workspace, episode, number)
    workspace.perform(
        graduations.prepare_graduation, episode_id=episode, changes={"applied_on": ago(4)}
    )
    kept = workspace.read(graduations.preparation, episode_id=episode, today=TODAY)
    assert (kept.applied_on, kept.ceremony_on) == (ago(4), DECEMBER)
    with leaves_nothing(workspace, "ceremony_id"):
        put_on(workspace, episode, 99)
    with leaves_nothing(workspace, "applied_on"):
        workspace.perform(
            graduations.prepare_graduation, episode_id=episode, changes={"applied_on": ago(-1)}
        )
    waiting = candidate(workspace, "Moss", "Ira")
    with leaves_nothing(workspace):
        put_on(workspace, waiting, number)


CEREMONY = (
    '[[graduation]]\nkey = "grad.ceremony"\ntext = "A ceremony"\nbasis = "Page 12"\n'
    'kind = "ceremony"\nmonths = [1, 12]\nweekday = "2nd friday"\n\n'
)


def test_the_handbooks_calendar_and_the_courts_own_list_are_one(workspace: Workspace) -> None:
    """Whoever waits for a ceremony waits for the next one planned, else for the handbook's own."""
    text = resource("programs", "five-phase.toml").read_text("utf-8")
    place = text.index("[[graduation]]")
    text = text[:place].replace('version = "', 'version = "Own ', 1) + CEREMONY + text[place:]
    workspace.perform(keep_program, text=text, default=True)
    episode = participant(workspace)

    def waits_for() -> str:
        judged_ = workspace.read(judged, episode_id=episode, as_of=TODAY)
        said = {f.rule: f.text for f in judged_.dismissal.findings}
        return said["grad.ceremony"]

    def by_the_handbook() -> date | None:
        return workspace.read(ceremonies.handbook_day, today=TODAY)

    assert by_the_handbook() == date(2026, 12, 11)
    workspace.perform(ceremonies.schedule_ceremony, held_on=date(2026, 12, 11))
    assert by_the_handbook() == date(2027, 1, 8)
    plain = waits_for()
    planned = workspace.perform(ceremonies.schedule_ceremony, held_on=date(2029, 3, 16))
    assert waits_for() == "next ceremony Mar 16, 2029" != plain
    workspace.perform(ceremonies.cancel_ceremony, ceremony_id=planned)
    assert waits_for() == plain


def test_one_ceremony_a_day_and_those_held_stay(workspace: Workspace) -> None:
    held = workspace.perform(ceremonies.schedule_ceremony, held_on=ago(30))
    number = workspace.perform(ceremonies.schedule_ceremony, held_on=DECEMBER)
    with leaves_nothing(workspace, "held_on"):
        workspace.perform(ceremonies.schedule_ceremony, held_on=DECEMBER)
    with leaves_nothing(workspace, "held_on"):
        workspace.perform(
            ceremonies.amend_ceremony, ceremony_id=number, changes={"held_on": ago(30)}
        )
    with leaves_nothing(workspace):
        workspace.perform(ceremonies.cancel_ceremony, ceremony_id=held)
    rows = workspace.read(ceremonies.ceremonies, today=TODAY)
    assert [row.held_on for row in rows] == [DECEMBER, ago(30)]


def test_a_cancelled_ceremony_lets_its_people_go(workspace: Workspace) -> None:
    episode = participant(workspace)
    number = workspace.perform(ceremonies.schedule_ceremony, held_on=DECEMBER)
    put_on(workspace, episode, number)
    workspace.perform(ceremonies.cancel_ceremony, ceremony_id=number)
    kept = workspace.read(graduations.preparation, episode_id=episode, today=TODAY)
    assert kept.ceremony_id is None


def test_a_ceremony_lists_who_is_on_it_and_who_will_be_ready(workspace: Workspace) -> None:
    ready = people.done(workspace)
    far = participant(workspace, "Far", "Ann")
    number = workspace.perform(ceremonies.schedule_ceremony, held_on=DECEMBER)
    found = workspace.read(ceremonies.graduands, ceremony_id=number, today=TODAY)
    assert [(one.episode_id, one.standing, one.put_on) for one in found] == [
        (ready, Readied.READY, False)
    ]
    assert (found[0].check_word, found[0].check_holds) == ("Nov 5, too old then", False)
    put_on(workspace, far, number)
    found = workspace.read(ceremonies.graduands, ceremony_id=number, today=TODAY)
    assert {one.episode_id: one.standing for one in found}[far] is Readied.NOT_BY_THEN
    other = workspace.perform(ceremonies.schedule_ceremony, held_on=date(2027, 3, 16))
    put_on(workspace, ready, other)
    found = workspace.read(ceremonies.graduands, ceremony_id=number, today=TODAY)
    assert [one.episode_id for one in found] == [far]


def test_who_left_is_shown_on_the_ceremony_as_what_they_are(workspace: Workspace) -> None:
    episode = people.done(workspace)
    number = workspace.perform(ceremonies.schedule_ceremony, held_on=TODAY)
    put_on(workspace, episode, number)
    people.granted(workspace, episode)
    workspace.perform(exits.graduate, episode_id=episode)
    (one,) = workspace.read(ceremonies.graduands, ceremony_id=number, today=TODAY)
    assert (one.standing, one.put_on) == (Readied.GRADUATED, True)


def test_a_near_ceremony_stands_on_today_until_the_graduation(workspace: Workspace) -> None:
    episode = participant(workspace)
    number = workspace.perform(ceremonies.schedule_ceremony, held_on=ago(-10))
    put_on(workspace, episode, number)

    def said() -> list[str]:
        due = workspace.read(follow_ups.follow_ups, today=TODAY, each=9)
        return [row.text for row in due.shown if "raduate" in row.text]

    assert said() == ["Graduates on Dec 4, no application yet"]
    workspace.perform(exits.discharge, episode_id=episode, exit_reason=ExitReason.ILLNESS)
    assert said() == []


def test_an_unknown_ceremony_is_refused(workspace: Workspace) -> None:
    with pytest.raises(Refusal, match="not on the court's list"):
        workspace.read(ceremonies.graduands, ceremony_id=7, today=TODAY)
