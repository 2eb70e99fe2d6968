"""Which consent carries a disclosure, as a table: state, recipient, purpose, cover, and the day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from drugcourt.domain.disclosures import (
    ConsentKind,
    ConsentState,
    ConsentTrouble,
    Information,
    Reader,
)
from drugcourt.exchange.disclosure_policy import disclosure_policy
from drugcourt.rules.disclosures import ConsentFacts, Sought, carried_by

ON = date(2026, 11, 24)
DAY = timedelta(days=1)
WHOLE = ConsentFacts(
    id=7,
    kind=ConsentKind.CRIMINAL_JUSTICE,
    state=ConsentState.ACTIVE,
    recipients=frozenset({"team", "bench", "prosecutor", "defense"}),
    names=frozenset({"dr. a. roe"}),
    information=frozenset({"progress", "tests"}),
    signed_on=ON - 30 * DAY,
    expires_on=None,
    event_on=None,
    revoked_on=None,
)


def sought(reader=Reader.BENCH, name="", *tells):
    wanted = frozenset(tells or {Information.TESTS})
    return Sought(reader, name, disclosure_policy().readers[reader], wanted)


@pytest.mark.parametrize(
    ("changed", "reader", "trouble"),
    [
        ({}, Reader.BENCH, None),
        ({}, Reader.COUNSEL_AND_COURT, None),  # all its parts are named
        ({"recipients": frozenset({"bench", "defense"})}, Reader.COUNSEL_AND_COURT, "reader"),
        ({}, Reader.PROBATION, "reader"),
        ({}, Reader.PROVIDER, "kind"),
        ({"kind": ConsentKind.TREATMENT}, Reader.BENCH, "kind"),
        ({"kind": ConsentKind.PROCEEDINGS}, Reader.PROSECUTOR, "kind"),
        ({"state": ConsentState.DRAFT}, Reader.BENCH, "draft"),
        ({"signed_on": None}, Reader.BENCH, "draft"),
        ({"signed_on": ON}, Reader.BENCH, None),
        ({"signed_on": ON + DAY}, Reader.BENCH, "not_yet"),
        ({"information": frozenset({"progress"})}, Reader.BENCH, "narrow"),
        ({"expires_on": ON - DAY}, Reader.BENCH, "expired"),
        ({"expires_on": ON}, Reader.BENCH, None),  # the last day it may be used
        ({"event_on": ON - DAY}, Reader.BENCH, "expired"),
        ({"event_on": ON}, Reader.BENCH, None),
        ({"revoked_on": ON + DAY}, Reader.BENCH, None),
        ({"revoked_on": ON}, Reader.BENCH, "revoked"),
    ],
)
def test_a_consent_carries_or_says_why_not(changed, reader, trouble):
    found = carried_by([replace(WHOLE, **changed)], sought(reader), ON)
    assert found.trouble == (ConsentTrouble(trouble) if trouble else None)
    assert found.consent_id == (None if trouble else 7)


def test_somebody_else_has_to_be_named_by_name():
    assert carried_by([WHOLE], sought(Reader.OTHER, "Dr. A. Roe"), ON).consent_id == 7
    other = carried_by([WHOLE], sought(Reader.OTHER, "Dr. B. Roe"), ON)
    assert other.trouble is ConsentTrouble.READER


def test_of_several_the_newest_that_fits_carries_and_the_nearest_is_told():
    ended = replace(WHOLE, id=8, expires_on=ON - DAY, signed_on=ON - 5 * DAY)
    assert carried_by([ended, WHOLE], sought(), ON).consent_id == 7
    wrong = replace(WHOLE, id=9, kind=ConsentKind.TREATMENT)
    assert carried_by([wrong, ended], sought(), ON).trouble is ConsentTrouble.EXPIRED
    assert carried_by([], sought(), ON).trouble is ConsentTrouble.NONE


def test_nobodys_consent_opens_protected_records_to_the_public():
    named = replace(WHOLE, recipients=frozenset({"public"}))
    assert carried_by([named], sought(Reader.PUBLIC), ON).trouble is ConsentTrouble.KIND
