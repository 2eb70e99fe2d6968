"""How the time since the last hearing is told: in one sentence, or a line for each part."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from drugcourt.casework.hearings.since_hearing import SinceHearing
from drugcourt.domain.dates import counted, short
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.facts import SessionFacts
from drugcourt.domain.responses import ResponseFamily
from drugcourt.domain.specimens import Reading
from drugcourt.domain.supervision import ContactMode
from drugcourt.domain.tone import Tone
from drugcourt.domain.treatment import KEPT, TREATMENT_KINDS, Attendance, SessionKind
from drugcourt.rules.reading_words import reading_tone, substance_word
from drugcourt.rules.specimens import SpecimenReading

MOST_DAYS = 6


@dataclass(frozen=True, slots=True)
class SinceLine:
    """One part of the program: what stands out, then the rest."""

    topic: str
    strong: str
    text: str


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


# In one sentence --------------------------------------------------------------------------------

_WORDS = {
    Reading.NEGATIVE: "negative",
    Reading.EXPECTED_POSITIVE: "negative",
    Reading.UNEXPECTED_POSITIVE: "positive",
    Reading.ADMITTED: "positive",
    Reading.PENDING: "waiting for the laboratory",
    Reading.MISSED: "missed",
    Reading.REFUSED: "missed",
    Reading.UNABLE: "missed",
    Reading.EXCUSED: "excused",
}


def in_a_sentence(since: SinceHearing) -> tuple[str, str]:
    """Heading and sentence: tests, sessions, meetings, responses, statuses."""
    title = "Since the last hearing" if since.heard else "Since admission"
    parts = [
        *_tests_told(since),
        *_sessions_told(since.sessions),
        *_responses_told(since),
        *_statuses_told(since),
    ]
    told = " · ".join(parts) if parts else "Nothing has been recorded."
    return f"{title} ({short(since.first, since.last)})", told


def _tests_told(since: SinceHearing) -> Iterable[str]:
    """How many were called, and of each sort how many; none is left untold."""
    if not since.tests:
        return
    words = Counter(_word(reading) for _, reading in since.tests)
    order = dict.fromkeys((*_WORDS.values(), *words))
    told = [f"{words[word]} {word}" for word in order if words[word]]
    yield ", ".join([f"{counted(len(since.tests), 'test')} called", *told])


def _word(reading: SpecimenReading) -> str:
    """A test in dispute is neither positive nor missed until that is settled."""
    if reading.disputed:
        return "disputed"
    return _WORDS.get(reading.reading, _lower(reading.reading.label))


def _sessions_told(sessions: Sequence[SessionFacts]) -> Iterable[str]:
    due = [s for s in sessions if s.kind in TREATMENT_KINDS]
    if due:
        kept = sum(1 for s in due if s.attendance in KEPT)
        yield f"{kept} of {counted(len(due), 'session')}"
    meetings = [
        s for s in sessions if s.kind is SessionKind.SUPPORT_MEETING and s.attendance in KEPT
    ]
    if meetings:
        yield counted(len(meetings), "meeting")


def _responses_told(since: SinceHearing) -> Iterable[str]:
    for family in ResponseFamily:
        titles = [_lower(r.title) for r in since.responses if r.family is family]
        if titles:
            yield f"{counted(len(titles), family.label.lower())} ({', '.join(titles)})"


def _statuses_told(since: SinceHearing) -> Iterable[str]:
    admitted = since.judgement.case.facts.admitted_on
    for span in since.statuses:
        if span.status is not EpisodeStatus.ACTIVE or span.start != admitted:
            word = "active again" if span.status is EpisodeStatus.ACTIVE else span.status.label
            yield f"{_lower(word)} since {short(span.start, since.last)}"


# A line for each part ---------------------------------------------------------------------------


def since_lines(since: SinceHearing) -> tuple[SinceLine, ...]:
    """Tests, treatment, meetings, supervision, life; a silent part says so, but for meetings."""
    duties = [s for s in since.sessions if s.kind not in TREATMENT_KINDS]
    return (
        _tests(since),
        _treatment(since),
        *([SinceLine("Meetings", *_attendance(duties, since.last))] if duties else []),
        _contacts(since),
        _life(since),
    )


def _tests(since: SinceHearing) -> SinceLine:
    read: dict[Reading, list[tuple[date, SpecimenReading]]] = defaultdict(list)
    for test, reading in since.tests:
        read[reading.reading].append((test.on, reading))
    if not read:
        return SinceLine("Tests", "", "No test in this time")
    stands_out = {k: v for k, v in read.items() if reading_tone(k) in (Tone.ALARM, Tone.WATCH)}
    strong = "; ".join(_worrying(kind, found, since.last) for kind, found in stands_out.items())
    calm = [
        f"{len(found)} {_lower(kind.label)}"
        for kind, found in read.items()
        if kind not in stands_out
    ]
    return SinceLine("Tests", strong, "; ".join(calm))


def _worrying(kind: Reading, found: Sequence[tuple[date, SpecimenReading]], as_of: date) -> str:
    """`2 missed (Nov 19, Nov 22)`, `1 positive for fentanyl (Nov 20)`."""
    named = dict.fromkeys(
        substance_word(substance)
        for _, reading in found
        for substance in (reading.unexpected or reading.pending)
    )
    about = f" for {', '.join(named)}" if named else ""
    held = sum(1 for _, reading in found if reading.disputed)
    if held:
        about += ", disputed" if held == len(found) else f", {held} of them disputed"
    return f"{len(found)} {_lower(kind.label)}{about} ({_days((on for on, _ in found), as_of)})"


def _treatment(since: SinceHearing) -> SinceLine:
    levels = [
        t.level.label
        for t in since.judgement.case.facts.treatments
        if t.start <= since.last and (t.end is None or since.last < t.end)
    ]
    due = [s for s in since.sessions if s.kind in TREATMENT_KINDS]
    strong, text = _attendance(due, since.last)
    where = ", ".join(dict.fromkeys(levels))
    return SinceLine("Treatment", strong, ": ".join(part for part in (where, text) if part))


def _attendance(due: Sequence[SessionFacts], as_of: date) -> tuple[str, str]:
    """Absences that stand out, and how many of those due were kept."""
    if not due:
        return "", "No session recorded in this time"
    kept = sum(1 for session in due if session.attendance in KEPT)
    absent = [session.on for session in due if session.attendance is Attendance.ABSENT]
    excused = [session.on for session in due if session.attendance is Attendance.EXCUSED]
    strong = f"Absent {_days(absent, as_of)}" if absent else ""
    told = [f"{kept} of {len(due)} kept"]
    if excused:
        told.append(f"excused {_days(excused, as_of)}")
    return strong, "; ".join(told)


def _contacts(since: SinceHearing) -> SinceLine:
    if not since.contacts:
        return SinceLine("Supervision", "", "No contact recorded in this time")
    reached: dict[ContactMode, list[date]] = defaultdict(list)
    for contact in since.contacts:
        if contact.reached:
            reached[contact.mode].append(contact.on)
    missed = [contact.on for contact in since.contacts if not contact.reached]
    strong = f"Not reached {_days(missed, since.last)}" if missed else ""
    told = [f"{mode.label} {_days(days, since.last)}" for mode, days in reached.items()]
    return SinceLine("Supervision", strong, "; ".join(told))


def _life(since: SinceHearing) -> SinceLine:
    """Work begun or ended, statuses, milestones, medicines: what changed, by day."""
    case = since.judgement.case
    facts, program = case.facts, case.program
    found: list[tuple[date, str]] = []
    for spell in facts.work:
        named = f"{spell.kind.label}{f' at {spell.place}' if spell.place else ''}"
        found.append((spell.start, f"{named} began"))
        if spell.end is not None:
            found.append((spell.end, f"{named} ended"))
    found += [(m.done_on, program.milestone_title(m.key)) for m in facts.milestones]
    found += [(s.start, s.status.label) for s in facts.statuses if s.start > facts.admitted_on]
    for medicine in facts.medications:
        found.append((medicine.start, f"{medicine.name} started"))
        if medicine.end is not None:
            found.append((medicine.end, f"{medicine.name} ended"))
    told = [f"{text} {short(on, since.last)}" for on, text in sorted(found) if since.first <= on]
    return SinceLine("Life", "", "; ".join(told) or "Nothing new recorded")


def _days(days: Iterable[date], as_of: date) -> str:
    """`Nov 19, Nov 22`; many are counted after the first few."""
    listed = list(days)
    shown = ", ".join(short(day, as_of) for day in listed[:MOST_DAYS])
    rest = len(listed) - MOST_DAYS
    return shown if rest <= 0 else f"{shown} and {counted(rest, 'more', 'more')}"
