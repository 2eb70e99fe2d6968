"""A coordinator is shown what needs a look, the most urgent first, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.program import Elapsed
from drugcourt.domain.specimens import Confirmation, Substance
from drugcourt.domain.tone import Tone
from drugcourt.domain.treatment import Attendance
from drugcourt.rules.attention import AttentionPolicy, attention
from drugcourt.rules.phases import judge_person
from tests.builders import (
    days,
    decision,
    five_phases,
    later,
    medication,
    missed_test,
    months,
    participant,
    positive,
    program,
    requirement,
    result,
    session,
    specimen,
    status,
)
from tests.rules.test_phases import _END, HANDBOOK, NOV_24, graduate, tran

BEGUN = date(2026, 8, 10)
SINCE = date(2026, 11, 10)
TESTED = specimen(later(NOV_24, -1))
WAITS = program(requirement(Elapsed(days(900)), "time"))


def shown(facts, handbook=WAITS, as_of=NOV_24, since=SINCE, policy=None):
    judgement = judge_person(facts, handbook, as_of)
    return attention(facts, judgement, as_of, since, policy)


def one(facts, key, **wanted):
    return next((item for item in shown(facts, **wanted) if item.key == key), None)


def test_nothing_is_shown_of_someone_for_whom_all_is_well():
    assert shown(participant(BEGUN, specimens=(TESTED,))) == ()


def test_ready_but_for_the_team_is_ready_to_be_decided():
    item = one(tran(), "phase_ready", handbook=HANDBOOK)
    assert (item.tone, item.word, item.since) == (Tone.GOOD, "Phase ready", NOV_24)
    assert one(tran(), "phase_ready", handbook=HANDBOOK, as_of=later(NOV_24, -1)) is None


def test_dismissal_eligible_with_every_decision_and_to_be_decided_without():
    item = one(graduate(), "dismissal_eligible", handbook=HANDBOOK, as_of=_END)
    assert item.text.startswith("All 8 requirements for graduation are met.")
    waiting = graduate(decisions=(decision("p5.team", later(_END, -1)),))
    assert one(waiting, "dismissal_eligible", handbook=HANDBOOK, as_of=_END) is None
    assert one(waiting, "dismissal_decision", handbook=HANDBOOK, as_of=_END) is not None


@pytest.mark.parametrize(("on", "seen"), [(later(SINCE, -1), False), (SINCE, True), (NOV_24, True)])
def test_an_unexpected_positive_since_the_last_hearing(on, seen):
    facts = participant(BEGUN, specimens=(TESTED, specimen(on, positive())))
    assert (one(facts, "unexpected_positive") is not None) is seen


@pytest.mark.parametrize(
    ("back", "tone"),
    [((6,), Tone.WATCH), ((0, 6), Tone.ALARM), ((7,), None), ((), None)],
)
def test_missed_tests_in_seven_days(back, tone):
    missed = tuple(missed_test(later(NOV_24, -n)) for n in back)
    item = one(participant(BEGUN, specimens=(TESTED, *missed)), "missed_tests")
    assert (item.tone if item else None) is tone


def test_absences_in_seven_days_and_excused_ones_are_none():
    absent = session(later(NOV_24, -2), Attendance.ABSENT)
    excused = session(later(NOV_24, -1), Attendance.EXCUSED)
    facts = participant(BEGUN, specimens=(TESTED,), sessions=(absent, excused))
    item = one(facts, "unexcused_absences")
    assert item.text == "1 unexcused absence in 7 days (group Nov 22)."


@pytest.mark.parametrize(
    ("released", "text"),
    [
        (NOV_24, "Released from custody Nov 24, day 0 of the 14-day watch."),
        (date(2026, 11, 19), "Released from custody Nov 19, day 5 of the 14-day watch."),
        (date(2026, 11, 10), "Released from custody Nov 10, day 14 of the 14-day watch."),
        (date(2026, 11, 9), None),
        (later(NOV_24, 1), None),
    ],
)
def test_fourteen_days_of_watch_follow_a_release(released, text):
    out = status(EpisodeStatus.IN_CUSTODY, date(2026, 10, 1), released)
    item = one(participant(BEGUN, statuses=(out,), specimens=(TESTED,)), "release_watch")
    assert (item.text if item else None) == text


@pytest.mark.parametrize(
    ("kind", "key"),
    [(EpisodeStatus.IN_CUSTODY, "in_custody"), (EpisodeStatus.ABSCONDED, "absconded")],
)
def test_who_is_away_is_shown_and_not_missed_at_testing(kind, key):
    facts = participant(BEGUN, statuses=(status(kind, date(2026, 11, 3)),))
    assert [item.key for item in shown(facts)] == [key]
    assert "since Nov 3, 21 days" in shown(facts)[0].text


@pytest.mark.parametrize(("back", "seen"), [(14, False), (15, True)])
def test_no_test_for_more_than_fourteen_days(back, seen):
    facts = participant(BEGUN, specimens=(specimen(later(NOV_24, -back)),))
    assert (one(facts, "no_test") is not None) is seen


def test_a_missed_test_is_no_test():
    facts = participant(BEGUN, specimens=(missed_test(later(NOV_24, -10)),))
    assert one(facts, "no_test").text == "No test yet, since Aug 10, 106 days."


def test_a_confirmation_waits_and_comes_back():
    waiting = positive(Substance.FENTANYL, Confirmation.PENDING)
    facts = participant(BEGUN, specimens=(specimen(later(NOV_24, -2), waiting),))
    item = one(facts, "confirmation_waiting")
    assert (item.tone, item.text) == (
        Tone.INFO,
        "Fentanyl of Nov 22 waits for its confirmation, 2 days.",
    )
    assert one(facts, "confirmation_waiting", as_of=later(NOV_24, 6)).tone is Tone.WATCH
    back = positive(Substance.FENTANYL, Confirmation.NOT_CONFIRMED, confirmed_on=NOV_24)
    returned = participant(BEGUN, specimens=(specimen(date(2026, 11, 2), back),))
    assert one(returned, "confirmation_returned").text == (
        "Confirmation back for Nov 2: fentanyl not confirmed. "
        "Sober time: 106 days since Aug 10, the day of admission."
    )
    assert one(returned, "confirmation_returned", as_of=later(NOV_24, -1)) is None


def test_a_missing_medicine_goes_to_treatment():
    facts = participant(
        BEGUN,
        specimens=(specimen(later(NOV_24, -1), result(Substance.BUPRENORPHINE)),),
        medications=(medication(BEGUN),),
    )
    item = one(facts, "unexpected_negative")
    assert item.word == "To treatment"
    assert {ref.kind for ref in item.evidence} == {"specimen", "medication"}


@pytest.mark.parametrize(
    ("as_of", "said"),
    [
        (date(2026, 11, 9), None),
        (date(2026, 11, 10), "is reached Dec 10."),
        (date(2026, 12, 10), "is reached Dec 10."),
        (date(2026, 12, 11), "was reached Dec 10."),
    ],
)
def test_an_upper_end_is_announced_a_month_before(as_of, said):
    handbook = program(requirement(Elapsed(days(900), most=months(4)), "time"))
    facts = participant(BEGUN, specimens=(specimen(later(as_of, -1)),))
    item = one(facts, "over_most", handbook=handbook, as_of=as_of)
    assert item is None if said is None else item.text.endswith(said)


def test_nothing_is_shown_before_admission_or_after_the_exit():
    facts = participant(BEGUN, exited_on=later(BEGUN, 30))
    assert shown(facts, as_of=later(BEGUN, 30)) == ()
    assert shown(facts, as_of=later(BEGUN, -1)) == ()
    assert shown(facts, as_of=later(BEGUN, 29)) != ()


def test_alarms_come_first_and_a_court_may_change_the_numbers():
    facts = participant(
        BEGUN, specimens=(specimen(later(NOV_24, -1), positive()), missed_test(NOV_24))
    )
    assert [item.key for item in shown(facts)] == ["unexpected_positive", "missed_tests"]
    strict = AttentionPolicy(missed_alarm=1)
    assert one(facts, "missed_tests", policy=strict).tone is Tone.ALARM


def test_every_text_is_a_sentence():
    facts = tran(specimens=(specimen(NOV_24, positive()), missed_test(NOV_24)))
    for item in shown(facts, handbook=five_phases()):
        assert item.text.endswith(".")
        assert item.text[0].isupper() or item.text[0].isdigit()
