"""How the count of sober days runs through everything that starts it again, stops it or cuts it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from drugcourt.domain.dates import Span
from drugcourt.domain.program import Effect, NewCount, SoberPolicy
from drugcourt.rules.sober_marks import SoberMark

_A_DAY = timedelta(days=1)


def begins(event_on: date, policy: SoberPolicy) -> date:
    """The first day of the count that an event starts; at the earliest, where a test is awaited."""
    if policy.new_count is NewCount.SAME_DAY or event_on == date.max:
        return event_on
    return event_on + _A_DAY


class CountState(NamedTuple):
    """The count on one day: its first day, moved on by the days that do not count.

    `still_since` says since when it stands still. It `awaits_test` where only a negative test sets
    it going again. `paused` says that it was stopped by a status whose days do not count: then
    the day itself is none of its days.
    """

    begun: date
    still_since: date | None
    awaits_test: bool
    paused: bool

    def if_resumed(self, day: date) -> date:
        """The first day of the count, were it set going again on `day`."""
        waited = self.awaits_test and not self.paused
        later = self.still_since is not None and day > self.still_since
        return self.begun - _A_DAY if waited and later else self.begun


class SoberCount:
    """The count from its start on, piece by piece: each change begins a piece of its own.

    While the count stands still it says since when: a positive on day 40 and the next negative on
    day 45 make that day the 41st. In `pauses` no day counts, and the count goes on where it was.
    A count that is `awaiting` begins with a negative test; where that is its `first` one of all,
    nothing that happens before it counts.
    """

    def __init__(
        self,
        marks: Iterable[SoberMark],
        negatives: Sequence[date],
        policy: SoberPolicy,
        start: date,
        pauses: Sequence[Span] = (),
        *,
        awaiting: bool = False,
        first: bool = False,
    ) -> None:
        self._marks, self._negatives = list(marks), negatives
        self._policy, self._start, self._pauses = policy, start, pauses
        self._days = [date.min]
        self._begun, self._still = start, (start - _A_DAY if awaiting else None)
        self._held = 0  # whole days counted when it goes on again
        self._awaits, self._first = awaiting, first
        self._away = self._by_pause = False
        self._pieces: list[CountState] = [self._piece()]
        for on, turn in self._turns():
            self._go_on(on if isinstance(turn, SoberMark) else on - _A_DAY)
            if isinstance(turn, SoberMark):
                self._hear(turn)
            elif turn:
                self._pause(on)
            else:
                self._unpause(on)
        self._go_on(date.max)

    @property
    def changes(self) -> list[date]:
        """The days on which the count changed its course."""
        return self._days[1:]

    def state(self, day: date) -> CountState:
        """The count in force on `day`."""
        state = self._pieces[bisect_right(self._days, day) - 1]
        still = state.still_since
        if still is None or day <= still:
            return state
        return state._replace(begun=state.begun + (day - still))

    def since(self, floor: date) -> SoberCount:
        """The same count, of the days from `floor` on alone."""
        if floor <= self._start:
            return self
        later = [mark for mark in self._marks if mark.on >= floor]
        before = self.state(floor - _A_DAY)
        return SoberCount(
            later,
            self._negatives,
            self._policy,
            floor,
            self._pauses,
            awaiting=before.awaits_test,
            first=self._first and before.still_since == self._start - _A_DAY,
        )

    def longest(self, as_of: date) -> int:
        """The highest count reached up to `as_of`."""
        longest = 0
        for place, day in enumerate(self._days):
            if day > as_of:
                break
            begun, still = self._pieces[place][:2]
            reached = min(self._following(place, as_of), as_of) if still is None else still
            longest = max(longest, (reached - begun).days)
        return longest

    def stood_still(self, as_of: date) -> list[Span]:
        """The time before `as_of` in which the count stood still."""
        found: list[Span] = []
        for place, (_, still, *_) in enumerate(self._pieces):
            if still is not None:
                first = max(still, self._days[place], self._start)
                end = min(self._following(place, as_of), as_of)
                found += [Span(first, end)] if first < end else []
        return found

    # How it runs ------------------------------------------------------------------------------

    def _turns(self) -> list[tuple[date, SoberMark | bool]]:
        """Events with the beginnings (True) and ends of pauses, which go first on their day."""
        turns: list[tuple[date, SoberMark | bool]] = [(mark.on, mark) for mark in self._marks]
        if not self._pauses:
            return turns
        for first, end in _united(self._pauses, self._start):
            turns.append((first, True))
            if end is not None:
                turns.append((end, False))
        return sorted(turns, key=lambda turn: (turn[0], isinstance(turn[1], SoberMark)))

    def _following(self, place: int, otherwise: date) -> date:
        return self._days[place + 1] if place + 1 < len(self._days) else otherwise

    def _go_on(self, until: date) -> None:
        """A count that waits for one goes on with the first negative test after its stop."""
        if not self._awaits or self._still is None:
            return
        place = bisect_right(self._negatives, self._still)
        if place < len(self._negatives) and self._negatives[place] <= until:
            on = self._negatives[place]
            self._awaits = self._first = False
            self._begun = on - timedelta(days=self._held)
            self._still, self._by_pause = (on, True) if self._away else (None, False)
            self._put(on)

    def _pause(self, on: date) -> None:
        if self._still is None:
            self._still, self._held, self._by_pause = on, max(0, (on - self._begun).days), True
        self._away = True
        self._put(on)

    def _unpause(self, on: date) -> None:
        self._away = False
        if not self._awaits and self._still is not None:
            self._begun, self._still, self._by_pause = on - timedelta(days=self._held), None, False
        self._put(on)

    def _hear(self, mark: SoberMark) -> None:
        if self._first:
            return
        if mark.effect is Effect.RESET:
            self._reset(mark.on)
        elif mark.suspends:
            self._stop(mark.on)
        else:
            self._set_back(mark)
        self._put(mark.on)

    def _reset(self, on: date) -> None:
        self._awaits = self._policy.new_count is NewCount.NEXT_NEGATIVE
        self._by_pause = self._away and not self._awaits
        self._held = 0
        self._begun = on if self._by_pause else begins(on, self._policy)
        self._still = on if self._awaits or self._away else None

    def _stop(self, on: date) -> None:
        if self._still is None and on >= self._begun:
            self._still, self._held, self._awaits = on, (on - self._begun).days + 1, True
        elif self._away:
            self._awaits = True

    def _set_back(self, mark: SoberMark) -> None:
        """Days are taken off, never more than the count has."""
        first = begins(mark.on, self._policy) if self._still is None else self._still
        begun = min(self._begun + timedelta(days=mark.days), max(self._begun, first))
        self._held -= (begun - self._begun).days if self._still is not None else 0
        self._begun = begun

    def _piece(self) -> CountState:
        return CountState(self._begun, self._still, self._awaits, self._by_pause)

    def _put(self, on: date) -> None:
        if self._days[-1] == on:
            self._pieces[-1] = self._piece()
        else:
            self._days.append(on)
            self._pieces.append(self._piece())


def _united(spans: Iterable[Span], start: date) -> list[tuple[date, date | None]]:
    """The spans from `start` on, those that touch or overlap made one."""
    found: list[tuple[date, date | None]] = []
    for span in sorted(spans, key=lambda item: item.start):
        first = max(span.start, start)
        if span.end is not None and span.end <= first:
            continue
        if found and (found[-1][1] is None or first <= found[-1][1]):
            earlier, until = found[-1]
            ends = None if until is None or span.end is None else max(until, span.end)
            found[-1] = earlier, ends
        else:
            found.append((first, span.end))
    return found
