"""Everything in a record that a window may have to be free of, each with its day and its record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from drugcourt.domain.cases import ChargeLevel
from drugcourt.domain.conduct import InfractionKind, LegalEventKind
from drugcourt.domain.devices import SPEAKS_OF_USE, AlertState
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.findings import Ref
from drugcourt.domain.hearings import HearingAttendance
from drugcourt.domain.program import DatedBy, FreeOf, FreeWindow, SoberEvent
from drugcourt.domain.responses import Magnitude, ResponseFamily
from drugcourt.domain.specimens import Reading
from drugcourt.domain.treatment import Attendance, SessionKind
from drugcourt.rules.requirements.case import Case

_USE = frozenset({Reading.UNEXPECTED_POSITIVE, Reading.ADMITTED, Reading.TAMPERED})
_GIVEN = frozenset({Reading.REFUSED, Reading.MISSED, *_USE})
_NEW = frozenset({LegalEventKind.OFFENCE, LegalEventKind.ARREST, LegalEventKind.CHARGE})


@dataclass(frozen=True, slots=True)
class Breach:
    """One thing that breaks a window; `said` stands before its day in a sentence.

    What `lasts` breaks it on every day until it ends: `on` is the last of them so far.
    """

    on: date
    ref: Ref
    said: str
    what: str
    lasts: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; an empty set narrows nothing."""

    of: frozenset[FreeOf]
    kinds: frozenset[SessionKind] = frozenset()
    magnitudes: frozenset[Magnitude] = frozenset()
    levels: frozenset[ChargeLevel] = frozenset()
    dated_by: DatedBy = DatedBy.IMPOSED


def breaches(wanted: Wanted, case: Case) -> Iterator[Breach]:
    """Every breach of what is wanted, in no order; what `violation` holds is not said twice."""
    if FreeOf.VIOLATION in wanted.of:
        yield from _violations(wanted, case)
        return
    for of in sorted(wanted.of):
        yield from _FINDERS[of](wanted, case)


def _violations(wanted: Wanted, case: Case) -> Iterator[Breach]:
    """Breaches of any sort, a sanction by the day of its infraction where that is known."""
    by_infraction = Wanted(wanted.of, dated_by=DatedBy.INFRACTION)
    yield from _sanctions(by_infraction, case)
    yield from _absences(wanted, case)
    yield from _hearings(wanted, case)
    yield from _tests(_GIVEN, "test")(wanted, case)
    yield from _legal(_NEW)(wanted, case)
    events = _legal(frozenset({LegalEventKind.CONVICTION, LegalEventKind.WARRANT}))(wanted, case)
    # the court's own bench warrant answers an absence that is counted already
    yield from (event for event in events if event.ref.kind != "warrant")
    yield from _infractions(frozenset(InfractionKind))(wanted, case)
    yield from _alerts(wanted, case)
    yield from _absconding(wanted, case)


def _sanctions(wanted: Wanted, case: Case) -> Iterator[Breach]:
    return _responses(wanted, case, jail_only=False)


def _jail(wanted: Wanted, case: Case) -> Iterator[Breach]:
    return _responses(wanted, case, jail_only=True)


def _responses(wanted: Wanted, case: Case, *, jail_only: bool) -> Iterator[Breach]:
    for response in case.facts.responses:
        if response.family is not ResponseFamily.SANCTION:
            continue
        if jail_only and response.jail_days <= 0:
            continue
        if wanted.magnitudes and response.magnitude not in wanted.magnitudes:
            continue
        title = response.title.strip()
        on = response.on
        if wanted.dated_by is DatedBy.INFRACTION and response.infraction_on is not None:
            on = min(response.infraction_on, response.on)
        what = FreeOf.JAIL_SANCTION if jail_only else FreeOf.ANY_SANCTION
        said = f"{inside(title)}, " if title else ""
        yield Breach(on, Ref("response", response.id), said, what.label)


def _absences(wanted: Wanted, case: Case) -> Iterator[Breach]:
    for session in case.sessions_of(wanted.kinds):
        if session.attendance is Attendance.ABSENT:
            said = f"{session.kind.label.lower()}, "
            ref = Ref("attendance_line", session.id)
            yield Breach(session.on, ref, said, FreeOf.UNEXCUSED_ABSENCE.label)


def _hearings(_wanted: Wanted, case: Case) -> Iterator[Breach]:
    for hearing in case.facts.hearings:
        if hearing.attendance is HearingAttendance.FAILED_TO_APPEAR:
            ref = Ref("docket_entry", hearing.id)
            yield Breach(hearing.on, ref, "", FreeOf.MISSED_HEARING.label)


Finder = Callable[[Wanted, Case], Iterator[Breach]]


def _tests(readings: frozenset[Reading], what: str, *events: SoberEvent) -> Finder:
    """Tests read as one of these, or that hold one of the events beside what they are read as."""

    def find(_wanted: Wanted, case: Case) -> Iterator[Breach]:
        open_counts = case.program.sober.pending_resets
        pending = open_counts and Reading.UNEXPECTED_POSITIVE in readings
        held = frozenset((*events, SoberEvent.PENDING) if pending else events)
        for specimen, reading in case.readings:
            if reading.disputed and not open_counts:
                continue
            if reading.reading in readings or not held.isdisjoint(reading.events):
                said = f"{inside(reading.text)}, " if what == "test" else ""
                yield Breach(specimen.on, Ref("specimen", specimen.id), said, what)

    return find


def _legal(kinds: frozenset[LegalEventKind]) -> Finder:
    def find(wanted: Wanted, case: Case) -> Iterator[Breach]:
        for event in case.facts.legal:
            if event.kind not in kinds or event.program_case:
                continue
            if wanted.levels and event.level not in wanted.levels:
                continue
            said = f"{event.kind.label.lower()}, "
            yield Breach(event.on, Ref(event.record, event.id), said, event.kind.label.lower())

    return find


def _infractions(kinds: frozenset[InfractionKind]) -> Finder:
    def find(_wanted: Wanted, case: Case) -> Iterator[Breach]:
        for item in case.facts.infractions:
            if item.kind in kinds:
                said = f"{inside(item.text.strip() or item.kind.label)}, "
                yield Breach(item.on, Ref("infraction", item.id), said, item.kind.label.lower())

    return find


def _device_alerts(wanted: Wanted, case: Case) -> Iterator[Breach]:
    noted = frozenset({InfractionKind.DEVICE_ALERT, InfractionKind.INTERLOCK})
    yield from _infractions(noted)(wanted, case)
    yield from _alerts(wanted, case)


def _alerts(_wanted: Wanted, case: Case) -> Iterator[Breach]:
    """Alerts that speak of use; one not looked at yet as the policy takes what is open."""
    counts = {AlertState.CONFIRMED}
    if case.program.sober.pending_resets:
        counts.add(AlertState.OPEN)
    for alert in case.facts.alerts:
        if alert.kind in SPEAKS_OF_USE and alert.state in counts:
            said = f"{inside(alert.text.strip() or alert.kind.label)}, "
            yield Breach(alert.on, Ref("device_alert", alert.id), said, FreeOf.DEVICE_ALERT.label)


def _late(wanted: Wanted, case: Case) -> Iterator[Breach]:
    """Sessions and hearings to which somebody came late."""
    for session in case.sessions_of(wanted.kinds):
        if session.attendance is Attendance.LATE:
            said = f"{session.kind.label.lower()}, "
            ref = Ref(session.source, session.id)
            yield Breach(session.on, ref, said, FreeOf.LATE_ARRIVAL.label)
    for hearing in case.facts.hearings:
        if hearing.attendance is HearingAttendance.LATE and not wanted.kinds:
            ref = Ref("docket_entry", hearing.id)
            yield Breach(hearing.on, ref, "hearing, ", FreeOf.LATE_ARRIVAL.label)


def _absconding(_wanted: Wanted, case: Case) -> Iterator[Breach]:
    for span in case.facts.statuses:
        if span.status is not EpisodeStatus.ABSCONDED:
            continue
        ref = Ref("status_span", span.id) if span.id else case.episode_ref()
        last = case.as_of if span.end is None else max(span.start, span.end - timedelta(days=1))
        yield Breach(last, ref, "", FreeOf.ABSCONDING.label, lasts=span.end is None)


def _demotions(_wanted: Wanted, case: Case) -> Iterator[Breach]:
    """Moves back to an earlier phase."""
    places = {phase.key: place for place, phase in enumerate(case.program.phases)}
    stays = sorted(case.facts.stays, key=lambda stay: (stay.entered, stay.id))
    for earlier, later in pairwise(stays):
        if places.get(later.phase, len(places)) < places.get(earlier.phase, -1):
            ref = Ref("phase_stay", later.id)
            yield Breach(later.entered, ref, "", FreeOf.DEMOTION.label)


_FINDERS: dict[FreeOf, Finder] = {
    FreeOf.ANY_SANCTION: _sanctions,
    FreeOf.JAIL_SANCTION: _jail,
    FreeOf.UNEXCUSED_ABSENCE: _absences,
    FreeOf.MISSED_TEST: _tests(frozenset({Reading.MISSED}), FreeOf.MISSED_TEST.label),
    FreeOf.POSITIVE_TEST: _tests(_USE, FreeOf.POSITIVE_TEST.label),
    FreeOf.MISSED_HEARING: _hearings,
    FreeOf.NEW_OFFENCE: _legal(_NEW),
    FreeOf.ARREST: _legal(frozenset({LegalEventKind.ARREST})),
    FreeOf.CONVICTION: _legal(frozenset({LegalEventKind.CONVICTION})),
    FreeOf.WARRANT: _legal(frozenset({LegalEventKind.WARRANT})),
    FreeOf.CURFEW_BREACH: _infractions(frozenset({InfractionKind.CURFEW})),
    FreeOf.DEVICE_ALERT: _device_alerts,
    FreeOf.RULE_BREACH: _infractions(frozenset({InfractionKind.RULE, InfractionKind.OTHER})),
    FreeOf.MEDICINE_ABSENT: _tests(
        frozenset({Reading.UNEXPECTED_NEGATIVE}), FreeOf.MEDICINE_ABSENT.label
    ),
    FreeOf.REFUSED_TEST: _tests(frozenset({Reading.REFUSED}), FreeOf.REFUSED_TEST.label),
    FreeOf.TAMPERED_TEST: _tests(frozenset({Reading.TAMPERED}), FreeOf.TAMPERED_TEST.label),
    FreeOf.DILUTE_TEST: _tests(frozenset(), FreeOf.DILUTE_TEST.label, SoberEvent.DILUTE),
    FreeOf.ADMITTED_USE: _tests(frozenset({Reading.ADMITTED}), FreeOf.ADMITTED_USE.label),
    FreeOf.LATE_ARRIVAL: _late,
    FreeOf.ABSCONDING: _absconding,
    FreeOf.DEMOTION: _demotions,
}


def said(rule: FreeWindow) -> str:
    """What a window has to be free of, in words."""
    text = " or ".join(of.label for of in FreeOf if of is rule.of or of in rule.also)
    return f"{rule.allowed + 1:,} in a row: {text}" if rule.in_a_row else text


def inside(title: str) -> str:
    """A title inside a sentence: `essay`; names and abbreviations keep their capitals."""
    first = title.split(maxsplit=1)[0]
    return title if any(letter.isupper() for letter in first[1:]) else title[0].lower() + title[1:]


def in_order(breach: Breach) -> tuple[date, str, int]:
    """By day; of several on a day by their records."""
    return breach.on, breach.ref.kind, breach.ref.id


def latest(found: Iterable[Breach]) -> Breach | None:
    """The last of them; of two on a day the one with the higher number."""
    return max(found, key=lambda item: (item.on, item.ref.id), default=None)
