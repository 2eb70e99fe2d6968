"""How the count of sober days runs through everything that starts it again, stops it or cuts it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date, timedelta

from drugcourt.domain.program import Effect, NewCount, SoberPolicy
from drugcourt.rules.sober_marks import SoberMark

_A_DAY = timedelta(days=1)


def begins(event_on: date, policy: SoberPolicy) -> date:
    """The first day of the count that an event starts."""
    if policy.new_count is NewCount.SAME_DAY or event_on == date.max:
        return event_on
    return event_on + _A_DAY


class SoberCount:
    """The count from admission on, piece by piece: each change begins a piece of its own.

    A piece says on which day its count began, moved on by the days that do not count. While the
    count stands still it says since when: a positive on day 40 and the next negative on day 45
    make that day the 41st.
    """

    def __init__(
        self,
        marks: Iterable[SoberMark],
        negatives: list[date],
        policy: SoberPolicy,
        admitted: date,
    ) -> None:
        self._days = [date.min]
        self._pieces: list[tuple[date, date | None]] = [(admitted, None)]
        for mark in marks:
            self._go_on(negatives, mark.on)
            self._hear(mark, policy)
        self._go_on(negatives, date.max)

    @property
    def changes(self) -> list[date]:
        """The days on which the count changed its course."""
        return self._days[1:]

    def state(self, day: date) -> tuple[date, date | None]:
        """The first day of the count in force on `day`, and since when it stands still."""
        begun, stopped = self._pieces[bisect_right(self._days, day) - 1]
        return begun if stopped is None else begun + (day - stopped), stopped

    def longest(self, as_of: date) -> int:
        """The highest count reached up to `as_of`."""
        longest = 0
        for place, day in enumerate(self._days):
            if day > as_of:
                break
            following = self._days[place + 1] if place + 1 < len(self._days) else as_of
            begun, stopped = self._pieces[place]
            reached = min(following, as_of) if stopped is None else stopped
            longest = max(longest, (reached - begun).days)
        return longest

    def stood_still(self, as_of: date) -> set[date]:
        """The days before `as_of` on which the count stood still."""
        still: set[date] = set()
        for place, (_, stopped) in enumerate(self._pieces):
            if stopped is not None and stopped < as_of:
                following = self._days[place + 1] if place + 1 < len(self._days) else as_of
                length = (min(following, as_of) - stopped).days
                still |= {stopped + timedelta(days=n) for n in range(length)}
        return still

    def _go_on(self, negatives: list[date], until: date) -> None:
        """A count that stands still goes on with the first negative test after its stop."""
        begun, stopped = self._pieces[-1]
        if stopped is None:
            return
        place = bisect_right(negatives, stopped)
        if place < len(negatives) and negatives[place] <= until:
            on = negatives[place]
            self._put(on, begun + (on - stopped - _A_DAY), None)

    def _hear(self, mark: SoberMark, policy: SoberPolicy) -> None:
        begun, stopped = self._pieces[-1]
        first = begins(mark.on, policy)
        if mark.effect is Effect.RESET:
            self._put(mark.on, first, None)
        elif mark.suspends:
            if stopped is None and mark.on >= begun:
                self._put(mark.on, begun, mark.on)
        elif stopped is not None:
            self._put(mark.on, min(begun + timedelta(days=mark.days), max(begun, stopped)), stopped)
        else:
            self._put(mark.on, min(begun + timedelta(days=mark.days), max(begun, first)), None)

    def _put(self, on: date, begun: date, stopped: date | None) -> None:
        if self._days[-1] == on:
            self._pieces[-1] = (begun, stopped)
        else:
            self._days.append(on)
            self._pieces.append((begun, stopped))
