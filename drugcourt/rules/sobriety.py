"""Since when a participant is sober by the court's own rules, and what shows it for each day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from operator import attrgetter

from drugcourt.domain.dates import Span, counted, short, union_days
from drugcourt.domain.facts import ParticipantFacts, SpecimenFacts
from drugcourt.domain.findings import Ref
from drugcourt.domain.program import Program, SoberEvent, SoberPolicy
from drugcourt.domain.sober import CountStarts, NewCount
from drugcourt.domain.specimens import Substance
from drugcourt.rules.as_of import known_on
from drugcourt.rules.sober_count import CountState, SoberCount
from drugcourt.rules.sober_marks import NEGATIVE, SoberMark, marks_of
from drugcourt.rules.specimens import SpecimenReading, read_in_turn

__all__ = [
    "NEGATIVE",
    "Readings",
    "SoberClock",
    "SoberDay",
    "SoberMark",
    "clock_of",
    "count_of",
    "days_with_reason",
    "read_all",
    "sober_clock",
]

Readings = tuple[tuple[SpecimenFacts, SpecimenReading], ...]
_A_DAY = timedelta(days=1)
_by_day = attrgetter("on", "id")


@dataclass(frozen=True, slots=True)
class SoberClock:
    """Sober time on one day, by the program's policy.

    In-program time begins on the day of admission: `count_from` is that day until an event starts
    the count again, and moves on by each day that was taken off or on which the count stood
    still. Tests from before admission are screening and never count; an event on the day of
    admission itself counts like any other. `sober_date` is None before admission, and on the day
    of an event whose new count only begins tomorrow. `days` are whole days from `count_from` to
    `as_of`, `longest` the longest count so far, `total` the days from admission up to (not
    including) `as_of` on which no event started or stopped the count.

    While a confirmation is out on which the date depends, `provisional_since` is the day of the
    first such specimen; `if_confirmed` and `if_cleared` are the count's first day either way.
    While the count stands still until a negative test, `suspended_since` is the day of the event
    that stopped it; while days do not count by the person's status, `paused_since` is the first of
    them and `paused_by` the status.
    """

    as_of: date
    count_from: date
    sober_date: date | None
    days: int
    longest: int
    total: int
    provisional_since: date | None
    if_confirmed: date
    if_cleared: date
    last_event: SoberMark | None
    marks: tuple[SoberMark, ...]
    evidence: tuple[Ref, ...]
    text: str
    suspended_since: date | None = None
    awaits_first: bool = False
    paused_since: date | None = None
    paused_by: str = ""
    history: SoberCount | None = field(default=None, compare=False, repr=False)

    @property
    def stands_still(self) -> bool:
        """Whether no day is added until something happens."""
        return self.suspended_since is not None or self.paused_since is not None

    @property
    def until(self) -> str:
        """What sets a count that stands still going again: `until the next negative test`."""
        if self.suspended_since is not None:
            return f"until the {'first' if self.awaits_first else 'next'} negative test"
        return f"while {self.paused_by}" if self.paused_since is not None else ""


@dataclass(frozen=True, slots=True)
class SoberDay:
    """One day and what shows it; `count` is the running count at the day's end, by policy."""

    on: date
    sober: bool
    count: int
    provisional: bool
    reason: str
    evidence: tuple[Ref, ...] = ()


def read_all(facts: ParticipantFacts) -> Readings:
    """Every specimen with its reading, oldest first; ties go by record number."""
    ordered = sorted(facts.specimens, key=_by_day)
    return tuple(zip(ordered, read_in_turn(ordered, facts.medications), strict=True))


def sober_clock(facts: ParticipantFacts, program: Program, as_of: date) -> SoberClock:
    """The sober clock on `as_of`; later records are not seen, an exit stops the clock."""
    known = known_on(facts, as_of)
    day = as_of if known.exited_on is None else known.exited_on
    return clock_of(known, read_all(known), program.sober, day, program.month_days)


def clock_of(
    facts: ParticipantFacts,
    readings: Readings,
    policy: SoberPolicy,
    as_of: date,
    month_days: int | None = None,
    substances: frozenset[Substance] = frozenset(),
) -> SoberClock:
    """The clock from facts already cut to `as_of` and their readings.

    With `substances` an event that is about others alone is not heard.
    """
    admitted = facts.admitted_on
    marks = marks_of(facts, readings, policy, month_days)
    if substances:
        marks = tuple(m for m in marks if not m.substances or m.substances & substances)
    negatives, pauses = _negatives(readings, marks, policy), _pauses(facts, policy)
    history = count_of(marks, negatives, policy, admitted, pauses, pending=policy.pending_resets)
    state = history.state(as_of)
    count_from = other = state.begun
    if any(mark.pending for mark in marks):
        turned = count_of(
            marks, negatives, policy, admitted, pauses, pending=not policy.pending_resets
        )
        other = turned.state(as_of).begun
    confirmed, cleared = (count_from, other) if policy.pending_resets else (other, count_from)
    touching = [m for m in marks if m.touches and not (m.pending and not policy.pending_resets)]
    settled = max((m.on for m in touching if m.resets and not m.pending), default=date.min)
    pending = [m for m in marks if m.pending and not (m.resets_if_pending and m.on <= settled)]
    last = touching[-1] if touching else None
    evidence = dict.fromkeys(m.ref for m in (*touching, *pending))
    lost = [Span(m.on, m.on + _A_DAY) for m in touching if m.resets and m.on < as_of]
    lost += history.stood_still(as_of)
    clock = SoberClock(
        as_of=as_of,
        count_from=count_from,
        sober_date=count_from if admitted <= as_of and count_from <= as_of else None,
        days=max(0, (as_of - count_from).days),
        longest=history.longest(as_of),
        total=max(0, (as_of - admitted).days) - union_days(lost, admitted, as_of),
        provisional_since=min(m.on for m in pending) if confirmed != cleared else None,
        if_confirmed=confirmed,
        if_cleared=cleared,
        last_event=last,
        marks=marks,
        evidence=(Ref("episode", facts.episode_id), *evidence),
        text="",
        suspended_since=state.still_since if state.awaits_test else None,
        awaits_first=state.awaits_test and state.still_since == admitted - _A_DAY,
        paused_since=None if state.awaits_test else state.still_since,
        paused_by=_paused_by(facts, policy, as_of),
        history=history,
    )
    return _worded(clock, admitted)


def count_of(
    marks: Iterable[SoberMark],
    negatives: list[date],
    policy: SoberPolicy,
    admitted: date,
    pauses: Sequence[Span] = (),
    *,
    pending: bool,
) -> SoberCount:
    """The count through all its changes, a pending event taken as `pending` says."""
    heard = (m for m in marks if m.touches and (pending or not m.pending))
    awaiting = policy.starts is CountStarts.FIRST_NEGATIVE
    return SoberCount(heard, negatives, policy, admitted, pauses, awaiting=awaiting, first=awaiting)


def _negatives(readings: Readings, marks: Iterable[SoberMark], policy: SoberPolicy) -> list[date]:
    """Days of negative tests; asked for only where the count may wait for one."""
    waits = CountStarts.FIRST_NEGATIVE is policy.starts or any(
        mark.suspends or (mark.touches and policy.new_count is NewCount.NEXT_NEGATIVE)
        for mark in marks
    )
    if not waits:
        return []
    return [specimen.on for specimen, reading in readings if reading.reading in NEGATIVE]


def _pauses(facts: ParticipantFacts, policy: SoberPolicy) -> list[Span]:
    """The time in statuses whose days do not count."""
    if not policy.without:
        return []
    return [Span(s.start, s.end) for s in facts.statuses if s.status in policy.without]


def _paused_by(facts: ParticipantFacts, policy: SoberPolicy, day: date) -> str:
    """The status on whose account the day does not count, as words in a sentence."""
    held = [
        s for s in facts.statuses if s.status in policy.without and Span(s.start, s.end).holds(day)
    ]
    last = max(held, key=lambda item: (item.start, item.id), default=None)
    return "" if last is None else last.status.label.lower()


def days_with_reason(
    facts: ParticipantFacts, program: Program, start: date, end: date
) -> tuple[SoberDay, ...]:
    """Each day of `[start, end)` with what shows it, as known on the span's last day.

    Days before admission are not counted; days after an exit are left out.
    """
    if end <= start:
        return ()
    known = known_on(facts, end - _A_DAY)
    last = end if known.exited_on is None else min(end, known.exited_on + _A_DAY)
    readings = read_all(known)
    clock = clock_of(known, readings, program.sober, last - _A_DAY, program.month_days)
    ledger = _DayLedger(known, clock, readings)
    return tuple(
        ledger.day(start + timedelta(days=offset)) for offset in range((last - start).days)
    )


class _DayLedger:
    """Says for each day what the count was and what shows it."""

    def __init__(self, facts: ParticipantFacts, clock: SoberClock, readings: Readings) -> None:
        assert clock.history is not None, "a clock made here has its history"
        self._admitted, self._statuses = facts.admitted_on, facts.statuses
        self._history = clock.history
        self._provisional_since = clock.provisional_since
        self._reset_days = frozenset(mark.on for mark in clock.marks if mark.resets)
        self._shown: dict[date, list[tuple[str, Ref]]] = {}
        for specimen, reading in readings:
            self._shown.setdefault(specimen.on, []).append(
                (reading.text, Ref("specimen", specimen.id))
            )
        for mark in clock.marks:
            if mark.ref.kind != "specimen":
                self._shown.setdefault(mark.on, []).append((mark.sentence, mark.ref))

    def day(self, on: date) -> SoberDay:
        if on < self._admitted:
            return SoberDay(on, sober=False, count=0, provisional=False, reason="Before admission")
        state = self._history.state(on)
        since = self._provisional_since
        reason, evidence = self._reason(on, state)
        return SoberDay(
            on=on,
            sober=on not in self._reset_days and state.still_since is None,
            count=max(0, (on - state.begun).days + (0 if state.paused else 1)),
            provisional=since is not None and since <= on,
            reason=reason,
            evidence=evidence,
        )

    def _reason(self, on: date, state: CountState) -> tuple[str, tuple[Ref, ...]]:
        shown = self._shown.get(on, [])
        if shown:
            text = "; ".join(dict.fromkeys(text for text, _ in shown))
            return text, tuple(ref for _, ref in shown)
        still = state.still_since
        if still is not None and still < self._admitted:
            return "No test; the count begins with the first negative test", ()
        if still is not None and not state.awaits_test:
            return f"Not counted: {self._away(on)}", ()
        if still is not None:
            return f"No test; the count stands still since {short(still, on)}", ()
        if state.begun == self._admitted:
            return f"No test; in the program since {short(self._admitted, on)}", ()
        return f"No test; the count began {short(state.begun, on)}", ()

    def _away(self, on: date) -> str:
        held = [s for s in self._statuses if Span(s.start, s.end).holds(on)]
        last = max(held, key=lambda item: (item.start, item.id), default=None)
        return "in a status whose days do not count" if last is None else last.status.label.lower()


def _open_words(marks: Iterable[SoberMark]) -> str:
    """What the count waits for: the laboratory, the end of a dispute, or a look at an alert."""
    events = {mark.event for mark in marks if mark.pending}
    if SoberEvent.PENDING in events:
        return "a confirmation is pending"
    alert = events == {SoberEvent.DEVICE_ALERT}
    return "an alert is not confirmed yet" if alert else "a test is disputed"


def _worded(clock: SoberClock, admitted: date) -> SoberClock:
    """The clock with its sentence; the last thing made, so that it can speak of all the others."""
    if clock.as_of < admitted:
        text = "Not admitted yet"
    elif clock.sober_date is None and clock.awaits_first:
        text = "The count begins with the first negative test"
    elif clock.sober_date is None and clock.suspended_since is not None:
        text = "The count begins again with the next negative test"
    elif clock.sober_date is None:
        text = f"The count begins again on {short(clock.count_from, clock.as_of)}"
    else:
        days = counted(clock.days, "day")
        text = f"{days} since {short(clock.sober_date, clock.as_of)}"
        if clock.sober_date == admitted and clock.last_event is None:
            text += ", the day of admission"
    still = clock.suspended_since or clock.paused_since
    if still is not None and clock.sober_date is not None:
        text += f", standing still since {short(still, clock.as_of)} {clock.until}"
    if clock.provisional_since is not None:
        text += f", provisional: {_open_words(clock.marks)}"
    return replace(clock, text=text)
