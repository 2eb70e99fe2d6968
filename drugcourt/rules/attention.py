"""What a coordinator has to look at about one participant, the most urgent first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from drugcourt.domain.dates import counted, short
from drugcourt.domain.devices import SPEAKS_OF_USE, AlertState
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.facts import ParticipantFacts, ResultFacts, SpecimenFacts, StatusFacts
from drugcourt.domain.findings import Readiness, Ref
from drugcourt.domain.program import Elapsed, Requirement
from drugcourt.domain.specimens import CollectionStatus, Confirmation, Reading
from drugcourt.domain.tone import Tone
from drugcourt.domain.treatment import Attendance
from drugcourt.rules.phases import GRADUATION, Judgement
from drugcourt.rules.reading_words import substance_word
from drugcourt.rules.requirements.case import Case
from drugcourt.rules.requirements.time import over_most

_AWAY = frozenset({EpisodeStatus.IN_CUSTODY, EpisodeStatus.ABSCONDED, EpisodeStatus.MEDICAL_LEAVE})
_USE = frozenset({Reading.UNEXPECTED_POSITIVE, Reading.ADMITTED, Reading.TAMPERED})
_NOT_GIVEN = frozenset({Reading.MISSED, Reading.REFUSED})
_RETURNED = frozenset({Confirmation.CONFIRMED, Confirmation.NOT_CONFIRMED})


@dataclass(frozen=True, slots=True)
class AttentionPolicy:
    """When something asks for a look; all in days or counts, each a court may change.

    `release_watch_days`: the watch after release of features section 6 (marked S, read in its
    source). `missed_days`, `missed_alarm`: the week of the Today screen; two make an alarm, our
    choice. `absence_days`, `absence_alarm`: as for missed tests, our choice. `no_test_days`: the
    longest silence that a program testing twice a week should leave, four tests; our choice.
    `confirmation_days`: the 48 hours to a result of features section 6 (K) with room for the
    laboratory's second method; our choice. `result_days`: those 48 hours.
    `most_warning_days`: a month's notice before the upper end of a span; our choice.
    `news_days`: what is older is no news even for someone who was never heard, as after an import;
    `news_listed`: so many are told one by one; our choices.
    """

    release_watch_days: int = 14
    missed_days: int = 7
    missed_alarm: int = 2
    absence_days: int = 7
    absence_alarm: int = 2
    no_test_days: int = 14
    confirmation_days: int = 7
    result_days: int = 2
    most_warning_days: int = 30
    news_days: int = 60
    news_listed: int = 3


@dataclass(frozen=True, slots=True)
class Attention:
    """One thing to look at: how urgent, which, the word on the chip, the sentence, its records.

    `since` is the day it began, where there is one.
    """

    tone: Tone
    key: str
    word: str
    text: str
    evidence: tuple[Ref, ...] = ()
    since: date | None = None


def attention(
    facts: ParticipantFacts,
    judgement: Judgement,
    as_of: date,
    since: date,
    policy: AttentionPolicy | None = None,
) -> tuple[Attention, ...]:
    """What to look at on `as_of`; news is what came on or after `since`, such as the last hearing.

    Nothing before admission and nothing once the episode has ended by `as_of`. Alarms come
    first, then what is good news to act on, then what to watch; within each in the order of the
    court's own urgency. `facts` may be cut or whole: the judgement's own case is read.
    """
    case = judgement.case
    ended = facts.exited_on is not None and facts.exited_on <= as_of
    if ended or as_of < facts.admitted_on:
        return ()
    rules = policy or AttentionPolicy()
    since = max(since, as_of - timedelta(days=rules.news_days))
    items = [
        *_standing(case, rules),
        *_use(case, rules, since),
        *_missed_tests(case, rules),
        *_disputed(case),
        *_alerts(case, since),
        *_absences(case, rules),
        *_ready(judgement),
        *_returned(judgement, since),
        *_waiting(case, rules),
        *_result_late(case, rules),
        *_medicine_absent(case, since),
        *_too_long(case, rules),
        *_untested(case, rules),
    ]
    return tuple(sorted(items, key=lambda item: _ORDER.index(item.tone)))


_ORDER = (Tone.ALARM, Tone.GOOD, Tone.WATCH, Tone.INFO, Tone.PLAIN)


def _standing(case: Case, rules: AttentionPolicy) -> Iterator[Attention]:
    """Absconded, in custody, or released not long ago."""
    current = [s for s in case.facts.statuses if s.end is None or s.end > case.as_of]
    for status in (s for s in current if s.status is EpisodeStatus.ABSCONDED):
        yield _status_item(case, status, Tone.ALARM, "absconded", "Absconded")
    in_custody = [s for s in current if s.status is EpisodeStatus.IN_CUSTODY]
    for status in in_custody:
        yield _status_item(case, status, Tone.WATCH, "in_custody", "In custody")
    released = [
        (s.end, s)
        for s in case.facts.statuses
        if s.status is EpisodeStatus.IN_CUSTODY and s.end is not None and s.end <= case.as_of
    ]
    if not released or in_custody:
        return
    end, span = max(released, key=lambda item: item[0])
    day = (case.as_of - end).days
    if day <= rules.release_watch_days:
        watch = f"{rules.release_watch_days}-day watch"
        text = f"Released from custody {short(end, case.as_of)}, day {day} of the {watch}."
        yield Attention(
            Tone.ALARM, "release_watch", "Safety watch", text, _status_refs(span), since=end
        )


def _status_item(case: Case, status: StatusFacts, tone: Tone, key: str, word: str) -> Attention:
    days = counted((case.as_of - status.start).days, "day")
    text = f"{word} since {short(status.start, case.as_of)}, {days}."
    return Attention(tone, key, word, text, _status_refs(status), since=status.start)


def _status_refs(status: StatusFacts) -> tuple[Ref, ...]:
    return (Ref("status_span", status.id),) if status.id else ()


def _use(case: Case, rules: AttentionPolicy, since: date) -> Iterator[Attention]:
    news = [
        (s, r) for s, r in case.readings if s.on >= since and r.reading in _USE and not r.disputed
    ]
    if news:
        told = list(reversed(news))[: rules.news_listed]
        said = ". ".join(f"{short(s.on, case.as_of)}: {r.text}" for s, r in told)
        if len(news) > len(told):
            said += f". And {len(news) - len(told)} more"
        yield Attention(
            Tone.ALARM,
            "unexpected_positive",
            "Respond",
            f"{said}.",
            _specimens(s for s, _ in news),
            since=news[0][0].on,
        )


def _missed_tests(case: Case, rules: AttentionPolicy) -> Iterator[Attention]:
    first = case.as_of - timedelta(days=rules.missed_days - 1)
    missed = [
        s for s, r in case.readings if s.on >= first and r.reading in _NOT_GIVEN and not r.disputed
    ]
    if missed:
        days = ", ".join(short(s.on, case.as_of) for s in missed)
        tests = counted(len(missed), "test")
        yield Attention(
            Tone.ALARM if len(missed) >= rules.missed_alarm else Tone.WATCH,
            "missed_tests",
            "Respond",
            f"{tests} missed or refused in {counted(rules.missed_days, 'day')} ({days}).",
            _specimens(missed),
            since=missed[0].on,
        )


def _disputed(case: Case) -> Iterator[Attention]:
    """Tests in dispute, whenever they were: nothing follows from them until it is settled."""
    held = [(s, r) for s, r in case.readings if r.disputed and s.on >= case.facts.admitted_on]
    if held:
        said = ". ".join(f"{short(s.on, case.as_of)}: {r.text}" for s, r in reversed(held))
        yield Attention(
            Tone.WATCH,
            "disputed",
            "Disputed",
            f"{said}. No response until the dispute is settled.",
            _specimens(s for s, _ in held),
            since=held[0][0].on,
        )


def _alerts(case: Case, since: date) -> Iterator[Attention]:
    """Alerts of a device: those nobody has looked at, and those confirmed since."""
    alerts = [a for a in case.facts.alerts if a.on >= case.facts.admitted_on]
    open_ = [a for a in alerts if a.state is AlertState.OPEN]
    stands = [
        a
        for a in alerts
        if a.state is AlertState.CONFIRMED
        and a.kind in SPEAKS_OF_USE
        and (a.answered_on or a.on) >= since
    ]
    for found, tone, key, word in (
        (stands, Tone.ALARM, "device_alert", "Respond"),
        (open_, Tone.WATCH, "device_alert_open", "Look at alert"),
    ):
        if found:
            ordered = sorted(found, key=lambda a: (a.on, a.id))
            said = "; ".join(f"{a.kind.label.lower()} {short(a.on, case.as_of)}" for a in ordered)
            ends = "confirmed" if found is stands else "not looked at yet"
            refs = tuple(Ref("device_alert", a.id) for a in ordered)
            text = f"{counted(len(ordered), 'device alert')} {ends} ({said})."
            yield Attention(tone, key, word, text, refs, since=ordered[0].on)


def _result_late(case: Case, rules: AttentionPolicy) -> Iterator[Attention]:
    """Collected, and no result though the time for one is over."""
    first = case.as_of - timedelta(days=rules.news_days)
    late = [
        s
        for s, r in case.readings
        if r.reading is Reading.NO_RESULT
        and s.status is CollectionStatus.COLLECTED
        and first <= s.on
        and (case.as_of - s.on).days > rules.result_days
    ]
    if late:
        said = ", ".join(short(s.on, case.as_of) for s in late)
        days = counted(rules.result_days, "day")
        text = f"{counted(len(late), 'test')} without a result after {days} ({said})."
        yield Attention(
            Tone.WATCH, "result_late", "Result late", text, _specimens(late), since=late[0].on
        )


def _absences(case: Case, rules: AttentionPolicy) -> Iterator[Attention]:
    first = case.as_of - timedelta(days=rules.absence_days - 1)
    absent = [s for s in case.sessions if s.on >= first and s.attendance is Attendance.ABSENT]
    if absent:
        said = ", ".join(f"{s.kind.label.lower()} {short(s.on, case.as_of)}" for s in absent)
        yield Attention(
            Tone.ALARM if len(absent) >= rules.absence_alarm else Tone.WATCH,
            "unexcused_absences",
            "Respond",
            f"{counted(len(absent), 'unexcused absence')} in "
            f"{counted(rules.absence_days, 'day')} ({said}).",
            tuple(Ref("attendance_line", s.id) for s in absent),
            since=absent[0].on,
        )


def _ready(judgement: Judgement) -> Iterator[Attention]:
    phase = judgement.phase
    evidence = (judgement.case.episode_ref(),)
    if judgement.in_last_phase and judgement.dismissal.ready_but_for_decisions:
        dismissal = judgement.dismissal
        asked = phase if phase is not None and phase.goal == GRADUATION else dismissal
        text = _ready_text(asked, "graduation", "The papers are ready to print.")
        word = "Dismissal eligible" if dismissal.ready else "Graduation: decide"
        key = "dismissal_eligible" if dismissal.ready else "dismissal_decision"
        yield Attention(Tone.GOOD, key, word, text, evidence, since=_ready_since(dismissal))
    elif phase is not None and phase.ready_but_for_decisions:
        text = _ready_text(phase, "the next phase", f"Next: {phase.title}.")
        since = _ready_since(phase)
        yield Attention(Tone.GOOD, "phase_ready", "Phase ready", text, evidence, since=since)


def _ready_since(asked: Readiness) -> date | None:
    return max((f.met_from for f in asked.findings if f.met_from is not None), default=None)


def _ready_text(asked: Readiness, what: str, then: str) -> str:
    number = len(asked.findings)
    if asked.ready:
        return f"All {counted(number, 'requirement')} for {what} are met. {then}"
    left = "; ".join(dict.fromkeys(f.text for f in asked.open))
    return f"{asked.met_count} of {number} requirements for {what} are met; {left}."


def _returned(judgement: Judgement, since: date) -> Iterator[Attention]:
    """Confirmations that came back since then; without a day of their own, since the collection."""
    case, clock = judgement.case, judgement.clock
    for specimen, _ in reversed(case.readings):
        back = [
            result
            for result in specimen.results
            if result.confirmation in _RETURNED and (result.confirmed_on or specimen.on) >= since
        ]
        if back:
            said = ", ".join(_outcome(result) for result in back)
            on = short(specimen.on, case.as_of)
            yield Attention(
                Tone.WATCH,
                "confirmation_returned",
                "Review result",
                f"Confirmation back for {on}: {said}. Sober time: {clock.text}.",
                _specimens([specimen]),
                since=max((r.confirmed_on or specimen.on) for r in back),
            )


def _outcome(result: ResultFacts) -> str:
    return f"{substance_word(result.substance)} {result.confirmation.label.lower()}"


def _waiting(case: Case, rules: AttentionPolicy) -> Iterator[Attention]:
    for specimen, reading in reversed(case.readings):
        if reading.pending and specimen.on >= case.facts.admitted_on:
            days = (case.as_of - specimen.on).days
            named = ", ".join(substance_word(item) for item in reading.pending)
            yield Attention(
                Tone.WATCH if days > rules.confirmation_days else Tone.INFO,
                "confirmation_waiting",
                "Confirmation waiting",
                f"{named[0].upper()}{named[1:]} of {short(specimen.on, case.as_of)} waits for its "
                f"confirmation, {counted(days, 'day')}.",
                _specimens([specimen]),
                since=specimen.on,
            )


def _medicine_absent(case: Case, since: date) -> Iterator[Attention]:
    """A prescribed medicine not found is for treatment to look at, not for the court."""
    news = [(s, r) for s, r in case.readings if s.on >= since and r.absent]
    if news:
        said = "; ".join(
            f"{short(s.on, case.as_of)} {', '.join(m.name for m in r.absent)}" for s, r in news
        )
        medicines = dict.fromkeys(Ref("medication", m.id) for _, r in news for m in r.absent)
        yield Attention(
            Tone.WATCH,
            "unexpected_negative",
            "To treatment",
            f"Prescribed medicine not found: {said}.",
            (*_specimens(s for s, _ in news), *medicines),
            since=news[0][0].on,
        )


def _too_long(case: Case, rules: AttentionPolicy) -> Iterator[Attention]:
    """The upper end of a span, where the handbook writes one, is near or past."""
    for requirement in _spans(case):
        rule = requirement.rule
        limit = over_most(rule, case) if isinstance(rule, Elapsed) else None
        if limit is None or not isinstance(rule, Elapsed):
            continue
        left = (limit - case.as_of).days
        if left <= rules.most_warning_days:
            when = short(limit, case.as_of)
            text = f"The most of {rule.most} since {rule.since.label} "
            text += f"was reached {when}." if left < 0 else f"is reached {when}."
            refs = (*case.stay_refs(), case.episode_ref())
            yield Attention(Tone.WATCH, "over_most", "Time limit", text, refs, since=limit)


def _spans(case: Case) -> Iterable[Requirement]:
    asked = {r.key: r for r in (() if case.phase is None else case.phase.advance)}
    return {**asked, **{r.key: r for r in case.program.graduation}}.values()


def _untested(case: Case, rules: AttentionPolicy) -> Iterator[Attention]:
    """Nothing collected for long, of someone who could have been tested all the while."""
    away = any(
        s.status in _AWAY and (s.end is None or s.end > case.as_of) for s in case.facts.statuses
    )
    if away:
        return
    collected = [s.on for s, _ in case.readings if s.status is CollectionStatus.COLLECTED]
    back = [s.end for s in case.facts.statuses if s.status in _AWAY and s.end is not None]
    last = max(collected, default=None)
    start = max([case.facts.admitted_on, *back, *([last] if last is not None else [])])
    days = (case.as_of - start).days
    if days > rules.no_test_days:
        since = f"since {short(start, case.as_of)}, {counted(days, 'day')}"
        text = f"No test {since}." if last is not None else f"No test yet, {since}."
        yield Attention(Tone.WATCH, "no_test", "No test", text, (case.episode_ref(),), since=start)


def _specimens(specimens: Iterable[SpecimenFacts]) -> tuple[Ref, ...]:
    return tuple(Ref("specimen", s.id) for s in specimens)
