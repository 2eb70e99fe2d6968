"""Which absences, missed or positive tests come too often in a row, nothing kept between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from drugcourt.domain.findings import Ref
from drugcourt.domain.hearings import HearingAttendance
from drugcourt.domain.program import FreeOf, FreeWindow
from drugcourt.domain.specimens import CollectionStatus
from drugcourt.domain.treatment import KEPT
from drugcourt.rules.requirements.breaches import Breach, in_order
from drugcourt.rules.requirements.case import Case
from drugcourt.rules.sobriety import NEGATIVE

_Kept = tuple[date, Ref]
_BY_TEST = frozenset({FreeOf.POSITIVE_TEST, FreeOf.TAMPERED_TEST, FreeOf.DILUTE_TEST})
_GIVEN = frozenset({FreeOf.MISSED_TEST, FreeOf.REFUSED_TEST})


def too_many_in_a_row(
    rule: FreeWindow, case: Case, known: Iterable[Breach]
) -> tuple[list[Breach], tuple[Ref, ...]]:
    """Those that are more than `allowed` in a row, and the records that show it.

    Something kept on the day of a breach, or before the next one, ends the row: an attended
    session or hearing, a specimen given, or for the result of a test a negative one. An excused
    absence neither counts nor ends it.
    """
    happened = sorted(known, key=in_order)
    kept = sorted(_kept(rule, case), key=lambda item: (item[0], item[1].kind, item[1].id))
    over: list[Breach] = []
    shown = [breach.ref for breach in happened]
    row = 0
    for place, breach in enumerate(happened):
        before = happened[place - 1] if place else None
        between = None if before is None else _between(kept, before.on, breach.on)
        if between is not None:
            shown.append(between)
        row = row + 1 if before is not None and between is None else 1
        if row > rule.allowed:
            over.append(replace(breach, what=f"{breach.what}, number {row:,} in a row"))
    return over, tuple(shown)


def _between(kept: list[_Kept], first: date, last: date) -> Ref | None:
    """The first record of something kept from the one day up to, not including, the other."""
    return next((ref for on, ref in kept if first <= on < last), None)


def _kept(rule: FreeWindow, case: Case) -> Iterator[_Kept]:
    wanted = frozenset({rule.of, *rule.also})
    if FreeOf.UNEXCUSED_ABSENCE in wanted:
        for session in case.sessions_of(rule.kinds):
            if session.attendance in KEPT:
                yield session.on, Ref(session.source, session.id)
    if FreeOf.MISSED_HEARING in wanted:
        for hearing in case.facts.hearings:
            if hearing.attendance not in (
                HearingAttendance.FAILED_TO_APPEAR,
                HearingAttendance.EXCUSED,
            ):
                yield hearing.on, Ref("docket_entry", hearing.id)
    if wanted & (_BY_TEST | _GIVEN):
        given = bool(wanted & _GIVEN)
        for specimen, reading in case.readings:
            collected = given and specimen.status is CollectionStatus.COLLECTED
            if collected or reading.reading in NEGATIVE:
                yield specimen.on, Ref("specimen", specimen.id)
