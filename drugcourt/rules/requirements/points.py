"""Whether enough points were earned, and few enough demerits given."""

from __future__ import annotations

from datetime import date

from drugcourt.domain.dates import counted, short
from drugcourt.domain.findings import Finding, Ref, Verdict
from drugcourt.domain.program import Points, Requirement
from drugcourt.rules.requirements.breakpoints import first_met
from drugcourt.rules.requirements.case import Case, found
from drugcourt.rules.requirements.points_each import points_each
from drugcourt.rules.requirements.since import begun, begun_refs, not_yet


def points_held(requirement: Requirement, rule: Points, case: Case) -> Finding:
    """Credits of at least `earned`, demerits of at most `demerits`, counted apart.

    Too many demerits since the start can't be taken back; over a window they leave it again.
    """
    start = begun(rule.since, rule.event, case)
    if start is None:
        return not_yet(requirement, rule.since, rule.event, case)
    if rule.per is not None:
        return points_each(requirement, rule, rule.per, case, start)
    given = sorted((p for p in case.facts.points if p.on >= start), key=lambda p: (p.on, p.id))

    def inside(day: date) -> list[int]:
        over = rule.over
        return [
            p.points for p in given if p.on <= day and (over is None or day < case.plus(p.on, over))
        ]

    def earned(day: date) -> int:
        return sum(n for n in inside(day) if n > 0)

    def demerits(day: date) -> int:
        return -sum(n for n in inside(day) if n < 0)

    def holds(day: date) -> bool:
        return (
            (rule.earned is None or earned(day) >= rule.earned)
            and (rule.demerits is None or demerits(day) <= rule.demerits)
            and (rule.net is None or sum(inside(day)) >= rule.net)
        )

    changes = [p.on for p in given]
    if rule.over is not None:
        changes += [case.plus(day, rule.over) for day in list(changes)]
    met = holds(case.as_of)
    over_limit = rule.demerits is not None and demerits(case.as_of) > rule.demerits
    lost = over_limit and rule.over is None
    day = None if lost else first_met(holds, changes, start, case.as_of)
    return found(
        requirement,
        Verdict.MET if met else Verdict.FAILED if lost else Verdict.UNMET,
        f"{_said(rule, earned(case.as_of), demerits(case.as_of))} {_span(rule, case, start)}",
        met_from=day,
        if_acted=None if lost else (day or case.as_of),
        achieved=f"{earned(case.as_of):,}" if rule.earned is not None else "",
        evidence=(
            *(Ref("point_entry", p.id) for p in given),
            *begun_refs(rule.since, rule.event, case),
        ),
    )


def _span(rule: Points, case: Case, start: date) -> str:
    if rule.over is not None:
        return f"in the last {rule.over}"
    return f"since {short(start, case.as_of)}"


def _said(rule: Points, earned: int, demerits: int) -> str:
    parts = []
    if rule.earned is not None:
        parts.append(f"{earned:,} of {counted(rule.earned, 'point')} earned")
    if rule.demerits is not None:
        parts.append(f"{counted(demerits, 'demerit')}, at most {rule.demerits:,} allowed")
    if rule.net is not None:
        parts.append(f"{earned - demerits:,} of {counted(rule.net, 'point')} left")
    return "; ".join(parts)
