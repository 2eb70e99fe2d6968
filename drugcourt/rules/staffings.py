"""Why somebody is talked about in the team's meeting, and what comes before what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from drugcourt.domain.dates import counted, short
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.facts import LegalFacts
from drugcourt.domain.findings import Ref
from drugcourt.domain.hearings import HearingAttendance
from drugcourt.domain.specimens import CollectionStatus, Reading
from drugcourt.domain.staffings import Reason, StaffingPolicy
from drugcourt.domain.treatment import KEPT, Attendance, LevelOfCare
from drugcourt.rules.attention import Attention
from drugcourt.rules.phases import Judgement
from drugcourt.rules.reading_words import substance_word
from drugcourt.rules.requirements.case import Case
from drugcourt.rules.specimens import SpecimenReading

_BY_ATTENTION = {
    "unexpected_positive": Reason.POSITIVE,
    "device_alert": Reason.POSITIVE,
    "absconded": Reason.NO_CONTACT,
    "phase_ready": Reason.PHASE_READY,
    "dismissal_eligible": Reason.DISMISSAL,
    "dismissal_decision": Reason.DISMISSAL,
    "confirmation_waiting": Reason.LAB_PENDING,
    "confirmation_returned": Reason.LAB_PENDING,
    "result_late": Reason.LAB_PENDING,
    "disputed": Reason.LAB_PENDING,
    "release_watch": Reason.WATCH,
}
_SAID_HERE = frozenset({"missed_tests", "unexcused_absences"})  # since the last hearing, not a week
# What the bench reads as it stands: neither a medicine nor anything of treatment is in it.
_FOR_THE_BENCH = frozenset(
    {"absconded", "in_custody", "release_watch", "over_most", "no_test", "device_alert"}
    | {"result_late"}
)
_NOT_GIVEN = frozenset({Reading.MISSED, Reading.REFUSED})
_USE = frozenset({Reading.UNEXPECTED_POSITIVE, Reading.ADMITTED, Reading.TAMPERED})
_AWAY = frozenset({EpisodeStatus.IN_CUSTODY, EpisodeStatus.ABSCONDED, EpisodeStatus.MEDICAL_LEAVE})
_BEDS = frozenset({LevelOfCare.RESIDENTIAL, LevelOfCare.DETOX})
_CAME = frozenset({HearingAttendance.PRESENT, HearingAttendance.LATE, HearingAttendance.REMOTE})


class _Dated(Protocol):
    """Any fact with a day."""

    @property
    def on(self) -> date: ...


@dataclass(frozen=True, slots=True)
class Change:
    """One thing to talk about: `text` is for the team, `bench` what the judge's sheet may say.

    An empty `bench` is withheld there. `since` is the day it began, where there is one.
    """

    reason: Reason
    text: str
    bench: str = ""
    since: date | None = None
    evidence: tuple[Ref, ...] = ()


def changes(
    judgement: Judgement,
    attention: Sequence[Attention],
    first: date,
    policy: StaffingPolicy,
    news_days: int,
) -> tuple[Change, ...]:
    """What to talk about, the most urgent first; whoever has nothing gets that as the reason.

    `first` is the last hearing or the admission; what is older than `news_days` is no news even
    so. `attention` are the same person's items as of the same day and since the same hearing.
    """
    case = judgement.case
    since = max(first, case.as_of - timedelta(days=news_days))
    found = [
        *(_from(item, judgement) for item in attention if item.key not in _SAID_HERE),
        *_missed(case, since),
        *_arrests(case, since, case.as_of - timedelta(days=news_days)),
        *_silence(case, since, policy),
        *_watch(case, policy),
    ]
    order = {reason: place for place, reason in enumerate(policy.order)}
    if not found:
        text = f"Nothing new since {short(first, case.as_of)}."
        return (Change(Reason.UNCHANGED, text, text, since=first),)
    return tuple(sorted(found, key=lambda change: order[change.reason]))


def _from(item: Attention, judgement: Judgement) -> Change:
    """An item of the attention rules under its reason, in its own words."""
    reason = _BY_ATTENTION.get(item.key, Reason.LOOK)
    return Change(reason, item.text, _bench(item, judgement), item.since, item.evidence)


def _bench(item: Attention, judgement: Judgement) -> str:
    if item.key in _FOR_THE_BENCH:
        return item.text
    if item.key == "unexpected_positive":
        return use_words(judgement.case, item.evidence)
    if item.key in ("confirmation_waiting", "disputed"):
        word = "waits for its confirmation" if item.key == "confirmation_waiting" else "is disputed"
        on = short(item.since, judgement.case.as_of) if item.since else ""
        return f"The test of {on} {word}; no response before that is settled."
    if item.key == "confirmation_returned":
        return "A confirmation came back from the laboratory."
    if item.key == "phase_ready":
        return "Every measured requirement for the next phase is met."
    if item.key in ("dismissal_eligible", "dismissal_decision"):
        return "Every measured requirement for graduation is met."
    return ""


def use_words(case: Case, evidence: Iterable[Ref]) -> str:
    """`Nov 20: positive for fentanyl`: day and substance of each test; no medicine is named."""
    ids = {ref.id for ref in evidence if ref.kind == "specimen"}
    told = [
        f"{short(test.on, case.as_of)}: {_use_word(reading)}"
        for test, reading in reversed(case.readings)
        if test.id in ids and reading.reading in _USE
    ]
    return f"{'. '.join(told)}." if told else ""


def _use_word(reading: SpecimenReading) -> str:
    named = ", ".join(substance_word(substance) for substance in reading.unexpected)
    if reading.reading is Reading.UNEXPECTED_POSITIVE and named:
        return f"positive for {named}"
    return reading.reading.label.lower()


def _missed(case: Case, since: date) -> Iterator[Change]:
    """Tests not given, unexcused absences and hearings without the participant, together."""
    tests = [
        t for t, r in case.readings if t.on >= since and r.reading in _NOT_GIVEN and not r.disputed
    ]
    absent = [s for s in case.sessions if s.on >= since and s.attendance is Attendance.ABSENT]
    failed = [
        h
        for h in case.facts.hearings
        if h.on >= since and h.attendance is HearingAttendance.FAILED_TO_APPEAR
    ]
    told, bench = [], []
    if tests:
        said = f"{counted(len(tests), 'test')} missed or refused ({_days(tests, case.as_of)})"
        told.append(said)
        bench.append(said)
    if absent:
        count = counted(len(absent), "unexcused absence")
        kinds = ", ".join(f"{s.kind.label.lower()} {short(s.on, case.as_of)}" for s in absent[:4])
        more = f" and {len(absent) - 4} more" if len(absent) > 4 else ""
        told.append(f"{count} ({kinds}{more})")
        bench.append(f"{count} ({_days(absent, case.as_of)})")
    if failed:
        said = f"Failed to appear in court {_days(failed, case.as_of)}"
        told.append(said)
        bench.append(said)
    if told:
        days = [*(t.on for t in tests), *(s.on for s in absent), *(h.on for h in failed)]
        refs = (
            *(Ref("specimen", t.id) for t in tests),
            *(Ref("attendance_line", s.id) for s in absent),
            *(Ref("docket_entry", h.id) for h in failed),
        )
        yield Change(Reason.MISSED, _joined(told), _joined(bench), min(days), refs)


def _joined(parts: Sequence[str]) -> str:
    return f"{'. '.join(parts)}."


def _days(items: Sequence[_Dated], as_of: date) -> str:
    days = sorted(item.on for item in items)
    shown = ", ".join(short(day, as_of) for day in days[:4])
    return f"{shown} and {len(days) - 4} more" if len(days) > 4 else shown


def _arrests(case: Case, since: date, oldest: date) -> Iterator[Change]:
    """What happened before the law since then, apart from the court's own case; and what happened
    before, not before `oldest`, and was never told: an arrest is often heard of weeks later.
    """
    new = [
        event
        for event in case.facts.legal
        if not event.program_case
        and event.on <= case.as_of
        and (event.on >= since or (event.on >= oldest and _untold(event, case.as_of)))
    ]
    if new:
        ordered = sorted(new, key=lambda event: (event.on, event.id))
        told = [f"{event.kind.label} {short(event.on, case.as_of)}" for event in ordered]
        text = f"{'; '.join(told)}."
        refs = tuple(Ref(event.record, event.id) for event in ordered)
        yield Change(Reason.ARREST, text, text, min(event.on for event in ordered), refs)


def _untold(event: LegalFacts, as_of: date) -> bool:
    """Whether the team has not heard of it; a warrant of this court is known where it is issued."""
    heard = event.told_on is not None and event.told_on <= as_of
    return event.record == "legal_event" and not heard


def _silence(case: Case, since: date, policy: StaffingPolicy) -> Iterator[Change]:
    """No sign for long, or tries in vain; nobody is silent who is known to be away."""
    facts, as_of = case.facts, case.as_of
    if any(s.status in _AWAY and (s.end is None or s.end > as_of) for s in facts.statuses):
        return
    seen = [
        *(c.on for c in facts.contacts if c.reached),
        *(s.on for s in case.sessions if s.attendance in KEPT),
        *(t.on for t, _ in case.readings if t.status is CollectionStatus.COLLECTED),
        *(h.on for h in facts.hearings if h.attendance in _CAME),
    ]
    back = [s.end for s in facts.statuses if s.status in _AWAY and s.end is not None]
    last = max([facts.admitted_on, *(d for d in [*seen, *back] if d <= as_of)])
    days = (as_of - last).days
    if days >= policy.silence_days:
        text = f"No visit, session, test or hearing since {short(last, as_of)}, {days} days."
        yield Change(Reason.NO_CONTACT, text, text, last, (case.episode_ref(),))
        return
    tried = [c for c in facts.contacts if since <= c.on <= as_of]
    if len(tried) >= policy.silence_tries and not any(c.reached for c in tried):
        text = f"Tried {counted(len(tried), 'time')} and not reached ({_days(tried, as_of)})."
        refs = tuple(Ref("contact", c.id) for c in tried)
        yield Change(Reason.NO_CONTACT, text, text, min(c.on for c in tried), refs)


def _watch(case: Case, policy: StaffingPolicy) -> Iterator[Change]:
    """The fortnight after a bed in treatment, or after a medicine for opioid use disorder ended.

    After release from custody the attention rules say it.
    """
    facts, as_of = case.facts, case.as_of
    beds = [t for t in facts.treatments if t.level in _BEDS]
    in_bed = any(t.start <= as_of and (t.end is None or as_of < t.end) for t in beds)
    ended = [t for t in beds if t.end is not None and _lately(t.end, as_of, policy)]
    if ended and not in_bed:
        stay = max(ended, key=lambda t: (t.end, t.id))
        assert stay.end is not None
        left = f"Left {stay.level.label.lower()} {short(stay.end, as_of)}"
        yield _watched(left, stay.end, as_of, policy, Ref("treatment_episode", stay.id))
    moud = [m for m in facts.medications if m.moud]
    in_force = any(m.start <= as_of and (m.end is None or as_of < m.end) for m in moud)
    stopped = [m for m in moud if m.end is not None and _lately(m.end, as_of, policy)]
    if stopped and not in_force:
        last = max(stopped, key=lambda m: (m.end, m.id))
        assert last.end is not None
        said = f"{last.name} ended {short(last.end, as_of)}"
        yield _watched(said, last.end, as_of, policy, Ref("medication", last.id))


def _lately(end: date, as_of: date, policy: StaffingPolicy) -> bool:
    return end <= as_of and (as_of - end).days <= policy.watch_days


def _watched(said: str, end: date, as_of: date, policy: StaffingPolicy, ref: Ref) -> Change:
    """The team reads why; the bench reads until when."""
    day = (as_of - end).days
    until = short(end + timedelta(days=policy.watch_days), as_of)
    text = f"{said}, day {day} of the {policy.watch_days}-day watch."
    bench = f"A safety watch runs until {until}."
    return Change(Reason.WATCH, text, bench, end, (ref,))


def agenda_order(
    lines: Sequence[tuple[int, int, Sequence[Change]]], policy: StaffingPolicy
) -> list[int]:
    """Which of (number, place on the docket, changes) comes first.

    By the most urgent reason, then by the next ones, then in the docket's own order.
    """
    order = {reason: place for place, reason in enumerate(policy.order)}
    never = len(order)

    def key(line: tuple[int, int, Sequence[Change]]) -> tuple[list[int], int]:
        ranks = list(dict.fromkeys(order[change.reason] for change in line[2]))
        return [*ranks, never], line[1]

    return [number for number, _, _ in sorted(lines, key=key)]
