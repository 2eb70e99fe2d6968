"""Which behavior the records show, and how often: what the team has to answer, found by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from drugcourt.domain.conduct import InfractionKind, LegalEventKind
from drugcourt.domain.dates import counted
from drugcourt.domain.facts import ParticipantFacts, SpecimenFacts
from drugcourt.domain.findings import Ref
from drugcourt.domain.hearings import HearingAttendance
from drugcourt.domain.responses import Sign
from drugcourt.domain.specimens import Reading
from drugcourt.domain.treatment import KEPT, Attendance
from drugcourt.rules.specimens import SpecimenReading, read_in_turn

_BY_READING = {
    Reading.UNEXPECTED_POSITIVE: Sign.POSITIVE,
    Reading.ADMITTED: Sign.ADMITTED,
    Reading.MISSED: Sign.MISSED_TEST,
    Reading.REFUSED: Sign.REFUSED_TEST,
    Reading.TAMPERED: Sign.TAMPERED,
}
_GOOD = frozenset({Reading.NEGATIVE, Reading.EXPECTED_POSITIVE, Reading.RESIDUAL})
_BY_INFRACTION = {
    InfractionKind.CURFEW: Sign.CURFEW,
    InfractionKind.RULE: Sign.RULE,
    InfractionKind.OTHER: Sign.RULE,
}
_NEW_CASE = frozenset({LegalEventKind.ARREST, LegalEventKind.CHARGE, LegalEventKind.OFFENCE})


@dataclass(frozen=True, slots=True)
class Seen:
    """One thing the records show on one day, and which record shows it."""

    sign: Sign
    on: date
    text: str
    ref: Ref


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """One ordered response, as far as its being done goes."""

    id: int
    title: str
    due_on: date
    done_on: date | None


@dataclass(frozen=True, slots=True)
class Findable:
    """What the records of one participant show: `seen` oldest first.

    `held` are tests whose word is not out yet or is disputed; nothing follows from them.
    """

    seen: tuple[Seen, ...]
    held: tuple[Seen, ...]

    def between(self, first: date, last: date) -> tuple[Seen, ...]:
        """What was seen from `first` to `last`, both included."""
        return tuple(one for one in self.seen if first <= one.on <= last)

    def times(self, sign: Sign, on: date, period_days: int) -> int:
        """How often up to this day, within the period before it; the day itself counts."""
        since = on - timedelta(days=period_days)
        return sum(1 for one in self.seen if one.sign is sign and since < one.on <= on)


def what_is_seen(facts: ParticipantFacts, orders: Sequence[OrderFacts], as_of: date) -> Findable:
    """Everything from the admission to `as_of`, both days included.

    An excused test or session, a test in dispute and one whose confirmation is out show nothing.
    """
    seen: list[Seen] = []
    held: list[Seen] = []
    tests = [t for t in facts.specimens if facts.admitted_on <= t.on <= as_of]
    for test, reading in zip(tests, read_in_turn(tests, facts.medications), strict=True):
        _of_test(test, reading, seen, held)
    seen += _of_sessions(facts, as_of)
    seen += _of_conduct(facts, as_of)
    seen += _of_orders(orders, as_of)
    for milestone in facts.milestones:
        if milestone.done_on <= as_of:
            ref = Ref("milestone", milestone.id)
            seen.append(Seen(Sign.MILESTONE, milestone.done_on, "Milestone reached", ref))
    return Findable(tuple(sorted(seen, key=_order)), tuple(sorted(held, key=_order)))


def all_kept(facts: ParticipantFacts, first: date, last: date) -> tuple[tuple[Sign, int, str], ...]:
    """What was achieved throughout from `first` to `last`: the sign, how many, and in words."""
    tests = [t for t in facts.specimens if first <= t.on <= last]
    readings = [r for r in read_in_turn(tests, facts.medications) if r.reading in _TOLD]
    found: list[tuple[Sign, int, str]] = []
    if readings and all(r.reading in _GOOD and not r.disputed for r in readings):
        number = len(readings)
        found.append((Sign.ALL_NEGATIVE, number, f"{counted(number, 'test')}, all negative"))
    due = [
        s
        for s in facts.sessions
        if first <= s.on <= last and s.attendance not in (Attendance.EXCUSED, Attendance.CANCELLED)
    ]
    if due and all(s.attendance in KEPT for s in due):
        found.append((Sign.ALL_ATTENDED, len(due), f"{counted(len(due), 'session')}, all kept"))
    return tuple(found)


_TOLD = frozenset(Reading) - {Reading.EXCUSED, Reading.NO_RESULT}


def _order(one: Seen) -> tuple[date, str, int]:
    return one.on, one.sign, one.ref.id


def _of_test(
    test: SpecimenFacts, reading: SpecimenReading, seen: list[Seen], held: list[Seen]
) -> None:
    ref = Ref("specimen", test.id)
    sign = _BY_READING.get(reading.reading)
    waits = reading.disputed or reading.reading is Reading.PENDING
    if waits and (sign is not None or reading.reading is Reading.PENDING):
        held.append(Seen(sign or Sign.POSITIVE, test.on, reading.text, ref))
    elif sign is not None:
        seen.append(Seen(sign, test.on, reading.text, ref))


def _of_sessions(facts: ParticipantFacts, as_of: date) -> Iterator[Seen]:
    for session in facts.sessions:
        if session.attendance is Attendance.ABSENT and session.on <= as_of:
            words = f"{session.kind.label} missed"
            yield Seen(Sign.MISSED_SESSION, session.on, words, Ref(session.source, session.id))
    for hearing in facts.hearings:
        if hearing.attendance is HearingAttendance.FAILED_TO_APPEAR and hearing.on <= as_of:
            ref = Ref("docket_entry", hearing.id)
            yield Seen(Sign.MISSED_HEARING, hearing.on, "Failed to appear", ref)


def _of_conduct(facts: ParticipantFacts, as_of: date) -> Iterator[Seen]:
    for infraction in facts.infractions:
        sign = _BY_INFRACTION.get(infraction.kind)
        if sign is not None and infraction.on <= as_of:
            words = infraction.text or infraction.kind.label
            yield Seen(sign, infraction.on, words, Ref("infraction", infraction.id))
    for legal in facts.legal:
        if legal.kind in _NEW_CASE and not legal.program_case and legal.on <= as_of:
            yield Seen(Sign.NEW_ARREST, legal.on, legal.kind.label, Ref(legal.record, legal.id))


def _of_orders(orders: Iterable[OrderFacts], as_of: date) -> Iterator[Seen]:
    for order in orders:
        ref = Ref("response", order.id)
        day_after = order.due_on + timedelta(days=1)
        if order.done_on is not None and order.done_on <= min(order.due_on, as_of):
            yield Seen(Sign.ORDER_DONE, order.done_on, order.title, ref)
        elif day_after <= as_of and (order.done_on is None or order.done_on > order.due_on):
            yield Seen(Sign.ORDER_OVERDUE, day_after, order.title, ref)
