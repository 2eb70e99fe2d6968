"""Whether something was handed in each time that the handbook asks for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from drugcourt.domain.dates import counted, short, subtract
from drugcourt.domain.facts import ItemFacts
from drugcourt.domain.findings import Finding, Ref, Verdict
from drugcourt.domain.hearings import HearingAttendance
from drugcourt.domain.program import HandedIn, Requirement
from drugcourt.domain.treatment import KEPT
from drugcourt.rules.requirements.breaches import Wanted, breaches
from drugcourt.rules.requirements.breakpoints import first_met
from drugcourt.rules.requirements.case import Case, found, not_begun
from drugcourt.rules.requirements.periods import ended_periods
from drugcourt.rules.requirements.tally import chosen_sessions

_A_DAY = timedelta(days=1)
_AWAY = frozenset(
    {
        HearingAttendance.FAILED_TO_APPEAR,
        HearingAttendance.EXCUSED,
        HearingAttendance.IN_CUSTODY,
    }
)


@dataclass(frozen=True, slots=True, eq=False)
class _Occasion:
    """One time that something is asked: from `opens` on it may be handed in, from `asked` on it
    lacks, and from `lost` on it comes too late (None: never).
    """

    opens: date
    asked: date
    lost: date | None
    ref: Ref | None = None


def handed_in(requirement: Requirement, rule: HandedIn, case: Case) -> Finding:
    """`n` items for every hearing attended, every whole `per`, every kept session or contact of
    those chosen, or each of `for_each` that happened, since phase entry.

    For a hearing or a period it is handed in no later than on its last day, unless `within` gives
    more; for the others any time after, or `within` so long. With `missing` so many may lack.
    Without `over` what came too late stays missing until it is waived.
    """
    start = case.entered
    if start is None:
        return not_begun(requirement, case)
    occasions = sorted(_occasions(rule, case, start), key=_in_order)
    if not occasions:
        return _nothing_asked(requirement, rule, case, start)
    book = _Book(rule, case, start, occasions)
    bad = book.lacking(case.as_of)
    gone = [one for one in bad if one.lost is not None and one.lost <= case.as_of]
    met = len(bad) <= rule.missing
    lost = len(gone) > rule.missing and rule.over is None
    first = occasions[0].asked
    day = first_met(
        lambda on: len(book.lacking(on)) <= rule.missing, book.changes(), first, case.as_of
    )
    open_ = not met and len(gone) <= rule.missing
    ahead = None if lost or open_ or (not met and rule.per is not None) else day
    many = len(book.asked(case.as_of))
    done = many - len(bad)
    text = f"handed in {done:,} of {counted(many, 'time')}" if many else "nothing has asked for it"
    if rule.over is not None:
        text += f" in the last {rule.over}"
    if bad:
        text += f"; missing for {short(bad[-1].asked, case.as_of)}"
    return found(
        requirement,
        Verdict.MET if met else Verdict.FAILED if lost else Verdict.UNMET,
        text,
        met_from=ahead,
        if_acted=case.as_of if open_ else ahead or day or case.as_of,
        achieved=f"{done:,} / {many:,}",
        evidence=(
            *(Ref("item", item.id) for item in book.given),
            *(one.ref for one in occasions if one.ref is not None),
            *case.stay_refs(),
        ),
    )


class _Book:
    """What was handed in, laid out over the occasions that asked for it.

    Each item stands for the one that is lost first, of those that are never lost for the latest.
    With `over` the occasions of a day's window alone are laid out: one that has left it, for which
    nothing came, takes nothing from those still in it.
    """

    def __init__(self, rule: HandedIn, case: Case, start: date, occasions: list[_Occasion]) -> None:
        self._rule, self._case, self._start = rule, case, start
        self._occasions = occasions
        chosen = (
            item
            for item in case.facts.items
            if item.key == rule.item and (item.checked or not rule.checked)
        )
        self._items = sorted(chosen, key=lambda item: (item.on, item.id))
        self._in_all = _laid_out(rule, occasions, self._items)

    def asked(self, day: date) -> list[_Occasion]:
        """The occasions looked at on a day."""
        floor, over = self._start, self._rule.over
        if over is not None:
            floor = max(floor, subtract(day, over, self._case.program.month_days) + _A_DAY)
        return [one for one in self._occasions if floor <= one.asked <= day]

    def lacking(self, day: date) -> list[_Occasion]:
        """The occasions for which something is missing at the end of the day."""
        asked = self.asked(day)
        done = self._in_all.done_on
        if self._rule.over is not None:
            done = _laid_out(self._rule, asked, self._items).done_on
        return [one for one in asked if done.get(one, date.max) > day]

    @property
    def given(self) -> list[ItemFacts]:
        """The items that stand for something on the day asked."""
        if self._rule.over is None:
            return self._in_all.given
        return _laid_out(self._rule, self.asked(self._case.as_of), self._items).given

    def changes(self) -> Iterable[date]:
        """The days on which the answer may change."""
        asked = [one.asked for one in self._occasions]
        over = self._rule.over
        if over is None:
            return [*asked, *self._in_all.done_on.values()]
        leaves = [self._case.plus(day, over) for day in asked]
        return [*asked, *leaves, *(item.on for item in self._items)]


@dataclass(frozen=True, slots=True)
class _Layout:
    """On which day each occasion had all that it asks, and which items stand for something."""

    done_on: dict[_Occasion, date]
    given: list[ItemFacts]


def _laid_out(rule: HandedIn, occasions: list[_Occasion], items: list[ItemFacts]) -> _Layout:
    left = dict.fromkeys(range(len(occasions)), rule.n)
    laid = _Layout({}, [])
    for item in items:
        fitting = [
            (one.lost or date.max, -place)
            for place, one in enumerate(occasions)
            if left[place] and one.opens <= item.on and _in_time(rule, one, item.on)
        ]
        if fitting:
            place = -min(fitting)[1]
            left[place] -= 1
            laid.given.append(item)
            if not left[place]:
                laid.done_on[occasions[place]] = item.on
    return laid


def _in_time(rule: HandedIn, one: _Occasion, on: date) -> bool:
    if one.lost is None:
        return True
    return on < one.lost if rule.within is not None else on <= one.asked


def _nothing_asked(requirement: Requirement, rule: HandedIn, case: Case, start: date) -> Finding:
    refs = case.stay_refs()
    since = short(start, case.as_of)
    if rule.for_each:
        text = f"nothing has asked for it since {since}"
        return found(requirement, Verdict.MET, text, met_from=start, evidence=refs)
    what = "session" if _of_sessions(rule) else "hearing" if rule.per is None else str(rule.per)
    text = f"no {what} has passed since {since}"
    return found(requirement, Verdict.UNKNOWN, text, if_acted=case.as_of, evidence=refs)


def _in_order(one: _Occasion) -> tuple[date, date, str, int]:
    kind, number = (one.ref.kind, one.ref.id) if one.ref is not None else ("", 0)
    return one.asked, one.opens, kind, number


def _of_sessions(rule: HandedIn) -> bool:
    return bool(rule.kinds or rule.contacts or rule.modes)


def _occasions(rule: HandedIn, case: Case, start: date) -> Iterator[_Occasion]:
    if rule.for_each:
        for breach in breaches(Wanted(rule.for_each, rule.kinds), case):
            if breach.on >= start:
                yield _Occasion(breach.on, breach.on, _lost(rule, case, breach.on), breach.ref)
    elif rule.per is not None:
        for first, last in ended_periods(rule.per, start, case.as_of, case.program.month_days):
            yield _Occasion(first, last, _lost(rule, case, last) or last)
    elif _of_sessions(rule):
        for session in chosen_sessions(rule, case):
            if session.on >= start and session.attendance in KEPT:
                ref = Ref(session.source, session.id)
                yield _Occasion(session.on, session.on, _lost(rule, case, session.on), ref)
    else:
        yield from _hearings(rule, case, start)


def _lost(rule: HandedIn, case: Case, on: date) -> date | None:
    return None if rule.within is None else case.plus(on, rule.within) + _A_DAY


def _hearings(rule: HandedIn, case: Case, start: date) -> Iterator[_Occasion]:
    """From the day after the hearing before on."""
    held: dict[date, Ref] = {}
    for hearing in sorted(case.facts.hearings, key=lambda h: (h.on, h.id)):
        if hearing.attendance not in _AWAY and hearing.on >= start:
            held.setdefault(hearing.on, Ref("docket_entry", hearing.id))
    opens = start
    for on, ref in held.items():
        yield _Occasion(opens, on, _lost(rule, case, on) or on, ref)
        opens = on + _A_DAY
