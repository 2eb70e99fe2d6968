"""The measures of release, each counted by hand at, before and after its edge."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import event

from drugcourt.casework import medications
from drugcourt.casework.caseload.releases import Harm, ReleaseMeasures, Share, release_measures
from drugcourt.casework.exits import exits
from drugcourt.casework.participants.participants import set_status
from drugcourt.casework.safety import hand_offs, kits, overdoses, support
from drugcourt.casework.specimens.specimens import record_test
from drugcourt.casework.supervision import conduct, contacts
from drugcourt.casework.treatment import care
from drugcourt.domain.conduct import LegalEventKind
from drugcourt.domain.episodes import EpisodeStatus, ExitReason
from drugcourt.domain.medications import StoppedBy
from drugcourt.domain.safety import HandOffMode, KitHolder, PeerMode, PeerTopic, WatchCause
from drugcourt.domain.specimens import CollectionStatus
from drugcourt.domain.supervision import ContactMode, ContactWith
from drugcourt.domain.treatment import Attendance, LevelOfCare, SessionKind
from drugcourt.errors import FieldRefusal
from drugcourt.records.safety import WatchStep
from drugcourt.workspace import Workspace
from tests import courts

TODAY = date(2026, 11, 24)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def held(workspace: Workspace, out: int | None, days: int = 4, episode: int = 0) -> int:
    """Somebody booked, and released `out` days ago after so many days; None: still held."""
    who = episode or courts.participant(workspace, admitted_on=ago(900))
    begun = days if out is None else out + days
    booked = {"status": EpisodeStatus.IN_CUSTODY, "on": ago(begun)}
    workspace.perform(set_status, episode_id=who, **booked)
    if out is not None:
        workspace.perform(set_status, episode_id=who, status=EpisodeStatus.ACTIVE, on=ago(out))
    return who


def found(workspace: Workspace, **period: date) -> ReleaseMeasures:
    return workspace.read(release_measures, today=TODAY, **period)


def share(workspace: Workspace, key: str, **period: date) -> tuple[int, int, int]:
    """Number, of how many, and how many are too early."""
    one: Share = next(s for s in found(workspace, **period).shares if s.key == key)
    return one.part, one.whole, one.early


def harm(workspace: Workspace, key: str) -> tuple[int, int]:
    """Releases, and events."""
    one: Harm = next(h for h in found(workspace).harm if h.key == key)
    return one.releases, one.events


def treated(workspace: Workspace, episode: int, since: int = 300, until: int | None = None) -> None:
    medicine = workspace.perform(
        medications.start_medication,
        episode_id=episode,
        name="Methadone",
        started_on=ago(since),
        moud=True,
    )
    if until is not None:
        workspace.perform(
            medications.stop_medication,
            medication_id=medicine,
            ended_on=ago(until),
            remarks="In jail",
            stopped_by=StoppedBy.JAIL,
        )


def done(workspace: Workspace, episode: int, out: int, key: str, days: int) -> None:
    """A task of the watch of a release, done so many days after it; kept past the watch's end."""

    def keep(db: object, context: object) -> None:
        step = WatchStep(episode_id=episode, cause=WatchCause.RELEASE, since=ago(out), key=key)
        step.done_on = ago(out - days)
        db.add(step)  # type: ignore[attr-defined]

    workspace.perform(keep)


def session(workspace: Workspace, episode: int, day: int, **told: object) -> None:
    wanted = {"kind": SessionKind.GROUP, "attendance": Attendance.ATTENDED, **told}
    workspace.perform(care.record_attendance, episode_id=episode, held_on=ago(day), **wanted)


def peer(workspace: Workspace, episode: int, *days: int) -> None:
    for day in days:
        workspace.perform(
            support.record_peer_contact,
            episode_id=episode,
            mode=PeerMode.PHONE,
            topic=PeerTopic.HOUSING,
            contacted_on=ago(day),
        )


def staff(workspace: Workspace, episode: int, *days: int, **told: object) -> None:
    for day in days:
        wanted = {"mode": ContactMode.OFFICE, **told}
        workspace.perform(
            contacts.record_contact, episode_id=episode, contacted_on=ago(day), **wanted
        )


# What a release is ----------------------------------------------------------------------------


def test_both_days_of_the_period_count_and_a_stay_that_goes_on_does_not(workspace) -> None:
    twice = held(workspace, 60)
    held(workspace, 50, episode=twice)
    held(workspace, 40)
    held(workspace, None)
    period = {"since": ago(60), "until": ago(40)}
    assert (found(workspace, **period).releases, found(workspace, **period).people) == (3, 2)
    assert found(workspace, since=ago(59), until=ago(41)).releases == 1
    assert found(workspace, since=ago(60), until=TODAY + timedelta(days=9)).until == TODAY


def test_a_stay_that_goes_on_the_same_day_is_one_booking_and_one_release(workspace) -> None:
    episode = held(workspace, 30, days=10)
    held(workspace, 20, days=10, episode=episode)  # back on the day they came out
    assert (found(workspace).releases, found(workspace).stepping_up.all_bookings) == (1, 1)


def test_an_exit_out_of_custody_is_no_release_and_is_said(workspace) -> None:
    episode = held(workspace, None, days=30)
    workspace.perform(
        exits.discharge,
        episode_id=episode,
        on=ago(20),
        exit_reason=ExitReason.DEATH,
    )
    assert (found(workspace).releases, found(workspace).left) == (0, 1)


def test_a_period_that_ends_before_it_begins_is_refused(workspace) -> None:
    with pytest.raises(FieldRefusal, match="before it begins"):
        found(workspace, since=ago(-1))


def test_an_empty_court_has_nothing_to_divide(workspace) -> None:
    measures = found(workspace)
    assert {one.value for one in measures.shares} == {None}
    assert [one.events for one in measures.harm] == [0, 0, 0]


# Medication -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("prepare", "wanted"),
    [
        (lambda *_: None, 0),
        (lambda w, e: done(w, e, 30, "bridge", 0), 1),
        (lambda w, e: done(w, e, 30, "kept", 2), 1),
        (lambda w, e: done(w, e, 30, "kept", 3), 0),
        (lambda w, e: done(w, e, 30, "ride", 0), 0),
        (lambda w, e: done(w, e, 31, "bridge", 0), 0),  # of another release
        (lambda w, e: session(w, e, 28, kind=SessionKind.MEDICAL), 1),
        (lambda w, e: session(w, e, 27), 0),
        (lambda w, e: session(w, e, 31), 0),
        (lambda w, e: session(w, e, 29, attendance=Attendance.ABSENT), 0),
        (lambda w, e: session(w, e, 29, kind=SessionKind.SUPPORT_MEETING), 0),
    ],
)
def test_medication_goes_on_with_doses_or_an_appointment_within_two_days(
    workspace: Workspace, prepare: Callable[[Workspace, int], None], wanted: int
) -> None:
    episode = held(workspace, 30)
    treated(workspace, episode)
    prepare(workspace, episode)
    assert share(workspace, "moud_continuity") == (wanted, 1, 0)


def test_who_is_released_on_medication(workspace) -> None:
    treated(workspace, held(workspace, 30))
    treated(workspace, held(workspace, 30), until=30)  # stopped as they came out: it did not go on
    treated(workspace, held(workspace, 30), until=31)
    treated(workspace, held(workspace, 30), since=29)
    held(workspace, 30)
    assert share(workspace, "moud_continuity") == (0, 2, 0)


def test_two_days_have_to_be_over_before_a_release_counts(workspace) -> None:
    treated(workspace, held(workspace, 2))
    assert share(workspace, "moud_continuity") == (0, 0, 1)
    treated(workspace, held(workspace, 3))
    assert share(workspace, "moud_continuity") == (0, 1, 1)


# Naloxone -------------------------------------------------------------------------------------


def test_a_kit_counts_as_it_was_on_the_day_of_release(workspace) -> None:
    def with_kit(issued: int, **told: date) -> int:
        episode = held(workspace, 30)
        treated(workspace, episode)
        wanted = {"holder": KitHolder.FAMILY, "issued_on": ago(issued), **told}
        return workspace.perform(kits.issue_kit, episode_id=episode, **wanted)

    with_kit(30)  # counts: handed out at the door
    with_kit(29)  # too late
    with_kit(90, expires_on=ago(29))  # counts: in date on that day
    with_kit(90, expires_on=ago(30))  # expired on that day
    workspace.perform(kits.use_kit, kit_id=with_kit(90), used_on=ago(20))  # counts: used later
    workspace.perform(kits.use_kit, kit_id=with_kit(90), used_on=ago(40))
    workspace.perform(kits.lose_kit, kit_id=with_kit(90), gone_on=ago(30))
    assert share(workspace, "naloxone_at_release") == (3, 7, 0)


def test_the_task_counts_on_the_day_itself_and_only_an_opioid_history_is_asked(workspace) -> None:
    on_the_day, after, harmed = (held(workspace, 30) for _ in range(3))
    held(workspace, 30)  # no opioid history
    for episode, days in ((on_the_day, 0), (after, 1)):
        treated(workspace, episode)
        done(workspace, episode, 30, "naloxone", days)
    workspace.perform(overdoses.record_overdose, episode_id=harmed, happened_on=ago(100))
    assert share(workspace, "naloxone_at_release") == (1, 3, 0)


# Contact --------------------------------------------------------------------------------------


def test_seen_within_two_days_and_on_four_days_of_fourteen(workspace) -> None:
    peer(workspace, held(workspace, 30), 28, 25, 20, 16)  # day 2, 5, 10, 14: all of it
    peer(workspace, held(workspace, 30), 27, 25, 20, 16)  # the first on day 3
    peer(workspace, held(workspace, 30), 28, 25, 20, 15)  # the fourth on day 15
    peer(workspace, held(workspace, 30), 30, 30, 30, 30)  # four on one day are one
    peer(workspace, held(workspace, 30), 31, 25, 20, 16)  # the first before the release
    assert share(workspace, "contact_14d") == (1, 5, 0)
    assert share(workspace, "contact_soon") == (3, 5, 0)
    assert share(workspace, "contact_often") == (2, 5, 0)


def test_peers_case_managers_and_tasks_count_together(workspace) -> None:
    episode = held(workspace, 30)
    staff(workspace, episode, 29)
    done(workspace, episode, 30, "contact_4", 4)
    peer(workspace, episode, 22)
    staff(workspace, episode, 20, reached=False)
    staff(workspace, episode, 19, person=ContactWith.PROBATION_OFFICER)
    staff(workspace, episode, 18, mode=ContactMode.COLLATERAL)
    done(workspace, episode, 30, "ride", 5)
    assert share(workspace, "contact_often") == (0, 1, 0)
    done(workspace, episode, 30, "contact_14", 14)
    assert share(workspace, "contact_14d") == (1, 1, 0)


def test_each_release_of_a_person_has_its_own_contacts(workspace) -> None:
    episode = held(workspace, 60)
    held(workspace, 30, episode=episode)
    peer(workspace, episode, 30, 29, 28, 27)
    assert share(workspace, "contact_14d") == (1, 2, 0)


def test_fourteen_days_have_to_be_over(workspace) -> None:
    held(workspace, 14)
    assert share(workspace, "contact_14d") == (0, 0, 1)
    held(workspace, 15)
    assert share(workspace, "contact_14d") == (0, 1, 1)
    assert found(workspace).followed == 1


# What happened after --------------------------------------------------------------------------


def arrested(workspace: Workspace, episode: int, day: int, **told: object) -> None:
    wanted = {"kind": LegalEventKind.ARREST, "happened_on": ago(day), **told}
    workspace.perform(conduct.record_legal_event, episode_id=episode, **wanted)


def missed(workspace: Workspace, episode: int, day: int, **told: object) -> None:
    values = {"collected_on": ago(day), "status": CollectionStatus.MISSED, **told}
    workspace.perform(record_test, episode_id=episode, values=values, results={})


def test_overdoses_arrests_and_missed_tests_of_day_0_to_14(workspace) -> None:
    first, second, third = (held(workspace, 30) for _ in range(3))
    for day in (31, 30, 16, 15):  # before, day 0, day 14, day 15
        workspace.perform(overdoses.record_overdose, episode_id=first, happened_on=ago(day))
    for day in (34, 20):  # the booking's own, and one after
        arrested(workspace, first, day)
    arrested(workspace, second, 20, program_case=True)
    arrested(workspace, second, 20, kind=LegalEventKind.CHARGE)
    missed(workspace, third, 16)
    missed(workspace, third, 17)
    missed(workspace, second, 17, excused=True)
    missed(workspace, second, 15)
    assert harm(workspace, "overdose") == (1, 2)
    assert harm(workspace, "arrest") == (1, 1)
    assert harm(workspace, "missed") == (1, 2)
    anything = found(workspace).any_harm
    assert (anything.part, anything.whole, anything.early) == (2, 3, 0)


def test_an_arrest_that_led_to_a_stay_of_one_day_did_not_follow_the_release(workspace) -> None:
    arrested(workspace, held(workspace, 30, days=0), 30)
    assert harm(workspace, "arrest") == (0, 0)


def test_an_event_after_two_releases_is_one_event(workspace) -> None:
    episode = held(workspace, 40)
    held(workspace, 32, episode=episode)
    missed(workspace, episode, 30)
    assert harm(workspace, "missed") == (2, 1)


def test_what_is_too_early_is_counted_in_nothing(workspace) -> None:
    missed(workspace, held(workspace, 14), 13)
    assert harm(workspace, "missed") == (0, 0)
    assert found(workspace).any_harm.early == 1


def test_the_questions_are_as_many_for_thirty_as_for_one(workspace) -> None:
    asked: list[str] = []

    def count() -> int:
        asked.clear()

        def questions(db):
            engine = db.get_bind()
            listen = lambda *given: asked.append(given[2])  # noqa: E731
            event.listen(engine, "before_cursor_execute", listen)
            try:
                release_measures(db, today=TODAY)
            finally:
                event.remove(engine, "before_cursor_execute", listen)

        workspace.ask_inside(questions)
        return len(asked)

    held(workspace, 30)
    one = count()
    for _ in range(6):
        held(workspace, 30)
    assert count() == one <= 15


def test_hand_offs_and_treatment_are_for_stepping_up_alone(workspace) -> None:
    episode = held(workspace, 30)
    treated(workspace, episode)
    workspace.perform(
        hand_offs.hand_on,
        episode_id=episode,
        given_to="Northside",
        mode=HandOffMode.CALL,
        handed_on=ago(30),
        served_on=ago(29),
    )
    workspace.perform(
        care.begin_treatment,
        episode_id=episode,
        provider="Northside",
        level=LevelOfCare.OUTPATIENT,
        started_on=ago(29),
    )
    assert share(workspace, "moud_continuity") == (0, 1, 0)
