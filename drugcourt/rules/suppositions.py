"""What each supposition about a person changes in the facts: a test, a session, a rule, an act."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from drugcourt.domain.facts import (
    DecisionFacts,
    HearingFacts,
    MilestoneFacts,
    OverrideFacts,
    ParticipantFacts,
    ResultFacts,
    SessionFacts,
    SpecimenFacts,
    WaiverFacts,
)
from drugcourt.domain.hearings import HearingAttendance
from drugcourt.domain.program import (
    Decided,
    MilestoneDone,
    Program,
    Requirement,
    with_parts,
)
from drugcourt.domain.rule_terms import DecisionBy
from drugcourt.domain.specimens import (
    AnalyteResult,
    CollectionStatus,
    Confirmation,
    Substance,
    Validity,
)
from drugcourt.domain.suppositions import (
    ActDone,
    Answer,
    Coming,
    ConfirmationIs,
    EffectIs,
    HearingIs,
    LetOff,
    NumberIs,
    SessionIs,
    Supposition,
    TestBeing,
    TestIs,
)
from drugcourt.domain.treatment import Attendance, SessionKind
from drugcourt.rules.what_if import Added, Change, Changed, EffectChanged

SUPPOSED = "What if"  # who decided, ordered or waived in a supposition
_NEW = 2**31  # the number of a fact that no record keeps: the latest of its day


def changes_of(
    supposed: Supposition, facts: ParticipantFacts, program: Program, today: date
) -> tuple[Change, ...]:
    """What a supposition changes. Raises KeyError for what the record or the program lacks."""
    match supposed:
        case TestIs():
            return _test(supposed, facts)
        case ConfirmationIs():
            return _confirmation(supposed, facts, today)
        case SessionIs():
            return _session(supposed, facts)
        case HearingIs():
            return _hearing(supposed, facts)
        case NumberIs(key, field, value):
            _asked(program, key)
            order = OverrideFacts(_NEW, key, today, field, value, SUPPOSED)
            return (Added("overrides", order),)
        case EffectIs(event, effect):
            return (EffectChanged(event, effect),)
        case ActDone(key):
            return _act(_asked(program, key), facts, today)
        case LetOff(key):
            _asked(program, key)
            waiver = WaiverFacts(_NEW, key, today, SUPPOSED, "")
            return (Added("waivers", waiver),)


def may_be_done(requirement: Requirement) -> bool:
    """Whether what it waits for is one act: a milestone or a decision."""
    return isinstance(requirement.rule, MilestoneDone | Decided)


def _asked(program: Program, key: str) -> Requirement:
    for requirement in with_parts(program.requirements):
        if requirement.key == key:
            return requirement
    raise KeyError(key)


# Tests ------------------------------------------------------------------------------------------


def _test(supposed: TestIs, facts: ParticipantFacts) -> tuple[Change, ...]:
    meant = [s for s in facts.specimens if _is_meant(s.id, s.on, supposed.id, supposed.on)]
    if not meant:
        if supposed.id:
            raise KeyError(supposed.id)
        new = SpecimenFacts(_NEW, supposed.on, CollectionStatus.COLLECTED)
        return (Added("specimens", _as_supposed(new, supposed, facts)),)
    return tuple(
        Changed("specimens", item.id, _values(_as_supposed(item, supposed, facts)))
        for item in meant
    )


def _values(item: SpecimenFacts) -> dict[str, object]:
    names = ("status", "validity", "excused", "late", "results")
    return {name: getattr(item, name) for name in names}


def _as_supposed(item: SpecimenFacts, supposed: TestIs, facts: ParticipantFacts) -> SpecimenFacts:
    being = supposed.being
    if being in (TestBeing.MISSED, TestBeing.EXCUSED):
        return replace(
            item,
            status=CollectionStatus.MISSED,
            validity=Validity.NOT_CHECKED,
            excused=being is TestBeing.EXCUSED,
            late=False,
            results=(),
        )
    dilute = being is TestBeing.DILUTE
    return replace(
        item,
        status=CollectionStatus.COLLECTED,
        validity=Validity.DILUTE if dilute else Validity.VALID,
        excused=False,
        late=being is TestBeing.LATE,
        results=_results(item, supposed, facts),
    )


def _results(
    item: SpecimenFacts, supposed: TestIs, facts: ParticipantFacts
) -> tuple[ResultFacts, ...]:
    panel = sorted({r.substance for r in item.results}) or _usual_panel(facts)
    if supposed.being is not TestBeing.POSITIVE:
        return tuple(ResultFacts(s, AnalyteResult.NEGATIVE) for s in panel)
    found = {supposed.substance} if supposed.substance else _unexplained(panel, item.on, facts)
    return tuple(
        ResultFacts(s, AnalyteResult.POSITIVE if s in found else AnalyteResult.NEGATIVE)
        for s in sorted({*panel, *found})
    )


def _unexplained(panel: list[Substance], day: date, facts: ParticipantFacts) -> set[Substance]:
    """One substance of the panel of which no medicine in force would be the reason."""
    in_force = [m for m in facts.medications if m.start <= day and (m.end is None or day < m.end)]
    explained = {substance for medicine in in_force for substance in medicine.detected_as}
    free = [substance for substance in panel if substance not in explained]
    return {(free or panel)[0]}


def _usual_panel(facts: ParticipantFacts) -> list[Substance]:
    """The substances of the latest test that had results; without any, every one we know."""
    with_results = [s for s in facts.specimens if s.results]
    if not with_results:
        return sorted(Substance)
    latest = max(with_results, key=lambda s: (s.on, s.id))
    return sorted({r.substance for r in latest.results})


def _confirmation(
    supposed: ConfirmationIs, facts: ParticipantFacts, today: date
) -> tuple[Change, ...]:
    meant = [
        s
        for s in facts.specimens
        if _is_meant(s.id, s.on, supposed.id, supposed.on)
        and any(r.confirmation is Confirmation.PENDING for r in s.results)
    ]
    if not meant:
        raise KeyError(supposed.id or supposed.on)
    answer = (
        Confirmation.CONFIRMED
        if supposed.answer is Answer.CONFIRMED
        else Confirmation.NOT_CONFIRMED
    )
    return tuple(
        Changed("specimens", s.id, {"results": tuple(_back(r, answer, today) for r in s.results)})
        for s in meant
    )


def _back(result: ResultFacts, answer: Confirmation, today: date) -> ResultFacts:
    if result.confirmation is not Confirmation.PENDING:
        return result
    return replace(result, confirmation=answer, confirmed_on=today)


# Sessions and hearings --------------------------------------------------------------------------

_ATTENDANCE = {
    Coming.ATTENDED: Attendance.ATTENDED,
    Coming.LATE: Attendance.LATE,
    Coming.EXCUSED: Attendance.EXCUSED,
    Coming.ABSENT: Attendance.ABSENT,
}
_APPEARANCE = {
    Coming.ATTENDED: HearingAttendance.PRESENT,
    Coming.LATE: HearingAttendance.LATE,
    Coming.EXCUSED: HearingAttendance.EXCUSED,
    Coming.ABSENT: HearingAttendance.FAILED_TO_APPEAR,
}


def _session(supposed: SessionIs, facts: ParticipantFacts) -> tuple[Change, ...]:
    kept = _ATTENDANCE[supposed.coming]
    meant = [s for s in facts.sessions if _is_meant(s.id, s.on, supposed.id, supposed.on)]
    if meant:
        return tuple(Changed("sessions", s.id, {"attendance": kept}) for s in meant)
    if supposed.id:
        raise KeyError(supposed.id)
    return (Added("sessions", SessionFacts(_NEW, supposed.on, SessionKind.GROUP, kept)),)


def _hearing(supposed: HearingIs, facts: ParticipantFacts) -> tuple[Change, ...]:
    came = _APPEARANCE[supposed.coming]
    meant = [h for h in facts.hearings if _is_meant(h.id, h.on, supposed.id, supposed.on)]
    if meant:
        return tuple(Changed("hearings", h.id, {"attendance": came}) for h in meant)
    if supposed.id:
        raise KeyError(supposed.id)
    return (Added("hearings", HearingFacts(_NEW, supposed.on, came)),)


def _is_meant(number: int, on: date, wanted: int, day: date) -> bool:
    return number == wanted if wanted else on == day


# Acts -------------------------------------------------------------------------------------------


def _act(asked: Requirement, facts: ParticipantFacts, today: date) -> tuple[Change, ...]:
    """The milestone as often as is asked, verified and approved; the decision by everybody."""
    rule = asked.rule
    if isinstance(rule, Decided):
        return tuple(_granted(asked, by, today) for by in sorted({rule.by, *rule.also}))
    if isinstance(rule, MilestoneDone):
        have = sum(1 for m in facts.milestones if m.key == rule.milestone and m.verified)
        missing = max(1, rule.times - have)
        reached = MilestoneFacts(_NEW, rule.milestone, today, verified=True)
        approved = (_granted(asked, by, today) for by in sorted(rule.approvals))
        return (*(Added("milestones", reached) for _ in range(missing)), *approved)
    raise KeyError(asked.key)


def _granted(asked: Requirement, by: DecisionBy, today: date) -> Added:
    return Added("decisions", DecisionFacts(_NEW, asked.key, by, today, granted=True))
