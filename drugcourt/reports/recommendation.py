"""What stands in the box on top: the team's own recommendation, else what the findings say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from drugcourt.casework.progress import Sheet
from drugcourt.domain.dates import counted, short
from drugcourt.domain.episodes import EXIT_STATUSES
from drugcourt.domain.findings import Finding, Readiness
from drugcourt.domain.specimens import Reading
from drugcourt.rules.hearings import hearing_interval, next_hearing_due

_GOOD = frozenset({Reading.NEGATIVE, Reading.EXPECTED_POSITIVE, Reading.UNEXPECTED_NEGATIVE})
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A bold lead and the sentences behind it; `short` is for a table's cell."""

    lead: str
    text: str
    short: str


def recommendation(sheet: Sheet) -> Recommendation:
    """The team's words where they were entered, else sentences from the findings alone."""
    if sheet.prepared:
        return Recommendation("Recommendation.", sheet.prepared, sheet.prepared)
    if sheet.judgement is None:
        text = "This person has not been admitted, so nothing can be judged yet."
        return Recommendation("No recommendation.", text, "Not admitted yet")
    if sheet.status in EXIT_STATUSES and sheet.judgement.case.facts.exited_on is not None:
        on = short(sheet.judgement.case.facts.exited_on, sheet.as_of)
        text = f"The episode ended on {on}: {sheet.status.label.lower()}."
        return Recommendation("No recommendation.", text, sheet.status.label)
    step, goal = _step(sheet)
    lead = f"Recommendation from the findings: {step}."
    sentences = [*_why(sheet, goal), *_period(sheet)]
    return Recommendation(lead, " ".join(sentences), step[0].upper() + step[1:])


def _step(sheet: Sheet) -> tuple[str, Readiness | None]:
    """What the findings speak for, and the readiness that says so."""
    judgement = sheet.judgement
    assert judgement is not None
    phase = judgement.phase
    if judgement.in_last_phase and judgement.dismissal.ready_but_for_decisions:
        return "graduation and dismissal of the charges", judgement.dismissal
    if phase is None:
        return "continue", None
    if phase.ready or sheet.waits_for_phase:
        return f"advance to {next_phase(sheet)}", phase
    return f"stay in {present_phase(sheet)}", phase


def present_phase(sheet: Sheet) -> str:
    """`phase 3`, or `the program` for someone without a phase."""
    case = sheet.judgement.case if sheet.judgement is not None else None
    if case is None or case.phase is None:
        return "the program"
    return f"phase {case.program.index(case.phase.key) + 1}"


def next_phase(sheet: Sheet) -> str:
    """`phase 4`, or `graduation` from the last phase."""
    case = sheet.judgement.case if sheet.judgement is not None else None
    following = case.program.after(case.phase.key) if case and case.phase else None
    if case is None or following is None:
        return "graduation"
    return f"phase {case.program.index(following.key) + 1}"  # of the phases that this person does


def _why(sheet: Sheet, goal: Readiness | None) -> Iterator[str]:
    if goal is None:
        return
    on = short(sheet.as_of, sheet.as_of)
    to = "dismissal" if goal.goal == "dismissal" else next_phase(sheet)
    if goal.ready:
        yield f"Every requirement for {to} is met as of {on}."
    elif sheet.waits_for_dismissal or sheet.waits_for_phase:
        named = "; ".join(_lower(f.requirement) for f in goal.open)
        yield f"Every measured requirement for {to} is met as of {on}."
        yield f"Still to be decided: {named}."
    else:
        met, asked = goal.met_count, len(goal.findings)
        be = "is" if met == 1 else "are"
        yield f"{met} of {counted(asked, 'requirement')} for {to} {be} met as of {on}."
        yield f"Still open: {_named(goal.open)}."
        if goal.if_acted is not None and goal.if_acted > sheet.as_of:
            day = short(goal.if_acted, sheet.as_of)
            yield f"The earliest day is {day}, if nothing goes wrong."


def _named(open_: tuple[Finding, ...]) -> str:
    shown = "; ".join(_lower(f.requirement) for f in open_[:_MOST_NAMED])
    more = len(open_) - _MOST_NAMED
    return f"{shown}; and {more} more" if more > 0 else shown


def _lower(text: str) -> str:
    """The sentence's first letter small, unless the word is all capitals or a name of two."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def _period(sheet: Sheet) -> Iterator[str]:
    due = sum(line.due or 0 for line in sheet.attendance)
    since = short(sheet.since, sheet.as_of)
    parts: list[str] = []
    if due:
        kept = sum(line.kept for line in sheet.attendance if line.due is not None)
        excused = sum(line.excused for line in sheet.attendance)
        said = f"{kept} of {counted(due, 'appointment')} kept"
        parts.append(f"{said}, {excused} excused" if excused else said)
    if sheet.tests:
        good = sum(1 for test in sheet.tests if test.reading in _GOOD)
        total = len(sheet.tests)
        of = f"all {total}" if good == total > 1 else f"{good} of {total}"
        noun = "test" if total == 1 else "tests"
        parts.append(f"{of} {noun} negative or explained by a prescription")
        absent = sum(1 for test in sheet.tests if test.reading is Reading.UNEXPECTED_NEGATIVE)
        if absent:
            parts.append(f"the prescribed medicine was absent in {absent} of them")
    if parts:
        yield f"Since {since}: {'; '.join(parts)}."


def next_steps(sheet: Sheet) -> list[str]:
    """What follows from the findings and the calendar, in whole sentences."""
    steps: list[str] = []
    judgement = sheet.judgement
    if judgement is None:
        return ["Decide about the admission."]
    if judgement.phase is not None and (judgement.phase.ready or sheet.waits_for_phase):
        goal = next_phase(sheet)
        waits, moves = f"A decision about {goal} is due.", f"Everything for {goal} is met."
        steps.append(waits if judgement.phase.open else moves)
    elif next_phase(sheet) == "graduation" and judgement.graduation is not None:
        day = short(judgement.graduation, sheet.as_of)
        steps.append(f"Graduation is possible from {day}, if nothing goes wrong.")
    steps.append(_next_date(sheet))
    if judgement.clock.provisional_since is not None:
        steps.append(
            "A confirmation is out: the sober date is provisional until the laboratory answers."
        )
    return steps


def _next_date(sheet: Sheet) -> str:
    case = sheet.judgement.case if sheet.judgement is not None else None
    phase = case.phase if case is not None else None
    key = phase.key if phase is not None else ""
    levels = case.facts.levels_on(sheet.as_of) if case is not None else frozenset()
    interval = hearing_interval(sheet.program, key, levels)
    every = f" Court every {interval} in this phase." if interval is not None else ""
    if sheet.next_hearing is not None:
        return f"Next hearing {short(sheet.next_hearing, sheet.as_of)}.{every}"
    due = next_hearing_due(sheet.program, key, sheet.as_of, levels)
    if due is None:
        return f"No next hearing is set.{every}"
    return f"No next hearing is set; by the handbook it is due by {short(due, sheet.as_of)}.{every}"
