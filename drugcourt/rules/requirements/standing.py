"""Whether something is so on the day asked: no warrant or charge, at liberty, housed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from drugcourt.domain.conduct import LegalEventKind
from drugcourt.domain.dates import Amount, Span, counted, short, union_days
from drugcourt.domain.episodes import OPEN_STATUSES, EpisodeStatus
from drugcourt.domain.facts import ConditionFacts
from drugcourt.domain.findings import Finding, Ref, Verdict
from drugcourt.domain.program import Requirement, Standing, Stands
from drugcourt.rules.requirements.breakpoints import first_met
from drugcourt.rules.requirements.case import Case, found
from drugcourt.rules.requirements.lately import held_lately
from drugcourt.rules.requirements.time import pushed

_Held = tuple[Span, Ref, str]
_AWAY = OPEN_STATUSES - {EpisodeStatus.ACTIVE}


def stands(requirement: Requirement, rule: Stands, case: Case) -> Finding:
    """It is so today, and with `over` has been for so long without a gap."""
    if rule.of in (Standing.CONDITION, Standing.TREATMENT):
        return _condition(requirement, rule, case)
    return _nothing_open(requirement, rule, case)


def _nothing_open(requirement: Requirement, rule: Stands, case: Case) -> Finding:
    """Nothing of the sort is open; what is open ends it until it is closed."""
    held = sorted(_open_ones(rule, case), key=lambda item: (item[0].start, item[1].id))
    start = case.facts.admitted_on
    today = [item for item in held if item[0].holds(case.as_of)]

    def free(day: date) -> bool:
        return not any(span.holds(day) for span, _, _ in held)

    since = first_met(free, _edges(span for span, _, _ in held), start, case.as_of)
    if today:
        span, _, said = today[-1]
        day = case.as_of if rule.over is None else case.completed(case.as_of, rule.over)
        text = f"{said} since {short(span.start, case.as_of)}"
        refs = tuple(ref for _, ref, _ in today)
        return found(requirement, Verdict.UNMET, text, if_acted=day, evidence=refs)
    begun = start if since is None else since
    day = begun if rule.over is None else case.completed(begun, rule.over)
    met = day <= case.as_of
    text = rule.of.label
    if rule.over is not None or held:
        text += f" since {short(begun, case.as_of)}"
    return found(
        requirement,
        Verdict.MET if met else Verdict.UNMET,
        text,
        met_from=day,
        evidence=(*(ref for _, ref, _ in held), case.episode_ref()),
    )


def _open_ones(rule: Stands, case: Case) -> Iterable[_Held]:
    facts = case.facts
    kinds = {
        Standing.NO_WARRANT: LegalEventKind.WARRANT,
        Standing.NO_PENDING_CHARGE: LegalEventKind.CHARGE,
    }
    if rule.of in kinds:
        for event in facts.legal:
            if event.kind is kinds[rule.of] and not event.program_case:
                words = "warrant open" if rule.of is Standing.NO_WARRANT else "charge pending"
                yield Span(event.on, event.end), Ref(event.record, event.id), words
        return
    statuses = {EpisodeStatus.IN_CUSTODY} if rule.of is Standing.NOT_IN_CUSTODY else _AWAY
    for status in facts.statuses:
        if status.status in statuses:
            ref = Ref("status_span", status.id) if status.id else case.episode_ref()
            yield Span(status.start, status.end), ref, status.status.label.lower()


def _condition(requirement: Requirement, rule: Stands, case: Case) -> Finding:
    """The named condition holds; with `best_efforts` recorded efforts count in its place."""
    name = (rule.condition or "treatment").replace("_", " ")
    known = sorted(_known(rule, case), key=lambda item: (item.start, item.id))
    kind = "condition" if rule.of is Standing.CONDITION else "treatment_episode"
    fitting = [
        c
        for c in known
        if (not rule.kinds or c.kind in rule.kinds or (c.efforts and rule.best_efforts))
        and (c.approved or not rule.approved or (c.efforts and rule.best_efforts))
        and (not c.efforts or rule.best_efforts)
    ]
    spans = [Span(c.start, c.end) for c in fitting]

    def so(day: date) -> bool:
        return any(span.holds(day) for span in spans)

    if rule.in_all and rule.over is not None and spans:
        refs = tuple(Ref(kind, c.id) for c in fitting)
        return _in_all(requirement, rule.over, case, spans, name, refs)
    if rule.within is not None and rule.over is not None and spans:
        refs = tuple(Ref(kind, c.id) for c in fitting)
        return held_lately(requirement, (rule.over, rule.within), case, spans, name, refs)
    today = [c for c in fitting if Span(c.start, c.end).holds(case.as_of)]
    if not today:
        current = [c for c in known if Span(c.start, c.end).holds(case.as_of)]
        text = f"no {name} recorded"
        if current:
            lacks = "not approved by the court" if rule.approved else "not of a kind that counts"
            text = f"{name} recorded, {lacks}"
        day = case.as_of if rule.over is None else case.completed(case.as_of, rule.over)
        refs = tuple(Ref(kind, c.id) for c in current) or (case.episode_ref(),)
        return found(requirement, Verdict.UNMET, text, if_acted=day, evidence=refs)
    begun = first_met(so, _edges(spans), min(span.start for span in spans), case.as_of)
    begun = begun or case.as_of
    day = begun if rule.over is None else case.completed(begun, rule.over)
    shown = today[-1]
    sort = f" ({shown.kind.replace('_', ' ')})" if shown.kind else ""
    efforts = "best efforts recorded" if shown.efforts else name
    text = f"{efforts}{sort} since {short(begun, case.as_of)}"
    if shown.approved:
        text += ", approved by the court"
    return found(
        requirement,
        Verdict.MET if day <= case.as_of else Verdict.UNMET,
        text,
        met_from=day,
        evidence=tuple(Ref(kind, c.id) for c in fitting),
    )


def _known(rule: Stands, case: Case) -> list[ConditionFacts]:
    """The conditions of that name, or treatment as a condition of which the level is the sort."""
    if rule.of is Standing.CONDITION:
        return [c for c in case.facts.conditions if c.key == rule.condition]
    return [
        ConditionFacts(t.id, "treatment", t.start, t.end, str(t.level), approved=True)
        for t in case.facts.treatments
    ]


def _in_all(
    requirement: Requirement,
    over: Amount,
    case: Case,
    spans: list[Span],
    name: str,
    refs: tuple[Ref, ...],
) -> Finding:
    """So long in all since admission, gaps allowed; it need not be so today."""
    start = max(case.facts.admitted_on, min(span.start for span in spans))
    gaps, reached_to = [], start
    for span in sorted(spans, key=lambda item: item.start):
        if span.start > reached_to:
            gaps.append(Span(reached_to, span.start))
        reached_to = max(reached_to, span.end or date.max)
    open_ = reached_to < date.max
    if open_:
        gaps.append(Span(reached_to))
    days = max(0, (case.as_of - start).days - union_days(gaps, start, case.as_of))
    day = case.completing(pushed(case.plus(start, over), gaps, start, case.as_of))
    met = day <= case.as_of
    return found(
        requirement,
        Verdict.MET if met else Verdict.UNMET,
        f"{counted(days, 'day')} of {name} in all since {short(start, case.as_of)}",
        met_from=None if open_ and not met else day,
        if_acted=day,
        achieved=f"{days:,}",
        evidence=(*refs, case.episode_ref()),
    )


def _edges(spans: Iterable[Span]) -> list[date]:
    return [day for span in spans for day in (span.start, span.end) if day is not None]
