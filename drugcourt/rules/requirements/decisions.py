"""What the people who decide have decided; never computed."""

from __future__ import annotations

from datetime import date

from drugcourt.domain.dates import short
from drugcourt.domain.facts import DecisionFacts
from drugcourt.domain.findings import Finding, Verdict
from drugcourt.domain.program import Decided, Requirement
from drugcourt.domain.rule_terms import DecisionBy
from drugcourt.rules.requirements.case import Case, found

_WORDS = {
    DecisionBy.TEAM: ("to be decided by the team", "the team agreed"),
    DecisionBy.JUDGE: ("to be decided by the judge", "the judge agreed"),
    DecisionBy.PROSECUTOR: ("to be decided by the prosecutor", "the prosecutor agreed"),
    DecisionBy.PROVIDER: (
        "to be decided by the treatment provider",
        "the treatment provider agreed",
    ),
    DecisionBy.PARTICIPANT: (
        "to be handed in by the participant",
        "received from the participant",
    ),
    DecisionBy.COORDINATOR: ("to be decided by the coordinator", "the coordinator agreed"),
    DecisionBy.DEFENSE: ("to be decided by defense counsel", "defense counsel agreed"),
    DecisionBy.PROBATION: (
        "to be decided by the probation officer",
        "the probation officer agreed",
    ),
    DecisionBy.FAMILY: ("to be accepted by the family", "the family accepted it"),
    DecisionBy.SPONSOR: ("to be accepted by the sponsor", "the sponsor accepted it"),
    DecisionBy.MENTOR: ("to be accepted by the mentor", "the mentor accepted it"),
    DecisionBy.ELDERS: ("to be decided by the panel of elders", "the panel of elders agreed"),
    DecisionBy.PEERS: ("to be heard by fellow participants", "fellow participants agreed"),
    DecisionBy.CHILD_WELFARE: (
        "to be decided by the child welfare agency",
        "the child welfare agency agreed",
    ),
    DecisionBy.VICTIM: ("to be accepted by the victim", "the victim accepted it"),
}


def waiting_for(by: DecisionBy) -> str:
    """What is waited for: `to be decided by the team`."""
    return _WORDS[by][0]


def decided(requirement: Requirement, rule: Decided, case: Case) -> Finding:
    """The latest decision by each who decides; with `since_phase` given in the present stay.

    A decision against is UNMET, none at all UNKNOWN. A decision holds from the first of the
    grants that nobody has taken back, and with `expires` for so long after the latest.
    """
    parties = [rule.by, *sorted(rule.also - {rule.by})]
    given = {by: _given(requirement, rule, by, case) for by in parties}
    refs = case.decision_refs(requirement.key, [by for by in parties if given[by]])
    refused = [by for by in parties if given[by] and not given[by][-1].granted]
    if refused:
        last = given[refused[0]][-1]
        text = f"not granted {short(last.on, case.as_of)}, {waiting_for(refused[0])} again"
        return found(requirement, Verdict.UNMET, text, if_acted=case.as_of, evidence=refs)
    waiting = [
        by
        for by in parties
        if len(_in_a_row(given[by])) < rule.times or _expired(rule, given[by][-1], case)
    ]
    if waiting:
        day = max(case.as_of, case.expected_entry or case.as_of)
        text = "; ".join(_waits(rule, by, given[by], case) for by in waiting)
        return found(
            requirement,
            Verdict.UNKNOWN,
            text,
            if_acted=day,
            evidence=refs,
            awaits_decision=True,
        )
    since = [_standing_since(rule, given[by], case) for by in parties]
    text = "; ".join(f"{_WORDS[by][1]} {short(given[by][-1].on, case.as_of)}" for by in parties)
    return found(requirement, Verdict.MET, text, met_from=max(since), evidence=refs)


def standing_grant(requirement: Requirement, by: DecisionBy, case: Case) -> DecisionFacts | None:
    """The first of the party's grants on the requirement that nobody has taken back."""
    given = [d for d in case.decisions.get(requirement.key, ()) if d.by is by]
    return _first_standing(given) if given and given[-1].granted else None


def _given(
    requirement: Requirement, rule: Decided, by: DecisionBy, case: Case
) -> list[DecisionFacts]:
    given = [d for d in case.decisions.get(requirement.key, ()) if d.by is by]
    if rule.since_phase:
        entered = case.entered
        given = [d for d in given if entered is not None and d.on >= entered]
    return given


def _expired(rule: Decided, last: DecisionFacts, case: Case) -> bool:
    return rule.expires is not None and case.as_of > case.plus(last.on, rule.expires)


def _in_a_row(given: list[DecisionFacts]) -> list[DecisionFacts]:
    """The latest grants that no refusal stands between."""
    refused = [place for place, item in enumerate(given) if not item.granted]
    return given[refused[-1] + 1 :] if refused else given


def _waits(rule: Decided, by: DecisionBy, given: list[DecisionFacts], case: Case) -> str:
    if not given:
        return waiting_for(by)
    run = _in_a_row(given)
    if len(run) < rule.times:
        return f"{waiting_for(by)} {rule.times:,} times in a row, {len(run):,} so far"
    on = short(given[-1].on, case.as_of)
    return f"{_WORDS[by][1]} {on}, more than {rule.expires} ago; {waiting_for(by)} again"


def _standing_since(rule: Decided, given: list[DecisionFacts], case: Case) -> date:
    if rule.expires is None or rule.times > 1:
        return _in_a_row(given)[rule.times - 1].on
    first = given[-1]
    for earlier in reversed(given):
        if not earlier.granted or first.on > case.plus(earlier.on, rule.expires):
            break
        first = earlier
    return first.on


def _first_standing(given: list[DecisionFacts]) -> DecisionFacts:
    first = given[-1]
    for earlier in reversed(given):
        if not earlier.granted:
            break
        first = earlier
    return first
