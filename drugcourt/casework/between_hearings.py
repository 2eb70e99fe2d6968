"""What happened to one participant between two hearings, a line for each part of the program."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.domain.dates import counted, short
from drugcourt.domain.facts import ParticipantFacts, SessionFacts
from drugcourt.domain.program import Program
from drugcourt.domain.terms import TREATMENT_KINDS, Attendance, ContactMode, Reading
from drugcourt.domain.tone import Tone
from drugcourt.records.supervision import Contact
from drugcourt.rules.specimens import SpecimenReading, read_specimen, reading_tone, substance_word

MOST_DAYS = 6
_KEPT = frozenset({Attendance.ATTENDED, Attendance.LATE})
_NOT_DUE = frozenset({Attendance.CANCELLED})


@dataclass(frozen=True, slots=True)
class SinceLine:
    """One part of the program: what stands out, then the rest."""

    topic: str
    strong: str
    text: str


def since_lines(
    db: Session, facts: ParticipantFacts, program: Program, since: date, as_of: date
) -> tuple[SinceLine, ...]:
    """The lines from the day `since` to `as_of`, both included; a silent part says so."""
    duties = _duties(facts, since, as_of)
    return (
        _tests(facts, since, as_of),
        _treatment(facts, since, as_of),
        *((duties,) if duties is not None else ()),
        _contacts(db, facts.episode_id, since, as_of),
        _life(facts, program, since, as_of),
    )


def _tests(facts: ParticipantFacts, since: date, as_of: date) -> SinceLine:
    read: dict[Reading, list[tuple[date, SpecimenReading]]] = defaultdict(list)
    for specimen in sorted(facts.specimens, key=lambda s: (s.on, s.id)):
        if since <= specimen.on <= as_of:
            reading = read_specimen(specimen, facts.medications)
            read[reading.reading].append((specimen.on, reading))
    read.pop(Reading.NO_RESULT, None)
    if not read:
        return SinceLine("Tests", "", "No test in this time")
    stands_out = {k: v for k, v in read.items() if reading_tone(k) in (Tone.ALARM, Tone.WATCH)}
    strong = "; ".join(_worrying(kind, found, as_of) for kind, found in stands_out.items())
    calm = [
        f"{len(found)} {kind.label[0].lower()}{kind.label[1:]}"
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
    word = kind.label[0].lower() + kind.label[1:]
    about = f" for {', '.join(named)}" if named else ""
    return f"{len(found)} {word}{about} ({_days((on for on, _ in found), as_of)})"


def _treatment(facts: ParticipantFacts, since: date, as_of: date) -> SinceLine:
    levels = [
        t.level.label
        for t in facts.treatments
        if t.start <= as_of and (t.end is None or as_of < t.end)
    ]
    due = [s for s in facts.sessions if since <= s.on <= as_of and s.kind in TREATMENT_KINDS]
    strong, text = _attendance(due, as_of)
    where = ", ".join(dict.fromkeys(levels))
    return SinceLine("Treatment", strong, ": ".join(part for part in (where, text) if part))


def _duties(facts: ParticipantFacts, since: date, as_of: date) -> SinceLine | None:
    """Meetings and classes; None where none were due."""
    due = [s for s in facts.sessions if since <= s.on <= as_of and s.kind not in TREATMENT_KINDS]
    if not due:
        return None
    strong, text = _attendance(due, as_of)
    return SinceLine("Meetings", strong, text)


def _attendance(lines: Sequence[SessionFacts], as_of: date) -> tuple[str, str]:
    """Absences that stand out, and how many of those due were kept."""
    due = [line for line in lines if line.attendance not in _NOT_DUE]
    if not due:
        return "", "No session recorded in this time"
    kept = sum(1 for line in due if line.attendance in _KEPT)
    absent = sorted(line.on for line in due if line.attendance is Attendance.ABSENT)
    excused = sorted(line.on for line in due if line.attendance is Attendance.EXCUSED)
    strong = f"Absent {_days(absent, as_of)}" if absent else ""
    told = [f"{kept} of {len(due)} kept"]
    if excused:
        told.append(f"excused {_days(excused, as_of)}")
    return strong, "; ".join(told)


def _contacts(db: Session, episode_id: int, since: date, as_of: date) -> SinceLine:
    asked = (
        select(Contact.mode, Contact.contacted_on, Contact.reached)
        .where(Contact.episode_id == episode_id, Contact.contacted_on.between(since, as_of))
        .order_by(Contact.contacted_on, Contact.id)
    )
    reached: dict[ContactMode, list[date]] = defaultdict(list)
    missed: list[date] = []
    for mode, on, was_reached in db.execute(asked):
        if was_reached:
            reached[mode].append(on)
        else:
            missed.append(on)
    if not reached and not missed:
        return SinceLine("Supervision", "", "No contact recorded in this time")
    strong = f"Not reached {_days(missed, as_of)}" if missed else ""
    told = [f"{mode.label} {_days(days, as_of)}" for mode, days in reached.items()]
    return SinceLine("Supervision", strong, "; ".join(told))


def _life(facts: ParticipantFacts, program: Program, since: date, as_of: date) -> SinceLine:
    """Work begun or ended, statuses, milestones, medicines: what changed, by day."""
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
    told = [f"{text} {short(on, as_of)}" for on, text in sorted(found) if since <= on <= as_of]
    return SinceLine("Life", "", "; ".join(told) or "Nothing new recorded")


def _days(days: Iterable[date], as_of: date) -> str:
    """`Nov 19, Nov 22`; many are counted after the first few."""
    listed = list(days)
    shown = ", ".join(short(day, as_of) for day in listed[:MOST_DAYS])
    rest = len(listed) - MOST_DAYS
    return shown if rest <= 0 else f"{shown} and {counted(rest, 'more', 'more')}"
