"""What became of a case in its particulars, and from when it may be expunged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.cases import record_outcome
from drugcourt.casework.exits.expungements import by_rule
from drugcourt.casework.participants.participants import not_after
from drugcourt.domain.cases import DISMISSALS, CaseOutcome, Prejudice
from drugcourt.domain.dates import Amount, Unit, add, counted
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.records.cases import CourtCase
from drugcourt.records.exits import CaseDisposition
from drugcourt.workspace import Context


@dataclass(frozen=True, slots=True)
class Particulars:
    """The legal outcome of one case beside its word.

    Expungement is eligible from a day, or so many months after the outcome (0: the same day);
    `expunge_rule` says where that comes from. With none of them the court's own rule for the
    outcome fills them in; words without a day say that there is none. All of it may be entered
    while the case is pending, as what was agreed.
    """

    prejudice: Prejudice = Prejudice.UNKNOWN
    reduced_to: str = ""
    probation_ended_on: date | None = None
    sentence: str = ""
    custody_days: int | None = None
    expunge_from: date | None = None
    expunge_months: int | None = None
    expunge_rule: str = ""
    expunged_on: date | None = None


def record_disposition(
    db: Session,
    context: Context,
    *,
    case_id: int,
    outcome: CaseOutcome,
    on: date,
    particulars: Particulars,
) -> None:
    """Record the outcome of a case with its particulars; a contradiction is refused."""
    _check(context, outcome, on, particulars)
    record_outcome(db, context, case_id=case_id, outcome=outcome, on=on)
    case = db.get_one(CourtCase, case_id)
    kept = db.scalar(select(CaseDisposition).where(CaseDisposition.case_id == case_id))
    if kept is None:
        kept = CaseDisposition(case=case, case_id=case_id, episode_id=case.episode_id)
        db.add(kept)
    from_day, rule = _expungement(outcome, on, particulars)
    if from_day is None and not rule and outcome is not CaseOutcome.PENDING:
        from_day, rule = by_rule(db, case, outcome, on) or (None, "")
    wanted = {
        "prejudice": _prejudice(outcome, particulars),
        "reduced_to": particulars.reduced_to.strip(),
        "probation_ended_on": particulars.probation_ended_on,
        "sentence": particulars.sentence,
        "custody_days": particulars.custody_days,
        "expunge_from": from_day,
        "expunge_rule": rule,
        "expunged_on": particulars.expunged_on,
    }
    for key, value in wanted.items():
        if getattr(kept, key) != value:
            setattr(kept, key, value)


def settle(db: Session, context: Context, case: CourtCase, outcome: CaseOutcome, on: date) -> None:
    """At graduation: the promised outcome, with those particulars that follow from it."""
    record_outcome(db, context, case_id=case.id, outcome=outcome, on=on)
    kept = db.scalar(select(CaseDisposition).where(CaseDisposition.case_id == case.id))
    ended = on if outcome is CaseOutcome.PROBATION_ENDED else None
    prejudice = _prejudice(outcome, Particulars())
    expunged = by_rule(db, case, outcome, on)
    if kept is None and (ended or expunged or prejudice is not Prejudice.UNKNOWN):
        kept = CaseDisposition(case=case, case_id=case.id, episode_id=case.episode_id)
        db.add(kept)
    if kept is not None:
        kept.probation_ended_on = kept.probation_ended_on or ended
        if prejudice is not Prejudice.UNKNOWN:
            kept.prejudice = prejudice
        if expunged is not None and not (kept.expunge_from or kept.expunge_rule):
            kept.expunge_from, kept.expunge_rule = expunged


def _prejudice(outcome: CaseOutcome, particulars: Particulars) -> Prejudice:
    if outcome is CaseOutcome.DISMISSED_WITH_PREJUDICE:
        return Prejudice.WITH
    return particulars.prejudice


def _expungement(
    outcome: CaseOutcome, on: date, particulars: Particulars
) -> tuple[date | None, str]:
    """From which day, and by which rule; months count from the outcome, so it has to be there."""
    rule, months = particulars.expunge_rule.strip(), particulars.expunge_months
    if months is None:
        return particulars.expunge_from, rule
    words = "on the day of the outcome"
    if months:
        words = f"{counted(months, 'month')} after the outcome"
    said = rule if words in rule else "; ".join(filter(None, (words, rule)))
    if outcome is CaseOutcome.PENDING:
        return None, said
    return add(on, Amount(months, Unit.MONTH)), said


def _check(context: Context, outcome: CaseOutcome, on: date, given: Particulars) -> None:
    pending = outcome is CaseOutcome.PENDING
    if given.prejudice is Prejudice.WITHOUT and outcome is CaseOutcome.DISMISSED_WITH_PREJUDICE:
        raise FieldRefusal("prejudice", "The outcome says with prejudice. Change one of the two.")
    if given.prejudice is not Prejudice.UNKNOWN and not pending and outcome not in DISMISSALS:
        raise FieldRefusal("prejudice", "Prejudice is said of a dismissal only.")
    if outcome is CaseOutcome.REDUCED and not given.reduced_to.strip():
        raise FieldRefusal("reduced_to", "Say to what the charge was reduced.")
    if given.expunge_from is not None and given.expunge_months is not None:
        raise FieldRefusal("expunge_from", "Give the day or the months, not both.")
    for key, least in (
        ("expunge_months", given.expunge_months),
        ("custody_days", given.custody_days),
    ):
        if least is not None and least < 0:
            raise FieldRefusal(key, "That number can't be below zero.")
    if given.expunge_from is not None and not pending and given.expunge_from < on:
        raise FieldRefusal("expunge_from", "That day lies before the outcome.")
    for key in ("expunged_on", "probation_ended_on"):
        if (day := getattr(given, key)) is not None:
            not_after(context, key, day)


@dataclass(frozen=True, slots=True)
class DispositionRow:
    """The particulars kept of one case."""

    case_id: int
    prejudice: Prejudice
    reduced_to: str
    probation_ended_on: date | None
    sentence: str
    custody_days: int | None
    expunge_from: date | None
    expunge_rule: str
    expunged_on: date | None


def disposition_of(db: Session, *, case_id: int) -> DispositionRow:
    """The particulars of one case; all blank where none are kept. Refusal for an unknown case."""
    if db.get(CourtCase, case_id) is None:
        raise Refusal("That case is not recorded.")
    blank = DispositionRow(case_id, Prejudice.UNKNOWN, "", None, "", None, None, "", None)
    return dispositions(db, case_ids=[case_id]).get(case_id, blank)


def dispositions(db: Session, *, case_ids: Sequence[int]) -> dict[int, DispositionRow]:
    """The particulars kept of these cases, by case."""
    asked = select(CaseDisposition).where(CaseDisposition.case_id.in_(case_ids))
    return {
        kept.case_id: DispositionRow(
            **{name: getattr(kept, name) for name in DispositionRow.__slots__}
        )
        for kept in db.scalars(asked)
    }
