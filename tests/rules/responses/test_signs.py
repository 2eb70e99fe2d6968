from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from drugcourt.domain.conduct import InfractionKind, LegalEventKind
from drugcourt.domain.facts import (
    HearingFacts,
    InfractionFacts,
    LegalFacts,
    ParticipantFacts,
    ResultFacts,
    SessionFacts,
    SpecimenFacts,
)
from drugcourt.domain.hearings import HearingAttendance
from drugcourt.domain.responses import Sign
from drugcourt.domain.specimens import (
    AnalyteResult,
    CollectionStatus,
    Confirmation,
    Substance,
    Validity,
)
from drugcourt.domain.treatment import Attendance, SessionKind
from drugcourt.rules.responses.signs import OrderFacts, all_kept, what_is_seen

DAY = date(2026, 11, 20)
AS_OF = date(2026, 11, 24)
NOBODY = ParticipantFacts(1, date(2026, 9, 1))


def test_of(*results: ResultFacts, **other: object) -> SpecimenFacts:
    held = {"status": CollectionStatus.COLLECTED, "results": results, **other}
    return SpecimenFacts(5, DAY, **held)


test_of.__test__ = False
POSITIVE = ResultFacts(Substance.COCAINE, AnalyteResult.POSITIVE)
NEGATIVE = ResultFacts(Substance.COCAINE, AnalyteResult.NEGATIVE)
PENDING = replace(POSITIVE, confirmation=Confirmation.PENDING)


def signs(**facts: object) -> list[Sign]:
    return [one.sign for one in what_is_seen(replace(NOBODY, **facts), (), AS_OF).seen]


@pytest.mark.parametrize(
    ("specimen", "expected"),
    [
        (test_of(POSITIVE), [Sign.POSITIVE]),
        (test_of(NEGATIVE), []),
        (test_of(PENDING), []),
        (test_of(POSITIVE, disputed=True), []),
        (test_of(NEGATIVE, validity=Validity.SUBSTITUTED), [Sign.TAMPERED]),
        (test_of(status=CollectionStatus.MISSED), [Sign.MISSED_TEST]),
        (test_of(status=CollectionStatus.MISSED, excused=True), []),
        (test_of(status=CollectionStatus.REFUSED), [Sign.REFUSED_TEST]),
        (test_of(status=CollectionStatus.ADMITTED), [Sign.ADMITTED]),
    ],
)
def test_a_test_shows_what_the_team_has_to_answer(
    specimen: SpecimenFacts, expected: list[Sign]
) -> None:
    assert signs(specimens=(specimen,)) == expected


@pytest.mark.parametrize("specimen", [test_of(PENDING), test_of(POSITIVE, disputed=True)])
def test_nothing_follows_from_a_test_that_is_not_settled(specimen: SpecimenFacts) -> None:
    found = what_is_seen(replace(NOBODY, specimens=(specimen,)), (), AS_OF)
    assert [one.on for one in found.held] == [DAY]


def test_a_test_before_the_admission_shows_nothing() -> None:
    early = replace(test_of(POSITIVE), on=date(2026, 8, 31))
    assert signs(specimens=(early,)) == []
    assert signs(specimens=(replace(early, on=date(2026, 9, 1)),)) == [Sign.POSITIVE]


def test_sessions_hearings_conduct_and_arrests_show() -> None:
    group = SessionFacts(1, DAY, SessionKind.GROUP, Attendance.ABSENT)
    absent = HearingFacts(1, DAY, HearingAttendance.FAILED_TO_APPEAR)
    facts = {
        "sessions": (group, replace(group, id=2, attendance=Attendance.EXCUSED)),
        "hearings": (absent, replace(absent, id=2, attendance=HearingAttendance.PRESENT)),
        "infractions": (InfractionFacts(1, InfractionKind.CURFEW, DAY),),
        "legal": (
            LegalFacts(1, LegalEventKind.ARREST, DAY),
            LegalFacts(2, LegalEventKind.ARREST, DAY, program_case=True),
        ),
    }
    assert sorted(signs(**facts)) == sorted(
        [Sign.CURFEW, Sign.MISSED_HEARING, Sign.MISSED_SESSION, Sign.NEW_ARREST]
    )


@pytest.mark.parametrize(
    ("done_on", "as_of", "expected"),
    [
        (DAY, AS_OF, [(Sign.ORDER_DONE, DAY)]),
        (None, DAY, []),
        (None, AS_OF, [(Sign.ORDER_OVERDUE, DAY + timedelta(days=1))]),
        (DAY + timedelta(days=2), AS_OF, [(Sign.ORDER_OVERDUE, DAY + timedelta(days=1))]),
    ],
)
def test_an_order_is_in_time_up_to_its_day(done_on, as_of, expected) -> None:
    found = what_is_seen(NOBODY, (OrderFacts(9, "Essay", DAY, done_on),), as_of)
    assert [(one.sign, one.on) for one in found.seen] == expected


def test_a_repetition_counts_within_its_period() -> None:
    days = [DAY - timedelta(days=n) for n in (0, 89, 90)]
    missed = [
        replace(test_of(status=CollectionStatus.MISSED), id=n, on=day) for n, day in enumerate(days)
    ]
    facts = replace(NOBODY, admitted_on=date(2026, 1, 1), specimens=tuple(missed))
    assert what_is_seen(facts, (), AS_OF).times(Sign.MISSED_TEST, DAY, 90) == 2


def test_what_was_kept_throughout_is_said_and_one_slip_ends_it() -> None:
    kept = SessionFacts(1, DAY, SessionKind.GROUP, Attendance.ATTENDED)
    good = replace(NOBODY, specimens=(test_of(NEGATIVE),), sessions=(kept,))
    first = AS_OF - timedelta(days=14)
    assert all_kept(good, first, AS_OF) == (
        (Sign.ALL_NEGATIVE, 1, "1 test, all negative"),
        (Sign.ALL_ATTENDED, 1, "1 session, all kept"),
    )
    assert all_kept(NOBODY, first, AS_OF) == ()
    slipped = replace(
        good,
        specimens=(test_of(NEGATIVE), replace(test_of(PENDING), id=6)),
        sessions=(kept, replace(kept, id=2, attendance=Attendance.ABSENT)),
    )
    assert all_kept(slipped, first, AS_OF) == ()
