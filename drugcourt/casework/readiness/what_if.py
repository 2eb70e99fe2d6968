"""What would be found of one participant if something were otherwise; nothing of it is kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from drugcourt.casework.facts.facts import gather_one
from drugcourt.casework.programs.programs import program_on
from drugcourt.casework.readiness.suppositions import said
from drugcourt.domain.dates import counted, short
from drugcourt.domain.facts import ParticipantFacts, SpecimenFacts
from drugcourt.domain.findings import Finding, Readiness
from drugcourt.domain.program import Program, Requirement, with_parts
from drugcourt.domain.specimens import Confirmation
from drugcourt.domain.suppositions import (
    ActDone,
    ConfirmationIs,
    HearingIs,
    LetOff,
    NumberIs,
    SessionIs,
    Supposition,
    TestIs,
)
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.exchange.programs.numbers import check_number, numbers_of
from drugcourt.rules.phases import Judgement, judge_person
from drugcourt.rules.specimens import read_specimen
from drugcourt.rules.suppositions import changes_of, may_be_done
from drugcourt.rules.what_if import what_if

LATELY = 60  # tests, sessions and hearings offered, the latest first


@dataclass(frozen=True, slots=True)
class NowAndThen:
    """One requirement as it is found and as it would be; None where it would not be asked."""

    id: str
    requirement: str
    now: Finding | None
    then: Finding | None
    as_of: date

    @property
    def changes(self) -> bool:
        """Whether verdict, words or day would be another."""
        return _told(self.now) != _told(self.then)


@dataclass(frozen=True, slots=True)
class Goal:
    """One goal now and then, the lines that would change on top."""

    title: str
    now: Readiness | None
    then: Readiness | None
    lines: tuple[NowAndThen, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What would be, if: `supposed` in words, the sober count, the next phase, dismissal."""

    supposed: tuple[str, ...]
    sober: str
    phase: Goal
    dismissal: Goal
    before: Judgement
    after: Judgement


def suppose(
    db: Session, *, episode_id: int, as_of: date, supposed: Sequence[Supposition]
) -> WhatIf:
    """Judge a participant as if all of this were so; refused where the record lacks what is meant.

    Nothing is written: the suppositions change plain values in memory alone.
    """
    facts, program = _asked(db, episode_id, as_of)
    return supposed_of(facts, program, as_of, supposed)


def supposed_of(
    facts: ParticipantFacts, program: Program, as_of: date, supposed: Sequence[Supposition]
) -> WhatIf:
    """The same for facts at hand."""
    other_facts, other_program = facts, program
    for one in supposed:
        _check(one, facts, program, as_of)
        try:
            changes = changes_of(one, other_facts, program, as_of)
        except KeyError as lacking:
            raise Refusal(_lacking(one, program, as_of)) from lacking
        other_facts, other_program = what_if(other_facts, other_program, changes)
    before = judge_person(facts, program, as_of)
    after = judge_person(other_facts, other_program, as_of)
    return WhatIf(
        supposed=tuple(said(one, program, as_of) for one in supposed),
        sober=_sober(before, after),
        phase=_goal(before.phase, after.phase, before.as_of),
        dismissal=_goal(before.dismissal, after.dismissal, before.as_of),
        before=before,
        after=after,
    )


def _asked(db: Session, episode_id: int, as_of: date) -> tuple[ParticipantFacts, Program]:
    facts = gather_one(db, episode_id)
    if facts is None:
        raise Refusal("This person has not been admitted yet, so there is nothing to judge.")
    return facts, program_on(db, episode_id=episode_id, as_of=as_of)


def _check(one: Supposition, facts: ParticipantFacts, program: Program, as_of: date) -> None:
    """What can't be supposed: a day that lies outside, a number that the file would not take."""
    match one:
        case TestIs(on=on) | SessionIs(on=on) | HearingIs(on=on) | ConfirmationIs(on=on):
            if not facts.admitted_on <= on <= as_of:
                raise Refusal(
                    f"{short(on, as_of)} lies before the admission or after the day asked. "
                    "Suppose something of a day in between."
                )
        case NumberIs(key, field, value):
            asked = next((r for r in with_parts(program.requirements) if r.key == key), None)
            if asked is None:
                raise Refusal(_lacking(one, program, as_of))
            try:
                check_number(asked, field, value)
            except ValueError as wrong:
                raise FieldRefusal("value", str(wrong)) from wrong
        case _:
            pass


def _lacking(one: Supposition, program: Program, as_of: date) -> str:
    match one:
        case ConfirmationIs(on=on):
            return f"No confirmation is out for a test of {short(on, as_of)}."
        case ActDone(key) if any(r.key == key for r in with_parts(program.requirements)):
            return (
                f"“{said(one, program, as_of)}” is more than one act. Suppose it waived, or what "
                "it is made of."
            )
        case NumberIs(key) | ActDone(key) | LetOff(key):
            keys = ", ".join(dict.fromkeys(r.key for r in with_parts(program.requirements)))
            return f"The program has no requirement “{key[:60]}”. It has: {keys}."
        case _:
            return "That record is not in the file any more. Look at the file again."


# Now and then -----------------------------------------------------------------------------------


def _goal(now: Readiness | None, then: Readiness | None, day: date) -> Goal:
    shown = then or now
    lines = tuple(_lines(now, then, day))
    return Goal(
        title=shown.title if shown is not None else "",
        now=now,
        then=then,
        lines=tuple(sorted(lines, key=lambda line: not line.changes)),
        sentence=_sentence(now, then),
    )


def _lines(now: Readiness | None, then: Readiness | None, day: date) -> Iterator[NowAndThen]:
    was = {f.rule: f for f in now.findings} if now is not None else {}
    would = {f.rule: f for f in then.findings} if then is not None else {}
    for rule in dict.fromkeys((*was, *would)):
        shown = would.get(rule) or was[rule]
        yield NowAndThen(rule, shown.requirement, was.get(rule), would.get(rule), day)


def _sentence(now: Readiness | None, then: Readiness | None) -> str:
    """The earliest day now and then, open acts taken as done on the day asked."""
    if now is None or then is None:
        return ""
    was, would = now.if_acted, then.if_acted
    if now.ready and then.ready:
        return "everything is met, and would be."
    if now.ready:
        return f"everything is met now; then {_earliest(then)}."
    if then.ready:
        return f"now {_earliest(now)}; then everything is met."
    if was == would:
        return f"{_earliest(now)}, now and then."
    if was is None or would is None:
        return f"now {_earliest(now)}; then {_earliest(then)}."
    moved = (would - was).days
    apart = f"{counted(abs(moved), 'day')} {'later' if moved > 0 else 'earlier'}"
    return f"now {_earliest(now)}; then {_earliest(then)}, {apart}."


def _earliest(asked: Readiness) -> str:
    if asked.if_acted is None:
        return "no date can be given"
    if asked.if_acted <= asked.as_of:
        return "earliest today"
    return f"earliest {short(asked.if_acted, asked.as_of)}"


def _sober(before: Judgement, after: Judgement) -> str:
    was, would = before.clock, after.clock
    if was.sober_date == would.sober_date and was.days == would.days:
        return f"The sober count stays: {was.text}."
    return f"Sober count now: {was.text}; then: {would.text}."


def _told(finding: Finding | None) -> tuple[object, ...]:
    if finding is None:
        return ()
    return finding.verdict, finding.text, finding.met_from, finding.if_acted


# What may be supposed ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Thing:
    """One record or requirement of which something may be supposed; `words` name it in a list."""

    id: int
    on: date
    words: str


@dataclass(frozen=True, slots=True)
class Supposable:
    """All of which something may be supposed: records the latest first, rules as they stand.

    `numbers` are (requirement, field, words), those of the present phase on top; `acts` and
    `waivable` are (requirement, words).
    """

    tests: tuple[Thing, ...]
    pending: tuple[Thing, ...]
    sessions: tuple[Thing, ...]
    hearings: tuple[Thing, ...]
    numbers: tuple[tuple[str, str, str], ...]
    acts: tuple[tuple[str, str], ...]
    waivable: tuple[tuple[str, str], ...]


def supposable(db: Session, *, episode_id: int, as_of: date) -> Supposable:
    """What may be supposed of this participant on this day; Refusal for a candidate."""
    facts, program = _asked(db, episode_id, as_of)
    judgement = judge_person(facts, program, as_of)
    known = judgement.case.facts
    tests = sorted(known.specimens, key=lambda s: (s.on, s.id), reverse=True)
    pending = [s for s in tests if any(r.confirmation is Confirmation.PENDING for r in s.results)]
    open_ = _open_keys(judgement)
    asked_now = {f.rule for f in judgement.phase.findings} if judgement.phase else set()
    asked = [r for r in with_parts(program.requirements) if r.key in open_]
    return Supposable(
        tests=tuple(_test_words(known, tests[:LATELY], as_of)),
        pending=tuple(_test_words(known, pending, as_of)),
        sessions=tuple(
            Thing(s.id, s.on, f"{short(s.on, as_of)}: {s.kind.label}, {s.attendance.label}")
            for s in sorted(known.sessions, key=lambda s: (s.on, s.id), reverse=True)[:LATELY]
        ),
        hearings=tuple(
            Thing(h.id, h.on, f"{short(h.on, as_of)}: {h.attendance.label}")
            for h in sorted(known.hearings, key=lambda h: (h.on, h.id), reverse=True)[:LATELY]
        ),
        numbers=tuple(
            (r.key, number.field, f"{number.words}: {r.text}")
            for r in sorted(_each_once(program), key=lambda r: r.key not in asked_now)
            for number in numbers_of(r)
        ),
        acts=tuple((r.key, r.text) for r in asked if may_be_done(r)),
        waivable=tuple((r.key, r.text) for r in asked),
    )


def _each_once(program: Program) -> list[Requirement]:
    return list({r.key: r for r in with_parts(program.requirements)}.values())


def _open_keys(judgement: Judgement) -> set[str]:
    goals = (judgement.phase, judgement.dismissal)
    found: set[str] = set()
    for goal in goals:
        for finding in goal.open if goal is not None else ():
            found |= {f.rule for f in _with_parts(finding) if not f.verdict.satisfied}
    return found


def _with_parts(finding: Finding) -> Iterator[Finding]:
    yield finding
    for part in finding.parts:
        yield from _with_parts(part)


def _test_words(
    facts: ParticipantFacts, tests: Sequence[SpecimenFacts], as_of: date
) -> Iterator[Thing]:
    for specimen in tests:
        read = read_specimen(specimen, facts.medications)
        words = read.text or read.reading.label
        yield Thing(specimen.id, specimen.on, f"{short(specimen.on, as_of)}: {words}")
