"""What the people who decide have decided; never computed."""

from __future__ import annotations

from drugcourt.domain.dates import short
from drugcourt.domain.findings import Finding, Ref, Verdict
from drugcourt.domain.program import Decided, Requirement
from drugcourt.domain.terms import DecisionBy
from drugcourt.rules.requirements.case import Case, found

_WAITING = {
    DecisionBy.TEAM: "to be decided by the team",
    DecisionBy.JUDGE: "to be decided by the judge",
    DecisionBy.PROSECUTOR: "to be decided by the prosecutor",
    DecisionBy.PROVIDER: "to be decided by the treatment provider",
    DecisionBy.PARTICIPANT: "to be handed in by the participant",
    DecisionBy.COORDINATOR: "to be decided by the coordinator",
}
_GIVEN = {
    DecisionBy.TEAM: "the team agreed",
    DecisionBy.JUDGE: "the judge agreed",
    DecisionBy.PROSECUTOR: "the prosecutor agreed",
    DecisionBy.PROVIDER: "the treatment provider agreed",
    DecisionBy.PARTICIPANT: "received from the participant",
    DecisionBy.COORDINATOR: "the coordinator agreed",
}


def decided(requirement: Requirement, rule: Decided, case: Case) -> Finding:
    """The latest decision by the one who decides; with `since_phase` given in the present stay.

    A decision against is UNMET, none at all UNKNOWN. A decision holds from the first of the
    grants that nobody has taken back.
    """
    given = [d for d in case.decisions.get(requirement.key, ()) if d.by is rule.by]
    if rule.since_phase:
        entered = case.entered
        given = [d for d in given if entered is not None and d.on >= entered]
    if not given:
        text = _WAITING[rule.by]
        day = max(case.as_of, case.expected_entry or case.as_of)
        return found(requirement, Verdict.UNKNOWN, text, if_acted=day, awaits_decision=True)
    last = given[-1]
    ref = (Ref("decision", last.id),)
    if not last.granted:
        text = f"not granted {short(last.on, case.as_of)}, {_WAITING[rule.by]} again"
        return found(requirement, Verdict.UNMET, text, if_acted=case.as_of, evidence=ref)
    first = last
    for earlier in reversed(given):
        if not earlier.granted:
            break
        first = earlier
    text = f"{_GIVEN[rule.by]} {short(last.on, case.as_of)}"
    return found(requirement, Verdict.MET, text, met_from=first.on, evidence=ref)
