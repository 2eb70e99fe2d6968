"""From when a case may be expunged by the court's own rules, each with the law it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.domain.cases import CaseOutcome, ChargeLevel
from drugcourt.domain.dates import Amount, Unit, add, counted
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.records.cases import CourtCase
from drugcourt.records.exits import CaseDisposition, ExpungementRule
from drugcourt.workspace import Context

MOST_MONTHS = 600
_GRAVEST = (ChargeLevel.FELONY, ChargeLevel.MISDEMEANOR, ChargeLevel.INFRACTION)


def set_expungement_rule(
    db: Session,
    context: Context,
    *,
    outcome: CaseOutcome,
    months: int,
    rule: str,
    level: ChargeLevel = ChargeLevel.UNKNOWN,
) -> int:
    """Say how many months after this outcome a case may be expunged (0: the same day).

    One rule for an outcome and a level; a later word replaces it. With the level unknown it holds
    for every level without a rule of its own. Cases keep the days they have.
    """
    if outcome is CaseOutcome.PENDING:
        raise FieldRefusal("outcome", "A pending case has no outcome yet.")
    if not 0 <= months <= MOST_MONTHS:
        raise FieldRefusal("months", f"Enter months from 0 to {MOST_MONTHS}.")
    if not rule.strip():
        raise FieldRefusal("rule", "Name the statute or the rule of court.")
    kept = db.scalar(
        select(ExpungementRule).where(
            ExpungementRule.outcome == outcome, ExpungementRule.level == level
        )
    )
    if kept is None:
        kept = ExpungementRule(outcome=outcome, level=level)
        db.add(kept)
    kept.months, kept.rule = months, rule.strip()
    db.flush()
    return kept.id


def remove_expungement_rule(db: Session, context: Context, *, rule_id: int) -> None:
    """The court has no such rule any more; days entered by it stay."""
    kept = db.get(ExpungementRule, rule_id)
    if kept is None:
        raise Refusal("That rule is not on the court's list any more.")
    db.delete(kept)


def fill_in_expungements(db: Session, context: Context) -> int:
    """Settled cases without a day get the one of the court's rule; returns how many did."""
    filled = 0
    cases = select(CourtCase).where(
        CourtCase.outcome != CaseOutcome.PENDING, CourtCase.outcome_on.is_not(None)
    )
    kept = {one.case_id: one for one in db.scalars(select(CaseDisposition))}
    rules = _rules(db)
    for case in db.scalars(cases):
        mine = kept.get(case.id)
        if mine is not None and (mine.expunge_from or mine.expunge_rule or mine.expunged_on):
            continue
        assert case.outcome_on is not None
        found = _by_rule(rules, case, case.outcome, case.outcome_on)
        if found is None:
            continue
        if mine is None:
            mine = CaseDisposition(case=case, case_id=case.id, episode_id=case.episode_id)
            db.add(mine)
        mine.expunge_from, mine.expunge_rule = found
        filled += 1
    return filled


def by_rule(
    db: Session, case: CourtCase, outcome: CaseOutcome, on: date
) -> tuple[date, str] | None:
    """The day and the words of the rule for a case with this outcome; None without a rule."""
    return _by_rule(_rules(db), case, outcome, on)


def gravest(case: CourtCase) -> ChargeLevel:
    """The gravest level among the charges of a case."""
    levels = {charge.level for charge in case.charges}
    return next((level for level in _GRAVEST if level in levels), ChargeLevel.UNKNOWN)


Rules = dict[tuple[CaseOutcome, ChargeLevel], ExpungementRule]


def _rules(db: Session) -> Rules:
    return {(rule.outcome, rule.level): rule for rule in db.scalars(select(ExpungementRule))}


def _by_rule(
    rules: Rules, case: CourtCase, outcome: CaseOutcome, on: date
) -> tuple[date, str] | None:
    rule = rules.get((outcome, gravest(case))) or rules.get((outcome, ChargeLevel.UNKNOWN))
    if rule is None:
        return None
    words = f"{counted(rule.months, 'month')} after the outcome"
    if not rule.months:
        words = "on the day of the outcome"
    return add(on, Amount(rule.months, Unit.MONTH)), f"{words}; {rule.rule}"[:300]


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One rule for the list; `level` unknown stands for every other level."""

    id: int
    outcome: CaseOutcome
    level: ChargeLevel
    months: int
    rule: str


def expungement_rules(db: Session) -> list[RuleRow]:
    """The court's rules, by outcome and level."""
    order = list(CaseOutcome)
    rows = [
        RuleRow(rule.id, rule.outcome, rule.level, rule.months, rule.rule)
        for rule in db.scalars(select(ExpungementRule))
    ]
    return sorted(rows, key=lambda row: (order.index(row.outcome), row.level.label))
