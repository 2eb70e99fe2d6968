"""Since when a participant is sober by the court's own rules, and what shows it for each day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from drugcourt.domain.dates import counted, short
from drugcourt.domain.facts import ParticipantFacts, SpecimenFacts
from drugcourt.domain.findings import Ref
from drugcourt.domain.program import Effect, NewCount, Program, SoberEvent, SoberPolicy
from drugcourt.rules.as_of import known_on
from drugcourt.rules.specimens import SpecimenReading, read_specimen

Readings = tuple[tuple[SpecimenFacts, SpecimenReading], ...]
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class SoberMark:
    """One event that the sober-time rule speaks about; `resets` says that the count began again.

    `pending` marks an event whose confirmation is out.
    """

    on: date
    event: SoberEvent
    resets: bool
    pending: bool
    ref: Ref
    sentence: str


@dataclass(frozen=True, slots=True)
class SoberClock:
    """Sober time on one day, by the program's policy.

    In-program time begins on the day of admission: `count_from` is that day until an event starts
    the count again. Tests from before admission are screening and never count; an event on the
    day of admission itself counts like any other. `sober_date` is None before admission, and on
    the day of an event whose new count only begins tomorrow. `days` are whole days from
    `count_from` to `as_of`, `longest` the longest count so far, `total` the days from admission
    up to (not including) `as_of` on which no event started the count again.

    While a confirmation is out on which the date depends, `provisional_since` is the day of the
    first such specimen; `if_confirmed` and `if_cleared` are the count's first day either way.
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
    medications = facts.medications
    ordered = sorted(facts.specimens, key=lambda item: (item.on, item.id))
    return tuple((specimen, read_specimen(specimen, medications)) for specimen in ordered)


def sober_clock(facts: ParticipantFacts, program: Program, as_of: date) -> SoberClock:
    """The sober clock on `as_of`; later records are not seen, an exit stops the clock."""
    known = known_on(facts, as_of)
    day = as_of if known.exited_on is None else known.exited_on
    return clock_of(known, read_all(known), program.sober, day)


def clock_of(
    facts: ParticipantFacts, readings: Readings, policy: SoberPolicy, as_of: date
) -> SoberClock:
    """The clock from facts already cut to `as_of` and their readings."""
    admitted = facts.admitted_on
    marks = _marks(readings, policy, admitted)
    first = {
        choice: _count_from(marks, policy, admitted, pending=choice) for choice in (True, False)
    }
    count_from = first[policy.pending_resets]
    provisional = first[True] != first[False]
    resets = [mark for mark in marks if mark.resets]
    pending = [m for m in marks if m.pending and _begins(m.on, policy) > first[False]]
    last = resets[-1] if resets else None
    evidence = dict.fromkeys(m.ref for m in (*resets, *pending))
    clock = SoberClock(
        as_of=as_of,
        count_from=count_from,
        sober_date=count_from if admitted <= as_of and count_from <= as_of else None,
        days=max(0, (as_of - count_from).days),
        longest=_longest(resets, policy, admitted, as_of),
        total=max(0, (as_of - admitted).days) - len({m.on for m in resets if m.on < as_of}),
        provisional_since=min(m.on for m in pending) if provisional else None,
        if_confirmed=first[True],
        if_cleared=first[False],
        last_event=last,
        marks=marks,
        evidence=(Ref("episode", facts.episode_id), *evidence),
        text="",
    )
    return _worded(clock, admitted)


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
    clock = clock_of(known, readings, program.sober, last)
    shown: dict[date, list[tuple[SpecimenFacts, SpecimenReading]]] = {}
    for specimen, reading in readings:
        shown.setdefault(specimen.on, []).append((specimen, reading))
    ledger = _DayLedger(known.admitted_on, program.sober, clock, shown)
    return tuple(
        ledger.day(start + timedelta(days=offset)) for offset in range((last - start).days)
    )


class _DayLedger:
    """Walks the days in order, keeping the first day of the count in force."""

    def __init__(
        self,
        admitted: date,
        policy: SoberPolicy,
        clock: SoberClock,
        shown: dict[date, list[tuple[SpecimenFacts, SpecimenReading]]],
    ) -> None:
        self._admitted = admitted
        self._policy = policy
        self._provisional_since = clock.provisional_since
        self._shown = shown
        self._reset_days = frozenset(mark.on for mark in clock.marks if mark.resets)
        self._resets = sorted(self._reset_days)
        self._next = 0
        self._from = admitted

    def day(self, on: date) -> SoberDay:
        if on < self._admitted:
            return SoberDay(on, sober=False, count=0, provisional=False, reason="Before admission")
        while self._next < len(self._resets) and self._resets[self._next] <= on:
            self._from = _begins(self._resets[self._next], self._policy)
            self._next += 1
        since = self._provisional_since
        reason, evidence = self._reason(on)
        return SoberDay(
            on=on,
            sober=on not in self._reset_days,
            count=max(0, (on - self._from).days + 1),
            provisional=since is not None and since <= on,
            reason=reason,
            evidence=evidence,
        )

    def _reason(self, on: date) -> tuple[str, tuple[Ref, ...]]:
        shown = self._shown.get(on, [])
        if shown:
            texts = dict.fromkeys(reading.text for _, reading in shown)
            refs = tuple(Ref("specimen", specimen.id) for specimen, _ in shown)
            return "; ".join(texts), refs
        if self._from == self._admitted:
            return f"No test; in the program since {short(self._admitted, on)}", ()
        return f"No test; the count began {short(self._from, on)}", ()


def _marks(readings: Readings, policy: SoberPolicy, admitted: date) -> tuple[SoberMark, ...]:
    """What the policy speaks about, in order; a pending result resets only as the policy says."""
    return tuple(
        SoberMark(
            on=specimen.on,
            event=event,
            resets=_resets(event, policy),
            pending=event is SoberEvent.PENDING and _would_reset(policy),
            ref=Ref("specimen", specimen.id),
            sentence=reading.text,
        )
        for specimen, reading in readings
        if reading.events and specimen.on >= admitted
        for event in reading.events
    )


def _resets(event: SoberEvent, policy: SoberPolicy) -> bool:
    if event is SoberEvent.PENDING:
        return policy.pending_resets and _would_reset(policy)
    return policy.effect(event) is Effect.RESET


def _would_reset(policy: SoberPolicy) -> bool:
    """A pending result weighs what a positive weighs; `pending_resets` says whether already now."""
    return policy.effect(SoberEvent.POSITIVE) is Effect.RESET


def _begins(event_on: date, policy: SoberPolicy) -> date:
    if policy.new_count is NewCount.SAME_DAY or event_on == date.max:
        return event_on
    return event_on + _A_DAY


def _count_from(
    marks: Iterable[SoberMark], policy: SoberPolicy, admitted: date, *, pending: bool
) -> date:
    """The first day of the count if every pending confirmation came back as `pending` says."""
    days = [m.on for m in marks if (pending if m.pending else m.resets)]
    return _begins(max(days), policy) if days else admitted


def _longest(resets: Iterable[SoberMark], policy: SoberPolicy, admitted: date, as_of: date) -> int:
    longest, begun = 0, admitted
    for mark in resets:
        longest = max(longest, (mark.on - begun).days)
        begun = _begins(mark.on, policy)
    return max(longest, (as_of - begun).days, 0)


def _worded(clock: SoberClock, admitted: date) -> SoberClock:
    """The clock with its sentence; the last thing made, so that it can speak of all the others."""
    if clock.as_of < admitted:
        text = "Not admitted yet"
    elif clock.sober_date is None:
        text = f"The count begins again on {short(clock.count_from, clock.as_of)}"
    else:
        days = counted(clock.days, "day")
        text = f"{days} since {short(clock.sober_date, clock.as_of)}"
        if clock.sober_date == admitted and clock.last_event is None:
            text += ", the day of admission"
    if clock.provisional_since is not None:
        text += ", provisional: a confirmation is pending"
    return replace(clock, text=text)
