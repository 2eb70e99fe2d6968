"""A dispute or an alert that nobody looked at holds what would follow, until it is settled."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from drugcourt.domain.devices import AlertKind, AlertState
from drugcourt.domain.facts import AlertFacts
from drugcourt.domain.program import Effect, Elapsed, SoberEvent, SoberPolicy
from drugcourt.domain.specimens import AnalyteResult, CollectionStatus, Substance
from drugcourt.domain.tone import Tone
from drugcourt.rules.attention import attention
from drugcourt.rules.phases import judge_person
from drugcourt.rules.sobriety import sober_clock
from tests.builders import (
    days,
    later,
    missed_test,
    participant,
    positive,
    program,
    requirement,
    result,
    specimen,
)

BEGUN, TODAY = date(2026, 8, 1), date(2026, 11, 24)
ON = later(TODAY, -4)
SINCE = later(TODAY, -14)
RESETS = {SoberEvent.POSITIVE: Effect.RESET, SoberEvent.DEVICE_ALERT: Effect.RESET}


def handbook(**wanted):
    return program(requirement(Elapsed(days(900)), "time"), sober=SoberPolicy(RESETS, **wanted))


def with_a_positive(*, disputed):
    return participant(
        BEGUN, specimens=(specimen(ON, positive(Substance.FENTANYL), disputed=disputed),)
    )


def keys(facts):
    judged = judge_person(facts, handbook(), TODAY)
    return {item.key: item for item in attention(facts, judged, TODAY, SINCE)}


@pytest.mark.parametrize("pending_resets", [True, False])
def test_a_disputed_positive_leaves_both_dates_open(pending_resets):
    clock = sober_clock(
        with_a_positive(disputed=True), handbook(pending_resets=pending_resets), TODAY
    )
    assert (clock.if_confirmed, clock.if_cleared) == (later(ON, 1), BEGUN)
    assert clock.provisional_since == ON
    assert clock.text.endswith("provisional: a test is disputed")
    stands = sober_clock(with_a_positive(disputed=False), handbook(), TODAY)
    assert (stands.provisional_since, stands.sober_date) == (None, later(ON, 1))


def test_a_disputed_positive_asks_for_no_response():
    assert "unexpected_positive" in keys(with_a_positive(disputed=False))
    held = keys(with_a_positive(disputed=True))
    assert "unexpected_positive" not in held
    item = held["disputed"]
    assert (item.tone, item.word, item.since) == (Tone.WATCH, "Disputed", ON)
    assert "disputed" in item.text
    assert item.text.endswith("No response until the dispute is settled.")


def test_a_disputed_missed_test_is_not_counted_among_the_missed():
    missed = missed_test(later(TODAY, -2))
    refused = specimen(later(TODAY, -1), status=CollectionStatus.REFUSED)
    assert "missed_tests" in keys(participant(BEGUN, specimens=(missed, refused)))
    held = tuple(replace(item, disputed=True) for item in (missed, refused))
    assert "missed_tests" not in keys(participant(BEGUN, specimens=held))


def alert(state, kind=AlertKind.ALCOHOL, answered_on=None):
    return AlertFacts(7, kind, ON, state, answered_on)


@pytest.mark.parametrize(
    ("state", "kind", "sober", "provisional"),
    [
        (AlertState.CONFIRMED, AlertKind.ALCOHOL, later(ON, 1), None),
        (AlertState.CONFIRMED, AlertKind.TAMPER, later(ON, 1), None),
        (AlertState.CONFIRMED, AlertKind.MISSED, BEGUN, None),
        (AlertState.CONFIRMED, AlertKind.EQUIPMENT, BEGUN, None),
        (AlertState.DISMISSED, AlertKind.ALCOHOL, BEGUN, None),
        (AlertState.OPEN, AlertKind.ALCOHOL, later(ON, 1), ON),
    ],
)
def test_only_a_confirmed_alert_of_use_moves_the_sober_date(state, kind, sober, provisional):
    facts = participant(BEGUN, alerts=(alert(state, kind),))
    clock = sober_clock(facts, handbook(), TODAY)
    assert (clock.sober_date, clock.provisional_since) == (sober, provisional)


def test_an_alert_is_open_until_the_day_it_was_answered():
    answered = alert(AlertState.DISMISSED, answered_on=later(ON, 3))
    facts = participant(BEGUN, alerts=(answered,))
    assert sober_clock(facts, handbook(), later(ON, 2)).provisional_since == ON
    assert sober_clock(facts, handbook(), later(ON, 3)).provisional_since is None


def test_alerts_are_shown_until_somebody_looked_and_once_confirmed():
    assert keys(participant(BEGUN, alerts=(alert(AlertState.OPEN),)))["device_alert_open"]
    stands = participant(BEGUN, alerts=(alert(AlertState.CONFIRMED, answered_on=TODAY),))
    assert keys(stands)["device_alert"].tone is Tone.ALARM
    gone = keys(participant(BEGUN, alerts=(alert(AlertState.DISMISSED, answered_on=TODAY),)))
    assert not {"device_alert", "device_alert_open"} & set(gone)


def test_a_result_is_late_after_two_days():
    def waits(ago):
        return participant(BEGUN, specimens=(specimen(later(TODAY, -ago), silent()),))

    assert "result_late" not in keys(waits(2))
    assert "result_late" in keys(waits(3))


def silent():
    return result(Substance.THC, AnalyteResult.NOT_REPORTED)
