"""What stands against days in jail as a sanction: too long, instead of treatment, medicine cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from drugcourt.domain.dates import counted
from drugcourt.domain.findings import Finding, Verdict
from drugcourt.domain.response_policy import Behavior, Numbers
from drugcourt.domain.responses import GoalClass

STANDARD = "Best Practice Standards, IV: incentives, sanctions and service adjustments"
SAFETY = "Safety at the jail's door: a medicine that stops is a danger in the days after release"


@dataclass(frozen=True, slots=True)
class JailFacts:
    """What is known when days in jail are considered.

    `behavior` None: nobody said what it answers. `named`: the matrix itself names jail for this.
    `medicines` are those in force, those for opioid use disorder first, each with whether it is
    one. `hearing_on` and `counsel` are what was said of the hearing; None is not said.
    """

    days: int
    behavior: Behavior | None
    goal: GoalClass | None
    named: bool
    in_treatment: bool
    awaits_treatment: bool
    medicines: Sequence[tuple[str, bool]] = ()
    hearing_on: date | None = None
    counsel: bool | None = None


def jail_findings(facts: JailFacts, numbers: Numbers) -> tuple[Finding, ...]:
    """What to mind, the gravest first. FAILED refuses, UNMET asks for more, UNKNOWN warns.

    Nothing for no days in jail. MET says that what was asked for is there.
    """
    if facts.days <= 0:
        return ()
    found = [*_treatment(facts), *_length(facts, numbers), *_medicine(facts)]
    order = (Verdict.FAILED, Verdict.UNMET, Verdict.UNKNOWN, Verdict.MET)
    return tuple(sorted(found, key=lambda finding: order.index(finding.verdict)))


def _treatment(facts: JailFacts) -> list[Finding]:
    """Jail never stands in for treatment, nor answers use before somebody is stable."""
    asked = "Jail is never given instead of treatment"
    if facts.awaits_treatment:
        said = "It would hold somebody until a treatment place is free."
        return [Finding("jail.treatment", Verdict.FAILED, asked, said, STANDARD)]
    if facts.behavior is None or not facts.behavior.use:
        return []
    if facts.goal is GoalClass.DISTAL and not facts.named:
        said = (
            f"“{facts.behavior.title}” is a distal goal in this phase; a service adjustment "
            "answers it."
        )
        return [Finding("jail.distal", Verdict.FAILED, "Use before stability is treated", said,
                        STANDARD)]  # fmt: skip
    if not facts.in_treatment:
        said = "No treatment is on record on this day, and use is what it answers."
        return [Finding("jail.treatment", Verdict.FAILED, asked, said, STANDARD)]
    return []


def _length(facts: JailFacts, numbers: Numbers) -> list[Finding]:
    days = counted(facts.days, "day")
    if facts.days > numbers.jail_confirm_above:
        missing = [
            words
            for words, there in (
                ("the day of the hearing", facts.hearing_on is not None),
                ("that counsel was present", facts.counsel is True),
            )
            if not there
        ]
        asked = f"More than {counted(numbers.jail_confirm_above, 'day')} need a hearing and counsel"
        basis = numbers.origin("jail_confirm_above") or STANDARD
        said = f"{days}; say {' and '.join(missing)}." if missing else f"{days}; both are recorded."
        verdict = Verdict.UNMET if missing else Verdict.MET
        return [Finding("jail.confirm", verdict, asked, said, basis)]
    if facts.days > numbers.jail_warns_above:
        asked = f"More than {counted(numbers.jail_warns_above, 'day')} in jail do harm more often"
        basis = numbers.origin("jail_warns_above") or STANDARD
        return [Finding("jail.length", Verdict.UNKNOWN, asked, f"{days} are proposed.", basis)]
    return []


def _medicine(facts: JailFacts) -> list[Finding]:
    if not facts.medicines:
        return []
    named = ", ".join(name for name, _ in facts.medicines)
    moud = any(moud for _, moud in facts.medicines)
    asked = "The medicine goes on in jail" if moud else "Prescribed medicine goes on in jail"
    said = (
        f"{named} would stop unless the jail gives it. Settle that with its medical unit before, "
        "with the first dose or visit after release."
    )
    return [Finding("jail.medicine", Verdict.UNKNOWN, asked, said, SAFETY)]
