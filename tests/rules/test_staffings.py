"""Why somebody stands where they stand on the agenda, and what the bench reads of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from drugcourt.domain.conduct import LegalEventKind
from drugcourt.domain.dates import short
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.facts import ContactFacts, HearingFacts, LegalFacts, TreatmentFacts
from drugcourt.domain.hearings import HearingAttendance
from drugcourt.domain.program import Elapsed
from drugcourt.domain.specimens import Confirmation, Substance
from drugcourt.domain.staffings import Reason, StaffingPolicy
from drugcourt.domain.supervision import ContactMode
from drugcourt.domain.treatment import Attendance, LevelOfCare
from drugcourt.rules.attention import AttentionPolicy, attention
from drugcourt.rules.phases import judge_person
from drugcourt.rules.staffings import agenda_order, changes
from tests.builders import (
    days,
    later,
    medication,
    missed_test,
    participant,
    positive,
    program,
    requirement,
    session,
    specimen,
    status,
)
from tests.rules.test_phases import HANDBOOK, NOV_24, tran

BEGUN, SINCE = date(2026, 8, 10), date(2026, 11, 10)
WAITS = program(requirement(Elapsed(days(900)), "time"))
SEEN = (ContactFacts(1, later(NOV_24, -1), ContactMode.OFFICE),)
TESTED = specimen(later(NOV_24, -1))


def told(facts, handbook=WAITS, since=SINCE, policy=None):
    judgement = judge_person(facts, handbook, NOV_24)
    rules = AttentionPolicy()
    items = attention(facts, judgement, NOV_24, since, rules)
    return changes(judgement, items, since, policy or StaffingPolicy(), rules.news_days)


def one(facts, reason, **wanted):
    return next((change for change in told(facts, **wanted) if change.reason is reason), None)


def known(**wanted):
    """Somebody of whom all is well, but for what is named."""
    wanted.setdefault("contacts", SEEN)
    wanted.setdefault("specimens", (TESTED,))
    return participant(BEGUN, **wanted)


def test_of_whom_all_is_well_only_that_is_said():
    (change,) = told(known())
    assert (change.reason, change.text) == (Reason.UNCHANGED, "Nothing new since Nov 10.")


def test_a_positive_names_the_day_for_the_team_and_no_medicine_for_the_bench():
    found = positive(Substance.FENTANYL), positive(Substance.BUPRENORPHINE)
    cup = specimen(date(2026, 11, 20), *found)
    suboxone = medication(BEGUN, name="Suboxone")
    change = one(known(specimens=(cup, TESTED), medications=(suboxone,)), Reason.POSITIVE)
    assert "uprenorphine" in change.text
    assert change.bench == "Nov 20: positive for fentanyl."


def test_tests_sessions_and_hearings_missed_since_the_last_hearing_are_one_reason():
    facts = known(
        specimens=(missed_test(date(2026, 11, 10)), missed_test(date(2026, 11, 9)), TESTED),
        sessions=(session(date(2026, 11, 16), Attendance.ABSENT),),
        hearings=(HearingFacts(9, SINCE, HearingAttendance.FAILED_TO_APPEAR),),
    )
    change = one(facts, Reason.MISSED)
    assert change.text == (
        "1 test missed or refused (Nov 10). 1 unexcused absence (group Nov 16). "
        "Failed to appear in court Nov 10."
    )
    assert "group" not in change.bench
    assert change.since == SINCE
    assert {ref.kind for ref in change.evidence} == {"specimen", "attendance_line", "docket_entry"}


@pytest.mark.parametrize(
    ("on", "own", "heard", "there"),
    [
        (SINCE, False, SINCE, True),
        (later(SINCE, -1), False, SINCE, False),
        (later(SINCE, -1), False, None, True),
        (later(SINCE, -1), False, later(NOV_24, 1), True),
        (later(NOV_24, -61), False, None, False),
        (SINCE, True, None, False),
    ],
)
def test_a_new_arrest_counts_from_the_last_hearing_or_until_it_was_told_and_never_the_own_case(
    on, own, heard, there
):
    event = LegalFacts(
        3, LegalEventKind.ARREST, on, program_case=own, text="with a knife", told_on=heard
    )
    change = one(known(legal=(event,)), Reason.ARREST)
    assert (change is not None) is there
    if there:
        assert change.text == change.bench == f"Arrest {short(on, NOV_24)}."


@pytest.mark.parametrize(("ago", "silent"), [(13, False), (14, True)])
def test_two_weeks_without_any_sign_is_no_contact(ago, silent):
    seen = (ContactFacts(1, later(NOV_24, -ago), ContactMode.PHONE),)
    facts = participant(BEGUN, contacts=seen)
    assert (one(facts, Reason.NO_CONTACT) is not None) is silent


def test_nobody_is_silent_who_is_known_to_be_away():
    away = participant(BEGUN, statuses=(status(EpisodeStatus.IN_CUSTODY, BEGUN),))
    assert one(away, Reason.NO_CONTACT) is None
    fled = participant(BEGUN, statuses=(status(EpisodeStatus.ABSCONDED, later(NOV_24, -3)),))
    assert one(fled, Reason.NO_CONTACT).text.startswith("Absconded since")


@pytest.mark.parametrize(("reached", "there"), [(False, True), (True, False)])
def test_two_tries_in_vain_are_no_contact_unless_one_was_not(reached, there):
    tried = (
        ContactFacts(1, date(2026, 11, 20), ContactMode.PHONE, reached=False),
        ContactFacts(2, date(2026, 11, 22), ContactMode.HOME, reached=False),
        ContactFacts(3, date(2026, 11, 23), ContactMode.PHONE, reached=reached),
    )
    change = one(known(contacts=tried), Reason.NO_CONTACT)
    assert (change is not None) is there


@pytest.mark.parametrize(("ago", "watched"), [(14, True), (15, False)])
def test_a_bed_left_begins_a_fortnight_whose_cause_stays_with_the_team(ago, watched):
    left = later(NOV_24, -ago)
    stay = TreatmentFacts(4, "House", LevelOfCare.RESIDENTIAL, BEGUN, left)
    change = one(known(treatments=(stay,)), Reason.WATCH)
    assert (change is not None) is watched
    if watched:
        assert change.text == "Left residential Nov 10, day 14 of the 14-day watch."
        assert change.bench == "A safety watch runs until Nov 24."
    again = TreatmentFacts(5, "House", LevelOfCare.RESIDENTIAL, left, None)
    assert one(known(treatments=(stay, again)), Reason.WATCH) is None


def test_a_medicine_for_opioids_that_ended_begins_a_watch_unless_another_holds():
    given = medication(BEGUN, date(2026, 11, 20), name="Methadone")
    ended = replace(given, moud=True)
    change = one(known(medications=(ended,)), Reason.WATCH)
    assert change.text == "Methadone ended Nov 20, day 4 of the 14-day watch."
    assert "ethadone" not in change.bench
    other = replace(medication(date(2026, 11, 20)), moud=True)
    assert one(known(medications=(ended, other)), Reason.WATCH) is None


def test_release_from_custody_is_said_as_the_attention_rules_say_it():
    spans = (
        status(EpisodeStatus.IN_CUSTODY, date(2026, 11, 1), date(2026, 11, 19)),
        status(EpisodeStatus.ACTIVE, date(2026, 11, 19)),
    )
    change = one(known(statuses=spans), Reason.WATCH)
    assert change.text == "Released from custody Nov 19, day 5 of the 14-day watch."


def test_a_phase_that_is_ready_and_a_confirmation_that_waits():
    assert one(tran(), Reason.PHASE_READY, handbook=HANDBOOK) is not None
    out = positive(Substance.FENTANYL, Confirmation.PENDING)
    waits = specimen(date(2026, 11, 20), out)
    change = one(known(specimens=(waits, TESTED)), Reason.LAB_PENDING)
    assert change.bench == (
        "The test of Nov 20 waits for its confirmation; no response before that is settled."
    )


def test_the_court_may_put_another_reason_first():
    facts = known(
        specimens=(missed_test(SINCE), TESTED),
        legal=(LegalFacts(3, LegalEventKind.ARREST, SINCE),),
    )
    assert [c.reason for c in told(facts)] == [Reason.MISSED, Reason.ARREST]
    turned = StaffingPolicy(order=tuple(dict.fromkeys([Reason.ARREST, *Reason])))
    assert [c.reason for c in told(facts, policy=turned)] == [Reason.ARREST, Reason.MISSED]


def test_more_reasons_come_before_one_and_the_docket_decides_between_equals():
    class _Change:
        def __init__(self, reason):
            self.reason = reason

    def line(number, place, *reasons):
        return number, place, [_Change(reason) for reason in reasons]

    listed = [
        line(1, 1, Reason.UNCHANGED),
        line(2, 2, Reason.MISSED),
        line(3, 4, Reason.MISSED, Reason.ARREST),
        line(4, 3, Reason.MISSED),
        line(5, 5, Reason.POSITIVE),
    ]
    assert agenda_order(listed, StaffingPolicy()) == [5, 3, 2, 4, 1]
