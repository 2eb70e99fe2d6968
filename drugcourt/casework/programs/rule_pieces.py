"""The pieces that sentences about rules are made of: lists, spans, amounts, and for whom."""

from __future__ import annotations

from collections.abc import Iterable

from drugcourt.domain.dates import Amount, counted, long
from drugcourt.domain.money import dollars
from drugcourt.domain.program import (
    AttendAll,
    AttendCount,
    AttendRate,
    AttendShare,
    FreeOf,
    OnlyIf,
    Program,
    Since,
)
from drugcourt.domain.tone import Term


def every(amount: Amount | None) -> str:
    """How often, in words: every week, every 2 weeks."""
    if amount is None:
        return "each time"
    return f"every {amount.unit}" if amount.n == 1 else f"every {amount}"


def over(amount: Amount | None, otherwise: str) -> str:
    """How far it looks back."""
    if amount is None:
        return otherwise
    return f"the last {amount.unit if amount.n == 1 else amount}"


def since(of: Since, event: str | None, program: Program | None) -> str:
    """Since when, in words: `admission`, or the title of the event."""
    return f"“{milestone_title(event or '', program)}”" if of is Since.EVENT else of.label


def what_happens(named: Iterable[FreeOf]) -> str:
    """`sanction or missed test` in the order of the closed list."""
    chosen = set(named)
    return listed(of.label for of in FreeOf if of in chosen)


def money(cents: int) -> str:
    """`$31.75`."""
    return dollars(cents)


def number(n: float, noun: str) -> str:
    """`1 session`, `1.5 hours`."""
    return counted(int(n), noun) if float(n).is_integer() else f"{n:,g} {noun}s"


def inside(label: str) -> str:
    """A label inside a sentence; abbreviations keep their capitals."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def listed_terms(terms: Iterable[Term], last: str = "or") -> str:
    """`a, b or c` in the order of the closed list, small inside a sentence."""
    chosen = list(terms)
    order = list(type(chosen[0])) if chosen else []
    return listed((inside(term.label) for term in order if term in chosen), last)


def listed(words: Iterable[str], last: str = "or") -> str:
    """`a, b or c`."""
    said = list(words)
    return f" {last} ".join(part for part in (", ".join(said[:-1]), *said[-1:]) if part)


def attending(rule: AttendAll | AttendShare | AttendCount | AttendRate) -> tuple[str, str]:
    """What is counted in a word, and a sentence on what counts."""
    parts = []
    if rule.kinds:
        parts.append(f"these sessions: {listed_terms(rule.kinds, 'and')}")
    if rule.contacts or rule.modes:
        contact = "contacts"
        if rule.contacts:
            contact += f" with the {listed_terms(rule.contacts)}"
        if rule.modes:
            contact += f" ({listed_terms(rule.modes)})"
        parts.append(contact)
    if rule.hearings:
        parts.append("court hearings")
    if rule.tests:
        parts.append("negative tests" if rule.negative else "tests that were given")
    counts = f"Counted are {listed(parts, 'and') if parts else 'sessions of every kind'}."
    if rule.late_is_absent:
        counts += " Coming late counts as an absence."
    if rule.late_per_absence is not None:
        counts += f" Coming late {rule.late_per_absence:,} times counts as one absence."
    what = "session"
    if len(parts) == 1 and not rule.kinds:
        what = "hearing" if rule.hearings else "test" if rule.tests else "contact"
    if isinstance(rule, AttendRate | AttendCount):
        what = "hour" if rule.hours else what
        if rule.a_day is not None:
            counts += f" Of one day at most {number(rule.a_day, 'counts')}."
    return what, counts


def condition(only_if: OnlyIf, program: Program | None) -> str:
    """Whom a condition is about, after “participants”."""
    parts = []
    if only_if.tracks:
        parts.append(f"on the legal track {listed_terms(only_if.tracks)}")
    if only_if.charge_levels:
        parts.append(f"charged with a {listed_terms(only_if.charge_levels)}")
    if only_if.settings:
        parts.append(f"while in {listed_terms(only_if.settings)} care")
    if only_if.assigned is not None:
        parts.append(f"assigned to “{_words(only_if.assigned)}”")
    if only_if.entered_at:
        parts.append(f"who entered in {_phases(only_if.entered_at, program)}")
    if only_if.phases:
        parts.append(f"now in {_phases(only_if.phases, program)}")
    if only_if.flags:
        parts.append(f"recorded as {listed(map(_words, sorted(only_if.flags)), 'and')}")
    if only_if.done:
        titles = (
            key if program is None else program.milestone_title(key) for key in sorted(only_if.done)
        )
        parts.append(f"who have done {listed((f'“{title}”' for title in titles), 'and')}")
    if only_if.happened:
        happened = listed(of.label for of in FreeOf if of in only_if.happened)
        parts.append(f"with a {happened} since entry to the phase")
    if only_if.options:
        options = listed(map(_words, sorted(only_if.options)), "and")
        parts.append(f"where the court has chosen “{options}”")
    if only_if.returned:
        parts.append("who are back in a phase or were moved back to it")
    if only_if.admitted_from is not None:
        parts.append(f"admitted on {long(only_if.admitted_from)} or later")
    if only_if.admitted_before is not None:
        parts.append(f"admitted before {long(only_if.admitted_before)}")
    return (", or " if only_if.any_one else ", and ").join(parts)


def _words(key: str) -> str:
    return key.replace("_", " ")


def _phases(keys: Iterable[str], program: Program | None) -> str:
    names = []
    for key in sorted(keys):
        phase = None if program is None else program.phase(key)
        names.append(key if phase is None else phase.name)
    return listed(f"“{name}”" for name in names)


def milestone_title(key: str, program: Program | None) -> str:
    """The handbook's words for a milestone; its key without a program."""
    return key if program is None else program.milestone_title(key)


def phase_name(key: str, program: Program | None) -> str:
    """The phase's name in quotation marks; its key without a program."""
    phase = None if program is None else program.phase(key)
    return f"“{key if phase is None else phase.name}”"
