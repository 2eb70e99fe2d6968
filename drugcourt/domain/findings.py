"""What a rule found: a verdict with its sentence, its source and the records that decided it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from drugcourt.domain.tone import Term, Tone


class Verdict(Term):
    MET = "met", "Met"
    UNMET = "unmet", "Not met"
    UNKNOWN = "unknown", "To be decided"
    FAILED = "failed", "Can no longer be met"
    WAIVED = "waived", "Waived"

    @property
    def satisfied(self) -> bool:
        """Whether the requirement stands in nobody's way."""
        return self in (Verdict.MET, Verdict.WAIVED)

    @property
    def tone(self) -> Tone:
        """The colour family it is shown in."""
        return _TONES[self]


_TONES = {
    Verdict.MET: Tone.GOOD,
    Verdict.UNMET: Tone.WATCH,
    Verdict.UNKNOWN: Tone.INFO,
    Verdict.FAILED: Tone.ALARM,
    Verdict.WAIVED: Tone.GOOD,
}


@dataclass(frozen=True, slots=True)
class Ref:
    """One record: its kind (table name) and its number, so that a screen can open it."""

    kind: str
    id: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One requirement, judged for one person on one day.

    `requirement` is the rule in the handbook's words, `text` what was found ("9 of 14 sober
    days, since Nov 15"), `basis` where the rule comes from. `met_from` is the day it was met, or
    the day it will be met if nothing else changes; None when no day can honestly be given.
    `if_acted` is that day if the open act or decision were done on the day asked; None when the
    requirement can no longer be met. `parts` are the findings of the parts of an all-of or any-of.
    `why` says why this rule or number holds for this person where it is not the handbook's plain
    one: an exception, an override, an extension. `warning` says that an upper end is near or past.
    """

    rule: str
    verdict: Verdict
    requirement: str
    text: str
    basis: str
    met_from: date | None = None
    evidence: tuple[Ref, ...] = ()
    parts: tuple[Finding, ...] = ()
    achieved: str = ""
    if_acted: date | None = None
    awaits_decision: bool = False
    why: str = ""
    warning: str = ""

    def as_asked(self, rule: str, requirement: str, basis: str) -> Finding:
        """The same found of another requirement that asks the same; many times a caseload."""
        if (rule, requirement, basis) == (self.rule, self.requirement, self.basis):
            return self
        return Finding(
            rule,
            self.verdict,
            requirement,
            self.text,
            basis,
            self.met_from,
            self.evidence,
            self.parts,
            self.achieved,
            self.if_acted,
            self.awaits_decision,
            self.why,
            self.warning,
        )

    @property
    def told(self) -> str:
        """What was found, with what to mind about it: "316 days since Jan 12; no test since"."""
        return f"{self.text}; {self.warning}" if self.warning else self.text


@dataclass(frozen=True, slots=True)
class Readiness:
    """All findings for one goal (the next phase, or dismissal) on one day.

    `earliest` is the first day on which everything would be met if nothing goes wrong; None when
    an open act or a decision has no date. `binding` is the finding that sets it, and
    `if_acted` the date if all open acts and decisions were done on the day asked.
    """

    goal: str
    title: str
    as_of: date
    findings: tuple[Finding, ...]
    earliest: date | None
    if_acted: date | None
    binding: Finding | None

    @property
    def measured(self) -> tuple[Finding, ...]:
        """Findings that facts decide, without those that wait for a person's decision."""
        return tuple(f for f in self.findings if not f.awaits_decision)

    @property
    def ready(self) -> bool:
        """Every requirement is met or waived."""
        return all(f.verdict.satisfied for f in self.findings)

    @property
    def ready_but_for_decisions(self) -> bool:
        """Everything measured is met; at most people's decisions remain.

        A fact that is missing, or a record that contradicts itself, is no decision.
        """
        return all(f.verdict.satisfied or f.awaits_decision for f in self.findings)

    @property
    def open(self) -> tuple[Finding, ...]:
        """What still stands in the way."""
        return tuple(f for f in self.findings if not f.verdict.satisfied)

    @property
    def met_count(self) -> int:
        return sum(1 for f in self.findings if f.verdict.satisfied)
